// Package form edits short settings in one column; the parent owns the values and hears of every change.
package form

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/dialog"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/kit/textbuf"
)

// Changed tells a new value of a field. While a text is typed it comes with every key.
type Changed struct {
	Key, Value string
	// New tells that a Choice with AllowNew got a name there is no option for.
	New bool
}

// Result says what a message did.
type Result struct {
	// Handled tells that the message was the form's; another one belongs to the parent.
	Handled bool
	// Changes are new values, in order; mostly none or one.
	Changes []Changed
	// Picker is to be pushed on the dialog stack; its answer goes to Answer.
	Picker *dialog.Picker
	// Reason says why nothing happened, for the line where messages stand.
	Reason string
}

// Model is the form. Make it with New.
type Model struct {
	st      *styles.Styles
	fields  []Field
	at      int // the field with the focus
	edit    *textbuf.Model
	bad     string // what is wrong with what is being typed
	w, h    int
	top     int // first line shown
	focused bool
	rows    []int // the field of every line
	view    string
	ok      bool
}

// pickerID starts the ID of every picker a form opens.
const pickerID = "form:"

// New makes an empty form of 1×1.
func New(st *styles.Styles) *Model { return &Model{st: st, w: 1, h: 1} }

// SetStyles changes the look, for another theme.
func (m *Model) SetStyles(st *styles.Styles) {
	m.st, m.ok = st, false
	if m.edit != nil {
		m.edit.SetStyles(dialog.TextStyles(st))
	}
}

// SetFields gives the form its fields, at first and after every change. The focus stays on the field of the same key, and
// so does a text being typed.
func (m *Model) SetFields(fields []Field) {
	key := m.Key()
	m.fields, m.ok = fields, false
	m.at = -1
	for i, f := range fields {
		if f.Key == key && f.Kind != Note {
			m.at = i
		}
	}
	if m.at < 0 {
		m.edit = nil
		m.at = m.next(-1, 1)
		return
	}
	if m.edit == nil {
		return
	}
	f := m.fields[m.at]
	if f.Disabled != "" || !textual(f.Kind) {
		m.edit = nil
	} else if v, problem := f.check(m.edit.Text()); problem == "" && v != f.Value && m.bad == "" {
		m.edit.SetText(f.typed())
	}
}

// SetSize gives the form its size in cells.
func (m *Model) SetSize(w, h int) {
	if w, h = max(w, 1), max(h, 1); w != m.w || h != m.h {
		m.w, m.h, m.ok = w, h, false
	}
}

// Focus shows which field has the keys.
func (m *Model) Focus() { m.focused, m.ok = true, false }

// Blur hides it and ends typing.
func (m *Model) Blur() {
	m.focused = false
	m.leave()
}

// Typing tells that a text is being typed.
func (m *Model) Typing() bool { return m.edit != nil }

// Key is the key of the field with the focus.
func (m *Model) Key() string {
	if m.at < 0 || m.at >= len(m.fields) {
		return ""
	}
	return m.fields[m.at].Key
}

// FocusKey puts the focus on a field, as when a finding leads there.
func (m *Model) FocusKey(key string) bool {
	for i, f := range m.fields {
		if f.Key == key && f.Kind != Note {
			m.to(i)
			return true
		}
	}
	return false
}

// Editor is the text being typed, for inserting at its cursor; nil when none is. After an insertion call Typed.
func (m *Model) Editor() *textbuf.Model { return m.edit }

// Typed tells the change after the parent put something into Editor.
func (m *Model) Typed() Result { return m.typed(textbuf.Result{Handled: true, Changed: true}) }

func textual(k Kind) bool { return k == Line || k == Text || k == Number || k == Duration }

// next is the next field that can have the focus, or the same one.
func (m *Model) next(from, dir int) int {
	for i := from + dir; i >= 0 && i < len(m.fields); i += dir {
		if m.fields[i].Kind != Note {
			return i
		}
	}
	return max(from, 0)
}

func (m *Model) to(i int) {
	m.leave()
	m.at = i
	m.ok = false
}

// leave ends typing.
func (m *Model) leave() { m.edit, m.bad, m.ok = nil, "", false }

// Update takes keys, and mouse messages whose X and Y count from the form's own corner.
func (m *Model) Update(msg tea.Msg) Result {
	switch msg := msg.(type) {
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.KeyMsg:
		if m.at < 0 || m.at >= len(m.fields) {
			return Result{}
		}
		if m.edit != nil {
			return m.typing(msg)
		}
		return m.moving(msg)
	}
	return Result{}
}

func (m *Model) mouse(msg tea.MouseMsg) Result {
	if msg.Action != tea.MouseActionPress {
		return Result{}
	}
	switch msg.Button {
	case tea.MouseButtonWheelUp:
		m.to(m.next(m.at, -1))
		return Result{Handled: true}
	case tea.MouseButtonWheelDown:
		m.to(m.next(m.at, 1))
		return Result{Handled: true}
	case tea.MouseButtonLeft:
		m.View()
		if msg.Y < 0 || msg.Y >= len(m.rows) || m.rows[msg.Y] < 0 || m.fields[m.rows[msg.Y]].Kind == Note {
			return Result{Handled: true}
		}
		if i := m.rows[msg.Y]; i != m.at {
			m.to(i)
			return Result{Handled: true}
		}
		if m.edit == nil {
			return m.enter()
		}
		return Result{Handled: true}
	}
	return Result{}
}

