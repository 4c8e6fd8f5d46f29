//go:build unix

package command_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"parley/store"
	"parley/store/bolt"
	"parley/ui/desk"
)

// newer makes a file as a later parley would.
func newer(t *testing.T) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "newer.db")
	db, err := bolt.Open(file, bolt.Options{Schema: store.Schema + 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return []byte(sum(t, file))
}

// flip turns some bits at a place and returns the rest as it was.
func flip(content []byte, at, n int) []byte {
	out := bytes.Clone(content)
	for i := range n {
		out[at+i] ^= 0x55
	}
	return out
}

// TestFilesThatAreNoWorkspace gives every command and the playground files that
// cannot be used: one line, exit 3, and not a byte is changed.
func TestFilesThatAreNoWorkspace(t *testing.T) {
	whole := []byte(sum(t, filled(t)))
	for name, c := range map[string]struct {
		content []byte
		says    string
		doctor  int // its exit code
		saves   bool
	}{
		"empty":            {nil, "not a parley workspace", 3, false},
		"a letter":         {[]byte(strings.Repeat("Dear Ada, this is no workspace. ", 900)), "not a parley workspace", 3, false},
		"one byte":         {whole[:1], "not a parley workspace", 3, false},
		"newer":            {newer(t), "newer", 3, false},
		"cut in the head":  {whole[:5000], "parley doctor", 1, false},
		"cut in the third": {whole[:len(whole)/3], "parley doctor", 1, true},
		"a head is hurt":   {flip(whole, 4096+40, 8), "parley doctor", 1, true},
		"both heads":       {flip(flip(whole, 4096+40, 8), 40, 8), "parley doctor", 1, true},
		"every root page":  {flip(whole, 2*4096, len(whole)-2*4096), "parley doctor", 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db := filepath.Join(dir, "workspace.db")
			if err := os.WriteFile(db, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			unusable(t, db, c.says)
			saved := filepath.Join(dir, "saved.db")
			r := run(t, "", "doctor", db, "--save", saved)
			if r.code != c.doctor || r.code == 3 && strings.Count(r.err, "\n") != 1 {
				t.Errorf("doctor: exit %d, want %d\n%s%s", r.code, c.doctor, r.out, r.err)
			}
			if c.saves {
				opened(t, saved, func(*desk.Desk) {})
			}
			if got := names(t, dir); c.saves != (got == "saved.db workspace.db") || !c.saves && got != "workspace.db" {
				t.Errorf("the folder has %s", got)
			}
			if sum(t, db) != string(c.content) {
				t.Error("the file was written to")
			}
		})
	}
}

// unusable checks that no command can use a file, and that each says so.
func unusable(t *testing.T, db string, parts ...string) {
	t.Helper()
	parts = append(parts, db)
	for _, args := range [][]string{
		{"versions", "route-to-team"}, {"publish", "route-to-team"}, {"check"}, {"test"}, {"play", "route-to-team"},
		{"import", write(t, "w.yaml", hours)}, {"export", filepath.Join(t.TempDir(), "out")}, {"draft", "route-to-team", "--from", "1"},
		{"backup", filepath.Join(t.TempDir(), "copy.db")},
	} {
		fails(t, 3, append(args, "--db", db), parts...)
	}
	p := playground(t, "--db", db)
	if code := p.gone(); code != 3 {
		t.Errorf("the playground: exit %d\n%s", code, p.all.String())
	}
	if out := strings.TrimSuffix(p.all.String(), "\r\n"); strings.ContainsAny(out, "\x1b\n") || !strings.HasPrefix(out, "parley: ") {
		t.Errorf("the playground says %q", out)
	}
}

func TestPlacesWhereNoWorkspaceCanBe(t *testing.T) {
	dir := t.TempDir()
	unusable(t, dir, "not a file")
	file := write(t, "a-file", "text")
	unusable(t, filepath.Join(file, "workspace.db"))
	for _, args := range [][]string{{"versions", "x"}, {"import", write(t, "w.yaml", hours)}, {"backup", "copy.db"}, {"doctor"}} {
		cmd := program(t, args...)
		cmd.Env = slices.DeleteFunc(cmd.Env, func(v string) bool { return strings.HasPrefix(v, "HOME=") })
		cmd.Dir = dir
		refuses(t, 3, cmd, "no home directory", "--db FILE", "$PARLEY_DB")
	}
	if names(t, dir) != "" {
		t.Errorf("the folder has %s", names(t, dir))
	}
}

// TestADamagedPage hurts pages one by one: what still opens gives right
// answers, what does not says so, and nothing is written either way.
func TestADamagedPage(t *testing.T) {
	db := filled(t)
	whole := []byte(sum(t, db))
	right := ok(t, "", "assistants", "--db", db)
	refused := 0
	for page := 2; page < len(whole)/4096; page += 11 {
		content := flip(whole, page*4096, 4096)
		if err := os.WriteFile(db, content, 0o600); err != nil {
			t.Fatal(err)
		}
		r := run(t, "", "assistants", "--db", db)
		switch {
		case r.code == 3 && strings.Count(r.err, "\n") == 1 && strings.Contains(r.err, "parley doctor"):
			refused++
			if sum(t, db) != string(content) {
				t.Errorf("page %d: the file was written to", page)
			}
		case r.code != 0 || r.out != right:
			t.Errorf("page %d: exit %d\n%s%s", page, r.code, r.err, r.out)
		}
	}
	if refused == 0 {
		t.Error("no page matters")
	}
}

// readOnly makes a folder read-only, for root too, until the test ends.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("root writes everywhere, and only Linux can mount a folder read-only")
	}
	mount(t, "--bind", dir, dir)
	if out, err := exec.Command("mount", "-o", "remount,ro,bind", dir).CombinedOutput(); err != nil {
		t.Skipf("mounting is not allowed here: %s", out)
	}
}

