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

// feedbackSigns are what the two buttons of a design show; a design of words has
// none, and words that stand for a label that is missing.
func feedbackSigns(design string) (signs, words [2]string) {
	switch design {
	case "faces":
		signs = [2]string{"🙂", "🙁"}
	case "text":
		return signs, [2]string{"Yes", "No"}
	default:
		signs = [2]string{"👍", "👎"}
	}
	return signs, signs
}

// FeedbackLabels are the labels of the two buttons, the positive one first.
func FeedbackLabels(f *model.RequestFeedback) [2]string {
	_, words := feedbackSigns(f.Design)
	return [2]string{or(string(f.Positive.Label), words[0]), or(string(f.Negative.Label), words[1])}
}

func (c *compiler) requestFeedback(f *model.RequestFeedback) {
	signs, _ := feedbackSigns(f.Design)
	labels, beside, targets := FeedbackLabels(f), make([]Choice, len(signs)), [2]int{}
	for i, b := range []model.LinkButton{f.Positive, f.Negative} {
		if b.Label != "" {
			beside[i].Sign = signs[i]
		}
		targets[i] = c.target(b.Dialog)
	}
	c.ask(choices{text: c.template(f.Text), labels: fixed(labels[:]), beside: beside, chosen: func(s *Session, i int) flow {
		value := [2]string{PositiveFeedback, NegativeFeedback}[i]
		s.emit(Event{Type: Feedback, Value: model.TextOf(value), Why: OnRequest})
		return s.follow(targets[i], WhyFeedback)
	}})
}
