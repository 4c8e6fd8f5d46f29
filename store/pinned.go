package store

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"strconv"

	"parley/engine/model"
	"parley/store/kv"
)

// unknown is the error for an assistant that was never published.
func (st *state) unknown(id model.AssistantID) error {
	if len(st.lists[assistantsKey].find(string(id))) > 0 {
		return fmt.Errorf("versions of %s: %w: it was never published: publish it first", id, ErrNoVersion)
	}
	return fmt.Errorf("versions of %s: %w: parley assistants lists them", id, ErrNoAssistant)
}

// versionAt finds version n, or the live one for 0: its place among the versions.
func (st *state) versionAt(id model.AssistantID, n int) (*publication, int, error) {
	p := st.publication(id)
	if p == nil {
		return nil, 0, st.unknown(id)
	}
	if n == 0 {
		if n = p.live; n == 0 {
			return nil, 0, fmt.Errorf("live version of %s: %w: none is live: publish it, or name a version", id, ErrNoVersion)
		}
	}
	found := p.versions.find(strconv.Itoa(n))
	if len(found) == 0 {
		return nil, 0, fmt.Errorf("version %d of %s: %w: parley versions %s lists them", n, id, ErrNoVersion, id)
	}
	return p, found[0], nil
}

// version reads the version at a place.
func (st *state) version(r kv.Reader, p *publication, at int) (Version, *record, error) {
	it := p.versions.items[at]
	n, err := strconv.Atoi(it.id)
	if err != nil {
		return Version{}, nil, damaged("a version has no number")
	}
	rec, err := p.record(r, n)
	if err != nil {
		return Version{}, nil, err
	}
	return Version{Number: n, At: rec.at, Author: rec.author, Note: rec.note, Live: n == p.live,
		Hash: hex.EncodeToString(it.ref.hash[:]), Older: st.older(&rec.closure)}, rec, nil
}

// older lists the pinned documents that are no more what the draft has.
func (st *state) older(c *closure) []Reference {
	var out []Reference
	for i := 0; i < len(c.pins); {
		t, n := c.pins[i].target, 1
		for i+n < len(c.pins) && c.pins[i+n].target == t {
			n++
		}
		if ref, differs := st.differs(c.pins[i : i+n]); differs {
			out = append(out, ref)
		}
		i += n
	}
	return out
}

// differs compares the pinned documents of one target with the draft's.
func (st *state) differs(pins []pin) (Reference, bool) {
	t := pins[0].target
	l := st.lists[t.kind]
	if l == nil {
		return Reference{}, false
	}
	out := Reference{Kind: docType(t.kind).Name(), ID: t.id}
	found := l.find(t.id)
	if len(found) == 0 {
		out.Gone = pins[0].ref.at != 0
		return out, out.Gone
	}
	if len(found) != len(pins) {
		return out, true
	}
	for i, at := range found {
		if l.items[at].ref.hash != pins[i].ref.hash {
			return out, true
		}
	}
	return out, false
}

// status tells how an assistant stands.
func (st *state) status(r kv.Reader, id model.AssistantID) (Status, error) {
	out := Status{Assistant: id, State: DraftOnly}
	drafts := st.lists[assistantsKey]
	found := drafts.find(string(id))
	p := st.publication(id)
	if p == nil {
		if len(found) == 0 {
			return out, st.unknown(id)
		}
		return out, nil
	}
	out.Latest, out.Live = p.latest, p.live
	if len(found) == 0 {
		out.State = DraftGone
	}
	if p.live == 0 {
		return out, nil
	}
	rec, err := p.record(r, p.live)
	if err != nil {
		return out, err
	}
	if rec == nil {
		return out, damaged("the live version is missing")
	}
	out.Older = st.older(&rec.closure)
	if len(found) == 0 {
		return out, nil
	}
	err = st.compare(r, &out, found[0], rec)
	return out, err
}

// compare sets how the draft at a place differs from the live version.
func (st *state) compare(r kv.Reader, out *Status, place int, rec *record) error {
	draft := st.lists[assistantsKey].items[place]
	out.State = DraftChanged
	if draft.ref.hash == rec.closure.assistant.hash {
		now := st.closureOf(place)
		if now.hash() == rec.closure.hash() {
			out.State = DraftSame
		}
		return nil
	}
	_, live, err := readHead(r, rec.closure.assistant)
	if err != nil {
		return err
	}
	was := make(map[string]Hash, len(live.items))
	for _, it := range live.items {
		was[it.id] = it.ref.hash
	}
	for _, it := range draft.sub.dialogs.items {
		if hash, ok := was[it.id]; !ok || hash != it.ref.hash {
			out.Dialogs++
		}
		delete(was, it.id)
	}
	out.Dialogs += len(was)
	return nil
}

// pinnedAssistant reads an assistant of a version, sharing with the draft what
// is equal.
func (st *state) pinnedAssistant(r kv.Reader, id model.AssistantID, at ref) (*model.Assistant, error) {
	drafts := st.lists[assistantsKey]
	shared := map[Hash]*model.Dialog{}
	if found := drafts.find(string(id)); len(found) > 0 {
		it := drafts.items[found[0]]
		if it.ref.hash == at.hash {
			return (*model.Assistant)(it.ptr), nil
		}
		for i := range it.sub.dialogs.items {
			d := it.sub.dialogs.items[i]
			shared[d.ref.hash] = (*model.Dialog)(d.ptr)
		}
	}
	head, dialogs, err := readHead(r, at)
	if err != nil {
		return nil, err
	}
	a := new(model.Assistant)
	if err := readDoc(r, head, a); err != nil {
		return nil, err
	}
	for _, it := range dialogs.items {
		d := shared[it.ref.hash]
		if d == nil {
			d = new(model.Dialog)
			if err := readDoc(r, it.ref, d); err != nil {
				return nil, err
			}
		}
		a.Dialogs = append(a.Dialogs, d)
	}
	return a, nil
}

// pinnedWorkspace is today's workspace with the pinned documents in the place
// of those of their kinds, and with the assistant alone.
func (st *state) pinnedWorkspace(r kv.Reader, a *model.Assistant, pins []pin) (*model.Workspace, error) {
	w := *st.workspace
	w.Assistants = []*model.Assistant{a}
	for _, k := range listKinds() {
		if !reachable(k.Key) {
			continue
		}
		docs := reflect.Zero(k.In(&w).Type())
		for _, p := range pins {
			if p.kind != k.Key || p.ref.at == 0 {
				continue
			}
			doc, err := st.pinnedDocument(r, k, p)
			if err != nil {
				return nil, err
			}
			docs = reflect.Append(docs, doc)
		}
		k.In(&w).Set(docs)
	}
	return &w, nil
}

func (st *state) pinnedDocument(r kv.Reader, k *model.DocumentKind, p pin) (reflect.Value, error) {
	l := st.lists[p.kind]
	for _, at := range l.find(p.id) {
		if l.items[at].ref.hash == p.ref.hash {
			return reflect.NewAt(k.Type, l.items[at].ptr), nil
		}
	}
	doc := reflect.New(k.Type)
	return doc, readDoc(r, p.ref, doc.Interface())
}
