package desk

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"parley/engine/compare"
	"parley/engine/model"
	"parley/store/files"
)

// Side is one of two things to compare: a version of an assistant, or one that
// stands in a file.
type Side struct {
	Name      string // order-help@v4, or the file's name
	Assistant *model.Assistant
	Workspace *model.Workspace // the documents it knows

	closed bool          // Workspace holds only what a version pins
	read   *files.Result // of a file
	minds  *minds
}

// SideOf finds what an argument names: ASSISTANT@draft, @live or @N, an assistant
// alone for its draft, or a file that holds one assistant.
func (d *Desk) SideOf(arg string) (Side, error) {
	if IsPath(arg) {
		return d.fileSide(arg)
	}
	id, version, _ := strings.Cut(arg, "@")
	if _, err := d.Assistant(model.AssistantID(id)); err != nil {
		if _, unknown := d.Versions(model.AssistantID(id)); unknown != nil {
			return Side{}, err
		}
	}
	return d.VersionSide(model.AssistantID(id), version)
}

// VersionSide is a version of an assistant: draft (or ""), live or a number.
func (d *Desk) VersionSide(id model.AssistantID, version string) (Side, error) {
	word := strings.TrimPrefix(version, "v")
	if _, err := strconv.Atoi(word); err != nil && version != "" && version != DraftVersion && version != LiveVersion {
		return Side{}, fmt.Errorf("%q is no version of %s: use draft, live or a number; %s", version, id, suggestion(version, []string{DraftVersion, LiveVersion}))
	}
	a, w, err := d.Definition(id, version)
	if err != nil {
		return Side{}, err
	}
	if version == "" {
		version = DraftVersion
	}
	return Side{Name: string(a.ID) + "@" + version, Assistant: a, Workspace: w, closed: version != DraftVersion, minds: d.minds}, nil
}

// versionName names a version as commands take it.
func versionName(id model.AssistantID, n int) string { return string(id) + "@" + strconv.Itoa(n) }

func (d *Desk) fileSide(path string) (Side, error) {
	w, read, err := d.WithFiles(path)
	if err != nil {
		return Side{}, err
	}
	if n := len(read.Workspace.Assistants); n != 1 {
		return Side{}, fmt.Errorf("%s holds %d assistants: name a file with one", path, n)
	}
	a := read.Workspace.Assistants[0]
	return Side{Name: path, Assistant: w.Assistant(a.ID), Workspace: w, read: read, minds: d.minds}, nil
}

// Compare tells how b differs from a: the assistants, then the documents they
// stand on as far as both sides know them.
func Compare(a, b Side) []compare.Difference {
	switch {
	case a.Assistant.ID != b.Assistant.ID:
	case b.read != nil:
		b.Assistant = files.Align(a.Assistant, b.Assistant, b.read.WrittenIDs(b.Assistant.ID))
	case a.read != nil:
		a.Assistant = files.Align(b.Assistant, a.Assistant, a.read.WrittenIDs(a.Assistant.ID))
	}
	out := compare.Options{A: a.Workspace, B: b.Workspace}.Compare(a.Assistant, b.Assistant)
	if a.Workspace == b.Workspace {
		return out
	}
	return append(out, compare.CompareWorkspaces(known(a, b), known(b, a))...)
}

// known are the documents of a side that can be compared with the other: a
// version that lacks one does not need it, which is no difference.
func known(s, other Side) *model.Workspace {
	if !other.closed {
		return s.Workspace
	}
	out := *s.Workspace
	for _, name := range compare.Pinned() {
		k := model.DocumentKindOf(name)
		there := map[string]bool{}
		for _, id := range idsIn(k.In(other.Workspace)) {
			there[id] = true
		}
		list := k.In(s.Workspace)
		kept := reflect.MakeSlice(list.Type(), 0, list.Len())
		for n, id := range idsIn(list) {
			if there[id] {
				kept = reflect.Append(kept, list.Index(n))
			}
		}
		k.In(&out).Set(kept)
	}
	return &out
}

func idsIn(list reflect.Value) []string {
	out := make([]string, list.Len())
	for n := range out {
		out[n] = list.Index(n).Elem().FieldByName("ID").String()
	}
	return out
}
