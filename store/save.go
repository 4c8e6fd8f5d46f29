package store

import (
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
	c := s.begin(ctx, old)
	if err := c.draft(w); err != nil {
		return err
	}
	return c.commit()
}

// change is a change of the file under way: the state it comes from, the state
// it makes, and the values it writes.
type change struct {
	store *Store
	old   *state
	new   *state
	batch
}

func (s *Store) begin(ctx context.Context, old *state) *change {
	next := *old
	next.lists = maps.Clone(old.lists)
	return &change{store: s, old: old, new: &next, batch: batch{ctx: ctx, db: s.db, next: old.next}}
}

// commit makes the change true, unless it changes nothing.
func (c *change) commit() error {
	before, after := *c.old, *c.new
	before.saves, after.saves, before.next, after.next = 0, 0, 0, 0
	if c.old.root != nil && c.next == c.old.next && string(before.encodeRoot()) == string(after.encodeRoot()) {
		c.store.setState(c.new)
		return nil
	}
	c.new.next = c.next
	c.new.saves++
	c.new.root = c.new.encodeRoot()
	if err := c.flush(); err != nil {
		return err
	}
	check := kv.Absent(keyRoot)
	if c.old.root != nil {
		check = kv.Equal(keyRoot, c.old.root)
	}
	ops := append(c.ops, kv.Put(keyRoot, c.new.root))
	if err := c.db.Commit(c.ctx, []kv.Check{check}, ops); err != nil {
		return err
	}
	c.store.setState(c.new)
	return nil
}

// draft writes what w has that the old state has not.
func (c *change) draft(w *model.Workspace) error {
	var err error
	c.new.workspace = w
	if c.new.settings, err = c.document(&w.Settings, c.old.settings); err != nil {
		return err
	}
	operational := c.new.settings != c.old.settings
	for _, k := range listKinds() {
		docs, before := k.In(w), k.In(c.old.workspace)
		if docs.Len() == before.Len() && (docs.Len() == 0 || docs.Pointer() == before.Pointer()) {
			continue // the same slice
		}
		write := c.anyDocument
		switch {
		case k.Key == assistantsKey:
			write = c.assistant
		case reachable(k.Key):
			write = c.reaching
		}
		if c.new.lists[k.Key], err = c.list(docs, c.old.lists[k.Key], write); err != nil {
			return err
		}
		operational = operational || slices.Contains(operationalKeys, k.Key)
	}
	if operational {
		return c.operate()
	}
	return nil
}

// list saves a slice of documents over the list it was before.
func (c *change) list(docs reflect.Value, old *list, write func(v reflect.Value, it *item) error) (*list, error) {
	l := &list{inline: old.inline, items: make([]item, docs.Len())}
	var known map[unsafe.Pointer]int // made when the first entry has moved
	for i := range l.items {
		v := docs.Index(i)
		ptr := v.UnsafePointer()
		if i < len(old.items) && old.items[i].ptr == ptr {
			l.items[i] = old.items[i]
			continue
		}
		if known == nil {
			known = make(map[unsafe.Pointer]int, len(old.items))
			for at := range old.items {
				known[old.items[at].ptr] = at
			}
		}
		if at, ok := known[ptr]; ok {
			l.items[i] = old.items[at]
			continue
		}
		it := item{ptr: ptr, id: v.Elem().FieldByName("ID").String()}
		it.cut = cutOf(it.id)
		if before := old.like(i, it.id); before != nil {
			it.ref, it.sub = before.ref, before.sub
		}
		if err := write(v, &it); err != nil {
			return nil, err
		}
		l.items[i] = it
	}
	return l, l.build(&c.batch, old)
}

// like finds the entry that one at i with the id most probably was.
func (l *list) like(i int, id string) *item {
	if i < len(l.items) && l.items[i].id == id {
		return &l.items[i]
	}
	for at := range l.items {
		if l.items[at].id == id {
			return &l.items[at]
		}
	}
	return nil
}

// document writes v unless its content is that of before.
func (c *change) document(v any, before ref) (ref, error) {
	data, err := encodeDoc(v)
	if err != nil {
		return ref{}, err
	}
	hash := hashOf(data)
	if hash == before.hash && before.at != 0 {
		return before, nil
	}
	return c.put(data, hash)
}

func (c *change) anyDocument(v reflect.Value, it *item) (err error) {
	it.ref, err = c.document(v.Interface(), it.ref)
	return err
}

// reaching writes a dialog or document that can reach documents.
func (c *change) reaching(v reflect.Value, it *item) error {
	it.reach = new(reach)
	return c.anyDocument(v, it)
}

// assistant writes what an assistant has that it.sub, if any, has not.
func (c *change) assistant(v reflect.Value, it *item) (err error) {
	a := (*model.Assistant)(v.UnsafePointer())
	before := it.sub
	if before == nil {
		before = &assistant{dialogs: &list{inline: inlineDialogs}}
	}
	sub := &assistant{reach: new(reach)}
	if sub.head, err = c.document(headOf(a), before.head); err != nil {
		return err
	}
	if sub.dialogs, err = c.list(reflect.ValueOf(a.Dialogs), before.dialogs, c.reaching); err != nil {
		return err
	}
	it.sub = sub
	data := appendRef([]byte{revision}, sub.head)
	data = sub.dialogs.appendTop(data)
	dialogs := sub.dialogs.hash()
	hash := Hash(sha256.Sum256(append(sub.head.hash[:], dialogs[:]...)))
	if hash == it.ref.hash && it.ref.at != 0 {
		// Equal content: keep naming the values that are already named.
		for i := range sub.dialogs.items {
			sub.dialogs.items[i].ref = before.dialogs.items[i].ref
		}
		sub.dialogs.levels = before.dialogs.levels
		return nil
	}
	it.ref, err = c.put(data, hash)
	return err
}
