// Package preview is the pane in which the assistant is talked to: the chat as
// the customer sees it, and what the builder should know beside it.
package preview

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/dialog"
	"parley/ui/kit/keys"
	"parley/ui/kit/markdown"
	"parley/ui/kit/styles"
	"parley/ui/kit/textbuf"
	"parley/ui/want"
)

// State is what the pane shows.
type State struct {
	Talk      *desk.Talk
	Assistant *model.Assistant
	Version   string // draft, v4
	Customer  string // who talks; "" for a visitor
	Revision  int    // changes with everything the talk shows
}

// Preview is the pane. Make it with New.
type Preview struct {
	styles  *styles.Styles
	md      *markdown.Renderer
	state   State
	input   *textbuf.Model
	typing  bool
	button  int // the button the keys are on
	bubble  int // the selected bubble, -1 where the keys are on the answer
	scroll  int // lines scrolled up from the end
	problem string
	items   []item
	w, h    int
	focused bool
	cached  string
}

// New makes an empty pane.
func New(st *styles.Styles) *Preview {
	p := &Preview{md: markdown.New(), bubble: -1}
	p.input = textbuf.New(textbuf.Options{Single: true, Placeholder: "type a reply", Limit: model.MaxMessageBytes / 4, Styles: dialog.TextStyles(st)})
	p.SetStyles(st)
	return p
}

// SetStyles changes the look.
func (p *Preview) SetStyles(st *styles.Styles) {
	p.styles, p.cached = st, ""
	p.input.SetStyles(dialog.TextStyles(st))
	p.md.Forget()
	for i := range p.items {
		p.items[i].lines = nil
	}
}

// SetSize gives the pane its size in cells, frame included.
func (p *Preview) SetSize(w, h int) {
	if w == p.w && h == p.h {
		return
	}
	if w != p.w {
		for i := range p.items {
			p.items[i].lines = nil
		}
	}
	p.w, p.h, p.cached = w, h, ""
	p.input.SetSize(max(w-6, 1), 1)
}

// Focus gives the pane the keys.
func (p *Preview) Focus() { p.focused, p.cached = true, "" }

// Blur takes the keys away; what was being typed stays.
func (p *Preview) Blur() {
	p.focused, p.typing, p.cached = false, false, ""
	p.input.Blur()
}

// Mode is Type while a reply is typed.
func (p *Preview) Mode() keys.Mode {
	if p.typing {
		return keys.Type
	}
	return keys.Move
}

// Show gives the pane what it shows.
func (p *Preview) Show(st State) {
	if st == p.state {
		return
	}
	if st.Talk == nil {
		p.state, p.items, p.typing, p.cached = st, nil, false, ""
		return
	}
	fresh := p.state.Talk == nil || st.Assistant == nil || p.state.Assistant == nil || st.Assistant.ID != p.state.Assistant.ID
	p.state, p.cached = st, ""
	p.items = itemsOf(st.Talk, p.items)
	if fresh {
		p.bubble, p.scroll, p.button, p.problem = -1, 0, 0, ""
	}
	if n := len(st.Talk.Options()); p.button >= n {
		p.button = 0
	}
	if p.bubble >= len(p.items) {
		p.bubble = -1
	}
}

// Update takes a key, or a mouse message counted from the pane's corner.
func (p *Preview) Update(msg tea.Msg) []want.Want {
	if p.state.Talk == nil {
		return nil
	}
	p.cached = ""
	switch m := msg.(type) {
	case tea.KeyMsg:
		if p.typing {
			return p.typed(m)
		}
		if b, ok := p.Bindings().Match(keys.Move, m); ok {
			if reason := b.Reason(); reason != "" {
				return []want.Want{want.Tell{Text: reason, Error: true}}
			}
			return p.act(b.ID)
		}
	case tea.MouseMsg:
		return p.mouse(m)
	}
	return nil
}

// typed takes a key while a reply is written.
func (p *Preview) typed(m tea.KeyMsg) []want.Want {
	switch m.String() {
	case "esc":
		p.typing = false
		p.input.Blur()
		return nil
	case "enter":
		text := strings.TrimSpace(p.input.Text())
		if text == "" {
			return nil
		}
		p.input.SetText("")
		return p.send(model.Action{Verb: model.VerbSay, Text: text})
	}
	if r := p.input.Update(m); r.Err != nil {
		p.problem = r.Err.Error()
	} else if r.Changed {
		p.problem = ""
	}
	return nil
}

