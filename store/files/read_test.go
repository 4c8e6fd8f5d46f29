package files_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/store/files"

	gocmp "github.com/google/go-cmp/cmp"
)

const head = "kind: Assistant\nid: a\nname: A\ntype: lite\nchannel: chat\ndialogs:\n  - id: welcome\n    name: Welcome\n"

// TestFindings says for each mistake what is told, and where.
func TestFindings(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"unknown key", head + "    interactions:\n      - sendMessage: {txet: Hi, text: x}\n", `a.yaml:10:23: unknown key "txet" in sendMessage; did you mean "text"?`},
		{"unknown key without a near one", "kind: Brand\nid: b\nname: B\ncolour: red\n", `a.yaml:4:1: unknown key "colour" in Brand; use one of id, name`},
		{"unknown interaction", head + "    interactions:\n      - sendMesage: {text: Hi}\n", `a.yaml:10:9: unknown interaction "sendMesage"; did you mean "sendMessage"?`},
		{"unknown kind", "kind: Asistant\nid: a\n", `a.yaml:1:7: unknown kind "Asistant"; did you mean "Assistant"?`},
		{"no kind", "id: a\n", `a.yaml:1:1: a document without a kind; write kind: with one of Workspace, Brand, Team, Profile, Klass, Schedule, Snippet, Intent, Workflow, KnowledgeBase, Article, Customer, Object, Assistant, Rule, Defaults, Plan, Test, Recording`},
		{"a list as a document", "- a\n- b\n", `a.yaml:1:1: found a list where a document begins; write a map with kind: and the fields of the kind`},
		{"duplicate key", "kind: Brand\nid: b\nname: B\nname: C\n", `a.yaml:4:1: duplicate key "name"; keep one of the two; the first is on line 3`},
		{"duplicate key in brackets", "kind: Snippet\nid: b\ntexts: {en: a, es: b, en: c}\n", `a.yaml:3:23: duplicate key "en"; keep one of the two; the first is on line 3`},
		{"second document", "kind: Brand\nid: b\nname: B\n---\nkind: Brand\nid: b\nname: C\n", `a.yaml:5:1: a second Brand b; give it another id or put the two together; the first is at a.yaml:1:1`},
		{"second workspace", "kind: Workspace\nname: A\n---\nkind: Workspace\nname: B\n", `a.yaml:4:1: a second Workspace; give it another id or put the two together; the first is at a.yaml:1:1`},
		{"bad id", "kind: Brand\nid: My brand!\nname: B\n", `a.yaml:2:5: "My brand!" is not a valid id; write letters, digits, - and _, a letter or digit first, 64 at most, such as "my-brand"`},
		{"no id", "kind: Brand\nname: B\n", `a.yaml:1:1: no id in Brand; write id: …`},
		{"empty id", "kind: Brand\nid: \"\"\nname: B\n", `a.yaml:2:5: "" is not a valid id; write letters, digits, - and _, a letter or digit first, 64 at most`},
		{"two ends", head + "    end: {redirect: {dialog: b}, transfer: {}}\n", `a.yaml:9:34: a second interaction transfer beside redirect; a dialog has one end interaction: keep redirect or transfer`},
		{"two kinds", head + "    interactions:\n      - sendMessage: {text: a}\n        playPrompt: {text: b}\n", `a.yaml:11:9: a second interaction playPrompt beside sendMessage; give each its own dash: an interaction is a map of one key`},
		{"no end", head + "    end: {sendMessage: {text: a}}\n", `a.yaml:9:11: sendMessage under end; move it to the interactions, and write one of requestFeedback, aiResponse, navigationButtons, articleDeflection, listSelector, collectInput, collectLanguage, redirect, transfer, voicemail, endConversation`},
		{"word for an interaction", head + "    end: transfer\n", `a.yaml:9:10: found "transfer" for an interaction; write {transfer: {…}}`},
		{"interaction without a kind", head + "    interactions: [{id: x}]\n", `a.yaml:9:21: an interaction without a kind; write one of sendMessage, textQuestion, buttonQuestion, attributeQuestion, conditionalBranch, businessSchedule, playPrompt, objectSelector, runWorkflow, updateAttribute, requestFeedback, aiResponse, navigationButtons, articleDeflection, listSelector, collectInput, collectLanguage, redirect, transfer, voicemail, endConversation`},
		{"wrong word", "kind: Assistant\nid: a\nname: A\ntype: light\nchannel: chat\ndialogs: []\n", `a.yaml:4:7: unknown word "light" for type; use one of lite, premium`},
		{"wrong channel", "kind: Assistant\nid: a\nname: A\ntype: lite\nchannel: whatsup\ndialogs: []\n", `a.yaml:5:10: unknown word "whatsup" for channel; did you mean "whatsapp"?`},
		{"text for a boolean", "kind: Team\nid: t\nname: T\nagents: [{name: a, online: yes}]\n", `a.yaml:4:28: found "yes" for online; did you mean true (without quotes)?`},
		{"text for a number", "kind: Plan\nid: p\nmeter: kiq\nallowance: many\n", `a.yaml:4:12: found "many" for allowance; write a whole number such as 5`},
		{"map for a text", "kind: Brand\nid: b\nname: {a: b}\n", `a.yaml:3:8: found a map for name; write a text; one with ": " in it, or that begins with {, needs quotes`},
		{"unquoted dynamic text", head + "    interactions:\n      - sendMessage:\n          text: {{customer.name}}\n", `a.yaml:11:18: this is not YAML: could not find flow map content; close the bracket, and put quotes around a text that begins with {`},
		{"text for a list", "kind: Intent\nid: i\nphrases: hello\n", `a.yaml:3:10: found "hello" for phrases; write a list: [hello]`},
		{"list for a map", "kind: Intent\nid: i\nkeywords: [hello]\n", `a.yaml:3:11: found a list for keywords; write a map: {word: value}`},
		{"duration", head + "settings: {volumeControl: {reminder: {after: 5 minutes}}}\n", `a.yaml:9:46: found "5 minutes" for after; "5 minutes" is not a duration: write 90s, 5m, 24h or 2d`},
		{"number for a duration", head + "settings: {volumeControl: {reminder: {after: 90}}}\n", `a.yaml:9:46: found "90" for after; expected a duration such as 90s, 5m or 24h`},
		{"date for a time", "kind: Recording\nid: r\nchannel: chat\nstart: 2026-03-02\n", `a.yaml:4:8: found "2026-03-02" for start; did you mean 2026-03-02T00:00:00Z?`},
		{"missing text", head + "    interactions: [{sendMessage: {}}]\n", `a.yaml:9:34: no text in sendMessage; write text: …`},
		{"nothing for a text", head + "    interactions: [{sendMessage: {text: }}]\n", `a.yaml:9:40: nothing is written for text; write a value, or leave the whole entry out`},
		{"same dialog twice", head + "  - id: welcome\n    name: B\n", `a.yaml:9:5: a second entry "welcome" in dialogs; give it an id of its own`},
		{"same interaction id twice", head + "    interactions: [{id: x, sendMessage: {text: a}}, {id: x, sendMessage: {text: a}}]\n", `a.yaml:9:54: a second interaction with the id "x"; give it another one, or leave it out`},
		{"alias without anchor", "kind: Brand\nid: b\nname: *x\n", `a.yaml:3:7: alias *x, and no anchor &x before it; write the anchor first, outside of itself; a text that begins with * needs quotes`},
		{"alias in its own anchor", "kind: Intent\nid: i\nphrases: &x [*x]\n", `a.yaml:3:14: alias *x, and no anchor &x before it; write the anchor first, outside of itself; a text that begins with * needs quotes`},
		{"tag", "kind: Brand\nid: b\nname: !ruby/object x\n", `a.yaml:3:7: the tag "!ruby/object"; leave tags out; a text that begins with ! needs quotes`},
		{"question mark key", "kind: Brand\n? id\n: b\n", `a.yaml:2:1: a "?" key; write the key and a colon: key: value`},
		{"colon in a text", "kind: Brand\nid: b\nname: a: b\n", `a.yaml:3:7: this is not YAML: mapping value is not allowed in this context; put quotes around a text that has ": " in it`},
		{"tab", "kind: Team\nid: b\nname: a\nagents:\n\t- name: x\n", `a.yaml:5:1: a tab in the indentation; indent with blanks, not with tabs`},
		{"open bracket", "kind: Brand\nid: b\nname: [a\n", `a.yaml:3:7: this is not YAML: sequence end token ']' not found; close the bracket, and put quotes around a text that begins with [`},
		{"open quote", "kind: Brand\nid: b\nname: \"a\n", `a.yaml:3:7: this is not YAML: could not find end character of double-quoted text; close the quotes`},
		{"merge of a text", "kind: Brand\nid: b\n<<: x\nname: B\n", `a.yaml:1:1: << takes a map or a list of maps, found "x"; write <<: *name with the name of a map's anchor`},
		{"step of a test", "kind: Test\nassistant: a\ncases:\n  - name: x\n    steps:\n      - sya: Hi\n", `a.yaml:6:9: found a map for steps; "sya" is not an action: use one of say, press, keys, wait, agent, rate, engage, dismiss, visit, close, language`},
		{"rate", "kind: Test\nassistant: a\ncases:\n  - name: x\n    steps: [{rate: good}]\n", `a.yaml:5:14: found a map for steps; rate takes a whole number, such as rate: 5`},
		{"scale", head + "settings: {satisfaction: {scale: 4}}\n", `a.yaml:9:34: 4 for scale; use one of 2, 3, 5`},
		{"change", head + "    interactions: [{updateAttribute: {attribute: conversation.tags, value: {ad: [a]}}}]\n", `a.yaml:9:77: found a map for value; expected a value, null, {add: […]} or {remove: […]}`},
	}
	for _, c := range cases {
		_, err := files.Read([]files.File{{Name: "a.yaml", Data: []byte(c.text)}})
		var refused *files.RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("%s: taken (%v)", c.name, err)
			continue
		}
		var lines []string
		for _, f := range refused.Findings {
			lines = append(lines, f.String())
		}
		if got := strings.Join(lines, "\n"); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// read reads one YAML file that has to be taken.
