package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"parley/engine/intent"
	"parley/engine/model"
	"parley/engine/text"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
)

func (e *env) intentsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "intents",
		Short: "List, show, try, measure and delete intents, and train some of your own",
		Args:  exact(0, "no arguments, or one of list, show, try, train, measure, delete"),
		RunE: func(*cobra.Command, []string) error {
			return e.with(desk.MustExist, func(d *desk.Desk) error { return e.listIntents(d, asJSON) })
		},
	}
	c.PersistentFlags().BoolVar(&asJSON, "json", false, "one JSON value; of sentences one a line")
	c.AddCommand(lists(c, "List the intents, and where each is used"),
		&cobra.Command{Use: "show INTENT", Short: "Show an intent's keywords and phrases, and where it is used", Args: exact(1, "an intent"),
			RunE: func(_ *cobra.Command, args []string) error {
				return e.with(desk.MustExist, func(d *desk.Desk) error { return e.showIntent(d, args[0], asJSON) })
			}},
		e.tryIntentsCommand(&asJSON), e.trainIntentsCommand(&asJSON), e.measureIntentsCommand(&asJSON), e.deleteCommand("Intent", "intent"))
	return c
}

// intentRow is one intent of the list. The predefined ones that the workspace
// has not taken up are in it too.
type intentRow struct {
	ID         model.IntentID   `json:"id"`
	Name       string           `json:"name"`
	Predefined string           `json:"predefined,omitempty"`
	Own        bool             `json:"inWorkspace"`
	Keywords   int              `json:"keywords"`
	Languages  []string         `json:"languages,omitempty"` // of the keywords
	Phrases    int              `json:"phrases"`             // those of the predefined intent included
	Used       []desk.IntentUse `json:"used"`
}

func (e *env) listIntents(d *desk.Desk, asJSON bool) error {
	var rows []intentRow
	for _, def := range intent.All(d.Workspace()) {
		row := intentRow{ID: def.ID, Name: def.Name, Phrases: len(def.Phrases), Used: append([]desk.IntentUse{}, d.IntentUses(def.ID)...)}
		for _, k := range def.Keywords {
			row.Keywords += len(k.Value)
			row.Languages = append(row.Languages, k.Key)
		}
		row.Predefined = string(def.ID)
		if n := d.Workspace().Intent(def.ID); n != nil {
			row.Own, row.Predefined = true, n.Predefined
		}
		rows = append(rows, row)
	}
	if asJSON {
		return e.writeJSON(rows)
	}
	ids := 0
	for _, r := range rows {
		ids = min(max(ids, canvas.Width(string(r.ID))), e.width/2)
	}
	for _, r := range rows {
		e.wrapped(canvas.FitLine(text.Clean(string(r.ID)), ids)+"  ", oneLine(r.detail()))
	}
	return nil
}

// detail is what the list says of an intent behind its id.
func (r intentRow) detail() string {
	var parts []string
	if model.Slug(r.Name) != string(r.ID) {
		parts = append(parts, r.Name)
	}
	parts = append(parts, count(r.Phrases, "phrase"))
	if r.Keywords > 0 {
		parts = append(parts, count(r.Keywords, "keyword")+" ("+strings.Join(r.Languages, ", ")+")")
	}
	switch {
	case !r.Own:
		parts = append(parts, "predefined, not used yet")
	case r.Predefined != "":
		parts = append(parts, "predefined")
	}
	if len(r.Used) > 0 {
		parts = append(parts, "starts "+usesIn(r.Used))
	}
	return strings.Join(parts, " · ")
}

func usesIn(used []desk.IntentUse) string {
	var all []string
	for _, u := range used {
		all = append(all, string(u.Assistant)+"/"+string(u.Dialog))
	}
	return strings.Join(all, ", ")
}

// shownIntent is an intent as --json shows it.
type shownIntent struct {
	ID          model.IntentID      `json:"id"`
	Name        string              `json:"name"`
	Description string              `json:"description,omitempty"`
	Keywords    model.Map[[]string] `json:"keywords,omitempty"`
	Phrases     []string            `json:"phrases"`
	Used        []desk.IntentUse    `json:"used"`
}

