package command_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// simulated is what the tests read of a simulation.
type simulated struct {
	Assistant, Version, Month           string
	Conversations, Opened, Emails, Kept int
	Started                             int
	Statuses                            map[string]int
	Usage                               []usageRow
	Contained                           float64
	Stopped                             bool
}

func simulate(t *testing.T, args ...string) simulated {
	t.Helper()
	var s simulated
	if err := json.Unmarshal([]byte(ok(t, "", append([]string{"simulate", "--json"}, args...)...)), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSimulateTellsWhatBecomesOfAMonth(t *testing.T) {
	s := simulate(t, "order-status", "--sample", "order-status", "--conversations", "250", "--now", "2026-03-31T23:30:00Z")
	sum := 0
	for _, n := range s.Statuses {
		sum += n
	}
	if s.Month != "2026-03" || s.Conversations != 250 || sum+s.Opened != 250 || s.Started != sum || s.Kept != 0 || s.Stopped || len(s.Usage) != 4 {
		t.Errorf("%+v", s)
	}
	kiq := s.Usage[0]
	if kiq.Meter != "kiq" || kiq.Used == 0 || kiq.Pending != 0 || *kiq.Cost == "0.00" || kiq.Excluded["transferred"] == 0 {
		t.Errorf("%+v", kiq)
	}
	args := []string{"simulate", "order-status", "--sample", "order-status", "--conversations", "250", "--seed", "5", "--month", "2026-03", "--now", "2026-05-01"}
	text := ok(t, "", args...)
	has(t, text, "Order status v1 · 2026-03 · seed 5 · simulated: a forecast", "250 conversations · ", "needed no person", "KIQ", "Kilo", "Nothing was kept")
	has(t, ok(t, "", append(args, "--save")...), "kept in the throwaway copy")
	if again := ok(t, "", args...); again != text {
		t.Errorf("the same seed tells something else:\n%s", again)
	}
}

func TestSimulatedConversationsAreKeptApart(t *testing.T) {
	db := workspace(t, plans+"---\n"+hours)
	at := []string{"--db", db, "--now", "2026-03-10T12:00:00Z"}
	s := simulate(t, append(at, "hours", "--conversations", "60", "--save")...)
	if s.Month != "2026-02" || s.Version != "draft" || s.Kept != s.Started+s.Emails {
		t.Errorf("%+v", s)
	}
	if live := usageOf(t, append(at, "--month", "2026-02")...)["smartsupp"]; live.Used+live.Pending > 0 {
		t.Errorf("simulated conversations count: %+v", live)
	}
	if forecast := usageOf(t, append(at, "--month", "2026-02", "--simulated")...)["smartsupp"]; forecast.Used != s.Usage[2].Used || forecast.Used == 0 {
		t.Errorf("%+v, want %+v", forecast, s.Usage[2])
	}
	if kilo := s.Usage[3]; kilo.From != "2026-02-01" || kilo.To != "2026-02-28" {
		t.Errorf("the month is the calendar's, whatever the plan's cycle: %+v", kilo)
	}
	has(t, ok(t, "", append(at, "simulate", "hours", "--conversations", "5", "--save", "--seed", "2")...), "kept, marked as simulated", "parley usage --simulated --month 2026-02")
}

// mute ends before a customer can say anything.
const mute = `kind: Assistant
id: mute
name: Mute
type: premium
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "We are closed."}
    end: {endConversation: {}}
`

func TestChatsThatOnlyOpenAreToldApart(t *testing.T) {
	db := workspace(t, mute)
	at := []string{"--db", db, "--now", "2026-03-10T12:00:00Z"}
	s := simulate(t, append(at, "mute", "--conversations", "30", "--save")...)
	if s.Opened != 30 || s.Started != 0 || s.Kept != s.Emails || s.Usage[0].Used != 0 || s.Contained != 0 {
		t.Errorf("%+v", s)
	}
	if r := reportOf(t, append(at, "--since", "2026-02", "--until", "2026-02", "--simulated")...); r.Chatbot.Triggered != 30 || r.Started != 0 {
		t.Errorf("%+v", r)
	}
	has(t, ok(t, "", append(at, "simulate", "mute", "--conversations", "3")...), "0 conversations\n", "3 chats that nobody took up", "nobody rated")
}

func TestSimulateRefusesWhatCannotBe(t *testing.T) {
	sample := func(args ...string) []string {
		return append([]string{"simulate", "--sample", "order-status"}, args...)
	}
	fails(t, 2, sample(), "takes an assistant")
	fails(t, 2, sample("order-sttus"), "did you mean order-status?")
	fails(t, 2, sample("order-status", "--conversations", "0"), "0 is no number of conversations", "write one from 1 to")
	fails(t, 2, sample("order-status", "--conversations", "many"), "conversations")
	fails(t, 2, sample("order-status", "--month", "March"), "write it like 2026-03")
	fails(t, 2, sample("order-status", "--version", "7"), "version")
	fails(t, 2, sample("order-status", "--profile", "none.yaml"), "none.yaml")
	fails(t, 2, sample("order-status", "--profile", write(t, "p.yaml", "leaving: {each: 140}")), "profile: leaving.each: 140 is no share: write a percentage from 0 to 100")
	r := run(t, "", sample("order-status", "--profile", write(t, "p.yaml", "leaving:\n  eech: 14"))...)
	if r.code != 2 || r.out != "" || !strings.Contains(r.err, `p.yaml:2:3: unknown key "eech" in leaving; did you mean "each"?`) {
		t.Errorf("%d %s%s", r.code, r.err, r.out)
	}
	fails(t, 3, []string{"simulate", "x", "--db", "/nowhere/workspace.db"}, "there is no /nowhere/workspace.db")
}
