package session_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

// waiting is an assistant that asks one question and transfers, with timers.
func waiting(c model.Channel, t model.Type, v model.VolumeControl) *model.Assistant {
	return &model.Assistant{ID: "a", Channel: c, Type: t, Settings: model.Settings{VolumeControl: v}, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{step("i1", &model.TextQuestion{Text: "Name?", Save: "customer.name"})},
			End: &model.Interaction{ID: "i2", Settings: &model.Redirect{Dialog: "complete"}}},
		{ID: "complete", Name: "Complete Assistant", End: &model.Interaction{ID: "i3", Settings: &model.Transfer{Team: "Care"}}}}}
}

func tick(after time.Duration) session.Input {
	return session.Input{Kind: session.Tick, At: monday.Add(after).UnixMilli()}
}

func at(after time.Duration, kind session.InputKind, text string) session.Input {
	return session.Input{Kind: kind, Text: text, At: monday.Add(after).UnixMilli()}
}

const second = time.Second

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// after is what happened after the opening, in one line.
func after(t *testing.T, a *model.Assistant, inputs ...session.Input) (*session.Session, string) {
	t.Helper()
	s, got := play(t, &model.Workspace{}, a, inputs...)
	return s, strings.Join(got[2:], " | ")
}

var chatTimers = model.VolumeControl{
	Reminder:  &model.Reminder{Message: "Still there?"},
	Abandoned: &model.Abandoned{Message: "Bye.", Then: "transfer"},
	Missed:    &model.Missed{Message: "Nobody is free.", Channels: []model.FollowUp{{Channel: "email", Address: "help@acme.example"}, {Channel: model.FollowUpWait}}},
}

func TestTimersFireOneSecondEitherSide(t *testing.T) {
	a := waiting(model.Chat, model.Premium, chatTimers)
	const reminder = "timer | bot: Still there? | bot: Name?"
	const gone = reminder + " | timer | bot: Bye. | transfer to  | status abandoned"
	const name = "customer: Ada | customer.name = Ada | -> complete (end) | transfer to Care | status transferred"
	const missed = name + " | timer | status missed | bot: Nobody is free. [Email|I'll wait]"
	for _, c := range []struct {
		name   string
		inputs []session.Input
		want   string
		status session.Status
	}{
		{"before the reminder", []session.Input{tick(minutes(5) - second)}, "", session.Running},
		{"the reminder", []session.Input{tick(minutes(5))}, reminder, session.Running},
		{"it fires once", []session.Input{tick(minutes(5)), tick(minutes(9))}, reminder, session.Running},
		{"before abandoned", []session.Input{tick(minutes(10) - second)}, reminder, session.Running},
		{"abandoned", []session.Input{tick(minutes(10))}, gone, session.Abandoned},
		{"both in one jump", []session.Input{tick(minutes(600))}, gone, session.Abandoned},
		{"an answer in time", []session.Input{at(minutes(10)-second, session.Say, "Ada")}, reminder + " | " + name, session.Transferred},
		{"an answer too late goes to the agent", []session.Input{at(minutes(10), session.Say, "Ada")}, gone + " | customer: Ada", session.Abandoned},
		{"before missed", []session.Input{at(0, session.Say, "Ada"), tick(minutes(10) - second)}, name, session.Transferred},
		{"missed", []session.Input{at(0, session.Say, "Ada"), tick(minutes(10))}, missed, session.Missed},
		{"assigned is not replied", []session.Input{at(0, session.Say, "Ada"), at(second, session.AgentAssign, "Bo"), tick(minutes(10))}, name + " | system: Assigned to Bo | " + missed[len(name)+3:], session.Missed},
		{"a reply prevents missed", []session.Input{at(0, session.Say, "Ada"), at(second, session.AgentReply, "Hi"), tick(minutes(20))}, name + " | agent: Hi", session.Transferred},
		{"a choice", []session.Input{at(0, session.Say, "Ada"), at(minutes(10)+29*second, session.Press, "Email"), tick(minutes(60))}, missed + " | customer: Email | conversation.followUpChannel = email | bot: help@acme.example", session.Missed},
		{"waiting arms nothing", []session.Input{at(0, session.Say, "Ada"), at(minutes(10)+second, session.Press, "I'll wait"), tick(minutes(600))}, missed + " | customer: I'll wait | conversation.followUpChannel = wait", session.Missed},
		{"no choice in time", []session.Input{at(0, session.Say, "Ada"), tick(minutes(10) + 30*second)}, missed + " | timer | system: Marked as done", session.Missed},
		{"one second before", []session.Input{at(0, session.Say, "Ada"), tick(minutes(10) + 29*second)}, missed, session.Missed},
		{"an agent interrupts", []session.Input{at(second, session.AgentReply, "Hi"), tick(minutes(600))}, "agent: Hi | status interrupted", session.Interrupted},
	} {
		s, got := after(t, a, c.inputs...)
		if got != c.want || s.Status() != c.status {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, s.Status(), got, c.want)
		}
	}
}

