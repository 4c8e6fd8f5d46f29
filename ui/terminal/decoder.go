package terminal

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// How long the rest of what began is waited for.
const (
	// holdKey is for what may be a key of its own: ESC, ESC [.
	holdKey = 40 * time.Millisecond
	// holdSequence is for what no key begins with; the piece is dropped then.
	holdSequence = 500 * time.Millisecond
	// holdPaste is for the end of a paste; what is there is delivered then.
	holdPaste = 5 * time.Second
)

// chunk is how much is read at once. A terminal in raw mode never gives more.
const chunk = 4096

const (
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
	// longSequence is the length in bytes past which an unfinished sequence is not kept.
	longSequence = 256
	// burst is the number of characters that are one message when they arrive at once:
	// text from a terminal that does not mark pastes, rather than keys.
	burst = 64
)

// decoder turns the bytes of a terminal's input into messages. However the
// bytes are cut into pieces, the messages are the same, as long as the pieces
// of one sequence come within the times above.
//
// Every typed character is a message of its own, but for bursts. Reports that
// the terminal sends late are not keys: its background colour becomes a
// [BackgroundMsg], others are dropped, and so are sequences that Bubble Tea
// has no key for. Of mouse motions that arrive together the last one counts.
type decoder struct {
	maxPaste int
	undone   []byte // the beginning of a sequence
	skipping bool   // within a control string that is not wanted
	pasting  bool
	paste    []byte
	size     int // of the paste; more than len(paste) when it is too large
	out      []tea.Msg
}

// feed takes bytes and returns what they complete. The slice is good until the
// next call.
func (d *decoder) feed(b []byte) []tea.Msg {
	clear(d.out)
	d.out = d.out[:0]
	if len(d.undone) > 0 {
		d.undone = append(d.undone, b...)
		b = d.undone
	}
	for len(b) > 0 {
		n := d.step(b)
		if n == 0 {
			break
		}
		b = b[n:]
	}
	d.undone = append(d.undone[:0], b...)
	return d.out
}

// step takes the first thing off the bytes; 0 if it is not complete.
func (d *decoder) step(b []byte) int {
	switch {
	case d.pasting:
		return d.collect(b)
	case d.skipping:
		return d.skip(b)
	case b[0] == 0x1b:
		return d.escape(b)
	}
	return d.text(b, false)
}

// patience is how long to wait for more before [decoder.expire]; 0 if nothing
// is incomplete.
func (d *decoder) patience() time.Duration {
	switch {
	case d.pasting:
		return holdPaste
	case d.skipping:
		return holdSequence
	case len(d.undone) == 0:
		return 0
	case len(d.undone) <= 2, d.undone[1] == 0x1b && len(d.undone) == 3, d.undone[0] != 0x1b:
		return holdKey
	}
	return holdSequence
}

// expire gives up waiting and returns what the incomplete bytes mean as they
// are.
func (d *decoder) expire() []tea.Msg {
	clear(d.out)
	d.out = d.out[:0]
	b := d.undone
	d.undone = d.undone[:0]
	switch {
	case d.pasting:
		d.size += len(b)
		d.paste = append(d.paste, b...)
		d.endPaste()
	case d.skipping:
		d.skipping = false
	case d.patienceOf(b) == holdKey:
		for ; len(b) > 1 && b[0] == 0x1b && b[1] == 0x1b; b = b[1:] {
			d.key(tea.Key{Type: tea.KeyEscape})
		}
		switch {
		case len(b) == 1 && b[0] == 0x1b:
			d.key(tea.Key{Type: tea.KeyEscape})
		case len(b) == 2 && b[0] == 0x1b && b[1] < utf8.RuneSelf:
			d.text(b[1:], true)
		}
	}
	return d.out
}

func (d *decoder) patienceOf(b []byte) time.Duration {
	return (&decoder{undone: b}).patience()
}

func (d *decoder) key(k tea.Key) { d.out = append(d.out, tea.KeyMsg(k)) }

