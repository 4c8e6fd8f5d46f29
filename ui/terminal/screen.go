package terminal

import (
	"strconv"
	"strings"
)

// mergeGap is how many unchanged columns between two changes are written again
// rather than jumped over: a jump and the styles around it cost as much.
const mergeGap = 6

// screen knows what the terminal shows and what must be written for it to show
// something else. It writes nothing itself.
//
// The columns of a line are numbered by one ruler (ansi.StringWidth). Where a
// terminal may have another opinion about a character, its columns are erased
// before and the cursor is placed after it, so that what follows, a border
// above all, stands where it belongs on every terminal.
type screen struct {
	width, height int
	view          string   // the whole frame as it was last given
	lines         []string // the frame's lines
	rows          [][]cell // what they read as
	spare         []cell
	fresh         bool // nothing is known of what the terminal shows

	out   []byte
	pen   style
	x, y  int // where the cursor is; y < 0: not known
	spans int // pieces written in this frame
}

// resize sets the size and forgets what the terminal shows.
func (s *screen) resize(width, height int) {
	if width != s.width || height != s.height {
		s.width, s.height = width, height
		s.lines = make([]string, height)
		s.rows = make([][]cell, height)
		for i := range s.rows {
			s.rows[i] = make([]cell, 0, width)
		}
	}
	s.forget()
}

// forget has the next frame drawn on a cleared screen.
func (s *screen) forget() { s.fresh = true }

// stale says that there is something to draw even if the view is the same.
func (s *screen) stale() bool { return s.fresh }

// frame returns what makes the terminal show the view, nothing if it does. The
// bytes are good until the next call. Lines past the last row are not shown.
func (s *screen) frame(view string) []byte {
	if !s.fresh && view == s.view {
		return nil
	}
	const begin, end = "\x1b[?2026h", "\x1b[?2026l"
	s.view = view
	s.out = append(s.out[:0], begin...)
	s.y, s.spans = -1, 0
	if s.fresh {
		s.out = append(s.out, "\x1b[m\x1b[H\x1b[2J"...)
		s.pen, s.x, s.y = style{}, 0, 0
		s.spans++
		for i := range s.rows {
			s.lines[i], s.rows[i] = "", s.rows[i][:0]
		}
		s.fresh = false
	}
	rest, more := view, true
	for y := range s.height {
		var line string
		if more {
			line, rest, more = strings.Cut(rest, "\n")
		}
		if line != s.lines[y] {
			s.spare = cells(s.spare[:0], line, s.width)
			s.row(y, s.rows[y], s.spare)
			s.rows[y], s.spare = s.spare, s.rows[y]
			s.lines[y] = line
		}
	}
	s.change(style{})
	switch {
	case s.spans == 0:
		return nil
	case s.spans == 1:
		return s.out[len(begin):] // one piece is drawn at once anyhow
	}
	s.out = append(s.out, end...)
	return s.out
}

// at is the cell of a column; past the end of a line it is blank.
func at(line []cell, x int) *cell {
	if x < len(line) {
		return &line[x]
	}
	return &blank
}

// row appends what turns a row of the screen from old to now.
func (s *screen) row(y int, old, now []cell) {
	end := max(len(old), len(now))
	for x := 0; x < end; {
		if *at(old, x) == *at(now, x) {
			x++
			continue
		}
		from, to := x, x+1
		for same := 0; to < end && (same <= mergeGap || !s.mayStop(now, to)); to++ {
			if *at(old, to) == *at(now, to) {
				same++
			} else {
				same = 0
			}
		}
		x = to
		for to > from+1 && s.mayStop(now, to-1) && *at(old, to-1) == *at(now, to-1) {
			to--
		}
		s.span(y, from, to, now)
	}
}

// mayStop says whether a piece may end before the column: not within a wide
// character, and not right after one that a terminal may have drawn wider.
func (s *screen) mayStop(line []cell, x int) bool {
	if at(line, x).width == 0 {
		return false
	}
	for x--; x > 0 && at(line, x).width == 0; x-- {
	}
	return x < 0 || !at(line, x).unsure
}

// span writes the columns from to to of a row.
func (s *screen) span(y, from, to int, line []cell) {
	s.spans++
	s.move(from, y)
	for x := from; x < to && x < len(line); x++ {
		c := &line[x]
		if c.width == 0 {
			continue
		}
		s.change(c.style)
		if c.unsure {
			s.out = append(s.out, "\x1b["...)
			s.out = append(strconv.AppendInt(s.out, int64(c.width), 10), 'X')
		}
		s.out = append(s.out, c.text...)
		s.x = x + int(c.width)
		if c.unsure && s.x < s.width {
			s.out = append(s.out, "\x1b["...)
			s.out = append(strconv.AppendInt(s.out, int64(s.x)+1, 10), 'G')
		}
	}
	if to > len(line) {
		s.change(style{})
		s.out = append(s.out, "\x1b[K"...)
	}
	if s.x >= s.width {
		s.y = -1 // a terminal's cursor waits in the last column
	}
}

// change has the terminal draw in a style from here on.
func (s *screen) change(to style) {
	if s.pen != to {
		s.out = turn(s.out, &s.pen, &to)
		s.pen = to
	}
}

// move places the cursor in the shortest way.
func (s *screen) move(x, y int) {
	switch {
	case y == s.y && x == s.x:
		return
	case y == s.y && x > s.x:
		s.out = append(s.out, "\x1b["...)
		if x > s.x+1 {
			s.out = strconv.AppendInt(s.out, int64(x-s.x), 10)
		}
		s.out = append(s.out, 'C')
	case s.y >= 0 && y == s.y+1 && x == 0:
		s.out = append(s.out, "\r\n"...)
	default:
		s.out = append(s.out, "\x1b["...)
		s.out = strconv.AppendInt(s.out, int64(y)+1, 10)
		if x > 0 {
			s.out = append(s.out, ';')
			s.out = strconv.AppendInt(s.out, int64(x)+1, 10)
		}
		s.out = append(s.out, 'H')
	}
	s.x, s.y = x, y
}
