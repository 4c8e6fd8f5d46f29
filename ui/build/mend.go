package build

import (
	"parley/engine/check"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/want"
)

// mendKey makes the change by which a finding of check at the selected place
// mends itself, where there is one.
func (s *Screen) mendKey() keys.Binding {
	return keys.Binding{ID: "editor.mend", Keys: []string{"m"}, Label: "mend", Help: "Mend what check finds here, where a key can do it", Group: "Editor",
		Disabled: func() string {
			if s.mendable() == nil {
				return "nothing that check finds here is mended by a key: read what it says"
			}
			return ""
		}}
}

// mendable is the first finding at the selected interaction that brings its
// mend along; on the dialog itself, the first of the dialog.
func (s *Screen) mendable() *check.Finding {
	a := s.Assistant()
	if a == nil || a.Dialog(s.dialog) == nil || s.editor.Mode() == keys.Type {
		return nil
	}
	d, step := a.Dialog(s.dialog), s.editor.Selected()
	at := d.PathOf(a)
	d.Steps(at, func(_ string, place model.Path, i *model.Interaction) {
		if step != "" && i.ID == step {
			at = place
		}
	})
	all := s.desk.Findings(a.ID)
	for i := range all {
		if f := &all[i]; f.Fix != nil && f.Dialog == d.ID && f.Path.Below(at) {
			return f
		}
	}
	return nil
}

// mend does it, and says what was done.
func (s *Screen) mend() []want.Want {
	f := s.mendable()
	if f == nil {
		return nil
	}
	return []want.Want{want.Apply{Action: desk.Mend(f.Fix)}, want.Tell{Text: f.Fix.Label + "; u undoes it"}}
}
