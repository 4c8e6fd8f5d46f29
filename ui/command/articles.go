package command

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/text"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

// reading is what the article commands are told.
type reading struct {
	base, language, profile string
	all, json               bool
	limit                   int
}

func (r *reading) filter() article.Filter {
	return article.Filter{KnowledgeBase: model.KnowledgeBaseID(r.base), Language: model.Language(r.language), ShownOnly: !r.all}
}

func (e *env) articlesCommand() *cobra.Command {
	var o reading
	c := &cobra.Command{
		Use:   "articles",
		Short: "List, show, search and delete articles, and ask them questions",
		Args:  exact(0, "no arguments, or one of list, show, search, ask, delete"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.listArticles(d, &o) })
		},
	}
	flags := c.PersistentFlags()
	flags.BoolVar(&o.json, "json", false, "one JSON value")
	flags.StringVar(&o.base, "kb", "", "only of this knowledge base (`id`)")
	flags.StringVar(&o.language, "language", "", "only in this `language`, such as pt-BR: that tag first, then others of pt")
	c.AddCommand(lists(c, "List the articles"),
		&cobra.Command{Use: "show ARTICLE", Short: "Show an article as it was written", Args: exact(1, "an article's id"),
			RunE: func(_ *cobra.Command, args []string) error {
				return e.with(desk.MustExist, func(d *desk.Desk) error { return e.showArticle(d, args[0], o.json) })
			}},
		e.searchArticlesCommand(&o), e.askArticlesCommand(&o), e.deleteCommand("Article", "article"))
	return c
}

func (e *env) searchArticlesCommand(o *reading) *cobra.Command {
	c := &cobra.Command{
		Use:   "search QUERY…",
		Short: "Find articles, and see why each was found",
		Long: "Find the articles that customers may read, the best first, with the passage that fits and the words that were found in it.\n" +
			"Slips of the finger, other forms of a word and other words for it are forgiven. Whether an article answers a question is what articles ask tells.",
		Example: "  parley articles search send back boots\n  parley articles search --language es --json devolucion",
		Args:    some("the words to look for"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.searchArticles(d, strings.Join(args, " "), o) })
		}}
	c.Flags().BoolVar(&o.all, "all", false, "also those that only staff may read, and drafts")
	c.Flags().IntVar(&o.limit, "limit", article.DefaultLimit, "at most so many (`n`)")
	return c
}

func (e *env) askArticlesCommand(o *reading) *cobra.Command {
	c := &cobra.Command{
		Use:   "ask QUESTION…",
		Short: "Answer a question from the articles, as a customer would be answered",
		Long: "Answer from public, published articles in the language (default: the workspace's), or say why not. Passages are quoted; where the environment names a model\n" +
			"($PARLEY_MODEL_URL, $PARLEY_MODEL and $PARLEY_MODEL_KEY) whose host the workspace allows, it words the answer from them.",
		Example: "  parley articles ask \"How long do I have to return something?\"\n  parley articles ask --language pt --json quanto custa o envio",
		Args:    some("the question"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.askArticles(d, strings.Join(args, " "), o) })
		}}
	c.Flags().StringVar(&o.profile, "profile", "", "the AI profile whose prompts a model keeps to (`id`)")
	return c
}

// some wants one argument or more and says what they are.
func some(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if strings.TrimSpace(strings.Join(args, "")) != "" {
			return nil
		}
		return fmt.Errorf("%s takes %s: see %s --help", c.CommandPath(), what, c.CommandPath())
	}
}

// articleRow is one article of the list.
type articleRow struct {
	ID            string                `json:"id"`
	Title         string                `json:"title"`
	KnowledgeBase model.KnowledgeBaseID `json:"knowledgeBase"`
	Language      model.Language        `json:"language,omitempty"`
	Public        bool                  `json:"public"`
	Published     bool                  `json:"published"`
}

func rowOf(a *model.Article) articleRow {
	return articleRow{ID: a.ID, Title: a.Title, KnowledgeBase: a.KnowledgeBase, Language: a.Language,
		Public: a.Public == nil || *a.Public, Published: a.Published == nil || *a.Published}
}

// detail is what a list says of an article behind its title.
func (r articleRow) detail() string {
	parts := []string{oneLine(string(r.KnowledgeBase))}
	if r.Language != "" {
		parts = append(parts, oneLine(string(r.Language)))
	}
	if !r.Public {
		parts = append(parts, "internal")
	}
	if !r.Published {
		parts = append(parts, "draft")
	}
	return strings.Join(parts, " · ")
}

func (e *env) listArticles(d *desk.Desk, o *reading) error {
	f := o.filter()
	f.ShownOnly = false
	all, err := d.Articles(f)
	if err != nil {
		return err
	}
	rows := make([]articleRow, 0, len(all))
	ids := 0
	for _, a := range all {
		rows = append(rows, rowOf(a))
		ids = min(max(ids, canvas.Width(a.ID)), e.width/3)
	}
	if o.json {
		return e.writeJSON(rows)
	}
	for _, r := range rows {
		e.wrapped(canvas.FitLine(text.Clean(r.ID), ids)+"  ", oneLine(r.Title)+" ("+r.detail()+")")
	}
	return nil
}

