package store

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"

	"parley/engine/model"
	"parley/store/kv"
)

// strays calls do with every value that the draft does not name, the newest
// first.
func (x *rescue) strays(do func(at uint64, data []byte)) {
	var numbers []uint64
	for p, err := range kv.All(x.r, []byte{prefixValue}, []byte{prefixValue + 1}) {
		if x.bad(err) {
			return
		}
		if n, ok := valueNumber(p.Key); ok && len(p.Key) == len(valueKey(0, 0)) && !x.named[n] {
			numbers = append(numbers, n)
		}
	}
	for _, at := range slices.Backward(numbers) {
		if data, err := getValue(x.r, at); !x.bad(err) && !x.named[at] {
			do(at, data)
		}
	}
}

// strayNodes finds assistants, publications and operational revisions to which
// nothing leads any more.
func (x *rescue) strayNodes() {
	assistants, publications, operations := x.gaps[assistantsKey] != nil, x.gaps[publicationsKey] != nil, x.gaps[operationsKey] != nil
	lost := map[string]*partial{} // of which the node is lost
	for _, p := range x.partials {
		if !p.node {
			lost[p.it.id] = p
		}
	}
	if !assistants && !publications && !operations && len(lost) == 0 {
		return
	}
	x.strays(func(at uint64, data []byte) {
		id, found := x.assistantNode(data)
		switch {
		case found:
			x.strayAssistant(ref{at: at}, id, data, lost, assistants)
		case publications && x.strayPublication(at, data):
		case operations && !x.nodes[at]:
			x.strayOperation(at)
		}
	})
	slices.SortFunc(x.st.lists[operationsKey].items, func(a, b *item) int { return cmp.Compare(a.ref.at, b.ref.at) })
	for i, it := range x.st.lists[operationsKey].items {
		it.id = strconv.Itoa(i + 1)
		it.cut = cutOf(it.id)
	}
}

// assistantNode reports whether a value is the node of an assistant, and whose.
func (x *rescue) assistantNode(data []byte) (model.AssistantID, bool) {
	s, err := scan(data)
	if err != nil {
		return "", false
	}
	head, level := s.ref(), s.count()
	for range s.count() {
		if level == 0 {
			s.bytes()
		}
		s.ref()
	}
	a := new(model.Assistant)
	if s.end("") != nil || level > maxLevels || readDoc(x.r, head, a) != nil || a.ID == "" {
		return "", false
	}
	return a.ID, true
}

// strayAssistant takes the node of an assistant that was found.
func (x *rescue) strayAssistant(at ref, id model.AssistantID, data []byte, lost map[string]*partial, open bool) {
	p := lost[string(id)]
	if p == nil {
		if !open || slices.ContainsFunc(x.partials, func(p *partial) bool { return p.it.id == string(id) }) {
			return
		}
		p = &partial{it: &item{id: string(id), cut: cutOf(string(id))}}
		x.adopt(assistantsKey, p.it)
		x.partials = append(x.partials, p)
	}
	s, err := scan(data)
	if x.bad(err) {
		return
	}
	x.readNode(p, s)
	p.changed = true
	if lost[string(id)] == nil {
		p.it.ref = at
	} else {
		x.copied(p, "the list of its dialogs")
		if p.gap == nil {
			p.gap, p.since = &gap{at: len(p.dialogs)}, at.at // what was added later
		}
	}
	delete(lost, string(id))
}

// strayPublication takes the versions of an assistant if the value is that.
func (x *rescue) strayPublication(at uint64, data []byte) bool {
	s, err := scan(data)
	if err != nil || x.nodes[at] {
		return false
	}
	live, latest, premium, _, level := s.int(), s.int(), s.uint(), s.uint(), s.count()
	first := uint64(0)
	for range s.count() {
		if level == 0 {
			s.bytes()
		}
		if r := s.ref(); first == 0 {
			first = r.at
		}
	}
	if s.end("") != nil || first == 0 || live > latest || premium > 1 || level > maxLevels {
		return false
	}
	s, err = scan(data)
	if err != nil {
		return false
	}
	for range 4 {
		s.uint()
	}
	items, _ := x.entries(s, s.count())
	for _, v := range items {
		rec, err := readRecord(x.r, v.ref.at)
		if err != nil {
			continue
		}
		head, _, err := readHead(x.r, rec.closure.assistant)
		a := new(model.Assistant)
		if err != nil || readDoc(x.r, head, a) != nil {
			continue
		}
		return x.takePublication(at, a.ID, data)
	}
	return false
}

func (x *rescue) takePublication(at uint64, id model.AssistantID, data []byte) bool {
	x.nodes[at] = true
	l := x.st.lists[publicationsKey]
	if len((&list{items: l.items}).find(string(id))) > 0 {
		return true // an older one
	}
	s, err := scan(data)
	it := &item{id: string(id), cut: cutOf(string(id)), ref: ref{at: at}}
	if err != nil || !x.publication(it, s) {
		return false
	}
	l.items = append(l.items, it)
	x.out.Found++
	return true
}

