package chart

import (
	"math"
	"strconv"
	"strings"

	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// Columns describes a column chart.
type Columns struct {
	Points []Point
	// Threshold draws a line across at this value, such as what the plan includes; 0 draws none. ThresholdLabel names it.
	Threshold      float64
	ThresholdLabel string
	// Format writes the values of the scale; nil writes whole numbers.
	Format func(float64) string
	// Series names the stacked series for the legend below; empty draws none.
	Series []string
}

// Draw draws the chart in exactly w×h: a scale at the left, columns over labels, the threshold across, the legend below.
// What there is no room for goes first: legend, labels, scale. Too many points keep the last ones.
func (c Columns) Draw(w, h int, st *styles.Styles) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	format := c.Format
	if format == nil {
		format = Number
	}
	top := c.Threshold
	for _, p := range c.Points {
		top = math.Max(top, p.total())
	}
	legend := ""
	plotH := h
	if len(c.Series) > 0 && plotH >= 5 {
		legend = Legend(c.Series, w, st)
		plotH--
	}
	labels := plotH >= 3
	if labels {
		plotH--
	}
	scaleW := max(canvas.Width(format(top)), canvas.Width(format(0)))
	if scaleW+1 > w/3 {
		scaleW = -1
	}
	plotW := w - scaleW - 1
	points, colW := c.columns(plotW)
	lines := make([]string, 0, h)
	for y := range plotH {
		scale := ""
		if scaleW >= 0 {
			text := ""
			switch y {
			case 0:
				text = format(top)
			case plotH - 1:
				text = format(0)
			}
			scale = st.Muted.Render(canvas.Align(text, scaleW, 2)) + " "
		}
		lines = append(lines, scale+c.row(points, colW, plotW, plotH-1-y, plotH, top, st))
	}
	if labels {
		lines = append(lines, canvas.Spaces(scaleW+1)+c.labels(points, colW, st))
	}
	if legend != "" {
		lines = append(lines, legend)
	}
	return canvas.FitLines(lines, w, h)
}

// columns chooses the points there is room for and the cells each takes, a blank between them where possible.
func (c Columns) columns(w int) ([]Point, int) {
	n := len(c.Points)
	if n == 0 || w <= 0 {
		return nil, 1
	}
	if n > w {
		return c.Points[n-w:], 1
	}
	return c.Points, min(w/n, 9)
}

// row draws one line of the plot, counted from below.
func (c Columns) row(points []Point, colW, plotW, row, h int, top float64, st *styles.Styles) string {
	var b strings.Builder
	line := -1
	if c.Threshold > 0 && top > 0 {
		line = min(int(c.Threshold/top*float64(h)), h-1)
	}
	ruled := row == line
	var gapInk canvas.Ink
	gap := " "
	if ruled {
		gapInk, gap = st.Warning.Ink, st.Glyphs.Rule
	}
	barW := colW
	if colW > 1 {
		barW = colW - 1
	}
	for _, p := range points {
		glyph, series := cellOf(p, row, h, top, st)
		if glyph == "" {
			b.WriteString(gapInk.Render(strings.Repeat(gap, barW)))
		} else {
			b.WriteString(st.Series(series).Render(strings.Repeat(glyph, barW)))
		}
		if colW > barW {
			b.WriteString(gapInk.Render(gap))
		}
	}
	rest := plotW - len(points)*colW
	if ruled && rest > 0 {
		label := " " + canvas.OneLine(c.ThresholdLabel)
		if c.ThresholdLabel == "" || canvas.Width(label) > rest {
			label = ""
		}
		b.WriteString(st.Warning.Render(strings.Repeat(gap, max(rest-canvas.Width(label), 0)) + label))
	}
	return b.String()
}

// cellOf is the character of a column in a row and the series it belongs to; empty above the column. Stacked series change
// at whole rows; the topmost part of a column has a height in eighths.
func cellOf(p Point, row, h int, top float64, st *styles.Styles) (glyph string, series int) {
	total := p.total()
	if top <= 0 || total <= 0 {
		return "", 0
	}
	height := total / top * float64(h)
	if float64(row) >= height {
		return "", 0
	}
	if p.Values != nil {
		sum := 0.0
		for i, v := range p.Values {
			sum += clean(v)
			if sum/top*float64(h) > float64(row)+0.5 || sum >= total {
				series = i
				break
			}
		}
	}
	levels := st.Glyphs.Levels
	part := height - float64(row)
	if part >= 1 {
		return Solid(series, st), series
	}
	return levels[min(max(int(math.Ceil(part*float64(len(levels))))-1, 0), len(levels)-1)], series
}

func (c Columns) labels(points []Point, colW int, st *styles.Styles) string {
	var b strings.Builder
	for _, p := range points {
		room := max(colW-1, 1)
		label := canvas.OneLine(p.Label)
		b.WriteString(canvas.FitLine(canvas.Clip(label, room, 1), room))
		if colW > 1 {
			b.WriteByte(' ')
		}
	}
	return st.Muted.Render(b.String())
}

// Legend names series by their cells, in at most w cells.
func Legend(series []string, w int, st *styles.Styles) string {
	var parts []string
	for i, name := range series {
		parts = append(parts, st.Series(i).Render(Solid(i, st))+" "+st.Muted.Render(canvas.OneLine(name)))
	}
	return canvas.Truncate(strings.Join(parts, "  "), w)
}
