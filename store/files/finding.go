package files

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a file; lines and columns count from 1, columns in characters.
type Position struct {
	File         string
	Line, Column int
}

// String writes the position as editors and terminals link it: file:line:column.
func (p Position) String() string {
	if p.Line == 0 {
		return oneLine(p.File)
	}
	return fmt.Sprintf("%s:%d:%d", oneLine(p.File), p.Line, p.Column)
}

// Finding is something in a file that is wrong, or that was mended (a warning).
type Finding struct {
	Position
	Warning bool   // the import is taken all the same
	Found   string // what stands there
	Right   string // what would be right
}

// String is the finding as one line: file:line:column: found; right.
func (f Finding) String() string {
	return f.Position.String() + ": " + f.Found + "; " + f.Right
}

// RefusedError is the error of a refused import: nothing of it is taken.
type RefusedError struct {
	Findings []Finding // what refused it, in the order of the files; at least one
	Omitted  int       // how many more there are than are listed
}

// Error is the first finding and how many others there are, in one line.
func (e *RefusedError) Error() string {
	more := len(e.Findings) - 1 + e.Omitted
	switch {
	case more == 0:
		return e.Findings[0].String()
	case more == 1:
		return e.Findings[0].String() + " (and 1 more finding)"
	}
	return fmt.Sprintf("%s (and %d more findings)", e.Findings[0], more)
}

// maxFindings is how many findings of each severity are kept; the rest is counted.
const maxFindings = 100

// findings collects what was found in all files.
type findings struct {
	wrong, odd               []Finding
	wrongOmitted, oddOmitted int
}

func (s *findings) add(f Finding) {
	f.Found, f.Right = oneLine(f.Found), oneLine(f.Right)
	list, omitted := &s.wrong, &s.wrongOmitted
	if f.Warning {
		list, omitted = &s.odd, &s.oddOmitted
	}
	if len(*list) >= maxFindings {
		*omitted++
		return
	}
	*list = append(*list, f)
}

// sorted orders findings by the order of the files, then by place.
func sorted(list []Finding, order map[string]int) []Finding {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return list
}

// maxOptions is how many right words a finding lists.
const maxOptions = 24

// suggest says which of the options the word was meant to be, or lists them.
func suggest(word string, options []string) string {
	if near := nearest(word, options); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(options) == 0 {
		return "leave it out"
	}
	return "use " + oneOf(options)
}

// oneOf lists words to choose from.
func oneOf(options []string) string {
	more := ""
	if len(options) > maxOptions {
		options, more = options[:maxOptions], " …"
	}
	return "one of " + strings.Join(options, ", ") + more
}

// maxLine is how many characters of a line are shown.
const maxLine = 500

// oneLine makes a text fit for a line on a terminal.
func oneLine(s string) string {
	if len(s) > maxLine {
		if r := []rune(s); len(r) > maxLine {
			s = string(r[:maxLine-1]) + "…"
		}
	}
	s, _ = clean(s)
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(s)
}

// nearest is the option with the smallest edit distance, "" where none is near.
func nearest(word string, options []string) string {
	best, limit := "", 0 // of the best
	if len(word) > 64 {
		return best
	}
	for _, o := range options {
		allowed := (min(len(word), len(o)) + 1) / 3
		d := distance(strings.ToLower(word), strings.ToLower(o))
		if d <= allowed && (best == "" || d < limit) {
			best, limit = o, d
		}
	}
	return best
}

// distance counts the edits between two words; swapping neighbours is one edit.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
