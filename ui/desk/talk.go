package desk

import (
	"context"
	"time"

	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
	"parley/ui/effects"
)

// Talk is one conversation with an assistant, as it is tried out: the tree of
// everything that was answered, the branch that is shown, and what happened on it.
//
// A talk never sends anything anywhere. After an edit the branch is played
// again on the new program; where an answer no longer fits, the talk stops
// there and keeps the rest for when it fits again.
//
// A live talk, which [Live] makes, is a conversation that is really held: it
// only goes forward, on the clock, and is recorded. Nothing of it is played again.
type Talk struct {
	live    *live // nil: it is tried out
	program *session.Program
	start   *session.Start
	root    *turn
	here    *turn // the last turn that is shown; root where nothing was answered yet
	kept    *turn // the last turn when it was recorded; nil where it was not

	session *session.Session
	events  []session.Event
	marks   []int // how many events there were after each turn, the root first
	stopped int   // turns of the branch from which on nothing fits; -1: all fit

	answers map[uint64]session.Reply // what the network told, by what it was asked
	read    map[uint64]session.Reply // what the articles told, by what they were asked
	from    *article.Index           // the articles
	asked   *session.Effect          // what the outside has yet to tell
	fresh   bool                     // it was asked by something done just now, not by a replay
	learns  bool                     // it cannot go on before its intents are trained
}

// turn is one input in the tree of a talk.
type turn struct {
	input  session.Input
	parent *turn
	next   []*turn
	chosen int // which of next was shown last
	depth  int
}

// NewTalk opens a conversation with a program.
func NewTalk(p *session.Program, start session.Start) *Talk {
	t := &Talk{program: p, start: &start, root: &turn{}, answers: map[uint64]session.Reply{}, fresh: true}
	t.here = t.root
	t.replay()
	return t
}

// replay plays the shown branch from its beginning.
func (t *Talk) replay() {
	t.stopped = -1
	t.marks = t.marks[:0]
	t.asked, t.learns = nil, false
	t.session, t.events = session.Open(t.program, t.start, t.events[:0])
	t.settle()
	t.marks = append(t.marks, len(t.events))
	for i, n := range t.branch() {
		if t.learns = t.unread(n.input); t.learns {
			t.stopped = i
			return
		}
		before := t.session.Clone()
		mark := len(t.events)
		t.events = session.Step(t.program, t.session, n.input, t.events)
		t.settle()
		if t.unfit(mark) {
			t.stopped, t.session = i, before
			t.events = t.events[:t.marks[i]]
			return
		}
		t.marks = append(t.marks, len(t.events))
		if t.asked != nil && i+1 < t.here.depth {
			t.stopped = i + 1
			return
		}
	}
}

// unfit reports whether an input changed nothing because it did not fit.
func (t *Talk) unfit(mark int) bool { return len(t.events) == mark+1 && t.events[mark].Unfit }

// settle answers what the session asks of the outside, from what was told before
// or from the workspace. What takes longer than a key may is left asked.
func (t *Talk) settle() {
	for e := t.session.Pending(); e != nil; e = t.session.Pending() {
		reply, known := t.known(e)
		if !known {
			t.asked = e
			return
		}
		t.answer(reply)
	}
	t.asked = nil
}

// answer gives the session what the outside told.
func (t *Talk) answer(r session.Reply) {
	mark := len(t.events)
	in := session.Input{At: t.moment(), Kind: session.Answer, Reply: &r}
	t.events = session.Step(t.program, t.session, in, t.events)
	t.record(&in, mark)
}

// known is the answer to what the session asks, where it was told before or the
// workspace tells it at once.
func (t *Talk) known(e *session.Effect) (session.Reply, bool) {
	if r, told := t.answers[e.Key]; told {
		return r, true
	}
	if !t.Local(e) {
		return session.Reply{}, false
	}
	world := outside.Of(t.program)
	if e.Question == nil {
		return world.Reply(context.Background(), e), true
	}
	if !world.Library.Ready(world.Workspace) {
		return session.Reply{}, false
	}
	if now := world.Library.Index(world.Workspace); now != t.from || t.read == nil {
		t.from, t.read = now, map[uint64]session.Reply{}
	}
	r, told := t.read[e.Key]
	if !told {
		r = world.Reply(context.Background(), e)
		t.read[e.Key] = r
	}
	return r, true
}

// Local reports whether the workspace alone answers a question.
func (t *Talk) Local(e *session.Effect) bool {
	if e.Kind == session.AnswerQuestion {
		_, model := effects.EndpointFromEnvironment()
		return !model
	}
	return outside.Offline(t.program.Workspace(), e)
}

