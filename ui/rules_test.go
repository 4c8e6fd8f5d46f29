package ui_test

import (
	"strings"
	"testing"

	"parley/engine/route"
	"parley/ui/uitest"
)

func atRules(t *testing.T) *uitest.Driver {
	t.Helper()
	d := open(t, "")
	d.Press("3")
	d.Sees("Rules 4", "An offer of help in the cart", "proactive", "Defaults", "Only published assistants ever start")
	return d
}

func order(d *uitest.Driver) string {
	var ids []string
	for _, r := range route.Ordered(d.Desk().Workspace()) {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

func TestRulesAreOrderedAddedCopiedAndDeleted(t *testing.T) {
	d := atRules(t)
	d.Press("J")
	if got := order(d); got != "oak-members cart-offer long-on-contact workshop-number" {
		d.Fail("J moves down: %s", got)
	}
	d.Press("K", "D")
	d.Sees("Rules 5", "never wins")
	if got := order(d); !strings.HasPrefix(got, "cart-offer an-offer-of-help-in-the-cart-copy oak") {
		d.Fail("D copies below: %s", got)
	}
	d.Press("x")
	d.Sees("Delete rule An offer of help in the cart copy")
	d.Press("y")
	d.Sees("Rules 4")
	d.Press("a")
	d.Type("store")
	d.Press("enter")
	d.Type("Late at night")
	d.Press("enter")
	d.Sees("Rules 5", "Late at night")
	d.Sees("esc list")
	d.Press("u")
	d.Sees("Rules 4")
}

func TestAMadeUpVisitorSeesWhichRuleWinsAndWhy(t *testing.T) {
	d := atRules(t)
	d.Press("t")
	d.Sees("Try a visitor", "a stranger", "Store helper › Welcome starts: the default", "customer.loyaltyTier is one of Oak", "does not hold: it is not set", "Proactive")
	d.Press("down", "down", "enter")
	d.Type("ada")
	d.Press("enter")
	d.Sees("Route to a team › Welcome starts", "all its conditions hold")
	d.Press("down", "enter")
	d.Type("https://shop.example/cart")
	d.Press("enter", "down", "enter")
	d.Press("backspace", "backspace", "backspace", "backspace", "backspace")
	d.Type("90s")
	d.Press("enter")
	d.Press("pgdown", "pgdown", "pgdown")
	d.Sees("An offer of help in the cart", "opens by itself after 1m")
	d.Press("esc")
	d.SeesNot("Try a visitor")
}

func TestDefaultsAreChosenInAGrid(t *testing.T) {
	d := atRules(t)
	d.Press("d", "right", "enter")
	d.Sees("Who starts on chat, Little Thistle?", "made for SMS")
	d.Type("none")
	d.Press("enter")
	d.Sees("None")
	d.Press("down", "down", "enter")
	d.Type("whatsapp")
	d.Press("enter", "enter")
	d.Type("not set")
	d.Press("enter", "u")
	choice := route.Choose(d.Desk().Workspace(), route.Visitor{Channel: "twilio-whatsapp", Brand: "little-thistle"}, false, d.Desk().Published)
	if choice.Assistant != "whatsapp-menu" {
		d.Fail("chosen: %+v", choice)
	}
	d.Press("esc")
}

func TestARuleThatCanNeverWinIsNamed(t *testing.T) {
	d := atRules(t)
	d.Press("a")
	d.Type("store")
	d.Press("enter")
	d.Type("Everybody")
	d.Press("enter", "esc")
	d.Press("a")
	d.Type("route")
	d.Press("enter")
	d.Type("Nobody")
	d.Press("enter", "esc")
	d.Sees("never wins: Everybody comes first", "can never win", "a stranger")
	d.Press("enter", "home", "enter")
	d.Sees("Try a visitor", "it has no conditions")
}

func TestRulesAtEverySize(t *testing.T) {
	d := atRules(t)
	for _, size := range [][2]int{{80, 24}, {60, 18}, {200, 60}, {79, 20}, {120, 40}, {59, 17}, {300, 100}} {
		d.Resize(size[0], size[1])
		d.Press("t", "esc", "d", "down", "down", "down", "down", "down", "down", "esc", "tab", "tab", "tab")
	}
}
