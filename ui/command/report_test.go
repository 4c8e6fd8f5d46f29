package command_test

import (
	"encoding/json"
	"slices"
	"testing"
)

// reported is what the tests read of a report.
type reported struct {
	From, To, Assistant string
	Started             int
	Satisfaction        *float64
	Chatbot             struct{ Triggered int }
	Edges               []struct{ From, To string }
	Weeks               []struct{ First string }
	Groupings           []struct{ Key, Name, By string }
}

func reportOf(t *testing.T, args ...string) reported {
	t.Helper()
	var r reported
	if err := json.Unmarshal([]byte(ok(t, "", append([]string{"report", "--json"}, args...)...)), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReportOfNothing(t *testing.T) {
	db := workspace(t, plans+"---\n"+hours)
	r := reportOf(t, "--db", db, "--now", "2026-03-31T23:30:00Z")
	if r.From != "2026-04-01" || r.To != "2026-04-30" || r.Started != 0 || r.Satisfaction != nil || len(r.Edges) != 5 || len(r.Weeks) != 1 {
		t.Errorf("in Paris it is April: %+v", r)
	}
	var keys []string
	for _, g := range r.Groupings {
		keys = append(keys, g.Key)
	}
	if want := []string{"status-over-time", "assistant", "version", "channel", "contact-reason", "intent", "transfers-by-team", "missed-by-follow-up", "satisfaction-by-assistant"}; !slices.Equal(keys, want) {
		t.Errorf("the reports by name are %v", keys)
	}
	has(t, ok(t, "", "report", "--db", db), "all assistants", "no live conversation was started")
	has(t, ok(t, "", "report", "--sample", "store-helper", "--by", "channel"), "no live conversation was started")
	has(t, ok(t, "", "report", "--db", db, "--simulated"), "no simulated conversation was started: parley simulate --save makes some")
}

func TestPeriodsOfAReport(t *testing.T) {
	db := workspace(t, plans)
	for _, c := range []struct {
		args     []string
		from, to string
	}{
		{nil, "2026-03-01", "2026-03-31"},
		{[]string{"--since", "2026-02"}, "2026-02-01", "2026-03-18"},
		{[]string{"--since", "2026-05"}, "2026-05-01", "2026-05-31"},
		{[]string{"--since", "2026-03-02", "--until", "2026-03-02"}, "2026-03-02", "2026-03-02"},
		{[]string{"--since", "2025-12", "--until", "2026-01"}, "2025-12-01", "2026-01-31"},
		{[]string{"--until", "2026-02-10"}, "2026-02-01", "2026-02-10"},
	} {
		if r := reportOf(t, append([]string{"--db", db, "--now", "2026-03-18T12:00:00Z"}, c.args...)...); r.From != c.from || r.To != c.to {
			t.Errorf("%v: from %s to %s", c.args, r.From, r.To)
		}
	}
}

func TestReportsAreGroupedByAnything(t *testing.T) {
	db := workspace(t, plans+"---\n"+hours)
	r := reportOf(t, "--db", db, "--by", "intent", "--by", "customer.vip", "--by", "followUp", "--by", "contact-reason", "--assistant", "Hours")
	if len(r.Groupings) != 4 || r.Groupings[1].By != "customer.vip" || r.Groupings[2].Name != "By follow-up channel" || r.Groupings[3].By != "conversation.contactReason" || r.Assistant != "hours" {
		t.Errorf("%+v", r)
	}
}

func TestReportOfWhatIsWrong(t *testing.T) {
	db := workspace(t, plans+"---\n"+hours)
	for args, parts := range map[[2]string][]string{
		{"--since", "March"}:                  {`--since "March" is no day`, "2026-03-02"},
		{"--until", "2026-02-30"}:             {"--until", "is no day"},
		{"--since", "0001-01-01"}:             {"--since", "too early"},
		{"--by", "chanel"}:                    {`--by "chanel"`, "did you mean channel?"},
		{"--by", "conversation.contactReasn"}: {"no conversation has it", "did you mean conversation.contactReason?"},
		{"--assistant", "hour"}:               {"--assistant", "did you mean hours?"},
		{"--now", "soon"}:                     {"--now"},
	} {
		fails(t, 2, []string{"report", "--db", db, args[0], args[1]}, parts...)
	}
	fails(t, 2, []string{"report", "--db", db, "--since", "2026-04-02", "--until", "2026-04-01"}, "comes after")
	fails(t, 2, []string{"report", "--db", db, "extra"}, "takes no arguments")
	fails(t, 3, []string{"report", "--db", db + ".none"}, "--db FILE")
}
