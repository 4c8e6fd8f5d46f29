package command

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/engine/model"
	"parley/engine/text"
	"parley/engine/transcript"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

func (e *env) conversationsCommand() *cobra.Command {
	var f searchFlags
	c := &cobra.Command{
		Use:   "conversations",
		Short: "List, read, archive and export what was recorded",
		Long: "List conversations, the newest first. All flags that are given have to hold; live and simulated conversations are listed unless --source says otherwise.\n\n" +
			"--query looks for words in names, companies, roles and addresses, forgiving letters that are left out, and for the whole text in what was said, as it is written.\n" +
			"A status may be negated: --status '!handed off' is all but those. Archived conversations are listed with --archived, or where --status names them.",
		Example: "  parley conversations --min-score 50 --status '!handed off'\n  parley conversations --when 'this week' --query \"not working\" --json\n  parley conversations --filter 'score 50 and more, not yet handed off'",
		Args:    known,
		RunE: func(c *cobra.Command, _ []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.listConversations(c, d, &f) })
		},
	}
	list := lists(c, "List conversations")
	for _, at := range []*cobra.Command{c, list} {
		f.flags(at)
	}
	c.PersistentFlags().BoolVar(&f.json, "json", false, "one JSON value")
	c.AddCommand(list, e.showConversationCommand(&f.json), e.archiveCommand(&f.json, true), e.archiveCommand(&f.json, false), e.exportConversationCommand(), e.filtersCommand(&f.json))
	return c
}

// conversationRow is one conversation of the list.
type conversationRow struct {
	ID              string              `json:"id"`
	Source          conversation.Source `json:"source"`
	Start           string              `json:"start"`
	Last            string              `json:"last"`
	Status          string              `json:"status"` // active, handed off or archived
	Score           int                 `json:"score"`
	Persona         string              `json:"persona,omitempty"`
	Domain          string              `json:"domain,omitempty"`
	Company         string              `json:"company,omitempty"`
	Messages        int                 `json:"messages"`
	Assistant       model.AssistantID   `json:"assistant,omitempty"`
	Version         int                 `json:"version,omitempty"` // none: a draft, or no assistant
	Type            model.Type          `json:"type,omitempty"`
	Channel         string              `json:"channel"`
	AssistantStatus string              `json:"assistantStatus"`
	Done            bool                `json:"done"`
	FollowUp        string              `json:"followUp,omitempty"`
	Customer        model.CustomerID    `json:"customer,omitempty"`
	Name            string              `json:"name,omitempty"`
	Email           string              `json:"email,omitempty"`
	Phone           string              `json:"phone,omitempty"`
	Label           string              `json:"label,omitempty"` // Smartsupp's
	KIQ             string              `json:"kiq,omitempty"`   // counts, pending or excluded; none: the customer did nothing
}

func rowOfConversation(s *conversation.Summary, judged map[string]desk.Judged) conversationRow {
	at := func(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339) }
	r := conversationRow{ID: s.ID, Source: s.Source, Start: at(s.Start), Last: at(s.Last), Status: string(s.Standing()), Score: s.Score, Persona: s.Persona, Domain: s.Domain, Company: s.Company,
		Messages: s.Messages, Assistant: s.Assistant, Version: s.Version, Type: s.Type, Channel: s.Channel, AssistantStatus: s.Status.String(), Done: s.Done, FollowUp: s.FollowUp,
		Customer: s.Customer, Name: s.Name, Email: s.Email, Phone: s.Phone}
	if j, ok := judged[s.ID]; ok {
		r.KIQ, r.Label = j.KIQ.String(), j.Label
	}
	return r
}

