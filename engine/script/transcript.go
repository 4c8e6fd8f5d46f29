package script

import (
	"fmt"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"parley/engine/model"
	"parley/engine/session"
	"parley/engine/text"
)

// Transcript writes events as plain text for reading: who says what, wrapped to
// a width, with the buttons that can be pressed below.
//
//	     Bot  Which team?
//	          [1] CX  [2] Sales  [3] Shipping
//	Customer  Sales
//	          (conversation.assignedTeam = Sales)
//
// Nothing in it can act on a terminal: escape sequences and control characters are taken out.
type Transcript struct {
	Width   int  // cells of a line; 0 is 80
	Verbose bool // also what the customer does not see: saved, redirects, notes other than of what went wrong
}

const (
	defaultWidth = 80
	labelWidth   = 8 // Customer
	leastBeside  = 32
)

// Append appends what an event shows to dst, each line with its end; nothing for one that is not shown.
func (t Transcript) Append(dst []byte, e session.Event) []byte {
	for _, l := range t.Lines(e) {
		dst = append(append(dst, l...), '\n')
	}
	return dst
}

// Lines returns the lines that an event shows; none for one that is not shown.
func (t Transcript) Lines(e session.Event) []string {
	switch {
	case e.Type == session.Message && e.From != session.System:
		return t.message(e)
	case e.Type == session.End:
		return append([]string{""}, wrap(ending(e), t.width())...)
	}
	if line := t.aside(e); line != "" {
		return t.block("", line)
	}
	return nil
}

// aside is what is told between messages, "" for what is not shown.
func (t Transcript) aside(e session.Event) string {
	switch e.Type {
	case session.Message:
		return "-- " + clean(e.Text) + " --"
	case session.HandOver:
		return "-- " + HandedOver(e) + " --"
	case session.Changed:
		if e.Status == session.Running || e.Status == session.Transferred {
			return ""
		}
		return "-- " + e.Status.String() + " --"
	case session.Timer:
		return "-- " + clean(e.Name) + " timer --"
	case session.Feedback:
		return "-- feedback: " + clean(e.Value.String()) + " --"
	case session.Rating:
		return "-- rated " + clean(e.Value.String()) + " --"
	case session.Note:
		if e.Unfit || strings.HasPrefix(e.Text, session.Failure) {
			return "! " + clean(e.Text)
		}
	}
	if !t.Verbose {
		return ""
	}
	return behind(e)
}

// HandedOver tells to whom a conversation went, and as what, in a line.
func HandedOver(e session.Event) string {
	to := "an agent"
	if e.Name != "" {
		to = clean(e.Name)
	}
	if e.More != nil && e.More.Task != nil {
		return fmt.Sprintf("follow-up task for %s: %s, priority %d", to, clean(e.More.Task.Label), e.More.Task.Priority)
	}
	return "handed over to " + to
}

// behind is what happens out of the customer's sight.
func behind(e session.Event) string {
	switch e.Type {
	case session.Saved:
		if !e.Value.IsSet() {
			return fmt.Sprintf("(%s cleared)", e.Attribute)
		}
		return fmt.Sprintf("(%s = %s)", e.Attribute, clean(e.Value.String()))
	case session.Redirect:
		return fmt.Sprintf("(> %s, %s)", clean(string(e.To)), e.Why)
	case session.Intent:
		return fmt.Sprintf("(intent %s, by %s)", clean(e.Name), e.Why)
	case session.Workflow:
		if e.More != nil && e.More.Error != "" {
			return fmt.Sprintf("(workflow %s failed: %s)", clean(e.Name), clean(e.More.Error))
		}
		return fmt.Sprintf("(workflow %s)", clean(e.Name))
	case session.Note:
		return "(note: " + clean(e.Text) + ")"
	}
	return ""
}

// ending sums a conversation up: transferred, 3 turns: welcome > name > complete.
func ending(e session.Event) string {
	more := e.More
	if more == nil {
		more = &session.More{}
	}
	turns := "turns"
	if more.Turns == 1 {
		turns = "turn"
	}
	return fmt.Sprintf("%s, %d %s: %s", e.Status, more.Turns, turns, Path(more.Path))
}