func (p *Preview) send(a model.Action) []want.Want {
	p.bubble, p.scroll, p.problem, p.button = -1, 0, "", 0
	return []want.Want{want.Act{Action: a}}
}

// Refuse shows why an answer did not fit.
func (p *Preview) Refuse(problem string) { p.problem, p.cached = problem, "" }

// Type puts the keys into the reply line.
func (p *Preview) Type() {
	p.typing, p.bubble, p.scroll, p.cached = true, -1, 0, ""
	p.input.Focus()
}

// act does what a binding says.
func (p *Preview) act(id string) []want.Want {
	options := p.state.Talk.Options()
	switch id {
	case "preview.choose":
		switch {
		case p.bubble >= 0:
			it := p.items[p.bubble]
			return []want.Want{want.Open{Dialog: it.dialog, Step: it.step}, want.Run{Binding: "focus.editor"}}
		case len(options) > 0:
			return p.send(model.Action{Verb: model.VerbPress, Text: options[p.button]})
		}
		p.Type()
	case "preview.type":
		p.Type()
	case "preview.up":
		p.selectBubble(-1)
	case "preview.down":
		p.selectBubble(1)
	case "preview.left", "preview.right":
		if n := len(options); n > 0 {
			by := 1
			if id == "preview.left" {
				by = n - 1
			}
			p.button, p.bubble = (p.button+by)%n, -1
		}
	case "preview.pageup":
		p.scroll += max(p.h-8, 1)
	case "preview.pagedown":
		p.scroll = max(p.scroll-max(p.h-8, 1), 0)
	case "preview.rewind":
		return p.rewound(-1)
	case "preview.forward":
		return p.rewound(1)
	case "preview.restart":
		p.bubble, p.scroll, p.problem, p.button = -1, 0, "", 0
		return []want.Want{want.Run{Binding: "preview.restart"}}
	case "preview.wait":
		return []want.Want{want.Prompt{Title: "Let time pass", Hint: "such as 5m or 24h", Value: "5m", Check: func(s string) error {
			_, err := model.ParseDuration(s)
			return err
		}, Done: func(s string) []want.Want {
			d, _ := model.ParseDuration(s)
			return []want.Want{want.Act{Action: model.Action{Verb: model.VerbWait, Wait: d}}}
		}}}
	}
	return nil
}

func (p *Preview) rewound(by int) []want.Want {
	p.bubble, p.scroll, p.problem, p.button = -1, 0, "", 0
	return []want.Want{want.Rewind{By: by}}
}

// selectBubble moves among what was said; below the last is the answer.
func (p *Preview) selectBubble(by int) {
	at := p.bubble
	if at < 0 {
		at = len(p.items)
	}
	for at += by; at >= 0 && at < len(p.items); at += by {
		if p.items[at].kind == bubbleItem && p.items[at].dialog != "" {
			p.bubble = at
			return
		}
	}
	if by > 0 {
		p.bubble, p.scroll = -1, 0
	}
}

// mouse presses buttons, selects bubbles and scrolls.
func (p *Preview) mouse(m tea.MouseMsg) []want.Want {
	switch m.Button {
	case tea.MouseButtonWheelUp:
		p.scroll += 3
	case tea.MouseButtonWheelDown:
		p.scroll = max(p.scroll-3, 0)
	case tea.MouseButtonLeft:
		if m.Action == tea.MouseActionPress {
			return p.click(m.X-1, m.Y-1)
		}
	}
	return nil
}

func (p *Preview) click(x, y int) []want.Want {
	lay := p.lay()
	if y == lay.inputAt {
		p.Type()
		return nil
	}
	for i, b := range lay.buttons {
		if y < lay.chat && lay.top+y == b.y && x >= b.x && x < b.x+b.w {
			return p.send(model.Action{Verb: model.VerbPress, Text: p.state.Talk.Options()[i]})
		}
	}
	if y < lay.chat {
		if at := lay.top + y; at >= 0 && at < len(lay.owner) && lay.owner[at] >= 0 {
			p.typing, p.bubble = false, lay.owner[at]
			if it := p.items[p.bubble]; it.dialog != "" {
				return []want.Want{want.Open{Dialog: it.dialog, Step: it.step}}
			}
		}
	}
	return nil
}

