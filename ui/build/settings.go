package build

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/check"
	"parley/engine/model"
	"parley/ui/build/editor"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
)

// settingsFields are what can be changed of an assistant besides its dialogs. Its
// name is changed in the list of assistants; its type and channel by a copy.
var settingsFields = []string{"description", "publicName", "language", "settings"}

// settingsOf shows the settings of an assistant in the editor.
func settingsOf(w *model.Workspace, a *model.Assistant, findings []check.Finding) editor.State {
	st := editor.State{Workspace: w, Assistant: a, Document: a.PathOf(), Fields: settingsFields, Title: "Settings of " + a.Name}
	for _, f := range findings {
		if f.Dialog == "" && f.Path.Below(a.PathOf()) {
			st.Findings = append(st.Findings, editor.Finding{Path: f.Path, Severity: f.Severity.String(), Message: f.Message, Mend: f.Mend})
		}
	}
	return st
}

// Settings shows the assistant's settings in the editor, or the dialog again.
func (s *Screen) Settings() {
	if s.Assistant() == nil {
		return
	}
	s.editor.Flush()
	if s.beside.talk != nil {
		s.leaveBeside()
	}
	s.settings = !s.settings
	s.show()
	if s.settings {
		s.Focus(layout.Middle)
	}
}

// ShowsSettings reports whether the assistant's settings stand in the editor.
func (s *Screen) ShowsSettings() bool { return s.settings }

// settingsKeys are the keys of the settings while they stand in the editor.
func (s *Screen) settingsKeys() keys.Set {
	return keys.Set{{ID: "build.settings.leave", Keys: []string{"esc"}, Label: "dialog", Help: "Go back to the dialog", Group: "Editor", Disabled: func() string {
		if s.editor.Opened() {
			return "esc closes what is open first"
		}
		return ""
	}}}
}

// leaves reports whether a key leaves the settings.
func (s *Screen) leaves(k tea.KeyMsg) bool {
	b, ok := s.settingsKeys().Match(s.Mode(), k)
	return ok && s.settings && s.Mode() == keys.Move && b.Reason() == ""
}

// revealSettings shows a place of the assistant's settings, where it is one.
func (s *Screen) revealSettings(a *model.Assistant, at model.Path) {
	for _, key := range settingsFields {
		if place := a.PathOf().Field(key); at.Below(place) {
			s.settings = true
			s.show()
			s.editor.SelectField(at)
			return
		}
	}
}
