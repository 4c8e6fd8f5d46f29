package article

import (
	"context"
	"strings"

	"parley/engine/language"
	"parley/engine/model"
)

// Question is what a customer wants to know.
type Question struct {
	Text     string
	Language model.Language
	Tone     Tone
	History  []string       // what the customer wrote before, the newest last
	Profile  *model.Profile // the company's own prompts; nil for none
}

// Answer is what is said to a customer.
type Answer struct {
	Text     string   // Markdown
	Articles []Ref    // that it is made from, in the order of use
	Notes    []string // for the builder, never for the customer
}

// Answerer words an answer from hits and from nothing else. It reports false
// where they do not answer the question; the notes of the answer count then too.
type Answerer interface {
	Answer(ctx context.Context, q Question, hits []Hit) (Answer, bool)
}

// Ask answers a question from an index, or does not: where nothing relevant is
// found, the answerer is not even asked.
func Ask(ctx context.Context, x *Index, a Answerer, q Question, f Filter) (Answer, bool) {
	if q.Language != "" {
		f.Language = q.Language
	}
	found := x.Relevant(Query{Text: q.Text, Filter: f, History: q.History, Limit: maxQuoted + 2})
	if len(found.Hits) == 0 {
		return Answer{Notes: []string{"not answered: " + found.Why}}, false
	}
	return a.Answer(ctx, q, found.Hits)
}

// Quoting is the answerer that is built in. It quotes sentences of the passages
// as they stand, so that nothing it says was not written by somebody.
type Quoting struct{}

// Limits of what is quoted.
const (
	maxQuoted  = 2   // articles
	quoteBytes = 600 // of one article, as far as whole sentences allow
	maxItems   = 12  // of a list
)

// Answer implements [Answerer].
func (Quoting) Answer(_ context.Context, q Question, hits []Hit) (Answer, bool) {
	if len(hits) == 0 {
		return Answer{}, false
	}
	var out Answer
	var b strings.Builder
	for i, h := range hits[:min(len(hits), maxQuoted)] {
		quote := h.quote()
		if quote == "" || i > 0 && !adds(h, hits[0]) {
			continue
		}
		ref := RefOf(h.Article)
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(lead(q.Language, q.Tone, len(out.Articles) > 0, ref.Title))
		b.WriteString("\n\n" + quote)
		out.Articles = append(out.Articles, ref)
	}
	out.Text = b.String()
	return out, len(out.Articles) > 0
}

// adds reports whether a further article is worth quoting: it covers as much,
// and something that the first does not.
func adds(h, first Hit) bool {
	if h.Covers < first.Covers {
		return false
	}
	there := map[string]bool{}
	for _, m := range first.Matches {
		there[m.Word] = m.Here
	}
	for _, m := range h.Matches {
		if m.Here && !there[m.Word] {
			return true
		}
	}
	return false
}

// quote is what of the passage is quoted, as a quotation in Markdown.
func (h Hit) quote() string {
	units := h.choose()
	body := h.Article.Body
	var b strings.Builder
	for i, u := range units {
		switch {
		case i == 0:
			b.WriteString("> ")
		case u.kind == sentence && units[i-1].kind == sentence && u.from-units[i-1].to < 3:
			b.WriteByte(' ')
		case u.kind == units[i-1].kind && u.kind != sentence:
			b.WriteString("\n> ")
		default:
			b.WriteString("\n>\n> ")
		}
		switch u.kind {
		case item:
			b.WriteString(u.mark + " ")
		case row:
			b.WriteString("- ")
		}
		b.WriteString(u.markdown(body))
	}
	return b.String()
}

// markdown is a unit as its author wrote it, on one line; what would not stand
// by itself is without its marks.
func (u unit) markdown(body string) string {
	s := body[u.from:u.to]
	switch {
	case u.kind == verbatim:
		return "`" + strings.ReplaceAll(s, "`", "'") + "`"
	case u.kind == row, strings.ContainsAny(s, "<\\"), strings.Contains(s, "!["), strings.Contains(s, "]["), strings.Contains(s, "]: "):
		return escape(u.plain(body))
	}
	return strings.Join(strings.Fields(s), " ")
}

// escape makes plain text stand for itself in Markdown.
func escape(s string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "`", "'", "<", "‹", ">", "›", "[", `\[`, "]", `\]`).Replace(s)
}

// choose picks the units of the passage that are quoted: all where they are
// short, else those that match, with what leads over to them and what explains them.
func (h Hit) choose() []unit {
	units := h.Passage.units
	if len(units) == 0 {
		return nil
	}
	if units[len(units)-1].to-units[0].from <= quoteBytes && len(units) <= maxItems {
		return units
	}
	l := language.Of(h.language())
	wanted := map[string]float64{}
	for _, m := range h.Matches {
		for _, s := range m.stems {
			wanted[s] = max(wanted[s], m.Weight)
		}
	}
	best, at := -1.0, 0
	for i, u := range units {
		v, seen := 0.0, map[string]bool{}
		for w := range language.Words(u.plain(h.Article.Body)) {
			if s := l.Stem(w.Folded); wanted[s] > 0 && !seen[s] {
				seen[s] = true
				v += wanted[s]
			}
		}
		if v > best {
			best, at = v, i
		}
	}
	from, to := at, at+1
	if from > 0 && units[from].kind != sentence {
		for from > 0 && units[from].kind != sentence {
			from--
		}
	}
	for to < len(units) && to-from < maxItems && units[to].to-units[from].from <= quoteBytes {
		to++
	}
	for from > 0 && to-from < maxItems && units[to-1].to-units[from-1].from <= quoteBytes {
		from--
	}
	return units[from:to]
}
