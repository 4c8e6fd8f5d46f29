package conversation

import (
	"iter"

	"parley/engine/session"
)

// Digests collects digests as they are kept: many together, so that what they
// have in common is written once. The zero value is ready.
type Digests struct{ c *coder }

// Add writes a digest behind those before it.
func (k *Digests) Add(d *Digest) {
	if k.c == nil {
		k.c = newWriter()
	}
	digest(k.c, d)
}

// Bytes is what was written. It is good until the next one is added.
func (k *Digests) Bytes() []byte {
	if k.c == nil {
		k.c = newWriter()
	}
	return k.c.out
}

// Reset empties it and keeps its memory.
func (k *Digests) Reset() {
	if k.c != nil {
		k.c.reset()
	}
}

// ReadDigests reads what Digests wrote, one after the other. An error
// (ErrDamaged, ErrNewer) ends it.
func ReadDigests(data []byte) iter.Seq2[Digest, error] {
	return func(yield func(Digest, error) bool) {
		c, err := newReader(data)
		if err != nil {
			yield(Digest{}, err)
			return
		}
		for c.in != "" {
			var d Digest
			if digest(c, &d); !c.bad && !yield(d, nil) {
				return
			}
		}
		if err := c.end(); err != nil {
			yield(Digest{}, err)
		}
	}
}

func digest(c *coder, d *Digest) {
	text(c, &d.ID)
	text(c, &d.Source)
	text(c, &d.Channel)
	text(c, &d.Assistant)
	number(c, &d.Version)
	text(c, &d.Type)
	text(c, &d.Brand)
	c.time(&d.Start)
	person(c, &d.Person)
	c.moment(&d.Engaged)
	c.moment(&d.Joined)
	c.moment(&d.Replied)
	c.moment(&d.Last)
	list(c, &d.Moments, moment)
	c.bool(&d.Wrote)
	list(c, &d.Handed, handOff)
	list(c, &d.Feedback, opinion)
	list(c, &d.Intents, text)
	number(c, &d.Rating)
	number(c, &d.Scale)
	status(c, &d.Status)
	list(c, &d.Statuses, change)
	wait(c, &d.Waits)
	deflected(c, &d.Deflected)
	dayEnd(c, d)
	text(c, &d.FollowUp)
	c.moment(&d.Done)
	attributes(c, &d.Saved)
}

func wait(c *coder, w *Wait) {
	c.moment(&w.Since)
	text(c, &w.Kind)
	text(c, &w.Saves)
}

func deflected(c *coder, p *Deflection) {
	c.moment(&p.Asked)
	c.moment(&p.Shown)
	c.moment(&p.Selected)
	c.moment(&p.Settled)
}

func dayEnd(c *coder, d *Digest) {
	there := d.DayEnd != nil
	if c.bool(&there); !there {
		return
	}
	if c.reading {
		d.DayEnd = new(Place)
	}
	wait(c, &d.DayEnd.Waits)
	deflected(c, &d.DayEnd.Deflected)
}

func person(c *coder, p *Person) {
	text(c, &p.Customer)
	text(c, &p.Email)
	c.bool(&p.Unproved)
	text(c, &p.Phone)
	text(c, &p.Visitor)
	text(c, &p.Name)
	text(c, &p.Company)
}

func moment(c *coder, m *Moment) {
	c.time(&m.At)
	text(c, &m.From)
	c.bool(&m.End)
}

func handOff(c *coder, h *HandOff) {
	c.time(&h.At)
	text(c, &h.Reason)
	text(c, &h.Team)
}

func opinion(c *coder, o *Opinion) {
	c.time(&o.At)
	c.bool(&o.Positive)
	text(c, &o.On)
}

func change(c *coder, v *Change) {
	c.time(&v.At)
	status(c, &v.Status)
}

func status(c *coder, v *session.Status) {
	if small(c, v); *v > session.Interrupted {
		c.fail()
		*v = session.Running
	}
}
