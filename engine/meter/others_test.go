package meter

import (
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// said makes a conversation of its messages, written as "who at", such as "c 0s" and
// "b 30m0.001s"; an x closes.
func said(moments ...string) *conversation.Digest {
	return premium(after(0), func(d *conversation.Digest) {
		d.Moments = nil
		for _, m := range moments {
			who, at, _ := strings.Cut(m, " ")
			since, err := time.ParseDuration(at)
			if err != nil {
				panic(err)
			}
			x := conversation.Moment{At: after(since), From: map[string]session.From{"c": session.Customer, "b": session.Bot, "a": session.Agent, "s": session.System, "x": session.System}[who], End: who == "x"}
			d.Moments = append(d.Moments, x)
		}
	})
}

func TestStretchesOfTalk(t *testing.T) {
	for _, c := range []struct {
		name    string
		moments []string
		now     time.Duration
		want    string
	}{
		{"one question", []string{"c 0s", "b 1s"}, time.Hour, "0s counts"},
		{"ten questions in one session", []string{"c 0s", "b 1s", "c 1m", "b 61s", "c 2m", "b 3m", "c 4m", "c 5m", "b 6m", "c 7m", "c 8m", "c 9m", "c 10m", "c 11m", "b 12m"}, time.Hour, "0s counts"},
		{"exactly 30 minutes go on", []string{"c 0s", "b 1s", "c 30m1s", "b 30m2s"}, time.Hour, "0s counts"},
		{"more begin anew", []string{"c 0s", "b 1s", "c 30m1.001s", "b 30m2s"}, time.Hour, "0s counts, 30m1.001s counts"},
		{"the last message of anybody", []string{"c 0s", "b 1s", "b 20m", "c 50m", "b 50m1s"}, 2 * time.Hour, "0s counts"},
		{"what the bot says after the end does not go on", []string{"c 0s", "b 1s", "b 40m", "c 60m", "b 61m"}, 2 * time.Hour, "0s counts, 1h0m0s counts"},
		{"after a close", []string{"c 0s", "b 1s", "x 2m", "c 3m", "b 4m"}, time.Hour, "0s counts, 3m0s counts"},
		{"a close and nothing more", []string{"c 0s", "b 1s", "x 2m"}, time.Hour, "0s counts"},
		{"system messages are no activity", []string{"c 0s", "b 1s", "s 20m", "c 31m", "b 32m"}, time.Hour, "0s counts, 31m0s counts"},
		{"the bot opens", []string{"b -5m", "c 0s", "b 1s"}, time.Hour, "0s counts"},
		{"cancelled", []string{"b -1s", "c 0s"}, 31 * time.Minute, "0s cancelled"},
		{"cancelled by closing", []string{"c 0s", "x 1s"}, 2 * time.Second, "0s cancelled"},
		{"not yet answered", []string{"c 0s"}, 30 * time.Minute, "0s pending"},
		{"an agent from the start", []string{"c 0s", "a 1m", "c 2h", "b 2h1s"}, 4 * time.Hour, "0s human, 2h0m0s counts"},
		{"an agent later on", []string{"c 0s", "b 1s", "a 1m"}, time.Hour, "0s counts"},
		{"an agent the next day", []string{"c 0s", "b 1s", "c 24h", "a 24h1m"}, 48 * time.Hour, "0s counts, 24h0m0s human"},
		{"not yet happened", []string{"c 0s", "b 1s", "c 2h", "b 3h"}, time.Hour, "0s counts"},
	} {
		var got []string
		for _, v := range LutinGenie.Judge(said(c.moments...), Facts{Now: after(c.now)}, nil) {
			word := map[State]string{Counts: "counts", Pending: "pending"}[v.State]
			if v.State == Excluded {
				word = v.Main().Key()
			}
			got = append(got, time.Duration((v.At-after(0))*1e6).String()+" "+word)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %s, want %s", c.name, strings.Join(got, ", "), c.want)
		}
	}
}

func TestAPendingStretchSettlesWhenItSays(t *testing.T) {
	d := said("c 0s")
	v := one(t, LutinGenie, d, Facts{Now: after(0)})
	if v.State != Pending {
		t.Fatal(v.Say(time.UTC))
	}
	if got := one(t, LutinGenie, d, Facts{Now: v.Until - 1}); got.State != Pending {
		t.Error("before:", got.Say(time.UTC))
	}
	if got := one(t, LutinGenie, d, Facts{Now: v.Until}); got.State != Excluded {
		t.Error("then:", got.Say(time.UTC))
	}
}

func TestAPersonsConversationIsHuman(t *testing.T) {
	d := said("c 0s", "a 1m")
	d.Assistant, d.Type = "", ""
	f := Facts{Now: after(time.Hour)}
	for s, want := range map[System]Reason{KIQ: NoAssistant, LutinGenie: Human, Smartsupp: NoAssistant, Kilo: NoAssistant} {
		if v := one(t, s, d, f); v.State != Excluded || v.Main() != want {
			t.Errorf("%s: %s, want %s", s, v.Say(time.UTC), want)
		}
	}
	d.Engaged = 0
	if v := one(t, KIQ, d, f); v.At != d.Start {
		t.Error("a call in which nothing is written began when it started")
	}
}

func TestSmartsupp(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*conversation.Digest)
		counts bool
		want   Chatbot
	}{
		{"pressed a button, found the answer", func(*conversation.Digest) {}, true, Chatbot{Triggered: true, Joined: true, Resolved: true}},
		{"wrote past the buttons, to an agent", func(d *conversation.Digest) { d.Joined, d.Wrote = 0, true }, false, Chatbot{Triggered: true, Escalated: true}},
		{"joined, then handed over", handed(after(time.Minute), conversation.ByInteraction), true, Chatbot{Triggered: true, Joined: true, Escalated: true}},
		{"joined, then an agent wrote", func(d *conversation.Digest) {
			d.Moments = append(d.Moments, conversation.Moment{At: after(time.Minute), From: session.Agent})
		}, true, Chatbot{Triggered: true, Joined: true}},
		{"handed over later than now", handed(after(2*time.Hour), conversation.ByInteraction), true, Chatbot{Triggered: true, Joined: true, Resolved: true}},
	} {
		d := premium(after(0), c.change)
		f := Facts{Now: after(time.Hour)}
		if v := one(t, Smartsupp, d, f); (v.State == Counts) != c.counts {
			t.Errorf("%s: %s", c.name, v.Say(time.UTC))
		}
		if got := ChatbotOf(d, f.Now); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	if v := one(t, Smartsupp, premium(after(0), func(d *conversation.Digest) { d.Joined = after(time.Minute) }), Facts{Now: after(time.Hour)}); v.At != after(time.Minute) {
		t.Error("it counts from when the visitor joined")
	}
	if v := one(t, Smartsupp, premium(after(0), func(d *conversation.Digest) { d.Joined = after(time.Minute) }), Facts{Now: after(time.Second)}); v.State != Excluded {
		t.Error("it does not count before")
	}
}

