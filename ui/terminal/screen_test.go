package terminal

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"
)

// picture is what an emulator shows, a line a row: texts with their styles.
func picture(e *vt.Emulator) string {
	var b strings.Builder
	show := func(c color.Color) string {
		if c == nil {
			return ""
		}
		r, g, bl, _ := c.RGBA()
		return fmt.Sprintf("%x.%x.%x", r>>8, g>>8, bl>>8)
	}
	for y := range e.Height() {
		for x := 0; x < e.Width(); x++ {
			c := e.CellAt(x, y)
			if c == nil || c.IsZero() {
				b.WriteString("·")
				continue
			}
			b.WriteString(c.Content)
			if s := c.Style; !s.IsZero() {
				fmt.Fprintf(&b, "{%s;%s;%s;%d;%d}", show(s.Fg), show(s.Bg), show(s.UnderlineColor), s.Attrs, s.Underline)
			}
			if c.Link != (uv.Link{}) {
				fmt.Fprintf(&b, "<%s>", c.Link.URL)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var (
	texts = []string{"a", "b", " ", " ", "  ", "word", "│", "─", "▓", "é", "é\u0323", "あ", "漢", "한", "👩‍🚀", "👍🏽", "❤️", "❤", "🇧🇷",
		"▸", "▶", "✓", "…", "ß", "\t", "\u200b", "\u202e", "\u009b31m", "\x00", "\xff", "ﬀ", "〰", "ｱ", "🏁"}
	sgrs = []string{"0", "", "1", "2", "3", "4", "4:3", "7", "9", "22", "23", "24", "27", "29", "31", "97", "39", "41", "107", "49", "38;5;200",
		"48;2;1;2;3", "38:2::9:8:7", "38:5:17", "1;4;32", "0;35", "58;2;1;2;3", "58:5:9", "59", "53", "8"}
	others = []string{"\x1b]8;;http://a.example\x1b\\", "\x1b]8;id=1;http://b.example\x07", "\x1b]8;;\x1b\\", "\x1b[2J", "\x1b[5;5H", "\x1b]0;title\x07",
		"\x1b[?1049l", "\x1bc", "\x1b", "\x1b[", "\x1b]8;;http://c", "\x1b\x1b[31m", "\x1bP1$q\x1b\\", "\x1b[38;2;1m", "\x1b[38m", "\x1b[99m"}
)

func anyLine(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(0, 12).Draw(t, "pieces") {
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0, 1:
			b.WriteString("\x1b[" + rapid.SampledFrom(sgrs).Draw(t, "style") + "m")
		case 2:
			b.WriteString(rapid.SampledFrom(others).Draw(t, "sequence"))
		default:
			b.WriteString(strings.Repeat(rapid.SampledFrom(texts).Draw(t, "text"), rapid.IntRange(1, 4).Draw(t, "times")))
		}
	}
	return b.String()
}

// emulator is a terminal in the modes that the screen is drawn in.
func emulator(width, height int) *vt.Emulator {
	e := vt.NewEmulator(width, height)
	_, _ = e.WriteString(enterModes)
	return e
}

const enterModes = "\x1b[?1049h\x1b[?25l\x1b[?7l"

// TestFramesEqualFreshPaint draws one frame over the other and compares what a
// terminal shows then with the last frame drawn on a cleared screen.
func TestFramesEqualFreshPaint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width, height := rapid.IntRange(1, 24).Draw(t, "width"), rapid.IntRange(1, 5).Draw(t, "height")
		shown := emulator(width, height)
		var s screen
		s.resize(width, height)
		var lines []string
		for range rapid.IntRange(1, 6).Draw(t, "frames") {
			// Some lines stay, some change.
			next := make([]string, rapid.IntRange(0, height+1).Draw(t, "lines"))
			for i := range next {
				if next[i] = anyLine(t); i < len(lines) && rapid.Bool().Draw(t, "keep") {
					next[i] = lines[i]
				}
			}
			lines = next
			view := strings.Join(lines, "\n")
			_, _ = shown.Write(s.frame(view))

			want := emulator(width, height)
			var fresh screen
			fresh.resize(width, height)
			_, _ = want.Write(fresh.frame(view))
			if got, want := picture(shown), picture(want); got != want {
				t.Fatalf("frame %q\nshows\n%s\nfresh\n%s", view, got, want)
			}
			if again := s.frame(view); again != nil {
				t.Fatalf("the same view again wrote %q", again)
			}
		}
	})
}

