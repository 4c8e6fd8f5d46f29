package styles

import (
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"parley/themes"
)

func TestEveryRoleIsStyledInEveryTheme(t *testing.T) {
	for _, th := range themes.All() {
		for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI} {
			s := New(th, NewRenderer(p, th.Dark), Options{})
			v := reflect.ValueOf(*s)
			for i := range v.NumField() - 1 {
				st, ok := v.Field(i).Interface().(Style)
				if !ok {
					continue
				}
				out := st.Render("x")
				if out == "x" || !strings.HasSuffix(out, "\x1b[0m") {
					t.Errorf("%s %v: %s is not styled: %q", th.Name, p, v.Type().Field(i).Name, out)
				}
			}
			if th.Paint == (s.Base.Open() == "") {
				t.Errorf("%s: base %q", th.Name, s.Base.Open())
			}
		}
	}
}

func TestNoColorStillTellsApart(t *testing.T) {
	th := themes.Default(true)
	s := New(th, NewRenderer(termenv.Ascii, true), Options{})
	if !s.NoColor || s.Profile() != termenv.Ascii {
		t.Fatal("an Ascii profile means no colour")
	}
	v := reflect.ValueOf(*s)
	for i := range v.NumField() - 1 {
		if st, ok := v.Field(i).Interface().(Style); ok {
			for _, colour := range []string{"[3", ";3", "[4", ";4", "[9", ";9"} {
				out := st.Render("x")
				if rest, ok := strings.CutPrefix(out, "\x1b"+colour); ok && rest[0] >= '0' && rest[0] <= '9' {
					t.Errorf("%s has a colour: %q", v.Type().Field(i).Name, out)
				}
			}
		}
	}
	for name, pair := range map[string][2]Style{"selection": {s.Selection, s.Text}, "cursor": {s.Cursor, s.Text}, "focus": {s.BorderFocused, s.Border},
		"link": {s.Linked, s.Unlinked}, "error": {s.Error, s.Warning}} {
		if pair[0].Render("x") == pair[1].Render("x") {
			t.Errorf("%s cannot be told apart", name)
		}
	}
	if s.Frame("a", "", true).Border == s.Frame("a", "", false).Border {
		t.Error("the focused frame looks like the others")
	}
}

func TestGlyphWidths(t *testing.T) {
	for _, g := range []Glyphs{Unicode(), ASCII(), Emoji()} {
		for _, anchor := range []string{g.Linked, g.Unlinked, g.Final, g.Ticked, g.Unticked} {
			if ansi.StringWidth(anchor) != 3 {
				t.Errorf("%s: %q is not three cells", g.Name, anchor)
			}
		}
		for _, one := range append([]string{g.Here, g.Back, g.Prompt, g.Check, g.Cross, g.Ellipsis, g.Full, g.Empty, g.Rule, g.Dot, g.On, g.Off}, g.Levels...) {
			if ansi.StringWidth(one) != 1 {
				t.Errorf("%s: %q is not one cell", g.Name, one)
			}
		}
		if GlyphsNamed(g.Name).Linked != g.Linked || len(g.Levels) != 8 {
			t.Errorf("%s: not found by its name", g.Name)
		}
	}
	for _, r := range Unicode().Linked + Unicode().Here + Unicode().Back + Unicode().To {
		if r > 0xffff || r == 0x25b6 || r == 0x25c0 {
			t.Errorf("%U has an emoji form", r)
		}
	}
}

func TestGlyphsForEnvironment(t *testing.T) {
	for _, c := range []struct{ term, lcAll, ctype, lang, want string }{
		{"xterm-256color", "", "", "en_US.UTF-8", "unicode"}, {"xterm", "C", "", "en_US.UTF-8", "ascii"}, {"linux", "", "", "de_DE.UTF-8", "ascii"},
		{"xterm", "", "C.utf8", "", "unicode"}, {"xterm", "", "", "", "ascii"},
	} {
		env := map[string]string{"TERM": c.term, "LC_ALL": c.lcAll, "LC_CTYPE": c.ctype, "LANG": c.lang}
		if got := GlyphsFor(func(k string) string { return env[k] }).Name; got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	th := themes.Default(true)
	r := NewRenderer(termenv.TrueColor, true)
	for b.Loop() {
		_ = New(th, r, Options{})
	}
}
