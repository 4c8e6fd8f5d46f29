package terminal

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"
)

// typed are inputs with what they mean, as Bubble Tea names keys.
var typed = []struct{ bytes, means string }{
	{"a", "a"}, {"é", "é"}, {"漢", "漢"}, {"ab", "a b"}, {" ", "space"}, {"\r", "enter"}, {"\t", "tab"}, {"\x7f", "backspace"},
	{"\x1b[A", "up"}, {"\x1bOA", "up"}, {"\x1b[1;2B", "shift+down"}, {"\x1b[1;3C", "alt+right"}, {"\x1b[1;5D", "ctrl+left"},
	{"\x1b[1;6A", "ctrl+shift+up"}, {"\x1b[1;8H", "alt+ctrl+shift+home"}, {"\x1b[Z", "shift+tab"}, {"\x1b[3~", "delete"},
	{"\x1b[5;5~", "ctrl+pgup"}, {"\x1b[7^", "ctrl+home"}, {"\x1b[8$", "shift+end"}, {"\x1b[[C", "f3"}, {"\x1bOP", "f1"}, {"\x1b[24~", "f12"},
	{"\x1b[1;2R", "f15"}, {"\x1b[34~", "f20"}, {"\x1b\x1b[A", "alt+up"}, {"\x1b\x1bOD", "alt+left"}, {"\x1ba", "alt+a"}, {"\x1b\r", "alt+enter"},
	{"\x1bé", "alt+é"}, {"\x1b ", "alt+space"}, {"\x00", "ctrl+@"}, {"\x1a", "ctrl+z"}, {"\x1b[a", "shift+up"}, {"\x1bOc", "ctrl+right"},
	{"\x1b[I", "focus"}, {"\x1b[O", "blur"}, {"\x1b[200~two\r\nlines\ttab\x1b[201~", `paste "two\nlines\ttab"`},
	{"\x1b[200~\x1b[20\x1b[A\x07\x1b[201~", `paste "[20[A"`}, {"\x1b[200~\x1b[201~", ""},
	{"\x1b[<0;5;7M", "left press@4,6"}, {"\x1b[<0;5;7m", "left release@4,6"}, {"\x1b[<64;1;1M", "wheel up@0,0"}, {"\x1b[<36;300;7M", "shift+left motion@299,6"},
	{"\x1b[M !!", "left press@0,0"}, {"\x1b[M#!!", "release@0,0"},
	{"\x1b]11;rgb:1010/2020/3030\x07", "dark true"}, {"\x1b]11;rgb:ffff/ffff/f0f0\x1b\\", "dark false"}, {"\x1b]11;rgba:ff/ff/ff/ff\x07", "dark false"},
	{"\x1b]10;rgb:0/0/0\x1b\\", ""}, {"\x1b[?62;22c", ""}, {"\x1b[>1;4000;0c", ""}, {"\x1b[12;40R", ""}, {"\x1b[?2026;2$y", ""}, {"\x1b[?997;1n", ""},
	{"\x1bP>|XTerm(380)\x1b\\", ""}, {"\x1b_Gi=1;OK\x1b\\", ""}, {"\x1b[8;40;120t", ""}, {"\x1b[97;5u", ""}, {"\x1b[99~", ""}, {"\x1b[3;5~", ""},
	{"\x1b]52;c;" + strings.Repeat("QUJD", 200) + "\x07", ""}, {"\x1b]52;c;" + strings.Repeat("QUJD", 200) + "\x1b\\", ""},
	{"\xff", ""}, {"\u009b", ""}, {"x\xc3(y", "x ( y"},
}

// names turns messages into words; characters typed at once are taken apart.
func names(msgs []tea.Msg) []string {
	var out []string
	for _, m := range msgs {
		switch m := m.(type) {
		case tea.KeyMsg:
			switch {
			case m.Paste:
				out = append(out, fmt.Sprintf("paste %q", string(m.Runes)))
			case m.Type == tea.KeyRunes && !m.Alt:
				for _, r := range m.Runes {
					out = append(out, string(r))
				}
			default:
				out = append(out, strings.ReplaceAll(m.String(), " ", "space"))
			}
		case tea.MouseMsg:
			out = append(out, fmt.Sprintf("%s@%d,%d", m, m.X, m.Y))
		case tea.FocusMsg:
			out = append(out, "focus")
		case tea.BlurMsg:
			out = append(out, "blur")
		case BackgroundMsg:
			out = append(out, fmt.Sprint("dark ", m.Dark))
		default:
			out = append(out, fmt.Sprintf("%T%v", m, m))
		}
	}
	return out
}

func newDecoder() *decoder { return &decoder{maxPaste: 1 << 20} }

func TestKeys(t *testing.T) {
	for _, c := range typed {
		d := newDecoder()
		got := strings.Join(names(d.feed([]byte(c.bytes))), " ")
		if got != c.means || d.patience() != 0 {
			t.Errorf("%q: %q (waits %v), want %q", c.bytes, got, d.patience(), c.means)
		}
	}
}