// moving is the keys while no text is typed.
func (m *Model) moving(msg tea.KeyMsg) Result {
	f := m.fields[m.at]
	switch msg.String() {
	case "up", "k":
		return m.step(-1)
	case "down", "j":
		return m.step(1)
	case "home", "g":
		m.to(m.next(-1, 1))
	case "end", "G":
		m.to(m.next(len(m.fields), -1))
	case "enter":
		return m.enter()
	case " ":
		if f.Kind != Toggle {
			return Result{}
		}
		return m.enter()
	case "left", "h":
		return m.cycle(-1)
	case "right", "l":
		return m.cycle(1)
	default:
		return Result{}
	}
	return Result{Handled: true}
}

func (m *Model) step(dir int) Result {
	to := m.next(m.at, dir)
	if to == m.at {
		return Result{}
	}
	m.to(to)
	return Result{Handled: true}
}

// enter begins what the field's kind is edited by.
func (m *Model) enter() Result {
	f := m.fields[m.at]
	if f.Disabled != "" {
		return Result{Handled: true, Reason: f.Disabled}
	}
	switch f.Kind {
	case Toggle:
		v := "true"
		if f.Value == "true" {
			v = "false"
		}
		return m.changed(v)
	case Choice:
		return Result{Handled: true, Picker: m.picker(f)}
	}
	m.edit = textbuf.New(textbuf.Options{Styles: dialog.TextStyles(m.st), Single: f.Kind != Text, EnterBreaks: f.Kind == Text, Limit: f.Limit, Placeholder: f.Placeholder})
	m.edit.SetText(f.typed())
	m.edit.SetCursor(len(f.typed()))
	m.edit.Focus()
	m.ok = false
	return Result{Handled: true}
}

func (m *Model) picker(f Field) *dialog.Picker {
	items := make([]list.Item, len(f.Options))
	for i, o := range f.Options {
		items[i] = list.Item{ID: o.ID, Title: label(o), Detail: o.Detail, Disabled: o.Disabled}
	}
	p := dialog.NewPicker(pickerID+f.Key, f.Label, items, f.Value)
	p.AllowNew = f.AllowNew
	return p
}

func label(o Option) string {
	if o.Label == "" {
		return o.ID
	}
	return o.Label
}

// Answer takes the answer of a picker the form opened; ok is false for any other answer.
func (m *Model) Answer(a dialog.Answer) (r Result, ok bool) {
	key, ok := strings.CutPrefix(a.ID, pickerID)
	if !ok {
		return Result{}, false
	}
	if a.Cancelled {
		return Result{Handled: true}, true
	}
	if a.New {
		return Result{Handled: true, Changes: []Changed{{Key: key, Value: a.Text, New: true}}}, true
	}
	return Result{Handled: true, Changes: []Changed{{Key: key, Value: a.Choice}}}, true
}

// cycle goes to the next option that fits, or turns a toggle.
func (m *Model) cycle(dir int) Result {
	f := m.fields[m.at]
	if f.Kind != Choice && f.Kind != Toggle {
		return Result{}
	}
	if f.Disabled != "" {
		return Result{Handled: true, Reason: f.Disabled}
	}
	if f.Kind == Toggle {
		return m.enter()
	}
	at := -1
	for i, o := range f.Options {
		if o.ID == f.Value {
			at = i
		}
	}
	if at < 0 && dir < 0 {
		at = len(f.Options)
	}
	for i := at + dir; i >= 0 && i < len(f.Options); i += dir {
		if f.Options[i].Disabled == "" {
			return m.changed(f.Options[i].ID)
		}
	}
	return Result{Handled: true}
}

func (m *Model) changed(v string) Result {
	m.ok = false
	return Result{Handled: true, Changes: []Changed{{Key: m.fields[m.at].Key, Value: v}}}
}

// typing is the keys while a text is typed: esc and, in one line, enter leave; tab goes to the next field and types there.
func (m *Model) typing(msg tea.KeyMsg) Result {
	f := m.fields[m.at]
	switch name := msg.String(); {
	case name == "esc", name == "enter" && f.Kind != Text:
		if m.bad != "" && name == "enter" {
			return Result{Handled: true, Reason: m.bad}
		}
		m.leave()
		return Result{Handled: true}
	case name == "tab" || name == "down" && f.Kind != Text:
		return m.along(1)
	case name == "shift+tab" || name == "up" && f.Kind != Text:
		return m.along(-1)
	}
	return m.typed(m.edit.Update(msg))
}

func (m *Model) along(dir int) Result {
	to := m.next(m.at, dir)
	if to == m.at {
		return Result{Handled: true}
	}
	m.to(to)
	if f := m.fields[to]; textual(f.Kind) && f.Disabled == "" {
		return m.enter()
	}
	return Result{Handled: true}
}

// typed passes on what the editor did: a valid value as a change, a wrong one as an error in place.
func (m *Model) typed(r textbuf.Result) Result {
	m.ok = false
	out := Result{Handled: r.Handled}
	if r.Err != nil {
		m.bad = r.Err.Error()
		return out
	}
	if !r.Changed || m.edit == nil {
		return out
	}
	v, problem := m.fields[m.at].check(m.edit.Text())
	if m.bad = problem; problem == "" && v != m.fields[m.at].Value {
		out.Changes = []Changed{{Key: m.fields[m.at].Key, Value: v}}
	}
	return out
}
