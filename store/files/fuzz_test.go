package files_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/store/files"
)

// FuzzRead: no input panics; what is taken is written and read back the same.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		routeToTeam, routeToTeamTest, routeToTeam + "---\n" + routeToTeamTest, "", "\ufeff", "---\n...\n---\n", "# only a comment\n", "%YAML 1.2\n---\nkind: Workspace\n",
		"kind: Brand\nid: b\nname: &x a\n", "kind: Intent\nid: i\nphrases: [&a x, *a, *b]\n", "kind: Snippet\nid: s\ntexts: &t\n  en: |+\n    a\n\n  es: >-\n    b\n    c\n---\nkind: Snippet\nid: u\ntexts: {<<: *t}\n",
		"kind: Klass\nid: k\nattributes: [{name: a, type: multi-level list, children: [{value: b, children: [{value: c}]}]}]\n",
		"kind: Workflow\nid: w\nsteps: [{id: s, httpRequest: {url: \"https://x/{{a}}\"}, next: [{to: t}]}]\nresponses: [{output: {a: 1e3}}]\n",
		"kind: Brand\nid: b\nname: \"\\x1b[31m\\u0000\"\n", "{kind: Brand, id: b, name: [}", "kind: Brand\r\nid: b\rname: x", "kind: Brand\nid: b\n\tname: x", "? a\n: b", "kind: !!str Brand\nid: !!int b\nname: !x y\n",
		"- - - a", "a: b: c", "<<: {kind: Brand}\nid: b\nname: x", "kind: Article\nid: a\nknowledgeBase: k\ntitle: t\nbody: |\n  x\n", "kind: Recording\nid: r\nchannel: chat\nstart: 2026-03-02T10:00:00Z\ninputs: [{say: hi}, {agent: {reply: x}}]\n",
		"---\ntitle: T\nknowledgeBase: k\n---\n\n# Body\n", "*\x1b",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, article bool) {
		name := "a.yaml"
		if article {
			name = "a.md"
		}
		r, err := files.Read([]files.File{{Name: name, Data: []byte(text)}})
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\x1b") || err.Error() == "" {
				t.Fatalf("not one line: %q", err)
			}
			return
		}
		out, err := files.Write(r.Workspace)
		if err != nil {
			t.Fatal(err)
		}
		again, err := files.Read(out)
		if err != nil {
			t.Fatalf("%s\n%s", refusals(err), show(out))
		}
		if d := difference(r.Workspace, again.Workspace); d != "" {
			t.Fatalf("%s\n%s", d, show(out))
		}
	})
}

// large is an assistant of two thousand dialogs.
func large() *model.Workspace {
	a := &model.Assistant{ID: "large", Name: "Large", Type: model.Premium, Channel: model.Chat}
	for n := range 2000 {
		next := model.DialogID(fmt.Sprintf("d%d", n+1))
		a.Dialogs = append(a.Dialogs, &model.Dialog{ID: model.DialogID(fmt.Sprintf("d%d", n)), Name: fmt.Sprintf("Dialog %d", n),
			Interactions: []model.Interaction{
				{Settings: &model.SendMessage{Text: "Hello {{customer.name | \"there\"}}, what can we do for you?"}},
				{Settings: &model.TextQuestion{Text: "Your order number?", Save: "conversation.orderNumber", Expect: "number"}},
				{Settings: &model.ConditionalBranch{Branches: []model.Branch{{When: []model.Condition{{Attribute: "conversation.orderNumber", Is: model.OpSet}},
					Do: []model.Interaction{{Settings: &model.SendMessage{Text: "Thanks: found it."}}}}}, Otherwise: &model.Outcome{Redirect: next}}},
			},
			End: &model.Interaction{Settings: &model.NavigationButtons{Text: "And now?", Buttons: []model.NavButton{{Label: "Next", Dialog: next}, {Label: "A person", Dialog: "complete"}}}}})
	}
	return &model.Workspace{Assistants: []*model.Assistant{a}}
}

func BenchmarkRead(b *testing.B) {
	out, err := files.Write(large())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(out[0].Data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := files.Read(out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	w := large()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := files.Write(w); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAlign(b *testing.B) {
	out, err := files.Write(large())
	if err != nil {
		b.Fatal(err)
	}
	r, err := files.Read(out)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r.Align(r.Workspace)
	}
}
