package uitest

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Press presses keys by their names ("down", "ctrl+k", "shift+tab", "space", "alt+enter", "a").
func (d *Driver) Press(names ...string) {
	d.t.Helper()
	for _, n := range names {
		msg, ok := KeyOf(n)
		if !ok {
			d.t.Fatalf("there is no key %q", n)
		}
		d.Send(msg)
	}
}

// Times presses a key several times.
func (d *Driver) Times(n int, name string) {
	d.t.Helper()
	for range n {
		d.Press(name)
	}
}

// Type types a text, key by key. A line end is not typed: it is pressed.
func (d *Driver) Type(text string) {
	d.t.Helper()
	for _, r := range text {
		if r < ' ' {
			d.t.Fatalf("%q cannot be typed: press a key, or paste it", r)
		}
		d.Send(runeKey(r))
	}
}

// Paste pastes a text as a terminal does that marks its pastes.
func (d *Driver) Paste(text string) {
	d.t.Helper()
	d.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
}

func runeKey(r rune) tea.KeyMsg {
	if r == ' ' {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
}

// KeyOf is the message of a key by the name Bubble Tea gives it; false where no key has it.
func KeyOf(name string) (tea.KeyMsg, bool) {
	rest, alt := strings.CutPrefix(name, "alt+")
	switch {
	case rest == "space":
		msg := runeKey(' ')
		msg.Alt = alt
		return msg, true
	case len([]rune(rest)) == 1:
		msg := runeKey([]rune(rest)[0])
		msg.Alt = alt
		return msg, true
	}
	for t := tea.KeyType(-100); t < 128; t++ {
		if t != tea.KeyRunes && (tea.KeyMsg{Type: t}).String() == rest {
			return tea.KeyMsg{Type: t, Alt: alt}, true
		}
	}
	return tea.KeyMsg{}, false
}

// Click presses and releases the left button on a cell of the window.
func (d *Driver) Click(x, y int) {
	d.t.Helper()
	d.mouse(x, y, tea.MouseButtonLeft, tea.MouseActionPress)
	d.mouse(x, y, tea.MouseButtonLeft, tea.MouseActionRelease)
}

// ClickText clicks on the first place where a text stands in the window.
func (d *Driver) ClickText(text string) {
	d.t.Helper()
	x, y, ok := d.Find(text)
	if !ok {
		d.t.Fatalf("%q is not there to be clicked\n%s", text, d.framed())
	}
	d.Click(x, y)
}

// ClickIn clicks on the first place where a text stands in a pane.
func (d *Driver) ClickIn(p Pane, text string) {
	d.t.Helper()
	r := d.rect(p)
	for i, l := range d.inPane(p) {
		if at := strings.Index(l, text); at >= 0 {
			d.Click(r.X+width(l[:at]), r.Y+i)
			return
		}
	}
	d.t.Fatalf("%q is not in the %s to be clicked\n%s", text, p, d.framed())
}

// Wheel turns the wheel over a cell: notches down, or up where negative.
func (d *Driver) Wheel(x, y, notches int) {
	d.t.Helper()
	button := tea.MouseButtonWheelDown
	if notches < 0 {
		button, notches = tea.MouseButtonWheelUp, -notches
	}
	for range notches {
		d.mouse(x, y, button, tea.MouseActionPress)
	}
}

// Drag presses on a cell, moves to another and lets go there.
func (d *Driver) Drag(fromX, fromY, toX, toY int) {
	d.t.Helper()
	d.mouse(fromX, fromY, tea.MouseButtonLeft, tea.MouseActionPress)
	step := 1
	if toX < fromX {
		step = -1
	}
	for x := fromX; x != toX; x += step {
		d.mouse(x, fromY, tea.MouseButtonLeft, tea.MouseActionMotion)
	}
	d.mouse(toX, toY, tea.MouseButtonLeft, tea.MouseActionMotion)
	d.mouse(toX, toY, tea.MouseButtonLeft, tea.MouseActionRelease)
}

func (d *Driver) mouse(x, y int, b tea.MouseButton, a tea.MouseAction) {
	d.t.Helper()
	d.Send(tea.MouseMsg{X: x, Y: y, Button: b, Action: a})
}
