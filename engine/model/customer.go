package model

import "strings"

// Each tells every attribute that is known of the customer, under its full path.
func (c *Customer) Each(tell func(AttributePath, Value)) {
	first, _, _ := strings.Cut(strings.TrimSpace(c.Name), " ")
	for _, p := range [...]Pair[string]{
		{"customer.name", c.Name}, {"customer.firstName", first}, {"customer.email", c.Email}, {"customer.phone", c.Phone},
		{"customer.company", c.Company}, {"company.name", c.Company}, {"customer.defaultLanguage", string(c.Language)},
	} {
		if p.Value != "" {
			tell(AttributePath(p.Key), TextOf(p.Value))
		}
	}
	if c.VIP {
		tell("customer.vip", BoolOf(true))
	}
	for _, p := range c.Attributes {
		path := AttributePath(p.Key)
		if !strings.Contains(p.Key, ".") {
			path = "customer." + path
		}
		tell(path, p.Value)
	}
}

// Value is what is known of the customer at a path; the last one told counts.
func (c *Customer) Value(path AttributePath) Value {
	var found Value
	c.Each(func(p AttributePath, v Value) {
		if p == path {
			found = v
		}
	})
	return found
}
