package listing_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/engine/model"
	"parley/engine/session"
)

const day = 24 * 3600 * 1000

// id is that of the n-th conversation that started at a time.
func id(ms int64, n int) string {
	var u ulid.ULID
	_ = u.SetTime(uint64(ms))
	u[14], u[15] = byte(n>>8), byte(n)
	return u.String()
}

// drawn draws a summary with words from small pools, so that filters find some.
func drawn(t *rapid.T, n int) conversation.Summary {
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	start := rapid.Int64Range(1, 40).Draw(t, "day") * day
	return conversation.Summary{
		ID: id(start, n), Start: start, Last: start + rapid.Int64Range(0, day).Draw(t, "last"),
		Source: conversation.Source(pick("source", "live", "preview", "simulated")), Channel: pick("channel", "chat", "sms", "email"),
		Assistant: model.AssistantID(pick("assistant", "", "shop", "help")), Version: rapid.IntRange(0, 4).Draw(t, "version"),
		Type: model.Type(pick("type", "", "lite", "premium")), Messages: rapid.IntRange(0, 9).Draw(t, "messages"),
		Status: session.Status(rapid.IntRange(0, 5).Draw(t, "status")), Done: rapid.Bool().Draw(t, "done"),
		Archived: rapid.Bool().Draw(t, "archived"), Handed: rapid.Bool().Draw(t, "handed"), FollowUp: pick("followUp", "", "email", "sms"),
		Lead: conversation.Lead{Score: rapid.IntRange(0, 100).Draw(t, "score"), Persona: pick("persona", "", "CTO", "Head of Support"),
			Domain: pick("domain", "", "acme.example", "engines.example"), Reached: rapid.Bool().Draw(t, "reached")},
		Company: pick("company", "", "Acme", "Engines & Söhne"), Customer: model.CustomerID(pick("customer", "", "ada")),
		Name:  pick("name", "", "Ada Byron", "Ádám Nagy", "Bob", "李雷"),
		Email: pick("email", "", "ada@acme.example", "Bob@Engines.example"), Phone: pick("phone", "", "+442079460000"),
	}
}

func drawnAll(t *rapid.T, most int) []conversation.Summary {
	var out []conversation.Summary
	for n := range rapid.IntRange(0, most).Draw(t, "conversations") {
		out = append(out, drawn(t, n))
	}
	return out
}

func drawnFilter(t *rapid.T) listing.Filter {
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	score := func(label string) *int {
		if !rapid.Bool().Draw(t, label) {
			return nil
		}
		n := rapid.IntRange(0, 100).Draw(t, label)
		return &n
	}
	some := func(label string, from ...string) []string {
		return rapid.SliceOfN(rapid.SampledFrom(from), 0, 2).Draw(t, label)
	}
	f := listing.Filter{Email: pick("f.email", "", "", "acme", "BOB@"), Company: pick("f.company", "", "", "acme", "sohne", "example"),
		Persona: pick("f.persona", "", "", "cto", "support"), MinScore: score("min"), MaxScore: score("max"),
		FollowUp: pick("f.followUp", "", "", "email"), Assistant: model.AssistantID(pick("f.assistant", "", "", "shop")),
		Statuses: some("f.status", "running", "missed"), Channels: some("f.channels", "chat", "voice"),
		Text: pick("f.text", "", "", "a", "adb", "ada byr", "bob", "李", "nagy adam", "4207", "xyz", "cto acme"),
		From: rapid.Int64Range(0, 30).Draw(t, "f.from") * day, To: rapid.SampledFrom([]int64{0, 20 * day, 35*day + 1}).Draw(t, "f.to")}
	for _, s := range some("f.sources", "live", "test") {
		f.Sources = append(f.Sources, conversation.Source(s))
	}
	for _, s := range some("f.is", "active", "handed off", "archived") {
		f.Is = append(f.Is, conversation.Standing(s))
	}
	for _, s := range some("f.isNot", "active", "handed off", "archived") {
		f.IsNot = append(f.IsNot, conversation.Standing(s))
	}
	if rapid.Bool().Draw(t, "f.done?") {
		done := rapid.Bool().Draw(t, "f.done")
		f.Done = &done
	}
	return f
}

// newestFirst are the summaries as a list shows them, the last of each conversation.
func newestFirst(all []conversation.Summary) []conversation.Summary {
	byID := map[string]conversation.Summary{}
	for _, s := range all {
		byID[s.ID] = s
	}
	out := make([]conversation.Summary, 0, len(byID))
	for _, s := range byID {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b conversation.Summary) int { return cmp.Compare(b.ID, a.ID) })
	return out
}

