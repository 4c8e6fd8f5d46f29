package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/model"
	"parley/engine/route"
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
	c := &cobra.Command{
		Use:     "start --channel CHANNEL",
		Short:   "Write in, and let rules and defaults choose who answers",
		Long:    "Like play, but the rules and defaults choose the assistant and the dialog, among published versions only.",
		Example: "  parley start --channel chat --page https://shop.example/cart --script hello.txt",
		Args:    exact(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.start(d, f) })
		},
	}
	f.arrival(c)
	f.who(c)
	f.conversation(c)
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
	visitor, err := f.visitor()
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

func (e *env) start(d *desk.Desk, f arrivalFlags) error {
	arrival, err := f.read()
	if err != nil {
		return err
	}
	choice, start, err := d.Route(arrival, false)
	if err != nil {
		return err
	}
	if choice.Assistant == "" {
		fmt.Fprintln(e.err, "no assistant starts here: it is a person's conversation")
		return nil
	}
	playable, err := d.Playable(choice.Assistant, desk.LiveVersion)
	if err != nil {
		return err
	}
	if !f.json {
		fmt.Fprintf(e.out, "%s starts (%s)\n\n", choice.Assistant, because(choice))
	}
	in := e.in
	if f.script != "" {
		file, err := openScript(f.script)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	return e.converse(playable.Program, &start, in, f.playFlags)
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
		Args:  exact(0, "no arguments, or try"),
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
	c.AddCommand(try)
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
	fmt.Fprintf(e.out, "%s starts (%s)\n", choice.Assistant, because(choice))
	return nil
}