func TestAbandonedIsDoneOnPremiumOnly(t *testing.T) {
	v := model.VolumeControl{Abandoned: &model.Abandoned{Then: "done"}}
	s, got := after(t, waiting(model.SMS, model.Premium, v), tick(minutes(10)), at(minutes(11), session.Say, "hello?"))
	if want := "timer | status abandoned | system: Marked as done | note the conversation has ended: what the customer writes now starts a new one"; got != want || !s.Done() {
		t.Errorf("premium: %s", got)
	}
	if s, got := after(t, waiting(model.SMS, model.Lite, v), tick(minutes(10))); s.Done() || !strings.HasSuffix(got, "status abandoned") {
		t.Errorf("lite: %s", got)
	}
}

func TestMissedWithoutPremiumIsNeverDone(t *testing.T) {
	s, got := after(t, waiting(model.Chat, model.Lite, chatTimers), at(0, session.Say, "Ada"), tick(minutes(600)))
	if s.Done() || s.Status() != session.Missed {
		t.Errorf("%s: %s", s.Status(), got)
	}
}

func TestVoiceRepeatsItsReminderThenTransfers(t *testing.T) {
	w, a := phone()
	a.Settings.VolumeControl.Reminder = &model.Reminder{Message: "Hello?"}
	p := session.Compile(w, a)
	for _, c := range []struct {
		after  time.Duration
		prompt int
		status session.Status
	}{
		{9 * second, 0, session.Running}, {10*second - 1, 0, session.Running}, {10 * second, 1, session.Running}, {19 * second, 1, session.Running},
		{20 * second, 2, session.Running}, {29 * second, 2, session.Running}, {30 * second, 3, session.Running}, {40*second - second, 3, session.Running}, {40 * second, 3, session.Transferred},
	} {
		s, events := session.Open(p, &session.Start{At: monday}, nil)
		events = session.Step(p, s, tick(c.after), events)
		all := strings.Join(lines(events), "|")
		if n := strings.Count(all, "bot: Hello?"); n != c.prompt || s.Status() != c.status {
			t.Errorf("after %s: %d prompts, %s: %s", c.after, n, s.Status(), all)
		}
	}
}

// TestAnUnansweredCallGoesToVoicemail: the caller is handed over after 40 seconds
// of silence, and to voicemail two minutes after that.
func TestAnUnansweredCallGoesToVoicemail(t *testing.T) {
	w, a := phone()
	a.Settings.VolumeControl.Reminder = &model.Reminder{Message: "Hello?"}
	const handed, voicemail = "status transferred", "status transferred|timer|-> mail (timer)|bot: Speak after the tone."
	run := func(inputs ...session.Input) (*session.Session, string) {
		p := session.Compile(w, a)
		s, events := session.Open(p, &session.Start{At: monday}, nil)
		for _, in := range inputs {
			events = session.Step(p, s, in, events)
		}
		return s, strings.Join(lines(events), "|")
	}
	for _, c := range []struct {
		name   string
		inputs []session.Input
		ends   string
	}{
		{"a second before", []session.Input{tick(160*second - second)}, handed},
		{"then", []session.Input{tick(160 * second)}, voicemail},
		{"long after", []session.Input{tick(minutes(600))}, voicemail},
		{"answered in time", []session.Input{at(160*second-second, session.AgentReply, "Hello"), tick(minutes(600))}, handed + "|agent: Hello"},
	} {
		s, all := run(c.inputs...)
		if !strings.HasSuffix(all, c.ends) || s.Status() != session.Transferred {
			t.Errorf("%s: %s %s", c.name, s.Status(), all)
		}
	}
	a.Dialogs = slices.DeleteFunc(a.Dialogs, func(d *model.Dialog) bool { return d.ID == "mail" })
	if _, all := run(tick(minutes(600))); !strings.HasSuffix(all, handed) {
		t.Errorf("where nothing takes a message: %s", all)
	}
}

