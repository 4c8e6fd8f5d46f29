package simulate_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/simulate"
)

// with is the traffic on the store helper with a changed profile.
func with(t testing.TB, conversations int, change func(*simulate.Profile)) []conversation.Digest {
	t.Helper()
	w := shop(t)
	o := options(w, w.Assistant("store-helper"), conversations)
	o.Profile = simulate.Default()
	change(o.Profile)
	var out []conversation.Digest
	for c := range traffic(t, o).Play(context.Background(), 2) {
		out = append(out, c.Digest)
	}
	return out
}

// share is how many in a hundred fit.
func share(all []conversation.Digest, fits func(*conversation.Digest) bool) int {
	n := 0
	for i := range all {
		if fits(&all[i]) {
			n++
		}
	}
	return n * 100 / len(all)
}

func customerMessages(d *conversation.Digest) int {
	n := 0
	for _, m := range d.Moments {
		if m.From == session.Customer {
			n++
		}
	}
	return n
}

func TestCustomersLeaveAsOftenAsTheProfileSays(t *testing.T) {
	only := func(percent int) []conversation.Digest {
		return with(t, 300, func(p *simulate.Profile) {
			p.Leaving.Each, p.Leaving.At, p.Answers.Most = percent, nil, 200
			p.Agents.Interrupts, p.Returns.Email = 0, 0
		})
	}
	left := func(d *conversation.Digest) bool {
		return d.Status == session.Abandoned || d.Waits.Since > 0
	}
	if n := share(only(0), left); n != 0 {
		t.Errorf("%d of 100 leave where nobody does", n)
	}
	for _, d := range only(100) {
		if customerMessages(&d) > 1 && d.Status != session.Transferred && d.Status != session.Missed {
			t.Errorf("%s goes on where everybody leaves: %s", d.ID, d.Status)
		}
	}
	if few, many := share(only(5), left), share(only(40), left); few >= many || few == 0 {
		t.Errorf("%d of 100 leave at 5 percent a question, %d at 40", few, many)
	}
}

func TestAPlaceHasItsOwnShareOfLeaving(t *testing.T) {
	all := with(t, 400, func(p *simulate.Profile) {
		p.Leaving.Each, p.Leaving.At, p.Answers.Most = 0, model.Map[int]{{Key: "customer.email", Value: 100}}, 200
	})
	left := 0
	for _, d := range all {
		if d.Waits.Since == 0 {
			continue
		}
		left++
		if d.Waits.Saves != "customer.email" {
			t.Errorf("%s is left at %q", d.ID, d.Waits.Saves)
		}
	}
	if left == 0 {
		t.Error("nobody was asked for an e-mail address")
	}
}

