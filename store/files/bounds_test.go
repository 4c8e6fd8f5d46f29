package files_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/store/files"
)

// refused reads one file that has to be refused and returns its findings.
func refused(t *testing.T, name, text string) *files.RefusedError {
	t.Helper()
	r, err := files.Read([]files.File{{Name: name, Data: []byte(text)}})
	var refused *files.RefusedError
	if !errors.As(err, &refused) || r.Workspace != nil {
		t.Fatalf("taken: %v", err)
	}
	return refused
}

// TestBounds: what would exhaust memory or the stack is refused at once, in a line.
func TestBounds(t *testing.T) {
	laughs := "kind: Intent\nid: i\nphrases:\n  - &a0 lol\n  - &a1 [*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0]\n"
	levels := "kind: Klass\nid: k\nattributes:\n  - name: a\n    type: multi-level list\n    children:\n      - &l0 {value: a}\n"
	for i := range 12 {
		laughs += fmt.Sprintf("  - &a%d [%s]\n", i+2, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i+1), 9), ","))
		levels += fmt.Sprintf("      - &l%d {value: a, children: [%s]}\n", i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*l%d,", i), 9), ","))
	}
	merges := "kind: Snippet\nid: s\ntexts:\n  x: &m0 {" + strings.TrimSuffix(many(1900, "k%d: v, "), ", ") + "}\n"
	chain := "kind: Klass\nid: k\nattributes:\n  - {name: a, type: multi-level list, children: [&c0 {value: a}]}\n"
	for i := range 800 {
		chain += fmt.Sprintf("  - {name: a%d, type: multi-level list, children: [&c%d {value: a, children: [*c%d]}]}\n", i, i+1, i)
	}
	cases := map[string]struct{ text, want string }{
		"laughs":        {laughs, "found a list for phrases"},
		"levels":        {levels, "aliases expand to too much"},
		"long texts":    {"kind: Intent\nid: i\nname: &t " + strings.Repeat("x", 100_000) + "\nphrases: [" + strings.Repeat("*t, ", 5000) + "*t]\n", "aliases expand to too much"},
		"alias chain":   {chain, "aliases expand to too much"},
		"merges":        {merges + "  y:\n    <<: [" + strings.Repeat("*m0, ", 200) + "*m0]\n", "merge keys copy too much"},
		"brackets":      {"kind: " + strings.Repeat("[", 3_000_000), "more than a million"},
		"some brackets": {"kind: " + strings.Repeat("[", 300_000), "levels inside each other"},
		"braces":        {strings.Repeat("{a: ", 100_000), "levels inside each other"},
		"dashes":        {strings.Repeat("- ", 100_000), "levels inside each other"},
		"indents":       {indents(1000), "levels inside each other"},
		"tags":          {"kind: " + strings.Repeat("!a ", 100_000), "levels inside each other"},
		"anchors":       {"kind: " + strings.Repeat("&a ", 100_000), "levels inside each other"},
		"questions":     {strings.Repeat("? a\n", 10_000), `a "?" key`},
		"keys":          {many(3000, "k%d: v\n"), "more than 2000 keys"},
		"nested keys":   {"kind: Snippet\ntexts:\n" + many(3000, "  k%d: v\n"), "more than 2000 keys"},
		"a large text":  {"kind: Brand\nid: b\nname: " + strings.Repeat("x", model.MaxTextBytes+1), "a text of more than 256 KiB"},
		"a large value": {"kind: Customer\nid: b\nattributes: {a: " + strings.Repeat("x", model.MaxTextBytes+1) + "}", "a text of more than 256 KiB"},
		"large":         {"kind: Brand\nid: b\nname: " + strings.Repeat("x\n  ", 2<<20), "larger than 4 MiB"},
		"empty lines":   {"kind: Brand\nname: |\n" + strings.Repeat("\n", 1<<20), "more than 100 empty lines in a row"},
		"aliases":       {"kind: " + strings.Repeat("*a ", 100_000), "levels inside each other"},
		"colons":        {"kind: [" + strings.Repeat("a: ", 100_000), "levels inside each other"},
		"file":          {strings.Repeat("#", model.MaxDocumentBytes+1), "larger than 16 MiB"},
	}
	for name, c := range cases {
		got := refused(t, "a.yaml", c.text)
		if !strings.Contains(refusals(got), c.want) || len(got.Error()) > 400 || strings.Contains(got.Error(), "\n") {
			t.Errorf("%s: %.400s, want %s", name, refusals(got), c.want)
		}
	}
}

func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func indents(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestFindingsAreAllTold(t *testing.T) {
	got := refused(t, "a.yaml", "kind: Brand\nid: a!\nname: []\n---\nkind: Brand\nid: [\n---\n- a\n---\nkind: Brand\nid: b\nnmae: B\n")
	want := []string{"a.yaml:2:5", "a.yaml:3:7", "a.yaml:6:5", "a.yaml:8:1", "a.yaml:10:1", "a.yaml:12:1"}
	if len(got.Findings) != len(want) || !strings.Contains(got.Error(), "(and 5 more findings)") {
		t.Fatalf("%d findings\n%s", len(got.Findings), refusals(got))
	}
	for i, f := range got.Findings {
		if f.Position.String() != want[i] {
			t.Errorf("%s, want it at %s", f, want[i])
		}
	}
	got = refused(t, "a.yaml", strings.Repeat("kind: Brand\nid: a\nname: A\ncolour: x\n---\n", 300))
	if len(got.Findings) != 100 || got.Omitted != 300+299-100 {
		t.Errorf("%d findings and %d more", len(got.Findings), got.Omitted)
	}
}

func TestTextsComeCleanAndWithAWarning(t *testing.T) {
	for in, want := range map[string]string{
		`"a\e[31mred\e[0m b"`:           "ared b",
		`"\x1b]0;title\x07x"`:           "x",
		`"\x1b]8;;https://a\x1b\\link"`: "link",
		`"bell\x07 nul\0 del\x7f"`:      "bell nul del",
		`"csi \x9b31m c1 \x85"`:         "csi  c1 ",
		`"lone \e"`:                     "lone ",
		`"open \e]0;never closed"`:      "open 0;never closed",
		`"\e(Bcharset"`:                 "charset",
		"\"raw \x1b[1m bold\"":          "raw  bold",
		"plain \x1b[1m bold":            "plain  bold",
		`"a\r\nb\tc\rd"`:                "a\nb\tcd",
	} {
		r := read(t, "kind: Brand\nid: b\nname: "+in+"\n")
		if got := r.Workspace.Brands[0].Name; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
		if len(r.Warnings) != 1 || r.Warnings[0].String() != "a.yaml:3:7: control characters in a text: they were left out; write texts without them" {
			t.Error(in, r.Warnings)
		}
		out, err := files.Encode(&model.Brand{ID: "b", Name: in + "\x1b[31m\u009b1m"})
		if err != nil || strings.ContainsAny(string(out), "\x1b\u009b\x07") || strings.Contains(string(out), "u001b") {
			t.Errorf("written as %q (%v)", out, err)
		}
	}
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for in, want := range map[string]string{
		"kind: Brand\nname: é\xff\n": "a.yaml:2:8: the text is not UTF-8 here; save the file as UTF-8",
		"\xff\xfek\x00i\x00":         "a.yaml:1:1: the file is UTF-16; save it as UTF-8",
		"kind: Brand\n\x00":          "a.yaml:2:1: there is a zero byte: this is no text file; import YAML or Markdown files",
	} {
		if got := refused(t, "a.yaml", in).Error(); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}
