package edit

import (
	"reflect"

	"parley/engine/model"
)

// relink makes a rewriter that puts another dialog where a link leads to one:
// to returns the new target, and false where the link stays as it is.
func relink(to func(model.DialogID) (model.DialogID, bool)) rewriter {
	return func(f *model.Field, _, v reflect.Value) (reflect.Value, bool) {
		switch {
		case f.Role == model.RoleDialog && f.Key != "id":
			if v.Kind() != reflect.String || v.String() == "" {
				return v, false
			}
			id, changed := to(model.DialogID(v.String()))
			return reflect.ValueOf(id), changed
		case f.Type == reflect.TypeFor[model.Fallback]():
			fallback := v.Interface().(model.Fallback)
			if fallback.Dialog == "" {
				return v, false
			}
			id, changed := to(fallback.Dialog)
			return reflect.ValueOf(model.Fallback{Dialog: id}), changed
		}
		return v, false
	}
}

// linkAt is the dialog that a place leads to, "" for none.
func linkAt(p model.Place) model.DialogID {
	switch {
	case p.Field == nil:
	case p.Field.Role == model.RoleDialog && p.Field.Key != "id":
		return model.DialogID(p.Text())
	case p.Field.Type == reflect.TypeFor[model.Fallback]():
		if fallback, ok := p.Value.Interface().(model.Fallback); ok {
			return fallback.Dialog
		}
	}
	return ""
}

// Links lists the places of an assistant that lead to the dialog: redirects,
// buttons, the no-intent fallback. Rules and tests are not among them: see [Dangling].
func Links(a *model.Assistant, d model.DialogID) []model.Path {
	return linksIn(a, a.PathOf(), d)
}

func linksIn(v any, at model.Path, d model.DialogID) []model.Path {
	var out []model.Path
	model.Visit(v, at, func(p model.Place) bool {
		if linkAt(p) == d {
			out = append(out, p.Path)
		}
		return true
	})
	return out
}

// Dangling lists every place that would lead nowhere without the dialog: links
// of its assistant from other dialogs and settings, rules that start it, paths that tests expect.
func Dangling(w *model.Workspace, a model.AssistantID, d model.DialogID) []model.Path {
	of := w.Assistant(a)
	if of == nil || d == "" {
		return nil
	}
	var out []model.Path
	gone := model.Path("")
	if dialog := of.Dialog(d); dialog != nil {
		gone = dialog.PathOf(of)
	}
	for _, p := range Links(of, d) {
		if gone == "" || !p.Below(gone) {
			out = append(out, p)
		}
	}
	for _, r := range w.Rules {
		if r.Assistant == a {
			out = append(out, linksIn(r, model.Path("rules").At(r.ID), d)...)
		}
	}
	for i, t := range w.Tests {
		if t.Assistant == a {
			at := model.Path("tests").At(t.ID)
			if t.ID == "" {
				at = model.Path("tests").Index(i)
			}
			out = append(out, linksIn(t, at, d)...)
		}
	}
	return out
}

// relinkAll rewrites the links of an assistant and of the rules for it, and of its
// tests where they are to follow.
func relinkAll(w *model.Workspace, a model.AssistantID, tests bool, fn rewriter) *model.Workspace {
	out := *w
	out.Assistants = mapped(w.Assistants, func(x *model.Assistant) *model.Assistant {
		if x.ID != a {
			return x
		}
		return rewrite(x, fn)
	})
	out.Rules = mapped(w.Rules, func(r *model.Rule) *model.Rule {
		if r.Assistant != a {
			return r
		}
		return rewrite(r, fn)
	})
	if tests {
		out.Tests = mapped(w.Tests, func(t *model.Test) *model.Test {
			if t.Assistant != a {
				return t
			}
			return rewrite(t, fn)
		})
	}
	return &out
}

// mapped is the list with fn done to each element: the very same list where
// that changes none.
func mapped[T any](list []*T, fn func(*T) *T) []*T {
	var out []*T
	for i, v := range list {
		changed := fn(v)
		if changed == v {
			continue
		}
		if out == nil {
			out = append(make([]*T, 0, len(list)), list...)
		}
		out[i] = changed
	}
	if out == nil {
		return list
	}
	return out
}
