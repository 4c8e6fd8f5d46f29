package ui_test

import (
	"testing"

	"parley/ui/uitest"
)

func TestWhatCheckFindsIsMendedByAKey(t *testing.T) {
	d := uitest.New(t, uitest.Options{})
	defer d.Close()
	d.Press("down", "tab", "G", "x")
	d.Sees("not linked", "there is no end interaction", "m mend")
	d.Press("m")
	d.Sees("u undoes it")
	d.SeesNot("there is no end interaction", "m mend")
	d.Press("u")
	d.Sees("there is no end interaction")
}
