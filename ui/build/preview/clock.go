package preview

import (
	"fmt"
	"strings"
	"time"

	"parley/engine/model"
	"parley/engine/schedule"
	"parley/engine/session"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/want"
)

// offerBindings are the keys of a chat that opened by itself.
func (p *Preview) offerBindings() keys.Set {
	if p.state.Talk == nil || !p.state.Talk.Offered() {
		return nil
	}
	return keys.Set{
		{ID: "clock.engage", Keys: []string{"e"}, Label: "engage", Help: "Take up the chat that opened by itself", Group: group},
		{ID: "clock.dismiss", Keys: []string{"x"}, Label: "dismiss", Help: "Close the chat that opened by itself", Group: group},
	}
}

// clockBindings are the keys of the virtual clock and of the agents.
func (p *Preview) clockBindings() keys.Set {
	nothing := func() string {
		if p.state.Talk == nil {
			return "there is no conversation"
		}
		return ""
	}
	return keys.Set{
		{ID: "clock.next", Keys: []string{"N"}, Label: "next timer", Help: "Skip to the next timer", Group: group, Disabled: nothing},
		{ID: "clock.set", Keys: []string{"W"}, Label: "clock", Help: "Set date and time, go to the next opening hour, begin as a proactive chat", Group: group, Disabled: nothing},
		{ID: "clock.agent", Keys: []string{"A"}, Label: "agent", Help: "Have an agent reply, be assigned, mark the conversation done, or verify an address", Group: group, Disabled: nothing},
	}
}

// actOnClock does what a binding of the clock and the agents says.
func (p *Preview) actOnClock(id string) (wants []want.Want, ok bool) {
	switch id {
	case "clock.engage":
		return p.send(model.Action{Verb: model.VerbEngage}), true
	case "clock.dismiss":
		return p.send(model.Action{Verb: model.VerbDismiss}), true
	case "clock.next":
		if armed := p.state.Talk.Armed(); len(armed) > 0 {
			return p.until(armed[0].At), true
		}
		return []want.Want{want.Tell{Text: "no timer is armed", Error: true}}, true
	case "clock.set":
		return p.clock(), true
	case "clock.agent":
		return p.agent(), true
	}
	return nil, false
}

// until lets time pass up to a moment; one that is over begins the conversation
// anew then.
func (p *Preview) until(at time.Time) []want.Want {
	if d := at.Sub(p.state.Talk.Now()); d > 0 {
		return p.send(model.Action{Verb: model.VerbWait, Wait: model.Duration(d)})
	}
	p.atEnd()
	return []want.Want{want.Begin{At: at, Proactive: p.state.Talk.Start().Proactive}}
}

// timerWord is a timer's name in the line below the chat.
func timerWord(a session.Armed) string {
	if a.Name == session.FollowUpTimer {
		return "follow-up over"
	}
	return a.Name
}

// clockLines tell which timers are armed, and that a chat waits to be taken up.
func (p *Preview) clockLines(w int) []string {
	look, talk := p.styles, p.state.Talk
	if talk.Offered() {
		return []string{" " + look.Key.Render("e") + look.KeyLabel.Render(" engage") + "   " + look.Key.Render("x") + look.KeyLabel.Render(" dismiss")}
	}
	armed := talk.Armed()
	if len(armed) == 0 {
		return nil
	}
	var parts []string
	for _, a := range armed {
		layout := "15:04"
		switch {
		case a.At.Sub(talk.Now()) > 24*time.Hour:
			layout = "Mon 15:04"
		case a.At.Second() != 0:
			layout = "15:04:05"
		}
		parts = append(parts, timerWord(a)+" "+a.At.In(p.zone()).Format(layout))
	}
	left := " " + look.Muted.Render(strings.Join(parts, " "+look.Glyphs.Dot+" "))
	key := look.Key.Render("N") + look.KeyLabel.Render(" skips ")
	if p.state.Live == Held || canvas.Width(left)+canvas.Width(key)+1 > w {
		return []string{canvas.TruncateTail(left, w, look.Glyphs.Ellipsis)}
	}
	return []string{canvas.Spread(left, key, w)}
}

// Layouts of a date and time.
const (
	momentLayout = "2006-01-02 15:04"
	clockLayout  = "15:04"
)

// zoned is the zone in which the clock is shown, and its name.
type zoned struct {
	name model.ZoneName
	at   *time.Location
}

// zone is the workspace's.
func (p *Preview) zone() *time.Location {
	name := p.state.Workspace.Settings.TimeZone
	if p.zoned.at == nil || p.zoned.name != name {
		p.zoned = zoned{name, time.UTC}
		if at, err := time.LoadLocation(string(name)); err == nil && name != "Local" {
			p.zoned.at = at
		}
	}
	return p.zoned.at
}

