package uitest

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
)

// Pane is one of the three panes by its place.
type Pane int

// The panes of Build.
const (
	Sidebar Pane = iota
	Editor
	Preview
)

// String is the pane's name in a failing test.
func (p Pane) String() string { return [...]string{"sidebar", "editor", "preview"}[p] }

func width(s string) int { return ansi.StringWidth(s) }

// Screen is the last frame as plain text, without blanks at the ends of lines.
func (d *Driver) Screen() string {
	lines := d.Lines()
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Lines are the last frame's lines as plain text, each of the window's width.
func (d *Driver) Lines() []string { return strings.Split(ansi.Strip(d.frame), "\n") }

// Line is one line of the window as plain text, counted from 0, or from the end where negative.
func (d *Driver) Line(n int) string {
	d.t.Helper()
	lines := d.Lines()
	if n < 0 {
		n += len(lines)
	}
	if n < 0 || n >= len(lines) {
		d.t.Fatalf("there is no line %d\n%s", n, d.framed())
	}
	return lines[n]
}

// Strip is the line of toasts and findings; a long one's lines are put in one. The
// panes above it begin with their frame, it with a blank.
func (d *Driver) Strip() string {
	d.t.Helper()
	all := strings.TrimSpace(d.Line(-2))
	for y := -3; -y < d.h && strings.HasPrefix(d.Line(y), " ") && strings.TrimSpace(d.Line(y)) != ""; y-- {
		all = strings.TrimSpace(d.Line(y)) + " " + all
	}
	return all
}

// rect is where a pane stands; an empty one is not shown.
func (d *Driver) rect(p Pane) layout.Rect {
	return d.model.Screen().Lay(d.w, d.h).Panes[p]
}

// Shown tells that a pane is on the screen.
func (d *Driver) Shown(p Pane) bool { return !d.rect(p).Empty() }

// Edge is the column in which a pane's right border stands.
func (d *Driver) Edge(p Pane) int {
	r := d.rect(p)
	return r.X + r.W - 1
}

func (d *Driver) inPane(p Pane) []string {
	d.t.Helper()
	r := d.rect(p)
	if r.Empty() {
		d.t.Fatalf("the %s is not shown\n%s", p, d.framed())
	}
	lines := d.Lines()[r.Y : r.Y+r.H]
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = ansi.Cut(l, r.X, r.X+r.W)
	}
	return out
}

// Pane is what stands in a pane, as plain text without blanks at the ends of lines.
func (d *Driver) Pane(p Pane) string {
	d.t.Helper()
	lines := d.inPane(p)
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Words is what stands in a pane as running text: without its frame, with one
// blank for every gap and line end, so that wrapped texts are found.
func (d *Driver) Words(p Pane) string {
	d.t.Helper()
	var b strings.Builder
	for _, l := range d.inPane(p) {
		b.WriteString(strings.Map(func(r rune) rune {
			if strings.ContainsRune("│┃█┏┓┗┛━║╭╮╰╯─", r) {
				return ' '
			}
			return r
		}, l))
		b.WriteByte(' ')
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Focus is the pane that has the keys.
func (d *Driver) Focus() Pane { return Pane(d.model.Screen().Focused()) }

// Typing tells that the program is in Type: printable keys are text.
func (d *Driver) Typing() bool { return strings.Contains(d.Line(-1), keys.Type.String()+" ") }

// Find is the first cell of a text in the window.
func (d *Driver) Find(text string) (x, y int, ok bool) {
	for y, l := range d.Lines() {
		if at := strings.Index(l, text); at >= 0 {
			return width(l[:at]), y, true
		}
	}
	return 0, 0, false
}

// Sees fails the test unless all texts stand on the screen.
func (d *Driver) Sees(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.Screen(), text) {
			d.t.Fatalf("%q is not to be seen\n%s", text, d.framed())
		}
	}
}

// SeesNot fails the test where one of the texts stands on the screen.
func (d *Driver) SeesNot(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if strings.Contains(d.Screen(), text) {
			d.t.Fatalf("%q should not be there\n%s", text, d.framed())
		}
	}
}

// SeesIn fails the test unless all texts stand in a pane; how they are wrapped does not matter.
func (d *Driver) SeesIn(p Pane, texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.Words(p), text) && !strings.Contains(d.Pane(p), text) {
			d.t.Fatalf("%q is not to be seen in the %s\n%s", text, p, d.framed())
		}
	}
}

// SeesNotIn fails the test where one of the texts stands in a pane.
func (d *Driver) SeesNotIn(p Pane, texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if strings.Contains(d.Words(p), text) || strings.Contains(d.Pane(p), text) {
			d.t.Fatalf("%q should not be in the %s\n%s", text, p, d.framed())
		}
	}
}

// Says fails the test unless the strip below the panes has the text.
func (d *Driver) Says(text string) {
	d.t.Helper()
	if !strings.Contains(d.Strip(), text) {
		d.t.Fatalf("the strip does not say %q\n%s", text, d.framed())
	}
}

// On fails the test unless the pane has the keys.
func (d *Driver) On(p Pane) {
	d.t.Helper()
	if d.Focus() != p {
		d.t.Fatalf("the keys are on the %s, not on the %s\n%s", d.Focus(), p, d.framed())
	}
}

// Fail fails the test with the screen.
func (d *Driver) Fail(format string, args ...any) {
	d.t.Helper()
	d.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), d.framed())
}

// harmless are the only escape sequences a frame may hold: styles.
var harmless = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// FrameProblem says what is wrong with a frame for a window, "" where nothing
// is: its lines, their width, control characters.
func FrameProblem(frame string, w, h int) string {
	lines := strings.Split(frame, "\n")
	if len(lines) != h {
		return fmt.Sprintf("the frame has %d lines", len(lines))
	}
	for i, l := range lines {
		plain := harmless.ReplaceAllString(l, "")
		for _, r := range plain {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				return fmt.Sprintf("line %d holds the control character %q: %q", i, r, l)
			}
		}
		if got := width(l); got != w {
			return fmt.Sprintf("line %d is %d cells wide: %q", i, got, plain)
		}
	}
	return ""
}
