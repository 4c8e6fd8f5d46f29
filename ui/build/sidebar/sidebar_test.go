package sidebar

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/themes"
	"parley/ui/kit/styles"
)

func looks() []*styles.Styles {
	r := styles.NewRenderer(termenv.TrueColor, true)
	return []*styles.Styles{
		styles.New(themes.Default(true), r, styles.Options{}),
		styles.New(themes.Default(true), r, styles.Options{NoColor: true, Glyphs: styles.ASCII()}),
		styles.New(themes.Default(false), r, styles.Options{Glyphs: styles.Emoji()}),
	}
}

// anything draws an assistant with names and texts of any characters, some of whose dialogs lead nowhere.
func anything(t *rapid.T) *model.Assistant {
	word := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"世界の返品", "👩‍👩‍👧 family", "é̶̡ Zoë", "Returns", ""}))
	a := &model.Assistant{ID: "a", Name: word.Draw(t, "name"), Type: model.Premium, Channel: model.Chat}
	for i := range rapid.IntRange(1, 6).Draw(t, "dialogs") {
		id := model.DialogID(rune('a' + i))
		d := &model.Dialog{ID: id, Name: word.Draw(t, "dialog"), Intent: model.IntentID(word.Draw(t, "intent"))}
		d.Interactions = []model.Interaction{{ID: "1", Settings: &model.SendMessage{Text: model.Text(word.Draw(t, "text"))}}}
		if rapid.Bool().Draw(t, "ends") {
			to := rapid.SampledFrom([]model.DialogID{"a", "b", "gone"}).Draw(t, "to")
			d.End = &model.Interaction{ID: "2", Settings: &model.Redirect{Dialog: to}}
		}
		a.Dialogs = append(a.Dialogs, d)
	}
	return a
}

// TestExactAtAnySize draws the pane from one cell on, under keys and filters.
func TestExactAtAnySize(t *testing.T) {
	all := looks()
	names := []string{"down", "up", "/", "a", "世", "esc", "end"}
	keys := map[string]tea.KeyMsg{"down": {Type: tea.KeyDown}, "up": {Type: tea.KeyUp}, "esc": {Type: tea.KeyEsc}, "end": {Type: tea.KeyEnd}}
	rapid.Check(t, func(t *rapid.T) {
		s := New(rapid.SampledFrom(all).Draw(t, "look"))
		a := anything(t)
		s.Show(State{Workspace: &model.Workspace{Assistants: []*model.Assistant{a}}, Assistant: a, Current: "a", Speaking: "b", Problems: map[model.DialogID]int{"a": 2}})
		if rapid.Bool().Draw(t, "focused") {
			s.Focus()
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			w, h := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 40).Draw(t, "h")
			s.SetSize(w, h)
			name := rapid.SampledFrom(names).Draw(t, "key")
			key, ok := keys[name]
			if !ok {
				key = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
			}
			s.Update(key)
			lines := strings.Split(s.View(), "\n")
			if len(lines) != h {
				t.Fatalf("%d lines instead of %d", len(lines), h)
			}
			for _, l := range lines {
				if n := ansi.StringWidth(l); n != w {
					t.Fatalf("%d cells instead of %d: %q", n, w, l)
				}
			}
		}
	})
}
