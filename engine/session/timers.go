package session

import (
	"fmt"
	"strings"
	"time"

	"parley/engine/model"
)

// Names of timers, as events give them.
const (
	ReminderTimer  = "reminder"
	AbandonedTimer = "abandoned"
	MissedTimer    = "missed"
	FollowUpTimer  = "followup"
)

// Times of voice, where an assistant's settings name none.
const (
	voiceReminder   = model.Duration(10 * time.Second)
	voicePrompts    = 3
	voiceUnanswered = 2 * time.Minute // a hand-over on voice, until the call goes to voicemail
)

// FollowUpAttribute is where the follow-up channel is kept that a customer chose.
const FollowUpAttribute model.AttributePath = "conversation.followUpChannel"

// timers are an assistant's volume control made ready. A zero time is off.
type timers struct {
	reminder, abandoned, missed, followUp int64 // milliseconds
	prompts                               uint8
	reminderText, abandonedText           template
	missedText                            template
	abandonedDone, doneAfter              bool
	channels                              []model.FollowUp
	labels                                []string
	voicemail                             int32 // the first dialog that ends in voicemail, -1 for none
}

func millis(d model.Duration) int64 { return time.Duration(d).Milliseconds() }

// timers compiles the volume control: what the channel or the type lacks is off.
func (c *compiler) timers(a *model.Assistant) *timers {
	t := &timers{voicemail: -1}
	v, voice := a.Settings.VolumeControl, a.Channel == model.Voice
	if r := v.Reminder; r != nil {
		fallback := model.DefaultReminderAfter
		t.prompts = 1
		if voice {
			fallback, t.prompts = voiceReminder, uint8(min(or(r.Prompts, voicePrompts), 100))
		}
		t.reminder, t.reminderText = millis(r.After.Or(fallback)), c.template(r.Message)
	}
	if b := v.Abandoned; b != nil && !voice {
		t.abandoned, t.abandonedText = millis(b.After.Or(model.DefaultAbandonedAfter)), c.template(b.Message)
		t.abandonedDone = b.Then == "done" && a.Type == model.Premium
	}
	if m := v.Missed; m != nil && a.Channel == model.Chat {
		t.missed, t.missedText = millis(m.After.Or(model.DefaultMissedAfter)), c.template(m.Message)
		t.followUp, t.doneAfter = millis(m.DoneAfter.Or(model.DefaultDoneAfter)), a.Type == model.Premium
		t.channels = m.Channels
		for _, f := range m.Channels {
			t.labels = append(t.labels, c.p.words.followUp[f.Channel])
		}
	}
	if voice {
		for i, d := range a.Dialogs {
			if d.End == nil {
				continue
			}
			if _, ok := d.End.Settings.(*model.Voicemail); ok {
				t.voicemail = int32(i)
				break
			}
		}
	}
	return t
}

// Timers names the timers that can fire in a conversation with the program.
func (p *Program) Timers() []string {
	t, out := p.timers, []string(nil)
	if t.reminder > 0 {
		out = append(out, ReminderTimer)
	}
	if t.abandoned > 0 {
		out = append(out, AbandonedTimer)
	}
	if t.missed > 0 || t.voicemail >= 0 {
		out = append(out, MissedTimer)
	}
	if t.missed > 0 && t.doneAfter && len(t.labels) > 0 {
		out = append(out, FollowUpTimer)
	}
	return out
}

// Armed is a timer that will fire at a time, unless something happens before.
type Armed struct {
	Name string
	At   time.Time
}

// Armed lists the timers that run now, the next first.
func (s *Session) Armed(p *Program) []Armed {
	var out []Armed
	s.due(p, func(at int64, name string, _ func(*Session)) {
		a := Armed{name, time.UnixMilli(at).UTC()}
		i := len(out)
		for i > 0 && out[i-1].At.After(a.At) {
			i--
		}
		out = append(out[:i], append([]Armed{a}, out[i:]...)...)
	})
	return out
}

// Next is the timer that fires next, and whether one runs.
func (s *Session) Next(p *Program) (next Armed, runs bool) {
	s.due(p, func(at int64, name string, _ func(*Session)) {
		if when := time.UnixMilli(at).UTC(); !runs || when.Before(next.At) {
			next, runs = Armed{name, when}, true
		}
	})
	return next, runs
}

