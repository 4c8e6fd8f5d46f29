package desk_test

import (
	"path/filepath"
	"testing"

	"parley/engine/edit"
	"parley/ui/desk"
)

func TestWhatIsEditedWhileAPublishRunsIsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "workspace.db")
	d, err := desk.Open(desk.Options{File: file, Fill: desk.WithSamples})
	if err != nil {
		t.Fatal(err)
	}
	rename := func(name string) {
		if _, err := d.Apply(edit.RenameDialog{Assistant: "route-to-team", Dialog: "ask-name", Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	rename("Published")
	do, err := d.PublishWork("route-to-team", "")
	if err != nil {
		t.Fatal(err)
	}
	rename("Typed meanwhile")
	if p, err := do(); err != nil || p.Version != 2 || !p.Changed {
		t.Fatalf("%+v %v", p, err)
	}
	d.Settle()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = desk.Open(desk.Options{File: file}); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for version, want := range map[string]string{"draft": "Typed meanwhile", "live": "Published", "1": "Your name"} {
		side, err := d.VersionSide("route-to-team", version)
		if err != nil {
			t.Fatal(err)
		}
		if got := side.Assistant.Dialog("ask-name").Name; got != want {
			t.Errorf("%s: %q, want %q", version, got, want)
		}
	}
	if st := d.Status("route-to-team"); st.State != desk.DraftChanged || st.Live != 2 {
		t.Errorf("%+v", st)
	}
}

func TestErrorsStopAPublishBeforeItBegins(t *testing.T) {
	d, err := desk.Open(desk.Options{Sample: desk.SampleNames()[0]})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Apply(edit.RemoveEnd{Assistant: "route-to-team", Dialog: "ask-name"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PublishWork("route-to-team", ""); err == nil {
		t.Error("it would be published")
	}
}
