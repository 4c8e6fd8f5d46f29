// Package lead tells from a conversation how much its customer is worth a
// salesperson's time: a score of signals, each with the words it was seen in,
// the customer's role and company, and the fields of a sales framework. It
// looks words up in lists and nothing else, so it is quick, works offline, and
// can say why.
//
// The lists are English: a conversation in another language still scores by
// what was saved, by pages and by its length.
package lead

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
)

// Evidence is where something was seen: a message of the customer, something
// saved, or a page that was visited.
type Evidence struct {
	Seq  int32 // of the event; 0 for a page the conversation began on
	At   int64 // Unix milliseconds
	Text string
}

// Signal is one reason of a score.
type Signal struct {
	Key      string // of the weight
	Name     string
	Points   int
	Evidence Evidence
}

// Field is one field of a framework; an empty Value is not known yet.
type Field struct {
	Key      string
	Name     string
	Value    string
	Evidence Evidence
}

// Result is what a conversation tells of a lead.
type Result struct {
	conversation.Lead
	Signals   []Signal // that were seen, in the order of the weights
	Threshold int      // what the score has to reach
	Framework string
	Fields    []Field // all of the framework's, in its order
}

// MaxScore is what a score is capped at.
const MaxScore = 100

// DefaultThreshold is the score at which a lead is handed off, unless the
// workspace says otherwise.
const DefaultThreshold = 60

// Weight is what a signal adds to the score, in points.
type Weight struct {
	Key     string // in the workspace's weights
	Name    string
	Default int
}

// The keys of the signals.
const (
	Pain      = "pain"
	Email     = "email"
	Demo      = "demo"
	Size      = "size"
	Timeline  = "timeline"
	Authority = "authority"
	Page      = "page"
	Length    = "length"
)

// fullLength is how many messages of the customer make an exchange long.
const fullLength = 6

// Weights lists the signals with their points where the workspace says nothing
// else. Together they make more than [MaxScore]: nobody has to show them all.
func Weights() []Weight {
	return []Weight{
		{Pain, "named a pain point", 20},
		{Email, "gave an e-mail address", 20},
		{Demo, "asked for a demo or a price", 20},
		{Size, "told the size of the company", 10},
		{Timeline, "told a timeline", 15},
		{Authority, "has a role that decides", 15},
		{Page, "looked at a page on prices or demos", 10},
		{Length, "took part in a longer exchange", 10},
	}
}

// Of reads the lead of a conversation with the workspace's weights.
func Of(l *conversation.Log, d *conversation.Digest, s model.Leads) Result {
	r := NewReader(&l.Header, s)
	for i := range l.Turns {
		seq := int32(0)
		if first := l.Turns[i].First; first < len(l.Events) {
			seq = l.Events[first].Seq
		}
		r.input(&l.Turns[i].Input, seq)
	}
	for i := range l.Events {
		r.event(&l.Events[i])
	}
	return r.Result(d)
}

// Reader reads the lead of a conversation while it goes on: nothing is read twice.
// Make it with NewReader.
type Reader struct {
	settings model.Leads
	seen     map[string]Evidence // the first of each signal
	fields   map[string]Field    // the first of each field, of all frameworks
	persona  string
	decides  bool
	email    string // that they gave in their own words
	messages int
	last     Evidence // the customer's last message
}

// NewReader begins with what is known at the start of a conversation.
func NewReader(h *conversation.Header, s model.Leads) *Reader {
	r := &Reader{settings: s, seen: map[string]Evidence{}, fields: map[string]Field{}}
	for _, page := range []string{h.Start.PreviousPage, h.Start.Page} {
		r.page(page, Evidence{At: h.Start.At.UnixMilli(), Text: page})
	}
	return r
}

// Add reads an input, nil for the opening, and what came of it.
func (r *Reader) Add(in *session.Input, events ...session.Event) {
	if in != nil {
		seq := int32(0)
		if len(events) > 0 {
			seq = events[0].Seq
		}
		r.input(in, seq)
	}
	for i := range events {
		r.event(&events[i])
	}
}

// input looks at the page that a visitor goes to; seq is of the first event after it.
func (r *Reader) input(in *session.Input, seq int32) {
	if in.Kind == session.VisitPage {
		r.page(in.Text, Evidence{seq, in.At, in.Text})
	}
}

func (r *Reader) event(e *session.Event) {
	switch {
	case e.Type == session.Message && e.From == session.Customer:
		r.messages++
		r.last = Evidence{e.Seq, e.At, e.Text}
		r.message(r.last)
	case e.Type == session.Saved && e.Value.IsSet():
		r.saved(e)
	}
}

func (r *Reader) message(at Evidence) {
	words := tokens(at.Text)
	for _, s := range signsIn(words) {
		if s.signal != "" {
			r.see(s.signal, at)
		}
		for _, f := range s.fields {
			r.fill(f, at.Text, at)
		}
	}
	if role, decides := roleIn(words); role != "" {
		r.role(role, decides, at)
	}
	if given := givenEmail(at.Text); given != "" {
		r.see(Email, at)
		if r.email == "" {
			r.email = given
		}
	}
}

// ownAddress are words with which people give an address as their own.
var ownAddress = []string{"my email", "my e-mail", "my mail", "my address", "email is", "e-mail is", "email me", "e-mail me", "mail me", "reach me", "contact me", "write to me", "write me"}

