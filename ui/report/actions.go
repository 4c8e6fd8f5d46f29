package report

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/meter"
	"parley/engine/model"
	engine "parley/engine/report"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// group heads the screen's keys on the help page.
const group = "Report"

// Bindings are the keys of the pane that has them.
func (s *Screen) Bindings() keys.Set {
	if s.window.Focused() == layout.Left {
		return append(keys.Set{
			{ID: "report.down", Keys: []string{"down", "j"}, Label: "next", Help: "Look at the next grouping", Group: group, Hidden: true},
			{ID: "report.up", Keys: []string{"up", "k"}, Label: "before", Help: "Look at the grouping before", Group: group, Hidden: true},
			{ID: "report.in", Keys: []string{"enter", "l", "right"}, Label: "read", Help: "Go to what is looked at", Group: group},
		}, s.always()...)
	}
	other := keys.Binding{ID: "report.on", Keys: []string{"enter", "l", "right"}, Label: "statuses", Help: "Go to the diagram of statuses", Group: group, Hidden: true}
	if s.window.Focused() == layout.Right {
		other = keys.Binding{ID: "report.in", Keys: []string{"h", "left"}, Label: "figures", Help: "Go back to what is looked at", Group: group, Hidden: true}
	}
	return append(keys.Set{
		{ID: "report.less", Keys: []string{"up", "k"}, Label: "up", Help: "Scroll up", Group: group, Hidden: true},
		{ID: "report.more", Keys: []string{"down", "j"}, Label: "down", Help: "Scroll down", Group: group, Hidden: true},
		{ID: "report.pageless", Keys: []string{"pgup"}, Label: "page up", Help: "Scroll a page up", Group: group, Hidden: true},
		{ID: "report.pagemore", Keys: []string{"pgdown", "space"}, Label: "page down", Help: "Scroll a page down", Group: group, Hidden: true},
		other,
		{ID: "report.out", Keys: []string{"esc", "h", "left"}, Label: "list", Help: "Go back to the list", Group: group},
	}, s.always()...)
}

// always are the keys that act in every pane.
func (s *Screen) always() keys.Set {
	return keys.Set{
		{ID: "report.period", Keys: []string{"p"}, Label: "period", Help: "Choose the period of the report", Group: group},
		{ID: "report.assistant", Keys: []string{"a"}, Label: "assistant", Help: "Choose the assistant the report is about", Group: group},
		{ID: "report.group", Keys: []string{"g"}, Label: "group by", Help: "Group the report by any attribute, and keep that", Group: group},
		{ID: "report.weekly", Keys: []string{"w"}, Label: s.weeklyLabel(), Help: "Show a grouping week by week, or in all", Group: group, Disabled: s.noTable},
		{ID: "report.before", Keys: []string{"["}, Label: "before", Help: "Look at the period before", Group: group},
		{ID: "report.after", Keys: []string{"]"}, Label: "next", Help: "Look at the next period", Group: group, Disabled: s.latest},
		{ID: "report.simulated", Keys: []string{"m"}, Label: s.sourceLabel(), Help: "Report on simulated conversations, or on live ones again", Group: group, Disabled: s.noSimulated},
		{ID: "report.remove", Keys: []string{"x"}, Label: "forget", Help: "Take a grouping of your own out of the list", Group: group, Disabled: s.notOwn},
	}
}

func (s *Screen) weeklyLabel() string {
	if s.weekly {
		return "in all"
	}
	return "weeks"
}

func (s *Screen) sourceLabel() string {
	if s.about.simulated {
		return "live"
	}
	return "simulated"
}

func (s *Screen) noTable() string {
	if s.chosen == 0 {
		return "this is the overview: choose a grouping"
	}
	return ""
}

func (s *Screen) latest() string {
	if s.desk.Today() < s.period().After {
		return "this is the present: nothing comes after it yet"
	}
	return ""
}

func (s *Screen) noSimulated() string {
	if !s.about.simulated && (s.shown == nil || !s.shown.HasSimulated) {
		return "no simulated conversations are kept of this period"
	}
	return ""
}

func (s *Screen) notOwn() string {
	if s.chosen <= len(engine.Ready()) {
		return "only what you have grouped by yourself can be taken out"
	}
	return ""
}

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	top := &s.window.top[s.window.Focused()]
	page := max(s.window.Rect(s.window.Focused()).H-3, 1)
	switch b.ID {
	case "report.up":
		s.choose(s.chosen - 1)
	case "report.down":
		s.choose(s.chosen + 1)
	case "report.in":
		return focus(layout.Middle)
	case "report.on":
		return focus(layout.Right)
	case "report.out":
		return focus(layout.Left)
	case "report.less":
		*top--
	case "report.more":
		*top++
	case "report.pageless":
		*top -= page
	case "report.pagemore":
		*top += page
	default:
		return s.decide(b.ID)
	}
	return nil
}

