package check

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/engine/condition"
	"parley/engine/model"
)

// scope is where a walk is: in a dialog or the settings of an assistant, or in
// another document of the workspace.
type scope struct {
	*world
	assistant *model.Assistant // nil outside of assistants
	channel   model.Channel    // "" for every channel
	loose     bool             // paths cannot be told known from unknown here: workflows have names of their own
}

// placed is a finding and where it stands in its dialog or document.
type placed struct {
	Finding
	order int
}

// walk finds what is wrong with one definition, field by field.
type walk struct {
	scope
	order int
	steps []stepAt // the interactions the walk is in, outermost first
	klass model.KlassID
	found []placed
	links []linkAt // the dialogs' links met on the way
	ids   []string // of the interactions met on the way
	count int      // interactions met on the way
	says  bool     // one of them says something and goes straight on
	opts  []option // what can be chosen in the interaction at hand

	reads      []linkAt // where interactions are told to understand intents
	savesEmail bool     // the customer's e-mail address is asked for
	readsEmail []linkAt // conditions that read it
}

type stepAt struct {
	step *model.Interaction
	path model.Path
}

type linkAt struct {
	path  model.Path
	order int
}

func (x *walk) definition(v any, at model.Path) { model.Visit(v, at, x.place) }

// report adds a finding at a path; what it returns may be completed.
func (x *walk) report(at model.Path, s Severity, code, message, mend string) *Finding {
	f := Finding{Severity: s, Code: code, Path: model.Path(strings.Clone(string(at))), Message: message, Mend: mend}
	if n := len(x.steps); n > 0 {
		f.Interaction = x.steps[n-1].step.ID
	}
	x.found = append(x.found, placed{f, x.order})
	return &x.found[len(x.found)-1].Finding
}

// place checks one interaction or field and says whether to go below it.
func (x *walk) place(p model.Place) bool {
	x.order++
	for len(x.steps) > 0 && x.steps[len(x.steps)-1].step != p.Step {
		if last := x.steps[len(x.steps)-1]; p.Field == nil && p.Path.Below(last.path) {
			break
		}
		x.steps = x.steps[:len(x.steps)-1]
	}
	if p.Field == nil {
		x.steps = append(x.steps, stepAt{p.Step, p.Path})
		return x.interaction(p)
	}
	if !isSet(p) {
		x.unset(p)
		return p.Field.Role == model.RoleGroup
	}
	if p.Value.Type() == dialogsType || p.Value.Type() == settingsType {
		return false // walked apart
	}
	return x.fits(p) && x.field(p)
}

func isSet(p model.Place) bool {
	switch {
	case p.Field.Type.Kind() == reflect.Pointer:
		return p.Value.Kind() != reflect.Pointer
	case p.Value.Kind() == reflect.Slice:
		return p.Value.Len() > 0
	}
	return !p.Value.IsZero()
}

// isElement reports whether the place is an element of a list or map.
func isElement(p model.Path) bool { return p[len(p)-1] == ']' }

// unset says what a field that has to be set is for.
func (x *walk) unset(p model.Place) {
	f := p.Field
	if f.Role == model.RoleDialog && f.Why != "rule" {
		x.links = append(x.links, linkAt{p.Path, x.order})
	}
	if !f.Required || f.Role == model.RoleValue && isElement(p.Path) {
		return // null in a map of values: the attribute is, or is to be, unset
	}
	name := strings.ToLower(f.Label)
	switch f.Role {
	case model.RoleText:
		x.report(p.Path, Error, "empty", "the "+name+" is empty", "write what is to be said")
	case model.RoleLabel:
		x.report(p.Path, Error, "empty", "the label is empty", "write what stands on it, or take it away")
	case model.RoleList, model.RoleMap:
		x.report(p.Path, Error, "empty", "there are no "+name, "add one at least")
	case model.RoleReference, model.RoleAttribute, model.RoleOperator:
		x.report(p.Path, Error, "empty", "no "+name+" is chosen", "choose one")
	case model.RolePlain, model.RoleNumber, model.RoleTime, model.RoleValue, model.RoleNotated, model.RoleDuration:
		x.report(p.Path, Error, "empty", "the "+name+" is missing", x.fillIn(f))
	}
}

func (x *walk) fillIn(f *model.Field) string {
	if f.In != nil {
		return "choose one of " + listed(f.In)
	}
	return "fill it in"
}

// fits tells settings that the channel or type does not have.
func (x *walk) fits(p model.Place) bool {
	a := x.assistant
	if a == nil || isElement(p.Path) {
		return true
	}
	if ok, why := p.Field.Fits(a.Channel, a.Type); !ok && known(a) {
		f := x.report(p.Path, Error, "fieldNotAllowed", fmt.Sprintf("%q is %s", p.Field.Label, why), x.elsewhere(why, "take it away"))
		f.Fix = &Fix{Kind: FixClear, Label: "take " + strings.ToLower(p.Field.Label) + " away", Path: p.Path}
		return false
	}
	return true
}

