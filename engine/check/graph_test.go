package check_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"parley/engine/check"
	"parley/engine/model"
	"parley/engine/session"
)

func TestHowDialogsHangTogether(t *testing.T) {
	E, W, H := check.Error, check.Warning, check.Hint
	to := func(id model.DialogID) *model.Redirect { return &model.Redirect{Dialog: id} }
	run(t, []ruleCase{
		{"dangling redirect", func(x *world) { x.welcome.End.Settings = to("aks") }, finding{"danglingRedirect", E, "[welcome].end.dialog", `Redirect to dialog leads to "aks"`, "did you mean Ask name?"}},
		{"empty redirect", func(x *world) { x.welcome.End.Settings = to("") }, finding{"danglingRedirect", E, "[welcome].end.dialog", "leads nowhere", "choose a dialog"}},
		{"dangling button", func(x *world) { x.menu.Buttons[0].Dialog = "nowhere" }, finding{"danglingRedirect", E, "buttons[0].dialog", `"Yes" leads to "nowhere"`, "choose a dialog"}},
		{"dangling branch", func(x *world) { x.branch.Otherwise = &model.Outcome{Redirect: "complet"} }, finding{"danglingRedirect", E, "otherwise.redirect", "complet", "Complete Assistant"}},
		{"dangling and unreachable", func(x *world) { x.add("lost", say("s"), to("nowhere")) }, finding{"danglingRedirect", W, "[lost].end.dialog", "nowhere", "choose"}},
		{"a branch that goes on", func(x *world) { x.branch.Otherwise = &model.Outcome{} }, finding{"danglingRedirect", none, "", "", ""}},
		{"no end", func(x *world) { x.welcome.End = nil; x.w.Rules[0].Dialog = "ask" }, finding{"noEnd", E, "[welcome].end", "no end interaction", "redirect"}},
		{"no end of Complete Assistant", func(x *world) { x.complete.End = nil }, finding{"noEnd", E, "[complete].end", "no end interaction", ""}},
		{"no end, unreachable", func(x *world) { x.add("lost", say("s"), nil) }, finding{"noEnd", W, "[lost].end", "no end interaction", ""}},
		{"no end but all redirect", func(x *world) {
			x.branch.Branches[0].Redirect, x.branch.Otherwise, x.ask.End = "complete", &model.Outcome{Redirect: "complete"}, nil
		}, finding{"noEnd", none, "", "", ""}},
		{"end after all redirect", func(x *world) {
			x.branch.Branches[0].Redirect, x.branch.Otherwise = "complete", &model.Outcome{Redirect: "complete"}
		}, finding{"afterRedirect", E, "[ask].end", "end interaction can never be reached", "delete it"}},
		{"message after all redirect", func(x *world) {
			x.branch.Branches[0].Redirect, x.branch.Otherwise, x.ask.End = "complete", &model.Outcome{Redirect: "complete"}, nil
			x.ask.Interactions = append(x.ask.Interactions, say("s")...)
		}, finding{"afterRedirect", E, "[ask].interactions[s]", "nothing can reach this", "delete it"}},
		{"after a schedule of two redirects", func(x *world) {
			x.first(&model.BusinessSchedule{Inside: &model.Outcome{Redirect: "complete"}, Outside: &model.Outcome{Redirect: "complete"}})
		}, finding{"afterRedirect", E, "[ask].interactions[name]", "nothing can reach", ""}},
		{"after a schedule of one redirect", func(x *world) {
			x.first(&model.BusinessSchedule{Inside: &model.Outcome{Redirect: "complete"}})
		}, finding{"afterRedirect", none, "", "", ""}},
		{"two ends", func(x *world) {
			x.ask.Interactions = append(x.ask.Interactions, model.Interaction{ID: "r", Settings: to("complete")})
		}, finding{"moreThanOneEnd", E, "interactions[r]", "one end interaction too many", "delete it"}},
		{"an end among the others", func(x *world) {
			x.ask.Interactions = append(x.ask.Interactions, model.Interaction{ID: "r", Settings: to("complete")})
			x.ask.End = nil
		}, finding{"endAmongSteps", E, "interactions[r]", "can only be the dialog's end", "make it the end"}},
		{"a message at the end", func(x *world) { x.ask.End.Settings = &model.SendMessage{Text: "Bye"} }, finding{"notAnEnd", E, "[ask].end", "neither redirects nor ends", "put it among"}},
		{"unreachable", func(x *world) { x.add("lost", say("s"), to("ask")) }, finding{"unreachable", W, "[lost]", "nobody can reach", "intent"}},
		{"reached by a rule", func(x *world) { x.add("lost", say("s"), to("ask")); x.w.Rules[0].Dialog = "lost" }, finding{"unreachable", none, "", "", ""}},
		{"reached by an intent", func(x *world) { x.listens(); x.add("lost", say("s"), to("ask")).Intent = "refund" }, finding{"un", none, "", "", ""}},
		{"an intent that no reply is read for", func(x *world) { x.premium(); x.add("lost", say("s"), to("ask")).Intent = "refund" }, finding{"intentUnheard", W, "[lost].intent", "never starts", "turn on understand intents"}},
		{"what no intent reaches is told once", func(x *world) { x.premium(); x.add("lost", say("s"), to("ask")).Intent = "refund" }, finding{"unreachable", none, "", "", ""}},
		{"an intent that only its own dialog would be read for", func(x *world) {
			x.premium()
			d := x.add("lost", []model.Interaction{{ID: "s", Settings: &model.TextQuestion{Text: "?", UnderstandIntents: true}}}, to("ask"))
			d.Intent = "refund"
		}, finding{"intentUnheard", W, "[lost].intent", "never starts", ""}},
		{"a dialog behind an intent's", func(x *world) {
			x.listens()
			x.add("lost", say("s"), to("far")).Intent = "refund"
			x.add("far", say("f"), to("ask"))
		}, finding{"unreachable", none, "", "", ""}},
		{"a question that understands nothing", func(x *world) { x.listens() }, finding{"nothingToUnderstand", W, "interactions[name]", "no dialog carries one", "turn it off"}},
		{"a question that understands something", func(x *world) { x.listens(); x.complete.Intent = "refund" }, finding{"nothingToUnderstand", none, "", "", ""}},
		{"reached where no intent is detected", func(x *world) { x.listens(); x.fallBack("lost"); x.add("lost", say("s"), to("ask")) }, finding{"unreachable", none, "", "", ""}},
		{"no fallback on chat", func(x *world) {
			x.listens()
			x.a.Settings.Behavior.IntentNotDetected.Dialog = "lost"
			x.add("lost", say("s"), to("ask"))
		}, finding{"unreachable", W, "[lost]", "nobody can reach", ""}},
		{"a fallback that nothing comes to", func(x *world) { x.premium(); x.fallBack("lost"); x.add("lost", say("s"), to("ask")) }, finding{"unreachable", W, "[lost]", "", ""}},
		{"a fallback without use", func(x *world) { x.premium(); x.fallBack("ask") }, finding{"fallbackUnused", H, "behavior.intentNotDetected", "never used", "turn on understand intents"}},
		{"a fallback in use", func(x *world) { x.listens(); x.fallBack("ask") }, finding{"fallbackUnused", none, "", "", ""}},
		{"a dangling fallback", func(x *world) { x.listens(); x.fallBack("aks") }, finding{"danglingRedirect", E, "behavior.intentNotDetected", `leads to "aks"`, "did you mean Ask name?"}},
		{"reached by a dead link only", func(x *world) {
			x.add("lost", say("s"), to("complete"))
			x.first(&model.BusinessSchedule{Inside: &model.Outcome{Redirect: "complete"}, Outside: &model.Outcome{Redirect: "complete"}})
			x.end(to("lost"))
		}, finding{"unreachable", W, "[lost]", "", ""}},
		{"Complete Assistant is never unreachable", func(x *world) { x.end(to("ask")); x.menu = nil }, finding{"unreachable", none, "", "", ""}},
		{"endless loop", func(x *world) {
			x.add("a1", say("s1"), to("b1"))
			x.add("b1", say("s2"), to("a1"))
			x.welcome.End.Settings = to("a1")
		},
			finding{"endlessLoop", E, "[a1].end.dialog", "a1, b1 lead round and round", "ask something"}},
		{"endless loop on itself", func(x *world) { x.welcome.End.Settings = to("welcome") }, finding{"endlessLoop", E, "[welcome].end.dialog", "Welcome leads to itself", "ask something"}},
		{"loop with a way out", func(x *world) {
			x.add("a1", []model.Interaction{{ID: "b", Settings: &model.ConditionalBranch{Branches: []model.Branch{{When: cond("customer.vip", model.OpSet, model.Value{}), Redirect: "ask"}}}}}, to("b1"))
			x.add("b1", say("s2"), to("a1"))
			x.welcome.End.Settings = to("a1")
		}, finding{"loopWithoutInput", W, "[a1].end.dialog", "without any input", "ask something"}},
		{"loop with a question that may be skipped", func(x *world) {
			x.add("a1", []model.Interaction{{ID: "q", Settings: &model.AttributeQuestion{Text: "?", Attribute: "conversation.colour", SkipIfSet: true}}}, to("a1"))
			x.welcome.End.Settings = to("a1")
		}, finding{"loopWithoutInput", W, "[a1].end.dialog", "", ""}},
		{"loop with a question", func(x *world) {}, finding{"oop", none, "", "", ""}},
		{"loop nobody reaches", func(x *world) { x.add("a1", say("s1"), to("a1")) }, finding{"endlessLoop", none, "", "", ""}},
		{"intent used twice", func(x *world) { x.premium(); x.ask.Intent, x.complete.Intent = "refund", "refund" }, finding{"intentUsedTwice", E, "[complete].intent", "starts Ask name already", "another intent"}},
		{"two intents", func(x *world) { x.premium(); x.ask.Intent, x.complete.Intent = "refund", "track" }, finding{"intentUsedTwice", none, "", "", ""}},
		{"two dialogs of one id", func(x *world) { x.add("ask", say("s"), to("complete")) }, finding{"duplicateId", E, "dialogs[2]", "two dialogs with the id ask", "another id"}},
		{"two interactions of one id", func(x *world) { x.complete.Interactions[0].ID = "hello" }, finding{"duplicateId", E, "[complete].interactions[hello]", "Welcome has the id hello too", "another id"}},
		{"two interactions of one id in a dialog", func(x *world) { x.branch.Branches[0].Do[0].ID = "name" }, finding{"duplicateId", E, "[ask]", "Ask name has the id name too", "another id"}},
		{"menu too deep", deepMenus(4), finding{"menuLevels", H, "[m3].end", "level 4", "flatter"}},
		{"menu deep", deepMenus(3), finding{"menuLevels", none, "", "", ""}},
		{"no something else", func(x *world) { x.end(&model.NavigationButtons{Text: "?", Buttons: nav("Red", "Green", "Blue")}) }, finding{"noSomethingElse", H, "[ask].end", "something else", "add one"}},
		{"something else", func(x *world) {
			x.end(&model.NavigationButtons{Text: "?", Buttons: nav("Red", "Green", "Something else")})
		}, finding{"noSomethingElse", none, "", "", ""}},
		{"otra cosa", func(x *world) { x.end(&model.NavigationButtons{Text: "?", Buttons: nav("Red", "Green", "Otra cosa")}) }, finding{"noSomethingElse", none, "", "", ""}},
		{"silent hand-over", func(x *world) { x.complete.Interactions = nil }, finding{"silentHandOver", H, "[complete].end", "not announced", "say before it"}},
		{"hand-over by a button that says so", func(x *world) { x.complete.Interactions = nil; x.menu.Buttons[1].Label = "Talk to a person" }, finding{"silentHandOver", none, "", "", ""}},
		{"hand-over said just before", func(x *world) {
			x.complete.Interactions = nil
			x.add("bye", say("s"), to("complete"))
			x.menu.Buttons[1].Dialog = "bye"
		}, finding{"silentHandOver", none, "", "", ""}},
		{"too many interactions", func(x *world) {
			for i := range 12 {
				x.welcome.Interactions = append(x.welcome.Interactions, say(fmt.Sprint("m", i))...)
			}
		}, finding{"manySteps", H, "[welcome]", "14 interactions", "split"}},
		{"no disclosure", func(x *world) { x.hello.Text = "Hello!" }, finding{"noDisclosure", W, "[welcome]", "a bot is talking", "Acme bot"}},
		{"disclosure in the question after it", func(x *world) { x.hello.Text = "Hello!"; x.question.Text = "This virtual assistant needs your name" }, finding{"noDisclosure", none, "", "", ""}},
		{"disclosure after the question", func(x *world) { x.hello.Text = "Hello!"; x.menu.Text = "The bot thanks you" }, finding{"noDisclosure", W, "", "", ""}},
		{"disclosure in a snippet", func(x *world) { x.hello.Text = "{{snippet.greeting}}" }, finding{"noDisclosure", none, "", "", ""}},
		{"no consent text", func(x *world) { x.a.Settings.ConsentFooter = "" }, finding{"noConsent", H, "consentFooter", "customer's words", "footer"}},
		{"consent in the first message", func(x *world) { x.a.Settings.ConsentFooter = ""; x.hello.Text += " See our privacy notice." }, finding{"noConsent", none, "", "", ""}},
		{"no feedback", func(x *world) { x.premium(); x.end(&model.EndConversation{}) }, finding{"noFeedback", H, "[ask].end", "how it went", "feedback"}},
		{"feedback by survey", func(x *world) {
			x.premium()
			x.end(&model.EndConversation{})
			x.a.Settings.Satisfaction = &model.Satisfaction{Scale: 5}
		}, finding{"noFeedback", none, "", "", ""}},
		{"proactive start", func(x *world) {
			x.w.Rules[0].Proactive, x.w.Rules[0].Dialog = true, "ask"
			x.ask.Interactions = x.ask.Interactions[1:]
		}, finding{"proactiveStart", none, "[ask]", "", ""}}, // told with the rule, among all
		{"address asked for and compared", func(x *world) {
			x.question.Save, x.question.Expect = "customer.email", "email"
			x.branch.Branches[0].When = cond("customer.email", model.OpContains, model.TextOf("@acme"))
		}, finding{"unverifiedEmail", H, "when[0].attribute", "until it is verified", "texts only"}},
		{"address compared only", func(x *world) {
			x.branch.Branches[0].When = cond("customer.email", model.OpContains, model.TextOf("@acme"))
		}, finding{"unverifiedEmail", none, "", "", ""}},
		{"proactive start with words", func(x *world) { x.w.Rules[0].Proactive = true }, finding{"proactiveStart", none, "", "", ""}},
	})
}

