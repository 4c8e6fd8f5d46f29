package lead_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/model"
	"parley/engine/session"
)

var start = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// talk is a conversation in which the customer says these things. One that
// begins with save: is a value the assistant saved, with visit: a page.
func talk(said ...string) *conversation.Log {
	l := &conversation.Log{Header: conversation.Header{ID: "a", Start: session.Start{At: start}}}
	for i, s := range said {
		at := start.Add(time.Duration(i) * time.Minute).UnixMilli()
		e := session.Event{Seq: int32(i + 1), At: at, Type: session.Message, From: session.Customer, Text: s}
		in := session.Input{At: at, Kind: session.Say, Text: s}
		if rest, ok := strings.CutPrefix(s, "save:"); ok {
			path, value, _ := strings.Cut(rest, "=")
			e = session.Event{Seq: e.Seq, At: at, Type: session.Saved, Attribute: model.AttributePath(path), Value: model.TextOf(value)}
		}
		l.Turns = append(l.Turns, conversation.Turn{Input: in, First: len(l.Events)})
		if page, ok := strings.CutPrefix(s, "visit:"); ok {
			l.Turns[i].Input = session.Input{At: at, Kind: session.VisitPage, Text: page}
			continue
		}
		l.Events = append(l.Events, e)
	}
	return l
}

func of(l *conversation.Log, s model.Leads) lead.Result {
	d := conversation.DigestOf(&l.Header, l.Events)
	return lead.Of(l, &d, s)
}

func TestASignalIsSeenWithItsEvidence(t *testing.T) {
	for said, want := range map[string]string{
		"We are drowning in tickets":                   "pain",
		"Our team is struggling with returns":          "pain",
		"Could I see a demo?":                          "demo",
		"How much does it cost?":                       "demo",
		"save:customer.email=ada@acme.example":         "email",
		"You can reach me at ada@acme.example.":        "email",
		"ada@acme.example":                             "email",
		"I wrote to ada@acme.example a week ago":       "",
		"my email is ada@acme":                         "",
		"We have 250 employees":                        "size",
		"a team of 12, all in Leeds":                   "size",
		"We want to go live next quarter":              "timeline",
		"within 3 weeks, please":                       "timeline",
		"I'm the CTO here":                             "authority",
		"visit:https://acme.example/pricing":           "page",
		"My parcel is late":                            "",
		"I spoke to your CEO once, he was kind":        "",
		"demonstrably wrong":                           "",
		"visit:https://acme.example/help/track-parcel": "",
	} {
		r := of(talk(said), model.Leads{})
		var keys []string
		for _, s := range r.Signals {
			keys = append(keys, s.Key)
			if !strings.Contains(said, s.Evidence.Text) && !strings.Contains(s.Evidence.Text, "ada@acme.example") {
				t.Errorf("%q: the evidence is %q", said, s.Evidence.Text)
			}
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%q shows %q, want %q", said, got, want)
		}
	}
}

func TestScoreIsTheCappedSumOfWhatIsShown(t *testing.T) {
	all := []string{"We are struggling", "Can I get a demo?", "save:customer.email=a@acme.example", "we have 90 agents", "by the end of the quarter", "I'm the head of support", "visit:/pricing"}
	if r := of(talk(all...), model.Leads{}); r.Score != lead.MaxScore || !r.Reached || len(r.Signals) != 8 {
		t.Errorf("all signals: %d of %d, %d signals", r.Score, r.Threshold, len(r.Signals))
	}
	weights := model.Map[int]{{Key: "demo", Value: 7}, {Key: "pain", Value: 0}}
	r := of(talk(all[:2]...), model.Leads{Weights: weights, Threshold: 10})
	if r.Score != 7+10*2/6 || !r.Reached || r.Threshold != 10 {
		t.Errorf("own weights: %+v", r)
	}
	if r := of(talk("Can I get a demo?"), model.Leads{}); r.Score != 20 || r.Reached || r.Threshold != lead.DefaultThreshold {
		t.Errorf("one signal: %+v", r)
	}
	if r := of(talk(), model.Leads{}); r.Score != 0 || r.Signals != nil {
		t.Errorf("nothing said: %+v", r)
	}
}

