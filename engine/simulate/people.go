package simulate

import (
	"fmt"
	"strconv"
	"strings"

	"parley/engine/model"
)

// person is who a synthetic customer is: the same in all their conversations, and
// nobody else's by anything that tells people apart.
type person struct {
	number   uint32
	first    string
	name     string
	email    string
	phone    string
	company  string
	language model.Language
	visitor  string
	customer *model.Customer  // identified; nil: a visitor nobody knows
	like     model.CustomerID // the customer of the workspace whose objects are theirs
}

var firstNames = []string{"Abebe", "Agnes", "Amara", "Anton", "Asha", "Bea", "Bilal", "Caleb", "Chiara", "Dana", "Dmitri", "Elif", "Emil", "Esther", "Farid", "Freya",
	"Gita", "Hana", "Hugo", "Ida", "Ines", "Ivo", "Jamal", "Jonas", "Kaito", "Kira", "Lars", "Leila", "Luca", "Maeve", "Malik", "Mina",
	"Nadia", "Nico", "Noor", "Olga", "Omar", "Paula", "Priya", "Rafael", "Rosa", "Ruth", "Samir", "Sofia", "Tariq", "Thea", "Uma", "Vera",
	"Viktor", "Wanda", "Yara", "Yusuf", "Zoe"}

var lastNames = []string{"Abara", "Andersen", "Aziz", "Baptiste", "Becker", "Brandt", "Cho", "Costa", "Dimitrov", "Duarte", "Eklund", "Farkas", "Ferro", "Fontaine", "Galanis", "Haddad",
	"Hoffmann", "Ito", "Ivanova", "Jansen", "Kaya", "Kelly", "Kovac", "Laine", "Lindqvist", "Lopez", "Marino", "Mbeki", "Meyer", "Moreau", "Nakamura", "Novak",
	"Okoye", "Olsen", "Park", "Petrov", "Quinn", "Rao", "Rossi", "Santos", "Sato", "Silva", "Singh", "Sokolov", "Tanaka", "Torres", "Umar", "Vargas",
	"Walsh", "Weber", "Yilmaz", "Zhang"}

var companies = []string{"Alder & Oak", "Bright Harbour", "Cobalt Works", "Dune Studio", "Elmfield", "Fern Foods", "Granite Labs", "Hollow Creek", "Iris Health", "Juniper Media", "Kestrel Air", "Lumen Bikes"}

// person finds out who a customer is.
func (t *Traffic) person(number uint32) person {
	d := roll(t.o.Seed, personThrows, uint64(number))
	first, last := one(&d, firstNames), one(&d, lastNames)
	p := person{number: number, first: first, name: first + " " + last, company: one(&d, companies), visitor: "simulated-" + t.mark + "-" + strconv.Itoa(int(number)),
		// Nobody's number can begin with +999: the code is given to no country.
		phone: fmt.Sprintf("+999%02d%08d", t.key%100, number)}
	host := "mail.example"
	if d.percent(30) {
		host = model.Slug(p.company) + ".example"
	}
	p.email = strings.ToLower(first+"."+last) + "." + t.mark + strconv.Itoa(int(number)) + "@" + host
	p.language = t.languages.turn(&d)
	w := t.o.Program.Workspace()
	if len(w.Customers) > 0 && d.percent(t.o.Profile.Customers.Known) {
		p.become(one(&d, w.Customers))
	}
	return p
}

// become makes the person a customer who is known, in what is saved of them like
// another one.
func (p *person) become(like *model.Customer) {
	c := *like
	c.ID, c.ExternalID, c.Name, c.Email, c.Phone = model.CustomerID(p.visitor), p.visitor, p.name, p.email, p.phone
	if c.Language == "" {
		c.Language = p.language
	}
	p.language, p.customer, p.like = c.Language, &c, like.ID
}
