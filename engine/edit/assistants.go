package edit

import (
	"reflect"
	"slices"
	"strings"

	"parley/engine/model"
)

// AddAssistant makes a blank assistant: Welcome says that it is a bot and leads
// to Complete Assistant, which transfers to an agent. Its id comes from its name.
type AddAssistant struct {
	Name       string
	PublicName string
	Type       model.Type
	Channel    model.Channel
	Language   model.Language
}

// Label implements [Action].
func (a AddAssistant) Label() string { return "add assistant " + a.Name }

// MergeKey implements [Action].
func (a AddAssistant) MergeKey() string { return "" }

// Apply implements [Action].
func (a AddAssistant) Apply(w *model.Workspace) (Change, error) {
	name := strings.TrimSpace(a.Name)
	if name == "" {
		return Change{Workspace: w}, refuse("write one", "an assistant needs a name")
	}
	if err := possible(a.Type, a.Channel); err != nil {
		return Change{Workspace: w}, err
	}
	out := &model.Assistant{ID: freeAssistantID(w, name), Name: name, PublicName: strings.TrimSpace(a.PublicName),
		Type: a.Type, Channel: a.Channel, Language: a.Language}
	greeting := model.Interaction{ID: "i1", Settings: &model.SendMessage{Text: hello(out.PublicName)}}
	if ok, _ := greeting.Kind().Fits(a.Channel, a.Type); !ok {
		greeting.Settings = &model.PlayPrompt{Text: hello(out.PublicName)}
	}
	out.Dialogs = []*model.Dialog{
		{ID: model.WelcomeID, Name: model.WelcomeName, Interactions: []model.Interaction{greeting},
			End: &model.Interaction{ID: "i2", Settings: &model.Redirect{Dialog: model.CompleteID}}},
		{ID: model.CompleteID, Name: model.CompleteName, End: &model.Interaction{ID: "i3", Settings: &model.Transfer{}}},
	}
	return finish(w, insertAssistant(w, "", out), out.PathOf(), nil, nil)
}

// hello is a first message that says that it comes from a bot.
func hello(publicName string) model.Text {
	if publicName == "" || strings.Contains(publicName, "{{") {
		return "Hello! I'm a bot, and I can help you right away."
	}
	return model.Text("Hello! I'm " + publicName + ", a bot, and I can help you right away.")
}

// freeAssistantID is an id for an assistant of the name; "none" is not one.
func freeAssistantID(w *model.Workspace, name string) model.AssistantID {
	return model.AssistantID(model.UniqueSlug(name, func(id string) bool {
		return w.Assistant(model.AssistantID(id)) != nil || id == string(model.NoAssistant)
	}))
}

// insertAssistant puts an assistant after another one, or at the end.
func insertAssistant(w *model.Workspace, after model.AssistantID, a *model.Assistant) *model.Workspace {
	out := *w
	at := len(w.Assistants)
	if i := slices.IndexFunc(w.Assistants, func(x *model.Assistant) bool { return x.ID == after }); i >= 0 {
		at = i + 1
	}
	out.Assistants = slices.Insert(slices.Clone(w.Assistants), at, a)
	return &out
}

// DuplicateAssistant copies an assistant: "… copy", with an id of its own. The
// rules that start the original do not start the copy.
type DuplicateAssistant struct{ Assistant model.AssistantID }

// Label implements [Action].
func (a DuplicateAssistant) Label() string { return "duplicate assistant " + string(a.Assistant) }

// MergeKey implements [Action].
func (a DuplicateAssistant) MergeKey() string { return "" }

// Apply implements [Action].
func (a DuplicateAssistant) Apply(w *model.Workspace) (Change, error) {
	of, err := assistantOf(w, a.Assistant)
	if err != nil {
		return Change{Workspace: w}, err
	}
	out := *of
	out.Name = of.Name + " copy"
	out.ID = freeAssistantID(w, out.Name)
	return finish(w, insertAssistant(w, of.ID, &out), out.PathOf(), nil, nil)
}

// RenameAssistant changes an assistant's name; its id stays. See [ChangeID].
type RenameAssistant struct {
	Assistant model.AssistantID
	Name      string
}

// Label implements [Action].
func (a RenameAssistant) Label() string { return "rename assistant to " + a.Name }

// MergeKey implements [Action].
func (a RenameAssistant) MergeKey() string { return "rename " + string(a.Assistant) }

// Apply implements [Action].
func (a RenameAssistant) Apply(w *model.Workspace) (Change, error) {
	of, err := assistantOf(w, a.Assistant)
	if err != nil {
		return Change{Workspace: w}, err
	}
	name := strings.TrimSpace(a.Name)
	if name == "" {
		return Change{Workspace: w}, refuse("write one", "an assistant needs a name")
	}
	if name == of.Name {
		return finish(w, w, of.PathOf(), nil, nil)
	}
	after, err := with(w, of.PathOf().Field("name"), name)
	return finish(w, after, of.PathOf(), nil, err)
}

