package command_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

type heardLine struct {
	Text, Intent, How, Likeliest string
	Score                        float64
}

func heardLines(t *testing.T, out string) []heardLine {
	t.Helper()
	var all []heardLine
	for line := range strings.Lines(out) {
		var h heardLine
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, h)
	}
	return all
}

// noWorkspace makes sure that no workspace is found where nothing names one.
func noWorkspace(t *testing.T) {
	t.Setenv("PARLEY_DB", write(t, "x", "")+"-none.db")
}

func TestIntentsAreTriedWithoutAWorkspace(t *testing.T) {
	noWorkspace(t)
	out := ok(t, "Where is my parcel?\n\n  I want a refund  \r\nhow tall is the moon\n", "intents", "try", "--json")
	got := heardLines(t, out)
	want := []heardLine{{Text: "Where is my parcel?", Intent: "where-is-my-order", How: "phrase"}, {Text: "I want a refund", Intent: "get-refund", How: "phrase"}, {Text: "how tall is the moon"}}
	if len(got) != len(want) {
		t.Fatalf("%d lines:\n%s", len(got), out)
	}
	for i, w := range want {
		g := got[i]
		if g.Text != w.Text || g.Intent != w.Intent || g.How != w.How || (g.Score >= 0.5) != (w.Intent != "") || (g.Likeliest == "") != (w.Intent != "") {
			t.Errorf("line %d: %+v, want %+v", i+1, g, w)
		}
	}
	has(t, ok(t, "", "intents", "try", "i want my mony back"), "get-refund", "like", "sure")
	has(t, ok(t, "", "intents", "try", "\x1b[31mhow tall is the moon"), "not sure")
	has(t, ok(t, "where is my parcel\n", "intents", "try"), "where-is-my-order", "where is my parcel")
}

const flavours = `kind: Intent
id: flavours
name: Flavours
keywords:
  en: [flavour, sugar free]
  es: [sabor]
---
kind: Intent
id: call-off
predefined: cancel-order
phrases: [halt the dispatch, halt it, halt my parcel, halt what I bought, halt the delivery]
`

func TestIntentsOfAFile(t *testing.T) {
	noWorkspace(t)
	file := write(t, "intents.yaml", flavours)
	got := heardLines(t, ok(t, "which FLAVORS are there\n¿qué sabores hay?\ncancel my order\nhalt my parcel\nwhere is my parcel\n", "intents", "try", "--intents", file, "--json"))
	for i, want := range []string{"flavours keyword", "flavours keyword", "call-off phrase", "call-off phrase", " "} {
		if is := got[i].Intent + " " + got[i].How; is != want {
			t.Errorf("%q: %q, want %q", got[i].Text, is, want)
		}
	}
	if got := heardLines(t, ok(t, "", "intents", "try", "--intents", file, "--json", "--language", "es", "flavors?"))[0]; got.How == "keyword" {
		t.Errorf("in Spanish only: %+v", got)
	}
	fails(t, 2, []string{"intents", "try", "--intents", file, "--assistant", "a", "x"}, "use one of them")
	fails(t, 2, []string{"intents", "try", "--intents", write(t, "many.yaml", "kind: Intent\nid: a\nphrases: [one, two]\n"), "x"}, "many.yaml:3", "at least 5")
	fails(t, 2, []string{"intents", "try", "--intents", write(t, "none.yaml", hours), "x"}, "no intents")
	fails(t, 2, []string{"intents", "try", "--intents", write(t, "bad.yaml", "kind: Intent\nid: [\n"), "x"}, "bad.yaml:")
}

func TestIntentsAreTrainedFromATable(t *testing.T) {
	noWorkspace(t)
	file := write(t, "phrases.csv", table(5))
	got := heardLines(t, ok(t, "please water the ferns 3\n", "intents", "train", "--phrases", file, "--json"))
	if len(got) != 1 || got[0].Intent != "garden" {
		t.Errorf("%+v", got)
	}
	many := strings.Builder{}
	many.WriteString("text,intent\n")
	for i := range 81 {
		for k := range 5 {
			fmt.Fprintf(&many, "phrase %c%c number %d,intent %d\n", 'a'+i%26, 'a'+i/26, k, i)
		}
	}
	for name, c := range map[string]struct {
		text  string
		parts []string
	}{
		"empty":         {"", []string{"text,intent"}},
		"no header":     {"hello there,greeting\n", []string{"line 1", "text,intent"}},
		"only a header": {"text,intent\n", []string{"no phrases"}},
		"too few":       {table(4), []string{"garden", "4", "at least 5"}},
		"too many":      {many.String(), []string{"line 402", "at most 80"}},
		"columns":       {"text,intent\na,b,c\n", []string{"line 2", "columns", "quotes"}},
		"quotes":        {"text,intent\n\"a\" b,c\n", []string{"line 2", "quotes"}},
		"blank phrase":  {"text,intent\n  ,garden\n", []string{"line 2", "no words"}},
		"blank intent":  {"text,intent\nwater them,\n", []string{"line 2", "no intent"}},
	} {
		t.Run(name, func(t *testing.T) {
			fails(t, 2, []string{"intents", "train", "--phrases", write(t, "p.csv", c.text), "x"}, append(c.parts, "p.csv")...)
		})
	}
	fails(t, 2, []string{"intents", "train", "x"}, "--phrases FILE.csv")
	fails(t, 2, []string{"intents", "train", "--phrases", file + "x", "x"}, "no such file")
	fails(t, 2, []string{"intents", "train", "--phrases", t.TempDir(), "x"}, "folder")
	long := run(t, strings.Repeat("a", 70_000), "intents", "train", "--phrases", file)
	if long.code != 2 || !strings.Contains(long.err, "line 1 is longer") {
		t.Errorf("%+v", long)
	}
}

func table(n int) string {
	out := "text,intent\n"
	for i := range n {
		out += fmt.Sprintf("\"please, water the ferns %d\",garden\nring me at %d,call\n", i, i)
	}
	return out
}

func TestIntentsAreListedAndShown(t *testing.T) {
	db := workspace(t, flavours)
	var rows []struct {
		ID          string
		Predefined  string
		InWorkspace bool
		Keywords    int
		Phrases     int
	}
	if err := json.Unmarshal([]byte(ok(t, "", "intents", "--json", "--db", db)), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 27 || rows[0].ID != "flavours" || rows[0].Keywords != 3 || !rows[1].InWorkspace || rows[1].Predefined != "cancel-order" {
		t.Errorf("%d rows, first %+v", len(rows), rows[:2])
	}
	has(t, ok(t, "", "intents", "--db", db), "flavours", "3 keywords (en, es)", "predefined, not used yet")
	has(t, ok(t, "", "intents", "show", "call-off", "--db", db), "Cancel order", "halt my parcel", "cancel my order")
	has(t, ok(t, "", "intents", "show", "getRefund", "--db", db, "--json"), `"get-refund"`)
	fails(t, 2, []string{"intents", "show", "flavor", "--db", db}, "did you mean flavours?")
	fails(t, 2, []string{"intents", "try", "--assistant", "none", "x", "--db", db}, "there is no assistant")
	fails(t, 3, []string{"intents", "--db", db + "none"}, "--db FILE")
	got := heardLines(t, ok(t, "", "intents", "try", "--json", "--db", db, "track the refund you promised", "any sugar-free ones?"))
	if got[0].Intent != "track-my-refund" || got[1].Intent != "flavours" {
		t.Errorf("%+v", got)
	}
}
