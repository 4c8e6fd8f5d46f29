package identity_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"parley/engine/identity"
	"parley/engine/model"
)

var (
	secret = []byte("a secret of thirty-two characters!")
	now    = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	ada    = &model.Customer{ID: "ada", ExternalID: "c-1", Email: "ada@example.com", Phone: "+44 20 7946 0000"}
	bo     = &model.Customer{ID: "bo", ExternalID: "c-2"}
	all    = []*model.Customer{ada, bo}
)

func signed(t *testing.T, method jwt.SigningMethod, key any, c jwt.MapClaims) string {
	t.Helper()
	s, err := jwt.NewWithClaims(method, c).SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestATokenNamesItsCustomer(t *testing.T) {
	for _, c := range all {
		token, err := identity.Token(c, secret, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []time.Time{now, now.Add(identity.MaxAge), now.Add(-identity.MaxSkew)} {
			if got, err := identity.Verify(token, secret, at, all); err != nil || got != c {
				t.Errorf("%s at %s: %v %v", c.ID, at, got, err)
			}
		}
	}
	both := signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"externalId": "c-2", "email": "ADA@example.com", "iat": now.Unix()})
	if got, err := identity.Verify(both, secret, now, all); err != nil || got != ada {
		t.Errorf("the e-mail has to win: %v %v", got, err)
	}
	fresh := signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"email": "new@example.com", "iat": now.Unix()})
	if got, err := identity.Verify(fresh, secret, now, all); err != nil || got.Email != "new@example.com" {
		t.Errorf("somebody new: %v %v", got, err)
	}
}

func TestEverythingElseIsRefusedWithItsReason(t *testing.T) {
	good := jwt.MapClaims{"email": "ada@example.com", "iat": now.Unix()}
	valid := signed(t, jwt.SigningMethodHS256, secret, good)
	parts := strings.Split(valid, ".")
	forged := base64.RawURLEncoding.EncodeToString([]byte(`{"email":"bo@example.com","iat":1772445600}`))
	for name, c := range map[string]struct{ token, reason string }{
		"other algorithm": {signed(t, jwt.SigningMethodHS512, secret, good), "HS512"},
		"none":            {signed(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, good), "none"},
		"none by hand":    {base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + parts[1] + ".", "none"},
		"unknown":         {base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"XX"}`)) + "." + parts[1] + "." + parts[2], "algorithm"},
		"other secret":    {signed(t, jwt.SigningMethodHS256, []byte("another"), good), "signature"},
		"changed":         {parts[0] + "." + forged + "." + parts[2], "signature"},
		"stale":           {signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"email": "a@b.c", "iat": now.Add(-identity.MaxAge - time.Second).Unix()}), "older than 15 minutes"},
		"future":          {signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"email": "a@b.c", "iat": now.Add(identity.MaxSkew + time.Second).Unix()}), "future"},
		"no iat":          {signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"email": "a@b.c"}), "iat"},
		"nobody":          {signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"iat": now.Unix()}), "names nobody"},
		"expired":         {signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"email": "a@b.c", "iat": now.Unix(), "exp": now.Unix()}), "expired"},
		"not yet":         {signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"email": "a@b.c", "iat": now.Unix(), "nbf": now.Add(time.Hour).Unix()}), "not valid yet"},
		"oversized":       {strings.Repeat("a", identity.MaxToken+1), "longer than"},
		"garbage":         {"not a token", "no token"},
		"empty":           {"", "no token"},
		"wrong claims":    {signed(t, jwt.SigningMethodHS256, secret, jwt.MapClaims{"email": 5, "iat": now.Unix()}), "no token"},
	} {
		got, err := identity.Verify(c.token, secret, now, all)
		if err == nil || !strings.Contains(err.Error(), c.reason) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, %v; want a refusal with %q", name, got, err, c.reason)
		}
	}
	if _, err := identity.Verify(valid, nil, now, all); err == nil {
		t.Error("without a secret nobody is identified")
	}
}

func TestASenderIsOneCustomer(t *testing.T) {
	if c, ok := identity.BySender("+442079460000", all); !ok || c != ada {
		t.Errorf("got %v %v", c, ok)
	}
	twin := &model.Customer{ID: "twin", Phone: "+44 (20) 79460000"}
	if c, ok := identity.BySender("+442079460000", append(all, twin)); ok {
		t.Errorf("two customers with a number are nobody, got %v", c)
	}
	if _, ok := identity.BySender("", all); ok {
		t.Error("no number is nobody")
	}
}

func FuzzVerify(f *testing.F) {
	token, _ := identity.Token(ada, secret, now)
	f.Add(token)
	f.Add("a.b.c")
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := identity.Verify(s, secret, now, all); (c == nil) == (err == nil) {
			t.Errorf("%q: %v %v", s, c, err)
		}
	})
}
