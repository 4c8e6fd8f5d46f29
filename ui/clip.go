package ui

import (
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// copy keeps interactions, or a whole dialog, for pasting; a cut takes them away.
func (m *Model) copy(w want.Copy) {
	a := m.screen.Assistant()
	var err error
	var clip edit.Clip
	var gone []edit.Action
	if len(w.Steps) == 0 {
		clip, err = edit.CopyDialogs(m.desk.Workspace(), a.ID, w.Dialog)
		gone = append(gone, edit.DeleteDialog{Assistant: a.ID, Dialog: w.Dialog})
	} else {
		var places []model.Path
		d := a.Dialog(w.Dialog)
		d.Steps(d.PathOf(a), func(_ string, at model.Path, i *model.Interaction) {
			for _, id := range w.Steps {
				if i.ID == id {
					places = append(places, at)
					gone = append(gone, removal(a.ID, d, at, i))
				}
			}
		})
		clip, err = edit.CopyInteractions(m.desk.Workspace(), places...)
	}
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	m.clip = clip
	word := "Copied"
	if w.Cut {
		word = "Cut"
		m.apply(edit.Batch{Name: "cut", Actions: gone})
	}
	m.tell(word+": "+clipWords(clip)+"; p pastes", false)
}

// removal takes an interaction away: from its list, or as the dialog's end.
func removal(a model.AssistantID, d *model.Dialog, at model.Path, i *model.Interaction) edit.Action {
	if d.End != nil && d.End.ID == i.ID {
		return edit.RemoveEnd{Assistant: a, Dialog: d.ID}
	}
	return edit.DeleteInteraction{At: at}
}

func clipWords(c edit.Clip) string {
	if len(c.Dialogs) > 0 {
		return c.Dialogs[0].Name
	}
	var names []string
	for _, s := range c.Steps {
		names = append(names, s.Kind().Name)
	}
	return strings.Join(names, ", ")
}

func (m *Model) paste(w want.Paste) {
	a := m.screen.Assistant()
	switch {
	case len(m.clip.Dialogs) > 0:
		m.apply(edit.PasteDialogs{Clip: m.clip, Assistant: a.ID, After: m.screen.Dialog()})
	case len(m.clip.Steps) == 0:
		m.tell("There is nothing to paste: y copies what is selected", true)
	case w.Into == "":
		m.tell("Interactions are pasted in the editor: press tab", true)
	default:
		m.apply(edit.PasteInteractions{Clip: m.clip, List: w.Into, Index: w.At})
	}
}

// playTo plays the preview to an interaction by the shortest way.
func (m *Model) playTo(w want.PlayTo) {
	if problem := m.screen.PlayTo(w.Dialog, w.Step); problem != "" {
		m.tell(problem, true)
	}
}
