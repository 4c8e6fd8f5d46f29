package session

import (
	"fmt"
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// op returns the instruction the session stands at.
func (s *Session) op() *op { return &s.p.dialogs[s.dialog].ops[s.pc] }

// run goes on from where the session stands until it waits or is done. A chat
// that opened by itself only talks and asks before somebody takes it up.
func (s *Session) run() {
	for {
		ops := s.p.dialogs[s.dialog].ops
		if int(s.pc) >= len(ops) {
			if !s.offered {
				s.noEnd()
			}
			return
		}
		o := &ops[s.pc]
		if s.offered && o.acts {
			return
		}
		if o.step != nil {
			if s.budget--; s.budget < 0 {
				s.fail(fmt.Sprintf("%d interactions ran without an input: an endless loop", model.MaxStepsWithoutWait))
				return
			}
		}
		switch o.run(s) {
		case onward:
			s.pc++
		case wait:
			s.waits = true
			return
		case stopped:
			return
		}
	}
}

// resume goes on after an answer.
func (s *Session) resume(f flow) {
	switch f {
	case onward:
		s.waits, s.tries, s.levels = false, 0, s.levels[:0]
		s.pc++
		s.run()
	case jumped:
		s.waits, s.tries, s.levels = false, 0, s.levels[:0]
		s.run()
	case stopped:
		s.waits = false
	}
}

// event appends an event of the interaction at hand.
func (s *Session) event(e Event) {
	s.seq++
	e.Seq, e.At = s.seq, s.at
	s.out = append(s.out, e)
}

// emit appends an event that comes from where the session stands.
func (s *Session) emit(e Event) {
	if int(s.dialog) < len(s.p.dialogs) { // an assistant may have none
		d := s.p.dialogs[s.dialog]
		e.Dialog = d.id
		if int(s.pc) < len(d.ops) {
			e.Mark = d.ops[s.pc].step
		}
	}
	s.event(e)
}

func (s *Session) note(text string) { s.emit(Event{Type: Note, Text: text}) }

// unfit says why an input changes nothing.
func (s *Session) unfit(text string) { s.event(Event{Type: Note, Text: text, Unfit: true}) }

// enter makes a dialog the current one.
func (s *Session) enter(at int32) {
	s.dialog, s.pc, s.found = at, 0, nil
	s.path = append(s.path, uint16(at))
}

// follow goes along one of the current dialog's links.
func (s *Session) follow(target int, why string) flow {
	at := s.p.links[s.dialog][target]
	if at < 0 {
		id := s.p.dialogs[s.dialog].targets[target]
		if id == "" {
			return s.fail("the redirect leads nowhere")
		}
		return s.fail("there is no dialog " + string(id))
	}
	s.emit(Event{Type: Redirect, To: s.p.dialogs[at].id, Why: why})
	s.enter(at)
	return jumped
}

// input applies one input.
func (s *Session) input(in Input) {
	if len(in.Text) > model.MaxMessageBytes {
		s.unfit(fmt.Sprintf("the message is longer than %d KB: send it in parts", model.MaxMessageBytes>>10))
		return
	}
	switch in.Kind {
	case Tick:
	case Answer:
		s.answered(in.Reply)
	case Say, Press, Keys:
		s.customer(in)
	case AgentReply, AgentAssign, AgentDone, AgentVerify:
		s.agent(in)
	case VisitPage:
		s.visit(in.Text)
	case Language:
		s.set(s.p.slots.byKey, "session.language", model.TextOf(text.Clean(in.Text)))
	case CloseChat:
		s.close()
	case Rate:
		s.rate(in.Number)
	case Engage, Dismiss:
		s.engage(in.Kind == Engage)
	}
}

// customer applies what the customer writes or presses.
func (s *Session) customer(in Input) {
	if in.Kind == Keys {
		in.Text = text.Clean(in.Text)
	}
	if n, ok := s.rates(in); ok {
		s.rate(n)
		return
	}
	switch {
	case s.dismissed:
		s.unfit("the visitor has dismissed this chat")
		return
	case s.recording && in.Kind == Say:
		s.recording = false
		s.turns++
		s.event(Event{Type: Message, From: Customer, Text: text.Clean(in.Text)})
		s.event(Event{Type: Message, From: System, Text: "Voicemail recorded"})
		return
	case s.closed():
		s.unfit("the conversation has ended: what the customer writes now starts a new one")
		return
	case in.Kind == Keys && s.p.assistant.Channel != model.Voice:
		s.unfit("there is no keypad on " + s.p.assistant.Channel.Title())
		return
	case in.Kind == Keys && s.waits && s.op().keys == nil:
		s.unfit("no key is asked for now: use say")
		return
	case in.Kind == Press && !s.waits && !s.choosing:
		s.unfit(fmt.Sprintf("there is no button %q to press now", in.Text))
		return
	case in.Kind == Say:
		in.Text = text.Clean(in.Text)
		if strings.TrimSpace(in.Text) == "" {
			s.unfit("an empty message says nothing: write something or press a button")
			return
		}
	}
	if s.choosing {
		s.followUpChoice(in)
		return
	}
	if s.held() {
		s.heard(in.Text)
		s.run()
		return
	}
	if !s.waits {
		s.turns++
		s.event(Event{Type: Message, From: Customer, Text: in.Text})
		return
	}
	s.resume(s.op().answer(s, in))
}

// closed reports whether nobody takes up any more what the customer writes.
func (s *Session) closed() bool { return s.status == Ended || s.status == Abandoned && s.done }

// Renews reports whether an input is a message that begins a new conversation,
// because this one is over. The host begins it; here the message does not fit.
func (s *Session) Renews(p *Program, in Input) bool {
	if in.Kind != Say || !s.closed() || s.dismissed || p.assistant.Channel == model.Voice || strings.TrimSpace(text.Clean(in.Text)) == "" {
		return false
	}
	return s.rating != ratingAsked || pressed(in.Text, p.rating.labels) < 0
}

// heard records what the customer wrote, once it is known to fit.
func (s *Session) heard(said string) {
	if s.p.powers.polyglot {
		s.hear(said)
	}
	s.chose(said, nil)
}

// chose records what the customer said or pressed, once it is known to fit, with
// what it stands for.
func (s *Session) chose(label string, more *More) {
	s.turns++
	s.since, s.reminded, s.offered = s.at, 0, false
	if s.p.recalls {
		s.recall(label)
	}
	s.set(s.p.slots.byKey, "message.text", model.TextOf(label))
	s.emit(Event{Type: Message, From: Customer, Text: label, More: more})
}

// agent applies what a person of the company does.
func (s *Session) agent(in Input) {
	in.Text = text.Clean(in.Text)
	switch in.Kind {
	case AgentReply:
		if strings.TrimSpace(in.Text) == "" {
			s.unfit("an empty reply says nothing: write agent reply TEXT")
			return
		}
		s.event(Event{Type: Message, From: Agent, Text: in.Text})
		s.attended = true
		if s.status == Running {
			s.end(Interrupted)
		}
	case AgentAssign:
		s.event(Event{Type: Message, From: System, Text: "Assigned to " + in.Text})
	case AgentDone:
		if s.done {
			s.unfit("the conversation is done already")
			return
		}
		s.markDone()
	case AgentVerify:
		s.verify()
	}
}

func (s *Session) visit(page string) {
	page = text.Clean(page)
	s.set(s.p.slots.byKey, "session.previousPage", s.value(s.p.slots.byKey, "session.currentPage"))
	s.set(s.p.slots.byKey, "session.currentPage", model.TextOf(page))
	s.pageAt = s.at
}

func (s *Session) close() {
	switch {
	case s.status == Ended:
		s.unfit("the conversation has ended already")
	case s.status != Running:
		s.unfit("the assistant is not running any more: its status is " + s.status.String())
	case !s.p.assistant.Settings.CustomerEnds:
		s.unfit("the customer may not end this chat: turn it on in the assistant's settings")
	default:
		s.end(Ended)
	}
}

// end stops the assistant with a status.
func (s *Session) end(status Status) flow {
	s.waits = false
	if !s.status.leads(status) {
		return stopped
	}
	s.status, s.effect = status, nil // what was asked of the outside is of no use any more
	s.emit(Event{Type: Changed, Status: status})
	switch status {
	case Transferred:
		s.handed = s.at
	case Ended:
		s.survey()
	}
	return stopped
}

// leads reports whether a status can be followed by another: Running by any,
// Transferred by Missed; the others are final.
func (s Status) leads(to Status) bool {
	return s == Running && to != Running || s == Transferred && to == Missed
}

// engage takes up a proactive chat, or closes it.
func (s *Session) engage(up bool) {
	if !s.offered {
		s.unfit("there is no proactive chat to engage or dismiss")
		return
	}
	held := s.held()
	s.offered = false
	if up {
		s.since = s.at
		if held {
			s.run()
		}
		return
	}
	s.waits, s.dismissed = false, true
	s.event(Event{Type: Message, From: System, Text: "Dismissed"})
}

// held reports whether a chat that opened by itself has spoken and does the rest
// once it is taken up.
func (s *Session) held() bool {
	return s.offered && !s.waits && s.effect == nil && s.status == Running
}

// noEnd is what a draft does where a dialog has no end interaction.
func (s *Session) noEnd() flow {
	d := s.p.dialogs[s.dialog].source
	s.note(fmt.Sprintf("%s has no end interaction: the conversation goes to an agent", d.Name))
	return s.handOver("", WhyError)
}

// fail ends in a transfer what cannot go on: the customer hears the assistant's
// own words for it, the builder reads why.
func (s *Session) fail(why string) flow {
	s.note(Failure + why)
	s.apologize()
	return s.handOver("", WhyError)
}