// TestSplitInput cuts a stream of keys anywhere: the keys stay the same.
func TestSplitInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var stream []byte
		var want []string
		for range rapid.IntRange(1, 8).Draw(t, "keys") {
			c := rapid.SampledFrom(typed).Draw(t, "key")
			stream = append(stream, c.bytes...)
			d := newDecoder()
			want = append(want, names(d.feed([]byte(c.bytes)))...)
		}
		d := newDecoder()
		var got []string
		for rest := stream; len(rest) > 0; {
			n := rapid.IntRange(1, min(len(rest), 20)).Draw(t, "piece")
			got = append(got, names(d.feed(bytes.Clone(rest[:n])))...)
			rest = rest[n:]
		}
		if !reflect.DeepEqual(got, want) || d.patience() != 0 {
			t.Fatalf("%q\ngot  %q\nwant %q\nwaits %v", stream, got, want, d.patience())
		}
	})
}

// TestHeldBack is what the beginning of a sequence means when nothing follows.
func TestHeldBack(t *testing.T) {
	for _, c := range []struct {
		bytes string
		hold  time.Duration
		means string
	}{
		{"\x1b", holdKey, "esc"}, {"\x1b[", holdKey, "alt+["}, {"\x1bO", holdKey, "alt+O"}, {"\x1b]", holdKey, "alt+]"}, {"\x1b\x1b", holdKey, "esc esc"},
		{"\x1b\x1b[", holdKey, "esc alt+["}, {"\x1b\x1b\x1b", holdKey, "esc esc esc"}, {"\xe6\xbc", holdKey, ""}, {"a\xc3", holdKey, "a"},
		{"\x1b[<35;10", holdSequence, ""}, {"\x1b[1;", holdSequence, ""}, {"\x1b]11;rgb:10", holdSequence, ""}, {"\x1b[M !", holdSequence, ""},
		{"\x1b]52;" + strings.Repeat("x", 300), holdSequence, ""},
		{"\x1b[200~some\x1b[2", holdPaste, `paste "some[2"`},
	} {
		d := newDecoder()
		got := names(d.feed([]byte(c.bytes)))
		if d.patience() != c.hold {
			t.Errorf("%q waits %v, want %v", c.bytes, d.patience(), c.hold)
		}
		got = append(got, names(d.expire())...)
		if s := strings.Join(got, " "); s != c.means || d.patience() != 0 {
			t.Errorf("%q: %q (waits %v), want %q", c.bytes, s, d.patience(), c.means)
		}
		if s := names(d.feed([]byte("k"))); len(s) != 1 || s[0] != "k" {
			t.Errorf("after %q: %q", c.bytes, s)
		}
	}
}

// collector is a model that keeps the messages it gets.
type collector struct{ got *[]tea.Msg }

func (c collector) Init() tea.Cmd { return nil }
func (c collector) View() string  { return "" }
func (c collector) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	*c.got = append(*c.got, m)
	return c, nil
}

// stock is how Bubble Tea itself reads the bytes.
func stock(t *testing.T, b string) []tea.Msg {
	var got []tea.Msg
	in, out := io.Pipe()
	p := tea.NewProgram(collector{&got}, tea.WithInput(in), tea.WithoutRenderer(), tea.WithoutSignalHandler())
	go func() {
		_, _ = out.Write([]byte(b))
		_, _ = out.Write([]byte("\x00")) // taken only when the bytes have been passed on
		_ = out.Close()
		p.Quit()
	}()
	if _, err := p.Run(); err != nil {
		t.Fatal(err)
	}
	for i, m := range got {
		if k, ok := m.(tea.KeyMsg); ok && k.Type == tea.KeyNull {
			return got[:i]
		}
		if mouse, ok := m.(tea.MouseMsg); ok {
			got[i] = tea.MouseMsg{X: mouse.X, Y: mouse.Y, Shift: mouse.Shift, Alt: mouse.Alt, Ctrl: mouse.Ctrl, Action: mouse.Action, Button: mouse.Button}
		}
	}
	return got
}

