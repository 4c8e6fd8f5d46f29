package simulate

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"parley/engine/check"
	"parley/engine/model"
	"parley/engine/schedule"
)

// Profile says what synthetic customers are like. Shares are whole percents;
// weights are compared with each other. Files write it in the keys of the fields.
type Profile struct {
	Arrivals  Arrivals  `json:"arrivals" help:"when they come"`
	Customers Customers `json:"customers" help:"who they are"`
	Answers   Answers   `json:"answers" help:"what they press and write"`
	Leaving   Leaving   `json:"leaving" help:"how often they leave a question open"`
	Feedback  Feedback  `json:"feedback" help:"what they think of it"`
	Returns   Returns   `json:"returns" help:"how often they are back"`
	Agents    Agents    `json:"agents" help:"what people of the company do"`
}

// Arrivals is when customers come, in the workspace's time zone.
type Arrivals struct {
	Hours    model.Map[int] `json:"hours" help:"weight of hours, one or a range such as 9-17"`
	Weekdays model.Map[int] `json:"weekdays" help:"weight of mon … sun"`
}

// Customers is who comes.
type Customers struct {
	Known     int            `json:"known" help:"percent who are identified, like one of the workspace's customers"`
	Languages model.Map[int] `json:"languages" help:"weight of each language of the browser"`
}

// Answers is what customers do where they are asked.
type Answers struct {
	Pace       model.Duration      `json:"pace" help:"how long they take on average"`
	Buttons    model.Map[int]      `json:"buttons" help:"weight of buttons by label; others weigh 10"`
	Typed      int                 `json:"typed" help:"percent who write where there are buttons"`
	Wrong      int                 `json:"wrong" help:"percent who write something else than is asked for"`
	Most       int                 `json:"most" help:"answers after which they have had enough"`
	Sentences  model.Map[[]string] `json:"sentences" help:"what they write, by language"`
	Attributes model.Map[[]string] `json:"attributes" help:"what they write where it is saved to an attribute"`
}

// Leaving is how customers leave before the end.
type Leaving struct {
	Each   int            `json:"each" help:"percent who leave at a question"`
	At     model.Map[int] `json:"at" help:"the same for an attribute that is asked for, a dialog, or an interaction"`
	Closes int            `json:"closes" help:"percent of these who close the chat, where they may"`
}

// Feedback is what customers say of the assistant.
type Feedback struct {
	Negative int            `json:"negative" help:"percent of feedback that is negative"`
	Rated    int            `json:"rated" help:"percent of surveys that are answered"`
	Ratings  model.Map[int] `json:"ratings" help:"weight of ratings from 1 to 5; fewer points are scaled"`
}

// Returns is how often a customer is back, of a hundred conversations.
type Returns struct {
	Soon  int `json:"soon" help:"percent after which they begin another within 24 hours"`
	Later int `json:"later" help:"percent after which they begin another in the month after"`
	Email int `json:"email" help:"percent after which they write an e-mail within 24 hours"`
}

// Agents is what people of the company do.
type Agents struct {
	Answered   int            `json:"answered" help:"percent of transfers that somebody answers"`
	After      model.Duration `json:"after" help:"how long that takes on average"`
	Interrupts int            `json:"interrupts" help:"percent in which an agent writes while the assistant runs"`
	Done       int            `json:"done" help:"percent that are marked done in the end"`
}

// usualWeight is what a button weighs that a profile says nothing of.
const usualWeight = 10

// Default is a shop's traffic: most of it on working days, with a peak around noon
// and another in the evening.
func Default() *Profile {
	return &Profile{
		Arrivals: Arrivals{
			Hours:    weights("0-6", 1, "7-8", 4, "9-11", 9, "12-13", 10, "14-17", 8, "18-21", 7, "22-23", 3),
			Weekdays: weights("mon", 12, "tue", 11, "wed", 10, "thu", 10, "fri", 10, "sat", 7, "sun", 5),
		},
		Customers: Customers{Known: 25},
		Answers:   Answers{Pace: model.Duration(20 * time.Second), Typed: 8, Wrong: 3, Most: 20},
		Leaving:   Leaving{Each: 4, At: weights("customer.email", 15, "customer.phone", 20), Closes: 20},
		Feedback:  Feedback{Negative: 20, Rated: 35, Ratings: weights("1", 8, "2", 7, "3", 15, "4", 30, "5", 40)},
		Returns:   Returns{Soon: 6, Later: 14, Email: 3},
		Agents:    Agents{Answered: 85, After: model.Duration(4 * time.Minute), Interrupts: 1, Done: 80},
	}
}

// weights writes a map of words and numbers in pairs.
func weights(pairs ...any) model.Map[int] {
	var out model.Map[int]
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, model.Pair[int]{Key: pairs[i].(string), Value: pairs[i+1].(int)})
	}
	return out
}

// Bounds of a profile.
const (
	maxWeight = 1_000_000
	maxMost   = 200
	maxPace   = model.Duration(24 * time.Hour)
)

// Check tells the first thing that is wrong with a profile for an assistant, and
// what would be right; nil where all is well.
func (p *Profile) Check(w *model.Workspace, a *model.Assistant) error {
	c := &checker{}
	c.shares(p)
	c.weights("arrivals.hours", p.Arrivals.Hours, func(key string) string {
		if _, _, ok := hoursOf(key); !ok {
			return "write an hour from 0 to 23, or a range such as 9-17"
		}
		return ""
	})
	c.weights("arrivals.weekdays", p.Arrivals.Weekdays, among(schedule.Weekdays()))
	c.weights("feedback.ratings", p.Feedback.Ratings, among([]string{"1", "2", "3", "4", "5"}))
	c.weights("customers.languages", p.Customers.Languages, anything)
	c.weights("answers.buttons", p.Answers.Buttons, anything)
	c.texts(p)
	c.lengths(p)
	c.places(p, w, a)
	return c.err
}

