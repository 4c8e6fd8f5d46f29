package files

import (
	"strconv"
	"strings"

	"parley/engine/model"
)

// spot is one place of the model met while reading: where it was written, and
// the last step of its path. Paths are made from spots at the end, because ids
// that were left out are given when a whole assistant has been read.
type spot struct {
	parent int // index of the spot it is in; -1 for a document
	word   string
	elem   bool // an element of a list or map
	at     Position
	step   *model.Interaction // the interaction it is, in a list of them
}

// paths makes the path of every spot.
func paths(spots []spot) []model.Path {
	out := make([]model.Path, len(spots))
	for i, s := range spots {
		parent := model.Path("")
		if s.parent >= 0 {
			parent = out[s.parent]
		}
		word := s.word
		if s.step != nil {
			word = s.step.ID
		}
		if s.elem {
			out[i] = parent.At(word)
		} else {
			out[i] = parent.Field(word)
		}
	}
	return out
}

// places maps every path that was read to where it stands.
func places(spots []spot) map[model.Path]Position {
	out := make(map[model.Path]Position, len(spots))
	for i, p := range paths(spots) {
		if _, known := out[p]; !known {
			out[p] = spots[i].at
		}
	}
	return out
}

// Position is where a place of the model was written, or where the nearest
// thing around it was; ok is false where nothing of its document was read.
func (r *Result) Position(p model.Path) (at Position, ok bool) {
	for s := string(p); s != ""; {
		if at, ok := r.places[model.Path(s)]; ok {
			return at, true
		}
		cut := strings.LastIndexAny(s, ".[")
		if cut < 0 {
			break
		}
		s = s[:cut]
	}
	return Position{}, false
}

func itoa(n int) string { return strconv.Itoa(n) }
