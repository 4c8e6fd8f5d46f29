package workspace

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/workflow"
	"parley/ui/desk"
	"parley/ui/kit/busy"
	"parley/ui/kit/form"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// trial is a workflow tried alone: what goes in, and what came of it.
type trial struct {
	flow     model.WorkflowID
	styles   *styles.Styles
	form     *form.Model
	values   map[string]string // what was entered, by input
	recorded bool              // a recorded response is used where there is one
	w, h     int
	top      int // first line shown of the outcome
	focused  bool
	at       *model.Workflow // as the fields were made of
	run      outcome
}

// outcome is a run under way, or what came of it.
type outcome struct {
	number int // of runs: what an older one brings is dropped
	cancel context.CancelFunc
	spin   busy.Model
	since  time.Time
	took   time.Duration
	input  model.Map[model.Value]
	result *workflow.Result
	told   string // what there is to say instead of a result
}

func (o *outcome) busy() bool { return o.cancel != nil }

// recordedKey is the key of the form's last field; no input can have it.
const recordedKey = " recorded"

func (s *Screen) cannotTry() string {
	if s.kind().one != "Workflow" {
		return "only workflows are tried"
	}
	if s.document() == "" {
		return "no workflow is selected"
	}
	return ""
}

// try shows the form of a workflow's inputs instead of its fields.
func (s *Screen) try() []want.Want {
	_, id := split(s.document())
	t := &trial{flow: model.WorkflowID(id), styles: s.styles, form: form.New(s.styles), values: map[string]string{}, recorded: true}
	r := s.window.layout.Panes[layout.Right]
	t.refresh(s.desk.Workspace())
	t.setSize(r.W, r.H)
	s.trial = t
	return focus(layout.Right)
}

// leaveTrial goes back to the workflow's fields.
func (s *Screen) leaveTrial() {
	if s.trial.run.busy() {
		s.trial.run.cancel()
	}
	s.trial = nil
	s.Focus(s.window.focus)
}

func (t *trial) setStyles(st *styles.Styles) {
	t.styles = st
	t.form.SetStyles(st)
}

func (t *trial) focus() {
	t.focused = true
	t.form.Focus()
}

func (t *trial) blur() {
	t.focused = false
	t.form.Blur()
}

func (t *trial) mode() keys.Mode {
	if t.form.Typing() {
		return keys.Type
	}
	return keys.Move
}

// refresh makes the fields of the workflow as it is now.
func (t *trial) refresh(w *model.Workspace) {
	f := w.Workflow(t.flow)
	if f == nil || f == t.at {
		return
	}
	t.at = f
	t.fill()
}

// fill gives the form its fields with what was entered.
func (t *trial) fill() {
	var fields []form.Field
	for _, p := range t.at.Input {
		x := form.Field{Key: p.Name, Label: p.Name, Kind: form.Line, Value: t.values[p.Name], Placeholder: typeOf(p)}
		if p.Required {
			x.Placeholder += ", needed"
		}
		if p.Type == model.TypeBoolean {
			x.Kind, x.Value = form.Toggle, strconv.FormatBool(t.values[p.Name] == "true")
		}
		if t.values[p.Name] != "" {
			if _, problem := valueOf(p, t.values[p.Name]); problem != "" {
				x.Error = problem
			}
		}
		fields = append(fields, x)
	}
	fields = append(fields, form.Field{Key: recordedKey, Label: "Recorded responses", Kind: form.Toggle, Value: strconv.FormatBool(t.recorded),
		Hint: "used where one fits the inputs; off, it is always run"})
	t.form.SetFields(fields)
}

func typeOf(p model.Parameter) string {
	if p.Type == "" {
		return string(model.TypeText)
	}
	return string(p.Type)
}

