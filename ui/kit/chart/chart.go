// Package chart draws simple charts of text in an exact number of cells.
package chart

import (
	"math"
	"strings"

	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// Point is one column of a chart: a label and its value, or the values of its stacked series.
type Point struct {
	Label  string
	Value  float64
	Values []float64
}

func (p Point) total() float64 {
	if p.Values == nil {
		return clean(p.Value)
	}
	sum := 0.0
	for _, v := range p.Values {
		sum += clean(v)
	}
	return sum
}

// clean makes a value drawable: what is negative or no number is nothing.
func clean(v float64) float64 {
	if math.IsNaN(v) || v < 0 {
		return 0
	}
	return math.Min(v, math.MaxFloat64/1e6)
}

// Gauge is a horizontal bar in exactly w cells: value of total full, the rest empty. Beyond the total it is full and drawn
// as an error, close to it as a warning.
func Gauge(value, total float64, w int, st *styles.Styles) string {
	if w <= 0 {
		return ""
	}
	value, total = clean(value), clean(total)
	share := 0.0
	if total > 0 {
		share = value / total
	}
	full := int(math.Round(math.Min(share, 1) * float64(w)))
	if value > 0 && full == 0 {
		full = 1
	}
	ink := st.Accent
	switch {
	case share > 1:
		ink = st.Error
	case share > 0.9:
		ink = st.Warning
	}
	return ink.Render(strings.Repeat(st.Glyphs.Full, full)) + st.Muted.Render(strings.Repeat(st.Glyphs.Empty, w-full))
}

// Sparkline is a line of columns of eight heights in exactly w cells; more values than cells are gathered, keeping the
// highest of each.
func Sparkline(values []float64, w int, st *styles.Styles) string {
	if w <= 0 {
		return ""
	}
	values = gather(values, w)
	top := 0.0
	for _, v := range values {
		top = math.Max(top, clean(v))
	}
	var b strings.Builder
	for _, v := range values {
		b.WriteString(st.Glyphs.Levels[level(clean(v), top, len(st.Glyphs.Levels))])
	}
	return canvas.FitLine(st.Accent.Render(b.String()), w)
}

func level(v, top float64, n int) int {
	if top <= 0 {
		return 0
	}
	return min(max(int(math.Ceil(v/top*float64(n)))-1, 0), n-1)
}

func gather(values []float64, w int) []float64 {
	if len(values) <= w {
		return values
	}
	out := make([]float64, w)
	for i := range out {
		from, to := i*len(values)/w, (i+1)*len(values)/w
		for _, v := range values[from:to] {
			out[i] = math.Max(out[i], clean(v))
		}
	}
	return out
}

// Bars is one horizontal bar a line: label, bar, value. It shows as many points as there are lines and is exactly w×h.
// Format writes a value; nil writes whole numbers.
func Bars(points []Point, w, h int, st *styles.Styles, format func(float64) string) string {
	if format == nil {
		format = Number
	}
	labelW, valueW, top := 0, 0, 0.0
	for i, p := range points {
		if i >= h {
			break
		}
		labelW = max(labelW, canvas.Width(canvas.OneLine(p.Label)))
		valueW = max(valueW, canvas.Width(format(p.total())))
		top = math.Max(top, p.total())
	}
	labelW = min(labelW, w/3)
	barW := max(w-labelW-valueW-2, 0)
	lines := make([]string, 0, h)
	for i, p := range points {
		if i >= h {
			break
		}
		label := canvas.FitLine(canvas.TruncateTail(canvas.OneLine(p.Label), labelW, st.Glyphs.Ellipsis), labelW)
		value := canvas.Align(format(p.total()), valueW, 2)
		values := p.Values
		if values == nil {
			values = []float64{p.Value}
		}
		lines = append(lines, canvas.Concat(st.Text.Render(label), " ", Bar(values, top, barW, st), " ", st.Muted.Render(value)))
	}
	return canvas.FitLines(lines, w, h)
}

// Bar draws one horizontal bar in exactly w cells, in parts where there are several values; one of top fills it.
func Bar(values []float64, top float64, w int, st *styles.Styles) string {
	var b strings.Builder
	used, sum := 0, 0.0
	for i, v := range values {
		sum += clean(v)
		to := 0
		if top > 0 {
			to = min(int(math.Round(sum/top*float64(w))), w)
		}
		if to > used {
			b.WriteString(st.Series(i).Render(strings.Repeat(Solid(i, st), to-used)))
			used = to
		}
	}
	b.WriteString(canvas.Spaces(w - used))
	return b.String()
}

// Solid is the cell a series is filled with: another one for each where there is no colour.
func Solid(series int, st *styles.Styles) string {
	if !st.NoColor {
		return st.Glyphs.Levels[len(st.Glyphs.Levels)-1]
	}
	set := []string{"█", "▓", "▒", "░"}
	if st.Glyphs.Name == "ascii" {
		set = []string{"#", "=", "+", "-"}
	}
	return set[series%len(set)]
}

// Number writes a value as a whole number with thousands set apart.
func Number(v float64) string {
	s := strings.TrimPrefix(itoa(int64(math.Round(clean(math.Abs(v))))), "-")
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String()
}
