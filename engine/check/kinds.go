package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/engine/condition"
	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
)

// ofKind checks what is particular to one kind of interaction.
func (x *walk) ofKind(i *model.Interaction, at model.Path) {
	switch s := i.Settings.(type) {
	case *model.TextQuestion:
		x.savedFormat(s, at)
	case *model.ButtonQuestion:
		x.savedLabels(s.Save, at)
	case *model.NavigationButtons:
		x.savedLabels(s.Save, at)
	case *model.ListSelector:
		x.savedLabels(s.Save, at)
		if n := len(s.Rows); n > model.MaxListRows && !x.channel.IsWhatsApp() {
			x.report(at, Error, "overLimit", fmt.Sprintf("%d rows: a list has %d at most", n, model.MaxListRows), "take some away, or lead to a second list")
		}
	case *model.AttributeQuestion:
		x.attributeQuestion(s, at)
	case *model.UpdateAttribute:
		x.updateAttribute(s, at)
	case *model.RunWorkflow:
		x.runWorkflow(s, at)
	case *model.ObjectSelector:
		if isOfConversation(s.Klass) {
			x.report(at.Field("klass"), Error, "klassUnfit", fmt.Sprintf("%s has no objects to choose from", s.Klass), "choose a Klass of your own, such as order")
		}
	case *model.BusinessSchedule:
		if s.Schedule == "" && x.w.Schedule("") == nil {
			x.report(at.Field("schedule"), Error, "unknownSchedule", "there is no default schedule", "choose a schedule, or mark one as the default")
		}
	case *model.AIResponse:
		x.emptyKnowledgeBase(s.KnowledgeBase, at)
	case *model.ArticleDeflection:
		x.emptyKnowledgeBase(s.KnowledgeBase, at)
	case *model.CollectInput:
		x.keys(at.Field("keys"), keysOf(s.Keys))
	case *model.CollectLanguage:
		x.keys(at.Field("keys"), keysOf(s.Keys))
	}
}

func keysOf[V any](m model.Map[V]) []string {
	out := make([]string, len(m))
	for i, p := range m {
		out[i] = p.Key
	}
	return out
}

func (x *walk) keys(at model.Path, keys []string) {
	for _, k := range keys {
		if k == "" || strings.Trim(k, "0123456789*#") != "" {
			x.report(at.At(k), Error, "keyShape", fmt.Sprintf("%q is on no keypad", k), "use digits, * and #")
		}
	}
}

func (x *walk) emptyKnowledgeBase(id model.KnowledgeBaseID, at model.Path) {
	if id != "" && x.has("KnowledgeBase", string(id)) && !x.answers(id) {
		x.report(at.Field("knowledgeBase"), Warning, "emptyKnowledgeBase", fmt.Sprintf("the knowledge base %s has no public, published article", id), "publish one, or choose another knowledge base")
	}
}

// savedFormat checks that what a text question takes can be kept by the
// attribute it is saved to.
func (x *walk) savedFormat(q *model.TextQuestion, at model.Path) {
	a, ok := x.attrs.Find(q.Save)
	if !ok || q.Save == "" {
		return
	}
	fits := true
	switch session.Format(q.Expect) {
	case session.EmailFormat:
		fits = a.Type == model.TypeText || a.Type == model.TypeEmail
	case session.PhoneFormat:
		fits = a.Type == model.TypeText || a.Type == model.TypePhone
	case session.NumberFormat:
		fits = a.Type == model.TypeText || a.Type == model.TypeNumber
	case session.DateFormat:
		fits = a.Type == model.TypeText || a.Type == model.TypeDate
	case "":
		if choices := choicesOf(a); a.Type == model.TypeList && len(choices) > 0 || a.Type == model.TypeMultiLevel {
			x.report(at.Field("save"), Warning, "typeUnfit", fmt.Sprintf("%s is a list: whatever the customer writes is saved, also what is none of its values", a.Path), "ask with an attribute question")
		}
	}
	if !fits {
		x.report(at.Field("save"), Error, "typeUnfit", fmt.Sprintf("%s is of type %s and cannot hold the expected %s", a.Path, a.Type, q.Expect), "save to another attribute, or expect another format")
	}
}

