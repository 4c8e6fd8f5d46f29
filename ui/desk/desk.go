// Package desk is the use cases of parley: open a workspace, edit it with undo,
// check, play, test, publish, import and export. Screens and commands call
// only this package; it knows nothing of terminals.
package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/sahilm/fuzzy"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/session"
	samples "parley/sample-assistants"
	"parley/store"
	"parley/store/files"
	"parley/store/kv/memory"
)

// ErrUnusable is behind every error that means the workspace file cannot be
// used: locked, damaged, foreign, not found. Commands exit with 3 for it.
var ErrUnusable = errors.New("workspace cannot be used")

// Fill says what a workspace that does not exist yet begins with.
type Fill int

// The ways to begin.
const (
	MustExist   Fill = iota // it has to be there
	Empty                   // an empty workspace
	WithSamples             // a workspace with the sample assistants, published
)

// Options say which workspace to open.
type Options struct {
	File   string // "" is [DefaultFile]
	Sample string // a throwaway copy of the samples instead; nothing is written anywhere
	From   fs.FS  // a throwaway workspace of these files instead; nothing is written anywhere
	Fill   Fill
	Now    func() time.Time // the present, for what depends on it; nil is the real clock
	Clock  func() time.Time // the clock, where Now is a moment that a person asks about: what lies after it is never written; nil is Now
	Failed func(error)      // told, from another goroutine, when saving fails
	Counts Digests          // counted in place of the conversations that are kept, for trying a screen on much traffic
}

// Desk is an open workspace. Its methods are called from one goroutine.
type Desk struct {
	store    *store.Store
	recorder *recorder
	file     string // "" for a throwaway workspace
	counts   Digests
	now      func() time.Time
	clock    func() time.Time
	draft    *model.Workspace
	undo     []moment
	redo     []moment
	programs map[model.AssistantID]*compiled
	minds    *minds
	findings findings
	statuses map[model.AssistantID]store.Status
	holding  *holding // nil: nobody is answered
	shelving bool     // articles are being read beside the screen
}

type compiled struct {
	workspace *model.Workspace
	program   *session.Program
}

// DefaultFile is where the workspace is kept when nothing names a file:
// $PARLEY_DB, else parley/workspace.db in the user's data directory.
func DefaultFile() (string, error) {
	if file := os.Getenv("PARLEY_DB"); file != "" {
		return file, nil
	}
	if os.Getenv("HOME") == "" && os.Getenv("XDG_DATA_HOME") == "" {
		return "", unusable(errors.New("open workspace: there is no home directory: name a file with --db FILE or $PARLEY_DB"))
	}
	return filepath.Join(xdg.DataHome, "parley", "workspace.db"), nil
}

func unusable(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w%w", quiet{ErrUnusable}, err)
}

// quiet is an error that is found by errors.Is and says nothing.
type quiet struct{ error }

func (quiet) Error() string   { return "" }
func (q quiet) Unwrap() error { return q.error }

// Open opens a workspace.
func Open(o Options) (*Desk, error) {
	d := &Desk{now: o.Now, clock: o.Clock, counts: o.Counts, programs: map[model.AssistantID]*compiled{}, minds: &minds{}, findings: findings{of: map[model.AssistantID]found{}}}
	if d.now == nil {
		d.now = time.Now
	}
	if d.clock == nil {
		d.clock = d.now
	}
	if o.Sample != "" && !slices.Contains(SampleNames(), o.Sample) {
		return nil, fmt.Errorf("there is no sample %q: use one of %s", o.Sample, strings.Join(SampleNames(), ", "))
	}
	if o.Sample != "" {
		o.From = samples.Files()
	}
	if o.From != nil {
		return d, d.openThrowaway(o)
	}
	return d, d.openFile(o)
}

