package conversations_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/engine/model"
	"parley/engine/session"
	"parley/store/conversations"
	"parley/store/kv"
	"parley/store/kv/memory"
)

var background = context.Background()

var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// headerOf is the header of the n-th conversation, an hour after the one before.
func headerOf(n int) *conversation.Header {
	at := monday.Add(time.Duration(n) * time.Hour)
	var id ulid.ULID
	_ = id.SetTime(uint64(at.UnixMilli()))
	id[15] = byte(n)
	return &conversation.Header{ID: id.String(), Source: conversation.Live, Channel: "chat", Assistant: "shop", Version: 2, Type: model.Premium,
		Visitor: fmt.Sprint("visitor", n%3), Start: session.Start{At: at}}
}

// turnOf is something the customer says at a moment, and what comes of it.
func turnOf(seq int, at int64, text string) (*session.Input, []session.Event) {
	in := &session.Input{At: at, Kind: session.Say, Text: text}
	return in, []session.Event{
		{Seq: int32(seq), At: at, Type: session.Message, From: session.Customer, Text: text},
		{Seq: int32(seq + 1), At: at, Type: session.Message, From: session.Bot, Text: "You said: " + text},
	}
}

// same compares what is kept: values by what they are.
var same = cmp.AllowUnexported(model.Value{})

// kept is what the test knows of a conversation.
type kept struct {
	log      conversation.Log
	archived bool
	lead     conversation.Lead
	due      int64
}

func (k *kept) summary() conversation.Summary {
	d := conversation.DigestOf(&k.log.Header, k.log.Events)
	s := conversation.Summarize(&d, k.lead)
	s.Archived = k.archived
	return s
}

func (k *kept) add(in *session.Input, events []session.Event) {
	k.log.Turns = append(k.log.Turns, conversation.Turn{Input: *in, First: len(k.log.Events)})
	k.log.Events = append(k.log.Events, events...)
}

// machine does at random what a program does with conversations.
type machine struct {
	db    kv.Store
	store *conversations.Store
	open  map[int]*conversations.Open
	model map[int]*kept
	next  int
}

func (m *machine) some(t *rapid.T) (int, bool) {
	if len(m.model) == 0 {
		return 0, false
	}
	var all []int
	for n := range m.model {
		all = append(all, n)
	}
	slices.Sort(all)
	return rapid.SampledFrom(all).Draw(t, "conversation"), true
}

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (m *machine) begin(t *rapid.T) {
	h := headerOf(m.next)
	o, err := m.store.Begin(h)
	must(t, err)
	m.open[m.next] = o
	m.model[m.next] = &kept{log: conversation.Log{Header: *h}}
	opening := session.Event{Seq: 1, At: h.Start.At.UnixMilli(), Type: session.Message, From: session.Bot, Text: "Hello"}
	m.model[m.next].log.Events = append(m.model[m.next].log.Events, opening)
	o.Add(nil, opening)
	m.save(t, m.next)
	m.next++
}

func (m *machine) save(t *rapid.T, n int) {
	k := m.model[n]
	k.lead = conversation.Lead{Score: rapid.IntRange(0, 100).Draw(t, "score"), Domain: "acme.example"}
	k.due = rapid.SampledFrom([]int64{0, monday.UnixMilli(), monday.UnixMilli() + 5}).Draw(t, "due")
	must(t, m.open[n].Save(background, k.lead, k.due))
}

func (m *machine) talk(t *rapid.T) {
	n, ok := m.some(t)
	if !ok {
		return
	}
	k := m.model[n]
	if m.open[n] == nil {
		o, l, err := m.store.Reopen(k.log.Header.ID)
		must(t, err)
		if diff := cmp.Diff(&k.log, l, same); diff != "" {
			t.Fatalf("what goes on is another conversation:\n%s", diff)
		}
		m.open[n] = o
	}
	for range rapid.IntRange(1, 3).Draw(t, "turns") {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é")), 1, 4000, -1).Draw(t, "text")
		in, events := turnOf(len(k.log.Events)+1, k.log.Header.Start.At.UnixMilli()+int64(len(k.log.Events))*1000, text)
		if rapid.IntRange(0, 5).Draw(t, "done") == 0 {
			events = append(events, session.Event{Seq: int32(len(k.log.Events) + 3), At: in.At, Type: session.Message, From: session.System, Why: session.WhyDone})
		}
		k.add(in, events)
		m.open[n].Add(in, events...)
	}
	m.save(t, n)
}

