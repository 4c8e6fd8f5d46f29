// Package build is the Build screen: the dialogs of an assistant, the editor of
// one of them, and the preview in which it is talked to. The panes know nothing
// of each other; this package passes on what they want.
package build

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/build/editor"
	"parley/ui/build/preview"
	"parley/ui/build/sidebar"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// Screen is the Build screen of one assistant. Make it with New.
type Screen struct {
	desk      *desk.Desk
	assistant model.AssistantID
	dialog    model.DialogID
	settings  bool             // the assistant's settings stand in the editor instead of the dialog
	trail     []model.DialogID // the dialogs that links were followed from
	talk      *desk.Talk       // with the draft
	live      desk.Live        // is held in its place; without a talk there is none
	visitor   desk.Visitor     // who talks in the preview
	proactive bool             // the chat opens by itself
	before    []earlier        // the conversations that the talk followed, the first one first
	revision  int
	focus     layout.Pane
	aside     layout.Pane
	weights   layout.Weights
	layout    layout.Layout
	dragging  int // the edge being dragged, -1 for none
	grip      int // how far from the edge it was taken hold of

	window struct{ w, h int }
	beside beside

	sidebar *sidebar.Sidebar
	editor  *editor.Editor
	preview *preview.Preview
}

// maxTrail is how many followed links can be gone back.
const maxTrail = 100

// New makes the screen of an assistant.
func New(d *desk.Desk, st *styles.Styles, id model.AssistantID) *Screen {
	s := &Screen{desk: d, aside: layout.Left, weights: layout.DefaultWeights(), dragging: -1,
		sidebar: sidebar.New(st), editor: editor.New(st), preview: preview.New(st)}
	s.beside.preview = preview.New(st)
	s.Use(id)
	s.Focus(layout.Left)
	return s
}

// Use shows another assistant.
func (s *Screen) Use(id model.AssistantID) {
	s.Keep()
	s.assistant, s.dialog, s.trail, s.talk, s.settings = id, model.WelcomeID, nil, nil, false
	s.beside.playable, s.beside.talk = desk.Playable{}, nil
	s.Refresh()
}

// Assistant is the assistant shown, nil where the draft has it no more.
func (s *Screen) Assistant() *model.Assistant { return s.desk.Workspace().Assistant(s.assistant) }

// SetStyles changes the look.
func (s *Screen) SetStyles(st *styles.Styles) {
	s.sidebar.SetStyles(st)
	s.editor.SetStyles(st)
	s.preview.SetStyles(st)
	s.beside.preview.SetStyles(st)
}

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	s.window.w, s.window.h = w, h
	s.layout = layout.For(w, h, layout.Options{Weights: s.weights, Focus: s.focus, Aside: s.aside})
	panes := s.layout.Panes
	s.sidebar.SetSize(panes[layout.Left].W, panes[layout.Left].H)
	s.editor.SetSize(panes[layout.Middle].W, panes[layout.Middle].H)
	s.beside.preview.SetSize(panes[layout.Middle].W, panes[layout.Middle].H)
	s.preview.SetSize(panes[layout.Right].W, panes[layout.Right].H)
	return s.layout
}

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	switch p {
	case layout.Left:
		return s.sidebar.View()
	case layout.Middle:
		return s.middle().View()
	}
	return s.preview.View()
}

