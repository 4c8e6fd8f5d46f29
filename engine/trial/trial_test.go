package trial_test

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/trial"
)

// workspace is one assistant that asks a name and a team, says two things and hands over.
func workspace() *model.Workspace {
	step := func(s model.InteractionSettings) model.Interaction { return model.Interaction{Settings: s} }
	to := func(id model.DialogID) *model.Interaction {
		return &model.Interaction{Settings: &model.Redirect{Dialog: id}}
	}
	a := &model.Assistant{ID: "route", Name: "Route", Type: model.Lite, Channel: model.Chat, Dialogs: []*model.Dialog{
		{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{step(&model.SendMessage{Text: "Hello! I'm a bot."})}, End: to("name")},
		{ID: "name", Name: "Name", Interactions: []model.Interaction{step(&model.TextQuestion{Text: "What is your name?", Save: "customer.name"})}, End: to("team")},
		{ID: "team", Name: "Team", Interactions: []model.Interaction{
			step(&model.AttributeQuestion{Text: "Which team?", Attribute: "conversation.assignedTeam", Values: []model.Label{"CX", "Sales", "Shipping"}}),
			step(&model.ConditionalBranch{
				Branches: []model.Branch{
					{When: []model.Condition{{Attribute: "conversation.assignedTeam", Is: model.OpEqual, Value: model.TextOf("Sales")}},
						Do: []model.Interaction{step(&model.UpdateAttribute{Attribute: "conversation.priority", Value: model.Change{Op: model.ChangeSet, Value: model.NumberOf(5)}})}},
					{When: []model.Condition{{Attribute: "conversation.assignedTeam", Is: model.OpEqual, Value: model.TextOf("Shipping")}}, Redirect: "welcome"},
					{When: []model.Condition{{Attribute: "conversation.assignedTeam", Is: model.OpEqual, Value: model.TextOf("CX")}}},
				}}),
		}, End: to("complete")},
		{ID: "complete", Name: "Complete Assistant", Interactions: []model.Interaction{
			step(&model.SendMessage{Text: "Thanks, {{customer.name}}."}), step(&model.SendMessage{Text: "Over to *{{conversation.assignedTeam}}*.\nBye!"})},
			End: &model.Interaction{Settings: &model.Transfer{Team: "{{conversation.assignedTeam}}"}}},
	}}
	return &model.Workspace{Assistants: []*model.Assistant{a}, Customers: []*model.Customer{{ID: "ada", Name: "Ada Byron", Company: "Engines", VIP: true}}}
}

func bot(patterns ...string) model.Step   { return model.Step{Bot: append([]string{}, patterns...)} }
func buttons(labels ...string) model.Step { return model.Step{Buttons: append([]string{}, labels...)} }
func do(a model.Action) model.Step        { return model.Step{Action: &a} }
func say(s string) model.Step             { return do(model.Action{Verb: model.VerbSay, Text: s}) }
func press(s string) model.Step           { return do(model.Action{Verb: model.VerbPress, Text: s}) }
func wait(d time.Duration) model.Step {
	return do(model.Action{Verb: model.VerbWait, Wait: model.Duration(d)})
}
func attribute(k string, v any) model.Map[model.Value] {
	var value model.Value
	_ = value.FromNotation(v)
	return model.Map[model.Value]{{Key: k, Value: value}}
}

func run(c model.Case) trial.Result {
	w := workspace()
	return trial.Run(w, session.Compile(w, w.Assistants[0]), c)
}

func TestThePagesExample(t *testing.T) {
	r := run(model.Case{Name: "reaches sales", At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Customer: "ada",
		Steps:       []model.Step{bot("Hello*"), bot("What is your name?"), say("Ada"), buttons("CX", "Sales", "Shipping"), press("Sales"), wait(time.Minute)},
		Expectation: model.Expectation{Status: "transferred", Path: []model.DialogID{"welcome", "name", "team", "complete"}, Attributes: attribute("conversation.priority", 5)}})
	if !r.Passed() || r.Turns != 2 || r.Status != session.Transferred || len(r.Path) != 4 {
		t.Fatalf("%s", strings.Join(r.Lines(), "\n"))
	}
	if got := strings.Join(r.Lines(), "\n"); got != "ok    reaches sales" {
		t.Error(got)
	}
}

