package check

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// without takes the element at a path out of its list or map.
func without(w *model.Workspace, at model.Path) (*model.Workspace, error) {
	open := strings.LastIndexByte(string(at), '[')
	if open < 0 || !strings.HasSuffix(string(at), "]") {
		return nil, fmt.Errorf("mend %s: it is no element of a list", at)
	}
	parent, word := at[:open], string(at[open+1:len(at)-1])
	list, err := model.Get(w, parent)
	if err != nil {
		return nil, err
	}
	i := elementAt(list, word)
	if i < 0 {
		return nil, fmt.Errorf("mend %s: there is no %q", at, word)
	}
	out := reflect.MakeSlice(list.Type(), 0, list.Len()-1)
	out = reflect.AppendSlice(out, list.Slice(0, i))
	out = reflect.AppendSlice(out, list.Slice(i+1, list.Len()))
	return model.With(w, parent, out.Interface())
}

// elementAt finds an element by its id, key or index; -1 where there is none.
func elementAt(list reflect.Value, word string) int {
	if list.Kind() != reflect.Slice {
		return -1
	}
	for i := range list.Len() {
		e := list.Index(i)
		for e.Kind() == reflect.Pointer {
			e = e.Elem()
		}
		if e.Kind() != reflect.Struct {
			continue
		}
		for _, name := range [...]string{"ID", "Key"} {
			if id := e.FieldByName(name); id.IsValid() && id.Kind() == reflect.String && id.String() == word {
				return i
			}
		}
	}
	i, err := strconv.Atoi(word)
	if err != nil || i < 0 || i >= list.Len() {
		return -1
	}
	return i
}
