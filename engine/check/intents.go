package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/text"
)

// intentDocs checks the keywords and phrases of intents, each by itself and
// against those of the others.
func (x *walk) intentDocs(*walk) {
	keywords, phrases := map[string]model.IntentID{}, map[string]model.IntentID{}
	taken := map[model.IntentID]model.IntentID{}
	custom := 0
	for _, n := range x.w.Intents {
		at := model.Path("intents").At(string(n.ID))
		if n.Predefined != "" {
			x.predefined(n, at.Field("predefined"), taken)
		} else {
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

// predefined checks the key of a predefined intent that is taken up.
func (x *walk) predefined(n *model.Intent, at model.Path, taken map[model.IntentID]model.IntentID) {
	p, known := intent.PredefinedBy(n.Predefined)
	if !known {
		var keys []string
		for _, p := range intent.Predefined() {
			keys = append(keys, string(p.ID))
		}
		f := x.report(at, Error, "unknownPredefined", fmt.Sprintf("there is no predefined intent %q", n.Predefined), "take it away to have an intent of your own")
		x.suggest(f, n.Predefined, keys)
		return
	}
	if other, twice := taken[p.ID]; twice {
		f := x.report(at, Error, "predefinedTwice", fmt.Sprintf("the predefined intent %s is %s already", p.ID, other), "what is said for it would be of two intents: keep one of them")
		f.Fix = &Fix{Kind: FixClear, Label: "make this one your own", Path: at}
		return
	}
	taken[p.ID] = n.ID
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
	count := len(n.Phrases)
	if p, ok := intent.PredefinedBy(n.Predefined); ok && count > 0 {
		count += len(p.Phrases)
	}
	switch {
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

// clashesTold is how many clashes of the same two intents are told; what one does
// about the first mends most of the others.
const clashesTold = 3

// Clashing tells the keywords and phrases that two intents share, or nearly,
// where one of them can be changed.
func Clashing(w *model.Workspace, clashes []intent.Clash) []Finding {
	x := &walk{scope: scope{world: newWorld(w)}}
	told := map[[2]model.IntentID]int{}
	for _, c := range clashes {
		pair := [2]model.IntentID{c.A, c.B}
		if told[pair] == clashesTold {
			continue
		}
		if x.clash(c) {
			told[pair]++
		}
	}
	k := model.DocumentKindOf("Intent")
	sortDocuments(x, k.In(w), k)
	out := make([]Finding, len(x.found))
	for i, p := range x.found {
		out[i] = p.Finding
		out[i].Place = documentPlace(w, k, p.Path)
	}
	return out
}

// clash tells one, at the intent that comes later; false where nothing can be
// done about it, or where it is told already as being the same words.
func (x *walk) clash(c intent.Clash) bool {
	at, mine, other, theirs := x.written(c.B, c.InB, c.Language), c.InB, c.A, c.InA
	if at == "" {
		at, mine, other, theirs = x.written(c.A, c.InA, c.Language), c.InA, c.B, c.InB
	}
	if at == "" {
		return false
	}
	both := x.written(other, theirs, c.Language) != ""
	if c.Language != "" {
		if both && text.Fold(mine) == text.Fold(theirs) {
			return false
		}
		f := x.report(at, Error, "keywordShared", fmt.Sprintf("the keyword %q is %q of the intent %s in another form", mine, theirs, other), "a keyword belongs to one intent only, whatever its ending: take it from one of them")
		f.Fix = &Fix{Kind: FixRemove, Label: "take it away here", Path: at}
		return true
	}
	if both && bagOf(mine) == bagOf(theirs) {
		return false
	}
	x.report(at, Warning, "phraseNear", fmt.Sprintf("the phrase %q is too near to %q of the intent %s", mine, theirs, other), "reword it, or keep it in one of the two")
	return true
}

// written is where an intent's own keyword of a language, or phrase, stands; ""
// where it is not its own.
func (x *walk) written(id model.IntentID, words, language string) model.Path {
	n := x.w.Intent(id)
	if n == nil {
		return ""
	}
	at := model.Path("intents").At(string(id))
	if language == "" {
		if i := slices.Index(n.Phrases, words); i >= 0 {
			return at.Field("phrases").Index(i)
		}
		return ""
	}
	for _, p := range n.Keywords {
		if i := slices.Index(p.Value, words); i >= 0 && text.Primary(model.Language(p.Key)) == text.Primary(model.Language(language)) {
			return at.Field("keywords").At(p.Key).Index(i)
		}
	}
	return ""
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
