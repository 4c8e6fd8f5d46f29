package script

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"parley/engine/model"
)

// verb is what the parser knows of a verb.
type verb struct {
	name model.Verb
	use  string // how it is written
	text bool   // it takes a text
}

// verbs is the table of page 5, the two words of "agent" as one.
func verbs() []verb {
	return []verb{
		{model.VerbSay, "say Hello", true},
		{model.VerbPress, "press Yes, or press #2 for the second button", true},
		{model.VerbKeys, "keys 12#", true},
		{model.VerbWait, "wait 90s, wait 5m or wait 24h", false},
		{model.VerbAgentReply, "agent reply Hello", true},
		{model.VerbAgentAssign, "agent assign Ada", true},
		{model.VerbAgentDone, "agent done", false},
		{model.VerbAgentVerify, "agent verify", false},
		{model.VerbRate, "rate 5", false},
		{model.VerbEngage, "engage", false},
		{model.VerbDismiss, "dismiss", false},
		{model.VerbVisit, "visit https://example.com/cart", true},
		{model.VerbClose, "close", false},
		{model.VerbSpeak, "language es", true},
	}
}

func verbNamed(name model.Verb) (verb, bool) {
	for _, v := range verbs() {
		if v.name == name {
			return v, true
		}
	}
	return verb{}, false
}

// ParseLine reads an action as a line of text, such as say Hello; false for a
// blank line or a comment. The error is an [*Error] without a line number.
func ParseLine(line string) (model.Action, bool, error) {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return model.Action{}, false, nil
	}
	first, rest := cutWord(line)
	name := model.Verb(first)
	if first == "agent" {
		second, after := cutWord(rest)
		name, rest = model.Verb("agent "+second), after
	}
	v, ok := verbNamed(name)
	if !ok {
		return model.Action{}, true, unknown(string(name), "text")
	}
	a, err := v.action(rest)
	return a, true, err
}

func cutWord(s string) (word, rest string) {
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// action makes the action of the verb from the rest of its line.
func (v verb) action(rest string) (model.Action, error) {
	a := model.Action{Verb: v.name}
	switch {
	case v.text:
		a.Text = rest
		return a, check(a)
	case v.name == model.VerbWait:
		d, err := model.ParseDuration(rest)
		if err != nil || rest == "" {
			return a, v.wrong(fmt.Sprintf("%q is no length of time", rest))
		}
		a.Wait = d
	case v.name == model.VerbRate:
		n, err := strconv.Atoi(rest)
		if err != nil {
			return a, v.wrong(fmt.Sprintf("%q is no whole number", rest))
		}
		a.Rating = n
	case rest != "":
		return a, v.wrong(fmt.Sprintf("%s takes nothing, but %q follows it", v.name, shown(rest)))
	}
	return a, nil
}

func (v verb) wrong(what string) error { return &Error{What: what, Mend: "write " + v.use} }

// check finds what is wrong with the text of an action.
func check(a model.Action) error {
	v, ok := verbNamed(a.Verb)
	if !ok || !v.text {
		return nil
	}
	switch {
	case strings.TrimSpace(a.Text) == "":
		return v.wrong(string(v.name) + " is followed by nothing")
	case len(a.Text) > model.MaxMessageBytes:
		return &Error{What: fmt.Sprintf("the text is %d bytes long, and %d KB is the most", len(a.Text), model.MaxMessageBytes>>10),
			Mend: "send it in parts"}
	case a.Verb == model.VerbSpeak && !isTag(a.Text):
		return &Error{What: fmt.Sprintf("%q is no language", shown(a.Text)), Mend: "write a tag such as es or pt-BR"}
	case a.Verb == model.VerbKeys && strings.Trim(a.Text, "0123456789*#") != "":
		return &Error{What: fmt.Sprintf("%q is not all on a keypad", shown(a.Text)), Mend: "write " + v.use}
	}
	return nil
}

// isTag reports whether a text has the shape of a language tag.
func isTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if part == "" || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3) {
			return false
		}
		for _, r := range part {
			letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
			if !letter && (i == 0 || r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}

// ParseJSON reads an action as JSON, such as {"say":"Hello"} or
// {"agent":{"done":true}}. The error is an [*Error] without a line number.
func ParseJSON(line []byte) (model.Action, error) {
	var a model.Action
	key, value, err := onlyPair(line)
	if err != nil {
		return a, &Error{What: err.Error(), Mend: `write one action, such as {"say":"Hello"}`}
	}
	if key != "agent" {
		if _, ok := verbNamed(model.Verb(key)); !ok || strings.Contains(key, " ") {
			return a, unknown(key, "JSON")
		}
	}
	if _, isBool := value.(bool); isBool && isTextKey(key) {
		return a, &Error{What: key + " takes a text", Mend: "write " + jsonUse(key)}
	}
	if text, isText := value.(string); key == string(model.VerbWait) && isText && strings.TrimSpace(text) == "" {
		return a, &Error{What: "wait is followed by nothing", Mend: "write " + jsonUse(key)}
	}
	if err := a.FromNotation(map[string]any{key: value}); err != nil {
		return model.Action{}, &Error{What: err.Error(), Mend: "write " + jsonUse(key)}
	}
	return a, check(a)
}

func isTextKey(key string) bool {
	v, ok := verbNamed(model.Verb(key))
	return ok && v.text
}

// onlyPair reads an object of one key.
func onlyPair(line []byte) (key string, value any, err error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return "", nil, fmt.Errorf("%q is no JSON object", shown(string(line)))
	}
	t, err := dec.Token()
	if err != nil {
		return "", nil, fmt.Errorf("%q is broken JSON", shown(string(line)))
	}
	key, ok := t.(string)
	if !ok {
		return "", nil, fmt.Errorf("the object is empty")
	}
	if err := dec.Decode(&value); err != nil {
		return "", nil, fmt.Errorf("%q is broken JSON", shown(string(line)))
	}
	if t, err := dec.Token(); err != nil {
		return "", nil, fmt.Errorf("%q is broken JSON", shown(string(line)))
	} else if t != json.Delim('}') {
		return "", nil, fmt.Errorf("there is more than one key")
	}
	if _, err := dec.Token(); err != io.EOF {
		return "", nil, fmt.Errorf("something follows the object")
	}
	return key, value, nil
}

