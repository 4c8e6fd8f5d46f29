package terminal

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// chord is one key with its shift and ctrl forms; 0 where Bubble Tea has no
// name for one.
type chord struct{ alone, shift, ctrl, both tea.KeyType }

var (
	homeKey = chord{tea.KeyHome, tea.KeyShiftHome, tea.KeyCtrlHome, tea.KeyCtrlShiftHome}
	endKey  = chord{tea.KeyEnd, tea.KeyShiftEnd, tea.KeyCtrlEnd, tea.KeyCtrlShiftEnd}
)

// letterKey is the key of a sequence that ends in a letter (xterm, VT100).
func letterKey(final byte) chord {
	switch final {
	case 'A':
		return chord{tea.KeyUp, tea.KeyShiftUp, tea.KeyCtrlUp, tea.KeyCtrlShiftUp}
	case 'B':
		return chord{tea.KeyDown, tea.KeyShiftDown, tea.KeyCtrlDown, tea.KeyCtrlShiftDown}
	case 'C':
		return chord{tea.KeyRight, tea.KeyShiftRight, tea.KeyCtrlRight, tea.KeyCtrlShiftRight}
	case 'D':
		return chord{tea.KeyLeft, tea.KeyShiftLeft, tea.KeyCtrlLeft, tea.KeyCtrlShiftLeft}
	case 'H':
		return homeKey
	case 'F':
		return endKey
	case 'P':
		return chord{alone: tea.KeyF1, shift: tea.KeyF13}
	case 'Q':
		return chord{alone: tea.KeyF2, shift: tea.KeyF14}
	case 'R':
		return chord{alone: tea.KeyF3, shift: tea.KeyF15}
	case 'S':
		return chord{alone: tea.KeyF4, shift: tea.KeyF16}
	case 'Z':
		return chord{alone: tea.KeyShiftTab}
	}
	return chord{}
}

// numberKey is the key of a sequence that ends in a tilde.
func numberKey(n int) chord {
	switch n {
	case 1, 7:
		return homeKey
	case 4, 8:
		return endKey
	case 2:
		return chord{alone: tea.KeyInsert}
	case 3:
		return chord{alone: tea.KeyDelete}
	case 5:
		return chord{alone: tea.KeyPgUp, ctrl: tea.KeyCtrlPgUp}
	case 6:
		return chord{alone: tea.KeyPgDown, ctrl: tea.KeyCtrlPgDown}
	case 15:
		return chord{alone: tea.KeyF5, shift: tea.KeyF17}
	case 17:
		return chord{alone: tea.KeyF6, shift: tea.KeyF18}
	case 18:
		return chord{alone: tea.KeyF7, shift: tea.KeyF19}
	case 19:
		return chord{alone: tea.KeyF8, shift: tea.KeyF20}
	}
	for _, run := range [...]struct {
		from, to int
		key      tea.KeyType
	}{{11, 14, tea.KeyF1}, {20, 21, tea.KeyF9}, {23, 24, tea.KeyF11}, {25, 26, tea.KeyF13}, {28, 29, tea.KeyF15}, {31, 34, tea.KeyF17}} {
		if n >= run.from && n <= run.to {
			return chord{alone: run.key - tea.KeyType(n-run.from)} // key types count down
		}
	}
	return chord{}
}

// pick is the key with the modifiers that a sequence carries: 1 and the sum of
// shift 1, alt 2, ctrl 4.
func (c chord) pick(modifiers int) (tea.KeyMsg, bool) {
	bits := max(modifiers, 1) - 1
	if bits > 7 {
		return tea.KeyMsg{}, false
	}
	kind := [4]tea.KeyType{c.alone, c.shift, c.ctrl, c.both}[bits&1|bits>>1&2]
	return tea.KeyMsg{Type: kind, Alt: bits&2 != 0}, kind != 0
}

// csiKey is the key that a complete CSI sequence means, without ESC [.
func csiKey(body string) (tea.KeyMsg, bool) {
	last := len(body) - 1
	var space [sgrMax]param
	ps := params(body[:last], &space)
	if len(ps) == 0 || len(ps) > 2 {
		return tea.KeyMsg{}, false
	}
	n, mod := ps[0].n, 1
	if len(ps) == 2 {
		mod = ps[1].n
	}
	switch final := body[last]; final {
	case '~':
		return numberKey(n).pick(mod)
	case '$': // rxvt: shift, ctrl, both
		return numberKey(n).pick(2)
	case '^':
		return numberKey(n).pick(5)
	case '@':
		return numberKey(n).pick(6)
	case 'a', 'b', 'c', 'd':
		if last == 0 {
			return letterKey(final - 'a' + 'A').pick(2)
		}
	default:
		if n > 1 {
			break // a report, such as where the cursor is
		}
		return letterKey(final).pick(mod)
	}
	return tea.KeyMsg{}, false
}

// sgrMouse reads the body of ESC [ < b ; x ; y M.
func sgrMouse(body string) (tea.MouseMsg, bool) {
	last := len(body) - 1
	var space [sgrMax]param
	ps := params(body[:last], &space)
	if len(ps) != 3 {
		return tea.MouseMsg{}, false
	}
	m := mouse(ps[0].n, ps[1].n-1, ps[2].n-1)
	if body[last] == 'm' && m.Action != tea.MouseActionMotion && !tea.MouseEvent(m).IsWheel() {
		m.Action = tea.MouseActionRelease
	}
	return m, true
}

// mouse is the event of a button code at a column and row from 0.
func mouse(code, x, y int) tea.MouseMsg {
	m := tea.MouseMsg{X: x, Y: y, Shift: code&4 != 0, Alt: code&8 != 0, Ctrl: code&16 != 0}
	low := tea.MouseButton(code & 3)
	switch {
	case code&128 != 0:
		m.Button = tea.MouseButtonBackward + low
	case code&64 != 0:
		m.Button = tea.MouseButtonWheelUp + low
	case low == 3:
		m.Action = tea.MouseActionRelease
	default:
		m.Button = tea.MouseButtonLeft + low
	}
	if code&32 != 0 && code&(64|128) != 64 {
		m.Action = tea.MouseActionMotion
	}
	return m
}

// darkAnswer reads the body of an answer to OSC 11, such as
// 11;rgb:ffff/ffff/ffff.
func darkAnswer(body string) (dark, ok bool) {
	value, ok := strings.CutPrefix(body, "11;")
	if !ok {
		return false, false
	}
	_, value, ok = strings.Cut(value, ":")
	parts := strings.Split(value, "/")
	if !ok || len(parts) < 3 {
		return false, false
	}
	light := 0.0
	for i, weight := range []float64{.299, .587, .114} {
		v, err := strconv.ParseUint(parts[i], 16, 16)
		if err != nil {
			return false, false
		}
		light += weight * float64(v) / float64(uint64(1)<<(4*len(parts[i]))-1)
	}
	return light < .5, true
}
