package ui_test

import "testing"

func TestDraftAndVersionAreTalkedToSideBySide(t *testing.T) {
	d := talk(t, "")
	d.Press("V")
	d.Sees("Which version beside the draft?", "v1, live")
	d.Press("enter")
	d.SeesIn(editor, "v1", "What should we call you?")
	d.SeesNot("first difference")
	say(d, "Ada")
	d.SeesIn(editor, "Who can help you best, Ada?")
	d.SeesIn(preview, "Who can help you best, Ada?")
	d.Press("shift+tab", "right", "enter")
	d.SeesIn(editor, "transferred to Returns")
	d.SeesIn(preview, "transferred to Returns")
	for _, size := range [][2]int{{80, 24}, {60, 18}, {200, 60}, {120, 40}} {
		d.Resize(size[0], size[1])
	}
	d.Press("V")
	d.SeesNotIn(editor, "transferred to Returns")
}

func TestTheFirstDifferenceIsMarkedInBoth(t *testing.T) {
	d := edit(t, "")
	d.Type(" Quite another text.")
	d.Press("esc")
	d.Pause()
	d.Press("tab", "V", "enter")
	d.SeesIn(editor, "first difference")
	d.SeesIn(preview, "first difference", "Quite another text.")
	d.Press("V", "V", "enter", "R")
	d.SeesIn(preview, "first difference")
}
