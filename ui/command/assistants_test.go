package command_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestAssistantsFromTemplatesAndAsTheOtherType(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	ok(t, "", "import", "--db", db, samplesDir(t))
	has(t, ok(t, "", "assistants", "templates"), "blank", "order-status", "IVR", "voice")
	if id := ok(t, "", "assistants", "new", "--db", db, "--template", "menu", "--name", "My menu", "--channel", "sms"); id != "my-menu\n" {
		t.Error(id)
	}
	has(t, ok(t, "say 1\n", "play", "--db", db, "my-menu"), "bot", "9 to 5", "1 Yes")
	fails(t, 2, []string{"assistants", "new", "--db", db, "--template", "ivr", "--name", "x", "--channel", "chat"}, "not on chat")
	fails(t, 2, []string{"assistants", "new", "--db", db, "--template", "nope", "--name", "x"}, "use one of blank")
	fails(t, 2, []string{"assistants", "new", "--db", db, "--template", "ai", "--name", "x", "--kb", "none"}, `no knowledge base "none"`)
	ok(t, "", "assistants", "new", "--db", db, "--template", "ai", "--name", "Pergunte", "--channel", "whatsapp", "--language", "pt")
	has(t, ok(t, "say como devolvo um artigo?\npress Útil\npress Não\n", "play", "--db", db, "pergunte"), "bot", "Devolver um artigo", "Mais alguma coisa?", "Até breve!")
	fails(t, 2, []string{"assistants", "new", "--db", db}, "needs a name")

	var rehearsed struct {
		Assistant string
		Losses    []struct {
			What, Dialog, At string
			Unlinked         bool
		}
	}
	text := ok(t, "", "assistants", "duplicate", "--db", db, "--as", "lite", "--rehearse", "--json", "store-helper")
	if err := json.Unmarshal([]byte(text), &rehearsed); err != nil || rehearsed.Assistant != "" || len(rehearsed.Losses) == 0 {
		t.Fatalf("%v %s", err, text)
	}
	if all := ok(t, "", "assistants", "--db", db); strings.Contains(all, "store-helper-lite") {
		t.Error("a rehearsal made something")
	}
	has(t, ok(t, "", "assistants", "duplicate", "--db", db, "--as", "lite", "--rehearse", "store-helper"), "Premium only", "no end interaction")
	has(t, ok(t, "", "assistants", "duplicate", "--sample", "order-status", "--as", "lite", "--rehearse", "order-status"),
		"Settings › Volume control › Abandoned: Then (mark as done is Premium only)", "Goodbye: End conversation (Premium only)")
	r := run(t, "", "assistants", "duplicate", "--db", db, "--as", "lite", "--link", "complete", "store-helper")
	if r.code != 0 || strings.TrimSpace(r.out) != "store-helper-lite" || strings.Contains(r.err, "no end interaction") || !strings.Contains(r.err, "Premium only") {
		t.Errorf("exit %d %q\n%s", r.code, r.out, r.err)
	}
	if id := ok(t, "", "assistants", "duplicate", "--db", db, "store-helper"); id != "store-helper-copy\n" {
		t.Error(id)
	}
	fails(t, 2, []string{"assistants", "duplicate", "--db", db, "--as", "pro", "store-helper"}, "lite or premium")
	fails(t, 2, []string{"assistants", "duplicate", "--db", db, "--channel", "voice", "store-helper"}, "voice assistants are Lite only")
	fails(t, 2, []string{"assistants", "duplicate", "--db", db, "--as", "lite", "--link", "nowhere", "store-helper"}, "no dialog")
}
