package store

import (
	"errors"
	"reflect"
	"slices"
	"strconv"

	"parley/engine/model"
)

// publications reads what is left of the versions. A version is kept whole or
// not at all: it is closed.
func (x *rescue) publications() {
	l := x.st.lists[publicationsKey]
	l.items = slices.DeleteFunc(l.items, func(it *item) bool {
		x.nodes[it.ref.at] = true
		s, err := x.value(it.ref.at)
		if x.bad(err) || !x.publication(it, s) {
			x.lose("Assistant %s: its versions", it.id)
			return true
		}
		return false
	})
}

// publication reads one publication and reports whether that was possible.
func (x *rescue) publication(it *item, s *scanner) bool {
	p := &publication{live: s.int(), latest: s.int(), premium: s.bool(), sealed: s.uint(), records: newRecords()}
	items, gap := x.entries(s, s.count())
	if s.end("a publication") != nil {
		return false
	}
	if gap != nil {
		x.lose("Assistant %s: some of its versions", it.id)
	}
	live := false
	items = slices.DeleteFunc(items, func(v *item) bool {
		n, err := strconv.Atoi(v.id)
		x.nodes[v.ref.at] = true
		if err == nil {
			err = x.version(model.AssistantID(it.id), v.ref.at)
		}
		if err != nil {
			x.lose("Assistant %s: version %s", it.id, v.id)
			return true
		}
		live = live || n == p.live
		return false
	})
	if p.live != 0 && !live {
		x.lose("Assistant %s: that version %d is live", it.id, p.live)
		p.live, p.premium = 0, false
	}
	p.versions = &list{inline: inlineVersions, items: items}
	it.pub = p
	return true
}

// version reads a version, with everything it pins, and notes what it names.
func (x *rescue) version(id model.AssistantID, at uint64) error {
	rec, err := readRecord(x.r, at)
	if x.bad(err) {
		return err
	}
	errs := []error{x.pinned(id, rec.closure.assistant)}
	for _, p := range rec.closure.pins {
		if p.ref.at == 0 {
			continue
		}
		x.kinds[p.ref.at] = p.kind
		of := docType(p.kind)
		if of == nil {
			return damaged("a version pins what is not known")
		}
		errs = append(errs, readDoc(x.r, p.ref, reflect.New(of).Interface()))
	}
	err = errors.Join(errs...)
	x.bad(err)
	return err
}

// pinned reads the assistant of a version and notes whose dialogs it names.
func (x *rescue) pinned(id model.AssistantID, at ref) error {
	x.nodes[at.at] = true
	s, err := x.value(at.at)
	if err != nil {
		return err
	}
	head := s.ref()
	err = readDoc(x.r, head, new(model.Assistant))
	items, gap := x.entries(s, s.count())
	if gap != nil {
		err = errors.Join(err, damaged("a node of its dialogs is missing"))
	}
	for _, it := range items {
		x.owners[it.ref.at] = id
		err = errors.Join(err, readDoc(x.r, it.ref, new(model.Dialog)))
	}
	return errors.Join(err, s.end("an assistant"))
}

// operations reads the operational revisions. Conversations name them by
// number, so a lost one is stood in for by the next.
func (x *rescue) operations() {
	l := x.st.lists[operationsKey]
	var whole *item
	for i := len(l.items) - 1; i >= 0; i-- {
		it := l.items[i]
		x.nodes[it.ref.at] = true
		if x.operation(it.ref) {
			whole = it
			continue
		}
		x.lose("operational revision %s", it.id)
		if whole != nil {
			it.ref = whole.ref
		} else {
			l.items = slices.Delete(l.items, i, i+1)
		}
	}
}

// operation reads an operational revision and notes what it names.
func (x *rescue) operation(at ref) bool {
	_, lists, err := readOperation(x.r, at)
	if x.bad(err) {
		return false
	}
	for key, l := range lists {
		for _, it := range l.items {
			x.kinds[it.ref.at] = key
		}
		for _, level := range l.levels {
			for _, n := range level {
				x.nodes[n.ref.at] = true
			}
		}
	}
	_, err = readOperational(x.r, at)
	return !x.bad(err)
}

// operationalSettings takes of the workspace's settings what the newest
// operational revision knows of them.
func (x *rescue) operationalSettings() {
	items := x.st.lists[operationsKey].items
	if len(items) == 0 {
		return
	}
	if w, err := readOperational(x.r, items[len(items)-1].ref); !x.bad(err) {
		x.st.workspace.Settings = w.Settings
	}
}