// DeleteAssistant takes an assistant away. Rules that start it start nothing
// then, and defaults become none; both are listed, and so are the tests and
// recordings that name it, which stay as they are.
type DeleteAssistant struct{ Assistant model.AssistantID }

// Label implements [Action].
func (a DeleteAssistant) Label() string { return "delete assistant " + string(a.Assistant) }

// MergeKey implements [Action].
func (a DeleteAssistant) MergeKey() string { return "" }

// Apply implements [Action].
func (a DeleteAssistant) Apply(w *model.Workspace) (Change, error) {
	return DeleteDocument{Kind: "Assistant", ID: string(a.Assistant), Force: true}.Apply(w)
}

// ReplaceAssistant puts a whole assistant in place of the one with its id, or
// adds it where there is none: a previous version to edit, an import. The value
// must not be changed afterwards. Dialogs that are equal stay the very same.
type ReplaceAssistant struct {
	Value *model.Assistant
	Name  string // what it is called in the list of what can be undone: "edit version 4"
}

// Label implements [Action].
func (a ReplaceAssistant) Label() string { return nameOr(a.Name, "replace assistant") }

// MergeKey implements [Action].
func (a ReplaceAssistant) MergeKey() string { return "" }

// Apply implements [Action].
func (a ReplaceAssistant) Apply(w *model.Workspace) (Change, error) {
	switch {
	case a.Value == nil:
		return Change{Workspace: w}, refuse("choose a version", "there is no assistant to put here")
	case !model.ValidID(string(a.Value.ID)) || a.Value.ID == model.NoAssistant:
		return Change{Workspace: w}, refuse("use letters, digits, - and _, 64 at most", "%q is no id", a.Value.ID)
	}
	old := w.Assistant(a.Value.ID)
	if old == nil {
		return finish(w, insertAssistant(w, "", a.Value), a.Value.PathOf(), nil, nil)
	}
	value := shareDialogs(old, a.Value)
	if value == old {
		return finish(w, w, old.PathOf(), nil, nil)
	}
	after, err := with(w, old.PathOf(), value)
	return finish(w, after, value.PathOf(), nil, err)
}

// ImportWorkspace puts a whole workspace in place of the one that is there. The
// value must not be changed afterwards. Documents and dialogs that are equal stay
// the very same, so that only what the import changed counts as touched.
type ImportWorkspace struct {
	New  *model.Workspace
	Name string // what it is called in the list of what can be undone
}

// Label implements [Action].
func (a ImportWorkspace) Label() string { return nameOr(a.Name, "import") }

// MergeKey implements [Action].
func (a ImportWorkspace) MergeKey() string { return "" }

// Apply implements [Action].
func (a ImportWorkspace) Apply(w *model.Workspace) (Change, error) {
	if a.New == nil {
		return Change{Workspace: w}, refuse("choose what to import", "there is no workspace to put here")
	}
	out := *a.New
	for _, kind := range model.DocumentKinds() {
		if kind.One {
			continue
		}
		kind.In(&out).Set(shared(kind.In(w), kind.In(a.New)))
	}
	return finish(w, &out, "", nil, nil)
}

// shared is the new list of documents, with the old ones in place of those that
// are equal; the old list itself where all are.
func shared(old, new reflect.Value) reflect.Value {
	known := map[string]reflect.Value{}
	for i := range old.Len() {
		known[idOf(old.Index(i))] = old.Index(i)
	}
	out := reflect.MakeSlice(new.Type(), new.Len(), new.Len())
	unchanged := old.Len() == new.Len()
	for i := range new.Len() {
		v := new.Index(i)
		if was, ok := known[idOf(v)]; ok && !v.IsNil() {
			if a, isAssistant := v.Interface().(*model.Assistant); isAssistant {
				v = reflect.ValueOf(shareDialogs(was.Interface().(*model.Assistant), a))
			} else if reflect.DeepEqual(was.Interface(), v.Interface()) {
				v = was
			}
		}
		out.Index(i).Set(v)
		unchanged = unchanged && old.Index(i).Pointer() == v.Pointer()
	}
	if unchanged {
		return old
	}
	return out
}

// shareDialogs is the new assistant with the old dialogs where they are equal; the
// old one where nothing differs.
func shareDialogs(old, new *model.Assistant) *model.Assistant {
	if reflect.DeepEqual(old, new) {
		return old
	}
	out := *new
	out.Dialogs = slices.Clone(new.Dialogs)
	for i, d := range out.Dialogs {
		if was := old.Dialog(d.ID); was != nil && reflect.DeepEqual(was, d) {
			out.Dialogs[i] = was
		}
	}
	return &out
}
