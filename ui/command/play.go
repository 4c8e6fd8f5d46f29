package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/script"
	"parley/engine/session"
	"parley/ui/desk"
)

// playFlags are what play is told of the conversation.
type playFlags struct {
	script       string
	version      string
	customer     string
	token        string
	language     string
	page         string
	onPage       string
	previousPage string
	userAgent    string
	at           string
	visitor      string
	record       string
	seed         uint64
	json         bool
	verbose      bool
}

func (e *env) playCommand() *cobra.Command {
	var f playFlags
	c := &cobra.Command{
		Use:   "play ASSISTANT",
		Short: "Talk to an assistant in plain text",
		Long: "Talk to an assistant: one action a line, from standard input or a script.\n\n" +
			"  say TEXT · press LABEL · press #2 · wait 6m · agent reply TEXT · agent assign NAME · agent done\n" +
			"  visit URL · close · language es        (a # begins a comment; the same as JSON Lines: {\"say\":\"TEXT\"})\n\n" +
			"An input that does not fit changes nothing and makes the exit code 1.\n\n" +
			"The conversation is recorded as a preview, which never counts; with --record live as a customer's own. One in which nobody\n" +
			"wrote or pressed anything is only counted as triggered. With --sample nothing is kept.",
		Example: "  parley play route-to-team --script hello.txt --json\n  parley play order-status --record live --customer ada",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			id, err := e.assistantArg(c, args)
			if err != nil {
				return err
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.play(d, id, f) })
		},
	}
	c.Flags().StringVar(&f.version, "version", "", "which `version`: draft, live or a number (default live, else draft)")
	f.who(c)
	f.conversation(c)
	return c
}

// who are the flags that say who talks, and from where.
func (f *playFlags) who(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.customer, "customer", "", "be this customer (`id`), authenticated")
	flags.StringVar(&f.token, "token", "", "who it is, as a signed token (`JWT`)")
	flags.StringVar(&f.language, "language", "", "the browser's language (`tag` such as es)")
	flags.StringVar(&f.page, "page", "", "the page the visitor is on (`url`)")
	flags.StringVar(&f.onPage, "on-page", "", "how long the visitor has been on the page (`duration`)")
	flags.StringVar(&f.previousPage, "previous-page", "", "the page before it (`url`)")
	flags.StringVar(&f.userAgent, "user-agent", "", "the browser's user agent (`text`)")
	flags.StringVar(&f.at, "at", "", "start of the virtual clock (RFC 3339 `time`)")
}

// conversation are the flags that say what is played, and how it is shown.
func (f *playFlags) conversation(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.script, "script", "", "read the actions from a `file` instead of standard input")
	flags.StringVar(&f.record, "record", string(conversation.Preview), "record it as `source`: live (it counts) or preview")
	flags.StringVar(&f.visitor, "visitor", "", "be this anonymous person, again where there was one (`id`)")
	flags.Uint64Var(&f.seed, "seed", 0, "seed of what is random (`number`)")
	flags.BoolVar(&f.json, "json", false, "events as JSON Lines")
	flags.BoolVar(&f.verbose, "verbose", false, "also show what the customer does not see: saved values, redirects, notes")
}

// recorded says as what the conversation is recorded. Who is anonymous is the same
// person in all conversations of a script.
func (f *playFlags) recorded() (desk.Recorded, error) {
	if f.visitor == "" {
		f.visitor = desk.NewVisitor()
	}
	as := desk.Recorded{Source: conversation.Source(f.record), Visitor: f.visitor}
	if as.Source != conversation.Live && as.Source != conversation.Preview {
		return as, fmt.Errorf("--record %q is none: use live or preview", f.record)
	}
	return as, nil
}

// talker is who talks, as the flags say.
func (f *playFlags) talker() (desk.Visitor, error) {
	v := desk.Visitor{Customer: model.CustomerID(f.customer), Token: f.token, Language: model.Language(f.language), Page: f.page,
		PreviousPage: f.previousPage, UserAgent: f.userAgent, Seed: f.seed}
	if f.onPage != "" {
		d, err := model.ParseDuration(f.onPage)
		if err != nil {
			return v, fmt.Errorf("--on-page: %w", err)
		}
		v.OnPage = d.Time()
	}
	var err error
	if f.at != "" {
		v.At, err = parseTime("--at", f.at)
	}
	return v, err
}

// assistantArg is the assistant a command is about: its argument, or the sample.
func (e *env) assistantArg(c *cobra.Command, args []string) (model.AssistantID, error) {
	switch {
	case len(args) == 1:
		return model.AssistantID(args[0]), nil
	case e.sample != "":
		return model.AssistantID(e.sample), nil
	}
	return "", fmt.Errorf("%s takes an assistant: see %s --help", c.CommandPath(), c.CommandPath())
}

