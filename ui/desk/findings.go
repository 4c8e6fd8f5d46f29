package desk

import (
	"parley/engine/check"
	"parley/engine/model"
)

// findingsCache keeps what was found in the assistant that is looked at.
type findingsCache struct {
	workspace *model.Workspace
	assistant model.AssistantID
	checker   *check.Checker
	findings  []check.Finding
}

// Findings is what check says of the draft of an assistant. It is found anew
// only after an edit, and then mostly in the dialog that was edited.
func (d *Desk) Findings(id model.AssistantID) []check.Finding {
	c := &d.findings
	if c.workspace == d.draft && c.assistant == id {
		return c.findings
	}
	a := d.draft.Assistant(id)
	if a == nil {
		return nil
	}
	if c.checker == nil || c.assistant != id {
		c.checker = &check.Checker{}
	}
	c.workspace, c.assistant = d.draft, id
	c.findings = c.checker.Check(d.draft, a)
	return c.findings
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
