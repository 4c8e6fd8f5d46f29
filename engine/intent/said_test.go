package intent

import (
	"bytes"
	_ "embed"
	"strings"
	"testing"

	"parley/engine/model"
)

// said is what customers might say to a shop, in other words than the phrases
// have, and what they might say about something else.
//
//go:embed testdata/said.csv
var said []byte

func saidSentences(t *testing.T) []Labelled {
	t.Helper()
	all, err := ReadLabelled(bytes.NewReader(said))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// measured is how well a recognizer understands sentences after something was
// done to each.
func measured(r *Recognizer, all []Labelled, change func(string) string) Quality {
	var answers []Answered
	for _, l := range all {
		m, sure := r.Recognize(change(l.Text), nil)
		answers = append(answers, Answered{About: l.Intent != "", Right: m.Intent == model.IntentID(l.Intent), Found: sure, Score: m.Score})
	}
	return QualityOf(answers)
}

func TestPredefinedIntentsAreUnderstoodInOtherWords(t *testing.T) {
	r, all := Train(Predefined()), saidSentences(t)
	for _, d := range Predefined() {
		for _, l := range all {
			for _, p := range d.Phrases {
				if strings.EqualFold(p, l.Text) {
					t.Errorf("%q is a phrase: it measures nothing", p)
				}
			}
		}
	}
	for _, c := range []struct {
		name          string
		change        func(string) string
		right, parted float64
	}{
		{"as they are", func(s string) string { return s }, 0.95, 0.99},
		{"in capitals", strings.ToUpper, 0.95, 0.99},
		{"with a slip in a long word", slip, 0.93, 0.98},
	} {
		q := measured(r, all, c.change)
		if q.About != 130 || q.Elsewhere != 60 {
			t.Fatalf("%d and %d sentences", q.About, q.Elsewhere)
		}
		t.Logf("%s: %d of %d found right, %d likeliest, %d of %d refused, AUROC %.3f", c.name, q.Right, q.About, q.Nearest, q.Refused, q.Elsewhere, q.Parted)
		if q.RightAt < c.right || float64(q.Right) < c.right*float64(q.About) || q.Parted < c.parted || float64(q.Refused) < 0.93*float64(q.Elsewhere) {
			t.Errorf("%s: %+v", c.name, q)
		}
	}
}

// slip swaps two letters inside of the longest word.
func slip(s string) string {
	longest := ""
	for w := range strings.FieldsSeq(s) {
		if len(w) > len(longest) {
			longest = w
		}
	}
	if len(longest) < 5 {
		return s
	}
	i := len(longest) / 2
	return strings.Replace(s, longest, longest[:i-1]+longest[i:i+1]+longest[i-1:i]+longest[i+1:], 1)
}
