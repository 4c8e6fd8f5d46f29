package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"parley/store/kv"
)

// Options says how to open a file. The zero value opens or creates a file of
// schema 1.
type Options struct {
	// ReadOnly opens without the right to write: beside other readers, in a
	// read-only folder. The file must exist and have the current schema.
	ReadOnly bool
	// Existing refuses to create the file: fs.ErrNotExist when it is missing.
	Existing bool
	// Wait is how long to wait for another process to let go of the file; 0
	// stands for 300 ms, which outlasts a program that is just ending.
	Wait time.Duration
	// Schema is the version of the keys and values that this program reads
	// and writes, from 1; 0 stands for 1. A new file gets it, an older file is
	// brought to it by Migrations, and a newer file is refused.
	Schema int
	// Migrations lead from every older schema to Schema.
	Migrations []kv.Migration
}

const (
	defaultWait = 300 * time.Millisecond
	fileMode    = 0o600 // conversations of customers are nobody else's
	// openTries bounds how often Open starts again because the file was
	// replaced between its opening and its locking.
	openTries = 5
	// reserve is how much address space is mapped at once. bbolt can only map
	// more when no snapshot is open, so a commit that grows the file would
	// wait for them all; with this it waits once in 64 GiB. Address space
	// costs nothing: memory is used for pages that are read.
	reserve = 64 << 30
)

// errReplaced tells Open to start again.
var errReplaced = errors.New("the file was replaced")

// Open opens the file at path, creating it if there is none, and takes its
// lock. A file that is damaged, foreign or newer is recognised by a few reads
// and never written to. Opening costs the same few pages and the list of free
// pages whatever the size of the file.
//
// Errors: kv.ErrLocked (see kv.LockedError), ErrCorrupt, ErrForeign, ErrNewer,
// ErrReadOnly, ErrFull, fs.ErrNotExist; those of a migration. All are one line
// that names the file.
func Open(path string, o Options) (*Store, error) {
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	if o.Schema == 0 {
		o.Schema = 1
	}
	for range openTries {
		s, err := openOnce(path, o)
		if !errors.Is(err, errReplaced) {
			return s, err
		}
	}
	return nil, &kv.LockedError{Path: path}
}

func openOnce(path string, o Options) (*Store, error) {
	err := inspect(path, o)
	if errors.Is(err, errEmpty) || (errors.Is(err, fs.ErrNotExist) && !o.Existing && !o.ReadOnly) {
		err = create(path, o)
	}
	if err != nil {
		return nil, err
	}
	f, err := openLocked(path, o)
	if err != nil {
		return nil, err
	}
	s, err := mapFile(f, path, o)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(o); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// errEmpty tells that a file has no bytes: it is treated like none.
var errEmpty = errors.New("the file is empty")

// inspect runs preflight on the file at path, under a shared lock.
func inspect(path string, o Options) error {
	f, err := os.Open(path)
	if err != nil {
		return openError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return openError(path, err)
	}
	if !info.Mode().IsRegular() {
		return foreign(path, "it is not a file")
	}
	if err := acquire(f, path, false, o.Wait); err != nil {
		return err
	}
	if info, err = f.Stat(); err == nil && info.Size() == 0 {
		if o.ReadOnly || o.Existing {
			return foreign(path, "it is empty")
		}
		return errEmpty
	}
	_, h, err := preflight(f, path, o.Schema)
	if err == nil && o.ReadOnly && h.schema < o.Schema {
		return fmt.Errorf("open %s: %w: it has schema %d and has to be brought to %d: open it for writing once",
			path, kv.ErrReadOnly, h.schema, o.Schema)
	}
	return err
}

// acquire locks f or says who holds it.
func acquire(f *os.File, path string, exclusive bool, wait time.Duration) error {
	ok, err := lockFile(f, exclusive, wait)
	if err != nil {
		return fmt.Errorf("lock %s: %w: choose another file with --db", path, err)
	}
	if !ok {
		return &kv.LockedError{Path: path, PID: holder(f)}
	}
	return nil
}

// openLocked opens the file for use and locks it, unless path has come to mean
// another file while it waited for the lock.
func openLocked(path string, o Options) (*os.File, error) {
	flag := os.O_RDWR
	if o.ReadOnly {
		flag = os.O_RDONLY
	}
	f, err := os.OpenFile(path, flag, fileMode)
	if err != nil {
		return nil, openError(path, err)
	}
	if err := acquire(f, path, !o.ReadOnly, o.Wait); err != nil {
		_ = f.Close()
		return nil, err
	}
	mine, err := f.Stat()
	there, err2 := os.Stat(path)
	if err != nil || err2 != nil || !os.SameFile(mine, there) || mine.Size() == 0 {
		_ = f.Close()
		return nil, errReplaced
	}
	return f, nil
}

// mapFile lets bbolt map f, which is locked and has passed preflight.
func mapFile(f *os.File, path string, o Options) (s *Store, err error) {
	defer func() {
		if err != nil {
			_ = f.Close()
		}
	}()
	defer guard("open", path, &err)()
	m, h, err := preflight(f, path, o.Schema) // again: another process may have had it in between
	if err != nil {
		return nil, err
	}
	db, err := bbolt.Open(path, fileMode, boltOptions(o, f))
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, &kv.LockedError{Path: path}
	}
	if err != nil {
		return nil, openError(path, err)
	}
	if !o.ReadOnly {
		signHolder(f)
	}
	return &Store{
		path: path, file: f, db: db, readOnly: o.ReadOnly,
		schema: h.schema, migrating: h.migrating,
		checked: newBitset(m.high),
		leading: make(chan struct{}, 1),
		readers: map[*reader]struct{}{},
	}, nil
}

