package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"maps"
	"reflect"
	"slices"
	"unsafe"

	"parley/engine/model"
	"parley/store/kv"
)

// save makes w the draft; the caller holds s.writing.
func (s *Store) save(ctx context.Context, w *model.Workspace) error {
	old, err := s.current()
	if err != nil {
		return err
	}
	if w == old.workspace {
		return nil
	}
	if err := s.change(ctx, old, func(c *change) error { return c.draft(w) }); err != nil {
		return err
	}
	s.auto.forgive()
	return nil
}

// change is a change of the file under way: the state it comes from, the state
// it makes, and the values it writes.
type change struct {
	store *Store
	old   *state
	new   *state
	batch

	scratch []byte // for encoding
}

// change makes a change of the state old that do prepares; the caller holds
// s.writing. After an error the file is as it was, but for values that nothing
// names; their numbers are not given again.
func (s *Store) change(ctx context.Context, old *state, do func(*change) error) error {
	next := *old
	next.lists = maps.Clone(old.lists)
	c := &change{store: s, old: old, new: &next, scratch: make([]byte, 0, 4<<10),
		batch: batch{ctx: ctx, db: s.db, next: old.next, ops: make([]kv.Op, 0, 16)}}
	err := do(c)
	if err == nil {
		err = c.commit()
	}
	if err != nil && c.bulk != nil {
		_ = c.flush() // wait for what is on its way
		same := *old
		same.garbage += c.next - same.next
		same.next = c.next
		s.setState(&same)
	}
	return err
}

// commit makes the change true, unless it changes nothing.
func (c *change) commit() error {
	c.new.next = c.next
	if c.next == c.old.next && c.old.root != nil && bytes.Equal(c.new.encodeRoot(), c.old.root) {
		c.store.setState(c.new)
		return nil
	}
	check := kv.Absent(keyRoot)
	if c.old.root != nil {
		check = kv.Equal(keyRoot, c.old.root)
	}
	c.new.garbage += uint64(c.left())
	c.new.root = c.new.encodeRoot()
	if err := c.flush(); err != nil {
		return err
	}
	if err := c.db.Commit(c.ctx, []kv.Check{check}, c.last(c.new.root)); err != nil {
		return err
	}
	c.store.setState(c.new)
	c.store.sweepSoon(c.new)
	return nil
}

// draft writes what w has that the old state has not.
func (c *change) draft(w *model.Workspace) error {
	var err error
	c.new.workspace = w
	if c.new.settings, err = c.document(&w.Settings, c.old.settings, seal{}); err != nil {
		return err
	}
	operational := c.new.settings != c.old.settings
	for _, k := range listKinds() {
		docs, before := pointers(k.In(w)), pointers(k.In(c.old.workspace))
		if len(docs) == len(before) && unsafe.SliceData(docs) == unsafe.SliceData(before) {
			continue // the same slice
		}
		write := c.anyDocument
		if k.Key == assistantsKey {
			write = c.assistant
		}
		if c.new.lists[k.Key], err = c.list(k, docs, c.old.lists[k.Key], write); err != nil {
			return err
		}
		operational = operational || slices.Contains(operationalKeys, k.Key)
	}
	if operational {
		return c.operate()
	}
	return nil
}

// pointers is a slice of pointers to documents, whatever their type.
func pointers(slice reflect.Value) []unsafe.Pointer {
	return unsafe.Slice((*unsafe.Pointer)(slice.UnsafePointer()), slice.Len())
}

// list saves a slice of the workspace over the list it was before.
func (c *change) list(k *model.DocumentKind, docs []unsafe.Pointer, old *list, write func(any, *item, seal) error) (*list, error) {
	sealOf := func(id string) seal { return c.seal(k.Key, id) }
	return c.documents(k.Type, docs, old, sealOf, write)
}

