package versions

import (
	"strconv"

	"parley/engine/session"
	"parley/ui/build/preview"
	"parley/ui/desk"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// talk is the conversation in the preview pane.
type talk struct {
	on       bool
	number   int // the version that is talked to
	visitor  desk.Visitor
	talk     *desk.Talk
	revision int
	second   second
}

// second is the version that the same replies are given to, beside the first.
type second struct {
	number  int
	program *session.Program // nil where there is none
	talk    *desk.Talk
}

// listen opens the preview on the selected version.
func (s *Screen) listen() []want.Want {
	number := s.Selected()
	side := s.side(number)
	return []want.Want{want.Work{Name: "Opening " + s.name(number), Do: func() func() []want.Want {
		x, err := side()
		return func() []want.Want {
			if err != nil {
				return failed(err)
			}
			s.sides[number] = x
			return s.begin(number, desk.Visitor{})
		}
	}}}
}

// begin starts a conversation with a version that was read.
func (s *Screen) begin(number int, who desk.Visitor) []want.Want {
	x := s.sides[number]
	start, err := s.desk.Start(x.Workspace, who)
	if err != nil {
		return failed(err)
	}
	s.talk = talk{on: true, number: number, visitor: who, revision: s.talk.revision + 1, talk: desk.NewTalk(x.Play(), start), second: s.talk.second}
	s.show()
	return []want.Want{want.Run{Binding: "focus.preview"}}
}

// besides asks for a version to talk to beside the one that is talked to, in the
// place of the differences, or closes the one there is.
func (s *Screen) besides() []want.Want {
	if s.talk.second.program != nil {
		s.talk.second = second{}
		s.show()
		return []want.Want{want.Run{Binding: "focus.preview"}}
	}
	title := "Which version beside " + s.name(s.talk.number) + "?"
	return []want.Want{want.Pick{Title: title, Items: s.others(s.talk.number, none), Done: func(it want.Item) []want.Want {
		number, err := strconv.Atoi(it.ID)
		if err != nil {
			return nil
		}
		side := s.side(number)
		return []want.Want{want.Work{Name: "Opening " + s.name(number), Do: func() func() []want.Want {
			x, err := side()
			return func() []want.Want {
				if err != nil {
					return failed(err)
				}
				s.sides[number] = x
				s.talk.second = second{number: number, program: x.Play()}
				s.show()
				return []want.Want{want.Run{Binding: "focus.preview"}}
			}
		}}}
	}}}
}

// replay plays the conversation again on the draft as it is now.
func (s *Screen) replay() {
	if x, err := s.desk.SideWork(s.id, draft)(); err == nil {
		s.sides[draft] = x
		if s.talk.number == draft {
			s.talk.talk.Use(x.Play())
		} else {
			s.talk.second.program = x.Play()
		}
		s.played()
	}
}

// Talks are the conversations shown: with a version, and with one beside it; nil
// where there is none.
func (s *Screen) Talks() []*desk.Talk { return []*desk.Talk{s.talk.talk, s.talk.second.talk} }

// Talk is the conversation with the version that is previewed, nil where there is none.
func (s *Screen) Talk() *desk.Talk { return s.talk.talk }

// Hold gives up asking the network what the conversation waits for.
func (s *Screen) Hold(talk *desk.Talk) {
	if talk == s.talk.talk {
		talk.Hold()
		s.played()
	}
}

// Heard gives the conversation what the outside answered.
func (s *Screen) Heard(talk *desk.Talk, r session.Reply) {
	if talk == s.talk.talk {
		talk.Tell(r)
		s.played()
	}
}

// played shows the conversation after it changed.
func (s *Screen) played() {
	s.talk.revision++
	s.show()
}

// chat is the preview that has the keys, nil where none has.
func (s *Screen) chat() *preview.Preview {
	switch {
	case s.focus == layout.Right:
		return s.preview
	case s.focus == layout.Middle && s.talk.second.program != nil:
		return s.beside
	}
	return nil
}

// Learned goes on with a conversation that waited for its intents to be trained.
func (s *Screen) Learned() {
	if s.talk.talk != nil {
		s.talk.talk.Learned()
		s.played()
	}
}

// show tells the previews what to show.
func (s *Screen) show() {
	t := &s.talk
	st := s.state(t.number)
	if t.second.program != nil {
		t.second.talk, st.Differs = s.beside.Beside(t.talk, t.second.program, s.state(t.second.number))
	}
	s.preview.Show(st)
}

// state is what a preview shows of a version, from the first reply on.
func (s *Screen) state(number int) preview.State {
	x := s.sides[number]
	return preview.State{Talk: s.talk.talk, Workspace: x.Workspace, Assistant: x.Assistant, Version: s.name(number), Visitor: s.talk.visitor, Revision: s.talk.revision}
}

// own does what the preview asks of its conversation, and passes on the rest.
func (s *Screen) own(all []want.Want) []want.Want {
	var out []want.Want
	for _, w := range all {
		switch w := w.(type) {
		case want.Prompt:
			done := w.Done
			w.Done = func(text string) []want.Want { return s.own(done(text)) }
			out = append(out, w)
		case want.Pick:
			done := w.Done
			w.Done = func(it want.Item) []want.Want { return s.own(done(it)) }
			out = append(out, w)
		case want.Run:
			switch w.Binding {
			case "preview.restart":
				out = append(out, s.begin(s.talk.number, s.talk.visitor)...)
			case "preview.beside":
				out = append(out, s.besides()...)
			case "preview.again":
				s.talk.talk.Again()
				s.played()
			}
		case want.Open:
			out = append(out, s.place(w)...)
		case want.Tell, want.Apply, want.Clipboard:
			out = append(out, w)
		default:
			out = append(out, s.converse(w)...)
		}
	}
	return out
}

// converse does what is asked of the conversation itself.
func (s *Screen) converse(w want.Want) []want.Want {
	t, problem := s.talk.talk, ""
	switch w := w.(type) {
	case want.Act:
		if problem := t.Act(w.Action); problem != "" {
			s.preview.Refuse(problem)
		}
	case want.Change:
		_, _, problem = t.Change(w.Turn, w.Action)
	case want.Branch:
		if tree := t.Tree(); w.Index >= 0 && w.Index < len(tree) {
			t.Show(tree[w.Index])
		}
	case want.Persona:
		return s.begin(s.talk.number, preview.Visitor(w))
	case want.Rewind:
		for by := w.By; by < 0 && t.Back(); by++ {
		}
		for by := w.By; by > 0 && t.Forward(); by-- {
		}
	}
	s.played()
	if problem != "" {
		return []want.Want{want.Tell{Text: problem, Error: true}}
	}
	return nil
}

// place goes to the interaction that said something, where it is the draft's.
func (s *Screen) place(w want.Open) []want.Want {
	if s.talk.number == draft {
		return s.build(w.Dialog, w.Step)
	}
	return []want.Want{want.Tell{Text: s.name(s.talk.number) + " is closed: e makes it the draft, to be edited"}}
}
