package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/engine/intent"
	"parley/engine/model"
	"parley/ui/desk"
)

// measuring is what `intents measure` is told.
type measuring struct {
	trying
	phrases string
	first   int
}

func (e *env) measureIntentsCommand(asJSON *bool) *cobra.Command {
	var o measuring
	c := &cobra.Command{
		Use:   "measure LABELLED.csv…",
		Short: "Measure how well sentences are understood that you have labelled",
		Long: "Compare what sentences are understood as with what you say they are about. The files name the columns text and intent in their first line, as those of --phrases do;\n" +
			"what bears no intent's id, or nothing, is about something else and has to be refused. The intents are the predefined ones and those of the workspace, where there is one;\n" +
			"with --assistant those that its dialogs have, with --intents those of a file, with --phrases those trained from a table, of which --first N keeps the first N phrases each.",
		Example: "  parley intents measure customers.csv\n  parley intents measure --phrases train.csv --first 5 test.csv smalltalk.csv",
		Args:    some("files of text,intent"),
		RunE: func(_ *cobra.Command, args []string) error {
			h, err := e.measured(o)
			if err != nil {
				return err
			}
			return e.measure(h, args, *asJSON)
		}}
	o.ask(c)
	c.Flags().StringVar(&o.phrases, "phrases", "", "train the intents from this `file` of text,intent")
	c.Flags().IntVar(&o.first, "first", 0, "only the first `n` phrases of each intent of --phrases, 5 or more")
	return c
}

// measured finds the intents that are measured.
func (e *env) measured(o measuring) (*desk.Hearing, error) {
	switch {
	case o.phrases == "" && o.first != 0:
		return nil, errors.New("--first counts the phrases of a table: name it with --phrases FILE.csv")
	case o.phrases == "":
		return e.hearing(o.trying)
	case o.assistant != "" || len(o.files) > 0:
		return nil, errors.New("--phrases, --assistant and --intents name different intents: use one of them")
	case o.first < 0 || o.first > 0 && o.first < model.MinPhrases:
		return nil, fmt.Errorf("--first %d is too few: an intent needs at least %d phrases", o.first, model.MinPhrases)
	}
	return desk.HearPhrases(o.phrases, o.first)
}

// quality is a measurement as --json shows it; shares are from 0 to 1.
type quality struct {
	Intents   int      `json:"intents"`
	Sentences int      `json:"sentences"`           // about one of them
	Nearest   float64  `json:"nearest"`             // share whose likeliest intent is the right one
	Right     float64  `json:"right"`               // share where the right one is found
	Wrong     float64  `json:"wrong"`               // share where another one is found
	Elsewhere int      `json:"elsewhere"`           // sentences about something else
	Labels    []string `json:"labels"`              // what those are labelled, where they are
	Refused   *float64 `json:"refused,omitempty"`   // share of those where none is found
	AUROC     *float64 `json:"auroc,omitempty"`     // how far the scores of both are apart
	RightAt90 *float64 `json:"rightAt90,omitempty"` // share found right where 90 % of what is about something else is refused
}

func (e *env) measure(h *desk.Hearing, files []string, asJSON bool) error {
	var all []intent.Labelled
	for _, f := range files {
		more, err := desk.LabelledIn(f)
		if err != nil {
			return err
		}
		all = append(all, more...)
	}
	answers := make([]intent.Answered, len(all))
	onAllProcessors(len(all), func(i int) { answers[i] = h.Answer(all[i]) })
	out := qualityOf(answers, all)
	out.Intents = len(h.Definitions)
	if asJSON {
		return e.writeJSON(out)
	}
	e.tellQuality(out)
	return nil
}

func qualityOf(answers []intent.Answered, sentences []intent.Labelled) quality {
	q := intent.QualityOf(answers)
	share := func(n, of int) float64 { return thousandths(float64(n) / float64(max(of, 1))) }
	out := quality{Sentences: q.About, Nearest: share(q.Nearest, q.About), Right: share(q.Right, q.About), Wrong: share(q.Wrong, q.About),
		Elsewhere: q.Elsewhere, Labels: []string{}}
	for i, a := range answers {
		if label := sentences[i].Intent; !a.About && label != "" && !slices.Contains(out.Labels, label) {
			out.Labels = append(out.Labels, label)
		}
	}
	if q.Elsewhere > 0 {
		refused := share(q.Refused, q.Elsewhere)
		out.Refused = &refused
	}
	if q.Elsewhere > 0 && q.About > 0 {
		parted, right := thousandths(q.Parted), thousandths(q.RightAt)
		out.AUROC, out.RightAt90 = &parted, &right
	}
	return out
}

// shownLabels is how many labels of something else are written out.
const shownLabels = 8

func (e *env) tellQuality(q quality) {
	percent := func(f float64) string { return fmt.Sprintf("%5.1f %%", 100*f) }
	e.wrapped("", fmt.Sprintf("%s, %s about them", count(q.Intents, "intent"), countOf(q.Sentences, "sentence")))
	if q.Sentences > 0 {
		e.wrapped(percent(q.Nearest), "  the likeliest intent is the right one, sure enough or not")
		e.wrapped(percent(q.Right), "  the right one is found")
		e.wrapped(percent(q.Wrong), "  another one is found; in all other cases none is")
	}
	if q.Elsewhere == 0 {
		return
	}
	labels := strings.Join(q.Labels[:min(len(q.Labels), shownLabels)], ", ")
	if len(q.Labels) > shownLabels {
		labels += ", …"
	}
	if labels != "" {
		labels = " (" + oneLine(labels) + ")"
	}
	e.wrapped("", countOf(q.Elsewhere, "sentence")+" about something else"+labels)
	e.wrapped(percent(*q.Refused), "  none is found")
	if q.AUROC != nil {
		e.wrapped(percent(*q.RightAt90), "  the right one is found, where 90 % of what is about something else is refused")
		e.wrapped(percent(*q.AUROC), "  chance that a sentence about an intent scores higher than one about something else (AUROC)")
	}
}