// decide does what changes what is looked at.
func (s *Screen) decide(id string) []want.Want {
	switch id {
	case "report.period":
		return s.choosePeriod()
	case "report.assistant":
		return s.chooseAssistant()
	case "report.group":
		return s.chooseGrouping()
	case "report.weekly":
		s.weekly = !s.weekly
		s.window.top[layout.Middle] = 0
	case "report.before":
		return s.look(desk.Shift(s.period(), -1))
	case "report.after":
		return s.look(desk.Shift(s.period(), 1))
	case "report.simulated":
		s.about.simulated = !s.about.simulated
		return s.count()
	case "report.remove":
		at := s.chosen - len(engine.Ready()) - 1
		s.choose(s.chosen - 1)
		return s.keep(slices.Delete(slices.Clone(s.own), at, at+1))
	}
	return nil
}

// look goes to a period; one that has a name is looked at by its name, and stays
// the present one when the day is over.
func (s *Screen) look(p meter.Period) []want.Want {
	s.about.period, s.about.span = p, ""
	for _, x := range desk.Spans(s.desk.Today()) {
		if x.Period == p {
			s.about.span = x.Key
		}
	}
	return s.count()
}

// choosePeriod offers the periods that have a name, and from one day to another.
func (s *Screen) choosePeriod() []want.Want {
	spans := desk.Spans(s.desk.Today())
	var items []want.Item
	for _, x := range spans {
		items = append(items, want.Item{ID: x.Key, Label: x.Name, Detail: periodTitle(x.Period), Here: x.Key == s.about.span})
	}
	other := want.Item{Label: "From … to …", Detail: "two days, or months", Here: s.about.span == ""}
	return []want.Want{want.Pick{Title: "Period of the report", Items: append(items, other), Done: func(it want.Item) []want.Want {
		for _, x := range spans {
			if x.Key == it.ID {
				return s.look(x.Period)
			}
		}
		return s.askPeriod()
	}}}
}

// askPeriod asks for the first and the last day.
func (s *Screen) askPeriod() []want.Want {
	read := func(text string) (meter.Period, error) {
		words := strings.Fields(strings.ReplaceAll(text, " to ", " "))
		if len(words) != 1 && len(words) != 2 {
			return meter.Period{}, fmt.Errorf("write the first day and the last, such as 2026-03-02 2026-03-15")
		}
		return desk.PeriodBetween(words[0], words[len(words)-1], s.desk.Today())
	}
	now := s.period()
	return []want.Want{want.Prompt{Title: "From and to", Value: now.First.String() + " " + (now.After - 1).String(), Hint: "2026-03-02 2026-03-15, or months such as 2026-03",
		Check: func(text string) error { _, err := read(text); return err },
		Note: func(text string) string {
			p, err := read(text)
			if err != nil {
				return ""
			}
			return fmt.Sprintf("%s: %d days", periodTitle(p), p.Days())
		},
		Done: func(text string) []want.Want {
			p, err := read(text)
			if err != nil {
				return nil
			}
			return s.look(p)
		}}}
}

// chooseAssistant offers the assistants of the draft, and those that are gone and
// have conversations still.
func (s *Screen) chooseAssistant() []want.Want {
	items := []want.Item{{Label: "All assistants", Here: s.about.assistant == ""}}
	var ids []model.AssistantID
	for _, a := range s.desk.Workspace().Assistants {
		ids = append(ids, a.ID)
		items = append(items, want.Item{ID: string(a.ID), Label: a.Name, Detail: string(a.Type) + " " + s.styles.Glyphs.Dot + " " + a.Channel.Title(), Here: s.about.assistant == a.ID})
	}
	if s.shown != nil {
		for _, id := range s.shown.Assistants {
			if !slices.Contains(ids, id) {
				items = append(items, want.Item{ID: string(id), Label: string(id), Detail: "no longer there", Here: s.about.assistant == id})
			}
		}
	}
	return []want.Want{want.Pick{Title: "Report on", Items: items, Done: func(it want.Item) []want.Want {
		s.about.assistant = model.AssistantID(it.ID)
		return s.count()
	}}}
}

// chooseGrouping offers what to group by: the dimensions, and all attributes.
func (s *Screen) chooseGrouping() []want.Want {
	var items []want.Item
	add := func(by engine.Dimension, detail string) {
		items = append(items, want.Item{ID: string(by), Label: engine.GroupingBy(by).Name, Detail: detail, Reason: s.listed(by)})
	}
	for _, by := range engine.Dimensions() {
		add(by, "")
	}
	for _, a := range model.AttributesOf(s.desk.Workspace()).All() {
		add(engine.Dimension(a.Path), string(a.Type))
	}
	return []want.Want{want.Pick{Title: "Group by", Items: items, Done: func(it want.Item) []want.Want {
		own := append(slices.Clone(s.own), engine.GroupingBy(engine.Dimension(it.ID)))
		s.choose(len(engine.Ready()) + len(own))
		s.chosen, s.weekly = len(engine.Ready())+len(own), false
		return append(s.keep(own), focus(layout.Middle)...)
	}}}
}

// listed says that all conversations are grouped by something already.
func (s *Screen) listed(by engine.Dimension) string {
	for _, g := range s.groupings() {
		if g.By == by && g.Only == "" {
			return "in the list: " + g.Name
		}
	}
	return ""
}