// Workspace is what the talk is played in.
func (t *Talk) Workspace() *model.Workspace { return t.program.Workspace() }

// Program is what the talk is played on.
func (t *Talk) Program() *session.Program { return t.program }

// Asks is what has yet to be told before the talk goes on, nil for nothing. It is
// to be asked at once where fresh is true, beside the screen; else a replay came
// upon a question to the network that was never answered, and a person says
// whether to run it again.
func (t *Talk) Asks() (e *session.Effect, fresh bool) {
	return t.asked, t.fresh || t.asked != nil && t.Local(t.asked)
}

// Tell gives the talk what the outside answered; one that nobody waits for any
// more is dropped.
func (t *Talk) Tell(r session.Reply) {
	if t.asked == nil || t.asked.Key != r.Key {
		return
	}
	if !t.Local(t.asked) { // else the articles are read now, and tell it again
		t.answers[r.Key] = r
	}
	if t.live != nil {
		t.told(r)
		return
	}
	fresh := t.fresh
	t.replay()
	t.fresh = fresh
}

// branch lists the turns from the first to the shown one.
func (t *Talk) branch() []*turn {
	out := make([]*turn, t.here.depth)
	for n := t.here; n != t.root; n = n.parent {
		out[n.depth-1] = n
	}
	return out
}

// Use plays the talk again on another program.
func (t *Talk) Use(p *session.Program) {
	if p == t.program {
		return
	}
	t.program, t.fresh = p, false
	t.replay()
}

// Begin goes back to the beginning. What was tried is kept; what the outside
// told is forgotten, and asked again where it is needed.
func (t *Talk) Begin() {
	t.here, t.fresh = t.root, true
	clear(t.answers)
	t.replay()
}

// Hold leaves what the network has yet to tell unasked until a person says so, as [Talk.Again] does.
func (t *Talk) Hold() { t.fresh = false }

// Again has what the network has yet to tell asked at once.
func (t *Talk) Again() { t.fresh = t.asked != nil }

// Act does one action after what is shown. Where it does not fit, nothing
// changes and the reason is returned. An action that was tried here before
// goes on along the branch it made then.
func (t *Talk) Act(a model.Action) (problem string) {
	if t.learns {
		return "the intents are being trained: what was written before is read first"
	}
	if t.live == nil {
		t.unstop()
	}
	return t.do(script.Input(a, t.moment()))
}

// Renews reports whether an action is a message that begins a new conversation,
// because this one is over; see [session.Session.Renews].
func (t *Talk) Renews(a model.Action) bool {
	return !t.learns && t.stopped < 0 && t.session.Renews(t.program, script.Input(a, t.moment()))
}

// unstop leaves out what no longer fits of the shown branch.
func (t *Talk) unstop() {
	if t.stopped >= 0 {
		t.here = t.at(t.stopped)
		t.replay()
	}
}

func (t *Talk) do(in session.Input) (problem string) {
	if t.unread(in) {
		t.here = t.here.follow(in)
		t.wait()
		return ""
	}
	before, mark := t.session.Clone(), len(t.events)
	t.fresh = true
	t.events = session.Step(t.program, t.session, in, t.events)
	if t.unfit(mark) {
		problem = t.events[len(t.events)-1].Text
		t.session, t.events = before, t.events[:mark]
		return problem
	}
	t.record(&in, mark)
	t.settle()
	t.here = t.here.follow(in)
	t.marks = append(t.marks, len(t.events))
	return ""
}

// wait leaves the last turn to be read once the intents are trained.
func (t *Talk) wait() {
	if t.live == nil {
		t.replay()
		return
	}
	t.learns, t.stopped = true, t.here.depth-1
}

// follow finds the turn of an input below n, or adds it.
func (n *turn) follow(in session.Input) *turn {
	for i, next := range n.next {
		if next.input == in {
			n.chosen = i
			return next
		}
	}
	next := &turn{input: in, parent: n, depth: n.depth + 1}
	n.next = append(n.next, next)
	n.chosen = len(n.next) - 1
	return next
}

// at is the turn of the shown branch at a depth.
func (t *Talk) at(depth int) *turn {
	n := t.here
	for n.depth > depth {
		n = n.parent
	}
	return n
}

// Back shows one turn less; false at the beginning.
func (t *Talk) Back() bool {
	if t.here == t.root {
		return false
	}
	t.here, t.fresh = t.here.parent, false
	t.replay()
	return true
}