// mount mounts something at the last argument until the test ends.
func mount(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
		t.Skipf("mounting is not allowed here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", args[len(args)-1]).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
}

func TestAReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "workspace.db")
	fill(t, db)
	before := sum(t, db)
	readOnly(t, dir)
	unusable(t, db, "read-only")
	unusable(t, filepath.Join(dir, "new.db"))
	refuses(t, 2, program(t, "export", "--sample", "sms-menu", filepath.Join(dir, "out")), "read-only")
	if r := finish(t, program(t, "doctor", db)); r.code != 0 || r.err != "" {
		t.Errorf("doctor: exit %d\n%s", r.code, r.err)
	}
	refuses(t, 2, program(t, "doctor", db, "--save", filepath.Join(dir, "saved.db")), "read-only")
	if sum(t, db) != before || names(t, dir) != "workspace.db" {
		t.Error("something was written")
	}
}

// TestAReadOnlyFile is one whose folder can be written.
func TestAReadOnlyFile(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "workspace.db")
	fill(t, db)
	before := sum(t, db)
	if err := os.Chmod(db, 0o400); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		t.Skip("root writes read-only files; the read-only folder covers it")
	}
	unusable(t, db, "read-only")
	if sum(t, db) != before || names(t, dir) != "workspace.db" {
		t.Error("something was written")
	}
}

// long is an import of about a megabyte.
func long(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	for i := range 100 {
		fmt.Fprintf(&out, "---\nkind: Snippet\nid: long-%d\ntexts: {en: %s}\n", i, strings.Repeat("word ", 2000))
	}
	return write(t, "long.yaml", strings.TrimPrefix(out.String(), "---\n"))
}

