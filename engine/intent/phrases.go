package intent

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// ReadPhrases reads definitions from comma-separated values with a first line
// that names the columns text and intent, in any order; other columns are passed
// over. The order of the intents is that of their first phrases. Page 1's limits
// hold: an error says the line, what is wrong and how to mend it.
func ReadPhrases(r io.Reader) ([]Definition, error) {
	var all []Definition
	at := map[string]int{}
	err := readTable(r, func(line int, phrase, id string) error {
		if id == "" {
			return fmt.Errorf("line %d: it names no intent: write one behind the phrase", line)
		}
		i, known := at[id]
		if !known {
			if i = len(all); i == model.MaxCustomIntents {
				return fmt.Errorf("line %d: %q is one intent too many: at most %d can be trained together", line, id, model.MaxCustomIntents)
			}
			at[id] = i
			all = append(all, Definition{ID: model.IntentID(id), Name: id})
		}
		all[i].Phrases = append(all[i].Phrases, phrase)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, withinLimits(all)
}

// readTable tells every line of comma-separated values whose first line names the
// columns text and intent.
func readTable(r io.Reader, tell func(line int, text, intent string) error) error {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return wrongTable(err)
	}
	if len(head) > 0 {
		head[0] = strings.TrimPrefix(head[0], "\ufeff")
	}
	column := func(name string) int {
		return slices.IndexFunc(head, func(h string) bool { return text.Fold(h) == name })
	}
	texts, intents := column("text"), column("intent")
	if texts < 0 || intents < 0 {
		return errors.New("line 1: it has to name the columns text and intent: write text,intent")
	}
	for {
		record, err := in.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return wrongTable(err)
		}
		said, id := strings.TrimSpace(record[texts]), strings.TrimSpace(record[intents])
		line, _ := in.FieldPos(texts)
		switch {
		case len(said) > model.MaxMessageBytes:
			return fmt.Errorf("line %d: the phrase is %d bytes long: write at most %d KB", line, len(said), model.MaxMessageBytes>>10)
		case !hasLetter(said):
			return fmt.Errorf("line %d: the phrase has no words: write what a customer would, or take the line away", line)
		}
		if err := tell(line, said, id); err != nil {
			return err
		}
	}
}

func wrongTable(err error) error {
	var parse *csv.ParseError
	switch {
	case err == io.EOF:
		return errors.New("it is empty: the first line has to be text,intent")
	case errors.As(err, &parse) && errors.Is(parse.Err, csv.ErrFieldCount):
		return fmt.Errorf("line %d: it has another number of columns than the first line: put texts with commas in quotes", parse.Line)
	case errors.As(err, &parse):
		return fmt.Errorf("line %d: %w: put the whole text in quotes, and double those inside", parse.Line, parse.Err)
	}
	return err
}

func withinLimits(all []Definition) error {
	if len(all) == 0 {
		return errors.New("it has no phrases: write lines of phrase,intent below the first")
	}
	for _, d := range all {
		if len(d.Phrases) < model.MinPhrases {
			return fmt.Errorf("the intent %q has too few phrases (%d): write at least %d", d.ID, len(d.Phrases), model.MinPhrases)
		}
	}
	return nil
}

func hasLetter(s string) bool { return len(english().normal(s)) > 0 }
