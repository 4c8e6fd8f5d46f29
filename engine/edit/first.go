package edit

import (
	"reflect"
	"strconv"

	"parley/engine/model"
)

// first makes the contents that something new begins with, by the roles of its
// fields: texts that ask for one get a short prompt, required lists an element
// or two, links to dialogs nothing, references the only thing there is to refer to.
type first struct{ w *model.Workspace }

// settings are the first settings of a kind.
func (x first) settings(k *model.Kind) model.InteractionSettings {
	s := k.New()
	x.group(reflect.ValueOf(s).Elem(), k.Fields())
	return s
}

// group fills in what is required of a struct.
func (x first) group(v reflect.Value, fields []*model.Field) {
	for _, f := range fields {
		if f.Required {
			x.field(f, f.Of(v), fields)
		}
	}
}

func (x first) field(f *model.Field, v reflect.Value, among []*model.Field) {
	switch f.Role {
	case model.RoleText:
		v.SetString(prompt(f, among))
	case model.RoleReference:
		v.SetString(x.only(f.Refers))
	case model.RoleOperator:
		v.SetString(string(model.OpSet))
	case model.RoleGroup:
		if v.Kind() == reflect.Struct {
			x.group(v, f.Fields())
		}
	case model.RoleValue:
		if change, ok := v.Addr().Interface().(*model.Change); ok {
			change.Op = model.ChangeClear
		}
	case model.RoleList, model.RoleMap:
		x.list(f, v)
	case model.RolePlain:
		if f.In != nil && v.Kind() == reflect.String {
			v.SetString(f.In[0])
		}
	case model.RoleNumber:
		if n, err := strconv.Atoi(append(f.In, "")[0]); err == nil {
			v.SetInt(int64(n))
		}
	}
}

// list fills a required list: two elements where they are choices, else one.
func (x first) list(f *model.Field, v reflect.Value) {
	n := 1
	if isChoice(f) {
		n = 2
	}
	t := v.Type().Elem()
	for i := range n {
		if f.Role != model.RoleMap {
			v.Set(reflect.Append(v, x.element(f, i, t)))
			continue
		}
		pair := reflect.New(t).Elem()
		pair.Field(0).SetString(strconv.Itoa(i + 1))
		if f.Has("languages") {
			pair.Field(0).SetString(string(x.language(i)))
		}
		pair.Field(1).Set(x.element(f, i, t.Field(1).Type))
		v.Set(reflect.Append(v, pair))
	}
}

// element is the first contents of the element at i of a list or map.
func (x first) element(list *model.Field, i int, t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	label := "Option " + strconv.Itoa(i+1)
	switch list.Elem.Role {
	case model.RoleLabel:
		v.SetString(label)
	case model.RoleGroup:
		if t.Kind() != reflect.Struct {
			return v
		}
		fields := model.FieldsOf(t)
		x.group(v, fields)
		for _, f := range fields {
			if f.Required && f.Role == model.RoleLabel {
				f.Of(v).SetString(label)
			}
		}
	case model.RolePlain:
		switch {
		case t == reflect.TypeFor[model.Language]():
			v.SetString(string(x.language(i)))
		case list.Elem.In != nil && t.Kind() == reflect.String:
			v.SetString(list.Elem.In[min(i, len(list.Elem.In)-1)])
		}
	}
	return v
}

// language is the active language at i, the default one where there are fewer.
func (x first) language(i int) model.Language {
	if i < len(x.w.Settings.Languages) {
		return x.w.Settings.Languages[i]
	}
	return x.w.DefaultLanguage()
}

// only is the id of the one document of the kind, "" where there are none or several.
func (x first) only(kind string) string {
	d := model.DocumentKindOf(kind)
	if d == nil || d.One || d.In(x.w).Len() != 1 {
		return ""
	}
	return idOf(d.In(x.w).Index(0))
}

// isChoice reports whether a list's elements are ways a customer can go.
func isChoice(f *model.Field) bool {
	switch {
	case f.Role == model.RoleMap:
		return f.Elem.Role == model.RoleDialog || f.Elem.Type == reflect.TypeFor[model.Language]()
	case f.Role != model.RoleList:
		return false
	case f.Elem.Role == model.RoleLabel:
		return true
	case f.Elem.Role != model.RoleGroup:
		return false
	}
	for _, inside := range f.Elem.Fields() {
		if inside.Required && inside.Role == model.RoleLabel {
			return true
		}
	}
	return false
}

// prompt is what a required text begins with: by what its sister fields offer.
func prompt(f *model.Field, among []*model.Field) string {
	spoken := f.Label == "Spoken text"
	for _, sister := range among {
		switch {
		case sister.Required && isChoice(sister) && sister.Role == model.RoleMap:
			return "Please press a key."
		case sister.Required && (isChoice(sister) || sister.Role == model.RoleAttribute):
			return "Please choose one."
		case f.Label != "Question" && sister.Required && sister.Role == model.RoleDialog:
			return "Please choose one."
		case sister.Required && sister.Key == "positive":
			return "Was this helpful?"
		}
	}
	switch {
	case f.Label == "Question":
		return "How can I help you?"
	case spoken:
		return "Thank you for calling."
	}
	return "Hello!"
}
