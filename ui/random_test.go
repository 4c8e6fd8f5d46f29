package ui_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/uitest"
)

// keysToPress are all keys with a meaning somewhere, the usual ones more than
// once; those that leave the program are not among them.
var keysToPress = []string{
	"up", "down", "left", "right", "up", "down", "left", "right", "enter", "enter", "enter", "esc", "esc", "tab", "tab", "shift+tab",
	"home", "end", "pgup", "pgdown", "space", "backspace", "delete", "shift+up", "shift+down", "shift+left", "shift+right",
	"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "v", "w", "x", "y", "z",
	"A", "D", "G", "J", "K", "N", "R", "T", "U", "/", ":", "?", "[", "]", "1", "2", "9", "0", "-", "{", "}", ".", ",",
	"ctrl+a", "ctrl+b", "ctrl+d", "ctrl+e", "ctrl+f", "ctrl+g", "ctrl+h", "ctrl+j", "ctrl+k", "ctrl+l", "ctrl+n", "ctrl+o", "ctrl+p",
	"ctrl+r", "ctrl+s", "ctrl+t", "ctrl+u", "ctrl+v", "ctrl+w", "ctrl+x", "ctrl+y", "ctrl+z", "ctrl+@", "alt+enter", "alt+b", "alt+f",
	"ctrl+left", "ctrl+right", "f1", "insert",
}

var textsToType = []string{
	"Hello", "5m", "TT-1042", "{{customer.name}}", "{{", "}}", "yes", "redirect", "send", "ada@example.org", "世界 👩‍👩‍👧", "é̶̡", " ",
	"\x1b[31m\x00\u202e", "a\nb\tc\r\nd", "*bold* _it_ `code`\n- list\n# head", "Main menu", "customer.", "<script>", "0",
}

// step does one thing a person could do, drawn at random.
func step(t *rapid.T, d *uitest.Driver) {
	switch rapid.IntRange(0, 19).Draw(t, "what") {
	case 0:
		x, y := rapid.IntRange(-1, 130).Draw(t, "x"), rapid.IntRange(-1, 45).Draw(t, "y")
		d.Click(x, y)
	case 1:
		d.Wheel(rapid.IntRange(0, 119).Draw(t, "x"), rapid.IntRange(0, 39).Draw(t, "y"), rapid.IntRange(-4, 4).Draw(t, "notches"))
	case 2:
		d.Drag(rapid.IntRange(0, 119).Draw(t, "from"), 10, rapid.IntRange(0, 119).Draw(t, "to"), 12)
	case 3:
		d.Resize(rapid.IntRange(1, 200).Draw(t, "w"), rapid.IntRange(1, 60).Draw(t, "h"))
	case 4:
		d.Resize(120, 40)
	case 5:
		d.Paste(rapid.SampledFrom(textsToType).Draw(t, "paste"))
	case 6:
		for _, r := range rapid.SampledFrom(textsToType).Draw(t, "text") {
			if r >= ' ' {
				d.Type(string(r))
			}
		}
	case 7:
		d.Advance(time.Duration(rapid.IntRange(0, 6000).Draw(t, "ms")) * time.Millisecond)
	default:
		d.Press(rapid.SampledFrom(keysToPress).Draw(t, "key"))
	}
}

func TestAnythingMayBePressed(t *testing.T) {
	samples := desk.SampleNames()
	rapid.Check(t, func(t *rapid.T) {
		d := uitest.New(t, uitest.Options{Sample: rapid.SampledFrom(samples).Draw(t, "sample")})
		defer d.Close()
		first := d.Desk().Workspace()
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			step(t, d)
			if d.Left() {
				break
			}
		}
		loadsAgain(t, d)
		if deleted(d.Desk(), first) {
			return // with its versions, which is asked first and cannot be undone
		}
		for d.Desk().CanUndo() != "" {
			d.Desk().Undo()
		}
		if !reflect.DeepEqual(d.Desk().Workspace(), first) {
			d.Fail("undoing everything does not lead back to the first workspace")
		}
	})
}

// deleted reports whether one of the published assistants is gone for good.
func deleted(d *desk.Desk, first *model.Workspace) bool {
	for _, a := range first.Assistants {
		if d.Status(a.ID).Latest == 0 {
			return true
		}
	}
	return false
}

// TestWhateverWasPressedIsKept does the same on files, a few times only: every
// edit is made durable.
func TestWhateverWasPressedIsKept(t *testing.T) {
	script := rapid.SliceOfN(rapid.SampledFrom(keysToPress), 20, 80)
	for seed := range 10 {
		file := filepath.Join(t.TempDir(), "workspace.db")
		d := uitest.New(t, uitest.Options{File: file, Racing: true})
		d.Press(script.Example(seed)...)
		last := d.Desk().Workspace()
		d.Close()
		again := uitest.New(t, uitest.Options{File: file})
		if !reflect.DeepEqual(again.Desk().Workspace(), last) {
			again.Fail("seed %d: the workspace is another one after opening it again", seed)
		}
		again.Close()
	}
}

// loadsAgain exports the draft, reads it as another workspace and exports that: the same files.
func loadsAgain(t *rapid.T, d *uitest.Driver) {
	dir, err := os.MkdirTemp("", "parley")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
	if _, err := d.Desk().Export(one); err != nil {
		d.Fail("the draft cannot be exported: %v", err)
	}
	again, err := desk.Open(desk.Options{From: os.DirFS(one)})
	if err != nil {
		d.Fail("the draft cannot be read again: %v", err)
	}
	defer again.Close()
	if _, err := again.Export(two); err != nil {
		t.Fatal(err)
	}
	if a, b := contents(t, one), contents(t, two); !reflect.DeepEqual(a, b) {
		for name := range a {
			if a[name] != b[name] {
				d.Fail("%s is read differently than it was written:\n%s\nand\n%s", name, a[name], b[name])
			}
		}
		d.Fail("the files differ")
	}
}

func contents(t *rapid.T, dir string) map[string]string {
	out := map[string]string{}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	deeper, _ := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range append(names, deeper...) {
		if data, err := os.ReadFile(n); err == nil {
			out[n[len(dir):]] = string(data)
		}
	}
	return out
}
