// Package script is the words of conversations: what a customer, an agent or the
// clock does, one action a line, and what comes back, one event a line.
//
// A line is written as text (say Hello) or as JSON ({"say":"Hello"}); a script
// may mix both. JSON can say what a line of text cannot, such as a line break or
// blanks at the ends. Events are written as JSON Lines by [AppendEvent], and for
// reading by a [Transcript].
package script

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"parley/engine/model"
	"parley/engine/session"
)

// Line is an action and the line of the script it stands on, from 1.
type Line struct {
	Number int
	Action model.Action
}

// Error is a line of a script that cannot be read: what is wrong, and what would be right.
type Error struct {
	Line int // from 1; 0 where the line is not known
	What string
	Mend string
}

// Error writes "line 3: what is wrong; what would be right".
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.What + "; " + e.Mend
	}
	return fmt.Sprintf("line %d: %s; %s", e.Line, e.What, e.Mend)
}

// maxLineBytes bounds a line: JSON may write one byte of a message as six.
const maxLineBytes = 6*model.MaxMessageBytes + 1024

// Reader reads a script line by line, as it comes: from a file, or from somebody who types.
type Reader struct {
	in   *bufio.Reader
	line int
}

// NewReader makes a reader of a script.
func NewReader(r io.Reader) *Reader { return &Reader{in: bufio.NewReader(r)} }

// Next returns the next action; blank lines and comments are skipped. At the end
// the error is [io.EOF]. After an [*Error] the reader goes on with the line after.
func (r *Reader) Next() (Line, error) {
	for {
		raw, err := r.read()
		if err != nil {
			return Line{}, err
		}
		action, some, err := parse(raw)
		if err != nil {
			return Line{}, r.at(err)
		}
		if some {
			return Line{r.line, action}, nil
		}
	}
}

func (r *Reader) at(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return &Error{r.line, e.What, e.Mend}
	}
	return err
}

// read returns the next line without its end.
func (r *Reader) read() ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLineBytes; !long {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || len(line) == 0 && !long) {
			return nil, err
		}
		break
	}
	r.line++
	if long {
		return nil, &Error{r.line, fmt.Sprintf("the line is longer than %d KB", maxLineBytes>>10),
			fmt.Sprintf("send a message of at most %d KB, or several", model.MaxMessageBytes>>10)}
	}
	if r.line == 1 {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	if !utf8.Valid(line) {
		return nil, &Error{r.line, "the line is not UTF-8 text", "save the script as UTF-8"}
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

// Parse reads a whole script. The first line that cannot be read is an [*Error].
func Parse(data []byte) ([]Line, error) {
	r := NewReader(bytes.NewReader(data))
	var out []Line
	for {
		l, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
}

func parse(raw []byte) (model.Action, bool, error) {
	if line := bytes.TrimSpace(raw); len(line) > 0 && line[0] == '{' {
		a, err := ParseJSON(line)
		return a, true, err
	}
	return ParseLine(string(raw))
}

// Input is an action as an entry of a conversation's log. now is the virtual time
// in Unix milliseconds: wait moves the clock on from it, all else happens at it.
func Input(a model.Action, now int64) session.Input {
	in := session.Input{At: now, Text: a.Text}
	switch a.Verb {
	case model.VerbWait:
		return session.Input{At: now + time.Duration(a.Wait).Milliseconds(), Kind: session.Tick}
	case model.VerbRate:
		in.Kind, in.Number = session.Rate, a.Rating
	case model.VerbSay:
		in.Kind = session.Say
	case model.VerbPress:
		in.Kind = session.Press
	case model.VerbKeys:
		in.Kind = session.Keys
	case model.VerbAgentReply:
		in.Kind = session.AgentReply
	case model.VerbAgentAssign:
		in.Kind = session.AgentAssign
	case model.VerbAgentDone:
		in.Kind = session.AgentDone
	case model.VerbAgentVerify:
		in.Kind = session.AgentVerify
	case model.VerbEngage:
		in.Kind = session.Engage
	case model.VerbDismiss:
		in.Kind = session.Dismiss
	case model.VerbVisit:
		in.Kind = session.VisitPage
	case model.VerbClose:
		in.Kind = session.CloseChat
	case model.VerbSpeak:
		in.Kind = session.Language
	}
	return in
}
