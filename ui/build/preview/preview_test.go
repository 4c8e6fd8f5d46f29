package preview

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/themes"
	"parley/ui/desk"
	"parley/ui/kit/styles"
)

const talkative = `kind: Assistant
id: any
name: Any
publicName: 世界 👩‍👩‍👧
type: premium
channel: CHANNEL
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "**Hi**, I'm a bot 👩‍👩‍👧 é̶̡.\n\n- 世界の返品\n- a_very_long_word_that_no_line_of_a_narrow_pane_can_ever_hold_as_it_is"}
      - textQuestion: {text: "Your name? ` + "`code`" + ` 🇩🇪", save: customer.name}
    end:
      navigationButtons: {text: "Where to, {{customer.name}}?", buttons: [{label: 返品, dialog: welcome}, {label: "👍🏽 yes, all of that and more", dialog: complete}]}
  - id: complete
    name: Complete Assistant
    end: {transfer: {}}
settings:
  volumeControl: {reminder: {after: 5m, message: Still there?}}
`

// TestExactAtAnySize draws the pane from one cell on, on every channel that can carry the words, under any keys.
func TestExactAtAnySize(t *testing.T) {
	look := styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{})
	for _, channel := range []model.Channel{model.Chat, model.WhatsApp} {
		d, err := desk.Open(desk.Options{From: fs.FS(fstest.MapFS{"w.yaml": &fstest.MapFile{Data: []byte(strings.ReplaceAll(talkative, "CHANNEL", string(channel)))}})})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		a, w := d.Workspace().Assistants[0], d.Workspace()
		program, err := d.Program(a.ID)
		if err != nil {
			t.Fatal(err)
		}
		start, err := d.Start(w, desk.Visitor{})
		if err != nil {
			t.Fatal(err)
		}
		t.Run(string(channel), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { anySize(t, New(look), desk.NewTalk(program, start), w, a) })
		})
	}
}

// anySize holds a conversation and looks at the pane in any size meanwhile.
func anySize(t *rapid.T, p *Preview, talk *desk.Talk, w *model.Workspace, a *model.Assistant) {
	p.Focus()
	for revision := range rapid.IntRange(1, 12).Draw(t, "steps") {
		if rapid.Bool().Draw(t, "answers") {
			said := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"返品", "é̶̡", "👩‍👩‍👧 \x1b[31m"})).Draw(t, "said")
			talk.Act(model.Action{Verb: model.VerbSay, Text: said})
		}
		p.Show(State{Talk: talk, Workspace: w, Assistant: a, Version: "draft", Revision: revision})
		name := rapid.SampledFrom([]string{"I", "B", "i", "up", "down", "世", "esc", "J"}).Draw(t, "key")
		key, ok := map[string]tea.KeyMsg{"up": {Type: tea.KeyUp}, "down": {Type: tea.KeyDown}, "esc": {Type: tea.KeyEsc}}[name]
		if !ok {
			key = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
		}
		p.Update(key)
		width, height := rapid.IntRange(1, 70).Draw(t, "w"), rapid.IntRange(1, 40).Draw(t, "h")
		p.SetSize(width, height)
		lines := strings.Split(p.View(), "\n")
		if len(lines) != height {
			t.Fatalf("%d lines instead of %d", len(lines), height)
		}
		for _, l := range lines {
			if n := ansi.StringWidth(l); n != width {
				t.Fatalf("%d cells instead of %d: %q", n, width, l)
			}
		}
	}
}
