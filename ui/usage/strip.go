package usage

import (
	"parley/engine/meter"
	"parley/ui/kit/chart"
	"parley/ui/kit/styles"
)

// Strip is what is used of a plan in a line, with what it costs and is expected
// to cost: in the longest form first, each next one shorter.
func Strip(u *meter.Usage, st *styles.Styles, gauge int) []string {
	name := " " + st.Accent.Render(u.Terms.System.Title()) + "  "
	used := st.Text.Render(meter.Thousands(u.Used))
	bar := ""
	if u.Limit > 0 {
		used += st.Muted.Render(" of " + meter.Thousands(u.Limit))
		bar = " " + chart.Gauge(float64(u.Used), float64(u.Limit), gauge, st)
	} else {
		used += st.Muted.Render(" counted")
	}
	mark := warning(u, st)
	cost, projected := "", ""
	if !u.Bill.Unpriced || u.Bill.Total > 0 {
		cost = "  " + st.Text.Render(u.Bill.Currency.Format(u.Bill.Total)) + st.Muted.Render(" this month")
	}
	switch {
	case u.Terms.System == meter.KIQ:
		projected = st.Muted.Render(" " + st.Glyphs.Dot + " " + u.Projected.Currency.Round(u.Projected.Total) + " projected")
	case u.Forecast.Expected > u.Used:
		projected = st.Muted.Render(" " + st.Glyphs.Dot + " " + meter.Thousands(u.Forecast.Expected) + " projected")
	}
	return []string{
		name + used + mark + bar + cost + projected,
		name + used + mark + cost + projected,
		name + used + mark + cost,
		name + used + mark,
	}
}

// warning marks a limit that is near or reached, also where there is no colour.
func warning(u *meter.Usage, st *styles.Styles) string {
	alerts := u.Alerts()
	if len(alerts) == 0 {
		return ""
	}
	last := alerts[len(alerts)-1]
	switch {
	case last.Paused:
		return st.Error.Render(" " + st.Glyphs.Warn + " paused")
	case last.Percent >= 100:
		return st.Error.Render(" " + st.Glyphs.Warn + " limit reached")
	case last.Percent >= 80:
		return st.Warning.Render(" " + st.Glyphs.Warn)
	}
	return ""
}
