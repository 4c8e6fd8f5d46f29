package session

import (
	"slices"

	"parley/engine/model"
)

func (c *compiler) sendMessage(m *model.SendMessage) {
	t := c.template(m.Text)
	var more *More
	if len(m.Attachments) > 0 && c.p.assistant.Channel.IsWhatsApp() {
		more = &More{Attachments: m.Attachments}
	}
	c.emit(op{run: func(s *Session) flow {
		s.emit(Event{Type: Message, From: Bot, Text: s.render(&t), More: more})
		return onward
	}})
}

func (c *compiler) textQuestion(q *model.TextQuestion) {
	t := c.template(q.Text)
	to := c.saver(q.Save)
	format := Format(q.Expect)
	if format == "" {
		format = formatOf(to.kind)
	}
	c.emit(op{
		expects: format,
		again:   func(s *Session) { s.say(t, nil) },
		run: func(s *Session) flow {
			s.say(t, nil)
			return wait
		},
		answer: func(s *Session, in Input) flow {
			if in.Kind == Press {
				s.unfit("there are no buttons here: write an answer")
				return refused
			}
			s.heard(in.Text)
			if to, ok := s.understood(in); ok {
				return to
			}
			value, fits := format.Read(in.Text)
			if fits {
				to.save(s, value)
			}
			if !fits || format == "" {
				if to, ok := s.notUnderstood(); ok {
					return to
				}
			}
			if !fits {
				return s.askAgain(t, format, q.Save)
			}
			return onward
		},
	})
}

// askAgain asks for a format once more; after the last try it goes on, unsaved.
func (s *Session) askAgain(t template, format Format, save model.AttributePath) flow {
	if s.tries++; s.tries >= model.MaxTextTries {
		what := "nothing is saved"
		if save != "" {
			what = string(save) + " is not saved"
		}
		s.note("no " + format.name() + " after " + itoa(int(s.tries)) + " tries: " + what)
		return onward
	}
	s.emit(Event{Type: Message, From: Bot, Text: s.p.speech.of(s).wrong[format]})
	s.say(t, nil)
	return wait
}

// saver saves an answer to an attribute, or nowhere.
type saver struct {
	on   bool
	at   slot
	kind model.AttributeType
}

func (c *compiler) saver(path model.AttributePath) saver {
	if path == "" {
		return saver{}
	}
	if c.step != nil && c.step.Kind.Waits {
		c.step.Saves = path
	}
	a, _ := c.p.known.Find(path)
	return saver{on: true, at: c.p.slotOf(path), kind: a.Type}
}

func (v saver) save(s *Session, value model.Value) {
	if v.on {
		s.save(v.at, value)
	}
}

func (c *compiler) buttonQuestion(q *model.ButtonQuestion) {
	to := c.saver(q.Save)
	labels := labelTexts(q.Buttons)
	c.ask(choices{text: c.template(q.Text), labels: fixed(labels), chosen: func(s *Session, i int) flow {
		to.save(s, to.coerce(labels[i]))
		return onward
	}})
}

// coerce makes a button's text a value of the attribute's type, where it is one.
func (v saver) coerce(label string) model.Value {
	if f := formatOf(v.kind); f != "" {
		if value, ok := f.Read(label); ok {
			return value
		}
	}
	return model.TextOf(label)
}

func (c *compiler) attributeQuestion(q *model.AttributeQuestion) {
	known, _ := c.p.known.Find(q.Attribute)
	to := c.saver(q.Attribute)
	menu := levelMenu(known, q.Values)
	if q.SkipIfSet {
		at := c.reader(q.Attribute)
		after := new(int32)
		c.aside(func(s *Session) flow {
			if !at.read(s).IsSet() {
				return onward
			}
			s.pc = *after
			return jumped
		})
		defer func() { *after = c.here() }()
	}
	c.ask(choices{
		text:   c.template(q.Text),
		labels: func(s *Session) []string { return menu.at(s.levels).labels },
		chosen: func(s *Session, i int) flow {
			open := menu.at(s.levels)
			if below := open.below[i]; below != nil {
				s.levels = append(s.levels, uint16(i))
				s.tries = 0
				s.emit(Event{Type: Message, From: Bot, Text: open.labels[i], Buttons: below.labels})
				return wait
			}
			to.save(s, to.coerce(open.labels[i]))
			return onward
		},
	})
}

// menu is one level of the values a question offers, with the levels below each.
type menu struct {
	labels []string
	below  []*menu
}

func levelMenu(a model.Attribute, values []model.Label) *menu {
	if len(a.Children) == 0 {
		if len(values) == 0 {
			values = a.Values
		}
		if len(values) == 0 && a.Type == model.TypeBoolean {
			values = []model.Label{"Yes", "No"}
		}
		return &menu{labels: labelTexts(values), below: make([]*menu, len(values))}
	}
	return openMenu(a.Children, values)
}

func openMenu(levels []model.Level, only []model.Label) *menu {
	m := &menu{}
	for _, l := range levels {
		if len(only) > 0 && !slices.Contains(only, l.Value) {
			continue
		}
		m.labels = append(m.labels, string(l.Value))
		var below *menu
		if len(l.Children) > 0 {
			below = openMenu(l.Children, nil)
		}
		m.below = append(m.below, below)
	}
	return m
}

func (m *menu) at(levels []uint16) *menu {
	for _, l := range levels {
		m = m.below[l]
	}
	return m
}

func (c *compiler) navigationButtons(n *model.NavigationButtons) {
	labels := make([]string, len(n.Buttons))
	targets := make([]int, len(n.Buttons))
	for i, b := range n.Buttons {
		labels[i], targets[i] = string(b.Label), c.target(b.Dialog)
	}
	c.navigate(choices{text: c.template(n.Text), labels: fixed(labels)}, labels, targets, n.Save)
}

func (c *compiler) listSelector(l *model.ListSelector) {
	labels := make([]string, len(l.Rows))
	targets := make([]int, len(l.Rows))
	beside := make([]Choice, len(l.Rows))
	for i, r := range l.Rows {
		labels[i], targets[i], beside[i].Detail = string(r.Label), c.target(r.Dialog), string(r.Description)
	}
	c.navigate(choices{text: c.template(l.Text), labels: fixed(labels), beside: beside, listed: true}, labels, targets, l.Save)
}

// navigate emits a question whose answers each lead to a dialog.
func (c *compiler) navigate(q choices, labels []string, targets []int, save model.AttributePath) {
	to := c.saver(save)
	q.chosen = func(s *Session, i int) flow {
		to.save(s, to.coerce(labels[i]))
		return s.follow(targets[i], WhyButton)
	}
	c.ask(q)
}
