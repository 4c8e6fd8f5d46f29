// Package kustomer reads and writes the JSON object that moves an assistant
// between Kustomer instances.
//
// What is public of that object is little: an assistant's data is an object, in
// an array when it comes from the API, with start, dialogs and settings; the
// assistant's internal id, which is not its public id, stands in every node of
// the dialogs; a deflection names a knowledge base by its id. This package reads
// it like this:
//
//	{
//	  "id": "internal id", "publicId": "order-help",
//	  "name": …, "description": …, "publicName": …, "type": "lite" | "premium" | "pro",
//	  "channel": "chat", "language": "en",
//	  "start": "id of the dialog it starts at",
//	  "dialogs": [{
//	    "id": …, "name": …, "intent": …,
//	    "nodes": [{"id": …, "assistantId": "internal id", "type": "textQuestion", …}],
//	    "end": {"id": …, "assistantId": …, "type": "redirect", "dialog": …} | null
//	  }],
//	  "settings": {…}
//	}
//
// A node's type and its other fields are those of page 5's table of interactions:
// the same keys as in YAML files, nested steps are nodes again. Only dialogs has
// to be there. It is tolerant: an array may hold several assistants, {"data": …}
// and {"attributes": …} are looked into, dialogs may be an object by id, nodes may
// be called interactions, a dialog without "end" ends with its last node where that is an end,
// a type may be written in any case and with its other names ("Send a message" is
// not one of them), and what a bare object leaves out is filled in: the name from
// the file's, the type and the channel from what the interactions need. Type pro,
// a legacy type, becomes premium, with a warning.
//
// The assistant's own id becomes the public id where that can be one. Dialogs
// get ids that parley can use (the first is "welcome"), and links follow. The
// ids it had, and everything that is not understood (unknown nodes and fields,
// values of another shape), are kept in [model.Origin], each with its place, and
// reported; [Write] puts them back where they were. A part whose place is gone
// since is named by Write: it cannot be put back.
package kustomer

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"parley/engine/model"
	"parley/store/files"
)

// Bases says which knowledge base stands for which: the id it has in what is
// read or written, and the id it gets.
type Bases map[model.KnowledgeBaseID]model.KnowledgeBaseID

// Options say how to read what the object leaves open.
type Options struct {
	Name    string        // where it has none; "": from the file's name
	Channel model.Channel // "" is the object's own, else one that all its interactions fit
	Bases   Bases
}

// Result is what was read.
type Result struct {
	Assistants []*model.Assistant
	Warnings   []files.Finding // what was kept, mended or filled in
	Omitted    int             // how many more there are than are listed
}

// maxWarnings is how many warnings are listed; the rest is counted.
const maxWarnings = 200

// Read reads a file's data. Its error is a [files.RefusedError]: then nothing is taken.
func Read(file string, data []byte, o Options) (*Result, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := &reader{file: file, data: data, o: o, out: &Result{}}
	tree, err := parse(data, func(at int) {
		r.warn(at, "a text holds control characters", "they were taken out")
	})
	if err != nil {
		p, ok := err.(*problem)
		if !ok {
			p = &problem{0, err.Error(), "the JSON of an assistant"}
		}
		return nil, r.refuse(p.offset, p.found, p.right)
	}
	all := roots(tree)
	if len(all) == 0 {
		return nil, r.refuse(tree.offset, "no assistant is in it", "an object with start, dialogs and settings, or an array of them")
	}
	for _, root := range all {
		if d := root.get("dialogs"); d == nil || d.kind == scalar {
			return nil, r.refuse(root.offset, "this is no assistant: it has no dialogs", "an object with start, dialogs and settings")
		} else if n := len(d.items) + len(d.fields); n > maxDialogs {
			return nil, r.refuse(d.offset, fmt.Sprintf("the assistant has %d dialogs", n), fmt.Sprintf("%d at most", maxDialogs))
		}
	}
	public := map[string]bool{string(model.NoAssistant): true}
	for _, root := range all {
		a := r.assistant(root)
		if public[string(a.ID)] {
			free := model.UniqueSlug(a.Name, func(id string) bool { return public[id] })
			r.warn(root.offset, fmt.Sprintf("a second assistant has the id %q", a.ID), "it gets the id "+free)
			a.ID = model.AssistantID(free)
		}
		public[string(a.ID)] = true
		r.out.Assistants = append(r.out.Assistants, a)
	}
	r.out.Warnings = r.located()
	return r.out, nil
}

