package workspace_test

import (
	"testing"

	"parley/engine/model"
	"parley/ui/uitest"
)

// add adds to the list whose place for another element has the words.
func add(d *uitest.Driver, words string) {
	d.ClickText("+  " + words)
	d.Press("enter")
}

func TestAWorkflowIsMadeFromNothing(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: acme, Width: 140, Height: 60})
	d.Press("9")
	visit(d, "Workflows")
	d.Press("a")
	d.Type("Stock")
	d.Press("enter")
	add(d, "add input")
	d.Type("item")
	d.Press("enter")
	d.Sees("Name      item", "Required  [ ]")
	d.ClickText("Required")
	d.Press("space", "esc")
	add(d, "add output")
	d.Type("left")
	d.Press("enter")
	d.ClickText("Type      text")
	d.Press("enter")
	d.Type("number")
	d.Press("enter", "esc")
	add(d, "add step")
	add(d, `add "HTTP request"`)
	d.Sees("Method", "URL")
	d.SeesNot(`add "look up"`)
	d.ClickText("URL")
	d.Press("enter")
	d.Type("https://api.acme.example/stock")
	d.Press("esc", "esc", "end")
	d.Sees("HTTP request  https://api.acme.example/stock")
	add(d, "add step")
	d.ClickText("Respond")
	d.ClickText("left  none")
	d.Press("enter")
	d.Type("{{")
	d.Sees("input.item", "step.body", "step.status")
	d.Type("step.body.left")
	d.Press("enter", "esc", "esc")
	f := d.Desk().Workspace().Workflow("stock")
	switch {
	case len(f.Input) != 1 || !f.Input[0].Required, len(f.Output) != 1 || f.Output[0].Type != model.TypeNumber:
		d.Fail("inputs %v, outputs %v", f.Input, f.Output)
	case len(f.Steps) != 2 || f.Steps[0].HTTPRequest == nil || len(f.Steps[1].Respond) != 1:
		d.Fail("steps %+v", f.Steps)
	}
	d.Sees("takes item*, returns left")
	d.ClickText("  step-2")
	d.Press("enter", "enter")
	d.Press("ctrl+u")
	d.Type("say")
	d.Press("enter")
	if id := d.Desk().Workspace().Workflow("stock").Steps[1].ID; id != "say" {
		d.Fail("the second step is %q", id)
	}
}

func TestAKlassIsMadeWithAttributesOfAllTypes(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: acme, Width: 140, Height: 60})
	d.Press("9")
	visit(d, "Klasses")
	d.Press("a")
	d.Sees("a Klass of your own", "there already", "company")
	d.Press("enter")
	d.Type("Booking")
	d.Press("enter")
	add(d, "add attribute")
	d.Type("bad name")
	d.Press("enter")
	d.Sees("New attribute", "cannot be its name")
	d.Press("ctrl+u")
	d.Type("room")
	d.Press("enter")
	d.ClickText("Type  text")
	d.Press("enter")
	d.Sees("multi-level list", "boolean", "phone")
	d.Type("list")
	d.Press("enter")
	add(d, "add value")
	d.Type("Attic")
	d.Press("enter")
	add(d, "add value")
	d.Type("Cellar")
	d.Press("esc", "esc")
	d.Sees("room  list  [Attic] [Cellar]")
	k := d.Desk().Workspace().Klass("booking")
	if len(k.Attributes) != 1 || len(k.Attributes[0].Values) != 2 || k.Attributes[0].Type != model.TypeList {
		d.Fail("attributes are %v", k.Attributes)
	}
	d.Press("x")
	d.SeesNot("[Attic]")
	d.Press("u")
	d.Sees("[Attic]")
}

func TestHolidaysBrandsAndPlans(t *testing.T) {
	d := open(t, "Schedules")
	d.Press("enter")
	add(d, "add holiday")
	d.ClickText("Date  none")
	d.Press("enter")
	d.Type("2026-03-02")
	d.Press("esc", "esc")
	d.Sees("○ closed now")
	visit(d, "Brands")
	d.Press("a")
	d.Type("Other")
	d.Press("enter", "esc")
	d.Press("K")
	if b := d.Desk().Workspace().Brands; b[0].Name != "Other" {
		d.Fail("the first brand is %s", b[0].Name)
	}
	d.Sees("other · default")
	visit(d, "Plans")
	d.Sees("A plan is what was bought")
	d.Press("enter")
	d.Type("Basic")
	d.Press("enter")
	d.ClickText("Allowance a month")
	d.Press("enter")
	d.Type("12x")
	d.Sees("a whole number")
	d.Press("backspace", "esc")
	d.ClickText("Meter")
	d.Press("space")
	d.Sees("lutingenie · 12 a month")
}