func TestAbandonedOnEveryWrittenChannel(t *testing.T) {
	for _, c := range model.Channels() {
		if c == model.Voice {
			continue
		}
		a := waiting(c, model.Lite, model.VolumeControl{Abandoned: &model.Abandoned{After: model.Duration(minutes(7))}})
		for after, want := range map[time.Duration]session.Status{minutes(7) - second: session.Running, minutes(7): session.Abandoned} {
			if s, _ := play(t, &model.Workspace{}, a, tick(after)); s.Status() != want {
				t.Errorf("%s after %s: %s", c, after, s.Status())
			}
		}
	}
}

func TestAMessageAfterTheEndBeginsAnew(t *testing.T) {
	ended := waiting(model.Chat, model.Premium, model.VolumeControl{})
	ended.Settings.Satisfaction = &model.Satisfaction{Scale: 5}
	ended.Dialogs[1].End = &model.Interaction{ID: "i3", Settings: &model.EndConversation{}}
	done := waiting(model.SMS, model.Premium, model.VolumeControl{Abandoned: &model.Abandoned{Then: "done"}})
	queued := waiting(model.Chat, model.Premium, chatTimers)
	name := at(0, session.Say, "Ada")
	for _, c := range []struct {
		name   string
		a      *model.Assistant
		inputs []session.Input
		next   session.Input
		want   bool
	}{
		{"while it runs", ended, nil, name, false},
		{"ended", ended, []session.Input{name}, at(second, session.Say, "And another thing"), true},
		{"a rating in words", ended, []session.Input{name}, at(second, session.Say, "5"), false},
		{"after the rating", ended, []session.Input{name, at(second, session.Say, "5")}, at(second, session.Say, "5"), true},
		{"a button", ended, []session.Input{name}, at(second, session.Press, "Yes"), false},
		{"nothing but blanks", ended, []session.Input{name}, at(second, session.Say, " \n"), false},
		{"abandoned and done", done, []session.Input{tick(minutes(10))}, at(minutes(11), session.Say, "hello?"), true},
		{"abandoned, an agent's now", queued, []session.Input{tick(minutes(10))}, at(minutes(11), session.Say, "hello?"), false},
		{"transferred", queued, []session.Input{name}, at(second, session.Say, "hello?"), false},
		{"missed", queued, []session.Input{name, tick(minutes(10))}, at(minutes(11), session.Say, "hello?"), false},
		{"interrupted", queued, []session.Input{at(second, session.AgentReply, "Hi")}, at(minutes(11), session.Say, "hello?"), false},
	} {
		p := session.Compile(&model.Workspace{}, c.a)
		s, events := session.Open(p, &session.Start{At: monday}, nil)
		for _, in := range c.inputs {
			events = session.Step(p, s, in, events)
		}
		if got := s.Renews(p, c.next); got != c.want {
			t.Errorf("%s: %v after %s", c.name, got, strings.Join(lines(events), " | "))
		}
	}
}

