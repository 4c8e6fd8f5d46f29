package preview

import (
	"strings"

	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/want"
)

// Visitor is whom a persona makes of the one who talks.
func Visitor(w want.Persona) desk.Visitor {
	return desk.Visitor{Customer: w.Customer, Token: w.Token, Language: w.Language, Page: w.Page, OnPage: w.OnPage,
		PreviousPage: w.PreviousPage, UserAgent: w.UserAgent}
}

// now is the persona who talks.
func (p *Preview) now() want.Persona {
	v := p.state.Visitor
	return want.Persona{Customer: v.Customer, Token: v.Token, Language: v.Language, Page: v.Page, OnPage: v.OnPage,
		PreviousPage: v.PreviousPage, UserAgent: v.UserAgent}
}

// Ids of the persona's picker besides those of customers.
const (
	nobody     = "\x00nobody"
	byToken    = "\x00token"
	inLanguage = "\x00language"
	onPage     = "\x00page"
	timeOnPage = "\x00time"
	pageBefore = "\x00before"
	userAgent  = "\x00agent"
)

// persona asks who talks; the conversation begins anew as them.
func (p *Preview) persona() []want.Want {
	now := p.now()
	items := []want.Item{
		{ID: nobody, Label: "A visitor", Detail: "nobody knows who they are", Here: now.Customer == "" && now.Token == ""},
	}
	for _, c := range p.state.Workspace.Customers {
		items = append(items, want.Item{ID: string(c.ID), Label: orID(c.Name, string(c.ID)), Detail: traits(c), Here: now.Token == "" && c.ID == now.Customer})
	}
	items = append(items,
		want.Item{ID: byToken, Label: "Whoever a token names …", Detail: "a signed token, verified as your site's would be", Here: now.Token != ""},
		want.Item{ID: inLanguage, Label: "Language …", Detail: "of the browser: " + orID(string(now.Language), "not told")})
	if p.state.Assistant.Channel == model.Chat {
		items = append(items,
			want.Item{ID: onPage, Label: "Page …", Detail: "where the chat is opened: " + orID(now.Page, "not told")},
			want.Item{ID: timeOnPage, Label: "Time on page …", Detail: "when the chat is opened: " + model.Duration(now.OnPage).String()},
			want.Item{ID: pageBefore, Label: "Page before …", Detail: "where the visitor came from: " + orID(now.PreviousPage, "not told")},
			want.Item{ID: userAgent, Label: "User agent …", Detail: "the browser: " + orID(now.UserAgent, "not told")})
	}
	return []want.Want{want.Pick{Title: "Who talks?", Items: items, Done: func(it want.Item) []want.Want {
		if ask := p.personaPrompt(it.ID, now); ask != nil {
			return ask
		}
		next := now
		next.Customer, next.Token = model.CustomerID(it.ID), ""
		if it.ID == nobody {
			next.Customer = ""
		}
		p.atEnd()
		return []want.Want{next}
	}}}
}

// personaPrompt asks for what a persona is told besides who it is; nil for a customer.
func (p *Preview) personaPrompt(id string, now want.Persona) []want.Want {
	line := func(title, value, hint string, set func(string)) []want.Want {
		return []want.Want{want.Prompt{Title: title, Value: value, Hint: hint, Done: func(text string) []want.Want {
			set(strings.TrimSpace(text))
			p.atEnd()
			return []want.Want{now}
		}}}
	}
	switch id {
	case inLanguage:
		return p.personaLanguage(now)
	case byToken:
		return line("Token", now.Token, "a JWT, signed with HS256 and the workspace's secret; nothing for a visitor", func(s string) { now.Token, now.Customer = s, "" })
	case onPage:
		return line("Page", now.Page, "such as https://shop.example/cart", func(s string) { now.Page = s })
	case pageBefore:
		return line("Page before", now.PreviousPage, "such as https://shop.example/", func(s string) { now.PreviousPage = s })
	case userAgent:
		return line("User agent", now.UserAgent, "such as Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", func(s string) { now.UserAgent = s })
	case timeOnPage:
		return []want.Want{want.Prompt{Title: "Time on page", Value: model.Duration(now.OnPage).String(), Hint: "such as 90s or 5m",
			Check: func(s string) error {
				_, err := model.ParseDuration(s)
				return err
			}, Done: func(s string) []want.Want {
				d, _ := model.ParseDuration(s)
				now.OnPage = d.Time()
				p.atEnd()
				return []want.Want{now}
			}}}
	}
	return nil
}

func (p *Preview) personaLanguage(now want.Persona) []want.Want {
	items := []want.Item{{ID: "", Label: "not told", Here: now.Language == ""}}
	for _, l := range p.state.Workspace.Settings.Languages {
		items = append(items, want.Item{ID: string(l), Label: string(l), Here: l == now.Language})
	}
	return []want.Want{want.Pick{Title: "Language of the browser", Items: items, Free: true, Done: func(it want.Item) []want.Want {
		now.Language = model.Language(it.ID)
		if it.ID == "" && it.Label != "not told" {
			now.Language = model.Language(strings.TrimSpace(it.Label))
		}
		p.atEnd()
		return []want.Want{now}
	}}}
}

// traits is what tells a customer apart, in a line.
func traits(c *model.Customer) string {
	out := []string{}
	for _, t := range []string{c.Email, c.Company, string(c.Language)} {
		if t != "" {
			out = append(out, t)
		}
	}
	if c.VIP {
		out = append(out, "VIP")
	}
	return strings.Join(out, ", ")
}