func read(t *testing.T, text string) *files.Result {
	t.Helper()
	r, err := files.Read([]files.File{{Name: "a.yaml", Data: []byte(text)}})
	if err != nil {
		t.Fatal(refusals(err))
	}
	return r
}

func TestScalarsAreTextsWhereTextsBelong(t *testing.T) {
	r := read(t, head+`    interactions:
      - sendMessage: {text: 5}
      - sendMessage: {text: true}
      - sendMessage: {text: 007}
      - sendMessage: {text: 2026-03-02T10:00:00Z}
      - sendMessage: {text: !!str 1.50}
      - buttonQuestion: {text: 0x1F, buttons: [1, 2, yes, 3.10, true]}
      - updateAttribute: {attribute: conversation.priority, value: 5}
      - updateAttribute: {attribute: conversation.name, value: "5"}
      - updateAttribute: {attribute: conversation.tags, value: {add: [1, 007, true]}}
      - updateAttribute: {attribute: conversation.name, value: 007}
      - updateAttribute: {attribute: conversation.name, value: +4917}
      - updateAttribute: {attribute: conversation.name, value: 12345678901234567890}
      - updateAttribute: {attribute: conversation.name, value: null}
      - updateAttribute: {attribute: conversation.name, value: 2026-03-02}
      - updateAttribute: {attribute: customer.vip, value: yes}
      - updateAttribute: {attribute: customer.vip, value: true}
      - updateAttribute: {attribute: conversation.priority, value: -2.50}
settings: {volumeControl: {missed: {channels: [{phone: +19175550123}, wait]}}}
---
kind: Test
assistant: a
cases:
  - name: 5
    at: 2026-03-02T10:00:00+01:00
    steps: [{keys: 012}, {say: true}, {press: 1.0}, {bot: 5}, {buttons: [1, no]}, {rate: 5}, {engage: true}, {agent: {done: true}}]
`)
	a := r.Workspace.Assistants[0]
	var got []string
	for _, i := range a.Dialogs[0].Interactions {
		data, err := i.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(data))
	}
	want := []string{
		`{"sendMessage":{"text":"5"},"id":"i1"}`,
		`{"sendMessage":{"text":"true"},"id":"i2"}`,
		`{"sendMessage":{"text":"007"},"id":"i3"}`,
		`{"sendMessage":{"text":"2026-03-02T10:00:00Z"},"id":"i4"}`,
		`{"sendMessage":{"text":"1.50"},"id":"i5"}`,
		`{"buttonQuestion":{"text":"0x1F","buttons":["1","2","yes","3.10","true"]},"id":"i6"}`,
		`{"updateAttribute":{"attribute":"conversation.priority","value":5},"id":"i7"}`,
		`{"updateAttribute":{"attribute":"conversation.name","value":"5"},"id":"i8"}`,
		`{"updateAttribute":{"attribute":"conversation.tags","value":{"add":["1","007","true"]}},"id":"i9"}`,
		`{"updateAttribute":{"attribute":"conversation.name","value":"007"},"id":"i10"}`,
		`{"updateAttribute":{"attribute":"conversation.name","value":"+4917"},"id":"i11"}`,
		`{"updateAttribute":{"attribute":"conversation.name","value":"12345678901234567890"},"id":"i12"}`,
		`{"updateAttribute":{"attribute":"conversation.name","value":null},"id":"i13"}`,
		`{"updateAttribute":{"attribute":"conversation.name","value":"2026-03-02"},"id":"i14"}`,
		`{"updateAttribute":{"attribute":"customer.vip","value":"yes"},"id":"i15"}`,
		`{"updateAttribute":{"attribute":"customer.vip","value":true},"id":"i16"}`,
		`{"updateAttribute":{"attribute":"conversation.priority","value":-2.5},"id":"i17"}`,
	}
	if d := gocmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if phone := a.Settings.VolumeControl.Missed.Channels[0].Address; phone != "+19175550123" {
		t.Error(phone)
	}
	var steps []string
	for _, s := range r.Workspace.Tests[0].Cases[0].Steps {
		data, _ := json.Marshal(s)
		steps = append(steps, string(data))
	}
	if d := gocmp.Diff([]string{`{"keys":"012"}`, `{"say":"true"}`, `{"press":"1.0"}`, `{"bot":"5"}`, `{"buttons":["1","no"]}`, `{"rate":5}`, `{"engage":true}`, `{"agent":{"done":true}}`}, steps); d != "" {
		t.Error(d)
	}
}

