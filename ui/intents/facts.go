package intents

import (
	"fmt"
	"strings"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/intent"
	"parley/engine/model"
	"parley/ui/build/editor"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// facts are what check found out about the intents, for one state of the draft.
type facts struct {
	workspace *model.Workspace
	found     []check.Finding
}

// learn finds out about the intents and reports whether they may have changed.
// While a text is typed only the intent that is typed in is looked at.
func (f *facts) learn(d *desk.Desk, id model.IntentID, typing bool) bool {
	w := d.Workspace()
	if f.workspace == w {
		return false
	}
	if typing {
		f.glance(w, id)
		return true
	}
	f.workspace = w
	f.found = check.Documents(w, "Intent", d.Published)
	near, _ := d.Clashing()
	f.found = append(f.found, near...)
	return true
}

// glance looks at one intent by itself; what is known of the others stays.
func (f *facts) glance(w *model.Workspace, id model.IntentID) {
	f.workspace = nil
	n := w.Intent(id)
	if n == nil {
		return
	}
	kept := f.found[:0:0]
	for _, x := range f.found {
		if !x.Path.Below(pathOf(id)) {
			kept = append(kept, x)
		}
	}
	slim := *w
	slim.Intents = []*model.Intent{n}
	f.found = append(kept, check.Documents(&slim, "Intent", nil)...)
}

// Findings are what check says of the intents.
func (s *Screen) Findings() []check.Finding { return s.facts.found }

// of are the findings of an intent, for the form.
func (f *facts) of(at model.Path) []editor.Finding {
	var out []editor.Finding
	for _, x := range f.found {
		if x.Path.Below(at) {
			out = append(out, editor.Finding{Path: x.Path, Severity: x.Severity.String(), Message: x.Message, Mend: x.Mend})
		}
	}
	return out
}

// worst is how bad what was found at a place is; ok is false for nothing.
func (f *facts) worst(at model.Path) (worst check.Severity, ok bool) {
	worst = check.Hint
	for _, x := range f.found {
		if x.Path.Below(at) {
			worst, ok = min(worst, x.Severity), true
		}
	}
	return worst, ok
}

// above is what there is to know of an intent before its fields.
func (s *Screen) above(n *model.Intent) []editor.Line {
	p, ok := intent.PredefinedBy(n.Predefined)
	if !ok {
		return nil
	}
	return []editor.Line{{Text: s.styles.Muted.Render(p.Description + " " + plural(len(p.Phrases), "phrase") + " come with it; your own are added to them.")}}
}

// maxUses is how many dialogs an intent's form lists.
const maxUses = 20

// below are the dialogs that an intent starts, and the phrases that come with it.
func (s *Screen) below(n *model.Intent) []editor.Line {
	look := s.styles
	uses := s.desk.IntentUses(n.ID)
	out := []editor.Line{{Text: look.Muted.Render("Starts") + "  " + look.Placeholder.Render("no dialog yet: choose it as the intent of one in Build"), Gap: true}}
	if len(uses) > 0 {
		words := "Starts " + plural(len(uses), "dialog")
		if len(uses) > 1 {
			words += "; a change touches all of these"
		}
		out = []editor.Line{{Text: look.Muted.Render(words), Gap: true}}
	}
	for i, u := range uses {
		if i == maxUses {
			out = append(out, editor.Line{Text: "  " + look.Muted.Render(fmt.Sprintf("and %d more", len(uses)-i))})
			break
		}
		at := model.Path("assistants").At(string(u.Assistant)).Field("dialogs").At(string(u.Dialog))
		out = append(out, editor.Line{Text: "  " + look.Linked.Render(look.Glyphs.To) + " " + look.Text.Render(s.where(at)),
			Do: func() []want.Want { return []want.Want{want.Visit{At: at}} }})
	}
	if p, ok := intent.PredefinedBy(n.Predefined); ok {
		out = append(out, editor.Line{Text: look.Muted.Render("Phrases that come with it"), Gap: true})
		for _, phrase := range p.Phrases {
			out = append(out, editor.Line{Text: "  " + look.Muted.Render(phrase)})
		}
	}
	return out
}

// where names a place with the glyphs there are.
func (s *Screen) where(p model.Path) string {
	out := canvas.OneLine(edit.Where(s.desk.Workspace(), p))
	if s.styles.Glyphs.Name == "ascii" {
		out = strings.ReplaceAll(out, "›", ">")
	}
	return out
}

// training tells how far the intents are understood, for a frame.
func (s *Screen) training() string {
	if s.own == 0 {
		return ""
	}
	switch t := s.desk.Training(); {
	case t.Busy:
		return "training" + s.styles.Glyphs.Ellipsis
	case !t.Ready:
		return "untrained"
	case t.At.IsZero():
		return "trained"
	default:
		return "trained " + t.At.Format("15:04")
	}
}
