package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/ui/uitest"
)

// large is an assistant of n dialogs: each asks two questions, branches and
// offers buttons to the next ones.
func large(n int) string {
	var b strings.Builder
	b.WriteString("kind: Assistant\nid: large\nname: Large\ntype: premium\nchannel: chat\ndialogs:\n" +
		"  - id: welcome\n    name: Welcome\n    interactions:\n      - sendMessage: {text: \"Hello! I'm a bot.\"}\n    end: {redirect: {dialog: d1}}\n")
	for i := 1; i <= n-2; i++ {
		next := i%(n-2) + 1
		fmt.Fprintf(&b, "  - id: d%d\n    name: Dialog %d\n    interactions:\n", i, i)
		fmt.Fprintf(&b, "      - textQuestion: {text: \"Question %d, {{customer.name | \\\"friend\\\"}}?\", save: customer.name}\n", i)
		b.WriteString("      - conditionalBranch:\n          branches:\n" +
			"            - when: [{attribute: customer.vip, is: equal to, value: true}]\n" +
			"              do: [{sendMessage: {text: You are at the front.}}]\n" +
			"          otherwise: {do: [{updateAttribute: {attribute: conversation.priority, value: 3}}]}\n")
		fmt.Fprintf(&b, "    end: {navigationButtons: {text: And now?, buttons: [{label: On, dialog: d%d}, {label: Enough, dialog: complete}]}}\n", next)
	}
	b.WriteString("  - id: complete\n    name: Complete Assistant\n    interactions:\n      - sendMessage: {text: Goodbye.}\n    end: {transfer: {team: care}}\n" +
		"---\nkind: Team\nid: care\nname: Care\n")
	return b.String()
}

// answered are answers in the preview before what is measured: pairs of a
// question and a button, round and round.
func answered(d *uitest.Driver, n int, actions func(i int) model.Action) {
	for i := range n {
		d.Model().Screen().Act(actions(i))
	}
	d.Resize(120, 40)
}

func storeVisit(i int) model.Action {
	// The menu leads to gift cards and back to the menu.
	if i%2 == 0 {
		return model.Action{Verb: model.VerbPress, Text: "Gift cards"}
	}
	return model.Action{Verb: model.VerbPress, Text: "Something else"}
}

func largeVisit(i int) model.Action {
	if i%2 == 0 {
		return model.Action{Verb: model.VerbSay, Text: "Ada"}
	}
	return model.Action{Verb: model.VerbPress, Text: "On"}
}

// BenchmarkKeystroke is a key typed into a message of the definition, with the
// conversation played again on it, to the finished frame of 120×40.
func BenchmarkKeystroke(b *testing.B) {
	b.Run("small", func(b *testing.B) {
		keystroke(b, uitest.New(b, uitest.Options{Racing: true}))
	})
	b.Run("store-helper-40-answers", func(b *testing.B) {
		d := uitest.New(b, uitest.Options{Sample: "store-helper", Racing: true})
		answered(d, 40, storeVisit)
		keystroke(b, d)
	})
	b.Run("a-text-of-200-KB", func(b *testing.B) {
		d := uitest.New(b, uitest.Options{Racing: true})
		d.Press("enter", "i", "end")
		d.Paste(strings.Repeat("A line of a very long text that somebody pasted.\n", 4000))
		d.Press("esc", "shift+tab")
		keystroke(b, d)
	})
	b.Run("2000-dialogs-40-answers", func(b *testing.B) {
		d := uitest.New(b, uitest.Options{YAML: large(2000), Racing: true})
		answered(d, 40, largeVisit)
		keystroke(b, d)
	})
}

func keystroke(b *testing.B, d *uitest.Driver) {
	d.Press("enter", "i", "end")
	if !d.Typing() {
		d.Fail("a text is typed")
	}
	if want := d.Model().Screen().Talk().Depth(); want > 0 {
		if _, _, stopped := d.Model().Screen().Talk().Stopped(); stopped || want != 40 {
			d.Fail("%d answers fit", want)
		}
	}
	m := d.Model()
	keys := []tea.Msg{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, tea.KeyMsg{Type: tea.KeyBackspace}}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		m.Update(keys[i%2])
		if frame := m.View(); len(frame) < 120*40 {
			b.Fatal("no frame")
		}
		i++
	}
}

// BenchmarkFirstFrame is opening the screens on an open workspace to the first frame of 120×40.
func BenchmarkFirstFrame(b *testing.B) {
	for _, c := range []struct {
		name string
		o    uitest.Options
	}{{"small", uitest.Options{}}, {"store-helper", uitest.Options{Sample: "store-helper"}}, {"2000-dialogs", uitest.Options{YAML: large(2000)}}} {
		b.Run(c.name, func(b *testing.B) {
			d := uitest.New(b, c.o)
			b.ReportAllocs()
			for b.Loop() {
				if frame := d.Again(); len(frame) < 120*40 {
					b.Fatal("no frame")
				}
			}
		})
	}
}
