package main

import (
	"fmt"
	"html"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"parley/themes"
	"parley/ui/kit/canvas"
)

// The size of a cell and of what is around the screen, in pixels.
const (
	cellW, cellH = 8.4, 18.0
	fontSize     = 14
	padX, padY   = 14.0, 12.0
	bar          = 34.0 // the window's own line at the top
	baseline     = 13.2
)

// cell is one character of the screen with its place.
type cell struct {
	text  string
	x, y  int
	width int
	style style
}

// cells reads a frame: text and styles only.
func cells(frame string) []cell {
	var out []cell
	var now style
	for y, line := range strings.Split(frame, "\n") {
		x := 0
		for i := 0; i < len(line); {
			if line[i] == 0x1b {
				end := i + strings.IndexByte(line[i:], 'm')
				now.apply(line[i+2 : end])
				i = end + 1
				continue
			}
			end, _ := canvas.Cluster(line, i)
			w := ansi.StringWidth(line[i:end])
			out = append(out, cell{line[i:end], x, y, w, now})
			x += w
			i = end
		}
	}
	return out
}

// svg draws a frame as a window.
func svg(frame string, w, h int, t themes.Theme, about string) string {
	p := &painter{theme: t, strokes: map[string]*strings.Builder{}}
	all := cells(frame)
	for i := range all {
		p.ground(all, i)
	}
	for i := 0; i < len(all); {
		i = p.run(all, i)
	}
	width, height := 2*padX+cellW*float64(w), bar+2*padY+cellH*float64(h)
	var b strings.Builder
	fmt.Fprintf(&b, "<!-- Made by: go run ./ui/uitest/picture -->\n")
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s">`+"\n",
		num(width), num(height), num(width), num(height), html.EscapeString(about))
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(about))
	fmt.Fprintf(&b, "<style>text{font-family:ui-monospace,\"SF Mono\",\"JetBrains Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace;font-size:%dpx;white-space:pre}"+
		".b{font-weight:700}.f{opacity:.65}.i{font-style:italic}.u{text-decoration:underline}.s{text-decoration:line-through}"+
		"rect{shape-rendering:crispEdges}path{fill:none;stroke-width:1.2;stroke-linecap:square}</style>\n", fontSize)
	p.window(&b, width, height)
	fmt.Fprintf(&b, "<g transform=\"translate(%s %s)\">\n", num(padX), num(bar+padY))
	b.WriteString(p.grounds.String())
	for _, colour := range p.order {
		fmt.Fprintf(&b, "<path stroke=\"%s\" d=\"%s\"/>\n", colour, p.strokes[colour].String())
	}
	b.WriteString(p.blocks.String())
	b.WriteString(p.texts.String())
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// painter collects the parts of a picture by layer.
type painter struct {
	theme                  themes.Theme
	grounds, blocks, texts strings.Builder
	strokes                map[string]*strings.Builder // lines by colour
	order                  []string
}

// window draws the frame of a desktop's window.
func (p *painter) window(b *strings.Builder, w, h float64) {
	c := p.theme.Colours
	fmt.Fprintf(b, `<rect x=".5" y=".5" width="%s" height="%s" rx="10" fill="%s" stroke="%s" style="shape-rendering:auto"/>`+"\n", num(w-1), num(h-1), c.Background, c.Border)
	fmt.Fprintf(b, `<path d="M1 %sH%s" stroke="%s" style="stroke-width:1"/>`+"\n", num(bar), num(w-1), c.Surface)
	for i, colour := range []themes.Colour{c.Error, c.Warning, c.Success} {
		fmt.Fprintf(b, `<circle cx="%d" cy="%s" r="5.5" fill="%s" opacity=".85"/>`+"\n", 22+i*20, num(bar/2), colour)
	}
	fmt.Fprintf(b, `<text x="%s" y="%s" text-anchor="middle" fill="%s">parley</text>`+"\n", num(w/2), num(bar/2+4.8), c.Muted)
}

// ground draws the background below a run of cells, once for the run.
func (p *painter) ground(all []cell, i int) {
	c := all[i]
	_, bg := c.style.colours(p.theme)
	if bg == "" || bg == strings.ToLower(string(p.theme.Colours.Background)) {
		return
	}
	same := func(o cell) bool {
		_, other := o.style.colours(p.theme)
		return o.y == c.y && other == bg
	}
	if i > 0 && same(all[i-1]) {
		return
	}
	end := c.x
	for ; i < len(all) && same(all[i]); i++ {
		end = all[i].x + all[i].width
	}
	fmt.Fprintf(&p.grounds, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n",
		num(float64(c.x)*cellW), num(float64(c.y)*cellH), num(float64(end-c.x)*cellW), num(cellH), bg)
}

// run draws the cells from one on that have the same style, and returns the next.
func (p *painter) run(all []cell, i int) int {
	first := all[i]
	if p.line(first) {
		return i + 1
	}
	var text strings.Builder
	end, last := i, first.x
	for ; end < len(all); end++ {
		c := all[end]
		if c.y != first.y || c.style != first.style || isLine(c.text) || alone(c.text) && end > i {
			break
		}
		text.WriteString(c.text)
		last = c.x + c.width
		if alone(c.text) {
			end++
			break
		}
	}
	p.write(text.String(), first, last)
	return end
}

// alone tells that a character may be wider in some fonts than its cell, so that
// it is placed by itself.
func alone(s string) bool {
	return len(s) > 1 && !strings.ContainsAny(s, "’“”…·–—áéíóúñçãõê¡¿")
}

// write draws a text in its cells, whatever the font's own widths are.
func (p *painter) write(text string, c cell, end int) {
	trimmed := strings.TrimLeft(text, " ")
	x := c.x + len(text) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " ")
	end -= len(text) - (x - c.x) - len(trimmed)
	if trimmed == "" {
		return
	}
	fg, _ := c.style.colours(p.theme)
	var classes []string
	for _, k := range []struct {
		on   bool
		name string
	}{{c.style.bold, "b"}, {c.style.faint, "f"}, {c.style.italic, "i"}, {c.style.underline, "u"}, {c.style.strike, "s"}} {
		if k.on {
			classes = append(classes, k.name)
		}
	}
	class := ""
	if len(classes) > 0 {
		class = ` class="` + strings.Join(classes, " ") + `"`
	}
	fmt.Fprintf(&p.texts, "<text x=\"%s\" y=\"%s\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\" fill=\"%s\"%s>%s</text>\n",
		num(float64(x)*cellW), num(float64(c.y)*cellH+baseline), num(float64(end-x)*cellW), fg, class, html.EscapeString(trimmed))
}

// num writes a number of pixels as short as it is exact enough.
func num(f float64) string {
	s := fmt.Sprintf("%.2f", f)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
