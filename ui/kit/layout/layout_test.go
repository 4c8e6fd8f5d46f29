package layout

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the drawn layouts anew")

// draw paints every rectangle of a layout; rows that repeat are drawn once with their number.
func draw(w, h int, l Layout) string {
	if l.Small != "" {
		return l.Small + "\n"
	}
	cells := make([][]rune, h)
	for y := range cells {
		cells[y] = []rune(strings.Repeat(" ", w))
	}
	line := func(r Rect, name string) {
		for x := r.X; x < r.X+r.W; x++ {
			cells[r.Y][x] = '·'
		}
		copy(cells[r.Y][r.X:], []rune(name))
	}
	line(l.Top, "top")
	line(l.Strip, "strip")
	line(l.Keys, "keys")
	for p, r := range l.Panes {
		if r.Empty() {
			continue
		}
		for y := r.Y; y < r.Y+r.H; y++ {
			for x := r.X; x < r.X+r.W; x++ {
				top, bottom, left, right := y == r.Y, y == r.Y+r.H-1, x == r.X, x == r.X+r.W-1
				switch {
				case top && left:
					cells[y][x] = '╭'
				case top && right:
					cells[y][x] = '╮'
				case bottom && left:
					cells[y][x] = '╰'
				case bottom && right:
					cells[y][x] = '╯'
				case top || bottom:
					cells[y][x] = '─'
				case left || right:
					cells[y][x] = '│'
				}
			}
		}
		copy(cells[r.Y][r.X+2:], []rune(fmt.Sprintf(" %s %d×%d ", [3]string{"left", "middle", "right"}[p], r.W, r.H)))
	}
	var b strings.Builder
	for y := 0; y < h; {
		n := 1
		for y+n < h && string(cells[y+n]) == string(cells[y]) {
			n++
		}
		b.WriteString(string(cells[y]))
		if n > 1 {
			fmt.Fprintf(&b, " ×%d", n)
		}
		b.WriteByte('\n')
		y += n
	}
	return b.String()
}

func TestDrawn(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		focus Pane
	}{
		{59, 18, Left}, {60, 17, Left}, {60, 18, Left}, {79, 24, Middle}, {80, 24, Left}, {80, 24, Right}, {119, 30, Middle}, {120, 40, Left}, {200, 60, Left}, {300, 100, Left},
	} {
		name := fmt.Sprintf("%dx%d-%d", c.w, c.h, c.focus)
		got := draw(c.w, c.h, For(c.w, c.h, Options{Weights: DefaultWeights(), Focus: c.focus}))
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestNothingOverlapsAndNothingIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(MinWidth, 320).Draw(t, "w"), rapid.IntRange(MinHeight, 120).Draw(t, "h")
		o := Options{Weights: anyWeights(t), Focus: Pane(rapid.IntRange(0, 2).Draw(t, "focus")), Aside: Pane(rapid.IntRange(0, 2).Draw(t, "aside")), Panes: rapid.IntRange(0, 3).Draw(t, "panes")}
		l := For(w, h, o)
		covered := make([]int, w*h)
		for _, r := range []Rect{l.Top, l.Strip, l.Keys, l.Panes[0], l.Panes[1], l.Panes[2]} {
			for y := r.Y; y < r.Y+r.H; y++ {
				for x := r.X; x < r.X+r.W; x++ {
					covered[y*w+x]++
				}
			}
		}
		for i, n := range covered {
			if n != 1 {
				t.Fatalf("cell %d,%d is covered %d times by %+v", i%w, i/w, n, l)
			}
		}
		for _, p := range l.Shown {
			if l.Panes[p].W < MinPane {
				t.Fatalf("pane %d is %d wide", p, l.Panes[p].W)
			}
		}
		if o.Panes != 1 && o.Panes != 2 && l.Panes[o.Focus].Empty() {
			t.Fatal("the focused pane is not shown")
		}
	})
}

func anyWeights(t *rapid.T) Weights {
	return Weights{rapid.IntRange(0, 500).Draw(t, "a"), rapid.IntRange(1, 500).Draw(t, "b"), rapid.IntRange(1, 500).Draw(t, "c")}
}

func TestDraggingPutsTheEdgeThereAndSurvivesResizes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(TwoPanes, 300).Draw(t, "w")
		o := Options{Weights: anyWeights(t), Focus: Middle, Aside: Pane(rapid.SampledFrom([]int{0, 2}).Draw(t, "aside"))}
		l := For(w, 40, o)
		edge := rapid.IntRange(0, len(l.Shown)-2).Draw(t, "edge")
		a, b := l.Panes[l.Shown[edge]], l.Panes[l.Shown[edge+1]]
		x := rapid.IntRange(a.X+MinPane, b.X+b.W-MinPane).Draw(t, "x")
		o.Weights = l.Drag(o.Weights, edge, x)
		after := For(w, 40, o)
		if got := after.Panes[l.Shown[edge]]; got.X+got.W < x-1 || got.X+got.W > x+1 {
			t.Fatalf("edge at %d, wanted %d (%v)", got.X+got.W, x, o.Weights)
		}
		For(60, 18, o)
		if back := For(w, 40, o); fmt.Sprint(back) != fmt.Sprint(after) {
			t.Fatal("a resize and back changes the panes")
		}
		if e, ok := after.EdgeAt(after.Panes[l.Shown[edge]].X+after.Panes[l.Shown[edge]].W, 5); !ok || e != edge {
			t.Fatal("the edge is not found where it is")
		}
	})
}

func TestDialogFits(t *testing.T) {
	for _, c := range [][4]int{{60, 18, 100, 40}, {60, 18, 30, 8}, {300, 100, 80, 20}, {1, 1, 10, 10}} {
		r := Dialog(c[0], c[1], c[2], c[3])
		if r.Empty() || r.X < 0 || r.Y < 0 || r.X+r.W > c[0] || r.Y+r.H > c[1] {
			t.Errorf("%v: %+v", c, r)
		}
	}
}