func TestReading(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps []model.Step
		pass  bool
	}{
		{"nothing is asked", nil, true},
		{"what is left out is passed over", []model.Step{bot("What is*")}, true},
		{"the position moves behind what was read", []model.Step{bot("What is*"), bot("Hello*")}, false},
		{"several in a row", []model.Step{bot("Hello*", "What is*")}, true},
		{"not in a row", []model.Step{bot("Hello*", "Which*")}, false},
		{"nothing more", []model.Step{bot("Hello*", "What is*"), bot()}, true},
		{"something more", []model.Step{bot("Hello*"), bot()}, false},
		{"an answer is not looked for ahead of its question", []model.Step{say("Ada"), bot("Hello*")}, false},
		{"an answer comes after its question", []model.Step{say("Ada"), bot("Which team?")}, true},
		{"waiting passes over nothing", []model.Step{say("Ada"), press("CX"), wait(time.Hour), bot("Thanks, Ada.")}, true},
		{"case counts", []model.Step{bot("hello*")}, false},
		{"regular expression", []model.Step{bot(`/^Hello.*b[aeiou]t\.$/`)}, true},
		{"regular expression looks anywhere", []model.Step{bot(`/(?i)YOUR/`)}, true},
		{"broken regular expression", []model.Step{bot(`/(/`)}, false},
		{"a question mark is any character", []model.Step{bot("What is your name?")}, true},
		{"a star alone", []model.Step{bot("*")}, true},
		{"an escaped star is a star", []model.Step{say("Ada"), press("Sales"), bot("Thanks*", `Over to \*Sales\*.*Bye!`)}, true},
		{"an escaped star is nothing else", []model.Step{bot(`Hello\*`)}, false},
		{"a glob is the whole message", []model.Step{bot("Hello")}, false},
		{"no buttons", []model.Step{buttons()}, true},
		{"buttons where none should be", []model.Step{say("Ada"), buttons()}, false},
		{"buttons in order", []model.Step{say("Ada"), buttons("Sales", "CX", "Shipping")}, false},
		{"press what is not there", []model.Step{say("Ada"), press("Legal")}, false},
		{"say nothing", []model.Step{say(" ")}, false},
		{"the second button", []model.Step{say("Ada"), press("#2"), bot("Thanks*"), bot("*Sales*")}, true},
	} {
		if r := run(model.Case{Name: c.name, Steps: c.steps}); r.Passed() != c.pass {
			t.Errorf("%s: passed %v\n%s", c.name, r.Passed(), strings.Join(r.Lines(), "\n"))
		}
	}
}