// tableOf makes a table of blocks, some of whose conversations were changed since.
func tableOf(t *rapid.T, all, changed []conversation.Summary) *listing.Table {
	blocks := map[int64][][]byte{}
	for part := range slices.Chunk(slices.Clone(all), 7) {
		byDay := map[int64][]conversation.Summary{}
		for _, s := range part {
			byDay[s.Start/day] = append(byDay[s.Start/day], s)
		}
		for d, rows := range byDay {
			data, err := listing.AppendBlock(nil, rows)
			if err != nil {
				t.Fatal(err)
			}
			blocks[d] = append(blocks[d], data)
		}
	}
	var b listing.Builder
	for d := int64(50); d >= 0; d-- {
		if err := b.Add(blocks[d]...); err != nil {
			t.Fatal(err)
		}
	}
	return b.Table().With(changed...)
}

func rowsOf(v *listing.View) []conversation.Summary {
	out := []conversation.Summary{}
	for i := range v.Len() {
		out = append(out, v.At(i))
	}
	return out
}

// wants is the filter as page 4 tells it, one conversation after the other.
func wants(f *listing.Filter, s *conversation.Summary) bool {
	in := func(text, part string) bool { return strings.Contains(fold(text), fold(part)) }
	stands := s.Standing()
	switch {
	case stands == conversation.Archived && !slices.Contains(f.Is, stands), len(f.Is) > 0 && !slices.Contains(f.Is, stands), slices.Contains(f.IsNot, stands),
		!in(s.Email, f.Email), !in(s.Persona, f.Persona), !in(s.Company, f.Company) && !in(s.Domain, f.Company),
		f.MinScore != nil && s.Score < *f.MinScore, f.MaxScore != nil && s.Score > *f.MaxScore, f.Done != nil && *f.Done != s.Done,
		f.FollowUp != "" && f.FollowUp != s.FollowUp, f.Assistant != "" && f.Assistant != s.Assistant,
		len(f.Statuses) > 0 && !slices.Contains(f.Statuses, s.Status.String()), len(f.Sources) > 0 && !slices.Contains(f.Sources, s.Source),
		len(f.Channels) > 0 && !slices.Contains(f.Channels, s.Channel), f.From != 0 && s.Start < f.From, f.To != 0 && s.Start >= f.To:
		return false
	}
	for _, word := range strings.Fields(fold(f.Text)) {
		exact := in(s.Email, word) || in(string(s.Customer), word) || in(s.Phone, word) || in(s.Domain, word)
		if !exact && !fuzzy(s.Name, word) && !fuzzy(s.Persona, word) && !fuzzy(s.Company, word) {
			return false
		}
	}
	return true
}

func fold(s string) string {
	return strings.NewReplacer("á", "a", "ö", "o").Replace(strings.ToLower(s))
}

// fuzzy is resembling by trying every way to take letters out.
func fuzzy(name, word string) bool {
	name = fold(name)
	for from := range name {
		if from > 0 && !strings.ContainsRune(" &@.", rune(name[from-1])) || name[from] != word[0] {
			continue
		}
		rest, end := word, from
		for end < len(name) && rest != "" && end < from+3*len(word) {
			if name[end] == rest[0] {
				rest = rest[1:]
			}
			end++
		}
		if rest == "" {
			return true
		}
	}
	return false
}

func TestFilterEqualsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawnAll(t, 60)
		var changed []conversation.Summary
		for n, s := range all {
			if rapid.IntRange(0, 4).Draw(t, "changes") == 0 {
				again := drawn(t, n)
				again.ID, again.Start = s.ID, s.Start
				changed = append(changed, again)
			}
		}
		changed = append(changed, drawnAll(t, 5)...)
		table := tableOf(t, all, changed)
		now := newestFirst(append(slices.Clone(all), changed...))
		if table.Len() != len(now) {
			t.Fatalf("%d conversations, want %d", table.Len(), len(now))
		}
		f := drawnFilter(t)
		want := []conversation.Summary{}
		for _, s := range now {
			if wants(&f, &s) {
				want = append(want, s)
			}
		}
		view := table.Filter(f)
		if diff := gocmp.Diff(want, rowsOf(view)); diff != "" {
			t.Fatalf("%+v finds others:\n%s", f, diff)
		}
		n := rapid.IntRange(0, len(want)+1).Draw(t, "first")
		first := append([]conversation.Summary{}, table.First(f, n)...)
		if diff := gocmp.Diff(want[:min(n, len(want))], first); diff != "" {
			t.Fatalf("the first %d are others:\n%s", n, diff)
		}
		for i, s := range want {
			if at, ok := view.Index(s.ID); !ok || at != i {
				t.Fatalf("%s is at %d, %v: want %d", s.ID, at, ok, i)
			}
			if got, ok := table.Find(s.ID); !ok || got != s {
				t.Fatalf("%s is found as %+v", s.ID, got)
			}
		}
	})
}

