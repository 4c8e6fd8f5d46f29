// Package meter counts and prices recorded conversations as four systems do: KIQ
// Conversations (Kustomer), LutinGénie, Smartsupp and Kilo. It reads digests,
// never sessions, and gives a verdict with every reason for each of them.
//
// A verdict is as of a moment: what happened later is not known yet. Money is
// integer cents throughout. Months and days are those of a [Calendar], by the
// workspace's time zone.
package meter

import (
	"parley/engine/conversation"
)

// System is one of the four ways to count, in the word of files and commands.
type System string

// The systems.
const (
	KIQ        System = "kiq"
	LutinGenie System = "lutingenie"
	Smartsupp  System = "smartsupp"
	Kilo       System = "kilo"
)

// Systems lists the four in the order they are shown.
func Systems() []System { return []System{KIQ, LutinGenie, Smartsupp, Kilo} }

// Known reports whether the word names a system.
func (s System) Known() bool { return s.index() >= 0 }

// index is the system's place in Systems, -1 for none.
func (s System) index() int {
	for i, known := range Systems() {
		if s == known {
			return i
		}
	}
	return -1
}

// Title is the system's own name.
func (s System) Title() string {
	if i := s.index(); i >= 0 {
		return [...]string{"KIQ", "LutinGénie", "Smartsupp", "Kilo"}[i]
	}
	return string(s)
}

// Facts are what a verdict takes into account besides the digest.
type Facts struct {
	Now     int64               // Unix milliseconds; what is later has not happened yet
	Another int64               // the first moment in the day after Engaged when the same customer began another conversation; 0: none
	Source  conversation.Source // the one that counts; "" is live
}

// Judge appends what the system says of a conversation: one verdict, or for
// LutinGénie one for each stretch of talk. What had not begun by f.Now, and what
// only opened without a word of the customer, has none.
func (s System) Judge(d *conversation.Digest, f Facts, into []Verdict) []Verdict {
	began := Began(d)
	if began == 0 || began > f.Now {
		return into
	}
	switch s {
	case KIQ:
		return append(into, kiq(d, f))
	case LutinGenie:
		return lutinGenie(d, f, into)
	case Smartsupp:
		return append(into, smartsupp(d, f))
	case Kilo:
		return append(into, kilo(d, f))
	}
	return into
}

// Began is when the customer created a conversation: when they first wrote or
// pressed anything, or where no assistant took part (an e-mail, a call) when it
// started. 0: it only opened.
func Began(d *conversation.Digest) int64 {
	if d.Engaged == 0 && d.Assistant == "" {
		return d.Start
	}
	return d.Engaged
}

// day is how long a KIQ Conversation is watched.
const day = conversation.Day
