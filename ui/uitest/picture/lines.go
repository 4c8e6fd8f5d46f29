package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// strokesOf says how the characters that frames are made of are drawn in a cell
// of 1×1, so that lines meet in every font. L, R, U, D, M are the middles of the
// sides and of the cell.
func strokesOf(s string) string {
	switch s {
	case "─", "━":
		return "LR"
	case "│":
		return "UD"
	case "┃":
		return "|"
	case "╭", "┏":
		return "D(R"
	case "╮", "┓":
		return "L(D"
	case "╰", "┗":
		return "U(R"
	case "╯", "┛":
		return "L(U"
	case "┴":
		return "LRUM"
	case "╳":
		return "X"
	case "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█":
		return "#"
	case "■":
		return "o"
	}
	return ""
}

func isLine(s string) bool { return strokesOf(s) != "" }

// line draws a character of a frame; false where it is another one.
func (p *painter) line(c cell) bool {
	how := strokesOf(c.text)
	if how == "" {
		return false
	}
	x, y := float64(c.x)*cellW, float64(c.y)*cellH
	mx, my, rx, by := x+cellW/2, y+cellH/2, x+cellW, y+cellH
	fg, _ := c.style.colours(p.theme)
	at := map[byte][2]float64{'L': {x, my}, 'R': {rx, my}, 'U': {mx, y}, 'D': {mx, by}, 'M': {mx, my}}
	point := func(k byte) string { return num(at[k][0]) + " " + num(at[k][1]) }
	switch {
	case how == "#": // so many eighths of the cell from below
		r, _ := utf8.DecodeRuneInString(c.text)
		high := cellH * float64(r-'▁'+1) / 8
		fmt.Fprintf(&p.blocks, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n", num(x), num(by-high), num(cellW), num(high), fg)
	case how == "|":
		fmt.Fprintf(&p.blocks, "<rect x=\"%s\" y=\"%s\" width=\"3\" height=\"%s\" fill=\"%s\"/>\n", num(mx-1.5), num(y), num(cellH), fg)
	case how == "o":
		fmt.Fprintf(&p.blocks, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n", num(x+.6), num(my-3.6), num(cellW-1.2), num(7.2), fg)
	case how == "X":
		p.stroke(fg, fmt.Sprintf("M%s %sL%s %sM%s %sL%s %s", num(x+.6), num(my-4.2), num(rx-.6), num(my+4.2), num(rx-.6), num(my-4.2), num(x+.6), num(my+4.2)))
	case len(how) == 3: // a corner
		p.stroke(fg, "M"+point(how[0])+"Q"+point('M')+" "+point(how[2]))
	default:
		d := ""
		for i := 0; i+1 < len(how); i += 2 {
			d += "M" + point(how[i]) + "L" + point(how[i+1])
		}
		p.stroke(fg, d)
	}
	return true
}

func (p *painter) stroke(colour, d string) {
	b := p.strokes[colour]
	if b == nil {
		b = &strings.Builder{}
		p.strokes[colour] = b
		p.order = append(p.order, colour)
	}
	b.WriteString(d)
}
