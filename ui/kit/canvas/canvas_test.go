package canvas

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

var pieces = []string{"a", "b", "word", " ", " ", "  ", "é", "e\u0301", "世界", "日", "👍", "👍🏽", "👩‍💻", "❤️", "🇩🇪", "🇦", "1️⃣", "\ufe0f", "\u200d", "\u0301",
	"\u0600", "한글", "\u1100", "\u1161", "नमस्ते", "\t", "\x01", "\x7f", "\xff", "\xc3", "\xe4\xb8", "\u0085", "\u009b", "\u2028", "\u202e", "─", "╯", "▸", "…",
	"\x1b[31m", "\x1b[1;38;2;1;2;3m", "\x1b[0m", "\x1b[m", "\x1b[2J", "\x1b]0;t\x07", "\x1b]8;;http://x\x1b\\", "\x1b]8;;\x1b\\", "\x1b", "\x1b[", "\x1b[1001z", "\u00ad", "жук"}

func anyLine(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, label), "")
}

// anyRunes is text of any characters and some broken bytes, beyond the pieces known to be difficult.
func anyRunes(t *rapid.T, label string) string {
	return rapid.StringN(0, 12, -1).Draw(t, label) + string(rapid.SliceOfN(rapid.Byte(), 0, 6).Draw(t, label+" bytes"))
}

func TestAnyCharactersAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 12).Draw(t, "w"), rapid.IntRange(1, 3).Draw(t, "h")
		a, b := anyRunes(t, "a"), anyRunes(t, "b")
		checkSize(t, "Fit", Fit(a, w, h), w, h)
		joined := JoinHorizontal(Fit(a, w, h), Fit(b, w, h))
		checkSize(t, "JoinHorizontal", joined, 2*w, h)
		checkSize(t, "Overlay", Overlay(joined, b, rapid.IntRange(-2, 2*w).Draw(t, "x"), 0), 2*w, h)
		checkSize(t, "Frame", Frame{Title: OneLine(a), Right: OneLine(b)}.Draw(b, w, h), w, h)
		for _, l := range Wrap(a+b, w) {
			if ansi.StringWidth(l) > w {
				t.Fatalf("Wrap(%q, %d): %q", a+b, w, l)
			}
		}
		for _, l := range Wrap(Drawable(a+b), w) {
			if ansi.StringWidth(l) > w {
				t.Fatalf("Wrap(Drawable(%q), %d): %q", a+b, w, l)
			}
		}
	})
}

func anyBlock(t *rapid.T, label string) string {
	n := rapid.IntRange(1, 5).Draw(t, label+" lines")
	lines := make([]string, n)
	for i := range lines {
		lines[i] = anyLine(t, label)
	}
	return strings.Join(lines, "\n")
}

func checkSize(t interface{ Fatalf(string, ...any) }, what, block string, w, h int) {
	lines := strings.Split(block, "\n")
	if len(lines) != h {
		t.Fatalf("%s: %d lines, want %d: %q", what, len(lines), h, block)
	}
	for y, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			t.Fatalf("%s: line %d is %d wide, want %d: %q", what, y, got, w, l)
		}
	}
	if !utf8.ValidString(block) {
		t.Fatalf("%s: broken bytes in %q", what, block)
	}
}

func TestFitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 30).Draw(t, "w"), rapid.IntRange(1, 6).Draw(t, "h")
		block := anyBlock(t, "block")
		fitted := Fit(block, w, h)
		checkSize(t, "Fit", fitted, w, h)
		if again := Fit(fitted, w, h); again != fitted {
			t.Fatalf("fitting twice changes: %q %q", fitted, again)
		}
		checkSize(t, "FitLines", FitLines(Lines(block), w, h), w, h)
		for _, l := range Lines(Clip(block, w, h)) {
			if ansi.StringWidth(l) > w {
				t.Fatalf("Clip: %q", l)
			}
		}
		line := anyLine(t, "line")
		if got := ansi.StringWidth(Truncate(line, w)); got > w {
			t.Fatalf("Truncate to %d gives %d", w, got)
		}
		checkSize(t, "Spread", Spread(line, anyLine(t, "right"), w), w, 1)
		checkSize(t, "Align", Align(line, w, rapid.IntRange(0, 2).Draw(t, "where")), w, 1)
	})
}

