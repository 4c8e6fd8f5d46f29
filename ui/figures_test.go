package ui_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/meter"
	"parley/engine/session"
	"parley/ui/command"
	"parley/ui/uitest"
)

// figures are what a report says, as far as it is counted again.
type figures struct {
	Started, Automated, ToAgents, KIQ, Ratings int
	Statuses                                   map[string]int
	Satisfaction                               *float64
}

type reportJSON struct {
	figures
	Chatbot chatbotJSON
	Edges   []struct {
		From, To string
		Count    int
	}
	Weeks []struct {
		First string
		figures
	}
	Daily []struct {
		Day, Assistant string
		KIQ            int
	}
	Groupings []struct {
		Key  string
		Rows []struct {
			Value string
			figures
		}
	}
}

type chatbotJSON struct{ Triggered, Joined, Resolved, Escalated int }

type usageJSON struct {
	Meter                  string
	Used, Counted, Pending int
	Cost                   *string
	Chatbot                *chatbotJSON
}

// tellsJSON runs a command and reads the JSON it writes.
func tellsJSON(t *testing.T, into any, args ...string) {
	t.Helper()
	var out, errs bytes.Buffer
	if code := command.Main(append(args, "--json"), strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("parley %v: exit %d: %s", args, code, errs.String())
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}

// shopFile makes a workspace file of its documents, with what random customers did.
func shopFile(t *testing.T, p *player, conversations int) (string, []*conversation.Log) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "w.db")
	importShop(t, file, recordings)
	return file, record(t, file, p, conversations)
}

// playerUntil is a player of six weeks.
func playerUntil(until time.Time, seed int) *player {
	return &player{Rand: rand.New(rand.NewPCG(uint64(seed), 1)), since: until.AddDate(0, 0, -43), until: until}
}

// importShop brings the documents and articles of a shop into a workspace file.
func importShop(t *testing.T, file, documents string) {
	t.Helper()
	dir := t.TempDir()
	texts := map[string]string{"shop.yaml": documents}
	for name, text := range helpArticles {
		texts[name] = text
	}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if code := command.Main([]string{"import", "--db", file, dir}, strings.NewReader(""), &out, &out); code != 0 {
		t.Fatalf("import: %s", out.String())
	}
}

// TestFiguresEqualARecountOfTheLogs: what report and usage say, by command and on
// the screens, is what the raw logs come to when they are counted in another way.
func TestFiguresEqualARecountOfTheLogs(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	day := func(month time.Month, n int) time.Time { return time.Date(2026, month, n, 0, 0, 0, 0, paris) }
	now := time.Date(2026, 4, 2, 11, 30, 0, 0, time.UTC)
	seeds := 3
	if os.Getenv("PARLEY_LONG") != "" {
		seeds = 100
	}
	happened := map[string]int{}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			file, all := shopFile(t, playerUntil(now, seed), 500)
			march := &recount{all: all, zone: paris, now: now, first: day(3, 1), after: day(4, 1)}
			happened["counts"] += march.count(march.kiq)
			happened["missed"] += march.went("transferred", "missed")
			happened["intent"] += march.count(func(l *conversation.Log) bool {
				return is(l, func(e *session.Event) bool { return e.Type == session.Intent })
			})
			same(t, march, "report", "--db", file, "--now", now.Format(time.RFC3339), "--since", "2026-03", "--until", "2026-03")
			around := &recount{all: all, zone: paris, now: now, first: day(3, 23), after: day(4, 6), assistant: "helper"} // the clocks change
			same(t, around, "report", "--db", file, "--now", now.Format(time.RFC3339), "--since", "2026-03-23", "--until", "2026-04-05", "--assistant", "helper")
			sameUsage(t, march, "usage", "--db", file, "--now", now.Format(time.RFC3339), "--month", "2026-03")
			onScreens(t, march, file)
		})
	}
	for _, what := range []string{"counts", "missed", "intent"} {
		if happened[what] == 0 {
			t.Errorf("%s: none in all the conversations", what)
		}
	}
}

// same compares a report with a recount.
func same(t *testing.T, r *recount, args ...string) {
	t.Helper()
	var got reportJSON
	tellsJSON(t, &got, args...)
	check := func(what string, got, want any) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, counted again %v", what, got, want)
		}
	}
	live := r.live()
	check("started", got.Started, len(live))
	for s := session.Running; s <= session.Interrupted; s++ {
		check(s.String(), got.Statuses[s.String()], r.count(func(l *conversation.Log) bool { return status(l) == s.String() }))
	}
	check("automated and to agents", got.Automated+got.ToAgents, len(live))
	for _, e := range got.Edges {
		check(e.From+" to "+e.To, e.Count, r.went(e.From, e.To))
	}
	check("KIQ", got.KIQ, r.count(r.kiq))
	mean, ratings := r.satisfaction()
	check("ratings", got.Ratings, ratings)
	told := "nobody"
	if got.Satisfaction != nil {
		told = fmt.Sprintf("%.6f", *got.Satisfaction)
	}
	check("satisfaction", told, mean)
	check("the chatbot", got.Chatbot, chatbotJSON{r.triggered(), r.count(joined), r.count(resolved), r.count(escalated)})
	weeks, kiqs, weekly := map[string]int{}, map[string]int{}, map[string]int{}
	daily, days := map[string]int{}, map[string]int{}
	for _, l := range live {
		at, _ := began(l)
		at = at.In(r.zone)
		week := at.AddDate(0, 0, -(int(at.Weekday())+6)%7).Format(time.DateOnly)
		weeks[week]++
		if r.kiq(l) {
			kiqs[week]++
			daily[at.Format(time.DateOnly)+" "+string(l.Header.Assistant)]++
		}
	}
	for _, w := range got.Weeks {
		check("started in the week of "+w.First, w.Started, weeks[w.First])
		check("KIQ in the week of "+w.First, w.KIQ, kiqs[w.First])
		weekly[w.First] = w.Started
	}
	check("all weeks", written(weekly), written(weeks))
	for _, d := range got.Daily {
		days[d.Day+" "+d.Assistant] = d.KIQ
	}
	check("KIQ by day", written(days), written(daily))
	for _, g := range got.Groupings {
		rows := map[string]int{}
		for _, row := range g.Rows {
			rows[row.Value] = row.Started
		}
		check(g.Key, written(rows), r.grouped(g.Key))
	}
}