func TestTheCompanyIsThatOfTheAddress(t *testing.T) {
	for want, said := range map[string]string{
		"acme.example": "my e-mail is ada@acme.example",
		"":             "my e-mail is ada@gmail.com",
		"corp.example": "save:customer.email=ada@corp.example",
	} {
		if got := of(talk(said, "or write to me: other@elsewhere.example"), model.Leads{}).Domain; got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

func TestRoles(t *testing.T) {
	for said, want := range map[string]string{
		"I'm the CTO":                              "CTO",
		"CTO at Acme":                              "CTO",
		"Hi, I am VP of Sales at a small shop":     "VP of Sales",
		"as head of customer success I need this":  "Head of Customer Success",
		"I'm a marketing manager":                  "Marketing Manager",
		"my role is director of IT":                "Director of IT",
		"I'm the co-founder":                       "Co-founder",
		"We asked the CTO about it":                "",
		"the head is broken off":                   "",
		"I want to talk to a manager":              "",
		"save:customer.jobTitle=Chief of Staff":    "Chief of Staff",
		"save:customer.role=VP Customer Care":      "VP of Customer Care",
		"I'm in support, she is the head of sales": "",
	} {
		if got := of(talk(said), model.Leads{}).Persona; got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
	if r := of(talk("I'm a support agent", "actually I'm the owner"), model.Leads{}); r.Persona != "Owner" {
		t.Errorf("the role that decides is %q", r.Persona)
	}
}

func TestDomains(t *testing.T) {
	for email, want := range map[string]string{
		"ada@acme.example": "acme.example", "Ada@ACME.co.uk": "acme.co.uk", "x@gmail.com": "", "x@yahoo.co.uk": "", "x@hey.com": "", "x@hey.example": "hey.example", "nobody": "", "a@b": "", "": "",
	} {
		if got := lead.Domain(email); got != want {
			t.Errorf("%q: %q, want %q", email, got, want)
		}
	}
}

func TestFrameworksAreFilledFromWhatWasSaid(t *testing.T) {
	said := talk(
		"We need something for returns, we are struggling with the backlog",
		"Our budget is 20000 a year, and I'm the COO",
		"It must have single sign on; we currently use spreadsheets",
		"Procurement wants a DPA, then the board approves it",
		"We want to cut response times by 40 %",
		"It is a top priority, next month at the latest",
		"I would recommend it to my colleagues",
	)
	for framework, want := range map[string]string{
		"":            "budget authority need timeline",
		lead.BANT:     "budget authority need timeline",
		lead.MEDDPICC: "metrics economicBuyer decisionCriteria decisionProcess paperProcess implicatedPain champion competition",
		lead.CHAMP:    "challenges authority money prioritization",
	} {
		r := of(said, model.Leads{Framework: framework})
		var keys []string
		for _, f := range r.Fields {
			keys = append(keys, f.Key)
			if f.Value == "" || f.Evidence.Seq == 0 || f.Name == "" {
				t.Errorf("%s: %s is %+v", framework, f.Key, f)
			}
		}
		if got := strings.Join(keys, " "); got != want || r.Framework == "" {
			t.Errorf("%s: %s", framework, got)
		}
	}
	for _, f := range of(talk("hello"), model.Leads{Framework: lead.MEDDPICC}).Fields {
		if f.Value != "" {
			t.Errorf("%s is known of a greeting: %q", f.Key, f.Value)
		}
	}
}

// TestMoreTalkNeverLowersAScore: whatever is said, a score is within its bounds,
// the same each time, and adding to a conversation takes nothing away.
func TestMoreTalkNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"a demo, please", "I'm the CEO", "we have 5 agents", "10 %", "# $ €"})), 0, 12).Draw(t, "said")
		last := 0
		for n := range len(said) + 1 {
			a, b := of(talk(said[:n]...), model.Leads{}), of(talk(said[:n]...), model.Leads{})
			if fmt.Sprint(a) != fmt.Sprint(b) {
				t.Fatalf("two answers: %v and %v", a, b)
			}
			if a.Score < last || a.Score > lead.MaxScore {
				t.Fatalf("%d after %d", a.Score, last)
			}
			last = a.Score
		}
	})
}

// BenchmarkOf is the lead of a conversation of six messages.
func BenchmarkOf(b *testing.B) {
	l := talk("Hello, I have a question on my order", "It is order 1234 from last week", "We are a team of 12 and need more of them",
		"What would a bigger plan cost us?", "ada@acme.example", "Thank you, that is all for today")
	d := conversation.DigestOf(&l.Header, l.Events)
	for b.Loop() {
		lead.Of(l, &d, model.Leads{})
	}
}
