package chart

import (
	"math"
	"strings"
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

func TestGauge(t *testing.T) {
	st := look(styles.Unicode())
	for _, c := range []struct {
		v, total float64
		want     string
	}{{1284, 2000, "▓▓▓▓▓▓░░░░"}, {0, 10, "░░░░░░░░░░"}, {1, 1000, "▓░░░░░░░░░"}, {30, 10, "▓▓▓▓▓▓▓▓▓▓"}, {5, 0, "▓░░░░░░░░░"}, {math.NaN(), 10, "░░░░░░░░░░"}} {
		if got := ansi.Strip(Gauge(c.v, c.total, 10, st)); got != c.want {
			t.Errorf("%v of %v: %s, want %s", c.v, c.total, got, c.want)
		}
	}
	if got := ansi.Strip(Gauge(5, 10, 10, look(styles.ASCII()))); got != "#####....." {
		t.Error(got)
	}
}

func TestColumnsLook(t *testing.T) {
	c := Columns{Points: []Point{{Label: "Jan", Value: 10}, {Label: "Feb", Value: 20}, {Label: "Mar", Value: 40}}, Threshold: 30, ThresholdLabel: "plan"}
	got := ansi.Strip(c.Draw(36, 5, look(styles.Unicode())))
	want := strings.Join([]string{
		"40 ──────────────────████████── plan",
		"                     ████████       ",
		"            ████████ ████████       ",
		" 0 ████████ ████████ ████████       ",
		"   Jan      Feb      Mar            "}, "\n")
	if got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

func TestStackedColumnsNameTheirSeries(t *testing.T) {
	c := Columns{Points: []Point{{Label: "a", Values: []float64{2, 2}}, {Label: "b", Values: []float64{0, 4}}}, Series: []string{"bot", "agent"}}
	st := look(styles.Unicode())
	got := c.Draw(20, 6, st)
	if !strings.Contains(ansi.Strip(got), "█ bot  █ agent") {
		t.Errorf("\n%s", got)
	}
	if !strings.Contains(got, st.Series(0).Open()) || !strings.Contains(got, st.Series(1).Open()) {
		t.Error("both series are drawn in their colours")
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1284: "1,284", 1234567.6: "1,234,568"} {
		if Number(v) != want {
			t.Errorf("%v: %s", v, Number(v))
		}
	}
}

func TestExact(t *testing.T) {
	sets := []*styles.Styles{look(styles.Unicode()), look(styles.ASCII()), styles.New(themes.Default(false), styles.NewRenderer(termenv.Ascii, false), styles.Options{})}
	rapid.Check(t, func(t *rapid.T) {
		st := rapid.SampledFrom(sets).Draw(t, "look")
		w, h := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 15).Draw(t, "h")
		value := rapid.OneOf(rapid.Float64Range(0, 1000), rapid.Float64())
		points := make([]Point, rapid.IntRange(0, 20).Draw(t, "n"))
		for i := range points {
			points[i] = Point{Label: rapid.SampledFrom([]string{"Jan", "", "世界", "long label\n\x1b[2J", "👍🏽", "\u0600"}).Draw(t, "label"), Value: value.Draw(t, "v")}
			if rapid.Bool().Draw(t, "stacked") {
				points[i].Values = rapid.SliceOfN(value, 0, 4).Draw(t, "vs")
			}
		}
		c := Columns{Points: points, Threshold: value.Draw(t, "threshold"), ThresholdLabel: "plan", Series: []string{"a", "b"}}
		values := rapid.SliceOfN(value, 0, 100).Draw(t, "values")
		for name, block := range map[string]string{"columns": c.Draw(w, h, st), "bars": Bars(points, w, h, st, nil)} {
			lines := strings.Split(block, "\n")
			if len(lines) != h {
				t.Fatalf("%s: %d lines, want %d", name, len(lines), h)
			}
			for _, l := range lines {
				if ansi.StringWidth(l) != w {
					t.Fatalf("%s: %d cells, want %d: %q", name, ansi.StringWidth(l), w, l)
				}
			}
		}
		for name, line := range map[string]string{"sparkline": Sparkline(values, w, st), "gauge": Gauge(value.Draw(t, "g"), value.Draw(t, "of"), w, st)} {
			if ansi.StringWidth(line) != w {
				t.Fatalf("%s: %d cells, want %d: %q", name, ansi.StringWidth(line), w, line)
			}
		}
	})
}