// roots finds the objects of assistants in an array and in what the API wraps around them.
func roots(v *value) []*value {
	switch {
	case v.kind == list:
		var out []*value
		for _, e := range v.items {
			if e.kind == scalar {
				return nil
			}
			out = append(out, roots(e)...)
		}
		if len(out) > maxAssistants {
			return nil
		}
		return out
	case v.kind != object:
		return nil
	}
	if v.get("dialogs") == nil {
		if data := v.get("data"); data != nil && data.kind != scalar {
			return roots(data)
		}
		if inner := v.get("attributes"); inner != nil && inner.kind == object {
			flat := &value{kind: object, offset: v.offset, fields: slices.Clone(inner.fields)}
			for _, f := range v.fields {
				if f.key != "attributes" && f.key != "type" && flat.get(f.key) == nil {
					flat.set(f.key, f.value)
				}
			}
			return []*value{flat}
		}
	}
	return []*value{v}
}

// reader reads the assistants of a file.
type reader struct {
	file string
	data []byte
	o    Options
	out  *Result
	told []told

	internal string                    // the id that stands in every node
	ours     map[string]model.DialogID // ids of dialogs, from theirs
	taken    map[string]bool           // ids of dialogs, of ours
	ids      map[string]bool           // of interactions, in use
	theirs   map[string]bool           // all ids of the assistant as it came
	next     int
	kept     []model.Kept
}

// told is a finding and where it is, in bytes from the start.
type told struct {
	at int
	files.Finding
}

// located is what there is to tell in the order of the file, each with its line
// and column: the file is gone through once for all of them.
func (r *reader) located() []files.Finding {
	slices.SortStableFunc(r.told, func(a, b told) int { return cmp.Compare(a.at, b.at) })
	var out []files.Finding
	p := files.Position{File: r.file, Line: 1, Column: 1}
	from := 0
	for _, t := range r.told {
		passed := r.data[from:min(t.at, len(r.data))]
		if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
			p.Line += bytes.Count(passed, []byte("\n"))
			p.Column = 1
			passed = passed[last+1:]
		}
		p.Column += utf8.RuneCount(passed)
		from = min(t.at, len(r.data))
		t.Position = p
		out = append(out, t.Finding)
	}
	return out
}

// line makes a message one clean line.
func line(s string) string {
	s, _ = files.Clean(s)
	return strings.Join(strings.Fields(s), " ")
}

func (r *reader) warn(at int, found, right string) {
	if len(r.told) >= maxWarnings {
		r.out.Omitted++
		return
	}
	r.told = append(r.told, told{at, files.Finding{Warning: true, Found: line(found), Right: line(right)}})
}

func (r *reader) refuse(at int, found, right string) error {
	r.told = []told{{at, files.Finding{Found: line(found), Right: line(right)}}}
	return &files.RefusedError{Findings: r.located()}
}

// keep puts a part aside that is not understood, and tells of it.
func (r *reader) keep(at model.Path, key, after string, v *value, found string) {
	r.aside(at, key, after, v)
	r.warn(v.offset, found, "kept as it is: export writes it back")
}

// aside is keep without a word: for ids.
func (r *reader) aside(at model.Path, key, after string, v *value) {
	r.kept = append(r.kept, model.Kept{At: string(at), Key: key, After: after, JSON: v.json()})
}

