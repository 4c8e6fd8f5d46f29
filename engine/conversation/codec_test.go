package conversation_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// draw fills a value of any of the types that are kept at random, every field of
// it, so that one which is not written is found.
func draw(t *rapid.T, v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.UnixMilli(rapid.Int64Range(-1e12, 4e12).Draw(t, "time")).UTC()))
		return
	case model.Value:
		v.Set(reflect.ValueOf(drawValue(t)))
		return
	case *model.Kind:
		v.Set(reflect.ValueOf(rapid.SampledFrom(append([]*model.Kind{nil}, model.Kinds()...)).Draw(t, "kind")))
		return
	case session.Status:
		v.SetUint(rapid.Uint64Range(0, uint64(session.Interrupted)).Draw(t, "status"))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.OneOf(rapid.SampledFrom([]string{"", "a", "customer.email", "chat"}), rapid.StringN(0, 90, -1)).Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(rapid.Int64Range(-1<<31, 1<<31-1).Draw(t, "number"))
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(rapid.Uint64Range(0, 255).Draw(t, "number"))
	case reflect.Float64:
		v.SetFloat(rapid.Float64().Draw(t, "number"))
	case reflect.Struct:
		for i := range v.NumField() {
			draw(t, v.Field(i))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			draw(t, v.Elem())
		}
	case reflect.Slice:
		for range rapid.IntRange(0, 3).Draw(t, "length") {
			e := reflect.New(v.Type().Elem()).Elem()
			draw(t, e)
			v.Set(reflect.Append(v, e))
		}
	default:
		t.Fatalf("nobody draws a %s", v.Type())
	}
}

func drawValue(t *rapid.T) model.Value {
	switch rapid.IntRange(0, 5).Draw(t, "value") {
	case 0:
		return model.Value{}
	case 1:
		return model.NumberOf(rapid.Float64().Draw(t, "number"))
	case 2:
		return model.NumberOf(float64(rapid.Int32().Draw(t, "number")))
	case 3:
		return model.BoolOf(rapid.Bool().Draw(t, "bool"))
	case 4:
		return model.ListOf(rapid.SliceOf(rapid.String()).Draw(t, "list"))
	}
	return model.TextOf(rapid.String().Draw(t, "text"))
}

func drawn[T any](t *rapid.T) *T {
	v := new(T)
	draw(t, reflect.ValueOf(v).Elem())
	return v
}

// drawLog draws a log whose events share interactions, as those of a session do.
func drawLog(t *rapid.T) *conversation.Log {
	l := &conversation.Log{Header: *drawn[conversation.Header](t)}
	marks := []*session.Mark{nil, drawn[session.Mark](t), drawn[session.Mark](t)}
	for range rapid.IntRange(0, 8).Draw(t, "entries") {
		if rapid.Bool().Draw(t, "turn") {
			l.Turns = append(l.Turns, conversation.Turn{Input: *drawn[session.Input](t), First: len(l.Events)})
			continue
		}
		e := drawn[session.Event](t)
		e.Mark = rapid.SampledFrom(marks).Draw(t, "mark")
		l.Events = append(l.Events, *e)
	}
	return l
}

var exact = cmp.Options{cmp.AllowUnexported(model.Value{}), cmp.Comparer(func(a, b *model.Kind) bool { return a == b })}

func TestLogRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLog(t)
		var k conversation.Chunk
		k.Log(l)
		got, err := conversation.ReadLog(k.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(l, got, exact); diff != "" {
			t.Fatalf("what is read is not what was written:\n%s", diff)
		}
		var again conversation.Chunk
		again.Log(got)
		if !bytes.Equal(k.Bytes(), again.Bytes()) {
			t.Fatal("the same log has other bytes")
		}
		var events []session.Event
		for e, err := range conversation.Transcript(k.Bytes()) {
			if err != nil {
				t.Fatal(err)
			}
			events = append(events, e)
		}
		if diff := cmp.Diff(l.Events, events, exact); diff != "" {
			t.Fatalf("the transcript is not what was written:\n%s", diff)
		}
	})
}

func TestLogInChunks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLog(t)
		var first, rest, whole conversation.Chunk
		first.Header(&l.Header)
		cut := rapid.IntRange(0, len(l.Events)).Draw(t, "cut")
		turn := 0
		for i := range len(l.Events) + 1 {
			k := &first
			if i >= cut {
				k = &rest
			}
			for ; turn < len(l.Turns) && l.Turns[turn].First == i; turn++ {
				k.Input(&l.Turns[turn].Input)
			}
			if i < len(l.Events) {
				k.Events(l.Events[i])
			}
		}
		whole.Log(l)
		got, err := conversation.ReadLog(first.Bytes(), rest.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(l, got, exact); diff != "" {
			t.Fatalf("two chunks make another log than one:\n%s", diff)
		}
		var packed conversation.Chunk
		packed.Log(got)
		if !bytes.Equal(packed.Bytes(), whole.Bytes()) {
			t.Fatal("chunks that were packed are not what one chunk is")
		}
	})
}