func TestTrafficIsAsTheProfileSays(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*simulate.Profile)
		fits   func(*conversation.Digest) bool
		from   int
		to     int // of 100
	}{
		"nobody is known": {func(p *simulate.Profile) { p.Customers.Known = 0 }, func(d *conversation.Digest) bool { return d.Person.Customer != "" }, 0, 0},
		"all are known":   {func(p *simulate.Profile) { p.Customers.Known = 100 }, func(d *conversation.Digest) bool { return d.Person.Customer != "" }, 100, 100},
		"on Mondays": {func(p *simulate.Profile) {
			p.Arrivals.Weekdays = model.Map[int]{{Key: "mon", Value: 1}}
			p.Returns = simulate.Returns{}
		}, func(d *conversation.Digest) bool { return time.UnixMilli(d.Start).UTC().Weekday() == time.Monday }, 100, 100},
		"in the evening": {func(p *simulate.Profile) {
			p.Arrivals.Hours = model.Map[int]{{Key: "20-22", Value: 1}}
			p.Returns = simulate.Returns{}
		}, func(d *conversation.Digest) bool {
			h := time.UnixMilli(d.Start).UTC().Hour()
			return 20 <= h && h <= 22
		}, 100, 100},
		"e-mails":       {func(p *simulate.Profile) { p.Returns = simulate.Returns{Email: 100} }, func(d *conversation.Digest) bool { return d.Channel == "email" && d.Assistant == "" }, 45, 50},
		"no e-mails":    {func(p *simulate.Profile) { p.Returns.Email = 0 }, func(d *conversation.Digest) bool { return d.Channel == "email" }, 0, 0},
		"good feedback": {func(p *simulate.Profile) { p.Feedback.Negative = 0 }, disliked, 0, 0},
		"bad feedback":  {func(p *simulate.Profile) { p.Feedback.Negative = 100 }, liked, 0, 0},
		"interrupted": {func(p *simulate.Profile) {
			p.Agents.Interrupts, p.Leaving = 100, simulate.Leaving{}
			p.Returns.Email = 0
		}, func(d *conversation.Digest) bool { return d.Status == session.Interrupted }, 70, 100},
		"nobody answers":   {func(p *simulate.Profile) { p.Agents = simulate.Agents{After: model.Duration(time.Minute)} }, func(d *conversation.Digest) bool { return agentSpoke(d) }, 0, 0},
		"somebody answers": {func(p *simulate.Profile) { p.Agents.Answered = 100; p.Leaving = simulate.Leaving{} }, func(d *conversation.Digest) bool { return len(d.Handed) > 0 && !agentSpoke(d) }, 0, 0},
		"no ratings":       {func(p *simulate.Profile) { p.Feedback.Rated = 0 }, func(d *conversation.Digest) bool { return d.Rating > 0 }, 0, 0},
		"best ratings": {func(p *simulate.Profile) {
			p.Feedback.Rated, p.Feedback.Ratings = 100, model.Map[int]{{Key: "5", Value: 1}}
		}, func(d *conversation.Digest) bool { return d.Rating > 0 && d.Rating < d.Scale }, 0, 0},
	} {
		if n := share(with(t, 300, c.change), c.fits); n < c.from || n > c.to {
			t.Errorf("%s: %d of 100, want %d to %d", name, n, c.from, c.to)
		}
	}
}

func disliked(d *conversation.Digest) bool { return opinion(d, false) }
func liked(d *conversation.Digest) bool    { return opinion(d, true) }

func opinion(d *conversation.Digest, positive bool) bool {
	for _, f := range d.Feedback {
		if f.Positive == positive {
			return true
		}
	}
	return false
}

func agentSpoke(d *conversation.Digest) bool {
	for _, m := range d.Moments {
		if m.From == session.Agent {
			return true
		}
	}
	return false
}

func TestCustomersComeBack(t *testing.T) {
	days := func(r simulate.Returns) (soon, later int) {
		last := map[string]int64{}
		for _, d := range with(t, 400, func(p *simulate.Profile) { p.Returns, p.Customers.Known = r, 0 }) {
			if before, ok := last[d.Person.Visitor]; ok && d.Start-before < conversation.Day {
				soon++
			} else if ok {
				later++
			}
			last[d.Person.Visitor] = d.Start
		}
		return soon, later
	}
	if soon, later := days(simulate.Returns{}); soon+later > 0 {
		t.Errorf("nobody returns, but %d and %d do", soon, later)
	}
	if soon, later := days(simulate.Returns{Soon: 50}); soon < 100 || later > 0 {
		t.Errorf("half return soon, but %d and %d do", soon, later)
	}
	if soon, later := days(simulate.Returns{Later: 50}); soon > 0 || later < 50 {
		t.Errorf("half return later, but %d and %d do", soon, later)
	}
}

func TestStoppingLeavesThoseThatCameFirst(t *testing.T) {
	w := shop(t)
	o := options(w, w.Assistant("store-helper"), 500)
	whole := written(traffic(t, o), 2)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	n := 0
	for c := range traffic(t, o).Play(ctx, 3) {
		var k conversation.Chunk
		k.Log(&c.Log)
		if !strings.HasPrefix(whole[n], string(k.Bytes())) {
			t.Fatalf("conversation %d is another one", n)
		}
		if n++; n == 123 {
			stop()
		}
	}
	if n != 123 {
		t.Errorf("%d conversations after a stop at 123", n)
	}
	for range traffic(t, o).Play(context.Background(), 3) {
		break // nothing is left running: the race detector and the test's end would tell
	}
}