// known reports whether the assistant's own type and channel are ones there are.
func known(a *model.Assistant) bool {
	return slices.Contains(model.Channels(), a.Channel) && (a.Type == model.Lite || a.Type == model.Premium)
}

func (x *walk) elsewhere(why, mend string) string {
	if why == "Premium only" {
		return mend + ", or make the assistant Premium"
	}
	return mend
}

var (
	dialogsType    = reflect.TypeFor[[]*model.Dialog]()
	settingsType   = reflect.TypeFor[model.Settings]()
	conditionsType = reflect.TypeFor[[]model.Condition]()
	languageType   = reflect.TypeFor[model.Language]()
	zoneType       = reflect.TypeFor[model.ZoneName]()
)

// field checks what is set by what it means.
func (x *walk) field(p model.Place) bool {
	f := p.Field
	switch f.Role {
	case model.RoleText:
		x.text(p)
	case model.RoleLabel:
		x.label(p)
	case model.RoleAttribute:
		x.attribute(p)
	case model.RoleReference:
		x.reference(p)
	case model.RoleDialog:
		x.links = append(x.links, linkAt{p.Path, x.order})
	case model.RoleNumber:
		x.word(p, fmt.Sprint(p.Value.Int()))
	case model.RolePlain:
		x.plain(p)
	case model.RoleSteps:
		x.nested(p)
	case model.RoleList:
		switch {
		case p.Value.Type() == conditionsType:
			x.conditions(p.Path, p.Value.Interface().([]model.Condition))
		case f.Elem.Role == model.RoleLabel:
			x.twice(labelsIn(nil, p.Value, ""), p.Path)
		}
	case model.RoleMap:
		if f.Has("languages") {
			x.languageKeys(p)
		}
	}
	return true
}

func (x *walk) plain(p model.Place) {
	s, f := p.Text(), p.Field
	switch {
	case p.Value.Type() == languageType:
		x.language(p.Path, s)
	case p.Value.Type() == zoneType:
		x.zone(p.Path, s)
	case f.Has("klassAttribute"):
		x.klassAttribute(p)
	case f.Has("file"):
		x.attachment(p)
	default:
		x.word(p, s)
	}
	if (f.Key == "id" || f.Key == "name" && f.Required && f.Type.Kind() == reflect.String) && strings.TrimSpace(s) == "" {
		x.report(p.Path, Error, "empty", "the "+f.Key+" is blank", "write one")
	} else if f.Key == "id" && !model.ValidID(s) {
		x.report(p.Path, Error, "idShape", fmt.Sprintf("%q cannot be an id", s), "use letters, digits, dashes and underscores, at most 64")
	}
}

// word checks a value against the words its field allows.
func (x *walk) word(p model.Place, s string) {
	in := p.Field.In
	if in == nil || slices.Contains(in, s) {
		return
	}
	f := x.report(p.Path, Error, "unknownWord", fmt.Sprintf("%q is no %s", s, strings.ToLower(p.Field.Label)), "use one of "+listed(in))
	if best := nearest(s, in); best != "" && p.Value.Kind() == reflect.String {
		f.Mend = fmt.Sprintf("did you mean %s? %s", best, f.Mend)
		f.Fix = &Fix{Kind: FixSet, Label: "change it to " + best, Path: p.Path, Value: best}
	}
}

func (x *walk) reference(p model.Place) {
	doc, id := p.Field.Refers, p.Text()
	if doc == "Klass" {
		x.klass = model.KlassID(id)
	}
	if x.has(doc, id) || doc == "Klass" && isOfConversation(model.KlassID(id)) ||
		p.Field.Has("none") && id == string(model.NoAssistant) {
		return
	}
	word := wordOf(doc)
	f := x.report(p.Path, Error, "unknown"+doc, fmt.Sprintf("there is no %s %q", word, id), "choose another one, or make it")
	if doc != "Intent" || !x.takeUp(f, model.IntentID(id)) {
		x.suggest(f, id, x.idsOf(doc))
	}
}

// suggest completes a finding about a wrong word with the one that was meant.
func (x *walk) suggest(f *Finding, wrong string, words []string) {
	if best := nearest(wrong, words); best != "" {
		f.Mend = fmt.Sprintf("did you mean %s?", best)
		f.Fix = &Fix{Kind: FixSet, Label: "change it to " + best, Path: f.Path, Value: best}
	}
}

func isOfConversation(k model.KlassID) bool {
	return k == model.CustomerKlass || k == model.CompanyKlass || k == model.ConversationKlass
}

// wordOf is a kind of document in a sentence: knowledge base for KnowledgeBase.
func wordOf(doc string) string {
	switch doc {
	case "KnowledgeBase":
		return "knowledge base"
	case "Klass":
		return "Klass"
	case "Profile":
		return "AI profile"
	}
	return strings.ToLower(doc)
}

