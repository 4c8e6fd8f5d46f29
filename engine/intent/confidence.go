package intent

import (
	"math"
	"slices"
)

// How sure a match is comes from what the regression says for the intent and for
// something else, how like the nearest phrase of the intent is, and how much of
// the sentence the phrases know at all. The weights were chosen by
// cross-validation against sentences about something else.
const (
	weightNearest   = 0.7
	weightCovered   = 0.2
	weightElsewhere = 0.4 // of what the regression says for something else
	weightBehind    = 1.0 // of how far the intent is behind the best one
)

// acceptedFrom is the score from which a match is one.
const acceptedFrom = 0.5

// What makes a score of one half is learned from the phrases that training had,
// each left out in turn: nearly all that is about something else has to stay
// below, and most of what is about an intent reach it.
const (
	refusedElsewhere = 0.95 // of the sentences about something else
	beyondElsewhere  = 0.1  // above them: other people's sentences are stranger than ours
	refusedOwn       = 0.1  // of the phrases of intents, at most
	leastSureness    = 0.35
	mostSureness     = 1.1
	steepness        = 6.0 // of the score around one half
)

// sureness joins what makes a match sure.
func sureness(regression, elsewhere, nearest, covered float32) float32 {
	return regression - weightElsewhere*max(elsewhere, 0) + weightNearest*nearest + weightCovered*covered
}

// scoreOf is a sureness as a score from 0 to 1.
func (r *Recognizer) scoreOf(sureness float32) float64 {
	return 1 / (1 + math.Exp(-steepness*float64(sureness-r.surest)))
}

// covered is the part of the telling words of a sentence that more than some
// phrases have.
func covered(words []word, than int) float32 {
	all, known := 0, 0
	for i := range words {
		if w := &words[i]; !w.filler && w.text[0] != '#' {
			all++
			if w.phrases > than {
				known++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float32(known) / float32(all)
}

// threshold is the sureness from which a match is accepted, by what the rows
// score when they are left out.
func (r *Recognizer) threshold(rows []row, leftOut [][]float32, nearest []float32) float32 {
	var own, other []float32
	last := len(r.definitions)
	for k := range rows {
		scores := leftOut[k]
		like := nearest[k] / r.space.length2
		if c := rows[k].class; c < last {
			if scores[c] == slices.Max(scores) {
				own = append(own, sureness(scores[c], scores[last], like, rows[k].covered))
			}
			continue
		}
		if last > 0 {
			best := slices.Max(scores[:last])
			other = append(other, sureness(best, scores[last], like, rows[k].covered)-weightBehind*max(scores[last]-best, 0))
		}
	}
	at := float32(mostSureness)
	if len(own) > 0 {
		at = min(at, part(own, refusedOwn))
	}
	if len(other) > 0 {
		at = min(at, part(other, refusedElsewhere)+beyondElsewhere)
	}
	return max(at, leastSureness)
}

// part is the value below which a part of the values is.
func part(values []float32, of float64) float32 {
	slices.Sort(values)
	return values[int(of*float64(len(values)-1))]
}
