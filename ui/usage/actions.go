package usage

import (
	"fmt"
	"strconv"
	"strings"

	"parley/engine/edit"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// group heads the screen's keys on the help page.
const group = "Usage and cost"

// Bindings are the keys of the pane that has them.
func (s *Screen) Bindings() keys.Set {
	var own keys.Set
	switch s.window.Focused() {
	case layout.Left:
		own = keys.Set{
			{ID: "usage.down", Keys: []string{"down", "j"}, Label: "next meter", Help: "Look at the next meter", Group: group, Hidden: true},
			{ID: "usage.up", Keys: []string{"up", "k"}, Label: "meter before", Help: "Look at the meter before", Group: group, Hidden: true},
			{ID: "usage.in", Keys: []string{"enter", "l", "right"}, Label: "details", Help: "Go to the details of the meter", Group: group},
		}
	case layout.Middle:
		own = keys.Set{
			{ID: "usage.less", Keys: []string{"up", "k"}, Label: "up", Help: "Scroll up", Group: group, Hidden: true},
			{ID: "usage.more", Keys: []string{"down", "j"}, Label: "down", Help: "Scroll down", Group: group, Hidden: true},
			{ID: "usage.pageless", Keys: []string{"pgup"}, Label: "page up", Help: "Scroll a page up", Group: group, Hidden: true},
			{ID: "usage.pagemore", Keys: []string{"pgdown", "space"}, Label: "page down", Help: "Scroll a page down", Group: group, Hidden: true},
			{ID: "usage.out", Keys: []string{"esc", "h", "left"}, Label: "meters", Help: "Go back to the meters", Group: group},
			{ID: "usage.on", Keys: []string{"enter", "l", "right"}, Label: "what if", Help: "Go to the \"what if\"", Group: group, Hidden: true},
		}
	default:
		own = s.whatIfBindings()
	}
	return append(own, s.always()...)
}

func (s *Screen) whatIfBindings() keys.Set {
	return keys.Set{
		{ID: "whatif.more", Keys: []string{"right", "l"}, Label: "more", Help: "Move the slider up", Group: group},
		{ID: "whatif.less", Keys: []string{"left", "h"}, Label: "less", Help: "Move the slider down", Group: group},
		{ID: "whatif.onemore", Keys: []string{"shift+right", "L"}, Label: "one more", Help: "Move the slider up by one", Group: group, Hidden: true},
		{ID: "whatif.oneless", Keys: []string{"shift+left", "H"}, Label: "one less", Help: "Move the slider down by one", Group: group, Hidden: true},
		{ID: "whatif.down", Keys: []string{"down", "j"}, Label: "next slider", Help: "Go to the next slider", Group: group, Hidden: true},
		{ID: "whatif.up", Keys: []string{"up", "k"}, Label: "slider before", Help: "Go to the slider before", Group: group, Hidden: true},
		{ID: "whatif.enter", Keys: []string{"enter"}, Label: s.enterLabel(), Help: "Set the threshold, or write the number of a slider", Group: group},
		{ID: "whatif.reset", Keys: []string{"backspace", "0"}, Label: "as it is", Help: "Put the sliders back as things are", Group: group},
		{ID: "usage.out", Keys: []string{"esc"}, Label: "meters", Help: "Go back to the meters", Group: group, Hidden: true},
	}
}

func (s *Screen) enterLabel() string {
	switch s.what.chosen {
	case threshold:
		return "set threshold"
	case plan:
		return "choose"
	}
	return "number"
}

// always are the keys that act in every pane.
func (s *Screen) always() keys.Set {
	return keys.Set{
		{ID: "usage.threshold", Keys: []string{"e"}, Label: "threshold", Help: "Set the threshold of the meter: you are told at 50, 80 and 100 % of it", Group: group, Disabled: s.uncounted},
		{ID: "usage.plan", Keys: []string{"p"}, Label: "plan", Help: "Choose the workspace's own plan, which drives limits and alerts", Group: group},
		{ID: "usage.days", Keys: []string{"d"}, Label: s.chartLabel(), Help: "Show months or days in the chart", Group: group, Disabled: s.oneChart},
		{ID: "usage.before", Keys: []string{"["}, Label: "month before", Help: "Look at the month before", Group: group, Disabled: s.uncounted},
		{ID: "usage.after", Keys: []string{"]"}, Label: "next month", Help: "Look at the next month", Group: group, Disabled: s.latest},
		{ID: "usage.simulated", Keys: []string{"m"}, Label: s.sourceLabel(), Help: "Look at simulated conversations, or at live ones again", Group: group, Disabled: s.noSimulated},
		{ID: "usage.unpublish", Keys: []string{"X"}, Label: "unpublish premium", Help: "Unpublish all Premium assistants, so that nothing more is charged", Group: group, Disabled: s.noPremium},
	}
}

func (s *Screen) chartLabel() string {
	if s.view.days {
		return "months"
	}
	return "days"
}

func (s *Screen) sourceLabel() string {
	if s.view.simulated {
		return "live"
	}
	return "simulated"
}

func (s *Screen) uncounted() string {
	if s.counted == nil {
		return "nothing is counted yet"
	}
	return ""
}

func (s *Screen) oneChart() string {
	if s.window.Rect(layout.Middle).H-2 >= bothCharts {
		return "both are shown"
	}
	return s.uncounted()
}

func (s *Screen) latest() string {
	if s.view.month == (desk.Month{}) {
		return "this is the present month"
	}
	return s.uncounted()
}

func (s *Screen) noSimulated() string {
	if s.counted == nil || s.counted.Simulated == nil {
		return "no simulated conversations are kept"
	}
	return ""
}

func (s *Screen) noPremium() string {
	if len(s.livePremium()) == 0 {
		return "no premium assistant is live"
	}
	return ""
}

// livePremium are the premium assistants that are published.
func (s *Screen) livePremium() []*model.Assistant {
	var out []*model.Assistant
	for _, a := range s.desk.Workspace().Assistants {
		if a.Type == model.Premium && s.desk.Published(a.ID) {
			out = append(out, a)
		}
	}
	return out
}

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	if id, ok := strings.CutPrefix(b.ID, "whatif."); ok {
		return s.inWhatIf(id)
	}
	page := max(s.window.Rect(layout.Middle).H-3, 1)
	switch b.ID {
	case "usage.up":
		s.choose(s.view.meter - 1)
	case "usage.down":
		s.choose(s.view.meter + 1)
	case "usage.in":
		return focus(layout.Middle)
	case "usage.on":
		return focus(layout.Right)
	case "usage.out":
		return focus(layout.Left)
	case "usage.less":
		s.view.top--
	case "usage.more":
		s.view.top++
	case "usage.pageless":
		s.view.top -= page
	case "usage.pagemore":
		s.view.top += page
	default:
		return s.decide(b.ID)
	}
	return nil
}

