// Package want is what panes and screens ask of the program around them: to
// change the draft, to open a picker, to go to a place. A pane returns wants
// from its Update and never acts on anything but itself.
package want

import (
	"time"

	"parley/engine/edit"
	"parley/engine/model"
)

// Want is one request. The types of this package are all there are.
type Want interface{ want() }

// Apply asks to change the draft. Undo and redo are the desk's.
type Apply struct{ Action edit.Action }

// Open asks to show a dialog of the assistant, with an interaction selected.
// Step is an interaction's id; "" selects the dialog itself.
type Open struct {
	Dialog model.DialogID
	Step   string
	Browse bool // only looking around: going back does not return to where one was
}

// GoBack asks to return along the links that were followed.
type GoBack struct{}

// PlayTo asks to play the preview up to an interaction by the shortest way.
type PlayTo struct {
	Dialog model.DialogID
	Step   string
}

// Pick asks for one of several things. Done is called with the chosen item and
// says what is wanted then; leaving the picker calls nothing.
type Pick struct {
	Title string
	Items []Item
	// Free lets a person enter what is not in the list; Done gets it as an Item with an empty ID.
	Free bool
	Done func(Item) []Want
}

// Item is one thing to pick.
type Item struct {
	ID     string
	Label  string
	Detail string // one dim line
	Reason string // why it cannot be picked here; "" where it can
	Here   bool   // what is chosen now: the picker starts on it
}

// Prompt asks for a line of text. Check says what is wrong with it, or nil; Note
// says what it comes to while it is typed.
type Prompt struct {
	Title string
	Value string
	Hint  string
	Check func(string) error
	Note  func(string) string
	Done  func(string) []Want
}

// Confirm asks before something goes. Body names what goes.
type Confirm struct {
	Title string
	Body  string
	Names []string // what goes, or is lost, one a line
	Note  string   // what follows, such as whether it can be undone
	Yes   string   // the word on the button that does it
	Safe  bool     // nothing is lost by it
	Done  func() []Want
}

// Tell asks to show a line for a short while.
type Tell struct {
	Text  string
	Error bool
}

// Copy asks to keep interactions for pasting (and their text for the terminal's clipboard).
type Copy struct {
	Dialog model.DialogID
	Steps  []string
	Cut    bool
}

// Paste asks to put what was copied before the index of a step list.
type Paste struct {
	Into model.Path
	At   int
}

// Act asks to do something in the preview's conversation, as the customer or the clock.
type Act struct{ Action model.Action }

// Rewind asks to show so many turns of the preview less (negative) or more.
type Rewind struct{ By int }

// Then asks for what follows once the wants before it are done.
type Then struct{ Do func() []Want }

// Build asks to open an assistant on the Build screen.
type Build struct{ Assistant model.AssistantID }

// Visit asks to show a place of the workspace on the screen that edits it. With
// Later it is only what that screen shows when a person goes there next.
type Visit struct {
	At    model.Path
	Later bool
}

// Work asks to do something that takes its time, beside the screen. What Do
// returns says what is wanted once it is done. Name says what is done, as in
// "Publishing", to be told with a spinner where it takes longer than a moment.
type Work struct {
	Name string
	Do   func() func() []Want
	// Stop makes Do return soon; nil where it cannot be stopped.
	Stop func()
	// Share tells how much of it is done, of how much; nil where nobody knows.
	Share func() (done, of int)
}

// After asks for what follows when some time has passed.
type After struct {
	Wait time.Duration
	Do   func() []Want
}

// Clipboard asks to put a text on the terminal's clipboard. Name says what it is; a
// long text is not told itself.
type Clipboard struct {
	Name, Text string
	Long       bool
}

// Change asks to answer differently at a turn of the preview, from 1; what came
// after it is played again.
type Change struct {
	Turn   int
	Action model.Action
}

// Branch asks to show a turn of what was tried in the preview, by its place in the tree.
type Branch struct{ Index int }

// Persona asks to begin the preview's conversation anew as somebody else.
type Persona struct {
	Customer     model.CustomerID // authenticated; "" for a visitor nobody knows
	Token        string           // or a token that says who it is
	Language     model.Language   // of the browser
	Page         string
	OnPage       time.Duration // how long they have been on it
	PreviousPage string
	UserAgent    string
}

// Begin asks to begin the preview's conversation anew at a moment, zero for now,
// and on chat as one that opens by itself.
type Begin struct {
	At        time.Time
	Proactive bool
}

// Run asks for an action of the program by the id of its binding, such as "undo".
type Run struct{ Binding string }

func (Apply) want()   {}
func (Open) want()    {}
func (GoBack) want()  {}
func (PlayTo) want()  {}
func (Pick) want()    {}
func (Prompt) want()  {}
func (Confirm) want() {}
func (Tell) want()    {}
func (Copy) want()    {}
func (Paste) want()   {}
func (Run) want()     {}
func (Act) want()     {}
func (Rewind) want()  {}

func (Build) want()     {}
func (Visit) want()     {}
func (Work) want()      {}
func (After) want()     {}
func (Clipboard) want() {}
func (Then) want()      {}
func (Change) want()    {}
func (Branch) want()    {}
func (Persona) want()   {}
func (Begin) want()     {}
