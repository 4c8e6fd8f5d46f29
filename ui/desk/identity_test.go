package desk_test

import (
	"strings"
	"testing"
	"time"

	"parley/ui/desk"
)

func TestVisitorsAreWhoTheirTokensSay(t *testing.T) {
	d, err := desk.Open(desk.Options{Sample: "route-to-team"})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	token, err := d.Token("ada", at)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		visitor desk.Visitor
		who     string
		notice  string
	}{
		"a stranger":    {desk.Visitor{At: at}, "", ""},
		"a customer":    {desk.Visitor{At: at, Customer: "ada"}, "ada", ""},
		"a token":       {desk.Visitor{At: at, Token: token}, "ada", ""},
		"a stale token": {desk.Visitor{At: at.Add(time.Hour), Token: token}, "", "older than 15 minutes"},
		"no token":      {desk.Visitor{At: at, Token: "x.y.z"}, "", "refused"},
	} {
		start, err := d.Start(d.Workspace(), c.visitor)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		who := ""
		if start.Customer != nil && start.Authenticated {
			who = string(start.Customer.ID)
		}
		if who != c.who || !strings.Contains(start.Notice, c.notice) || c.notice == "" && start.Notice != "" {
			t.Errorf("%s: %q, %q", name, who, start.Notice)
		}
	}
}

func TestASecretComesFromTheEnvironmentTheWorkspaceNames(t *testing.T) {
	d, err := desk.Open(desk.Options{Sample: "route-to-team"})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	first, err := d.Secret()
	again, _ := d.Secret()
	if err != nil || len(first) < 32 || string(first) != string(again) {
		t.Errorf("the made secret: %q %q %v", first, again, err)
	}
	t.Setenv(d.Workspace().Settings.SecretEnv, "from the environment")
	if secret, err := d.Secret(); err != nil || string(secret) != "from the environment" {
		t.Errorf("got %q %v", secret, err)
	}
}
