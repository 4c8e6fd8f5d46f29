package store

import (
	"crypto/sha256"
	"encoding/binary"
	"reflect"
	"slices"
	"strings"
	"sync"

	"parley/engine/model"
)

// target is a document that something reaches: the kind's key and the id.
type target struct{ kind, id string }

// pinnedKeys are the kinds of document that a version pins, by the name
// references have. Schedules, brands and teams are operational: they change
// for live versions at once.
var pinnedKeys = map[string]string{
	"Klass": "klasses", "Intent": "intents", "Workflow": "workflows", "Snippet": "snippets", "Profile": "profiles",
}

const (
	klassesKey   = "klasses"
	intentsKey   = "intents"
	workflowsKey = "workflows"
	snippetsKey  = "snippets"
)

// reach is what one dialog or document reaches by itself, found when it is
// first asked for. Saves hand it on with the entry it belongs to.
type reach struct {
	once    sync.Once
	targets []target
}

// of returns what v, a pointer to a struct of the definition, reaches.
func (r *reach) of(v any) []target {
	r.once.Do(func() { r.targets = reached(v) })
	return r.targets
}

// reached walks v by its descriptors: references, attribute paths, and the
// paths of dynamic text wherever a text may stand.
func reached(v any) []target {
	var found targets
	model.Visit(v, "", func(p model.Place) bool {
		if p.Field == nil {
			return true
		}
		switch p.Field.Role {
		case model.RoleReference:
			if kind, ok := pinnedKeys[p.Field.Refers]; ok {
				found.add(kind, p.Text())
			}
		case model.RoleAttribute:
			found.path(p.Text())
		case model.RoleValue:
			found.value(p.Value.Interface())
		default:
			found.text(p.Text())
		}
		return true
	})
	return found.list
}

// unionBlock is how many dialogs share one union of what they reach.
const unionBlock = 64

// unions remembers what the dialogs of an assistant reach together, block by
// block: publishing an edit looks at what was edited, not at 2,000 dialogs.
type unions struct {
	mu     sync.Mutex
	items  []*item // the dialogs the blocks are of
	blocks [][]target
}

// of calls meet with what the dialogs reach, in order, most repetitions left out.
func (u *unions) of(items []*item, meet func([]target)) {
	u.mu.Lock()
	defer u.mu.Unlock()
	blocks := make([][]target, 0, len(items)/unionBlock+1)
	for first := 0; first < len(items); first += unionBlock {
		block := items[first:min(first+unionBlock, len(items))]
		old := u.items[min(first, len(u.items)):min(first+unionBlock, len(u.items))]
		if slices.Equal(block, old) {
			blocks = append(blocks, u.blocks[first/unionBlock])
		} else {
			blocks = append(blocks, unionOf(block))
		}
		meet(blocks[len(blocks)-1])
	}
	u.items, u.blocks = items, blocks
}

func unionOf(dialogs []*item) []target {
	var all targets
	for _, it := range dialogs {
		for _, t := range it.reach.of((*model.Dialog)(it.ptr)) {
			all.add(t.kind, t.id)
		}
	}
	return all.list
}

// targets is a set that keeps the order of finding.
type targets struct {
	list []target
}

func (t *targets) add(kind, id string) {
	if id != "" && !slices.Contains(t.list, target{kind, id}) {
		t.list = append(t.list, target{kind, id})
	}
}

// path adds what an attribute path names: customer.name a Klass,
// workflow.returns.status a workflow, snippet.greeting a snippet.
func (t *targets) path(path string) {
	first, rest, _ := strings.Cut(strings.TrimSpace(path), ".")
	second, _, _ := strings.Cut(rest, ".")
	switch first {
	case "workflow":
		t.add(workflowsKey, second)
	case "snippet":
		t.add(snippetsKey, second)
	default:
		t.add(klassesKey, first)
	}
}

