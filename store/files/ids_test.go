package files_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/store/files"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// ids lists the interactions of an assistant as "id kind text".
func ids(a *model.Assistant) []string {
	var out []string
	for _, d := range a.Dialogs {
		d.Steps("", func(_ string, _ model.Path, i *model.Interaction) {
			line := i.ID + " " + i.Kind().Key
			if m, ok := i.Settings.(*model.SendMessage); ok {
				line = i.ID + " " + string(m.Text)
			}
			out = append(out, line)
		})
	}
	return out
}

func TestIDsAreNumberedInDocumentOrderAndSkipTakenOnes(t *testing.T) {
	a := read(t, head+`    interactions:
      - sendMessage: {text: a}
      - businessSchedule:
          outside: {do: [{sendMessage: {text: d}}]}
          inside: {do: [{sendMessage: {text: b}}, {id: i4, sendMessage: {text: c}}]}
      - {id: i7, sendMessage: {text: e}}
    end: {redirect: {dialog: x}}
  - id: x
    name: X
    interactions: [{sendMessage: {text: f}}]
`).Workspace.Assistants[0]
	want := []string{"i1 a", "i2 businessSchedule", "i3 b", "i4 c", "i5 d", "i7 e", "i8 redirect", "i9 f"}
	if d := gocmp.Diff(want, ids(a)); d != "" {
		t.Error(d)
	}
}

// TestExportLeavesOutExactlyTheIDsThatImportGivesBack takes each id that was
// written out of the file in turn: then the import must not give the same ids.
func TestExportLeavesOutExactlyTheIDsThatImportGivesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &model.Dialog{ID: "welcome", Name: "W"}
		seen := map[string]bool{}
		for range rapid.IntRange(0, 8).Draw(t, "n") {
			id := fmt.Sprintf("i%d", rapid.IntRange(1, 10).Draw(t, "id"))
			if !seen[id] {
				d.Interactions = append(d.Interactions, model.Interaction{ID: id, Settings: &model.SendMessage{Text: "x"}})
			}
			seen[id] = true
		}
		a := &model.Assistant{ID: "a", Name: "A", Type: model.Lite, Channel: model.Chat, Dialogs: []*model.Dialog{d}}
		data, err := files.Encode(a)
		if err != nil {
			t.Fatal(err)
		}
		for id := range maps.Keys(seen) {
			without := strings.Replace(string(data), "- id: "+id+"\n        sendMessage", "- sendMessage", 1)
			r, err := files.Read([]files.File{{Name: "a.yaml", Data: []byte(without)}})
			if err != nil {
				t.Fatal(refusals(err))
			}
			same := slices.Equal(ids(a), ids(r.Workspace.Assistants[0]))
			if written := without != string(data); same == written {
				t.Fatalf("%s: written %v, the same without it %v\n%s", id, written, same, data)
			}
		}
	})
}

func TestAlign(t *testing.T) {
	old := read(t, head+`    interactions:
      - {id: hello, sendMessage: {text: hello}}
      - {id: ask, textQuestion: {text: name?}}
      - id: branch
        conditionalBranch:
          branches:
            - when: [{attribute: customer.name, is: set}]
              do: [{id: in-a, sendMessage: {text: a}}, {id: in-b, sendMessage: {text: b}}]
          otherwise: {do: [{id: in-c, sendMessage: {text: c}}]}
      - {id: bye, sendMessage: {text: bye}}
    end: {id: end, redirect: {dialog: x}}
  - id: x
    name: X
    interactions: [{id: moved, sendMessage: {text: moved}}, {id: gone, playPrompt: {text: p}}]
`).Workspace
	edited := read(t, head+`    interactions:
      - sendMessage: {text: new}
      - sendMessage: {text: hello}
      - textQuestion: {text: "what is your name?"}
      - conditionalBranch:
          branches:
            - when: [{attribute: customer.name, is: set}]
              do: [{sendMessage: {text: b}}, {sendMessage: {text: z}}]
          otherwise: {do: [{sendMessage: {text: c2}}]}
      - {id: mine, sendMessage: {text: moved}}
      - sendMessage: {text: bye}
    end: {redirect: {dialog: y}}
  - id: y
    name: Y
    interactions: [{sendMessage: {text: moved}}, {textQuestion: {text: q}}]
`)
	before := ids(edited.Workspace.Assistants[0])
	aligned := edited.Align(old)
	want := []string{"i1 new", "hello hello", "ask textQuestion", "branch conditionalBranch", "in-b b", "i6 z", "in-c c2", "mine moved", "bye bye", "end redirect", "moved moved", "i12 textQuestion"}
	if d := gocmp.Diff(want, ids(aligned.Workspace.Assistants[0])); d != "" {
		t.Error(d)
	}
	if d := gocmp.Diff(before, ids(edited.Workspace.Assistants[0])); d != "" {
		t.Error("the import was changed in place", d)
	}
	for path, at := range map[model.Path]string{
		"assistants[a].dialogs[welcome].interactions[ask].text":                    "a.yaml:12:30",
		"assistants[a].dialogs[welcome].interactions[branch].branches[0].do[in-b]": "a.yaml:16:21",
		"assistants[a].dialogs[y].interactions[moved].text":                        "a.yaml:23:41",
		"assistants[a].dialogs[welcome].interactions[i3]":                          "a.yaml:9:5",
	} {
		if got, _ := aligned.Position(path); got.String() != at {
			t.Errorf("%s is at %s, want %s", path, got, at)
		}
	}
}

// TestAlignToItselfChangesNothing: what is imported as it is keeps its ids, whatever they were.
func TestAlignToItselfChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, a := range workspace(t).Assistants {
			if d := gocmp.Diff(ids(a), ids(files.Align(a, a, nil))); d != "" {
				t.Fatal(d)
			}
			out := files.Align(&model.Assistant{}, a, nil)
			seen := map[string]bool{}
			for _, line := range ids(out) {
				id, _, _ := strings.Cut(line, " ")
				if seen[id] || !model.ValidID(id) {
					t.Fatalf("%s twice or not valid", id)
				}
				seen[id] = true
			}
		}
	})
}
