package command_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parley/ui/effects"
)

const shelf = `kind: Workspace
name: Shop
languages: [en, es]
---
kind: KnowledgeBase
id: help
name: Help
---
kind: KnowledgeBase
id: second
name: Second
---
kind: Profile
id: friendly
name: Friendly
prompts: [Be kind.]
---
kind: Article
id: returns
knowledgeBase: help
title: "Returns \e[31mred"
body: "You can return a coat within 60 days.\n\nReturns are free."
---
kind: Article
id: devoluciones
knowledgeBase: help
language: es
title: Devoluciones
body: Puedes devolver un abrigo en 60 días.
---
kind: Article
id: margins
knowledgeBase: help
title: Margins of coats
public: false
body: A coat earns us forty percent.
---
kind: Article
id: soon
knowledgeBase: second
title: Drones
published: false
body: Drones will fetch returns.
`

// asked is what `articles ask --json` writes.
type asked struct {
	Answered bool
	Text     string
	Articles []struct{ ID, Title string }
	Notes    []string
}

func askJSON(t *testing.T, args ...string) asked {
	t.Helper()
	var a asked
	if err := json.Unmarshal([]byte(ok(t, "", append([]string{"articles", "ask", "--json"}, args...)...)), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func shelfFile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db := dir + "/workspace.db"
	var articles []string
	var rest []string
	for doc := range strings.SplitSeq(shelf, "---\n") {
		if strings.HasPrefix(doc, "kind: Article") {
			articles = append(articles, doc)
		} else {
			rest = append(rest, doc)
		}
	}
	paths := []string{"import", "--db", db, write(t, "workspace.yaml", strings.Join(rest, "---\n"))}
	for _, doc := range articles {
		head, body, _ := strings.Cut(doc, "body: ")
		id := strings.Fields(doc)[3]
		body = strings.Trim(strings.ReplaceAll(strings.TrimSpace(body), `\n`, "\n"), `"`)
		paths = append(paths, write(t, id+".md", "---\n"+strings.TrimPrefix(head, "kind: Article\n")+"---\n"+body+"\n"))
	}
	if r := run(t, "", paths...); r.code != 0 {
		t.Fatalf("import: %d\n%s", r.code, r.err)
	}
	return db
}

func TestArticlesAreListedAndShown(t *testing.T) {
	db := shelfFile(t)
	var rows []struct {
		ID, Title, KnowledgeBase, Language string
		Public, Published                  bool
	}
	if err := json.Unmarshal([]byte(ok(t, "", "articles", "--json", "--db", db)), &rows); err != nil || len(rows) != 4 {
		t.Fatalf("%v: %+v", err, rows)
	}
	if rows[2].ID != "margins" || rows[2].Public || !rows[2].Published || rows[3].Published || rows[1].Language != "es" {
		t.Errorf("%+v", rows)
	}
	out := ok(t, "", "articles", "--db", db)
	has(t, out, "margins", "internal", "draft", "help · es")
	if out := ok(t, "", "articles", "--db", db, "--language", "es-MX"); strings.Contains(out, "margins") || !strings.Contains(out, "devoluciones") {
		t.Errorf("in Spanish:\n%s", out)
	}
	has(t, ok(t, "", "articles", "show", "returns", "--db", db), "Returns", "60 days", "Returns are free.")
	fails(t, 2, []string{"articles", "show", "return", "--db", db}, "did you mean returns?")
	fails(t, 2, []string{"articles", "--kb", "halp", "--db", db}, "did you mean help?")
	fails(t, 2, []string{"articles", "nonsense", "--db", db}, "show, search, ask")
	fails(t, 3, []string{"articles", "--db", db + "-none"}, "parley once")
}

func TestArticlesAreFound(t *testing.T) {
	db := shelfFile(t)
	var rows []struct {
		ID, Passage string
		Score       float64
		Covers      float64
		Highlights  []struct{ Start, End int }
		Matches     []struct {
			Word, Found, How string
			Here             bool
		}
	}
	search := func(args ...string) {
		t.Helper()
		rows = nil
		if err := json.Unmarshal([]byte(ok(t, "", append([]string{"articles", "search", "--db", db, "--json"}, args...)...)), &rows); err != nil {
			t.Fatal(err)
		}
	}
	search("coats", "retrun")
	if len(rows) == 0 || rows[0].ID != "returns" || rows[0].Covers < 0.8 || len(rows[0].Highlights) != 2 || len(rows[0].Matches) != 2 {
		t.Fatalf("%+v", rows)
	}
	if h := rows[0].Highlights[0]; rows[0].Passage[h.Start:h.End] != "return" {
		t.Errorf("marked %q", rows[0].Passage[h.Start:h.End])
	}
	search("margins")
	if len(rows) != 0 {
		t.Errorf("an internal article is found: %+v", rows)
	}
	search("--all", "margins")
	if len(rows) != 1 || rows[0].ID != "margins" {
		t.Errorf("%+v", rows)
	}
	search("--language", "es", "devolucion")
	if len(rows) != 1 || rows[0].ID != "devoluciones" {
		t.Errorf("%+v", rows)
	}
	has(t, ok(t, "", "articles", "search", "--db", db, "coat"), "returns", "covers 100 %", "«coat»")
	if r := run(t, "", "articles", "search", "--db", db, "zebra"); r.code != 0 || r.out != "" || !strings.Contains(r.err, "nothing") {
		t.Errorf("%+v", r)
	}
	fails(t, 2, []string{"articles", "search", "--db", db}, "words to look for")
	fails(t, 2, []string{"articles", "search", "--db", db, "--limit", "0", "x"}, "--limit")
	fails(t, 2, []string{"articles", "search", "--db", db, "--kb", "nope", "x"}, "knowledge base")
}

func TestArticlesAnswer(t *testing.T) {
	db := shelfFile(t)
	a := askJSON(t, "--db", db, "can", "I", "return", "a", "coat?")
	if !a.Answered || !strings.Contains(a.Text, "> You can return a coat within 60 days.") || len(a.Articles) != 1 || a.Articles[0].ID != "returns" || len(a.Notes) != 0 {
		t.Errorf("%+v", a)
	}
	for _, q := range []string{"do drones fetch returns?", "what does a coat earn you?", "can I return a horse?", "¿puedo devolver un abrigo?"} {
		if a := askJSON(t, "--db", db, q); a.Answered || a.Text != "" || len(a.Articles) != 0 || len(a.Notes) != 1 {
			t.Errorf("%q: %+v", q, a)
		}
	}
	if a := askJSON(t, "--db", db, "--language", "es", "¿puedo devolver un abrigo?"); !a.Answered || a.Articles[0].ID != "devoluciones" {
		t.Errorf("%+v", a)
	}
	if a := askJSON(t, "--db", db, "--language", "fr", "retour"); a.Answered || !strings.Contains(a.Notes[0], "in the language fr") {
		t.Errorf("%+v", a)
	}
	has(t, ok(t, "", "articles", "ask", "--db", db, "can I return a coat"), "> You can return a coat", "from Returns")
	has(t, ok(t, "", "articles", "ask", "--db", db, "can I return a horse"), "not answered", "horse")
	fails(t, 2, []string{"articles", "ask", "--db", db, " "}, "the question")
	fails(t, 2, []string{"articles", "ask", "--db", db, "--profile", "frendly", "x"}, "did you mean friendly?")
}

func TestArticlesAskTheModelThatTheEnvironmentNames(t *testing.T) {
	asked := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Messages []struct{ Content string } }
		if err := json.NewDecoder(r.Body).Decode(&body); err == nil && len(body.Messages) == 2 {
			asked = body.Messages[0].Content
		}
		w.Write([]byte("data: {\"choices\":[{\"delta\":{\"content\":\"Yes, within 60 days [1].\"},\"finish_reason\":\"stop\"}]}\n\n"))
	}))
	defer s.Close()
	t.Setenv(effects.EnvModelURL, s.URL)
	t.Setenv(effects.EnvModel, "small")
	t.Setenv(effects.EnvModelKey, "secret")
	db := shelfFile(t)
	if a := askJSON(t, "--db", db, "can I return a coat?"); !a.Answered || !strings.Contains(a.Text, ">") || len(a.Notes) != 1 || !strings.Contains(a.Notes[0], "allowedHosts") || asked != "" {
		t.Errorf("a host that is not allowed: %+v", a)
	}
	allowed := write(t, "allowed.yaml", "kind: Workspace\nname: Shop\nlanguages: [en, es]\nallowedHosts: [\""+strings.TrimPrefix(s.URL, "http://")+"\"]\n")
	ok(t, "", "import", "--db", db, allowed)
	if a := askJSON(t, "--db", db, "--profile", "friendly", "can I return a coat?"); !a.Answered || a.Text != "Yes, within 60 days." || len(a.Notes) != 0 || !strings.Contains(asked, "Be kind.") {
		t.Errorf("%+v, asked %q", a, asked)
	}
}
