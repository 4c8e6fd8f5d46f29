// Package usage is the screen of usage and cost: the four meters side by side on
// the same conversations, one of them in detail with its months, days, bill and
// where it is going, and a "what if" with the bill at once.
package usage

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/check"
	"parley/engine/meter"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/panes"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// Screen is the screen. Make it with [New].
type Screen struct {
	desk    *desk.Desk
	styles  *styles.Styles
	window  panes.Window
	counted *desk.Counted // nil until something was counted
	problem string        // why that failed
	view    view
	usages  []meter.Usage // of the month, in the order of the meters
	what    whatIf
	found   []check.Finding
}

// view is what is looked at.
type view struct {
	meter     int        // place in meter.Systems
	month     desk.Month // zero is the present one
	days      bool       // the chart shows the days of the month instead of months
	simulated bool
	top       int // the first line of the details that is shown
}

// New makes the screen.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	s := &Screen{desk: d, styles: st, window: newWindow()}
	own := meter.Own(d.Workspace())
	for i, x := range meter.Systems() {
		if x == own {
			s.view.meter = i
		}
	}
	return s
}

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Usage and cost" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) { s.styles = st }

// Show takes over a new count, or why there is none.
func (s *Screen) Show(c *desk.Counted, err error) {
	if err != nil {
		s.problem = err.Error()
		return
	}
	s.counted, s.problem = c, ""
	s.Refresh()
}

// Forecast shows simulated conversations of a month beside the live ones that are
// counted already; nothing but what is simulated where none are yet.
func (s *Screen) Forecast(live, simulated *desk.Counted, month desk.Month) {
	shown := *simulated
	if live != nil {
		shown.Since, shown.Live = live.Since, live.Live
	}
	s.view.month, s.view.simulated, s.view.top = month, true, 0
	s.what.reset()
	s.Show(&shown, nil)
}

// Refresh shows the plans and thresholds of the draft as they are now.
func (s *Screen) Refresh() {
	w := s.desk.Workspace()
	s.found = check.Documents(w, "Plan", s.desk.Published)
	if s.counted == nil {
		return
	}
	if s.counted.Simulated == nil {
		s.view.simulated = false
	}
	s.usages = desk.Usages(s.ledger(), w, s.view.month)
	s.what.learn(s.ledger(), w)
	s.what.threshold(s.usage())
}

// Findings are what check says of the plans.
func (s *Screen) Findings() []check.Finding { return s.found }

// Mode is always Move: texts are typed in prompts.
func (s *Screen) Mode() keys.Mode { return keys.Move }

// ledger is what is looked at.
func (s *Screen) ledger() *meter.Ledger { return s.counted.Of(s.view.simulated) }

// system is the meter that is looked at.
func (s *Screen) system() meter.System { return meter.Systems()[s.view.meter] }

// usage is what the month comes to under the meter that is looked at.
func (s *Screen) usage() *meter.Usage { return &s.usages[s.view.meter] }

// empty reports whether nothing was counted.
func (s *Screen) empty() bool {
	return s.ledger().Conversations() == 0
}

// Update takes a key, or a mouse message in window coordinates.
func (s *Screen) Update(msg tea.Msg) []want.Want {
	switch m := msg.(type) {
	case tea.MouseMsg:
		return s.mouse(m)
	case tea.KeyMsg:
		if b, ok := s.Bindings().Match(keys.Move, m); ok {
			return s.act(b)
		}
	}
	return nil
}

// Month is the month that is looked at; zero is the present one.
func (s *Screen) Month() desk.Month { return s.view.month }

// month is the month that is looked at, also where it is the present one.
func (s *Screen) month() desk.Month {
	if s.view.month == (desk.Month{}) && s.counted != nil {
		return desk.MonthOf(s.ledger().Today())
	}
	return s.view.month
}

func focus(p layout.Pane) []want.Want {
	return []want.Want{want.Run{Binding: [...]string{"focus.sidebar", "focus.editor", "focus.preview"}[p]}}
}
