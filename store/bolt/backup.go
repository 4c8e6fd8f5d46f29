package bolt

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"parley/store/kv"
)

// Backup writes a copy of the last commit to w while reading and writing go
// on. The copy is a file of its own, to be opened like any other. Until it is
// done the pages it shows are kept, so the file may grow.
// Errors: kv.ErrClosed when the store is closed meanwhile, those of w.
func (s *Store) Backup(w io.Writer) (err error) {
	defer guard("back up", s.path, &err)()
	snapshot, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	r := snapshot.(*reader)
	r.mu.RLock() // Close waits for us, and we stop when it begins
	defer r.mu.RUnlock()
	if r.closed {
		return r.closedError()
	}
	var out errorKeeper
	out.store, out.w = s, w
	if _, err := r.tx.WriteTo(&out); err != nil {
		if out.err != nil {
			err = out.err // bbolt keeps only the text
		}
		return fmt.Errorf("back up %s: %w", s.path, err)
	}
	return nil
}

// errorKeeper passes writes on until the store is closed, and keeps the error.
type errorKeeper struct {
	store *Store
	w     io.Writer
	err   error
}

func (k *errorKeeper) Write(p []byte) (int, error) {
	k.store.mu.Lock()
	closed := k.store.closed
	k.store.mu.Unlock()
	if closed {
		k.err = kv.ErrClosed
		return 0, k.err
	}
	n, err := k.w.Write(p)
	k.err = err
	return n, err
}

// BackupFile writes a copy of the last commit to a new file at path: the whole
// copy, durable, or no file. Errors: kv.ErrExists, those of Backup.
func (s *Store) BackupFile(path string) error {
	return newFile("back up to", path, func(temp string) error {
		f, err := os.OpenFile(temp, os.O_WRONLY|os.O_TRUNC, fileMode)
		if err != nil {
			return err
		}
		if err := s.Backup(f); err != nil {
			_ = f.Close()
			return err
		}
		if err := f.Sync(); err != nil {
			_ = f.Close()
			return err
		}
		return f.Close()
	})
}

// newFile makes a file at path that is whole or not there: write fills one of
// another name in the same folder, which then gets the name path if that is
// still free.
func newFile(op, path string, write func(temp string) error) (err error) {
	fail := func(err error) error {
		switch {
		case errors.Is(err, kv.ErrClosed), errors.Is(err, kv.ErrCorrupt), errors.Is(err, kv.ErrExists):
			return err
		case isFull(err):
			return fmt.Errorf("%s %s: %w: make room, or choose another folder", op, path, kv.ErrFull)
		default:
			return fmt.Errorf("%s %s: %w", op, path, cause(err))
		}
	}
	if _, err := os.Lstat(path); err == nil {
		return exists(op, path)
	}
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".new-*")
	if err != nil {
		return fail(err)
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return fail(err)
	}
	if err := write(temp); err != nil {
		return fail(err)
	}
	if err := place(temp, path); err != nil {
		if errors.Is(err, os.ErrExist) {
			return exists(op, path)
		}
		return fail(err)
	}
	return nil
}

func exists(op, path string) error {
	return fmt.Errorf("%s %s: it %w: choose another name", op, path, kv.ErrExists)
}

// place gives the file temp the name path, durably, if that is free; else
// fs.ErrExist. temp may be left behind.
func place(temp, path string) error {
	err := os.Link(temp, path)
	if err != nil && !errors.Is(err, os.ErrExist) {
		// A file system without links: looking first leaves a small window.
		if _, statErr := os.Lstat(path); statErr == nil {
			return os.ErrExist
		}
		err = os.Rename(temp, path)
	}
	if err == nil {
		syncDir(filepath.Dir(path))
	}
	return err
}
