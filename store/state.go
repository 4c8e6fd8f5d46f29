package store

import (
	"encoding/binary"
	"errors"
	"reflect"
	"runtime"
	"sync"
	"unsafe"

	"parley/engine/model"
	"parley/store/kv"
)

// The most entries of a list's top: those of the lists an autosave goes
// through stand in what names them while they are few, which saves a node.
const (
	inlineDocuments  = 1
	inlineAssistants = 12
	inlineDialogs    = 24
)

// state is what the file holds: the root, and in memory what it names. A state
// is never changed; each change of the file makes the next one.
type state struct {
	root      []byte // as stored; nil: there is none yet
	next      uint64 // number of the next value
	garbage   uint64 // values known to be unneeded, for the sweep
	workspace *model.Workspace

	// Below these numbers, versions may name Klasses, intents and so on of the
	// draft too, and operational revisions do name schedules, brands and teams.
	// Of assistants, see publication.
	sealed, sealedOperational uint64

	settings ref // the document of the workspace's own settings
	lists    map[string]*list
}

// assistant is a saved assistant: its head and its dialogs.
type assistant struct {
	head    ref
	reach   *reach // of the head
	unions  *unions
	dialogs *list
}

// listKinds are the kinds of document that are lists.
func listKinds() []*model.DocumentKind { return model.DocumentKinds()[1:] }

// listKeys are the keys of all lists of a state, in the order of the root.
func listKeys() []string {
	kinds := listKinds()
	keys := make([]string, len(kinds), len(kinds)+2)
	for i, k := range kinds {
		keys[i] = k.Key
	}
	return append(keys, publicationsKey, operationsKey)
}

const assistantsKey = "assistants"

func inlineOf(key string) int {
	if key == assistantsKey || key == publicationsKey {
		return inlineAssistants
	}
	return inlineDocuments
}

// encode writes the node of an assistant.
func (a *assistant) encode() []byte {
	data := make([]byte, 0, 2<<10)
	return a.dialogs.appendTop(appendRef(append(data, revision), a.head))
}

// encodeRoot writes the root of a state.
func (st *state) encodeRoot() []byte {
	data := append(make([]byte, 0, 2<<10), revision)
	data = binary.AppendUvarint(data, st.next)
	data = binary.AppendUvarint(data, st.sealed)
	data = binary.AppendUvarint(data, st.sealedOperational)
	data = binary.AppendUvarint(data, st.garbage)
	data = appendRef(data, st.settings)
	n := 0
	for _, l := range st.lists {
		if len(l.items) > 0 {
			n++
		}
	}
	data = binary.AppendUvarint(data, uint64(n))
	for _, key := range listKeys() {
		if l := st.lists[key]; len(l.items) > 0 {
			data = appendBytes(data, key)
			data = l.appendTop(data)
		}
	}
	return data
}

func emptyState() *state {
	st := &state{next: 1, workspace: &model.Workspace{}, lists: map[string]*list{}}
	for _, key := range listKeys() {
		st.lists[key] = &list{inline: inlineOf(key)}
	}
	return st
}

// loadState reads the root and everything it names.
func loadState(r kv.Reader) (*state, error) {
	st := emptyState()
	root, ok, err := r.Get(keyRoot)
	if err != nil || !ok {
		return st, err
	}
	s, err := scan(root)
	if err != nil {
		return nil, err
	}
	st.root, st.next, st.sealed, st.sealedOperational, st.garbage, st.settings = root, s.uint(), s.uint(), s.uint(), s.uint(), s.ref()
	for range s.count() {
		key := s.string()
		old, ok := st.lists[key]
		if !ok {
			return nil, damaged("it names documents of an unknown kind")
		}
		if st.lists[key], err = readList(r, s, old.inline); err != nil {
			return nil, err
		}
	}
	if err := s.end("the root"); err != nil {
		return nil, err
	}
	if err := st.skipUnnamed(r); err != nil {
		return nil, err
	}
	for i := range st.lists[publicationsKey].items {
		it := st.lists[publicationsKey].items[i]
		if it.pub, err = readPublication(r, it.ref); err != nil {
			return nil, err
		}
	}
	return st, st.loadDocuments(r)
}

