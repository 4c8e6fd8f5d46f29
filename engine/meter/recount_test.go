package meter

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// This file counts again, from the words of the rules and by other means: with
// moments of package time, months as texts, sorted lists of each customer's
// conversations and prices as fractions. What it says must be what Recount says.

// again is a recount: how many conversations of each month came to what, by the
// key "system month assistant word".
type again map[string]int

func (a again) note(s System, at time.Time, zone *time.Location, d *conversation.Digest, word string) {
	a[fmt.Sprintf("%s %s %s %s", s, at.In(zone).Format("2006-01"), d.Assistant, word)]++
}

// wrote is when the customer began a conversation; false: never by now.
func wrote(d *conversation.Digest, now time.Time) (time.Time, bool) {
	at := d.Engaged
	if at == 0 {
		if d.Assistant != "" {
			return time.Time{}, false
		}
		at = d.Start
	}
	began := time.UnixMilli(at)
	return began, !began.After(now)
}

// visits are, for each thing that tells a customer, when their conversations began.
type visits map[string][]time.Time

func names(p conversation.Person) []string {
	var out []string
	for kind, word := range map[string]string{"id": string(p.Customer), "mail": p.Email, "phone": p.Phone, "session": p.Visitor} {
		if word != "" {
			out = append(out, kind+":"+word)
		}
	}
	return out
}

func visitsOf(all []*conversation.Digest, source conversation.Source, now time.Time) visits {
	v := visits{}
	for _, d := range all {
		if began, ok := wrote(d, now); ok && d.Source == source {
			for _, n := range names(d.Person) {
				v[n] = append(v[n], began)
			}
		}
	}
	for _, times := range v {
		sort.Slice(times, func(i, j int) bool { return times[i].Before(times[j]) })
	}
	return v
}

// cameBack reports whether one of the customer's conversations began in the 24 hours from one's beginning, itself aside.
func (v visits) cameBack(p conversation.Person, began time.Time) bool {
	for _, n := range names(p) {
		times := v[n]
		from := sort.Search(len(times), func(i int) bool { return !times[i].Before(began) })
		to := sort.Search(len(times), func(i int) bool { return !times[i].Before(began.Add(24 * time.Hour)) })
		if to-from > 1 {
			return true
		}
	}
	return false
}

// kiqAgain are the words that exclude a conversation under KIQ; none while it counts.
func kiqAgain(d *conversation.Digest, back bool, began, now time.Time) (words []string, pending bool) {
	end := began.Add(24 * time.Hour)
	over := !now.Before(end)
	within := func(ms int64) bool {
		at := time.UnixMilli(ms)
		return ms != 0 && at.Before(end) && !at.After(now)
	}
	say := func(hit bool, word string) {
		if hit {
			words = append(words, word)
		}
	}
	say(d.Assistant == "", "noAssistant")
	say(d.Assistant != "" && d.Type != model.Premium, "liteAssistant")
	say(over && !within(d.Replied), "noBackAndForth")
	for _, x := range []struct {
		why  conversation.Reason
		word string
	}{{conversation.ByInteraction, "transferred"}, {conversation.ByError, "error"}, {conversation.ByAgent, "interrupted"}, {conversation.ByAbandoning, "abandonedWithTransfer"}, {conversation.ByConfusion, "notUnderstood"}} {
		say(slices.ContainsFunc(d.Handed, func(h conversation.HandOff) bool { return h.Reason == x.why && within(h.At) }), x.word)
	}
	say(back, "anotherConversation")
	for _, x := range []struct{ on, word string }{{session.OnAI, "negativeFeedbackAI"}, {session.OnRequest, "negativeFeedback"}, {session.OnArticle, "negativeFeedbackArticle"}} {
		say(slices.ContainsFunc(d.Feedback, func(o conversation.Opinion) bool { return !o.Positive && o.On == x.on && within(o.At) }), x.word)
	}
	left := slices.ContainsFunc(d.Statuses, func(c conversation.Change) bool { return c.Status == session.Abandoned && within(c.At) })
	if left || over {
		at := conversation.Place{Waits: d.Waits, Deflected: d.Deflected}
		if !left && d.DayEnd != nil {
			at = *d.DayEnd
		}
		if within(at.Waits.Since) {
			deflection := at.Waits.Kind == "articleDeflection"
			say(deflection && at.Deflected.Shown == 0 && at.Deflected.Selected == 0, "abandonedDeflection")
			say(deflection && at.Deflected.Shown > 0 && at.Deflected.Selected == 0, "noArticleSelected")
			asked := []model.AttributePath{"customer.email", "customer.phone", "customer.name", "customer.firstName", "customer.lastName"}
			say(!deflection && at.Waits.Kind != "objectSelector" && slices.Contains(asked, at.Waits.Saves), "abandonedAttribute")
			say(at.Waits.Kind == "objectSelector", "abandonedObjectSelector")
		}
	}
	return words, len(words) == 0 && !over
}