func (m *machine) close(*rapid.T) {
	for n, o := range m.open {
		o.Close()
		delete(m.open, n)
	}
}

func (m *machine) archive(t *rapid.T) {
	n, ok := m.some(t)
	if !ok {
		return
	}
	k := m.model[n]
	k.archived = !k.archived
	must(t, m.store.Change(background, []string{k.log.Header.ID}, func(s *conversation.Summary) { s.Archived = k.archived }))
}

func (m *machine) bulk(t *rapid.T) {
	count := rapid.IntRange(0, 40).Draw(t, "many")
	n, err := m.store.WriteAll(background, func(yield func(conversations.Record) bool) {
		for range count {
			h := headerOf(m.next)
			k := &kept{log: conversation.Log{Header: *h}, lead: conversation.Lead{Score: m.next % 100}}
			k.add(turnOf(1, h.Start.At.UnixMilli(), "Hello?"))
			m.model[m.next] = k
			m.next++
			if !yield(conversations.Record{Log: &k.log, Lead: k.lead}) {
				return
			}
		}
	})
	must(t, err)
	if n != count {
		t.Fatalf("%d are durable, want %d", n, count)
	}
}

func (m *machine) putAway(t *rapid.T) {
	_, err := m.store.PutAway(background, rapid.IntRange(0, 2).Draw(t, "keep"))
	must(t, err)
}

func (m *machine) load(t *rapid.T) { must(t, m.store.Load(background, nil)) }

func (m *machine) tidy(t *rapid.T) {
	_, err := m.store.Tidy(background)
	must(t, err)
}

// restart opens the file anew, as after a crash: what was not saved is gone.
func (m *machine) restart(t *rapid.T) {
	must(t, m.store.Close())
	m.store = conversations.New(m.db, conversations.Options{Entries: 5})
	m.open = map[int]*conversations.Open{}
}

func (m *machine) check(t *rapid.T) {
	var digests []conversation.Digest
	for d, err := range m.store.Digests(monday.UnixMilli(), monday.UnixMilli()+1e12) {
		must(t, err)
		digests = append(digests, d)
	}
	var want []conversation.Digest
	var summaries []conversation.Summary
	for n := range m.next {
		k := m.model[n]
		want = append(want, conversation.DigestOf(&k.log.Header, k.log.Events))
		summaries = append(summaries, k.summary())
	}
	if n, ok := m.some(t); ok {
		k := m.model[n]
		got, err := m.store.Read(k.log.Header.ID)
		must(t, err)
		if diff := cmp.Diff(&k.log, got.Log, same); diff != "" {
			t.Fatalf("conversation %d:\n%s", n, diff)
		}
		if diff := cmp.Diff(k.summary(), got.Summary); diff != "" {
			t.Fatalf("summary of conversation %d:\n%s", n, diff)
		}
		for x, err := range m.store.Logs(background, slices.Values([]string{k.log.Header.ID, "none", headerOf(m.next).ID})) {
			must(t, err)
			l, err := conversation.ReadLog(x.Chunks...)
			if is := x.ID == k.log.Header.ID; is == (err != nil) || is && !cmp.Equal(&k.log, l, same) {
				t.Fatalf("the log of %s: %v", x.ID, err)
			}
		}
	}
	if diff := cmp.Diff(want, digests, same); diff != "" {
		t.Fatalf("digests:\n%s", diff)
	}
	if table := m.store.Table(); table != nil {
		slices.Reverse(summaries)
		all := listing.Filter{Is: []conversation.Standing{conversation.Active, conversation.HandedOff, conversation.Archived}}
		var got []conversation.Summary
		for i, v := 0, table.Filter(all); i < v.Len(); i++ {
			got = append(got, v.At(i))
		}
		if diff := cmp.Diff(summaries, got); diff != "" {
			t.Fatalf("the list:\n%s", diff)
		}
	}
	m.checkIndexes(t)
}