// decide does what changes what is looked at, or the workspace.
func (s *Screen) decide(id string) []want.Want {
	switch id {
	case "usage.days":
		s.view.days = !s.view.days
	case "usage.before":
		return s.look(s.month().Add(-1))
	case "usage.after":
		return s.look(s.month().Add(1))
	case "usage.simulated":
		s.view.simulated = !s.view.simulated
		s.what.reset()
		s.Refresh()
	case "usage.plan":
		return s.choosePlan()
	case "usage.threshold":
		return s.askThreshold()
	case "usage.unpublish":
		return s.unpublish()
	}
	return nil
}

// look goes to a month; the present one is the zero month, whatever day it is.
func (s *Screen) look(m desk.Month) []want.Want {
	if m == desk.MonthOf(s.ledger().Today()) {
		m = desk.Month{}
	}
	s.view.month, s.view.top = m, 0
	s.Refresh()
	if m.Year > 0 && m.Add(-historyMonths+1).Before(s.counted.Since) {
		return s.countFurther()
	}
	return nil
}

// countFurther counts also what was before.
func (s *Screen) countFurther() []want.Want {
	work := s.desk.CountWork(s.view.month)
	return []want.Want{want.Work{Name: "Counting", Do: func() func() []want.Want {
		c, err := work()
		return func() []want.Want {
			s.Show(c, err)
			return nil
		}
	}}}
}

func (s *Screen) inWhatIf(id string) []want.Want {
	x := &s.what
	if s.counted == nil {
		return nil
	}
	switch id {
	case "up":
		x.chosen = max(x.chosen-1, 0)
	case "down":
		x.chosen = min(x.chosen+1, controls-1)
	case "more", "less", "onemore", "oneless":
		by := 1
		if strings.HasSuffix(id, "less") {
			by = -1
		}
		x.move(by, strings.HasPrefix(id, "one"))
	case "reset":
		x.reset()
	case "enter":
		return s.enter()
	}
	return nil
}

// enter sets the threshold, chooses a plan to try, or asks for a slider's number.
func (s *Screen) enter() []want.Want {
	x := &s.what
	switch x.chosen {
	case threshold:
		if x.values[threshold] != x.now[threshold] {
			return s.setThreshold(int(x.values[threshold]))
		}
		return s.askThreshold()
	case plan:
		return s.tryPlan()
	}
	c := x.chosen
	title := map[control]string{volume: "Conversations a month", containment: "Of a hundred conversations, how many without a person?"}[c]
	return []want.Want{want.Prompt{Title: title, Value: strconv.Itoa(int(x.values[c])), Check: whole(int(x.ends[c].High)), Done: func(text string) []want.Want {
		n, _ := strconv.Atoi(strings.TrimSpace(text))
		x.set(c, float64(n))
		return nil
	}}}
}

// whole wants a whole number from 0 to a most.
func whole(most int) func(string) error {
	return func(text string) error {
		if n, err := strconv.Atoi(strings.TrimSpace(text)); err != nil || n < 0 || n > most {
			return fmt.Errorf("write a whole number from 0 to %s", meter.Thousands(most))
		}
		return nil
	}
}