func (e *env) showIntent(d *desk.Desk, id string, asJSON bool) error {
	def, err := d.IntentDefinition(id)
	if err != nil {
		return err
	}
	used := append([]desk.IntentUse{}, d.IntentUses(def.ID)...)
	if asJSON {
		return e.writeJSON(shownIntent{def.ID, def.Name, def.Description, def.Keywords, append([]string{}, def.Phrases...), used})
	}
	fmt.Fprintf(e.out, "%s (%s)\n", oneLine(def.Name), def.ID)
	if def.Description != "" {
		e.wrapped("", def.Description)
	}
	if len(used) > 0 {
		e.wrapped("", "starts "+oneLine(usesIn(used)))
	}
	for _, k := range def.Keywords {
		e.wrapped("keywords "+oneLine(k.Key)+"  ", oneLine(strings.Join(k.Value, ", ")))
	}
	for _, p := range def.Phrases {
		e.wrapped("  ", oneLine(p))
	}
	return nil
}

// trying is what `intents try` is told.
type trying struct {
	assistant, language string
	files               []string
}

// ask adds the flags that tell which intents sentences are tried on.
func (o *trying) ask(c *cobra.Command) {
	c.Flags().StringVar(&o.assistant, "assistant", "", "only the intents that the dialogs of this `assistant` have")
	c.Flags().StringSliceVar(&o.files, "intents", nil, "the intents of this `file` instead: YAML as it is imported, or text,intent in a .csv")
}

func (e *env) tryIntentsCommand(asJSON *bool) *cobra.Command {
	var o trying
	c := &cobra.Command{
		Use:   "try [SENTENCE…]",
		Short: "Try what sentences are understood as",
		Long: "Say for each sentence which intent it is about, how sure that is, and why. Without arguments the sentences come from standard input, one a line.\n" +
			"They are tried on the 26 predefined intents and those of the workspace, where there is one; with --assistant on those that its dialogs have,\n" +
			"with --intents on those of a file. With --json each sentence gives a line {\"text\",\"intent\",\"score\",\"how\"}: the intent is empty where it is not sure,\n" +
			"and \"likeliest\" tells then what the score is of.",
		Example: "  parley intents try \"where is my parcel\"\n  parley intents try --json < sentences.txt",
		RunE: func(_ *cobra.Command, args []string) error {
			h, err := e.hearing(o)
			if err != nil {
				return err
			}
			return e.hearAll(h, args, *asJSON, languages(o.language))
		}}
	o.ask(c)
	c.Flags().StringVar(&o.language, "language", "", "only keywords in this `language` (default: in all)")
	return c
}

func languages(l string) []model.Language {
	if l == "" {
		return nil
	}
	return []model.Language{model.Language(l)}
}

// hearing finds the intents that sentences are tried on.
func (e *env) hearing(o trying) (h *desk.Hearing, err error) {
	switch {
	case o.assistant != "" && len(o.files) > 0:
		return nil, errors.New("--assistant and --intents name different intents: use one of them")
	case len(o.files) > 0:
		return desk.HearFiles(o.files...)
	case o.assistant == "" && e.db == "" && e.sample == "" && !desk.HasWorkspace():
		return desk.HearPredefined(), nil
	}
	err = e.with(desk.MustExist, func(d *desk.Desk) error {
		if o.assistant == "" {
			h = d.Hear()
			return nil
		}
		h, err = d.HearAssistant(model.AssistantID(o.assistant))
		return err
	})
	return h, err
}

func (e *env) trainIntentsCommand(asJSON *bool) *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:   "train --phrases FILE.csv [SENTENCE…]",
		Short: "Train intents from a table of phrases, and try sentences on them",
		Long: "Train intents from a file whose first line is text,intent and whose other lines are a phrase and its intent; then say for each sentence, as intents try does,\n" +
			"which it is about. Without arguments the sentences come from standard input, one a line. Nothing is kept.",
		Example: "  parley intents train --phrases mine.csv --json < sentences.txt",
		RunE: func(_ *cobra.Command, args []string) error {
			if file == "" {
				return errors.New("intents train needs phrases: name a file of text,intent with --phrases FILE.csv")
			}
			h, err := desk.HearPhrases(file, 0)
			if err != nil {
				return err
			}
			return e.hearAll(h, args, *asJSON, nil)
		}}
	c.Flags().StringVar(&file, "phrases", "", "a `file` of text,intent, at least 5 phrases an intent and 80 intents at most")
	return c
}