// text takes typed characters or one control character.
func (d *decoder) text(b []byte, alt bool) int {
	switch c := b[0]; {
	case c == ' ':
		d.key(tea.Key{Type: tea.KeySpace, Runes: []rune{' '}, Alt: alt})
		return 1
	case c < 0x20 || c == 0x7f:
		d.key(tea.Key{Type: tea.KeyType(c), Alt: alt})
		return 1
	}
	var runes []rune
	n := 0
	for n < len(b) && b[n] > ' ' && b[n] != 0x7f && utf8.FullRune(b[n:]) {
		r, w := utf8.DecodeRune(b[n:])
		n += w
		if r >= 0xa0 || r < 0x7f {
			if r == utf8.RuneError && w == 1 {
				continue
			}
			runes = append(runes, r)
		}
		if alt {
			break
		}
	}
	if len(runes) >= burst {
		d.key(tea.Key{Type: tea.KeyRunes, Runes: runes})
		return n
	}
	for i := range runes {
		d.key(tea.Key{Type: tea.KeyRunes, Runes: runes[i : i+1 : i+1], Alt: alt})
	}
	return n
}

// escape takes what begins with ESC.
func (d *decoder) escape(b []byte) int {
	if len(b) == 1 {
		return 0
	}
	switch c := b[1]; c {
	case '[':
		return d.csi(b)
	case 'O':
		return d.ss3(b)
	case ']', 'P', '_':
		return d.report(b)
	case 0x1b:
		return d.twice(b)
	default:
		if n := d.text(b[1:], true); n > 0 {
			return 1 + n
		}
		return 0
	}
}

// twice takes ESC ESC: alt with a key of more bytes, else two presses of esc.
func (d *decoder) twice(b []byte) int {
	if len(b) == 2 {
		return 0
	}
	if b[2] == '[' || b[2] == 'O' {
		before := len(d.out)
		n := d.escape(b[1:])
		if n == 0 {
			return 0
		}
		if len(d.out) == before+1 {
			if k, ok := d.out[before].(tea.KeyMsg); ok && !k.Alt {
				k.Alt = true
				d.out[before] = k
			}
		}
		return n + 1
	}
	d.key(tea.Key{Type: tea.KeyEscape})
	return 1
}

// ss3 takes ESC O and a letter.
func (d *decoder) ss3(b []byte) int {
	if len(b) == 2 {
		return 0
	}
	c := b[2]
	if c >= 'a' && c <= 'd' { // rxvt's ctrl with an arrow
		if k, ok := letterKey(c - 'a' + 'A').pick(5); ok {
			d.out = append(d.out, k)
		}
		return 3
	}
	if k, ok := letterKey(c).pick(1); ok && c != 'Z' {
		d.out = append(d.out, k)
		return 3
	}
	d.text([]byte("O"), true)
	return 2
}

// report takes a control string, which only a terminal's answer is. A key of
// alt begins alike, so what follows must look like an answer.
func (d *decoder) report(b []byte) int {
	if len(b) == 2 {
		return 0
	}
	begins := map[byte]string{']': "0123456789", 'P': "0123456789>!$+|", '_': "G"}[b[1]]
	if strings.IndexByte(begins, b[2]) < 0 {
		d.text(b[1:2], true)
		return 2
	}
	end := bytes.IndexFunc(b[2:], func(r rune) bool { return r < 0x20 }) + 2
	if end < 2 || b[end] == 0x1b && end+1 == len(b) {
		if len(b) < longSequence {
			return 0
		}
		d.skipping = true
		return len(b) - 1
	}
	done := b[end] == 7 || b[end] == 0x1b && b[end+1] == '\\'
	if dark, ok := darkAnswer(string(b[2:end])); ok && done && b[1] == ']' {
		d.out = append(d.out, BackgroundMsg{Dark: dark})
	}
	switch {
	case b[end] == 7:
		end++
	case done:
		end += 2
	}
	return end
}

// skip passes over a control string.
func (d *decoder) skip(b []byte) int {
	for i, c := range b {
		switch {
		case c == 7:
			d.skipping = false
			return i + 1
		case c == 0x1b && i+1 == len(b):
			return i
		case c == 0x1b:
			d.skipping = false
			if b[i+1] == '\\' {
				return i + 2
			}
			if i == 0 {
				return d.escape(b)
			}
			return i
		}
	}
	return len(b)
}

