package edit

import (
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// Where names a place for people, from the outside in, with " › " between:
// "Order help › Ask name › 2 Text question › Save to", "Customer Ada › Company".
func Where(w *model.Workspace, p model.Path) string {
	for _, a := range w.Assistants {
		if at := a.PathOf(); p.Below(at) {
			return strings.Join(append([]string{nameOr(a.Name, string(a.ID))}, inAssistant(w, a, at, p)...), " › ")
		}
	}
	for _, kind := range model.DocumentKinds() {
		key, rest, _ := strings.Cut(string(p), "]")
		list, id, _ := strings.Cut(key, "[")
		if kind.One && p.Below(model.Path(kind.Key)) {
			return strings.Join(append([]string{"Settings"}, labels(w, model.Path(kind.Key), strings.TrimPrefix(string(p), kind.Key))...), " › ")
		}
		if list != kind.Key {
			continue
		}
		at := model.Path(kind.Key).At(id)
		name := id
		if place, err := At(w, at); err == nil {
			name = documentName(place.Value, id)
		}
		return strings.Join(append([]string{kind.Name + " " + name}, labels(w, at, rest)...), " › ")
	}
	return string(p)
}

// In names what a loss is in, within its assistant: the dialog, or the settings
// around it; "" where there is no such place.
func (l Loss) In(w *model.Workspace, a *model.Assistant) string {
	for _, d := range a.Dialogs {
		if l.Path.Below(d.PathOf(a)) {
			return d.Name
		}
	}
	if !l.Path.Below(a.PathOf()) {
		return ""
	}
	around := labels(w, a.PathOf(), strings.TrimPrefix(string(l.Path), string(a.PathOf())))
	return strings.Join(around[:max(len(around)-1, 0)], " › ")
}

// documentName is a document's name or title where it has one, else its id.
func documentName(v reflect.Value, id string) string {
	for _, field := range [...]string{"Name", "Title"} {
		if f := v.FieldByName(field); f.IsValid() && f.Kind() == reflect.String && f.String() != "" {
			return f.String()
		}
	}
	return id
}

func inAssistant(w *model.Workspace, a *model.Assistant, at, p model.Path) []string {
	for _, d := range a.Dialogs {
		below := d.PathOf(a)
		if !p.Below(below) {
			continue
		}
		out, deepest := []string{d.Name}, below
		step := ""
		d.Steps(below, func(index string, place model.Path, i *model.Interaction) {
			if p.Below(place) && len(place) > len(deepest) {
				deepest, step = place, StepName(index, i.Kind())
			}
		})
		if step != "" {
			out = append(out, step)
		}
		return append(out, labels(w, deepest, strings.TrimPrefix(string(p), string(deepest)))...)
	}
	return labels(w, at, strings.TrimPrefix(string(p), string(at)))
}

// StepName names an interaction by its index path, counted from 1, and its kind:
// "2 Text question". One that ends a dialog has no number.
func StepName(index string, k *model.Kind) string {
	name := "interaction"
	if k != nil {
		name = k.Name
	}
	if index == "end" {
		return name
	}
	return fromOne(index) + " " + name
}

// fromOne counts an index path from 1.
func fromOne(index string) string {
	words := strings.Split(index, ".")
	for i, word := range words {
		if n := number("i" + word); word != "" && strings.Trim(word, "0123456789") == "" {
			words[i] = strconv.Itoa(n + 1)
		}
	}
	return strings.Join(words, ".")
}

// labels are those of the fields on a way below a place; what is entered by a
// word is named by it.
func labels(w *model.Workspace, at model.Path, rest string) []string {
	var out []string
	for _, s := range segments(model.Path(rest)) {
		if s.elem {
			at = at.At(s.word)
			place, err := At(w, at)
			word := s.word
			if err == nil && place.Value.Kind() == reflect.Struct {
				word = documentName(place.Value, "")
			} else if strings.Trim(word, "0123456789") == "" {
				word = ""
			}
			if word != "" {
				out = append(out, word)
			}
			continue
		}
		at = at.Field(s.word)
		label := s.word
		if place, err := At(w, at); err == nil && place.Field != nil {
			label = place.Field.Label
		}
		out = append(out, label)
	}
	return out
}
