package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestManPagesAreTheSameEveryDay(t *testing.T) {
	pages := map[string]string{}
	for range 2 {
		dir := t.TempDir()
		ok(t, "", "man", dir)
		names, err := filepath.Glob(filepath.Join(dir, "*.1"))
		if err != nil || len(names) < 10 {
			t.Fatalf("%d pages: %v", len(names), err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			base := filepath.Base(name)
			if known, twice := pages[base]; twice && known != string(data) {
				t.Errorf("%s differs the second time", base)
			}
			pages[base] = string(data)
		}
	}
	if !strings.Contains(pages["parley-play.1"], "Talk to an assistant") {
		t.Error("the page of play does not say what it does")
	}
}
