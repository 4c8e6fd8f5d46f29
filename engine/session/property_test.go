package session_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/engine/model/modeltest"
	"parley/engine/session"
)

// drawn is a workspace with an assistant that can be talked with for a while:
// drawn at random, with sound interactions put in between and dialogs that meet.
func drawn(t *rapid.T) (*model.Workspace, *model.Assistant) {
	w := modeltest.Workspace(t)
	a := w.Assistants[0]
	for len(a.Dialogs) < 3 {
		a.Dialogs = append(a.Dialogs, modeltest.Dialog(t))
	}
	for i, id := range []model.DialogID{"welcome", "ask", "complete"} {
		d := a.Dialogs[i]
		d.ID = id
		d.Interactions = append(interactions("s", rapid.SliceOfN(rapid.Custom(soundStep), 1, 3).Draw(t, "sound")...), d.Interactions...)
		if rapid.IntRange(0, 3).Draw(t, "end") > 0 {
			d.Interactions = d.Interactions[:len(d.Interactions)-rapid.IntRange(0, len(d.Interactions)-1).Draw(t, "fewer")]
			d.End = &model.Interaction{ID: "e", Settings: rapid.SampledFrom([]model.InteractionSettings{
				&model.NavigationButtons{Text: "Where?", Buttons: []model.NavButton{{Label: "Yes", Dialog: "ask"}, {Label: "No", Dialog: "complete"}, {Label: "Other", Dialog: "welcome"}}},
				&model.AIResponse{Text: "Ask me.", KnowledgeBase: "help", Answered: "ask", NotHelpful: "welcome", NotAnswered: "complete"},
				&model.ArticleDeflection{Text: "About?", KnowledgeBase: "help", Helped: "ask", NotHelped: "welcome", NoArticles: "complete"},
				&model.Transfer{},
			}).Draw(t, "how it ends")}
		}
	}
	w.Settings.Powers = rapid.SliceOfDistinct(rapid.SampledFrom([]string{model.PowerMemory, model.PowerEmotion, model.PowerEscalation, model.PowerPolyglot}), rapid.ID[string]).Draw(t, "powers")
	if rapid.Bool().Draw(t, "plan") {
		w.Plans, w.Settings.Plan = []*model.Plan{{ID: "p", Meter: model.MeterLutinGenie}}, "p"
	}
	return w, a
}

// soundStep draws an interaction that plays without an error.
func soundStep(t *rapid.T) model.InteractionSettings {
	set := func(v model.Value) model.InteractionSettings {
		return &model.UpdateAttribute{Attribute: "conversation.priority", Value: model.Change{Op: model.ChangeSet, Value: v}}
	}
	return rapid.SampledFrom([]model.InteractionSettings{
		&model.SendMessage{Text: "Hi {{customer.name | \"there\"}}, {{snippet.a}}{{conversation.priority}}"},
		&model.TextQuestion{Text: "E-mail?", Expect: "email", Save: "customer.email"},
		&model.TextQuestion{Text: "Name?", Save: "customer.name"},
		&model.ButtonQuestion{Text: "Size?", Buttons: []model.Label{"1", "12"}, Save: "conversation.priority"},
		&model.AttributeQuestion{Text: "VIP?", Attribute: "customer.vip", SkipIfSet: true},
		set(model.NumberOf(3)), set(model.Value{}),
		&model.UpdateAttribute{Attribute: "conversation.tags", Value: model.Change{Op: model.ChangeAdd, Value: model.ListOf([]string{"a", "b"})}},
		&model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: "customer.name", Is: model.OpSet}, {Attribute: session.EarlierAttribute, Is: model.OpNotContains, Value: model.TextOf("12")},
			{Attribute: session.MoodAttribute, Is: model.OpNotSet}}, Do: interactions("b", &model.ButtonQuestion{Text: "Sure?", Buttons: []model.Label{"Yes", "No"}})}}},
	}).Draw(t, "step")
}

// input draws what can happen next; the labels that can be pressed come up often.
func input(t *rapid.T, p *session.Program, s *session.Session) session.Input {
	in := session.Input{Kind: session.InputKind(rapid.IntRange(int(session.Tick), int(session.Language)).Draw(t, "kind"))}
	usual := rapid.IntRange(0, 9).Draw(t, "usual") > 0
	if options := s.Options(p); len(options) > 0 && usual {
		in.Kind = rapid.SampledFrom([]session.InputKind{session.Press, session.Say}).Draw(t, "how")
		in.Text = rapid.SampledFrom(options).Draw(t, "option")
	} else {
		if usual {
			in.Kind = session.Say
		}
		in.Text = rapid.SampledFrom([]string{"", "yes", "ada@example.com", "12", "2026-03-02", "#1", "1", "\x1b[31mred", "no, not that", "something else", "this is ridiculous!!", "¿dónde está mi pedido?"}).Draw(t, "text")
	}
	in.At = s.Now().UnixMilli() + int64(rapid.IntRange(-1000, 600_000).Draw(t, "later"))
	if e := s.Pending(); e != nil && rapid.Bool().Draw(t, "answer") {
		in.Kind, in.Reply = session.Answer, answer(t, e)
	}
	return in
}