// tryPlan chooses a plan for the "what if" only.
func (s *Screen) tryPlan() []want.Want {
	x := &s.what
	var items []want.Item
	for i, t := range x.plans {
		label, detail := "As it is", ""
		if t.System.Known() {
			label, detail = t.System.Title()+" "+t.Name, allowance(t)
		}
		items = append(items, want.Item{ID: strconv.Itoa(i), Label: label, Detail: detail, Here: i == int(x.values[plan])})
	}
	return []want.Want{want.Pick{Title: "What if the plan were …", Items: items, Done: func(it want.Item) []want.Want {
		n, _ := strconv.Atoi(it.ID)
		x.set(plan, float64(n))
		return nil
	}}}
}

func allowance(t meter.Terms) string {
	if t.Allowance == 0 {
		return ""
	}
	return meter.Thousands(t.Allowance) + " conversations a month"
}

// choosePlan chooses the workspace's own plan.
func (s *Screen) choosePlan() []want.Want {
	w := s.desk.Workspace()
	items := []want.Item{{Label: "KIQ, by the conversation", Detail: "as long as no plan is chosen", Here: w.Settings.Plan == ""}}
	for _, p := range w.Plans {
		t := meter.TermsOf(&model.Workspace{Plans: []*model.Plan{p}}, meter.System(p.Meter))
		items = append(items, want.Item{ID: string(p.ID), Label: t.System.Title() + " " + t.Name, Detail: allowance(t), Here: w.Settings.Plan == p.ID})
	}
	return []want.Want{want.Pick{Title: "The workspace's own plan", Items: items, Done: func(it want.Item) []want.Want {
		return []want.Want{want.Apply{Action: edit.SetField{At: "workspace.plan", Value: model.PlanID(it.ID)}}}
	}}}
}

// askThreshold asks for the threshold of the meter, and tells what it would cost.
func (s *Screen) askThreshold() []want.Want {
	sys, now := s.system(), int(s.what.now[threshold])
	value := ""
	if now > 0 {
		value = strconv.Itoa(now)
	}
	note := func(text string) string {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		switch {
		case err != nil || n <= 0:
			return "0 or nothing: no threshold"
		case sys != meter.KIQ:
			return "you are told at 50, 80 and 100 %"
		}
		return meter.Thousands(n) + " cost " + meter.USD.Format(meter.Price(n)) + "; you are told at 50, 80 and 100 %"
	}
	check := func(text string) error {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		return whole(maxThreshold)(text)
	}
	return []want.Want{want.Prompt{Title: "Threshold of " + sys.Title() + " a month", Value: value, Hint: "conversations, such as 2000", Check: check, Note: note, Done: func(text string) []want.Want {
		n, _ := strconv.Atoi(strings.TrimSpace(text))
		return s.setThreshold(n)
	}}}
}

// maxThreshold is the most that a threshold can be: what a number in a file can hold.
const maxThreshold = 1<<31 - 1

// setThreshold sets the threshold of the meter, or takes it away.
func (s *Screen) setThreshold(n int) []want.Want {
	sys := s.system()
	var fresh model.Map[int]
	found := false
	for _, t := range s.desk.Workspace().Settings.Thresholds {
		if t.Key == string(sys) {
			found = true
			t.Value = n
		}
		if t.Key != string(sys) || n > 0 {
			fresh = append(fresh, t)
		}
	}
	if !found && n > 0 {
		fresh = append(fresh, model.Pair[int]{Key: string(sys), Value: n})
	}
	done := "No threshold of " + sys.Title() + " any more"
	if n > 0 {
		done = "Threshold of " + sys.Title() + ": " + meter.Thousands(n)
		if sys == meter.KIQ {
			done += ", " + meter.USD.Format(meter.Price(n)) + " a month"
		}
	}
	return []want.Want{want.Apply{Action: edit.SetField{At: "workspace.thresholds", Value: fresh}}, want.Tell{Text: done}}
}

// unpublish takes every premium assistant off, once a person says so.
func (s *Screen) unpublish() []want.Want {
	var names []string
	for _, a := range s.livePremium() {
		names = append(names, a.Name)
	}
	return []want.Want{want.Confirm{Title: "Unpublish all Premium assistants", Body: "Nobody talks to them any more, so nothing more is charged. Rules and defaults that name them are skipped.", Names: names,
		Note: "Their versions stay, and any can be made live again.", Yes: "unpublish", Done: func() []want.Want {
			do := s.desk.UnpublishAllPremiumWork()
			return []want.Want{want.Work{Name: "Saving", Do: func() func() []want.Want {
				ids, err := do()
				return func() []want.Want {
					s.desk.Settle()
					if err != nil {
						return []want.Want{want.Tell{Text: err.Error(), Error: true}}
					}
					return []want.Want{want.Run{Binding: "refresh"}, want.Tell{Text: fmt.Sprintf("%d premium assistants are no longer live", len(ids))}}
				}
			}}}
		}}}
}
