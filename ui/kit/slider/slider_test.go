package slider

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"parley/themes"
	"parley/ui/kit/styles"
)

func look(g styles.Glyphs) *styles.Styles {
	return styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{Glyphs: g})
}

func TestDraw(t *testing.T) {
	track := Track{0, 100}
	for value, want := range map[float64]string{0: "●─────────", -5: "●─────────", 100: "▓▓▓▓▓▓▓▓▓●", 1e9: "▓▓▓▓▓▓▓▓▓●", 50: "▓▓▓▓▓●────"} {
		if got := ansi.Strip(track.Draw(value, 10, false, look(styles.Unicode()))); got != want {
			t.Errorf("%v: %s, want %s", value, got, want)
		}
	}
	if got := ansi.Strip(track.Draw(50, 10, true, look(styles.ASCII()))); got != "#####*----" {
		t.Error(got)
	}
	if got := ansi.Strip(Track{5, 5}.Draw(5, 4, true, look(styles.Unicode()))); got != "●───" {
		t.Error(got)
	}
}

func TestMoveGoesByRoundSteps(t *testing.T) {
	for _, c := range []struct {
		track Track
		value float64
		by    int
		want  float64
	}{
		{Track{0, 5000}, 2000, 1, 2100}, {Track{0, 5000}, 2037, 1, 2100}, {Track{0, 5000}, 2037, -1, 2000}, {Track{0, 5000}, 4990, 1, 5000},
		{Track{0, 5000}, 0, -1, 0}, {Track{0, 100}, 60, -1, 58}, {Track{0, 30}, 3, 1, 4}, {Track{0, 5000}, 2100, -1, 2000},
	} {
		if got := c.track.Move(c.value, c.by); got != c.want {
			t.Errorf("%v by %d: %v, want %v", c.value, c.by, got, c.want)
		}
	}
}

// TestPressedIsDrawn: the thumb is drawn in the cell that was pressed, in exactly the width there is.
func TestPressedIsDrawn(t *testing.T) {
	st := look(styles.Unicode())
	rapid.Check(t, func(t *rapid.T) {
		track := Track{rapid.Float64Range(-1e6, 1e6).Draw(t, "low"), 0}
		track.High = track.Low + rapid.Float64Range(1, 1e6).Draw(t, "length")
		w := rapid.IntRange(2, 80).Draw(t, "width")
		cell := rapid.IntRange(0, w-1).Draw(t, "cell")
		line := []rune(ansi.Strip(track.Draw(track.At(cell, w), w, true, st)))
		if len(line) != w || line[cell] != '●' {
			t.Fatalf("cell %d of %d: %s", cell, w, string(line))
		}
		if v := track.At(rapid.Int().Draw(t, "anywhere"), w); v < track.Low || v > track.High {
			t.Fatalf("%v is beyond the track", v)
		}
		value := track.At(cell, w)
		if on, back := track.Move(value, 1), track.Move(value, -1); on < value && on != track.High || back > value && back != track.Low {
			t.Fatalf("from %v on to %v, back to %v", value, on, back)
		}
	})
}
