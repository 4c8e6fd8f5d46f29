package kustomer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/store/kustomer"
)

// many makes n of something, numbered, with commas between.
func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// shapes are files that grow in one way each. What reads or writes them must
// take as many times longer as they are larger, and no more.
var shapes = map[string]func(n int) string{
	"unknown fields": func(n int) string { return `{"dialogs":[],` + many(n, `"f%d":1`) + `}` },
	"wrapped fields": func(n int) string {
		return `{"id":"1","attributes":{"dialogs":[],` + many(n, `"f%d":1`) + `},` + many(n, `"g%d":1`) + `}`
	},
	"unknown nodes": func(n int) string { return `{"dialogs":[{"nodes":[` + many(n, `{"type":"hologram","n":%d}`) + `]}]}` },
	"dialogs by id": func(n int) string { return `{"dialogs":{` + many(min(n/8, 4900), `"! %d":{"name":"same"}`) + `}}` },
	"nodes and parts": func(n int) string {
		return `{"dialogs":[{"nodes":[` + many(n, `{"id":"n%[1]d","type":"sendMessage","text":"x","tone":%[1]d},{"type":"hologram"}`) + `]}]}`
	},
	"dialogs of one name that end": func(n int) string {
		return `{"dialogs":[` + many(min(n/8, 4900), `{"id":"! %[1]d","name":"same","nodes":[{"type":"hologram"},{"id":"! %[1]d","type":"transfer","tone":1}]}`) + `]}`
	},
	"entries of a map": func(n int) string {
		return `{"dialogs":[{"nodes":[],"end":{"type":"collectInput","text":"x","keys":{` + many(n, `"%d":"gone"`) + `}}}]}`
	},
	"a long line": func(n int) string {
		return `{"dialogs":[],"description":"` + strings.Repeat("long ", 20*n) + `",` + many(199, `"f%d":1`) + `}`
	},
}

func readAndWrite(t *testing.T, data []byte) time.Duration {
	began := time.Now()
	read, err := kustomer.Read("x.json", data, kustomer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range read.Assistants {
		if _, _, err := kustomer.Write(a, kustomer.WriteOptions{InternalID: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(began)
}

// TestTimeGrowsWithTheFile compares a file with one eight times as large, by the
// best of up to seven: what is linear takes 8 times as long, what is quadratic 64.
func TestTimeGrowsWithTheFile(t *testing.T) {
	const small, times, most = 2000, 8, 20
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			data := [2][]byte{[]byte(shape(small)), []byte(shape(times * small))}
			best := [2]time.Duration{time.Hour, time.Hour}
			for range 7 {
				for i, d := range data {
					best[i] = min(best[i], readAndWrite(t, d))
				}
				if best[1] < most*best[0] {
					return
				}
			}
			t.Errorf("%d times the file takes %d times as long: %v and %v", times, best[1]/best[0], best[0], best[1])
		})
	}
}

func TestPartsBehindWhatIsGoneComeBack(t *testing.T) {
	const data = `{"id":"1","type":"lite","channel":"chat","name":"N","dialogs":[{"nodes":[
		{"id":"a","type":"sendMessage","text":"x"},{"type":"hologram","n":1},{"type":"hologram","n":2},{"type":"hologram","n":3}]}]}`
	read, err := kustomer.Read("x.json", []byte(data), kustomer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := read.Assistants[0]
	a.Dialogs[0].Interactions = nil
	out, _, err := kustomer.Write(a, kustomer.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(out)), "")
	if !strings.Contains(text, `"nodes":[{"type":"hologram","n":1},{"type":"hologram","n":2},{"type":"hologram","n":3}]`) {
		t.Errorf("%s", out)
	}
}
