package files_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"parley/engine/model"
	"parley/store/files"

	gocmp "github.com/google/go-cmp/cmp"
)

func names(list []files.File) []string {
	out := []string{}
	for _, f := range list {
		out = append(out, f.Name)
	}
	return out
}

var folder = fstest.MapFS{
	"bots/b.yaml":            {Data: []byte("kind: Brand\nid: b\nname: B\n")},
	"bots/a.yml":             {Data: []byte("kind: Brand\nid: a\nname: A\n")},
	"bots/README.md":         {Data: []byte("# Not an article\n")},
	"bots/kb/returns.md":     {Data: []byte("---\ntitle: Returns\nknowledgeBase: kb\n---\n\nText\n")},
	"bots/.git/config.yaml":  {Data: []byte("x: y")},
	"bots/.hidden.yaml":      {Data: []byte("x: y")},
	"bots/notes.txt":         {Data: []byte("x")},
	"elsewhere/.hidden.yaml": {Data: []byte("kind: Brand\nid: h\nname: H\n")},
}

func TestGather(t *testing.T) {
	for _, c := range []struct {
		paths, want []string
		err         string
	}{
		{[]string{"bots"}, []string{"bots/a.yml", "bots/b.yaml", "bots/kb/returns.md"}, ""},
		{[]string{"bots/b.yaml", "bots"}, []string{"bots/b.yaml", "bots/a.yml", "bots/kb/returns.md"}, ""},
		{[]string{"."}, []string{"bots/a.yml", "bots/b.yaml", "bots/kb/returns.md"}, ""},
		{[]string{"elsewhere/.hidden.yaml", "bots/README.md"}, []string{"elsewhere/.hidden.yaml", "bots/README.md"}, ""},
		{[]string{"nowhere"}, nil, "import nowhere: file does not exist; name a folder, or .yaml and .md files"},
		{[]string{"bots/notes.txt"}, nil, "import bots/notes.txt: its name does not end in .yaml, .yml or .md; rename it"},
	} {
		got, err := files.Gather(folder, c.paths...)
		if c.err != "" {
			if err == nil || err.Error() != c.err {
				t.Errorf("%s: %v, want %s", c.paths, err, c.err)
			}
		} else if err != nil || !reflect.DeepEqual(names(got), c.want) {
			t.Errorf("%s: %s (%v), want %s", c.paths, names(got), err, c.want)
		}
	}
}

func TestSaveAndLoad(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	list, err := files.Gather(folder, "bots")
	if err != nil {
		t.Fatal(err)
	}
	r, err := files.Read(list)
	if err != nil {
		t.Fatal(err)
	}
	out, err := files.Write(r.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := files.Save(dir, out); err != nil {
			t.Fatal(err)
		}
	}
	loaded, err := files.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := files.Read(loaded)
	if err != nil {
		t.Fatal(err)
	}
	if d := difference(r.Workspace, again.Workspace); d != "" {
		t.Error(d)
	}
	if want := []string{filepath.Join(dir, "articles/kb/returns.md"), filepath.Join(dir, "workspace.yaml")}; !reflect.DeepEqual(names(loaded), want) {
		t.Errorf("%s, want %s", names(loaded), want)
	}
	one, err := files.Load(filepath.Join(dir, "workspace.yaml"))
	if err != nil || len(one) != 1 || one[0].Name != filepath.Join(dir, "workspace.yaml") {
		t.Error(one, err)
	}
	if err := files.Save(dir, []files.File{{Name: "../escaped.yaml"}}); err == nil || !strings.Contains(err.Error(), "export ../escaped.yaml to") {
		t.Error("a file was written outside of the folder", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "../escaped.yaml")); err == nil {
		t.Error("a file was written outside of the folder")
	}
	if _, err := files.Load(filepath.Join(dir, "nowhere")); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Error(err)
	}
}

func TestMerge(t *testing.T) {
	base := &model.Workspace{Settings: model.WorkspaceSettings{Name: "Mine"},
		Brands: []*model.Brand{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}, {ID: "c", Name: "C"}}, Teams: []*model.Team{{ID: "t", Name: "T"}}}
	before := *base
	brands := append([]*model.Brand(nil), base.Brands...)
	got := files.Merge(base, read(t, "kind: Brand\nid: d\nname: D\n---\nkind: Brand\nid: b\nname: Bee\n"))
	var list []string
	for _, b := range got.Brands {
		list = append(list, string(b.ID)+b.Name)
	}
	if d := gocmp.Diff([]string{"aA", "bBee", "cC", "dD"}, list); d != "" {
		t.Error(d)
	}
	if got.Settings.Name != "Mine" || got.Teams[0] != base.Teams[0] || got.Brands[0] != base.Brands[0] {
		t.Error("what is not imported must stay")
	}
	if !reflect.DeepEqual(before, *base) || !reflect.DeepEqual(brands, base.Brands) {
		t.Error("the base was changed")
	}
	if got := files.Merge(base, read(t, "kind: Workspace\nname: Theirs\n")); got.Settings.Name != "Theirs" || len(got.Brands) != 3 {
		t.Error(got.Settings)
	}
	if got := files.Merge(nil, read(t, "kind: Brand\nid: d\nname: D\n")); len(got.Brands) != 1 {
		t.Error(got.Brands)
	}
}

