package dialog

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"parley/themes"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
)

func look() *styles.Styles {
	return styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{})
}

func press(s string) tea.KeyMsg {
	switch s {
	case "enter":
		return tea.KeyMsg{Type: tea.KeyEnter}
	case "esc":
		return tea.KeyMsg{Type: tea.KeyEsc}
	case "down":
		return tea.KeyMsg{Type: tea.KeyDown}
	case "alt+enter":
		return tea.KeyMsg{Type: tea.KeyEnter, Alt: true}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)}
}

func stack(w, h int, ds ...Dialog) *Stack {
	s := NewStack(look())
	s.SetSize(w, h)
	for _, d := range ds {
		s.Push(d)
	}
	return s
}

func checkExact(t interface{ Fatalf(string, ...any) }, view string, w, h int) {
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines, want %d", len(lines), h)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != w {
			t.Fatalf("%d cells, want %d: %q", ansi.StringWidth(l), w, l)
		}
	}
}

func kinds() []Dialog {
	names := make([]string, 40)
	items := make([]list.Item, 40)
	for i := range items {
		names[i] = fmt.Sprintf("Dialog %d", i)
		items[i] = list.Item{ID: names[i], Title: names[i], Detail: "detail"}
		if i%3 == 0 {
			items[i].Disabled = "Premium only"
		}
	}
	return []Dialog{
		&Confirm{ID: "del", Title: "Delete dialogs", Text: "Delete these dialogs and all their interactions?", Names: names, Note: "Undo brings them back.", Danger: true},
		&Confirm{ID: "quit", Title: "世界", Text: "Leave?"},
		NewPicker("pick", "Dialogs", items, ""),
		&Prompt{ID: "name", Title: "Name", Text: "A name for the new dialog, as the team will see it.", Placeholder: "Welcome"},
	}
}

func TestEveryDialogFitsEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 130).Draw(t, "w"), rapid.IntRange(1, 50).Draw(t, "h")
		s := stack(w, h, kinds()...)
		for s.Open() {
			checkExact(t, s.View(canvas.Blank(w, h)), w, h)
			dw, dh := rapid.IntRange(1, 80).Draw(t, "dw"), rapid.IntRange(1, 30).Draw(t, "dh")
			checkExact(t, s.Top().Draw(dw, dh), dw, dh)
			s.Pop()
		}
	})
}

func TestConfirm(t *testing.T) {
	s := stack(60, 18, kinds()[0])
	view := ansi.Strip(s.View(canvas.Blank(60, 18)))
	for _, want := range []string{"Delete dialogs", "Dialog 0", "y yes", "n no"} {
		if !strings.Contains(view, want) {
			t.Errorf("lacks %q:\n%s", want, view)
		}
	}
	if _, done := s.Update(press("enter")); done {
		t.Error("enter does not delete")
	}
	if a, done := s.Update(press("y")); !done || a.ID != "del" || a.Choice != "yes" || s.Open() {
		t.Errorf("%+v", a)
	}
	s.Push(&Confirm{ID: "x", Text: "?", Choices: []Choice{{"keep", "k", "keep"}, {"drop", "d", "drop"}}})
	if a, _ := s.Update(press("d")); a.Choice != "drop" {
		t.Errorf("%+v", a)
	}
	s.Push(&Confirm{ID: "x", Text: "?"})
	if a, done := s.Update(press("esc")); !done || !a.Cancelled {
		t.Errorf("%+v", a)
	}
}

func TestPicker(t *testing.T) {
	s := stack(80, 24, kinds()[2])
	if !s.Typing() {
		t.Error("a picker takes letters")
	}
	s.Update(press("enter"))
	if view := ansi.Strip(s.View(canvas.Blank(80, 24))); !strings.Contains(view, "Premium only") || !s.Open() {
		t.Error("a disabled item says why")
	}
	for _, r := range "39" {
		s.Update(press(string(r)))
	}
	s.Update(press("esc"))
	if !s.Open() {
		t.Fatal("esc clears the filter first")
	}
	for _, r := range "Dialog 38" {
		s.Update(press(string(r)))
	}
	if a, done := s.Update(press("enter")); !done || a.Choice != "Dialog 38" || a.Index != 38 {
		t.Errorf("%+v %v", a, done)
	}
	p := NewPicker("attr", "Attribute", nil, "")
	p.AllowNew = true
	s.Push(p)
	s.Update(press("color"))
	if a, done := s.Update(press("enter")); !done || !a.New || a.Text != "color" {
		t.Errorf("%+v", a)
	}
}

func TestAConfirmationNamesWhatGoesToItsEnd(t *testing.T) {
	s := stack(80, 24, &Confirm{Title: "Duplicate", Text: "A copy has to do without:", Names: []string{
		"Where is my order, step 2: the answers in other languages than the one of the workspace, which are Premium only", "Welcome: tags"}})
	got := strings.Split(ansi.Strip(s.View(canvas.Blank(80, 24))), "\n")
	for i, line := range got {
		if strings.Contains(line, "  Where is my order") {
			if !strings.Contains(got[i+1], "    ") || !strings.Contains(got[i+1], "Premium only") || !strings.Contains(got[i+2], "  Welcome: tags") {
				t.Errorf("%q\n%q\n%q", line, got[i+1], got[i+2])
			}
			return
		}
	}
	t.Error("it is not named at all")
}

func TestPrompt(t *testing.T) {
	p := &Prompt{ID: "name", Title: "Name", Value: "Wel", Check: func(s string) string {
		if s == "" {
			return "a dialog needs a name"
		}
		return ""
	}}
	s := stack(80, 24, p)
	for range 3 {
		s.Update(tea.KeyMsg{Type: tea.KeyBackspace})
	}
	s.Update(press("enter"))
	if !s.Open() || !strings.Contains(ansi.Strip(s.View(canvas.Blank(80, 24))), "needs a name") {
		t.Fatal("an empty name is refused")
	}
	s.Update(press("Hi"))
	if a, done := s.Update(press("enter")); !done || a.Text != "Hi" {
		t.Errorf("%+v", a)
	}
}

func TestTheBaseIsDimmed(t *testing.T) {
	s := stack(60, 18, kinds()[1])
	base := strings.TrimSuffix(strings.Repeat("\x1b[31m"+strings.Repeat("x", 60)+"\x1b[0m\n", 18), "\n")
	if view := s.View(base); strings.Contains(view, "\x1b[31m") || !strings.Contains(ansi.Strip(view), "xxxx") {
		t.Error("the base keeps its text and loses its colours")
	}
	s.Pop()
	if s.View(base) != base {
		t.Error("without a dialog nothing changes")
	}
}
