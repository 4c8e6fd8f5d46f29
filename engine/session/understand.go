package session

import (
	"sync"

	"parley/engine/intent"
	"parley/engine/model"
)

// understanding is what a program knows of intents: which dialogs they start, and
// the recognizer that reads what customers write, shared with other programs.
type understanding struct {
	of        *intent.Understanding
	starts    map[model.IntentID]int32 // the dialog of each intent; nil where none is carried
	fallback  model.DialogID           // where a reply without an intent goes on WhatsApp; "" goes on as written
	sentences func() []string          // see Program.Sentences
}

// understand finds the dialogs that intents start. An intent that two dialogs
// carry starts the first.
func (p *Program) understand(old *Program) {
	u := &p.intents
	if p.assistant.Type != model.Premium {
		return
	}
	if p.assistant.Channel.IsWhatsApp() {
		u.fallback = p.assistant.Settings.Behavior.IntentNotDetected.Dialog
	}
	for i, d := range p.dialogs {
		id := d.source.Intent
		if id == "" {
			continue
		}
		if u.starts == nil {
			u.starts = map[model.IntentID]int32{}
		}
		if _, taken := u.starts[id]; !taken {
			u.starts[id] = int32(i)
		}
	}
	if u.starts == nil {
		return
	}
	if old != nil && old.intents.of != nil && old.intents.of.Of(p.workspace) {
		p.use(old.intents.of)
		return
	}
	p.use(intent.Understand(p.workspace))
}

func (p *Program) use(u *intent.Understanding) {
	p.intents.of = u
	p.intents.sentences = sync.OnceValue(func() []string {
		var out []string
		for _, d := range u.Definitions() {
			if s, ok := p.sentence(&d); ok {
				out = append(out, s)
			}
		}
		return out
	})
}

// Sentences are, for each intent that starts a dialog, what a customer could write
// that is read as it: a keyword, or one of its phrases. There is none for an intent
// that is never found. It waits for the training where there was none yet.
func (p *Program) Sentences() []string {
	if p.intents.of == nil {
		return nil
	}
	return p.intents.sentences()
}

func (p *Program) sentence(d *intent.Definition) (string, bool) {
	if !p.Starts(d.ID) {
		return "", false
	}
	found := func(all []string) (string, bool) {
		for _, s := range all {
			if m, ok := p.Read(s); ok && m.Intent == d.ID {
				return s, true
			}
		}
		return "", false
	}
	for _, k := range d.Keywords {
		if s, ok := found(k.Value); ok {
			return s, true
		}
	}
	return found(d.Phrases)
}

// Read looks in a sentence for an intent that starts a dialog; where it is not
// sure, the likeliest comes with false. Keywords count in all active languages:
// nobody writes in the browser's only.
func (p *Program) Read(said string) (intent.Match, bool) {
	if p.intents.of == nil {
		return intent.Match{}, false
	}
	return p.intents.of.Recognizer().Recognize(said, p.Starts, p.workspace.Settings.Languages...)
}

// Understanding is what reads the replies of customers for intents, nil where no
// dialog carries one.
func (p *Program) Understanding() *intent.Understanding { return p.intents.of }

// Sharing returns the program with the understanding of the same intents that
// somebody else has already.
func (p *Program) Sharing(u *intent.Understanding) *Program {
	c := *p
	c.use(u)
	return &c
}

// Starts reports whether an intent starts one of the dialogs.
func (p *Program) Starts(id model.IntentID) bool {
	_, ok := p.intents.starts[id]
	return ok
}

// Understands reports whether what the customer writes next is read for intents.
func (s *Session) Understands(p *Program) bool {
	return s.waits && p.intents.of != nil && p.dialogs[s.dialog].ops[s.pc].step.Understands
}

// understood reads a reply for intents, as every interaction does that is told
// to understand them, once it has heard the reply and before it makes anything
// else of it. On a hit the conversation goes to the dialog of the intent and ok is
// true. Only intents that dialogs of the assistant carry are found; a sentence that
// another one of the workspace explains better is none of theirs.
func (s *Session) understood(in Input) (to flow, ok bool) {
	m, ok := s.recognize(in)
	if !ok {
		return onward, false
	}
	return s.detected(m), true
}

// recognize is the first half of understood: it looks for an intent and does nothing.
func (s *Session) recognize(in Input) (intent.Match, bool) {
	if in.Kind != Say || !s.op().step.Understands {
		return intent.Match{}, false
	}
	return s.p.Read(in.Text)
}

// detected goes to the dialog of an intent.
func (s *Session) detected(m intent.Match) flow {
	s.emit(Event{Type: Intent, Name: string(m.Intent), Why: m.How, More: &More{Score: m.Score}})
	return s.jump(s.p.intents.starts[m.Intent], WhyIntent)
}

// notUnderstood goes to the fallback dialog of the behaviour settings after a
// reply in which no intent was found; ok is false where the conversation goes on
// as it is written. Interactions that have their own way on for what they cannot
// answer do not ask.
func (s *Session) notUnderstood() (to flow, ok bool) {
	id := s.p.intents.fallback
	if id == "" || !s.op().step.Understands {
		return onward, false
	}
	at, known := s.p.index[id]
	if !known {
		return s.fail("there is no dialog " + string(id) + " to go to where no intent is detected"), true
	}
	return s.jump(at, WhyIntent), true
}

// jump goes to a dialog that no link of the current one leads to.
func (s *Session) jump(at int32, why string) flow {
	s.emit(Event{Type: Redirect, To: s.p.dialogs[at].id, Why: why})
	s.enter(at)
	return jumped
}
