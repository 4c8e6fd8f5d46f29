package command_test

import (
	"context"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/engine/conversation"
	"parley/engine/conversation/invented"
	"parley/engine/lead"
	"parley/engine/model"
	"parley/store"
	"parley/store/conversations"
)

// talkedUntil is when the last conversation of these tests began, a Wednesday.
var talkedUntil = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

// talked is a workspace with n conversations, one an hour.
func talked(t *testing.T, n int) (db string, logs []*conversation.Log) {
	t.Helper()
	db = workspace(t, hours)
	st, err := store.OpenFile(db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := func(yield func(conversations.Record) bool) {
		for l := range invented.Talks(n, time.Hour, talkedUntil) {
			d := conversation.DigestOf(&l.Header, l.Events)
			logs = append(logs, l)
			if !yield(conversations.Record{Log: l, Lead: lead.Of(l, &d, model.Leads{}).Lead}) {
				return
			}
		}
	}
	if wrote, err := st.Conversations().WriteAll(context.Background(), iter.Seq[conversations.Record](all)); err != nil || wrote != n {
		t.Fatal(wrote, err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return db, logs
}

// conversationRow is what the tests read of a conversation of the list.
type conversationRow struct {
	ID, Source, Start, Status, Persona, Domain, Name, Email, Assistant, Channel, AssistantStatus, KIQ string
	Score, Messages, Version                                                                          int
	Done                                                                                              bool
}

func conversationsOf(t *testing.T, db string, args ...string) []conversationRow {
	t.Helper()
	var rows []conversationRow
	out := ok(t, "", append([]string{"conversations", "--json", "--db", db, "--now", "2026-03-04T10:00:00Z"}, args...)...)
	if err := json.Unmarshal([]byte(out), &rows); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	return rows
}

func TestConversationsAreListedAndFiltered(t *testing.T) {
	db, _ := talked(t, 160)
	all := conversationsOf(t, db, "--source", "all")
	if len(all) != 160 || all[0].Start != "2026-03-04T09:00:00Z" || all[0].KIQ == "" {
		t.Fatalf("%d, the first %+v", len(all), all[0])
	}
	customers := func(r conversationRow) bool { return r.Source == "live" || r.Source == "simulated" }
	for _, c := range []struct {
		args string
		want func(conversationRow) bool
	}{
		{"", customers},
		{"--source live", func(r conversationRow) bool { return r.Source == "live" }},
		{"--source preview,simulated", func(r conversationRow) bool { return r.Source != "live" }},
		{"--min-score 30 --max-score 60", func(r conversationRow) bool { return customers(r) && r.Score >= 30 && r.Score <= 60 }},
		{"--status active", func(r conversationRow) bool { return customers(r) && r.Status == "active" }},
		{"--status !handed-off", func(r conversationRow) bool { return customers(r) && r.Status == "active" }},
		{"--assistant-status !running,!ended", func(r conversationRow) bool {
			return customers(r) && r.AssistantStatus != "running" && r.AssistantStatus != "ended"
		}},
		{"--assistant-status abandoned,transferred --done=false", func(r conversationRow) bool {
			return customers(r) && !r.Done && (r.AssistantStatus == "abandoned" || r.AssistantStatus == "transferred")
		}},
		{"--done", func(r conversationRow) bool { return customers(r) && r.Done }},
		{"--persona cto", func(r conversationRow) bool { return customers(r) && r.Persona == "CTO" }},
		{"--company company1 --channel chat,sms", func(r conversationRow) bool {
			return customers(r) && strings.HasPrefix(r.Domain, "company1") && r.Channel != "whatsapp"
		}},
		{"--email ada.", func(r conversationRow) bool { return customers(r) && strings.HasPrefix(r.Email, "ada.") }},
		{"--assistant order-status", func(r conversationRow) bool { return customers(r) && r.Assistant == "order-status" }},
		{"--when this-week", func(r conversationRow) bool { return customers(r) && r.Start >= "2026-03-02" }},
		{"--when this-month", func(r conversationRow) bool { return customers(r) && r.Start >= "2026-03-01" }},
		{"--since 2026-03-01 --until 2026-03-02", func(r conversationRow) bool { return customers(r) && r.Start >= "2026-03-01" && r.Start < "2026-03-03" }},
		{"--since 2026-03-01T10:00:00Z --until 2026-03-02T10:00:00Z", func(r conversationRow) bool {
			return customers(r) && r.Start >= "2026-03-01T10" && r.Start < "2026-03-02T10"
		}},
		{"--follow-up email", func(conversationRow) bool { return false }},
	} {
		want := slices.DeleteFunc(slices.Clone(all), func(r conversationRow) bool { return !c.want(r) })
		if got := conversationsOf(t, db, strings.Fields(c.args)...); !slices.Equal(got, want) {
			t.Errorf("%s: %d conversations, want %d", c.args, len(got), len(want))
		}
	}
	if got := conversationsOf(t, db, "--limit", "3"); !slices.Equal(got, conversationsOf(t, db)[:3]) {
		t.Errorf("the newest: %+v", got)
	}
}

// TestATextIsFoundInNamesAndInWhatWasSaid: names forgive letters, what was said does not.
func TestATextIsFoundInNamesAndInWhatWasSaid(t *testing.T) {
	db, _ := talked(t, 120)
	all := conversationsOf(t, db)
	name := all[slices.IndexFunc(all, func(r conversationRow) bool {
		return r.Name == "Barbara Jones" || r.Name == "Grace Hopper" || r.Name == "Alan Turing"
	})].Name
	got := conversationsOf(t, db, "--query", name[:2]+name[3:])
	if len(got) == len(all) {
		t.Error("everybody is found")
	}
	for _, r := range all {
		if r.Name == name && !slices.Contains(got, r) {
			t.Errorf("%s is found without a letter: %+v", name, got)
		}
	}
	late := conversationsOf(t, db, "--query", "parcel IS late")
	if len(late) == 0 || len(late) == len(all) || len(conversationsOf(t, db, "--query", "prcel is late")) != 0 {
		t.Errorf("%d tell of a late parcel", len(late))
	}
	has(t, ok(t, "", "conversations", "show", late[0].ID, "--db", db), "My parcel is late")
	if got := conversationsOf(t, db, "--query", "parcel IS late", "--limit", "2"); !slices.Equal(got, late[:2]) {
		t.Errorf("the newest: %+v", got)
	}
}

func TestFiltersAreKept(t *testing.T) {
	db, _ := talked(t, 80)
	shipped := conversationsOf(t, db, "--filter", "score 50 and more, not yet handed off")
	for _, r := range shipped {
		if r.Score < 50 || r.Status != "active" {
			t.Errorf("%+v", r)
		}
	}
	want := conversationsOf(t, db, "--query", "demo", "--when", "this week", "--save", "demos this week")
	if got := conversationsOf(t, db, "--filter", "Demos this week"); len(got) == 0 || !slices.Equal(got, want) {
		t.Errorf("%d, want %d", len(got), len(want))
	}
	if got := conversationsOf(t, db, "--filter", "demos this week", "--query", "nothing of this"); len(got) != 0 {
		t.Errorf("other flags change it: %+v", got)
	}
	has(t, ok(t, "", "conversations", "filters", "--db", db), "score 50 and more, not yet handed off", "score 50 and more, not handed off", `demos this week`, `"demo", this week`)
	has(t, ok(t, "", "conversations", "filters", "delete", "demos this week", "--db", db), "forgot")
	fails(t, 2, []string{"conversations", "--db", db, "--filter", "demos"}, "there is no filter")
	fails(t, 2, []string{"conversations", "filters", "delete", "score 50 and more, not yet handed off", "--db", db}, "ships with parley")
}

func TestConversationsAreArchivedAndRestored(t *testing.T) {
	db, _ := talked(t, 20)
	all := conversationsOf(t, db)
	has(t, ok(t, "", "conversations", "archive", all[1].ID, all[2].ID, "--db", db), "archived 2 conversations")
	if got := conversationsOf(t, db); len(got) != len(all)-2 {
		t.Errorf("%d are listed", len(got))
	}
	if got := conversationsOf(t, db, "--status", "archived"); len(got) != 2 || got[0].ID != all[1].ID || got[0].Status != "archived" {
		t.Errorf("%+v", got)
	}
	if got := conversationsOf(t, db, "--archived"); len(got) != len(all) {
		t.Errorf("%d with those archived", len(got))
	}
	ok(t, "", "conversations", "restore", all[1].ID, all[2].ID, "--db", db)
	if got := conversationsOf(t, db); !slices.Equal(got, all) {
		t.Errorf("they are what they were: %+v", got)
	}
	fails(t, 2, []string{"conversations", "archive", "nothing", "--db", db}, `there is no conversation "nothing"`, "parley conversations lists them")
}

func TestAConversationIsExported(t *testing.T) {
	db, logs := talked(t, 4)
	id := logs[3].Header.ID
	has(t, ok(t, "", "conversations", "export", id, "--db", db), "# Conversation with ", "- **Id**: "+id, "## Meters", "- **KIQ**: ")
	has(t, ok(t, "", "conversations", "export", id, "--format", "text", "--db", db), "Qualification, BANT\n")
	var record struct {
		ID     string
		Events []json.RawMessage
	}
	if err := json.Unmarshal([]byte(ok(t, "", "conversations", "show", id, "--json", "--db", db)), &record); err != nil || record.ID != id || len(record.Events) != len(logs[3].Events) {
		t.Error(record, err)
	}
	folder := t.TempDir()
	has(t, ok(t, "", "conversations", "export", id, "--format", "json", "-o", folder, "--db", db), "wrote ", id+".json")
	if data, err := os.ReadFile(filepath.Join(folder, id+".json")); err != nil || !json.Valid(data) {
		t.Error(err)
	}
	fails(t, 2, []string{"conversations", "export", id, "--format", "pdf", "--db", db}, "markdown, text, json")
	fails(t, 2, []string{"conversations", "export", id, "-o", filepath.Join(folder, "none", "x.md"), "--db", db}, "none")
}

func TestConversationsOfWhatIsWrong(t *testing.T) {
	db := workspace(t, hours)
	if r := run(t, "", "conversations", "--db", db); r.code != 0 || r.out != "" || !strings.Contains(r.err, "no conversation was found") {
		t.Errorf("%+v", r)
	}
	if got := conversationsOf(t, db, "--query", "x"); len(got) != 0 {
		t.Error(got)
	}
	for args, part := range map[string]string{
		"--status archivd":                      "did you mean archived?",
		"--assistant-status gone":               "use running, transferred",
		"--source previews":                     "did you mean preview?",
		"--source !live":                        "--source names what is listed",
		"--min-score 101":                       "use 0 to 100",
		"--since yesterday":                     "--since",
		"--when yesterday":                      "use this week or this month",
		"--since 2026-03-02 --until 2026-03-01": "--until has to be later",
		"--when this-week --since 2026-03-02":   "use one of them",
		"--limit -1":                            "use 1 or more",
		"shw":                                   "there is no command",
		"show":                                  "a conversation's id",
		"archive":                               "ids of conversations",
		"show 01KJPEWX000000000000000000":       "there is no conversation",
	} {
		fails(t, 2, append([]string{"conversations", "--db", db}, strings.Fields(args)...), part)
	}
	fails(t, 3, []string{"conversations", "--db", db + ".none"}, "--db FILE")
}