func (e *env) showArticle(d *desk.Desk, id string, asJSON bool) error {
	a, err := d.Article(id)
	if err != nil {
		return err
	}
	r := rowOf(a)
	if asJSON {
		return e.writeJSON(struct {
			articleRow
			Body string `json:"body"`
		}{r, a.Body})
	}
	fmt.Fprintf(e.out, "%s\n%s · %s\n\n", oneLine(a.Title), oneLine(a.ID), r.detail())
	fmt.Fprintln(e.out, strings.TrimRight(text.Clean(a.Body), "\n"))
	return nil
}

// foundRow is one article that was found.
type foundRow struct {
	articleRow
	Score      float64         `json:"score"`
	Covers     float64         `json:"covers"` // how much of what was asked the passage has, from 0 to 1
	Heading    string          `json:"heading,omitempty"`
	Passage    string          `json:"passage"`
	Highlights []article.Range `json:"highlights"` // of the passage, in bytes
	Matches    []matchRow      `json:"matches"`
}

type matchRow struct {
	Word   string  `json:"word"`
	Found  string  `json:"found,omitempty"`
	How    string  `json:"how"` // exact, corrected, completed, meant or missing
	Here   bool    `json:"here"`
	Weight float64 `json:"weight"`
}

func foundOf(h article.Hit) foundRow {
	r := foundRow{rowOf(h.Article), thousandths(h.Score), thousandths(h.Covers), h.Passage.Heading, h.Passage.Text,
		append([]article.Range{}, h.Passage.Highlights...), []matchRow{}}
	for _, m := range h.Matches {
		r.Matches = append(r.Matches, matchRow{m.Word, m.Found, m.How.String(), m.Here, thousandths(m.Weight)})
	}
	return r
}

func thousandths(f float64) float64 { return math.Round(f*1000) / 1000 }

func (e *env) searchArticles(d *desk.Desk, query string, o *reading) error {
	if o.limit < 1 {
		return fmt.Errorf("--limit %d finds nothing: use 1 or more", o.limit)
	}
	hits, err := d.SearchArticles(article.Query{Text: query, Filter: o.filter(), Limit: o.limit})
	if err != nil {
		return err
	}
	rows := make([]foundRow, 0, len(hits))
	for _, h := range hits {
		rows = append(rows, foundOf(h))
	}
	if o.json {
		return e.writeJSON(rows)
	}
	if len(rows) == 0 {
		fmt.Fprintln(e.err, "nothing was found")
	}
	for i, r := range rows {
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		e.wrapped("", fmt.Sprintf("%s (%s · %s)", oneLine(r.Title), oneLine(r.ID), r.detail()))
		e.wrapped("  ", fmt.Sprintf("%.2f, covers %.0f %%: %s", r.Score, 100*r.Covers, r.words()))
		if r.Heading != "" {
			e.wrapped("  ", oneLine(r.Heading))
		}
		e.wrapped("  ", text.Clean(r.marked()))
	}
	return nil
}

// words tells how each thing that was asked was found.
func (r foundRow) words() string {
	var out []string
	for _, m := range r.Matches {
		s := oneLine(m.Word)
		switch {
		case m.How == "missing":
			s += " (missing)"
		case m.Found != m.Word:
			s += " = " + oneLine(m.Found)
		}
		if m.How != "missing" && !m.Here {
			s += " (elsewhere in it)"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// marked is the passage with what was asked for in angle quotes.
func (r foundRow) marked() string {
	var b strings.Builder
	at := 0
	for _, h := range r.Highlights {
		b.WriteString(r.Passage[at:h.Start] + "«" + r.Passage[h.Start:h.End] + "»")
		at = h.End
	}
	b.WriteString(r.Passage[at:])
	return b.String()
}

// answered is what a question came to.
type answered struct {
	Question string        `json:"question"`
	Answered bool          `json:"answered"`
	Text     string        `json:"text,omitempty"` // Markdown
	Articles []article.Ref `json:"articles"`
	Notes    []string      `json:"notes"`
}

func (e *env) askArticles(d *desk.Desk, question string, o *reading) error {
	q := article.Question{Text: question, Language: model.Language(o.language)}
	if o.profile != "" {
		p, err := d.Profile(model.ProfileID(o.profile))
		if err != nil {
			return err
		}
		q.Profile = p
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a, ok, err := d.AskArticles(ctx, q, o.filter())
	if err != nil {
		return err
	}
	if o.json {
		return e.writeJSON(answered{question, ok, a.Text, append([]article.Ref{}, a.Articles...), append([]string{}, a.Notes...)})
	}
	for _, line := range strings.Split(text.Clean(a.Text), "\n") {
		if ok {
			lead := ""
			if rest, quoted := strings.CutPrefix(line, "> "); quoted {
				lead, line = "> ", rest
			}
			e.quoted(lead, line)
		}
	}
	if ok {
		fmt.Fprintln(e.out)
	}
	for _, r := range a.Articles {
		e.wrapped("", "from "+oneLine(r.Title)+" ("+oneLine(r.ID)+")")
	}
	for _, n := range a.Notes {
		e.wrapped("", oneLine(n))
	}
	return nil
}

// quoted writes a line of an answer; what leads it leads each of its lines.
func (e *env) quoted(lead, line string) {
	for _, l := range canvas.Wrap(canvas.Sanitize(line), max(e.width-len(lead), 20)) {
		fmt.Fprintln(e.out, strings.TrimRight(lead+l, " "))
	}
}
