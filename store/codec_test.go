package store

import (
	"encoding/json"
	"reflect"
	"testing"

	"parley/engine/model"
)

// Every kind of document comes back as it was, and equal documents have equal
// bytes.
func TestDocumentsComeBack(t *testing.T) {
	types := []reflect.Type{reflect.TypeFor[model.Dialog](), reflect.TypeFor[model.WorkspaceSettings]()}
	for _, k := range listKinds() {
		types = append(types, k.Type)
	}
	for _, of := range types {
		for seed := range uint64(300) {
			in, same := NewRandom(seed).Document(of), NewRandom(seed).Document(of)
			data := encodeDoc(in.Interface())
			out := reflect.New(of)
			if err := decodeDoc(append([]byte{}, data...), out.Interface()); err != nil {
				t.Fatalf("%s %d: %v", of, seed, err)
			}
			if !reflect.DeepEqual(in.Interface(), out.Interface()) {
				a, _ := json.Marshal(in.Interface())
				b, _ := json.Marshal(out.Interface())
				t.Fatalf("%s %d:\n%s\nbecame\n%s", of, seed, a, b)
			}
			if again := encodeDoc(out.Interface()); string(again) != string(data) || string(encodeDoc(same.Interface())) != string(data) {
				t.Fatalf("%s %d: equal documents have different bytes", of, seed)
			}
		}
	}
}

// Every part of a document counts for its bytes.
func TestEveryFieldIsWritten(t *testing.T) {
	all := append([]*model.DocumentKind{}, listKinds()...)
	for _, k := range all {
		r := NewRandom(7)
		for i := range k.Type.NumField() {
			doc := reflect.New(k.Type)
			empty := string(encodeDoc(doc.Interface()))
			for range 50 { // some of what is random is nothing
				r.Fill(doc.Elem().Field(i), 0)
			}
			if doc.Elem().Field(i).IsZero() {
				continue
			}
			if string(encodeDoc(doc.Interface())) == empty {
				t.Errorf("%s.%s is not written", k.Name, k.Type.Field(i).Name)
			}
		}
	}
}

// The store reads ids without reflection.
func TestEveryDocumentHasAnID(t *testing.T) {
	types := []reflect.Type{reflect.TypeFor[model.Dialog]()}
	for _, k := range listKinds() {
		types = append(types, k.Type)
	}
	for _, of := range types {
		if id, ok := of.FieldByName("ID"); !ok || id.Type.Kind() != reflect.String || len(id.Index) != 1 {
			t.Errorf("%s has no ID", of)
		}
	}
}

// Every type of a definition has a plan of its own.
func TestEveryTypeHasAPlan(t *testing.T) {
	for _, k := range append(listKinds(), model.DocumentKinds()[0]) {
		planOf(k.Type)
	}
	for _, k := range model.Kinds() {
		planOf(reflect.TypeOf(k.New()).Elem())
	}
	plans.Range(func(of, p any) bool {
		v := reflect.New(of.(reflect.Type))
		d := &decoder{data: string(p.(*plan).encode(nil, v.UnsafePointer()))}
		if p.(*plan).decode(d, v.UnsafePointer()); d.problem != "" || d.data != "" {
			t.Errorf("%s: %s", of, d.problem)
		}
		return true
	})
}

func TestAnEmptyListIsTheSameAsNone(t *testing.T) {
	a := &model.Dialog{ID: "d", Interactions: []model.Interaction{}}
	b := &model.Dialog{ID: "d"}
	if string(encodeDoc(a)) != string(encodeDoc(b)) {
		t.Error("a dialog with an empty list differs from one with none")
	}
}

// What is damaged is an error, never a panic, and never a document.
func TestDamagedDocuments(t *testing.T) {
	d := NewRandom(3).Dialog()
	data := encodeDoc(d)
	for n := range data {
		if err := decodeDoc(data[:n], new(model.Dialog)); err == nil {
			t.Errorf("%d of %d bytes were read", n, len(data))
		}
	}
	if err := decodeDoc(append(data[:len(data):len(data)], 0), new(model.Dialog)); err == nil {
		t.Error("a byte too many was read")
	}
}

func FuzzDecode(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(encodeDoc(NewRandom(seed).Dialog()))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := new(model.Dialog)
		if decodeDoc(data, d) == nil {
			again := new(model.Dialog)
			if err := decodeDoc(encodeDoc(d), again); err != nil {
				t.Errorf("what was read cannot be written and read: %v", err)
			}
		}
	})
}
