package busy

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"parley/themes"
	"parley/ui/kit/styles"
)

func TestItTurns(t *testing.T) {
	for _, g := range []styles.Glyphs{styles.Unicode(), styles.ASCII()} {
		m := New(styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{Glyphs: g}))
		if m.Every() <= 0 {
			t.Errorf("%s: a picture stays for no time", g.Name)
		}
		first, seen := m.View(), map[string]bool{}
		for range 40 {
			view := m.View()
			seen[view] = true
			if ansi.StringWidth(view) != 1 {
				t.Fatalf("%s: %q is not one cell", g.Name, view)
			}
			if g.Name == "ascii" && ansi.Strip(view)[0] >= 0x80 {
				t.Fatalf("%q is not ASCII", view)
			}
			m.Turn()
		}
		if len(seen) < 4 || !seen[first] {
			t.Errorf("%s: %d pictures", g.Name, len(seen))
		}
	}
}
