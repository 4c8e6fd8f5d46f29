package editor

import (
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// Ids of items that are no choices themselves.
const (
	pickNone = "\x00none"
	pickNew  = "\x00new"
)

// none is the item that leaves an optional field empty.
func none(r *row) []want.Item {
	if r.field.Required {
		return nil
	}
	label := "none"
	if r.field.Default != "" {
		label = r.field.Default + " (default)"
	}
	return []want.Item{{ID: pickNone, Label: label, Here: !isSet(r.value)}}
}

// set makes a picker's answer the value of a field; of an element, too.
func (e *Editor) set(at model.Path, text string) []want.Want {
	return apply(edit.SetText{At: at, Text: text})
}

// clear leaves a field empty.
func (e *Editor) clear(at model.Path) []want.Want { return apply(edit.ClearField{At: at}) }

// pickWord asks for one of some words.
func (e *Editor) pickWord(title string, r *row, words []string, free bool) []want.Want {
	items, at, now := none(r), r.path, r.value.String()
	if r.kind == rowElement {
		items = nil
	}
	for _, w := range words {
		items = append(items, want.Item{ID: w, Label: w, Here: w == now})
	}
	return []want.Want{want.Pick{Title: title, Items: items, Free: free, Done: func(it want.Item) []want.Want {
		if it.ID == pickNone {
			return e.clear(at)
		}
		return e.set(at, it.Label)
	}}}
}

// pickTeam asks for a team; what is entered instead is its name or dynamic text.
func (e *Editor) pickTeam(r *row) []want.Want {
	items, at, now := none(r), r.path, r.value.String()
	for _, t := range e.state.Workspace.Teams {
		items = append(items, want.Item{ID: string(t.ID), Label: t.Name, Here: t.Name == now})
	}
	items = append(items, want.Item{ID: "{{conversation.assignedTeam}}", Label: "{{conversation.assignedTeam}}", Detail: "the team that was chosen before"})
	return []want.Want{want.Pick{Title: r.field.Label, Items: items, Free: true, Done: func(it want.Item) []want.Want {
		if it.ID == pickNone {
			return e.clear(at)
		}
		return e.set(at, it.Label)
	}}}
}

// pickDialog asks where a link leads; a new dialog can be made from here.
func (e *Editor) pickDialog(r *row) []want.Want {
	at := r.path
	items := append(none(r), e.dialogs(model.DialogID(r.value.String()))...)
	items = append(items, want.Item{ID: pickNew, Label: "new dialog" + e.dots(), Detail: "makes a dialog and leads there"})
	return []want.Want{want.Pick{Title: "Lead to", Items: items, Done: func(it want.Item) []want.Want {
		switch it.ID {
		case pickNone:
			return e.clear(at)
		case pickNew:
			return e.newDialog(at)
		}
		return e.set(at, it.ID)
	}}}
}

// dialogs are the dialogs that something can lead to; now is where it does.
func (e *Editor) dialogs(now model.DialogID) []want.Item {
	var items []want.Item
	for _, d := range e.state.Assistant.Dialogs {
		it := want.Item{ID: string(d.ID), Label: d.Name, Detail: opening(d), Here: d.ID == now}
		if d == e.state.Dialog {
			it.Detail = "this dialog: begins it again"
		}
		items = append(items, it)
	}
	return items
}

// pickFallback asks what happens where no intent is detected.
func (e *Editor) pickFallback(r *row, now model.Fallback) []want.Want {
	at := r.path
	items := append([]want.Item{{ID: pickNone, Label: "continue", Detail: "goes on below the question", Here: now.Dialog == ""}}, e.dialogs(now.Dialog)...)
	return []want.Want{want.Pick{Title: "Where no intent is detected", Items: items, Done: func(it want.Item) []want.Want {
		if it.ID == pickNone {
			return e.clear(at)
		}
		return apply(edit.SetField{At: at, Value: model.Fallback{Dialog: model.DialogID(it.ID)}})
	}}}
}

// opening is what a dialog says first.
func opening(d *model.Dialog) string {
	for i := range d.Interactions {
		k := d.Interactions[i].Kind()
		if k == nil {
			continue
		}
		if f := mainText(k); f != nil {
			text, _, _ := strings.Cut(f.Of(settings(&d.Interactions[i])).String(), "\n")
			return text
		}
		return k.Name
	}
	return ""
}

// newDialog asks for a name, makes the dialog and leads the link there.
func (e *Editor) newDialog(at model.Path) []want.Want {
	add := func(name string) edit.AddDialog {
		return edit.AddDialog{Assistant: e.state.Assistant.ID, Name: name, After: e.after()}
	}
	check := func(s string) error {
		_, err := add(s).Apply(e.state.Workspace)
		return err
	}
	return []want.Want{want.Prompt{Title: "New dialog", Hint: "its name", Check: check, Done: func(name string) []want.Want {
		c, err := add(name).Apply(e.state.Workspace)
		if err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		return apply(edit.Batch{Name: "add dialog " + name, Actions: []edit.Action{add(name), edit.SetText{At: at, Text: lastID(c.At)}}})
	}}}
}

// after is where a new dialog goes: below this one, but before Complete Assistant.
func (e *Editor) after() model.DialogID {
	if e.state.Dialog.ID == model.CompleteID {
		return ""
	}
	return e.state.Dialog.ID
}

// lastID is the id a path ends with.
func lastID(p model.Path) string {
	s := string(p)
	return strings.TrimSuffix(s[strings.LastIndexByte(s, '[')+1:], "]")
}

// pickDocument asks for something of the workspace; a new one can be made from here.
func (e *Editor) pickDocument(r *row) []want.Want {
	f, at, now := r.field, r.path, r.value.String()
	k := model.DocumentKindOf(f.Refers)
	if k == nil {
		return e.write(r)
	}
	items := none(r)
	list := k.In(e.state.Workspace)
	for i := range list.Len() {
		doc := list.Index(i).Elem()
		id := word(doc, "ID")
		it := want.Item{ID: id, Label: nameOf(doc), Here: id == now}
		if it.Label != id {
			it.Detail = id
		}
		if k.Name == "Klass" && (id == string(model.CustomerKlass) || id == string(model.CompanyKlass) || id == string(model.ConversationKlass)) {
			it.Reason = "has no objects of its own"
		}
		items = append(items, it)
	}
	items = append(items, want.Item{ID: pickNew, Label: "new " + words(k.Name) + e.dots(), Detail: "makes one; 9 fills it in"})
	return []want.Want{want.Pick{Title: f.Label, Items: items, Done: func(it want.Item) []want.Want {
		switch it.ID {
		case pickNone:
			return e.clear(at)
		case pickNew:
			return e.newDocument(at, k.Name)
		}
		return e.set(at, it.ID)
	}}}
}

// words writes a name such as KnowledgeBase as people do.
func words(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

func (e *Editor) newDocument(at model.Path, kind string) []want.Want {
	add := func(name string) edit.AddDocument {
		return edit.AddDocument{Kind: kind, Name: strings.TrimSpace(name), Index: -1}
	}
	check := func(s string) error {
		_, err := add(s).Apply(e.state.Workspace)
		return err
	}
	return []want.Want{want.Prompt{Title: "New " + words(kind), Hint: "its name", Check: check, Done: func(name string) []want.Want {
		c, err := add(name).Apply(e.state.Workspace)
		if err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		return append(apply(edit.Batch{Name: add(name).Label(), Actions: []edit.Action{add(name), edit.SetText{At: at, Text: lastID(c.At)}}}),
			want.Visit{At: c.At, Later: true})
	}}}
}

// pickAttribute asks for an attribute: those that fit first, the others with the
// reason why not. What is entered instead becomes a new attribute.
func (e *Editor) pickAttribute(r *row) []want.Want {
	if f := e.workflow(); f != nil {
		return e.pickFlowPath(r, f)
	}
	items, at := none(r), r.path
	if r.kind == rowElement {
		items = nil
	}
	var unfit []want.Item
	for _, a := range e.names.attributes().All() {
		it := want.Item{ID: string(a.Path), Label: string(a.Path), Detail: e.describe(a), Here: string(a.Path) == r.value.String()}
		switch {
		case r.field.Writes && a.ReadOnly:
			it.Reason = "read only"
		default:
			it.Reason = e.notHere(a)
		}
		if it.Reason != "" {
			unfit = append(unfit, it)
			continue
		}
		items = append(items, it)
	}
	field := r.field
	return []want.Want{want.Pick{Title: field.Label, Items: append(items, unfit...), Free: true, Done: func(it want.Item) []want.Want {
		switch it.ID {
		case pickNone:
			return e.clear(at)
		case "":
			return e.newAttribute(at, field, strings.TrimSpace(it.Label))
		}
		return apply(e.setAttribute(at, model.AttributePath(it.ID)))
	}}}
}

// notHere is why an attribute cannot be read on the assistant's channel, "" where it can.
func (e *Editor) notHere(a model.Attribute) string {
	if e.state.Assistant == nil || a.IsOn(e.state.Assistant.Channel) {
		return ""
	}
	return "not on " + e.state.Assistant.Channel.Title()
}

func (e *Editor) describe(a model.Attribute) string {
	out := string(a.Type)
	if all := e.valuesOf(a); len(all) > 0 && a.Type != model.TypeBoolean {
		out += ": " + strings.Join(all[:min(len(all), 6)], ", ")
		if len(all) > 6 {
			out += " " + e.dots()
		}
	}
	return out
}

// newAttribute declares an attribute in its Klass and puts it into the field.
func (e *Editor) newAttribute(at model.Path, f *model.Field, path string) []want.Want {
	if !strings.Contains(path, ".") && path != "" {
		path = "conversation." + path
	}
	if _, err := edit.Parse(f, path); err != nil {
		return []want.Want{want.Tell{Text: err.Error(), Error: true}}
	}
	p := model.AttributePath(path)
	_, known := e.names.attributes().Find(p)
	name := strings.TrimPrefix(path, string(p.Klass())+".")
	own := p.Klass() == model.CustomerKlass || p.Klass() == model.CompanyKlass || p.Klass() == model.ConversationKlass
	if known || !own || strings.Contains(name, ".") {
		return apply(e.setAttribute(at, p))
	}
	def := model.AttributeDef{Name: name, Type: model.TypeText}
	var declare edit.Action = edit.InsertElement{List: model.Path("klasses").At(string(p.Klass())).Field("attributes"), Index: -1, Value: def}
	if e.state.Workspace.Klass(p.Klass()) == nil {
		declare = edit.AddDocument{Kind: "Klass", ID: string(p.Klass()), Index: -1, Value: &model.Klass{ID: p.Klass(), Attributes: []model.AttributeDef{def}}}
	}
	return apply(edit.Batch{Name: "add attribute " + path, Actions: []edit.Action{declare, e.setAttribute(at, p)}})
}

// setAttribute puts an attribute into a field. In a condition the operator and
// the value follow where they do not fit it.
func (e *Editor) setAttribute(at model.Path, p model.AttributePath) edit.Action {
	set := edit.SetText{At: at, Text: string(p)}
	op, v := e.sister(at, func(f *model.Field) bool { return f.Role == model.RoleOperator })
	a, known := e.names.attributes().Find(p)
	if op == nil || !known {
		return set
	}
	fitting := model.OperatorsFor(a.Type)
	for _, rule := range fitting {
		if string(rule.Operator) == v.String() {
			return set
		}
	}
	if len(fitting) == 0 {
		return set
	}
	return edit.Batch{Name: "change attribute", Actions: []edit.Action{set,
		edit.SetField{At: parent(at).Field(op.Key), Value: fitting[0].Operator}}}
}

// pickDynamic asks what to insert into the text at the cursor.
func (e *Editor) pickDynamic() []want.Want {
	if f := e.workflow(); f != nil {
		return []want.Want{want.Pick{Title: "Insert", Items: e.flowPaths(f), Free: true, Done: func(it want.Item) []want.Want { return e.insert(it.Label) }}}
	}
	var items []want.Item
	for _, a := range e.names.attributes().All() {
		it := want.Item{ID: string(a.Path), Label: string(a.Path), Detail: e.describe(a)}
		it.Reason = e.notHere(a)
		items = append(items, it)
	}
	for _, s := range e.state.Workspace.Snippets {
		it := want.Item{ID: "snippet." + string(s.ID), Label: "snippet." + string(s.ID)}
		if len(s.Texts) > 0 {
			it.Detail = string(s.Texts[0].Value)
		}
		items = append(items, it)
	}
	return []want.Want{want.Pick{Title: "Insert", Items: items, Free: true, Done: func(it want.Item) []want.Want {
		return e.insert(it.Label)
	}}}
}

// insert puts {{path}} at the cursor; what is typed of it already stays.
func (e *Editor) insert(path string) []want.Want {
	t := e.typing
	if t == nil {
		return nil
	}
	text, at := t.buf.Text(), t.buf.Cursor()
	path = strings.TrimSpace(strings.Trim(path, "{}"))
	if strings.HasSuffix(text[:at], "{{") {
		if !strings.HasPrefix(text[at:], "}}") {
			path += "}}"
		}
	} else {
		path = "{{" + path + "}}"
	}
	e.change()
	if _, err := t.buf.Insert(path); err != nil {
		t.err = err.Error()
		return nil
	}
	return e.commit()
}
