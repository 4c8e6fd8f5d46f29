// Package channel is what each channel can carry and what becomes of a message
// on it: how much text and how many choices fit, how WhatsApp marks words, how
// many segments an SMS takes, what is spoken on the telephone. It is data and
// pure functions; screens draw what [Render] says, check reads the same [Limits].
package channel

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/engine/model"
	"parley/engine/session"
)

// Limits is what one message of a channel carries, in characters; 0 is no limit
// of its own. The source is page 2 of the specification, "Channels' own manners".
type Limits struct {
	Text        int // of a message
	Interactive int // of a message with choices
	Buttons     int // more choices become a list
	Button      int // of a button's label
	Rows        int // of a list
	Row         int // of a row's label
	Description int // of a row
	Segments    bool
}

// LimitsOf returns the limits of a channel.
func LimitsOf(c model.Channel) Limits {
	switch {
	case c.IsWhatsApp():
		return Limits{Text: 4096, Interactive: 1024, Buttons: 3, Button: 20, Rows: model.MaxListRows, Row: 24, Description: 72}
	case c == model.SMS:
		return Limits{Segments: true}
	}
	return Limits{}
}

// ListOf reports whether so many choices are a list rather than buttons.
func (l Limits) ListOf(choices int) bool { return l.Buttons > 0 && choices > l.Buttons }

// Choice is how long the label of one of so many choices may be; 0: any length.
func (l Limits) Choice(choices int) int {
	if l.ListOf(choices) {
		return l.Row
	}
	return l.Button
}

// Message is how long a text with so many choices may be; 0: any length.
func (l Limits) Message(choices int) int {
	if choices > 0 {
		return l.Interactive
	}
	return l.Text
}

// Over is how many characters a text has too many; 0 where it fits.
func Over(s string, most int) int {
	if most <= 0 || len(s) <= most {
		return 0
	}
	return max(utf8.RuneCountInString(s)-most, 0)
}

// Form is how a text is to be drawn.
type Form uint8

// The forms.
const (
	Markdown Form = iota // as Markdown
	Styled               // as spans with WhatsApp's styles
	Plain                // as it is
	Spoken               // as spoken lines
)

// FormOf is how the assistant's texts look on a channel.
func FormOf(c model.Channel) Form {
	switch {
	case c.IsWhatsApp():
		return Styled
	case c == model.SMS:
		return Plain
	case c == model.Voice:
		return Spoken
	}
	return Markdown
}

// Shown is a message as a customer of the channel gets it.
type Shown struct {
	Form     Form
	Lines    [][]Span // the text, line by line; nil for Markdown
	Text     string   // the text, without marks where the channel has styles
	Buttons  []string // to press
	Rows     []string // of a list that opens, instead of buttons
	Segments Segments // of an SMS; zero elsewhere
	Over     int      // characters that are too many for one message
}

// Render says how a message looks on a channel. Other events look like nothing.
func Render(c model.Channel, e session.Event) Shown {
	out := Shown{Form: FormOf(c), Text: e.Text}
	if e.Type != session.Message {
		return Shown{Form: out.Form}
	}
	limits := LimitsOf(c)
	switch out.Form {
	case Styled:
		out.Lines = Spans(e.Text)
		out.Text = plain(out.Lines)
		out.Over = Over(e.Text, limits.Message(len(e.Buttons)))
	case Plain:
		out.Lines = lines(strings.Split(e.Text, "\n"))
		out.Segments = Count(e.Text)
	case Spoken:
		out.Lines = lines(Sentences(e.Text))
		out.Text = plain(out.Lines)
	}
	switch {
	case c == model.SMS || c == model.Voice: // nothing to press there
	case limits.ListOf(len(e.Buttons)):
		out.Rows = e.Buttons
	default:
		out.Buttons = e.Buttons
	}
	return out
}

func lines(all []string) [][]Span {
	out := make([][]Span, len(all))
	for i, l := range all {
		out[i] = []Span{{Text: l}}
	}
	return out
}

func plain(all [][]Span) string {
	var b strings.Builder
	for i, l := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, s := range l {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// Sentences is a text as it is spoken, a sentence a line.
func Sentences(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		words := strings.Fields(l)
		start := 0
		for i, w := range words {
			last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(w, `"')»”’`))
			if strings.ContainsRune(".!?…。！？", last) && begins(words[i+1:]) {
				out = append(out, strings.Join(words[start:i+1], " "))
				start = i + 1
			}
		}
		if start < len(words) {
			out = append(out, strings.Join(words[start:], " "))
		}
	}
	return out
}

// begins reports whether a sentence can begin with the words: not in lower case
// ("e.g. this" goes on).
func begins(words []string) bool {
	if len(words) == 0 {
		return true
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	return !unicode.IsLower(first)
}
