package session

import (
	"parley/engine/model"
	"parley/engine/mood"
)

// Question is what a customer asks of a knowledge base.
type Question struct {
	Base      model.KnowledgeBaseID
	Brand     model.BrandID    // only articles of its knowledge bases; "": of any
	Languages []model.Language // to look in, one after the other until something is found
	Text      string
	Limit     int             // articles at most, of FindArticles
	Profile   model.ProfileID // whose prompts an answer keeps to, of AnswerQuestion
	History   []Said          // what was said before, the oldest first, of AnswerQuestion
	Mood      mood.Mood       // how the customer sounds, of AnswerQuestion; neutral without the Emotion power
}

// aiResponse asks for a question, has it answered from articles, and asks whether
// the answer was helpful.
func (c *compiler) aiResponse(r *model.AIResponse) {
	speak, ask, none := c.speech(), c.template(r.Text), c.template(r.NotAnsweredText)
	answered, notHelpful, notAnswered := c.target(r.Answered), c.target(r.NotHelpful), c.target(r.NotAnswered)
	c.question(ask, r.KnowledgeBase, func(s *Session, said string) flow {
		q := s.question(r.KnowledgeBase, said)
		q.Profile, q.History, q.Mood = r.Profile, s.before(), s.mood()
		return s.request(Effect{Kind: AnswerQuestion, Question: q})
	}, func(s *Session, reply *Reply) flow {
		if reply.Text == "" {
			s.emit(Event{Type: Message, From: Bot, Text: or(s.render(&none), speak.of(s).notAnswered)})
			return s.follow(notAnswered, WhyAI)
		}
		s.found = reply
		s.emit(Event{Type: Message, From: Bot, Text: reply.Text, More: listed(reply.Articles)})
		return onward
	})
	c.helpful(func(w *words) string { return w.answerHelped }, OnAI, WhyAI, answered, notHelpful)
}

// articleDeflection asks what it is about, offers articles about it, shows the
// chosen one, and asks whether it helped.
func (c *compiler) articleDeflection(d *model.ArticleDeflection) {
	speak, ask := c.speech(), c.template(d.Text)
	helped, notHelped, none := c.target(d.Helped), c.target(d.NotHelped), c.target(d.NoArticles)
	c.question(ask, d.KnowledgeBase, func(s *Session, said string) flow {
		q := s.question(d.KnowledgeBase, said)
		q.Brand, q.Limit = d.Brand, model.MaxOfferedArticles
		return s.request(Effect{Kind: FindArticles, Question: q})
	}, func(s *Session, reply *Reply) flow {
		if len(reply.Articles) == 0 {
			return s.follow(none, WhyArticle)
		}
		s.found = reply
		return onward
	})
	titles := func(s *Session) []string {
		out := make([]string, 0, len(s.found.Articles)+1)
		for i := range s.found.Articles {
			out = append(out, s.found.Articles[i].Title)
		}
		return append(out, speak.of(s).noneOfThese)
	}
	c.ask(choices{labels: titles, show: func(s *Session) {
		s.emit(Event{Type: Message, From: Bot, Text: speak.of(s).theseMayHelp, Buttons: titles(s), More: listed(s.found.Articles)})
	}, chosen: func(s *Session, i int) flow {
		if i == len(s.found.Articles) {
			return s.judge(OnArticle, false, notHelped, WhyArticle)
		}
		a := s.found.Articles[i]
		s.found = &Reply{Language: s.found.Language, Articles: s.found.Articles[i : i+1]}
		s.emit(Event{Type: Message, From: Bot, Text: a.Text, More: listed(s.found.Articles)})
		return onward
	}, stands: func(s *Session, i int) *More {
		if i == len(s.found.Articles) {
			return nil
		}
		return listed(s.found.Articles[i : i+1])
	}})
	c.helpful(func(w *words) string { return w.articleHelped }, OnArticle, WhyArticle, helped, notHelped)
}

// question emits the op of an interaction that asks and has the outside tell more
// about what the customer writes.
func (c *compiler) question(t template, base model.KnowledgeBaseID, asked func(s *Session, said string) flow, told func(*Session, *Reply) flow) {
	c.d.remembers = true
	again := func(s *Session) { s.say(t, nil) }
	c.emit(op{
		searches: base,
		again:    again,
		run: func(s *Session) flow {
			again(s)
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
			return asked(s, in.Text)
		},
		reply: func(s *Session, asked *Effect, r *Reply) flow {
			for _, n := range r.Notes {
				s.note(n)
			}
			if r.Error != "" {
				return s.fail("search " + string(asked.Question.Base) + ": " + r.Error)
			}
			return told(s, r)
		},
	})
}

// helpful emits the op that asks whether what was shown helped.
func (c *compiler) helpful(ask func(*words) string, on, why string, yes, no int) {
	speak := c.speech()
	labels := func(s *Session) []string {
		w := speak.of(s)
		return []string{w.helpful, w.notHelpful}
	}
	c.ask(choices{labels: labels, show: func(s *Session) {
		s.emit(Event{Type: Message, From: Bot, Text: ask(speak.of(s)), Buttons: labels(s)})
	}, chosen: func(s *Session, i int) flow {
		if i == 0 {
			return s.judge(on, true, yes, why)
		}
		return s.judge(on, false, no, why)
	}})
}

// judge records whether something helped, and goes on.
func (s *Session) judge(on string, helped bool, target int, why string) flow {
	value := NegativeFeedback
	if helped {
		value = PositiveFeedback
	}
	s.emit(Event{Type: Feedback, Value: model.TextOf(value), Why: on})
	return s.follow(target, why)
}

// listed are articles as the customer is told of them: without their text.
func listed(articles []Article) *More {
	if len(articles) == 0 {
		return nil
	}
	out := make([]Article, len(articles))
	for i, a := range articles {
		out[i] = Article{ID: a.ID, Title: a.Title}
	}
	return &More{Articles: out}
}

// question is what the customer said as a question to a knowledge base.
func (s *Session) question(base model.KnowledgeBaseID, said string) *Question {
	return &Question{Base: base, Text: said, Languages: s.languages()}
}
