package editor

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
)

// long is a workspace whose dialog "long" has n interactions; the text of the
// first has some lines.
func long(n, lines int) *model.Workspace {
	w := sample()
	a := *w.Assistants[0]
	d := &model.Dialog{ID: "long", Name: "Long"}
	text := strings.Repeat("A line of a text that is rather long, {{customer.name}}.\n", lines)
	for i := range n {
		id := fmt.Sprintf("s%d", i)
		switch {
		case i == 0:
			d.Interactions = append(d.Interactions, step(id, &model.SendMessage{Text: model.Text(text)}))
		case i%3 == 0:
			d.Interactions = append(d.Interactions, step(id, &model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: "customer.vip", Is: model.OpSet}},
				Do: []model.Interaction{step(id+"a", &model.SendMessage{Text: "Welcome back, {{customer.name}}."})}, Redirect: "returns"}}}))
		default:
			d.Interactions = append(d.Interactions, step(id, &model.TextQuestion{Text: "What is it about, and how can we help you with it today?", Save: "conversation.contactReason"}))
		}
	}
	a.Dialogs = append(append([]*model.Dialog{}, a.Dialogs...), d)
	w.Assistants = []*model.Assistant{&a}
	return w
}

// keystrokes measures a letter typed and taken back: edit, show and draw.
func keystrokes(b *testing.B, w *model.Workspace) {
	d := newDesk(b, w, "long", 70, 50)
	d.keys("e")
	d.e.View()
	letter, back := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'x'}}, tea.KeyMsg{Type: tea.KeyBackspace}
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			d.do(d.e.Update(letter))
		} else {
			d.do(d.e.Update(back))
		}
		d.e.View()
		d.undo, d.wants = d.undo[:0], d.wants[:0]
	}
}

func BenchmarkKeystroke30(b *testing.B)   { keystrokes(b, long(30, 2)) }
func BenchmarkKeystroke300(b *testing.B)  { keystrokes(b, long(300, 2)) }
func BenchmarkKeystrokeLong(b *testing.B) { keystrokes(b, long(30, 2000)) }

func BenchmarkMove300(b *testing.B) {
	d := newDesk(b, long(300, 2), "long", 70, 50)
	down := tea.KeyMsg{Type: tea.KeyDown}
	for i := 0; b.Loop(); i++ {
		if i%500 == 0 {
			d.keys("g")
		}
		d.e.Update(down)
		d.e.View()
	}
}

func BenchmarkOpen(b *testing.B) {
	w := long(30, 2)
	for b.Loop() {
		newDesk(b, w, "long", 70, 50).e.View()
	}
}