// TestKeysAsBubbleTea compares with Bubble Tea's own reading, over every
// sequence of the forms that its table has.
func TestKeysAsBubbleTea(t *testing.T) {
	var all []string
	for _, final := range "ABCDHFPQRSZ" {
		all = append(all, fmt.Sprintf("\x1b[%c", final), fmt.Sprintf("\x1bO%c", final))
		for mod := 2; mod <= 8; mod++ {
			all = append(all, fmt.Sprintf("\x1b[1;%d%c", mod, final))
		}
	}
	for n := 1; n <= 34; n++ {
		all = append(all, fmt.Sprintf("\x1b[%d~", n), fmt.Sprintf("\x1b[%d^", n), fmt.Sprintf("\x1b[%d$", n), fmt.Sprintf("\x1b[%d@", n))
		for mod := 2; mod <= 8; mod++ {
			all = append(all, fmt.Sprintf("\x1b[%d;%d~", n, mod))
		}
	}
	for c := 1; c < 0x80; c++ {
		all = append(all, string(rune(c)), "\x1b"+string(rune(c)))
	}
	for code := range 256 {
		all = append(all, fmt.Sprintf("\x1b[<%d;3;4M", code), fmt.Sprintf("\x1b[<%d;3;4m", code))
	}
	// Where we differ: shift+delete is not alt+insert, ESC ESC is two presses,
	// shift+tab has one form, a lone ESC is waited for.
	differs := map[string]bool{"\x1b[3;2~": true, "\x1b\x1b": true, "\x1bOZ": true, "\x1b": true}
	known := 0
	for _, b := range all {
		var want []tea.Msg
		for _, m := range stock(t, b) {
			if internal(m) == "" { // else unknown to it too
				want = append(want, m)
			}
		}
		if differs[b] || len(want) == 0 || len(want) > 1 && want[0].(tea.KeyMsg).Alt { // the last: taken apart
			continue
		}
		known++
		d := newDecoder()
		got := append([]tea.Msg(nil), d.feed([]byte(b))...)
		got = append(got, d.expire()...)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %#v, Bubble Tea has %#v", b, got, want)
		}
	}
	if known < 500 {
		t.Fatalf("only %d sequences compared", known)
	}
}

func TestMotionsTogether(t *testing.T) {
	d := newDecoder()
	in := "\x1b[<0;1;1M\x1b[<32;2;1M\x1b[<32;3;1M\x1b[<32;4;1M\x1b[<0;4;1m\x1b[<64;1;1M\x1b[<64;1;1M"
	want := "left press@0,0 left motion@3,0 left release@3,0 wheel up@0,0 wheel up@0,0"
	if got := strings.Join(names(d.feed([]byte(in))), " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestBurstIsOneMessage(t *testing.T) {
	d := newDecoder()
	if got := d.feed([]byte(strings.Repeat("x", burst))); len(got) != 1 {
		t.Errorf("%d messages", len(got))
	}
	if got := d.feed([]byte(strings.Repeat("x", burst-1))); len(got) != burst-1 {
		t.Errorf("%d messages", len(got))
	}
}

// pasteIn feeds a paste as a terminal hands it over and returns the messages.
func pasteIn(d *decoder, text string) []tea.Msg {
	var out []tea.Msg
	for b := []byte(pasteBegin + text + pasteEnd); len(b) > 0; {
		n := min(len(b), chunk)
		out = append(out, d.feed(b[:n])...)
		b = b[n:]
	}
	return out
}

func TestPasteOfAMegabyte(t *testing.T) {
	text := strings.Repeat("0123456é\n", 1<<20/10)
	got := pasteIn(newDecoder(), text)
	if len(got) != 1 || string(got[0].(tea.KeyMsg).Runes) != text {
		t.Fatalf("%d messages", len(got))
	}
	d := newDecoder()
	d.maxPaste = 1000
	got = pasteIn(d, strings.Repeat("x", 70_000))
	if len(got) != 1 || got[0] != (PasteTooLargeMsg{Size: 70_000}) {
		t.Fatalf("%v", got)
	}
	if got = pasteIn(d, strings.Repeat("x", 1000)); len(got) != 1 || len(got[0].(tea.KeyMsg).Runes) != 1000 {
		t.Fatalf("%v", got)
	}
}

// TestPasteIsLinear counts the bytes moved: a paste four times as long may not
// take more than some six times as much. It measures allocation, not time.
func TestPasteIsLinear(t *testing.T) {
	cost := func(size int) int64 {
		text := strings.Repeat("x", size)
		return testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				pasteIn(newDecoder(), text)
			}
		}).AllocedBytesPerOp()
	}
	if small, large := cost(1<<16), cost(1<<18); large > 6*small {
		t.Errorf("%d bytes for 64 KiB, %d for four times that", small, large)
	}
}

func BenchmarkPaste(b *testing.B) {
	text := strings.Repeat("x", 1<<20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		pasteIn(newDecoder(), text)
	}
}

// FuzzInput feeds anything, split anywhere: no panic, no message without
// content, and nothing waits forever.
func FuzzInput(f *testing.F) {
	for _, c := range typed {
		f.Add([]byte(c.bytes), uint8(1))
	}
	f.Fuzz(func(t *testing.T, b []byte, cut uint8) {
		d := newDecoder()
		check := func(msgs []tea.Msg) {
			for _, m := range msgs {
				if k, ok := m.(tea.KeyMsg); ok && k.Type == tea.KeyRunes && len(k.Runes) == 0 {
					t.Fatal("a key without characters")
				}
			}
		}
		for len(b) > 0 {
			n := min(len(b), int(cut)+1)
			check(d.feed(bytes.Clone(b[:n])))
			b = b[n:]
		}
		check(d.expire())
		if d.patience() != 0 {
			t.Fatalf("still waits %v", d.patience())
		}
	})
}
