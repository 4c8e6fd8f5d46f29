package conversations

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
	"parley/ui/want"
)

// criterion is one thing to look for: a row of the menu.
type criterion struct {
	id, title string
	value     func(s *Screen) string      // "" where it is not looked for
	ask       func(s *Screen) []want.Want // asks for another value
	clear     func(s *desk.Search)
}

// criteria are all but the text, which has its own line.
func criteria() []criterion {
	return []criterion{
		{"score", "Score", (*Screen).scores, (*Screen).askScore, func(x *desk.Search) { x.MinScore, x.MaxScore = nil, nil }},
		{"status", "Status", (*Screen).standings, (*Screen).askStanding, func(x *desk.Search) { x.Is, x.IsNot = nil, nil }},
		{"assistantStatus", "Assistant status", func(s *Screen) string { return either(s.search.Statuses) }, (*Screen).askStatus, func(x *desk.Search) { x.Statuses = nil }},
		{"done", "Done", func(s *Screen) string {
			if s.search.Done == nil {
				return ""
			}
			return map[bool]string{true: "done", false: "open"}[*s.search.Done]
		}, (*Screen).askDone, func(x *desk.Search) { x.Done = nil }},
		{"when", "When", (*Screen).times, (*Screen).askWhen, func(x *desk.Search) { x.When, x.From, x.To = desk.AnyTime, 0, 0 }},
		{"email", "E-mail", func(s *Screen) string { return s.search.Email }, asksFor("A part of the e-mail", func(x *desk.Search) *string { return &x.Email }), func(x *desk.Search) { x.Email = "" }},
		{"company", "Company", func(s *Screen) string { return s.search.Company }, asksFor("A part of the company's name or domain", func(x *desk.Search) *string { return &x.Company }), func(x *desk.Search) { x.Company = "" }},
		{"persona", "Persona", func(s *Screen) string { return s.search.Persona }, asksFor("A part of the role, such as CTO", func(x *desk.Search) *string { return &x.Persona }), func(x *desk.Search) { x.Persona = "" }},
		{"assistant", "Assistant", func(s *Screen) string {
			if s.search.Assistant == "" {
				return ""
			}
			return s.desk.NameOf(s.search.Assistant)
		}, (*Screen).askAssistant, func(x *desk.Search) { x.Assistant = "" }},
		{"channel", "Channel", func(s *Screen) string { return either(s.search.Channels) }, (*Screen).askChannel, func(x *desk.Search) { x.Channels = nil }},
		{"followUp", "Follow-up", func(s *Screen) string { return s.search.FollowUp }, asksFor("The channel chosen after a missed chat: email, phone, wait …", func(x *desk.Search) *string { return &x.FollowUp }), func(x *desk.Search) { x.FollowUp = "" }},
		{"source", "Source", func(s *Screen) string {
			if slices.Equal(s.search.Sources, desk.Kept()) {
				return ""
			}
			if len(s.search.Sources) == 0 {
				return "all"
			}
			return either(s.search.Sources)
		}, (*Screen).askSource, func(x *desk.Search) { x.Sources = desk.Kept() }},
	}
}

// The rows of the menu are kept searches, by their names behind this, and criteria.
const keptRow = "kept "

func either[T ~string](words []T) string {
	var out []string
	for _, w := range words {
		out = append(out, string(w))
	}
	return strings.Join(out, ", ")
}

// showMenu shows the kept searches and what is looked for.
func (s *Screen) showMenu() {
	look := s.styles
	var items []list.Item
	for _, n := range s.desk.Searches() {
		mark := look.Muted.Render(look.Glyphs.Off)
		if reflect.DeepEqual(n.Search, s.search) {
			mark = look.Accent.Render(look.Glyphs.On)
		}
		items = append(items, list.Item{ID: keptRow + n.Name, Title: n.Name, Mark: mark})
	}
	for _, c := range criteria() {
		value := canvas.OneLine(c.value(s))
		if value == "" {
			value = "any"
		}
		items = append(items, list.Item{ID: c.id, Title: c.title, Right: value})
	}
	s.menu.SetItems(items)
}