func (m *machine) checkIndexes(t *rapid.T) {
	p := conversation.Person{Visitor: "visitor1"}
	from, to := monday.Add(time.Hour).UnixMilli(), monday.Add(30*time.Hour).UnixMilli()
	got, err := m.store.Of(&p, from, to)
	must(t, err)
	var want []string
	for n := range min(m.next, 30) {
		if n%3 == 1 {
			want = append(want, headerOf(n).ID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("conversations of a visitor:\n%s", diff)
	}
	due, err := m.store.Due(monday.UnixMilli())
	must(t, err)
	for n := range m.next {
		k := m.model[n]
		if k.due == monday.UnixMilli() && !slices.Contains(due, conversations.Due{ID: k.log.Header.ID, At: k.due}) {
			t.Fatalf("conversation %d is due and not found", n)
		}
	}
}

func TestConversationsAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		db := memory.New()
		m := &machine{db: db, store: conversations.New(db, conversations.Options{Entries: 5}), open: map[int]*conversations.Open{}, model: map[int]*kept{}}
		t.Repeat(map[string]func(*rapid.T){
			"begin": m.begin, "talk": m.talk, "close": m.close, "archive": m.archive, "bulk": m.bulk,
			"putAway": m.putAway, "load": m.load, "restart": m.restart, "tidy": m.tidy, "": m.check,
		})
		must(t, m.store.Close())
	})
}

func TestRefusals(t *testing.T) {
	s := conversations.New(memory.New(), conversations.Options{})
	h := headerOf(1)
	h.Start.At = h.Start.At.Add(time.Second)
	if _, err := s.Begin(h); err == nil {
		t.Error("an id that does not tell its start was taken")
	}
	if _, err := s.WriteAll(background, func(yield func(conversations.Record) bool) {
		yield(conversations.Record{Log: &conversation.Log{Header: *h}})
	}); err == nil {
		t.Error("an id that does not tell its start was written")
	}
	for _, id := range []string{"", "nonsense", headerOf(2).ID} {
		if _, err := s.Read(id); !errors.Is(err, conversations.ErrNone) {
			t.Errorf("read %q: %v", id, err)
		}
		if err := s.Change(background, []string{id}, func(*conversation.Summary) {}); !errors.Is(err, conversations.ErrNone) {
			t.Errorf("change %q: %v", id, err)
		}
		if has, err := s.Has(id); has || err != nil {
			t.Errorf("has %q: %v, %v", id, has, err)
		}
	}
	h = headerOf(1)
	o, err := s.Begin(h)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Begin(h); err == nil {
		t.Error("a conversation is open twice")
	}
	o.Close()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestTriggeredIsCounted(t *testing.T) {
	db := memory.New()
	s := conversations.New(db, conversations.Options{})
	for n := range 5 {
		h := headerOf(n / 3)
		s.Trigger(h)
	}
	want := []conversation.Triggered{
		{Hour: monday.UnixMilli(), Source: conversation.Live, Channel: "chat", Assistant: "shop", Count: 3},
		{Hour: monday.Add(time.Hour).UnixMilli(), Source: conversation.Live, Channel: "chat", Assistant: "shop", Count: 2},
	}
	got, err := s.Triggered(monday.UnixMilli(), monday.Add(2*time.Hour).UnixMilli())
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("triggered %+v, %v; want %+v", got, err, want)
	}
	s.Trigger(headerOf(0))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	want[0].Count++
	got, err = conversations.New(db, conversations.Options{}).Triggered(monday.UnixMilli(), monday.Add(time.Hour).UnixMilli())
	if err != nil || !slices.Equal(got, want[:1]) {
		t.Errorf("after a restart %+v, %v; want %+v", got, err, want[:1])
	}
}

func TestDealtIsDueNoMore(t *testing.T) {
	s := conversations.New(memory.New(), conversations.Options{})
	o, err := s.Begin(headerOf(0))
	if err != nil {
		t.Fatal(err)
	}
	at := monday.UnixMilli()
	if err := o.Save(background, conversation.Lead{}, at); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutAway(background, 0); err != nil {
		t.Fatal(err)
	}
	due, err := s.Due(at)
	if err != nil || len(due) != 1 {
		t.Fatalf("due %v, %v", due, err)
	}
	if early, err := s.Due(at - 1); err != nil || len(early) != 0 {
		t.Errorf("due too early: %v, %v", early, err)
	}
	if err := s.Dealt(background, due...); err != nil {
		t.Fatal(err)
	}
	if due, err = s.Due(at); err != nil || len(due) != 0 {
		t.Errorf("still due: %v, %v", due, err)
	}
}
