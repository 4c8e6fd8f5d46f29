package command_test

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestIntentsAndArticlesAreListedAndDeleted(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	ok(t, "", "import", "--db", db, samplesDir(t))
	for _, of := range []string{"intents", "articles"} {
		if all, list := ok(t, "", of, "--db", db), ok(t, "", of, "list", "--db", db); all != list || list == "" {
			t.Errorf("%s list is not what %s tells:\n%s", of, of, list)
		}
	}
	if list := ok(t, "", "articles", "list", "--db", db, "--language", "pt"); strings.Contains(list, "boot-fitting") || !strings.Contains(list, "pt-garantia") {
		t.Error(list)
	}
	fails(t, 2, []string{"intents", "delete", "shop-hours", "--db", db}, "is used in Store helper", "add --yes")
	fails(t, 2, []string{"intents", "delete", "no-such", "--db", db}, "no-such")
	fails(t, 2, []string{"articles", "delete", "--db", db}, "an article's id")
	has(t, ok(t, "", "intents", "show", "shop-hours", "--db", db), "Shop hours")
	has(t, ok(t, "", "intents", "delete", "shop-hours", "--yes", "--db", db), "deleted intent shop-hours", "Store helper", "leads to nothing now")
	fails(t, 2, []string{"intents", "show", "shop-hours", "--db", db}, "no intent")
	if out := ok(t, "", "articles", "delete", "boot-fitting", "--db", db); out != "deleted article boot-fitting\n" {
		t.Error(out)
	}
	fails(t, 2, []string{"articles", "show", "boot-fitting", "--db", db}, "boot-fitting")
}
