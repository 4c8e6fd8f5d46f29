package route

import (
	"maps"
	"slices"
	"time"

	"parley/engine/condition"
	"parley/engine/model"
)

// witness looks in a region for somebody who meets a rule and is taken by an
// earlier one.
func (s *space) witness(r *model.Rule, at region, now time.Time, published func(model.AssistantID) bool) (Visitor, *model.Rule) {
	if at == nil {
		return Visitor{}, nil
	}
	values := map[model.AttributePath]model.Value{}
	var dates []model.AttributePath
	to := ""
	for i, v := range s.vars {
		switch c := at[i][0]; {
		case v.path == "":
			to = c.value.String()
		case c.known:
			values[v.path] = c.value
		default:
			dates = append(dates, v.path)
		}
	}
	t := tried{w: s.w, known: model.AttributesOf(s.w), published: published}
	for _, moment := range moments(now, r) {
		for _, day := range days(moment, r, dates) {
			for _, path := range dates {
				values[path] = day
			}
			v := visitor(values)
			v.Channel, v.To, v.At = s.lane.channel, to, moment
			t.v = v
			if met, _ := t.rule(r); !met {
				continue
			}
			choice := Choose(s.w, v, s.lane.proactive, published)
			if n := len(choice.Verdicts); n > 0 && choice.Verdicts[n-1].Won && choice.Verdicts[n-1].Rule != r {
				return v, choice.Verdicts[n-1].Rule
			}
		}
	}
	return Visitor{}, nil
}

// moments are when somebody may write: now, around the dates a rule names, and
// every hour of the week to come where it asks for a moment.
func moments(now time.Time, r *model.Rule) []time.Time {
	out := []time.Time{now}
	for _, c := range r.When {
		if c.Attribute != "conversation.createdAt" {
			continue
		}
		if at, _, ok := condition.ParseDate(c.Value.String(), time.UTC); ok {
			out = append(out, at, at.AddDate(0, 0, 1), at.AddDate(0, 0, -1))
		}
		for hour := range 7 * 24 {
			out = append(out, now.Add(time.Duration(hour)*time.Hour))
		}
	}
	return out
}

// days are values for the dates that a rule asks for.
func days(now time.Time, r *model.Rule, dates []model.AttributePath) []model.Value {
	out := []model.Value{{}}
	if len(dates) == 0 {
		return out
	}
	add := func(at time.Time) { out = append(out, model.TextOf(at.Format(time.RFC3339))) }
	add(now)
	for _, c := range r.When {
		if at, _, ok := condition.ParseDate(c.Value.String(), time.UTC); ok {
			add(at)
			add(at.AddDate(0, 0, 1))
			add(at.AddDate(0, 0, -1))
		}
	}
	return out
}

// visitor is somebody with the values.
func visitor(values map[model.AttributePath]model.Value) Visitor {
	var v Visitor
	someone := &model.Customer{ID: "somebody"}
	known := false
	for _, path := range slices.Sorted(maps.Keys(values)) {
		x := values[path]
		text := x.String()
		switch path {
		case "message.text":
			v.Message = text
		case "conversation.brand":
			v.Brand = model.BrandID(text)
		case "conversation.createdAt":
		case "session.language":
			v.Language = model.Language(text)
		case "session.userAgent":
			v.Agent = text
		case "session.currentPage":
			v.Page = text
		case "session.previousPage":
			v.Previous = text
		case "session.timeOnPage":
			v.OnPage = time.Duration(x.Number()) * time.Second
		default:
			if x.IsSet() {
				known = true
				know(someone, path, x)
			}
		}
	}
	if values["session.timeOnPage"].IsSet() && v.Page == "" {
		v.Page = "/"
	}
	if known {
		v.Customer = someone
	}
	return v
}

// know gives a customer a value.
func know(c *model.Customer, path model.AttributePath, x model.Value) {
	switch path {
	case "customer.name":
		c.Name = x.String()
	case "customer.email":
		c.Email = x.String()
	case "customer.phone":
		c.Phone = x.String()
	case "customer.company", "company.name":
		c.Company = x.String()
	case "customer.defaultLanguage":
		c.Language = model.Language(x.String())
	default:
		c.Attributes = append(c.Attributes, model.Pair[model.Value]{Key: string(path), Value: x})
	}
}