func TestWidthAgreesWithTheRuler(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := FitLine(anyLine(t, "line"), rapid.IntRange(0, 40).Draw(t, "w"))
		if Width(line) != ansi.StringWidth(line) {
			t.Fatalf("%q: %d, ruler %d", line, Width(line), ansi.StringWidth(line))
		}
	})
}

func TestNarrowCharactersAreNarrow(t *testing.T) {
	for _, span := range [][2]rune{{0xc0, 0x17f}, {0x380, 0x47f}, {0x2010, 0x2027}, {0x2500, 0x25bf}} {
		for r := span[0]; r <= span[1]; r++ {
			s := string(r)
			if narrow(s, 0) != len(s) || ansi.StringWidth(s) != 1 || ansi.StringWidth(s+s+"a") != 3 || ansi.StringWidth("─"+s) != 2 {
				t.Errorf("%U is not a cell of its own", r)
			}
		}
	}
}

func TestJoinAndOverlayAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := rapid.IntRange(1, 5).Draw(t, "h")
		w1, w2 := rapid.IntRange(1, 15).Draw(t, "w1"), rapid.IntRange(1, 15).Draw(t, "w2")
		a, b := Fit(anyBlock(t, "a"), w1, h), Fit(anyBlock(t, "b"), w2, rapid.IntRange(1, h).Draw(t, "h2"))
		joined := JoinHorizontal(a, b)
		checkSize(t, "JoinHorizontal", joined, w1+w2, h)
		x, y := rapid.IntRange(-4, w1+w2+2).Draw(t, "x"), rapid.IntRange(-3, h+1).Draw(t, "y")
		checkSize(t, "Overlay", Overlay(joined, b, x, y), w1+w2, h)
		checkSize(t, "Overlay of anything", Overlay(joined, anyBlock(t, "raw"), x, y), w1+w2, h)
		checkSize(t, "Center", Center(joined, b, w1+w2, h), w1+w2, h)
		ink := InkOf("\x1b[38;5;12m")
		checkSize(t, "Repaint", ink.Repaint(joined), w1+w2, h)
		checkSize(t, "Base", Base(joined, ink), w1+w2, h)
	})
}

func TestCutLeftLeavesTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := OneLine(rapid.String().Draw(t, "line"))
		n := rapid.IntRange(0, 20).Draw(t, "n")
		if got, want := Width(CutLeft(line, n)), max(Width(line)-n, 0); got != want {
			t.Fatalf("%d cells of %q without the first %d, want %d", got, line, n, want)
		}
	})
	if got := CutLeft("\x1b[31m世界\x1b[0m", 1); Strip(got) != " 界" || !strings.Contains(got, "\x1b[31m界") {
		t.Errorf("%q", got)
	}
}

func TestFrameIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 30).Draw(t, "w"), rapid.IntRange(1, 8).Draw(t, "h")
		f := Frame{Title: FitLine(anyLine(t, "title"), rapid.IntRange(0, 12).Draw(t, "tw")), Right: OneLine(anyLine(t, "right")), Bottom: OneLine(anyLine(t, "bottom"))}
		f.Scroll = Scroll{Top: rapid.IntRange(-1, 50).Draw(t, "top"), Shown: h, Total: rapid.IntRange(0, 60).Draw(t, "total")}
		if rapid.Bool().Draw(t, "styled") {
			f.Ink, f.TitleInk = InkOf("\x1b[34m"), InkOf("\x1b[1m")
		}
		if rapid.Bool().Draw(t, "filled") {
			f.Fill = InkOf("\x1b[48;5;4m")
		}
		checkSize(t, "Frame", f.Draw(anyBlock(t, "content"), w, h), w, h)
	})
}

func TestWrapKeepsWidthAndText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(1, 20).Draw(t, "w")
		text := anyBlock(t, "text")
		lines := Wrap(text, w)
		for _, l := range lines {
			if got := ansi.StringWidth(l); got > w {
				t.Fatalf("line of %d in %d: %q of %q", got, w, l, text)
			}
		}
		if w > 1 {
			want := squeeze(Strip(stripDrops(text)))
			if got := squeeze(Strip(strings.Join(lines, "\n"))); got != want {
				t.Fatalf("text changed at %d:\n%q\n%q\nfrom %q", w, got, want, text)
			}
		}
		checkSize(t, "Fit after Wrap", Fit(strings.Join(lines, "\n"), w, len(lines)), w, len(lines))
	})
}

