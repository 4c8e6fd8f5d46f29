package ui_test

import (
	"testing"

	"pgregory.net/rapid"

	"parley/ui/uitest"
)

// TestEveryStateFitsEveryWindow resizes the program in states with many parts;
// the driver checks each frame's size.
func TestEveryStateFitsEveryWindow(t *testing.T) {
	states := map[string]func(*uitest.Driver){
		"assistants": func(d *uitest.Driver) { d.Press("1", "down") },
		"find": func(d *uitest.Driver) {
			d.Press("F")
			d.Type("order")
			d.Press("tab")
			d.Type("世界 🧭 parcel")
			d.Press("enter", "down")
		},
		"inspector": func(d *uitest.Driver) {
			d.Press("shift+tab", "I", "i")
			d.Type("世界 é 🧭")
			d.Press("enter", "esc", "up")
		},
		"branches": func(d *uitest.Driver) {
			d.Press("shift+tab", "enter", "[", "right", "enter", "B")
		},
		"knowledge": func(d *uitest.Driver) { d.Press("5", "down", "enter", "down", "enter") },
		"an article's fields": func(d *uitest.Driver) {
			d.Press("5", "enter", "e", "end", "i")
			d.Type(" 世界 é 🧭")
		},
		"a question": func(d *uitest.Driver) {
			d.Press("5", "t")
			d.Type("世界 return 🧭 boots")
		},
		"palette": func(d *uitest.Driver) { d.Press("ctrl+k") },
		"convert": func(d *uitest.Driver) { d.Press("1", "down", "down", "C") },
	}
	for name, reach := range states {
		t.Run(name, func(t *testing.T) {
			d := open(t, "store-helper")
			reach(d)
			rapid.Check(t, func(t *rapid.T) {
				d.Resize(rapid.IntRange(1, 220).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h"))
			})
		})
	}
	for name, yaml := range map[string]string{"keypad": voiceMenu, "cards": shop("example.invalid")} {
		t.Run(name, func(t *testing.T) {
			d := uitest.New(t, uitest.Options{YAML: yaml, Look: uitest.PlainLook()})
			d.Press("shift+tab", "p")
			d.Type("ada")
			d.Press("enter", "esc", "esc", "I")
			rapid.Check(t, func(t *rapid.T) {
				d.Resize(rapid.IntRange(1, 220).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h"))
			})
		})
	}
}
