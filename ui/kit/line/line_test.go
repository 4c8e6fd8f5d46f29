package line

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"parley/themes"
	"parley/ui/kit/styles"
)

func look() *styles.Styles {
	return styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{})
}

func focused(o Options) *Model {
	m := New(look(), o)
	m.Focus()
	return m
}

var named = map[string]tea.KeyMsg{
	"left": {Type: tea.KeyLeft}, "right": {Type: tea.KeyRight}, "home": {Type: tea.KeyHome}, "end": {Type: tea.KeyEnd},
	"backspace": {Type: tea.KeyBackspace}, "delete": {Type: tea.KeyDelete}, "ctrl+w": {Type: tea.KeyCtrlW}, "ctrl+u": {Type: tea.KeyCtrlU},
	"ctrl+k": {Type: tea.KeyCtrlK}, "ctrl+left": {Type: tea.KeyCtrlLeft}, "alt+d": {Type: tea.KeyRunes, Runes: []rune("d"), Alt: true},
	"ctrl+a": {Type: tea.KeyCtrlA}, "ctrl+e": {Type: tea.KeyCtrlE}, "tab": {Type: tea.KeyTab}, "enter": {Type: tea.KeyEnter},
	"esc": {Type: tea.KeyEsc}, "up": {Type: tea.KeyUp}, "down": {Type: tea.KeyDown}, "ctrl+v": {Type: tea.KeyCtrlV},
}

func press(name string) tea.KeyMsg {
	if k, ok := named[name]; ok {
		return k
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

func TestEditing(t *testing.T) {
	for _, c := range []struct {
		start string
		keys  []string
		want  string
	}{
		{"", []string{"Ask", " ", "team"}, "Ask team"},
		{"Ask name", []string{"ctrl+w", "team"}, "Ask team"},
		{"name", []string{"home", "Ask "}, "Ask name"},
		{"name", []string{"left", "backspace"}, "nae"},
		{"name", []string{"home", "delete"}, "ame"},
		{"Ask name", []string{"ctrl+left", "ctrl+k"}, "Ask "},
		{"Ask name", []string{"ctrl+u"}, ""},
		{"Ask a name", []string{"home", "ctrl+right", "alt+d"}, "Ask name"},
		{"Ask a name", []string{"ctrl+left", "alt+d", "alt+d"}, "Ask a "},
		{"Zoe\u0301", []string{"backspace"}, "Zo"},
		{"a👩‍👩‍👧b", []string{"left", "backspace"}, "ab"},
		{"a👍🏽b", []string{"home", "right", "delete"}, "ab"},
		{"世界", []string{"left", "x"}, "世x界"},
	} {
		m := focused(Options{})
		m.SetText(c.start)
		for _, k := range c.keys {
			if r := m.Update(press(k)); !r.Handled {
				t.Errorf("%q: %s is not handled", c.start, k)
			}
		}
		if m.Text() != c.want {
			t.Errorf("%q %v: %q, want %q", c.start, c.keys, m.Text(), c.want)
		}
	}
}

// TestKeysOfTheParent: what a field, a list or the program does by a key is never taken.
func TestKeysOfTheParent(t *testing.T) {
	m := focused(Options{Between: true})
	m.SetText("abc")
	for _, k := range []string{"enter", "esc", "tab", "up", "down", "ctrl+v", "home", "end"} {
		if r := m.Update(press(k)); r.Handled || r.Changed {
			t.Errorf("%s is taken", k)
		}
	}
	if r := focused(Options{}).Update(press("home")); !r.Handled {
		t.Error("home goes to the start where nothing else wants it")
	}
}

func TestPaste(t *testing.T) {
	m := focused(Options{Limit: 10})
	m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a\x1b[31mb\r\nc\td\x00"), Paste: true})
	if got := m.Text(); got != "ab c    d" {
		t.Errorf("%q", got)
	}
	r := m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("x", 1<<20)), Paste: true})
	if r.Err == nil || r.Changed || m.Text() != "ab c    d" {
		t.Errorf("%+v %d", r, len(m.Text()))
	}
	if !strings.Contains(r.Err.Error(), "at most 10 characters") {
		t.Error(r.Err)
	}
}

func TestPlaceholder(t *testing.T) {
	m := focused(Options{Placeholder: "no"})
	if got := ansi.Strip(m.View(6)); got != " no   " {
		t.Errorf("%q", got)
	}
	m.Blur()
	if got := ansi.Strip(m.View(6)); got != "no    " {
		t.Errorf("%q", got)
	}
}

// TestNeverTicks: neither focusing nor a key leaves anything to wait for.
func TestNeverTicks(t *testing.T) {
	m := New(look(), Options{})
	if cmd := m.in.Focus(); cmd != nil {
		t.Error("focusing starts a clock")
	}
	if _, cmd := m.in.Update(press("x")); cmd != nil {
		t.Error("a key starts a clock")
	}
}

// TestExactEverywhere types anything and moves about: the line has its width, and the cursor is in it.
func TestExactEverywhere(t *testing.T) {
	moves := make([]string, 0, len(named))
	for k := range named {
		moves = append(moves, k)
	}
	cursor := look().Cursor.Open()
	rapid.Check(t, func(t *rapid.T) {
		m := focused(Options{Placeholder: rapid.StringN(0, 5, -1).Draw(t, "placeholder")})
		m.SetText(rapid.String().Draw(t, "text"))
		for range rapid.IntRange(1, 20).Draw(t, "keys") {
			if rapid.Bool().Draw(t, "types") {
				m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(rapid.SampledFrom([]string{"a", "é", "世", "👩‍👩‍👧", "o\u0308", " ", "\u200d", "🇩🇪"}).Draw(t, "rune"))})
			} else {
				m.Update(press(rapid.SampledFrom(moves).Draw(t, "move")))
			}
			w := rapid.IntRange(1, 12).Draw(t, "w")
			view := m.View(w)
			if got := ansi.StringWidth(view); got != w || strings.Contains(view, "\n") {
				t.Fatalf("%d cells, want %d: %q", got, w, view)
			}
			if w > 1 && !strings.Contains(view, cursor) && !strings.Contains(view, "\x1b[7") {
				t.Fatalf("no cursor in %q of %q", view, m.Text())
			}
		}
	})
}
