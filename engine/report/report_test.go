package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/report"
	"parley/engine/session"
)

var (
	march = meter.Period{First: meter.DayOf(2026, time.March, 1), After: meter.DayOf(2026, time.April, 1)}
	later = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
)

// held is a conversation that went through the statuses, begun at a time.
func held(id string, at time.Time, through ...session.Status) *conversation.Digest {
	d := &conversation.Digest{ID: id, Source: conversation.Live, Channel: "chat", Assistant: "shop", Version: 2, Type: model.Premium,
		Start: at.UnixMilli(), Engaged: at.UnixMilli(), Joined: at.UnixMilli()}
	for i, s := range append([]session.Status{session.Running}, through...) {
		d.Statuses = append(d.Statuses, conversation.Change{At: d.Start + int64(i), Status: s})
		d.Status = s
		if s == session.Transferred {
			d.Handed = append(d.Handed, conversation.HandOff{At: d.Start + int64(i), Reason: conversation.ByInteraction, Team: "Sales"})
		}
		if s == session.Interrupted {
			d.Handed = append(d.Handed, conversation.HandOff{At: d.Start + int64(i), Reason: conversation.ByAgent})
		}
	}
	return d
}

func day(n int) time.Time { return time.Date(2026, time.March, n, 12, 0, 0, 0, time.UTC) }

func TestStartedIsAutomatedAndTransferred(t *testing.T) {
	all := []*conversation.Digest{
		held("1", day(2), session.Ended), held("2", day(3), session.Abandoned), held("3", day(4)),
		held("4", day(9), session.Transferred), held("5", day(9), session.Transferred, session.Missed), held("6", day(10), session.Interrupted),
		held("7", day(1).AddDate(0, -1, 0)), held("8", day(1).AddDate(0, 1, 0)), // other months
	}
	preview, person := held("9", day(5)), held("10", day(5))
	preview.Source, person.Assistant = conversation.Preview, ""
	r := report.Of(slices.Values(append(all, preview, person)), report.Options{Period: march, Now: later, Counted: func(id string) bool { return id < "3" }})
	if r.Total.Started != 6 || r.Total.Automated() != 3 || r.Total.Transferred() != 3 || r.Total.KIQ != 2 {
		t.Errorf("%+v", r.Total)
	}
	var edges []string
	for _, e := range r.Edges {
		edges = append(edges, fmt.Sprintf("%s→%s %d", e.From, e.To, e.Count))
	}
	if got, want := strings.Join(edges, ", "), "running→transferred 2, running→ended 1, running→abandoned 1, running→interrupted 1, transferred→missed 1"; got != want {
		t.Errorf("%s", got)
	}
	var weeks []string
	for _, w := range r.Weeks {
		weeks = append(weeks, fmt.Sprintf("%s %d", w.First, w.Started))
	}
	if got, want := strings.Join(weeks, ", "), "2026-02-23 0, 2026-03-02 3, 2026-03-09 3, 2026-03-16 0, 2026-03-23 0, 2026-03-30 0"; got != want {
		t.Errorf("%s", got)
	}
	if len(r.Daily) != 3-1 || r.Daily[0].Day.String() != "2026-03-02" {
		t.Errorf("%v", r.Daily)
	}
}

func TestPointsOutOfFive(t *testing.T) {
	for _, c := range []struct{ rating, scale, want int }{
		{1, 2, 1}, {2, 2, 5}, {1, 3, 1}, {2, 3, 3}, {3, 3, 5}, {1, 5, 1}, {2, 5, 2}, {3, 5, 3}, {4, 5, 4}, {5, 5, 5}, {0, 5, 0}, {6, 5, 0}, {0, 0, 0},
	} {
		if got := report.Points(c.rating, c.scale); got != c.want {
			t.Errorf("%d of %d: %d, want %d", c.rating, c.scale, got, c.want)
		}
	}
	a, b := held("1", day(2), session.Ended), held("2", day(3), session.Ended)
	a.Rating, a.Scale, b.Rating, b.Scale = 2, 2, 2, 3
	r := report.Of(slices.Values([]*conversation.Digest{a, b, held("3", day(4))}), report.Options{Period: march, Now: later})
	if mean, ok := r.Total.Satisfaction(); !ok || mean != 4 {
		t.Errorf("%v %v", mean, ok)
	}
	if _, ok := (&report.Figures{Started: 4}).Satisfaction(); ok {
		t.Error("nobody rated, and still there is a mean")
	}
}