func nav(labels ...string) []model.NavButton {
	var out []model.NavButton
	for _, l := range labels {
		out = append(out, model.NavButton{Label: model.Label(l), Dialog: "complete"})
	}
	return out
}

// deepMenus puts n menus one behind the other.
func deepMenus(n int) func(x *world) {
	return func(x *world) {
		x.welcome.End.Settings = &model.Redirect{Dialog: "m0"}
		for i := range n {
			next := model.DialogID(fmt.Sprintf("m%d", i+1))
			if i == n-1 {
				next = "ask"
			}
			x.add(model.DialogID(fmt.Sprintf("m%d", i)), say(fmt.Sprint("s", i)), &model.NavigationButtons{Text: "?", Buttons: append(nav("A", "Other"), model.NavButton{Label: "Down", Dialog: next})})
		}
	}
}

func TestTheTwoDialogsAndTheSettings(t *testing.T) {
	E, W, H := check.Error, check.Warning, check.Hint
	run(t, []ruleCase{
		{"Welcome renamed", func(x *world) { x.welcome.Name = "Hello" }, finding{"welcomeRenamed", E, "[welcome].name", `Welcome is named "Hello"`, "name it Welcome"}},
		{"Welcome not first", func(x *world) { x.a.Dialogs[0], x.a.Dialogs[1] = x.a.Dialogs[1], x.a.Dialogs[0] }, finding{"welcomeNotFirst", E, "dialogs[welcome]", "not the first", "top"}},
		{"Welcome missing", func(x *world) { x.a.Dialogs = x.a.Dialogs[1:] }, finding{"welcomeMissing", E, "dialogs", "no dialog Welcome", "welcome"}},
		{"Welcome by its name", func(x *world) { x.welcome.ID = "start"; x.w.Rules = nil }, finding{"welcome", none, "", "", ""}},
		{"no dialogs", func(x *world) { x.a.Dialogs = nil; x.w.Rules = nil }, finding{"empty", E, "dialogs", "no dialogs", "add one"}},
		{"Complete Assistant missing", func(x *world) { x.a.Dialogs = x.a.Dialogs[:2] }, finding{"completeMissing", E, "dialogs", "no dialog Complete Assistant", "add one"}},
		{"Complete Assistant renamed", func(x *world) { x.complete.Name = "Over" }, finding{"completeRenamed", E, "[complete].name", `"Over"`, "name it"}},
		{"abandoned too early", func(x *world) {
			x.a.Settings.VolumeControl = model.VolumeControl{Reminder: &model.Reminder{After: minutes(10)}, Abandoned: &model.Abandoned{After: minutes(10)}}
		}, finding{"abandonedTooEarly", E, "abandoned.after", "abandoned after 10m", "later"}},
		{"abandoned too early by its default", func(x *world) {
			x.a.Settings.VolumeControl = model.VolumeControl{Reminder: &model.Reminder{After: minutes(11)}, Abandoned: &model.Abandoned{}}
		}, finding{"abandonedTooEarly", E, "abandoned.after", "after 11m", "later"}},
		{"abandoned late enough", func(x *world) {
			x.a.Settings.VolumeControl = model.VolumeControl{Reminder: &model.Reminder{}, Abandoned: &model.Abandoned{}}
		}, finding{"abandonedTooEarly", none, "", "", ""}},
		{"marked as done", func(x *world) { x.a.Settings.VolumeControl.Abandoned = &model.Abandoned{Then: "done"} }, finding{"fieldNotAllowed", E, "abandoned.then", "Premium only", "Premium"}},
		{"missed too soon", func(x *world) { x.a.Settings.VolumeControl.Missed = &model.Missed{After: minutes(2)} }, finding{"missedTime", H, "missed.after", "2m", "5 to 15"}},
		{"missed in time", func(x *world) { x.a.Settings.VolumeControl.Missed = &model.Missed{} }, finding{"missedTime", none, "", "", ""}},
		{"follow-up not installed", func(x *world) {
			x.a.Settings.VolumeControl.Missed = &model.Missed{Channels: []model.FollowUp{{Channel: "email", Address: "a@b.example"}}}
		}, finding{"channelNotInstalled", W, "channels[0]", "email is not installed", "install"}},
		{"wrong number", func(x *world) {
			x.a.Settings.VolumeControl.Missed = &model.Missed{Channels: []model.FollowUp{{Channel: "phone", Address: "0175 555"}}}
		}, finding{"addressShape", E, "channels[0]", "0175 555", "+19175550123"}},
		{"wait", func(x *world) {
			x.a.Settings.VolumeControl.Missed = &model.Missed{Channels: []model.FollowUp{{Channel: "wait"}}}
		}, finding{"addressShape", none, "", "", ""}},
		{"no disclosure again", func(x *world) {
			x.a.Settings.VolumeControl.Reminder = &model.Reminder{After: minutes(45), Message: "Hi?"}
		}, finding{"noDisclosureAgain", H, "reminder.message", "45m", "say it again"}},
		{"unknown scale", func(x *world) { x.a.Settings.Satisfaction = &model.Satisfaction{Scale: 4} }, finding{"unknownWord", E, "scale", `"4"`, "2, 3, 5"}},
		{"timer not on channel", func(x *world) { x.on(model.SMS); x.a.Settings.VolumeControl.Missed = &model.Missed{} }, finding{"fieldNotAllowed", E, "missed", "not on SMS", "take it away"}},
	})
}