func squeeze(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }

// stripDrops takes out what is never drawn, so that only text is compared.
func stripDrops(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '\n' {
			b.WriteByte('\n')
			i++
			continue
		}
		end, _, k := next(s, i)
		if k == kindText {
			b.WriteString(s[i:end])
		}
		i = end
	}
	return b.String()
}

func TestWrapTable(t *testing.T) {
	for _, c := range []struct {
		text string
		w    int
		want []string
	}{
		{"the quick brown fox", 10, []string{"the quick", "brown fox"}},
		{"  indented text stays", 12, []string{"  indented", "text stays"}},
		{"abcdefghijkl", 5, []string{"abcde", "fghij", "kl"}},
		{"see abcdefghijkl", 5, []string{"see", "abcde", "fghij", "kl"}},
		{"世界你好", 5, []string{"世界", "你好"}},
		{"ab世界", 4, []string{"ab世", "界"}},
		{"世", 1, []string{"…"}},
		{"a\n\nb", 5, []string{"a", "", "b"}},
		{"", 5, []string{""}},
		{"\x1b[31mred and blue\x1b[0m end", 8, []string{"\x1b[31mred and\x1b[0m", "\x1b[31mblue\x1b[0m end"}},
		{"\x1b[31mone\ntwo\x1b[0m", 8, []string{"\x1b[31mone\x1b[0m", "\x1b[31mtwo\x1b[0m"}},
	} {
		got := Wrap(c.text, c.w)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.w, got, c.want)
		}
	}
}

func TestSanitize(t *testing.T) {
	for in, want := range map[string]string{
		"plain äöü 世界":                          "plain äöü 世界",
		"a\tb\r\nc\rd":                          "a    b\nc\nd",
		"\x1b[31mred\x1b[0m":                    "red",
		"\x1b]0;title\x07ok":                    "ok",
		"\x1b]8;;http://x\x1b\\l\x1b]8;;\x1b\\": "l",
		"\u009b31mc1":                           "c1",
		"\u009d0;t\x07after":                    "after",
		"a\xffb":                                "a\ufffdb",
		"a\u202eb\x00\x07c":                     "abc",
		"\x1b":                                  "",
		"👍🏽 ❤️":                                 "👍🏽 ❤️",
	} {
		if got := Sanitize(in); got != want {
			t.Errorf("Sanitize(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"👍🏽 ❤️ x": "👍 ❤ x", "👩\u200d💻!": "👩!", "👨\u200d👩\u200d👧": "👨", "क्\u200dष": "क्\u200dष"} {
		if got := Drawable(in); got != want {
			t.Errorf("Drawable(%q) = %q, want %q", in, got, want)
		}
	}
	if got := OneLine("a\n b\t c"); got != "a b c" {
		t.Errorf("OneLine: %q", got)
	}
}

func TestSanitizeLeavesNothingToDrop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyBlock(t, "text") + string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		got := Drawable(text)
		for _, line := range Lines(got) {
			for i := 0; i < len(line); {
				end, _, k := next(line, i)
				if k != kindText {
					t.Fatalf("left %q in %q", line[i:end], got)
				}
				i = end
			}
		}
		if Sanitize(got) != got || Drawable(got) != got {
			t.Fatalf("not settled: %q", got)
		}
	})
}

func TestInkReopensAfterResets(t *testing.T) {
	k := InkOf("\x1b[1m")
	if got := k.Render("a\x1b[31mb\x1b[0mc\nd"); got != "\x1b[1ma\x1b[31mb\x1b[0m\x1b[1mc\x1b[0m\n\x1b[1md\x1b[0m" {
		t.Errorf("%q", got)
	}
	if (Ink{}).Render("x") != "x" {
		t.Error("the zero ink styles")
	}
}

func TestFrameLooks(t *testing.T) {
	f := Frame{Title: "Dialogs", Right: "9", Scroll: Scroll{Top: 0, Shown: 2, Total: 8}}
	want := "╭ Dialogs ────── 9 ─╮\n│one                ┃\n│two                │\n╰───────────────────╯"
	if got := f.Draw("one\ntwo", 21, 4); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}
