package desk

import (
	"slices"
	"sync"
	"time"

	"parley/engine/article"
	"parley/engine/check"
	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/session"
)

// maxMinds is how many understandings are kept for programs to share: those of
// the draft as it is and as it was lately, and of versions beside it.
const maxMinds = 8

// minds keeps what intents come to once they are trained, for all programs that
// understand the same ones, and the index of the articles. It may be used from several goroutines.
type minds struct {
	mu  sync.Mutex
	all []*mind // the last used first

	library article.Library // what articles come to, for all programs
}

// mind is one of them, and how far it is.
type mind struct {
	of       *intent.Understanding
	training bool
	trained  time.Time // zero until it was trained apart from the desk
	study    study
}

// study is what a comparison of all intents with each other found.
type study struct {
	begun, done bool
	clashes     []intent.Clash
}

// of is the understanding of a workspace's intents, which nobody has to train
// twice. It trains nothing.
func (m *minds) of(w *model.Workspace) *intent.Understanding {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.all, func(k *mind) bool { return k.of.Of(w) })
	if i == 0 {
		return m.all[0].of
	}
	x := &mind{of: intent.Understand(w)}
	if i < 0 {
		i = slices.IndexFunc(m.all, func(k *mind) bool { return k.of.Fingerprint() == x.of.Fingerprint() })
	}
	if i >= 0 {
		x = m.all[i]
		m.all = slices.Delete(m.all, i, i+1)
	}
	m.all = slices.Insert(m.all, 0, x)
	if len(m.all) > maxMinds {
		m.drop()
	}
	return x.of
}

// drop forgets what is least of use: what was not trained, such as every state of
// a phrase while it was typed, before what was.
func (m *minds) drop() {
	last := len(m.all) - 1
	for i := last; i > 0; i-- {
		if !m.all[i].of.Ready() {
			last = i
			break
		}
	}
	m.all = slices.Delete(m.all, last, last+1)
}

// change does something with the mind of an understanding, where it is known still.
func (m *minds) change(u *intent.Understanding, do func(*mind)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range m.all {
		if k.of == u {
			do(k)
		}
	}
}

// Training is how far the intents of the draft are understood.
type Training struct {
	Ready bool      // what customers write is understood by them as they are
	Busy  bool      // they are being trained
	At    time.Time // when they were trained; zero where it was not done apart from the desk
}

// Understanding is what reads the replies of customers for the intents of the
// draft. It may be untrained.
func (d *Desk) Understanding() *intent.Understanding { return d.minds.of(d.draft) }

// Training tells how far the intents of the draft are understood.
func (d *Desk) Training() (t Training) {
	d.minds.change(d.Understanding(), func(k *mind) {
		t = Training{Ready: k.of.Ready(), Busy: k.training && !k.of.Ready(), At: k.trained}
	})
	return t
}

// TrainWork has intents trained apart from the desk: the function may run in any
// goroutine and takes up to half a second; the one it returns is to be called
// where the desk is. It is nil where there is nothing to train, or it is being done.
func (d *Desk) TrainWork(u *intent.Understanding) func() func() {
	begun := false
	d.minds.change(u, func(k *mind) {
		if !k.training && !u.Ready() {
			k.training, begun = true, true
		}
	})
	if !begun {
		return nil
	}
	return func() func() {
		u.Recognizer()
		return func() {
			d.minds.change(u, func(k *mind) { k.trained = d.now() })
		}
	}
}

// StudyWork compares the intents of the draft with each other, apart from the desk,
// as [Desk.TrainWork] trains them. It is nil where that is done, or being done.
func (d *Desk) StudyWork() func() func() {
	u, begun := d.Understanding(), false
	d.minds.change(u, func(k *mind) {
		if !k.study.begun && len(d.draft.Intents) > 1 {
			k.study.begun, begun = true, true
		}
	})
	if !begun {
		return nil
	}
	return func() func() {
		clashes := intent.Clashes(u.Definitions())
		return func() {
			d.minds.change(u, func(k *mind) { k.study.done, k.study.clashes = true, clashes })
		}
	}
}

// Clashing is what check says of intents that are too near to each other; ok is
// false where they were not compared yet as they are now.
func (d *Desk) Clashing() (found []check.Finding, ok bool) {
	var all study
	d.minds.change(d.Understanding(), func(k *mind) { all = k.study })
	if all.done {
		found = check.Clashing(d.draft, all.clashes)
	}
	return found, all.done || len(d.draft.Intents) < 2
}

// compile makes an assistant ready. What its intents come to is shared.
func (m *minds) compile(w *model.Workspace, a *model.Assistant) *session.Program {
	return m.share(session.Compile(w, a))
}

// share has a program use what the others that understand the same intents use,
// and read the articles that the others read.
func (m *minds) share(p *session.Program) *session.Program {
	p = p.Reading(&m.library)
	if p.Understanding() == nil {
		return p
	}
	if u := m.of(p.Workspace()); u != p.Understanding() {
		return p.Sharing(u)
	}
	return p
}

// Understanding is what reads replies for intents, nil where no dialog carries one.
func (t *Talk) Understanding() *intent.Understanding { return t.program.Understanding() }

// Reading is how a reply was read for intents, and why.
type Reading struct {
	Match intent.Match // the intent that was found, or the likeliest of those that start a dialog here
	Found bool
	Rival intent.Match // an intent that starts none here and explains the reply better; without an id there is none
}

// Read reads a reply once more, to tell why it was read as it was; ok is false
// where no dialog carries an intent, or they are not trained yet.
func (t *Talk) Read(said string) (r Reading, ok bool) {
	u := t.Understanding()
	if u == nil || !u.Ready() {
		return r, false
	}
	r.Match, r.Found = t.program.Read(said)
	if all := u.Recognizer().Rank(said, t.Workspace().Settings.Languages...); len(all) > 0 && !r.Found && !t.program.Starts(all[0].Intent) {
		r.Rival = all[0]
	}
	return r, true
}

// Learns is what has to be trained before the talk goes on, nil for nothing.
func (t *Talk) Learns() *intent.Understanding {
	if !t.learns {
		return nil
	}
	return t.Understanding()
}

// Unread is what the customer wrote that is read once the intents are trained.
func (t *Talk) Unread() string {
	if !t.learns {
		return ""
	}
	return t.at(t.stopped + 1).input.Text
}

// Learned plays the talk on where it waited for its intents to be trained.
func (t *Talk) Learned() {
	switch {
	case !t.learns || !t.Understanding().Ready():
	case t.live != nil:
		in := t.here.input
		t.here, t.learns, t.stopped = t.here.parent, false, -1
		t.do(in)
	default:
		t.replay()
	}
}

// unread reports whether an input can only be read once the intents are trained,
// which takes longer than a key may.
func (t *Talk) unread(in session.Input) bool {
	return in.Kind == session.Say && t.session.Understands(t.program) && !t.program.Understanding().Ready()
}