// csi takes ESC [ and what belongs to it.
func (d *decoder) csi(b []byte) int {
	if len(b) > 2 && b[2] == 'M' {
		if len(b) < 6 {
			return 0
		}
		d.pointer(mouse(int(b[3])-32, int(b[4])-33, int(b[5])-33))
		return 6
	}
	if len(b) > 2 && b[2] == '[' { // the Linux console's F1 to F5
		if len(b) == 3 {
			return 0
		}
		if c := b[3]; c >= 'A' && c <= 'E' {
			d.key(tea.Key{Type: tea.KeyF1 - tea.KeyType(c-'A')})
		}
		return 4
	}
	for i := 2; i < len(b); i++ {
		c := b[i]
		shifted := c == '$' && b[2] < ':' && bytes.IndexByte(b[:i], ';') < 0 // rxvt
		switch {
		case c >= 0x40 && c < 0x7f || shifted:
			d.control(string(b[2 : i+1]))
			return i + 1
		case c < 0x20 || c >= 0x7f:
			if i == 2 {
				d.text([]byte("["), true)
			}
			return i
		case i > longSequence:
			return i
		}
	}
	return 0
}

// control takes a complete CSI sequence, without ESC [.
func (d *decoder) control(body string) {
	switch {
	case body == "I":
		d.out = append(d.out, tea.FocusMsg{})
	case body == "O":
		d.out = append(d.out, tea.BlurMsg{})
	case body == pasteBegin[2:]:
		d.pasting, d.paste, d.size = true, nil, 0
	case body[0] == '<':
		if m, ok := sgrMouse(body[1:]); ok {
			d.pointer(m)
		}
	case body[0] >= '<' && body[0] <= '?':
	default:
		if k, ok := csiKey(body); ok {
			d.out = append(d.out, k)
		}
	}
}

// pointer takes a mouse event; a motion replaces the motion before it.
func (d *decoder) pointer(m tea.MouseMsg) {
	if last := len(d.out) - 1; last >= 0 && m.Action == tea.MouseActionMotion {
		if before, ok := d.out[last].(tea.MouseMsg); ok && before.Action == m.Action && before.Button == m.Button {
			d.out[last] = m
			return
		}
	}
	d.out = append(d.out, m)
}

// collect takes a piece of a paste.
func (d *decoder) collect(b []byte) int {
	n, done := bytes.Index(b, []byte(pasteEnd)), true
	if n < 0 {
		n, done = len(b), false
		for keep := min(len(pasteEnd)-1, len(b)); keep > 0; keep-- {
			if bytes.HasSuffix(b, []byte(pasteEnd[:keep])) {
				n -= keep
				break
			}
		}
	}
	d.size += n
	if d.size <= d.maxPaste {
		d.paste = append(d.paste, b[:n]...)
	} else {
		d.paste = nil
	}
	if done {
		d.endPaste()
		return n + len(pasteEnd)
	}
	return n
}

func (d *decoder) endPaste() {
	if d.size > d.maxPaste {
		d.out = append(d.out, PasteTooLargeMsg{Size: d.size})
	} else if runes := pasted(d.paste); len(runes) > 0 {
		d.key(tea.Key{Type: tea.KeyRunes, Runes: runes, Paste: true})
	}
	d.pasting, d.paste, d.size = false, nil, 0
}

// pasted is the text of a paste: lines end in \n, tabs stay, other control
// characters and what is no UTF-8 go.
func pasted(b []byte) []rune {
	runes := make([]rune, 0, utf8.RuneCount(b))
	for i := 0; i < len(b); {
		r, w := utf8.DecodeRune(b[i:])
		i += w
		switch {
		case r == '\r':
			if i < len(b) && b[i] == '\n' {
				i++
			}
			runes = append(runes, '\n')
		case r == utf8.RuneError && w == 1:
		case r == '\n' || r == '\t' || r >= 0x20 && r != 0x7f && (r < 0x80 || r >= 0xa0):
			runes = append(runes, r)
		}
	}
	return runes
}