func TestTriggeredHasWhatWasTakenUp(t *testing.T) {
	opened := func(at time.Time, source conversation.Source, id model.AssistantID, n uint64) conversation.Triggered {
		return conversation.Triggered{Hour: at.UnixMilli(), Source: source, Assistant: id, Count: n}
	}
	o := report.Options{Period: march, Now: day(20).UnixMilli(), Triggered: []conversation.Triggered{
		opened(day(2), conversation.Live, "shop", 3), opened(day(2), conversation.Live, "menu", 5), opened(day(2), conversation.Test, "shop", 7),
		opened(day(21), conversation.Live, "shop", 11), opened(day(-3), conversation.Live, "shop", 13), opened(day(2), conversation.Live, "", 17)}}
	all := []*conversation.Digest{held("1", day(2)), held("2", day(3))}
	if r := report.Of(slices.Values(all), o); r.Triggered != 2+3+5 || r.Total.Started != 2 {
		t.Errorf("%d of %d", r.Total.Started, r.Triggered)
	}
	o.Assistant = "menu"
	if r := report.Of(slices.Values(all), o); r.Triggered != 5 {
		t.Errorf("of one assistant: %d", r.Triggered)
	}
	if r := report.Of(slices.Values(all), o); len(r.Weeks) != 4 {
		t.Errorf("weeks that have not come: %v", r.Weeks)
	}
}

func TestDaysAreThoseOfTheZone(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.April, 1, 3, 0, 0, 0, time.UTC) // still March in New York
	for in, want := range map[*time.Location]int{zone: 1, time.UTC: 0} {
		if r := report.Of(slices.Values([]*conversation.Digest{held("1", at)}), report.Options{Period: march, Now: later, Zone: in}); r.Total.Started != want {
			t.Errorf("%s: %d", in, r.Total.Started)
		}
	}
}

func TestReadyMadeReports(t *testing.T) {
	a := held("1", day(2), session.Transferred)
	a.Intents = []model.IntentID{"refund", "where", "refund"}
	a.Saved = []session.Attribute{{Path: "conversation.contactReason", Value: model.TextOf("Returns")}}
	b := held("2", day(9), session.Transferred, session.Missed)
	b.FollowUp, b.Version, b.Rating, b.Scale = "email", 0, 5, 5
	c := held("3", day(9), session.Ended)
	c.Channel, c.Assistant = "sms", "menu"
	r := report.Of(slices.Values([]*conversation.Digest{a, b, c}), report.Options{Period: march, Now: later, By: report.Ready()})
	got := map[string]string{}
	for _, table := range r.Tables {
		var rows []string
		for _, row := range table.Rows {
			rows = append(rows, fmt.Sprintf("%s %d", row.Value, row.Started))
		}
		got[table.Key] = strings.Join(rows, ", ")
	}
	want := map[string]string{
		"status-over-time": "ended 1, missed 1, transferred 1", "assistant": "shop 2, menu 1", "version": "menu v2 1, shop draft 1, shop v2 1",
		"channel": "chat 2, sms 1", "contact-reason": " 2, Returns 1", "intent": " 2, refund 1, where 1",
		"transfers-by-team": "Sales 2", "missed-by-follow-up": "email 1", "satisfaction-by-assistant": "shop 1",
	}
	if d := gocmp.Diff(want, got); d != "" || len(r.Tables) != 9 {
		t.Errorf("%d tables\n%s", len(r.Tables), d)
	}
	if over := r.Tables[0].Rows[0].Weeks; !slices.Equal(over, []int{0, 0, 1, 0, 0, 0}) {
		t.Errorf("ended, week by week: %v", over)
	}
}

// TestDaysByAssistant: what has no column of its own shares the last one.
func TestDaysByAssistant(t *testing.T) {
	var all []*conversation.Digest
	for i, of := range []model.AssistantID{"shop", "shop", "shop", "menu", "menu", "hours", "line"} {
		d := held(fmt.Sprint(i), day(2+i%2))
		d.Assistant = of
		all = append(all, d)
	}
	r := report.Of(slices.Values(all), report.Options{Period: march, Now: later, Counted: func(string) bool { return true }})
	for columns, want := range map[int]string{
		9: "[shop menu hours line] 0: 2026-03-02 [2 1 0 1] 4, 2026-03-03 [1 1 1 0] 3",
		3: "[shop menu] 2: 2026-03-02 [2 1 1] 4, 2026-03-03 [1 1 1] 3",
		0: "[] 4: 2026-03-02 [4] 4, 2026-03-03 [3] 3",
	} {
		table := r.Days(columns)
		var rows []string
		for _, row := range table.Rows {
			rows = append(rows, fmt.Sprintf("%s %v %d", row.Day, row.KIQ, row.Total))
		}
		if got := fmt.Sprintf("%v %d: %s", table.Assistants, table.Others, strings.Join(rows, ", ")); got != want {
			t.Errorf("%d columns: %s, want %s", columns, got, want)
		}
	}
	if empty := report.Of(slices.Values(all[:0]), report.Options{Period: march, Now: later}).Days(4); len(empty.Rows)+len(empty.Assistants)+empty.Others > 0 {
		t.Errorf("of nothing: %+v", empty)
	}
}