func TestArticles(t *testing.T) {
	for body, file := range map[string]string{
		"":               "---\nid: a\nknowledgeBase: k\ntitle: T\n---\n",
		"# Text\n\nmore": "---\nid: a\nknowledgeBase: k\ntitle: T\n---\n\n# Text\n\nmore\n",
		"\nx\n---\ny\n":  "---\nid: a\nknowledgeBase: k\ntitle: T\n---\n\n\nx\n---\ny\n\n",
	} {
		out, err := files.Encode(&model.Article{ID: "a", KnowledgeBase: "k", Title: "T", Body: body})
		if err != nil || string(out) != file {
			t.Errorf("%q (%v), want %q", out, err, file)
		}
		r, err := files.Read([]files.File{{Name: "b.md", Data: out}})
		if err != nil || r.Workspace.Articles[0].Body != body {
			t.Errorf("%q: %v", body, err)
		}
	}
	r, err := files.Read([]files.File{{Name: "kb/Returns & refunds.md", Data: []byte("---\r\ntitle: T\r\nknowledgeBase: k\r\n---\r\nText\x1b[1m\r\nhere\r\n")}})
	if err != nil {
		t.Fatal(refusals(err))
	}
	a := r.Workspace.Articles[0]
	if a.ID != "returns-refunds" || a.Body != "Text\nhere" || len(r.Warnings) != 1 {
		t.Errorf("%+v %s", a, r.Warnings)
	}
	if at, _ := r.Position("articles[returns-refunds].body"); at.Line != 5 {
		t.Error(at)
	}
	for text, want := range map[string]string{
		"# no front matter\n":                                "a.md:1:1: a Markdown file without front matter; begin it with a line ---, then knowledgeBase: and title:, then a line ---",
		"---\ntitle: never closed":                           "a.md:1:1: a Markdown file without front matter; begin it with a line ---, then knowledgeBase: and title:, then a line ---",
		"---\ntitel: T\nknowledgeBase: k\n---\n":             "a.md:2:1: unknown key \"titel\" in Article; did you mean \"title\"? (and 1 more finding)",
		"---\nkind: Brand\nname: B\n---\n":                   "a.md:2:7: a document of kind Brand in a Markdown file; write it into a .yaml file; Markdown files are articles",
		"---\ntitle: T\nknowledgeBase: k\nbody: x\n---\ny\n": "a.md:4:1: the text of the article in the key body; write it below the front matter",
		"---\n---\n": "a.md:1:1: no knowledgeBase in Article; write knowledgeBase: … (and 1 more finding)",
	} {
		if got := refused(t, "a.md", text).Error(); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestTestsWithoutAnIDGetAStableOne(t *testing.T) {
	test := "kind: Test\nassistant: a\ncases: []\n---\n"
	r, err := files.Read([]files.File{
		{Name: "x/orders.yaml", Data: []byte(test + "kind: Brand\nid: b\nname: B\n---\n" + test)},
		{Name: "y/orders.yaml", Data: []byte(test + "kind: Test\nid: orders-2\nassistant: a\ncases: [{name: x}]\n")},
	})
	if err != nil {
		t.Fatal(refusals(err))
	}
	var got []string
	for _, x := range r.Workspace.Tests {
		got = append(got, x.ID)
	}
	if d := gocmp.Diff([]string{"orders-1", "orders-2-2", "orders-1-2", "orders-2"}, got); d != "" {
		t.Error(d)
	}
	if at, ok := r.Position("tests[orders-2].cases[0].name"); !ok || at.String() != "y/orders.yaml:8:16" {
		t.Error(at)
	}
	if at, ok := r.Position("tests[orders-2-2].assistant"); !ok || at.String() != "x/orders.yaml:10:12" {
		t.Error(at)
	}
}

func TestExportOfSomeAssistantsAndRefusals(t *testing.T) {
	w := &model.Workspace{Brands: []*model.Brand{{ID: "b", Name: "B"}}, Assistants: []*model.Assistant{{ID: "a"}, {ID: "A"}, {ID: "c"}}}
	out, err := files.Write(w, "a", "A")
	if err != nil || !reflect.DeepEqual(names(out), []string{"assistants/A-2.yaml", "assistants/a.yaml"}) {
		t.Error(names(out), err)
	}
	for want, f := range map[string]func() ([]files.File, error){
		"export: there is no assistant \"x\"; `parley assistants` lists them": func() ([]files.File, error) { return files.Write(w, "x") },
		`export Brand "../x": this is not a valid id; rename it with letters, digits, - and _`: func() ([]files.File, error) {
			return files.Write(&model.Workspace{Brands: []*model.Brand{{ID: "../x"}}})
		},
		`export Assistant "a": interaction "i1" has no kind; remove it`: func() ([]files.File, error) {
			return files.Write(&model.Workspace{Assistants: []*model.Assistant{{ID: "a", Dialogs: []*model.Dialog{{ID: "d", Interactions: make([]model.Interaction, 1)}}}}})
		},
	} {
		if _, err := f(); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	r := read(t, strings.Replace(head, "lite", "pro", 1)+"    interactions:\n      - conditionalBranch: {branches: [{when: [{attribute: a.b, is: contain}]}]}\n")
	if a := r.Workspace.Assistants[0]; a.Type != model.Premium {
		t.Error(a.Type)
	}
	var got []string
	for _, f := range r.Warnings {
		got = append(got, f.String())
	}
	want := []string{"a.yaml:4:7: type pro is an older word: it was read as premium; write premium", `a.yaml:10:69: unknown operator "contain"; did you mean "contains"?`}
	if d := gocmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
