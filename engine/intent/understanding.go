package intent

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"parley/engine/model"
)

// Understanding is the recognizer of a workspace's intents, trained when it is
// first needed. It is what programs and screens share: training takes longer than
// a key may, so whoever must not wait looks whether it is [Understanding.Ready]
// and has it trained elsewhere meanwhile. It may be used by many goroutines.
type Understanding struct {
	intents     []*model.Intent
	definitions func() []Definition
	fingerprint func() [32]byte
	train       func() *Recognizer
	ready       atomic.Bool
}

// Understand returns the understanding of a workspace's intents, untrained. The
// order of the intents in the workspace makes no difference to it.
func Understand(w *model.Workspace) *Understanding {
	u := &Understanding{intents: w.Intents}
	u.definitions = sync.OnceValue(func() []Definition {
		all := Definitions(w)
		slices.SortStableFunc(all, func(a, b Definition) int { return cmp.Compare(a.ID, b.ID) })
		return all
	})
	u.fingerprint = sync.OnceValue(func() [32]byte { return Fingerprint(u.definitions()) })
	u.train = sync.OnceValue(func() *Recognizer {
		defer u.ready.Store(true)
		return Train(u.definitions())
	})
	return u
}

// Of reports whether these are the very intents of a workspace.
func (u *Understanding) Of(w *model.Workspace) bool { return slices.Equal(u.intents, w.Intents) }

// Definitions are what the intents are recognized by, in the order of their ids.
// They must not be changed.
func (u *Understanding) Definitions() []Definition { return u.definitions() }

// Fingerprint is that of the definitions: understandings with the same one
// recognize alike.
func (u *Understanding) Fingerprint() [32]byte { return u.fingerprint() }

// Ready reports whether the recognizer is trained.
func (u *Understanding) Ready() bool { return u.ready.Load() }

// Recognizer is the trained recognizer. It waits for the training where there
// was none yet.
func (u *Understanding) Recognizer() *Recognizer { return u.train() }
