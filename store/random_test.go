package store

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"time"

	"parley/engine/model"
)

// Random makes definitions from their types: every field of every kind comes
// up, also where it makes no sense.
type Random struct {
	*rand.Rand
	n int // numbers ids
}

// NewRandom returns a Random that makes the same for the same seed.
func NewRandom(seed uint64) *Random { return &Random{Rand: rand.New(rand.NewPCG(seed, 1))} }

var randomWords = []string{"a", "Hello {{customer.name | \"there\"}}", "{{snippet.s1}} and {{workflow.w2.place}}", "日本語 🙂", "\"quoted\"\n\tline", "{{order.total}}",
	"customer.email", "conversation.orderNumber", "x", "\xff\xfe", "a rather long text that goes on for a while so that its length takes more than one byte to write, and then goes on some more until it is well over two hundred and fifty-six bytes long, which is where the next form of a length begins; here, then, it can end."}

// Fill sets v to something random.
func (r *Random) Fill(v reflect.Value, depth int) {
	switch {
	case v.Type() == reflect.TypeFor[model.Interaction]():
		kinds := model.Kinds()
		k := kinds[r.IntN(len(kinds))]
		s := k.New()
		r.Fill(reflect.ValueOf(s).Elem(), depth+1)
		r.n++
		v.Set(reflect.ValueOf(model.Interaction{ID: fmt.Sprint("i", r.n), Settings: s}))
	case v.Type() == reflect.TypeFor[model.Value]():
		v.Set(reflect.ValueOf(r.value()))
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 1, 1+r.IntN(300), r.IntN(24), 0, 0, r.IntN(2)*1e6, time.UTC)))
	case r.IntN(4) == 0: // left out
	case v.Kind() == reflect.String:
		v.SetString(randomWords[r.IntN(len(randomWords))])
	case v.Kind() == reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case v.CanInt():
		v.SetInt(r.Int64N(1<<r.IntN(40)) - 5)
	case v.Kind() == reflect.Pointer && depth < 7:
		v.Set(reflect.New(v.Type().Elem()))
		r.Fill(v.Elem(), depth+1)
	case v.Kind() == reflect.Slice && depth < 7:
		n := 1 + r.IntN(3)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			r.Fill(v.Index(i), depth+1)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			r.Fill(v.Field(i), depth+1)
		}
	}
}

func (r *Random) value() model.Value {
	switch r.IntN(5) {
	case 0:
		return model.TextOf(randomWords[r.IntN(len(randomWords))])
	case 1:
		return model.NumberOf(float64(r.IntN(1000)) / 8)
	case 2:
		return model.BoolOf(r.IntN(2) == 0)
	case 3:
		return model.ListOf([]string{"x", randomWords[r.IntN(len(randomWords))]})
	}
	return model.Value{}
}

// Document makes a document of a type, with an id of its own.
func (r *Random) Document(t reflect.Type) reflect.Value {
	doc := reflect.New(t)
	r.Fill(doc.Elem(), 0)
	r.n++
	doc.Elem().FieldByName("ID").SetString(fmt.Sprint(t.Name()[:1], r.n))
	if a, ok := doc.Interface().(*model.Assistant); ok {
		a.Dialogs = nil
		for range r.IntN(5) {
			a.Dialogs = append(a.Dialogs, r.Dialog())
		}
	}
	return doc
}

// Dialog makes a dialog with an id of its own.
func (r *Random) Dialog() *model.Dialog {
	return r.Document(reflect.TypeFor[model.Dialog]()).Interface().(*model.Dialog)
}

// Workspace makes a workspace with up to n documents of each kind.
func (r *Random) Workspace(n int) *model.Workspace {
	w := &model.Workspace{}
	r.Fill(reflect.ValueOf(&w.Settings).Elem(), 0)
	for _, k := range listKinds() {
		for range r.IntN(n + 1) {
			list := k.In(w)
			list.Set(reflect.Append(list, r.Document(k.Type)))
		}
	}
	return w
}

// Edit returns a workspace with one random change.
func (r *Random) Edit(w *model.Workspace) *model.Workspace {
	out := *w
	kinds := listKinds()
	k := kinds[r.IntN(len(kinds))]
	if r.IntN(2) == 0 {
		k = model.DocumentKindOf("Assistant")
	}
	list := k.In(&out)
	switch n := list.Len(); {
	case r.IntN(12) == 0:
		out.Settings.Name = fmt.Sprint("name ", r.IntN(5))
		out.Settings.TimeZone = model.ZoneName(fmt.Sprint("zone ", r.IntN(3)))
	case n == 0 || r.IntN(5) == 0:
		list.Set(r.insert(list, r.Document(k.Type)))
	case r.IntN(6) == 0:
		i := r.IntN(n)
		list.Set(reflect.AppendSlice(reflect.AppendSlice(reflect.Zero(list.Type()), list.Slice(0, i)), list.Slice(i+1, n)))
	case r.IntN(6) == 0: // the same document twice
		list.Set(r.insert(list, list.Index(r.IntN(n))))
	default:
		r.editOne(list)
	}
	return &out
}

func (r *Random) insert(list, doc reflect.Value) reflect.Value {
	i := r.IntN(list.Len() + 1)
	out := reflect.AppendSlice(reflect.Zero(list.Type()), list.Slice(0, i))
	return reflect.AppendSlice(reflect.Append(out, doc), list.Slice(i, list.Len()))
}

// editOne changes a document: a copy of the list has a copy of it.
func (r *Random) editOne(list reflect.Value) {
	i := r.IntN(list.Len())
	doc := reflect.New(list.Type().Elem().Elem())
	doc.Elem().Set(list.Index(i).Elem())
	if a, ok := doc.Interface().(*model.Assistant); ok {
		r.editAssistant(a)
	} else {
		id := doc.Elem().FieldByName("ID").String()
		r.Fill(doc.Elem(), 0)
		doc.Elem().FieldByName("ID").SetString(id)
	}
	out := reflect.AppendSlice(reflect.Zero(list.Type()), list)
	out.Index(i).Set(doc)
	list.Set(out)
}

func (r *Random) editAssistant(a *model.Assistant) {
	a.Dialogs = slices.Clone(a.Dialogs)
	n := len(a.Dialogs)
	switch what := r.IntN(9); {
	case what == 0:
		a.Name = fmt.Sprint("name ", r.IntN(3))
	case what == 1:
		r.Fill(reflect.ValueOf(&a.Settings).Elem(), 0)
	case what == 2:
		a.ID = model.AssistantID(fmt.Sprint("renamed-", r.IntN(3)))
	case n == 0 || what == 3:
		for range 1 + r.IntN(3)*r.IntN(40) {
			a.Dialogs = slices.Insert(a.Dialogs, r.IntN(len(a.Dialogs)+1), r.Dialog())
		}
	case what == 4:
		i := r.IntN(n)
		a.Dialogs = slices.Delete(a.Dialogs, i, min(n, i+1+r.IntN(5)))
	case what == 5:
		i, j := r.IntN(n), r.IntN(n)
		a.Dialogs[i], a.Dialogs[j] = a.Dialogs[j], a.Dialogs[i]
	case what == 6: // the same dialog twice
		a.Dialogs = append(a.Dialogs, a.Dialogs[r.IntN(n)])
	default:
		i := r.IntN(n)
		d := *a.Dialogs[i]
		r.Fill(reflect.ValueOf(&d.Interactions).Elem(), 1)
		a.Dialogs[i] = &d
	}
}
