package command_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// hoursDiffer is hours with a text, a link and the order of the dialogs changed.
func hoursDiffer(t *testing.T) (db, file string) {
	t.Helper()
	db = workspace(t, shop)
	ok(t, "", "publish", "shop", "--db", db)
	return db, write(t, "shop.yaml", strings.NewReplacer("How can I help you today?", "How may I help you?", "dialog: orders}", "dialog: complete}").Replace(shop))
}

const shop = `kind: Assistant
id: shop
name: Shop
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hi, I'm the bot. How can I help you today?"}
    end: {navigationButtons: {text: Where to?, buttons: [{label: Orders, dialog: orders}, {label: A person, dialog: complete}]}}
  - id: orders
    name: Orders
    interactions:
      - textQuestion: {text: Which order?, save: conversation.contactReason}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    end: {transfer: {}}
`

func TestDiffTellsByPlace(t *testing.T) {
	db, file := hoursDiffer(t)
	want := `shop@live → ` + file + `: 2 differences

Welcome › 1 Send message
  text changed
    Hi, I'm the bot. How [-can-]{+may+} I help you[- today-]?

Welcome › End Navigation buttons
  button Orders leads to Complete Assistant instead of Orders
`
	// The name of the file may take more than a line.
	got := ok(t, "", "diff", "shop@live", file, "--db", db)
	if rest := want[strings.Index(want, "\n\n"):]; !strings.HasSuffix(got, rest) {
		t.Errorf("diff writes\n%s\nwant\n%s", got, want)
	}
	if got := ok(t, "", "diff", "shop@1", "shop", "--db", db); got != "shop@1 and shop@draft are the same\n" {
		t.Errorf("%q", got)
	}
	back := ok(t, "", "diff", file, "shop@draft", "--db", db)
	has(t, back, "button Orders leads to Orders instead of Complete Assistant", "{+can+}")
}

func TestDiffWithAWitness(t *testing.T) {
	db, file := hoursDiffer(t)
	got := ok(t, "", "diff", "shop@live", file, "--witness", "--db", db)
	has(t, got, "Customers would notice:\n  - Hi, I'm the bot. How can I help you today?\n  + Hi, I'm the bot. How may I help you?\n")
	has(t, ok(t, "", "diff", "shop@live", "shop", "--witness", "--db", db), "No conversation was found")
	later := write(t, "later.yaml", strings.Replace(shop, "Which order?", "Which one?", 1))
	has(t, ok(t, "", "diff", "shop@live", later, "--witness", "--db", db), "  press Orders\n  - Which order?\n  + Which one?\n")
	has(t, ok(t, "", "diff", "shop@live", later, "--witness", "--json", "--db", db), `"press": "Orders"`)
}

func TestDiffAsJSON(t *testing.T) {
	db, file := hoursDiffer(t)
	var got struct {
		A, B        string
		Differences []struct{ Act, Place, What, A, B, Dialog, Interaction, Before, After, Words string }
	}
	if err := json.Unmarshal([]byte(ok(t, "", "diff", "shop@live", file, "--json", "--db", db)), &got); err != nil {
		t.Fatal(err)
	}
	if got.A != "shop@live" || got.B != file || len(got.Differences) != 2 {
		t.Fatalf("%+v", got)
	}
	d := got.Differences[0]
	if d.Act != "changed" || d.Dialog != "welcome" || d.Before != "Hi, I'm the bot. How can I help you today?" || !strings.HasSuffix(d.A, ".text") || d.Interaction == "" {
		t.Errorf("%+v", d)
	}
	if none := ok(t, "", "diff", "shop", "shop@1", "--json", "--db", db); !strings.Contains(none, `"differences": []`) {
		t.Errorf("%s", none)
	}
}

func TestDiffOfDocuments(t *testing.T) {
	const words = "kind: Snippet\nid: bye\ntexts: {en: See you soon}\n"
	db := workspace(t, strings.Replace(shop, "Which order?", `"Which order? {{snippet.bye}}"`, 1)+"---\n"+words)
	ok(t, "", "publish", "shop", "--db", db)
	ok(t, "", "import", write(t, "bye.yaml", strings.Replace(words, "soon", "later", 1)+"---\nkind: Snippet\nid: other\ntexts: {en: Not used}\n"), "--db", db)
	got := ok(t, "", "diff", "shop@live", "shop@draft", "--db", db)
	has(t, got, "Snippet bye", `en text changed from "See you soon" to "See you later"`)
	if strings.Contains(got, "other") {
		t.Errorf("what a version does not need is no difference:\n%s", got)
	}
}

func TestDiffRefusesWhatItCannotFind(t *testing.T) {
	db, _ := hoursDiffer(t)
	for _, c := range []struct {
		args  []string
		parts []string
	}{
		{[]string{"diff", "shop"}, []string{"takes two"}},
		{[]string{"diff", "shp@live", "shop"}, []string{"shp", "did you mean shop?"}},
		{[]string{"diff", "shop@liv", "shop"}, []string{"liv", "did you mean live?"}},
		{[]string{"diff", "shop@9", "shop"}, []string{"no such version", "parley versions shop"}},
		{[]string{"diff", "shop", "./none.yaml"}, []string{"none.yaml"}},
		{[]string{"diff", "shop", write(t, "two.yaml", shop+"---\n"+strings.Replace(shop, "id: shop", "id: shop2", 1))}, []string{"holds 2 assistants"}},
	} {
		fails(t, 2, append(c.args, "--db", db), c.parts...)
	}
}
