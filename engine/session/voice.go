package session

import (
	"fmt"
	"strings"

	"parley/engine/model"
)

func (c *compiler) playPrompt(m *model.PlayPrompt) {
	t := c.template(m.Text)
	c.emit(op{run: func(s *Session) flow {
		s.say(t, nil)
		return onward
	}})
}

// keypad is a spoken question that is answered with keys.
type keypad struct {
	text   template
	keys   []string
	chosen func(*Session, int) flow
}

func (c *compiler) keypad(k keypad) {
	c.emit(op{
		keys:  k.keys,
		again: func(s *Session) { s.say(k.text, nil) },
		run: func(s *Session) flow {
			s.say(k.text, nil)
			return wait
		},
		answer: func(s *Session, in Input) flow { return k.answer(s, in) },
	})
}

func (k *keypad) answer(s *Session, in Input) flow {
	if in.Kind != Keys {
		s.unfit("the caller is asked for a key: use keys, one of " + strings.Join(k.keys, ", "))
		return refused
	}
	said := strings.TrimSuffix(in.Text, "#")
	s.heard(in.Text)
	for i, key := range k.keys {
		if key == said || key == in.Text {
			return k.chosen(s, i)
		}
	}
	if s.tries++; s.tries > model.MaxButtonTries {
		s.note(fmt.Sprintf("no key matched after %d tries: the call goes to an agent", s.tries))
		s.giveWay()
		return s.handOver("", WhyNotUnderstood)
	}
	s.say(k.text, nil)
	return wait
}

func (c *compiler) collectInput(q *model.CollectInput) {
	keys, targets := make([]string, len(q.Keys)), make([]int, len(q.Keys))
	for i, p := range q.Keys {
		keys[i], targets[i] = p.Key, c.target(p.Value)
	}
	c.keypad(keypad{text: c.template(q.Text), keys: keys, chosen: func(s *Session, i int) flow {
		return s.follow(targets[i], WhyKeys)
	}})
}

func (c *compiler) collectLanguage(q *model.CollectLanguage) {
	to, target := c.saver("conversation.defaultLanguage"), c.target(q.Dialog)
	keys := make([]string, len(q.Keys))
	for i, p := range q.Keys {
		keys[i] = p.Key
	}
	c.keypad(keypad{text: c.template(q.Text), keys: keys, chosen: func(s *Session, i int) flow {
		to.save(s, model.TextOf(string(q.Keys[i].Value)))
		return s.follow(target, WhyKeys)
	}})
}

// voicemail ends the assistant; what the caller says then is the message.
func (c *compiler) voicemail(v *model.Voicemail) {
	t := c.template(v.Text)
	c.emit(op{acts: true, run: func(s *Session) flow {
		s.say(t, nil)
		s.recording = true
		return s.end(Ended)
	}})
}