func TestAProactiveStartWithoutWordsStopsPublishing(t *testing.T) {
	x := made()
	x.w.Rules[0].Proactive, x.w.Rules[0].Dialog = true, "ask"
	x.ask.Interactions = x.ask.Interactions[1:]
	all := check.Check(x.w, x.a)
	if got := codes(all); !strings.Contains(got, "error proactiveStart at assistants[a].dialogs[ask]") || !check.HasErrors(all) {
		t.Error(got)
	}
}

func TestManyDanglingLinksCostNoTime(t *testing.T) {
	w, a := big(2000)
	for _, d := range a.Dialogs[3:] {
		d.End.Settings.(*model.NavigationButtons).Buttons[0].Dialog += "x"
	}
	var c check.Checker
	c.Check(w, a)
	if n := testing.AllocsPerRun(3, func() { c.Check(w, a) }); n > 150_000 {
		t.Errorf("%v allocations for a check of what has not changed", n)
	}
}

func TestKindsThatAreNotPlayedYetAreErrors(t *testing.T) {
	for _, k := range model.Kinds() {
		x := made()
		x.a.Channel, x.a.Type = k.Channels[0], k.Types[0]
		x.first(k.New())
		found := false
		for _, f := range check.Check(x.w, x.a) {
			found = found || f.Code == "notPlayed" && f.Severity == check.Error && f.Interaction == "new" && strings.Contains(f.Message, k.Name)
		}
		if found == session.Plays(k) {
			t.Errorf("%s: played %v, called not played %v", k.Key, session.Plays(k), found)
		}
	}
}