// TestNothingLeavesAFinalStatus does all that can be done after a conversation
// has come to a status that is never left.
func TestNothingLeavesAFinalStatus(t *testing.T) {
	name, ended := at(0, session.Say, "Ada"), waiting(model.Chat, model.Premium, chatTimers)
	ended.Dialogs[1].End = &model.Interaction{ID: "i3", Settings: &model.EndConversation{}}
	done := waiting(model.Chat, model.Premium, model.VolumeControl{Abandoned: &model.Abandoned{Then: "done"}})
	plain := waiting(model.Chat, model.Premium, chatTimers)
	for _, a := range []*model.Assistant{ended, done, plain} {
		a.Settings.CustomerEnds, a.Settings.Satisfaction = true, &model.Satisfaction{Scale: 5}
	}
	for _, c := range []struct {
		name   string
		a      *model.Assistant
		inputs []session.Input
		status session.Status
	}{
		{"ended", ended, []session.Input{name}, session.Ended},
		{"closed by the customer", plain, []session.Input{at(second, session.CloseChat, "")}, session.Ended},
		{"abandoned, an agent's now", plain, []session.Input{tick(minutes(10))}, session.Abandoned},
		{"abandoned and done", done, []session.Input{tick(minutes(10))}, session.Abandoned},
		{"missed", plain, []session.Input{name, tick(minutes(10))}, session.Missed},
		{"interrupted", plain, []session.Input{at(second, session.AgentReply, "Hi")}, session.Interrupted},
	} {
		for kind := session.Tick; kind <= session.Language; kind++ {
			after := session.Input{Kind: kind, Text: "I'll wait", Number: 3, At: monday.Add(minutes(11)).UnixMilli()}
			s, got := play(t, &model.Workspace{}, c.a, append(slices.Clone(c.inputs), after, tick(minutes(600)))...)
			if s.Status() != c.status {
				t.Errorf("%s, then %v: %s: %s", c.name, kind, s.Status(), strings.Join(got, " | "))
			}
		}
	}
}

func TestArmedTimersAreListed(t *testing.T) {
	a := waiting(model.Chat, model.Premium, chatTimers)
	p := session.Compile(&model.Workspace{}, a)
	s, _ := session.Open(p, &session.Start{At: monday}, nil)
	got := s.Armed(p)
	if len(got) != 2 || got[0].Name != session.ReminderTimer || !got[0].At.Equal(monday.Add(minutes(5))) || !got[1].At.Equal(monday.Add(minutes(10))) {
		t.Errorf("got %v", got)
	}
}

func TestSlowTimeAndOneJumpAreTheSame(t *testing.T) {
	a := waiting(model.Chat, model.Premium, chatTimers)
	p := session.Compile(&model.Workspace{}, a)
	jump, one := session.Open(p, &session.Start{At: monday}, nil)
	one = session.Step(p, jump, tick(24*time.Hour), one)
	slow, many := session.Open(p, &session.Start{At: monday}, nil)
	for d := second; d <= 24*time.Hour; d += second {
		many = session.Step(p, slow, tick(d), many)
	}
	if strings.Join(lines(one), "|") != strings.Join(lines(many), "|") || jump.Hash() != slow.Hash() {
		t.Error("a day in one jump differs from a day second by second")
	}
}

func TestSurveyAfterTheEnd(t *testing.T) {
	a := waiting(model.Chat, model.Premium, model.VolumeControl{})
	a.Settings.Satisfaction = &model.Satisfaction{Scale: 5}
	a.Dialogs[1].End = &model.Interaction{ID: "i3", Settings: &model.EndConversation{}}
	rate := session.Input{Kind: session.Rate, Number: 6}
	ok := rate
	ok.Number = 4
	_, got := after(t, a, ok, at(0, session.Say, "Ada"), rate, ok, ok)
	want := "note there is no survey to answer | customer: Ada | customer.name = Ada | -> complete (end) | status ended | bot: How did we do? [1|2|3|4|5] | " +
		"note a rating is from 1 to 5 | rating | note the survey is answered already"
	if got != want {
		t.Errorf("got %s", got)
	}
	if _, got := after(t, a, at(0, session.Say, "Ada"), at(0, session.Press, "5")); !strings.HasSuffix(got, "| rating") {
		t.Errorf("a pressed rating: %s", got)
	}
}

func TestAProactiveChatBeginsWhenItIsTakenUp(t *testing.T) {
	a := waiting(model.Chat, model.Lite, chatTimers)
	p := session.Compile(&model.Workspace{}, a)
	run := func(inputs ...session.Input) (*session.Session, string) {
		s, events := session.Open(p, &session.Start{At: monday, Proactive: true}, nil)
		from := len(events)
		for _, in := range inputs {
			events = session.Step(p, s, in, events)
		}
		return s, strings.Join(lines(events[from:]), " | ")
	}
	if _, got := run(tick(minutes(60))); got != "" {
		t.Errorf("nobody took it up: %s", got)
	}
	if _, got := run(at(minutes(60), session.Engage, ""), tick(minutes(64)), tick(minutes(65))); got != "timer | bot: Still there? | bot: Name?" {
		t.Errorf("taken up: %s", got)
	}
	if s, got := run(at(0, session.Dismiss, ""), at(0, session.Say, "Ada"), tick(minutes(60))); got != "system: Dismissed | note the visitor has dismissed this chat" || s.Turns() != 0 {
		t.Errorf("dismissed: %s", got)
	}
}