// boltOptions are the choices for bbolt, measured with BenchmarkOpen and
// BenchmarkCommit.
func boltOptions(o Options, f *os.File) *bbolt.Options {
	return &bbolt.Options{
		ReadOnly: o.ReadOnly,
		OpenFile: func(string, int, os.FileMode) (*os.File, error) { return f, nil },
		Timeout:  o.Wait, // where lockFile has not locked already
		// The free list stays in the file: without it (NoFreelistSync) every
		// opening would walk the whole tree, seconds for 1 GB. It is written
		// with each commit, one page for 500 free pages.
		NoFreelistSync: false,
		// A map finds room in constant time; the default array looks through
		// all free pages, which a swept 1 GB file has many of.
		FreelistType: bbolt.FreelistMapType,
		// A reader never needs the free list.
		PreLoadFreelist: !o.ReadOnly,
		InitialMmapSize: reservable(),
		NoStatistics:    true, // a lock for every snapshot
	}
}

// reservable is how much address space to map at once, in bytes. Windows makes
// the file as large as the mapping, 32 bits have no room, and a limit on
// address space would refuse it.
func reservable() int {
	if runtime.GOOS == "windows" || math.MaxInt == math.MaxInt32 || addressLimited() {
		return 0
	}
	return reserve
}

// create makes a new file, whole or not at all: it is written under another
// name and then linked to path, unless another process was faster. An empty
// file at path is replaced.
func create(path string, o Options) error {
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); err != nil {
		return openError(path, err)
	} else if !info.IsDir() {
		return foreign(path, "its folder is a file")
	}
	temp, err := writeNew(dir, path, o.Schema)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return replaceEmpty(temp, real, path, o)
	}
	err = place(temp, path)
	if errors.Is(err, fs.ErrExist) {
		return errReplaced
	}
	if err != nil {
		return openError(path, err)
	}
	return nil
}

// writeNew writes a file with nothing but the header, and returns its name.
func writeNew(dir, path string, schema int) (temp string, err error) {
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".new-*")
	if err != nil {
		return "", openError(path, err)
	}
	if err := fillNew(f, schema); err != nil {
		_ = f.Close()
		_ = os.Remove(f.Name())
		return "", openError(path, err)
	}
	return f.Name(), nil
}

// fillNew writes a new file to f and closes it.
func fillNew(f *os.File, schema int) error {
	options := boltOptions(Options{Wait: defaultWait}, f)
	options.InitialMmapSize = 0
	db, err := bbolt.Open(f.Name(), fileMode, options)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error { return writeHeader(tx, schema) })
	if closeErr := db.Close(); err == nil {
		err = closeErr
	}
	return err
}

// writeHeader makes the bucket with its header.
func writeHeader(tx *bbolt.Tx, schema int) error {
	b, err := tx.CreateBucketIfNotExists(bucketName)
	if err != nil {
		return err
	}
	for _, p := range []kv.Pair{{Key: keyFormat, Value: []byte(format)}, {Key: keySchema, Value: fmt.Append(nil, schema)}} {
		if err := b.Put(p.Key, sealed(p.Key, p.Value, uint64(tx.ID()))); err != nil {
			return err
		}
	}
	return nil
}

// replaceEmpty puts temp in the place of the empty file real, holding its
// lock: who waits for that lock sees afterwards that the file was replaced.
func replaceEmpty(temp, real, path string, o Options) error {
	f, err := os.OpenFile(real, os.O_RDWR, fileMode)
	if err != nil {
		return openError(path, err)
	}
	defer f.Close()
	if err := acquire(f, path, true, o.Wait); err != nil {
		return err
	}
	mine, err := f.Stat()
	there, err2 := os.Stat(real)
	if err != nil || err2 != nil || !os.SameFile(mine, there) || mine.Size() > 0 {
		return errReplaced
	}
	if err := os.Rename(temp, real); err != nil {
		return openError(path, err)
	}
	syncDir(filepath.Dir(real))
	return nil
}

// syncDir makes a new name in dir durable. Not every system can; then the
// name becomes durable when the system likes.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