// checker keeps the first thing that is wrong.
type checker struct{ err error }

func (c *checker) wrong(field, what, mend string) {
	if c.err == nil {
		c.err = fmt.Errorf("profile: %s: %s: %s", field, what, mend)
	}
}

func (c *checker) share(field string, percent int) {
	if percent < 0 || percent > 100 {
		c.wrong(field, fmt.Sprintf("%d is no share", percent), "write a percentage from 0 to 100")
	}
}

func (c *checker) shares(p *Profile) {
	for _, s := range []struct {
		field   string
		percent int
	}{
		{"customers.known", p.Customers.Known}, {"answers.typed", p.Answers.Typed}, {"answers.wrong", p.Answers.Wrong},
		{"leaving.each", p.Leaving.Each}, {"leaving.closes", p.Leaving.Closes}, {"feedback.negative", p.Feedback.Negative}, {"feedback.rated", p.Feedback.Rated},
		{"returns.soon", p.Returns.Soon}, {"returns.later", p.Returns.Later}, {"returns.email", p.Returns.Email},
		{"agents.answered", p.Agents.Answered}, {"agents.interrupts", p.Agents.Interrupts}, {"agents.done", p.Agents.Done},
	} {
		c.share(s.field, s.percent)
	}
	if both := p.Returns.Soon + p.Returns.Later; both > 95 {
		c.wrong("returns", fmt.Sprintf("%d of 100 customers would be back again and again", both), "soon and later are 95 together at most")
	}
}

func anything(string) string { return "" }

// among wants one of several words.
func among(words []string) func(string) string {
	return func(key string) string { return mendWord(key, words) }
}

// mendWord says which word was meant; "" where it is one of those known.
func mendWord(key string, words []string) string {
	for _, w := range words {
		if w == key {
			return ""
		}
	}
	if near := check.Nearest(key, words); near != "" {
		return "did you mean " + near + "?"
	}
	if len(words) > 12 {
		return "there is none"
	}
	return "use " + strings.Join(words, ", ")
}

// weights wants known words, none twice, and where there are any one at least that weighs something.
func (c *checker) weights(field string, m model.Map[int], mend func(key string) string) {
	sum := 0
	for _, e := range m {
		if what := mend(e.Key); what != "" {
			c.wrong(field, fmt.Sprintf("%q is not known here", e.Key), what)
		}
		if e.Value < 0 || e.Value > maxWeight {
			c.wrong(field+"."+e.Key, fmt.Sprintf("%d is no weight", e.Value), fmt.Sprintf("write a whole number from 0 to %d", maxWeight))
		}
		sum += e.Value
	}
	if len(m) > 0 && sum == 0 && field != "answers.buttons" {
		c.wrong(field, "nothing has a weight", "give one a number above 0, or leave it out")
	}
}

func (c *checker) texts(p *Profile) {
	for _, m := range []struct {
		field string
		texts model.Map[[]string]
	}{{"answers.sentences", p.Answers.Sentences}, {"answers.attributes", p.Answers.Attributes}} {
		for _, e := range m.texts {
			for _, text := range e.Value {
				if strings.TrimSpace(text) == "" || len(text) > model.MaxMessageBytes {
					c.wrong(m.field+"."+e.Key, "a text that nobody can send", fmt.Sprintf("write something of at most %d KB", model.MaxMessageBytes>>10))
				}
			}
			if len(e.Value) == 0 {
				c.wrong(m.field+"."+e.Key, "there is no text", "write one, or leave it out")
			}
		}
	}
}

func (c *checker) lengths(p *Profile) {
	if p.Answers.Most < 1 || p.Answers.Most > maxMost {
		c.wrong("answers.most", fmt.Sprintf("%d is no number of answers", p.Answers.Most), fmt.Sprintf("write one from 1 to %d", maxMost))
	}
	c.length("answers.pace", p.Answers.Pace)
	c.length("agents.after", p.Agents.After)
}

func (c *checker) length(field string, d model.Duration) {
	if d < model.Duration(time.Millisecond) || d > maxPace {
		c.wrong(field, d.String()+" is no time that it takes", "write one from 1ms to 24h, such as 20s")
	}
}

// places wants attributes, dialogs and interactions that are there.
func (c *checker) places(p *Profile, w *model.Workspace, a *model.Assistant) {
	known := model.AttributesOf(w)
	for _, e := range p.Answers.Attributes {
		if _, ok := known.Find(model.AttributePath(e.Key)); !ok {
			c.wrong("answers.attributes", fmt.Sprintf("there is no attribute %q", e.Key), "use a path such as customer.email")
		}
	}
	var words []string
	for _, d := range a.Dialogs {
		words = append(words, string(d.ID))
	}
	for _, k := range model.Kinds() {
		if k.Waits {
			words = append(words, k.Key)
		}
	}
	for _, e := range p.Leaving.At {
		c.share("leaving.at."+e.Key, e.Value)
		if _, ok := known.Find(model.AttributePath(e.Key)); ok {
			continue
		}
		if what := mendWord(e.Key, words); what != "" {
			c.wrong("leaving.at", fmt.Sprintf("%q is no attribute, dialog or interaction that waits", e.Key), what)
		}
	}
}

// hoursOf reads an hour or a range of hours, the first and the last.
func hoursOf(key string) (first, last int, ok bool) {
	from, to, ranged := strings.Cut(key, "-")
	if !ranged {
		to = from
	}
	first, err := strconv.Atoi(strings.TrimSpace(from))
	last, other := strconv.Atoi(strings.TrimSpace(to))
	return first, last, err == nil && other == nil && 0 <= first && first <= last && last <= 23
}