// text adds what the {{paths}} of a text name. It takes more for a path than
// the engine does: pinning what is never read does no harm.
func (t *targets) text(s string) {
	for {
		_, rest, ok := strings.Cut(s, "{{")
		if !ok {
			return
		}
		end := strings.IndexAny(rest, "|}")
		if end < 0 {
			end = len(rest)
		}
		t.path(rest[:end])
		s = rest[end:]
	}
}

func (t *targets) value(v any) {
	switch v := v.(type) {
	case model.Value:
		for _, s := range v.List() {
			t.text(s)
		}
	case model.Change:
		t.value(v.Value)
	}
}

// pin is a document of a version; one without a ref did not exist.
type pin struct {
	target
	ref ref
}

// closure is a closed definition: an assistant and every document it reaches.
type closure struct {
	assistant ref
	pins      []pin // by kind, then id; documents of one id in the workspace's order
}

// closureOf closes the i-th assistant of a state's draft.
func (st *state) closureOf(i int) closure {
	it := st.lists[assistantsKey].items[i]
	a := (*model.Assistant)(it.ptr)
	seen := map[target]bool{}
	var queue []target
	meet := func(all []target) {
		for _, t := range all {
			if !seen[t] {
				seen[t] = true
				queue = append(queue, t)
			}
		}
	}
	meet(it.sub.reach.of(headOf(a)))
	it.sub.unions.of(it.sub.dialogs.items, meet)
	if slices.ContainsFunc(queue, func(t target) bool { return t.kind == intentsKey }) {
		meet(st.intents())
	}
	c := closure{assistant: it.ref}
	for n := 0; n < len(queue); n++ {
		c.pins = st.pin(c.pins, queue[n], meet)
	}
	slices.SortStableFunc(c.pins, func(a, b pin) int {
		if order := strings.Compare(a.kind, b.kind); order != 0 {
			return order
		}
		return strings.Compare(a.id, b.id)
	})
	return c
}

// intents are all there are. What starts a dialog on one of them reaches the
// others too: a sentence that they explain better is not taken for it.
func (st *state) intents() []target {
	items := st.lists[intentsKey].items
	all := make([]target, len(items))
	for i, it := range items {
		all[i] = target{intentsKey, it.id}
	}
	return all
}

// pin appends the documents that t names, and meets what they reach.
func (st *state) pin(pins []pin, t target, meet func([]target)) []pin {
	l := st.lists[t.kind]
	found := l.find(t.id)
	for _, at := range found {
		it := l.items[at]
		pins = append(pins, pin{t, it.ref})
		meet(it.reach.of(reflect.NewAt(docType(t.kind), it.ptr).Interface()))
	}
	if len(found) == 0 {
		pins = append(pins, pin{target: t})
	}
	return pins
}

// hash is the content hash of a closure: equal closures play equally.
func (c *closure) hash() (sum Hash) {
	h := sha256.New()
	var buf []byte
	_, _ = h.Write(c.assistant.hash[:])
	for _, p := range c.pins {
		buf = appendBytes(appendBytes(buf[:0], p.kind), p.id)
		_, _ = h.Write(append(buf, p.ref.hash[:]...))
	}
	h.Sum(sum[:0])
	return sum
}

func (c *closure) append(data []byte) []byte {
	data = appendRef(data, c.assistant)
	data = binary.AppendUvarint(data, uint64(len(c.pins)))
	for _, p := range c.pins {
		data = appendRef(appendBytes(appendBytes(data, p.kind), p.id), p.ref)
	}
	return data
}

func (c *closure) read(s *scanner) {
	c.assistant = s.ref()
	for range s.count() {
		c.pins = append(c.pins, pin{target{s.string(), s.string()}, s.ref()})
	}
}

// docType is the struct of the documents under a key.
func docType(key string) reflect.Type {
	for _, k := range listKinds() {
		if k.Key == key {
			return k.Type
		}
	}
	return nil
}

// reachable reports whether versions pin the documents under a key.
func reachable(key string) bool {
	for _, k := range pinnedKeys {
		if k == key {
			return true
		}
	}
	return false
}