// stretches cuts the messages where LutinGénie's conversations end, from behind:
// it finds each customer message that nothing of the last 30 minutes precedes.
func stretches(d *conversation.Digest, now time.Time, tell func(began time.Time, word string)) {
	var heard []conversation.Moment
	for _, m := range d.Moments {
		if !time.UnixMilli(m.At).After(now) && (m.End || m.From != session.System) {
			heard = append(heard, m)
		}
	}
	for i := 0; i < len(heard); {
		if heard[i].End || heard[i].From != session.Customer {
			i++
			continue
		}
		j := i + 1
		for j < len(heard) && !heard[j].End && time.Duration(heard[j].At-heard[j-1].At)*time.Millisecond <= 30*time.Minute {
			j++
		}
		closed := j < len(heard) && heard[j].End && time.Duration(heard[j].At-heard[j-1].At)*time.Millisecond <= 30*time.Minute
		who := map[session.From]int{}
		for _, m := range heard[i:j] {
			who[m.From]++
		}
		silent := now.Sub(time.UnixMilli(heard[j-1].At)) > 30*time.Minute
		word := "counts"
		switch {
		case d.Assistant == "" || who[session.Agent] > 0 && who[session.Bot] == 0:
			word = "human"
		case who[session.Bot] == 0 && (closed || silent || j < len(heard)):
			word = "cancelled"
		case who[session.Bot] == 0:
			word = "pending"
		}
		tell(time.UnixMilli(heard[i].At), word)
		i = j
	}
}

func recountAgain(all []*conversation.Digest, o Options) again {
	now := time.UnixMilli(o.Now)
	out := again{}
	v := visitsOf(all, o.Source, now)
	var forKilo []*conversation.Digest
	for _, d := range all {
		began, ok := wrote(d, now)
		if !ok {
			continue
		}
		not := ""
		if d.Source != o.Source {
			not = string(d.Source)
		}
		first := func(words ...string) string {
			if not != "" {
				return not
			}
			return words[0]
		}
		words, pending := kiqAgain(d, not == "" && v.cameBack(d.Person, began), began, now)
		switch {
		case pending:
			words = []string{"pending"}
		case len(words) == 0:
			words = []string{"counts"}
		}
		out.note(KIQ, began, o.Zone, d, first(words...))
		stretches(d, now, func(at time.Time, word string) { out.note(LutinGenie, at, o.Zone, d, first(word)) })
		joined := d.Joined > 0 && !time.UnixMilli(d.Joined).After(now)
		switch {
		case d.Assistant == "":
			out.note(Smartsupp, began, o.Zone, d, first("noAssistant"))
			out.note(Kilo, began, o.Zone, d, first("noAssistant"))
			continue
		case joined:
			out.note(Smartsupp, time.UnixMilli(d.Joined), o.Zone, d, first("counts"))
		default:
			out.note(Smartsupp, began, o.Zone, d, first("wroteStraight"))
		}
		if not != "" {
			out.note(Kilo, began, o.Zone, d, not)
			continue
		}
		forKilo = append(forKilo, d)
	}
	out.kilo(forKilo, o, now)
	return out
}

// kilo takes conversations from the allowance of each month, first come, first served.
func (a again) kilo(all []*conversation.Digest, o Options, now time.Time) {
	months := map[string][]*conversation.Digest{}
	for _, d := range all {
		began, _ := wrote(d, now)
		m := began.In(o.Zone).Format("2006-01")
		months[m] = append(months[m], d)
	}
	for _, in := range months {
		sort.Slice(in, func(i, j int) bool {
			return in[i].Engaged < in[j].Engaged || in[i].Engaged == in[j].Engaged && in[i].ID < in[j].ID
		})
		for i, d := range in {
			word := "counts"
			if o.Kilo.Allowance > 0 && i >= o.Kilo.Allowance {
				word = "refused"
			}
			a.note(Kilo, time.UnixMilli(d.Engaged), o.Zone, d, word)
		}
	}
}

