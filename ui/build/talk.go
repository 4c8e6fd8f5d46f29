package build

import (
	"fmt"
	"time"

	"parley/engine/explore"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/build/preview"
	"parley/ui/desk"
	"parley/ui/want"
)

// Keep records the preview's conversation as it stands, before it is left.
func (s *Screen) Keep() { s.desk.KeepTalk(s.talk) }

// fresh begins a conversation of which nothing was tried yet, as the visitor.
func (s *Screen) fresh() (problem string) {
	s.Keep()
	p, err := s.desk.Program(s.assistant)
	if err != nil {
		return err.Error()
	}
	start, err := s.desk.Start(s.desk.Workspace(), s.visitor)
	if err != nil {
		s.visitor = desk.Visitor{}
		if start, err = s.desk.Start(s.desk.Workspace(), s.visitor); err != nil {
			return err.Error()
		}
	}
	start.Proactive = s.proactive && s.Assistant().Channel == model.Chat
	s.talk, s.before = desk.NewTalk(p, start), nil
	s.played()
	return ""
}

// played shows the conversation after it changed.
func (s *Screen) played() {
	s.revision++
	s.show()
}

// Restart begins the preview's conversation anew; what was tried stays in its tree.
func (s *Screen) Restart() {
	if s.talk != nil {
		s.Keep()
		s.talk.Begin()
		s.played()
	}
}

// Persona begins the preview's conversation anew as somebody else.
func (s *Screen) Persona(w want.Persona) (problem string) {
	at := s.visitor.At
	s.visitor = preview.Visitor(w)
	s.visitor.At = at
	return s.fresh()
}

// Begin begins the preview's conversation anew at a moment.
func (s *Screen) Begin(w want.Begin) (problem string) {
	s.visitor.At, s.proactive = w.At, w.Proactive
	return s.fresh()
}

// speaking is the dialog and interaction that wait in the preview.
func (s *Screen) speaking() (model.DialogID, string) {
	if s.live.Talk != nil && s.live.Choice.Assistant != s.assistant {
		return "", ""
	}
	id, mark, ok := s.Talk().Speaking()
	if !ok || mark == nil {
		return "", ""
	}
	return id, mark.ID
}

// Act does something in the preview's conversation; a message after its end
// begins a new one.
func (s *Screen) Act(a model.Action) []want.Want {
	if s.Talk().Renews(a) {
		return s.renew(a)
	}
	if problem := s.Talk().Act(a); problem != "" {
		s.preview.Refuse(problem)
	}
	s.played()
	return nil
}

// renew begins a new conversation with what the customer writes after the end of
// one; in a live one rules and defaults choose again.
func (s *Screen) renew(said model.Action) []want.Want {
	if s.live.Talk != nil {
		if err := s.live.Talk.Leave(); err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		was := s.live
		s.live = desk.Live{}
		s.played()
		return s.writeIn(was.Program.Assistant().Channel, was.Visitor, said)
	}
	before := append(s.before, earlier{s.talk, s.visitor.At, s.proactive})
	s.visitor.At, s.proactive = s.talk.Now(), false
	if problem := s.fresh(); problem != "" {
		return []want.Want{want.Tell{Text: problem, Error: true}}
	}
	s.before = before
	return append(s.Act(said), want.Tell{Text: "The conversation had ended: this is a new one"})
}

// earlier is a conversation that a message after its end left, and how it began.
type earlier struct {
	talk      *desk.Talk
	at        time.Time // the visitor's; zero is the desk's now
	proactive bool
}

// rejoin goes back to the end of the conversation before; false where there is none.
func (s *Screen) rejoin() bool {
	last := len(s.before) - 1
	if last < 0 {
		return false
	}
	p, err := s.desk.Program(s.assistant)
	if err != nil {
		return false
	}
	s.Keep()
	was := s.before[last]
	s.talk, s.visitor.At, s.proactive, s.before = was.talk, was.at, was.proactive, s.before[:last]
	s.talk.Use(p)
	return true
}

// Rewind shows turns of the conversation less or more; before its beginning comes
// the end of the one that it followed.
func (s *Screen) Rewind(by int) {
	for ; by < 0 && (s.talk.Back() || s.rejoin()); by++ {
	}
	for ; by > 0 && s.talk.Forward(); by-- {
	}
	s.played()
}

// Change makes another answer at a turn and tells how much of what came after still fits.
func (s *Screen) Change(w want.Change) (told string, bad bool) {
	kept, of, problem := s.talk.Change(w.Turn, w.Action)
	s.played()
	switch {
	case problem != "":
		return problem, true
	case kept < of:
		return fmt.Sprintf("%d of the %d answers after it still fit; B shows what was tried before", kept, of), false
	}
	return "Answered differently; B shows what was tried before", false
}

// Branch shows a turn of what was tried.
func (s *Screen) Branch(i int) {
	if tree := s.talk.Tree(); i >= 0 && i < len(tree) {
		s.talk.Show(tree[i])
		s.played()
	}
}

// Again has the network asked what the conversation waits for.
func (s *Screen) Again() {
	s.Talk().Again()
	s.played()
}

// Hold gives up asking the network what a conversation waits for.
func (s *Screen) Hold(talk *desk.Talk) {
	if talk == s.Talk() {
		talk.Hold()
		s.played()
	}
}

// Heard gives the conversation what the outside answered.
func (s *Screen) Heard(talk *desk.Talk, r session.Reply) {
	if talk == s.Talk() {
		talk.Tell(r)
		s.played()
	}
}

// Talks are the conversations shown: with the draft, with a version beside it, and a live one.
func (s *Screen) Talks() []*desk.Talk { return []*desk.Talk{s.talk, s.beside.talk, s.live.Talk} }

// Learned goes on with a conversation that waited for its intents to be trained.
func (s *Screen) Learned() {
	if s.live.Talk != nil {
		s.live.Talk.Learned()
	}
	if s.talk != nil && s.Assistant() != nil {
		s.talk.Learned()
		s.preview.Refuse("")
		s.played()
	}
}

// PlayTo plays a conversation from its beginning to an interaction by the shortest way that
// is found, and says why where there is none.
func (s *Screen) PlayTo(d model.DialogID, step string) (problem string) {
	if s.live.Talk != nil {
		return "a live conversation is held: L ends it"
	}
	p, err := s.desk.Program(s.assistant)
	if err != nil {
		return err.Error()
	}
	if u := p.Understanding(); u != nil && !u.Ready() {
		return "the intents are being trained: try again in a moment"
	}
	start := s.talk.Start()
	way, found := explore.Way(p, &start, func(e *session.Event) bool {
		return e.Dialog == d && e.Mark != nil && e.Mark.ID == step
	})
	if !found {
		return "no conversation was found that gets there"
	}
	s.Keep()
	s.talk.Begin()
	for _, a := range way {
		s.talk.Act(a)
	}
	s.played()
	return ""
}

// Talk is the conversation that the preview shows, nil where there is none.
func (s *Screen) Talk() *desk.Talk {
	if s.live.Talk != nil {
		return s.live.Talk
	}
	return s.talk
}