// Bindings are the keys of the pane.
func (p *Preview) Bindings() keys.Set {
	label := "type"
	talk := p.state.Talk
	if talk != nil && len(talk.Options()) > 0 {
		label = "press"
	}
	if p.bubble >= 0 {
		label = "go to"
	}
	back := func() string {
		if talk == nil || talk.Depth() == 0 {
			return "this is the beginning"
		}
		return ""
	}
	forward := func() string {
		if talk == nil || talk.Ahead() == 0 {
			return "nothing was answered after this"
		}
		return ""
	}
	return keys.Set{
		{ID: "preview.choose", Keys: []string{"enter", "space"}, Label: label, Help: "Press the button, write a reply, or go to the interaction that said it", Group: "Preview"},
		{ID: "preview.type", Keys: []string{"i"}, Label: "reply", Help: "Write a reply", Group: "Preview"},
		{ID: "preview.rewind", Keys: []string{"[", "backspace"}, Label: "rewind", Help: "Go back one answer", Group: "Preview", Disabled: back},
		{ID: "preview.forward", Keys: []string{"]"}, Label: "forward", Help: "Go forward one answer", Group: "Preview", Disabled: forward},
		{ID: "preview.restart", Keys: []string{"R"}, Label: "restart", Help: "Start the conversation anew", Group: "Preview"},
		{ID: "preview.wait", Keys: []string{"w"}, Label: "wait", Help: "Let time pass on the virtual clock", Group: "Preview"},
		{ID: "preview.up", Keys: []string{"up", "k"}, Label: "up", Help: "Select what was said before", Group: "Preview", Hidden: true},
		{ID: "preview.down", Keys: []string{"down", "j"}, Label: "down", Help: "Select what was said after", Group: "Preview", Hidden: true},
		{ID: "preview.left", Keys: []string{"left", "h"}, Label: "left", Help: "The button before", Group: "Preview", Hidden: true},
		{ID: "preview.right", Keys: []string{"right", "l"}, Label: "right", Help: "The next button", Group: "Preview", Hidden: true},
		{ID: "preview.pageup", Keys: []string{"pgup"}, Label: "page up", Help: "Scroll up", Group: "Preview", Hidden: true},
		{ID: "preview.pagedown", Keys: []string{"pgdown"}, Label: "page down", Help: "Scroll down", Group: "Preview", Hidden: true},
	}
}

// title is what stands in the frame: the version, who talks, and the virtual time.
func (p *Preview) title() (left, right string) {
	talk := p.state.Talk
	who := p.state.Customer
	if who == "" {
		who = "visitor"
	} else if talk.Start().Authenticated {
		who += " " + p.styles.Glyphs.Check
	}
	rule := " " + p.styles.Glyphs.Rule + " "
	left = "Preview" + rule + p.state.Version + rule + who
	if status := talk.Status(); status != session.Running {
		left = "Preview" + rule + p.state.Version + rule + status.String()
	}
	return left, talk.Now().Format("15:04 Mon")
}

// View draws exactly the pane's size.
func (p *Preview) View() string {
	if p.cached != "" {
		return p.cached
	}
	if p.state.Talk == nil {
		p.cached = p.styles.Frame("Preview", "", p.focused).Draw("", p.w, p.h)
		return p.cached
	}
	left, right := p.title()
	if canvas.Width(left)+canvas.Width(right)+8 > p.w {
		right = ""
	}
	frame := p.styles.Frame(left, right, p.focused)
	lay := p.lay()
	frame.Scroll = canvas.Scroll{Top: lay.top, Shown: lay.chat, Total: len(lay.lines)}
	shown := lay.lines[lay.top:min(lay.top+lay.chat, len(lay.lines))]
	w := max(p.w-2, 1)
	content := canvas.FitLines(shown, w, lay.chat)
	for _, l := range lay.below {
		content += "\n" + canvas.FitLine(l, w)
	}
	p.cached = frame.Draw(content, p.w, p.h)
	return p.cached
}

