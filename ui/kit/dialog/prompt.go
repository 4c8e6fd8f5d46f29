package dialog

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/line"
	"parley/ui/kit/styles"
	"parley/ui/kit/textbuf"
)

// Prompt asks for one line of text.
type Prompt struct {
	// ID comes back in the answer; Title heads the box; Text explains; Placeholder stands in the empty line.
	ID, Title, Text, Placeholder string
	// Value is what stands there at first.
	Value string
	// Limit is the most characters; 0 is 1,000.
	Limit int
	// Check says what is wrong with a text, empty where nothing is; it is asked on enter and while an error is shown.
	Check func(string) string
	// Note says what a text comes to while it is typed, empty for nothing; it stands above the line.
	Note func(string) string

	st  *styles.Styles
	in  *line.Model
	err string
}

// SetStyles makes the line at first and changes its look later.
func (p *Prompt) SetStyles(st *styles.Styles) {
	p.st = st
	if p.in != nil {
		p.in.SetStyles(st)
		return
	}
	p.in = line.New(st, line.Options{Limit: p.Limit, Placeholder: p.Placeholder})
	p.in.SetText(p.Value)
	p.in.Focus()
}

// TextStyles are the editor's inks in a theme, for every place that edits text.
func TextStyles(st *styles.Styles) textbuf.Styles {
	return textbuf.Styles{Text: st.Text.Ink, Cursor: st.Cursor.Ink, Selection: st.Selection.Ink, Placeholder: st.Placeholder.Ink}
}

// Typing is always the case.
func (p *Prompt) Typing() bool { return true }

// Update edits; enter answers when Check has nothing against it, esc cancels.
func (p *Prompt) Update(msg tea.Msg) (Answer, bool) {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return Answer{}, false
	}
	switch key.String() {
	case "esc":
		return Answer{ID: p.ID, Cancelled: true}, true
	case "enter":
		if p.check(); p.err != "" {
			return Answer{}, false
		}
		return Answer{ID: p.ID, Text: p.in.Text()}, true
	}
	r := p.in.Update(key)
	switch {
	case r.Err != nil:
		p.err = r.Err.Error()
	case r.Changed && p.err != "":
		p.check()
	}
	return Answer{}, false
}

func (p *Prompt) check() {
	p.err = ""
	if p.Check != nil {
		p.err = p.Check(p.in.Text())
	}
}

// Size is one line with what explains it.
func (p *Prompt) Size(w, h int) (int, int) {
	width := min(64, max(w-4, 1))
	return width, min(len(p.above(width-4))+5, h)
}

func (p *Prompt) above(w int) []string {
	var out []string
	if p.Text != "" {
		for _, l := range canvas.Wrap(canvas.Drawable(p.Text), max(w, 1)) {
			out = append(out, p.st.Muted.Render(l))
		}
	}
	if p.Note != nil { // one line, so that the box keeps its size
		out = append(out, p.st.Text.Render(canvas.TruncateTail(canvas.OneLine(p.Note(p.in.Text())), max(w, 1), p.st.Glyphs.Ellipsis)))
	}
	return out
}

// Draw shows the explanation as far as there is room, the line, and an error or the keys.
func (p *Prompt) Draw(w, h int) string {
	iw, ih := max(w-2, 1), max(h-2, 1)
	room := max(iw-2, 1)
	above := p.above(room)
	above = above[:min(len(above), max(ih-2, 0))]
	mark := p.st.Accent.Render(p.st.Glyphs.Prompt) + " "
	foot := p.st.Key.Render("enter") + " " + p.st.KeyLabel.Render("ok") + "   " + p.st.Key.Render("esc") + " " + p.st.KeyLabel.Render("cancel")
	if p.err != "" {
		foot = p.st.Error.Render(canvas.TruncateTail(canvas.OneLine(p.err), room, p.st.Glyphs.Ellipsis))
	}
	lines := append(above, mark+p.in.View(max(room-2, 1)))
	if ih > len(lines)+1 {
		lines = append(lines, "")
	}
	lines = append(lines, foot)
	return frame(p.st, p.Title, "", "", strings.Join(indent(lines, iw), "\n"), canvas.Scroll{}, w, h)
}
