package files_test

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/store/files"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestRoundTrip writes random workspaces and reads them back. What may differ is
// what Write says: nil for empty, and the order of documents with files of their own.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := workspace(t)
		out, err := files.Write(w)
		if err != nil {
			t.Fatal(err)
		}
		read, err := files.Read(out)
		if err != nil {
			t.Fatalf("%s\n%s", refusals(err), show(out))
		}
		if len(read.Warnings) > 0 {
			t.Fatalf("%s\n%s", read.Warnings, show(out))
		}
		if d := difference(w, read.Workspace); d != "" {
			t.Fatalf("%s\n%s", d, show(out))
		}
		again, err := files.Write(read.Workspace)
		if err != nil || !reflect.DeepEqual(again, out) {
			t.Fatalf("written again it differs (%v):\n%s\n%s", err, show(out), show(again))
		}
	})
}

func difference(want, got *model.Workspace) string {
	a, b := *want, *got
	for _, w := range []*model.Workspace{&a, &b} {
		w.Assistants = byID(w.Assistants, func(a *model.Assistant) string { return string(a.ID) })
		w.Workflows = byID(w.Workflows, func(f *model.Workflow) string { return string(f.ID) })
		w.Recordings = byID(w.Recordings, func(r *model.Recording) string { return r.ID })
		w.Articles = byID(w.Articles, func(a *model.Article) string { return a.ID })
		w.Tests = byID(w.Tests, func(t *model.Test) string { return t.ID })
	}
	return gocmp.Diff(&a, &b, cmpopts.EquateEmpty(),
		gocmp.Comparer(func(a, b model.Value) bool { return a.Equal(b) }),
		gocmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }))
}

func byID[T any](list []*T, id func(*T) string) []*T {
	return slices.SortedFunc(slices.Values(list), func(a, b *T) int { return cmp.Compare(id(a), id(b)) })
}

func show(list []files.File) string {
	var b strings.Builder
	for _, f := range list {
		b.WriteString("=== " + f.Name + "\n" + string(f.Data))
	}
	return b.String()
}

func refusals(err error) string {
	var refused *files.RefusedError
	if !errors.As(err, &refused) {
		return err.Error()
	}
	var lines []string
	for _, f := range refused.Findings {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n")
}