func TestFailuresRead(t *testing.T) {
	for _, c := range []struct {
		c    model.Case
		want string
	}{
		{model.Case{Name: "typo", Steps: []model.Step{bot("Hello*"), bot("What is your nmae?")}}, `FAIL  typo
      step 2 (bot): no message is like it
        - What is your nmae?
        + What is your name?
      path: welcome > name (running)`},
		{model.Case{Name: "early", Steps: []model.Step{say("Ada"), bot("Hello*")}}, `FAIL  early
      step 2 (bot): no message since "say Ada" is like it; it came earlier
        - Hello*
        + Which team?
      path: welcome > name > team (running)`},
		{model.Case{Name: "silence", Steps: []model.Step{bot("Hello*", "*"), bot("Well?")}}, `FAIL  silence
      step 2 (bot): the bot said nothing more
        - Well?
      path: welcome > name (running)`},
		{model.Case{Name: "row", Steps: []model.Step{bot("Hello*", "Who are you?", "What is*")}}, `FAIL  row
      step 1 (bot): these did not come in a row
          Hello! I'm a bot.
        - Who are you?
          What is your name?
      path: welcome > name (running)`},
		{model.Case{Name: "buttons", Steps: []model.Step{say("Ada"), buttons("CX", "Legal", "Shipping")}}, `FAIL  buttons
      step 2 (buttons): other buttons are offered
          CX
        - Legal
        + Sales
          Shipping
      path: welcome > name > team (running)`},
		{model.Case{Name: "unfit", Steps: []model.Step{say("Ada"), press("Legal"), bot("never read")}}, `FAIL  unfit
      step 2 (press): there is no button "Legal" here: press one of CX, Sales, Shipping
      path: welcome > name > team (running)`},
		{model.Case{Name: "end", Customer: "ada", Steps: []model.Step{say("Ada"), press("Sales")}, Expectation: model.Expectation{Status: "ended",
			Path: []model.DialogID{"welcome", "team", "complete"}, Counts: model.Map[bool]{{Key: "kiq", Value: true}, {Key: "kilo", Value: false}, {Key: "kik", Value: true}},
			Attributes: append(append(append(attribute("conversation.priority", 3), attribute("customer.name", nil)...), attribute("conversation.prority", true)...), attribute("customer.vip", true)...)}},
			`FAIL  end
      expect.status: the status is transferred
        - ended
        + transferred
      expect.path: it went another way
          welcome
        + name
          team
          complete
      expect.attributes: attributes have other values; there is no attribute conversation.prority
        - conversation.priority: 3
        + conversation.priority: 5
        - customer.name: not set
        + customer.name: "Ada"
        - conversation.prority: true
        + conversation.prority: not set
      expect.counts: for kiq it does not count: a lite assistant, which is free; transferred
      expect.counts: it counts for kilo
      expect.counts: "kik" is no meter: use kiq, lutingenie, smartsupp or kilo
      path: welcome > name > team > complete (transferred)`},
		{model.Case{Name: "nobody", Customer: "bob"}, `FAIL  nobody
      start: there is no customer "bob"`},
	} {
		r := run(c.c)
		if got := strings.Join(r.Lines(), "\n"); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

func TestAttributes(t *testing.T) {
	for _, c := range []struct {
		key  string
		want any
		pass bool
	}{
		{"customer.name", "Ada Byron", true}, {"customer.company", "Engines", true}, {"customer.vip", true, true}, {"customer.email", nil, true},
		{"conversation.assistantStatus", "running", true}, {"conversation.assignedTeam", nil, true}, {"customer.name", nil, false},
	} {
		r := run(model.Case{Customer: "ada", Expectation: model.Expectation{Attributes: attribute(c.key, c.want)}})
		if r.Passed() != c.pass {
			t.Errorf("%s: %v\n%s", c.key, c.want, strings.Join(r.Lines(), "\n"))
		}
	}
	w := workspace()
	w.Assistants[0].Dialogs[1].Interactions[0].Settings = &model.TextQuestion{Text: "Which order?", Save: "conversation.name"}
	r := trial.Run(w, session.Compile(w, w.Assistants[0]), model.Case{Steps: []model.Step{say("1042")}, Expectation: model.Expectation{Attributes: attribute("conversation.name", 1042)}})
	if !r.Passed() {
		t.Errorf("a number is alike its text: %v", r.Lines())
	}
}

func TestStartsOnAMonday(t *testing.T) {
	if at := trial.DefaultStart(); at.Weekday() != time.Monday {
		t.Error(at)
	}
	if r := run(model.Case{}); r.Log.Events[0].At != trial.DefaultStart().UnixMilli() {
		t.Error(r.Log.Events[0].At)
	}
}

func TestRunTest(t *testing.T) {
	w := workspace()
	results := trial.RunTest(w, &model.Test{Assistant: "route", Cases: []model.Case{{Name: "a"}, {Name: "b", Steps: []model.Step{bot("<no>")}}}})
	results = append(results, trial.RunTest(w, &model.Test{Assistant: "gone", Cases: []model.Case{{Name: "c"}}})...)
	if len(results) != 3 || !results[0].Passed() || results[1].Passed() || results[2].Passed() || !results[2].Failures[0].Unable {
		t.Fatalf("%+v", results)
	}
	var b bytes.Buffer
	if err := trial.WriteJUnit(&b, results); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Name    string `xml:"name,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	if got.Tests != 3 || got.Failures != 1 || got.Errors != 1 || len(got.Suites) != 2 || got.Suites[0].Cases[1].Failure == nil ||
		!strings.Contains(got.Suites[0].Cases[1].Failure.Text, "- <no>") || got.Suites[1].Name != "gone" {
		t.Errorf("%+v\n%s", got, b.String())
	}
}

func TestLongListsDoNotTakeForever(t *testing.T) {
	many := make([]model.DialogID, 300_000)
	r := run(model.Case{Expectation: model.Expectation{Path: many}})
	if r.Passed() {
		t.Error("passed")
	}
}
