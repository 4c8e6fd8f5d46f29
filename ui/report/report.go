// Package report is the screen of what became of conversations: the figures of a
// period, the diagram of the assistant statuses with the counts on its edges, the
// weeks, KIQ Conversations by day, and the same figures by whatever was saved.
package report

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/check"
	"parley/engine/meter"
	"parley/engine/model"
	engine "parley/engine/report"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// Screen is the screen. Make it with [New].
type Screen struct {
	desk    *desk.Desk
	styles  *styles.Styles
	window  window
	about   about
	asked   int // generation: the number of the question asked last
	shown   *desk.Reported
	problem string // why the last question has no answer
	own     []engine.Grouping
	chosen  int // what the middle shows: 0 is the overview, then the groupings
	weekly  bool
	drawn   drawn
}

// about is what is looked at.
type about struct {
	period    meter.Period // zero: the span by name
	span      string       // key of a period that has a name, such as this-month
	assistant model.AssistantID
	simulated bool
}

// New makes the screen. It counts nothing before it is visited.
func New(d *desk.Desk, st *styles.Styles) *Screen {
	return &Screen{desk: d, styles: st, window: newWindow(), about: about{span: "this-month"}, own: d.OwnGroupings()}
}

// Title names the screen in the top line.
func (s *Screen) Title() string { return "Report" }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) { s.styles = st }

// Findings are none: nothing is edited here.
func (s *Screen) Findings() []check.Finding { return nil }

// Mode is always Move: texts are typed in prompts.
func (s *Screen) Mode() keys.Mode { return keys.Move }

// Refresh has nothing to bring up to the draft but names, which are read as they are drawn.
func (s *Screen) Refresh() { s.drawn = drawn{} }

// Visited counts anew, as conversations come while one is elsewhere.
func (s *Screen) Visited() []want.Want { return s.count() }

// period is the one that is looked at on the day it is.
func (s *Screen) period() meter.Period {
	for _, x := range desk.Spans(s.desk.Today()) {
		if x.Key == s.about.span {
			return x.Period
		}
	}
	return s.about.period
}

// groupings are those of the list, the ready-made ones first. All are counted week
// by week too.
func (s *Screen) groupings() []engine.Grouping {
	all := append(engine.Ready(), s.own...)
	for i := range all {
		all[i].Over = true
	}
	return all
}

// count asks for the report, beside the screen; what comes of an older question is dropped.
func (s *Screen) count() []want.Want {
	s.asked++
	asked := s.asked
	work := s.desk.ReportWork(desk.About{Period: s.period(), Assistant: s.about.assistant, Simulated: s.about.simulated, By: s.groupings()})
	return []want.Want{want.Work{Name: "Counting", Do: func() func() []want.Want {
		r, err := work()
		return func() []want.Want {
			if asked == s.asked {
				s.show(r, err)
			}
			return nil
		}
	}}}
}

// show takes over a report, or why there is none.
func (s *Screen) show(r *desk.Reported, err error) {
	if s.problem = ""; err != nil {
		s.problem = err.Error()
		return
	}
	s.shown = r
	s.chosen = min(s.chosen, len(r.Tables))
}

// table is the grouping that is looked at; nil in the overview.
func (s *Screen) table() *engine.Table {
	if s.shown == nil || s.chosen == 0 || s.chosen > len(s.shown.Tables) {
		return nil
	}
	return &s.shown.Tables[s.chosen-1]
}

// empty reports whether nothing was started in the period.
func (s *Screen) empty() bool { return s.shown.Total.Started == 0 }

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

// Names are what can be looked at, in the order of the list.
func (s *Screen) Names() []string {
	names := []string{"Overview"}
	for _, g := range s.groupings() {
		names = append(names, canvas.OneLine(g.Name))
	}
	return names
}

// Look looks at one of them, by its place in Names.
func (s *Screen) Look(i int) { s.choose(i) }

// choose looks at the overview or a grouping.
func (s *Screen) choose(i int) {
	i = min(max(i, 0), len(s.groupings()))
	if i == s.chosen {
		return
	}
	s.chosen, s.window.top[layout.Middle] = i, 0
	if i > 0 {
		s.weekly = overTime(i)
	}
}

// overTime reports whether a place in the list is a ready-made grouping over time.
func overTime(i int) bool {
	ready := engine.Ready()
	return i <= len(ready) && ready[i-1].Over
}

// keep keeps a person's own groupings, apart from the program, and counts by them.
func (s *Screen) keep(own []engine.Grouping) []want.Want {
	s.own = own
	d := s.desk
	kept := slices.Clone(own)
	return append(s.count(), want.Work{Name: "Saving", Do: func() func() []want.Want {
		err := d.KeepGroupings(kept)
		return func() []want.Want {
			if err != nil {
				return []want.Want{want.Tell{Text: "Not saved: " + err.Error(), Error: true}}
			}
			return nil
		}
	}})
}

func focus(p layout.Pane) []want.Want {
	return []want.Want{want.Run{Binding: [...]string{"focus.sidebar", "focus.editor", "focus.preview"}[p]}}
}