// TestAFullDisk fills the disk under commands and under the playground. What is
// there stays; once there is room, saving goes on.
func TestAFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("only root on Linux may mount a small file system; TestALimitOnFiles covers it")
	}
	dir := t.TempDir()
	mount(t, "-t", "tmpfs", "-o", "size=2m", "parley-test", dir)
	db, rest := filepath.Join(dir, "workspace.db"), filepath.Join(dir, "rest")
	fill(t, db)
	if err := os.WriteFile(rest, make([]byte, 4<<20), 0o600); err == nil {
		t.Fatal("the disk is not full")
	}
	refuses(t, 3, program(t, "import", long(t), "--db", db), db, "the disk is full", "make room")
	refuses(t, 3, program(t, "import", write(t, "w.yaml", hours), "--db", filepath.Join(dir, "new.db")), "new.db", "the disk is full")
	refuses(t, 2, program(t, "backup", filepath.Join(dir, "copy.db"), "--db", db), "copy.db", "the disk is full")
	if names(t, dir) != "rest workspace.db" {
		t.Errorf("the folder has %s", names(t, dir))
	}
	paste := "\ri\x1b[200~" + strings.Repeat("word ", 40_000) + "\x1b[201~"
	for name, leave := range map[string]func(*guest){
		"a key":    func(p *guest) { p.press("\x03") },
		"a signal": func(p *guest) { _ = p.cmd.Process.Signal(syscall.SIGTERM) },
	} {
		p := playground(t, "--db", db)
		p.shows("Complete Assistant")
		p.press(paste + "\x13")
		p.shows("Not saved")
		leave(p)
		code := p.gone()
		_, told, _ := strings.Cut(p.all.String(), "parley: ")
		if code != 3 || strings.Count(told, "\n") != 1 || !strings.Contains(told, "the disk is full") {
			t.Errorf("left by %s: exit %d, %q", name, code, told)
		}
	}
	p := playground(t, "--db", db)
	p.shows("Complete Assistant")
	p.press(paste)
	p.shows("Not saved")
	p.shows("the disk is full")
	if rounds(0, 1) > 0 { // what else is told goes, this stays
		p.press("\x19")
		p.shows("nothing to redo")
		p.shows("Not saved")
	}
	if err := os.Remove(rest); err != nil {
		t.Fatal(err)
	}
	p.press("!\x13")
	p.shows("Saved")
	p.kill()
	opened(t, db, func(d *desk.Desk) {
		if !strings.HasSuffix(greeting(d), "word !") || d.Workspace().Snippet("long-0") != nil {
			t.Errorf("the file has %.60q … and the import of before", greeting(d))
		}
	})
}

// TestALimitOnFiles is a full disk where mounting one is not allowed.
func TestALimitOnFiles(t *testing.T) {
	db := filled(t)
	limited := func(args ...string) *exec.Cmd {
		cmd := program(t, args...)
		size, err := os.Stat(db)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Args = append([]string{"sh", "-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, size.Size()/512), cmd.Path}, cmd.Args[1:]...)
		if cmd.Path, err = exec.LookPath("sh"); err != nil {
			t.Skip(err)
		}
		return cmd
	}
	r := finish(t, limited("import", long(t), "--db", db))
	if r.code != 3 || strings.Count(r.err, "\n") != 1 {
		t.Errorf("import: exit %d\n%s", r.code, r.err)
	}
	has(t, r.err, "parley: ", db, "the disk is full")
	opened(t, db, func(d *desk.Desk) {
		if d.Workspace().Snippet("long-0") != nil || len(d.Workspace().Assistants) != len(desk.SampleNames()) {
			t.Error("a part of the import is there")
		}
	})
	said := write(t, "said.txt", "say Ada\npress Returns\n"+strings.Repeat("say "+strings.Repeat("word ", 2000)+"\n", 100))
	r = finish(t, limited("play", "route-to-team", "--script", said, "--db", db))
	if r.code != 3 || strings.Count(r.err, "\n") != 1 {
		t.Errorf("play: exit %d\n%s", r.code, r.err)
	}
	has(t, r.err, "parley: ", "record conversation", db, "the disk is full")
}
