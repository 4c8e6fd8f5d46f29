package effects

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"parley/engine/article"
)

// patterns are read when the first answer is, not when the program starts.
type patterns struct{ mark, link, target, number *regexp.Regexp }

var reading = sync.OnceValue(func() patterns {
	return patterns{
		mark:   regexp.MustCompile(`\s?\[\s*\d+(?:\s*,\s*\d+)*\s*\]`),
		link:   regexp.MustCompile(`(?i)[\pL\d._%+-]+@[\pL\d.-]+|(?:[a-z][a-z\d+.-]*://)?(?:[\pL\d-]+\.)+\pL{2,}(?::\d+)?(?:/[^\s)\]>"]*)?`),
		target: regexp.MustCompile(`\]\(\s*([^)\s]*)`),
		number: regexp.MustCompile(`\d+(?:[.,:]\d+)*`),
	}
})

// cited makes an answer of what a model said: without the marks that name
// passages, with the articles they name in the order they are named. It fails
// where no passage is named, and where something is said that no passage says.
func cited(said string, q article.Question, hits []article.Hit) (article.Answer, error) {
	said = strings.TrimSpace(said)
	if said == "" || strings.Contains(said, notAnswered) {
		return article.Answer{}, errNotAnswered
	}
	var out article.Answer
	seen := map[string]bool{}
	for _, mark := range reading().mark.FindAllString(said, -1) {
		for n := range strings.SplitSeq(strings.Trim(mark, " []\n"), ",") {
			i, err := strconv.Atoi(strings.TrimSpace(n))
			if err != nil || i < 1 || i > len(hits) {
				continue
			}
			if ref := article.RefOf(hits[i-1].Article); !seen[ref.ID] {
				seen[ref.ID] = true
				out.Articles = append(out.Articles, ref)
			}
		}
	}
	if len(out.Articles) == 0 {
		return article.Answer{}, fmt.Errorf("%w: it named none of them", errNotAnswered)
	}
	out.Text = strings.TrimSpace(reading().mark.ReplaceAllString(said, ""))
	if thing := unfounded(out.Text, sources(q, hits), q.Text); thing != "" {
		return article.Answer{}, fmt.Errorf("the model said %q, which no passage says", thing)
	}
	return out, nil
}

// sources are the texts that an answer's facts may come from.
func sources(q article.Question, hits []article.Hit) string {
	var b strings.Builder
	for _, h := range hits {
		b.WriteString(h.Article.Title + "\n" + h.Passage.Heading + "\n" + h.Passage.Text + "\n")
	}
	if q.Profile != nil {
		b.WriteString(strings.Join(q.Profile.Prompts, "\n"))
	}
	return b.String()
}

// unfounded is the first link, address or number of an answer that its sources
// do not have, "" where they have all; numbers may be the customer's too. These
// are what does harm when it is invented, or put in a model's mouth.
func unfounded(said, sources, question string) string {
	p := reading()
	known := map[string]bool{}
	for _, l := range p.link.FindAllString(sources, -1) {
		known[bare(l)] = true
	}
	for _, n := range p.number.FindAllString(sources+"\n"+question, -1) {
		known[n] = true
	}
	for _, t := range p.target.FindAllStringSubmatch(said, -1) {
		if !known[bare(t[1])] {
			return t[1]
		}
	}
	for _, l := range p.link.FindAllString(said, -1) {
		if !known[bare(l)] {
			return l
		}
	}
	for line := range strings.Lines(p.link.ReplaceAllString(said, "")) {
		line = strings.TrimSpace(line)
		if mark, rest, ok := strings.Cut(line, ". "); ok && p.number.FindString(mark) == mark {
			line = rest // an item of a list
		}
		for _, n := range p.number.FindAllString(line, -1) {
			if !known[n] {
				return n
			}
		}
	}
	return ""
}

// bare is a link without what writing adds to it.
func bare(link string) string {
	link = strings.TrimRight(strings.ToLower(link), ".,;:!?*_/")
	if _, rest, ok := strings.Cut(link, "://"); ok && (strings.HasPrefix(link, "http://") || strings.HasPrefix(link, "https://")) {
		link = rest
	}
	return link
}
