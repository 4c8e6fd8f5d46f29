package ui

import (
	"context"
	"sync/atomic"

	"parley/engine/meter"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/dialog"
	"parley/ui/simulate"
	"parley/ui/want"
)

// simulate asks for a month's traffic to be made up, and makes it up beside the screen.
func (m *Model) simulate() {
	open := model.AssistantID("")
	if a := m.screen.Assistant(); a != nil {
		open = a.ID
	}
	f := simulate.New(m.desk.Workspace(), open, m.desk.LastMonth())
	m.ask(f, func(dialog.Answer) []want.Want { return []want.Want{m.simulation(f.Asked())} })
}

// simulation is the work of making up traffic, and what is shown of it.
func (m *Model) simulation(s desk.Simulation) want.Want {
	work := m.desk.SimulateWork(s)
	ctx, stop := context.WithCancel(context.Background())
	played := new(atomic.Int64)
	return want.Work{Name: "Simulating", Stop: stop,
		Share: func() (done, of int) { return min(int(played.Load()), s.Conversations), s.Conversations },
		Do: func() func() []want.Want {
			out, err := work(ctx, func(n int) { played.Store(int64(n)) })
			stop()
			return func() []want.Want { return m.simulated(s, out, err) }
		}}
}

// simulated shows what came of it on the screen of usage and cost.
func (m *Model) simulated(s desk.Simulation, out *desk.Simulated, err error) []want.Want {
	if err != nil {
		return []want.Want{want.Tell{Text: err.Error(), Error: true}}
	}
	told := meter.Thousands(out.Kept) + " simulated conversations are kept: a forecast, and nothing counts"
	if !s.Save {
		told = meter.Thousands(out.Played) + " simulated conversations, none of them kept: a forecast, and nothing counts"
	}
	if out.Stopped() {
		told = "Stopped: " + told
	}
	if out.Counted.Of(true).Conversations() > 0 {
		m.visit(atUsage)
		m.usage.Forecast(m.counting.result, out.Counted, out.Month)
	}
	if s.Save {
		m.count()
	}
	return []want.Want{want.Tell{Text: told}}
}
