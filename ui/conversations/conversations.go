// Package conversations is the screen of what was recorded: what to look for at
// the left, the conversations that are found as cards, and one of them to read,
// with what was behind it, what it is worth and what the meters say.
package conversations

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/check"
	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/line"
	"parley/ui/kit/list"
	"parley/ui/kit/panes"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// Screen is the screen. Make it with [New].
type Screen struct {
	desk   *desk.Desk
	styles *styles.Styles
	window panes.Window
	menu   *list.Model // what is looked for
	list   *list.Model // what is found
	query  *line.Model
	typing bool

	search  desk.Search
	loading loading
	table   *listing.Table // nil before the first is read
	view    *listing.View
	looking looking
	facts   map[string]desk.Judged // of the cards that were shown
	asked   map[string]bool        // cards whose verdict is being found, or that have none

	chosen string // the conversation that is selected
	reader reader
	done   []archiving // what can be undone, the last one last
	undone []archiving
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, window: panes.New(layout.Weights{28, 44, 48}), menu: list.New(st, list.Options{}), list: list.New(st, list.Options{}),
		query: line.New(st, line.Options{Placeholder: "a name, a company, or what was said"})}
	s.search.Sources = desk.Kept()
	s.reader.reset()
	s.forget()
	s.Focus(layout.Middle)
	s.window.Focus(layout.Right) // what is read stays beside the cards where there is room for two
	s.Focus(layout.Middle)
	return s
}

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Conversations" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.styles = st
	s.menu.SetStyles(st)
	s.list.SetStyles(st)
	s.query.SetStyles(st)
	s.reader.reset()
	s.showMenu()
}

// Findings are none: check looks at assistants.
func (s *Screen) Findings() []check.Finding { return nil }

// Mode is Type while a text is typed to be looked for.
func (s *Screen) Mode() keys.Mode {
	if s.typing {
		return keys.Type
	}
	return keys.Move
}

// Refresh shows what is kept as it is now.
func (s *Screen) Refresh() {
	if t := s.desk.Conversations(); t != nil && t != s.table {
		s.take(t)
	}
	s.showMenu()
}

// take shows another table by the same search. What was found by looking through
// the logs stays found.
func (s *Screen) take(t *listing.Table) {
	s.table = t
	s.forget()
	s.filter()
}

// forget forgets the verdicts on the cards: they may be others now.
func (s *Screen) forget() {
	s.facts, s.asked = map[string]desk.Judged{}, map[string]bool{}
}

// filter finds anew what the search finds.
func (s *Screen) filter() {
	if s.table == nil {
		return
	}
	f := s.at()
	s.view = s.table.Filter(f).Include(s.looking.found...)
	s.showList()
}

// at is the filter that the search is now.
func (s *Screen) at() listing.Filter { return s.search.At(s.now()) }

// now is the present in the workspace's time zone.
func (s *Screen) now() time.Time { return s.desk.Now().In(s.zone()) }

func (s *Screen) zone() *time.Location { return desk.Zone(s.desk.Workspace()) }

// found is how many conversations are found.
func (s *Screen) found() int {
	if s.view == nil {
		return 0
	}
	return s.view.Len()
}

// showList gives the list what is found; the conversation that was selected stays
// so where it is still there.
func (s *Screen) showList() {
	s.list.SetEmpty(s.empty())
	s.list.SetSource(cards{s})
	if s.view != nil {
		if i, ok := s.view.Index(s.chosen); ok {
			s.list.Select(i)
		}
	}
	s.choose()
}

// choose notes which conversation is selected.
func (s *Screen) choose() {
	s.chosen = s.selected().ID
}

// selected is the summary of the selected conversation; the zero one for none.
func (s *Screen) selected() conversation.Summary {
	if i, ok := s.list.Selected(); ok && i < s.found() {
		return s.view.At(i)
	}
	return conversation.Summary{}
}

// Update takes a key, or a mouse message in window coordinates.
func (s *Screen) Update(msg tea.Msg) []want.Want {
	var out []want.Want
	switch m := msg.(type) {
	case tea.MouseMsg:
		out = s.mouse(m)
	case tea.KeyMsg:
		out = s.key(m)
	}
	return append(out, s.follow()...)
}

// follow reads what is selected and judges the cards that are shown, beside the screen.
func (s *Screen) follow() []want.Want {
	s.choose()
	return append(s.read(), s.judge()...)
}

func (s *Screen) key(m tea.KeyMsg) []want.Want {
	if s.typing {
		return s.typed(m)
	}
	if b, ok := s.Bindings().Match(keys.Move, m); ok {
		return s.act(b)
	}
	switch s.window.Focused() {
	case layout.Left:
		s.menu.Update(m)
	case layout.Middle:
		s.list.Update(m)
	}
	return nil
}

// typed takes a key while a text is typed to be looked for.
func (s *Screen) typed(m tea.KeyMsg) []want.Want {
	switch m.String() {
	case "enter", "esc":
		s.endTyping()
		return nil
	case "up", "down", "pgup", "pgdown":
		s.list.Update(m)
		return nil
	}
	r := s.query.Update(m)
	if r.Err != nil {
		return []want.Want{want.Tell{Text: r.Err.Error(), Error: true}}
	}
	if r.Changed {
		return s.lookFor(strings.TrimSpace(s.query.Text()))
	}
	return nil
}

func (s *Screen) endTyping() {
	s.typing = false
	s.query.Blur()
}

// lookFor looks for another text: at once in names, and after a pause in what was said.
func (s *Screen) lookFor(text string) []want.Want {
	s.search.Text = text
	s.looking.stop()
	s.looking = looking{}
	if s.table == nil {
		return nil
	}
	if s.view == nil {
		s.view = s.table.Filter(s.at())
	} else {
		s.view = s.view.Refine(s.at())
	}
	s.showList()
	return s.lookThrough()
}

// focus moves the keys to a pane; the window is laid out for it.
func focus(p layout.Pane) []want.Want {
	return []want.Want{want.Run{Binding: [...]string{"focus.sidebar", "focus.editor", "focus.preview"}[p]}}
}
