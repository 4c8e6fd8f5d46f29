package command

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/engine/model"
	"parley/engine/route"
	"parley/engine/script"
	"parley/engine/session"
	"parley/ui/desk"
)

// arrivalFlags are what start and rules try are told of who writes in.
type arrivalFlags struct {
	playFlags
	channel string
	brand   string
	to      string
	from    string
	message string
}

func (e *env) startCommand() *cobra.Command {
	var f arrivalFlags
	var proactive bool
	c := &cobra.Command{
		Use:   "start --channel CHANNEL",
		Short: "Write in, and let rules and defaults choose who answers",
		Long: "Like play, but the rules and defaults choose the assistant and the dialog, among published versions only.\n\n" +
			"With --proactive the visitor only looks at a page at first: wait and visit lines of the script let time pass and\n" +
			"the page change, until a proactive rule opens the chat by itself. Then engage takes it up and dismiss closes it.",
		Example: "  parley start --channel chat --page https://shop.example/cart --script hello.txt",
		Args:    exact(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.start(d, f, proactive) })
		},
	}
	f.arrival(c)
	f.who(c)
	f.conversation(c)
	c.Flags().BoolVar(&proactive, "proactive", false, "look at the page until a proactive rule opens the chat")
	return c
}

// arrival are the flags that say who writes in, and where.
func (f *arrivalFlags) arrival(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.channel, "channel", "chat", "the `channel`: "+channelWords())
	flags.StringVar(&f.brand, "brand", "", "the `brand` written to (default: the first)")
	flags.StringVar(&f.to, "to", "", "the `number` or WhatsApp id written to")
	flags.StringVar(&f.from, "from", "", "the sender's `number` on SMS or WhatsApp: it identifies the customer")
	flags.StringVar(&f.message, "message", "", "the first message (`text`), as rules see it")
}

func channelWords() string {
	var words []string
	for _, c := range model.Channels() {
		words = append(words, string(c))
	}
	return strings.Join(words, ", ")
}

// read makes the arrival that the flags describe.
func (f *arrivalFlags) read() (desk.Arrival, error) {
	visitor, err := f.talker()
	if err != nil {
		return desk.Arrival{}, err
	}
	a := desk.Arrival{Visitor: visitor, Channel: model.Channel(f.channel), To: f.to, From: f.from, Message: f.message}
	a.Brand = model.BrandID(f.brand)
	if !slices.Contains(model.Channels(), a.Channel) {
		return a, fmt.Errorf("--channel %q is no channel: use one of %s", f.channel, channelWords())
	}
	return a, nil
}

func (e *env) start(d *desk.Desk, f arrivalFlags, proactive bool) error {
	arrival, err := f.read()
	if err != nil {
		return err
	}
	lines, done, err := e.script(f.playFlags)
	if err != nil {
		return err
	}
	defer done()
	if proactive {
		return e.browse(d, arrival, lines, f.playFlags)
	}
	return e.arrive(d, arrival, lines, f.playFlags)
}

// arrive has rules and defaults choose who answers somebody who writes in.
func (e *env) arrive(d *desk.Desk, a desk.Arrival, lines *script.Reader, f playFlags, first ...model.Action) error {
	choice, start, err := d.Route(a, false)
	if err != nil {
		return err
	}
	if choice.Assistant == "" {
		fmt.Fprintln(e.err, "no assistant starts here: it is a person's conversation")
		return nil
	}
	return e.begin(d, choice, start, a, lines, f, first...)
}

// begin plays a conversation of an arrival with whom the rules or defaults chose.
func (e *env) begin(d *desk.Desk, c route.Choice, start session.Start, a desk.Arrival, lines *script.Reader, f playFlags, first ...model.Action) error {
	playable, err := d.Playable(c.Assistant, desk.LiveVersion)
	if err != nil {
		return err
	}
	as, err := f.recorded()
	if err != nil {
		return err
	}
	as = a.Recorded(as.Source, as.Visitor)
	if !f.json {
		fmt.Fprintf(e.out, "%s %s (%s)\n\n", c.Assistant, verb(&start), because(c))
	}
	return e.converse(d, playable, start, as, lines, f, func(at time.Time, said model.Action) error {
		a.At, a.Message = at, said.Text
		return e.arrive(d, a, lines, f, said)
	}, first...)
}

func verb(start *session.Start) string {
	if start.Proactive {
		return "opens by itself"
	}
	return "starts"
}

