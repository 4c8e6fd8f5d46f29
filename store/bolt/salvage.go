package bolt

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"go.etcd.io/bbolt"

	"parley/store/kv"
)

// Salvaged is what Salvage could save of a file.
type Salvaged struct {
	Keys      int      // entries in the new file, without the header
	Recovered int      // those of them that the tree no longer led to: see Salvage
	Lost      int      // entries that were seen and are not in the new file
	Pages     int      // pages that could not be read: some entries each, unless recovered
	Schema    int      // version of keys and values in the new file
	Damaged   int      // places where something is wrong
	Problems  []string // the first of them, a line each
}

// Whole reports whether nothing was wrong: the new file has all of the old one.
func (s *Salvaged) Whole() bool { return s.Damaged == 0 }

// Salvage reads the file at src, which may be damaged in any way, and writes
// every entry that is still good into a new file at dst. src is only read.
// A schema that can no longer be read is taken to be schema.
//
// It walks the tree first. Where that is broken it looks for entries of the
// missing ranges in every page of the file, and of several values of a key it
// takes the newest. The tree of the commit before, if that is whole, tells
// which keys there were; otherwise some that were deleted shortly before come
// back: rather one too many than one lost.
//
// Errors: kv.ErrExists for dst, ErrForeign when there is nothing of ours in
// src, ErrNewer, ErrLocked, ErrFull, or the system's.
func Salvage(src, dst string, schema int) (*Salvaged, error) {
	f, size, err := openStill(src, "salvage")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := &salvage{file: f, size: size, path: src, header: map[string]string{}}
	err = newFile("salvage to", dst, func(temp string) error { return s.run(temp, schema) })
	if err != nil {
		return nil, err
	}
	return &s.out, nil
}

// salvage is one run of Salvage.
type salvage struct {
	file *os.File
	size int64
	path string
	out  Salvaged

	header map[string]string // header key to value
	db     *bbolt.DB         // the new file
	batch  []kv.Pair         // entries on their way to it, without trailers
	bytes  int
}

// maxSalvageBatch bounds what is written to the new file at once, in bytes.
const maxSalvageBatch = 8 << 20

func (s *salvage) run(temp string, schema int) (err error) {
	f, err := os.OpenFile(temp, os.O_RDWR, fileMode)
	if err != nil {
		return err
	}
	options := boltOptions(Options{Wait: defaultWait}, f)
	options.NoSync, options.NoGrowSync = true, true // it counts when it is done
	if s.db, err = bbolt.Open(temp, fileMode, options); err != nil {
		_ = f.Close()
		return err
	}
	defer func() {
		if closeErr := s.db.Close(); err == nil {
			err = closeErr
		}
	}()
	if err := s.db.Update(func(tx *bbolt.Tx) error { return writeHeader(tx, schema) }); err != nil {
		return err
	}
	if err := s.collect(); err != nil {
		return err
	}
	if err := s.finishHeader(schema); err != nil {
		return err
	}
	return s.db.Sync()
}

// collect brings every good entry of the file into the new one.
func (s *salvage) collect() error {
	p := s.plan()
	var w *walker
	var err error
	if p.main != nil {
		w = newWalker(p.main.src)
		w.entry = func(key, stored []byte) {
			if err == nil {
				err = s.add(key, stored, false)
			}
		}
		w.lost = func(g gap) {
			s.problem(g.err)
			p.missing = append(p.missing, g)
		}
		w.walk(p.main.root)
	} else {
		p.missing = gaps{{}}
		s.out.Pages++
	}
	if err != nil {
		return err
	}
	if err := s.write(false); err != nil {
		return err
	}
	sc := &scan{salvage: s, plan: p, tree: w, found: map[string]spot{}, healed: map[uint64]bool{}}
	if len(p.missing) > 0 || p.newer > 0 {
		p.findKnown()
		sc.run()
		if err := sc.write(); err != nil {
			return err
		}
	}
	if w != nil {
		sc.countLosses(w)
	}
	return nil
}

func (s *salvage) problem(err error) {
	r := Report{Damaged: s.out.Damaged, Problems: s.out.Problems}
	r.problem(err)
	s.out.Damaged, s.out.Problems = r.Damaged, r.Problems
}

// add queues a good entry for the new file; see write for recovered.
func (s *salvage) add(key, stored []byte, recovered bool) error {
	value, _, _ := unseal(key, stored)
	if key[0] == 0 {
		s.header[string(key)] = string(value)
		return nil
	}
	s.batch = append(s.batch, kv.Pair{Key: slices.Clone(key), Value: slices.Clone(value)})
	if s.bytes += len(key) + len(value); s.bytes < maxSalvageBatch {
		return nil
	}
	return s.write(recovered)
}

// write brings the queued entries into the new file. recovered ones replace
// what is there and are counted.
func (s *salvage) write(recovered bool) error {
	batch := s.batch
	s.batch, s.bytes = nil, 0
	return s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketName)
		b.FillPercent = 0.9 // they come in order
		for _, p := range batch {
			if !recovered || b.Get(p.Key) == nil {
				s.out.Keys++
			}
			if recovered {
				s.out.Recovered++
			}
			if err := b.Put(p.Key, sealed(p.Key, p.Value, uint64(tx.ID()))); err != nil {
				return err
			}
		}
		return nil
	})
}

// finishHeader checks what the header says and copies it.
func (s *salvage) finishHeader(schema int) error {
	switch f, ok := s.header[string(keyFormat)]; {
	case !ok && s.out.Keys == 0:
		return foreign(s.path, "nothing of a workspace is left in it")
	case ok && f != format:
		return newer(s.path, fmt.Sprintf("format %q, this program reads %q", f, format))
	}
	if n, err := strconv.Atoi(s.header[string(keySchema)]); err == nil && n > 0 {
		schema = n
	} else {
		s.problem(errors.New("the schema version is lost"))
	}
	s.out.Schema = schema
	return s.db.Update(func(tx *bbolt.Tx) error {
		if err := writeHeader(tx, schema); err != nil {
			return err
		}
		backup, ok := s.header[string(keyMigrating)]
		if !ok {
			return nil
		}
		return tx.Bucket(bucketName).Put(keyMigrating, sealed(keyMigrating, []byte(backup), uint64(tx.ID())))
	})
}
