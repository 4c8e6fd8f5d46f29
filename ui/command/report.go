package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/check"
	"parley/engine/model"
	"parley/engine/report"
	"parley/engine/session"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

// reportAsked is what the report is told.
type reportAsked struct {
	since, until, assistant string
	by                      []string
	simulated, json         bool
}

func (e *env) reportCommand() *cobra.Command {
	var o reportAsked
	var ready []string
	for _, g := range report.Ready() {
		ready = append(ready, g.Key)
	}
	c := &cobra.Command{
		Use:   "report",
		Short: "What became of conversations: statuses, KIQ Conversations, satisfaction, and the same by whatever was saved",
		Long: "What became of the live conversations of a period, by default the present month: how many an assistant started, kept (running, ended, abandoned) and passed on (transferred, missed, interrupted), " +
			"KIQ Conversations, satisfaction out of 5 on every scale, the chatbot's statistics, and all of it week by week.\n\n" +
			"--by groups the same figures: by " + strings.Join(ready, ", ") + ", by a report of your own, by " + dimensionWords() + ", or by the path of any attribute that was saved. JSON has the nine reports by name where no --by says otherwise.",
		Example: "  parley report --since 2026-03-01 --until 2026-03-15\n  parley report --since 2026-03 --assistant order-help --by status-over-time --by conversation.contactReason",
		Args:    exact(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.report(d, &o) })
		},
	}
	c.Flags().StringVar(&o.since, "since", "", "the first `day` (2026-03-02), or a month (2026-03)")
	c.Flags().StringVar(&o.until, "until", "", "the last `day`, or a month")
	c.Flags().StringVar(&o.assistant, "assistant", "", "only of this assistant (`id`)")
	c.Flags().StringArrayVar(&o.by, "by", nil, "also the same by a `grouping`; may be given more than once")
	c.Flags().BoolVar(&o.simulated, "simulated", false, "simulated conversations instead of live ones")
	c.Flags().BoolVar(&o.json, "json", false, "one JSON value")
	_ = c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(ready, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func dimensionWords() string {
	var words []string
	for _, d := range report.Dimensions() {
		words = append(words, string(d))
	}
	return strings.Join(words, ", ")
}

func (e *env) report(d *desk.Desk, o *reportAsked) error {
	about, err := o.about(d)
	if err != nil {
		return err
	}
	gone := error(nil) // of an assistant that may have conversations still
	if id := model.AssistantID(o.assistant); id != "" {
		about.Assistant = id
		if a, err := d.Assistant(id); err == nil {
			about.Assistant = a.ID
		} else {
			gone = err
		}
	}
	r, err := d.ReportWork(about)()
	if err != nil {
		return err
	}
	if gone != nil && !slices.Contains(r.Assistants, about.Assistant) {
		return fmt.Errorf("--assistant: %w", gone)
	}
	for i := range r.Tables {
		if err := neverSaved(d, &r.Tables[i]); err != nil {
			return err
		}
	}
	if o.json {
		return e.writeJSON(reportRowOf(r))
	}
	e.showReport(r)
	return nil
}

// neverSaved refuses an attribute that neither the workspace knows nor any of the
// conversations has: a slip of the finger.
func neverSaved(d *desk.Desk, t *report.Table) error {
	attributes := model.AttributesOf(d.Workspace())
	if _, known := attributes.Find(model.AttributePath(t.By)); known || !strings.Contains(string(t.By), ".") {
		return nil
	}
	if slices.ContainsFunc(t.Rows, func(r report.Row) bool { return r.Value != "" }) {
		return nil
	}
	var paths []string
	for _, a := range attributes.All() {
		paths = append(paths, string(a.Path))
	}
	mend := "use an attribute of the workspace, such as conversation.contactReason"
	if near := check.Nearest(string(t.By), paths); near != "" {
		mend = "did you mean " + near + "?"
	}
	return fmt.Errorf("--by %q: no conversation has it: %s", t.By, mend)
}

// about reads what is asked.
func (o *reportAsked) about(d *desk.Desk) (desk.About, error) {
	a := desk.About{Simulated: o.simulated}
	var err error
	if a.Period, err = desk.PeriodBetween(o.since, o.until, d.Today()); err != nil {
		return a, fmt.Errorf("--%w", err)
	}
	for _, word := range o.by {
		g, err := d.GroupingNamed(word)
		if err != nil {
			return a, fmt.Errorf("--by %w", err)
		}
		a.By = append(a.By, g)
	}
	if o.json && len(a.By) == 0 {
		a.By = report.Ready()
	}
	return a, nil
}

// reportRow is a report as JSON.
type reportRow struct {
	From      string            `json:"from"`
	To        string            `json:"to"` // the last day
	Assistant model.AssistantID `json:"assistant,omitempty"`
	Simulated bool              `json:"simulated,omitempty"`
	figuresRow
	Chatbot   chatbotRow    `json:"chatbot"`
	Edges     []edgeRow     `json:"edges"` // of the diagram of statuses
	Weeks     []weekRow     `json:"weeks"`
	Daily     []dailyRow    `json:"daily"` // KIQ Conversations of days and assistants that have any
	Groupings []groupingRow `json:"groupings"`
}

// figuresRow is what a set of conversations came to.
type figuresRow struct {
	Started      int            `json:"started"`
	Automated    int            `json:"automated"`
	ToAgents     int            `json:"toAgents"` // transferred, missed, interrupted
	Statuses     map[string]int `json:"statuses"`
	KIQ          int            `json:"kiq"`
	Satisfaction *float64       `json:"satisfaction"` // out of 5; null: nobody rated
	Ratings      int            `json:"ratings"`
}

type edgeRow struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

type weekRow struct {
	First string `json:"first"` // its Monday
	figuresRow
}

type dailyRow struct {
	Day       string            `json:"day"`
	Assistant model.AssistantID `json:"assistant"`
	KIQ       int               `json:"kiq"`
}

type groupingRow struct {
	Key  string     `json:"key"`
	Name string     `json:"name"`
	By   string     `json:"by"`
	Only string     `json:"only,omitempty"`
	Rows []groupRow `json:"rows"`
}

type groupRow struct {
	Value string `json:"value"` // empty where there is none
	figuresRow
	Weeks []int `json:"weeks,omitempty"` // started, of each of the report's weeks
}

func reportRowOf(r *desk.Reported) reportRow {
	total := &r.Total
	out := reportRow{From: r.Period.First.String(), To: (r.Period.After - 1).String(), Assistant: r.About.Assistant, Simulated: r.About.Simulated,
		figuresRow: figuresRowOf(total), Chatbot: chatbotRow{r.Triggered, total.Joined, total.Resolved, total.Escalated},
		Weeks: []weekRow{}, Daily: []dailyRow{}, Groupings: []groupingRow{}}
	for _, x := range r.Edges {
		out.Edges = append(out.Edges, edgeRow{x.From.String(), x.To.String(), x.Count})
	}
	for i := range r.Weeks {
		out.Weeks = append(out.Weeks, weekRow{r.Weeks[i].First.String(), figuresRowOf(&r.Weeks[i].Figures)})
	}
	for _, x := range r.Daily {
		out.Daily = append(out.Daily, dailyRow{x.Day.String(), x.Assistant, x.KIQ})
	}
	for _, t := range r.Tables {
		g := groupingRow{Key: t.Key, Name: t.Name, By: string(t.By), Only: string(t.Only), Rows: []groupRow{}}
		for i := range t.Rows {
			g.Rows = append(g.Rows, groupRow{t.Rows[i].Value, figuresRowOf(&t.Rows[i].Figures), t.Rows[i].Weeks})
		}
		out.Groupings = append(out.Groupings, g)
	}
	return out
}

func figuresRowOf(f *report.Figures) figuresRow {
	r := figuresRow{Started: f.Started, Automated: f.Automated(), ToAgents: f.Transferred(), Statuses: map[string]int{}, KIQ: f.KIQ, Ratings: f.Ratings}
	for s, n := range f.Statuses {
		r.Statuses[session.Status(s).String()] = n
	}
	if mean, ok := f.Satisfaction(); ok {
		r.Satisfaction = &mean
	}
	return r
}

// showReport prints a report for reading.
func (e *env) showReport(r *desk.Reported) {
	head := []string{r.Period.String(), "all assistants"}
	if r.About.Assistant != "" {
		head[1] = oneLine(string(r.About.Assistant))
	}
	if r.About.Simulated {
		head = append(head, "simulated conversations")
	}
	e.wrapped("", strings.Join(head, " · "))
	f := &r.Total
	if f.Started == 0 {
		e.nothingStarted(r)
		return
	}
	line := func(label, format string, args ...any) {
		e.wrapped(fmt.Sprintf("  %-13s", label), fmt.Sprintf(format, args...))
	}
	of := func(s session.Status) string { return number(f.Statuses[s]) + " " + s.String() }
	line("started", "%s = %s automated + %s transferred to agents", number(f.Started), number(f.Automated()), number(f.Transferred()))
	line("automated", "%s · %s · %s", of(session.Running), of(session.Ended), of(session.Abandoned))
	line("transferred", "%s · %s · %s", of(session.Transferred), of(session.Missed), of(session.Interrupted))
	line("KIQ", "%s", countOf(f.KIQ, "KIQ Conversation"))
	line("satisfaction", "%s", satisfactionOf(f))
	line("chatbot", "triggered %s · joined %s · resolved %s · escalated %s", number(r.Triggered), number(f.Joined), number(f.Resolved), number(f.Escalated))
	label := "ways"
	for _, x := range r.Edges {
		if x.Count > 0 {
			line(label, "%s to %s  %s", x.From, x.To, number(x.Count))
			label = ""
		}
	}
	e.showWeeks(r)
	e.showDays(r)
	for i := range r.Tables {
		e.showTable(r, &r.Tables[i])
	}
}

// nothingStarted says that a period is empty, and what there may be instead.
func (e *env) nothingStarted(r *desk.Reported) {
	line := "no live conversation was started: what customers talk with published assistants is counted, previews and tests never are"
	if r.About.Simulated {
		line = "no simulated conversation was started: parley simulate --save makes some"
	}
	e.wrapped("  ", line)
	if r.Triggered > 0 {
		e.wrapped("  ", countOf(r.Triggered, "chat")+" opened, and nobody wrote or pressed anything")
	}
	if !r.About.Simulated && r.HasSimulated {
		e.wrapped("  ", "there are simulated ones: --simulated counts them")
	}
}

// satisfactionOf is the mean out of 5, and of how many.
func satisfactionOf(f *report.Figures) string {
	mean, ok := f.Satisfaction()
	if !ok {
		return "nobody rated"
	}
	return fmt.Sprintf("%.1f of 5, %s", mean, countOf(f.Ratings, "rating"))
}

func (e *env) showWeeks(r *desk.Reported) {
	rows := [][]string{{"week of", "started", "transferred", "abandoned", "ended", "running", "KIQ"}}
	for i := range r.Weeks {
		w := &r.Weeks[i]
		rows = append(rows, []string{w.First.String(), number(w.Started), number(w.Transferred()), number(w.Statuses[session.Abandoned]), number(w.Statuses[session.Ended]), number(w.Statuses[session.Running]), number(w.KIQ)})
	}
	fmt.Fprintln(e.out)
	e.listing(rows)
}

// showDays prints the table of daily KIQ Conversations, with as many assistants
// as there is room for.
func (e *env) showDays(r *desk.Reported) {
	if len(r.Daily) == 0 {
		return
	}
	for columns := len(r.Assistants); ; columns-- {
		t := r.Days(columns)
		rows := [][]string{{"KIQ by day"}}
		for _, id := range t.Assistants {
			rows[0] = append(rows[0], oneLine(string(id)))
		}
		if t.Others > 0 {
			rows[0] = append(rows[0], fmt.Sprintf("%d others", t.Others))
		}
		rows[0] = append(rows[0], "all")
		for _, x := range t.Rows {
			row := []string{x.Day.String()}
			for _, n := range append(x.KIQ, x.Total) {
				row = append(row, number(n))
			}
			rows = append(rows, row)
		}
		if columns <= 1 || tableWidth(rows) <= e.width {
			fmt.Fprintln(e.out)
			e.listing(rows)
			return
		}
	}
}

// showTable prints a grouping: its figures, or its weeks where it is over time
// and they fit.
func (e *env) showTable(r *desk.Reported, t *report.Table) {
	fmt.Fprintln(e.out)
	if len(t.Rows) == 0 {
		e.wrapped("", t.Name+": there are none")
		return
	}
	rows := [][]string{{oneLine(t.Name), "started", "automated", "to agents", "KIQ", "satisfaction"}}
	for i := range t.Rows {
		x := &t.Rows[i]
		mean := "-"
		if m, ok := x.Satisfaction(); ok {
			mean = fmt.Sprintf("%.1f", m)
		}
		rows = append(rows, []string{valueOf(x.Value), number(x.Started), number(x.Automated()), number(x.Transferred()), number(x.KIQ), mean})
	}
	e.listing(rows)
	if t.Over {
		fmt.Fprintln(e.out)
		e.listing(overTime(r, t))
	}
}

// overTime are the weeks of a grouping, one a line.
func overTime(r *desk.Reported, t *report.Table) [][]string {
	rows := [][]string{{"week of"}}
	for i := range t.Rows {
		rows[0] = append(rows[0], valueOf(t.Rows[i].Value))
	}
	for week := range r.Weeks {
		row := []string{r.Weeks[week].First.String()}
		for i := range t.Rows {
			row = append(row, number(t.Rows[i].Weeks[week]))
		}
		rows = append(rows, row)
	}
	return rows
}

// valueOf is what a group is called.
func valueOf(value string) string {
	if value = oneLine(value); value == "" {
		return "none"
	}
	return value
}

// tableWidth is how wide a listing of rows is.
func tableWidth(rows [][]string) int {
	sum := -2
	for _, w := range columnWidths(rows) {
		sum += w + 2
	}
	return sum
}

// columnWidths is the width of the widest cell of each column.
func columnWidths(rows [][]string) []int {
	var widths []int
	for _, r := range rows {
		for i, cell := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], canvas.Width(cell))
		}
	}
	return widths
}

// leastName is how many cells a listing leaves of its first column at least.
const leastName = 12

// listing prints rows whose first column is a name and the others are numbers,
// the name cut where there is no room for all.
func (e *env) listing(rows [][]string) {
	widths := columnWidths(rows)
	widths[0] = max(min(widths[0], widths[0]+e.width-tableWidth(rows)), min(widths[0], leastName))
	for _, r := range rows {
		var b strings.Builder
		for i, cell := range r {
			if i == 0 {
				b.WriteString(canvas.FitLine(canvas.TruncateTail(cell, widths[0], "…"), widths[0]))
				continue
			}
			b.WriteString("  " + canvas.Align(cell, widths[i], 2))
		}
		fmt.Fprintln(e.out, strings.TrimRight(canvas.TruncateTail(b.String(), e.width, "…"), " "))
	}
}