func (d *Desk) openFile(o Options) error {
	file := o.File
	if file == "" {
		var err error
		if file, err = DefaultFile(); err != nil {
			return err
		}
	}
	_, statErr := os.Stat(file)
	fresh := errors.Is(statErr, fs.ErrNotExist)
	if fresh && o.Fill == MustExist {
		return unusable(fmt.Errorf("open workspace: there is no %s: run parley once, import files, or name another with --db FILE", file))
	}
	if fresh {
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return unusable(fmt.Errorf("open workspace: %w: name another file with --db FILE", err))
		}
	}
	st, err := store.OpenFile(file, store.Options{Now: d.now, Failed: o.Failed, Existing: !fresh})
	if err != nil {
		return unusable(err)
	}
	d.store, d.file = st, file
	d.recorder = newRecorder(st.Conversations(), o.Failed)
	if d.draft, err = st.Load(); err == nil && o.Fill == WithSamples {
		err = d.fillFile()
	}
	if err != nil {
		st.Close()
		return unusable(err)
	}
	return nil
}

// fillingSetting is kept while a new file is being filled with the samples, so
// that a program that was stopped meanwhile is gone on with by the next.
const fillingSetting = "filling"

// fillFile fills a file in which nothing was ever saved with the samples.
func (d *Desk) fillFile() error {
	fresh, err := d.store.Fresh()
	if err != nil || !fresh && d.Setting(fillingSetting) == "" {
		return err
	}
	ctx := context.Background()
	if fresh {
		if err := d.store.SetSetting(ctx, fillingSetting, "samples"); err != nil {
			return err
		}
		err = d.fill(samples.Files())
	} else {
		err = d.publishNew(SampleNames())
	}
	if err != nil {
		return err
	}
	return d.store.SetSetting(ctx, fillingSetting, nil)
}

func (d *Desk) openThrowaway(o Options) error {
	st, err := store.Open(memory.New(), store.Options{Now: d.now})
	if err != nil {
		return unusable(err)
	}
	d.store, d.recorder = st, newRecorder(st.Conversations(), o.Failed)
	return d.fill(o.From)
}

// SampleNames lists the sample assistants.
func SampleNames() []string {
	var out []string
	for _, s := range samples.List() {
		out = append(out, s.ID)
	}
	return out
}

// fill begins a workspace with files, every assistant published.
func (d *Desk) fill(source fs.FS) error {
	found, err := files.Gather(source, ".")
	if err != nil {
		return err
	}
	read, err := files.Read(found)
	if err != nil {
		return err
	}
	d.draft = read.Workspace
	slices.SortStableFunc(d.draft.Assistants, func(a, b *model.Assistant) int { return cmp.Compare(rank(a), rank(b)) })
	if err := d.store.Save(context.Background(), d.draft); err != nil {
		return unusable(err)
	}
	var all []string
	for _, a := range d.draft.Assistants {
		all = append(all, string(a.ID))
	}
	if err := d.publishNew(all); err != nil {
		return err
	}
	_, err = d.keepRecordings(d.draft.Recordings)
	return err
}

// rank puts the samples in the order they are listed in, and all others behind them.
func rank(a *model.Assistant) int {
	if i := slices.Index(SampleNames(), string(a.ID)); i >= 0 {
		return i
	}
	return len(samples.List())
}

// publishNew publishes those of the assistants that never were.
func (d *Desk) publishNew(ids []string) error {
	for _, id := range ids {
		id := model.AssistantID(id)
		if d.draft.Assistant(id) == nil || d.Status(id).Latest > 0 {
			continue
		}
		if _, err := d.store.Publish(context.Background(), id, store.PublishOptions{At: d.now(), Note: "Sample"}); err != nil {
			return unusable(err)
		}
	}
	d.statuses = nil
	return nil
}

// Close saves what is left to save, ends what is recorded, and closes the file. A
// copy that is being made for another process is given up.
func (d *Desk) Close() error {
	if d.holding != nil {
		d.holding.stop()
	}
	err := errors.Join(d.recorder.close(), d.store.Close())
	if d.holding != nil {
		d.holding.answers.Wait()
	}
	return unusable(err)
}

