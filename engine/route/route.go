// Package route says who starts: which rule, or else which default, names the
// assistant and dialog for somebody who writes in.
package route

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley/engine/condition"
	"parley/engine/model"
	"parley/engine/schedule"
)

// Visitor is somebody who writes in, as far as rules can see.
type Visitor struct {
	Channel  model.Channel
	Brand    model.BrandID   // "": the default brand
	To       string          // the number or WhatsApp id written to
	At       time.Time       // of the virtual clock
	Customer *model.Customer // known: authenticated, or by their sender number
	Message  string          // what they wrote first; "" where nothing yet
	Language model.Language
	Page     string
	Previous string
	Agent    string        // the browser's user agent
	OnPage   time.Duration // time on the page
}

// Choice is who starts. An empty Assistant is a person's conversation.
type Choice struct {
	Assistant model.AssistantID
	Dialog    model.DialogID // "": Welcome
	Rule      string         // the rule that won; "" for a default or none
	Default   bool           // a default decided, perhaps for nobody
	Verdicts  []Verdict      // every rule of the channel up to the one that won, in order
}

// Verdict is why a rule won or did not.
type Verdict struct {
	Rule *model.Rule
	Won  bool
	Why  string // in one line
}

// Ordered are the workspace's rules in the order they are tried: by their order
// number, those without one in the order they stand.
func Ordered(w *model.Workspace) []*model.Rule {
	out := slices.Clone(w.Rules)
	slices.SortStableFunc(out, func(a, b *model.Rule) int { return cmp.Compare(a.Order, b.Order) })
	return out
}

// Choose decides who starts. Only assistants for which published is true count.
// Proactive rules count only where proactive is asked for, and no others then.
func Choose(w *model.Workspace, v Visitor, proactive bool, published func(model.AssistantID) bool) Choice {
	t := tried{w: w, v: v, known: model.AttributesOf(w), published: published}
	var out Choice
	for _, r := range Ordered(w) {
		if r.Channel != v.Channel || r.Proactive != proactive {
			continue
		}
		won, why := t.rule(r)
		out.Verdicts = append(out.Verdicts, Verdict{r, won, why})
		if won {
			out.Assistant, out.Dialog, out.Rule = r.Assistant, r.Dialog, r.ID
			return out
		}
	}
	if !proactive {
		out.Assistant, out.Default = t.fallback()
	}
	return out
}

type tried struct {
	w         *model.Workspace
	v         Visitor
	known     *model.Attributes
	published func(model.AssistantID) bool
}

// rule says whether a rule wins, and why or why not.
func (t *tried) rule(r *model.Rule) (bool, string) {
	switch {
	case !t.published(r.Assistant):
		return false, fmt.Sprintf("its assistant %s is not published", r.Assistant)
	case r.Phone != "" && digits(r.Phone) != digits(t.v.To):
		return false, fmt.Sprintf("it is for %s, not %s", r.Phone, or(t.v.To, "an unknown number"))
	case r.Match == model.MatchAny && len(r.When) > 0:
		for _, c := range r.When {
			if holds, _ := t.holds(c); holds {
				return true, describe(c) + " holds"
			}
		}
		return false, "none of its conditions holds"
	}
	for _, c := range r.When {
		if holds, why := t.holds(c); !holds {
			return false, why
		}
	}
	if len(r.When) == 0 {
		return true, "it has no conditions"
	}
	return true, "all its conditions hold"
}

// holds decides one condition; why says what stands in its way.
func (t *tried) holds(c model.Condition) (holds bool, why string) {
	a, ok := t.known.Find(c.Attribute)
	if !ok {
		return false, fmt.Sprintf("there is no attribute %s", c.Attribute)
	}
	test, err := condition.Compile(c, a)
	if err != nil {
		return false, err.Error()
	}
	v := t.value(c.Attribute)
	if test.Holds(v, &condition.Env{Now: t.v.At.In(t.zone()), Open: t.open}) {
		return true, ""
	}
	if !v.IsSet() {
		return false, describe(c) + " does not hold: it is not set"
	}
	return false, describe(c) + " does not hold: it is " + v.String()
}

func describe(c model.Condition) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", c.Attribute, c.Is, c.Value))
}

func (t *tried) zone() *time.Location {
	if zone, err := time.LoadLocation(string(t.w.Settings.TimeZone)); err == nil {
		return zone
	}
	return time.UTC
}

func (t *tried) open(id model.ScheduleID, at time.Time) bool {
	s := t.w.Schedule(id)
	if s == nil {
		return false
	}
	hours, _ := schedule.Compile(s, t.w.Settings.TimeZone)
	return hours.Open(at)
}

// value is what a rule sees of an attribute. Of an anonymous visitor nothing of
// the customer and the company is set.
func (t *tried) value(path model.AttributePath) model.Value {
	v := t.v
	switch path {
	case "message.text":
		return model.TextOf(v.Message)
	case "conversation.brand":
		return model.TextOf(string(t.brand()))
	case "conversation.createdAt":
		return model.TextOf(v.At.Format(time.RFC3339))
	}
	if v.Channel == model.Chat {
		switch path {
		case "session.language":
			return model.TextOf(string(v.Language))
		case "session.userAgent":
			return model.TextOf(v.Agent)
		case "session.currentPage":
			return model.TextOf(v.Page)
		case "session.previousPage":
			return model.TextOf(v.Previous)
		case "session.timeOnPage":
			if v.Page == "" {
				return model.Value{}
			}
			return model.NumberOf(float64(int(v.OnPage.Seconds())))
		}
	}
	if v.Customer == nil {
		return model.Value{}
	}
	return v.Customer.Value(path)
}

func (t *tried) brand() model.BrandID {
	if t.v.Brand == "" && len(t.w.Brands) > 0 {
		return t.w.Brands[0].ID
	}
	return t.v.Brand
}

// fallback is the default of the channel and brand; a brand left out in a
// default is the default brand.
func (t *tried) fallback() (id model.AssistantID, found bool) {
	for _, all := range t.w.Defaults {
		for _, d := range all.Defaults {
			brand := d.Brand
			if brand == "" && len(t.w.Brands) > 0 {
				brand = t.w.Brands[0].ID
			}
			if d.Channel != t.v.Channel || brand != t.brand() {
				continue
			}
			if d.Assistant == model.NoAssistant || d.Assistant == "" || !t.published(d.Assistant) {
				return "", true
			}
			return d.Assistant, true
		}
	}
	return "", false
}

func digits(s string) string {
	out := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if out == "" {
		return strings.ToLower(strings.TrimSpace(s))
	}
	return out
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
