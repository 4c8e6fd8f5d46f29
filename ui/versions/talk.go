package versions

import (
	"parley/ui/build/preview"
	"parley/ui/desk"
	"parley/ui/want"
)

// talk is the conversation in the preview pane.
type talk struct {
	on       bool
	number   int // the version that is talked to
	visitor  desk.Visitor
	talk     *desk.Talk
	revision int
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
	s.talk = talk{on: true, number: number, visitor: who, revision: s.talk.revision + 1, talk: desk.NewTalk(x.Play(), start)}
	s.show()
	return []want.Want{want.Run{Binding: "focus.preview"}}
}

// replay plays the conversation again on the draft as it is now.
func (s *Screen) replay() {
	if x, err := s.desk.SideWork(s.id, draft)(); err == nil {
		s.sides[draft] = x
		s.talk.talk.Use(x.Play())
		s.talk.revision++
		s.show()
	}
}

// Talk is the conversation in the preview, nil where there is none.
func (s *Screen) Talk() *desk.Talk { return s.talk.talk }

// Learned goes on with a conversation that waited for its intents to be trained.
func (s *Screen) Learned() {
	if s.talk.talk != nil {
		s.talk.talk.Learned()
		s.talk.revision++
		s.show()
	}
}

// show tells the preview what to show.
func (s *Screen) show() {
	x := s.sides[s.talk.number]
	s.preview.Show(preview.State{Talk: s.talk.talk, Workspace: x.Workspace, Assistant: x.Assistant, Version: s.name(s.talk.number), Visitor: s.talk.visitor, Revision: s.talk.revision})
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
			if w.Binding == "preview.restart" {
				out = append(out, s.begin(s.talk.number, s.talk.visitor)...)
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
	s.talk.revision++
	s.show()
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
