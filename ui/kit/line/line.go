// Package line types one short line, such as a name or what to look for: the bubbles text input, made to keep to a width
// exactly, to keep characters whole, and to let the parent have the keys that are not its own.
//
// It is for what is short and plain: the input puts blanks in the place of tabs. Texts of an assistant, where every byte
// counts, are edited in textbuf.
package line

import (
	"fmt"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// Options are set once.
type Options struct {
	// Placeholder is shown while the line is empty.
	Placeholder string
	// Limit is the most characters; 0 is 1,000.
	Limit int
	// Between leaves home and end to the parent, for a line over a list.
	Between bool
}

const defaultLimit = 1000

// Model is the line. Make it with New.
type Model struct {
	in   textinput.Model
	keys textinput.KeyMap
	from int // first cell shown
}

// Result says what a key did.
type Result struct {
	// Handled tells that the key was the line's; another one belongs to the parent.
	Handled bool
	// Changed tells that the text is another one.
	Changed bool
	// Err is why nothing was put in, to be shown beside the line.
	Err error
}

// New makes an empty line without the keys.
func New(st *styles.Styles, o Options) *Model {
	if o.Limit <= 0 {
		o.Limit = defaultLimit
	}
	m := &Model{in: textinput.New(), keys: keymap(o.Between)}
	m.in.Prompt, m.in.CharLimit, m.in.KeyMap = "", o.Limit, m.keys
	m.in.Cursor.SetMode(cursor.CursorStatic) // one that blinks would never let the program idle
	m.SetPlaceholder(o.Placeholder)
	m.SetStyles(st)
	return m
}

// keymap is the input's own keys without those that are the program's: tab and the arrows up and down move between fields
// and rows, and pasting is the terminal's.
func keymap(between bool) textinput.KeyMap {
	k := textinput.DefaultKeyMap
	for _, b := range []*key.Binding{&k.Paste, &k.AcceptSuggestion, &k.NextSuggestion, &k.PrevSuggestion} {
		b.SetEnabled(false)
	}
	if between {
		k.LineStart, k.LineEnd = key.NewBinding(key.WithKeys("ctrl+a")), key.NewBinding(key.WithKeys("ctrl+e"))
	}
	return k
}

// SetStyles changes the look, for another theme.
func (m *Model) SetStyles(st *styles.Styles) {
	m.in.TextStyle, m.in.PlaceholderStyle = st.Text.Style, st.Placeholder.Style
	m.in.Cursor.Style, m.in.Cursor.TextStyle = st.Text.Style, st.Text.Style
}

// SetPlaceholder changes what is shown while the line is empty.
func (m *Model) SetPlaceholder(text string) { m.in.Placeholder = canvas.OneLine(text) }

// Focus gives it the keys and shows the cursor, Blur takes both away.
func (m *Model) Focus() { m.in.Focus() }

// Blur takes the keys and the cursor away.
func (m *Model) Blur() { m.in.Blur() }

// Focused tells whether it has the keys.
func (m *Model) Focused() bool { return m.in.Focused() }

// Text is what was typed.
func (m *Model) Text() string { return m.in.Value() }

// SetText puts a text in the place of the old one; the cursor goes behind it.
func (m *Model) SetText(text string) {
	m.in.SetValue(canvas.Sanitize(text))
	m.in.CursorEnd()
}

// Update takes a key. One without a meaning here, such as enter, esc and tab, is left to the parent.
func (m *Model) Update(msg tea.KeyMsg) Result {
	if (msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace) && !msg.Alt {
		return m.insert(msg)
	}
	if !m.edits(msg) {
		return Result{}
	}
	before, times := m.in.Value(), m.characters(msg)
	if key.Matches(msg, m.keys.DeleteWordForward) {
		msg, times = tea.KeyMsg{Type: tea.KeyDelete}, m.word()
	}
	for range times {
		m.in, _ = m.in.Update(msg)
	}
	return Result{Handled: true, Changed: m.in.Value() != before}
}

// word is how many code points the next word and the blanks before it have. The input's own key for taking them out panics
// on the last word.
func (m *Model) word() int {
	behind, _ := m.in.Update(tea.KeyMsg{Type: tea.KeyRight, Alt: true})
	return behind.Position() - m.in.Position()
}

// insert puts typed or pasted text in, all of it or nothing.
func (m *Model) insert(msg tea.KeyMsg) Result {
	msg.Runes = []rune(canvas.Sanitize(string(msg.Runes)))
	before := m.in.Value()
	if utf8.RuneCountInString(before)+len(msg.Runes) > m.in.CharLimit {
		return Result{Handled: true, Err: fmt.Errorf("at most %d characters fit here", m.in.CharLimit)}
	}
	m.in, _ = m.in.Update(msg)
	return Result{Handled: true, Changed: m.in.Value() != before}
}

// edits tells whether a key moves the cursor or takes something out.
func (m *Model) edits(msg tea.KeyMsg) bool {
	k := &m.keys
	return key.Matches(msg, k.CharacterForward, k.CharacterBackward, k.WordForward, k.WordBackward, k.LineStart, k.LineEnd,
		k.DeleteWordBackward, k.DeleteWordForward, k.DeleteAfterCursor, k.DeleteBeforeCursor, k.DeleteCharacterBackward,
		k.DeleteCharacterForward)
}

// characters is how many code points a key that goes by one character has to pass, so that an accent or a joined emoji goes
// as a whole. The other keys act once.
func (m *Model) characters(msg tea.KeyMsg) int {
	head, tail := m.parts()
	switch {
	case key.Matches(msg, m.keys.CharacterForward, m.keys.DeleteCharacterForward) && tail != "":
		end, _ := canvas.Cluster(tail, 0)
		return utf8.RuneCountInString(tail[:end])
	case key.Matches(msg, m.keys.CharacterBackward, m.keys.DeleteCharacterBackward) && head != "":
		last := 0
		for i := 0; i < len(head); {
			last = i
			i, _ = canvas.Cluster(head, i)
		}
		return utf8.RuneCountInString(head[last:])
	}
	return 1
}

// parts is the text before the cursor and the rest.
func (m *Model) parts() (head, tail string) {
	all := []rune(m.in.Value())
	at := min(m.in.Position(), len(all))
	return string(all[:at]), string(all[at:])
}

// View draws exactly w cells; the cursor is always among them.
func (m *Model) View(w int) string {
	if w <= 0 {
		return ""
	}
	if m.in.Value() == "" {
		m.from = 0
		return canvas.FitLine(m.empty(), w)
	}
	head, tail := m.parts()
	head, tail = canvas.Drawable(head), canvas.Drawable(tail)
	in := m.in // what is drawn may be less than what is kept: joined emoji, for one
	in.CharLimit = 0
	in.SetValue(head + tail)
	in.SetCursor(utf8.RuneCountInString(head))
	view := in.View()
	m.scroll(canvas.Width(head), canvas.Width(view), w)
	return canvas.FitLine(canvas.CutLeft(view, m.from), w)
}

// empty is the placeholder, behind the cursor where there is one.
func (m *Model) empty() string {
	hint := m.in.PlaceholderStyle.Render(m.in.Placeholder)
	if !m.in.Focused() {
		return hint
	}
	in := m.in
	in.Placeholder = ""
	return in.View() + hint
}

// scroll moves what is shown of all cells by as little as brings the cursor's into view, and leaves no room unused at the
// end.
func (m *Model) scroll(at, all, w int) {
	m.from = min(m.from, max(all-w, 0))
	m.from = min(m.from, at)
	m.from = max(m.from, at+1-w, 0)
}
