package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/ui/uitest"
)

const hours = `kind: Assistant
id: hours
name: Opening hours
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hi, I'm the bot. We open at nine."}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {}}
`

// reads imports a file by the palette.
func reads(d *uitest.Driver, path string) {
	d.Press("ctrl+k")
	d.Type("import files")
	d.Press("enter")
	d.Type(path)
	d.Press("enter")
}

func TestFilesAreImportedAndTheImportUndone(t *testing.T) {
	d := uitest.New(t, uitest.Options{Width: 200, Height: 60})
	file := filepath.Join(t.TempDir(), "hours.yaml")
	if err := os.WriteFile(file, []byte(hours), 0o600); err != nil {
		t.Fatal(err)
	}
	before := d.Desk().Workspace()
	reads(d, file)
	d.Says("Imported 1 document from 1 file; u undoes it")
	d.Press("o")
	d.Type("opening")
	d.Press("enter")
	d.SeesIn(editor, "We open at nine.")
	d.Press("u")
	d.Says("Undid: import " + file)
	if d.Desk().Workspace() != before {
		d.Fail("undo brings back what was there")
	}
	d.Press("U", "o")
	d.Type("opening")
	d.Sees("Opening hours")
}

func TestALongRefusalIsReadToItsEnd(t *testing.T) {
	d := uitest.New(t, uitest.Options{Width: 80, Height: 24})
	file := filepath.Join(t.TempDir(), "hours.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(hours, "sendMessage", "sendMesage", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	reads(d, file)
	d.Sees("! Nothing was imported:", `did you mean "sendMessage"?`)
	d.Advance(time.Minute)
	d.SeesNot("Nothing was imported")
}

func TestAFileThatIsRefusedChangesNothing(t *testing.T) {
	d := uitest.New(t, uitest.Options{Width: 200, Height: 60})
	file := filepath.Join(t.TempDir(), "hours.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(hours, "sendMessage", "sendMesage", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	before := d.Desk().Workspace()
	reads(d, file)
	d.Says("! Nothing was imported: ")
	d.Says(`hours.yaml:10:9: unknown interaction "sendMesage"; did you mean "sendMessage"?`)
	reads(d, filepath.Join(t.TempDir(), "gone.yaml"))
	d.Says("! Nothing was imported: ")
	d.Says("gone.yaml")
	if d.Desk().Workspace() != before || d.Desk().CanUndo() != "" {
		d.Fail("nothing was changed")
	}
}
