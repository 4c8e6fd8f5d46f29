package main

import (
	"fmt"
	"strconv"
	"strings"

	"parley/themes"
)

// style is how a run of cells is drawn.
type style struct {
	fg, bg                                          string // "#rrggbb"; "" is the theme's own
	bold, faint, italic, underline, strike, reverse bool
}

// apply changes a style by the parameters of one SGR sequence.
func (s *style) apply(params string) {
	codes := strings.FieldsFunc(params, func(r rune) bool { return r == ';' || r == ':' })
	if len(codes) == 0 {
		codes = []string{"0"}
	}
	for i := 0; i < len(codes); i++ {
		n, _ := strconv.Atoi(codes[i])
		switch n {
		case 0:
			*s = style{}
		case 1:
			s.bold = true
		case 2:
			s.faint = true
		case 3:
			s.italic = true
		case 4:
			s.underline = true
		case 7:
			s.reverse = true
		case 9:
			s.strike = true
		case 22:
			s.bold, s.faint = false, false
		case 23:
			s.italic = false
		case 24:
			s.underline = false
		case 27:
			s.reverse = false
		case 29:
			s.strike = false
		case 38, 48:
			colour, used := colourOf(codes[i+1:])
			if n == 38 {
				s.fg = colour
			} else {
				s.bg = colour
			}
			i += used
		case 39:
			s.fg = ""
		case 49:
			s.bg = ""
		}
	}
}

// colourOf reads "2;r;g;b"; other kinds of colour are not used by the themes.
func colourOf(codes []string) (string, int) {
	if len(codes) < 4 || codes[0] != "2" {
		return "", 0
	}
	var rgb [3]int
	for i := range rgb {
		rgb[i], _ = strconv.Atoi(codes[i+1])
	}
	return fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]), 4
}

// colours are the two colours a run is drawn in; no background is "".
func (s style) colours(t themes.Theme) (fg, bg string) {
	fg, bg = s.fg, s.bg
	if fg == "" {
		fg = strings.ToLower(string(t.Colours.Text))
	}
	if s.reverse {
		under := bg
		if under == "" {
			under = strings.ToLower(string(t.Colours.Background))
		}
		return under, fg
	}
	return fg, bg
}
