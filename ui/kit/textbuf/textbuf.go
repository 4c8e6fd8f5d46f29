// Package textbuf edits a text of any size without ever changing what it is not asked to change.
//
// The widget keeps text, cursor and selection. It tells every edit as a value, so that undo belongs to whoever keeps the
// text. What is loaded stays byte for byte: tabs, line ends, control characters; only pasted text is normalised.
package textbuf

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"parley/ui/kit/canvas"
)

// Edit is one change: at byte offset At, Deleted made way for Inserted.
type Edit struct {
	At                int
	Deleted, Inserted string
}

// Inverse is the edit that undoes this one.
func (e Edit) Inverse() Edit { return Edit{At: e.At, Deleted: e.Inserted, Inserted: e.Deleted} }

// Apply makes the edit in a text that is kept elsewhere; it tells when the text is not the one the edit was made in.
func (e Edit) Apply(text string) (string, error) {
	if e.At < 0 || e.At > len(text) || !strings.HasPrefix(text[e.At:], e.Deleted) {
		return text, fmt.Errorf("edit at %d: the text there is not the one to replace; load it again", e.At)
	}
	return text[:e.At] + e.Inserted + text[e.At+len(e.Deleted):], nil
}

// TooLongError refuses an insertion that would pass the limit; the text stays as it was.
type TooLongError struct{ Limit int }

// Error says the limit and what can be done.
func (e *TooLongError) Error() string {
	return fmt.Sprintf("text is longer than %d characters; shorten it or split it in two", e.Limit)
}

// Styles are the inks the text is drawn with.
type Styles struct {
	Text, Cursor, Selection, Placeholder canvas.Ink
}

// Span colours a part of a line, from one byte to another.
type Span struct {
	From, To int
	Ink      canvas.Ink
}

// Options are set once.
type Options struct {
	Styles Styles
	// Single keeps to one line: pasted line breaks become blanks, up and down belong to the parent.
	Single bool
	// EnterBreaks makes enter a new line; otherwise only ctrl+j and alt+enter are, and enter belongs to the parent.
	EnterBreaks bool
	// Limit is the most characters the text may have; 0 is 1,000,000.
	Limit int
	// Placeholder is shown while the text is empty.
	Placeholder string
	// Highlight colours parts of a logical line, such as dynamic text; it must be fast and spans must be in order.
	Highlight func(line string) []Span
}

const defaultLimit = 1_000_000

// Model is the editor. Make it with New.
type Model struct {
	opt     Options
	buf     *buffer
	cursor  place
	anchor  place
	marking bool // there is a selection between anchor and cursor
	goal    int  // the column up and down try to keep, or -1
	w, h    int
	focused bool
	scroll  scroller
	text    string
	textOK  bool
	view    string
	viewOK  bool
}

// New makes an empty editor of 1×1.
func New(o Options) *Model {
	if o.Limit <= 0 {
		o.Limit = defaultLimit
	}
	if o.Styles.Cursor == (canvas.Ink{}) {
		o.Styles.Cursor = canvas.InkOf("\x1b[7m")
	}
	return &Model{opt: o, buf: newBuffer(""), goal: -1, w: 1, h: 1, textOK: true}
}

// SetStyles changes the look, for another theme.
func (m *Model) SetStyles(s Styles) {
	m.opt.Styles = s
	m.viewOK = false
}

// SetSize gives the editor its size in cells; the place shown and the cursor stay.
func (m *Model) SetSize(w, h int) {
	w, h = max(w, 1), max(h, 1)
	if w == m.w && h == m.h {
		return
	}
	if w != m.w {
		m.goal = -1
		m.scroll.sub = 0
	}
	m.w, m.h = w, h
	m.reveal()
}

// Focus shows the cursor, Blur hides it.
func (m *Model) Focus() { m.focused, m.viewOK = true, false }

// Blur hides the cursor and lets the selection go.
func (m *Model) Blur() { m.focused, m.marking, m.viewOK = false, false, false }

// Focused tells whether the cursor is shown.
func (m *Model) Focused() bool { return m.focused }

// Text is the whole text; it is put together once after a change.
func (m *Model) Text() string {
	if !m.textOK {
		m.text, m.textOK = m.buf.String(), true
	}
	return m.text
}

// Len is the length in bytes, Runes in characters, Lines the number of lines, all without putting the text together.
func (m *Model) Len() int { return m.buf.size }

