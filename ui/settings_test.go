package ui_test

import (
	"testing"

	"parley/engine/model"
	"parley/ui/uitest"
)

// atSettings opens the settings of a sample in Build.
func atSettings(t *testing.T, sample string) *uitest.Driver {
	t.Helper()
	d := open(t, sample)
	d.Press(",")
	d.Sees("Settings of", "Public name", "Volume control", "Behaviour", "satisfaction survey")
	d.On(editor)
	return d
}

func TestAnAssistantsSettingsAreChanged(t *testing.T) {
	d := atSettings(t, "whatsapp-menu")
	d.Sees("not on WhatsApp") // missed
	now := func() *model.Assistant { return d.Desk().Workspace().Assistant("whatsapp-menu") }
	d.ClickText("No intent detected")
	d.Press("enter")
	d.Type("shops")
	d.Press("enter")
	if to := now().Settings.Behavior.IntentNotDetected.Dialog; to == "" || now().Dialog(to).Name != "Shops and hours" {
		d.Fail("no intent detected leads to %q", to)
	}
	d.Sees("No intent detected  dialog: hours")
	d.ClickText("Consent footer")
	d.Press("i")
	d.Type("We keep what you write.")
	d.Press("esc")
	if now().Settings.ConsentFooter != "We keep what you write." {
		d.Fail("the footer is %q", now().Settings.ConsentFooter)
	}
	d.Press("esc")
	d.SeesIn(editor, "Send message")
	d.SeesNot("Volume control")
	d.Press("u", "u")
	d.Sees("Settings of WhatsApp menu")
	if s := now().Settings; s.Behavior.IntentNotDetected.Dialog != "" || s.ConsentFooter != "" {
		d.Fail("undo left %+v", s)
	}
}

func TestSettingsGiveWayToDialogs(t *testing.T) {
	d := atSettings(t, "store-helper")
	d.Press("shift+tab", "down")
	d.SeesIn(editor, "Main menu")
	d.SeesNot("Volume control")
	d.Press(",")
	d.Sees("Volume control")
	d.Press(",")
	d.SeesNot("Volume control")
	d.Press("ctrl+k")
	d.Type("settings of the assistant")
	d.Press("enter")
	d.Sees("Volume control")
	d.Press("1", "2")
	d.Sees("Volume control")
}

func TestAMissedConversationHasItsWaysToFollowUp(t *testing.T) {
	d := atSettings(t, "store-helper")
	d.ClickText("add \"missed\"")
	d.Press("enter")
	missed := func() *model.Missed {
		return d.Desk().Workspace().Assistant("store-helper").Settings.VolumeControl.Missed
	}
	if missed() == nil {
		d.Fail("there is no timer")
	}
	d.Sees("Follow-up channels", "10m")
	for i, typed := range []string{"email: help@acme.example", "wait"} {
		d.ClickText("add follow-up channel")
		d.Press("enter")
		if d.Press("enter"); len(missed().Channels) != i+1 {
			d.Fail("%d channels", len(missed().Channels))
		}
		d.Type(typed)
		d.Press("enter")
		d.Sees(typed)
	}
	if c := missed().Channels; c[0] != (model.FollowUp{Channel: "email", Address: "help@acme.example"}) || c[1].Channel != model.FollowUpWait {
		d.Fail("the channels are %+v", c)
	}
}
