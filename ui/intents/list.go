package intents

import (
	"fmt"
	"strings"

	"parley/engine/check"
	"parley/engine/intent"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
)

// source draws the intents for the list.
type source struct{ s *Screen }

// Len is the number of intents.
func (x source) Len() int { return len(x.s.rows) }

// Disabled is never the case.
func (x source) Disabled(int) string { return "" }

// Text is what a filter looks at: the name first, so that what it finds can be
// marked there, then everything the intent is recognized by.
func (x source) Text(i int) string {
	d := &x.s.rows[i]
	words := []string{d.Name, string(d.ID)}
	for _, k := range d.Keywords {
		words = append(words, k.Value...)
	}
	return strings.Join(append(words, d.Phrases...), "  ")
}

// Lines draws an intent: its name, and what it is recognized by and used for.
func (x source) Lines(i int, st list.State) []string {
	s, look := x.s, x.s.styles
	d := &s.rows[i]
	taken := i < s.own
	ink, mark := look.Text, look.Intent.Render(look.Glyphs.Intent)
	if !taken {
		ink, mark = look.Muted, look.Muted.Render(canvas.FitLine("+", canvas.Width(look.Glyphs.Intent)))
	}
	if st.Selected {
		ink = look.Strong
	}
	right := ""
	if n := len(s.desk.IntentUses(d.ID)); taken && n > 0 {
		right = look.Muted.Render(fmt.Sprintf("%s %d ", look.Glyphs.To, n))
	}
	if worst, any := s.facts.worst(pathOf(d.ID)); any && taken {
		switch worst {
		case check.Error:
			right += look.Error.Render(look.Glyphs.Cross) + " "
		case check.Warning:
			right += look.Warning.Render(look.Glyphs.Warn) + " "
		default:
			right += look.Muted.Render(look.Glyphs.Dot) + " "
		}
	}
	var match []int
	for _, at := range st.Match {
		if at < len(d.Name) {
			match = append(match, at)
		}
	}
	indent := canvas.Width(mark) + 1
	room := max(st.Width-indent-canvas.Width(right)-1, 1)
	title := canvas.TruncateTail(list.Highlight(d.Name, match, ink.Ink, look.Match.Ink), room, look.Glyphs.Ellipsis)
	return []string{mark + " " + canvas.Spread(title, right, max(st.Width-indent, 1)),
		canvas.Spaces(indent) + look.Muted.Render(canvas.TruncateTail(canvas.OneLine(s.about(d, taken)), max(st.Width-indent-1, 1), look.Glyphs.Ellipsis))}
}

// about is what the list says of an intent below its name.
func (s *Screen) about(d *intent.Definition, taken bool) string {
	if !taken {
		return d.Description
	}
	var parts []string
	if len(s.desk.IntentUses(d.ID)) == 0 {
		parts = append(parts, "unused")
	}
	words := 0
	for _, k := range d.Keywords {
		words += len(k.Value)
	}
	if words > 0 {
		parts = append(parts, plural(words, "keyword"))
	}
	return strings.Join(append(parts, plural(len(d.Phrases), "phrase")), " "+s.styles.Glyphs.Dot+" ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