// grouped counts the conversations of a report by name.
func (r *recount) grouped(key string) string {
	one := func(f func(*conversation.Log) string) string {
		return tally(r.live(), func(l *conversation.Log) []string { return []string{f(l)} })
	}
	only := func(holds func(*conversation.Log) bool, words func(*conversation.Log) []string) string {
		var some []*conversation.Log
		for _, l := range r.live() {
			if holds(l) {
				some = append(some, l)
			}
		}
		return tally(some, words)
	}
	named := func(types session.EventType) func(l *conversation.Log) []string {
		return func(l *conversation.Log) (out []string) {
			for _, e := range l.Events {
				if e.Type == types {
					out = append(out, e.Name)
				}
			}
			return out
		}
	}
	assistant := func(l *conversation.Log) string { return string(l.Header.Assistant) }
	switch key {
	case "status-over-time":
		return one(status)
	case "assistant":
		return one(assistant)
	case "version":
		return one(func(l *conversation.Log) string { return fmt.Sprintf("%s v%d", l.Header.Assistant, l.Header.Version) })
	case "channel":
		return one(func(l *conversation.Log) string { return l.Header.Channel })
	case "contact-reason":
		return one(func(l *conversation.Log) string { return saved(l, "conversation.contactReason") })
	case "intent":
		return tally(r.live(), named(session.Intent))
	case "transfers-by-team":
		return only(handed, func(l *conversation.Log) []string {
			teams := named(session.HandOver)(l)
			if is(l, func(e *session.Event) bool { return e.Type == session.Changed && e.Status == session.Interrupted }) {
				teams = append(teams, "")
			}
			return teams
		})
	case "missed-by-follow-up":
		return only(func(l *conversation.Log) bool { return status(l) == "missed" }, func(l *conversation.Log) []string {
			return []string{saved(l, string(session.FollowUpAttribute))}
		})
	case "satisfaction-by-assistant":
		return only(func(l *conversation.Log) bool { _, ok := rating(l); return ok }, func(l *conversation.Log) []string { return []string{assistant(l)} })
	}
	return "there is no recount of " + key
}

// sameUsage compares the meters with a recount.
func sameUsage(t *testing.T, r *recount, args ...string) {
	t.Helper()
	var rows []usageJSON
	tellsJSON(t, &rows, args...)
	live := len(r.live())
	want := map[string]int{"kiq": r.count(r.kiq), "lutingenie": r.stretches(), "smartsupp": r.count(joined), "kilo": live}
	for _, u := range rows {
		if u.Used != want[u.Meter] {
			t.Errorf("%s: used %d, counted again %d", u.Meter, u.Used, want[u.Meter])
		}
		if u.Meter == "kiq" && *u.Cost != price(want["kiq"]) {
			t.Errorf("cost %s, counted again %s", *u.Cost, price(want["kiq"]))
		}
		if c := (chatbotJSON{r.triggered(), r.count(joined), r.count(resolved), r.count(escalated)}); u.Chatbot != nil && *u.Chatbot != c {
			t.Errorf("the chatbot: %+v, counted again %+v", *u.Chatbot, c)
		}
	}
	if len(rows) != 4 {
		t.Errorf("%d meters", len(rows))
	}
}

// onScreens looks for the same figures on the screens.
func onScreens(t *testing.T, r *recount, file string) {
	t.Helper()
	d := uitest.New(t, uitest.Options{File: file, Now: r.now})
	d.Press("7", "[")
	of := func(s string) int { return r.count(func(l *conversation.Log) bool { return status(l) == s }) }
	tells(t, d, "March 2026", "Started "+meter.Thousands(len(r.live())), fmt.Sprintf("running %d", of("running")), fmt.Sprintf("ended %d", of("ended")),
		fmt.Sprintf("abandoned %d", of("abandoned")), fmt.Sprintf("missed %d", of("missed")), fmt.Sprintf("interrupted %d", of("interrupted")),
		fmt.Sprintf("KIQ Conversations %d", r.count(r.kiq)), fmt.Sprintf("triggered %d", r.triggered()),
		fmt.Sprintf("joined %d", r.count(joined)), fmt.Sprintf("resolved %d", r.count(resolved)), fmt.Sprintf("escalated %d", r.count(escalated)))
	d.Press("8", "[")
	tells(t, d, fmt.Sprintf("%d count", r.count(r.kiq)), "$"+price(r.count(r.kiq)))
	for _, n := range []int{r.stretches(), r.count(joined), len(r.live())} {
		d.Press("down")
		tells(t, d, fmt.Sprintf("%d count", n))
	}
	d.Close()
}
