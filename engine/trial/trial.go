// Package trial plays the conversations of Test documents and says how what
// happened differs from what was expected.
//
// A case is played step by step, with a reading position among what the bot has
// said so far:
//
//   - bot: the next message at or after the position that matches. Messages before
//     it are passed over, since nobody asked about them; the position moves behind
//     it. A list matches several in a row. An empty list: nothing more was said.
//   - buttons: the labels offered now, all of them, in their order.
//   - say, press, keys and what else a customer does: the position moves behind all
//     that was said before, so that an answer is never looked for ahead of its
//     question. An input that does not fit fails the step.
//   - wait, and what an agent or the browser does: the position stays.
//
// Patterns match a whole message: * stands for any text, ? for any character, \
// takes the meaning from the character after it; /…/ is a regular expression that
// is looked for anywhere in it. Blanks at both ends of a message do not count.
//
// The first step that fails ends the case. Without a time of its own a case
// begins at [DefaultStart].
package trial

import (
	"fmt"
	"time"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/script"
	"parley/engine/session"
)

// DefaultStart is when a case begins that names no time: ten in the morning of a Monday, UTC.
func DefaultStart() time.Time { return time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC) }

// Result is how one case went.
type Result struct {
	Assistant model.AssistantID
	Case      string
	Failures  []Failure // none: the case passed
	Status    session.Status
	Path      []model.DialogID
	Turns     int
	Notes     []string         // what the builder should know: errors that were caught, values that were not set
	Log       conversation.Log // all that happened, without the end event; of its header, the start alone
}

// Passed reports whether everything was as expected.
func (r *Result) Passed() bool { return len(r.Failures) == 0 }

// Failure is one thing that was not as expected.
type Failure struct {
	Step   int      // from 0, in the case's steps; -1 for the start and for expect
	Part   string   // bot, buttons, say …; start; status, path, attributes, counts
	What   string   // in one line
	Diff   []string // lines that begin with "- " (expected), "+ " (actual) or two blanks (both)
	Unable bool     // it could not be decided: the test is wrong, not the assistant
}

// Where names the place of a failure: step 3 (bot), or expect.status.
func (f *Failure) Where() string {
	switch {
	case f.Step >= 0:
		return fmt.Sprintf("step %d (%s)", f.Step+1, f.Part)
	case f.Part == "start":
		return "start"
	}
	return "expect." + f.Part
}

// RunTest plays every case of a document against the workspace's own assistant.
func RunTest(w *model.Workspace, t *model.Test) []Result {
	a := w.Assistant(t.Assistant)
	var p *session.Program
	if a != nil {
		p = session.Compile(w, a)
	}
	out := make([]Result, len(t.Cases))
	for i, c := range t.Cases {
		if a == nil {
			out[i] = Result{Assistant: t.Assistant, Case: c.Name, Failures: []Failure{{Step: -1, Part: "start",
				What: fmt.Sprintf("there is no assistant %q", t.Assistant), Unable: true}}}
			continue
		}
		out[i] = Run(w, p, c)
	}
	return out
}

// Run plays one case against a compiled assistant of the workspace.
func Run(w *model.Workspace, p *session.Program, c model.Case) Result {
	r := &run{w: w, p: p, c: &c, out: Result{Assistant: p.Assistant().ID, Case: c.Name}}
	start, failure := r.start()
	if failure != nil {
		r.fail(*failure)
		return r.out
	}
	r.out.Log.Header.Start = *start
	r.player = outside.Player{Program: p, Took: r.out.Log.Take}
	r.take(r.player.Open(start, nil))
	r.s = r.player.Session
	for i := range c.Steps {
		if failure := r.step(&c.Steps[i]); failure != nil {
			failure.Step = i
			r.fail(*failure)
			break
		}
	}
	if r.out.Passed() {
		r.expect()
	}
	r.out.Status, r.out.Path, r.out.Turns = r.s.Status(), r.s.Path(p), r.s.Turns()
	return r.out
}

// run is a case being played.
type run struct {
	w    *model.Workspace
	p    *session.Program
	c    *model.Case
	s    *session.Session
	said []string // by the bot
	next int      // the reading position in said
	last string   // what was done last, for failures
	out  Result

	player outside.Player
}

func (r *run) fail(f Failure) { r.out.Failures = append(r.out.Failures, f) }