// Focus gives a pane the keys. The one beside the editor stays shown where
// there is room for two.
func (s *Screen) Focus(p layout.Pane) {
	s.focus = p
	if p != layout.Middle {
		s.aside = p
	}
	s.sidebar.Blur()
	s.editor.Blur()
	s.beside.preview.Blur()
	s.preview.Blur()
	switch p {
	case layout.Left:
		s.sidebar.Focus()
	case layout.Middle:
		s.middle().Focus()
	default:
		s.preview.Focus()
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.focus }

// Mode is Type while a text is edited.
func (s *Screen) Mode() keys.Mode {
	switch s.focus {
	case layout.Left:
		return s.sidebar.Mode()
	case layout.Middle:
		return s.middle().Mode()
	}
	return s.preview.Mode()
}

// Bindings are the keys of the focused pane.
func (s *Screen) Bindings() keys.Set { return s.BindingsOf(s.focus) }

// BindingsOf are the keys of a pane.
func (s *Screen) BindingsOf(p layout.Pane) keys.Set {
	switch p {
	case layout.Left:
		return s.sidebar.Bindings()
	case layout.Middle:
		set := s.middle().Bindings()
		if s.settings {
			return keys.Join(s.settingsKeys(), set)
		}
		if s.mendable() == nil {
			return set // the key is offered where it does something
		}
		return keys.Join(set, keys.Set{s.mendKey()})
	}
	return s.preview.Bindings()
}

// Refresh shows the draft as it is now in all three panes: the conversation so
// far is played again on it.
func (s *Screen) Refresh() {
	a := s.Assistant()
	if a == nil {
		s.without()
		return
	}
	if a.Dialog(s.dialog) == nil {
		s.dialog = a.Dialogs[0].ID
	}
	if p, err := s.desk.Program(a.ID); err == nil {
		if s.talk == nil {
			s.fresh()
			return
		}
		s.talk.Use(p)
	}
	s.revision++
	s.show()
}

// without shows another assistant where the one shown is gone, or that there is none.
func (s *Screen) without() {
	if all := s.desk.Workspace().Assistants; len(all) > 0 {
		s.Use(all[0].ID)
		return
	}
	s.talk, s.trail = nil, nil
	s.sidebar.Show(sidebar.State{})
	s.editor.Show(editor.State{})
	s.showPreview()
}

// show tells the panes what to show.
func (s *Screen) show() {
	a, w := s.Assistant(), s.desk.Workspace()
	speaking, step := s.speaking()
	s.mirror()
	findings := s.desk.Findings(a.ID)
	s.sidebar.Show(sidebar.State{Workspace: w, Assistant: a, Current: s.dialog, Speaking: speaking, Problems: problems(findings)})
	st := editor.State{Workspace: w, Assistant: a, Dialog: a.Dialog(s.dialog), Findings: shown(findings, a.ID, s.dialog),
		Speaking: step, Plays: session.Plays}
	if s.settings {
		st = settingsOf(w, a, findings)
	}
	s.editor.Show(st)
	s.showPreview()
}

// showPreview tells the preview what to show: the live conversation, or the draft's.
func (s *Screen) showPreview() {
	st := preview.State{Visitor: s.visitor, Revision: s.revision, Follows: len(s.before) > 0}
	switch l := &s.live; {
	case l.Talk != nil:
		st.Live, st.Talk, st.Workspace, st.Assistant, st.Version = preview.Held, l.Talk, l.Workspace, l.Program.Assistant(), l.Version
	case s.talk == nil:
		st = preview.State{}
	default:
		st.Live, st.Talk, st.Workspace, st.Assistant, st.Version = preview.Offered, s.talk, s.desk.Workspace(), s.Assistant(), desk.DraftVersion
		st.Differs = s.differs()
	}
	s.preview.Show(st)
}

func problems(all []check.Finding) map[model.DialogID]int {
	out := map[model.DialogID]int{}
	for _, f := range all {
		if f.Severity == check.Error && f.Dialog != "" {
			out[f.Dialog]++
		}
	}
	return out
}

// shown are the findings of a dialog as the editor wants them.
func shown(all []check.Finding, a model.AssistantID, d model.DialogID) []editor.Finding {
	var out []editor.Finding
	for _, f := range all {
		if f.Assistant == a && f.Dialog == d {
			out = append(out, editor.Finding{Path: f.Path, Severity: f.Severity.String(), Message: f.Message, Mend: f.Mend})
		}
	}
	return out
}

// Update takes a key, or a mouse message in window coordinates.
func (s *Screen) Update(msg tea.Msg) []want.Want {
	if m, ok := msg.(tea.MouseMsg); ok {
		return s.mouse(m)
	}
	switch s.focus {
	case layout.Left:
		return s.sidebar.Update(msg)
	case layout.Middle:
		if k, ok := msg.(tea.KeyMsg); ok && s.leaves(k) {
			s.Settings()
			return nil
		}
		if k, ok := msg.(tea.KeyMsg); ok && s.mendable() != nil && s.mendKey().MatchIn(s.Mode(), k) {
			return s.mend()
		}
		return s.middle().Update(msg)
	}
	return s.preview.Update(msg)
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	if s.dragging >= 0 {
		if m.Action == tea.MouseActionRelease {
			s.dragging = -1
			return nil
		}
		s.weights = s.layout.Drag(s.weights, s.dragging, m.X-s.grip)
		return []want.Want{want.Run{Binding: "layout"}}
	}
	press := m.Action == tea.MouseActionPress && m.Button == tea.MouseButtonLeft
	if edge, ok := s.layout.EdgeAt(m.X, m.Y); ok && press {
		left := s.layout.Panes[s.layout.Shown[edge]]
		s.dragging, s.grip = edge, m.X-left.X-left.W
		return nil
	}
	p, ok := s.layout.PaneAt(m.X, m.Y)
	if !ok {
		return nil
	}
	if press && p != s.focus {
		s.Focus(p)
	}
	r := s.layout.Panes[p]
	m.X, m.Y = m.X-r.X, m.Y-r.Y
	switch p {
	case layout.Left:
		return s.sidebar.Update(m)
	case layout.Middle:
		return s.middle().Update(m)
	}
	return s.preview.Update(m)
}

// Open shows a dialog, remembering the way back when a link was followed to another one.
func (s *Screen) Open(w want.Open) {
	a := s.Assistant()
	if a == nil || a.Dialog(w.Dialog) == nil {
		return
	}
	if s.beside.talk != nil && !w.Browse {
		s.leaveBeside()
	}
	s.settings = false
	if w.Dialog != s.dialog {
		s.editor.Flush()
		if !w.Browse {
			s.trail = append(s.trail, s.dialog)
		}
		if len(s.trail) > maxTrail {
			s.trail = s.trail[1:]
		}
		s.dialog = w.Dialog
	}
	s.show()
	if w.Step != "" && w.Step != s.editor.Selected() { // a field of it, or a text being typed, stays selected
		s.editor.Select(w.Step)
	}
}

// Back returns to the dialog that was open before; false where there is none.
func (s *Screen) Back() bool {
	for len(s.trail) > 0 {
		last := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		if s.Assistant().Dialog(last) != nil && last != s.dialog {
			s.dialog = last
			s.show()
			return true
		}
	}
	return false
}

// Reveal shows the place an edit touched.
func (s *Screen) Reveal(at model.Path) {
	a := s.Assistant()
	if a == nil {
		return
	}
	for _, d := range a.Dialogs {
		p := d.PathOf(a)
		if !at.Below(p) {
			continue
		}
		step := ""
		d.Steps(p, func(_ string, place model.Path, i *model.Interaction) {
			if at.Below(place) {
				step = i.ID
			}
		})
		s.Open(want.Open{Dialog: d.ID, Step: step, Browse: true})
		return
	}
	s.revealSettings(a, at)
}

// After shows what an edit made.
func (s *Screen) After(c edit.Change) {
	s.Refresh()
	if c.At != "" && (strings.Contains(string(c.At), "dialogs[") || !s.settings) {
		s.Reveal(c.At)
	}
}

// Dialog is the id of the dialog in the editor.
func (s *Screen) Dialog() model.DialogID { return s.dialog }

// Preview and the other panes are there for the program's own bindings.
func (s *Screen) Preview() *preview.Preview { return s.preview }
