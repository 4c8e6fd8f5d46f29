package kv

import "iter"

// scanPage is how many pairs All reads at a time: enough that the descent to
// the first one costs nothing, few enough that values of 2 KB stay small.
const scanPage = 512

// All yields every pair with from ≤ key < to in ascending order, reading a
// page at a time from the snapshot. After an error it ends; the pair that
// comes with the error is empty.
func All(r Reader, from, to []byte) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		for {
			pairs, err := r.Scan(from, to, scanPage)
			if err != nil {
				yield(Pair{}, err)
				return
			}
			for _, p := range pairs {
				if !yield(p, nil) {
					return
				}
			}
			if len(pairs) < scanPage {
				return
			}
			// The smallest key after the last one.
			last := pairs[len(pairs)-1].Key
			from = append(append(make([]byte, 0, len(last)+1), last...), 0)
		}
	}
}

// AllBack yields what All yields, in descending order.
func AllBack(r Reader, from, to []byte) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		for {
			pairs, err := r.ScanBack(from, to, scanPage)
			if err != nil {
				yield(Pair{}, err)
				return
			}
			for _, p := range pairs {
				if !yield(p, nil) {
					return
				}
			}
			if len(pairs) < scanPage {
				return
			}
			to = append([]byte(nil), pairs[len(pairs)-1].Key...)
		}
	}
}