func (x *walk) attribute(p model.Place) {
	path := model.AttributePath(p.Text())
	a, ok := x.attrs.Find(path)
	if !ok {
		if !x.loose {
			f := x.report(p.Path, Error, "unknownAttribute", fmt.Sprintf("there is no attribute %s", path), "choose another one, or add it to its Klass")
			x.suggest(f, string(path), x.attributePaths())
		}
		return
	}
	if path == "customer.email" {
		if p.Field.Writes {
			x.savesEmail = true
		} else {
			x.readsEmail = append(x.readsEmail, linkAt{model.Path(strings.Clone(string(p.Path))), x.order})
		}
	}
	switch k := path.Klass(); {
	case !p.Field.Writes && !a.IsOn(x.channel) && x.channel != "":
		x.report(p.Path, Error, "attributeNotOnChannel", fmt.Sprintf("%s cannot be read on %s", path, x.channel.Title()), "use another attribute")
	case p.Field.Writes && a.ReadOnly:
		x.report(p.Path, Error, "readOnly", fmt.Sprintf("%s is read-only: nothing can be saved to it", path), "save to another attribute of the customer or the conversation")
	case p.Field.Writes && k != model.CustomerKlass && k != model.ConversationKlass:
		x.report(p.Path, Error, "readOnly", fmt.Sprintf("%s is of the %s: answers are saved to the customer or the conversation only", path, k), "save to an attribute that begins with customer. or conversation.")
	}
}

func (x *walk) conditions(at model.Path, list []model.Condition) {
	for i, c := range list {
		rule, ok := model.CanonicalOperator(string(c.Is))
		if c.Is == "" {
			continue
		}
		a, known := x.attrs.Find(c.Attribute)
		if !known && ok {
			continue
		}
		if !known {
			x.report(at.Index(i).Field("is"), Error, "unknownOperator", fmt.Sprintf("%q is no operator", c.Is), "use one such as is equal to, contains or is set")
			continue
		}
		if _, err := condition.Compile(c, a); err != nil {
			x.badCondition(at.Index(i), c, a, err)
			continue
		}
		x.operand(at, i, c, rule, a)
	}
}

// badCondition tells what the compiler of conditions found, at the part it is about.
func (x *walk) badCondition(p model.Path, c model.Condition, a model.Attribute, err error) {
	wrong := &condition.Problem{Message: err.Error(), Mend: "choose another operator or value"}
	errors.As(err, &wrong)
	rule, isOperator := model.CanonicalOperator(string(c.Is))
	switch {
	case !isOperator:
		x.report(p.Field("is"), Error, "unknownOperator", wrong.Message, wrong.Mend)
	case !slices.Contains(rule.Types, a.Type):
		x.report(p.Field("is"), Error, "operatorUnfit", wrong.Message, wrong.Mend)
	default:
		x.report(p.Field("value"), Error, "valueUnfit", wrong.Message, wrong.Mend)
	}
}

// operand checks the value of a condition that can be decided against what it names.
func (x *walk) operand(list model.Path, n int, c model.Condition, rule model.OperatorRule, a model.Attribute) {
	if rule.Operand == model.OperandSchedule {
		if id := c.Value.Text(); id != "" && !x.has("Schedule", id) {
			f := x.report(list.Index(n).Field("value"), Error, "unknownSchedule", fmt.Sprintf("there is no schedule %q", id), "choose another one, or make it")
			if x.suggest(f, id, x.idsOf("Schedule")); f.Fix != nil {
				f.Fix.Value = asValue(f.Fix.Value.(string))
			}
		} else if id == "" && x.w.Schedule("") == nil {
			x.report(list.Index(n).Field("value"), Error, "unknownSchedule", "there is no default schedule", "name a schedule, or mark one as the default")
		}
		return
	}
	choices := choicesOf(a)
	if len(choices) == 0 || rule.Operand != model.OperandOne && rule.Operand != model.OperandList ||
		rule.Operator != model.OpEqual && rule.Operator != model.OpNotEqual && rule.Operator != model.OpOneOf && rule.Operator != model.OpNotOneOf {
		return
	}
	for _, v := range c.Value.List() {
		if !slices.ContainsFunc(choices, func(c string) bool { return strings.EqualFold(c, v) }) {
			f := x.report(list.Index(n).Field("value"), Warning, "unknownValue", fmt.Sprintf("%q is none of the values of %s", v, a.Path), "use one of "+listed(choices))
			if best := nearest(v, choices); best != "" {
				f.Mend = fmt.Sprintf("did you mean %s?", best)
			}
		}
	}
}

// choicesOf lists every value an attribute declares, on all levels.
func choicesOf(a model.Attribute) []string {
	var out []string
	for _, v := range a.Values {
		out = append(out, string(v))
	}
	var below func([]model.Level)
	below = func(levels []model.Level) {
		for _, l := range levels {
			out = append(out, string(l.Value))
			below(l.Children)
		}
	}
	below(a.Children)
	return out
}
