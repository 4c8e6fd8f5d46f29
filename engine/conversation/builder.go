package conversation

import (
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/session"
)

// Builder makes the digest of a conversation from its events as they come. It
// reads nothing but the header and the events.
type Builder struct {
	digest  Digest
	asking  *session.Mark // the question that waits
	offered []string      // the buttons of the last thing the bot said
	shown   []string      // titles of the articles that a deflection shows
	past    bool          // the last word of the customer was the first past the buttons
}

// deflection is the key of the interaction whose stages a digest follows.
const deflection = "articleDeflection"

// NewBuilder begins a digest.
func NewBuilder(h *Header) *Builder {
	return &Builder{digest: Digest{ID: h.ID, Source: h.Source, Channel: h.Channel, Assistant: h.Assistant, Version: h.Version,
		Type: h.Type, Brand: h.Start.Brand, Start: h.Start.At.UnixMilli(), Person: personOf(h)}}
}

// DigestOf is the digest of a whole conversation.
func DigestOf(h *Header, events []session.Event) Digest {
	b := NewBuilder(h)
	b.Add(events...)
	return b.Digest()
}

// Digest is what is known by now. It stays as it is when more events are added.
func (b *Builder) Digest() Digest {
	d := b.digest
	d.Saved = slices.Clone(d.Saved)
	d.Saved = slices.DeleteFunc(d.Saved, func(a session.Attribute) bool { return !a.Value.IsSet() })
	return d
}

// Add adds what happened next, in order.
func (b *Builder) Add(events ...session.Event) {
	for i := range events {
		b.event(&events[i])
	}
}

func (b *Builder) event(e *session.Event) {
	d := &b.digest
	if d.DayEnd == nil && d.Engaged > 0 && e.At >= d.Engaged+Day {
		d.DayEnd = &Place{Waits: d.Waits, Deflected: d.Deflected}
	}
	switch e.Type {
	case session.Message:
		b.message(e)
	case session.Redirect:
		b.asking, d.Waits = nil, Wait{}
		b.settled(e)
	case session.Saved:
		b.saved(e.Attribute, e.Value)
	case session.Intent:
		if b.past { // it was understood
			b.past, d.Wrote = false, false
		}
		d.Intents = append(d.Intents, model.IntentID(e.Name))
		d.join(e.At)
	case session.Changed:
		b.changed(e)
	case session.HandOver:
		d.Handed = append(d.Handed, HandOff{At: e.At, Reason: Reason(e.Why), Team: e.Name})
	case session.Feedback:
		d.Feedback = append(d.Feedback, Opinion{At: e.At, Positive: e.Value.Text() == session.PositiveFeedback, On: e.Why})
		b.settled(e)
	case session.Rating:
		d.Rating = int(e.Value.Number())
		if e.More != nil {
			d.Scale = e.More.Scale
		}
	}
}

func (b *Builder) message(e *session.Event) {
	d := &b.digest
	if e.From == session.System {
		if e.Why == session.WhyDone {
			d.Done = e.At
			d.Moments = append(d.Moments, Moment{At: e.At, From: session.System, End: true})
		}
		return
	}
	d.Last = e.At
	d.Moments = append(d.Moments, Moment{At: e.At, From: e.From})
	switch e.From {
	case session.Customer:
		b.customer(e)
	case session.Bot:
		if d.Engaged > 0 && d.Replied == 0 {
			d.Replied = e.At
		}
		b.bot(e)
	}
}

// customer is an answer to what waits, or a word to whom it may concern.
func (b *Builder) customer(e *session.Event) {
	d := &b.digest
	if d.Engaged == 0 {
		d.Engaged = e.At
	}
	if e.Mark == nil {
		return
	}
	if b.past = false; len(b.offered) > 0 && !slices.Contains(b.offered, e.Text) {
		b.past, d.Wrote = !d.Wrote, true
	} else {
		d.join(e.At)
	}
	if isDeflection(e.Mark) && d.Deflected.Shown > 0 && d.Deflected.Selected == 0 && slices.Contains(b.shown, e.Text) {
		d.Deflected.Selected = e.At
	}
	b.asking, b.offered, d.Waits = nil, nil, Wait{}
}

