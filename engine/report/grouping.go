package report

import (
	"cmp"
	"slices"
	"strconv"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// Dimension is what conversations are grouped by: one of the words below, or the
// path of an attribute that was saved.
type Dimension string

// The dimensions besides attributes.
const (
	ByStatus    Dimension = "status"
	ByAssistant Dimension = "assistant"
	ByVersion   Dimension = "version"
	ByChannel   Dimension = "channel"
	ByIntent    Dimension = "intent"
	ByTeam      Dimension = "team"
	ByFollowUp  Dimension = "followUp"
)

// Dimensions lists the dimensions besides attributes.
func Dimensions() []Dimension {
	return []Dimension{ByStatus, ByAssistant, ByVersion, ByChannel, ByIntent, ByTeam, ByFollowUp}
}

// Only is which conversations a grouping is about.
type Only string

// What a grouping can be limited to.
const (
	OnlyTransferred Only = "transferred" // handed to people
	OnlyMissed      Only = "missed"
	OnlyRated       Only = "rated"
)

// Grouping is a custom report. It is kept as JSON where it has a name of a person's own.
type Grouping struct {
	Key  string    `json:"key,omitempty"` // in commands, of the ready-made ones
	Name string    `json:"name"`
	By   Dimension `json:"by"`
	Over bool      `json:"over,omitempty"` // week by week too
	Only Only      `json:"only,omitempty"` // "": all
}

// Ready lists the nine ready-made reports.
func Ready() []Grouping {
	return []Grouping{
		{Key: "status-over-time", Name: "By status over time", By: ByStatus, Over: true},
		{Key: "assistant", Name: "By assistant", By: ByAssistant},
		{Key: "version", Name: "By version", By: ByVersion},
		{Key: "channel", Name: "By channel", By: ByChannel},
		{Key: "contact-reason", Name: "By contact reason", By: "conversation.contactReason"},
		{Key: "intent", Name: "By intent", By: ByIntent},
		{Key: "transfers-by-team", Name: "Transfers by team", By: ByTeam, Only: OnlyTransferred},
		{Key: "missed-by-follow-up", Name: "Missed by follow-up channel", By: ByFollowUp, Only: OnlyMissed},
		{Key: "satisfaction-by-assistant", Name: "Satisfaction by assistant", By: ByAssistant, Only: OnlyRated},
	}
}

// GroupingBy is the custom report that groups by a dimension or an attribute.
func GroupingBy(by Dimension) Grouping {
	name := "By " + string(by)
	if by == ByFollowUp {
		name = "By follow-up channel"
	}
	return Grouping{Key: string(by), Name: name, By: by}
}

// Table is a grouping filled in.
type Table struct {
	Grouping
	Rows []Row // most started first
}

// Row is one group. A conversation that has several values, such as two intents,
// is in the row of each.
type Row struct {
	Value string // "" where there is none
	Figures
	Weeks []int // started, week by week, where the grouping is over time
}

// tabling fills a table in.
type tabling struct {
	Grouping
	weeks    int
	rows     map[string]*Row
	values   []string           // of the conversation at hand
	versions map[edition]string // names, each made once
}

// edition is a version of an assistant.
type edition struct {
	assistant model.AssistantID
	number    int
}

func newTabling(g Grouping, weeks int) *tabling {
	return &tabling{Grouping: g, weeks: weeks, rows: map[string]*Row{}, versions: map[edition]string{}}
}

func (t *tabling) add(d *conversation.Digest, one *Figures, week int) {
	switch {
	case t.Only == OnlyTransferred && len(d.Handed) == 0,
		t.Only == OnlyMissed && d.Status != session.Missed,
		t.Only == OnlyRated && one.Ratings == 0:
		return
	}
	t.values = t.of(d, t.values[:0])
	for _, v := range t.values {
		r := t.rows[v]
		if r == nil {
			r = &Row{Value: v}
			if t.Over {
				r.Weeks = make([]int, t.weeks)
			}
			t.rows[v] = r
		}
		r.add(one)
		if t.Over {
			r.Weeks[week]++
		}
	}
}

func (t *tabling) table() Table {
	out := Table{Grouping: t.Grouping}
	for _, r := range t.rows {
		out.Rows = append(out.Rows, *r)
	}
	slices.SortFunc(out.Rows, func(a, b Row) int { return cmp.Or(cmp.Compare(b.Started, a.Started), cmp.Compare(a.Value, b.Value)) })
	return out
}

// of appends what a conversation is grouped under, each once; "" where it has none.
func (t *tabling) of(d *conversation.Digest, out []string) []string {
	switch t.By {
	case ByStatus:
		return append(out, d.Status.String())
	case ByAssistant:
		return append(out, string(d.Assistant))
	case ByVersion:
		return append(out, t.version(d))
	case ByChannel:
		return append(out, d.Channel)
	case ByFollowUp:
		return append(out, d.FollowUp)
	case ByIntent:
		for _, i := range d.Intents {
			out = append(out, string(i))
		}
	case ByTeam:
		for _, h := range d.Handed {
			out = append(out, h.Team)
		}
	default:
		out = saved(d, model.AttributePath(t.By), out)
	}
	if slices.Sort(out); len(out) == 0 {
		return append(out, "")
	}
	return slices.Compact(out)
}

// version is the version of the assistant, which alone would mean nothing.
func (t *tabling) version(d *conversation.Digest) string {
	key := edition{d.Assistant, d.Version}
	name, known := t.versions[key]
	if !known {
		if name = string(d.Assistant) + " v" + strconv.Itoa(d.Version); d.Version == 0 {
			name = string(d.Assistant) + " draft"
		}
		t.versions[key] = name
	}
	return name
}

// saved appends the values of an attribute; a list has one for each of its entries.
func saved(d *conversation.Digest, path model.AttributePath, out []string) []string {
	for _, a := range d.Saved {
		switch {
		case a.Path != path || !a.Value.IsSet():
		case len(a.Value.List()) > 0:
			return append(out, a.Value.List()...)
		default:
			return append(out, a.Value.String())
		}
	}
	return out
}
