package keys

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// Row is a binding as the palette lists it.
type Row struct {
	ID, Title, Keys, Group, Reason string
}

// Rows are the palette's rows: every binding that is not hidden, with its key and, where it cannot act, the reason.
func (s Set) Rows() []Row {
	var out []Row
	for _, b := range s {
		if b.Hidden {
			continue
		}
		out = append(out, Row{ID: b.ID, Title: b.Sentence(), Keys: b.Shown(), Group: b.Group, Reason: b.Reason()})
	}
	return out
}

// BottomLine draws the mode and as many bindings as fit in exactly w cells. The last, which leads to all others, is there
// before those ahead of it; one that cannot act or has no key in this mode is left out.
func (s Set) BottomLine(mode Mode, w int, st *styles.Styles) string {
	line := st.Badge.Render(" " + mode.String() + " ")
	var parts []string
	for _, b := range s {
		if key := drawn(b.First(mode), st); key != "" && b.Reason() == "" {
			parts = append(parts, "  "+st.Key.Render(key)+" "+st.KeyLabel.Render(b.Label))
		}
	}
	room := w - canvas.Width(line)
	for i, part := range parts {
		left := room - canvas.Width(part)
		if left < 0 || i < len(parts)-1 && left < canvas.Width(parts[len(parts)-1]) {
			continue
		}
		line += part
		room = left
	}
	return canvas.FitLine(line, w)
}

// drawn writes keys with the glyphs there are: arrows as words where they cannot be drawn.
func drawn(keys string, st *styles.Styles) string {
	if st.Glyphs.Up == "↑" {
		return keys
	}
	return strings.NewReplacer("↑", "up", "↓", "down", "←", "left", "→", "right").Replace(keys)
}

// ShownIn is Shown with the glyphs of a look.
func (b Binding) ShownIn(st *styles.Styles) string { return drawn(b.Shown(), st) }

// Help draws the help page of a set: groups in order, keys in one column, what they do in the other, reasons muted. Its
// lines are at most w wide; the caller fits and scrolls them.
func (s Set) Help(w int, st *styles.Styles) []string {
	var groups []string
	by := map[string]Set{}
	keyW := 0
	for _, b := range s {
		if _, ok := by[b.Group]; !ok {
			groups = append(groups, b.Group)
		}
		by[b.Group] = append(by[b.Group], b)
		keyW = max(keyW, canvas.Width(drawn(b.Shown(), st)))
	}
	keyW = min(keyW, max(w/3, 1))
	var out []string
	for i, g := range groups {
		if i > 0 {
			out = append(out, "")
		}
		if g != "" {
			out = append(out, canvas.Truncate(st.Heading.Render(g), w))
		}
		for _, b := range by[g] {
			out = append(out, b.helpLines(keyW, w, st)...)
		}
	}
	return out
}

func (b Binding) helpLines(keyW, w int, st *styles.Styles) []string {
	text := b.Sentence()
	ink := st.Text
	if r := b.Reason(); r != "" {
		text += " (not now: " + r + ")"
		ink = st.Muted
	}
	room := max(w-keyW-4, 1)
	var out []string
	for i, line := range canvas.Wrap(text, room) {
		left := canvas.Spaces(keyW)
		if i == 0 {
			left = st.Key.Render(canvas.FitLine(canvas.Truncate(drawn(b.Shown(), st), keyW), keyW))
		}
		out = append(out, canvas.Truncate("  "+left+"  "+ink.Render(line), w))
	}
	return out
}

// Sentence is what the binding does, or its label where nothing more is said,
// with a capital letter: as help and palette show it.
func (b Binding) Sentence() string {
	if b.Help == "" {
		return capital(b.Label)
	}
	return capital(b.Help)
}

func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// Explain says in one line why a binding cannot act, for the place where messages stand.
func (b Binding) Explain() string {
	r := b.Reason()
	if r == "" {
		return ""
	}
	name := b.Label
	if name == "" {
		name = b.Help
	}
	if name == "" {
		return r
	}
	return capital(name) + ": " + r
}