// TestFreshPaintEqualsView compares the screen with the view as the emulator
// itself reads it, line by line.
func TestFreshPaintEqualsView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const width = 30
		texts := []string{"a", "bc", " ", "│", "é", "あ", "漢字", "👩‍🚀", "❤️", "🇧🇷", "▸", "✓"}
		var line strings.Builder
		for range rapid.IntRange(0, 7).Draw(t, "pieces") {
			if rapid.Bool().Draw(t, "styled") {
				line.WriteString("\x1b[" + rapid.SampledFrom(sgrs).Draw(t, "style") + "m")
			}
			line.WriteString(rapid.SampledFrom(texts).Draw(t, "text"))
		}
		got, want := emulator(width, 2), emulator(width, 2)
		var s screen
		s.resize(width, 2)
		_, _ = got.Write(s.frame(line.String() + "\nend"))
		_, _ = want.WriteString(line.String() + "\x1b[m\r\nend")
		if g, w := picture(got), picture(want); g != w {
			t.Fatalf("%q\nshows\n%s\nwant\n%s", line.String(), g, w)
		}
	})
}

func TestFrameBytes(t *testing.T) {
	var s screen
	s.resize(20, 3)
	for _, c := range []struct{ name, view, want string }{
		{"first", "one\ntwo", "\x1b[?2026h\x1b[m\x1b[H\x1b[2Jone\r\ntwo\x1b[?2026l"},
		{"nothing", "one\ntwo", ""},
		{"a letter", "one\ntwi", "\x1b[2;3Hi"},
		{"shorter", "o\ntwi", "\x1b[1;2H\x1b[K"},
		{"a style", "\x1b[1;31mo\x1b[0m\ntwi", "\x1b[1H\x1b[1;31mo\x1b[m"},
		{"another", "\x1b[31;4mo\x1b[0m\ntwi", "\x1b[1H\x1b[4;31mo\x1b[m"},
		{"the same look", "\x1b[4m\x1b[31mo\x1b[m\ntwi", ""},
		{"two pieces", "x\ntwo", "\x1b[?2026h\x1b[1Hx\x1b[2;3Ho\x1b[?2026l"},
		{"not sure", "❤️x\ntwo", "\x1b[1H\x1b[2X❤️\x1b[3Gx"},
		{"sequences go", "❤️\x1b[2Jx\ntwo", ""},
		{"too long", "❤️x\ntwo\n12345678901234567890123", "\x1b[3H12345678901234567890"},
		{"a last line too many", "❤️x\ntwo\n12345678901234567890123\nfour", ""},
	} {
		if got := string(s.frame(c.view)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// FuzzFrame feeds anything as a view: nothing but what a frame is made of may
// reach the terminal.
func FuzzFrame(f *testing.F) {
	f.Add("one", "two", 10, 3)
	f.Add("\x1b[31mあ\x1b]8;;x\x07❤️", "\x1b[2J\x9b\u009b31m", 3, 1)
	f.Fuzz(func(t *testing.T, a, b string, width, height int) {
		if width < 1 || width > 200 || height < 1 || height > 100 {
			return
		}
		var s screen
		s.resize(width, height)
		for _, v := range []string{a, b, a} {
			out := string(s.frame(v))
			for i, r := range out {
				if r < 0x20 && r != 0x1b && r != '\r' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 {
					t.Fatalf("control character %U at %d of %q", r, i, out)
				}
			}
		}
	})
}

func boardView(n int) string {
	var b strings.Builder
	for y := range 40 {
		fmt.Fprintf(&b, "\x1b[38;2;90;90;90m│\x1b[0m \x1b[1mDialog %2d\x1b[0m %-25s\x1b[38;2;90;90;90m││\x1b[0m %-50s \x1b[38;5;%dm│\x1b[0m %-20d│", y, "Hello! I'm the Acme", "What is your name?", n%200+16, n*(y%2))
		if y < 39 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// BenchmarkFrame paints a 120×40 screen: all of it, a line, a letter, and one
// that is the same.
func BenchmarkFrame(b *testing.B) {
	base := boardView(1)
	lines := strings.Split(base, "\n")
	edit := func(from, to string) string {
		l := append([]string(nil), lines...)
		l[20] = strings.Replace(l[20], from, to, 1)
		return strings.Join(l, "\n")
	}
	for _, c := range []struct {
		name string
		a, b string
	}{
		{"letter", base, edit("name", "fame")},
		{"line", base, edit("What is your name?", "Which one would yo")},
		{"half", base, boardView(2)},
	} {
		b.Run(c.name, func(b *testing.B) {
			var s screen
			s.resize(120, 40)
			s.frame(c.a)
			bytes := 0
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%2 == 0 {
					bytes = len(s.frame(c.b))
				} else {
					s.frame(c.a)
				}
			}
			b.ReportMetric(float64(bytes), "bytes/frame")
		})
	}
	b.Run("all", func(b *testing.B) {
		var s screen
		s.resize(120, 40)
		bytes := 0
		b.ReportAllocs()
		for b.Loop() {
			s.forget()
			bytes = len(s.frame(base))
		}
		b.ReportMetric(float64(bytes), "bytes/frame")
	})
}
