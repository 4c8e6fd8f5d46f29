package rules

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/engine/route"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/form"
	"parley/ui/want"
)

// trial is a made-up visitor, and what the rules and defaults make of them.
type trial struct {
	open    bool
	form    *form.Model
	channel model.Channel
	visitor desk.Arrival
	when    string          // date and time as written; "" is now
	someone *model.Customer // of a visitor that shows something; nobody of the workspace
	top     int
	lines   []string // as drawn for a width, before it is scrolled
	width   int

	choice, offer route.Choice
	opened        string // how long the visitor had been on the page when a chat opened by itself
	notice        string
}

// timeLayouts are the ways to write a moment.
var layouts = [...]string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02"}

// moment reads a date and time in the workspace's zone.
func (s *Screen) moment(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return s.desk.Now(), true
	}
	zone, err := time.LoadLocation(string(s.desk.Workspace().Settings.TimeZone))
	if err != nil {
		zone = time.UTC
	}
	for _, l := range layouts {
		if at, err := time.ParseInLocation(l, text, zone); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// try decides for the visitor, and says why.
func (s *Screen) try() {
	t := &s.trial
	if !t.open {
		return
	}
	t.lines, t.notice = nil, ""
	v := t.visitor
	v.Channel = t.channel
	if at, ok := s.moment(t.when); ok {
		v.At = at
	}
	var after time.Duration
	var err error
	if t.someone != nil {
		made := s.seen(v)
		t.choice = route.Choose(s.desk.Workspace(), made, false, s.desk.Published)
		t.offer, after, _ = s.desk.OpenedTo(made)
	} else {
		if t.choice, _, err = s.desk.Route(v, false); err == nil {
			t.offer, after, _, err = s.desk.Opened(v)
		}
		if err != nil {
			t.notice = err.Error()
		}
	}
	t.opened = model.Duration(after).String()
	s.fill()
}

// seen is a visitor who is no customer of the workspace, as rules see them.
func (s *Screen) seen(a desk.Arrival) route.Visitor {
	return route.Visitor{Channel: a.Channel, Brand: a.Brand, To: a.To, At: a.At, Customer: s.trial.someone, Message: a.Message, Language: a.Language,
		Page: a.Page, Previous: a.PreviousPage, Agent: a.UserAgent, OnPage: a.OnPage}
}

// become tries a visitor that shows why a rule can never win.
func (s *Screen) become(v route.Visitor) {
	t := &s.trial
	t.open, t.channel, t.someone, t.top = true, v.Channel, v.Customer, 0
	t.visitor = desk.Arrival{To: v.To, Message: v.Message}
	t.visitor.Brand, t.visitor.Language, t.visitor.Page, t.visitor.PreviousPage = v.Brand, v.Language, v.Page, v.Previous
	t.visitor.UserAgent, t.visitor.OnPage = v.Agent, v.OnPage
	t.when = ""
	if !v.At.Equal(s.desk.Now()) {
		t.when = clock(v.At)
	}
	s.try()
}

// made is the option of a customer who is in no workspace.
const made = "\x00made"

// fill gives the form what there is to say of the visitor.
func (s *Screen) fill() {
	t, w := &s.trial, s.desk.Workspace()
	chat := t.channel == model.Chat
	options := func(all []form.Option, add func(func(id, label, detail string))) []form.Option {
		add(func(id, label, detail string) { all = append(all, form.Option{ID: id, Label: label, Detail: detail}) })
		return all
	}
	channels := options(nil, func(add func(id, label, detail string)) {
		for _, c := range model.Channels() {
			add(string(c), c.Title(), "")
		}
	})
	brands := options(nil, func(add func(id, label, detail string)) {
		for _, b := range w.Brands {
			add(string(b.ID), b.Name, "")
		}
	})
	who := string(t.visitor.Customer)
	people := options([]form.Option{{Label: "a stranger"}}, func(add func(id, label, detail string)) {
		if t.someone != nil {
			who = made
			add(made, s.portrait(route.Visitor{Customer: t.someone}), "")
		}
		for _, c := range w.Customers {
			add(string(c.ID), c.Name, c.Email)
		}
	})
	brand := string(t.visitor.Brand)
	if brand == "" && len(w.Brands) > 0 {
		brand = string(w.Brands[0].ID)
	}
	onlyChat := ""
	if !chat {
		onlyChat = "on chat only"
	}
	fields := []form.Field{
		{Key: "channel", Label: "Channel", Kind: form.Choice, Value: string(t.channel), Options: channels},
		{Key: "brand", Label: "Brand", Kind: form.Choice, Value: brand, Options: brands},
		{Key: "customer", Label: "Who", Kind: form.Choice, Value: who, Options: people},
		{Key: "page", Label: "Page", Kind: form.Line, Value: t.visitor.Page, Placeholder: "none", Disabled: onlyChat},
		{Key: "onPage", Label: "Time on page", Kind: form.Duration, Value: t.visitor.OnPage.String(), Disabled: onlyChat},
		{Key: "previous", Label: "Page before", Kind: form.Line, Value: t.visitor.PreviousPage, Placeholder: "none", Disabled: onlyChat},
		{Key: "language", Label: "Language", Kind: form.Line, Value: string(t.visitor.Language), Placeholder: "not told, such as en", Disabled: onlyChat},
		{Key: "agent", Label: "User agent", Kind: form.Line, Value: t.visitor.UserAgent, Placeholder: "not told", Disabled: onlyChat},
	}
	if !chat {
		fields = fields[:3]
		fields = append(fields,
			form.Field{Key: "to", Label: "Writes to", Kind: form.Line, Value: t.visitor.To, Placeholder: "a number or WhatsApp id"},
			form.Field{Key: "from", Label: "Sender", Kind: form.Line, Value: t.visitor.From, Placeholder: "a number; it tells who writes"})
	}
	t.form.SetFields(append(fields,
		form.Field{Key: "message", Label: "First message", Kind: form.Line, Value: t.visitor.Message, Placeholder: "nothing yet"},
		form.Field{Key: "when", Label: "Date and time", Kind: form.Line, Value: t.when, Placeholder: "now, or 2026-03-02 10:00", Error: s.badMoment()}))
}

func (s *Screen) badMoment() string {
	if _, ok := s.moment(s.trial.when); ok {
		return ""
	}
	return "write it as 2026-03-02 10:00"
}

// tried lets the form have a message and decides anew.
func (s *Screen) tried(msg tea.Msg) []want.Want {
	t := &s.trial
	if m, ok := msg.(tea.KeyMsg); ok && !t.form.Typing() {
		switch m.String() {
		case "j":
			msg = tea.KeyMsg{Type: tea.KeyDown}
		case "k":
			msg = tea.KeyMsg{Type: tea.KeyUp}
		}
	}
	r := t.form.Update(msg)
	for _, c := range r.Changes {
		s.set(c.Key, c.Value)
	}
	if len(r.Changes) > 0 {
		t.top = 0
		s.try()
	}
	if r.Picker != nil {
		return s.pick(t.form.Key())
	}
	if r.Reason != "" {
		return []want.Want{want.Tell{Text: r.Reason, Error: true}}
	}
	return nil
}

// pick asks for one of a field's options.
func (s *Screen) pick(key string) []want.Want {
	t := &s.trial
	var items []want.Item
	title, now := "", ""
	w := s.desk.Workspace()
	switch key {
	case "channel":
		title, now = "Which channel?", string(t.channel)
		for _, c := range model.Channels() {
			items = append(items, want.Item{ID: string(c), Label: c.Title()})
		}
	case "brand":
		title, now = "Which brand?", string(t.visitor.Brand)
		for _, b := range w.Brands {
			items = append(items, want.Item{ID: string(b.ID), Label: b.Name})
		}
	case "customer":
		title, now = "Who writes in?", string(t.visitor.Customer)
		items = append(items, want.Item{Label: "a stranger", Detail: "nothing of the customer and the company is set"})
		for _, c := range w.Customers {
			items = append(items, want.Item{ID: string(c.ID), Label: c.Name, Detail: c.Email})
		}
	}
	for i := range items {
		items[i].Here = items[i].ID == now
	}
	return []want.Want{want.Pick{Title: title, Items: items, Done: func(it want.Item) []want.Want {
		s.set(key, it.ID)
		s.try()
		return nil
	}}}
}

// set gives the visitor one value of the form.
func (s *Screen) set(key, value string) {
	t := &s.trial
	v := &t.visitor
	switch key {
	case "channel":
		t.channel = model.Channel(value)
	case "brand":
		v.Brand = model.BrandID(value)
	case "customer":
		if value != made {
			v.Customer, t.someone = model.CustomerID(value), nil
		}
	case "page":
		v.Page = value
	case "onPage":
		v.OnPage, _ = time.ParseDuration(value)
	case "previous":
		v.PreviousPage = value
	case "language":
		v.Language = model.Language(strings.TrimSpace(value))
	case "agent":
		v.UserAgent = value
	case "to":
		v.To = value
	case "from":
		v.From = value
	case "message":
		v.Message = value
	case "when":
		t.when = value
	}
}

// verdicts draws what came of it: who starts, and every rule up to the one that won.
func (s *Screen) verdicts(w int) []string {
	t, look := &s.trial, s.styles
	if t.lines != nil && t.width == w {
		return t.lines
	}
	var out []string
	if t.notice != "" {
		for _, l := range canvas.Wrap(canvas.Sanitize(t.notice), max(w-2, 1)) {
			out = append(out, " "+look.Warning.Render(l))
		}
	}
	c := t.choice
	mark, words := look.Success.Render(look.Glyphs.Here), ""
	switch {
	case c.Assistant == "" && c.Default:
		mark, words = look.Muted.Render(look.Glyphs.Dot), "Nobody starts: the default is a person's conversation, or its assistant is not published"
	case c.Assistant == "":
		mark, words = look.Muted.Render(look.Glyphs.Dot), "Nobody starts: no rule wins and there is no default. It is a person's conversation"
	case c.Rule != "":
		words = s.starts(c.Assistant, c.Dialog) + " starts"
	default:
		words = s.starts(c.Assistant, c.Dialog) + " starts: the default"
	}
	for i, l := range canvas.Wrap(words, max(w-4, 1)) {
		if i > 0 {
			mark = " "
		}
		out = append(out, " "+mark+" "+look.Strong.Render(l))
	}
	out = append(out, s.reasons(c, w)...)
	if t.channel == model.Chat {
		heading := look.Heading.Render("Proactive")
		if t.offer.Rule != "" {
			heading += look.Text.Render("  opens by itself after " + t.opened)
		}
		out = append(out, "", " "+heading)
		if len(t.offer.Verdicts) == 0 {
			out = append(out, "   "+look.Muted.Render("no rule opens a chat by itself"))
		}
		out = append(out, s.reasons(t.offer, w)...)
	}
	t.lines, t.width = out, w
	return out
}

// reasons draws why each rule won or did not.
func (s *Screen) reasons(c route.Choice, w int) []string {
	look := s.styles
	var out []string
	for _, v := range c.Verdicts {
		mark, ink := look.Muted.Render(look.Glyphs.Cross), look.Text
		if v.Won {
			mark, ink = look.Success.Render(look.Glyphs.Check), look.Strong
		}
		out = append(out, "   "+mark+" "+look.Muted.Render(fmt.Sprintf("%2d ", s.number(v.Rule)))+
			ink.Render(canvas.TruncateTail(canvas.OneLine(nameOf(v.Rule)), max(w-10, 1), look.Glyphs.Ellipsis)))
		for _, l := range canvas.Wrap(canvas.OneLine(v.Why), max(w-10, 1)) {
			out = append(out, "        "+look.Muted.Render(l))
		}
	}
	return out
}

// number is a rule's place in the order, from 1.
func (s *Screen) number(r *model.Rule) int {
	for i, x := range s.rules {
		if x.ID == r.ID {
			return i + 1
		}
	}
	return 0
}
