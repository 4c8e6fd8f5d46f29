package ui

import (
	"reflect"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/meter"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
	"parley/ui/usage"
)

// counting is the count of what was recorded. It runs beside the screen, never
// before the first frame, and one at a time.
type counting struct {
	runs   bool
	again  bool          // something has changed meanwhile
	result *desk.Counted // nil until the first is done
	kilo   meter.Terms   // what Kilo refused by
	strip  meterStrip
}

// meterStrip is what the strip tells of usage, kept as long as nothing it is made of changes.
type meterStrip struct {
	result    *desk.Counted
	workspace *model.Workspace
	styles    *styles.Styles
	lines     []string // the longest first; nil: there is nothing to tell
}

// counted is the end of a count.
type counted struct {
	result *desk.Counted
	kilo   meter.Terms
	err    error
}

// count counts what was recorded, anew.
func (m *Model) count() {
	if m.counting.runs {
		m.counting.again = true
		return
	}
	m.counting.runs, m.counting.again = true, false
	work, kilo := m.desk.CountWork(m.usage.Month()), meter.TermsOf(m.desk.Workspace(), meter.Kilo)
	m.cmds = append(m.cmds, func() tea.Msg {
		result, err := work()
		return counted{result, kilo, err}
	})
}

// recount brings usage up to an edit: it counts anew where that changes what Kilo
// refuses, and tells of a limit that is reached by now.
func (m *Model) recount() {
	if m.counting.result == nil {
		return
	}
	if !reflect.DeepEqual(meter.TermsOf(m.desk.Workspace(), meter.Kilo), m.counting.kilo) {
		m.count()
		return
	}
	m.alert()
}

// counted takes over a count, and tells what has to be told of it.
func (m *Model) counted(c counted) {
	m.counting.runs, m.frame = false, ""
	m.usage.Show(c.result, c.err)
	if c.err == nil {
		m.counting.result, m.counting.kilo = c.result, c.kilo
		m.alert()
		if m.at == atConversations { // what was due has happened before it was counted
			m.recorded.Refresh()
			m.want(m.recorded.Visited())
		}
	}
	if m.counting.again {
		m.count()
	}
}

// own is the present usage under the workspace's own plan; false where no live
// conversation is kept.
func (m *Model) own() (meter.Usage, bool) {
	if m.counting.result == nil {
		return meter.Usage{}, false
	}
	l := m.counting.result.Live
	if l.Conversations() == 0 {
		return meter.Usage{}, false
	}
	return desk.OwnUsage(l, m.desk.Workspace()), true
}

// alert tells, once each, of the shares of a limit that were reached.
func (m *Model) alert() {
	u, ok := m.own()
	if !ok {
		return
	}
	fresh := m.desk.Untold(u.Alerts())
	if len(fresh) == 0 {
		return
	}
	last := fresh[0]
	for _, a := range fresh {
		if a.Percent >= last.Percent {
			last = a
		}
	}
	m.tell(last.String()+": 8 shows it", last.Percent >= 80)
	note := m.desk.ToldWork(fresh)
	m.cmds = append(m.cmds, func() tea.Msg {
		if err := note(); err != nil {
			return SaveFailed{err}
		}
		return nil
	})
}

// withMeter lays what is used of the workspace's own plan at the left of the
// strip, as far as there is room, and the rest at its right.
func (m *Model) withMeter(strip string) string {
	if m.at == atUsage {
		return strip
	}
	room := m.w - canvas.Width(strip) - 2
	for _, line := range m.meterLines() {
		if canvas.Width(line) <= room {
			return canvas.Spread(line, strip+" ", m.w)
		}
	}
	return strip
}

// meterLines is what is used of the workspace's own plan, the longest line first.
func (m *Model) meterLines() []string {
	k := &m.counting.strip
	if w := m.desk.Workspace(); k.result != m.counting.result || k.workspace != w || k.styles != m.styles {
		*k = meterStrip{result: m.counting.result, workspace: w, styles: m.styles}
		if u, ok := m.own(); ok {
			k.lines = usage.Strip(&u, m.styles, gaugeWidth)
		}
	}
	return k.lines
}

// gaugeWidth is how many cells the strip's gauge takes.
const gaugeWidth = 20