// row is the criterion that is selected in the menu, nil for a kept search.
func (s *Screen) row() *criterion {
	for _, c := range criteria() {
		if c.id == s.menu.SelectedID() {
			return &c
		}
	}
	return nil
}

// keptHere is the kept search that is selected in the menu.
func (s *Screen) keptHere() (desk.Named, bool) {
	name, ok := strings.CutPrefix(s.menu.SelectedID(), keptRow)
	if !ok {
		return desk.Named{}, false
	}
	n, err := s.desk.SearchNamed(name)
	return n, err == nil
}

// open asks for another value of the selected criterion, or uses the kept search.
func (s *Screen) open() []want.Want {
	if n, ok := s.keptHere(); ok {
		return s.use(n.Search)
	}
	if c := s.row(); c != nil {
		return c.ask(s)
	}
	return nil
}

// use looks for something else.
func (s *Screen) use(x desk.Search) []want.Want {
	x.Statuses, x.Channels, x.Sources = slices.Clone(x.Statuses), slices.Clone(x.Channels), slices.Clone(x.Sources)
	x.Is, x.IsNot = slices.Clone(x.Is), slices.Clone(x.IsNot)
	s.search = x
	s.query.SetText(x.Text)
	s.looking.stop()
	s.looking = looking{}
	s.filter()
	s.showMenu()
	return append(s.follow(), s.lookThrough()...)
}

// change changes one thing that is looked for.
func (s *Screen) change(do func(*desk.Search)) []want.Want {
	x := s.search
	x.Statuses, x.Channels, x.Sources = slices.Clone(x.Statuses), slices.Clone(x.Channels), slices.Clone(x.Sources)
	x.Is, x.IsNot = slices.Clone(x.Is), slices.Clone(x.IsNot)
	do(&x)
	return s.use(x)
}

// all looks for everything again.
func (s *Screen) all() []want.Want { return s.With("") }

// With looks for the conversations with an assistant; "" is all.
func (s *Screen) With(id model.AssistantID) []want.Want {
	var x desk.Search
	x.Sources, x.Assistant = desk.Kept(), id
	return s.use(x)
}

// asksFor asks for a text.
func asksFor(title string, of func(*desk.Search) *string) func(*Screen) []want.Want {
	return func(s *Screen) []want.Want {
		return []want.Want{want.Prompt{Title: title, Value: *of(&s.search), Hint: "nothing: any", Done: func(text string) []want.Want {
			return s.change(func(x *desk.Search) { *of(x) = strings.TrimSpace(text) })
		}}}
	}
}

func (s *Screen) scores() string {
	switch least, most := s.search.MinScore, s.search.MaxScore; {
	case least != nil && most != nil:
		return fmt.Sprintf("%d to %d", *least, *most)
	case least != nil:
		return fmt.Sprintf("%d and more", *least)
	case most != nil:
		return fmt.Sprintf("%d and less", *most)
	}
	return ""
}

// askScore asks for a range of scores: 50-80, 50- or -80.
func (s *Screen) askScore() []want.Want {
	value := ""
	if least := s.search.MinScore; least != nil {
		value = strconv.Itoa(*least)
	}
	if value != "" || s.search.MaxScore != nil {
		value += "-"
	}
	if most := s.search.MaxScore; most != nil {
		value += strconv.Itoa(*most)
	}
	check := func(text string) error {
		_, _, err := rangeOf(text)
		return err
	}
	return []want.Want{want.Prompt{Title: "Score, from 0 to 100", Value: value, Hint: "50-80, 50- or -80; nothing: any", Check: check, Done: func(text string) []want.Want {
		return s.change(func(x *desk.Search) { x.MinScore, x.MaxScore, _ = rangeOf(text) })
	}}}
}

