package session

import "parley/engine/model"

// What a piece of feedback can be, and what it was given on.
const (
	PositiveFeedback = "positive"
	NegativeFeedback = "negative"
	OnRequest        = "request"
	OnAI             = "ai"
	OnArticle        = "article"
)

// feedbackLabels are the two buttons of a design where they have no label of their own.
func feedbackLabels(design string) [2]string {
	switch design {
	case "faces":
		return [2]string{"🙂", "🙁"}
	case "text":
		return [2]string{"Yes", "No"}
	}
	return [2]string{"👍", "👎"}
}

func (c *compiler) requestFeedback(f *model.RequestFeedback) {
	labels := feedbackLabels(f.Design)
	targets := [2]int{}
	for i, b := range []model.LinkButton{f.Positive, f.Negative} {
		labels[i] = or(string(b.Label), labels[i])
		targets[i] = c.target(b.Dialog)
	}
	c.ask(choices{text: c.template(f.Text), labels: fixed(labels[:]), chosen: func(s *Session, i int) flow {
		value := [2]string{PositiveFeedback, NegativeFeedback}[i]
		s.emit(Event{Type: Feedback, Value: model.TextOf(value), Why: OnRequest})
		return s.follow(targets[i], WhyFeedback)
	}})
}
