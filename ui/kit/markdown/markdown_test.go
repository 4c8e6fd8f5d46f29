package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"parley/themes"
	"parley/ui/kit/styles"
)

func look(p termenv.Profile) *styles.Styles {
	return styles.New(themes.Default(true), styles.NewRenderer(p, true), styles.Options{})
}

func text(lines []string) string { return ansi.Strip(strings.Join(lines, "\n")) }

func TestDrawsMarkdown(t *testing.T) {
	r, st := New(), look(termenv.TrueColor)
	got := text(r.Lines("# Returns\n\nYou can **return** things:\n\n- shoes\n- hats\n\n1. one\n2. two\n\n> quoted\n\n`code` and [link](https://x.y)", 40, st, ""))
	for _, want := range []string{"Returns", "You can return things:", "• shoes", "• hats", "1. one", "│ quoted", "code and", "link https://x.y"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.HasPrefix(got, "\n") || strings.HasSuffix(got, "\n") || strings.Contains(got, "**") {
		t.Errorf("%q", got)
	}
	table := text(r.Lines("| a | b |\n|---|---|\n| 1 | 2 |", 30, st, ""))
	if !strings.Contains(table, "│") || !strings.Contains(table, "1") {
		t.Errorf("%s", table)
	}
}

func TestQuotationsKeepTheirBar(t *testing.T) {
	words := strings.Repeat("Your label is in the confirmation mail, and under the lid. ", 3)
	for _, quoted := range []string{"> " + words, "> > " + words, "> 1. " + words + "\n>\n> 2. " + words} {
		for w := 12; w < 60; w++ {
			for _, line := range New().Lines(quoted, w, look(termenv.TrueColor), "") {
				if plain := ansi.Strip(line); !strings.HasPrefix(plain, "│ ") && plain != "│" || ansi.StringWidth(plain) > w {
					t.Fatalf("%d cells: %q", w, plain)
				}
			}
		}
	}
	got := text(New().Lines("Before\n> quoted\nafter\n```\n> code\n```", 30, look(termenv.TrueColor), ""))
	for _, want := range []string{"Before\n\n│ quoted\n\nafter", "  > code"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

func TestNoColourKeepsBold(t *testing.T) {
	got := strings.Join(New().Lines("some **bold** text", 40, look(termenv.Ascii), ""), "\n")
	if !strings.Contains(got, "\x1b[1m") || strings.Contains(got, "38;") {
		t.Errorf("%q", got)
	}
}

// The fast path must look like glamour's own.
func TestPlainLooksTheSame(t *testing.T) {
	st := look(termenv.TrueColor)
	for _, s := range []string{"Hello! I'm the Acme bot.", "Which team would you like to reach? We are here from 9 to 5, every day of the week.", "größer als 世界"} {
		for _, w := range []int{8, 20, 60} {
			r := New()
			key := entry{looks: lookKey(st, w), text: s}
			term, err := r.term(key.looks)
			if err != nil {
				t.Fatal(err)
			}
			out, err := term.Render(s)
			if err != nil {
				t.Fatal(err)
			}
			slow := trim(strings.Split(out, "\n"))
			fast := plainLines(s, key)
			if !Plain(s) {
				t.Fatalf("%q is plain", s)
			}
			if w == 60 && text(slow) != text(fast) {
				t.Errorf("%q in %d:\n%q\n%q", s, w, text(slow), text(fast))
			}
			open, _, _ := strings.Cut(fast[0], s[:1])
			if !strings.HasPrefix(slow[0], open) {
				t.Errorf("colours differ: %q %q", slow[0], fast[0])
			}
		}
	}
}

func lookKey(st *styles.Styles, w int) looks { return looks{styles: st, width: w} }

func TestPlain(t *testing.T) {
	for s, want := range map[string]bool{"hello": true, "": true, "a - b": true, "- a": false, "1. a": false, "at 3.5 or 4.": true, "a\nb": true, "a\n\nb": false,
		"see http://x": false, "www.x.y": false, "a@b.c": false, "*a*": false, "a_b": false, "# a": false, "  code": false, "x\n---": false, "50% off: now": true, "7) x": false} {
		if Plain(s) != want {
			t.Errorf("Plain(%q) = %v", s, !want)
		}
	}
}

func TestNeverWiderAndNothingDangerous(t *testing.T) {
	pieces := []string{"word ", "**bold** ", "`code`", "\n", "\n\n", "- item\n", "# head\n", "> quote\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "```\ncode\n```\n", "世界世界", "👩‍💻", "[l](http://x.y/long/path)", "averyveryverylongwordindeed", "\x1b[2J", "\x1b]0;t\x07", "\t", "<b>", "&amp;", "1. one\n", "---\n", "![i](u)", "~~s~~"}
	st := look(termenv.TrueColor)
	r := New()
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "text"), "")
		w := rapid.IntRange(1, 50).Draw(t, "w")
		for _, l := range r.Lines(s, w, st, "") {
			if ansi.StringWidth(l) > w {
				t.Fatalf("%d cells in %d: %q of %q", ansi.StringWidth(l), w, l, s)
			}
			if strings.Contains(l, "\x1b[2J") || strings.Contains(l, "\x1b]0") {
				t.Fatalf("%q", l)
			}
		}
	})
}

func TestCacheIsBounded(t *testing.T) {
	r, st := New(), look(termenv.TrueColor)
	for i := range 3 * keepTexts {
		r.Lines(fmt.Sprint("text ", i), 20, st, "")
	}
	if n := len(r.cache[0]) + len(r.cache[1]); n > keepTexts {
		t.Errorf("%d texts kept", n)
	}
	for w := range 3 * keepRenderers {
		r.Lines("**x**", w+1, st, "")
	}
	if len(r.terms) > keepRenderers {
		t.Errorf("%d renderers kept", len(r.terms))
	}
}

func BenchmarkCached(b *testing.B) {
	r, st := New(), look(termenv.TrueColor)
	for b.Loop() {
		r.Lines("some **bold** text", 40, st, "")
	}
}

func BenchmarkGlamour(b *testing.B) {
	r, st := New(), look(termenv.TrueColor)
	i := 0
	for b.Loop() {
		i++
		r.Lines(fmt.Sprint("some **bold** text ", i), 40, st, "")
	}
}

func BenchmarkPlain(b *testing.B) {
	r, st := New(), look(termenv.TrueColor)
	i := 0
	for b.Loop() {
		i++
		r.Lines(fmt.Sprint("Hello, I am the Acme bot and this is a plain message number ", i), 40, st, "")
	}
}