// readMoment reads a date and time, or a time of the same day, in the workspace's zone.
func (p *Preview) readMoment(text string) (time.Time, error) {
	zone := p.zone()
	text = strings.TrimSpace(text)
	if at, err := time.ParseInLocation(momentLayout, text, zone); err == nil {
		return at, nil
	}
	at, err := time.ParseInLocation(clockLayout, text, zone)
	if err != nil {
		return at, fmt.Errorf("write a time such as 18:30, or a date and time such as 2026-03-02 18:30")
	}
	now := p.state.Talk.Now().In(zone)
	return time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, zone), nil
}

// clock asks where the virtual clock goes.
func (p *Preview) clock() []want.Want {
	talk, zone := p.state.Talk, p.zone()
	now := talk.Now().In(zone)
	items := []want.Item{{ID: "set", Label: "Set date and time …", Detail: "it is " + now.Format("Mon 2 Jan 2006 15:04") + " in " + zone.String() + "; an earlier time begins anew"}}
	var open time.Time
	for _, s := range p.state.Workspace.Schedules {
		if !s.Default {
			continue
		}
		hours, _ := schedule.Compile(s, p.state.Workspace.Settings.TimeZone)
		at, opens, ok := hours.Next(talk.Now())
		if ok && !opens {
			at, opens, ok = hours.Next(at)
		}
		it := want.Item{ID: "open", Label: "Next opening hour", Detail: orID(s.Name, string(s.ID))}
		if open = at; ok && opens {
			it.Detail += " opens " + at.In(zone).Format("Mon 2 Jan 15:04")
		} else {
			it.Reason = "it does not open within a year"
		}
		items = append(items, it)
	}
	if p.state.Assistant.Channel == model.Chat {
		items = append(items, want.Item{ID: "proactive", Label: "Begin as a proactive chat", Detail: "it opens by itself; the visitor engages or dismisses it", Here: talk.Start().Proactive},
			want.Item{ID: "usual", Label: "Begin as the visitor opens the chat", Here: !talk.Start().Proactive})
	}
	return []want.Want{want.Pick{Title: "The virtual clock", Items: items, Done: func(it want.Item) []want.Want {
		switch it.ID {
		case "open":
			return p.until(open)
		case "proactive", "usual":
			p.atEnd()
			return []want.Want{want.Begin{At: talk.Start().At, Proactive: it.ID == "proactive"}}
		}
		return []want.Want{want.Prompt{Title: "Date and time", Value: now.Format(momentLayout), Hint: "2026-03-02 18:30, or 18:30", Check: func(s string) error {
			_, err := p.readMoment(s)
			return err
		}, Done: func(s string) []want.Want {
			at, _ := p.readMoment(s)
			return p.until(at)
		}}}
	}}}
}

// agent asks what an agent does.
func (p *Preview) agent() []want.Want {
	reply := want.Item{ID: "reply", Label: "An agent replies …"}
	if p.state.Talk.Status() == session.Running {
		reply.Detail = "it interrupts the assistant, which says no more"
	}
	items := []want.Item{reply, {ID: "assign", Label: "An agent is assigned …"}, {ID: "done", Label: "An agent marks it done", Detail: "a survey follows where the assistant has one"}}
	if n := len(p.state.Talk.Unverified()); n > 0 {
		items = append(items, want.Item{ID: "verify", Label: "An agent verifies the address", Detail: "conditions see it from now on"})
	}
	return []want.Want{want.Pick{Title: "What does the agent do?", Items: items, Done: func(it want.Item) []want.Want {
		switch it.ID {
		case "reply":
			return []want.Want{want.Prompt{Title: "The agent says", Check: notEmpty("write a reply"), Done: func(s string) []want.Want {
				return p.send(model.Action{Verb: model.VerbAgentReply, Text: s})
			}}}
		case "assign":
			return p.assign()
		case "verify":
			return p.send(model.Action{Verb: model.VerbAgentVerify})
		}
		return p.send(model.Action{Verb: model.VerbAgentDone})
	}}}
}

// assign asks which agent the conversation goes to.
func (p *Preview) assign() []want.Want {
	var items []want.Item
	for _, t := range p.state.Workspace.Teams {
		for _, a := range t.Agents {
			items = append(items, want.Item{ID: a.Name, Label: a.Name, Detail: orID(t.Name, string(t.ID))})
		}
	}
	return []want.Want{want.Pick{Title: "Assigned to whom?", Items: items, Free: true, Done: func(it want.Item) []want.Want {
		return p.send(model.Action{Verb: model.VerbAgentAssign, Text: it.Label})
	}}}
}
