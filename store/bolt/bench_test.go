package bolt_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"parley/store/bolt"
	"parley/store/kv"
)

// The benchmarks stand in pairs: what this package does, and the same work on
// bbolt alone. Their ratio is what counts; run both in one go, for instance
//
//	go test ./store/bolt -run - -bench Commit -count 5
//
// Values have 2 KB, keys look like hashes.

const valueSize = 2 << 10

func benchKey(i int) []byte {
	return fmt.Appendf(nil, "k/%016x", uint64(i)*0x9E3779B97F4A7C15)
}

// benchValue is 2 KB that do not repeat.
func benchValue() []byte {
	v := make([]byte, valueSize)
	x := uint64(1)
	for i := 0; i < len(v); i += 8 {
		x = x*6364136223846793005 + 1442695040888963407
		binary.NativeEndian.PutUint64(v[i:], x)
	}
	return v
}

func openBare(b *testing.B) *bbolt.DB {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("b")); return err }); err != nil {
		b.Fatal(err)
	}
	return db
}

func openBench(b *testing.B) *bolt.Store {
	s, err := bolt.Open(filepath.Join(b.TempDir(), "workspace.parley"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkCommit is one durable save after the other.
func BenchmarkCommit(b *testing.B) {
	b.Run("parley", func(b *testing.B) {
		s, v, i := openBench(b), benchValue(), 0
		for b.Loop() {
			if err := s.Commit(context.Background(), nil, []kv.Op{kv.Put(benchKey(i), v)}); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	b.Run("bare", func(b *testing.B) {
		db, v, i := openBare(b), benchValue(), 0
		for b.Loop() {
			err := db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("b")).Put(benchKey(i), v) })
			if err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	b.Run("interleaved", benchInterleaved)
}

// benchInterleaved makes both kinds of save in turns and reports the ratio of
// their times, which a noisy machine cannot spoil: above 1 is faster than bare.
func benchInterleaved(b *testing.B) {
	s, db, v, i := openBench(b), openBare(b), benchValue(), 0
	var ours, bare []float64
	for b.Loop() {
		start := time.Now()
		if err := s.Commit(context.Background(), nil, []kv.Op{kv.Put(benchKey(i), v)}); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if err := db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("b")).Put(benchKey(i), v) }); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, middle.Sub(start).Seconds())
		bare = append(bare, time.Since(middle).Seconds())
		i++
	}
	b.ReportMetric(median(bare)/median(ours), "of-bare")
}

// BenchmarkWriters is 64 goroutines that save one value each, again and again;
// bare is bbolt's own group commit with the delay that suits it best. Both
// work in turns on new files, 6,400 saves a round.
func BenchmarkWriters(b *testing.B) {
	const writers, saves = 64, 6400
	v := benchValue()
	inTurns(b, saves, func(s *bolt.Store) {
		spread(b, writers, saves, func(i int) error {
			return s.Commit(context.Background(), nil, []kv.Op{kv.Put(benchKey(i), v)})
		})
	}, func(db *bbolt.DB) {
		db.MaxBatchDelay, db.MaxBatchSize = time.Millisecond, writers
		spread(b, writers, saves, func(i int) error {
			return db.Batch(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("b")).Put(benchKey(i), v) })
		})
	})
}

// spread runs n calls of save from many goroutines.
func spread(b *testing.B, writers, n int, save func(i int) error) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := int(next.Add(1)); i <= n; i = int(next.Add(1)) {
				if err := save(i); err != nil {
					b.Error(err)
					return
				}
			}
		}()
	}
	wg.Wait()
}

