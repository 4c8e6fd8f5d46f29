// Package slider draws a value on a track between two ends, and finds the value
// of a cell that is pressed or dragged to.
package slider

import (
	"math"
	"strings"

	"parley/ui/kit/styles"
)

// Track is the ends of a slider. A value beyond them is drawn at the end.
type Track struct{ Low, High float64 }

// Draw draws the value in exactly w cells, the focused one louder.
func (t Track) Draw(value float64, w int, focused bool, st *styles.Styles) string {
	if w <= 0 {
		return ""
	}
	at := t.cell(value, w)
	thumb, full := st.Text, st.Muted
	if focused {
		thumb, full = st.Accent, st.Accent
	}
	return full.Render(strings.Repeat(st.Glyphs.Full, at)) + thumb.Render(st.Glyphs.On) + st.Muted.Render(strings.Repeat(st.Glyphs.Rule, w-at-1))
}

// cell is where the value's thumb stands.
func (t Track) cell(value float64, w int) int {
	if t.High <= t.Low || math.IsNaN(value) {
		return 0
	}
	share := min(max((value-t.Low)/(t.High-t.Low), 0), 1)
	return int(math.Round(share * float64(w-1)))
}

// At is the value of a cell of a track that is w cells wide; beyond it, of its nearer end.
func (t Track) At(cell, w int) float64 {
	if w <= 1 {
		return t.Low
	}
	return min(t.Low+(t.High-t.Low)*float64(min(max(cell, 0), w-1))/float64(w-1), t.High)
}

// Step is a round number of which about fifty lead from end to end: 1, 2 or 5 of some power of ten.
func (t Track) Step() float64 {
	raw := (t.High - t.Low) / 50
	if raw <= 1 || math.IsNaN(raw) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, n := range []float64{1, 2, 5, 10} {
		if raw <= n*power {
			return n * power
		}
	}
	return 10 * power
}

// Move is the value one step further, or back where by is negative, on a whole step and between the ends.
func (t Track) Move(value float64, by int) float64 {
	step := t.Step()
	next := math.Floor(value/step+1e-9)*step + step*float64(by)
	if by < 0 && math.Mod(value, step) > 1e-9 {
		next = math.Ceil(value/step)*step + step*float64(by)
	}
	return min(max(next, t.Low), t.High)
}