// words are a ledger's rows in the same form.
func words(l *Ledger) again {
	out := again{}
	for _, s := range Systems() {
		for _, r := range l.Rows(s, Period{-1_000_000, 1_000_000}) {
			add := func(word string, n int) {
				if n > 0 {
					out[fmt.Sprintf("%s %s %s %s", s, r.Day.Date().Format("2006-01"), r.Assistant, word)] += n
				}
			}
			add("counts", r.Counted)
			add("pending", r.Pending)
			for _, reason := range Reasons() {
				add(reason.Key(), r.Because(reason))
			}
		}
	}
	return out
}

// invoice prices a month's conversations one by one, in fractions.
func invoice(n int) string {
	edges := []int{500, 2500, 10_000, 25_000, 50_000, 100_000, 250_000, 1 << 60}
	prices := []string{"0.75", "0.70", "0.65", "0.60", "0.55", "0.50", "0.45", "0.40"}
	total, from := new(big.Rat), 0
	for i, edge := range edges {
		price, _ := new(big.Rat).SetString(prices[i])
		in := min(n, edge) - from
		if in <= 0 {
			break
		}
		total.Add(total, price.Mul(price, big.NewRat(int64(in), 1)))
		from = edge
	}
	return total.FloatString(2)
}

// chance makes choices: of rapid's, or of a plain generator for very many.
type chance func(n int) int

// traffic makes random conversations: few customers, moments on and around the
// edges of every rule, and everything that can happen in any order.
func traffic(pick chance, n, people int, span time.Duration) []*conversation.Digest {
	out := make([]*conversation.Digest, n)
	start := time.Date(2026, 2, 27, 22, 0, 0, 0, time.UTC).UnixMilli()
	for i := range out {
		at := start + int64(pick(int(span/time.Hour)))*hour + edge(pick)
		out[i] = talk(pick, fmt.Sprint(i), people, at)
	}
	return out
}

func edge(pick chance) int64 { return int64([]int{0, 0, 1, -1, 30 * 60_000, 1000}[pick(6)]) }

// later is a moment after another: soon, or on the edge of half an hour or a day.
func later(pick chance, at int64) int64 {
	return at + []int64{1000, 60_000, pause, pause + 1, day - 1, day, day + 1, 5 * hour, 40 * hour}[pick(9)]
}

func talk(pick chance, id string, people int, at int64) *conversation.Digest {
	sometimes := func(f func()) {
		if pick(4) == 0 {
			f()
		}
	}
	d := &conversation.Digest{ID: id, Source: conversation.Live, Assistant: model.AssistantID([]string{"", "a", "b", "c"}[pick(4)]), Type: model.Premium, Start: at - int64(pick(3))*1000,
		Statuses: []conversation.Change{{At: at, Status: session.Running}}}
	sometimes(func() { d.Type = model.Lite })
	sometimes(func() {
		d.Source = []conversation.Source{conversation.Preview, conversation.Test, conversation.Simulated}[pick(3)]
	})
	d.Engaged, d.Joined, d.Replied = at, at, at+1
	sometimes(func() { d.Engaged = 0 })
	sometimes(func() { d.Joined = 0 })
	sometimes(func() { d.Joined = later(pick, at) })
	sometimes(func() { d.Replied = later(pick, at) })
	sometimes(func() { d.Replied = 0 })
	who := func() string { return fmt.Sprint(pick(people)) }
	switch pick(5) {
	case 0:
		d.Person.Customer = model.CustomerID(who())
	case 1:
		d.Person.Email = who()
	case 2:
		d.Person.Phone, d.Person.Email = who(), who()
	case 3:
		d.Person.Visitor = who()
	}
	reasons := []conversation.Reason{conversation.ByInteraction, conversation.ByError, conversation.ByAgent, conversation.ByAbandoning, conversation.ByConfusion}
	for range pick(6) / 3 {
		d.Handed = append(d.Handed, conversation.HandOff{At: later(pick, at), Reason: reasons[pick(5)]})
	}
	for range pick(6) / 3 {
		d.Feedback = append(d.Feedback, conversation.Opinion{At: later(pick, at), Positive: pick(2) == 0, On: []string{session.OnAI, session.OnRequest, session.OnArticle}[pick(3)]})
	}
	place := func() conversation.Place {
		p := conversation.Place{Waits: conversation.Wait{Since: later(pick, at), Kind: []string{"textQuestion", "articleDeflection", "objectSelector", "buttonQuestion"}[pick(4)],
			Saves: []model.AttributePath{"", "customer.email", "customer.name", "conversation.topic", "customer.phone"}[pick(5)]}}
		sometimes(func() { p.Deflected.Shown = at + 1 })
		sometimes(func() { p.Deflected.Selected = at + 1 })
		return p
	}
	sometimes(func() { p := place(); d.Waits, d.Deflected = p.Waits, p.Deflected })
	sometimes(func() { p := place(); d.DayEnd = &p })
	sometimes(func() {
		d.Statuses = append(d.Statuses, conversation.Change{At: later(pick, at), Status: session.Abandoned})
	})
	for m := at; pick(5) > 0; m += []int64{1, 60_000, pause, pause + 1}[pick(4)] {
		d.Moments = append(d.Moments, conversation.Moment{At: m, From: []session.From{session.Customer, session.Customer, session.Bot, session.Agent, session.System}[pick(5)], End: pick(6) == 0})
	}
	return d
}