// TestChunkOnlyGrows: what was written stays the beginning of what is there.
func TestChunkOnlyGrows(t *testing.T) {
	h, events := play("done", after(press("Rate"), press("👎"), tick(40))...)
	var k conversation.Chunk
	k.Header(h)
	for _, e := range events {
		before := bytes.Clone(k.Bytes())
		k.Events(e)
		if !bytes.HasPrefix(k.Bytes(), before) || len(k.Bytes()) == len(before) {
			t.Fatal("an entry has changed what stood before it")
		}
	}
	k.Reset()
	k.Header(h)
	if l, err := conversation.ReadLog(k.Bytes()); err != nil || len(l.Events) > 0 {
		t.Errorf("an emptied chunk has %+v, %v", l, err)
	}
}

func TestDigestsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want, got []conversation.Digest
		var k conversation.Digests
		for range rapid.IntRange(0, 4).Draw(t, "digests") {
			d := drawn[conversation.Digest](t)
			want = append(want, *d)
			k.Add(d)
		}
		for d, err := range conversation.ReadDigests(k.Bytes()) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, d)
		}
		if diff := cmp.Diff(want, got, exact); diff != "" {
			t.Fatalf("what is read is not what was written:\n%s", diff)
		}
	})
}

func TestDigestOfWhatIsKept(t *testing.T) {
	h, events := play("transfer", after(say("?"), press("Rate"), press("👎"), tick(40), say("hello?"))...)
	var k conversation.Chunk
	k.Header(h)
	k.Events(events...)
	l, err := conversation.ReadLog(k.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(conversation.DigestOf(h, events), conversation.DigestOf(&l.Header, l.Events), exact); diff != "" {
		t.Errorf("the digest made from the log is another:\n%s", diff)
	}
}

func TestDamagedAndNewer(t *testing.T) {
	h, events := play("done", after(press("Rate"))...)
	var k conversation.Chunk
	k.Header(h)
	k.Events(events...)
	whole := k.Bytes()
	if _, err := conversation.ReadLog(whole[:len(whole)-1]); !errors.Is(err, conversation.ErrDamaged) {
		t.Errorf("a log that was cut off: %v", err)
	}
	if _, err := conversation.ReadLog(whole[:0]); !errors.Is(err, conversation.ErrDamaged) {
		t.Errorf("no log at all: %v", err)
	}
	newer := bytes.Clone(whole)
	newer[0]++
	if _, err := conversation.ReadLog(newer); !errors.Is(err, conversation.ErrNewer) {
		t.Errorf("a newer layout: %v", err)
	}
	var headless conversation.Chunk
	headless.Events(events...)
	if _, err := conversation.ReadLog(headless.Bytes()); !errors.Is(err, conversation.ErrDamaged) {
		t.Errorf("a log without a header: %v", err)
	}
}

func FuzzReadLog(f *testing.F) {
	h, events := play("done", after(press("Rate"), press("👎"), tick(40))...)
	var k conversation.Chunk
	k.Log(&conversation.Log{Header: *h, Events: events, Turns: []conversation.Turn{{Input: say("Ada"), First: 3}}})
	f.Add(k.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, err := range conversation.Transcript(data) {
			if err != nil && !errors.Is(err, conversation.ErrDamaged) && !errors.Is(err, conversation.ErrNewer) {
				t.Fatal(err)
			}
		}
		l, err := conversation.ReadLog(data)
		if err != nil {
			return
		}
		var k conversation.Chunk
		k.Log(l)
		again, err := conversation.ReadLog(k.Bytes())
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		var second conversation.Chunk
		second.Log(again)
		if !bytes.Equal(k.Bytes(), second.Bytes()) {
			t.Fatal("the same log has other bytes")
		}
	})
}

func FuzzReadDigests(f *testing.F) {
	h, events := play("transfer", after(press("Rate"), press("👎"), tick(40))...)
	d := conversation.DigestOf(h, events)
	var k conversation.Digests
	k.Add(&d)
	k.Add(&d)
	f.Add(k.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		var k conversation.Digests
		for d, err := range conversation.ReadDigests(data) {
			if err != nil {
				return
			}
			k.Add(&d)
		}
		var again conversation.Digests
		for d, err := range conversation.ReadDigests(k.Bytes()) {
			if err != nil {
				t.Fatalf("what was read cannot be read again: %v", err)
			}
			again.Add(&d)
		}
		if !bytes.Equal(k.Bytes(), again.Bytes()) {
			t.Fatal("the same digests have other bytes")
		}
	})
}

func BenchmarkLog(b *testing.B) {
	h, events := play("done", after(press("Rate"), press("👎"), tick(40))...)
	var k conversation.Chunk
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			k.Reset()
			k.Header(h)
			k.Events(events...)
		}
		b.ReportMetric(float64(len(k.Bytes())), "bytes")
		b.ReportMetric(float64(len(events)), "events")
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := conversation.ReadLog(k.Bytes()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
