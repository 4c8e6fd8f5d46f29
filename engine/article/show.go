package article

import (
	"strings"

	"parley/engine/language"
)

// read reads the passage of a hit word by word: it words it, marks what was
// asked for, and scores how close together that stands and how much of the
// title was asked for.
func (h *Hit) read(l lexicon, q asked) {
	h.Score += titleShare * l.titleMet(q, h.Article.Title)
	p := &h.Passage
	if p.at.section < 0 {
		return
	}
	sec := split(p.Article.Body)[p.at.section]
	p.Heading = strings.Join(sec.headings, " › ")
	p.units = sec.passages[p.at.index]
	p.Text = p.plain()
	last := make([]int, len(q.slots))  // where each was met last, in words from 1
	near := make([]bool, len(q.slots)) // each to the one asked before it
	n := 0
	for w := range language.Words(p.Text) {
		n++
		i := q.slotOf[w.Folded] - 1
		if i < 0 {
			continue
		}
		p.mark(w)
		last[i] = n
		near[i] = near[i] || i > 0 && last[i-1] > 0 && n-last[i-1] <= closeWords
		if i+1 < len(last) && last[i+1] > 0 && n-last[i+1] <= closeWords {
			near[i+1] = true
		}
	}
	if len(near) > 1 {
		met := 0
		for _, yes := range near {
			met += btoi(yes)
		}
		h.Score += closeShare * float64(met) / float64(len(near)-1)
	}
}

// closeWords is how many words on something may stand to be close.
const closeWords = 3

// mark highlights a word, joined with the one before where they touch.
func (p *Passage) mark(w language.Word) {
	if n := len(p.Highlights); n > 0 && p.Highlights[n-1].End >= w.Start {
		p.Highlights[n-1].End = w.End
		return
	}
	p.Highlights = append(p.Highlights, Range{w.Start, w.End})
}

// emptyInTitle is what a word of a title that says nothing counts for: "how
// long" tells a title that answers it from one that does not.
const emptyInTitle = 0.3

// titleMet is how much of a title was asked for, from 0 to 1.
func (l lexicon) titleMet(q asked, title string) float64 {
	met, all := 0.0, 0.0
	for w := range language.Words(Plain(title)) {
		weight := 1.0
		if l.language.Empty(w.Folded) || l.language.Faint(w.Folded) {
			weight = emptyInTitle
		}
		all += weight
		met += weight * q.words[w.Folded]
	}
	if all == 0 {
		return 0
	}
	return met / all
}

// plain words a passage: sentences one behind the other, items on lines of their own.
func (p *Passage) plain() string {
	var b strings.Builder
	for i, u := range p.units {
		switch {
		case i == 0:
		case u.kind == sentence && p.units[i-1].kind == sentence:
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		if u.mark != "" {
			b.WriteString(u.mark + " ")
		}
		b.WriteString(u.plain(p.Article.Body))
	}
	return b.String()
}
