package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/meter"
	"parley/ui/kit/busy"
	"parley/ui/kit/chart"
	"parley/ui/kit/keys"
	"parley/ui/want"
)

// work is what is under way beside the screen.
type work struct {
	spin  busy.Model
	tasks []task // in the order they began
	last  int    // the number of the one that began last
	turns bool   // the spinner's clock runs
	shown bool   // it takes long enough to be told
}

// task is one of them, as the strip tells it.
type task struct {
	number int
	name   string
	stop   func()                // nil where it ends by itself
	share  func() (done, of int) // how much is done; nil where nobody knows
}

type (
	// turned comes when the spinner goes on to its next picture.
	turned struct{}
	// finished comes when a task is done.
	finished struct {
		task int
		then func() []want.Want
	}
)

// begin notes a task and starts the spinner, which turns only while there is
// one. It returns the task's number.
func (m *Model) begin(t task) int {
	m.work.last++
	t.number = m.work.last
	m.work.tasks = append(m.work.tasks, t)
	if !m.work.turns {
		m.work.turns = true
		m.cmds = append(m.cmds, m.later(m.work.spin.Every(), turned{}))
	}
	return m.work.last
}

// end forgets a task; one that is not there any more changes nothing.
func (m *Model) end(number int) {
	for i, t := range m.work.tasks {
		if t.number == number {
			m.work.tasks = append(m.work.tasks[:i:i], m.work.tasks[i+1:]...)
			break
		}
	}
	if len(m.work.tasks) == 0 {
		m.work.shown = false
	}
	m.frame = ""
}

// turn shows the spinner's next picture, as long as something is under way.
func (m *Model) turn() {
	if m.work.turns = len(m.work.tasks) > 0; !m.work.turns {
		return
	}
	m.work.shown = true
	m.work.spin.Turn()
	m.frame = ""
	m.cmds = append(m.cmds, m.later(m.work.spin.Every(), turned{}))
}

// start does a piece of work beside the screen.
func (m *Model) start(w want.Work) {
	if w.Name == "" {
		m.cmds = append(m.cmds, func() tea.Msg { return worked{w.Do()} })
		return
	}
	number := m.begin(task{name: w.Name, stop: w.Stop, share: w.Share})
	m.cmds = append(m.cmds, func() tea.Msg { return finished{number, w.Do()} })
}

// underWay is the line that tells what takes its time; "" for nothing.
func (m *Model) underWay() string {
	if !m.work.shown {
		return ""
	}
	look, t := m.styles, m.work.tasks[len(m.work.tasks)-1]
	line := " " + m.work.spin.View() + " " + look.Text.Render(t.name+look.Glyphs.Ellipsis)
	if t.share != nil {
		done, of := t.share()
		line += " " + chart.Bar([]float64{float64(done)}, float64(of), barWidth, look) + " " + look.Muted.Render(meter.Thousands(done)+" of "+meter.Thousands(of))
	}
	if t.stop != nil {
		line += "   " + look.Key.Render("esc") + " " + look.KeyLabel.Render("stop")
	}
	return line
}

// barWidth is how many cells the bar takes that tells how much is done.
const barWidth = 20

// stops is the key that stops what is under way, as soon as the strip tells of
// it and where it can be stopped.
func (m *Model) stops() keys.Set {
	if !m.work.shown || m.stoppable() == nil || m.page().Mode() != keys.Move {
		return nil
	}
	return keys.Set{{ID: "stop", Keys: []string{"esc"}, Label: "stop", Help: "Stop what is under way", Group: "Everywhere"}}
}

// stoppable is the task that stopping would end.
func (m *Model) stoppable() *task {
	for i := len(m.work.tasks) - 1; i >= 0; i-- {
		if m.work.tasks[i].stop != nil {
			return &m.work.tasks[i]
		}
	}
	return nil
}

// stop ends the task that began last of those that can be ended.
func (m *Model) stop() {
	if t := m.stoppable(); t != nil {
		number := t.number
		t.stop()
		m.end(number)
	}
}
