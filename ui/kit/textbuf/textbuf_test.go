package textbuf

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"parley/ui/kit/canvas"
)

func key(t tea.KeyType) tea.KeyMsg { return tea.KeyMsg{Type: t} }
func typed(s string) tea.KeyMsg    { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
func pasted(s string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true}
}
func alt(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Alt: true} }
func editor(text string, o Options) *Model {
	m := New(o)
	m.SetText(text)
	m.SetSize(20, 5)
	m.Focus()
	return m
}

var stuff = []string{"a", "word ", "two words", " ", "\n", "\n\n", "é", "e\u0301", "世界", "👍🏽", "👩‍💻", "🇩🇪", "🇦", "\u0301", "\ufe0f", "\u200d", "\t", "\r\n", "\r", "\x1b[31m", "\x00", "\xff", "\xe4", "नि", "\u0600", "{{customer.name}}"}

func anyText(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(stuff), 0, 25).Draw(t, label), "")
}

// naive is the model: one string, one offset, everything worked out anew.
type naive struct {
	text string
	at   int
}

func (n *naive) starts() []int {
	out := []int{}
	from := 0
	for _, l := range strings.SplitAfter(n.text, "\n") {
		body := strings.TrimSuffix(l, "\n")
		for i := 0; i < len(body); {
			out = append(out, from+i)
			end, _ := canvas.Cluster(body, i)
			i = end
		}
		if len(body) < len(l) {
			out = append(out, from+len(body))
		}
		from += len(l)
	}
	return append(out, len(n.text))
}

func (n *naive) snap(at int) int {
	for _, s := range n.starts() {
		if s >= at {
			return s
		}
	}
	return len(n.text)
}

func (n *naive) left() int {
	last := 0
	for _, s := range n.starts() {
		if s < n.at {
			last = s
		}
	}
	return last
}

func (n *naive) right() int { return n.snap(n.at + 1) }

func (n *naive) lineStart() int { return strings.LastIndexByte(n.text[:n.at], '\n') + 1 }

func (n *naive) lineEnd() int {
	if i := strings.IndexByte(n.text[n.at:], '\n'); i >= 0 {
		return n.at + i
	}
	return len(n.text)
}

func (n *naive) replace(from, to int, s string) {
	n.text = n.text[:from] + s + n.text[to:]
	n.at = n.snap(from + len(s))
}

func (n *naive) press(name, arg string) {
	switch name {
	case "type":
		n.replace(n.at, n.at, arg)
	case "paste":
		n.replace(n.at, n.at, Normalise(arg))
	case "left":
		n.at = n.left()
	case "right":
		n.at = n.right()
	case "backspace":
		n.replace(n.left(), n.at, "")
	case "delete":
		n.replace(n.at, n.right(), "")
	case "ctrl+a":
		n.at = n.lineStart()
	case "ctrl+e":
		n.at = n.lineEnd()
	case "ctrl+u":
		from := n.lineStart()
		if from == n.at {
			from = n.left()
		}
		n.replace(from, n.at, "")
	case "ctrl+k":
		to := n.lineEnd()
		if to == n.at {
			to = n.right()
		}
		n.replace(n.at, to, "")
	case "ctrl+j":
		n.replace(n.at, n.at, "\n")
	}
}

var presses = map[string]tea.KeyMsg{"left": key(tea.KeyLeft), "right": key(tea.KeyRight), "backspace": key(tea.KeyBackspace), "delete": key(tea.KeyDelete),
	"ctrl+a": key(tea.KeyCtrlA), "ctrl+e": key(tea.KeyCtrlE), "ctrl+u": key(tea.KeyCtrlU), "ctrl+k": key(tea.KeyCtrlK), "ctrl+j": key(tea.KeyCtrlJ)}

func TestAgainstTheNaiveModel(t *testing.T) {
	names := []string{"type", "type", "type", "paste", "left", "right", "backspace", "delete", "ctrl+a", "ctrl+e", "ctrl+u", "ctrl+k", "ctrl+j"}
	rapid.Check(t, func(t *rapid.T) {
		start := anyText(t, "text")
		m, n := editor(start, Options{}), &naive{text: start}
		m.SetCursor(0)
		m.SetSize(rapid.IntRange(1, 25).Draw(t, "w"), rapid.IntRange(1, 6).Draw(t, "h"))
		elsewhere := start
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			name := rapid.SampledFrom(names).Draw(t, "key")
			arg := ""
			if name == "type" || name == "paste" {
				arg = strings.ToValidUTF8(anyText(t, "arg"), "?")
			}
			msg, ok := presses[name]
			if name == "type" {
				msg, ok = typed(arg), true
			} else if name == "paste" {
				msg, ok = pasted(arg), true
			}
			res := m.Update(msg)
			if !ok || !res.Handled || res.Err != nil {
				t.Fatalf("%s: %+v", name, res)
			}
			n.press(name, arg)
			before := elsewhere
			if res.Changed {
				var err error
				if elsewhere, err = res.Edit.Apply(elsewhere); err != nil {
					t.Fatal(err)
				}
				if back, err := res.Edit.Inverse().Apply(elsewhere); err != nil || back != before {
					t.Fatal("the inverse does not undo")
				}
			}
			if m.Text() != n.text || elsewhere != n.text {
				t.Fatalf("after %s: %q, want %q, edits give %q", name, m.Text(), n.text, elsewhere)
			}
			if m.Cursor() != n.at {
				t.Fatalf("after %s cursor %d, want %d in %q", name, m.Cursor(), n.at, n.text)
			}
			checkView(t, m)
		}
	})
}

