package desk

import (
	"slices"
	"sync"
	"time"

	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/session"
)

// maxMinds is how many understandings are kept for programs to share: those of
// the draft as it is and as it was lately, and of versions beside it.
const maxMinds = 8

// minds keeps what intents come to once they are trained, for all programs that
// understand the same ones. It may be used from several goroutines.
type minds struct {
	mu  sync.Mutex
	all []*intent.Understanding // the last used first
	at  map[*intent.Understanding]time.Time
}

// of is the understanding of a workspace's intents, which nobody has to train
// twice. It trains nothing.
func (m *minds) of(w *model.Workspace) *intent.Understanding {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.all, func(u *intent.Understanding) bool { return u.Of(w) })
	if i == 0 {
		return m.all[0]
	}
	u := intent.Understand(w)
	if i < 0 {
		i = slices.IndexFunc(m.all, func(known *intent.Understanding) bool { return known.Fingerprint() == u.Fingerprint() })
	}
	if i >= 0 {
		u = m.all[i]
		m.all = slices.Delete(m.all, i, i+1)
	}
	m.all = slices.Insert(m.all, 0, u)
	if len(m.all) > maxMinds {
		m.drop()
	}
	return u
}

// drop forgets what is least of use: what was not trained, such as every state of
// a phrase while it was typed, before what was.
func (m *minds) drop() {
	last := len(m.all) - 1
	for i := last; i > 0; i-- {
		if !m.all[i].Ready() {
			last = i
			break
		}
	}
	delete(m.at, m.all[last])
	m.all = slices.Delete(m.all, last, last+1)
}

// begin reports whether nobody trains u yet, and has it noted that somebody does.
func (m *minds) begin(u *intent.Understanding) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, begun := m.at[u]
	if begun || u.Ready() {
		return false
	}
	m.note(u, time.Time{})
	return true
}

func (m *minds) note(u *intent.Understanding, at time.Time) {
	if m.at == nil {
		m.at = map[*intent.Understanding]time.Time{}
	}
	m.at[u] = at
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
func (d *Desk) Training() Training {
	u := d.Understanding()
	d.minds.mu.Lock()
	defer d.minds.mu.Unlock()
	at, begun := d.minds.at[u]
	return Training{Ready: u.Ready(), Busy: begun && !u.Ready(), At: at}
}

// TrainWork has intents trained apart from the desk: the function may run in any
// goroutine and takes up to half a second; the one it returns is to be called
// where the desk is. It is nil where there is nothing to train, or it is being done.
func (d *Desk) TrainWork(u *intent.Understanding) func() func() {
	if u == nil || !d.minds.begin(u) {
		return nil
	}
	return func() func() {
		u.Recognizer()
		return func() {
			d.minds.mu.Lock()
			defer d.minds.mu.Unlock()
			d.minds.note(u, d.now())
		}
	}
}

// compile makes an assistant ready. What its intents come to is shared.
func (m *minds) compile(w *model.Workspace, a *model.Assistant) *session.Program {
	return m.share(session.Compile(w, a))
}

// share has a program use what the others that understand the same intents use.
func (m *minds) share(p *session.Program) *session.Program {
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
	if t.learns && t.Understanding().Ready() {
		t.replay()
	}
}

// unread reports whether an input can only be read once the intents are trained,
// which takes longer than a key may.
func (t *Talk) unread(in session.Input) bool {
	return in.Kind == session.Say && t.session.Understands(t.program) && !t.program.Understanding().Ready()
}
