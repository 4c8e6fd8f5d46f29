// Package identity verifies who a customer is: signed tokens, and sender numbers
// that a channel vouches for.
package identity

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"parley/engine/model"
)

// MaxAge is how old a token may be: its iat against the virtual clock.
const MaxAge = 15 * time.Minute

// MaxSkew is how far in the future a token's iat may lie: clocks differ a little.
const MaxSkew = 30 * time.Second

// MaxToken is the size of a token in bytes; a longer one is not looked into.
const MaxToken = 8 << 10

// claims are what a token says. Email wins where both are there.
type claims struct {
	ExternalID string `json:"externalId,omitempty"`
	Email      string `json:"email,omitempty"`
	jwt.RegisteredClaims
}

// Token makes the token that a company's site would make for a customer.
func Token(c *model.Customer, secret []byte, at time.Time) (string, error) {
	if c.ExternalID == "" && c.Email == "" {
		return "", fmt.Errorf("make a token for %s: the customer has no external id and no e-mail", c.ID)
	}
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{ExternalID: c.ExternalID, Email: c.Email,
		RegisteredClaims: jwt.RegisteredClaims{IssuedAt: jwt.NewNumericDate(at)}})
	signed, err := t.SignedString(secret)
	if err != nil {
		return "", fmt.Errorf("make a token for %s: %w", c.ID, err)
	}
	return signed, nil
}

// Refusal is why a token does not identify anybody.
type Refusal struct{ Reason string }

// Error is the reason in one line.
func (r *Refusal) Error() string { return "the token is refused: " + r.Reason }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// Verify checks a token against the workspace's secret and the virtual clock and
// returns the customer it names: one of those given, or a new one that is known
// only by what the token says. Anything else is a *Refusal.
func Verify(token string, secret []byte, now time.Time, known []*model.Customer) (*model.Customer, error) {
	switch {
	case len(token) > MaxToken:
		return nil, refuse("it is longer than %d KB", MaxToken>>10)
	case len(secret) == 0:
		return nil, refuse("the workspace has no secret")
	}
	var c claims
	parser := jwt.NewParser(jwt.WithoutClaimsValidation())
	_, err := parser.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) {
		if t.Method != jwt.SigningMethodHS256 {
			return nil, refuse("its algorithm is %q, and only HS256 is taken", t.Method.Alg())
		}
		return secret, nil
	})
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		return nil, refusal
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return nil, refuse("its signature is not from the workspace's secret")
	case errors.Is(err, jwt.ErrTokenUnverifiable):
		return nil, refuse("its algorithm is not known, and only HS256 is taken")
	case err != nil:
		return nil, refuse("it is no token")
	}
	if err := fresh(c, now); err != nil {
		return nil, err
	}
	return named(c, known)
}

// fresh checks the times of a token: issued lately, and valid now where it says when.
func fresh(c claims, now time.Time) error {
	switch {
	case c.IssuedAt == nil:
		return refuse("it does not say when it was issued (iat)")
	case c.IssuedAt.After(now.Add(MaxSkew)):
		return refuse("it was issued in the future (iat %s)", c.IssuedAt.UTC().Format(time.RFC3339))
	case now.Sub(c.IssuedAt.Time) > MaxAge:
		return refuse("it is older than %d minutes (iat %s)", int(MaxAge.Minutes()), c.IssuedAt.UTC().Format(time.RFC3339))
	case c.ExpiresAt != nil && !now.Before(c.ExpiresAt.Time):
		return refuse("it has expired (exp %s)", c.ExpiresAt.UTC().Format(time.RFC3339))
	case c.NotBefore != nil && now.Add(MaxSkew).Before(c.NotBefore.Time):
		return refuse("it is not valid yet (nbf %s)", c.NotBefore.UTC().Format(time.RFC3339))
	}
	return nil
}

// named finds whom a token means: by e-mail where it has one, else by external id.
func named(c claims, known []*model.Customer) (*model.Customer, error) {
	email, id := strings.TrimSpace(c.Email), strings.TrimSpace(c.ExternalID)
	if email == "" && id == "" {
		return nil, refuse("it names nobody: it needs an externalId or an email")
	}
	for _, k := range known {
		if email != "" && strings.EqualFold(k.Email, email) || email == "" && k.ExternalID == id {
			return k, nil
		}
	}
	return &model.Customer{ID: model.CustomerID("token-" + model.Slug(email+id)), ExternalID: id, Email: email}, nil
}

// BySender finds the one customer whose phone number the channel vouches for; none
// where several have it.
func BySender(number string, known []*model.Customer) (*model.Customer, bool) {
	want := digits(number)
	var found *model.Customer
	for _, k := range known {
		if want == "" || digits(k.Phone) != want {
			continue
		}
		if found != nil {
			return nil, false
		}
		found = k
	}
	return found, found != nil
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
