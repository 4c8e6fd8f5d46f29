package edit

import (
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// InsertElement puts an element into a list or map: a button, a row, a branch,
// a condition, a key, a phrase … Without a value it begins with sensible first
// contents. A map needs a key that it does not have; where none is given the
// next free one is found ("3" after "1" and "2"). Interactions inside of a value
// get new ids where theirs are taken.
type InsertElement struct {
	List  model.Path
	Index int // from 0; the list's length, or -1, is its end
	Key   string
	Value any // of the element's own type; nil: first contents
}

// Label implements [Action].
func (a InsertElement) Label() string { return "add to " + lastWord(a.List) }

// MergeKey implements [Action].
func (a InsertElement) MergeKey() string { return "" }

// Apply implements [Action].
func (a InsertElement) Apply(w *model.Workspace) (Change, error) {
	list, err := listAt(w, a.List)
	if err != nil {
		return Change{Workspace: w}, err
	}
	n := list.Value.Len()
	if a.Index < 0 {
		a.Index = n
	}
	if a.Index > n {
		return Change{Workspace: w}, refuse("choose a place up to its end", "%s has %d elements", list.Field.Label, n)
	}
	element := list.Value.Type().Elem()
	mapped := list.Field.Role == model.RoleMap
	value, err := a.value(w, &list, mapped)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if mapped {
		key, err := list.freeKey(w, a.Key)
		if err != nil {
			return Change{Workspace: w}, err
		}
		pair := reflect.New(element).Elem()
		pair.Field(0).SetString(key)
		pair.Field(1).Set(value)
		value, a.Key = pair, key
	} else if a.Key, err = list.elementID(value, a.Index); err != nil {
		return Change{Workspace: w}, err
	}
	after, err := list.put(w, inserted(list.Value, a.Index, value))
	return finish(w, after, a.List.At(a.Key), nil, err)
}

// value is what goes into the list (or under the map's key).
func (a InsertElement) value(w *model.Workspace, list *Place, mapped bool) (reflect.Value, error) {
	t := list.Value.Type().Elem()
	if mapped {
		t = t.Field(1).Type
	}
	if a.Value == nil {
		return first{w: w}.element(list.Field, list.Value.Len(), t), nil
	}
	v, ok := converted(reflect.ValueOf(a.Value), t)
	if !ok {
		return v, wrongType(list.Field, reflect.ValueOf(a.Value))
	}
	own := reflect.New(t).Elem()
	own.Set(v)
	if list.Field.Elem.Role == model.RoleGroup && list.Step != nil {
		own, _ = freshIDs(list.Assistant).group(own)
	}
	return own, inWords(list.Field.Elem, v)
}

// elementID is how a path enters an element that is to be at i: by its id, where
// it has one. An empty id is filled in; one that is taken is an error.
func (p *Place) elementID(v reflect.Value, i int) (string, error) {
	if v.Kind() != reflect.Struct || v.NumField() == 0 || v.Type().Field(0).Name != "ID" {
		return strconv.Itoa(i), nil
	}
	taken := func(id string) bool {
		for n := range p.Value.Len() {
			if idOf(p.Value.Index(n)) == id {
				return true
			}
		}
		return false
	}
	id := v.Field(0)
	switch {
	case id.String() == "":
		id.SetString(model.UniqueSlug("step", taken))
	case taken(id.String()):
		return "", refuse("choose another", "%s has %q already", p.Field.Label, id.String())
	}
	return id.String(), nil
}

// freeKey is the key where the map can take it; for none the next active
// language that a map of languages has not, else the next free number.
func (p *Place) freeKey(w *model.Workspace, key string) (string, error) {
	if key == "" && p.Field.Has("languages") {
		for _, l := range append([]model.Language{w.DefaultLanguage()}, w.Settings.Languages...) {
			if position(p.Value, string(l)) < 0 {
				return string(l), nil
			}
		}
		return "", refuse("name another one", "%s has every active language", p.Field.Label)
	}
	if key == "" {
		n := p.Value.Len() + 1
		for position(p.Value, strconv.Itoa(n)) >= 0 {
			n++
		}
		return strconv.Itoa(n), nil
	}
	if strings.ContainsAny(key, "[]") {
		return "", refuse("leave the brackets out", "%q cannot be a key", key)
	}
	if position(p.Value, key) >= 0 {
		return "", refuse("change that one, or choose another key", "%s has %q already", p.Field.Label, key)
	}
	return key, nil
}

// RemoveElement takes an element out of a list or map.
type RemoveElement struct{ At model.Path }

// Label implements [Action].
func (a RemoveElement) Label() string { return "remove from " + lastWord(a.At) }

// MergeKey implements [Action].
func (a RemoveElement) MergeKey() string { return "" }

// Apply implements [Action].
func (a RemoveElement) Apply(w *model.Workspace) (Change, error) {
	list, i, err := elementAt(w, a.At)
	if err != nil {
		return Change{Workspace: w}, err
	}
	after, err := list.put(w, removed(list.Value, i))
	return finish(w, after, list.neighbour(i), nil, err)
}

// neighbour is the path of what stands at i after the element there is gone, or
// before it, else of the list.
func (p *Place) neighbour(i int) model.Path {
	switch {
	case p.Value.Len() <= 1:
		return p.Path
	case i+1 < p.Value.Len() && p.Field.Role != model.RoleMap:
		return p.Path.Index(i)
	case p.Field.Role != model.RoleMap:
		return p.Path.Index(i - 1)
	case i+1 < p.Value.Len():
		i++
	default:
		i--
	}
	return p.Path.At(p.Value.Index(i).Field(0).String())
}

// MoveElement moves an element within its list or map to another position.
type MoveElement struct {
	At model.Path
	To int // its position afterwards, from 0
}

// Label implements [Action].
func (a MoveElement) Label() string { return "move in " + lastWord(a.At) }

// MergeKey implements [Action].
func (a MoveElement) MergeKey() string { return "" }

// Apply implements [Action].
func (a MoveElement) Apply(w *model.Workspace) (Change, error) {
	list, i, err := elementAt(w, a.At)
	if err != nil {
		return Change{Workspace: w}, err
	}
	if a.To < 0 || a.To >= list.Value.Len() {
		return Change{Workspace: w}, refuse("it is at the end already", "%s has no position %d", list.Field.Label, a.To+1)
	}
	at := list.Path.Index(a.To)
	if list.Field.Role == model.RoleMap || idOf(list.Value.Index(i)) != "" {
		at = a.At
	}
	if a.To == i {
		return finish(w, w, at, nil, nil)
	}
	after, err := list.put(w, inserted(removed(list.Value, i), a.To, list.Value.Index(i)))
	return finish(w, after, at, nil, err)
}

// RenameKey gives an entry of a map another key; its value and place stay.
type RenameKey struct {
	At  model.Path
	Key string
}

// Label implements [Action].
func (a RenameKey) Label() string { return "rename a key of " + lastWord(a.At) }

// MergeKey implements [Action].
func (a RenameKey) MergeKey() string { return "" }

// Apply implements [Action].
func (a RenameKey) Apply(w *model.Workspace) (Change, error) {
	list, i, err := elementAt(w, a.At)
	if err != nil {
		return Change{Workspace: w}, err
	}
	switch {
	case list.Field.Role != model.RoleMap:
		return Change{Workspace: w}, refuse("move its elements instead", "%s has no keys", list.Field.Label)
	case a.Key == "":
		return Change{Workspace: w}, refuse("write one, or remove the entry", "a key cannot be empty")
	case list.Value.Index(i).Field(0).String() == a.Key:
		return finish(w, w, a.At, nil, nil)
	}
	key, err := list.freeKey(w, a.Key)
	if err != nil {
		return Change{Workspace: w}, err
	}
	out := inserted(list.Value, list.Value.Len(), reflect.Zero(list.Value.Type().Elem())).Slice(0, list.Value.Len())
	out.Index(i).Field(0).SetString(key)
	after, err := list.put(w, out)
	return finish(w, after, list.Path.At(key), nil, err)
}

// listAt finds a list or map whose elements are not documents, dialogs or interactions.
func listAt(w *model.Workspace, p model.Path) (Place, error) {
	list, err := At(w, p)
	if err == nil {
		err = list.own()
	}
	if err != nil {
		return list, err
	}
	if list.Field.Role != model.RoleList && list.Field.Role != model.RoleMap {
		return list, refuse("change it as a whole", "%s is no list", list.Field.Label)
	}
	return list, list.barred
}

// elementAt finds the list of an element, and the element's position in it.
func elementAt(w *model.Workspace, p model.Path) (Place, int, error) {
	parent, key, elem := split(p)
	if !elem {
		return Place{}, 0, refuse("name an element of a list", "%s is no element", p)
	}
	list, err := At(w, parent)
	if err == nil {
		err = list.own()
	}
	if err != nil {
		return list, 0, err
	}
	i := -1
	if list.Field.Role == model.RoleList || list.Field.Role == model.RoleMap {
		i = position(list.Value, key)
	}
	if i < 0 {
		return list, 0, refuse("it may have been deleted; choose it again", "there is no %s", p)
	}
	return list, i, nil
}

// inserted is a new list with the element at i.
func inserted(list reflect.Value, i int, element reflect.Value) reflect.Value {
	n := list.Len()
	out := reflect.MakeSlice(list.Type(), n+1, n+1)
	reflect.Copy(out, list.Slice(0, i))
	out.Index(i).Set(element)
	reflect.Copy(out.Slice(i+1, n+1), list.Slice(i, n))
	return out
}

// removed is a new list without the element at i; nil when nothing is left.
func removed(list reflect.Value, i int) reflect.Value {
	n := list.Len()
	if n == 1 {
		return reflect.Zero(list.Type())
	}
	out := reflect.MakeSlice(list.Type(), n-1, n-1)
	reflect.Copy(out, list.Slice(0, i))
	reflect.Copy(out.Slice(i, n-1), list.Slice(i+1, n))
	return out
}