func checkView(t interface{ Fatalf(string, ...any) }, m *Model) {
	lines := strings.Split(m.View(), "\n")
	if len(lines) != m.h {
		t.Fatalf("%d lines, want %d", len(lines), m.h)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != m.w {
			t.Fatalf("line of %d, want %d: %q", ansi.StringWidth(l), m.w, l)
		}
	}
	if m.focused && strings.Count(m.View(), "\x1b[7m") != 1 {
		t.Fatalf("%d cursors in %q (%d×%d, cursor %+v, scroll %+v, text %q)", strings.Count(m.View(), "\x1b[7m"), m.View(), m.w, m.h, m.cursor, m.scroll, m.Text())
	}
}

func TestMovementsStayInTheText(t *testing.T) {
	moves := []tea.KeyType{tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyPgUp, tea.KeyPgDown, tea.KeyCtrlLeft, tea.KeyCtrlRight,
		tea.KeyShiftUp, tea.KeyShiftDown, tea.KeyShiftLeft, tea.KeyShiftRight, tea.KeyShiftHome, tea.KeyShiftEnd, tea.KeyCtrlHome, tea.KeyCtrlEnd, tea.KeyCtrlW, tea.KeyBackspace}
	rapid.Check(t, func(t *rapid.T) {
		m := editor(anyText(t, "text"), Options{Single: rapid.Bool().Draw(t, "single")})
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			m.SetSize(rapid.IntRange(1, 15).Draw(t, "w"), rapid.IntRange(1, 5).Draw(t, "h"))
			if rapid.Bool().Draw(t, "mouse") {
				m.Click(rapid.IntRange(0, 14).Draw(t, "x"), rapid.IntRange(0, 4).Draw(t, "y"), rapid.Bool().Draw(t, "extend"))
			} else {
				m.Update(key(rapid.SampledFrom(moves).Draw(t, "key")))
			}
			if n := (&naive{text: m.Text()}); n.snap(m.Cursor()) != m.Cursor() {
				t.Fatalf("cursor %d is inside a character of %q", m.Cursor(), m.Text())
			}
			checkView(t, m)
			m.Wheel(rapid.IntRange(-3, 3).Draw(t, "wheel"))
			if got := len(strings.Split(m.View(), "\n")); got != m.h {
				t.Fatalf("%d lines after the wheel", got)
			}
		}
	})
}

func TestLoadingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t, "text") + string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		m := editor(text, Options{})
		m.View()
		if m.buf.String() != text || m.Len() != len(text) {
			t.Fatalf("%q became %q", text, m.buf.String())
		}
	})
}

func TestSetTextKeepsThePlace(t *testing.T) {
	for _, c := range []struct {
		old  string
		at   int
		new  string
		want int
	}{
		{"hello world", 8, "hello big world", 12}, {"hello big world", 12, "hello world", 8}, {"hello world", 3, "hello there", 3},
		{"abc", 3, "abcd", 3}, {"abc", 3, "", 0}, {"one two three", 5, "one 2 three", 5}, {"", 0, "abc", 0},
	} {
		m := editor(c.old, Options{})
		m.SetCursor(c.at)
		m.SetText(c.new)
		if m.Cursor() != c.want {
			t.Errorf("%q at %d → %q: %d, want %d", c.old, c.at, c.new, m.Cursor(), c.want)
		}
	}
}

func TestUpAndDownKeepTheColumnOverSoftLines(t *testing.T) {
	m := editor("0123456789\nab\n0123456789 is a long line", Options{})
	m.SetSize(13, 6)
	m.SetCursor(8)
	for _, want := range []int{13, 22, 33} {
		m.Update(key(tea.KeyDown))
		if m.Cursor() != want {
			t.Errorf("down: %d, want %d", m.Cursor(), want)
		}
	}
	for _, want := range []int{22, 13, 8} {
		m.Update(key(tea.KeyUp))
		if m.Cursor() != want {
			t.Errorf("up: %d, want %d", m.Cursor(), want)
		}
	}
}