// savedLabels checks that the labels of buttons can be kept by the attribute they are saved to.
func (x *walk) savedLabels(save model.AttributePath, at model.Path) {
	a, ok := x.attrs.Find(save)
	if !ok || save == "" {
		return
	}
	if a.Type == model.TypeText {
		return // holds everything
	}
	for _, o := range x.opts {
		x.holds(a, o.label, o.path(at))
	}
}

// holds checks that an attribute can hold a fixed text.
func (x *walk) holds(a model.Attribute, s string, at model.Path) {
	if strings.TrimSpace(s) == "" {
		return
	}
	ok := true
	switch a.Type {
	case model.TypeNumber:
		_, ok = session.NumberFormat.Read(s)
	case model.TypeDate:
		if _, _, ok = condition.ParseDate(s, time.UTC); !ok {
			_, ok = session.DateFormat.Read(s)
		}
	case model.TypeBoolean:
		_, ok = session.Format(model.TypeBoolean).Read(s)
	case model.TypeEmail:
		_, ok = session.EmailFormat.Read(s)
	case model.TypePhone:
		_, ok = session.PhoneFormat.Read(s)
	case model.TypeList, model.TypeMultiLevel:
		choices := choicesOf(a)
		if len(choices) > 0 && !slices.Contains(choices, s) {
			f := x.report(at, Warning, "unknownValue", fmt.Sprintf("%q is none of the values of %s", s, a.Path), "use one of "+listed(choices))
			if best := nearest(s, choices); best != "" {
				f.Mend = fmt.Sprintf("did you mean %s?", best)
			}
		}
	}
	if !ok {
		x.report(at, Error, "typeUnfit", fmt.Sprintf("%q cannot be saved to %s, which is of type %s", s, a.Path, a.Type), "write it as a "+string(a.Type)+", or save to another attribute")
	}
}

func (x *walk) attributeQuestion(q *model.AttributeQuestion, at model.Path) {
	a, ok := x.attrs.Find(q.Attribute)
	if !ok {
		return
	}
	declared := a.Choices()
	if len(q.Values) == 0 && len(declared) == 0 && a.Type != model.TypeBoolean {
		x.report(at.Field("values"), Error, "empty", fmt.Sprintf("%s has no values to offer", a.Path), "name the values here, or declare them in its Klass")
	}
	for n, v := range q.Values {
		p := at.Field("values").Index(n)
		switch {
		case len(declared) > 0 && !slices.Contains(declared, v):
			f := x.report(p, Error, "unknownValue", fmt.Sprintf("%q is none of the values of %s", v, a.Path), "use one of "+listed(strs(declared)))
			x.suggest(f, string(v), strs(declared))
		case len(declared) == 0:
			x.holds(a, string(v), p)
		}
	}
	if levels := depth(a.Children); levels > model.MaxMenuLevels {
		x.report(at.Field("attribute"), Hint, "menuLevels", fmt.Sprintf("%s has %d levels: customers get lost after %d", a.Path, levels, model.MaxMenuLevels), "make the list flatter")
	}
}

func strs(labels []model.Label) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = string(l)
	}
	return out
}

func depth(levels []model.Level) int {
	most := 0
	for _, l := range levels {
		most = max(most, 1+depth(l.Children))
	}
	return most
}

// updatable lists the built-in attributes that an update may set.
var updatable = []model.AttributePath{
	"conversation.name", "conversation.priority", "conversation.brand", "conversation.tags", "conversation.defaultLanguage",
	"conversation.assignedTeam", "conversation.contactReason", "conversation.caStepValue",
	"customer.name", "customer.defaultLanguage", "customer.company",
}

func (x *walk) updateAttribute(u *model.UpdateAttribute, at model.Path) {
	a, ok := x.attrs.Find(u.Attribute)
	if !ok || a.ReadOnly {
		return
	}
	if x.isBuiltIn(u.Attribute) && !slices.Contains(updatable, u.Attribute) && u.Attribute.Klass() != model.CompanyKlass {
		x.report(at.Field("attribute"), Error, "notUpdatable", fmt.Sprintf("%s cannot be set by an update", a.Path), "ask the customer for it, or set an attribute of your own")
	}
	value, p := u.Value.Value, at.Field("value")
	isList := a.Type == model.TypeList || a.Type == model.TypeMultiLevel
	switch {
	case u.Value.Op == model.ChangeClear:
	case u.Value.Op != model.ChangeSet && !isList:
		x.report(p, Error, "valueUnfit", fmt.Sprintf("%s is of type %s: only lists can be added to or removed from", a.Path, a.Type), "set it to a value")
	case !value.IsSet():
		if u.Value.Op != "" {
			x.report(p, Warning, "emptyValue", fmt.Sprintf("nothing is set: %s would be cleared", a.Path), "write a value, or null to clear it")
		}
	case value.Kind() == model.ListValue && !isList:
		x.report(p, Error, "valueUnfit", fmt.Sprintf("%s is of type %s and holds no list", a.Path, a.Type), "set it to one value")
	default:
		x.updateValue(a, value, p, asChange)
	}
}

