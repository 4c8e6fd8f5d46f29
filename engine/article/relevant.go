package article

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/language"
	"parley/engine/model"
)

// Finding is what an answer can be made from.
type Finding struct {
	Hits []Hit
	Why  string // nothing was found, "" where something was
}

// How much of what was asked a passage has to cover before it is quoted, and
// how much of what the best one covers others have to. Calibrated on questions
// that the sample shop's articles answer, half answer and do not answer.
const (
	enough  = 0.62
	nearly  = 0.5 // before its article is offered for reading
	besides = 0.85
	touched = 0.2 // below it, it has nothing to do with the question
	alone   = 0.8 // by a question among other sentences that asks about one thing only
)

// maxSentences is how many sentences of a message are looked at by themselves, the last ones.
const maxSentences = 6

// Relevant finds the passages that answer a question, best first, or none and
// why. Only what customers may read is looked at, in the filter's language.
func (x *Index) Relevant(q Query) Finding {
	q.Filter.ShownOnly, q.Typing = true, false
	if q.Limit <= 0 {
		q.Limit = DefaultLimit
	}
	rooms := x.rooms(q.Filter)
	if len(rooms) == 0 {
		return Finding{Why: "there is no public, published article" + inLanguage(q)}
	}
	why := ""
	for _, room := range rooms {
		l := newLexicon(room)
		f := l.relevant(q)
		if len(f.Hits) > 0 {
			return f
		}
		if why == "" {
			why = f.Why
		}
	}
	return Finding{Why: why}
}

func inLanguage(q Query) string {
	out := ""
	if q.Filter.Language != "" {
		out += " in the language " + string(q.Filter.Language)
	}
	if q.Filter.KnowledgeBase != "" {
		out += " in the knowledge base " + string(q.Filter.KnowledgeBase)
	}
	return out
}

// relevant looks at the whole message and at each of its sentences: what is
// asked often stands in one of several.
func (l lexicon) relevant(q Query) Finding {
	whole := l.search(l.ask(q.Text, false).after(l, q.History), q.Limit)
	hits := slices.DeleteFunc(slices.Clone(whole), func(h Hit) bool { return !h.answers() })
	if len(hits) == 0 {
		hits = l.sentenceBySentence(q)
	}
	if len(hits) == 0 {
		return Finding{Why: l.refusal(q, whole)}
	}
	best := hits[0].Score
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Score < besides*best })
	return Finding{Hits: hits[:min(len(hits), q.Limit)]}
}

// sentenceBySentence finds what answers one of several sentences: one that asks
// for two things, or a question that is covered well.
func (l lexicon) sentenceBySentence(q Query) []Hit {
	cuts := sentences(q.Text)
	if len(cuts) < 2 {
		return nil
	}
	var hits []Hit
	for _, c := range cuts[max(0, len(cuts)-maxSentences):] {
		part := q.Text[c[0]:c[1]]
		for _, h := range l.search(l.ask(part, false), q.Limit) {
			if counts, _ := h.met(); h.answers() && (counts > 1 || h.Covers > alone && strings.HasSuffix(part, "?")) {
				hits = append(hits, h)
			}
		}
	}
	slices.SortStableFunc(hits, order)
	seen := map[*model.Article]bool{}
	return slices.DeleteFunc(hits, func(h Hit) bool {
		was := seen[h.Article]
		seen[h.Article] = true
		return was
	})
}

// met counts what of the question the passage has, and what of that would make a
// question by itself.
func (h Hit) met() (counts, strong int) {
	for _, m := range h.Matches {
		if m.counts {
			counts++
		}
		if m.strong {
			strong++
		}
	}
	return counts, strong
}

// answers reports whether a passage covers enough of what was asked to be quoted.
func (h Hit) answers() bool { return h.meets(enough) }

// Nearly reports whether an article that does not answer what was asked comes
// near enough to be offered for reading.
func (h Hit) Nearly() bool { return h.meets(nearly) }

// meets reports whether a passage covers a part of what was asked: an everyday
// word alone is not enough, unless the article is about it.
func (h Hit) meets(part float64) bool {
	counts, strong := h.met()
	return h.Covers >= part && (strong > 0 || counts > 1)
}

// refusal says why nothing was found.
func (l lexicon) refusal(q Query, hits []Hit) string {
	if len(hits) == 0 {
		said := false
		for w := range language.Words(q.Text) {
			said = said || !l.language.Empty(w.Folded)
		}
		if !said {
			return "the question names nothing to look for"
		}
		return "no article has any of its words"
	}
	var missing, there []string
	for _, m := range hits[0].Matches {
		if m.Here {
			there = append(there, m.Word)
		} else {
			missing = append(missing, m.Word)
		}
	}
	if hits[0].Covers < touched && len(missing) > 0 {
		return "no article has anything on " + strings.Join(missing, ", ")
	}
	why := fmt.Sprintf("the nearest, %q, ", Plain(hits[0].Article.Title))
	if hits[0].Covers >= enough {
		why += fmt.Sprintf("has only %s of the question, an everyday word that is no question by itself", strings.Join(there, ", "))
	} else {
		why += fmt.Sprintf("covers %.0f %% of the question, of which %.0f %% are needed", 100*hits[0].Covers, 100*enough)
	}
	if len(missing) > 0 {
		why += ": it has nothing on " + strings.Join(missing, ", ")
	}
	return why
}
