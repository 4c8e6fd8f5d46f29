package files

import (
	"reflect"

	"parley/engine/model"
)

// Merge lays what was read over a workspace: a document replaces the one of the
// same kind and id in its place, new ones follow the others of their kind, and
// everything else stays. The base is not changed; what stays is shared with it.
// Call [Result.Align] with the same base before, to keep the ids of interactions.
func Merge(base *model.Workspace, read *Result) *model.Workspace {
	out := &model.Workspace{}
	if base != nil {
		*out = *base
	}
	if read == nil || read.Workspace == nil {
		return out
	}
	for _, kind := range model.DocumentKinds() {
		from, into := kind.In(read.Workspace), kind.In(out)
		switch {
		case !kind.One:
			mergeList(from, into)
		case read.has(kind):
			into.Set(from)
		}
	}
	return out
}

func (r *Result) has(kind *model.DocumentKind) bool {
	for _, d := range r.Documents {
		if d.Kind == kind {
			return true
		}
	}
	return false
}

// mergeList lays one list of documents over another, in a list of its own.
func mergeList(from, into reflect.Value) {
	if from.Len() == 0 {
		return
	}
	out := reflect.MakeSlice(into.Type(), into.Len(), into.Len()+from.Len())
	reflect.Copy(out, into)
	at := map[string]int{}
	for i := range out.Len() {
		at[idOf(out.Index(i))] = i
	}
	for i := range from.Len() {
		if old, known := at[idOf(from.Index(i))]; known {
			out.Index(old).Set(from.Index(i))
		} else {
			out = reflect.Append(out, from.Index(i))
		}
	}
	into.Set(out)
}
