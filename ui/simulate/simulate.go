// Package simulate is the dialog that asks for a month's traffic to be made up:
// with which assistant, how many conversations, which month, and whether they are
// kept.
package simulate

import (
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/engine/simulate"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/dialog"
	"parley/ui/kit/form"
	"parley/ui/kit/keys"
	"parley/ui/kit/styles"
)

// Form is the dialog. Make it with [New].
type Form struct {
	styles     *styles.Styles
	form       *form.Model
	picker     *dialog.Picker // in place of the form while something is picked; nil: nothing is
	assistants []*model.Assistant
	months     []desk.Month // that can be chosen, the last one that is over first
	asked      desk.Simulation
	problem    string
}

const (
	usually   = 20_000 // a shop's month
	monthsAgo = 12     // how far back a month can be chosen
)

// New makes the dialog for the assistants of a workspace, the one that is open
// first; last is the last month that is over.
func New(w *model.Workspace, open model.AssistantID, last desk.Month) *Form {
	f := &Form{assistants: w.Assistants, asked: desk.Simulation{Assistant: open, Conversations: usually, Seed: 1, Month: last, Save: true}}
	for back := range monthsAgo {
		f.months = append(f.months, last.Add(-back))
	}
	return f
}

// Asked is what was decided, once the dialog is answered.
func (f *Form) Asked() desk.Simulation { return f.asked }

// SetStyles makes the form at first and changes the look later.
func (f *Form) SetStyles(st *styles.Styles) {
	f.styles = st
	if f.picker != nil {
		f.picker.SetStyles(st)
	}
	if f.form != nil {
		f.form.SetStyles(st)
		return
	}
	f.form = form.New(st)
	f.fill()
	f.form.Focus()
}

// The keys of the fields.
const (
	assistant     = "assistant"
	conversations = "conversations"
	month         = "month"
	seed          = "seed"
	keep          = "keep"
)

// fill gives the form its fields with what was entered.
func (f *Form) fill() {
	var assistants, months []form.Option
	for _, a := range f.assistants {
		o := form.Option{ID: string(a.ID), Label: canvas.OneLine(a.Name), Detail: a.Type.Title() + ", " + a.Channel.Title()}
		if len(a.Dialogs) == 0 {
			o.Disabled = "it has no dialog yet"
		}
		assistants = append(assistants, o)
	}
	for _, m := range f.months {
		months = append(months, form.Option{ID: m.String()})
	}
	f.form.SetFields([]form.Field{
		{Key: assistant, Label: "Assistant", Kind: form.Choice, Value: string(f.asked.Assistant), Options: assistants, Hint: "as it is live, else its draft"},
		{Key: conversations, Label: "Conversations", Kind: form.Number, Value: strconv.Itoa(f.asked.Conversations), Min: 1, Max: simulate.MaxConversations},
		{Key: month, Label: "Month", Kind: form.Choice, Value: f.asked.Month.String(), Options: months},
		{Key: seed, Label: "Seed", Kind: form.Number, Value: strconv.FormatUint(f.asked.Seed, 10), Min: 0, Max: 1_000_000_000, Hint: "another one makes other conversations"},
		{Key: keep, Label: "Keep them", Kind: form.Toggle, Value: strconv.FormatBool(f.asked.Save), Hint: "marked as simulated: they count in a forecast only"},
	})
}

// Typing tells that a text is being written.
func (f *Form) Typing() bool {
	return f.picker != nil && f.picker.Typing() || f.picker == nil && f.form.Typing()
}

// bindings are the keys of the dialog.
func (f *Form) bindings() keys.Set {
	if f.Typing() {
		return keys.Set{{ID: "done", Keys: []string{"enter", "esc"}, Label: "done"}, {ID: "begin", Keys: []string{"ctrl+r"}, Label: "simulate"}}
	}
	return keys.Set{{ID: "edit", Keys: []string{"enter"}, Label: "change"}, {ID: "begin", Keys: []string{"s", "ctrl+r"}, Label: "simulate"}, {ID: "close", Keys: []string{"esc", "q"}, Label: "close"}}
}

// Update takes a key, or a mouse message counted from the dialog's corner.
func (f *Form) Update(msg tea.Msg) (dialog.Answer, bool) {
	if f.picker != nil {
		f.pick(msg)
		return dialog.Answer{}, false
	}
	switch m := msg.(type) {
	case tea.MouseMsg:
		m.X, m.Y = m.X-1, m.Y-1
		f.give(m)
	case tea.KeyMsg:
		mode := keys.Move
		if f.Typing() {
			mode = keys.Type
		}
		b, _ := f.bindings().Match(mode, m)
		switch {
		case b.ID == "close":
			return dialog.Answer{Cancelled: true}, true
		case b.ID == "begin" && f.problem == "":
			return dialog.Answer{}, true
		}
		f.give(m)
	}
	return dialog.Answer{}, false
}

// pick gives a message to the picker that is open.
func (f *Form) pick(msg tea.Msg) {
	a, done := f.picker.Update(msg)
	if !done {
		return
	}
	f.picker = nil
	if r, ok := f.form.Answer(a); ok {
		f.take(r)
	}
}

// give lets the form have a message.
func (f *Form) give(msg tea.Msg) {
	r := f.form.Update(msg)
	if f.problem = r.Reason; r.Picker != nil {
		f.picker = r.Picker
		f.picker.SetStyles(f.styles)
		return
	}
	f.take(r)
}

// take keeps what was entered.
func (f *Form) take(r form.Result) {
	for _, c := range r.Changes {
		switch c.Key {
		case assistant:
			f.asked.Assistant = model.AssistantID(c.Value)
		case conversations:
			f.asked.Conversations, _ = strconv.Atoi(c.Value)
		case month:
			at := slices.IndexFunc(f.months, func(m desk.Month) bool { return m.String() == c.Value })
			f.asked.Month = f.months[max(at, 0)]
		case seed:
			f.asked.Seed, _ = strconv.ParseUint(c.Value, 10, 64)
		case keep:
			f.asked.Save = c.Value == "true"
		}
	}
	if len(r.Changes) > 0 {
		f.fill()
	}
}

// Size is wide enough for the hints, and as high as the fields are with one of them.
func (f *Form) Size(w, h int) (int, int) {
	if f.picker != nil {
		return f.picker.Size(w, h)
	}
	return min(max(w-4, 1), 66), min(max(h-2, 1), 11)
}

// Draw draws exactly w×h.
func (f *Form) Draw(w, h int) string {
	if f.picker != nil {
		return f.picker.Draw(w, h)
	}
	iw, ih := max(w-2, 1), max(h-2, 1)
	f.form.SetSize(iw, max(ih-1, 1))
	body := canvas.JoinVertical(f.form.View(), canvas.FitLine(f.foot(iw), iw))
	frame := f.styles.Frame("Simulate traffic", "", true)
	frame.Fill = f.styles.Surface.Ink
	return frame.Draw(canvas.Fit(body, iw, ih), w, h)
}

func (f *Form) foot(w int) string {
	if f.problem != "" {
		return " " + f.styles.Error.Render(canvas.TruncateTail(canvas.OneLine(f.problem), max(w-2, 1), f.styles.Glyphs.Ellipsis))
	}
	mode := keys.Move
	if f.Typing() {
		mode = keys.Type
	}
	return f.bindings().BottomLine(mode, w, f.styles)
}