func TestRefineIsFiltering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := tableOf(t, drawnAll(t, 40), drawnAll(t, 5))
		wide := drawnFilter(t)
		narrow := wide
		narrow.Text += rapid.SampledFrom([]string{"", "b", "r", " ada", " cto"}).Draw(t, "typed")
		narrow.Email += rapid.SampledFrom([]string{"", "@", "e"}).Draw(t, "typed")
		narrow.Company += rapid.SampledFrom([]string{"", "m"}).Draw(t, "typed")
		if rapid.Bool().Draw(t, "other") {
			narrow = drawnFilter(t)
		}
		if diff := gocmp.Diff(rowsOf(table.Filter(narrow)), rowsOf(table.Filter(wide).Refine(narrow))); diff != "" {
			t.Fatalf("typing on from %+v to %+v finds others:\n%s", wide, narrow, diff)
		}
	})
}

func TestIncludeAddsWhatTheRestOfTheFilterWants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, changed := drawnAll(t, 40), drawnAll(t, 5)
		table := tableOf(t, all, changed)
		f := drawnFilter(t)
		var ids []string
		for _, s := range all {
			if rapid.Bool().Draw(t, "says it") {
				ids = append(ids, s.ID)
			}
		}
		open := f
		open.Text = ""
		want := []conversation.Summary{}
		for _, s := range newestFirst(append(slices.Clone(all), changed...)) {
			if wants(&f, &s) || slices.Contains(ids, s.ID) && wants(&open, &s) {
				want = append(want, s)
			}
		}
		if diff := gocmp.Diff(want, rowsOf(table.Filter(f).Include(ids...))); diff != "" {
			t.Fatalf("with those whose transcripts have it:\n%s", diff)
		}
	})
}

func TestBlockRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := newestFirst(drawnAll(t, 20))
		slices.Reverse(all)
		shuffled := rapid.Permutation(all).Draw(t, "order")
		data, err := listing.AppendBlock(nil, shuffled)
		if err != nil {
			t.Fatal(err)
		}
		got, err := listing.ReadBlock(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(all, got); len(all) > 0 && diff != "" {
			t.Fatalf("what is read is not what was written:\n%s", diff)
		}
		again, err := listing.AppendBlock(nil, got)
		if err != nil || !bytes.Equal(data, again) {
			t.Fatalf("the same summaries have other bytes, %v", err)
		}
	})
}

func TestBlockRefusals(t *testing.T) {
	for _, s := range []conversation.Summary{{ID: "c1"}, {ID: id(day, 0), Start: day + 1}} {
		if _, err := listing.AppendBlock(nil, []conversation.Summary{s}); err == nil {
			t.Errorf("%q at %d was written", s.ID, s.Start)
		}
	}
	if _, err := listing.AppendBlock(nil, make([]conversation.Summary, listing.MaxBlock+1)); err == nil {
		t.Error("a block too long was written")
	}
	data, err := listing.AppendBlock(nil, []conversation.Summary{{ID: id(day, 0), Start: day, Name: "Ada"}})
	if err != nil {
		t.Fatal(err)
	}
	for cut := range data {
		if _, err := listing.ReadBlock(data[:cut]); !errors.Is(err, listing.ErrDamaged) {
			t.Errorf("cut after %d bytes: %v", cut, err)
		}
	}
	data[0]++
	if err := new(listing.Builder).Add(data); !errors.Is(err, listing.ErrNewer) {
		t.Errorf("a newer layout: %v", err)
	}
}

func TestWithMany(t *testing.T) {
	var all []conversation.Summary
	table := &listing.Table{}
	for n := range 5000 {
		s := conversation.Summary{ID: id(int64(n+1)*day, 0), Start: int64(n+1) * day, Name: fmt.Sprint("Customer ", n)}
		all = append(all, s)
		table = table.With(s)
		if n%100 == 0 {
			s.Archived = true
			all[n] = s
			table = table.With(s)
		}
	}
	want := newestFirst(all)
	got := rowsOf(table.Filter(listing.Filter{Is: []conversation.Standing{conversation.Active, conversation.Archived}}))
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("added one by one:\n%s", diff)
	}
}

func TestFilterIsKeptAsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawnFilter(t)
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var got listing.Filter
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(got)
		if err != nil || !bytes.Equal(data, again) {
			t.Fatalf("%s is read as %s", data, again)
		}
	})
}

func FuzzReadBlock(f *testing.F) {
	data, err := listing.AppendBlock(nil, []conversation.Summary{{ID: id(day, 0), Start: day, Name: "Ada", Email: "ada@acme.example"}, {ID: id(day, 1), Start: day}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := listing.ReadBlock(data)
		if err != nil {
			return
		}
		data, err = listing.AppendBlock(nil, rows)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if again, err := listing.ReadBlock(data); err != nil || !slices.Equal(rows, again) {
			t.Fatalf("%+v is read as %+v, %v", rows, again, err)
		}
	})
}