// detail is what the list says of a conversation behind its id and time.
func (r *conversationRow) detail() string {
	parts := []string{fmt.Sprintf("%3d  %s", r.Score, r.Status)}
	add := func(s string) {
		if s = oneLine(s); s != "" {
			parts = append(parts, s)
		}
	}
	if r.Source != conversation.Live {
		add(string(r.Source))
	}
	who := r.Name
	if who == "" {
		who = r.Email
	}
	add(who)
	add(r.Persona)
	if r.Company != "" {
		add(r.Company)
	} else {
		add(r.Domain)
	}
	add(count(r.Messages, "message"))
	assistant := string(r.Assistant)
	if assistant != "" && r.Version > 0 {
		assistant += fmt.Sprint(" v", r.Version)
	}
	add(assistant)
	add(r.Channel)
	add(r.AssistantStatus)
	if r.Done {
		add("done")
	}
	add(r.Label)
	if r.KIQ != "" {
		add("KIQ " + r.KIQ)
	}
	return strings.Join(parts, " · ")
}

func (e *env) listConversations(c *cobra.Command, d *desk.Desk, f *searchFlags) error {
	search, err := f.search(c, d)
	if err != nil {
		return err
	}
	if f.save != "" {
		if err := d.KeepSearchWork(f.save, search)(); err != nil {
			return err
		}
	}
	zone := desk.Zone(d.Workspace())
	filter := search.At(d.Now().In(zone))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := d.LoadConversationsWork()(ctx, nil); err != nil {
		return err
	}
	if rate := d.RateWork(); rate != nil {
		if _, err := rate(ctx); err != nil {
			return err
		}
	}
	table := d.Conversations()
	judged, err := d.JudgeAllWork(filter.From, filter.To)()
	if err != nil {
		return err
	}
	write, end := e.conversationWriter(f, judged, zone)
	for s, err := range found(ctx, d, table, filter) {
		if err != nil {
			return err
		}
		more, err := write(&s)
		if err != nil || !more {
			return errors.Join(err, end())
		}
	}
	return end()
}

// found are the conversations that a filter finds, the newest first: those whose
// summary has its text, and those in which it was said.
func found(ctx context.Context, d *desk.Desk, table *listing.Table, f listing.Filter) iter.Seq2[conversation.Summary, error] {
	view := table.Filter(f)
	phrase := listing.NewPhrase(f.Text)
	return func(yield func(conversation.Summary, error) bool) {
		if phrase.Empty() {
			for i := range view.Len() {
				if !yield(view.At(i), nil) {
					return
				}
			}
			return
		}
		rest := f
		rest.Text = ""
		all := table.Filter(rest)
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		next, through, stopped := 0, 0, false
		// Both lists are in the same order: what was looked through by now is settled.
		err := d.SearchWork(all.IDs(), phrase)(ctx, func(said []string, n int) {
			at := map[string]bool{}
			for _, id := range said {
				at[id] = true
			}
			for through = n; next < through && !stopped; next++ {
				s := all.At(next)
				if _, ok := view.Index(s.ID); ok || at[s.ID] {
					if stopped = !yield(s, nil); stopped {
						stop()
					}
				}
			}
		})
		if err != nil && !stopped {
			yield(conversation.Summary{}, err)
		}
	}
}

// conversationWriter writes rows one after the other, as they are found; what it
// returns tells whether more are wanted, and ends the list.
func (e *env) conversationWriter(f *searchFlags, judged map[string]desk.Judged, zone *time.Location) (write func(*conversation.Summary) (bool, error), end func() error) {
	n := 0
	write = func(s *conversation.Summary) (bool, error) {
		r := rowOfConversation(s, judged)
		n++
		if f.json {
			lead := "[\n"
			if n > 1 {
				lead = ",\n"
			}
			fmt.Fprint(e.out, lead)
			if err := e.writeJSONLine(r); err != nil {
				return false, err
			}
		} else {
			e.wrapped(s.ID+"  ", time.UnixMilli(s.Start).In(zone).Format("2006-01-02 15:04")+" "+r.detail())
		}
		return f.limit == 0 || n < f.limit, e.out.Flush()
	}
	return write, func() error {
		switch {
		case f.json && n == 0:
			fmt.Fprintln(e.out, "[]")
		case f.json:
			fmt.Fprintln(e.out, "]")
		case n == 0:
			fmt.Fprintln(e.err, "no conversation was found")
		}
		return nil
	}
}

