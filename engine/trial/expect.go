package trial

import (
	"encoding/json"
	"strings"

	"parley/engine/model"
	"parley/engine/session"
)

// expect checks what a case says of its end; everything that differs is told.
func (r *run) expect() {
	want := &r.c.Expectation
	if got := r.s.Status().String(); want.Status != "" && want.Status != got {
		d, _ := diff([]string{want.Status}, []string{got}, func(w, g string) bool { return w == g })
		r.fail(Failure{Step: -1, Part: "status", What: "the status is " + got, Diff: d})
	}
	r.expectPath(want.Path)
	r.expectAttributes(want.Attributes)
	r.expectCounts()
}

func (r *run) expectPath(want []model.DialogID) {
	if want == nil {
		return
	}
	d, same := diff(ids(want), ids(r.s.Path(r.p)), func(w, g string) bool { return w == g })
	if !same {
		r.fail(Failure{Step: -1, Part: "path", What: "it went another way", Diff: d})
	}
}

func ids(path []model.DialogID) []string {
	out := make([]string, len(path))
	for i, d := range path {
		out[i] = string(d)
	}
	return out
}

func (r *run) expectAttributes(want model.Map[model.Value]) {
	var lines []string
	var unknown []string
	for _, w := range want {
		path := model.AttributePath(w.Key)
		got := r.value(path)
		if alike(w.Value, got) {
			continue
		}
		lines = append(lines, "- "+w.Key+": "+shown(w.Value), "+ "+w.Key+": "+shown(got))
		if _, ok := model.AttributesOf(r.w).Find(path); !ok {
			unknown = append(unknown, w.Key)
		}
	}
	if lines == nil {
		return
	}
	f := Failure{Step: -1, Part: "attributes", What: "attributes have other values", Diff: lines}
	if unknown != nil {
		f.What += "; there is no attribute " + strings.Join(unknown, ", ")
	}
	r.fail(f)
}

// value is what is known of an attribute at the end of the case.
func (r *run) value(path model.AttributePath) model.Value {
	if path == "conversation.assistantStatus" {
		return model.TextOf(r.s.Status().String())
	}
	for _, a := range r.s.Known(r.p) {
		if a.Path == path {
			return a.Value
		}
	}
	return r.profile(path)
}

// profile is what the case's customer came with: the session keeps only what the
// assistant uses of it.
func (r *run) profile(path model.AttributePath) model.Value {
	c := r.w.Customer(r.c.Customer)
	if c == nil || r.changed(path) {
		return model.Value{}
	}
	switch path {
	case "customer.name":
		return model.TextOf(c.Name)
	case "customer.email":
		return model.TextOf(c.Email)
	case "customer.phone":
		return model.TextOf(c.Phone)
	case "customer.company", "company.name":
		return model.TextOf(c.Company)
	case "customer.defaultLanguage":
		return model.TextOf(string(c.Language))
	case "customer.vip":
		if c.VIP {
			return model.BoolOf(true)
		}
	}
	if v, ok := c.Attributes.Get(string(path)); ok {
		return v
	}
	v, _ := c.Attributes.Get(strings.TrimPrefix(string(path), "customer."))
	return v
}

// changed reports whether the attribute was saved in the conversation, cleared included.
func (r *run) changed(path model.AttributePath) bool {
	for _, e := range r.out.Log.Events {
		if e.Type == session.Saved && e.Attribute == path {
			return true
		}
	}
	return false
}

// alike reports whether a value is the expected one; a number is alike the text of it.
func alike(want, got model.Value) bool {
	if want.Equal(got) {
		return true
	}
	mixed := want.Kind() == model.NumberValue && got.Kind() == model.TextValue || want.Kind() == model.TextValue && got.Kind() == model.NumberValue
	return mixed && want.String() == got.String()
}

func shown(v model.Value) string {
	if !v.IsSet() {
		return "not set"
	}
	b, err := json.Marshal(v.Notation())
	if err != nil {
		return v.String()
	}
	return string(b)
}