func TestLinks(t *testing.T) {
	x := made()
	cases := []struct {
		name  string
		make  func()
		state check.LinkState
		why   string
		ways  int
	}{
		{"buttons", func() {}, check.Linked, "", 2},
		{"a dangling button", func() { x.menu.Buttons[0].Dialog = "nowhere" }, check.Unlinked, "there is no dialog nowhere", 2},
		{"an empty button", func() { x.menu.Buttons[0].Dialog = "" }, check.Unlinked, `"Yes" leads nowhere`, 2},
		{"no buttons", func() { x.menu.Buttons = nil }, check.Unlinked, "the end interaction leads nowhere", 0},
		{"no end", func() { x.ask.End = nil }, check.Unlinked, "no end interaction", 0},
		{"all redirect", func() {
			x.ask.End = nil
			x.branch.Branches[0].Redirect = "ask"
			x.branch.Otherwise = &model.Outcome{Redirect: "complete"}
		}, check.Linked, "", 2},
		{"all redirect, one dangling", func() {
			x.ask.End = nil
			x.branch.Branches[0].Redirect = "nowhere"
			x.branch.Otherwise = &model.Outcome{Redirect: "complete"}
		}, check.Unlinked, "there is no dialog nowhere", 2},
		{"transfer", func() { x.ask.End.Settings = &model.Transfer{} }, check.Final, "", 0},
		{"end conversation", func() { x.ask.End.Settings = &model.EndConversation{} }, check.Final, "", 0},
		{"a branch and a redirect", func() { x.branch.Branches[0].Redirect = "welcome" }, check.Linked, "", 3},
	}
	for _, c := range cases {
		x = made()
		c.make()
		got := check.Links(x.a, x.ask)
		if got.State != c.state || got.Why != c.why || len(got.To) != c.ways {
			t.Errorf("%s: %s %q with %d ways, want %s %q with %d", c.name, got.State, got.Why, len(got.To), c.state, c.why, c.ways)
		}
		var kept check.Anchors
		kept.Update(x.a)
		if again := kept.Of(x.ask); !reflect.DeepEqual(got, again) {
			t.Errorf("%s: kept anchors say %+v", c.name, again)
		}
	}
	if got := check.Links(x.a, nil); got.State != check.NoLink {
		t.Error("a dialog out of nothing")
	}
	from := check.LinkedFrom(made().a, "complete")
	if len(from) != 1 || from[0].From.ID != "ask" || from[0].Link.Label != "No" {
		t.Errorf("linked from %+v", from)
	}
}

func TestNearest(t *testing.T) {
	words := []string{"customer.name", "customer.email", "conversation.name", "ask", "Añadir", ""}
	for wrong, want := range map[string]string{
		"customer.nmae": "customer.name", "CUSTOMER.EMAIL": "customer.email", "customer.e-mail": "customer.email", "aks": "ask", "anadir": "Añadir",
		"conversation": "", "qqqqqq": "", "conversation.nam": "conversation.name",
	} {
		if got := check.Nearest(wrong, words); got != want {
			t.Errorf("%q: %q, want %q", wrong, got, want)
		}
	}
	if check.Nearest("a", nil) != "" {
		t.Error("something out of nothing")
	}
}