func (e *env) showConversationCommand(asJSON *bool) *cobra.Command {
	return &cobra.Command{Use: "show ID", Short: "Read a conversation: who said what, what was behind it, what it came to", Args: exact(1, "a conversation's id"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				t, err := d.TranscriptWork(args[0])()
				if err != nil {
					return err
				}
				if *asJSON {
					_, err := e.out.WriteString(t.Write(transcript.JSON))
					return err
				}
				for _, line := range strings.Split(strings.TrimSuffix(t.Write(transcript.Plain), "\n"), "\n") {
					body := strings.TrimLeft(line, " ")
					e.quoted(line[:len(line)-len(body)], body)
				}
				return nil
			})
		}}
}

// archiveCommand puts conversations into the archive, or takes them out of it.
func (e *env) archiveCommand(asJSON *bool, in bool) *cobra.Command {
	use, short, done := "archive ID…", "Hide conversations until they are asked for; nothing is lost", "archived"
	if !in {
		use, short, done = "restore ID…", "Take conversations out of the archive; they are what they were", "restored"
	}
	return &cobra.Command{Use: use, Short: short, Args: some("ids of conversations"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				if err := d.ArchiveWork(args, in)(); err != nil {
					return err
				}
				if *asJSON {
					return e.writeJSON(map[string][]string{done: args})
				}
				fmt.Fprintf(e.out, "%s %s\n", done, count(len(args), "conversation"))
				return nil
			})
		}}
}

func (e *env) exportConversationCommand() *cobra.Command {
	var format, file string
	c := &cobra.Command{
		Use:     "export ID",
		Short:   "Write a conversation for a note in a CRM, or for a program",
		Example: "  parley conversations export 01KJPEWX00000000000000000A --format text -o note.txt",
		Args:    exact(1, "a conversation's id"),
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := formatNamed(format)
			if err != nil {
				return err
			}
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				t, err := d.TranscriptWork(args[0])()
				if err != nil {
					return err
				}
				if file == "" || file == "-" {
					_, err := e.out.WriteString(t.Write(f))
					return err
				}
				name, err := desk.WriteExport(file, t.Summary.ID+f.Extension(), []byte(t.Write(f)))
				if err != nil {
					return err
				}
				fmt.Fprintf(e.out, "wrote %s\n", oneLine(name))
				return nil
			})
		}}
	c.Flags().StringVar(&format, "format", string(transcript.Markdown), "markdown, text or json (`format`)")
	c.Flags().StringVarP(&file, "output", "o", "", "into this `file` or folder instead of standard output")
	return c
}

func formatNamed(name string) (transcript.Format, error) {
	var names []string
	for _, f := range transcript.Formats() {
		if string(f) == name {
			return f, nil
		}
		names = append(names, string(f))
	}
	return "", fmt.Errorf("--format %q is none: use %s", name, strings.Join(names, ", "))
}

func (e *env) filtersCommand(asJSON *bool) *cobra.Command {
	c := &cobra.Command{Use: "filters", Short: "List the filters that are kept under a name", Args: known,
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.listFilters(d, *asJSON) })
		}}
	c.AddCommand(&cobra.Command{Use: "delete NAME", Short: "Forget a filter of your own", Args: exact(1, "the filter's name"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error {
				forget, err := d.ForgetSearchWork(args[0])
				if err == nil {
					err = forget()
				}
				if err == nil {
					fmt.Fprintf(e.out, "forgot %s\n", oneLine(args[0]))
				}
				return err
			})
		}})
	return c
}

func (e *env) listFilters(d *desk.Desk, asJSON bool) error {
	all := d.Searches()
	if asJSON {
		return e.writeJSON(all)
	}
	names := 0
	for _, n := range all {
		names = min(max(names, canvas.Width(n.Name)), e.width/2)
	}
	for _, n := range all {
		e.wrapped(canvas.FitLine(text.Clean(n.Name), names)+"  ", n.Say(desk.Zone(d.Workspace())))
	}
	return nil
}
