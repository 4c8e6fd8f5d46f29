package session

import (
	"fmt"
	"strconv"

	"parley/engine/model"
)

// The stages of the satisfaction survey.
const (
	notAsked uint8 = iota
	ratingAsked
	rated
)

// survey asks for a rating, once, where the assistant has a survey.
func (s *Session) survey() {
	q := s.p.rating
	if q == nil || s.rating != notAsked {
		return
	}
	s.rating = ratingAsked
	s.event(Event{Type: Message, From: Bot, Text: s.render(&q.text), Buttons: q.labels})
}

// question is the satisfaction survey made ready.
type question struct {
	text   template
	scale  int
	labels []string
}

func (c *compiler) survey(a *model.Assistant) *question {
	sat := a.Settings.Satisfaction
	if sat == nil || a.Channel == model.Voice {
		return nil
	}
	q := &question{text: c.template(or(sat.Text, model.Text(c.p.words.rate))), scale: sat.Scale}
	for n := 1; n <= sat.Scale; n++ {
		q.labels = append(q.labels, strconv.Itoa(n))
	}
	return q
}

// rate takes the customer's rating.
func (s *Session) rate(n int) {
	q := s.p.rating
	switch {
	case q == nil || s.rating == notAsked:
		s.unfit("there is no survey to answer")
	case s.rating == rated:
		s.unfit("the survey is answered already")
	case n < 1 || n > q.scale:
		s.unfit(fmt.Sprintf("a rating is from 1 to %d", q.scale))
	default:
		s.rating = rated
		s.event(Event{Type: Rating, Value: model.NumberOf(float64(n)), More: &More{Scale: q.scale}})
	}
}

// rates reports whether an input answers the survey, and with what.
func (s *Session) rates(in Input) (n int, ok bool) {
	if s.rating != ratingAsked || in.Kind != Press && in.Kind != Say {
		return 0, false
	}
	at := pressed(in.Text, s.p.rating.labels)
	return at + 1, at >= 0
}
