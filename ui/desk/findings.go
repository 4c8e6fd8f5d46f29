package desk

import (
	"slices"
	"strings"

	"parley/engine/check"
	"parley/engine/compare"
	"parley/engine/edit"
	"parley/engine/model"
)

// findings keeps what was found in the assistants that were looked at.
type findings struct {
	checker check.Checker
	of      map[model.AssistantID]found
}

type found struct {
	workspace *model.Workspace
	findings  []check.Finding
}

// Findings is what check says of the draft of an assistant. It is found anew
// only after an edit, and then mostly in the dialog that was edited.
func (d *Desk) Findings(id model.AssistantID) []check.Finding {
	a := d.draft.Assistant(id)
	if a == nil {
		delete(d.findings.of, id)
		return nil
	}
	known := d.findings.of[id]
	if known.workspace != d.draft {
		known = found{d.draft, d.findings.checker.Check(d.draft, a)}
		d.findings.of[id] = known
	}
	return known.findings
}

// Blocking is what stops an assistant from being published: errors in it, and in
// what it stands on.
func (d *Desk) Blocking(id model.AssistantID) []check.Finding {
	return append(Errors(d.Findings(id)), d.Beneath(id)...)
}

// Beneath are the errors in the documents that an assistant names and a version
// of it would pin.
func (d *Desk) Beneath(id model.AssistantID) []check.Finding {
	a := d.draft.Assistant(id)
	if a == nil {
		return nil
	}
	var out []check.Finding
	for _, kind := range compare.Pinned() {
		key := model.Path(model.DocumentKindOf(kind).Key)
		named := map[string]bool{}
		for _, f := range Errors(check.Documents(d.draft, kind, nil)) {
			doc, _, _ := strings.Cut(strings.TrimPrefix(string(f.Path), string(key)+"["), "]")
			used, known := named[doc]
			if !known {
				used = slices.ContainsFunc(edit.References(d.draft, kind, doc), func(p model.Path) bool { return p.Below(a.PathOf()) })
				named[doc] = used
			}
			if used {
				out = append(out, f)
			}
		}
	}
	return out
}

// CheckAll is what check says of the whole workspace.
func (d *Desk) CheckAll() []check.Finding { return check.All(d.draft, d.Published) }

// Published reports whether an assistant has a live version.
func (d *Desk) Published(id model.AssistantID) bool { return d.Status(id).Live > 0 }

// Tally counts findings by severity.
func Tally(all []check.Finding) (errors, warnings, hints int) {
	for _, f := range all {
		switch f.Severity {
		case check.Error:
			errors++
		case check.Warning:
			warnings++
		default:
			hints++
		}
	}
	return errors, warnings, hints
}

// Mend is the edit by which a finding mends itself.
func Mend(f *check.Fix) edit.Action { return mend{f} }

type mend struct{ fix *check.Fix }

// Label implements [edit.Action].
func (m mend) Label() string { return m.fix.Label }

// MergeKey implements [edit.Action].
func (m mend) MergeKey() string { return "" }

// Apply implements [edit.Action].
func (m mend) Apply(w *model.Workspace) (edit.Change, error) {
	after, err := m.fix.Apply(w)
	if err != nil {
		return edit.Change{Workspace: w}, err
	}
	return edit.Change{Workspace: after, Touched: edit.Differences(w, after)}, nil
}
