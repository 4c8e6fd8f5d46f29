package script

import (
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"parley/engine/model"
	"parley/engine/session"
)

// AppendEvent appends an event as one line of JSON, with its line end: seq, at
// (RFC 3339 in UTC, milliseconds only where there are some), type, dialog,
// interaction, then the fields of its type, always in the same order.
//
// interaction is the index path and is left out where there is none: also at an
// end interaction, which has no place in the dialog's list. Lists and texts that
// are empty by nature (no buttons, no team) are left out; the attributes of a
// transfer and of the end are always there, in the order they were first saved.
// A transfer that nobody could take has a task: its label and priority.
func AppendEvent(dst []byte, e session.Event) []byte {
	o := object{append(dst, '{')}
	o.number("seq", int64(e.Seq))
	o.key("at")
	o.b = append(o.b, '"')
	o.b = appendTime(o.b, e.At)
	o.b = append(o.b, '"')
	o.text("type", string(e.Type))
	o.some("dialog", string(e.Dialog))
	o.some("interaction", indexPath(e.Mark))
	o.fields(&e)
	return append(o.b, "}\n"...)
}

// indexPath is the place of an interaction in its dialog's list, "" for an end interaction.
func indexPath(m *session.Mark) string {
	if m == nil || m.Kind != nil && m.Kind.End {
		return ""
	}
	return m.Index
}

func appendTime(b []byte, at int64) []byte {
	t := time.UnixMilli(at).UTC()
	layout := "2006-01-02T15:04:05Z"
	if at%1000 != 0 {
		layout = "2006-01-02T15:04:05.000Z"
	}
	return t.AppendFormat(b, layout)
}

// object is a JSON object being written.
type object struct{ b []byte }

func (o *object) fields(e *session.Event) {
	more := e.More
	if more == nil {
		more = &session.More{}
	}
	switch e.Type {
	case session.Message:
		o.message(e, more)
	case session.Redirect:
		o.text("to", string(e.To))
		o.text("why", e.Why)
	case session.Saved:
		o.text("attribute", string(e.Attribute))
		o.value("value", e.Value)
	case session.Intent:
		o.text("id", e.Name)
		o.float("score", more.Score)
		o.text("how", e.Why)
	case session.Workflow:
		o.text("id", e.Name)
		o.attributes("input", more.Input)
		if more.Error != "" {
			o.text("error", more.Error)
		} else {
			o.attributes("output", more.Output)
		}
	case session.Timer:
		o.text("timer", e.Name)
	case session.Changed:
		o.text("status", e.Status.String())
	case session.HandOver:
		o.some("team", e.Name)
		o.attributes("attributes", more.Attributes)
		if more.Task != nil {
			o.key("task")
			in := object{append(o.b, '{')}
			in.text("label", more.Task.Label)
			in.number("priority", int64(more.Task.Priority))
			o.b = append(in.b, '}')
		}
	case session.Feedback:
		o.value("value", e.Value)
		o.text("on", e.Why)
	case session.Rating:
		o.value("value", e.Value)
		o.number("scale", int64(more.Scale))
	case session.Note:
		o.text("text", e.Text)
	case session.End:
		o.text("status", e.Status.String())
		o.path(more.Path)
		o.attributes("attributes", more.Attributes)
		o.number("turns", int64(more.Turns))
	}
}

func (o *object) message(e *session.Event, more *session.More) {
	o.text("from", string(e.From))
	o.text("text", e.Text)
	o.texts("buttons", e.Buttons)
	if len(more.Cards) > 0 {
		o.list("cards", len(more.Cards), func(in *object, i int) {
			c := more.Cards[i]
			in.text("title", c.Title)
			in.some("description", c.Description)
			in.some("image", c.Image)
		})
	}
	if len(more.Articles) > 0 {
		o.list("articles", len(more.Articles), func(in *object, i int) {
			in.text("title", more.Articles[i].Title)
			in.some("id", more.Articles[i].ID)
		})
	}
	o.texts("attachments", more.Attachments)
}

func (o *object) key(name string) {
	if last := o.b[len(o.b)-1]; last != '{' {
		o.b = append(o.b, ',')
	}
	o.b = append(o.b, '"')
	o.b = append(o.b, name...)
	o.b = append(o.b, '"', ':')
}

func (o *object) text(name, s string) {
	o.key(name)
	o.b = appendString(o.b, s)
}

// some is text, left out where it is empty.
func (o *object) some(name, s string) {
	if s != "" {
		o.text(name, s)
	}
}

func (o *object) number(name string, n int64) {
	o.key(name)
	o.b = strconv.AppendInt(o.b, n, 10)
}

func (o *object) float(name string, f float64) {
	o.key(name)
	o.b = appendFloat(o.b, f)
}

func (o *object) value(name string, v model.Value) {
	o.key(name)
	o.b = appendValue(o.b, v)
}

// texts is a list of texts, left out where it is empty.
func (o *object) texts(name string, list []string) {
	if len(list) == 0 {
		return
	}
	o.key(name)
	o.b = appendStrings(o.b, list)
}

func (o *object) list(name string, n int, each func(*object, int)) {
	o.key(name)
	o.b = append(o.b, '[')
	for i := range n {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		in := object{append(o.b, '{')}
		each(&in, i)
		o.b = append(in.b, '}')
	}
	o.b = append(o.b, ']')
}

func (o *object) path(path []model.DialogID) {
	o.key("path")
	o.b = append(o.b, '[')
	for i, d := range path {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = appendString(o.b, string(d))
	}
	o.b = append(o.b, ']')
}

// attributes is a flat object under the full paths.
func (o *object) attributes(name string, all []session.Attribute) {
	o.key(name)
	o.b = append(o.b, '{')
	for i, a := range all {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = appendString(o.b, string(a.Path))
		o.b = append(o.b, ':')
		o.b = appendValue(o.b, a.Value)
	}
	o.b = append(o.b, '}')
}

// appendValue writes a value in its JSON type; an unset one is null.
func appendValue(b []byte, v model.Value) []byte {
	switch v.Kind() {
	case model.TextValue:
		return appendString(b, v.Text())
	case model.NumberValue:
		return appendFloat(b, v.Number())
	case model.BoolValue:
		return strconv.AppendBool(b, v.Bool())
	case model.ListValue:
		return appendStrings(b, v.List())
	}
	return append(b, "null"...)
}

func appendStrings(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, s)
	}
	return append(b, ']')
}

func appendFloat(b []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(b, "null"...)
	}
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(b, f, format, -1, 64)
}

// appendString writes a JSON string. Every control character is escaped, those
// beyond ASCII and the ones that turn the direction of text too, so that a line
// can be shown on a terminal as it is.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < 0x7f && c != '"' && c != '\\' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if c >= utf8.RuneSelf && !mustEscape(r, n) {
			i += n
			continue
		}
		b = append(b, s[from:i]...)
		b = appendEscape(b, r)
		i += n
		from = i
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func mustEscape(r rune, n int) bool {
	switch {
	case r == utf8.RuneError && n == 1:
		return true
	case r <= 0x9f:
		return true
	}
	return r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func appendEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