// assistant reads one assistant.
func (r *reader) assistant(v *value) *model.Assistant {
	r.ours, r.ids, r.theirs, r.kept, r.next, r.internal = map[string]model.DialogID{}, map[string]bool{}, map[string]bool{}, nil, 0, ""
	allIDs(v, r.theirs)
	a := &model.Assistant{}
	origin := &model.Origin{}
	origin.InternalID, _ = v.get("id").text()
	origin.PublicID, _ = v.get("publicId").text()
	r.internal = origin.InternalID
	dialogs := r.dialogList(v)
	r.into(v, a, "", map[string]func(*value) bool{
		"id":       func(v *value) bool { _, ok := v.text(); return ok },
		"publicId": func(v *value) bool { _, ok := v.text(); return ok },
		"start":    func(v *value) bool { _, ok := v.text(); return ok },
		"dialogs":  func(*value) bool { return true },
		"type":     func(v *value) bool { return r.typeOf(a, v) },
		"channel":  func(v *value) bool { return r.channelOf(a, v) },
		"origin":   func(*value) bool { return false },
	})
	for _, d := range dialogs {
		a.Dialogs = append(a.Dialogs, r.dialog(d))
	}
	if origin.InternalID == "" {
		origin.InternalID = r.internal
	}
	r.complete(a, v, origin)
	if origin.Kept = r.kept; origin.InternalID != "" || origin.PublicID != "" || len(origin.Kept) > 0 {
		a.Origin = origin
	}
	return a
}

// allIDs collects every text under a key id.
func allIDs(v *value, into map[string]bool) {
	for _, f := range v.fields {
		if id, ok := f.value.text(); ok && f.key == "id" {
			into[id] = true
		}
		allIDs(f.value, into)
	}
	for _, e := range v.items {
		allIDs(e, into)
	}
}

func (r *reader) typeOf(a *model.Assistant, v *value) bool {
	word, _ := v.text()
	switch strings.ToLower(word) {
	case "lite", "premium":
		a.Type = model.Type(strings.ToLower(word))
	case "pro":
		a.Type = model.Premium
		r.warn(v.offset, "type pro is a legacy type", "it becomes premium")
	default:
		return false
	}
	return true
}

func (r *reader) channelOf(a *model.Assistant, v *value) bool {
	word, _ := v.text()
	for _, c := range model.Channels() {
		if strings.EqualFold(word, string(c)) {
			a.Channel = c
			return true
		}
	}
	return false
}

// complete fills in what the object leaves open.
func (r *reader) complete(a *model.Assistant, v *value, origin *model.Origin) {
	if a.Name == "" {
		if a.Name = r.o.Name; a.Name == "" {
			a.Name = strings.TrimSuffix(filepath.Base(r.file), filepath.Ext(r.file))
			if n, _ := files.Clean(a.Name); n == "" || n == "." || n == "-" {
				a.Name = "Imported assistant"
			}
			r.warn(v.offset, "the assistant has no name", fmt.Sprintf("it is called %s: rename it, or give --name", a.Name))
		}
	}
	a.ID = model.AssistantID(origin.PublicID)
	if !model.ValidID(origin.PublicID) || a.ID == model.NoAssistant {
		a.ID = model.AssistantID(model.UniqueSlug(a.Name, func(id string) bool { return id == string(model.NoAssistant) }))
	}
	if r.o.Channel != "" {
		a.Channel = r.o.Channel
	}
	if a.Type != "" && a.Channel != "" {
		return
	}
	t, c := suits(a)
	if a.Type == "" {
		a.Type = t
		r.warn(v.offset, "the type is not said", "it becomes "+string(t)+", by what its interactions need")
	}
	if a.Channel == "" {
		a.Channel = c
		r.warn(v.offset, "the channel is not said", "it becomes "+string(c)+", by what its interactions need: give --channel for another")
	}
}

// suits finds the first type and channel that most of the interactions fit.
func suits(a *model.Assistant) (model.Type, model.Channel) {
	t, c, least := model.Lite, model.Chat, -1
	for _, channel := range model.Channels() {
		for _, of := range []model.Type{model.Lite, model.Premium} {
			if ok, _ := of.Allows(channel); !ok || a.Type != "" && of != a.Type || a.Channel != "" && channel != a.Channel {
				continue
			}
			wrong := 0
			for _, d := range a.Dialogs {
				d.Steps("", func(_ string, _ model.Path, i *model.Interaction) {
					if ok, _ := i.Kind().Fits(channel, of); !ok {
						wrong++
					}
				})
			}
			if least < 0 || wrong < least {
				t, c, least = of, channel, wrong
			}
		}
	}
	return t, c
}
