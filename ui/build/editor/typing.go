package editor

import (
	"reflect"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/dialog"
	"parley/ui/kit/styles"
	"parley/ui/kit/textbuf"
	"parley/ui/want"
)

// typing is the text that is edited: of which field, and what is wrong with it.
type typing struct {
	path    model.Path
	field   *model.Field
	buf     *textbuf.Model
	err     string
	dynamic bool // it takes dynamic text though it is no text field
	// read turns the text into the field's value.
	read func(string) (any, error)
	// write is the value as a text, for what changes from outside.
	write func(reflect.Value) string
}

func textStyles(st *styles.Styles) textbuf.Styles { return dialog.TextStyles(st) }

// write begins to edit a field as text.
func (e *Editor) write(r *row) []want.Want {
	t := &typing{path: r.path, field: r.field}
	e.reader(t, r)
	o := textbuf.Options{Styles: textStyles(e.look.st), Single: !prose(r.field), EnterBreaks: r.field.Has("body")}
	if r.field.Role == model.RoleText || t.dynamic {
		o.Highlight = e.highlight
	}
	t.buf = textbuf.New(o)
	text := t.write(r.value)
	t.buf.SetSize(e.page.w, 1)
	t.buf.SetText(text)
	t.buf.SetCursor(len(text))
	if e.look.focused {
		t.buf.Focus()
	}
	e.typing = t
	e.at = r.spot()
	e.change()
	e.reveal()
	return nil
}

// reader sets how a field's value is written as text and read again.
func (e *Editor) reader(t *typing, r *row) {
	f := r.field
	t.write = func(v reflect.Value) string {
		if v = deref(v); !isSet(v) {
			return ""
		}
		if f.Role == model.RoleList {
			return canvas.Strip(e.many(f, v))
		}
		return plain(v)
	}
	t.read = func(s string) (any, error) { return edit.Parse(f, s) }
	if f.Role == model.RoleValue {
		t.dynamic = true
		t.read = e.readValue(r.path, f)
	}
}

// highlight marks what stands in {{…}} while a text is edited.
func (e *Editor) highlight(line string) []textbuf.Span {
	var out []textbuf.Span
	for i := 0; i+1 < len(line); i++ {
		if line[i] != '{' || line[i+1] != '{' {
			continue
		}
		for j := i + 2; j+1 < len(line); j++ {
			if line[j] == '}' && line[j+1] == '}' {
				out = append(out, textbuf.Span{From: i, To: j + 2, Ink: e.look.st.Code.Ink})
				i = j + 1
				break
			}
		}
	}
	return out
}

// key gives a key to the text that is edited.
func (e *Editor) typeKey(msg tea.KeyMsg) []want.Want {
	t := e.typing
	res := t.buf.Update(msg)
	if !res.Handled {
		return e.unhandled(msg)
	}
	e.change()
	if res.Err != nil {
		t.err = res.Err.Error()
	}
	var out []want.Want
	if res.Changed {
		out = e.commit()
		if msg.Type == tea.KeyRunes && !msg.Paste && res.Edit.Inserted != "" && strings.HasSuffix(res.Edit.Inserted, "{") && e.canInsert() == "" && e.afterBraces() {
			out = append(out, e.pickDynamic()...)
		}
	}
	e.page.follow = true
	return out
}

// unhandled is a key that means nothing in the text: up and down leave a single line.
func (e *Editor) unhandled(msg tea.KeyMsg) []want.Want {
	switch msg.Type {
	case tea.KeyUp:
		e.leaveText()
		e.step(-1)
	case tea.KeyDown:
		e.leaveText()
		e.step(1)
	}
	return nil
}

// afterBraces tells whether the cursor stands behind the {{ that begins dynamic text.
func (e *Editor) afterBraces() bool {
	text, at := e.typing.buf.Text(), e.typing.buf.Cursor()
	return strings.HasSuffix(text[:at], "{{") && !strings.HasSuffix(text[:at], "{{{")
}

// commit asks to put the text into the definition, or says what is wrong with it.
func (e *Editor) commit() []want.Want {
	t := e.typing
	value, err := t.read(t.buf.Text())
	if err != nil {
		t.err = err.Error()
		return nil
	}
	t.err = ""
	return apply(e.assign(t.path, value))
}

// reload brings the edited text up to a definition that changed from outside.
func (e *Editor) reload() {
	t := e.typing
	place, err := edit.At(e.state.Workspace, t.path)
	if err != nil || place.Field == nil || place.Field.Role != t.field.Role {
		e.typing = nil
		e.change()
		return
	}
	if now := t.write(place.Value); t.err == "" && now != t.buf.Text() && !t.means(now) {
		t.buf.SetText(now)
	}
}

// means tells whether the edited text stands for the same value as another one.
func (t *typing) means(text string) bool {
	a, errA := t.read(text)
	b, errB := t.read(t.buf.Text())
	return errA == nil && errB == nil && reflect.DeepEqual(a, b)
}

// leaveText ends editing; a text that cannot be read is dropped.
func (e *Editor) leaveText() {
	if e.typing != nil {
		e.typing = nil
		e.change()
		e.reveal()
	}
}

// Flush ends what is being typed. Everything that can be read was asked for with
// each key already, so that nothing is lost.
func (e *Editor) Flush() []want.Want {
	e.leaveText()
	return nil
}
