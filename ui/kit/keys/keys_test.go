package keys

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"parley/themes"
	"parley/ui/kit/styles"
)

func runes(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }

func sample() Set {
	return Set{
		{ID: "palette", Keys: []string{"ctrl+k", ":"}, Label: "commands", Help: "Find any action, dialog or setting", Group: "Everywhere"},
		{ID: "new", Keys: []string{"n"}, Label: "new", Help: "Make a new dialog", Group: "Dialogs"},
		{ID: "publish", Keys: []string{"p"}, Label: "publish", Group: "Dialogs", Disabled: func() string { return "2 errors" }},
		{ID: "space", Keys: []string{"space"}, Label: "choose", Group: "Dialogs", Hidden: true},
	}
}

func TestModes(t *testing.T) {
	s := sample()
	for _, c := range []struct {
		msg  tea.KeyMsg
		mode Mode
		want string
	}{
		{runes("n"), Move, "new"}, {runes("n"), Type, ""}, {runes(":"), Move, "palette"}, {runes(":"), Type, ""},
		{tea.KeyMsg{Type: tea.KeyCtrlK}, Type, "palette"}, {tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")}, Move, "space"},
		{tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")}, Type, ""},
		{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("n"), Paste: true}, Move, ""}, {runes("p"), Move, "publish"},
	} {
		b, ok := s.Match(c.mode, c.msg)
		if b.ID != c.want || ok != (c.want != "") {
			t.Errorf("%v in %v: %q", c.msg, c.mode, b.ID)
		}
	}
	if b, _ := s.Find("publish"); b.Reason() != "2 errors" || b.Explain() != "Publish: 2 errors" {
		t.Errorf("reason %q %q", b.Reason(), b.Explain())
	}
}

func TestABlockedBindingYieldsToOneThatCanAct(t *testing.T) {
	s := Set{{ID: "a", Keys: []string{"x"}, Disabled: func() string { return "no" }}, {ID: "b", Keys: []string{"x"}}}
	if b, _ := s.Match(Move, runes("x")); b.ID != "b" {
		t.Error(b.ID)
	}
	if c := s.Conflicts(); len(c) != 1 || c[0] != "x: a, b" {
		t.Error(c)
	}
	if got := Join(s, s); len(got) != 2 {
		t.Error(got)
	}
}

func TestTheLastKeyOfTheBottomLineStays(t *testing.T) {
	st := styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{})
	set := Set{{Keys: []string{"enter"}, Label: "edit"}, {Keys: []string{"D"}, Label: "duplicate"}, {Keys: []string{"?"}, Label: "keys"}}
	for w, want := range map[int]string{60: "Move   enter edit  D duplicate  ? keys", 30: "Move   enter edit  ? keys", 14: "Move   ? keys", 8: "Move"} {
		if got := strings.TrimSpace(ansi.Strip(set.BottomLine(Move, w, st))); got != want {
			t.Errorf("in %d cells: %q, want %q", w, got, want)
		}
	}
}

func TestShown(t *testing.T) {
	st := styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{})
	for w := 1; w < 70; w++ {
		if got := ansi.StringWidth(sample().BottomLine(Move, w, st)); got != w {
			t.Fatalf("bottom line of %d is %d", w, got)
		}
		for _, l := range sample().Help(w, st) {
			if ansi.StringWidth(l) > w {
				t.Fatalf("help line in %d: %q", w, l)
			}
		}
	}
	line := ansi.Strip(sample().BottomLine(Type, 60, st))
	if strings.TrimSpace(line) != "Type   ctrl+k commands" {
		t.Errorf("%q", line)
	}
	help := ansi.Strip(strings.Join(sample().Help(60, st), "\n"))
	for _, want := range []string{"Everywhere", "ctrl+k or :", "not now: 2 errors"} {
		if !strings.Contains(help, want) {
			t.Errorf("help lacks %q:\n%s", want, help)
		}
	}
	rows := sample().Rows()
	if len(rows) != 3 || rows[2].Reason != "2 errors" || rows[0].Keys != "ctrl+k or :" {
		t.Errorf("%+v", rows)
	}
	for key, want := range map[string]string{"up": "↑", "shift+up": "shift+↑", "ctrl+j": "ctrl+j", " ": "space", "pgdown": "pgdn", "ctrl+up": "ctrl+↑"} {
		if Display(key) != want {
			t.Errorf("Display(%q) = %q", key, Display(key))
		}
	}
}