// compare recounts both ways and prices both.
func compare(all []*conversation.Digest, o Options) error {
	l := Recount(slices.Values(all), o)
	got, want := words(l), recountAgain(all, o)
	if !maps.Equal(got, want) {
		for _, k := range slices.Sorted(maps.Keys(want)) {
			if got[k] != want[k] {
				return fmt.Errorf("%q: %d, counted again %d", k, got[k], want[k])
			}
		}
		for _, k := range slices.Sorted(maps.Keys(got)) {
			if got[k] != want[k] {
				return fmt.Errorf("%q: %d, counted again %d", k, got[k], want[k])
			}
		}
	}
	for m := time.January; m <= time.June; m++ {
		p, n := Cycle(2026, m, 1), 0
		for _, a := range []string{"a", "b", "c", ""} {
			n += want[fmt.Sprintf("kiq %s %s counts", p, a)]
		}
		if u := l.Usage(Terms{System: KIQ}, p); u.Used != n || u.Bill.Total.Decimal() != invoice(n) {
			return fmt.Errorf("%s: %d for %s, counted again %d for %s", p, u.Used, u.Bill.Total.Decimal(), n, invoice(n))
		}
	}
	return nil
}

func TestRecountAgrees(t *testing.T) {
	var zones []*time.Location
	for _, name := range []string{"UTC", "Europe/Paris", "America/St_Johns", "Pacific/Kiritimati"} {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, z)
	}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "") }
		all := traffic(pick, pick(25), 3, 100*time.Hour)
		o := Options{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Source: conversation.Live, Kilo: Terms{System: Kilo, Allowance: pick(8)}}
		o.Now = time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC).UnixMilli() + int64(pick(150))*hour + edge(pick)
		if pick(4) == 0 {
			o.Source = conversation.Simulated
		}
		if err := compare(all, o); err != nil {
			t.Fatal(err)
		}
	})
}

// TestRecountOfVeryMany compares a hundred thousand conversations of a month, and with
// PARLEY_LONG=1 a million.
func TestRecountOfVeryMany(t *testing.T) {
	n := 20_000
	switch {
	case os.Getenv("PARLEY_LONG") != "":
		n = 1_000_000
	case testing.Short():
		n = 5_000
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(8, 15))
	all := traffic(r.IntN, n, n/3, 60*24*time.Hour)
	o := Options{Zone: paris, Now: time.Date(2026, 4, 20, 9, 0, 0, 0, paris).UnixMilli(), Source: conversation.Live, Kilo: Terms{System: Kilo, Allowance: n / 10}}
	if err := compare(all, o); err != nil {
		t.Fatal(err)
	}
}

// TestOrderDoesNotMatter: the digests may come in any order.
func TestOrderDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := traffic(r.IntN, 300, 40, 400*time.Hour)
	o := Options{Zone: time.UTC, Now: ms(noon), Kilo: Terms{System: Kilo, Allowance: 50}}
	want := words(Recount(slices.Values(all), o))
	for range 5 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if got := words(Recount(slices.Values(all), o)); !maps.Equal(got, want) {
			t.Fatal("another order, another count")
		}
	}
}

// TestVerdictsAgreeWithTheLedger: what a transcript shows of each conversation adds up to what the ledger has.
func TestVerdictsAgreeWithTheLedger(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	all := traffic(r.IntN, 400, 30, 300*time.Hour)
	now := ms(noon)
	got := again{}
	for _, d := range all {
		f := Facts{Now: now, Another: Another(d, slices.Values(all))}
		for _, s := range Systems() {
			for _, v := range s.Judge(d, f, nil) {
				word := map[State]string{Counts: "counts", Pending: "pending"}[v.State]
				if v.State == Excluded {
					word = v.Main().Key()
				}
				got.note(s, time.UnixMilli(v.At), time.UTC, d, word)
			}
		}
	}
	if want := words(Recount(slices.Values(all), Options{Now: now})); !maps.Equal(got, want) {
		t.Errorf("verdicts\n%v\nledger\n%v", got, want)
	}
}