// join notes that the customer took up what the assistant offers.
func (d *Digest) join(at int64) {
	if d.Joined == 0 {
		d.Joined = at
	}
}

// bot is a question that waits from now on, or something said.
func (b *Builder) bot(e *session.Event) {
	d := &b.digest
	if e.Mark == nil {
		return
	}
	if isDeflection(e.Mark) {
		b.deflects(e)
	}
	b.offered = e.Buttons
	switch {
	case e.Mark.Kind == nil || !e.Mark.Kind.Waits || d.Status != session.Running:
		b.asking, d.Waits = nil, Wait{}
	case b.asking == nil || *b.asking != *e.Mark: // else it is said again
		b.asking, d.Waits = e.Mark, Wait{Since: e.At, Kind: e.Mark.Kind.Key, Saves: e.Mark.Saves}
	}
}

func (b *Builder) deflects(e *session.Event) {
	p := &b.digest.Deflected
	if p.Settled > 0 {
		*p = Deflection{}
	}
	if p.Asked == 0 {
		p.Asked = e.At
	}
	if e.More == nil || len(e.More.Articles) == 0 {
		return
	}
	if p.Shown == 0 {
		p.Shown = e.At
	}
	b.shown = nil
	for _, a := range e.More.Articles {
		b.shown = append(b.shown, a.Title)
	}
}

// settled ends a deflection: it was told whether it helped, or it went on.
func (b *Builder) settled(e *session.Event) {
	if p := &b.digest.Deflected; isDeflection(e.Mark) && p.Asked > 0 && p.Settled == 0 {
		p.Settled = e.At
	}
}

func isDeflection(m *session.Mark) bool { return m != nil && m.Kind != nil && m.Kind.Key == deflection }

func (b *Builder) changed(e *session.Event) {
	d := &b.digest
	d.Status = e.Status
	d.Statuses = append(d.Statuses, Change{At: e.At, Status: e.Status})
	if e.Status != session.Running && e.Status != session.Abandoned {
		b.asking, d.Waits = nil, Wait{}
	}
	switch e.Status {
	case session.Interrupted:
		d.Handed = append(d.Handed, HandOff{At: e.At, Reason: ByAgent})
	case session.Ended:
		d.Moments = append(d.Moments, Moment{At: e.At, From: session.System, End: true})
	}
}

func (b *Builder) saved(path model.AttributePath, v model.Value) {
	d := &b.digest
	at := slices.IndexFunc(d.Saved, func(a session.Attribute) bool { return a.Path == path })
	if at < 0 {
		at = len(d.Saved)
		d.Saved = append(d.Saved, session.Attribute{Path: path})
	}
	d.Saved[at].Value = v
	switch p := &d.Person; path {
	case "customer.email":
		email := foldEmail(v.Text())
		if email != p.Email {
			p.Unproved = email != ""
		}
		p.Email = email
	case "customer.phone":
		p.Phone = foldPhone(v.String())
	case "customer.name":
		p.Name = v.Text()
	case "customer.company", "company.name":
		p.Company = v.Text()
	case session.FollowUpAttribute:
		d.FollowUp = v.Text()
	}
}

// personOf is who a conversation is with before its first word.
func personOf(h *Header) Person {
	p := Person{Visitor: h.Visitor}
	if strings.Contains(h.From, "@") {
		p.Email = foldEmail(h.From)
	} else {
		p.Phone = foldPhone(h.From)
	}
	if c := h.Start.Customer; c != nil && h.Start.Authenticated {
		p.Customer, p.Name, p.Company = c.ID, c.Name, c.Company
		if c.Email != "" {
			p.Email = foldEmail(c.Email)
		}
		if c.Phone != "" {
			p.Phone = foldPhone(c.Phone)
		}
	}
	return p
}

func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// foldPhone is what all ways of writing a number have in common: its digits,
// with a + before them where it names its country.
func foldPhone(s string) string {
	s = strings.TrimSpace(s)
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	switch {
	case digits == "":
		return ""
	case strings.HasPrefix(s, "+"):
		return "+" + digits
	case strings.HasPrefix(s, "00"):
		return "+" + digits[2:]
	}
	return digits
}
