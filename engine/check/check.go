// Package check finds what is wrong with a definition and says how to mend it.
//
// Rules walk the descriptors of package model: what a field means (a text, a
// link, a reference, an attribute that is read or written) decides which rules
// hold for it, so that a new kind of interaction is checked without a word here.
// Only rules that are about one kind name it.
//
// Findings about one dialog depend on that dialog and its surroundings and are
// kept from check to check by a [Checker]; findings about how dialogs hang
// together are worked out anew each time, in linear time.
package check

import (
	"fmt"

	"parley/engine/model"
)

// Severity says how bad a finding is.
type Severity uint8

// The severities. Errors stop publishing, warnings and hints do not.
const (
	Error Severity = iota
	Warning
	Hint
)

// String is the word commands and screens use.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "hint"
}

// MarshalText writes the severity as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is one thing that is wrong, or could be better.
type Finding struct {
	Severity    Severity
	Code        string // a stable word, such as danglingRedirect
	Path        model.Path
	Assistant   model.AssistantID // "" outside of assistants
	Dialog      model.DialogID    // "" outside of dialogs
	Interaction string            // its id; "" outside of interactions
	Place       string            // for people: Order help › Ask name › 2 Text question
	Message     string            // what is wrong
	Mend        string            // how to mend it
	Fix         *Fix              // a change that mends it without further thought; nil where there is none
}

// FixKind says what a fix does to the place it names.
type FixKind string

// The kinds of fix.
const (
	FixSet    FixKind = "set"    // gives the place a value
	FixClear  FixKind = "clear"  // leaves the place empty
	FixRemove FixKind = "remove" // takes the element out of its list
)

// Fix is a change, told as data, that an editor can make on one key.
type Fix struct {
	Kind  FixKind
	Label string // what it does, for people
	Path  model.Path
	Value any // of FixSet: a value of the place's own type, or a string for any named string
}

// Apply makes the change.
func (f *Fix) Apply(w *model.Workspace) (*model.Workspace, error) {
	switch f.Kind {
	case FixSet:
		return model.With(w, f.Path, f.Value)
	case FixClear:
		return model.With(w, f.Path, nil)
	case FixRemove:
		return without(w, f.Path)
	}
	return nil, fmt.Errorf("mend %s: %q is no kind of fix", f.Path, f.Kind)
}

// Published tells which assistants have a live version.
type Published func(model.AssistantID) bool

// Check finds what is wrong with an assistant of the workspace: first what
// concerns the whole of it, then dialog by dialog, then its settings; in
// document order, errors first within a place.
func Check(w *model.Workspace, a *model.Assistant) []Finding {
	return new(Checker).Check(w, a)
}

// All finds what is wrong with the workspace and all its assistants. Where
// published is nil, nothing is said about rules and defaults whose assistant is not published.
func All(w *model.Workspace, published Published) []Finding {
	return new(Checker).All(w, published)
}

// HasErrors reports whether one of the findings stops publishing.
func HasErrors(all []Finding) bool {
	for i := range all {
		if all[i].Severity == Error {
			return true
		}
	}
	return false
}
