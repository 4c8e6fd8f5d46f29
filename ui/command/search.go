package command

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/engine/check"
	"parley/engine/conversation"
	"parley/engine/model"
	"parley/engine/session"
	"parley/ui/desk"
)

// searchFlags say which conversations are looked for.
type searchFlags struct {
	email, company, persona, followUp string
	min, max                          int
	status, assistantStatus           []string
	done, archived                    bool
	since, until, when                string
	assistant, query                  string
	channels, sources                 []string
	filter, save                      string
	limit                             int
	json                              bool
}

func (f *searchFlags) flags(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.query, "query", "", "words in names and addresses, or what was said (`text`)")
	flags.StringVar(&f.email, "email", "", "a `part` of the customer's e-mail")
	flags.StringVar(&f.company, "company", "", "a `part` of the company's name or domain")
	flags.StringVar(&f.persona, "persona", "", "a `part` of the role, such as CTO")
	flags.IntVar(&f.min, "min-score", 0, "a `score` from 0 to 100, or more")
	flags.IntVar(&f.max, "max-score", 100, "a `score` from 0 to 100, or less")
	flags.StringSliceVar(&f.status, "status", nil, "active, handed off, archived: any of them; with a ! before it all but those (`status`)")
	flags.StringSliceVar(&f.assistantStatus, "assistant-status", nil, "running, transferred, ended, abandoned, missed, interrupted: any of them; with a ! all but (`status`)")
	flags.BoolVar(&f.done, "done", false, "marked done; --done=false is what is open")
	flags.StringVar(&f.followUp, "follow-up", "", "the `channel` chosen after a missed chat")
	flags.StringVar(&f.since, "since", "", "started on this day or at this `time`, or later")
	flags.StringVar(&f.until, "until", "", "started before this `time`, or up to the end of this day")
	flags.StringVar(&f.when, "when", "", "this week or this month (`period`)")
	flags.StringVar(&f.assistant, "assistant", "", "talked to this assistant (`id`)")
	flags.StringSliceVar(&f.channels, "channel", nil, "chat, email, whatsapp, sms, voice …: any of them (`channel`)")
	flags.StringSliceVar(&f.sources, "source", nil, "live, simulated, preview, test: any of them, or all (`source`; default live and simulated)")
	flags.BoolVar(&f.archived, "archived", false, "archived ones too")
	flags.StringVar(&f.filter, "filter", "", "begin with the filter kept under this `name`; other flags change it")
	flags.StringVar(&f.save, "save", "", "keep these flags as a filter under a `name`")
	flags.IntVar(&f.limit, "limit", 0, "at most so many, the newest (`n`; default: all)")
}

// search is what the flags ask for.
func (f *searchFlags) search(c *cobra.Command, d *desk.Desk) (desk.Search, error) {
	s := desk.Search{}
	s.Sources = desk.Kept()
	if f.filter != "" {
		named, err := d.SearchNamed(f.filter)
		if err != nil {
			return s, err
		}
		s = named.Search
	}
	if f.limit < 0 {
		return s, fmt.Errorf("--limit %d finds nothing: use 1 or more", f.limit)
	}
	set := func(name string) bool { return c.Flags().Changed(name) }
	for name, to := range map[string]struct{ from, to *string }{"email": {&f.email, &s.Email}, "company": {&f.company, &s.Company}, "persona": {&f.persona, &s.Persona},
		"follow-up": {&f.followUp, &s.FollowUp}, "query": {&f.query, &s.Text}} {
		if set(name) {
			*to.to = *to.from
		}
	}
	if set("done") {
		s.Done = &f.done
	}
	if set("channel") {
		s.Channels = f.channels
	}
	if f.assistant != "" {
		s.Assistant = model.AssistantID(f.assistant)
		if a, err := d.Assistant(s.Assistant); err == nil {
			s.Assistant = a.ID
		}
	}
	for _, read := range []func(*cobra.Command, *desk.Search) error{f.scores, f.standings, f.statuses, f.origins} {
		if err := read(c, &s); err != nil {
			return s, err
		}
	}
	return s, f.times(&s, desk.Zone(d.Workspace()))
}

func (f *searchFlags) scores(c *cobra.Command, s *desk.Search) error {
	for name, to := range map[string]struct {
		n  *int
		to **int
	}{"min-score": {&f.min, &s.MinScore}, "max-score": {&f.max, &s.MaxScore}} {
		if !c.Flags().Changed(name) {
			continue
		}
		if *to.n < 0 || *to.n > 100 {
			return fmt.Errorf("--%s %d is no score: use 0 to 100", name, *to.n)
		}
		*to.to = to.n
	}
	return nil
}