func jsonUse(key string) string {
	switch model.Verb(key) {
	case "agent":
		return `{"agent":{"reply":"Hello"}}, {"agent":{"assign":"Ada"}}, {"agent":{"done":true}} or {"agent":{"verify":true}}`
	case model.VerbWait:
		return `{"wait":"5m"}`
	case model.VerbRate:
		return `{"rate":5}`
	case model.VerbEngage, model.VerbDismiss, model.VerbClose:
		return fmt.Sprintf(`{"%s":true}`, key)
	}
	return fmt.Sprintf(`{"%s":"TEXT"}`, key)
}

// unknown is the error of a word that is no verb.
func unknown(word, form string) error {
	e := &Error{What: fmt.Sprintf("%q is no action", shown(word))}
	near, ok := nearest(word)
	if ok {
		e.What += fmt.Sprintf(", did you mean %s?", near.name)
	}
	switch {
	case ok && form == "JSON":
		key, _, _ := strings.Cut(string(near.name), " ")
		e.Mend = "write " + jsonUse(key)
	case ok:
		e.Mend = "write " + near.use
	case form == "JSON":
		e.Mend = `write {"say":"Hello"}, {"press":"Yes"}, {"wait":"5m"} or another of say, press, keys, wait, agent, rate, engage, dismiss, visit, close, language`
	default:
		e.Mend = "write say Hello, press Yes, wait 5m or another of say, press, keys, wait, agent, rate, engage, dismiss, visit, close, language"
	}
	return e
}

// nearest is the verb that a word may have been meant for.
func nearest(word string) (verb, bool) {
	word = strings.ToLower(strings.TrimSpace(word))
	var best verb
	least := 3
	for _, v := range verbs() {
		d := distance(word, string(v.name))
		if d < least && d <= (len(v.name)+1)/2 && d < len(word) {
			best, least = v, d
		}
	}
	if word == "agent" || least == 3 && strings.HasPrefix(word, "agent ") {
		best, least = verb{name: model.VerbAgentReply, use: "agent reply Hello, agent assign Ada, agent done or agent verify"}, 0
	}
	return best, least < 3
}

// distance counts the letters to put in, take out, change or swap between two words.
func distance(a, b string) int {
	if len(a) > 32 {
		return len(a)
	}
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			change := last[j]
			if x[i] != y[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

// shown is a piece of a script short enough for an error line.
func shown(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
