package build

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/build/preview"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/want"
)

// beside is a version that is talked to beside the draft, in the editor's place.
type beside struct {
	playable desk.Playable
	talk     *desk.Talk
	differs  int // where the draft's chat differs from it, from 1; 0 for nowhere
	preview  *preview.Preview
}

// pane is what can stand in the middle: the editor, or the chat of a version.
type pane interface {
	SetSize(w, h int)
	Focus()
	Blur()
	Mode() keys.Mode
	Bindings() keys.Set
	Update(tea.Msg) []want.Want
	View() string
}

// middle is what stands in the middle.
func (s *Screen) middle() pane {
	if s.beside.talk != nil {
		return s.beside.preview
	}
	return s.editor
}

// Beside asks for a version to talk to beside the draft, or closes the one there is.
func (s *Screen) Beside() []want.Want {
	if s.beside.talk != nil {
		s.leaveBeside()
		return nil
	}
	a := s.Assistant()
	if a == nil || s.talk == nil {
		return nil
	}
	all := s.desk.History(a.ID)
	if len(all) == 0 {
		return []want.Want{want.Tell{Text: a.Name + " has no version yet to talk to beside the draft: P publishes one", Error: true}}
	}
	live := s.desk.Status(a.ID).Live
	var items []want.Item
	for _, v := range all {
		it := want.Item{ID: fmt.Sprint("v", v.Number), Label: fmt.Sprint("v", v.Number), Detail: v.Note, Here: v.Number == live}
		if it.Here {
			it.Label += ", live"
		}
		items = append(items, it)
	}
	return []want.Want{want.Pick{Title: "Which version beside the draft?", Items: items, Done: func(it want.Item) []want.Want {
		p, err := s.desk.Playable(a.ID, it.ID)
		if err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		s.editor.Flush()
		s.editor.Blur()
		s.beside.playable = p
		s.mirror()
		s.show()
		s.Focus(s.focus)
		return []want.Want{want.Run{Binding: "layout"}}
	}}}
}

// leaveBeside gives the editor its place back.
func (s *Screen) leaveBeside() {
	s.beside.playable, s.beside.talk = desk.Playable{}, nil
	s.beside.preview.Blur()
	s.Focus(s.focus)
	s.Lay(s.window.w, s.window.h)
	s.show()
}

// mirror plays what was said to the draft on the version beside it.
func (s *Screen) mirror() {
	b := &s.beside
	if b.playable.Program == nil || s.talk == nil {
		return
	}
	b.talk, b.differs = b.preview.Beside(s.talk, b.playable.Program, preview.State{Workspace: b.playable.Workspace, Assistant: s.Assistant(),
		Version: b.playable.Version, Visitor: s.visitor, Revision: s.revision})
}

// differs is where the draft's chat differs from the one beside it, from 1; 0
// where it does not.
func (s *Screen) differs() int {
	if s.beside.talk == nil {
		return 0
	}
	return s.beside.differs
}