func TestPositions(t *testing.T) {
	text := "\ufeff# a workspace\r\n---\r\n" + strings.ReplaceAll(head, "\n", "\r\n") + strings.ReplaceAll(`    interactions:
      - sendMessage: {text: "é 😀 \"x\"", attachments: [ü, 😀a, c]}
      - conditionalBranch:
          branches:
            - when: [{attribute: customer.name, is: set}]
              do:
                - id: ask
                  textQuestion:
                    text: |
                      Which
                      one?
                    save: customer.nme
          otherwise: {do: [{sendMessage: {text: a}}]}
    end:
      redirect:
        dialog: nowhere
---
kind: Snippet
id: s
texts:
  en: >-
    folded
    text
  es: 'quoted
    over lines'
  de: x
`, "\n", "\r\n")
	r := read(t, text)
	for path, want := range map[model.Path]string{
		"assistants[a]":                                                            "a.yaml:3:1",
		"assistants[a].name":                                                       "a.yaml:5:7",
		"assistants[a].dialogs[welcome]":                                           "a.yaml:9:5",
		"assistants[a].dialogs[welcome].interactions[i1]":                          "a.yaml:12:9",
		"assistants[a].dialogs[welcome].interactions[i1].attachments[1]":           "a.yaml:12:59",
		"assistants[a].dialogs[welcome].interactions[i1].attachments[2]":           "a.yaml:12:63",
		"assistants[a].dialogs[welcome].interactions[i2].branches[0]":              "a.yaml:15:15",
		"assistants[a].dialogs[welcome].interactions[i2].branches[0].redirect":     "a.yaml:15:15",
		"assistants[a].dialogs[welcome].interactions[i2].branches[0].do[ask]":      "a.yaml:17:19",
		"assistants[a].dialogs[welcome].interactions[i2].branches[0].do[ask].save": "a.yaml:22:27",
		"assistants[a].dialogs[welcome].interactions[i2].otherwise.do[i4].text":    "a.yaml:23:49",
		"assistants[a].dialogs[welcome].end":                                       "a.yaml:24:5",
		"assistants[a].dialogs[welcome].end.dialog":                                "a.yaml:26:17",
		"assistants[a].dialogs[welcome].end.nothing.here":                          "a.yaml:24:5",
		"assistants[a].settings.volumeControl":                                     "a.yaml:3:1",
		"snippets[s].texts[de]":                                                    "a.yaml:36:7",
	} {
		at, ok := r.Position(path)
		if !ok || at.String() != want {
			t.Errorf("%s is at %s (%v), want %s", path, at, ok, want)
		}
		if _, err := model.Get(r.Workspace, path); err != nil && !strings.Contains(string(path), "nothing") && !strings.Contains(string(path), "redirect") {
			t.Error(err)
		}
	}
	if at, ok := r.Position("brands[x].name"); ok {
		t.Errorf("a brand that is in no file is at %s", at)
	}
	if q := r.Workspace.Snippets[0].Texts; q[0].Value != "folded text" || q[1].Value != "quoted over lines" {
		t.Error(q)
	}
	if doc := r.Documents[1]; doc.Path != "snippets[s]" || doc.At.String() != "a.yaml:28:1" || doc.ID != "s" || doc.Kind.Name != "Snippet" {
		t.Error(doc)
	}
}
