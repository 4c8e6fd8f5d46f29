package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var errOperator = errors.New("expected an operator such as equal to, contains or is set")

// Verb is what a customer, an agent or the clock does: one word of a script.
type Verb string

// The verbs of scripts, tests and recordings.
const (
	VerbSay         Verb = "say"
	VerbPress       Verb = "press"
	VerbKeys        Verb = "keys"
	VerbWait        Verb = "wait"
	VerbAgentReply  Verb = "agent reply"
	VerbAgentAssign Verb = "agent assign"
	VerbAgentDone   Verb = "agent done"
	VerbAgentVerify Verb = "agent verify"
	VerbRate        Verb = "rate"
	VerbEngage      Verb = "engage"
	VerbDismiss     Verb = "dismiss"
	VerbVisit       Verb = "visit"
	VerbClose       Verb = "close"
	VerbSpeak       Verb = "language"
)

// Verbs lists every verb.
func Verbs() []Verb {
	return []Verb{VerbSay, VerbPress, VerbKeys, VerbWait, VerbAgentReply, VerbAgentAssign, VerbAgentDone, VerbAgentVerify, VerbRate, VerbEngage, VerbDismiss, VerbVisit, VerbClose, VerbSpeak}
}

// Action is one line of a script.
type Action struct {
	Verb   Verb
	Text   string   // what is said, pressed, keyed, visited …
	Wait   Duration // of Wait
	Rating int      // of Rate
}

// String writes the action as a line of a script.
func (a Action) String() string {
	switch a.Verb {
	case VerbWait:
		return "wait " + a.Wait.String()
	case VerbRate:
		return "rate " + itoa(a.Rating)
	case VerbAgentDone, VerbAgentVerify, VerbEngage, VerbDismiss, VerbClose:
		return string(a.Verb)
	}
	return string(a.Verb) + " " + a.Text
}

// Notation implements [Notated]: {"say": "TEXT"} and so on.
func (a Action) Notation() any {
	switch a.Verb {
	case VerbWait:
		return map[string]any{"wait": a.Wait.Notation()}
	case VerbRate:
		return map[string]any{"rate": int64(a.Rating)}
	case VerbAgentReply, VerbAgentAssign:
		return map[string]any{"agent": map[string]any{strings.TrimPrefix(string(a.Verb), "agent "): a.Text}}
	case VerbAgentDone, VerbAgentVerify:
		return map[string]any{"agent": map[string]any{strings.TrimPrefix(string(a.Verb), "agent "): true}}
	case VerbEngage, VerbDismiss, VerbClose:
		return map[string]any{string(a.Verb): true}
	}
	return map[string]any{string(a.Verb): a.Text}
}

// FromNotation implements [Notated].
func (a *Action) FromNotation(n any) error {
	m, ok := n.(map[string]any)
	if !ok || len(m) != 1 {
		return errors.New(`expected one action such as say: Hello or press: Yes`)
	}
	for key, v := range m {
		return a.fromPair(key, v)
	}
	return nil
}

func (a *Action) fromPair(key string, v any) error {
	switch Verb(key) {
	case VerbWait:
		*a = Action{Verb: VerbWait}
		return a.Wait.FromNotation(v)
	case VerbRate:
		var n Value
		if err := n.FromNotation(v); err != nil || n.Kind() != NumberValue || n.Number() != float64(int(n.Number())) {
			return errors.New("rate takes a whole number, such as rate: 5")
		}
		*a = Action{Verb: VerbRate, Rating: int(n.Number())}
		return nil
	case VerbEngage, VerbDismiss, VerbClose:
		if v != true {
			return fmt.Errorf("%s takes true", key)
		}
		*a = Action{Verb: Verb(key)}
		return nil
	case VerbSay, VerbPress, VerbKeys, VerbVisit, VerbSpeak:
		var text Value
		if err := text.FromNotation(v); err != nil || text.Kind() == ListValue {
			return fmt.Errorf("%s takes a text", key)
		}
		*a = Action{Verb: Verb(key), Text: text.String()}
		if s, isText := v.(string); isText {
			a.Text = s
		}
		return nil
	}
	if key == "agent" {
		return a.fromAgent(v)
	}
	return fmt.Errorf("%q is not an action: use one of say, press, keys, wait, agent, rate, engage, dismiss, visit, close, language", key)
}

func (a *Action) fromAgent(v any) error {
	m, ok := v.(map[string]any)
	if ok && len(m) == 1 {
		for key, what := range m {
			text, isText := what.(string)
			switch {
			case what == true && (key == "done" || key == "verify"):
				*a = Action{Verb: Verb("agent " + key)}
				return nil
			case isText && (key == "reply" || key == "assign"):
				*a = Action{Verb: Verb("agent " + key), Text: text}
				return nil
			}
		}
	}
	return errors.New("agent takes {reply: TEXT}, {assign: NAME}, {done: true} or {verify: true}")
}

// Step is one line of a test: what the assistant should say or offer, or what is done.
// Bot is nil when nothing said is checked here; patterns are globs, or /regular expressions/.
type Step struct {
	Bot     []string
	Buttons []string
	Action  *Action
}

// Notation implements [Notated].
func (s Step) Notation() any {
	switch {
	case s.Action != nil:
		return s.Action.Notation()
	case s.Buttons != nil:
		return map[string]any{"buttons": anys(s.Buttons)}
	case len(s.Bot) == 1:
		return map[string]any{"bot": s.Bot[0]}
	}
	return map[string]any{"bot": anys(s.Bot)}
}

func anys(in []string) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = s
	}
	return out
}

// FromNotation implements [Notated].
func (s *Step) FromNotation(n any) error {
	m, ok := n.(map[string]any)
	if !ok || len(m) != 1 {
		return errors.New("expected one step such as bot: Hello* or say: Hi")
	}
	for key, v := range m {
		if key != "bot" && key != "buttons" {
			s.Action = &Action{}
			return s.Action.fromPair(key, v)
		}
		var value Value
		err := value.FromNotation(v)
		list := slices.Clone(value.List())
		if value.Kind() == NumberValue {
			list = []string{value.String()}
		}
		if _, isList := v.([]any); err != nil || list == nil && !isList {
			return fmt.Errorf("%s takes a text or a list of texts", key)
		}
		if list == nil {
			list = []string{}
		}
		if key == "bot" {
			s.Bot = list
		} else {
			s.Buttons = list
		}
	}
	return nil
}