// random is any set of conversations.
func random(t *rapid.T) []*conversation.Digest {
	ways := [][]session.Status{nil, {session.Ended}, {session.Abandoned}, {session.Interrupted}, {session.Transferred}, {session.Transferred, session.Missed}}
	var all []*conversation.Digest
	for n := range rapid.IntRange(0, 40).Draw(t, "conversations") {
		at := time.Date(2026, 2, 20, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 50*24*60).Draw(t, "minute")) * time.Minute)
		d := held(fmt.Sprint(n), at, rapid.SampledFrom(ways).Draw(t, "way")...)
		d.Source = rapid.SampledFrom([]conversation.Source{conversation.Live, conversation.Live, conversation.Live, conversation.Preview, conversation.Simulated}).Draw(t, "source")
		d.Assistant = rapid.SampledFrom([]model.AssistantID{"shop", "menu", ""}).Draw(t, "assistant")
		d.Scale = rapid.SampledFrom([]int{0, 2, 3, 5}).Draw(t, "scale")
		d.Rating = min(rapid.IntRange(0, 5).Draw(t, "rating"), d.Scale)
		if rapid.IntRange(0, 9).Draw(t, "silent") == 0 {
			d.Engaged = 0
		}
		all = append(all, d)
	}
	return all
}

// TestFiguresEqualARecount counts again in another way: conversation by
// conversation, with nothing added up on the way.
func TestFiguresEqualARecount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := random(t)
		of := rapid.SampledFrom([]model.AssistantID{"", "shop"}).Draw(t, "of")
		counted := func(id string) bool { return len(id)%2 == 1 }
		r := report.Of(slices.Values(all), report.Options{Period: march, Now: later, Assistant: of, Counted: counted, By: report.Ready()})
		count := func(is func(d *conversation.Digest) bool) (n int) {
			for _, d := range all {
				in := time.UnixMilli(d.Engaged).UTC()
				if d.Source == conversation.Live && d.Assistant != "" && (of == "" || of == d.Assistant) && d.Engaged != 0 && in.Month() == time.March && is(d) {
					n++
				}
			}
			return n
		}
		started := count(func(*conversation.Digest) bool { return true })
		check := func(what string, got, want int) {
			if got != want {
				t.Fatalf("%s: %d, want %d", what, got, want)
			}
		}
		check("started", r.Total.Started, started)
		check("automated and transferred", r.Total.Automated()+r.Total.Transferred(), started)
		check("KIQ", r.Total.KIQ, count(func(d *conversation.Digest) bool { return counted(d.ID) }))
		check("ratings", r.Total.Ratings, count(func(d *conversation.Digest) bool { return d.Rating > 0 }))
		check("missed", r.Total.Statuses[session.Missed], count(func(d *conversation.Digest) bool { return d.Status == session.Missed }))
		check("resolved and escalated", r.Total.Resolved+r.Total.Escalated, started)
		weeks, daily := 0, 0
		for _, w := range r.Weeks {
			weeks += w.Started
		}
		for _, d := range r.Daily {
			daily += d.KIQ
		}
		check("the weeks", weeks, started)
		check("the days", daily, r.Total.KIQ)
		for _, table := range r.Tables[:4] {
			rows := 0
			for _, row := range table.Rows {
				rows += row.Started
			}
			check(table.Name, rows, started)
		}
	})
}

// BenchmarkOf reports on 100,000 conversations with all ready-made tables.
func BenchmarkOf(b *testing.B) {
	all := make([]*conversation.Digest, 100_000)
	for i := range all {
		all[i] = held(fmt.Sprint(i), march.First.Date().Add(time.Duration(i)*26*time.Second), session.Transferred)
	}
	for b.Loop() {
		report.Of(slices.Values(all), report.Options{Period: march, Now: later, By: report.Ready()})
	}
}