// File is the path of the workspace file, "" for a throwaway workspace.
func (d *Desk) File() string { return d.file }

// Now is the desk's clock.
func (d *Desk) Now() time.Time { return d.now() }

// NameOf is an assistant's name for people: its id where it has no name or is no
// longer there, and "no assistant" for the empty id.
func (d *Desk) NameOf(id model.AssistantID) string {
	if id == "" {
		return "no assistant"
	}
	if a := d.draft.Assistant(id); a != nil && strings.TrimSpace(a.Name) != "" {
		return a.Name
	}
	return string(id)
}

// Workspace is the draft. It must not be changed.
func (d *Desk) Workspace() *model.Workspace { return d.draft }

// Assistant returns the draft of an assistant, or an error that names the
// nearest one there is.
func (d *Desk) Assistant(id model.AssistantID) (*model.Assistant, error) {
	if a := d.draft.Assistant(id); a != nil {
		return a, nil
	}
	for _, a := range d.draft.Assistants {
		if strings.EqualFold(a.Name, string(id)) {
			return a, nil
		}
	}
	var ids []string
	for _, a := range d.draft.Assistants {
		ids = append(ids, string(a.ID))
	}
	return nil, fmt.Errorf("there is no assistant %q: %s", id, suggestion(string(id), ids))
}

// suggestion is what an unknown word may have meant, or all there is to choose from.
func suggestion(word string, known []string) string {
	if len(known) == 0 {
		return "the workspace has none yet"
	}
	if near := check.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	if found := fuzzy.Find(word, known); len(found) > 0 {
		return "did you mean " + found[0].Str + "?"
	}
	return "use one of " + strings.Join(known, ", ")
}

// Customer returns a customer of the workspace, or an error that names the nearest.
func (d *Desk) Customer(id model.CustomerID) (*model.Customer, error) {
	if c := d.draft.Customer(id); c != nil {
		return c, nil
	}
	var ids []string
	for _, c := range d.draft.Customers {
		ids = append(ids, string(c.ID))
	}
	return nil, fmt.Errorf("there is no customer %q: %s", id, suggestion(string(id), ids))
}

// Program is the draft of an assistant made ready to be played. After an edit
// only the dialogs that changed are compiled again.
func (d *Desk) Program(id model.AssistantID) (*session.Program, error) {
	a, err := d.Assistant(id)
	if err != nil {
		return nil, err
	}
	known := d.programs[a.ID]
	switch {
	case known == nil:
		known = &compiled{d.draft, d.minds.compile(d.draft, a)}
		d.programs[a.ID] = known
	case known.workspace != d.draft:
		known.program, known.workspace = d.minds.share(known.program.Recompile(d.draft, a)), d.draft
	}
	return known.program, nil
}

// Flush waits until every edit so far is saved, and everything that was recorded.
func (d *Desk) Flush() error {
	ctx := context.Background()
	return unusable(errors.Join(d.store.Flush(ctx), d.recorder.flush(ctx)))
}

// Unsaved is why the draft could not be saved, as long as it is not.
func (d *Desk) Unsaved() error { return d.store.Unsaved() }

// set makes a workspace the draft and saves it by and by.
func (d *Desk) set(w *model.Workspace) {
	d.draft = w
	for id, st := range d.statuses {
		if st.State != DraftChanged { // how much has changed is counted when a pause is made
			delete(d.statuses, id)
		}
	}
	d.store.Autosave(w)
}

// Apply makes an edit, to be undone later. Edits of the same kind at the same
// place within half a second are undone together.
func (d *Desk) Apply(a edit.Action) (edit.Change, error) {
	change, err := a.Apply(d.draft)
	if err != nil || !change.Changed() {
		return change, err
	}
	d.remember(moment{workspace: d.draft, label: a.Label(), merge: a.MergeKey(), at: d.now(), place: change.At})
	d.set(change.Workspace)
	return change, nil
}
