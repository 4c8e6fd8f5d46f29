package store

import (
	"crypto/sha256"
	"reflect"
	"slices"
	"unsafe"

	"parley/engine/model"
)

// partial is an assistant of the draft of which something may be missing.
type partial struct {
	it      *item
	a       *model.Assistant // its head; nil: lost
	head    ref
	dialogs []*item // without ptr: lost
	node    bool    // it was found: the dialogs were read from it
	gap     *gap    // there were dialogs that nothing names any more,
	since   uint64  // with numbers above this one
	changed bool
}

// assistant reads what is left of an assistant of the draft.
func (x *rescue) assistant(it *item) *partial {
	p := &partial{it: it}
	x.nodes[it.ref.at] = true
	s, err := x.value(it.ref.at)
	if x.bad(err) {
		p.gap, p.changed = &gap{}, true
		return p
	}
	x.readNode(p, s)
	return p
}

// readNode reads the node of an assistant.
func (x *rescue) readNode(p *partial, s *scanner) {
	p.node, p.head = true, s.ref()
	p.dialogs, p.gap = x.entries(s, s.count())
	x.named[p.head.at] = true
	a := new(model.Assistant)
	if !x.bad(readDoc(x.r, p.head, a)) {
		p.a = a
	}
	p.changed = p.gap != nil || p.a == nil
	for _, d := range p.dialogs {
		x.named[d.ref.at] = true
		doc := reflect.ValueOf(new(model.Dialog))
		if x.bad(readDoc(x.r, d.ref, doc.Interface())) {
			p.changed = true
			continue
		}
		x.fill(d, d.ref, doc)
	}
}

// wants reports whether the assistant misses something.
func (p *partial) wants() bool {
	return p.gap != nil || p.a == nil || slices.ContainsFunc(p.dialogs, func(d *item) bool { return d.ptr == nil })
}

// offerHead takes a head that was found, the newest being offered first.
func (x *rescue) offerHead(at ref, a *model.Assistant) {
	for _, p := range x.partials {
		if p.a == nil && p.it.id == string(a.ID) {
			p.a, p.head = a, at
			x.copied(p, "its name and settings")
		}
	}
}

// offerDialog takes a dialog that was found, the newest being offered first.
// owner is the assistant whose versions have it, "" if none has.
func (x *rescue) offerDialog(at ref, d *model.Dialog, owner model.AssistantID) {
	var home *partial
	for _, p := range x.partials {
		if !p.wants() || p.has(d.ID) || owner != "" && p.it.id != string(owner) {
			continue
		}
		if i := p.dialog(d.ID); i >= 0 {
			if was := p.dialogs[i]; was.ptr == nil || p.since > 0 && was.ref.at <= p.since && at.at > p.since {
				x.fill(p.dialogs[i], at, reflect.ValueOf(d))
				x.copied(p, "the dialog "+string(d.ID))
				return
			}
			continue
		}
		if p.gap != nil && at.at > p.since && at.at < p.it.ref.at && (home == nil || p.nearer(home, at.at)) {
			home = p
		}
	}
	if home == nil {
		return
	}
	it := &item{id: string(d.ID), cut: cutOf(string(d.ID))}
	x.fill(it, at, reflect.ValueOf(d))
	home.gap.found = append(home.gap.found, it)
	x.out.Found++
}

// nearer reports whether a dialog that was found is rather p's than q's: a new
// assistant is written in one go, its head, its dialogs, its node.
func (p *partial) nearer(q *partial, dialog uint64) bool {
	after, other := p.a != nil && p.head.at < dialog, q.a != nil && q.head.at < dialog
	if after && other {
		return p.head.at > q.head.at
	}
	return after || !other && p.it.ref.at < q.it.ref.at
}

func (x *rescue) copied(p *partial, what string) {
	x.out.Copies = append(x.out.Copies, "Assistant "+p.it.id+": "+what)
}

// has reports whether a dialog was found for a gap.
func (p *partial) has(id model.DialogID) bool {
	return p.gap != nil && slices.ContainsFunc(p.gap.found, func(d *item) bool { return d.id == string(id) })
}

func (p *partial) dialog(id model.DialogID) int {
	return slices.IndexFunc(p.dialogs, func(d *item) bool { return d.id == string(id) })
}

// finishAssistant makes an assistant of what was found.
func (x *rescue) finishAssistant(p *partial) {
	exact := true
	if p.gap != nil {
		p.dialogs, exact = p.gap.close(p.dialogs)
	}
	p.dialogs = slices.DeleteFunc(p.dialogs, func(d *item) bool {
		if d.ptr == nil {
			x.lose("Assistant %s: the dialog %s", p.it.id, d.id)
		}
		return d.ptr == nil
	})
	if p.a == nil && len(p.dialogs) == 0 {
		return // finish counts it
	}
	if !exact {
		x.lose("Assistant %s: the order of its dialogs, and perhaps some of them", p.it.id)
		slices.SortStableFunc(p.dialogs, func(a, b *item) int { return orderOf(a) - orderOf(b) })
	}
	if p.a == nil {
		x.lose("Assistant %s: its name, type, channel and settings", p.it.id)
		p.a = &model.Assistant{ID: model.AssistantID(p.it.id), Name: p.it.id, Type: model.Premium, Channel: model.Chat}
		p.head = ref{}
	}
	p.it.ptr, p.it.reach = unsafe.Pointer(p.a), new(reach)
	p.it.sub = &assistant{head: p.head, reach: new(reach), unions: new(unions), dialogs: &list{inline: inlineDialogs, items: p.dialogs}}
}

// orderOf puts Welcome first and Complete Assistant last.
func orderOf(d *item) int {
	switch model.DialogID(d.id) {
	case model.WelcomeID:
		return 0
	case model.CompleteID:
		return 2
	}
	return 1
}

// write writes the node of an assistant that is not as it was.
func (p *partial) write(c *change) error {
	sub := p.it.sub
	if !p.changed || sub == nil {
		return nil
	}
	var err error
	if sub.head.at == 0 {
		if sub.head, err = c.document(headOf(p.a), ref{}, seal{}); err != nil {
			return err
		}
	}
	if err := c.rebuild(sub.dialogs); err != nil {
		return err
	}
	dialogs := sub.dialogs.hash()
	p.it.ref, err = c.put(sub.encode(), Hash(sha256.Sum256(append(sub.head.hash[:], dialogs[:]...))))
	return err
}