// skipUnnamed steps over values that a change has left which never became
// true: no number is used twice, and the sweep takes them.
func (st *state) skipUnnamed(r kv.Reader) error {
	last, err := r.ScanBack(valueKey(st.next, 0), kv.PrefixEnd([]byte{prefixValue}), 1)
	if err != nil || len(last) == 0 {
		return err
	}
	n, ok := valueNumber(last[0].Key)
	if !ok {
		return damaged("its key has no number")
	}
	st.garbage += n + 1 - st.next
	st.next = n + 1
	return nil
}

func (st *state) loadDocuments(r kv.Reader) error {
	if st.settings.at != 0 {
		if err := readDoc(r, st.settings, &st.workspace.Settings); err != nil {
			return err
		}
	}
	for _, k := range listKinds() {
		l := st.lists[k.Key]
		if len(l.items) == 0 {
			continue
		}
		docs := reflect.MakeSlice(k.In(st.workspace).Type(), len(l.items), len(l.items))
		err := inParallel(len(l.items), func(i int) error {
			doc := reflect.New(k.Type)
			docs.Index(i).Set(doc)
			return l.items[i].load(r, k.Key, doc)
		})
		if err != nil {
			return err
		}
		k.In(st.workspace).Set(docs)
	}
	return nil
}

// load reads the document of an entry into doc.
func (it *item) load(r kv.Reader, key string, doc reflect.Value) (err error) {
	it.ptr = doc.UnsafePointer()
	it.reach = new(reach)
	if a, ok := doc.Interface().(*model.Assistant); ok {
		it.sub, err = readAssistant(r, it.ref, a)
		return err
	}
	return readDoc(r, it.ref, doc.Interface())
}

// manyDocuments is from how many on reading is shared by the processors.
const manyDocuments = 64

// inParallel calls do for 0 to n-1 and returns one of the errors.
func inParallel(n int, do func(i int) error) error {
	workers := 1
	if n >= manyDocuments {
		workers = min(runtime.GOMAXPROCS(0), 8)
	}
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := n * w / workers; i < n*(w+1)/workers && errs[w] == nil; i++ {
				errs[w] = do(i)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

func readDoc(r kv.Reader, at ref, v any) error {
	data, err := getValue(r, at.at)
	if err != nil {
		return err
	}
	return decodeDoc(data, v)
}

// readHead reads the node of an assistant: where its head is, and its dialogs.
func readHead(r kv.Reader, at ref) (ref, *list, error) {
	data, err := getValue(r, at.at)
	if err != nil {
		return ref{}, nil, err
	}
	s, err := scan(data)
	if err != nil {
		return ref{}, nil, err
	}
	head := s.ref()
	dialogs, err := readList(r, s, inlineDialogs)
	if err != nil {
		return ref{}, nil, err
	}
	return head, dialogs, s.end("an assistant")
}

// readAssistant reads an assistant into a.
func readAssistant(r kv.Reader, at ref, a *model.Assistant) (*assistant, error) {
	sub := &assistant{reach: new(reach), unions: new(unions)}
	var err error
	if sub.head, sub.dialogs, err = readHead(r, at); err != nil {
		return nil, err
	}
	if err := readDoc(r, sub.head, a); err != nil {
		return nil, err
	}
	a.Dialogs = make([]*model.Dialog, len(sub.dialogs.items))
	return sub, inParallel(len(a.Dialogs), func(i int) error {
		it, d := sub.dialogs.items[i], new(model.Dialog)
		it.ptr, it.reach, a.Dialogs[i] = unsafe.Pointer(d), new(reach), d
		return readDoc(r, it.ref, d)
	})
}
