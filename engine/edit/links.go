package edit

import (
	"reflect"

	"parley/engine/model"
)

// relink makes a rewriter that puts another dialog where a link leads to one:
// to is asked about every link that is set, and returns the new target, and
// false where the link stays as it is.
func relink(to func(at model.Path, id model.DialogID) (model.DialogID, bool)) rewriter {
	return func(s spot) (reflect.Value, bool) {
		id := linkOf(s.Field, s.Value)
		if id == "" {
			return s.Value, false
		}
		target, changed := to(s.Path, id)
		if s.Field.Role == model.RoleDialog {
			return reflect.ValueOf(target), changed
		}
		return reflect.ValueOf(model.Fallback{Dialog: target}), changed
	}
}

// linkOf is the dialog that a field leads to, "" for none.
func linkOf(f *model.Field, v reflect.Value) model.DialogID {
	switch {
	case f == nil:
	case f.Role == model.RoleDialog && f.Key != "id" && v.Kind() == reflect.String:
		return model.DialogID(v.String())
	case f.Type == reflect.TypeFor[model.Fallback]():
		if fallback, ok := v.Interface().(model.Fallback); ok {
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
		if d != "" && linkOf(p.Field, p.Value) == d {
			out = append(out, p.Path)
		}
		return true
	})
	return out
}

// Dangling lists every place that would lead nowhere without the dialog: links
// of its assistant from other dialogs and settings, rules that start it, paths
// that tests expect.
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
	kind := model.DocumentKindOf("Test")
	for i, t := range w.Tests {
		if t.Assistant == a {
			out = append(out, linksIn(t, documentPath(kind, reflect.ValueOf(t), i), d)...)
		}
	}
	return out
}

// relinkAll rewrites the links of an assistant and of the rules for it, and of its
// tests where they are to follow.
func relinkAll(w *model.Workspace, a model.AssistantID, tests bool, fn rewriter) *model.Workspace {
	return rewriteAll(w, func(kind string, document reflect.Value) rewriter {
		of := model.AssistantID("")
		switch d := document.Addr().Interface().(type) {
		case *model.Assistant:
			of = d.ID
		case *model.Rule:
			of = d.Assistant
		case *model.Test:
			of = d.Assistant
		}
		if of != a || kind == "Test" && !tests {
			return nil
		}
		return fn
	})
}
