package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"znkr.io/diff"
)

// Op says on which side a part of a text stands.
type Op uint8

// The three ops.
const (
	Same Op = iota // on both
	Gone           // only in A
	New            // only in B
)

// Span is a part of a text that was compared. What follows each other without
// the [New] ones is the text of A, without the [Gone] ones that of B.
type Span struct {
	Op   Op
	Text string
}

// Plain writes spans with marks in the text: [-gone-]{+new+}.
func Plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch s.Op {
		case Gone:
			b.WriteString("[-" + s.Text + "-]")
		case New:
			b.WriteString("{+" + s.Text + "+}")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// Text joins spans without marks.
func Text(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// whole is a text that is all on one side.
func whole(op Op, s string) []Span {
	if s == "" {
		return nil
	}
	return []Span{{op, s}}
}

// swap is one text instead of another, nothing of it in common.
func swap(before, after string) []Span {
	return append(whole(Gone, before), whole(New, after)...)
}

// leastCommon is which share of the words of the longer text has to be in both for showing the
// words that changed; below it the one stands instead of the other.
const leastCommon = 0.25

// Words compares two texts word by word.
func Words(before, after string) []Span {
	if before == "" || after == "" || before == after {
		return swap(before, after)
	}
	var out []Span
	common, x, y := 0, tokens(before), tokens(after)
	for _, e := range diff.Edits(x, y) {
		switch e.Op {
		case diff.Delete:
			out = append(out, Span{Gone, e.X})
		case diff.Insert:
			out = append(out, Span{New, e.Y})
		default:
			out = append(out, Span{Same, e.X})
			if solid(e.X) {
				common++
			}
		}
	}
	if float64(common) < leastCommon*float64(max(solids(x), solids(y))) {
		return swap(before, after)
	}
	return tidy(slid(slid(out, Gone), New))
}

// slid moves every change that begins with a blank, and is followed by the same
// blank, behind it: "How [-are -]you" and not "How[- are-] you".
func slid(in []Span, op Op) []Span {
	for i := 0; i < len(in); i++ {
		if in[i].Op != op {
			continue
		}
		end := i
		for end < len(in) && in[end].Op == op {
			end++
		}
		if end < len(in) && in[end].Op == Same && in[end].Text == in[i].Text && strings.TrimSpace(in[i].Text) == "" {
			in[i].Op, in[end].Op = Same, op
		}
		i = end
	}
	return in
}

// tidy makes of every change one part that went and one that came, also across
// a blank that happens to be in both.
func tidy(in []Span) []Span {
	var out []Span
	var gone, come strings.Builder
	flush := func() {
		out = append(out, whole(Gone, gone.String())...)
		out = append(out, whole(New, come.String())...)
		gone.Reset()
		come.Reset()
	}
	for i := 0; i < len(in); i++ {
		switch s := in[i]; s.Op {
		case Gone:
			gone.WriteString(s.Text)
		case New:
			come.WriteString(s.Text)
		default:
			run, next := sameRun(in, i)
			if gone.Len() > 0 && come.Len() > 0 && !solid(run) && replaced(in, next) {
				gone.WriteString(run)
				come.WriteString(run)
			} else {
				flush()
				out = append(out, Span{Same, run})
			}
			i = next - 1
		}
	}
	flush()
	return merged(out)
}

// sameRun is the text in common from a place on, and where it ends.
func sameRun(in []Span, from int) (string, int) {
	var b strings.Builder
	for from < len(in) && in[from].Op == Same {
		b.WriteString(in[from].Text)
		from++
	}
	return b.String(), from
}

// replaced reports whether a change from a place on both takes away and adds.
func replaced(in []Span, from int) bool {
	gone, come := false, false
	for ; from < len(in) && in[from].Op != Same; from++ {
		gone = gone || in[from].Op == Gone
		come = come || in[from].Op == New
	}
	return gone && come
}

// merged joins neighbours of one op and leaves out what is empty.
func merged(in []Span) []Span {
	var out []Span
	for _, s := range in {
		if s.Text == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Op == s.Op {
			out[n-1].Text += s.Text
		} else {
			out = append(out, s)
		}
	}
	return out
}

func solids(tokens []string) int {
	n := 0
	for _, t := range tokens {
		if solid(t) {
			n++
		}
	}
	return n
}

// solid reports whether a text has a letter or a digit.
func solid(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// tokens cuts a text into words, blanks, single signs, and whole pieces of
// dynamic text. Scripts written without blanks are cut into characters.
func tokens(s string) []string {
	var out []string
	for s != "" {
		n := tokenLen(s)
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

func tokenLen(s string) int {
	if strings.HasPrefix(s, "{{") {
		if end := strings.Index(s, "}}"); end > 0 {
			return end + 2
		}
	}
	first, n := utf8.DecodeRuneInString(s)
	var in func(rune) bool
	switch {
	case unicode.IsSpace(first):
		in = unicode.IsSpace
	case inWord(first):
		in = func(r rune) bool { return inWord(r) || unicode.IsMark(r) || r == '\'' || r == '’' }
	default:
		in = unicode.IsMark
	}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !in(r) {
			break
		}
		n += size
	}
	return n
}

func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_') &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer)
}

// similar reports whether two texts have at least half of their words in common.
func similar(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	count := map[string]int{}
	total, common := 0, 0
	for _, t := range tokens(a) {
		if solid(t) {
			count[t]++
			total++
		}
	}
	for _, t := range tokens(b) {
		if solid(t) {
			total++
			if count[t] > 0 {
				count[t]--
				common += 2
			}
		}
	}
	return total > 0 && common*2 >= total
}
