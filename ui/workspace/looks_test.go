package workspace_test

import (
	"testing"

	"parley/ui/uitest"
)

func TestTheThemeAndTheMarksAreChosenBelowTheSettings(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: acme})
	d.Press("9", "enter", "end", "up")
	d.Sees("▸Theme                    Dark", "Marks                 Unicode", "enter choose")
	dark := d.Frame()
	d.Press("enter")
	d.Type("high contrast, d")
	d.Press("enter")
	d.Sees("High contrast, dark")
	if got := d.Desk().Setting("theme"); got != "high-contrast-dark" || d.Frame() == dark {
		d.Fail("the theme is %q", got)
	}
	d.Press("down", "l")
	d.Type("ascii")
	d.Press("enter")
	d.Sees(">Marks")
	if got := d.Desk().Setting("marks"); got != "ascii" {
		d.Fail("the marks are %q", got)
	}
	d.Press("/")
	d.Type("them")
	d.Press("enter", "enter")
	d.Sees("Colour-blind safe, dark")
	d.Press("esc")

	d = uitest.New(t, uitest.Options{YAML: acme, Look: uitest.PlainLook()})
	d.Press("9", "enter", "end", "enter")
	d.Sees("this terminal has ASCII only")
}
