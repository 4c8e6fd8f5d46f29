package samples_test

import (
	"strings"
	"testing"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/script"
	"parley/engine/trial"
)

// TestTheAnsweringTemplate plays assistants that begin with Respond with AI, in
// its three languages and on both channels, on the samples' help centre.
func TestTheAnsweringTemplate(t *testing.T) {
	before := load(t)
	for _, l := range []struct {
		tag                   model.Language
		knows, from, stray    string
		asks, asksAgain, none string
	}{
		{"en", "How do I send something back?", "Returning something", "What is the capital of France?", "What would you like to know?", "*other words*", "*can't find*"},
		{"es", "¿Cómo devuelvo un artículo?", "Devolver un artículo", "¿Cuál es la capital de Francia?", "¿Qué quieres saber?", "*otras palabras*", "No lo encuentro*"},
		{"pt", "Como devolvo um artigo?", "Devolver um artigo", "Qual é a capital da França?", "O que quer saber?", "*outras palavras*", "Não encontro*"},
	} {
		for _, channel := range []model.Channel{model.Chat, model.WhatsApp} {
			change, err := edit.AddFromTemplate{Template: "ai", Name: "Ask us", PublicName: "Moss", Channel: channel, Language: l.tag}.Apply(before)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range check.All(change.Workspace, nil) {
				if f.Assistant == "ask-us" && f.Severity != check.Hint {
					t.Errorf("%s %s: %s", l.tag, channel, f.Message)
				}
			}
			test := &model.Test{Assistant: "ask-us", Cases: []model.Case{
				played("it helps", "ended", "welcome ask another goodbye", l.asks, "say "+l.knows, "*"+l.from+"*", "press #1", "press #2"),
				played("it helps, and there is more", "transferred", "welcome ask another ask again complete", "say "+l.knows, "press #1", "press #1", "say "+l.stray, l.none, "press #2"),
				played("nothing is found twice", "transferred", "welcome ask again ask-again complete", "say "+l.stray, l.none, "press #1", l.asksAgain, "say "+l.stray, l.none),
				played("it helps neither time", "transferred", "welcome ask again ask-again complete", "say "+l.knows, "press #2", "press #1", "say "+l.knows, "press #2"),
				played("it helps the second time", "ended", "welcome ask again ask-again another goodbye", "say "+l.stray, "press #1", "say "+l.knows, "*"+l.from+"*", "press #1", "press #2"),
			}}
			for i := range test.Cases {
				test.Cases[i].Language = l.tag
			}
			for _, r := range trial.RunTest(change.Workspace, test) {
				if !r.Passed() {
					t.Errorf("%s %s\n%s", l.tag, channel, strings.Join(r.Lines(), "\n"))
				}
			}
		}
	}
}

// played is a case of lines of a script, and of patterns of what the bot says.
func played(name, status, path string, lines ...string) model.Case {
	c := model.Case{Name: name, Expectation: model.Expectation{Status: status}}
	for id := range strings.FieldsSeq(path) {
		c.Expectation.Path = append(c.Expectation.Path, model.DialogID(id))
	}
	for _, line := range lines {
		if action, ok, err := script.ParseLine(line); err == nil && ok {
			c.Steps = append(c.Steps, model.Step{Action: &action})
			continue
		}
		c.Steps = append(c.Steps, model.Step{Bot: []string{line}})
	}
	return c
}
