package session

import (
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/mood"
	"parley/engine/tongue"
)

// Attributes of what the customer writes. All are read only.
const (
	EarlierAttribute  model.AttributePath = "message.earlier"  // what they wrote before, as far as it is remembered, a line each
	LanguageAttribute model.AttributePath = "message.language" // which language they write; unset without the Polyglot power
	MoodAttribute     model.AttributePath = "message.mood"     // frustrated or happy; unset else, and without the Emotion power
)

// Said is a message that is remembered.
type Said struct {
	From From
	Text string
}

// powers are what a workspace's powers make of its assistants.
type powers struct {
	memory       int // messages that are remembered, of the customer and the bot
	emotion      bool
	polyglot     bool
	escalation   bool
	availability bool // who is there is looked up before a person is offered
}

func powersOf(w *model.Workspace) powers {
	p := powers{memory: model.RememberedMessages, emotion: w.HasPower(model.PowerEmotion), polyglot: w.HasPower(model.PowerPolyglot),
		escalation: w.HasPower(model.PowerEscalation), availability: w.Meter() == model.MeterLutinGenie}
	if w.HasPower(model.PowerMemory) {
		p.memory = model.RememberedWithMemory
	}
	return p
}

// remember keeps what was said since it was last called in this step. What is in
// the list is never changed in place, so that clones can share it.
func (s *Session) remember() {
	most := s.p.powers.memory + 1 // the last message, and those before it
	for i := range s.out[s.kept:] {
		e := &s.out[s.kept+i]
		if e.Type != Message || e.From != Customer && e.From != Bot {
			continue
		}
		if len(s.said) >= 2*most {
			s.said = append(make([]Said, 0, 2*most), s.said[len(s.said)-most+1:]...)
		}
		s.said = append(s.said, Said{e.From, e.Text})
	}
	s.kept = len(s.out)
}

// last are the last n messages of a list, or all of them.
func last(all []Said, n int) []Said { return all[max(len(all)-n, 0):] }

// before are the messages that are remembered from before the last one.
func (s *Session) before() []Said {
	s.remember()
	return last(s.said[:max(len(s.said)-1, 0)], s.p.powers.memory)
}

// recall brings what is known of the customer's words up to a message that is not
// among those remembered yet.
func (s *Session) recall(said string) {
	s.remember()
	var lines []string
	for _, m := range last(s.said, s.p.powers.memory) {
		if m.From == Customer {
			lines = append(lines, m.Text)
		}
	}
	known := s.p.slots.byKey
	if len(lines) > 0 {
		s.set(known, EarlierAttribute, model.TextOf(strings.Join(lines, "\n")))
	}
	if s.p.powers.emotion {
		s.set(known, MoodAttribute, model.TextOf(moodOf(append(lines, said)).String()))
	}
}

// hear keeps in which language the customer writes, once their words are sure
// enough of it.
func (s *Session) hear(said string) {
	if l, sure := tongue.Of(said); sure {
		s.set(s.p.slots.byKey, LanguageAttribute, model.TextOf(string(l)))
	}
}

// mood is how the customer sounds, as far as it is remembered; always neutral
// without the Emotion power.
func (s *Session) mood() mood.Mood {
	if !s.p.powers.emotion {
		return mood.Neutral
	}
	s.remember()
	var lines []string
	for _, m := range last(s.said, s.p.powers.memory) {
		if m.From == Customer {
			lines = append(lines, m.Text)
		}
	}
	return moodOf(lines)
}

// moodOf is the mood of the last of a customer's messages, or else of the one
// before it: who has just complained is not over it with the next question.
func moodOf(lines []string) mood.Mood {
	for _, l := range slices.Backward(lines[max(len(lines)-2, 0):]) {
		if m := mood.Of(l); m != mood.Neutral {
			return m
		}
	}
	return mood.Neutral
}

// speech makes ready the words an assistant says by itself.
func (c *compiler) speech() *speech {
	v := &speech{own: c.p.words, heard: unset, polyglot: c.p.powers.polyglot}
	if v.polyglot {
		v.heard = c.reader(LanguageAttribute)
	}
	return v
}

// speaks lists the languages the customer may be spoken to in, the best first;
// those that are not known are empty.
func (s *Session) speaks() [8]model.Language {
	known := s.p.slots.byKey
	return [8]model.Language{
		model.Language(s.value(known, LanguageAttribute).Text()),
		model.Language(s.value(known, "conversation.defaultLanguage").Text()),
		model.Language(s.value(known, "session.language").Text()),
		s.start.Language,
		model.Language(s.value(known, "customer.defaultLanguage").Text()),
		s.profileLanguage(),
		s.p.assistant.Language,
		s.p.workspace.DefaultLanguage(),
	}
}

// languages are those in which articles are looked for: the customer's, and where
// they write in another one, that before it.
func (s *Session) languages() []model.Language {
	all := s.speaks()
	var out []model.Language
	if all[0] != "" {
		out = append(out, all[0])
	}
	for _, l := range all[1:] {
		if l != "" {
			return append(out, l)
		}
	}
	return out
}
