package list

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"
)

// rankLimit is how many hits are ranked; with more, a person goes on typing, and they stay in the source's order.
const rankLimit = 5000

// filter is the text typed and what it leaves. Without a text everything is left, in the source's order.
type filter struct {
	text  string
	open  bool
	hits  []int // indices of the source that can match, in its order: the ground for the next letter
	order []int // the same, best first
	at    map[int]int
}

// reset filters a new source by the same text.
func (f *filter) reset(src Source) {
	text := f.text
	f.text, f.hits, f.order, f.at = "", nil, nil, nil
	f.set(src, text)
}

func (f *filter) set(src Source, text string) {
	old := f.text
	f.text, f.at = text, nil
	if text == "" {
		f.hits, f.order = nil, nil
		return
	}
	pattern := strings.ToLower(text)
	var hits []int
	if old != "" && strings.HasPrefix(pattern, strings.ToLower(old)) {
		for _, i := range f.hits {
			if subsequence(pattern, src.Text(i)) {
				hits = append(hits, i)
			}
		}
	} else {
		for i := range src.Len() {
			if subsequence(pattern, src.Text(i)) {
				hits = append(hits, i)
			}
		}
	}
	f.hits, f.order = hits, hits
	if len(hits) <= rankLimit {
		f.order = make([]int, 0, len(hits))
		for _, m := range fuzzy.FindFrom(text, part{src, hits}) {
			f.order = append(f.order, hits[m.Index])
		}
	}
}

// part lets fuzzy rank some items of a source.
type part struct {
	src  Source
	hits []int
}

func (p part) String(i int) string { return p.src.Text(p.hits[i]) }
func (p part) Len() int            { return len(p.hits) }

func (f *filter) len(src Source) int {
	if f.text == "" {
		return src.Len()
	}
	return len(f.order)
}

func (f *filter) index(at int) int {
	if f.text == "" {
		return at
	}
	return f.order[at]
}

// position is where an index of the source stands, or -1.
func (f *filter) position(index int) int {
	if f.text == "" {
		return index
	}
	if f.at == nil {
		f.at = make(map[int]int, len(f.order))
		for p, i := range f.order {
			f.at[i] = p
		}
	}
	if p, ok := f.at[index]; ok {
		return p
	}
	return -1
}

// match is the bytes of a text that the filter found, for one item in view.
func (f *filter) match(text string) []int {
	if f.text == "" {
		return nil
	}
	if m := fuzzy.Find(f.text, []string{text}); len(m) == 1 {
		return m[0].MatchedIndexes
	}
	return nil
}

// subsequence tells whether the characters of a lower-case pattern stand in text in this order, whatever lies between.
func subsequence(pattern, text string) bool {
	p := 0
	for i := 0; i < len(text); {
		if p == len(pattern) {
			return true
		}
		c := text[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c == pattern[p] {
				p++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		want, size := utf8.DecodeRuneInString(pattern[p:])
		if unicode.ToLower(r) == want {
			p += size
		}
		i += n
	}
	return p == len(pattern)
}
