package meter

import (
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

func handed(at int64, why conversation.Reason) func(*conversation.Digest) {
	return func(d *conversation.Digest) { d.Handed = append(d.Handed, conversation.HandOff{At: at, Reason: why}) }
}

func disliked(at int64, on string, positive bool) func(*conversation.Digest) {
	return func(d *conversation.Digest) {
		d.Feedback = append(d.Feedback, conversation.Opinion{At: at, On: on, Positive: positive})
	}
}

// waits leaves the conversation at a question since a moment.
func waits(since int64, kind string, saves string) func(*conversation.Digest) {
	return func(d *conversation.Digest) {
		d.Waits = conversation.Wait{Since: since, Kind: kind, Saves: model.AttributePath(saves)}
	}
}

func abandons(at int64) func(*conversation.Digest) {
	return func(d *conversation.Digest) {
		d.Status = session.Abandoned
		d.Statuses = append(d.Statuses, conversation.Change{At: at, Status: session.Abandoned})
	}
}

func deflected(asked, shown, selected int64) func(*conversation.Digest) {
	return func(d *conversation.Digest) {
		d.Deflected = conversation.Deflection{Asked: asked, Shown: shown, Selected: selected}
	}
}

// TestSevenScenarios are the examples that KIQ's own description gives.
func TestSevenScenarios(t *testing.T) {
	minute := func(n int) int64 { return after(time.Duration(n) * time.Minute) }
	for _, c := range []struct {
		name    string
		digest  *conversation.Digest
		another int64
		want    string
	}{
		{"1 order status, automated answer, marked done by the abandoned setting", premium(after(0), waits(minute(1), "buttonQuestion", ""), abandons(minute(11))), 0, "counts"},
		{"2 an intent, an answer, marked done by the abandoned setting", premium(after(0), func(d *conversation.Digest) { d.Intents = append(d.Intents, "refund") }, abandons(minute(10))), 0, "counts"},
		{"3 an automated answer, then an agent", premium(after(0), handed(minute(3), conversation.ByInteraction)), 0, "does not count: transferred"},
		{"4 abandons when asked for the email", premium(after(0), waits(minute(1), "textQuestion", "customer.email"), abandons(minute(11))), 0, "does not count: abandoned while gathering an attribute"},
		{"5 abandons during an article search", premium(after(0), waits(minute(1), "articleDeflection", ""), deflected(minute(1), 0, 0), abandons(minute(11))), 0, "does not count: abandoned the article deflection"},
		{"6 abandons after the search without an article", premium(after(0), waits(minute(2), "articleDeflection", ""), deflected(minute(1), minute(2), 0), abandons(minute(12))), 0, "does not count: abandoned the article deflection without selecting an article"},
		{"6 with an article selected", premium(after(0), waits(minute(3), "articleDeflection", ""), deflected(minute(1), minute(2), minute(3)), abandons(minute(13))), 0, "counts"},
		{"7 abandons in the middle, an email 3 hours later", premium(after(0), abandons(minute(10))), minute(180), "does not count: another conversation in 24 h"},
	} {
		v := one(t, KIQ, c.digest, Facts{Now: after(25 * time.Hour), Another: c.another})
		if got := v.Say(time.UTC); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestTheDayEndsBefore24Hours: what happens at 23:59:59.999 is in the day, what happens at 24:00:00 is not.
func TestTheDayEndsBefore24Hours(t *testing.T) {
	in, out := after(24*time.Hour)-1, after(24*time.Hour)
	later := Facts{Now: after(48 * time.Hour)}
	for _, c := range []struct {
		name string
		at   func(int64) *conversation.Digest
		why  Reason
	}{
		{"transfer", func(at int64) *conversation.Digest { return premium(after(0), handed(at, conversation.ByInteraction)) }, Transferred},
		{"error", func(at int64) *conversation.Digest { return premium(after(0), handed(at, conversation.ByError)) }, AfterError},
		{"agent", func(at int64) *conversation.Digest { return premium(after(0), handed(at, conversation.ByAgent)) }, Interrupted},
		{"abandoned with transfer", func(at int64) *conversation.Digest { return premium(after(0), handed(at, conversation.ByAbandoning)) }, AbandonedToAgent},
		{"not understood", func(at int64) *conversation.Digest { return premium(after(0), handed(at, conversation.ByConfusion)) }, NotUnderstood},
		{"AI", func(at int64) *conversation.Digest { return premium(after(0), disliked(at, session.OnAI, false)) }, DislikedAnswer},
		{"request", func(at int64) *conversation.Digest { return premium(after(0), disliked(at, session.OnRequest, false)) }, DislikedRequest},
		{"article", func(at int64) *conversation.Digest { return premium(after(0), disliked(at, session.OnArticle, false)) }, DislikedArticle},
		{"waits", func(at int64) *conversation.Digest {
			return premium(after(0), waits(at, "textQuestion", "customer.phone"))
		}, AbandonedAttribute},
		{"cards", func(at int64) *conversation.Digest {
			return premium(after(0), waits(at, "objectSelector", "conversation.order"))
		}, AbandonedObjects},
	} {
		v := one(t, KIQ, c.at(in), later)
		if v.State != Excluded || v.Main() != c.why || len(v.Reasons) != 1 {
			t.Errorf("%s a millisecond before the day is over: %s", c.name, v.Say(time.UTC))
		}
		if v := one(t, KIQ, c.at(out), later); v.State != Counts {
			t.Errorf("%s when the day is over: %s", c.name, v.Say(time.UTC))
		}
	}
	for at, want := range map[int64]State{in: Excluded, out: Counts} {
		if v := one(t, KIQ, premium(after(0)), Facts{Now: later.Now, Another: at}); v.State != want {
			t.Errorf("another conversation at %d: %s", at, v.Say(time.UTC))
		}
	}
	reply := func(at int64) *conversation.Digest {
		return premium(after(0), func(d *conversation.Digest) { d.Replied = at })
	}
	if v := one(t, KIQ, reply(in), later); v.State != Counts {
		t.Error("answered in the day:", v.Say(time.UTC))
	}
	for _, at := range []int64{0, out} {
		if v := one(t, KIQ, reply(at), later); v.State != Excluded || v.Main() != NoBackAndForth {
			t.Error("not answered in the day:", v.Say(time.UTC))
		}
	}
}

func TestPendingUntilTheDayIsOver(t *testing.T) {
	d := premium(after(0), waits(after(0), "textQuestion", "customer.name"))
	for now, want := range map[int64]string{
		after(0):                  "pending until 2026-03-11 12:00:00",
		after(24*time.Hour) - 1:   "pending until 2026-03-11 12:00:00",
		after(24 * time.Hour):     "does not count: abandoned while gathering an attribute",
		after(24*time.Hour) + 1e9: "does not count: abandoned while gathering an attribute",
	} {
		if got := one(t, KIQ, d, Facts{Now: now}).Say(time.UTC); got != want {
			t.Errorf("at %d: %s, want %s", now, got, want)
		}
	}
	if got := KIQ.Judge(d, Facts{Now: after(0) - 1}, nil); got != nil {
		t.Error("before the customer wrote there is no verdict:", got)
	}
	v := one(t, KIQ, premium(after(0), handed(after(time.Hour), conversation.ByInteraction)), Facts{Now: after(time.Hour) - 1})
	if v.State != Pending {
		t.Error("a transfer that has not happened yet is not known:", v.Say(time.UTC))
	}
	v = one(t, KIQ, premium(after(0), handed(after(time.Hour), conversation.ByInteraction)), Facts{Now: after(time.Hour)})
	if v.State != Excluded {
		t.Error("an exclusion is told at once:", v.Say(time.UTC))
	}
}

// TestWhatIsAnsweredAfterTheDayChangesNothing: where it stood when the day was over counts.
func TestWhatIsAnsweredAfterTheDayChangesNothing(t *testing.T) {
	later := Facts{Now: after(48 * time.Hour)}
	at := premium(after(0), waits(after(25*time.Hour), "buttonQuestion", ""), func(d *conversation.Digest) {
		d.DayEnd = &conversation.Place{Waits: conversation.Wait{Since: after(time.Minute), Kind: "textQuestion", Saves: "customer.email"}}
	})
	if v := one(t, KIQ, at, later); v.State != Excluded || v.Main() != AbandonedAttribute {
		t.Error("it waited for the email when the day was over:", v.Say(time.UTC))
	}
	free := premium(after(0), waits(after(25*time.Hour), "textQuestion", "customer.email"), func(d *conversation.Digest) { d.DayEnd = &conversation.Place{} })
	if v := one(t, KIQ, free, later); v.State != Counts {
		t.Error("it waited for nothing when the day was over:", v.Say(time.UTC))
	}
	gone := premium(after(0), waits(after(time.Minute), "textQuestion", "customer.email"), abandons(after(26*time.Hour)), func(d *conversation.Digest) {
		d.DayEnd = &conversation.Place{Waits: d.Waits}
	})
	if v := one(t, KIQ, gone, later); v.State != Excluded || v.Main() != AbandonedAttribute {
		t.Error("it waited for the email when the day was over, and was abandoned later:", v.Say(time.UTC))
	}
}

func TestEveryReasonIsNamed(t *testing.T) {
	d := premium(after(0), handed(after(time.Hour), conversation.ByError), handed(after(time.Minute), conversation.ByInteraction), handed(after(2*time.Minute), conversation.ByInteraction),
		disliked(after(time.Minute), session.OnAI, false), disliked(after(time.Minute), session.OnArticle, true), waits(after(time.Minute), "objectSelector", ""), abandons(after(time.Hour)))
	v := one(t, KIQ, d, Facts{Now: after(48 * time.Hour), Another: after(2 * time.Hour)})
	want := "does not count: transferred; transferred after an error; another conversation in 24 h; negative feedback on an AI response; abandoned while choosing in an object selector"
	if got := v.Say(time.UTC); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if v.Reasons[0].At != after(time.Minute) {
		t.Error("a reason has the moment it came up first")
	}
}

func TestWhereKIQNeverCounts(t *testing.T) {
	for _, c := range []struct {
		change func(*conversation.Digest)
		want   Reason
	}{
		{func(d *conversation.Digest) { d.Type = "lite" }, LiteAssistant},
		{func(d *conversation.Digest) { d.Assistant, d.Type = "", "" }, NoAssistant},
		{func(d *conversation.Digest) { d.Source = conversation.Preview }, FromPreview},
		{func(d *conversation.Digest) { d.Source = conversation.Test }, FromTest},
		{func(d *conversation.Digest) { d.Source = conversation.Simulated }, FromSimulation},
	} {
		v := one(t, KIQ, premium(after(0), c.change), Facts{Now: after(25 * time.Hour)})
		if v.State != Excluded || v.Main() != c.want {
			t.Errorf("%s, want %s", v.Say(time.UTC), c.want)
		}
	}
	sim := premium(after(0), func(d *conversation.Digest) { d.Source = conversation.Simulated })
	if v := one(t, KIQ, sim, Facts{Now: after(25 * time.Hour), Source: conversation.Simulated}); v.State != Counts {
		t.Error("a forecast counts what is simulated:", v.Say(time.UTC))
	}
	if v := one(t, KIQ, premium(after(0)), Facts{Now: after(25 * time.Hour), Source: conversation.Simulated}); v.Main() != FromLive {
		t.Error("and nothing else:", v.Say(time.UTC))
	}
	opened := premium(after(0), func(d *conversation.Digest) { d.Engaged, d.Joined, d.Replied = 0, 0, 0 })
	for _, s := range Systems() {
		if got := s.Judge(opened, Facts{Now: after(25 * time.Hour)}, nil); got != nil {
			t.Errorf("%s: a chat that only opened has no verdict: %v", s, got)
		}
	}
}

// TestTheDayIs24HoursAlsoWhenClocksChange: on 29 March 2026 the clocks of Paris go from 2 to 3.
func TestTheDayIs24HoursAlsoWhenClocksChange(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	first := ms(time.Date(2026, 3, 28, 12, 0, 0, 0, paris))
	v := one(t, KIQ, premium(first), Facts{Now: first})
	if got := v.Say(paris); got != "pending until 2026-03-29 13:00:00" {
		t.Error(got)
	}
}