// updateValue checks a value that is set against the attribute's type.
func (x *walk) updateValue(a model.Attribute, value model.Value, at model.Path, as func(string) any) {
	switch value.Kind() {
	case model.NumberValue, model.BoolValue:
		fits := value.Kind() == model.NumberValue && a.Type == model.TypeNumber || value.Kind() == model.BoolValue && a.Type == model.TypeBoolean
		if !fits && a.Type != model.TypeText {
			x.report(at, Error, "valueUnfit", fmt.Sprintf("%s cannot be saved to %s, which is of type %s", value, a.Path, a.Type), "write a "+string(a.Type))
		}
		return
	}
	for _, s := range value.List() {
		if value.Kind() == model.TextValue && strings.Contains(s, "{{") {
			parts, problems := text.Parse(model.Text(s))
			for _, wrong := range problems {
				x.report(at, Error, "dynamicText", wrong.Message, wrong.Mend)
			}
			for _, part := range parts {
				if part.Path != "" {
					x.path(at, model.Text(s), part.Path, as)
				}
			}
			continue
		}
		x.holds(a, s, at)
	}
}

// isBuiltIn reports whether an attribute exists without any document.
func (x *world) isBuiltIn(p model.AttributePath) bool {
	_, ok := x.bare.Find(p)
	return ok
}

func (x *walk) runWorkflow(r *model.RunWorkflow, at model.Path) {
	f := x.w.Workflow(r.Workflow)
	if f == nil {
		return
	}
	inputs, outputs := parameterNames(f.Input), parameterNames(f.Output)
	for _, in := range f.Input {
		if given, ok := r.Input.Get(in.Name); in.Required && (!ok || strings.TrimSpace(string(given)) == "") {
			x.report(at.Field("input"), Error, "inputMissing", fmt.Sprintf("the workflow %s needs the input %s", f.ID, in.Name), "give it a value, by hand or with {{…}}")
		}
	}
	for _, p := range r.Input {
		if !slices.Contains(inputs, p.Key) {
			x.parameter(at.Field("input").At(p.Key), "input", f, p.Key, inputs)
		}
	}
	for _, p := range r.Save {
		to := at.Field("save").At(p.Key)
		n := slices.Index(outputs, p.Key)
		if n < 0 {
			x.parameter(to, "output", f, p.Key, outputs)
			continue
		}
		if a, ok := x.attrs.Find(p.Value); ok && !holdsType(a.Type, f.Output[n].Type) {
			x.report(to, Error, "typeUnfit", fmt.Sprintf("%s is of type %s and cannot hold the %s %s", a.Path, a.Type, f.Output[n].Type, p.Key), "save to another attribute")
		}
	}
}

func (x *walk) parameter(at model.Path, what string, f *model.Workflow, name string, names []string) {
	wrong := x.report(at, Error, "unknownParameter", fmt.Sprintf("the workflow %s has no %s %q", f.ID, what, name), "take it away")
	if best := nearest(name, names); best != "" {
		wrong.Mend = fmt.Sprintf("did you mean %s?", best)
	}
	wrong.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: at}
}

func parameterNames(all []model.Parameter) []string {
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = p.Name
	}
	return out
}

// holdsType reports whether an attribute can hold values of a workflow's type.
func holdsType(attribute, value model.AttributeType) bool {
	if value == "" {
		value = model.TypeText
	}
	switch attribute {
	case model.TypeText, value:
		return true
	case model.TypeEmail, model.TypePhone, model.TypeList, model.TypeMultiLevel, model.TypeDate:
		return value == model.TypeText || value == model.TypeList && attribute == model.TypeMultiLevel
	}
	return false
}

func itoa(n int) string { return strconv.Itoa(n) }