// answer draws what the outside tells.
func answer(t *rapid.T, e *session.Effect) *session.Reply {
	r := &session.Reply{Key: e.Key}
	switch rapid.IntRange(0, 3).Draw(t, "told") {
	case 0:
		r.Error = "offline"
	case 1:
		r.Agents, r.Language = 1, "fr"
		r.Articles = []session.Article{{ID: "a", Title: "A", Text: "1"}, {ID: "b", Title: "B", Text: "2"}}
		r.Text, r.Notes = "> 1", []string{"found"}
	}
	return r
}

// opened begins a conversation and plays a few drawn inputs; it returns them all.
func opened(t *rapid.T, p *session.Program) (*session.Session, *session.Start, []session.Input, []session.Event) {
	start := &session.Start{At: monday, Language: "es", Authenticated: true, Customer: &model.Customer{ID: "c", Name: "Ada Byron", Email: "ada@example.com"}}
	s, events := session.Open(p, start, nil)
	var log []session.Input
	for range rapid.IntRange(0, 12).Draw(t, "turns") {
		in := input(t, p, s)
		log = append(log, in)
		events = session.Step(p, s, in, events)
	}
	return s, start, log, events
}

func replayed(p *session.Program, start *session.Start, log []session.Input) (*session.Session, []session.Event) {
	s, events := session.Open(p, start, nil)
	for _, in := range log {
		events = session.Step(p, s, in, events)
	}
	return s, events
}

func TestTheNextTimerIsTheFirstArmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, a := drawn(t)
		p := session.Compile(w, a)
		s, _, _, _ := opened(t, p)
		all := s.Armed(p)
		next, runs := s.Next(p)
		if runs != (len(all) > 0) || runs && next != all[0] {
			t.Errorf("%v is next of %v", next, all)
		}
	})
}

func TestTheSameLogGivesTheSameEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, a := drawn(t)
		p := session.Compile(w, a)
		s, start, log, events := opened(t, p)
		again, same := replayed(p, start, log)
		if !reflect.DeepEqual(events, same) {
			t.Fatalf("one program, two stories:\n%s\n\n%s", told(events), told(same))
		}
		if s.Hash() != again.Hash() || s.Situation() != again.Situation() {
			t.Fatal("equal states of unequal hashes")
		}
		fresh, other := replayed(session.Compile(w, a), start, log)
		if told(events) != told(other) {
			t.Fatalf("two programs of one definition:\n%s\n\n%s", told(events), told(other))
		}
		if s.Hash() != fresh.Hash() {
			t.Fatal("two programs of one definition number things differently")
		}
	})
}

// told is what happened, in full, for comparing what two programs tell.
func told(events []session.Event) string {
	var b strings.Builder
	for i, line := range lines(events) {
		e := events[i]
		b.WriteString(string(e.Dialog))
		if e.Mark != nil {
			b.WriteString(" " + e.Mark.ID + " " + e.Mark.Index)
		}
		b.WriteString(" " + line + "\n")
	}
	return b.String()
}

func TestEventsAreNumberedAndInTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, a := drawn(t)
		p := session.Compile(w, a)
		s, _, _, events := opened(t, p)
		events = session.Finish(p, s, events)
		at := int64(0)
		for i, e := range events {
			if int(e.Seq) != i+1 || e.At < at {
				t.Fatalf("event %d has the number %d and the time %d after %d", i, e.Seq, e.At, at)
			}
			at = e.At
			if e.From == session.Bot && strings.ContainsRune(e.Text, 0x1b) && !hasEscape(w) {
				t.Fatalf("an escape came through: %q", e.Text)
			}
		}
		if last := events[len(events)-1]; last.Type != session.End || last.Status != s.Status() {
			t.Fatalf("the last event is %+v", last)
		}
		if _, _, waits := s.Waits(p); waits && s.Status() != session.Running {
			t.Fatalf("waits while %s", s.Status())
		}
	})
}

