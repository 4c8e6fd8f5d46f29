package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnAssistantMovesByKustomerJSON(t *testing.T) {
	dir := t.TempDir()
	ok(t, "", "export", "--sample", "store-helper", "--format", "kustomer", "--assistant-id", "77aa", "--map-kb", "help=kb-9", "store-helper", dir)
	file := filepath.Join(dir, "store-helper.json")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(data), `"id": "77aa"`, `"publicId": "store-helper"`, `"assistantId": "77aa"`, `"start": "welcome"`)
	db := filepath.Join(dir, "w.db")
	r := run(t, "", "import", "--db", db, "--format", "kustomer", "--map-kb", "kb-9=help", file)
	if r.code != 0 {
		t.Fatal(r.err)
	}
	has(t, r.out, "imported 1 document from 1 file")
	back := ok(t, "", "export", "--db", db, "--format", "kustomer", "--map-kb", "help=kb-9", "store-helper")
	if back != string(data) {
		t.Errorf("it comes back as\n%s", back)
	}
	has(t, ok(t, "", "assistants", "--db", db), "store-helper")
}

func TestKustomerJSONIsToldAndRefusedInLines(t *testing.T) {
	pro := write(t, "old.json", `{"name":"Old","type":"pro","channel":"chat","start":"a","dialogs":[{"id":"a","name":"Welcome","nodes":[{"type":"hologram"}]}],"settings":{}}`)
	db := filepath.Join(t.TempDir(), "w.db")
	r := run(t, "", "import", "--db", db, "--format", "kustomer", pro)
	if r.code != 0 {
		t.Fatal(r.err)
	}
	has(t, r.err, "type pro is a legacy type", `"hologram" is no type of interaction`)
	has(t, ok(t, "", "export", "--db", db, "--format", "kustomer", "--assistant-id", "x", "old"), `"hologram"`)

	bad := write(t, "bad.json", `{"dialogs": [`)
	r = run(t, "", "import", "--db", db, "--format", "kustomer", bad)
	if r.code != 2 || !strings.Contains(r.err, "nothing was imported") {
		t.Errorf("exit %d\n%s", r.code, r.err)
	}
	fails(t, 2, []string{"import", "--format", "xml", pro}, "--format")
	fails(t, 2, []string{"import", "--map-kb", "a=b", pro}, "--format kustomer")
	fails(t, 2, []string{"import", "--format", "kustomer", "--map-kb", "a", pro}, "old=new")
	fails(t, 2, []string{"import", "--format", "kustomer", "--channel", "fax", pro}, "--channel")
	fails(t, 2, []string{"import", "--format", "kustomer", pro, pro}, "one file")
	fails(t, 2, []string{"export", "--db", db, "--format", "kustomer"}, "takes an assistant")
	fails(t, 2, []string{"export", "--db", db, "--format", "kustomer", "nobody"}, "nobody")
}
