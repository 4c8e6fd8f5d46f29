package command_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	samples "parley/sample-assistants"
)

// samplesDir writes the samples into a folder.
func samplesDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, samples.Files()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// contents reads all files below a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameFiles(t *testing.T, a, b map[string]string) {
	t.Helper()
	for name, text := range a {
		if b[name] != text {
			t.Errorf("%s differs:\n%s\nand\n%s", name, text, b[name])
		}
	}
	for name := range b {
		if _, there := a[name]; !there {
			t.Errorf("%s is only in the second", name)
		}
	}
}

func TestWhatIsExportedReadsBackTheSame(t *testing.T) {
	first, second := filepath.Join(t.TempDir(), "a.db"), filepath.Join(t.TempDir(), "new", "b.db")
	one, two := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
	has(t, ok(t, "", "import", "--db", first, samplesDir(t)), "imported", "into the draft")
	has(t, ok(t, "", "export", "--db", first, one), "wrote", "files")
	ok(t, "", "import", "--db", second, one)
	ok(t, "", "export", "--db", second, two)
	sameFiles(t, contents(t, one), contents(t, two))
	if len(contents(t, one)) < 4 {
		t.Errorf("only %d files were written", len(contents(t, one)))
	}
	ok(t, "", "check", "--db", second)
	ok(t, "", "test", "--db", second)
}

func TestSomeAssistantsAreExportedAlone(t *testing.T) {
	db, dir := filepath.Join(t.TempDir(), "a.db"), filepath.Join(t.TempDir(), "out")
	ok(t, "", "import", "--db", db, samplesDir(t))
	ok(t, "", "export", "--db", db, "route-to-team", dir)
	if all := contents(t, dir); len(all) != 1 || !strings.Contains(all["assistants/route-to-team.yaml"], "id: route-to-team") {
		t.Errorf("%v", all)
	}
	fails(t, 2, []string{"export", "--db", db, "route-to-tea", dir}, `no assistant "route-to-tea"`, "did you mean route-to-team?")
}

func TestARefusedImportChangesNothing(t *testing.T) {
	db := workspace(t, hours)
	before := contents(t, filepath.Dir(db))
	for name, text := range map[string]string{
		"unknown key":   hours + "---\nkind: Team\nid: care\nname: Care\ncolour: red\n",
		"wrong type":    "kind: Team\nid: care\nname: [1, 2]\n",
		"duplicate key": "kind: Team\nid: care\nname: Care\nname: Care\n",
		"broken YAML":   "kind: Team\nid: [care\n",
		"unknown kind":  "kind: Teem\nid: care\n",
		"no kind":       "id: care\n",
		"same id twice": "kind: Team\nid: care\nname: A\n---\nkind: Team\nid: care\nname: B\n",
		"a bomb":        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\nkind: Team\nid: x\nname: *d\n",
		"not UTF-8":     "kind: Team\nid: care\nname: \"\xff\xfe\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, "bad.yaml", text)
			r := run(t, "", "import", "--db", db, file)
			if r.code != 2 || r.out != "" {
				t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
			}
			lines := strings.Split(strings.TrimSuffix(r.err, "\n"), "\n")
			for _, l := range lines[:len(lines)-1] {
				if !strings.HasPrefix(l, file+":") {
					t.Errorf("a finding names its file, line and column: %s", l)
				}
			}
			has(t, lines[len(lines)-1], "parley: nothing was imported")
			sameFiles(t, before, contents(t, filepath.Dir(db)))
		})
	}
}

func TestARefusedImportIntoNothingLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	run(t, "", "import", "--db", filepath.Join(dir, "w.db"), write(t, "bad.yaml", "kind: Teem\n"))
	for name := range contents(t, dir) {
		t.Errorf("%s was made although nothing was imported", name)
	}
}

func TestControlCharactersAreLeftOutAndTold(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	file := write(t, "team.yaml", "kind: Team\nid: care\nname: \"C\u001b[31mare\"\n")
	r := run(t, "", "import", "--db", db, file)
	if r.code != 0 {
		t.Errorf("exit %d\n%s", r.code, r.err)
	}
	out := filepath.Join(t.TempDir(), "out")
	ok(t, "", "export", "--db", db, out)
	for name, text := range contents(t, out) {
		if strings.ContainsAny(text, "\x1b") || strings.Contains(text, "u001b") {
			t.Errorf("%s still holds it: %q", name, text)
		}
	}
}

func TestDanglingReferencesAreImportedAndTold(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	file := write(t, "hours.yaml", strings.Replace(hours, "dialog: complete", "dialog: compleet", 1))
	r := run(t, "", "import", "--db", db, file)
	if r.code != 0 {
		t.Errorf("exit %d", r.code)
	}
	has(t, r.err, file+":12:", "compleet", "did you mean Complete Assistant?")
	has(t, r.out, "1 error to mend before publishing")
	if r := run(t, "", "publish", "--db", db, "hours"); r.code != 1 || strings.Count(r.err, "\n") != 1 {
		t.Errorf("publish: exit %d\n%s", r.code, r.err)
	}
}

func TestImportNeedsFilesThatAreThere(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	fails(t, 2, []string{"import", "--db", db}, "takes files or folders")
	fails(t, 2, []string{"import", "--db", db, filepath.Join(t.TempDir(), "none.yaml")}, "none.yaml")
	fails(t, 2, []string{"import", "--db", db, t.TempDir()}, "no .yaml, .yml or .md files")
}

func TestTheSchemaIsJSON(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal([]byte(ok(t, "", "schema")), &schema); err != nil {
		t.Fatal(err)
	}
	if schema["$schema"] == nil {
		t.Error("it does not say that it is a JSON Schema")
	}
}

func TestTheTableOfInteractions(t *testing.T) {
	has(t, ok(t, "", "interactions"), "sendMessage", "Send message", "C W S", "voicemail", "articleDeflection")
	var rows []struct{ Key, Name string }
	if err := json.Unmarshal([]byte(ok(t, "", "interactions", "--json")), &rows); err != nil || len(rows) < 20 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}