// rangeOf reads a range of scores; a number alone is the least.
func rangeOf(text string) (least, most *int, err error) {
	from, to, ranged := strings.Cut(strings.TrimSpace(text), "-")
	for _, part := range []struct {
		text string
		to   **int
	}{{from, &least}, {to, &most}} {
		if part.text = strings.TrimSpace(part.text); part.text == "" {
			continue
		}
		n, err := strconv.Atoi(part.text)
		if err != nil || n < 0 || n > 100 {
			return nil, nil, errors.New("write a score from 0 to 100, or two with a - between")
		}
		*part.to = &n
	}
	if ranged && least != nil && most != nil && *least > *most {
		return nil, nil, errors.New("the first score is the lower one")
	}
	return least, most, nil
}

func (s *Screen) standings() string {
	if len(s.search.IsNot) > 0 {
		return strings.TrimPrefix(either(s.search.Is)+", not "+either(s.search.IsNot), ", ")
	}
	return either(s.search.Is)
}

// askStanding puts a status among those that are wanted, or among those that are not.
func (s *Screen) askStanding() []want.Want {
	var items []want.Item
	for _, st := range []conversation.Standing{conversation.Active, conversation.HandedOff, conversation.Archived} {
		items = append(items, want.Item{ID: string(st), Label: string(st), Here: slices.Contains(s.search.Is, st)})
	}
	for _, st := range []conversation.Standing{conversation.Active, conversation.HandedOff} {
		items = append(items, want.Item{ID: "!" + string(st), Label: "all but " + string(st), Here: slices.Contains(s.search.IsNot, st)})
	}
	return s.pick("Status: choose again to take one out", items, func(x *desk.Search, id string) {
		if not, ok := strings.CutPrefix(id, "!"); ok {
			x.IsNot = toggled(x.IsNot, conversation.Standing(not))
			return
		}
		x.Is = toggled(x.Is, conversation.Standing(id))
	})
}

// toggled puts a word into a list, or takes it out.
func toggled[T comparable](list []T, word T) []T {
	if i := slices.Index(list, word); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return append(list, word)
}

// pick asks for one of some words, and changes what is looked for.
func (s *Screen) pick(title string, items []want.Item, do func(x *desk.Search, id string)) []want.Want {
	return []want.Want{want.Pick{Title: title, Items: items, Done: func(it want.Item) []want.Want {
		return s.change(func(x *desk.Search) { do(x, it.ID) })
	}}}
}

// some are items for words of which any is wanted.
func some[T ~string](words []T, wanted []T) []want.Item {
	var items []want.Item
	for _, w := range words {
		detail := ""
		if slices.Contains(wanted, w) {
			detail = "looked for: choosing it takes it out"
		}
		items = append(items, want.Item{ID: string(w), Label: string(w), Detail: detail})
	}
	return items
}

func (s *Screen) askStatus() []want.Want {
	var all []string
	for st := session.Running; st <= session.Interrupted; st++ {
		all = append(all, st.String())
	}
	return s.pick("Assistant status", some(all, s.search.Statuses), func(x *desk.Search, id string) { x.Statuses = toggled(x.Statuses, id) })
}

func (s *Screen) askChannel() []want.Want {
	var all []string
	for _, c := range model.Channels() {
		all = append(all, string(c))
	}
	all = append(all, "email", "phone")
	return s.pick("Channel", some(all, s.search.Channels), func(x *desk.Search, id string) { x.Channels = toggled(x.Channels, id) })
}

func (s *Screen) askSource() []want.Want {
	all := []conversation.Source{conversation.Live, conversation.Simulated, conversation.Preview, conversation.Test}
	return s.pick("Source", some(all, s.search.Sources), func(x *desk.Search, id string) { x.Sources = toggled(x.Sources, conversation.Source(id)) })
}

func (s *Screen) askDone() []want.Want {
	items := []want.Item{{ID: "", Label: "any"}, {ID: "done", Label: "done"}, {ID: "open", Label: "open"}}
	return s.pick("Marked done", items, func(x *desk.Search, id string) {
		if x.Done = nil; id != "" {
			done := id == "done"
			x.Done = &done
		}
	})
}

func (s *Screen) askAssistant() []want.Want {
	items := []want.Item{{Label: "any", Here: s.search.Assistant == ""}}
	for _, a := range s.desk.Workspace().Assistants {
		items = append(items, want.Item{ID: string(a.ID), Label: s.desk.NameOf(a.ID), Detail: string(a.ID), Here: s.search.Assistant == a.ID})
	}
	return s.pick("Assistant", items, func(x *desk.Search, id string) { x.Assistant = model.AssistantID(id) })
}