func (r *run) start() (*session.Start, *Failure) {
	start := &session.Start{At: r.c.At, Language: r.c.Language, Page: r.c.Page}
	if start.At.IsZero() {
		start.At = DefaultStart()
	}
	if len(r.w.Brands) > 0 {
		start.Brand = r.w.Brands[0].ID
	}
	if r.c.Customer != "" {
		start.Customer, start.Authenticated = r.w.Customer(r.c.Customer), true
		if start.Customer == nil {
			return nil, &Failure{Step: -1, Part: "start", What: fmt.Sprintf("there is no customer %q", r.c.Customer), Unable: true}
		}
	}
	return start, nil
}

// take keeps what happened and returns the note of an input that did not fit.
func (r *run) take(events []session.Event) (unfit string) {
	for _, e := range events {
		switch {
		case e.Type == session.Message && e.From == session.Bot:
			r.said = append(r.said, e.Text)
		case e.Type == session.Note && e.Unfit:
			unfit = e.Text
		case e.Type == session.Note:
			r.out.Notes = append(r.out.Notes, e.Text)
		}
	}
	return unfit
}

func (r *run) step(s *model.Step) *Failure {
	switch {
	case s.Action != nil:
		return r.act(*s.Action)
	case s.Buttons != nil:
		return r.buttons(s.Buttons)
	}
	return r.bot(s.Bot)
}

func (r *run) act(a model.Action) *Failure {
	r.last = a.String()
	if isCustomers(a.Verb) {
		r.next = len(r.said)
	}
	events := r.player.Step(script.Input(a, r.s.Now().UnixMilli()), nil)
	if unfit := r.take(events); unfit != "" {
		return &Failure{Part: string(a.Verb), What: unfit}
	}
	return nil
}

// isCustomers tells what a customer does, and answers, from what happens around the talk.
func isCustomers(v model.Verb) bool {
	switch v {
	case model.VerbSay, model.VerbPress, model.VerbKeys, model.VerbRate, model.VerbEngage, model.VerbDismiss, model.VerbClose:
		return true
	}
	return false
}

func (r *run) buttons(want []string) *Failure {
	got := r.s.Options(r.p)
	d, same := diff(want, got, func(w, g string) bool { return w == g })
	if same {
		return nil
	}
	f := &Failure{Part: "buttons", What: "other buttons are offered", Diff: d}
	switch {
	case len(want) == 0:
		f.What = "buttons are offered where none should be"
	case len(got) == 0:
		f.What = "no buttons are offered"
	case sameSet(want, got):
		f.What = "the buttons are offered in another order"
	}
	return f
}

func (r *run) bot(want []string) *Failure {
	unread := r.said[r.next:]
	if len(want) == 0 {
		if len(unread) == 0 {
			return nil
		}
		d, _ := diff(nil, unread, nil)
		return &Failure{Part: "bot", What: "the bot said more", Diff: d}
	}
	patterns := make([]pattern, len(want))
	for i, w := range want {
		p, err := compile(w)
		if err != nil {
			return &Failure{Part: "bot", What: err.Error(), Unable: true}
		}
		patterns[i] = p
	}
	if at := find(patterns, unread); at >= 0 {
		r.next += at + len(want)
		return nil
	}
	return r.notSaid(want, patterns, unread)
}

// notSaid words the failure of a bot step: what there was instead, and where the
// right words were if they came at the wrong time.
func (r *run) notSaid(want []string, patterns []pattern, unread []string) *Failure {
	d, _ := diff(want, unread, func(w, g string) bool {
		p, err := compile(w)
		return err == nil && p.matches(g)
	})
	f := &Failure{Part: "bot", Diff: d}
	since := ""
	if r.last != "" {
		since = fmt.Sprintf(" since %q", short(r.last))
	}
	switch {
	case len(unread) == 0:
		f.What = "the bot said nothing" + since
		if r.next > 0 {
			f.What = "the bot said nothing more" + since
		}
	case len(want) > 1:
		f.What = "these did not come in a row" + since
	default:
		f.What = "no message" + since + " is like it"
	}
	if find(patterns, r.said[:r.next]) >= 0 {
		f.What += "; it came earlier"
	}
	return f
}

// find returns where the messages begin that match the patterns one by one, or -1.
func find(patterns []pattern, messages []string) int {
	for at := 0; at+len(patterns) <= len(messages); at++ {
		ok := true
		for i := range patterns {
			if ok = patterns[i].matches(messages[at+i]); !ok {
				break
			}
		}
		if ok {
			return at
		}
	}
	return -1
}