// due tells each timer that runs: when it fires and what it does then.
func (s *Session) due(p *Program, tell func(at int64, name string, fire func(*Session))) {
	t := p.timers
	switch {
	case s.offered || s.effect != nil || s.done:
	case s.status == Running && s.waits:
		if t.reminder > 0 && s.reminded < t.prompts {
			tell(s.since+t.reminder*int64(s.reminded+1), ReminderTimer, (*Session).remind)
		} else if t.reminder > 0 && p.assistant.Channel == model.Voice {
			tell(s.since+t.reminder*int64(s.reminded+1), ReminderTimer, (*Session).giveUp)
		}
		if t.abandoned > 0 {
			tell(s.since+t.abandoned, AbandonedTimer, (*Session).abandon)
		}
	case s.status == Transferred && !s.attended:
		if t.missed > 0 {
			tell(s.handed+t.missed, MissedTimer, (*Session).miss)
		}
		if t.voicemail >= 0 && !s.recording && s.handed > 0 {
			tell(s.handed+voiceUnanswered.Milliseconds(), MissedTimer, (*Session).toVoicemail)
		}
	case s.status == Missed && s.choosing && t.doneAfter:
		tell(s.handed+t.missed+t.followUp, FollowUpTimer, (*Session).followUpOver)
	}
}

// fire fires every timer that is due up to a time, in order.
func (s *Session) fire(upTo int64) {
	for {
		at, fire, name := int64(-1), (func(*Session))(nil), ""
		s.due(s.p, func(when int64, n string, do func(*Session)) {
			if when <= upTo && (fire == nil || when < at) {
				at, fire, name = when, do, n
			}
		})
		if fire == nil {
			return
		}
		s.at = max(s.at, at)
		s.budget = model.MaxStepsWithoutWait
		s.emit(Event{Type: Timer, Name: name})
		fire(s)
	}
}

// remind nudges the customer and says the last message again.
func (s *Session) remind() {
	s.reminded++
	if text := s.render(&s.p.timers.reminderText); text != "" {
		s.emit(Event{Type: Message, From: Bot, Text: text})
	}
	if again := s.op().again; again != nil {
		again(s)
	}
}

// giveUp hands a silent call over after its last prompt.
func (s *Session) giveUp() { s.handOver("", WhyAbandoned) }

func (s *Session) abandon() {
	if text := s.render(&s.p.timers.abandonedText); text != "" {
		s.emit(Event{Type: Message, From: Bot, Text: text})
	}
	if s.p.timers.abandonedDone {
		s.end(Abandoned)
		s.markDone()
		return
	}
	s.emit(Event{Type: HandOver, Why: WhyAbandoned, More: &More{Attributes: s.Collected(s.p)}})
	s.end(Abandoned)
}

// miss offers other ways to be reached.
func (s *Session) miss() {
	t := s.p.timers
	s.choosing = len(t.labels) > 0
	s.end(Missed)
	s.emit(Event{Type: Message, From: Bot, Text: s.render(&t.missedText), Buttons: t.labels})
}

func (s *Session) followUpOver() {
	s.choosing = false
	s.markDone()
}

// toVoicemail leads an unanswered call to the first dialog that takes messages;
// the status stays Transferred.
func (s *Session) toVoicemail() {
	s.attended = true
	s.emit(Event{Type: Redirect, To: s.p.dialogs[s.p.timers.voicemail].id, Why: WhyTimer})
	s.enter(s.p.timers.voicemail)
	s.run()
}

// followUp is the customer's choice after a missed chat.
func (s *Session) followUpChoice(in Input) {
	t := s.p.timers
	at := pressed(in.Text, t.labels)
	if at < 0 && in.Kind == Say {
		at = meant(in.Text, t.labels)
	}
	if at < 0 {
		if in.Kind == Press {
			s.unfit(fmt.Sprintf("there is no button %q here: press one of %s", in.Text, strings.Join(t.labels, ", ")))
			return
		}
		s.turns++
		s.event(Event{Type: Message, From: Customer, Text: in.Text})
		return
	}
	s.choosing = false
	s.turns++
	s.event(Event{Type: Message, From: Customer, Text: t.labels[at]})
	chosen := t.channels[at]
	s.save(s.p.followUp, model.TextOf(chosen.Channel))
	if chosen.Address != "" {
		s.event(Event{Type: Message, From: Bot, Text: chosen.Address})
	}
}

// markDone marks the conversation done and asks for a rating, where that is wanted.
func (s *Session) markDone() {
	s.done = true
	s.event(Event{Type: Message, From: System, Text: "Marked as done", Why: WhyDone})
	s.survey()
}