// Path writes the dialogs a conversation went through on one line: welcome > ask-name.
func Path(path []model.DialogID) string {
	ids := make([]string, len(path))
	for i, d := range path {
		ids[i] = clean(string(d))
	}
	return strings.Join(ids, " > ")
}

func (t Transcript) message(e session.Event) []string {
	out := t.block(speaker(e.From), text.Clean(e.Text))
	if e.More != nil {
		for _, c := range e.More.Cards {
			out = append(out, t.block("", "* "+joined(c.Title, c.Description, c.Image))...)
		}
		for _, a := range e.More.Articles {
			out = append(out, t.block("", "* "+clean(a.Title))...)
		}
		for _, a := range e.More.Attachments {
			out = append(out, t.block("", "file: "+clean(a))...)
		}
	}
	if len(e.Buttons) == 0 {
		return out
	}
	return append(out, t.buttons(e.Buttons)...)
}

func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = clean(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " - ")
}

func speaker(f session.From) string {
	switch f {
	case session.Bot:
		return "Bot"
	case session.Agent:
		return "Agent"
	}
	return "Customer"
}

func (t Transcript) width() int {
	if t.Width <= 0 {
		return defaultWidth
	}
	return t.Width
}

// room is the cells for a text, and the blanks before it.
func (t Transcript) room() (width int, indent string) {
	width = t.width()
	if width < leastBeside {
		return max(width-2, 1), strings.Repeat(" ", min(2, width-1))
	}
	return width - labelWidth - 2, strings.Repeat(" ", labelWidth+2)
}

// block writes a text beside a label, or below it where the width is small.
func (t Transcript) block(label, s string) []string {
	width, indent := t.room()
	var out []string
	for _, l := range wrap(s, width) {
		out = append(out, strings.TrimRight(indent+l, " "))
	}
	switch {
	case label == "":
	case len(indent) > labelWidth:
		out[0] = strings.TrimRight(fmt.Sprintf("%*s  %s", labelWidth, label, strings.TrimPrefix(out[0], indent)), " ")
	default:
		out = append([]string{label + ":"}, out...)
	}
	return out
}

// buttons writes the labels with their numbers, as many on a line as fit.
func (t Transcript) buttons(labels []string) []string {
	width, indent := t.room()
	var lines []string
	line := ""
	for i, l := range labels {
		item := fmt.Sprintf("[%d] %s", i+1, clean(l))
		if line != "" && displaywidth.String(line)+2+displaywidth.String(item) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += "  "
		}
		line += item
	}
	var out []string
	for _, l := range append(lines, line) {
		for _, w := range wrap(l, width) {
			out = append(out, indent+w)
		}
	}
	return out
}

// clean is a text on one line, without what could act on a terminal.
func clean(s string) string {
	return strings.Join(strings.Fields(text.Clean(s)), " ")
}

// wrap breaks a text into lines of at most width cells: at blanks where it can,
// inside a word where it must. It returns at least one line.
func wrap(s string, width int) []string {
	var out []string
	for _, paragraph := range strings.Split(s, "\n") {
		out = append(out, wrapLine(paragraph, width)...)
	}
	return out
}

func wrapLine(s string, width int) []string {
	if displaywidth.String(s) <= width {
		return []string{s}
	}
	var out []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		w := displaywidth.String(word)
		if used > 0 && used+1+w > width {
			out, line, used = append(out, line), "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		for w > width {
			head := displaywidth.TruncateString(word, width, "")
			if head == "" { // one character wider than the line
				head = firstCharacter(word)
			}
			out, word = append(out, head), word[len(head):]
			w = displaywidth.String(word)
		}
		line, used = line+word, used+w
	}
	if used > 0 || len(out) == 0 {
		out = append(out, line)
	}
	return out
}

func firstCharacter(s string) string {
	g := displaywidth.StringGraphemes(s)
	if g.Next() {
		return g.Value()
	}
	return s
}