// Runes is the number of characters the limit counts.
func (m *Model) Runes() int { return m.buf.runes }

// Lines is the number of logical lines.
func (m *Model) Lines() int { return len(m.buf.lines) }

// Cursor is the byte offset of the cursor.
func (m *Model) Cursor() int { return m.buf.offset(m.cursor) }

// Position is the cursor's logical line and byte in it, both from 0.
func (m *Model) Position() (row, col int) { return m.cursor.row, m.cursor.col }

// SetCursor puts the cursor at a byte offset, or the nearest character start after it.
func (m *Model) SetCursor(offset int) {
	m.marking = false
	m.moveTo(m.buf.snap(m.buf.locate(offset)))
}

// SetText replaces everything, as after an undo or a load. The cursor stays with the text around it: what is the same
// before and after the change keeps its place. No edit is told.
func (m *Model) SetText(text string) {
	old := m.Text()
	if text == old {
		return
	}
	at := m.Cursor()
	head := commonPrefix(old, text)
	tail := commonSuffix(old[head:], text[head:])
	if at > head {
		if at >= len(old)-tail {
			at += len(text) - len(old)
		} else {
			at = len(text) - tail
		}
	}
	m.buf = newBuffer(text)
	m.text, m.textOK = text, true
	m.marking, m.goal = false, -1
	m.cursor = m.buf.snap(m.buf.locate(at))
	m.scroll.clamp(m.buf)
	m.reveal()
}

func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func commonSuffix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return i
		}
	}
	return n
}

// Apply makes an edit that comes from outside, such as an undo; the cursor goes to its end.
func (m *Model) Apply(e Edit) error {
	from := m.buf.locate(e.At)
	if m.buf.offset(from) != e.At || e.At+len(e.Deleted) > m.buf.size {
		return fmt.Errorf("edit at %d: the text has only %d bytes; load it again", e.At, m.buf.size)
	}
	to := m.buf.locate(e.At + len(e.Deleted))
	if m.buf.between(from, to) != e.Deleted {
		return fmt.Errorf("edit at %d: the text there is not the one to replace; load it again", e.At)
	}
	_, end := m.buf.replace(from, to, e.Inserted)
	m.marking = false
	m.edited(end)
	return nil
}

// Insert puts text at the cursor in place of the selection, as a picker for dynamic text does.
func (m *Model) Insert(text string) (Edit, error) {
	from, to := m.selection()
	return m.replace(from, to, text)
}

// replace is the one way the widget itself changes the text.
func (m *Model) replace(from, to place, text string) (Edit, error) {
	if m.opt.Single {
		text = strings.ReplaceAll(text, "\n", " ")
	}
	if grow := utf8.RuneCountInString(text); grow > 0 {
		gone := 0
		if from != to {
			gone = utf8.RuneCountInString(m.buf.between(from, to))
		}
		if m.buf.runes-gone+grow > m.opt.Limit && grow > gone {
			return Edit{}, &TooLongError{Limit: m.opt.Limit}
		}
	}
	e, end := m.buf.replace(from, to, text)
	m.marking = false
	m.edited(end)
	return e, nil
}

// edited puts the cursor after a change and forgets what was drawn.
func (m *Model) edited(end place) {
	m.textOK, m.goal = false, -1
	m.cursor = m.buf.snap(end)
	m.scroll.clamp(m.buf)
	m.reveal()
}

// selection is the selected part, empty at the cursor where nothing is selected.
func (m *Model) selection() (from, to place) {
	if !m.marking {
		return m.cursor, m.cursor
	}
	if m.cursor.before(m.anchor) {
		return m.cursor, m.anchor
	}
	return m.anchor, m.cursor
}

// Selected is the selected text, empty without a selection.
func (m *Model) Selected() string {
	from, to := m.selection()
	return m.buf.between(from, to)
}

// SelectAll selects everything; the cursor goes to the end.
func (m *Model) SelectAll() {
	m.anchor, m.marking = place{}, true
	m.moveTo(m.buf.end())
}

// DeleteSelected takes the selected text out, as a cut does; ok is false where nothing is selected.
func (m *Model) DeleteSelected() (e Edit, ok bool) {
	from, to := m.selection()
	if from == to {
		return Edit{}, false
	}
	e, _ = m.replace(from, to, "")
	return e, true
}

func (m *Model) moveTo(p place) {
	m.cursor = p
	m.reveal()
}
