package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"parley/engine/model"
	"parley/store/bolt"
	"parley/store/kv"
)

// Rescued is what Rescue could not leave as it was.
type Rescued struct {
	Lost   []string // what is gone, a line each
	Copies []string // of what another copy was taken, older or never made true
	Found  int      // documents and dialogs to which nothing led any more, known by what they are
}

// Whole reports whether there was nothing to rescue.
func (r *Rescued) Whole() bool { return len(r.Lost) == 0 && len(r.Copies) == 0 && r.Found == 0 }

// RescueFile is Rescue for the workspace file at path, which is written to.
func RescueFile(ctx context.Context, path string) (*Rescued, error) {
	db, err := bolt.Open(path, bolt.Options{Existing: true, Schema: Schema, Migrations: Migrations()})
	if err != nil {
		return nil, err
	}
	out, err := Rescue(ctx, db)
	return out, errors.Join(err, db.Close())
}

// Rescue mends a workspace some of whose values are missing, as bolt.Salvage
// leaves it: afterwards the root names all that can still be read, and nothing
// else. Documents, dialogs and versions are kept one by one. Where a node of a
// list is missing, the documents it named are known by what they are; where a
// document is missing, another copy of it is taken if a version or an edit has
// left one. A whole workspace is not written to.
// Errors: kv.ErrNewer; those of kv.Store.
func Rescue(ctx context.Context, db kv.Store) (*Rescued, error) {
	r, err := db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	x := &rescue{r: r, st: emptyState(), gaps: map[string]*gap{}, named: map[uint64]bool{},
		nodes: map[uint64]bool{}, kinds: map[uint64]string{}, owners: map[uint64]model.AssistantID{}}
	for _, step := range []func(){x.root, x.documents, x.publications, x.operations, x.strayNodes, x.strayHeads, x.strayDocuments, x.finish} {
		if step(); x.err != nil {
			return nil, x.err
		}
	}
	if x.out.Whole() {
		return &x.out, nil
	}
	r.Close() // a file that has to grow waits for its readers
	return &x.out, x.write(ctx, db)
}

// rescue is one run of Rescue.
type rescue struct {
	r   kv.Reader
	st  *state // what is left; entries without a value have no ptr
	out Rescued
	err error // not damage

	gaps     map[string]*gap // of the lists that have lost nodes
	settings bool            // those of the workspace are lost
	partials []*partial      // assistants

	named  map[uint64]bool              // values of the draft
	nodes  map[uint64]bool              // values that are neither documents nor dialogs
	kinds  map[uint64]string            // of documents that versions or revisions name
	owners map[uint64]model.AssistantID // of dialogs that versions name
}

// bad reports whether something cannot be read, and keeps an error that is not
// about the file's content.
func (x *rescue) bad(err error) bool {
	if err != nil && !errors.Is(err, kv.ErrCorrupt) && x.err == nil {
		x.err = err
	}
	return err != nil
}

func (x *rescue) lose(format string, args ...any) {
	x.out.Lost = append(x.out.Lost, fmt.Sprintf(format, args...))
}

// value begins to read a value.
func (x *rescue) value(at uint64) (*scanner, error) {
	data, err := getValue(x.r, at)
	if err != nil {
		return nil, err
	}
	return scan(data)
}

// root reads the root and what is left of the lists it names.
func (x *rescue) root() {
	root, ok, err := x.r.Get(keyRoot)
	if x.bad(err) {
		return
	}
	if ok {
		x.st.root = root
		ok = x.lists(root)
	}
	x.named[x.st.settings.at] = true
	if x.bad(x.st.skipUnnamed(x.r)) || ok || x.st.next == 1 {
		return
	}
	x.lose("the root of the workspace")
	x.settings = true
	x.st.sealed, x.st.sealedOperational = x.st.next, x.st.next
	for _, key := range listKeys() {
		x.gaps[key] = &gap{}
	}
}

// lists reads the root and reports whether it is whole.
func (x *rescue) lists(root []byte) bool {
	st := x.st
	s, err := scan(root)
	if x.bad(err) {
		return false
	}
	st.next, st.sealed, st.sealedOperational, st.garbage, st.settings = s.uint(), s.uint(), s.uint(), s.uint(), s.ref()
	for range s.count() {
		key := s.string()
		if st.lists[key] == nil {
			break // end tells
		}
		items, gap := x.entries(s, s.count())
		if gap != nil {
			x.gaps[key] = gap
		}
		st.lists[key].items = items
	}
	if x.bad(s.end("the root")) {
		x.st = emptyState()
		x.st.root = root
		return false
	}
	return true
}

