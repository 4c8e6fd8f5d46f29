package ui_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// wall says what the packages below a path may import of the project and of
// the outside. The first wall that fits a package counts.
type wall struct {
	below string   // of the module
	own   []string // packages of the project: a path, or with /... all below it
	not   []string // packages of the outside that are forbidden, with all below them
}

// impure packages reach files, the network, the clock of the machine or the screen; parsers such as net/mail do not.
var impure = []string{"os", "net/http", "net/rpc", "github.com/charmbracelet", "go.etcd.io", "io/fs", "math/rand", "syscall", "database"}

var walls = []wall{
	{"engine", []string{"engine/..."}, impure},
	{"store", []string{"store/...", "engine/model", "engine/session", "engine/conversation", "engine/listing"}, []string{"github.com/charmbracelet/bubbletea", "github.com/charmbracelet/bubbles"}},
	{"themes", []string{"themes"}, nil},
	{"sample-assistants", []string{"sample-assistants"}, nil},
	{"ui/kit", []string{"ui/kit/...", "themes"}, []string{"go.etcd.io"}},
	{"ui/quiet", nil, nil},
	{"ui/terminal", []string{"ui/terminal/..."}, []string{"go.etcd.io"}},
	{"ui/want", []string{"engine/..."}, []string{"github.com/charmbracelet"}},
	{"ui/desk", []string{"engine/...", "store/...", "sample-assistants", "ui/desk/...", "ui/effects"}, []string{"github.com/charmbracelet"}},
	{"ui/build/sidebar", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io"}},
	{"ui/build/editor", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io"}},
	{"ui/versions", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk", "ui/build/preview"}, []string{"go.etcd.io"}},
	{"ui/intents", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk", "ui/build/editor"}, []string{"go.etcd.io"}},
	{"ui/conversations", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io"}},
	{"ui/usage", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io"}},
	{"ui/simulate", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io"}},
	{"ui/report", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io"}},
	{"ui/document", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io", "github.com/charmbracelet"}},
	{"ui/articles", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk", "ui/document", "ui/build/editor"}, []string{"go.etcd.io"}},
	{"ui/workspace", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk", "ui/document", "ui/build/editor"}, []string{"go.etcd.io"}},
	{"ui/build/preview", []string{"engine/...", "ui/kit/...", "ui/want", "ui/desk"}, []string{"go.etcd.io"}},
}

type pkg struct {
	ImportPath string
	Doc        string
	Imports    []string
}

func TestWalls(t *testing.T) {
	for _, p := range packages(t) {
		path := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "parley"), "/")
		for _, w := range walls {
			if path != w.below && !strings.HasPrefix(path, w.below+"/") {
				continue
			}
			for _, i := range p.Imports {
				if reason := w.forbids(i); reason != "" {
					t.Errorf("%s imports %s: %s", path, i, reason)
				}
			}
			break
		}
	}
}

func (w wall) forbids(path string) string {
	if own, ok := strings.CutPrefix(path, "parley/"); ok {
		if !slices.ContainsFunc(w.own, func(allowed string) bool {
			below, all := strings.CutSuffix(allowed, "/...")
			return own == below || all && strings.HasPrefix(own, below+"/")
		}) {
			return "what is below " + w.below + " may only import " + strings.Join(w.own, ", ") + " of the project"
		}
		return ""
	}
	for _, n := range w.not {
		if path == n || strings.HasPrefix(path, n+"/") {
			return "what is below " + w.below + " must do without it"
		}
	}
	return ""
}

// TestScreensDoNotImportTheStore keeps everything a person sees above the desk.
func TestScreensDoNotImportTheStore(t *testing.T) {
	allowed := map[string]bool{"parley/ui/desk": true}
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, "parley/ui") || allowed[p.ImportPath] {
			continue
		}
		for _, i := range p.Imports {
			if strings.HasPrefix(i, "parley/store") {
				t.Errorf("%s imports %s: screens and commands call ui/desk", p.ImportPath, i)
			}
		}
	}
}

func TestEveryPackageTellsItsJob(t *testing.T) {
	for _, p := range packages(t) {
		name := p.ImportPath[strings.LastIndexByte(p.ImportPath, '/')+1:]
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
		if slices.Contains([]string{"common", "utils", "util", "helpers", "types", "misc"}, name) {
			t.Errorf("%s: a package is named after its job", p.ImportPath)
		}
	}
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Doc,Imports", "parley/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
