package desk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parley/engine/check"
	"parley/engine/intent"
	"parley/engine/model"
)

// Hearing is a set of intents that sentences are tried on. It may be used by
// many goroutines.
type Hearing struct {
	Definitions []intent.Definition
	Recognizer  *intent.Recognizer
	among       func(model.IntentID) bool // nil: all
}

// Recognize returns the intent that a sentence is about; false where it is not sure.
func (h *Hearing) Recognize(sentence string, languages ...model.Language) (intent.Match, bool) {
	return h.Recognizer.Recognize(sentence, h.among, languages...)
}

// Answer tells what a labelled sentence is understood as, and whether that is
// right. A label that is no intent's id is something else.
func (h *Hearing) Answer(l intent.Labelled) intent.Answered {
	id := model.IntentID(l.Intent)
	m, sure := h.Recognize(l.Text)
	about := (h.among == nil || h.among(id)) && slices.ContainsFunc(h.Definitions, func(d intent.Definition) bool { return d.ID == id })
	return intent.Answered{About: about, Right: about && m.Intent == id, Found: sure, Score: m.Score}
}

// Rank returns the intents that can be found, the likeliest first.
func (h *Hearing) Rank(sentence string, languages ...model.Language) []intent.Match {
	return slices.DeleteFunc(h.Recognizer.Rank(sentence, languages...), func(m intent.Match) bool {
		return h.among != nil && !h.among(m.Intent)
	})
}

func hearing(definitions []intent.Definition) *Hearing {
	return &Hearing{Definitions: definitions, Recognizer: intent.Train(definitions)}
}

// HearPredefined tries sentences on the predefined intents.
func HearPredefined() *Hearing { return hearing(intent.Predefined()) }

// HearPhrases tries sentences on the intents of a table of phrases: see
// [intent.ReadPhrases]. Of each only the first so many phrases count; 0 is all.
func HearPhrases(file string, first int) (*Hearing, error) {
	definitions, err := phrasesOf(file)
	if err != nil {
		return nil, err
	}
	for i := range definitions {
		if d := &definitions[i]; first > 0 && len(d.Phrases) > first {
			d.Phrases = d.Phrases[:first]
		}
	}
	return hearing(definitions), nil
}

func phrasesOf(file string) ([]intent.Definition, error) {
	return tableOf(file, intent.ReadPhrases)
}

// LabelledIn reads sentences that somebody has labelled: see [intent.ReadLabelled].
func LabelledIn(file string) ([]intent.Labelled, error) {
	return tableOf(file, intent.ReadLabelled)
}

// tableOf reads a file of text,intent. The error names it.
func tableOf[T any](file string, read func(io.Reader) ([]T, error)) ([]T, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the table: %w: name a file of text,intent", err)
	case info.IsDir():
		return nil, fmt.Errorf("read the table: %s is a folder: name a file of text,intent", file)
	case info.Size() > model.MaxDocumentBytes:
		return nil, fmt.Errorf("read the table: %s is larger than %d MB: use fewer lines", file, model.MaxDocumentBytes>>20)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read the table: %w", err)
	}
	defer f.Close()
	lines, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return lines, nil
}

// HearFiles tries sentences on the intents in files: YAML as it is imported, or a
// table of phrases.
func HearFiles(paths ...string) (*Hearing, error) {
	var w model.Workspace
	var definitions []intent.Definition
	var yaml []string
	for _, p := range paths {
		if strings.EqualFold(filepath.Ext(p), ".csv") {
			more, err := phrasesOf(p)
			if err != nil {
				return nil, err
			}
			definitions = append(definitions, more...)
			continue
		}
		yaml = append(yaml, p)
	}
	if len(yaml) > 0 {
		s, err := ReadFiles(yaml...)
		if refused := (*RefusedError)(nil); errors.As(err, &refused) && len(refused.Findings) > 0 {
			return nil, errors.New(refused.Findings[0].String())
		}
		if err != nil {
			return nil, err
		}
		w.Intents = s.read.Workspace.Intents
		for _, f := range locate(check.Documents(&w, "Intent", nil), s.read) {
			if f.Severity == check.Error {
				return nil, fmt.Errorf("%s: %s: %s", f.At, f.Message, f.Mend)
			}
		}
	}
	definitions = append(intent.Definitions(&w), definitions...)
	if len(definitions) == 0 {
		return nil, fmt.Errorf("%s: there are no intents: write documents of kind Intent, or a .csv file of text,intent", strings.Join(paths, ", "))
	}
	return hearing(definitions), nil
}

// Hear tries sentences on all intents: those of the workspace, and the predefined
// ones that it has not taken up.
func (d *Desk) Hear() *Hearing { return hearing(intent.All(d.draft)) }

// HearAssistant tries sentences on the intents that the dialogs of an assistant
// have, as a conversation with it does: the others of the workspace are known, and refused.
func (d *Desk) HearAssistant(id model.AssistantID) (*Hearing, error) {
	a, err := d.Assistant(id)
	if err != nil {
		return nil, err
	}
	used := map[model.IntentID]bool{}
	for _, dialog := range a.Dialogs {
		if dialog.Intent != "" && d.draft.Intent(dialog.Intent) != nil {
			used[dialog.Intent] = true
		}
	}
	if len(used) == 0 {
		return nil, fmt.Errorf("no dialog of %s has an intent: give one to a dialog, or leave --assistant out", a.ID)
	}
	u := d.Understanding()
	return &Hearing{Definitions: u.Definitions(), Recognizer: u.Recognizer(), among: func(id model.IntentID) bool { return used[id] }}, nil
}

// IntentUse is a dialog that an intent starts.
type IntentUse struct {
	Assistant model.AssistantID `json:"assistant"`
	Dialog    model.DialogID    `json:"dialog"`
}

// IntentUses returns the dialogs that an intent starts, in the order of the assistants.
func (d *Desk) IntentUses(id model.IntentID) []IntentUse {
	var all []IntentUse
	for _, a := range d.draft.Assistants {
		for _, dialog := range a.Dialogs {
			if dialog.Intent == id {
				all = append(all, IntentUse{a.ID, dialog.ID})
			}
		}
	}
	return all
}

// IntentDefinition returns what an intent is recognized by: one of the workspace,
// or a predefined one by its key. The error names the nearest there is.
func (d *Desk) IntentDefinition(id string) (intent.Definition, error) {
	all := intent.All(d.draft)
	ids := make([]string, 0, len(all))
	for _, n := range all {
		if string(n.ID) == id || strings.EqualFold(n.Name, id) {
			return n, nil
		}
		ids = append(ids, string(n.ID))
	}
	if n, ok := intent.PredefinedBy(id); ok {
		return n, nil
	}
	return intent.Definition{}, fmt.Errorf("there is no intent %q: %s", id, suggestion(id, ids))
}

// HasWorkspace reports whether there is a file where the workspace is kept when
// nothing names another.
func HasWorkspace() bool {
	file, err := DefaultFile()
	if err != nil {
		return false
	}
	_, err = os.Stat(file)
	return !errors.Is(err, os.ErrNotExist)
}

// Everything is the understanding of all intents: those of the draft, and the
// predefined ones that it has not taken up. It may be untrained.
func (d *Desk) Everything() *intent.Understanding {
	w := *d.draft
	w.Intents = slices.Clone(w.Intents)
	for _, n := range intent.All(d.draft) {
		if d.draft.Intent(n.ID) == nil {
			w.Intents = append(w.Intents, &model.Intent{ID: n.ID, Name: n.Name, Predefined: string(n.ID)})
		}
	}
	return d.minds.of(&w)
}
