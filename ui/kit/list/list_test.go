package list

import (
	"fmt"
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

func press(name string) tea.KeyMsg {
	types := map[string]tea.KeyType{"up": tea.KeyUp, "down": tea.KeyDown, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "enter": tea.KeyEnter, "esc": tea.KeyEsc, "backspace": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd}
	if t, ok := types[name]; ok {
		return tea.KeyMsg{Type: t}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

func dialogs() []Item {
	return []Item{
		{ID: "w", Title: "Welcome", Mark: "╰┴╯", Detail: "Hello!\n↳ Ask Customer Name"},
		{ID: "a", Title: "Ask Customer Name", Mark: "╰┴╯"},
		{ID: "r", Title: "Returns", Mark: "╰╳╯", Right: "◇ Get refund", Strike: true},
		{ID: "v", Title: "Voice menu", Disabled: "not on SMS"},
	}
}

func TestLooks(t *testing.T) {
	m := New(look(), Options{})
	m.SetItems(dialogs())
	m.SetSize(32, 7)
	m.Focus()
	want := "▸╰┴╯ Welcome                    \n     Hello!                     \n     ↳ Ask Customer Name        \n" +
		" ╰┴╯ Ask Customer Name          \n ╰╳╯ Returns        ◇ Get refund\n Voice menu           not on SMS\n                                "
	if got := ansi.Strip(m.View()); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

func TestKeysAndChoosing(t *testing.T) {
	m := New(look(), Options{Filterable: true})
	m.SetItems(dialogs())
	m.SetSize(32, 3)
	m.Focus()
	for _, c := range []struct {
		key, id string
	}{{"down", "a"}, {"j", "r"}, {"k", "a"}, {"G", "v"}, {"g", "w"}, {"up", "w"}, {"pgdown", "a"}, {"end", "v"}} {
		m.Update(press(c.key))
		if m.SelectedID() != c.id {
			t.Errorf("after %s: %q, want %q", c.key, m.SelectedID(), c.id)
		}
	}
	if r := m.Update(press("enter")); r.Chosen || r.Reason != "not on SMS" {
		t.Errorf("%+v", r)
	}
	m.Update(press("home"))
	if r := m.Update(press("enter")); !r.Chosen || r.Index != 0 {
		t.Errorf("%+v", r)
	}
	if m.Update(press("x")).Handled || m.Update(press("esc")).Handled {
		t.Error("keys without a meaning belong to the parent")
	}
}

func TestFilter(t *testing.T) {
	m := New(look(), Options{Filterable: true})
	m.SetItems(dialogs())
	m.SetSize(32, 6)
	m.Focus()
	m.Update(press("/"))
	for _, r := range "ask" {
		m.Update(press(string(r)))
	}
	if m.Len() != 1 || m.SelectedID() != "a" || !m.Filtering() {
		t.Fatalf("%d %q", m.Len(), m.SelectedID())
	}
	found := look().Match.Render("Ask")
	if !strings.Contains(m.View(), found) && !strings.Contains(ansi.Strip(m.View()), "/ ask") {
		t.Errorf("%q", m.View())
	}
	m.Update(press("enter"))
	if m.Filtering() || m.Len() != 1 {
		t.Error("enter keeps the filter and leaves its line")
	}
	m.Update(press("esc"))
	if m.Len() != 4 || m.SelectedID() != "a" {
		t.Error("esc clears and keeps the selection")
	}
	m.SetFilter("zzz")
	if !strings.Contains(ansi.Strip(m.View()), "Nothing matches") {
		t.Error(m.View())
	}
}

func TestTheFilterIsEditedWhereTheCursorIs(t *testing.T) {
	m := New(look(), Options{Filterable: true})
	m.SetItems(dialogs())
	m.SetSize(32, 6)
	m.Focus()
	m.Update(press("/"))
	m.Update(press("nme"))
	for range 2 {
		m.Update(tea.KeyMsg{Type: tea.KeyLeft})
	}
	m.Update(press("a"))
	if m.Filter() != "name" || m.SelectedID() != "a" {
		t.Errorf("%q %q", m.Filter(), m.SelectedID())
	}
	m.Update(press("home"))
	m.Update(press("W"))
	if m.Filter() != "naWme" {
		t.Errorf("home belongs to the list: %q", m.Filter())
	}
	m.Update(press("esc"))
	if m.Filter() != "" || m.Filtering() {
		t.Error("esc clears it")
	}
}

func TestSelectionSurvivesNewItems(t *testing.T) {
	m := New(look(), Options{})
	m.SetItems(dialogs())
	m.SelectID("r")
	items := append([]Item{{ID: "new", Title: "New"}}, dialogs()...)
	m.SetItems(items)
	if m.SelectedID() != "r" {
		t.Error(m.SelectedID())
	}
	m.SetItems(nil)
	if _, ok := m.Selected(); ok {
		t.Error("nothing can be selected in an empty list")
	}
}

func TestMouse(t *testing.T) {
	m := New(look(), Options{})
	m.SetItems(dialogs())
	m.SetSize(32, 6)
	m.Focus()
	click := tea.MouseMsg{Action: tea.MouseActionPress, Button: tea.MouseButtonLeft, Y: 3}
	if r := m.Update(click); !r.Moved || r.Index != 1 {
		t.Errorf("%+v", r)
	}
	if r := m.Update(click); !r.Chosen || r.Index != 1 {
		t.Errorf("%+v", r)
	}
	m.SetSize(32, 3)
	m.Update(tea.MouseMsg{Action: tea.MouseActionPress, Button: tea.MouseButtonWheelUp})
	if i, ok := m.At(0); !ok || i != 0 {
		t.Errorf("after the wheel %d", i)
	}
}

var odd = []string{"a", "world ", "世界", "é", "👩‍💻", "\x1b[31m", "\t", "\xff", "🇩", "\ufe0f", "\u0301", "\n", "\u0600"}

func TestAlwaysExact(t *testing.T) {
	st := look()
	rapid.Check(t, func(t *rapid.T) {
		word := func(l string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(odd), 0, 8).Draw(t, l), "")
		}
		items := make([]Item, rapid.IntRange(0, 12).Draw(t, "n"))
		for i := range items {
			items[i] = Item{ID: fmt.Sprint(i), Title: word("title"), Detail: word("detail"), Right: word("right"), Disabled: rapid.SampledFrom([]string{"", "", "not here"}).Draw(t, "dis")}
			if rapid.Bool().Draw(t, "mark") {
				items[i].Mark = "╰┴╯"
			}
		}
		m := New(st, Options{Empty: word("empty"), Filterable: true, AlwaysFilter: rapid.Bool().Draw(t, "picker")})
		m.SetItems(items)
		m.Focus()
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			w, h := rapid.IntRange(1, 30).Draw(t, "w"), rapid.IntRange(1, 10).Draw(t, "h")
			m.SetSize(w, h)
			r := m.Update(press(rapid.SampledFrom([]string{"up", "down", "pgup", "pgdown", "home", "end", "/", "a", "w", "é", "esc", "backspace", "enter"}).Draw(t, "key")))
			if _, ok := m.Selected(); ok && r.Handled {
				seen := false
				m.View()
				for _, p := range m.rows {
					seen = seen || p == m.sel
				}
				if !seen {
					t.Fatalf("the selected item is not shown: sel %d top %d skip %d rows %v", m.sel, m.top, m.skip, m.rows)
				}
			}
			m.Wheel(rapid.IntRange(-4, 4).Draw(t, "wheel"))
			lines := strings.Split(m.View(), "\n")
			if len(lines) != h {
				t.Fatalf("%d lines, want %d", len(lines), h)
			}
			for _, l := range lines {
				if ansi.StringWidth(l) != w {
					t.Fatalf("%d cells, want %d: %q", ansi.StringWidth(l), w, l)
				}
			}
		}
	})
}

func many(n int) []Item {
	items := make([]Item, n)
	for i := range items {
		items[i] = Item{ID: fmt.Sprint(i), Title: fmt.Sprintf("Conversation %06d with customer %d", i, i*7919%n), Detail: "chat, resolved"}
	}
	return items
}

func BenchmarkMoveAndView100000(b *testing.B) {
	m := New(look(), Options{})
	m.SetItems(many(100_000))
	m.SetSize(60, 40)
	m.Focus()
	m.Select(50_000)
	down := press("down")
	for b.Loop() {
		m.Update(down)
		_ = m.View()
	}
}

func BenchmarkFilterFirstLetter100000(b *testing.B) {
	m := New(look(), Options{})
	m.SetItems(many(100_000))
	m.SetSize(60, 40)
	for b.Loop() {
		m.SetFilter("")
		m.SetFilter("c")
		_ = m.View()
	}
}

func BenchmarkFilterRare100000(b *testing.B) {
	m := New(look(), Options{})
	m.SetItems(many(100_000))
	m.SetSize(60, 40)
	for b.Loop() {
		m.SetFilter("")
		m.SetFilter("cust 9999")
		_ = m.View()
	}
}