// BenchmarkBulk is an import of 20,000 values: ours through kv.Bulk in commits
// of at most 100, bare in transactions of 1,000; in turns on new files.
func BenchmarkBulk(b *testing.B) {
	const values = 20_000
	v := benchValue()
	inTurns(b, values, func(s *bolt.Store) {
		fill(b, s, values)
	}, func(db *bbolt.DB) {
		for i := 0; i < values; i += 1000 {
			err := db.Update(func(tx *bbolt.Tx) error {
				for j := i; j < i+1000; j++ {
					if err := tx.Bucket([]byte("b")).Put(benchKey(j), v); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// inTurns runs two ways of doing the same n things one after the other, as
// often as the benchmark wants, and reports how many a second each does and
// the ratio of their medians.
func inTurns(b *testing.B, n int, ours func(*bolt.Store), bare func(*bbolt.DB)) {
	var a, z []float64
	for b.Loop() {
		s, db := openBench(b), openBare(b)
		start := time.Now()
		ours(s)
		middle := time.Now()
		bare(db)
		a = append(a, float64(n)/middle.Sub(start).Seconds())
		z = append(z, float64(n)/time.Since(middle).Seconds())
	}
	b.ReportMetric(median(a), "ours/s")
	b.ReportMetric(median(z), "bare/s")
	b.ReportMetric(median(a)/median(z), "of-bare")
}

// BenchmarkGet reads one value from a file of 20,000.
func BenchmarkGet(b *testing.B) {
	const n = 20_000
	s := openBench(b)
	fill(b, s, n)
	r, err := s.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	i := 0
	for b.Loop() {
		if _, ok, err := r.Get(benchKey(i % n)); !ok || err != nil {
			b.Fatal(ok, err)
		}
		i += 7919
	}
}

// BenchmarkScan reads 10,000 small values.
func BenchmarkScan(b *testing.B) {
	s := openBench(b)
	bulk := kv.NewBulk(context.Background(), s)
	for i := range kv.MaxScan {
		if err := bulk.Put(benchKey(i), fmt.Appendf(nil, "a summary of about a hundred bytes, as a list line is made of, number %030d", i)); err != nil {
			b.Fatal(err)
		}
	}
	if err := bulk.Flush(); err != nil {
		b.Fatal(err)
	}
	r, err := s.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	b.ReportAllocs()
	for b.Loop() {
		if p, err := r.Scan(nil, nil, kv.MaxScan); len(p) != kv.MaxScan || err != nil {
			b.Fatal(len(p), err)
		}
	}
}

func fill(b *testing.B, s kv.Store, n int) {
	b.Helper()
	bulk, v := kv.NewBulk(context.Background(), s), benchValue()
	for i := range n {
		if err := bulk.Put(benchKey(i), v); err != nil {
			b.Fatal(err)
		}
	}
	if err := bulk.Flush(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkOpen opens an empty file and one of 100 MB, reads a value and closes
// it; bare is bbolt alone. PARLEY_LONG=1 makes it 1 GB and PARLEY_BENCH_MB any
// size. What grows is bbolt's reading of the list of free pages, of which a
// file has many right after an import.
func BenchmarkOpen(b *testing.B) {
	megabytes := 100
	if os.Getenv("PARLEY_LONG") == "1" {
		megabytes = 1000
	}
	if n, err := strconv.Atoi(os.Getenv("PARLEY_BENCH_MB")); err == nil {
		megabytes = n
	}
	for _, mb := range []int{0, megabytes} {
		path := filepath.Join(b.TempDir(), "workspace.parley")
		s, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		fill(b, s, mb<<20/valueSize+1)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("%dMB", mb), func(b *testing.B) {
			for b.Loop() {
				s, err := bolt.Open(path, bolt.Options{})
				if err != nil {
					b.Fatal(err)
				}
				r, err := s.Snapshot()
				if err != nil {
					b.Fatal(err)
				}
				if _, ok, err := r.Get(benchKey(0)); !ok || err != nil {
					b.Fatal(ok, err)
				}
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%dMB/bare", mb), func(b *testing.B) {
			for b.Loop() {
				db, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
				if err != nil {
					b.Fatal(err)
				}
				err = db.View(func(tx *bbolt.Tx) error {
					if tx.Bucket([]byte("parley")).Get(benchKey(0)) == nil {
						return os.ErrNotExist
					}
					return nil
				})
				if err != nil || db.Close() != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}
