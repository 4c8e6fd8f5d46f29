package edit

import (
	"slices"
	"strings"

	"parley/engine/model"
)

// AddCase adds a conversation to the tests of an assistant: to the first Test
// document it has, or to a new one.
type AddCase struct {
	Assistant model.AssistantID
	Case      model.Case
}

// Label implements [Action].
func (a AddCase) Label() string { return "add test " + a.Case.Name }

// MergeKey implements [Action].
func (a AddCase) MergeKey() string { return "" }

// Apply implements [Action]. The change's place is the new case.
func (a AddCase) Apply(w *model.Workspace) (Change, error) {
	of, err := assistantOf(w, a.Assistant)
	if err != nil {
		return Change{Workspace: w}, err
	}
	name := strings.TrimSpace(a.Case.Name)
	if name == "" {
		return Change{Workspace: w}, refuse("write one", "a test needs a name")
	}
	a.Case.Name = name
	i := slices.IndexFunc(w.Tests, func(t *model.Test) bool { return t.Assistant == of.ID })
	if i < 0 {
		id := model.UniqueSlug(string(of.ID)+"-tests", func(id string) bool { return freeID(w, model.DocumentKindOf("Test"), id) != nil })
		c, err := AddDocument{Kind: "Test", ID: id, Value: &model.Test{Assistant: of.ID, Cases: []model.Case{a.Case}}, Index: -1}.Apply(w)
		c.At = c.At.Field("cases").Index(0)
		return c, err
	}
	test := *w.Tests[i]
	if slices.ContainsFunc(test.Cases, func(c model.Case) bool { return c.Name == name }) {
		return Change{Workspace: w}, refuse("choose another name", "there is a test %q already", name)
	}
	test.Cases = append(slices.Clone(test.Cases), a.Case)
	out := *w
	out.Tests = slices.Clone(w.Tests)
	out.Tests[i] = &test
	at := model.Path("tests").At(test.ID)
	if test.ID == "" {
		at = model.Path("tests").Index(i)
	}
	return finish(w, &out, at.Field("cases").Index(len(test.Cases)-1), nil, nil)
}
