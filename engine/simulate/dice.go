package simulate

import "time"

// dice is a source of chance that is keyed, not shared: what is thrown depends on
// the key alone, so that conversations can be played in any order.
type dice struct{ state uint64 }

// The throws of one seed that must not be alike.
const (
	visitThrows  uint64 = iota + 1 // when a customer comes, and comes back
	personThrows                   // who a customer is
	talkThrows                     // what a customer does in a conversation
	idThrows                       // the ids of conversations
)

// roll makes the dice of a key.
func roll(keys ...uint64) dice {
	d := dice{0x5851f42d4c957f2d}
	for _, k := range keys {
		d.state ^= k
		d.state = d.next()
	}
	return d
}

// next is Vigna's splitmix64: every state gives another number, and neighbouring
// keys have nothing in common.
func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 up to, and without, n; n is at least 1.
func (d *dice) below(n int) int { return int(d.next() >> 1 % uint64(n)) }

// percent is true so many times in a hundred.
func (d *dice) percent(p int) bool { return d.below(100) < p }

// between is a time from one length up to another.
func (d *dice) between(from, to time.Duration) time.Duration {
	if to <= from {
		return from
	}
	return from + time.Duration(d.below(int(to-from)))
}

// longest is how many times the mean is more than any length of time from about.
const longest = 6

// about is a length of time that is the mean on average: mostly near it, one in
// eight much longer.
func (d *dice) about(mean time.Duration) time.Duration {
	out := mean/4 + d.between(0, mean)
	if d.below(8) == 0 {
		out += d.between(0, 4*mean)
	}
	return max(out, time.Millisecond).Truncate(time.Millisecond)
}

// one is one of several, which are at least one.
func one[T any](d *dice, all []T) T { return all[d.below(len(all))] }

// wheel turns to its items as often as they weigh.
type wheel[T any] struct {
	items []T
	upTo  []int
}

// add puts an item on the wheel; one that weighs nothing is left out.
func (w *wheel[T]) add(item T, weight int) {
	if weight <= 0 {
		return
	}
	w.items, w.upTo = append(w.items, item), append(w.upTo, w.total()+weight)
}

// reset empties the wheel and keeps its memory.
func (w *wheel[T]) reset() { w.items, w.upTo = w.items[:0], w.upTo[:0] }

func (w *wheel[T]) total() int {
	if len(w.upTo) == 0 {
		return 0
	}
	return w.upTo[len(w.upTo)-1]
}

// turn is an item of the wheel, which has at least one.
func (w *wheel[T]) turn(d *dice) T {
	n := d.below(w.total())
	for i, up := range w.upTo {
		if n < up {
			return w.items[i]
		}
	}
	panic("simulate: an empty wheel is turned")
}