// Forward shows one turn more of the branch that was shown last; false at its end.
func (t *Talk) Forward() bool {
	if len(t.here.next) == 0 {
		return false
	}
	t.here, t.fresh = t.here.next[t.here.chosen], false
	t.replay()
	return true
}

// Ahead is how many turns of the branch are left to go forward.
func (t *Talk) Ahead() int {
	count := 0
	for n := t.here; len(n.next) > 0; n = n.next[n.chosen] {
		count++
	}
	return count
}

// Events is everything that happened on the shown branch. It must not be changed,
// and is good until the next change of the talk.
func (t *Talk) Events() []session.Event { return t.events }

// Turns says how many events there were after each turn, the opening first. It
// must not be changed.
func (t *Talk) Turns() []int { return t.marks }

// Depth is the number of turns shown.
func (t *Talk) Depth() int { return t.here.depth }

// Stopped says after how many turns the rest no longer fits, and the first input
// that does not; ok is false where all fit, or that is not known yet.
func (t *Talk) Stopped() (after int, next model.Action, ok bool) {
	if t.stopped < 0 || t.learns {
		return 0, model.Action{}, false
	}
	return t.stopped, t.action(t.at(t.stopped + 1)), true
}

// verbs are the words of the inputs that carry a text or nothing.
var verbs = map[session.InputKind]model.Verb{
	session.Say: model.VerbSay, session.Press: model.VerbPress, session.Keys: model.VerbKeys, session.AgentReply: model.VerbAgentReply,
	session.AgentAssign: model.VerbAgentAssign, session.AgentDone: model.VerbAgentDone, session.AgentVerify: model.VerbAgentVerify,
	session.Engage: model.VerbEngage, session.Dismiss: model.VerbDismiss, session.VisitPage: model.VerbVisit, session.CloseChat: model.VerbClose, session.Language: model.VerbSpeak,
}

// action is a turn in the words of a script.
func (t *Talk) action(n *turn) model.Action {
	switch n.input.Kind {
	case session.Tick:
		before := t.start.At.UnixMilli()
		if n.parent != t.root {
			before = n.parent.input.At
		}
		return model.Action{Verb: model.VerbWait, Wait: model.Duration(time.Duration(n.input.At-before) * time.Millisecond)}
	case session.Rate:
		return model.Action{Verb: model.VerbRate, Rating: n.input.Number}
	}
	return model.Action{Verb: verbs[n.input.Kind], Text: n.input.Text}
}

// Actions lists the shown branch in the words of a script.
func (t *Talk) Actions() []model.Action {
	var out []model.Action
	for _, n := range t.branch() {
		out = append(out, t.action(n))
	}
	return out
}

// Inputs lists the shown branch's inputs in order.
func (t *Talk) Inputs() []session.Input {
	var out []session.Input
	for _, n := range t.branch() {
		out = append(out, n.input)
	}
	return out
}

// Options lists the buttons that can be pressed now.
func (t *Talk) Options() []string { return t.session.Options(t.program) }

// Choices tells what those buttons show besides their labels, one each, nil for
// nothing; and whether they are the rows of a list.
func (t *Talk) Choices() (beside []session.Choice, listed bool) { return t.session.Choices(t.program) }

// Keypad lists the keys that lead somewhere now, nil where none is asked for.
func (t *Talk) Keypad() []string { return t.session.Keypad(t.program) }

// Speaking names the interaction that waits for the customer, if one does.
func (t *Talk) Speaking() (model.DialogID, *session.Mark, bool) { return t.session.Waits(t.program) }

// Status is the assistant status at the end of what is shown.
func (t *Talk) Status() session.Status { return t.session.Status() }

// Known lists what is known of customer and conversation.
func (t *Talk) Known() []session.Attribute { return t.session.Known(t.program) }

// Collected lists what was saved on the shown branch.
func (t *Talk) Collected() []session.Attribute { return t.session.Collected(t.program) }

// Unverified lists what is known and not proved yet, such as an address somebody typed.
func (t *Talk) Unverified() []model.AttributePath { return t.session.Unverified(t.program) }

// Path lists the dialogs entered so far.
func (t *Talk) Path() []model.DialogID { return t.session.Path(t.program) }

// Now is the talk's virtual time.
func (t *Talk) Now() time.Time { return t.session.Now() }

// Start is the header of the talk.
func (t *Talk) Start() session.Start { return *t.start }

// Hash is the fingerprint of the conversation's state.
func (t *Talk) Hash() uint64 { return t.session.Hash() }
