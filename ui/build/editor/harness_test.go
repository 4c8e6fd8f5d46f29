package editor

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"parley/engine/model"
	"parley/themes"
	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// desk stands in for the program around the pane: it applies edits, answers
// pickers and shows the result again.
type desk struct {
	t       testing.TB
	e       *Editor
	state   State
	undo    []*model.Workspace
	wants   []want.Want
	pick    *want.Pick
	prompt  *want.Prompt
	refused []string
}

func newDesk(t testing.TB, w *model.Workspace, dialog model.DialogID, width, height int) *desk {
	th := themes.Default(true)
	st := styles.New(th, styles.NewRenderer(termenv.TrueColor, true), styles.Options{})
	d := &desk{t: t, e: New(st), state: State{Workspace: w}}
	d.e.SetSize(width, height)
	d.e.Focus()
	d.open(dialog)
	return d
}

func (d *desk) open(dialog model.DialogID) {
	d.state.Assistant = d.state.Workspace.Assistants[0]
	d.state.Dialog = d.state.Assistant.Dialog(dialog)
	d.e.Show(d.state)
}

func (d *desk) show(w *model.Workspace) {
	d.state.Workspace = w
	d.open(d.state.Dialog.ID)
}

// do carries out wants as the program would.
func (d *desk) do(wants []want.Want) {
	for _, w := range wants {
		d.wants = append(d.wants, w)
		switch w := w.(type) {
		case want.Apply:
			c, err := w.Action.Apply(d.state.Workspace)
			if err != nil {
				d.refused = append(d.refused, w.Action.Label()+": "+err.Error())
				continue
			}
			d.undo = append(d.undo, d.state.Workspace)
			d.show(c.Workspace)
		case want.Pick:
			d.pick = &w
		case want.Prompt:
			d.prompt = &w
		}
	}
}

// takeBack undoes the last edit.
func (d *desk) takeBack() {
	last := len(d.undo) - 1
	w := d.undo[last]
	d.undo = d.undo[:last]
	d.show(w)
}

// choose answers the open picker with the item whose label contains the text.
func (d *desk) choose(text string) {
	d.t.Helper()
	p := d.pick
	if p == nil {
		d.t.Fatalf("no picker is open for %q\n%s", text, d.text())
	}
	d.pick = nil
	for _, it := range p.Items {
		if strings.Contains(it.Label, text) {
			if it.Reason != "" {
				d.t.Fatalf("%q cannot be picked: %s", it.Label, it.Reason)
			}
			d.do(p.Done(it))
			return
		}
	}
	if p.Free {
		d.do(p.Done(want.Item{Label: text}))
		return
	}
	d.t.Fatalf("%q is not among %v", text, p.Items)
}

// answer fills in the open prompt.
func (d *desk) answer(text string) {
	d.t.Helper()
	p := d.prompt
	if p == nil {
		d.t.Fatalf("no prompt is open")
	}
	d.prompt = nil
	d.do(p.Done(text))
}

// keys presses keys named as Bubble Tea names them, with blanks between.
func (d *desk) keys(names string) {
	for _, n := range strings.Fields(names) {
		d.do(d.e.Update(keyOf(n)))
	}
}

// write types a text.
func (d *desk) write(text string) {
	for _, r := range text {
		if r == ' ' {
			d.do(d.e.Update(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}))
			continue
		}
		d.do(d.e.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}))
	}
}

func keyOf(name string) tea.KeyMsg {
	if name == "space" {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	if len([]rune(name)) == 1 {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
	}
	for t := tea.KeyType(-200); t < 200; t++ {
		if k := (tea.KeyMsg{Type: t}); k.String() == name && t != tea.KeyRunes {
			return k
		}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

// text is the view without styles and without blanks at line ends.
func (d *desk) text() string {
	lines := strings.Split(canvas.Strip(d.e.View()), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func (d *desk) has(parts ...string) {
	d.t.Helper()
	text := d.text()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			d.t.Errorf("%q is not in\n%s", p, text)
		}
	}
}

func (d *desk) hasNot(parts ...string) {
	d.t.Helper()
	text := d.text()
	for _, p := range parts {
		if strings.Contains(text, p) {
			d.t.Errorf("%q is in\n%s", p, text)
		}
	}
}

// last is the last want of a type.
func last[T want.Want](d *desk) T {
	d.t.Helper()
	for i := len(d.wants) - 1; i >= 0; i-- {
		if w, ok := d.wants[i].(T); ok {
			return w
		}
	}
	var none T
	d.t.Fatalf("no %T among %v", none, d.wants)
	return none
}

// click presses the left button at a cell of the pane.
func (d *desk) click(x, y int) {
	d.do(d.e.Update(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress}))
}