// hasEscape reports whether the definition itself has escapes in it, which the
// generator puts there for others.
func hasEscape(w *model.Workspace) bool {
	found := false
	model.Visit(w, "", func(p model.Place) bool {
		found = found || strings.ContainsRune(p.Text(), 0x1b)
		if v, ok := p.Value.Interface().(model.Value); ok {
			found = found || strings.ContainsRune(v.String(), 0x1b)
		}
		if v, ok := p.Value.Interface().(model.Change); ok {
			found = found || strings.ContainsRune(v.Value.String(), 0x1b)
		}
		return true
	})
	return found
}

func TestOneProgramServesManySessions(t *testing.T) {
	w, a := routeToTeam()
	p := session.Compile(w, a)
	stories := make([]string, 8)
	var all sync.WaitGroup
	for i := range stories {
		all.Go(func() {
			_, events := replayed(p, &session.Start{At: monday}, sixTurns)
			stories[i] = told(events)
		})
	}
	all.Wait()
	for _, story := range stories {
		if story != stories[0] {
			t.Fatalf("two stories:\n%s\n%s", story, stories[0])
		}
	}
}

func TestACopyGoesItsOwnWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, a := drawn(t)
		p := session.Compile(w, a)
		s, start, log, _ := opened(t, p)
		copied, before := s.Clone(), s.Hash()
		if copied.Hash() != before {
			t.Fatal("a copy of another hash")
		}
		for range rapid.IntRange(1, 4).Draw(t, "more") {
			session.Step(p, copied, input(t, p, copied), nil)
		}
		if s.Hash() != before {
			t.Fatal("the copy changed what it was made from")
		}
		in := input(t, p, s)
		events := session.Step(p, s, in, nil)
		other, _ := replayed(p, start, log)
		if same := session.Step(p, other, in, nil); told(events) != told(same) {
			t.Fatalf("after a copy:\n%s\n\n%s", told(events), told(same))
		}
	})
}

func TestRecompileIsCompile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, a := drawn(t)
		p := session.Compile(w, a)
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			w, a = edited(t, w, a)
			p = p.Recompile(w, a)
			s, start, log, events := opened(t, p)
			fresh, same := replayed(session.Compile(w, a), start, log)
			if told(events) != told(same) {
				t.Fatalf("recompiled:\n%s\ncompiled:\n%s", told(events), told(same))
			}
			if s.Status() != fresh.Status() || s.Turns() != fresh.Turns() || !reflect.DeepEqual(s.Path(p), fresh.Path(session.Compile(w, a))) {
				t.Fatal("recompiled, it ends elsewhere")
			}
		}
	})
}

// edited is the assistant, or what surrounds it, with one thing changed.
func edited(t *rapid.T, w *model.Workspace, a *model.Assistant) (*model.Workspace, *model.Assistant) {
	next, changed := *a, *w
	next.Dialogs = append([]*model.Dialog(nil), a.Dialogs...)
	at := rapid.IntRange(0, len(a.Dialogs)-1).Draw(t, "at")
	switch rapid.IntRange(0, 7).Draw(t, "edit") {
	case 0:
		d := modeltest.Dialog(t)
		d.ID = "d1"
		next.Dialogs = append(next.Dialogs, d)
	case 1:
		if len(next.Dialogs) > 1 {
			next.Dialogs = append(next.Dialogs[:at], next.Dialogs[at+1:]...)
		}
	case 2:
		d := *next.Dialogs[at]
		d.Interactions = append(append([]model.Interaction(nil), d.Interactions...), modeltest.Interaction(t))
		next.Dialogs[at] = &d
	case 3:
		next.Dialogs[0], next.Dialogs[at] = next.Dialogs[at], next.Dialogs[0]
	case 4:
		next.Settings.ErrorMessage = "{{snippet.a}} Sorry {{customer.name}}"
	case 5:
		next.Channel = rapid.SampledFrom(model.Channels()).Draw(t, "channel")
	case 6:
		k := &model.Klass{ID: "conversation", Attributes: []model.AttributeDef{{Name: "priority", Type: model.TypeText}, {Name: "extra", Type: model.TypeList, Values: []model.Label{"Yes"}}}}
		changed.Klasses = append(changed.Klasses[:len(changed.Klasses):len(changed.Klasses)], k)
	case 7:
		s := &model.Snippet{ID: "a", Texts: model.Map[model.Text]{{Key: "en", Value: "Snippet {{customer.name}}"}}}
		changed.Snippets = append([]*model.Snippet{s}, changed.Snippets...)
	}
	changed.Assistants = append([]*model.Assistant{&next}, w.Assistants[1:]...)
	return &changed, &next
}
