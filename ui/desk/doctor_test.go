package desk

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/store/kv"
)

// filled makes a workspace file with the samples, each published three times,
// and returns its bytes and its last draft.
func filled(t *testing.T) ([]byte, *model.Workspace) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "workspace.db")
	d, err := Open(Options{File: file, Fill: WithSamples})
	if err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		for _, a := range d.Workspace().Assistants {
			at := a.PathOf().Field("description")
			if _, err := d.Apply(edit.SetField{At: at, Value: fmt.Sprint("round ", round)}); err != nil {
				t.Fatal(err)
			}
			if _, err := d.Publish(a.ID, fmt.Sprint("round ", round)); err != nil {
				t.Fatal(err)
			}
		}
	}
	w := d.Workspace()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return content, w
}

// parts are the names of the documents and dialogs of a workspace.
func parts(w *model.Workspace) map[string]bool {
	out := map[string]bool{}
	for _, k := range model.DocumentKinds()[1:] {
		list := k.In(w)
		for i := range list.Len() {
			out[fmt.Sprintf("%s %s", k.Name, list.Index(i).Elem().FieldByName("ID"))] = true
		}
	}
	for _, a := range w.Assistants {
		for _, d := range a.Dialogs {
			out[fmt.Sprintf("Assistant %s: the dialog %s", a.ID, d.ID)] = true
		}
	}
	return out
}

// treat examines damaged content and opens what was saved of it. The file with
// the content is not touched.
func treat(t *testing.T, content []byte) (Diagnosis, *model.Workspace) {
	t.Helper()
	dir := t.TempDir()
	file, saved := filepath.Join(dir, "hurt.db"), filepath.Join(dir, "saved.db")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := Examine(file, saved)
	if err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, content) {
		t.Fatal("the file was written to")
	}
	if found.Saved == "" {
		return found, &model.Workspace{}
	}
	whole, err := Examine(saved, "")
	if err != nil || !whole.OK() || whole.Assistants != found.Assistants || whole.Versions != found.Versions {
		t.Fatalf("what was saved: %+v, %v", whole, err)
	}
	names, _ := os.ReadDir(dir)
	if len(names) != 2 {
		t.Fatalf("left behind: %v", names)
	}
	d, err := Open(Options{File: saved})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	return found, d.Workspace()
}

// step is every how many pages a test damages.
func step(normal int) int {
	if os.Getenv("PARLEY_LONG") == "1" {
		return 1
	}
	return normal
}

// TestDoctorOnePageLost destroys single pages of a workspace with samples and
// versions. Everything that was on other pages is saved: a page of 4 KiB holds
// at most some thirty small documents, and what is lost is named.
func TestDoctorOnePageLost(t *testing.T) {
	content, w := filled(t)
	was := parts(w)
	total, missed, versions := 0, 0, 0
	for page := 2; page < len(content)/4096; page += step(7) {
		hurt := bytes.Clone(content)
		clear(hurt[page*4096 : (page+1)*4096])
		found, got := treat(t, hurt)
		is := parts(got)
		var missing []string
		for name := range was {
			if !is[name] {
				missing = append(missing, name)
			}
		}
		for _, name := range missing {
			if !slices.Contains(found.Lost, name) && !strings.Contains(strings.Join(found.Lost, "\n"), "perhaps some of them") {
				t.Errorf("page %d: %s is gone and nothing is said of it: %q", page, name, found.Lost)
			}
		}
		if len(missing) > 0 && found.OK() || len(missing) > 40 {
			t.Errorf("page %d: %d missing: %+v", page, len(missing), found)
		}
		total, missed, versions = total+len(was), missed+len(missing), versions+found.Versions
	}
	t.Logf("%d pages; of %d documents and dialogs %d were lost, %d versions could be read", len(content)/4096, total, missed, versions)
	if missed > total/50 {
		t.Errorf("%d of %d documents and dialogs are lost", missed, total)
	}
}

// TestDoctorCutShort cuts the file at several places.
func TestDoctorCutShort(t *testing.T) {
	content, w := filled(t)
	was := len(parts(w))
	for _, tenth := range []int{1, 3, 5, 7, 9} {
		found, got := treat(t, content[:len(content)*tenth/10])
		t.Logf("%d tenths: %d of %d documents and dialogs", tenth, len(parts(got)), was)
		if found.OK() && len(parts(got)) < was {
			t.Errorf("%d tenths: called whole: %+v", tenth, found)
		}
	}
	found, _ := treat(t, content[:5000])
	if found.OK() || found.Saved != "" || !strings.HasPrefix(found.Lost[0], "everything") {
		t.Errorf("nothing but the header: %+v", found)
	}
}

func TestDoctorReplacesNothing(t *testing.T) {
	dir := t.TempDir()
	file, other := filepath.Join(dir, "w.db"), filepath.Join(dir, "other")
	d, err := Open(Options{File: file, Fill: Empty})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{other, file} {
		if _, err := Examine(file, to); !errors.Is(err, kv.ErrExists) || errors.Is(err, ErrUnusable) {
			t.Errorf("%s: %v", to, err)
		}
	}
	if text, err := os.ReadFile(other); err != nil || string(text) != "a letter" {
		t.Errorf("%q, %v", text, err)
	}
}
