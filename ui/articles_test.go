package ui_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/ui/effects"
	"parley/ui/uitest"
)

func atKnowledge(t *testing.T) *uitest.Driver {
	t.Helper()
	d := open(t, "")
	d.Press("5")
	d.Sees("Knowledge", "All articles", "Help centre", "Little Thistle help", "Articles 101", "indexed 101", "As customers see it")
	return d
}

func articleNow(d *uitest.Driver, id string) *model.Article {
	a, err := d.Desk().Article(id)
	if err != nil {
		d.Fail("%v", err)
	}
	return a
}

func TestArticlesAreReadAsCustomersSeeThem(t *testing.T) {
	d := atKnowledge(t)
	d.Press("down", "enter", "/")
	d.Type("what delivery")
	d.Press("enter")
	d.Sees("What delivery costs", "customers can read it", "It is free when your order comes to £60 or more.")
	d.SeesNot("**", "draft")
	d.Press("esc", "f")
	d.Sees("public", "Articles 9")
	d.SeesNot("Delivery by bicycle")
	d.Press("f")
	d.Sees("internal", "Signs of fraud", "for staff only")
	d.SeesNot("What delivery costs")
	d.Press("f")
	d.Sees("drafts", "Delivery by bicycle", "not published yet")
	d.Press("f")
	d.Sees("Articles 98")
}

func TestALongArticleIsDrawnBesideTheScreen(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: "kind: KnowledgeBase\nid: help\nname: Help\n", Files: map[string]string{"articles/help/long.md": "---\nknowledgeBase: help\ntitle: Long\n---\n" + strings.Repeat("Some **strong** words.\n\n", 1500) + "The end.\n"}})
	d.Slow()
	d.Press("5")
	d.Sees("Some **strong** words.")
	d.Finish()
	d.Sees("Some strong words.")
	d.Press("tab", "tab", "end")
	d.Sees("The end.")
	d.Press("home")
	d.Sees("Long")
}

func TestArticlesAreEditedAndFoundAtOnce(t *testing.T) {
	d := atKnowledge(t)
	d.Press("enter", "/")
	d.Type("a boot fitting")
	d.Press("enter", "e")
	d.Sees("Public", "[✓]", "Published", "Text", "There is no")
	d.Press("end", "i")
	d.Type(" Bring a marmot.")
	d.Press("enter")
	d.Type("And a hat.")
	d.Press("esc")
	a := articleNow(d, "boot-fitting")
	if !strings.HasSuffix(a.Body, "you want to wear. Bring a marmot.\nAnd a hat.") {
		d.Fail("the text is %q", a.Body)
	}
	d.Press("esc")
	d.Sees("As customers see it", "And a hat.")
	d.Press("t")
	d.Type("may I bring a marmot?")
	d.Sees("Answered, quoted, from A boot fitting", "marmot")
	d.Press("esc", "u")
	d.SeesNot("Answered")
}

func TestAnArticleIsPublishedAndKeptFromCustomers(t *testing.T) {
	d := atKnowledge(t)
	d.Press("enter", "/")
	d.Type("autumn sale")
	d.Press("enter", "p")
	d.Says("Published")
	if a := articleNow(d, "draft-autumn-sale"); a.Published == nil || !*a.Published {
		t.Error("it is a draft still")
	}
	d.Press("i")
	d.Says("customers never see it")
	d.Sees("internal")
	d.Press("i", "p")
	d.Says("A draft again")
	d.Press("u", "u", "u", "u")
	if a := articleNow(d, "draft-autumn-sale"); a.Published == nil || *a.Published || a.Public != nil {
		t.Error("undo does not bring it back")
	}
}

func TestAQuestionIsTriedWhileItIsTyped(t *testing.T) {
	d := atKnowledge(t)
	d.Press("t")
	d.Sees("Try a question", "Type what a customer might ask", "all · en")
	d.Type("can I pay with pay")
	d.Sees("How you can pay")
	d.Type("pal")
	d.Sees("Answered, quoted, from How you can pay", "Online you can pay by", "Found", "covers 100 %")
	d.Press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
	d.Type("bitcoin")
	d.Sees("Not answered", "nothing on bitcoin", "bitcoin ✗")
	d.Press("enter", "down", "enter")
	d.Sees("As customers see it")
	d.SeesNot("Try a question")
	d.Press("t")
	d.Type("what are the signs of fraud")
	d.Sees("Not answered")
	d.SeesNot("Hold an order")
	d.Press("esc", "l")
	d.Sees("The customer's language", "es", "pt")
	d.Type("es")
	d.Press("enter", "i")
	for range 40 {
		d.Press("backspace")
	}
	d.Type("cuánto cuesta el envío")
	d.Sees("all · es", "Gastos de envío", "9 libras")
	d.Press("esc", "esc")
	d.Sees("As customers see it")
}

