package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"parley/engine/model"
	"parley/engine/text"
)

// intentDocs checks the keywords and phrases of intents, each by itself and
// against those of the others.
func (x *walk) intentDocs(*walk) {
	keywords, phrases := map[string]model.IntentID{}, map[string]model.IntentID{}
	custom := 0
	for _, n := range x.w.Intents {
		at := model.Path("intents").At(string(n.ID))
		if n.Predefined == "" {
			if custom++; custom == model.MaxCustomIntents+1 {
				x.report(at, Error, "overLimit", fmt.Sprintf("more than %d intents of your own", model.MaxCustomIntents), "delete or join the ones no longer needed")
			}
			if len(n.Phrases) == 0 && !slices.ContainsFunc(n.Keywords, func(p model.Pair[[]string]) bool { return len(p.Value) > 0 }) {
				x.report(at, Warning, "noExamples", "it has neither keywords nor phrases: it is never detected", "write some of either")
			}
		}
		for _, p := range n.Keywords {
			x.keywords(n, p.Key, p.Value, at.Field("keywords").At(p.Key), keywords)
		}
		x.phrases(n, at.Field("phrases"), phrases)
	}
}

func (x *walk) keywords(n *model.Intent, language string, list []string, at model.Path, seen map[string]model.IntentID) {
	if len(list) > model.MaxKeywords {
		x.report(at, Error, "overLimit", fmt.Sprintf("%d keywords in %s: at most %d", len(list), language, model.MaxKeywords), "take the least telling ones away")
	}
	for i, word := range list {
		p := at.Index(i)
		if size := utf8.RuneCountInString(strings.TrimSpace(word)); size < model.MinKeywordRunes || size > model.MaxKeywordRunes {
			x.report(p, Error, "overLimit", fmt.Sprintf("the keyword %q has %d characters: %d to %d are allowed", word, size, model.MinKeywordRunes, model.MaxKeywordRunes), "write another one")
		}
		key := language + "\x00" + text.Fold(word)
		other, known := seen[key]
		switch {
		case !known:
			seen[key] = n.ID
		case other == n.ID:
			f := x.report(p, Warning, "keywordTwice", fmt.Sprintf("the keyword %q stands twice", word), "take one away")
			f.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: p}
		default:
			f := x.report(p, Error, "keywordShared", fmt.Sprintf("the keyword %q belongs to the intent %s", word, other), "a keyword belongs to one intent only: take it from one of them")
			f.Fix = &Fix{Kind: FixRemove, Label: "take it away here", Path: p}
		}
	}
}

func (x *walk) phrases(n *model.Intent, at model.Path, seen map[string]model.IntentID) {
	switch count := len(n.Phrases); {
	case count > 0 && count < model.MinPhrases:
		x.report(at, Error, "overLimit", fmt.Sprintf("%d phrases: none, or at least %d", count, model.MinPhrases), "write some more, or take them away")
	case count > 0 && count < model.AdvisedPhrases:
		x.report(at, Hint, "fewPhrases", fmt.Sprintf("%d phrases: %d or more are understood better", count, model.AdvisedPhrases), "write some more, in customers' own words")
	}
	for i, phrase := range n.Phrases {
		key := bagOf(phrase)
		if key == "" {
			x.report(at.Index(i), Error, "empty", "the phrase is blank", "write what a customer would, or take it away")
			continue
		}
		other, known := seen[key]
		switch {
		case !known:
			seen[key] = n.ID
		case other == n.ID:
			f := x.report(at.Index(i), Hint, "phraseTwice", fmt.Sprintf("the phrase %q stands twice, or nearly so", phrase), "take one away: it teaches nothing new")
			f.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: at.Index(i)}
		default:
			x.report(at.Index(i), Warning, "phraseShared", fmt.Sprintf("the phrase %q is one of the intent %s too, or nearly so", phrase, other), "keep it in one of them")
		}
	}
}

// fillers are words that make no difference between two phrases.
const fillers = " a an the i my me to of is it please do can you want would like "

// bagOf is what two phrases have in common that are nearly the same: their
// folded words in order of the alphabet, without fillers where others remain.
func bagOf(phrase string) string {
	words := strings.FieldsFunc(text.Fold(phrase), func(r rune) bool { return r < 0x80 && (r < '0' || r > '9' && r < 'a' || r > 'z') })
	telling := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Contains(fillers, " "+w+" ") })
	if len(telling) < 2 {
		telling = words
	}
	slices.Sort(telling)
	return strings.Join(slices.Compact(telling), " ")
}