func (x *rescue) strayOperation(at uint64) {
	settings, lists, err := readOperation(x.r, ref{at: at})
	if err != nil || !x.operation(ref{at: at}) {
		return
	}
	x.nodes[at] = true
	l := x.st.lists[operationsKey]
	l.items = append(l.items, &item{ref: ref{at: at, hash: operationalHash(settings, lists)}})
}

// strayHeads finds the heads of assistants whose nodes are lost.
func (x *rescue) strayHeads() {
	open := x.gaps[assistantsKey] != nil
	if !open && !slices.ContainsFunc(x.partials, func(p *partial) bool { return p.a == nil }) {
		return
	}
	x.strays(func(at uint64, data []byte) {
		a := new(model.Assistant)
		if x.nodes[at] || decodeDoc(data, a) != nil || a.ID == "" || a.Channel == "" || a.Type == "" {
			return
		}
		x.nodes[at] = true
		known := slices.ContainsFunc(x.partials, func(p *partial) bool { return p.it.id == string(a.ID) })
		if !known && open {
			p := &partial{it: &item{id: string(a.ID), cut: cutOf(string(a.ID)), ref: ref{at: x.st.next}}, gap: &gap{}, changed: true}
			x.partials = append(x.partials, p)
			x.adopt(assistantsKey, p.it)
		}
		x.offerHead(ref{at: at, hash: hashOf(data)}, a)
	})
}

// strayDocuments finds documents and dialogs that are missing.
func (x *rescue) strayDocuments() {
	var open []*missing
	for _, k := range listKinds() {
		if m := x.missing(k); m.some() {
			open = append(open, m)
		}
	}
	parts := slices.ContainsFunc(x.partials, (*partial).wants)
	if len(open) == 0 && !parts && !x.settings {
		return
	}
	// Of two kinds that a value could be, it is the one with fewer fields.
	slices.SortStableFunc(open, func(a, b *missing) int { return a.kind.Type.NumField() - b.kind.Type.NumField() })
	x.strays(func(at uint64, data []byte) {
		if x.nodes[at] || parts && x.strayDialog(at, data) || x.settings && x.straySettings(at, data) {
			return
		}
		for _, m := range open {
			if known, ok := x.kinds[at]; ok && known != m.kind.Key || x.owners[at] != "" {
				continue
			}
			if x.strayDocument(m, at, data) {
				return
			}
		}
	})
}

// missing is what the draft lacks of a kind of document.
type missing struct {
	kind *model.DocumentKind
	lost map[string]*item // without a value
	open bool             // a node is lost: there were others
	have map[string]bool
}

func (m *missing) some() bool { return m.open || len(m.lost) > 0 }

func (x *rescue) missing(k *model.DocumentKind) *missing {
	m := &missing{kind: k, lost: map[string]*item{}, have: map[string]bool{}}
	if k.Key == assistantsKey {
		return m // see strayHeads
	}
	m.open = x.gaps[k.Key] != nil
	for _, it := range x.st.lists[k.Key].items {
		m.have[it.id] = true
		if it.ptr == nil {
			m.lost[it.id] = it
		}
	}
	return m
}

// strayDialog offers a value to the assistants if it is a dialog.
func (x *rescue) strayDialog(at uint64, data []byte) bool {
	d := new(model.Dialog)
	if x.kinds[at] != "" || decodeDoc(data, d) != nil || len(d.Interactions) == 0 && d.End == nil {
		return false
	}
	x.offerDialog(ref{at: at, hash: hashOf(data)}, d, x.owners[at])
	return true
}

// straySettings takes a value as the settings of the workspace if it can be that.
func (x *rescue) straySettings(at uint64, data []byte) bool {
	var found model.WorkspaceSettings
	if decodeDoc(data, &found) != nil || found.TimeZone == "" && len(found.Languages) == 0 {
		return false
	}
	x.st.workspace.Settings, x.st.settings, x.settings = found, ref{at: at, hash: hashOf(data)}, false
	x.out.Copies = append(x.out.Copies, "the settings of the workspace")
	return true
}

// strayDocument takes a value as a document of a kind if that is missing.
func (x *rescue) strayDocument(m *missing, at uint64, data []byte) bool {
	doc := reflect.New(m.kind.Type)
	if decodeDoc(data, doc.Interface()) != nil {
		return false
	}
	there := ref{at: at, hash: hashOf(data)}
	id := doc.Elem().FieldByName("ID").String()
	if it := m.lost[id]; it != nil {
		delete(m.lost, id)
		x.fill(it, there, doc)
		x.out.Copies = append(x.out.Copies, m.kind.Name+" "+id)
		return true
	}
	if !m.open || id == "" || m.have[id] {
		return false
	}
	m.have[id] = true
	it := &item{id: id, cut: cutOf(id)}
	x.fill(it, there, doc)
	x.adopt(m.kind.Key, it)
	return true
}

// adopt keeps a document that was found for the place of the first lost node;
// they come newest first.
func (x *rescue) adopt(key string, it *item) { x.gaps[key].found = append(x.gaps[key].found, it) }
