package intent

import (
	"errors"
	"io"
	"slices"
)

// Labelled is a sentence and what it is about.
type Labelled struct {
	Text   string
	Intent string // the id of an intent, or any other word for something else
}

// ReadLabelled reads sentences from comma-separated values with a first line that
// names the columns text and intent.
func ReadLabelled(r io.Reader) ([]Labelled, error) {
	var all []Labelled
	err := readTable(r, func(_ int, said, id string) error {
		all = append(all, Labelled{said, id})
		return nil
	})
	if err == nil && len(all) == 0 {
		err = errors.New("it has no sentences: write lines of sentence,intent below the first")
	}
	return all, err
}

// Quality is how well sentences are understood that somebody has labelled.
type Quality struct {
	About   int // sentences about one of the intents
	Nearest int // of them: the right intent has the best score, whether that is sure enough or not
	Right   int // the right intent was found
	Wrong   int // another intent was found; for the others it was not sure

	Elsewhere int // sentences about something else
	Refused   int // of them: no intent was found

	Parted  float64 // the chance that a sentence about an intent scores higher than one about something else (AUROC)
	RightAt float64 // the part of the sentences about an intent that is found right where 90 % of the others are refused
}

// refusedForRight is the part of the sentences about something else that is
// refused where [Quality.RightAt] is taken.
const refusedForRight = 0.9

// Answered is what a labelled sentence was understood as.
type Answered struct {
	About bool // it is about one of the intents
	Right bool // the match is the right one
	Found bool // the match is sure
	Score float64
}

// QualityOf sums up what labelled sentences were understood as.
func QualityOf(answers []Answered) (q Quality) {
	var others []float64 // scores of sentences about something else
	for _, a := range answers {
		switch {
		case !a.About:
			q.Elsewhere++
			others = append(others, a.Score)
			if !a.Found {
				q.Refused++
			}
			continue
		case a.Right:
			q.Nearest++
		}
		q.About++
		switch {
		case a.Found && a.Right:
			q.Right++
		case a.Found:
			q.Wrong++
		}
	}
	if q.About == 0 || q.Elsewhere == 0 {
		return q
	}
	slices.Sort(others)
	beyond := others[min(int(refusedForRight*float64(len(others))), len(others)-1)]
	right, wins := 0, 0.0
	for _, a := range answers {
		if !a.About {
			continue
		}
		below, _ := slices.BinarySearch(others, a.Score)
		upTo := below
		for upTo < len(others) && others[upTo] == a.Score {
			upTo++
		}
		wins += float64(below+upTo) / 2
		if a.Right && a.Score > beyond {
			right++
		}
	}
	q.Parted = wins / float64(q.About) / float64(q.Elsewhere)
	q.RightAt = float64(right) / float64(q.About)
	return q
}