func TestSoftWrapLooks(t *testing.T) {
	m := editor("the quick brown fox jumps\n\tx\x1b", Options{})
	m.Blur()
	m.SetSize(11, 5)
	want := "the quick  \nbrown fox  \njumps      \n    x␛     \n           "
	if got := ansi.Strip(m.View()); got != want {
		t.Errorf("%q want %q", got, want)
	}
	m.Focus()
	m.SetCursor(4)
	if !strings.HasPrefix(m.View(), "the \x1b[7mq\x1b[0muick") {
		t.Errorf("%q", m.View())
	}
}

func TestSelection(t *testing.T) {
	m := editor("one two three", Options{Styles: Styles{Selection: canvas.InkOf("\x1b[4m")}})
	m.SetCursor(4)
	for range 3 {
		m.Update(key(tea.KeyShiftRight))
	}
	if m.Selected() != "two" || !strings.Contains(m.View(), "\x1b[4mtwo\x1b[0m") {
		t.Fatalf("%q %q", m.Selected(), m.View())
	}
	res := m.Update(typed("2"))
	if res.Edit != (Edit{At: 4, Deleted: "two", Inserted: "2"}) || m.Text() != "one 2 three" {
		t.Fatalf("%+v %q", res, m.Text())
	}
	m.SelectAll()
	if e, ok := m.DeleteSelected(); !ok || e.Deleted != "one 2 three" || m.Text() != "" {
		t.Fatal("cut")
	}
	if err := m.Apply(Edit{At: 0, Inserted: "one 2 three"}); err != nil || m.Text() != "one 2 three" {
		t.Fatal(err)
	}
	if err := m.Apply(Edit{At: 4, Deleted: "two"}); err == nil {
		t.Fatal("an edit of another text is refused")
	}
	if err := m.Apply(Edit{At: 40, Deleted: "two"}); err == nil {
		t.Fatal("an edit beyond the end is refused")
	}
}

func TestLimit(t *testing.T) {
	m := editor("äöü", Options{Limit: 5})
	m.SetCursor(6)
	if res := m.Update(typed("xy")); res.Err != nil || m.Text() != "äöüxy" {
		t.Fatal(res.Err)
	}
	res := m.Update(pasted("too much"))
	var long *TooLongError
	if !errors.As(res.Err, &long) || res.Changed || m.Text() != "äöüxy" || !strings.HasPrefix(res.Err.Error(), "text is longer than 5") {
		t.Fatalf("%+v", res)
	}
	if res := m.Update(key(tea.KeyBackspace)); res.Err != nil || m.Runes() != 4 {
		t.Fatal("shortening is always possible")
	}
}

func TestKeysForTheParent(t *testing.T) {
	m := editor("x", Options{})
	for _, k := range []tea.KeyMsg{key(tea.KeyEnter), key(tea.KeyEsc), key(tea.KeyTab), key(tea.KeyShiftTab), key(tea.KeyCtrlS), key(tea.KeyCtrlZ), key(tea.KeyCtrlP)} {
		if m.Update(k).Handled {
			t.Errorf("%s was taken", k)
		}
	}
	single := editor("x", Options{Single: true})
	for _, k := range []tea.KeyType{tea.KeyUp, tea.KeyDown, tea.KeyCtrlJ} {
		if single.Update(key(k)).Handled {
			t.Errorf("%s was taken by a single line", key(k))
		}
	}
	if single.Update(pasted("a\r\nb")); single.Text() != "a bx" && single.Text() != "xa b" {
		t.Errorf("%q", single.Text())
	}
	words := editor("one two", Options{})
	words.SetCursor(7)
	words.Update(alt("b"))
	if words.Cursor() != 4 {
		t.Error(words.Cursor())
	}
}

func TestPasteIsNormalised(t *testing.T) {
	m := editor("", Options{})
	m.Update(pasted("a\r\nb\tc\x1b[31m\x00d"))
	if m.Text() != "a\nb\tcd" {
		t.Errorf("%q", m.Text())
	}
}

func TestPlaceholderAndHighlight(t *testing.T) {
	m := New(Options{Placeholder: "type a reply", Styles: Styles{Placeholder: canvas.InkOf("\x1b[2m")}})
	for w := 1; w < 20; w++ {
		m.SetSize(w, 2)
		checkView(t, m)
	}
	m.Focus()
	checkView(t, m)
	h := editor("hi {{x}} you", Options{Highlight: func(l string) []Span {
		return []Span{{From: 3, To: 8, Ink: canvas.InkOf("\x1b[36m")}}
	}})
	h.Blur()
	if !strings.HasPrefix(h.View(), "hi \x1b[36m{{x}}\x1b[0m you") {
		t.Errorf("%q", h.View())
	}
}

func TestASingleLineIsShownWhenItGetsRoom(t *testing.T) {
	m := New(Options{Single: true})
	m.SetText("Your name")
	m.SetCursor(9)
	m.SetSize(40, 1)
	if got := strings.TrimRight(ansi.Strip(m.View()), " "); got != "Your name" {
		t.Errorf("shown: %q", got)
	}
}
