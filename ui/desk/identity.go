package desk

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"time"

	"parley/engine/identity"
	"parley/engine/model"
	"parley/engine/session"
)

// secretSetting is where a workspace without a secret of its own keeps the one
// that is used for trying out. It is never exported.
const secretSetting = "preview-secret"

// Secret is what tokens of customers are signed with: the environment variable
// that the workspace names, where it is set, else a secret made for trying out.
func (d *Desk) Secret() ([]byte, error) {
	if name := d.draft.Settings.SecretEnv; name != "" {
		if secret := os.Getenv(name); secret != "" {
			return []byte(secret), nil
		}
	}
	if known := d.Setting(secretSetting); known != "" {
		return []byte(known), nil
	}
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		return nil, fmt.Errorf("make a secret: %w", err)
	}
	secret := hex.EncodeToString(random)
	return []byte(secret), d.SetSetting(secretSetting, secret)
}

// Token makes the token that a company's site would make for a customer.
func (d *Desk) Token(id model.CustomerID, at time.Time) (string, error) {
	c, err := d.Customer(id)
	if err != nil {
		return "", err
	}
	secret, err := d.Secret()
	if err != nil {
		return "", err
	}
	return identity.Token(c, secret, at)
}

// authenticate makes a visitor the customer that a token names. A token that is
// refused leaves them anonymous, with a note that says why.
func (d *Desk) authenticate(start *session.Start, token string) error {
	secret, err := d.Secret()
	if err != nil {
		return err
	}
	c, err := identity.Verify(token, secret, start.At, d.draft.Customers)
	var refusal *identity.Refusal
	if errors.As(err, &refusal) {
		start.Notice = refusal.Error() + ": the customer stays anonymous"
		return nil
	}
	start.Customer, start.Authenticated = c, err == nil
	return err
}

// become makes a visitor one of the workspace's customers: by a real token that
// is really verified, where the customer has an id that a token can name.
func (d *Desk) become(start *session.Start, id model.CustomerID) error {
	c, err := d.Customer(id)
	if err != nil {
		return err
	}
	if c.ExternalID == "" && c.Email == "" {
		start.Customer, start.Authenticated = c, false
		start.Notice = fmt.Sprintf("%s has no external id and no e-mail, so no token can name them: not authenticated", c.ID)
		return nil
	}
	token, err := d.Token(c.ID, start.At)
	if err != nil {
		return err
	}
	return d.authenticate(start, token)
}