// buttonBox is where a button is drawn: a line of the chat, and cells in it.
type buttonBox struct{ x, y, w int }

// lay is the pane worked out: the chat's lines and which item each belongs to,
// and what stands below the chat.
type lay struct {
	lines   []string
	owner   []int
	chat    int // height of the chat
	top     int // first line of the chat that is shown
	below   []string
	buttons []buttonBox
	inputAt int
}

func (p *Preview) lay() lay {
	w, h := max(p.w-2, 1), max(p.h-2, 1)
	var l lay
	l.below = p.answer(w)
	if len(l.below) > h-1 {
		l.below = l.below[max(len(l.below)-h+1, 0):]
	}
	l.chat = h - len(l.below)
	l.inputAt = h - 1
	selected := [2]int{-1, -1}
	for i := range p.items {
		from := len(l.lines)
		for _, line := range p.draw(i, w) {
			l.lines = append(l.lines, line)
			l.owner = append(l.owner, i)
		}
		if i == p.bubble {
			selected = [2]int{from, len(l.lines)}
		}
	}
	rows, boxes := p.buttonRows(w)
	for i := range boxes {
		boxes[i].y += len(l.lines)
	}
	l.buttons = boxes
	for _, row := range rows {
		l.lines = append(l.lines, row)
		l.owner = append(l.owner, -1)
	}
	most := max(len(l.lines)-l.chat, 0)
	p.scroll = min(p.scroll, most)
	l.top = most - p.scroll
	if selected[0] >= 0 {
		if selected[0] < l.top {
			l.top = selected[0]
		}
		if selected[1] > l.top+l.chat {
			l.top = selected[1] - l.chat
		}
		p.scroll = most - l.top
	}
	return l
}

// answer draws what stands below the chat: what no longer fits, a problem, the reply line.
func (p *Preview) answer(w int) []string {
	look, talk := p.styles, p.state.Talk
	var lines []string
	if after, next, stopped := talk.Stopped(); stopped {
		lines = append(lines, p.stop(after, next, w)...)
	}
	if p.problem != "" {
		for _, l := range canvas.Wrap(canvas.Sanitize(p.problem), w-1) {
			lines = append(lines, " "+look.Error.Render(l))
		}
	}
	prompt := look.Muted.Render(" " + look.Glyphs.Prompt + " ")
	if p.typing {
		prompt = look.Accent.Render(" " + look.Glyphs.Prompt + " ")
	}
	return append(lines, prompt+p.input.View())
}

func (p *Preview) stop(after int, next model.Action, w int) []string {
	words := fmt.Sprintf("%s %q does not fit here any more; %d of the answers still do", next.Verb, next.Text, after)
	var out []string
	for _, l := range canvas.Wrap(canvas.Sanitize(words), max(w-3, 1)) {
		out = append(out, p.styles.Error.Render(l))
	}
	out[0] = " " + p.styles.Error.Render(p.styles.Glyphs.Cross) + " " + out[0]
	for i := 1; i < len(out); i++ {
		out[i] = "   " + out[i]
	}
	return out
}

// buttonRows draws the buttons that can be pressed, as many a row as fit.
func (p *Preview) buttonRows(w int) ([]string, []buttonBox) {
	look := p.styles
	var rows []string
	var boxes []buttonBox
	row, used := "", 0
	for i, label := range p.state.Talk.Options() {
		shown := canvas.TruncateTail(canvas.OneLine(label), max(w-4, 1), look.Glyphs.Ellipsis)
		bw := canvas.Width(shown) + 2
		if used > 0 && used+bw+2 > w {
			rows, row, used = append(rows, row), "", 0
		}
		mark, ink := " ", look.Accent
		if i == p.button && p.bubble < 0 && p.focused && !p.typing {
			mark, ink = look.Glyphs.Here, look.Selection
		}
		row += " " + ink.Render(mark+shown+" ")
		boxes = append(boxes, buttonBox{used + 1, len(rows), bw})
		used += bw + 1
	}
	if used > 0 {
		rows = append(rows, row)
	}
	return rows, boxes
}