// givenEmail is the e-mail address that somebody gives as their own in a
// message, "" for none: it stands alone, or the message says whose it is.
func givenEmail(said string) string {
	for _, word := range strings.Fields(said) {
		word = strings.Trim(word, ".,;:!?()<>\"'")
		if !strings.Contains(word, "@") {
			continue
		}
		a, err := mail.ParseAddress(word)
		if err != nil || !strings.Contains(a.Address[strings.LastIndexByte(a.Address, '@'):], ".") {
			continue
		}
		lower := strings.ToLower(said)
		if len(strings.Fields(said)) == 1 || slices.ContainsFunc(ownAddress, func(own string) bool { return strings.Contains(lower, own) }) {
			return a.Address
		}
	}
	return ""
}

// saved reads what the assistant asked for and kept.
func (r *Reader) saved(e *session.Event) {
	at := Evidence{e.Seq, e.At, string(e.Attribute) + " = " + e.Value.String()}
	name := string(e.Attribute)[strings.LastIndexByte(string(e.Attribute), '.')+1:]
	switch strings.ToLower(name) {
	case "email":
		r.see(Email, at)
	case "role", "title", "jobtitle", "position":
		role, decides := roleIn(tokens(e.Value.String()))
		if role == "" {
			role = e.Value.String()
		}
		r.role(role, decides, at)
	case "companysize", "employees", "seats", "teamsize":
		r.see(Size, at)
	case "budget":
		r.fill(budget, e.Value.String(), at)
	case "timeline", "startdate":
		r.see(Timeline, at)
		r.fill(timing, e.Value.String(), at)
	}
}

func (r *Reader) see(key string, at Evidence) {
	if _, known := r.seen[key]; !known {
		r.seen[key] = at
	}
}

func (r *Reader) fill(key, value string, at Evidence) {
	if _, known := r.fields[key]; !known {
		r.fields[key] = Field{Value: value, Evidence: at}
	}
}

// role takes the first role that was told, or a later one that decides more.
func (r *Reader) role(role string, decides bool, at Evidence) {
	if r.persona == "" || decides && !r.decides {
		r.persona, r.decides = role, decides
	}
	if decides {
		r.see(Authority, at)
		r.fill(authority, role, at)
		r.fill(buyer, role, at)
	}
}

// buyingPages are parts of the addresses of pages that people read who buy.
var buyingPages = []string{"pric", "plans", "demo", "enterprise", "contact", "quote", "checkout", "compare"}

func (r *Reader) page(url string, at Evidence) {
	url = strings.ToLower(url)
	for _, part := range buyingPages {
		if strings.Contains(url, part) {
			r.see(Page, at)
			return
		}
	}
}

// Result is what is known of the lead by now; d is the digest of the conversation.
func (r *Reader) Result(d *conversation.Digest) Result {
	out := Result{Threshold: r.settings.Threshold, Framework: r.settings.Framework}
	if out.Threshold == 0 {
		out.Threshold = DefaultThreshold
	}
	out.Persona, out.Domain = r.persona, Domain(cmp.Or(d.Person.Email, r.email))
	for _, w := range Weights() {
		points := w.Default
		if own, ok := r.settings.Weights.Get(w.Key); ok {
			points = own
		}
		at, seen := r.seen[w.Key]
		if w.Key == Length && r.messages > 1 {
			points, at, seen = points*min(r.messages, fullLength)/fullLength, r.last, true
		}
		if !seen || points == 0 {
			continue
		}
		out.Signals = append(out.Signals, Signal{w.Key, w.Name, points, at})
		out.Score += points
	}
	out.Score = max(0, min(out.Score, MaxScore))
	out.Reached = out.Score >= out.Threshold
	out.Framework, out.Fields = r.framework(out.Framework)
	return out
}

// Domain is the company's domain in an e-mail address; free mail providers give none.
func Domain(email string) string {
	_, domain, ok := strings.Cut(strings.ToLower(strings.TrimSpace(email)), "@")
	if !ok || !strings.Contains(domain, ".") {
		return ""
	}
	name, _, _ := strings.Cut(domain, ".")
	if freeMail[name] || freeMail[domain] {
		return ""
	}
	return domain
}

// freeMail are providers whose addresses tell nothing of a company: by the
// first label where they are one in every country, else by the whole domain.
var freeMail = map[string]bool{
	"gmail": true, "googlemail": true, "hotmail": true, "outlook": true, "yahoo": true, "ymail": true, "icloud": true, "aol": true,
	"protonmail": true, "proton": true, "gmx": true, "tutanota": true, "mailinator": true, "fastmail": true, "hey.com": true,
	"live.com": true, "msn.com": true, "me.com": true, "mac.com": true, "web.de": true, "t-online.de": true, "mail.com": true, "mail.ru": true,
	"yandex.ru": true, "yandex.com": true, "qq.com": true, "163.com": true, "126.com": true, "orange.fr": true, "free.fr": true, "wanadoo.fr": true,
	"laposte.net": true, "libero.it": true, "zoho.com": true, "pm.me": true, "naver.com": true, "uol.com.br": true, "bol.com.br": true, "terra.com.br": true,
}