func TestTheModelWordsAnAnswerOnTheScreen(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{\"content\":\"Gladly: within 60 days [1].\"},\"finish_reason\":\"stop\"}]}\n\n")
	}))
	defer server.Close()
	t.Setenv(effects.EnvModelURL, server.URL)
	t.Setenv(effects.EnvModel, "small")
	host := strings.TrimPrefix(server.URL, "http://")
	d := uitest.New(t, uitest.Options{YAML: "kind: Workspace\nname: W\nallowedHosts: [\"" + host + "\"]\n---\nkind: KnowledgeBase\nid: help\nname: Help\n",
		Files: map[string]string{"articles/returns.md": "---\nknowledgeBase: help\ntitle: Returns\n---\nYou can return a coat within 60 days.\n"}})
	d.Press("5", "t")
	d.Type("can I return a coat?")
	d.Sees("Answered, quoted, from Returns")
	d.Slow()
	d.Press("enter")
	d.Sees("asking the model")
	d.Finish()
	d.Sees("Answered, worded by the model, from Returns", "Gladly: within 60 days.")
	d.Slow()
	d.Press("m", "esc")
	d.Finish()
	d.Sees("Answered, quoted")
}

func TestKnowledgeBeginsEmpty(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: "kind: Workspace\nname: W\nlanguages: [de]\n"})
	d.Press("5")
	d.Sees("Articles stand in a knowledge base", "indexed 0")
	d.Press("t")
	d.Says("there are no articles")
	d.Press("tab", "a")
	d.Says("make a knowledge base first")
	d.Press("shift+tab", "a")
	d.Type("Hilfe")
	d.Press("enter")
	d.Sees("Hilfe", "a writes the first one")
	d.Press("a")
	d.Sees("New article")
	d.Type("Lieferung")
	d.Press("enter")
	d.Sees("Lieferung", "Language", "de", "Text")
	d.Press("end", "i")
	d.Type("Wir liefern in zwei Tagen.")
	d.Press("esc", "esc", "esc", "p")
	d.Says("Published")
	d.Press("t")
	d.Type("Wie lange dauert die Lieferung?")
	d.Sees("Answered", "Lieferung")
}

func TestAKnowledgeBaseIsEditedAndItsUsesAreTold(t *testing.T) {
	d := atKnowledge(t)
	d.Press("e")
	d.Says("choose one knowledge base first")
	d.Press("down", "down", "e")
	d.Sees("Little Thistle help", "Name", "Brand", "Languages", "Asked by")
	d.Press("esc")
	d.Press("x")
	d.Sees("Delete knowledge base Little Thistle help", "It is used by 3 places", "Sizes for children")
	d.Press("esc", "r")
	d.Sees("Another id for knowledge base little-thistle")
	d.Press("esc", "enter", "D")
	d.Sees("Duplicate article")
	d.Press("enter")
	d.Sees("Articles 4", "copy")
	d.Press("x")
	d.Says("Deleted article")
	d.Sees("Articles 3")
}

func TestTheIndexGrowsBesideTheScreen(t *testing.T) {
	d := open(t, "")
	d.Slow()
	d.Press("5")
	d.Sees("indexed 0 of 101")
	d.Press("t")
	d.Type("returns")
	d.Sees("Not answered")
	d.Finish()
	d.Sees("indexed 101")
	d.Sees("Answered")
}

func TestKnowledgeByMouseAndPalette(t *testing.T) {
	d := atKnowledge(t)
	d.Click(5, 3)
	d.Sees("Articles 98")
	d.ClickText("Cancelling an order")
	d.Sees("You can cancel an order for free")
	d.Press("t")
	d.Type("delivery costs")
	d.Press("esc")
	d.ClickText("Express delivery")
	d.ClickText("Express delivery")
	d.Sees("As customers see it", "before 14:00")
	d.Wheel(100, 10, 3)
	d.Press("2", "ctrl+k")
	d.Type("knowledge: little")
	d.Press("enter")
	d.Sees("Articles 3", "Sizes for children")
}