func TestSurveyWhenAnAgentIsDone(t *testing.T) {
	a := waiting(model.Chat, model.Premium, model.VolumeControl{})
	a.Settings.Satisfaction = &model.Satisfaction{Scale: 3}
	done := at(second, session.AgentDone, "")
	const asked = "system: Marked as done | bot: How did we do? [1|2|3]"
	if _, got := after(t, a, done, at(2*second, session.Press, "3")); got != asked+" | rating" {
		t.Errorf("while the assistant runs: %s", got)
	}
	const name = "customer: Ada | customer.name = Ada | -> complete (end) | transfer to Care | status transferred"
	if _, got := after(t, a, at(0, session.Say, "Ada"), done, at(2*second, session.Say, "2")); got != name+" | "+asked+" | rating" {
		t.Errorf("after a transfer: %s", got)
	}
	if s, got := after(t, a, done, at(2*second, session.Say, "Ada")); got != asked+" | "+name || s.Status() != session.Transferred {
		t.Errorf("an answer instead of a rating: %s", got)
	}
}

func TestAProactiveChatDoesNothingButSpeakBeforeItIsTakenUp(t *testing.T) {
	hello, question := &model.SendMessage{Text: "Need a hand?"}, &model.ButtonQuestion{Text: "Which?", Buttons: []model.Label{"Sales"}}
	tag := &model.UpdateAttribute{Attribute: "conversation.name", Value: model.Change{Op: model.ChangeSet, Value: model.TextOf("x")}}
	engage := session.Input{Kind: session.Engage}
	const opened = "bot: Need a hand?"
	for _, c := range []struct {
		name   string
		list   []model.InteractionSettings
		inputs []session.Input
		want   string
	}{
		{"a question at once", []model.InteractionSettings{hello, question, tag}, nil, opened + " | bot: Which? [Sales]"},
		{"its button engages", []model.InteractionSettings{hello, question, tag}, []session.Input{press("Sales")},
			opened + " | bot: Which? [Sales] | customer: Sales | conversation.name = x | transfer to  | status transferred"},
		{"a message alone", []model.InteractionSettings{hello}, nil, opened},
		{"a message, engaged", []model.InteractionSettings{hello, tag}, []session.Input{engage}, opened + " | conversation.name = x | transfer to  | status transferred"},
		{"a message, answered", []model.InteractionSettings{hello, tag, question}, []session.Input{say("yes")}, opened + " | customer: yes | conversation.name = x | bot: Which? [Sales]"},
		{"a message, dismissed", []model.InteractionSettings{hello, tag}, []session.Input{{Kind: session.Dismiss}, engage},
			opened + " | system: Dismissed | note there is no proactive chat to engage or dismiss"},
		{"a branch to a question", []model.InteractionSettings{hello, &model.ConditionalBranch{Otherwise: &model.Outcome{Do: interactions("o", question)}}, tag}, nil, opened + " | bot: Which? [Sales]"},
		{"a workflow", []model.InteractionSettings{hello, &model.RunWorkflow{Workflow: "none"}}, nil, opened},
		{"an hour later", []model.InteractionSettings{hello, tag}, []session.Input{tick(time.Hour)}, opened},
	} {
		a := &model.Assistant{ID: "a", Channel: model.Chat, Type: model.Premium, Settings: model.Settings{VolumeControl: chatTimers},
			Dialogs: []*model.Dialog{{ID: "welcome", Name: "Welcome", Interactions: interactions("i", c.list...), End: &model.Interaction{ID: "e", Settings: &model.Transfer{}}}}}
		p := session.Compile(&model.Workspace{}, a)
		s, events := session.Open(p, &session.Start{At: monday, Proactive: true}, nil)
		for _, in := range c.inputs {
			events = session.Step(p, s, in, events)
		}
		if got := strings.Join(lines(events[1:]), " | "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
