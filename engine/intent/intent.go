// Package intent understands what a customer wants: it finds, for a sentence, the
// intent whose keywords it has or whose phrases it is like, tells why, and
// refuses where it is not sure. It works offline and always gives the same answer.
package intent

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"unicode"

	"parley/engine/model"
)

// Definition is what an intent is recognized by.
type Definition struct {
	ID          model.IntentID
	Name        string
	Description string
	Keywords    model.Map[[]string] // by language
	Phrases     []string            // English
}

//go:embed predefined.txt
var predefinedText string

// predefined reads predefined.txt: a line "= key | name | description" begins an
// intent, the lines below are its phrases.
var predefined = sync.OnceValue(func() []Definition {
	var all []Definition
	for line := range strings.Lines(predefinedText) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "= "); ok {
			part := strings.Split(head, " | ")
			all = append(all, Definition{ID: model.IntentID(part[0]), Name: part[1], Description: part[2]})
			continue
		}
		if line != "" {
			last := &all[len(all)-1]
			last.Phrases = append(last.Phrases, line)
		}
	}
	return all
})

// Predefined returns the intents that every workspace can use, in the order of
// Kustomer's list. The id of each is its key.
func Predefined() []Definition { return slices.Clone(predefined()) }

// PredefinedBy returns the predefined intent with the key; case, blanks, dashes
// and underscores make no difference, so that cancelOrder is cancel-order.
func PredefinedBy(key string) (Definition, bool) {
	letters := onlyLetters(key)
	for _, d := range predefined() {
		if onlyLetters(string(d.ID)) == letters {
			return d, true
		}
	}
	return Definition{}, false
}

func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// Definitions returns what the intents of a workspace are recognized by, in the
// workspace's order. An intent with the key of a predefined one has that one's
// phrases and then its own; its own name, where it has one, and its own id, by
// which dialogs know it. With a key that is not known it has only what is its own.
// A predefined intent that the workspace has not taken up is not among them.
func Definitions(w *model.Workspace) []Definition {
	all := make([]Definition, 0, len(w.Intents))
	for _, n := range w.Intents {
		d := Definition{ID: n.ID, Name: n.Name, Keywords: n.Keywords, Phrases: n.Phrases}
		if p, ok := PredefinedBy(n.Predefined); ok {
			d.Description = p.Description
			d.Phrases = slices.Concat(p.Phrases, n.Phrases)
			if d.Name == "" {
				d.Name = p.Name
			}
		}
		if d.Name == "" {
			d.Name = string(n.ID)
		}
		all = append(all, d)
	}
	return all
}

// All returns the intents of a workspace and then the predefined ones that it has
// not taken up, but for those whose id it uses for something else.
func All(w *model.Workspace) []Definition {
	all := Definitions(w)
	for _, p := range predefined() {
		if !slices.ContainsFunc(w.Intents, func(n *model.Intent) bool {
			taken, ok := PredefinedBy(n.Predefined)
			return n.ID == p.ID || ok && taken.ID == p.ID
		}) {
			all = append(all, p)
		}
	}
	return all
}

// Revision changes when the same definitions would be recognized in another way.
const Revision = 6

// Fingerprint is the hash of what a trained recognizer comes from: everything of
// the definitions that decides an answer, and [Revision].
func Fingerprint(definitions []Definition) [32]byte {
	h := sha256.New()
	number := func(n int) {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], uint64(n))
		h.Write(b[:])
	}
	words := func(list ...string) {
		number(len(list))
		for _, s := range list {
			number(len(s))
			h.Write([]byte(s))
		}
	}
	number(Revision)
	number(len(definitions))
	for _, d := range definitions {
		words(string(d.ID))
		words(d.Phrases...)
		number(len(d.Keywords))
		for _, k := range d.Keywords {
			words(k.Key)
			words(k.Value...)
		}
	}
	return [32]byte(h.Sum(nil))
}