// documents saves a slice of documents of a type over the list it was before.
// sealOf tells what of an entry is pinned.
func (c *change) documents(of reflect.Type, docs []unsafe.Pointer, old *list, sealOf func(id string) seal, write func(any, *item, seal) error) (*list, error) {
	l := &list{inline: old.inline, items: make([]*item, len(docs))}
	m := newMatcher(old, docs)
	id, _ := of.FieldByName("ID") // every document has one, of a string type
	for i, ptr := range docs {
		if at := m.same(i, ptr); at >= 0 {
			l.items[i] = old.items[at]
			continue
		}
		it := &item{ptr: ptr, id: *(*string)(unsafe.Add(ptr, id.Offset))}
		it.cut = cutOf(it.id)
		if at := m.like(i, it.id); at >= 0 {
			it.ref, it.sub = old.items[at].ref, old.items[at].sub
		}
		if err := write(reflect.NewAt(of, ptr).Interface(), it, sealOf(it.id)); err != nil {
			return nil, err
		}
		l.items[i] = it
	}
	for at, used := range m.used {
		if !used {
			c.forget(old.items[at], sealOf(old.items[at].id))
		}
	}
	nodes := sealOf("") // of the list's nodes
	return l, l.build(&c.batch, old, func(r ref) { c.dropUnsealed(r, nodes) })
}

// forget drops what an entry that is gone named.
func (c *change) forget(it *item, pinned seal) {
	c.dropUnsealed(it.ref, pinned)
	if it.sub == nil {
		return
	}
	c.dropUnsealed(it.sub.head, pinned)
	for i := range it.sub.dialogs.items {
		c.dropUnsealed(it.sub.dialogs.items[i].ref, pinned)
	}
	for _, level := range it.sub.dialogs.levels {
		for i := range level {
			c.dropUnsealed(level[i].ref, pinned)
		}
	}
}

// seal tells which values of the draft a version or an operational revision
// names too: those with numbers below it.
type seal struct {
	below uint64
	some  bool // only some of them: the sweep has to see
}

// seal returns that of the documents under a key with an id.
func (c *change) seal(key, id string) seal {
	switch {
	case key == assistantsKey:
		if p := c.old.publication(model.AssistantID(id)); p != nil {
			return seal{below: p.sealed}
		}
	case reachable(key):
		return seal{below: c.old.sealed, some: true}
	case slices.Contains(operationalKeys, key):
		return seal{below: c.old.sealedOperational}
	}
	return seal{}
}

// dropUnsealed drops a value that the draft named and nothing else does.
func (c *change) dropUnsealed(r ref, pinned seal) {
	switch {
	case r.at >= pinned.below:
		c.drop(r)
	case pinned.some:
		c.new.garbage++
	}
}

// document writes v unless its content is that of before.
func (c *change) document(v any, before ref, pinned seal) (ref, error) {
	c.scratch = appendDoc(c.scratch[:0], v)
	hash := hashOf(c.scratch)
	if hash == before.hash && before.at != 0 {
		return before, nil
	}
	c.dropUnsealed(before, pinned)
	return c.put(bytes.Clone(c.scratch), hash)
}

// anyDocument writes a dialog or a document that is no assistant.
func (c *change) anyDocument(doc any, it *item, pinned seal) (err error) {
	it.reach = new(reach)
	it.ref, err = c.document(doc, it.ref, pinned)
	return err
}

// assistant writes what an assistant has that it.sub, if any, has not.
func (c *change) assistant(doc any, it *item, pinned seal) (err error) {
	a := doc.(*model.Assistant)
	before := it.sub
	if before == nil {
		before = &assistant{unions: new(unions), dialogs: &list{inline: inlineDialogs}}
	}
	sub := &assistant{reach: new(reach), unions: before.unions}
	if sub.head, err = c.document(headOf(a), before.head, pinned); err != nil {
		return err
	}
	sealOf := func(string) seal { return pinned }
	sub.dialogs, err = c.documents(reflect.TypeFor[model.Dialog](), pointers(reflect.ValueOf(a.Dialogs)), before.dialogs, sealOf, c.anyDocument)
	if err != nil {
		return err
	}
	it.sub = sub
	data := sub.encode()
	if it.ref.at != 0 && bytes.Equal(data, before.encode()) {
		return nil
	}
	dialogs := sub.dialogs.hash()
	hash := Hash(sha256.Sum256(append(sub.head.hash[:], dialogs[:]...)))
	c.dropUnsealed(it.ref, pinned)
	it.ref, err = c.put(data, hash)
	return err
}
