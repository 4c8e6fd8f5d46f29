package textbuf

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
)

// Result says what a message did.
type Result struct {
	// Handled tells that the message was the editor's; another one belongs to the parent.
	Handled bool
	// Edit is the change, where Changed says there was one.
	Edit    Edit
	Changed bool
	// Err is why an edit was refused, to be shown beside the text.
	Err error
}

// Update takes a key or a paste. Enter (unless EnterBreaks), esc, tab and every key without a meaning here are left to the
// parent; so are up and down in a single line. A parent that wants ctrl+k for itself looks at the key first.
func (m *Model) Update(msg tea.Msg) Result {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return Result{}
	}
	if key.Type == tea.KeyRunes && !key.Alt || key.Type == tea.KeySpace {
		return m.typed(key)
	}
	name := key.String()
	extend := strings.Contains(name, "shift+")
	if to, ok := m.movement(strings.Replace(name, "shift+", "", 1), extend); ok {
		m.move(to, extend, vertical(name))
		return Result{Handled: true}
	}
	if from, to, ok := m.deletion(name); ok {
		if from == to {
			return Result{Handled: true}
		}
		e, err := m.replace(from, to, "")
		return Result{Handled: true, Edit: e, Changed: err == nil, Err: err}
	}
	if m.breaks(name) {
		return m.insert("\n")
	}
	return Result{}
}

func (m *Model) breaks(name string) bool {
	if m.opt.Single {
		return false
	}
	return name == "ctrl+j" || name == "alt+enter" || name == "enter" && m.opt.EnterBreaks
}

func (m *Model) typed(key tea.KeyMsg) Result {
	text := string(key.Runes)
	if key.Type == tea.KeySpace {
		text = " "
	}
	if key.Paste {
		text = Normalise(text)
	}
	if text == "" {
		return Result{Handled: true}
	}
	return m.insert(text)
}

func (m *Model) insert(text string) Result {
	e, err := m.Insert(text)
	return Result{Handled: true, Edit: e, Changed: err == nil && e != (Edit{}), Err: err}
}

// Normalise is what happens to pasted text, in one pass: line ends become "\n", escape sequences and control characters
// other than tabs go.
func Normalise(text string) string {
	if strings.IndexByte(text, '\t') < 0 {
		return canvas.Sanitize(text)
	}
	parts := strings.Split(text, "\t")
	for i, p := range parts {
		parts[i] = canvas.Sanitize(p)
	}
	return strings.Join(parts, "\t")
}

func vertical(name string) bool {
	return strings.HasSuffix(name, "up") || strings.HasSuffix(name, "down")
}

// move puts the cursor somewhere, with shift extending the selection. Moves to another line keep the column.
func (m *Model) move(to place, extend, keepColumn bool) {
	if extend && !m.marking {
		m.anchor = m.cursor
	}
	m.marking = extend
	if !keepColumn {
		m.goal = -1
	}
	m.moveTo(to)
	if m.anchor == m.cursor {
		m.marking = false
	}
}

// movement is where a key leads.
func (m *Model) movement(name string, extend bool) (place, bool) {
	b, c := m.buf, m.cursor
	from, to := m.selection()
	switch name {
	case "left", "ctrl+b":
		if m.marking && !extend && name == "left" {
			return from, true
		}
		return b.left(c), true
	case "right", "ctrl+f":
		if m.marking && !extend && name == "right" {
			return to, true
		}
		return b.right(c), true
	case "ctrl+left", "alt+left", "alt+b":
		return b.wordLeft(c), true
	case "ctrl+right", "alt+right", "alt+f":
		return b.wordRight(c), true
	case "home":
		return m.visualHome(), true
	case "end":
		return m.visualEnd(), true
	case "ctrl+a":
		return place{c.row, 0}, true
	case "ctrl+e":
		return place{c.row, len(b.text(c.row))}, true
	}
	if m.opt.Single {
		return place{}, false
	}
	switch name {
	case "up":
		return m.vertical(-1), true
	case "down":
		return m.vertical(1), true
	case "pgup":
		return m.vertical(-max(m.h-1, 1)), true
	case "pgdown":
		return m.vertical(max(m.h-1, 1)), true
	case "ctrl+home", "alt+<":
		return place{}, true
	case "ctrl+end", "alt+>":
		return b.end(), true
	}
	return place{}, false
}

// deletion is what a key takes out.
func (m *Model) deletion(name string) (from, to place, ok bool) {
	b, c := m.buf, m.cursor
	switch name {
	case "backspace", "ctrl+h", "delete", "ctrl+d", "ctrl+w", "alt+backspace", "alt+d", "alt+delete", "ctrl+u", "ctrl+k":
		if m.marking {
			from, to = m.selection()
			return from, to, true
		}
	}
	switch name {
	case "backspace", "ctrl+h":
		return b.left(c), c, true
	case "delete", "ctrl+d":
		return c, b.right(c), true
	case "ctrl+w", "alt+backspace":
		return b.wordLeft(c), c, true
	case "alt+d", "alt+delete":
		return c, b.wordRight(c), true
	case "ctrl+u":
		if c.col == 0 {
			return b.left(c), c, true
		}
		return place{c.row, 0}, c, true
	case "ctrl+k":
		end := place{c.row, len(b.text(c.row))}
		if end == c {
			end = b.right(c)
		}
		return c, end, true
	}
	return place{}, place{}, false
}

// Click puts the cursor at a cell of the view; with extend it selects up to there, as dragging does.
func (m *Model) Click(x, y int, extend bool) {
	m.move(m.at(x, y), extend, false)
}

// Wheel moves what is shown by lines without moving the cursor; the next key brings the cursor back into view.
func (m *Model) Wheel(lines int) {
	if m.opt.Single {
		return
	}
	m.scroll.by(m, lines)
	m.viewOK = false
}