// valueOf reads what was entered by the input's type.
func valueOf(p model.Parameter, text string) (v model.Value, problem string) {
	switch p.Type {
	case model.TypeNumber:
		n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return v, "write a number, such as 5"
		}
		return model.NumberOf(n), ""
	case model.TypeBoolean:
		return model.BoolOf(text == "true"), ""
	case model.TypeDate:
		if _, err := time.Parse(time.DateOnly, strings.TrimSpace(text)); err != nil {
			return v, "write a date, such as 2026-03-01"
		}
	case model.TypeList:
		var items []string
		for _, item := range strings.Split(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		return model.ListOf(items), ""
	}
	return model.TextOf(text), ""
}

// input is what the workflow is run with, or why it cannot be.
func (t *trial) input() (in model.Map[model.Value], problem string) {
	for _, p := range t.at.Input {
		text := t.values[p.Name]
		if text == "" && !(p.Required && p.Type == model.TypeBoolean) {
			if p.Required {
				return nil, p.Name + " is needed"
			}
			continue
		}
		v, wrong := valueOf(p, text)
		if wrong != "" {
			return nil, p.Name + ": " + wrong
		}
		in = append(in, model.Pair[model.Value]{Key: p.Name, Value: v})
	}
	return in, ""
}

// start runs the workflow beside the screen.
func (s *Screen) start() []want.Want {
	t, w := s.trial, s.desk.Workspace()
	t.form.Blur()
	t.form.Focus()
	in, problem := t.input()
	if problem != "" {
		return []want.Want{want.Tell{Text: problem, Error: true}}
	}
	if t.run.busy() {
		t.run.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.run = outcome{number: t.run.number + 1, spin: busy.New(s.styles), cancel: cancel, input: in, since: s.desk.Now()}
	t.top = 0
	number, flow, recorded := t.run.number, t.flow, t.recorded
	work := func() func() []want.Want {
		result := desk.Try(ctx, w, flow, in, recorded)
		return func() []want.Want {
			if s.trial == t {
				t.finished(number, result, s.desk.Now())
			}
			return nil
		}
	}
	return []want.Want{s.beats(t, number), want.Work{Do: work}}
}

// beats moves the spinner on as long as the run takes.
func (s *Screen) beats(t *trial, number int) want.Want {
	return want.After{Wait: t.run.spin.Every(), Do: func() []want.Want {
		if s.trial != t || t.run.number != number || !t.run.busy() {
			return nil
		}
		t.run.spin.Turn()
		return []want.Want{s.beats(t, number)}
	}}
}

// finished takes what came of a run; that of one which was cancelled is dropped.
func (t *trial) finished(number int, result workflow.Result, now time.Time) {
	if number != t.run.number || !t.run.busy() {
		return
	}
	t.run.cancel()
	t.run.cancel, t.run.result, t.run.took = nil, &result, now.Sub(t.run.since)
}

// stop cancels a run.
func (t *trial) stop() {
	t.run.cancel()
	t.run.cancel, t.run.told = nil, "Cancelled."
}

// keep puts what came of a run among the workflow's recorded responses, in the
// place of one for the same inputs.
func (t *trial) keep() []want.Want {
	r := t.run.result
	kept := model.WorkflowResponse{Input: t.run.input, Output: r.Output, Error: r.Error}
	list := model.Path("workflows").At(string(t.flow)).Field("responses")
	for i, old := range t.at.Responses {
		if reflect.DeepEqual(old.Input, kept.Input) {
			var all []edit.Action
			for key, value := range map[string]any{"output": kept.Output, "error": kept.Error} {
				all = append(all, edit.SetField{At: list.Index(i).Field(key), Value: value})
			}
			return []want.Want{want.Apply{Action: edit.Batch{Name: "keep a recorded response", Actions: all}}, want.Tell{Text: "Kept instead of the response for the same inputs"}}
		}
	}
	return []want.Want{want.Apply{Action: edit.InsertElement{List: list, Index: -1, Value: kept}},
		want.Tell{Text: "Kept as a recorded response: previews and tests answer with it"}}
}

// bindings are the keys of the pane.
func (t *trial) bindings() keys.Set {
	if t.form.Typing() {
		return keys.Set{{ID: "trial.done", Keys: []string{"esc", "enter"}, Label: "done", Help: "Leave the text", Group: group, Hidden: true}}
	}
	out := "back"
	if t.run.busy() {
		out = "cancel"
	}
	idle := func() string {
		if !t.run.busy() {
			return ""
		}
		return "it is running: esc cancels it"
	}
	result := func() string {
		switch {
		case t.run.result == nil:
			return "nothing came of it yet: t runs it"
		case t.run.result.Recorded:
			return "it is a recorded response already"
		}
		return ""
	}
	return keys.Set{
		{ID: "trial.run", Keys: []string{"t"}, Label: "run", Help: "Run the workflow with these inputs", Group: group, Disabled: idle},
		{ID: "trial.edit", Keys: []string{"enter", "i", "e"}, Label: "edit", Help: "Enter an input", Group: group, Disabled: idle},
		{ID: "trial.keep", Keys: []string{"k"}, Label: "keep", Help: "Keep what came of it as a recorded response", Group: group, Disabled: result},
		{ID: "trial.out", Keys: []string{"esc"}, Label: out, Help: "Cancel the run; go back to the workflow's fields", Group: group},
	}
}

// update takes a key, or a mouse message counted from the pane's corner.
func (t *trial) update(s *Screen, msg tea.Msg) []want.Want {
	switch m := msg.(type) {
	case tea.MouseMsg:
		return t.mouse(s, m)
	case tea.KeyMsg:
		if t.form.Typing() {
			return t.enter(m)
		}
		if b, ok := t.bindings().Match(keys.Move, m); ok {
			return t.act(s, b)
		}
		switch m.String() {
		case "pgdown":
			t.scroll(t.room() - 1)
		case "pgup":
			t.scroll(1 - t.room())
		case "j":
			return t.give(tea.KeyMsg{Type: tea.KeyDown})
		default:
			return t.give(m)
		}
	}
	return nil
}

func (t *trial) act(s *Screen, b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	switch b.ID {
	case "trial.run":
		return s.start()
	case "trial.keep":
		return t.keep()
	case "trial.out":
		if t.run.busy() {
			t.stop()
		} else {
			s.leaveTrial()
		}
	case "trial.edit":
		return t.give(tea.KeyMsg{Type: tea.KeyEnter})
	}
	return nil
}

// enter gives a key to the text that is typed; enter and esc end it.
func (t *trial) enter(m tea.KeyMsg) []want.Want { return t.give(m) }

// give lets the form have a message and keeps what was entered.
func (t *trial) give(msg tea.Msg) []want.Want {
	r := t.form.Update(msg)
	for _, c := range r.Changes {
		if c.Key == recordedKey {
			t.recorded = c.Value == "true"
			continue
		}
		t.values[c.Key] = c.Value
	}
	if len(r.Changes) > 0 {
		t.fill()
	}
	if r.Reason != "" {
		return []want.Want{want.Tell{Text: r.Reason, Error: true}}
	}
	return nil
}

// names of the outputs in the order they are declared, then any others.
func (t *trial) outputs() []string {
	var out []string
	for _, p := range t.at.Output {
		out = append(out, p.Name)
	}
	for _, p := range t.run.result.Output {
		if !slices.Contains(out, p.Key) {
			out = append(out, p.Key)
		}
	}
	return out
}

func (t *trial) mouse(s *Screen, m tea.MouseMsg) []want.Want {
	m.X, m.Y = m.X-1, m.Y-1
	formRows := t.formHeight()
	switch {
	case m.Button == tea.MouseButtonWheelUp:
		t.scroll(-3)
	case m.Button == tea.MouseButtonWheelDown:
		t.scroll(3)
	case m.Y < formRows:
		return t.give(m)
	case m.Y == formRows && m.Action == tea.MouseActionPress && m.Button == tea.MouseButtonLeft && !t.run.busy():
		return s.start()
	}
	return nil
}

func keyEsc() tea.KeyMsg        { return tea.KeyMsg{Type: tea.KeyEsc} }
func keyRune(r rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}} }
