package simulate

import (
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// mostInputs is how many inputs a conversation has at most, whatever the timers do.
const mostInputs = 4 * maxMost

// talk is one conversation as it is played.
type talk struct {
	*player
	who  *person
	dice dice
	log  *conversation.Log
	s    *session.Session

	answers    int  // of the customer
	gone       bool // the customer has left
	interrupts int  // after which answer an agent writes; -1: none does
	help       help
}

// help is how far a conversation with an agent is.
type help struct {
	decided bool  // whether one comes
	comes   int64 // when; 0: none does
	replied bool
	thanked bool
	over    bool
}

// run plays the conversation to its end: until nobody does anything more and no
// timer runs.
func (t *talk) run() {
	if t.interrupts = -1; t.dice.percent(t.o.Profile.Agents.Interrupts) {
		t.interrupts = 1 + t.dice.below(3)
	}
	t.s, t.log.Events = session.Open(t.program, &t.log.Header.Start, t.log.Events)
	t.settle()
	in, acts := t.next()
	for len(t.log.Turns) < mostInputs {
		before := t.moment()
		if due, armed := t.due(); armed && (!acts || due <= in.At) {
			t.do(session.Input{At: due, Kind: session.Tick})
			if t.moment() == before {
				continue
			}
		} else if acts {
			t.do(in)
		} else {
			return
		}
		in, acts = t.next()
	}
}

// moment is where a conversation stands, as far as it matters for who acts next.
type moment struct {
	status session.Status
	done   bool
	asks   bool // for a rating
	waits  *session.Mark
}

func (t *talk) moment() moment {
	_, mark, _ := t.s.Waits(t.program)
	_, asks := t.s.Surveys(t.program)
	return moment{t.s.Status(), t.s.Done(), asks, mark}
}

// due is when the next timer fires.
func (t *talk) due() (at int64, armed bool) {
	next, armed := t.s.Next(t.program)
	return next.At.UnixMilli(), armed
}

// do plays an input and what the outside has to tell then.
func (t *talk) do(in session.Input) {
	switch in.Kind {
	case session.Say, session.Press, session.Keys:
		t.answers++
	case session.AgentReply:
		t.help.replied = true
	}
	t.step(in)
	t.settle()
}

func (t *talk) step(in session.Input) {
	t.log.Turns = append(t.log.Turns, conversation.Turn{Input: in, First: len(t.log.Events)})
	t.log.Events = session.Step(t.program, t.s, in, t.log.Events)
}

func (t *talk) settle() {
	for e := t.s.Pending(); e != nil; e = t.s.Pending() {
		t.step(session.Input{At: t.s.Now().UnixMilli(), Kind: session.Answer, Reply: t.reply(e, t.who)})
	}
}

// after makes an input that comes some time from now.
func (t *talk) after(mean model.Duration, in session.Input) session.Input {
	in.At = t.s.Now().Add(t.dice.about(time.Duration(mean))).UnixMilli()
	return in
}

// nothing is what nobody does.
func nothing() (session.Input, bool) { return session.Input{}, false }

// next is what somebody does next, and when; false where nobody does anything.
func (t *talk) next() (session.Input, bool) {
	if scale, asks := t.s.Surveys(t.program); asks {
		return t.rates(scale)
	}
	if _, mark, waits := t.s.Waits(t.program); waits {
		return t.asked(mark)
	}
	status := t.s.Status()
	switch {
	case t.s.Done():
		return nothing()
	case status == session.Missed && len(t.s.Options(t.program)) > 0:
		return t.followUp()
	case status == session.Ended:
		return t.voicemail()
	case t.answers == 0 && status == session.Transferred:
		return t.customer(t.say(t.says.sentence(&t.dice, t.who.language)))
	}
	return t.agent(status)
}

// customer is something the customer does, at their pace.
func (t *talk) customer(in session.Input) (session.Input, bool) {
	return t.after(t.o.Profile.Answers.Pace, in), true
}

// asked is what comes of a question: an agent who is quicker, a customer who has
// had enough, or an answer. The first is always answered: that is what makes a
// conversation.
func (t *talk) asked(mark *session.Mark) (session.Input, bool) {
	p := t.o.Profile
	switch {
	case t.gone:
		return nothing()
	case t.answers == t.interrupts:
		return t.after(p.Answers.Pace, session.Input{Kind: session.AgentReply, Text: one(&t.dice, agentReplies)}), true
	case t.answers > 0 && (t.answers >= p.Answers.Most || t.dice.percent(t.leaves(mark))):
		t.gone = true
		if t.program.Assistant().Settings.CustomerEnds && t.dice.percent(p.Leaving.Closes) {
			return t.after(p.Answers.Pace, session.Input{Kind: session.CloseChat}), true
		}
		return nothing()
	}
	return t.customer(t.answer(mark))
}

// leaves is how many in a hundred leave at a question.
func (t *talk) leaves(mark *session.Mark) int {
	if len(t.leaving) == 0 {
		return t.o.Profile.Leaving.Each
	}
	if percent, ok := t.leaving[string(mark.Saves)]; ok && mark.Saves != "" {
		return percent
	}
	dialog, _, _ := t.s.Waits(t.program)
	if percent, ok := t.leaving[string(dialog)]; ok {
		return percent
	}
	if percent, ok := t.leaving[mark.Kind.Key]; ok {
		return percent
	}
	return t.o.Profile.Leaving.Each
}

// rates answers the survey, or does not.
func (t *talk) rates(scale int) (session.Input, bool) {
	p := t.o.Profile.Feedback
	if t.gone || t.answers == 0 || scale < 1 || !t.dice.percent(p.Rated) {
		t.gone = true
		return nothing()
	}
	stars := 1 + t.dice.below(5)
	if len(p.Ratings) > 0 {
		t.wheel.reset()
		for _, e := range p.Ratings {
			t.wheel.add(e.Key, e.Value)
		}
		stars = int(t.wheel.turn(&t.dice)[0] - '0')
	}
	n := 1 + ((stars-1)*(scale-1)+2)/4 // 5 points stretched over the scale
	return t.after(t.o.Profile.Answers.Pace, session.Input{Kind: session.Rate, Number: n}), true
}

// followUp chooses how to be reached after a chat that nobody took, or does not.
func (t *talk) followUp() (session.Input, bool) {
	if t.gone || !t.dice.percent(60) {
		t.gone = true
		return nothing()
	}
	label := t.choose(&t.dice, t.s.Options(t.program))
	return t.after(model.Duration(10*time.Second), session.Input{Kind: session.Press, Text: label}), true
}

// voicemail says something to a machine that records it.
func (t *talk) voicemail() (session.Input, bool) {
	if t.gone || !t.s.Records() {
		return nothing()
	}
	t.gone = true
	return t.customer(t.say(t.says.sentence(&t.dice, t.who.language)))
}

var agentReplies = []string{"Hi, I'm taking over from here. Let me have a look.", "Thanks for waiting! I've read what you wrote.", "Hello, this is a person now. How can I help?", "I've found it. I'll sort this out for you."}

var customerThanks = []string{"Thank you!", "Great, that helps.", "Okay, thanks.", "Perfect, thank you very much."}

// agent is what a person of the company does once a conversation is theirs, and
// the customer with them.
func (t *talk) agent(status session.Status) (session.Input, bool) {
	p, h := t.o.Profile, &t.help
	switch {
	case status == session.Running || h.over:
		return nothing()
	case !h.replied:
		return t.answered()
	case !h.thanked && !t.gone:
		h.thanked = true
		return t.customer(t.say(one(&t.dice, customerThanks)))
	}
	h.over = true
	if !t.dice.percent(p.Agents.Done) {
		return nothing()
	}
	return t.after(p.Answers.Pace, session.Input{Kind: session.AgentDone}), true
}

// answered is an agent's first reply, at the moment that was decided on once.
func (t *talk) answered() (session.Input, bool) {
	p, h := t.o.Profile.Agents, &t.help
	if !h.decided {
		h.decided = true
		if t.dice.percent(p.Answered) {
			h.comes = t.s.Now().Add(t.dice.about(time.Duration(p.After))).UnixMilli()
		}
	}
	if h.comes == 0 {
		return nothing()
	}
	at := max(h.comes, t.s.Now().UnixMilli())
	return session.Input{At: at, Kind: session.AgentReply, Text: one(&t.dice, agentReplies)}, true
}