// browse is a visit in which nobody has opened the chat yet: time passes and the
// page changes, until a proactive rule opens it or the visitor writes.
func (e *env) browse(d *desk.Desk, a desk.Arrival, lines *script.Reader, f playFlags) error {
	if a.At.IsZero() {
		a.At = d.Now()
	}
	stays := time.Duration(0)
	for {
		choice, start, opens, err := d.Opens(a, stays)
		if err != nil {
			return err
		}
		left := stays - start.At.Sub(a.At)
		if opens && left > 0 {
			return e.begin(d, choice, start, a, lines, f, model.Action{Verb: model.VerbWait, Wait: model.Duration(left)})
		}
		if opens {
			return e.begin(d, choice, start, a, lines, f)
		}
		a.At, a.OnPage, stays = a.At.Add(stays), a.OnPage+stays, 0
		line, err := lines.Next()
		if errors.Is(err, io.EOF) {
			fmt.Fprintln(e.err, "no chat opened by itself")
			return nil
		}
		if err != nil {
			return err
		}
		switch act := line.Action; act.Verb {
		case model.VerbWait:
			stays = act.Wait.Time()
		case model.VerbVisit:
			a.PreviousPage, a.Page, a.OnPage = a.Page, act.Text, 0
		case model.VerbSpeak:
			a.Language = model.Language(act.Text)
		case model.VerbSay:
			a.Message = act.Text
			return e.arrive(d, a, lines, f, act)
		default:
			return fmt.Errorf("line %d: no chat is open for %q: wait, visit a page, or say something", line.Number, act.Verb)
		}
	}
}

func because(c route.Choice) string {
	if c.Rule != "" {
		return "rule " + c.Rule
	}
	return "the default"
}

func (e *env) rulesCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "rules",
		Short: "List the rules in their order, or try who starts",
		Args:  exact(0, "no arguments, or one of list, try"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.listRules(d, asJSON) })
		},
	}
	c.PersistentFlags().BoolVar(&asJSON, "json", false, "one JSON value")
	var f arrivalFlags
	var proactive bool
	try := &cobra.Command{
		Use:   "try",
		Short: "Say which rule wins for a made-up visitor, and why each earlier one does not",
		Args:  exact(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.tryRules(d, f, proactive, asJSON) })
		},
	}
	f.arrival(try)
	f.who(try)
	try.Flags().BoolVar(&proactive, "proactive", false, "try the proactive rules instead")
	c.AddCommand(lists(c, "List the rules in their order"), try)
	return c
}

// ruleRow is a rule as the list shows it.
type ruleRow struct {
	ID        string            `json:"id"`
	Name      string            `json:"name,omitempty"`
	Channel   model.Channel     `json:"channel"`
	Assistant model.AssistantID `json:"assistant"`
	Dialog    model.DialogID    `json:"dialog,omitempty"`
	Proactive bool              `json:"proactive,omitempty"`
	Phone     string            `json:"phone,omitempty"`
	Published bool              `json:"published"` // false: the rule is skipped
	When      []model.Condition `json:"when,omitempty"`
}

func (e *env) listRules(d *desk.Desk, asJSON bool) error {
	rows := []ruleRow{}
	for _, r := range route.Ordered(d.Workspace()) {
		rows = append(rows, ruleRow{r.ID, r.Name, r.Channel, r.Assistant, r.Dialog, r.Proactive, r.Phone, d.Published(r.Assistant), r.When})
	}
	if asJSON {
		return e.writeJSON(rows)
	}
	if len(rows) == 0 {
		fmt.Fprintln(e.out, "there are no rules: the defaults decide who starts")
		return nil
	}
	for i, r := range rows {
		note := ""
		if !r.Published {
			note = "  (skipped: not published)"
		}
		e.wrapped(fmt.Sprintf("%3d  ", i+1), oneLine(fmt.Sprintf("%s · %s · starts %s%s", r.ID, r.Channel.Title(), r.Assistant, note)))
	}
	return nil
}

// verdictRow is why a rule won or did not.
type verdictRow struct {
	Rule string `json:"rule"`
	Won  bool   `json:"won"`
	Why  string `json:"why"`
}

func (e *env) tryRules(d *desk.Desk, f arrivalFlags, proactive, asJSON bool) error {
	arrival, err := f.read()
	if err != nil {
		return err
	}
	choice, start, err := d.Route(arrival, proactive)
	after := time.Duration(0)
	if err == nil && proactive {
		choice, after, _, err = d.Opened(arrival)
	}
	if err != nil {
		return err
	}
	rows := []verdictRow{}
	for _, v := range choice.Verdicts {
		rows = append(rows, verdictRow{v.Rule.ID, v.Won, oneLine(v.Why)})
	}
	if asJSON {
		return e.writeJSON(struct {
			Assistant model.AssistantID `json:"assistant"`
			Dialog    model.DialogID    `json:"dialog,omitempty"`
			Rule      string            `json:"rule,omitempty"`
			Default   bool              `json:"default"`
			Verdicts  []verdictRow      `json:"verdicts"`
		}{choice.Assistant, choice.Dialog, choice.Rule, choice.Default, rows})
	}
	if start.Notice != "" {
		fmt.Fprintln(e.err, oneLine(start.Notice))
	}
	for _, r := range rows {
		mark := "no  "
		if r.Won {
			mark = "wins"
		}
		e.wrapped(mark+"  ", oneLine(r.Rule+": "+r.Why))
	}
	if choice.Assistant == "" {
		fmt.Fprintln(e.out, "nobody starts: it is a person's conversation")
		return nil
	}
	if proactive {
		fmt.Fprintf(e.out, "%s opens by itself after %s (%s)\n", choice.Assistant, model.Duration(after), because(choice))
		return nil
	}
	fmt.Fprintf(e.out, "%s starts (%s)\n", choice.Assistant, because(choice))
	return nil
}
