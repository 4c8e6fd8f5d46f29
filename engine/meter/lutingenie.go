package meter

import (
	"time"

	"parley/engine/conversation"
	"parley/engine/session"
)

// pause is how long a stretch of talk may be silent: the next message after
// exactly so long still continues it.
const pause = int64(30 * time.Minute / time.Millisecond)

// stretch is one LutinGénie conversation while it is cut from the messages.
type stretch struct {
	began, last      int64
	bot, agent, shut bool
}

// lutinGenie cuts a recorded conversation into LutinGénie's: each begins with a
// message of the customer and ends when it is resolved or closed, or with the
// first message after 30 minutes of silence.
func lutinGenie(d *conversation.Digest, f Facts, into []Verdict) []Verdict {
	var s stretch
	for _, m := range d.Moments {
		if m.At > f.Now {
			break
		}
		if s.began > 0 && !s.shut && m.At-s.last > pause {
			s.shut = true
		}
		switch {
		case m.End:
			s.shut = true
		case m.From == session.Customer && (s.began == 0 || s.shut):
			into = s.verdict(d, f, into)
			s = stretch{began: m.At, last: m.At}
		case s.began > 0 && !s.shut && m.From != session.System:
			s.last = m.At
			s.bot = s.bot || m.From == session.Bot
			s.agent = s.agent || m.From == session.Agent
		}
	}
	return s.verdict(d, f, into)
}

// verdict appends what a stretch comes to; nothing where there is none.
func (s *stretch) verdict(d *conversation.Digest, f Facts, into []Verdict) []Verdict {
	if s.began == 0 {
		return into
	}
	v := Verdict{At: s.began}
	v.source(d, f)
	switch {
	case d.Assistant == "" || s.agent && !s.bot:
		v.because(Human, 0)
	case s.bot:
	case s.shut || f.Now-s.last > pause:
		v.because(Cancelled, 0)
	case v.State == Counts:
		v.State, v.Until = Pending, s.last+pause+1
	}
	return append(into, v)
}