// standings reads --status and --archived.
func (f *searchFlags) standings(c *cobra.Command, s *desk.Search) error {
	all := []conversation.Standing{conversation.Active, conversation.HandedOff, conversation.Archived}
	if c.Flags().Changed("status") {
		s.Is, s.IsNot = nil, nil
		is, not, err := eitherOf("--status", f.status, all)
		if err != nil {
			return err
		}
		s.Is, s.IsNot = is, not
	}
	if f.archived {
		if len(s.Is) == 0 {
			s.Is = all
		} else {
			s.Is = append(s.Is, conversation.Archived)
		}
	}
	return nil
}

// statuses reads --assistant-status.
func (f *searchFlags) statuses(c *cobra.Command, s *desk.Search) error {
	if !c.Flags().Changed("assistant-status") {
		return nil
	}
	var all []string
	for st := session.Running; st <= session.Interrupted; st++ {
		all = append(all, st.String())
	}
	is, not, err := eitherOf("--assistant-status", f.assistantStatus, all)
	if err != nil {
		return err
	}
	s.Statuses = is
	if len(is) == 0 {
		for _, word := range all {
			if !slices.Contains(not, word) {
				s.Statuses = append(s.Statuses, word)
			}
		}
	}
	return nil
}

// origins reads --source.
func (f *searchFlags) origins(c *cobra.Command, s *desk.Search) error {
	if !c.Flags().Changed("source") {
		return nil
	}
	if len(f.sources) == 1 && f.sources[0] == "all" {
		s.Sources = nil
		return nil
	}
	is, not, err := eitherOf("--source", f.sources, []conversation.Source{conversation.Live, conversation.Simulated, conversation.Preview, conversation.Test})
	if len(not) > 0 {
		err = fmt.Errorf("--source names what is listed: live, simulated, preview, test or all")
	}
	s.Sources = is
	return err
}

// eitherOf reads words of which each is one of some, or all but it with a ! before.
func eitherOf[T ~string](flag string, words []string, some []T) (is, not []T, err error) {
	var known []string
	for _, s := range some {
		known = append(known, string(s))
	}
	for _, word := range words {
		name, negated := strings.CutPrefix(strings.TrimSpace(word), "!")
		name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "-", " ")
		switch {
		case !slices.Contains(known, name):
			mend := "use " + strings.Join(known, ", ")
			if near := check.Nearest(name, known); near != "" {
				mend = "did you mean " + near + "?"
			}
			return nil, nil, fmt.Errorf("%s %q is none: %s", flag, word, mend)
		case negated:
			not = append(not, T(name))
		default:
			is = append(is, T(name))
		}
	}
	return is, not, nil
}

// times reads --since, --until and --when, days in the workspace's time zone.
func (f *searchFlags) times(s *desk.Search, zone *time.Location) error {
	if f.when != "" && f.since != "" {
		return fmt.Errorf("--when and --since both say from when: use one of them")
	}
	if f.when != "" {
		when := desk.Period(strings.ReplaceAll(strings.ToLower(f.when), "-", " "))
		if when != desk.ThisWeek && when != desk.ThisMonth {
			return fmt.Errorf("--when %q is no period: use %s or %s, or --since and --until", f.when, desk.ThisWeek, desk.ThisMonth)
		}
		s.When, s.From = when, 0
	}
	if f.since != "" {
		at, _, err := dayOrTime("--since", f.since, zone)
		if err != nil {
			return err
		}
		s.When, s.From = desk.AnyTime, at.UnixMilli()
	}
	if f.until != "" {
		at, day, err := dayOrTime("--until", f.until, zone)
		if err != nil {
			return err
		}
		if day {
			at = at.AddDate(0, 0, 1)
		}
		s.To = at.UnixMilli()
	}
	if s.To != 0 && s.From >= s.To {
		return fmt.Errorf("nothing is both since %s and until %s: --until has to be later", f.since, f.until)
	}
	return nil
}

// dayOrTime reads a moment; a day alone begins in the zone.
func dayOrTime(flag, s string, zone *time.Location) (at time.Time, day bool, err error) {
	if at, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return at, true, nil
	}
	at, err = parseTime(flag, s)
	return at, false, err
}
