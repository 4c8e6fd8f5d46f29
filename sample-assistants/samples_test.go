package samples_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"parley/engine/check"
	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/trial"
	samples "parley/sample-assistants"
	"parley/store/files"
)

// load reads files of the samples into a workspace.
func load(t *testing.T, paths ...string) *model.Workspace {
	t.Helper()
	if len(paths) == 0 {
		paths = []string{"."}
	}
	found, err := files.Gather(samples.Files(), paths...)
	if err != nil {
		t.Fatal(err)
	}
	read, err := files.Read(found)
	if err != nil {
		var refused *files.RefusedError
		if errors.As(err, &refused) {
			for _, f := range refused.Findings {
				t.Log(f)
			}
		}
		t.Fatal(err)
	}
	for _, f := range read.Warnings {
		t.Errorf("%v", f)
	}
	return files.Merge(&model.Workspace{}, read)
}

func TestCheck(t *testing.T) {
	w := load(t)
	for _, f := range check.All(w, nil) {
		if strings.HasPrefix(string(f.Path), "tests[") {
			continue // tests are judged by playing them
		}
		if f.Severity != check.Hint {
			t.Errorf("%s: %s, %s: %s; %s", f.Severity, f.Path, f.Place, f.Message, f.Mend)
		} else {
			t.Logf("%s: %s: %s; %s", f.Severity, f.Place, f.Message, f.Mend)
		}
	}
}

func TestTests(t *testing.T) {
	w := load(t)
	for _, test := range w.Tests {
		a := w.Assistant(test.Assistant)
		coverage := trial.NewCoverage(w, a)
		for _, r := range trial.RunTest(w, test) {
			if !r.Passed() {
				t.Errorf("%s\n%s", a.ID, strings.Join(r.Lines(), "\n"))
			}
			coverage.Add(r.Log.Events)
			for _, n := range r.Notes {
				if strings.HasPrefix(n, "error: ") {
					t.Errorf("%s, %s: %s", a.ID, r.Case, n)
				}
			}
		}
		f := coverage.Figures()
		for what, missed := range map[string][]string{"dialog": f.Dialogs.Missed, "interaction": f.Interactions.Missed, "branch": f.Branches.Missed} {
			for _, m := range missed {
				t.Errorf("%s: no test reaches the %s %s", a.ID, what, m)
			}
		}
		if f.Buttons.Hit*10 < f.Buttons.Total*8 {
			t.Errorf("%s: only %d of %d buttons are pressed: %q are not", a.ID, f.Buttons.Hit, f.Buttons.Total, f.Buttons.Missed)
		}
	}
}

func TestEachSampleStandsAlone(t *testing.T) {
	whole := load(t)
	for _, s := range samples.List() {
		paths, ok := samples.FilesOf(s.ID)
		if !ok {
			t.Fatalf("no files of %s", s.ID)
		}
		w := load(t, paths...)
		if w.Assistant(model.AssistantID(s.ID)) == nil || len(w.Assistants) != 1 || len(w.Tests) != 1 {
			t.Errorf("%s: %d assistants, %d tests", s.ID, len(w.Assistants), len(w.Tests))
		}
		for _, test := range w.Tests {
			for _, r := range trial.RunTest(w, test) {
				if !r.Passed() {
					t.Errorf("%s alone:\n%s", s.ID, strings.Join(r.Lines(), "\n"))
				}
			}
		}
	}
	if len(whole.Assistants) != len(samples.List()) {
		t.Errorf("%d assistants, %d listed", len(whole.Assistants), len(samples.List()))
	}
	if _, ok := samples.FilesOf("nobody"); ok {
		t.Error("files of a sample that is not there")
	}
}

// TestManners keeps the samples fit for a narrow screen, and honest: the first
// message says that a bot speaks.
func TestManners(t *testing.T) {
	w := load(t)
	for _, a := range w.Assistants {
		_, opening := session.Open(session.Compile(w, a), &session.Start{At: trial.DefaultStart()}, nil)
		first := slices.IndexFunc(opening, func(e session.Event) bool { return e.Type == session.Message })
		if first < 0 || !strings.Contains(opening[first].Text, "bot") {
			t.Errorf("%s does not say that it is a bot", a.ID)
		}
		for _, d := range a.Dialogs {
			if len(d.Name) > 20 {
				t.Errorf("%s: %q is long for a sidebar", a.ID, d.Name)
			}
			model.Visit(d, d.PathOf(a), func(p model.Place) bool {
				if p.Field == nil {
					return true
				}
				if p.Field.Role == model.RoleText && len(p.Text()) > 180 {
					t.Errorf("%s is %d letters long", p.Path, len(p.Text()))
				}
				if p.Field.Role == model.RoleLabel && p.Field.Key != "description" && len(p.Text()) > 24 {
					t.Errorf("%s: the label %q is long", p.Path, p.Text())
				}
				return true
			})
		}
	}
}

func TestEveryFileBelongsToASample(t *testing.T) {
	known := map[string]bool{"rules.yaml": true} // it is about all of them together
	for _, s := range samples.List() {
		paths, _ := samples.FilesOf(s.ID)
		for _, p := range paths {
			known[p] = true
		}
	}
	err := fs.WalkDir(samples.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if folder, _, _ := strings.Cut(path, "/"); err == nil && !d.IsDir() && !known[path] && !known[folder] {
			t.Errorf("%s belongs to no sample", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTogetherTheyUseEverything: every interaction that plays, every operator, both
// ways to find an intent, every timer and every status is shown by some sample and its tests.
func TestTogetherTheyUseEverything(t *testing.T) {
	w := load(t)
	used := map[string]bool{}
	look := func(p model.Place) bool {
		switch {
		case p.Field == nil:
			used["interaction "+p.Step.Kind().Key] = true
		case p.Field.Role == model.RoleOperator:
			if rule, ok := model.CanonicalOperator(p.Text()); ok {
				used["operator "+string(rule.Operator)] = true
			}
		}
		return true
	}
	for _, a := range w.Assistants {
		model.Visit(a, a.PathOf(), look)
		used["channel "+string(a.Channel)], used["type "+string(a.Type)] = true, true
	}
	for _, r := range w.Rules {
		model.Visit(r, "", look)
	}
	for _, test := range w.Tests {
		for _, r := range trial.RunTest(w, test) {
			used["status "+r.Status.String()] = true
			for _, e := range r.Log.Events {
				switch e.Type {
				case session.Timer:
					used["timer "+e.Name] = true
				case session.Intent:
					used["intent by "+e.Why] = true
				}
			}
		}
	}
	for _, what := range everything() {
		if !used[what] {
			t.Errorf("no sample shows the %s", what)
		}
	}
}

// everything is what the samples have to show.
func everything() []string {
	var out []string
	for _, k := range model.Kinds() {
		if session.Plays(k) {
			out = append(out, "interaction "+k.Key)
		}
	}
	for _, o := range model.Operators() {
		out = append(out, "operator "+string(o.Operator))
	}
	for s := session.Running; s <= session.Interrupted; s++ {
		out = append(out, "status "+s.String())
	}
	for _, name := range []string{session.ReminderTimer, session.AbandonedTimer, session.MissedTimer, session.FollowUpTimer} {
		out = append(out, "timer "+name)
	}
	for _, c := range []model.Channel{model.Chat, model.WhatsApp, model.SMS, model.Voice} {
		out = append(out, "channel "+string(c))
	}
	return append(out, "intent by "+intent.ByKeyword, "intent by "+intent.ByPhrase, "type "+string(model.Lite), "type "+string(model.Premium))
}
