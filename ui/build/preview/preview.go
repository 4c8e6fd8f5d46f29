// Package preview is the pane in which the assistant is talked to: the chat as
// the customer sees it, and what the builder should know beside it.
package preview

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
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
	Workspace *model.Workspace
	Assistant *model.Assistant
	Version   string       // draft, v4
	Visitor   desk.Visitor // who talks
	Revision  int          // changes with everything the talk shows
	ReadOnly  bool         // it is shown, and not talked to
	Live      Live         // whether it is a live conversation
	Follows   bool         // another conversation came before, which rewinding goes back to
	Differs   int          // the event, from 1, from which on it differs from the version beside it; 0 for none
}

// Live is whether the pane shows a live conversation.
type Live int

// How a conversation is shown.
const (
	NotLive Live = iota
	Offered      // it is tried out, and a live one can be begun
	Held         // it is live: it goes forward only, on the clock
)

// Preview is the pane. Make it with New.
type Preview struct {
	styles    *styles.Styles
	md        *markdown.Renderer
	state     State
	seen      seen
	input     *textbuf.Model
	typing    bool
	button    int  // the button the keys are on
	bubble    int  // the selected bubble, -1 where the keys are on the answer
	reveal    bool // it has to come into view
	scroll    scroll
	problem   string
	items     []item
	inspector inspector
	zoned     zoned
	tree      tree
	w, h      int
	focused   bool
	cached    string
}

// seen is how far the talk was when it was shown last.
type seen struct {
	depth  int
	asking bool
}

// scroll is which part of the chat is shown: from a line on, or always the end.
type scroll struct {
	top   int
	fixed bool // a person put it where it is
	most  int  // the top where the end is shown, as last drawn
}

// follow shows the end.
func (s *scroll) follow() { s.fixed = false }

func (s *scroll) by(lines int) {
	if !s.fixed {
		s.top = s.most
	}
	s.to(s.top + lines)
}

func (s *scroll) to(top int) { s.top, s.fixed = min(max(top, 0), s.most), top < s.most }

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

// Beside shows what the replies of another chat come to on a program, and tells
// where that chat parts from this one: its event, from 1; 0 for nowhere.
func (p *Preview) Beside(first *desk.Talk, program *session.Program, st State) (second *desk.Talk, differs int) {
	second, problem := first.Mirror(program)
	if at, other, ok := desk.Differ(first, second); ok {
		differs, st.Differs = at+1, other+1
	}
	st.Talk = second
	p.Show(st)
	p.Refuse(problem)
	return second, differs
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
	fresh := p.state.Talk == nil || st.Assistant == nil || p.state.Assistant == nil || st.Assistant.ID != p.state.Assistant.ID || st.Live != p.state.Live
	p.state, p.cached = st, ""
	p.items = itemsOf(st.Talk, p.items, st.Differs)
	if fresh {
		p.tree.open = false
		p.atEnd()
	}
	p.follow()
	if n := len(st.Talk.Options()); p.button >= n {
		p.button = 0
	}
	if p.bubble >= len(p.items) {
		p.bubble = -1
	}
	if p.tree.open {
		p.tree.branches = st.Talk.Tree()
		p.tree.at = min(p.tree.at, max(len(p.tree.branches)-1, 0))
	}
}

// follow shows the end where something new was said. An edit that plays the
// conversation again leaves the place a person scrolled to.
func (p *Preview) follow() {
	asks, _ := p.state.Talk.Asks()
	now := seen{p.state.Talk.Depth(), asks != nil}
	if now.depth > p.seen.depth || p.seen.asking && !now.asking {
		p.scroll.follow()
	}
	p.seen = now
}

// selected is what the keys are on among what was said, nil where they are on the answer.
func (p *Preview) selected() *item {
	if p.bubble < 0 || p.bubble >= len(p.items) {
		return nil
	}
	return &p.items[p.bubble]
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
		a := model.Action{Verb: model.VerbSay, Text: text}
		if keypad := p.state.Talk.Keypad(); keypad != nil {
			a = answer(text, nil, keypad)
		}
		return p.send(a)
	}
	if r := p.input.Update(m); r.Err != nil {
		p.problem = r.Err.Error()
	} else if r.Changed {
		p.problem = ""
	}
	return nil
}

// Refuse shows why an answer did not fit.
func (p *Preview) Refuse(problem string) { p.problem, p.cached = problem, "" }

// Type puts the keys into the reply line.
func (p *Preview) Type() {
	p.typing, p.bubble, p.cached, p.tree.open = true, -1, "", false
	p.scroll.follow()
	p.input.Focus()
}

// selectBubble moves among what was said; below the last is the answer.
func (p *Preview) selectBubble(by int) {
	at := p.bubble
	if at < 0 {
		at = len(p.items)
	}
	for at += by; at >= 0 && at < len(p.items); at += by {
		if p.items[at].kind == bubbleItem {
			p.bubble, p.reveal = at, true
			return
		}
	}
	if by > 0 {
		p.bubble = -1
		p.scroll.follow()
	}
}

// mouse presses buttons, selects bubbles and scrolls.
func (p *Preview) mouse(m tea.MouseMsg) []want.Want {
	if p.tree.open {
		return p.mouseInTree(m)
	}
	lines := 3
	if m.Button == tea.MouseButtonWheelUp {
		lines = -3
	}
	switch m.Button {
	case tea.MouseButtonWheelUp, tea.MouseButtonWheelDown:
		if l := p.lay(); p.inspector.open && m.Y-1 >= l.chat {
			p.inspector.top += lines
		} else {
			p.scroll.by(lines)
		}
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
	for _, k := range lay.keypad {
		if y == k.y && x >= k.x && x < k.x+k.w {
			return p.send(model.Action{Verb: model.VerbKeys, Text: k.key})
		}
	}
	for i, b := range lay.buttons {
		if at := lay.top + y; y < lay.chat && at >= b.y && at < b.y+b.h && x >= b.x && x < b.x+b.w {
			return p.send(model.Action{Verb: model.VerbPress, Text: p.state.Talk.Options()[i]})
		}
	}
	if y < lay.chat {
		if at := lay.top + y; at >= 0 && at < len(lay.owner) && lay.owner[at] >= 0 {
			p.typing, p.bubble = false, lay.owner[at]
			if it := p.items[p.bubble]; it.dialog != "" && p.state.Live != Held {
				return []want.Want{want.Open{Dialog: it.dialog, Step: it.step}}
			}
		}
	}
	return nil
}
