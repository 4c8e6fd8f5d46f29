package ui_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"parley/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestTheFirstScreen keeps how the program looks when it is opened.
func TestTheFirstScreen(t *testing.T) {
	for _, c := range []struct {
		sample string
		w, h   int
	}{{"", 120, 40}, {"", 80, 24}, {"", 60, 18}, {"store-helper", 120, 40}} {
		d := uitest.New(t, uitest.Options{Sample: c.sample, Width: c.w, Height: c.h})
		name := fmt.Sprintf("first-%dx%d.txt", c.w, c.h)
		if c.sample != "" {
			name = c.sample + "-" + name
		}
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(d.Screen()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d.Screen() != string(want) {
			t.Errorf("%s differs (go test ./ui -run FirstScreen -update writes it anew):\n%s", file, d.Screen())
		}
	}
}
