//go:build unix

package bolt_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/store/bolt"
	"parley/store/kv"
)

// childCommit saves in a loop from four goroutines, in files that grow, shrink
// and move, and prints "goroutine number" once a save is durable. It goes on
// where the last one was killed.
func childCommit(path, seed string) int {
	s, err := bolt.Open(path, bolt.Options{Wait: time.Minute})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	n, _ := strconv.ParseUint(seed, 10, 64)
	var out sync.Mutex
	for w := range killWriters {
		go func() {
			rng := rand.New(rand.NewPCG(n, uint64(w)))
			for i := next(s, w); ; i++ {
				ops := []kv.Op{kv.Put(killKey(w, i), killValue(w, i, rng.IntN(20))), kv.Put(killCount(w), fmt.Append(nil, i))}
				if i > killKeep {
					ops = append(ops, kv.Delete(killKey(w, i-killKeep)))
				}
				if err := s.Commit(context.Background(), nil, ops); err != nil {
					fmt.Println(err)
					return
				}
				out.Lock()
				fmt.Println(w, i)
				out.Unlock()
			}
		}()
	}
	select {}
}

const (
	killWriters = 4
	killKeep    = 40 // values each writer leaves standing
)

func killKey(w, i int) []byte { return fmt.Appendf(nil, "%c/%08d", 'a'+w, i) }
func killCount(w int) []byte  { return fmt.Appendf(nil, "count/%d", w) }
func killValue(w, i, n int) []byte {
	return fmt.Appendf(nil, "%d %d %s", w, i, strings.Repeat("x", n*n*20))
}

// next returns the number a writer goes on with.
func next(s kv.Store, w int) int {
	r, err := s.Snapshot()
	if err != nil {
		return 0
	}
	defer r.Close()
	v, _, _ := r.Get(killCount(w))
	n, _ := strconv.Atoi(string(v))
	return n + 1
}

// TestKill kills a process that saves, at random moments: the file opens every
// time, is whole, and has everything that was acknowledged, of each commit all
// or nothing. PARLEY_LONG=1 makes it 3,000 times, PARLEY_KILLS any number.
func TestKill(t *testing.T) {
	kills := 20
	if os.Getenv("PARLEY_LONG") == "1" {
		kills = 3000
	}
	if n, err := strconv.Atoi(os.Getenv("PARLEY_KILLS")); err == nil {
		kills = n
	}
	path := filepath.Join(t.TempDir(), "workspace.parley")
	rng := rand.New(rand.NewPCG(1, 2))
	acknowledged := 0
	for i := range kills {
		last := killOne(t, path, fmt.Sprint(i), rng.IntN(120))
		acknowledged += len(last)
		r, err := bolt.Verify(path)
		if err != nil || !r.OK() {
			t.Fatalf("kill %d: %+v, %v", i, r, err)
		}
		s := mustOpen(t, path, bolt.Options{})
		wantAcknowledged(t, s, last)
		mustClose(t, s)
		if t.Failed() {
			t.Fatalf("kill %d", i)
		}
	}
	if acknowledged == 0 {
		t.Error("no save was ever acknowledged")
	}
}

// killOne starts the process, reads up to lines acknowledgements, kills it, and
// returns the last number of each writer that was acknowledged.
func killOne(t *testing.T, path, seed string, lines int) map[int]int {
	t.Helper()
	cmd, out, _ := child(t, "commit", path, seed)
	last := map[int]int{}
	for range lines {
		line, err := out.ReadString('\n')
		if err != nil || !acknowledge(last, line) {
			t.Fatalf("the process says %q, %v", line, err)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	rest := bufio.NewScanner(out)
	for rest.Scan() { // what it had printed by then
		acknowledge(last, rest.Text()+"\n")
	}
	_ = cmd.Wait()
	return last
}

func acknowledge(last map[int]int, line string) bool {
	var w, i int
	if n, err := fmt.Sscanf(line, "%d %d\n", &w, &i); n != 2 || err != nil {
		return false
	}
	last[w] = max(last[w], i)
	return true
}

func wantAcknowledged(t *testing.T, s kv.Store, last map[int]int) {
	t.Helper()
	all := dump(t, s)
	values := 0
	for w := range killWriters {
		count, _ := strconv.Atoi(all[string(killCount(w))])
		if count < last[w] {
			t.Errorf("writer %d: %d was acknowledged, the file has %d", w, last[w], count)
		}
		for i := max(1, count-killKeep+1); i <= count; i++ {
			values++
			if !strings.HasPrefix(all[string(killKey(w, i))], fmt.Sprintf("%d %d ", w, i)) {
				t.Errorf("writer %d: value %d of %d is missing", w, i, count)
			}
		}
	}
	for k := range all {
		if !strings.HasPrefix(k, "count/") {
			values--
		}
	}
	if values != 0 {
		t.Errorf("%d values too few or, below 0, too many", values)
	}
}
