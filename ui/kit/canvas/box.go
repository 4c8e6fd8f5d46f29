package canvas

import "strings"

// Border is the set of characters a box is drawn with, one cell each.
type Border struct {
	TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left string
	// Thumb and Track draw the scrollbar in the right border.
	Thumb, Track string
}

// Rounded is the usual border; Plain the one for terminals without box drawing.
func Rounded() Border {
	return Border{"╭", "─", "╮", "│", "╯", "─", "╰", "│", "┃", "│"}
}

// Plain draws a border of ASCII characters.
func Plain() Border { return Border{"+", "-", "+", "|", "+", "-", "+", "|", "#", "|"} }

// Scroll says which part of a long content is shown, for the scrollbar; a Total that fits shows none.
type Scroll struct {
	Top, Shown, Total int
}

// Frame is a box: its border, titles and styles.
type Frame struct {
	Border Border
	// Title stands left in the upper border, Right right; Bottom right in the lower one.
	Title, Right, Bottom string
	// Ink draws the border, TitleInk the titles; a focused box is given other inks by its owner.
	Ink, TitleInk Ink
	Scroll        Scroll
	// Fill is laid under the content, for surfaces with a background.
	Fill Ink
}

// Draw frames content in exactly w×h. Without room for a border (less than 2×2) the content alone is fitted.
func (f Frame) Draw(content string, w, h int) string {
	if w < 2 || h < 2 {
		return Fit(content, w, h)
	}
	if f.Border == (Border{}) {
		f.Border = Rounded()
	}
	iw, ih := w-2, h-2
	var b strings.Builder
	b.Grow(len(content) + w*6 + h*(2*(len(f.Ink.on)+8)+iw/2))
	f.edge(&b, w, f.Border.TopLeft, f.Border.Top, f.Border.TopRight, f.Title, f.Right)
	b.WriteByte('\n')
	left := f.Ink.Render(f.Border.Left)
	right := f.Ink.Render(f.Border.Right)
	thumb, track := f.Ink.Render(f.Border.Thumb), f.Ink.Render(f.Border.Track)
	from, to := f.Scroll.thumb(ih)
	rest, more := content, true
	for y := range ih {
		line := ""
		if more {
			line, rest, more = cutLine(rest)
		}
		b.WriteString(left)
		if f.Fill.on != "" {
			b.WriteString(f.Fill.FillLine(line, iw))
		} else {
			seam(&b)
			fitInto(&b, line, iw, "")
			seam(&b)
		}
		switch {
		case to == 0:
			b.WriteString(right)
		case y >= from && y < to:
			b.WriteString(thumb)
		default:
			b.WriteString(track)
		}
		b.WriteByte('\n')
	}
	f.edge(&b, w, f.Border.BottomLeft, f.Border.Bottom, f.Border.BottomRight, "", f.Bottom)
	return b.String()
}

// edge draws the upper or lower border with its titles: the left one is shortened first, the right one goes when there is
// no room for it.
func (f Frame) edge(b *strings.Builder, w int, l, m, r, title, right string) {
	room := w - 2
	rw := Width(right)
	if rw > 0 && rw+4 > room {
		right, rw = "", 0
	}
	rightPart := 0
	if rw > 0 {
		rightPart = rw + 3 // blank, text, blank, one border cell
	}
	tw := 0
	if title != "" && room-rightPart >= 3 {
		title = Truncate(title, room-rightPart-2)
		tw = Width(title)
	}
	used := rightPart
	if tw > 0 {
		used += tw + 2
	}
	b.WriteString(f.Ink.Open() + l)
	if tw > 0 {
		b.WriteString(f.Ink.Close())
		b.WriteString(f.TitleInk.Render(Concat(" ", title, " ")))
		b.WriteString(f.Ink.Open())
		if f.Ink.on == "" {
			seam(b)
		}
	}
	b.WriteString(strings.Repeat(m, max(room-used, 0)))
	if rw > 0 {
		b.WriteString(f.Ink.Close())
		b.WriteString(f.TitleInk.Render(Concat(" ", right, " ")))
		b.WriteString(f.Ink.Open())
		b.WriteString(m)
	}
	b.WriteString(r + f.Ink.Close())
}

// thumb is the rows of the scrollbar that show the place; to is 0 when everything fits.
func (s Scroll) thumb(h int) (from, to int) {
	if h <= 0 || s.Total <= s.Shown || s.Shown <= 0 {
		return 0, 0
	}
	size := min(max(h*s.Shown/s.Total, 1), h)
	top := min(max(s.Top, 0), s.Total-s.Shown)
	from = (h - size) * top / (s.Total - s.Shown)
	return from, from + size
}

// Bar is the column of a scrollbar alone, h lines of one cell, for content without a box.
func (s Scroll) Bar(h int, b Border, ink Ink) string {
	from, to := s.thumb(h)
	lines := make([]string, max(h, 0))
	for y := range lines {
		switch {
		case to == 0:
			lines[y] = " "
		case y >= from && y < to:
			lines[y] = ink.Render(b.Thumb)
		default:
			lines[y] = ink.Render(b.Track)
		}
	}
	return strings.Join(lines, "\n")
}

// Base lays a style under a whole frame: it opens on every line and again after every reset, so that a background reaches
// every cell. It is the last thing done to a frame.
func Base(frame string, k Ink) string {
	if k.on == "" {
		return frame
	}
	var b strings.Builder
	b.Grow(len(frame) + len(frame)/2)
	k.into(&b, frame)
	return b.String()
}
