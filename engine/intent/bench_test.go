package intent

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley/engine/model"
)

// eighty returns 80 intents of 12 phrases, each from words of a predefined intent
// and some of its own, so that they share words as those of one shop do.
func eighty() []Definition {
	r := rand.New(rand.NewPCG(1, 1))
	all := make([]Definition, model.MaxCustomIntents)
	for i := range all {
		from := predefined()[i%len(predefined())].Phrases
		own := fmt.Sprintf("topic%c%c", 'a'+i%26, 'a'+i/26)
		all[i] = Definition{ID: model.IntentID(own)}
		for range 12 {
			words := strings.Fields(from[r.IntN(len(from))])
			all[i].Phrases = append(all[i].Phrases, strings.Join(slices.Insert(words, r.IntN(len(words)+1), own), " "))
		}
	}
	return all
}

func BenchmarkTrain(b *testing.B) {
	for _, c := range []struct {
		name        string
		definitions []Definition
	}{{"predefined", Predefined()}, {"80", eighty()}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				Train(c.definitions)
			}
		})
	}
}

func BenchmarkRecognize(b *testing.B) {
	for _, c := range []struct {
		name        string
		definitions []Definition
	}{{"predefined", Predefined()}, {"80", eighty()}} {
		b.Run(c.name, func(b *testing.B) {
			r := Train(c.definitions)
			said := []string{"hello, I ordered a pair of shoes last week and they are too small", "where's my parcl??", "can you tell me a joke about penguins",
				"how much does delivery to Spain cost", "I want to speak to someone now"}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r.Recognize(said[i%len(said)], nil)
			}
		})
	}
}