func (e *env) play(d *desk.Desk, id model.AssistantID, f playFlags) error {
	playable, err := d.Playable(id, f.version)
	if err != nil {
		return err
	}
	visitor, err := f.talker()
	if err != nil {
		return err
	}
	start, err := d.Start(playable.Workspace, visitor)
	if err != nil {
		return err
	}
	in, done, err := e.script(f)
	if err != nil {
		return err
	}
	defer done()
	as, err := f.recorded()
	if err != nil {
		return err
	}
	return e.hold(d, playable, start, as, in, f)
}

// hold plays conversations with an assistant: after one that is over, what the
// customer writes starts a new one, as the same visitor.
func (e *env) hold(d *desk.Desk, p desk.Playable, start session.Start, as desk.Recorded, lines *script.Reader, f playFlags, first ...model.Action) error {
	return e.converse(d, p, start, as, lines, f, func(at time.Time, said model.Action) error {
		start.At, start.Notice = at, ""
		return e.hold(d, p, start, as, lines, f, said)
	}, first...)
}

// script reads the actions from the file that is named, else from standard input.
func (e *env) script(f playFlags) (lines *script.Reader, done func(), err error) {
	if f.script == "" {
		return script.NewReader(e.in), func() {}, nil
	}
	file, err := openScript(f.script)
	if err != nil {
		return nil, nil, err
	}
	return script.NewReader(file), func() { file.Close() }, nil
}

// openScript opens a file of actions; a folder is none.
func openScript(name string) (*os.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read script: %w", err)
	}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		file.Close()
		return nil, fmt.Errorf("read script %s: it is a folder: name a file", name)
	}
	return file, nil
}

// converse plays a script line by line and shows what happens as it happens;
// the first actions come before those of the script. A message after the end of
// the conversation is left to again.
func (e *env) converse(d *desk.Desk, p desk.Playable, start session.Start, as desk.Recorded, lines *script.Reader, f playFlags, again func(time.Time, model.Action) error, first ...model.Action) error {
	if as.Source == conversation.Live {
		if err := e.admit(d, start.At); err != nil {
			return err
		}
	}
	if start.Notice != "" && !f.json && !f.verbose {
		fmt.Fprintln(e.err, oneLine(start.Notice))
	}
	chat, err := d.Chat(context.Background(), p, start, as)
	if err != nil {
		return err
	}
	shown, unfit := e.shower(f), false
	for {
		for _, ev := range chat.Events() {
			unfit = unfit || ev.Unfit
		}
		shown.write(chat.Events())
		if line, ok := chat.Reached(); ok {
			shown.note(line)
		}
		if err := e.out.Flush(); err != nil {
			return err
		}
		var action model.Action
		if len(first) > 0 {
			action, first = first[0], first[1:]
		} else {
			line, err := lines.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
			action = line.Action
		}
		if chat.Renews(action) {
			if err := e.finish(d, chat, shown); err != nil {
				return err
			}
			if !f.json {
				fmt.Fprintln(e.out)
			}
			if err := again(chat.Now(), action); err != nil || !unfit {
				return err
			}
			return errBad
		}
		chat.Do(action)
	}
	if err := e.finish(d, chat, shown); err != nil {
		return err
	}
	if unfit {
		return errBad
	}
	return nil
}

// finish closes a conversation and shows how it ended.
func (e *env) finish(d *desk.Desk, chat *desk.Chat, shown *shown) error {
	chat.Finish()
	shown.write(chat.Events())
	return d.Flush() // before the answer: it says that the conversation is kept
}

// admit refuses a live conversation that the workspace's plan has no room for, in
// one line.
func (e *env) admit(d *desk.Desk, at time.Time) error {
	work := d.RefusalWork(at)
	if work == nil {
		return nil
	}
	line, err := work()
	if err != nil || line == "" {
		return err
	}
	fmt.Fprintln(e.err, "parley: "+oneLine(line))
	return errBad
}

// shown writes what happens in a conversation as it happens. A note that is not
// the conversation's own is numbered as if it were.
type shown struct {
	env    *env
	events func(session.Event)
	aside  bool // notes are not shown among the events
	notes  int32
	last   session.Event
}

func (s *shown) write(events []session.Event) {
	for _, ev := range events {
		ev.Seq += s.notes
		s.events(ev)
		s.last = ev
	}
}

func (s *shown) note(line string) {
	if s.aside {
		fmt.Fprintln(s.env.err, oneLine(line))
		return
	}
	s.notes++
	s.events(session.Event{Seq: s.last.Seq + 1, At: s.last.At, Type: session.Note, Text: line})
}

// shower writes events as JSON Lines or as a transcript.
func (e *env) shower(f playFlags) *shown {
	s := &shown{env: e, aside: !f.json && !f.verbose}
	if f.json {
		var line []byte
		s.events = func(ev session.Event) {
			line = script.AppendEvent(line[:0], ev)
			e.out.Write(line)
		}
		return s
	}
	t := script.Transcript{Width: e.width, Verbose: f.verbose}
	s.events = func(ev session.Event) {
		for _, l := range t.Lines(ev) {
			fmt.Fprintln(e.out, l)
		}
	}
	return s
}
