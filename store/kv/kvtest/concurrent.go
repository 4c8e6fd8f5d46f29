package kvtest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"parley/store/kv"
)

func testBulk(t *testing.T, s kv.Store) {
	bulk := kv.NewBulk(context.Background(), s)
	value := make([]byte, 3000)
	const n = 2000
	for i := range n {
		if err := bulk.Put(fmt.Appendf(nil, "k%05d", i), value); err != nil {
			t.Fatal(err)
		}
	}
	if err := bulk.Flush(); err != nil {
		t.Fatal(err)
	}
	for i := range n / 2 {
		if err := bulk.Delete(fmt.Appendf(nil, "k%05d", 2*i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := bulk.Flush(); err != nil {
		t.Fatal(err)
	}
	pairs, err := snapshot(t, s).Scan(nil, nil, kv.MaxScan)
	if err != nil || len(pairs) != n/2 || string(pairs[0].Key) != "k00001" {
		t.Errorf("got %d pairs, %v", len(pairs), err)
	}
}

func testBulkError(t *testing.T, s kv.Store) {
	bulk := kv.NewBulk(context.Background(), s)
	_ = bulk.Put(b("\x00reserved"), b("x"))
	wantErr(t, bulk.Flush(), kv.ErrKey)
	wantErr(t, bulk.Put(b("a"), b("x")), kv.ErrKey)
	wantErr(t, bulk.Flush(), kv.ErrKey)
	want(t, snapshot(t, s), "a", "-")
}

// testCounters lets many goroutines increase a few counters by
// compare-and-swap: no increment may be lost.
func testCounters(t *testing.T, s kv.Store) {
	const writers, each, counters = 8, 25, 3
	var wg sync.WaitGroup
	for w := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range each {
				if err := increase(s, fmt.Append(nil, "counter", (w+i)%counters)); err != nil {
					t.Error(err)
					return
				}
			}
		}()
	}
	wg.Wait()
	sum := 0
	pairs, err := snapshot(t, s).Scan(b("counter"), nil, 9)
	for _, p := range pairs {
		n, _ := strconv.Atoi(string(p.Value))
		sum += n
	}
	if err != nil || sum != writers*each {
		t.Errorf("counted %d, %v, want %d", sum, err, writers*each)
	}
}

// increase adds one to a counter, again and again until no one was faster.
func increase(s kv.Store, key []byte) error {
	for {
		r, err := s.Snapshot()
		if err != nil {
			return err
		}
		old, ok, err := r.Get(key)
		r.Close()
		if err != nil {
			return err
		}
		check := kv.Absent(key)
		if ok {
			check = kv.Equal(key, old)
		}
		n, _ := strconv.Atoi(string(old))
		err = s.Commit(context.Background(), []kv.Check{check}, []kv.Op{kv.Put(key, fmt.Append(nil, n+1))})
		if !errors.Is(err, kv.ErrConflict) {
			return err
		}
	}
}

// testReadersBesideWriters moves money between two accounts while readers
// look: every snapshot has to show the same sum, by Get and by Scan.
func testReadersBesideWriters(t *testing.T, s kv.Store) {
	const total = 100
	commit(t, s, kv.Put(b("a"), fmt.Append(nil, total)), kv.Put(b("z"), b("0")))
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Add(1)
		go func() {
			defer readers.Done()
			for {
				if sum, err := sumOf(s); err != nil || sum != total {
					t.Errorf("sum is %d, %v", sum, err)
					return
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		}()
	}
	filler := make([]byte, 2000)
	for i := range 60 {
		commit(t, s, kv.Put(b("a"), fmt.Append(nil, total-i)), kv.Put(b("z"), fmt.Append(nil, i)),
			kv.Put(fmt.Append(nil, "filler", i), filler))
	}
	close(stop)
	readers.Wait()
}

func sumOf(s kv.Store) (int, error) {
	r, err := s.Snapshot()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	first, err := r.Scan(nil, nil, 1)
	if err != nil {
		return 0, err
	}
	last, _, err := r.Get(b("z"))
	if err != nil {
		return 0, err
	}
	a, _ := strconv.Atoi(string(first[0].Value))
	z, _ := strconv.Atoi(string(last))
	return a + z, nil
}

// testCloseBesideWriters closes the store under its users: they get ErrClosed
// and nothing else.
func testCloseBesideWriters(t *testing.T, s kv.Store) {
	var wg sync.WaitGroup
	started := make(chan struct{}, 4)
	for w := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; ; i++ {
				err := s.Commit(context.Background(), nil, []kv.Op{kv.Put(fmt.Append(nil, "k", w), fmt.Append(nil, i))})
				if err == nil {
					_, err = sumless(s)
				}
				if err != nil {
					wantErr(t, err, kv.ErrClosed)
					return
				}
				if i == 3 {
					started <- struct{}{}
				}
			}
		}()
	}
	for range 4 {
		<-started
	}
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	wg.Wait()
}

func sumless(s kv.Store) (int, error) {
	r, err := s.Snapshot()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	pairs, err := r.Scan(nil, nil, 10)
	return len(pairs), err
}
