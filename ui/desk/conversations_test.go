package desk_test

import (
	"context"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/conversation/invented"
	"parley/engine/edit"
	"parley/engine/lead"
	"parley/engine/listing"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/transcript"
	"parley/store"
	"parley/store/conversations"
	"parley/ui/desk"
)

// recordedUntil is when the last conversation of these tests began.
var recordedUntil = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC) // a Wednesday

// recorded opens a workspace with n conversations, one every twenty minutes, and
// returns their logs by id.
func recorded(t *testing.T, n int) (*desk.Desk, map[string]*conversation.Log) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "w.db")
	now := func() time.Time { return recordedUntil.Add(time.Hour) }
	made, err := desk.Open(desk.Options{File: file, Fill: desk.WithSamples, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	logs := map[string]*conversation.Log{}
	st, err := store.OpenFile(file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := func(yield func(conversations.Record) bool) {
		for l := range invented.Talks(n, 20*time.Minute, recordedUntil) {
			d := conversation.DigestOf(&l.Header, l.Events)
			logs[l.Header.ID] = l
			if !yield(conversations.Record{Log: l, Lead: lead.Of(l, &d, model.Leads{}).Lead}) {
				return
			}
		}
	}
	if wrote, err := st.Conversations().WriteAll(context.Background(), iter.Seq[conversations.Record](all)); err != nil || wrote != n {
		t.Fatal(wrote, err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(desk.Options{File: file, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := d.LoadConversationsWork()(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return d, logs
}

func TestArchivingHidesAndGivesBack(t *testing.T) {
	d, _ := recorded(t, 60)
	all := slices.Collect(d.Conversations().Filter(listing.Filter{}).IDs())
	if len(all) != 60 || !slices.IsSortedFunc(all, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Fatalf("%d conversations, the newest first", len(all))
	}
	before, _ := d.Conversations().Find(all[3])
	some := all[2:5]
	if err := d.ArchiveWork(some, true)(); err != nil {
		t.Fatal(err)
	}
	if n := d.Conversations().Filter(listing.Filter{}).Len(); n != 57 {
		t.Errorf("%d are shown", n)
	}
	if got, _ := d.Conversations().Find(all[3]); got.Standing() != conversation.Archived {
		t.Error(got.Standing())
	}
	if err := d.ArchiveWork(some, false)(); err != nil {
		t.Fatal(err)
	}
	if got, _ := d.Conversations().Find(all[3]); got != before {
		t.Errorf("%+v, was %+v", got, before)
	}
	if err := d.ArchiveWork([]string{"01KJPEWX00000000000000000A"}, true)(); err == nil || !strings.Contains(err.Error(), "there is no conversation") {
		t.Error(err)
	}
}

// TestVerdictsAgree: what one conversation is judged to be is what the count says,
// and what its transcript tells.
func TestVerdictsAgree(t *testing.T) {
	d, logs := recorded(t, 200)
	states, err := d.JudgeAllWork(0, recordedUntil.UnixMilli()+1)()
	if err != nil {
		t.Fatal(err)
	}
	ids := slices.Collect(d.Conversations().Filter(listing.Filter{}).IDs())
	verdicts, err := d.JudgeWork(ids)()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[meter.State]int{}
	for id := range logs {
		seen[states[id].KIQ]++
		if states[id].KIQ != verdicts[id].KIQ || states[id].Label != verdicts[id].Label || states[id].Label == "" {
			t.Errorf("%s: counted as %+v, judged %+v", id, states[id], verdicts[id])
		}
	}
	if len(seen) != 3 || len(states) != len(logs) {
		t.Errorf("not every verdict comes up: %v", seen)
	}
	for _, id := range ids[:20] {
		x, err := d.TranscriptWork(id)()
		if err != nil {
			t.Fatal(err)
		}
		if v := x.Verdicts[0]; v.System != meter.KIQ || v.State != verdicts[id].KIQ || v.Until != verdicts[id].Until || x.Label != verdicts[id].Label {
			t.Errorf("%s: %+v, want %+v", id, v, verdicts[id])
		}
		if x.Lead.Lead != x.Summary.Lead || x.Name == "" || len(x.Shown(false)) < x.Summary.Messages {
			t.Errorf("%s: %+v", id, x.Summary)
		}
	}
}

// TestConversationsAreRatedByTheWeightsThereAre: once after they were changed, and by
// what a transcript tells.
func TestConversationsAreRatedByTheWeightsThereAre(t *testing.T) {
	d, logs := recorded(t, 80)
	rate := func() int {
		t.Helper()
		work := d.RateWork()
		if work == nil {
			t.Fatal("they are rated by other weights")
		}
		n, err := work(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := rate(); n != 0 {
		t.Errorf("%d were rated wrong", n)
	}
	if d.RateWork() != nil {
		t.Error("they are rated already")
	}
	archived := d.Conversations().Filter(listing.Filter{})
	if err := d.ArchiveWork([]string{archived.At(0).ID}, true)(); err != nil {
		t.Fatal(err)
	}
	settings := model.Leads{Weights: model.Map[int]{{Key: lead.Email, Value: 70}}, Threshold: 70}
	if _, err := d.Apply(edit.SetField{At: "workspace.leads", Value: settings}); err != nil {
		t.Fatal(err)
	}
	if n := rate(); n < 20 || n == len(logs) {
		t.Errorf("%d are worth something else", n)
	}
	reached := 0
	for id, l := range logs {
		digest := conversation.DigestOf(&l.Header, l.Events)
		s, _ := d.Conversations().Find(id)
		if want := lead.Of(l, &digest, settings).Lead; s.Lead != want {
			t.Errorf("%s: %+v, want %+v", id, s.Lead, want)
		}
		if s.Reached {
			reached++
		}
	}
	if s, _ := d.Conversations().Find(archived.At(0).ID); reached == 0 || !s.Archived {
		t.Errorf("%d reached the threshold; what is archived stays so: %v", reached, s.Archived)
	}
}

// TestWhatKiloRefuses: transcripts tell what the count tells, where a plan has too few.
func TestWhatKiloRefuses(t *testing.T) {
	d, logs := recorded(t, 60)
	for _, a := range []edit.Action{edit.AddDocument{Kind: "Plan", ID: "small", Index: -1, Value: &model.Plan{Name: "Small", Meter: "kilo", Allowance: 10}}, edit.SetField{At: "workspace.plan", Value: model.PlanID("small")}} {
		if _, err := d.Apply(a); err != nil {
			t.Fatal(err)
		}
	}
	counted, err := d.CountWork(desk.Month{})()
	if err != nil {
		t.Fatal(err)
	}
	terms := meter.TermsOf(d.Workspace(), meter.Kilo)
	want := counted.Live.Sum(meter.Kilo, terms.Period(counted.Live.Today()))
	counts, refused := 0, 0
	for id := range logs {
		x, err := d.TranscriptWork(id)()
		if err != nil {
			t.Fatal(err)
		}
		switch v := x.Verdicts[len(x.Verdicts)-1]; {
		case v.State == meter.Counts:
			counts++
		case v.Main() == meter.Refused:
			refused++
		}
	}
	if counts != want.Counted || refused != want.Because(meter.Refused) || counts != 10 || refused == 0 {
		t.Errorf("%d count and %d are refused, want %d and %d", counts, refused, want.Counted, want.Because(meter.Refused))
	}
}

// TestATextIsFoundAsItWasSaid: by looking through the logs one by one.
func TestATextIsFoundAsItWasSaid(t *testing.T) {
	d, logs := recorded(t, 150)
	for text, written := range map[string]string{"drowning IN": "drowning in", "I'm the CTO": "I'm the CTO", "parcel  is late": "parcel is late", "adam": "Ádám", "nobody says this": "nobody says this"} {
		var want []string
		for id, l := range logs {
			if strings.Contains(transcript.Of(transcript.Source{Log: l}).Write(transcript.Plain), written) {
				want = append(want, id)
			}
		}
		slices.SortFunc(want, func(a, b string) int { return strings.Compare(b, a) })
		var got []string
		through := 0
		err := d.SearchWork(d.Conversations().Filter(listing.Filter{}).IDs(), listing.NewPhrase(text))(context.Background(), func(found []string, n int) {
			got = append(got, found...)
			through = n
		})
		if err != nil || !slices.Equal(got, want) || through != len(logs) {
			t.Errorf("%q: found %d of %d, through %d, %v", text, len(got), len(want), through, err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := d.SearchWork(d.Conversations().Filter(listing.Filter{}).IDs(), listing.NewPhrase("late"))(ctx, func([]string, int) {}); err == nil {
		t.Error("it goes on when it is stopped")
	}
}

func TestSearchesAreKept(t *testing.T) {
	d, _ := recorded(t, 1)
	ships := d.Searches()[0]
	if ships.Name != "score 50 and more, not yet handed off" || ships.Say(time.UTC) != "score 50 and more, not handed off" {
		t.Errorf("%+v", ships)
	}
	open := false
	s := desk.Search{When: desk.ThisWeek, Filter: listing.Filter{Text: "boots", Done: &open, Sources: desk.Kept()}}
	if err := d.KeepSearchWork(" open  boots\x1b[31m ", s)(); err != nil {
		t.Fatal(err)
	}
	got, err := d.SearchNamed("Open boots")
	if err != nil || got.Say(time.UTC) != `"boots", open, this week` {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := d.SearchNamed("open boot"); err == nil || !strings.Contains(err.Error(), "did you mean open boots?") {
		t.Error(err)
	}
	if _, err := d.ForgetSearchWork(ships.Name); err == nil {
		t.Error("what ships stays")
	}
	forget, err := d.ForgetSearchWork("open boots")
	if err == nil {
		err = forget()
	}
	if err != nil || len(d.Searches()) != 1 {
		t.Error(d.Searches(), err)
	}
}

func TestPeriodsBeginOnMondaysAndFirsts(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for now, want := range map[string][2]string{
		"2026-03-04T10:00:00Z": {"2026-03-01T23:00:00Z", "2026-02-28T23:00:00Z"},
		"2026-03-02T10:00:00Z": {"2026-03-01T23:00:00Z", "2026-02-28T23:00:00Z"},
		"2026-03-01T10:00:00Z": {"2026-02-22T23:00:00Z", "2026-02-28T23:00:00Z"},
		"2026-03-31T22:30:00Z": {"2026-03-29T22:00:00Z", "2026-03-31T22:00:00Z"},
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range []desk.Period{desk.ThisWeek, desk.ThisMonth} {
			if got := p.Since(at.In(paris)).UTC().Format(time.RFC3339); got != want[i] {
				t.Errorf("%s at %s began %s, want %s", p, now, got, want[i])
			}
		}
	}
}
