package trial

import (
	"fmt"
	"slices"
	"strings"
)

const (
	maxDiff  = 1 << 20 // bounds the table of a diff; longer lists are not aligned
	maxLines = 60      // of a diff; the rest is counted
)

// diff compares two lists line by line: what only the first has begins with
// "- ", what only the second has with "+ ". same may be nil where one is empty.
func diff(want, got []string, same func(want, got string) bool) (lines []string, equal bool) {
	equal = len(want) == len(got)
	if len(want)*len(got) > maxDiff {
		for _, w := range want {
			lines = append(lines, marked("- ", w)...)
		}
		for _, g := range got {
			lines = append(lines, marked("+ ", g)...)
		}
		return cut(lines), equal && slices.EqualFunc(want, got, same)
	}
	common := commonLengths(want, got, same)
	i, j := 0, 0
	for i < len(want) || j < len(got) {
		switch {
		case i < len(want) && j < len(got) && same(want[i], got[j]):
			lines = append(lines, marked("  ", got[j])...)
			i, j = i+1, j+1
		case j == len(got) || i < len(want) && common[i+1][j] >= common[i][j+1]:
			lines = append(lines, marked("- ", want[i])...)
			i, equal = i+1, false
		default:
			lines = append(lines, marked("+ ", got[j])...)
			j, equal = j+1, false
		}
	}
	return cut(lines), equal
}

// cut keeps a long diff readable.
func cut(lines []string) []string {
	if len(lines) <= maxLines {
		return lines
	}
	return append(lines[:maxLines:maxLines], fmt.Sprintf("  … and %d more lines", len(lines)-maxLines))
}

// commonLengths is, for every pair of ends of the lists, how many entries they share in order.
func commonLengths(want, got []string, same func(want, got string) bool) [][]int {
	common := make([][]int, len(want)+1)
	for i := range common {
		common[i] = make([]int, len(got)+1)
	}
	for i := len(want) - 1; i >= 0; i-- {
		for j := len(got) - 1; j >= 0; j-- {
			if same(want[i], got[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	return common
}

// marked puts a mark before every line of a text.
func marked(mark, s string) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimSpace(s), "\n") {
		out = append(out, mark+l)
	}
	return out
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// short is a text fit for the middle of a line.
func short(s string) string {
	const most = 40
	line, _, more := strings.Cut(s, "\n")
	if r := []rune(line); len(r) > most {
		return string(r[:most]) + "…"
	}
	if more {
		return line + "…"
	}
	return line
}
