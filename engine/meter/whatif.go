package meter

import "math"

// Basis is what traffic was like: what a "what if" goes out from.
type Basis struct {
	Engaged   int    // conversations in which a customer engaged an assistant
	Contained int    // of these, the ones that no person was needed in
	Counted   [4]int // what each system counted, in the order of Systems; for KIQ what is pending too, as far as it is expected to count
}

// Basis is what the traffic of a period was like.
func (l *Ledger) Basis(p Period) Basis {
	var b Basis
	chatbot, visitors := l.Sum(Smartsupp, p), l.Sum(Kilo, p)
	b.Engaged = visitors.Counted + visitors.Because(Refused)
	b.Contained = max(b.Engaged-chatbot.Escalated, 0)
	for i, s := range Systems() {
		sum := l.Sum(s, p)
		b.Counted[i] = sum.Counted + int(math.Round(l.keeps(s)*float64(sum.Pending)))
	}
	b.Counted[Kilo.index()] = b.Engaged
	return b
}

// Containment is the share of conversations that no person was needed in, in percent.
func (b Basis) Containment() float64 {
	if b.Engaged == 0 {
		return 0
	}
	return 100 * float64(b.Contained) / float64(b.Engaged)
}

// Of is what a system would count in a month of so many conversations, so many in
// a hundred of them contained, if customers did otherwise as before. What was
// never seen is taken to count once, where it is contained for KIQ.
func (b Basis) Of(s System, conversations int, containment float64) int {
	n := float64(max(conversations, 0))
	if s == KIQ {
		return int(math.Round(n * min(max(containment, 0), 100) / 100 * ratio(b.Counted[s.index()], b.Contained)))
	}
	return int(math.Round(n * ratio(b.Counted[s.index()], b.Engaged)))
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}