// gap is a part of a list to which nothing leads any more.
type gap struct {
	at    int     // place of the first lost node
	node  Hash    // content of the lost node, if it is one alone and had documents
	found []*item // what was found of it, the last first
}

// close puts what was found into its place and reports whether it is all there was.
func (g *gap) close(items []*item) ([]*item, bool) {
	slices.Reverse(g.found)
	l := &list{items: g.found}
	return slices.Insert(items, g.at, g.found...), g.node != Hash{} && l.sum(0, 0, len(g.found)) == g.node
}

// entries reads what is left below one node; the gap is nil if nothing is lost.
func (x *rescue) entries(s *scanner, level int) (items []*item, lost *gap) {
	for n := s.count(); n > 0 && level <= maxLevels; n-- {
		if level == 0 {
			id := s.string()
			items = append(items, &item{id: id, ref: s.ref(), cut: cutOf(id)})
			continue
		}
		node := s.ref()
		x.nodes[node.at] = true
		var inside *gap
		if below, err := x.value(node.at); !x.bad(err) {
			var more []*item
			if more, inside = x.entries(below, level-1); inside != nil {
				inside.at += len(items)
			}
			items = append(items, more...)
		} else if inside = (&gap{at: len(items)}); level == 1 {
			inside.node = node.hash
		}
		switch {
		case lost == nil:
			lost = inside
		case inside != nil:
			lost.node = Hash{}
		}
	}
	return items, lost
}

// documents reads what is left of the draft.
func (x *rescue) documents() {
	for _, k := range listKinds() {
		for _, it := range x.st.lists[k.Key].items {
			x.named[it.ref.at] = true
			if k.Key == assistantsKey {
				x.partials = append(x.partials, x.assistant(it))
				continue
			}
			doc := reflect.New(k.Type)
			if !x.bad(readDoc(x.r, it.ref, doc.Interface())) {
				x.fill(it, it.ref, doc)
			}
		}
	}
	if x.st.settings.at != 0 && x.bad(readDoc(x.r, x.st.settings, &x.st.workspace.Settings)) {
		x.st.settings, x.st.workspace.Settings, x.settings = ref{}, model.WorkspaceSettings{}, true
	}
}

func (x *rescue) fill(it *item, at ref, doc reflect.Value) {
	it.ref, it.ptr, it.reach = at, doc.UnsafePointer(), new(reach)
	x.named[at.at] = true
}

// finish takes out what could not be found and counts it.
func (x *rescue) finish() {
	for _, p := range x.partials {
		x.finishAssistant(p)
	}
	if x.settings {
		x.lose("the settings of the workspace")
		x.operationalSettings()
	}
	for _, k := range listKinds() {
		l := x.st.lists[k.Key]
		if g := x.gaps[k.Key]; g != nil {
			x.out.Found += len(g.found)
			exact := false
			if l.items, exact = g.close(l.items); !exact {
				x.lose("%s: the order of some, and perhaps some of them", k.Name)
			}
		}
		l.items = slices.DeleteFunc(l.items, func(it *item) bool {
			if it.ptr == nil {
				x.lose("%s %s", k.Name, it.id)
			}
			return it.ptr == nil
		})
	}
	slices.Sort(x.out.Lost)
}

// write makes what is left the workspace.
func (x *rescue) write(ctx context.Context, db kv.Store) error {
	old := *x.st
	s := &Store{db: db, options: Options{SweepAfter: -1}}
	s.setState(&old)
	return s.change(ctx, &old, func(c *change) error {
		for _, p := range x.partials {
			if err := p.write(c); err != nil {
				return err
			}
		}
		if c.new.settings.at == 0 {
			var err error
			if c.new.settings, err = c.document(&x.st.workspace.Settings, ref{}, seal{}); err != nil {
				return err
			}
		}
		for _, it := range c.new.lists[publicationsKey].items {
			if err := c.rebuild(it.pub.versions); err != nil {
				return err
			}
			data := it.pub.encode()
			var err error
			if it.ref, err = c.put(data, hashOf(data)); err != nil {
				return err
			}
		}
		for _, key := range listKeys() {
			if err := c.rebuild(c.new.lists[key]); err != nil {
				return err
			}
		}
		c.new.garbage += sweepAfter // what was named before
		return c.operate()
	})
}

// rebuild writes the nodes of a list anew.
func (c *change) rebuild(l *list) error {
	return l.build(&c.batch, &list{inline: l.inline}, func(ref) {})
}