func TestAProfileThatCannotBeIsRefused(t *testing.T) {
	w := shop(t)
	a := w.Assistant("store-helper")
	if err := simulate.Default().Check(w, a); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*simulate.Profile){
		"leaving.each: 101 is no share":        func(p *simulate.Profile) { p.Leaving.Each = 101 },
		"arrivals.hours: \"25\" is not known":  func(p *simulate.Profile) { p.Arrivals.Hours = model.Map[int]{{Key: "25", Value: 1}} },
		"arrivals.hours: nothing has a weight": func(p *simulate.Profile) { p.Arrivals.Hours = model.Map[int]{{Key: "9-17", Value: 0}} },
		"did you mean mon?":                    func(p *simulate.Profile) { p.Arrivals.Weekdays = model.Map[int]{{Key: "moon", Value: 1}} },
		"feedback.ratings.5: -1 is no weight":  func(p *simulate.Profile) { p.Feedback.Ratings = model.Map[int]{{Key: "5", Value: -1}} },
		"did you mean orders?":                 func(p *simulate.Profile) { p.Leaving.At = model.Map[int]{{Key: "order", Value: 1}} },
		"there is no attribute \"order.no\"": func(p *simulate.Profile) {
			p.Answers.Attributes = model.Map[[]string]{{Key: "order.no", Value: []string{"1"}}}
		},
		"a text that nobody can send": func(p *simulate.Profile) {
			p.Answers.Sentences = model.Map[[]string]{{Key: "en", Value: []string{" "}}}
		},
		"answers.sentences.en: there is no":  func(p *simulate.Profile) { p.Answers.Sentences = model.Map[[]string]{{Key: "en"}} },
		"answers.most: 0 is no number":       func(p *simulate.Profile) { p.Answers.Most = 0 },
		"answers.pace: 0s is no time":        func(p *simulate.Profile) { p.Answers.Pace = 0 },
		"100 of 100 customers would be back": func(p *simulate.Profile) { p.Returns.Soon, p.Returns.Later = 50, 50 },
	} {
		p := simulate.Default()
		change(p)
		err := p.Check(w, a)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v, want %s", err, want)
		}
	}
	o := options(w, a, 0)
	if _, err := simulate.New(o); err == nil {
		t.Error("no conversations can be simulated")
	}
}

func TestOwnWordsAreUsed(t *testing.T) {
	w := shop(t)
	o := options(w, w.Assistant("store-helper"), 200)
	o.Profile = simulate.Default()
	o.Profile.Answers.Wrong, o.Profile.Answers.Typed = 0, 0
	o.Profile.Answers.Attributes = model.Map[[]string]{{Key: "conversation.orderNumber", Value: []string{"TT-{name}"}}}
	said := 0
	for c := range traffic(t, o).Play(context.Background(), 2) {
		for _, e := range c.Log.Events {
			if e.Type == session.Message && e.From == session.Customer && e.Mark != nil && e.Mark.Saves == "conversation.orderNumber" {
				said++
				if !strings.HasPrefix(e.Text, "TT-") || strings.Contains(e.Text, "{") {
					t.Errorf("%s: %q", c.Digest.ID, e.Text)
				}
			}
		}
	}
	if said == 0 {
		t.Error("nobody was asked for an order number")
	}
}

func TestButtonsArePressedByWeight(t *testing.T) {
	w := shop(t)
	o := options(w, w.Assistant("store-helper"), 200)
	o.Profile = simulate.Default()
	o.Profile.Answers.Typed = 0
	o.Profile.Answers.Buttons = model.Map[int]{{Key: "gift cards", Value: 1_000_000}}
	for c := range traffic(t, o).Play(context.Background(), 2) {
		if c.Log.Header.Assistant != "" && c.Log.Turns[0].Input.Text != "Gift cards" && c.Log.Turns[0].Input.Kind == session.Press {
			t.Errorf("%s presses %q", c.Digest.ID, c.Log.Turns[0].Input.Text)
		}
	}
}

// BenchmarkSimulate plays a month of 20,000 conversations with the store helper.
func BenchmarkSimulate(b *testing.B) {
	w := shop(b)
	o := options(w, w.Assistant("store-helper"), 20_000)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for range traffic(b, o).Play(context.Background(), runtime.GOMAXPROCS(0)) {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "conversations/s")
}
