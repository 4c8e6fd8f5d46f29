package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
)

// killFile is the variable that makes the test binary the child of TestKill:
// it names the file to work on.
const killFile = "PARLEY_KILL_FILE"

func TestMain(m *testing.M) {
	if path := os.Getenv(killFile); path != "" {
		if err := work(path); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// stamped is a workspace that says n wherever one can look: a torn one would
// say two things. Every tenth is large, to take several commits.
func stamped(n int) *model.Workspace {
	w := &model.Workspace{Settings: model.WorkspaceSettings{Name: fmt.Sprint(n)}}
	a := &model.Assistant{ID: "a", Name: fmt.Sprint(n), Type: model.Lite, Channel: model.Chat}
	dialogs := 3
	if n%10 == 0 {
		dialogs = 400
	}
	for i := range dialogs {
		a.Dialogs = append(a.Dialogs, &model.Dialog{ID: model.DialogID(fmt.Sprint("d", i)), Name: fmt.Sprint(n)})
	}
	w.Assistants = []*model.Assistant{a}
	return w
}

// work saves and publishes ever higher numbers and prints each one when it is
// durable.
func work(path string) error {
	s, err := OpenFile(path, Options{SweepAfter: 200})
	if err != nil {
		return err
	}
	w, err := s.Load()
	if err != nil {
		return err
	}
	n := 0
	_, _ = fmt.Sscan(w.Settings.Name, &n)
	for {
		n++
		if n%3 == 0 {
			p, err := s.Publish(background, "a", PublishOptions{Workspace: stamped(n), Note: fmt.Sprint(n)})
			if err != nil {
				return err
			}
			fmt.Println("published", n, p.Version)
			continue
		}
		s.Autosave(stamped(n))
		if err := s.Flush(background); err != nil {
			return err
		}
		fmt.Println("saved", n, 0)
	}
}

// TestKill kills a working program at random moments. Nothing that it has
// acknowledged may be lost, and nothing may be torn. Ten kills, and ten
// thousand with PARLEY_LONG=1, which takes half an hour: go test -timeout 2h.
func TestKill(t *testing.T) {
	kills := 10
	if os.Getenv("PARLEY_LONG") == "1" {
		kills = 10_000
	}
	path := filepath.Join(t.TempDir(), "w.parley")
	versions := map[int]int{} // version to the number published
	for range kills {
		last := killOnce(t, path, versions)
		checkKilled(t, path, last, versions)
	}
}

// killOnce runs the child until a random moment and returns the last number it
// has acknowledged.
func killOnce(t *testing.T, path string, versions map[int]int) (last int) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), killFile+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	timer := time.AfterFunc(time.Duration(rand.IntN(60_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for lines.Scan() {
		var what string
		var version int
		if strings.HasPrefix(lines.Text(), "error") {
			t.Fatal(lines.Text())
		}
		if n, _ := fmt.Sscan(lines.Text(), &what, &last, &version); n == 3 && version > 0 {
			versions[version] = last
		}
	}
	_ = cmd.Wait()
	return last
}

func checkKilled(t *testing.T, path string, last int, versions map[int]int) {
	s, err := OpenFile(path, Options{SweepAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	_, _ = fmt.Sscan(w.Settings.Name, &n)
	if n < last {
		t.Fatalf("%d was acknowledged and the file has %d", last, n)
	}
	if n > 0 && !sameWorkspace(w, stamped(n)) {
		t.Fatalf("the draft %d is torn", n)
	}
	for version, n := range versions {
		v, err := s.Version("a", version)
		if err != nil || v.Note != fmt.Sprint(n) || v.Assistant.Name != fmt.Sprint(n) {
			t.Fatalf("version %d, published as %d: %+v, %v", version, n, v, err)
		}
		if version%7 > 0 { // one in seven stays to be looked at for ever
			delete(versions, version)
		}
	}
}
