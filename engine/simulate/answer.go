package simulate

import (
	"strings"
	"time"

	"parley/engine/session"
	"parley/engine/text"
)

// answer is what the customer answers to the question that waits.
func (t *talk) answer(mark *session.Mark) session.Input {
	p := t.o.Profile.Answers
	if labels := t.s.Options(t.program); len(labels) > 0 {
		label := t.label(mark, labels)
		if !t.dice.percent(p.Typed) {
			return session.Input{Kind: session.Press, Text: label}
		}
		if t.dice.percent(60) {
			return t.say(strings.ToLower(label))
		}
		return t.say(t.says.sentence(&t.dice, t.who.language))
	}
	if keys := t.s.Keypad(t.program); keys != nil {
		if len(keys) == 0 || t.dice.percent(p.Wrong) {
			return session.Input{Kind: session.Keys, Text: "#"}
		}
		return session.Input{Kind: session.Keys, Text: t.choose(&t.dice, keys)}
	}
	return t.say(t.write(mark))
}

// say is a message of the customer, who never sends an empty one.
func (t *talk) say(message string) session.Input {
	if strings.TrimSpace(text.Clean(message)) == "" {
		message = one(&t.dice, small)
	}
	return session.Input{Kind: session.Say, Text: message}
}

// label is the button that is meant: where the last of a few says that something
// was no help, as often as the profile has it.
func (t *talk) label(mark *session.Mark, labels []string) string {
	switch mark.Kind.Key {
	case "requestFeedback", "aiResponse", "articleDeflection":
		last := len(labels) - 1
		if last == 0 || t.dice.percent(t.o.Profile.Feedback.Negative) {
			return labels[last]
		}
		return t.choose(&t.dice, labels[:last])
	}
	return t.choose(&t.dice, labels)
}

// write is what the customer writes where there is nothing to press.
func (t *talk) write(mark *session.Mark) string {
	if own := t.says.answers[mark.Saves]; len(own) > 0 && mark.Saves != "" {
		return t.filled(one(&t.dice, own))
	}
	if base, ok := t.s.Searches(t.program); ok {
		return t.filled(t.says.question(&t.dice, base, t.who.language))
	}
	format := t.s.Expects(t.program)
	if t.dice.percent(t.o.Profile.Answers.Wrong) || format == "" && mark.Saves == "" {
		return t.filled(t.says.sentence(&t.dice, t.who.language))
	}
	switch format {
	case session.EmailFormat:
		return t.who.email
	case session.PhoneFormat:
		return t.who.phone
	case session.NumberFormat:
		return t.says.number(&t.dice, mark.Saves)
	case session.DateFormat:
		return t.s.Now().AddDate(0, 0, -t.dice.below(60)).Format(time.DateOnly)
	case "":
		return t.free(mark)
	}
	return one(&t.dice, []string{"yes", "no"})
}

// free is an answer that is saved as it is written.
func (t *talk) free(mark *session.Mark) string {
	switch mark.Saves {
	case "customer.name":
		return t.who.name
	case "customer.firstName":
		return t.who.first
	case "customer.email":
		return t.who.email
	case "customer.phone":
		return t.who.phone
	case "customer.company", "company.name":
		return t.who.company
	}
	if said, ok := t.says.looked(&t.dice, mark.Saves); ok && t.dice.percent(70) {
		return said
	}
	return t.filled(t.says.sentence(&t.dice, t.who.language))
}

// filled puts what is the customer's own into a sentence of a profile.
func (t *talk) filled(sentence string) string {
	if !strings.Contains(sentence, "{") {
		return sentence
	}
	return strings.NewReplacer("{name}", t.who.name, "{email}", t.who.email, "{phone}", t.who.phone, "{company}", t.who.company).Replace(sentence)
}
