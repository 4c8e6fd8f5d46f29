package desk

import (
	"strings"

	"parley/engine/model"
	"parley/engine/session"
)

// Armed lists the timers that run at the end of what is shown, the next first.
func (t *Talk) Armed() []session.Armed { return t.session.Armed(t.program) }

// Offered reports whether the chat opened by itself and waits to be taken up.
func (t *Talk) Offered() bool { return t.session.Offered() }

// Merge names the customer of the workspace who has an address that was given in
// the talk, and which one: agents are offered to merge the two. It is nil where
// the customer is authenticated, or nobody has the address.
func (t *Talk) Merge(at model.AttributePath, v model.Value) (c *model.Customer, same string) {
	if t.start.Authenticated || !v.IsSet() {
		return nil, ""
	}
	text := strings.TrimSpace(v.String())
	for _, c := range t.program.Workspace().Customers {
		if t.start.Customer != nil && t.start.Customer.ID == c.ID {
			continue
		}
		switch {
		case at == "customer.email" && c.Email != "" && strings.EqualFold(c.Email, text):
			return c, "same e-mail"
		case at == "customer.phone" && c.Phone != "" && digits(c.Phone) == digits(text):
			return c, "same phone"
		}
	}
	return nil, ""
}

// digits are what two ways of writing a number have in common.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