func (s *Screen) times() string {
	day := func(ms int64) string { return time.UnixMilli(ms).In(s.zone()).Format(time.DateOnly) }
	out := string(s.search.When)
	if s.search.When == desk.AnyTime && s.search.From != 0 {
		out = "from " + day(s.search.From)
	}
	if s.search.To != 0 {
		out = strings.TrimSpace(out + " to " + day(s.search.To-1))
	}
	return out
}

// askWhen asks for a period, or for two days.
func (s *Screen) askWhen() []want.Want {
	items := []want.Item{{ID: "any", Label: "any time"}, {ID: string(desk.ThisWeek), Label: string(desk.ThisWeek)}, {ID: string(desk.ThisMonth), Label: string(desk.ThisMonth)}, {ID: "days", Label: "from a day to a day"}}
	return []want.Want{want.Pick{Title: "When it started", Items: items, Done: func(it want.Item) []want.Want {
		switch it.ID {
		case "days":
			return s.askDays()
		case "any":
			it.ID = string(desk.AnyTime)
		}
		return s.change(func(x *desk.Search) { x.When, x.From, x.To = desk.Period(it.ID), 0, 0 })
	}}}
}

func (s *Screen) askDays() []want.Want {
	check := func(text string) error {
		_, _, err := daysOf(text, s.zone())
		return err
	}
	return []want.Want{want.Prompt{Title: "From a day, and to a day", Hint: "2026-03-01 2026-03-31; the second may be left out", Check: check, Done: func(text string) []want.Want {
		from, to, _ := daysOf(text, s.zone())
		return s.change(func(x *desk.Search) { x.When, x.From, x.To = desk.AnyTime, from, to })
	}}}
}

// daysOf reads one or two days; the second is included.
func daysOf(text string, zone *time.Location) (from, to int64, err error) {
	words := strings.Fields(text)
	if len(words) < 1 || len(words) > 2 {
		return 0, 0, errors.New("write one day or two, like 2026-03-01 2026-03-31")
	}
	var at [2]time.Time
	for i, w := range words {
		if at[i], err = time.ParseInLocation(time.DateOnly, w, zone); err != nil {
			return 0, 0, fmt.Errorf("%q is no day: write it like 2026-03-01", w)
		}
	}
	if len(words) == 2 {
		if at[1].Before(at[0]) {
			return 0, 0, errors.New("the first day is the earlier one")
		}
		to = at[1].AddDate(0, 0, 1).UnixMilli()
	}
	return at[0].UnixMilli(), to, nil
}

// keep asks for a name and keeps the search under it.
func (s *Screen) keep() []want.Want {
	check := func(name string) error {
		if strings.TrimSpace(name) == "" {
			return errors.New("write a name")
		}
		return nil
	}
	return []want.Want{want.Prompt{Title: "Keep this filter under a name", Hint: s.search.Say(s.zone()), Check: check, Done: func(name string) []want.Want {
		return s.written(s.desk.KeepSearchWork(name, s.search), "Kept the filter "+strings.TrimSpace(name))
	}}}
}

// written does what changes the kept searches, beside the screen.
func (s *Screen) written(do func() error, done string) []want.Want {
	return []want.Want{want.Work{Name: "Saving", Do: func() func() []want.Want {
		err := do()
		return func() []want.Want {
			if err != nil {
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			s.showMenu()
			return []want.Want{want.Tell{Text: done}}
		}
	}}}
}

// clear takes the selected criterion out of the search, or forgets the kept one.
func (s *Screen) clear() []want.Want {
	if c := s.row(); c != nil {
		return s.change(c.clear)
	}
	n, ok := s.keptHere()
	if !ok {
		return nil
	}
	forget, err := s.desk.ForgetSearchWork(n.Name)
	if err != nil {
		return []want.Want{want.Tell{Text: err.Error(), Error: true}}
	}
	return s.written(forget, "Forgot the filter "+n.Name)
}