// TestKiloPauses: the hundredth conversation counts, the next is refused until a
// pack is bought or a cycle begins.
func TestKiloPauses(t *testing.T) {
	var all []*conversation.Digest
	for i := range 120 {
		all = append(all, premium(after(time.Duration(i)*time.Hour), func(d *conversation.Digest) { d.ID = string(rune('A' + i)) }))
	}
	terms := Terms{System: Kilo, Allowance: 100, CycleStart: 14}
	l := Recount(list(all...), Options{Now: after(1000 * time.Hour), Kilo: terms})
	first, second := Cycle(2026, time.February, 14), Cycle(2026, time.March, 14)
	if got := l.Sum(Kilo, first); got.Counted != 84 || got.Out() != 0 { // to the end of 13 March: 3.5 days
		t.Errorf("first cycle: %d counted, %d not", got.Counted, got.Out())
	}
	if got := l.Sum(Kilo, second); got.Counted != 36 {
		t.Errorf("second cycle: %d", got.Counted)
	}
	terms.CycleStart = 1
	march := Cycle(2026, time.March, 1)
	l = Recount(list(all...), Options{Now: after(1000 * time.Hour), Kilo: terms})
	if got := l.Sum(Kilo, march); got.Counted != 100 || got.Excluded[Refused] != 20 {
		t.Errorf("March: %d counted, %d refused", got.Counted, got.Excluded[Refused])
	}
	u := l.Usage(terms, march)
	if !u.Paused() || u.Remaining() != 0 {
		t.Error("Kilo takes no new conversations")
	}
	if got := l.Sum(KIQ, march); got.Because(Refused) != 0 {
		t.Error("what Kilo refuses is no matter of KIQ's")
	}
	terms.Packs = pack(10, "2026-03-12", false)
	l = Recount(list(all...), Options{Now: after(1000 * time.Hour), Kilo: terms})
	if got := l.Sum(Kilo, march); got.Counted != 110 || got.Excluded[Refused] != 10 {
		t.Errorf("with a pack: %d counted, %d refused", got.Counted, got.Excluded[Refused])
	}
}

// TestTriggeredHasWhatWasTakenUp: the chats that only opened, and those that were taken up.
func TestTriggeredHasWhatWasTakenUp(t *testing.T) {
	opened := func(at int64, source conversation.Source, id model.AssistantID, n uint64) conversation.Triggered {
		return conversation.Triggered{Hour: at, Source: source, Channel: "chat", Assistant: id, Count: n}
	}
	person := premium(after(0), func(d *conversation.Digest) { d.Assistant = "" })
	d := premium(after(0))
	l := Recount(list(d, person), Options{Now: after(time.Hour), Triggered: []conversation.Triggered{
		opened(after(0), conversation.Live, d.Assistant, 3), opened(after(0), conversation.Live, "another", 5),
		opened(after(0), conversation.Preview, d.Assistant, 7), opened(after(0), conversation.Live, "", 9), opened(after(2*time.Hour), conversation.Live, d.Assistant, 11)}})
	sum := l.Sum(Smartsupp, MonthOf(l.Today()))
	if sum.Triggered != 1+3+5 || sum.Joined != 1 || sum.Total() != 2 {
		t.Errorf("%+v", sum)
	}
	if n := l.Sum(KIQ, MonthOf(l.Today())).Triggered; n != 0 {
		t.Errorf("%d under KIQ", n)
	}
}
