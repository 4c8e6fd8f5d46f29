package session

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/mood"
)

// Priorities of follow-up tasks, of 1 to 5.
const (
	usualPriority  = 3
	raisedPriority = 4 // the assistant failed the customer
	urgentPriority = 5 // the customer is a VIP, or frustrated
)

// FollowUpTag is the tag of a conversation that somebody has to come back to.
const FollowUpTag = "follow-up"

// Task is what is left for a team to do where nobody could take a conversation.
type Task struct {
	Label    string // what it is about
	Priority int    // 1 to 5, the most urgent
}

// taskSlots are the attributes that a follow-up task writes and reads.
type taskSlots struct{ tags, priority, reason, vip slot }

// handOver gives the conversation to an agent, and says why. Where the workspace
// has a LutinGénie plan, who is there is looked up before the customer is told of
// anybody; else it waits in the agents' queue.
func (s *Session) handOver(team, why string) flow {
	if !s.p.powers.availability {
		return s.transfer(team, why, nil)
	}
	s.waits = false
	return s.request(Effect{Kind: FindAgents, Team: team, Why: why})
}

// apologize tells that something went wrong, and that a person takes over; where
// it is not known yet whether one is there, that is said later.
func (s *Session) apologize() {
	if !s.p.powers.availability {
		s.say(s.p.failure, nil)
	}
}

// giveWay tells that a person takes over, where that is known.
func (s *Session) giveWay() {
	if !s.p.powers.availability {
		s.tell(s.p.speech.of(s).handOver)
	}
}

// tell says something in the assistant's own words.
func (s *Session) tell(text string) { s.emit(Event{Type: Message, From: Bot, Text: text}) }

// transfer ends the assistant in an agent's hands.
func (s *Session) transfer(team, why string, task *Task) flow {
	s.emit(Event{Type: HandOver, Name: team, Why: why, More: &More{Attributes: s.Collected(s.p), Task: task}})
	return s.end(Transferred)
}

// staffed goes on with a hand-over once it is known who is there. An agent takes
// the conversation at once. Where there is none, the customer is told that
// somebody comes back to it, or how and when to reach a person; nobody is offered.
func (s *Session) staffed(asked *Effect, r *Reply) {
	words := s.p.speech.of(s)
	switch {
	case r.Error != "":
		s.note("who is there is not known: " + r.Error)
		s.transfer(asked.Team, asked.Why, nil)
	case r.Agents > 0:
		if asked.Why == WhyError {
			s.say(s.p.failure, nil)
		}
		s.tell(words.connecting)
		s.transfer(asked.Team, asked.Why, nil)
	default:
		if asked.Why == WhyError {
			s.tell(words.sorry)
		}
		s.unattended(asked, words)
	}
}

// unattended ends a conversation that nobody can take: with a follow-up task, or
// with the ways to reach the company.
func (s *Session) unattended(asked *Effect, words *words) {
	if !s.p.powers.escalation {
		s.note("nobody is there to take the conversation: the customer gets contact details")
		s.tell(s.contact(words))
		s.end(Ended)
		return
	}
	task := s.task(asked.Why)
	tags, priority := s.p.tasks.tags, s.p.tasks.priority
	if known := s.variable(tags).value; !slices.Contains(known.List(), FollowUpTag) {
		s.save(tags, with(known, model.ListOf([]string{FollowUpTag})))
	}
	if urgent := model.NumberOf(float64(task.Priority)); s.variable(priority).value.Number() < urgent.Number() {
		s.save(priority, urgent)
	}
	s.tell(words.taskMade)
	s.attended = true // nobody waits for an agent's first reply
	s.transfer(asked.Team, asked.Why, task)
}

// task is labelled with the contact reason, else with the dialog it came from.
func (s *Session) task(why string) *Task {
	t := &Task{Label: s.variable(s.p.tasks.reason).value.String(), Priority: usualPriority}
	if t.Label == "" && int(s.dialog) < len(s.p.dialogs) {
		t.Label = s.p.dialogs[s.dialog].source.Name
	}
	switch {
	case s.mood() == mood.Frustrated || s.variable(s.p.tasks.vip).value.Bool():
		t.Priority = urgentPriority
	case why == WhyError || why == WhyNotUnderstood:
		t.Priority = raisedPriority
	}
	return t
}

// contact tells how a person can be reached, and when.
func (s *Session) contact(w *words) string {
	out := []string{w.away}
	var ways []string
	for _, c := range s.p.workspace.Settings.Channels {
		if name := w.followUp[c.Key]; name != "" && c.Value != "" {
			ways = append(ways, fmt.Sprintf("%s %s", name, c.Value))
		}
	}
	if len(ways) > 0 {
		out = append(out, w.reach+" "+strings.Join(ways, ", "))
	}
	if hours := s.hours(w); hours != "" {
		out = append(out, w.open+" "+hours)
	}
	return strings.Join(out, "\n")
}

// hours are the default schedule's, days with the same hours together: Mon-Thu
// 09:00-17:30, Fri 09:00-15:00.
func (s *Session) hours(w *words) string {
	var of *model.Schedule
	for _, x := range s.p.workspace.Schedules {
		if x.Default {
			of = x
		}
	}
	if of == nil {
		return ""
	}
	keys := [...]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	var out []string
	for from := 0; from < len(keys); {
		ranges, _ := of.Hours.Get(keys[from])
		to := from
		for to+1 < len(keys) {
			if next, _ := of.Hours.Get(keys[to+1]); !slices.Equal(next, ranges) {
				break
			}
			to++
		}
		if len(ranges) > 0 {
			days := w.days[from]
			if to > from {
				days += "-" + w.days[to]
			}
			out = append(out, days+" "+strings.Join(ranges, " "))
		}
		from = to + 1
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, ", ") + " (" + string(or(of.TimeZone, or(s.p.workspace.Settings.TimeZone, "UTC"))) + ")"
}
