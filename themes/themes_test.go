package themes

import (
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func channel(v uint64) float64 {
	c := float64(v) / 255
	if c <= 0.03928 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

func luminance(t *testing.T, c Colour) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(string(c), "#"), 16, 32)
	if err != nil || len(c) != 7 {
		t.Fatalf("colour %q is not #RRGGBB", c)
	}
	return 0.2126*channel(n>>16) + 0.7152*channel(n>>8&255) + 0.0722*channel(n&255)
}

func contrast(t *testing.T, a, b Colour) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func TestEveryFileIsNamed(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".json") {
			n++
		}
	}
	if n != len(Names()) || len(All()) != n {
		t.Fatalf("%d files, %d names, %d read", n, len(Names()), len(All()))
	}
	for i, th := range All() {
		if th.Name != Names()[i] || th.Title == "" {
			t.Errorf("theme %d: name %q title %q", i, th.Name, th.Title)
		}
		if th.Dark != strings.Contains(th.Name, "dark") {
			t.Errorf("%s: dark = %v", th.Name, th.Dark)
		}
	}
}

func TestEveryRoleHasAColour(t *testing.T) {
	for _, th := range All() {
		v := reflect.ValueOf(th.Colours)
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if name == "Chart" {
				continue
			}
			luminance(t, Colour(v.Field(i).String()))
		}
		if len(th.Colours.Chart) < 6 {
			t.Errorf("%s: %d chart colours", th.Name, len(th.Colours.Chart))
		}
	}
}

func TestContrast(t *testing.T) {
	for _, th := range All() {
		c := th.Colours
		// A terminal's own background is rarely exactly the theme's: pure black and white count too.
		grounds := map[string]Colour{"background": c.Background, "surface": c.Surface}
		if th.Dark {
			grounds["black"] = "#000000"
		} else {
			grounds["white"] = "#FFFFFF"
		}
		roles := map[string]Colour{"text": c.Text, "accent": c.Accent, "linked": c.Linked, "unlinked": c.Unlinked, "intent": c.Intent,
			"final": c.Final, "warning": c.Warning, "error": c.Error, "success": c.Success, "match": c.Match, "code": c.Code}
		floor := 4.5
		if strings.HasPrefix(th.Name, "high") {
			floor = 7
		}
		for g, ground := range grounds {
			for r, role := range roles {
				if got := contrast(t, role, ground); got < floor {
					t.Errorf("%s: %s on %s %.2f < %.1f", th.Name, r, g, got, floor)
				}
			}
			if got := contrast(t, c.Muted, ground); got < 4.5 {
				t.Errorf("%s: muted on %s %.2f", th.Name, g, got)
			}
			if got := contrast(t, c.BorderFocused, ground); got < 3 {
				t.Errorf("%s: focused border on %s %.2f", th.Name, g, got)
			}
			for i, s := range c.Chart {
				if got := contrast(t, s, ground); got < 3 {
					t.Errorf("%s: chart %d on %s %.2f", th.Name, i, g, got)
				}
			}
		}
		pairs := map[string][2]Colour{"bot": {c.BotFg, c.BotBg}, "customer": {c.CustomerFg, c.CustomerBg},
			"selection": {c.SelectionFg, c.SelectionBg}, "on accent": {c.OnAccent, c.Accent}}
		for n, p := range pairs {
			if got := contrast(t, p[0], p[1]); got < floor {
				t.Errorf("%s: %s %.2f < %.1f", th.Name, n, got, floor)
			}
		}
		if contrast(t, c.Border, c.Background) >= contrast(t, c.BorderFocused, c.Background) {
			t.Errorf("%s: a resting border is louder than the focused one", th.Name)
		}
	}
}

func TestUnknownThemeNamesTheOthers(t *testing.T) {
	_, err := Named("neon")
	if err == nil || !strings.Contains(err.Error(), "high-contrast-light") {
		t.Fatal(err)
	}
	if _, err := Named("../go"); err == nil {
		t.Fatal("a path is not a name")
	}
	if !Default(true).Dark || Default(false).Dark {
		t.Fatal("default")
	}
}