// heard is what a sentence is understood as.
type heard struct {
	Text      string  `json:"text"`
	Intent    string  `json:"intent"`              // "" where it is not sure
	Score     float64 `json:"score"`               // of the likeliest, also where it is not sure
	How       string  `json:"how"`                 // keyword or phrase; "" where it is not sure
	Likeliest string  `json:"likeliest,omitempty"` // what the score is of, where it is not sure
	match     intent.Match
}

func hear(h *desk.Hearing, sentence string, languages []model.Language) heard {
	m, sure := h.Recognize(sentence, languages...)
	out := heard{Text: sentence, Score: math.Round(m.Score*1e6) / 1e6, match: m}
	if sure {
		out.Intent, out.How = string(m.Intent), m.How
	} else {
		out.Likeliest = string(m.Intent)
	}
	return out
}

// hearAll says what sentences are understood as: those given, or else the lines of
// standard input.
func (e *env) hearAll(h *desk.Hearing, sentences []string, asJSON bool, languages []model.Language) error {
	if len(sentences) == 0 {
		return e.hearLines(h, asJSON, languages)
	}
	for _, s := range sentences {
		if asJSON {
			if err := e.writeJSONLine(hear(h, s, languages)); err != nil {
				return err
			}
			continue
		}
		e.explain(h, hear(h, s, languages), languages)
	}
	return nil
}

// explain tells one sentence's intent, the phrases it is like and what else it may be.
func (e *env) explain(h *desk.Hearing, one heard, languages []model.Language) {
	e.wrapped("", oneLine(one.Text))
	switch {
	case one.How == intent.ByKeyword:
		e.wrapped("  ", oneLine(one.Intent)+", by the keyword "+oneLine(one.match.Keyword))
	case one.Intent != "":
		e.wrapped("  ", fmt.Sprintf("%s, %.2f sure", oneLine(one.Intent), one.Score))
	default:
		e.wrapped("  ", "not sure")
	}
	for _, n := range one.match.Nearest {
		e.wrapped("    ", fmt.Sprintf("%.2f like %q", n.Similarity, oneLine(n.Phrase)))
	}
	for i, m := range h.Rank(one.Text, languages...) {
		if i < 4 && string(m.Intent) != one.Intent {
			e.wrapped("    ", fmt.Sprintf("%.2f %s", m.Score, oneLine(string(m.Intent))))
		}
	}
}

// hearLines reads sentences, one a line, and answers each. Lines that are there
// already are heard together, on all processors; whoever writes one at a time is
// answered at once.
func (e *env) hearLines(h *desk.Hearing, asJSON bool, languages []model.Language) error {
	if f, ok := e.in.(*os.File); ok && e.screen && term.IsTerminal(f.Fd()) {
		fmt.Fprintln(e.err, "write sentences, one a line; ctrl+d ends")
	}
	in := bufio.NewReaderSize(e.in, model.MaxMessageBytes)
	var batch []string
	for line := 1; ; line++ {
		raw, err := in.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			return fmt.Errorf("line %d is longer than %d KB: write one sentence a line", line, model.MaxMessageBytes>>10)
		}
		if s := strings.TrimSpace(string(raw)); s != "" {
			batch = append(batch, s)
		}
		if err != nil || in.Buffered() == 0 {
			if werr := e.writeHeard(hearBatch(h, batch, languages), asJSON); werr != nil {
				return werr
			}
			batch = batch[:0]
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the sentences: %w", err)
		}
	}
}

func hearBatch(h *desk.Hearing, sentences []string, languages []model.Language) []heard {
	out := make([]heard, len(sentences))
	onAllProcessors(len(sentences), func(i int) { out[i] = hear(h, sentences[i], languages) })
	return out
}

// onAllProcessors does something for all i below n, in any order.
func onAllProcessors(n int, do func(i int)) {
	workers := runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	all.Wait()
}

func (e *env) writeHeard(all []heard, asJSON bool) error {
	for _, one := range all {
		if asJSON {
			if err := e.writeJSONLine(one); err != nil {
				return err
			}
			continue
		}
		name := one.Intent
		if name == "" {
			name = "not sure"
		}
		line := fmt.Sprintf("%-24s  %.2f  %s", oneLine(name), one.Score, oneLine(one.Text))
		fmt.Fprintln(e.out, canvas.TruncateTail(line, e.width, "…"))
	}
	return e.out.Flush()
}
