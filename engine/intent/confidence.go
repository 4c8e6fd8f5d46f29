package intent

import (
	"math"
	"slices"
)

// How sure a match is comes from three things: what the regression says, how like
// the nearest phrase of the intent is, and how much of the sentence the phrases
// know at all. The weights were chosen by cross-validation against sentences
// about something else.
const (
	weightNearest  = 1.0
	weightCovered  = 0.3
	weightBehind   = 1.0 // of how far the intent is behind the best one
	steepness      = 6.0 // of the score around one half
	refusedLeftOut = 0.1 // of the phrases, left out, that would score below one half
	leastSureness  = 0.6 // bounds of what makes a score of one half
	mostSureness   = 1.3
	acceptedFrom   = 0.5
)

// sureness joins the three.
func sureness(regression, nearest, covered float32) float32 {
	return regression + weightNearest*nearest + weightCovered*covered
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

// threshold is the sureness from which a match is accepted: most of the phrases
// reach it when they are left out.
func (r *Recognizer) threshold(rows []row, leftOut [][]float32, nearest []float32) float32 {
	var sure []float32
	for k, row := range rows {
		if row.example < 0 {
			continue
		}
		e := r.examples[row.example]
		own := leftOut[k][e.intent]
		if own < slices.Max(leftOut[k]) {
			continue
		}
		sure = append(sure, sureness(own, nearest[k]/r.space.length2, covered(r.space.wordsOf(e.phrase), 1)))
	}
	if len(sure) == 0 {
		return leastSureness
	}
	slices.Sort(sure)
	return min(max(sure[int(refusedLeftOut*float64(len(sure)))], leastSureness), mostSureness)
}
