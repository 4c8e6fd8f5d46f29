package dialog

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// Choice is an answer of a confirmation: a key, and what it does in a word or two.
type Choice struct {
	ID, Key, Label string
}

// Confirm asks before something goes. It names what goes and what follows.
type Confirm struct {
	// Title is the question's subject, Text the question.
	ID, Title, Text string
	// Names is what goes, each from a line of its own; many are shortened with their number.
	Names []string
	// Note says what follows, such as whether it can be undone.
	Note string
	// Choices are the answers beside "no"; empty means yes on y.
	Choices []Choice
	// Danger draws the border as a warning.
	Danger bool

	st  *styles.Styles
	top int
	max int
}

// SetStyles changes its look.
func (c *Confirm) SetStyles(st *styles.Styles) { c.st = st }

// Typing is never the case: letters answer.
func (c *Confirm) Typing() bool { return false }

func (c *Confirm) choices() []Choice {
	if len(c.Choices) == 0 {
		return []Choice{{ID: "yes", Key: "y", Label: "yes"}}
	}
	return c.Choices
}

// Update answers on a choice's key; n, esc and q say no; enter says yes where there is one harmless choice only. Long texts
// scroll.
func (c *Confirm) Update(msg tea.Msg) (Answer, bool) {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return Answer{}, false
	}
	name := key.String()
	for _, ch := range c.choices() {
		if strings.EqualFold(name, ch.Key) {
			return Answer{ID: c.ID, Choice: ch.ID}, true
		}
	}
	switch name {
	case "enter":
		if !c.Danger && len(c.choices()) == 1 {
			return Answer{ID: c.ID, Choice: c.choices()[0].ID}, true
		}
	case "n", "N", "esc", "q":
		return Answer{ID: c.ID, Cancelled: true}, true
	case "down", "j", "pgdown":
		c.top = min(c.top+1, c.max)
	case "up", "k", "pgup":
		c.top = max(c.top-1, 0)
	}
	return Answer{}, false
}

// Size grows with the text up to the window.
func (c *Confirm) Size(w, h int) (int, int) {
	width := min(max(canvas.Width(canvas.OneLine(c.Text))+6, canvas.Width(c.Title)+8, 44), 72, max(w-4, 1))
	for _, n := range c.Names {
		width = min(max(width, canvas.Width(canvas.OneLine(n))+8), 72, max(w-4, 1))
	}
	return width, min(len(c.body(width-4))+4, h)
}

func (c *Confirm) body(w int) []string {
	w = max(w, 1)
	var out []string
	for _, l := range canvas.Wrap(canvas.Drawable(c.Text), w) {
		out = append(out, c.st.Text.Render(l))
	}
	const most = 12
	if len(c.Names) > 0 {
		out = append(out, "")
	}
	for i, n := range c.Names {
		if i == most && len(c.Names) > most+1 {
			out = append(out, c.st.Muted.Render("  and "+itoa(len(c.Names)-most)+" more"))
			break
		}
		for j, l := range canvas.Wrap(canvas.OneLine(n), w-4) {
			left := "  "
			if j > 0 {
				left = "    "
			}
			out = append(out, c.st.Strong.Render(canvas.Truncate(left+l, w)))
		}
	}
	if c.Note != "" {
		out = append(out, "")
		for _, l := range canvas.Wrap(canvas.Drawable(c.Note), w) {
			out = append(out, c.st.Muted.Render(l))
		}
	}
	return out
}

// Draw shows the text and, always, the answers in the last line.
func (c *Confirm) Draw(w, h int) string {
	iw, ih := max(w-2, 0), max(h-2, 0)
	body := c.body(iw - 2)
	room := max(ih-2, 0)
	gap := true
	if len(body) > room {
		room, gap = max(ih-1, 0), false
	}
	c.max = max(len(body)-room, 0)
	c.top = min(c.top, c.max)
	end := min(c.top+room, len(body))
	lines := append([]string{}, body[c.top:end]...)
	if gap {
		lines = append(lines, "")
	}
	lines = append(lines, c.answers(iw-2))
	st := c.st
	if c.Danger {
		danger := *c.st
		danger.BorderFocused, danger.TitleFocused = c.st.Error, c.st.Error
		st = &danger
	}
	return frame(st, c.Title, "", "", strings.Join(indent(lines, iw), "\n"), canvas.Scroll{Top: c.top, Shown: room, Total: len(body)}, w, h)
}

func (c *Confirm) answers(w int) string {
	var parts []string
	for _, ch := range c.choices() {
		parts = append(parts, c.st.Key.Render(ch.Key)+" "+c.st.Text.Render(ch.Label))
	}
	parts = append(parts, c.st.Key.Render("n")+" "+c.st.Text.Render("no"))
	return canvas.Truncate(strings.Join(parts, "   "), max(w, 0))
}
