package terminal

import "strconv"

// The attributes of a style. Bold to strike stand in the order of their codes.
const (
	bold uint16 = 1 << iota
	faint
	italic
	blink
	reverse
	conceal
	strike
	overline
)

// attributes says for each attribute how it begins and ends. Bold and faint
// end together.
var attributes = [...]struct {
	attr    uint16
	on, off int
}{
	{bold, 1, 22}, {faint, 2, 22}, {italic, 3, 23}, {blink, 5, 25},
	{reverse, 7, 27}, {conceal, 8, 28}, {strike, 9, 29}, {overline, 53, 55},
}

// A colour is the terminal's own (0), or a kind and a value.
type colour uint32

const (
	basic   colour = 1 << 24 // one of 16
	indexed colour = 2 << 24 // one of 256
	rgb     colour = 3 << 24
	kinds   colour = 0xff << 24
)

// style is how a cell looks.
type style struct {
	fg, bg, under colour
	attrs         uint16
	line          uint8  // the kind of underline; 0 is none
	link          string // the parameters and the address of OSC 8
}

// sgrMax is how many parameters of one sequence are heeded.
const sgrMax = 32

// param is a number of a sequence. Sub says that a colon stands before it.
type param struct {
	n   int
	sub bool
}

func params(s string, out *[sgrMax]param) []param {
	k := 0
	out[0] = param{}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			out[k].n = min(out[k].n*10+int(c-'0'), 1<<20)
		case c == ';' || c == ':':
			if k == sgrMax-1 {
				return out[:]
			}
			k++
			out[k] = param{sub: c == ':'}
		default:
			return out[:0]
		}
	}
	return out[:k+1]
}

// apply changes the style as the parameters of one SGR sequence say.
func (s *style) apply(sequence string) {
	var space [sgrMax]param
	ps := params(sequence, &space)
	for i := 0; i < len(ps); i++ {
		n := ps[i].n
		switch {
		case n == 0:
			*s = style{link: s.link}
		case n == 4:
			s.line = 1
			if i+1 < len(ps) && ps[i+1].sub {
				i++
				s.line = uint8(min(ps[i].n, 5))
			}
		case n == 21:
			s.line = 2
		case n == 24:
			s.line = 0
		case n == 38 || n == 48 || n == 58:
			c, used := extended(ps[i+1:])
			i += used
			*s.ground(n - 8) = c
		case n == 39 || n == 49 || n == 59:
			*s.ground(n - 9) = 0
		case n >= 30 && n <= 37 || n >= 40 && n <= 47:
			*s.ground(n / 10 * 10) = basic | colour(n%10)
		case n >= 90 && n <= 97 || n >= 100 && n <= 107:
			*s.ground(n/10*10 - 60) = basic | colour(n%10+8)
		default:
			s.attribute(n)
		}
	}
}

// ground is the colour that the codes from 30, 40 or 50 speak of.
func (s *style) ground(code int) *colour {
	switch code {
	case 30:
		return &s.fg
	case 40:
		return &s.bg
	}
	return &s.under
}

func (s *style) attribute(n int) {
	if n == 6 {
		n = 5
	}
	for _, a := range attributes {
		switch n {
		case a.on:
			s.attrs |= a.attr
		case a.off:
			s.attrs &^= a.attr
		}
	}
}

// extended reads the colour after 38, 48 or 58 and says how many parameters it
// took: 5;n and 2;r;g;b, with semicolons or with colons (2::r:g:b).
func extended(ps []param) (colour, int) {
	sub := 0
	for sub < len(ps) && ps[sub].sub {
		sub++
	}
	used := sub
	if sub > 0 {
		ps = ps[:sub]
	}
	switch {
	case len(ps) >= 2 && ps[0].n == 5:
		return indexed | colour(ps[1].n&0xff), max(used, 2)
	case len(ps) >= 4 && ps[0].n == 2:
		if sub >= 5 {
			ps = ps[1:]
		}
		return rgb | colour(ps[1].n&0xff)<<16 | colour(ps[2].n&0xff)<<8 | colour(ps[3].n&0xff), max(used, 4)
	}
	return 0, max(used, len(ps))
}

// turn appends what makes a terminal that draws in the style from draw in the
// style to.
func turn(b []byte, from, to *style) []byte {
	if from.link != to.link {
		b = append(b, "\x1b]8;"...)
		if to.link == "" {
			b = append(b, ';')
		}
		b = append(b, to.link...)
		b = append(b, "\x1b\\"...)
	}
	if from.fg == to.fg && from.bg == to.bg && from.attrs == to.attrs && from.line == to.line && from.under == to.under {
		return b
	}
	if to.fg|to.bg|to.under == 0 && to.attrs == 0 && to.line == 0 {
		return append(b, "\x1b[m"...)
	}
	b = append(b, "\x1b["...)
	b = turnAttributes(b, from, to)
	if from.line != to.line {
		switch to.line {
		case 0:
			b = append(b, "24;"...)
		case 1:
			b = append(b, "4;"...)
		default:
			b = append(b, '4', ':', '0'+to.line, ';')
		}
	}
	if from.fg != to.fg {
		b = append(to.fg.code(b, 30), ';')
	}
	if from.bg != to.bg {
		b = append(to.bg.code(b, 40), ';')
	}
	if from.under != to.under {
		b = append(to.under.code(b, 50), ';')
	}
	b[len(b)-1] = 'm'
	return b
}

func turnAttributes(b []byte, from, to *style) []byte {
	gone, now := from.attrs&^to.attrs, to.attrs&^from.attrs
	if gone&(bold|faint) != 0 {
		b = append(b, "22;"...)
		now |= to.attrs & (bold | faint)
		gone &^= bold | faint
	}
	if gone|now == 0 {
		return b
	}
	for _, a := range attributes {
		switch a.attr {
		case a.attr & gone:
			b = append(strconv.AppendInt(b, int64(a.off), 10), ';')
		case a.attr & now:
			b = append(strconv.AppendInt(b, int64(a.on), 10), ';')
		}
	}
	return b
}

// code appends the colour's code; base is 30, 40 or 50 (the underline's).
func (c colour) code(b []byte, base int64) []byte {
	v := int64(c &^ kinds)
	sep := byte(';')
	if base == 50 {
		sep = ':' // a terminal that does not know 58 skips it whole
	}
	number := func(n int64) { b = append(strconv.AppendInt(b, n, 10), sep) }
	switch c & kinds {
	case basic:
		switch {
		case base == 50:
			return indexed.or(v).code(b, base)
		case v < 8:
			return strconv.AppendInt(b, base+v, 10)
		}
		return strconv.AppendInt(b, base+60+v-8, 10)
	case indexed:
		number(base + 8)
		number(5)
		return strconv.AppendInt(b, v, 10)
	case rgb:
		number(base + 8)
		number(2)
		if sep == ':' {
			b = append(b, sep)
		}
		number(v >> 16)
		number(v >> 8 & 0xff)
		return strconv.AppendInt(b, v&0xff, 10)
	}
	return strconv.AppendInt(b, base+9, 10)
}

func (c colour) or(v int64) colour { return c | colour(v) }
