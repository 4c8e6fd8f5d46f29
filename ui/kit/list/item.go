package list

import (
	"strings"
	"unicode/utf8"

	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// State is how an item is to be drawn.
type State struct {
	Width             int
	Selected, Focused bool
	// Match is the bytes of the item's text that the filter found.
	Match []int
}

// Source is what a list shows. Only the items in view are asked to draw themselves, so it may be as long as it likes.
type Source interface {
	// Len is the number of items.
	Len() int
	// Text is what the filter looks at.
	Text(i int) string
	// Disabled is why an item cannot be chosen, empty where it can.
	Disabled(i int) string
	// Lines draws an item in at least one line of at most State.Width cells; the list fits and marks them.
	Lines(i int, s State) []string
}

// Item is a ready-made item: a mark, a title with something at the right, and lines of detail below.
type Item struct {
	ID, Title string
	// Mark stands before the title, already styled, such as a dialog's anchor. Right stands at the right end.
	Mark, Right string
	// Detail is drawn muted below the title, each line shortened.
	Detail string
	// Disabled is why it cannot be chosen.
	Disabled string
	// Strike draws the title struck through in the colour of unlinked things.
	Strike bool
}

// Items is a Source of ready-made items.
type Items struct {
	Items  []Item
	Styles *styles.Styles
}

// Len is the number of items.
func (s Items) Len() int { return len(s.Items) }

// Text is the title.
func (s Items) Text(i int) string { return s.Items[i].Title }

// Disabled is the item's reason.
func (s Items) Disabled(i int) string { return s.Items[i].Disabled }

// Lines draws mark, title, what stands right, the reason of a disabled item, and the detail.
func (s Items) Lines(i int, st State) []string {
	it, look := s.Items[i], s.Styles
	ink := look.Text
	right := ""
	if it.Right != "" {
		right = look.Muted.Render(canvas.OneLine(it.Right))
	}
	switch {
	case it.Disabled != "":
		ink = look.Disabled
		right = look.Disabled.Render(canvas.OneLine(it.Disabled))
	case it.Strike:
		ink = look.UnlinkedName
	}
	mark := ""
	if it.Mark != "" {
		mark = it.Mark + " "
	}
	title := Highlight(it.Title, st.Match, ink.Ink, look.Match.Ink)
	room := st.Width - canvas.Width(mark)
	lines := []string{mark + canvas.Spread(title, canvas.TruncateTail(right, max(room*2/3, 0), look.Glyphs.Ellipsis), max(room, 0))}
	if it.Detail != "" {
		indent := canvas.Spaces(canvas.Width(mark))
		for _, d := range strings.Split(canvas.Drawable(it.Detail), "\n") {
			lines = append(lines, indent+look.Muted.Render(canvas.TruncateTail(d, max(room, 0), look.Glyphs.Ellipsis)))
		}
	}
	return lines
}

// Highlight draws one line of text with the characters at some bytes in another ink.
func Highlight(text string, match []int, base, found canvas.Ink) string {
	if len(match) == 0 {
		return base.Render(canvas.OneLine(text))
	}
	var b strings.Builder
	from := 0
	for k := 0; k < len(match); {
		at := match[k]
		if at < from || at >= len(text) {
			k++
			continue
		}
		end := at
		for k < len(match) && match[k] == end && end < len(text) {
			_, n := utf8.DecodeRuneInString(text[end:])
			end += n
			k++
		}
		// A mark that belongs to the last character found goes with it.
		for end < len(text) {
			e, w := canvas.Cluster(text, end)
			if w > 0 || e == end {
				break
			}
			end = e
		}
		b.WriteString(base.Render(drawn(text[from:at])))
		b.WriteString(found.Render(drawn(text[at:end])))
		from = end
	}
	b.WriteString(base.Render(drawn(text[from:])))
	return b.String()
}

// drawn is a part of a line made drawable without joining its blanks.
func drawn(s string) string {
	return strings.ReplaceAll(canvas.Drawable(s), "\n", " ")
}
