// Package model is the definition of what parley works on: the workspace, its
// assistants, dialogs and interactions, with the channel and type tables, the
// limits and the descriptors that let every other package walk a definition
// without knowing each kind of it.
//
// A workspace is a persistent value: nothing in it is changed in place once it
// has been handed out. [With] returns a new workspace that shares everything
// but the path to the change, so that undo is keeping the old value.
//
// The structs carry three tags. `json` is the field's key in files, events and
// the store. `is` lists its properties (required, read, write, premium …) and
// `in` its allowed words. What a field means (dynamic text, a link to a dialog,
// a reference to something of the workspace) is told by its Go type; see [Role].
package model

import "time"

// Workspace is everything that surrounds assistants, and the assistants.
type Workspace struct {
	Settings       WorkspaceSettings `json:"workspace"`
	Brands         []*Brand          `json:"brands,omitempty"`
	Teams          []*Team           `json:"teams,omitempty"`
	Profiles       []*Profile        `json:"profiles,omitempty"`
	Klasses        []*Klass          `json:"klasses,omitempty"`
	Schedules      []*Schedule       `json:"schedules,omitempty"`
	Snippets       []*Snippet        `json:"snippets,omitempty"`
	Intents        []*Intent         `json:"intents,omitempty"`
	Workflows      []*Workflow       `json:"workflows,omitempty"`
	KnowledgeBases []*KnowledgeBase  `json:"knowledgeBases,omitempty"`
	Articles       []*Article        `json:"articles,omitempty"`
	Customers      []*Customer       `json:"customers,omitempty"`
	Objects        []*Object         `json:"objects,omitempty"`
	Assistants     []*Assistant      `json:"assistants,omitempty"`
	Rules          []*Rule           `json:"rules,omitempty"`
	Defaults       []*Defaults       `json:"defaults,omitempty"`
	Plans          []*Plan           `json:"plans,omitempty"`
	Tests          []*Test           `json:"tests,omitempty"`
	Recordings     []*Recording      `json:"recordings,omitempty"`
}

// Assistant is one chatbot: its dialogs in order and its settings.
// The first dialog is Welcome; the one with the id [CompleteID] is Complete Assistant.
type Assistant struct {
	ID          AssistantID `json:"id" is:"required" label:"Id"`
	Name        string      `json:"name" is:"required" label:"Name" help:"internal; shown in the list"`
	Description string      `json:"description,omitempty" label:"Description"`
	PublicName  string      `json:"publicName,omitempty" label:"Public name" help:"what the customer sees"`
	Type        Type        `json:"type" is:"required" in:"lite,premium" label:"Type"`
	Channel     Channel     `json:"channel" is:"required" in:"chat,whatsapp,twilio-whatsapp,messagebird-whatsapp,sms,voice" label:"Channel"`
	Language    Language    `json:"language,omitempty" label:"Language" help:"its default language, such as en or pt-BR"`
	Dialogs     []*Dialog   `json:"dialogs" is:"required" label:"Dialogs"`
	Settings    Settings    `json:"settings,omitzero" label:"Settings"`
	Origin      *Origin     `json:"origin,omitempty" label:"Origin" help:"what it brought from another system"`
}

// Ids of the two dialogs every assistant has from birth.
const (
	WelcomeID  DialogID = "welcome"
	CompleteID DialogID = "complete"
)

// Names of the two dialogs every assistant has from birth; neither can be renamed.
const (
	WelcomeName  = "Welcome"
	CompleteName = "Complete Assistant"
)

// Dialog is a run of interactions from top to bottom and at most one end interaction.
type Dialog struct {
	ID           DialogID      `json:"id" is:"required" label:"Id"`
	Name         string        `json:"name" is:"required" label:"Name"`
	Intent       IntentID      `json:"intent,omitempty" is:"premium" label:"Intent" help:"when it is detected, the conversation jumps here"`
	Interactions []Interaction `json:"interactions,omitempty" label:"Interactions"`
	End          *Interaction  `json:"end,omitempty" label:"End"`
}

// Settings is what holds for the whole of an assistant.
type Settings struct {
	VolumeControl VolumeControl `json:"volumeControl,omitzero" label:"Volume control"`
	Behavior      Behavior      `json:"behavior,omitzero" label:"Behaviour"`
	ErrorMessage  Text          `json:"errorMessage,omitempty" label:"Words for an error" help:"said before a transfer when something fails"`
	BotLabel      *bool         `json:"botLabel,omitempty" default:"true" label:"Bot label on messages"`
	ConsentFooter Text          `json:"consentFooter,omitempty" label:"Consent footer"`
	CustomerEnds  bool          `json:"customerEnds,omitempty" label:"Customer may end the chat"`
	Satisfaction  *Satisfaction `json:"satisfaction,omitempty" label:"Satisfaction survey"`
}

// DefaultErrorMessage is said when an assistant fails and has no words of its own for it.
const DefaultErrorMessage Text = "Sorry, something went wrong on our side. I'm passing you to a person who can help."

// ShowsBotLabel reports whether messages carry the "Bot" label (on unless turned off).
func (s Settings) ShowsBotLabel() bool { return s.BotLabel == nil || *s.BotLabel }

// VolumeControl are the timers of a waiting conversation, each off until present.
type VolumeControl struct {
	Reminder  *Reminder  `json:"reminder,omitempty" label:"Reminder"`
	Abandoned *Abandoned `json:"abandoned,omitempty" is:"" on:"chat,whatsapp,twilio-whatsapp,messagebird-whatsapp,sms" label:"Abandoned"`
	Missed    *Missed    `json:"missed,omitempty" on:"chat" label:"Missed"`
}

// Reminder nudges a customer who has not answered.
type Reminder struct {
	After   Duration `json:"after,omitempty" default:"5m" label:"After"`
	Message Text     `json:"message,omitempty" label:"Message"`
	Prompts int      `json:"prompts,omitempty" on:"voice" default:"3" label:"Prompts before a transfer"`
}

// Abandoned ends a conversation whose customer has gone.
type Abandoned struct {
	After   Duration `json:"after,omitempty" default:"10m" label:"After"`
	Message Text     `json:"message,omitempty" label:"Message"`
	Then    string   `json:"then,omitempty" in:"transfer,done" default:"transfer" label:"Then" help:"done is Premium only"`
}

// Missed offers a follow-up when no agent answers after a transfer.
type Missed struct {
	After     Duration   `json:"after,omitempty" default:"10m" label:"After"`
	Message   Text       `json:"message,omitempty" label:"Message"`
	Channels  []FollowUp `json:"channels,omitempty" label:"Follow-up channels"`
	DoneAfter Duration   `json:"doneAfter,omitempty" is:"premium" default:"30s" label:"Marked done without a choice after"`
}

// Defaults of the three timers where a file leaves the time out.
const (
	DefaultReminderAfter  = Duration(5 * time.Minute)
	DefaultAbandonedAfter = Duration(10 * time.Minute)
	DefaultMissedAfter    = Duration(10 * time.Minute)
	DefaultDoneAfter      = Duration(30 * time.Second)
)

// Satisfaction is the survey sent when a conversation ends or is done.
type Satisfaction struct {
	Scale int  `json:"scale" is:"required" in:"2,3,5" label:"Scale"`
	Text  Text `json:"text,omitempty" label:"Question"`
}

// Behavior is what happens when no intent is detected (WhatsApp).
type Behavior struct {
	IntentNotDetected Fallback `json:"intentNotDetected,omitzero" is:"premium" on:"whatsapp,twilio-whatsapp,messagebird-whatsapp" label:"No intent detected"`
}

// Dialog returns the dialog with the id, or nil.
func (a *Assistant) Dialog(id DialogID) *Dialog {
	for _, d := range a.Dialogs {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Assistant returns the assistant with the id, or nil.
func (w *Workspace) Assistant(id AssistantID) *Assistant {
	return find(w.Assistants, func(a *Assistant) bool { return a.ID == id })
}

// Customer returns the customer with the id, or nil.
func (w *Workspace) Customer(id CustomerID) *Customer {
	return find(w.Customers, func(c *Customer) bool { return c.ID == id })
}

// Klass returns the workspace's own document of the Klass, or nil.
func (w *Workspace) Klass(id KlassID) *Klass {
	return find(w.Klasses, func(k *Klass) bool { return k.ID == id })
}

// Snippet returns the snippet with the id, or nil.
func (w *Workspace) Snippet(id SnippetID) *Snippet {
	return find(w.Snippets, func(s *Snippet) bool { return s.ID == id })
}

// Intent returns the intent with the id, or nil.
func (w *Workspace) Intent(id IntentID) *Intent {
	return find(w.Intents, func(i *Intent) bool { return i.ID == id })
}

// Workflow returns the callable workflow with the id, or nil.
func (w *Workspace) Workflow(id WorkflowID) *Workflow {
	return find(w.Workflows, func(f *Workflow) bool { return f.ID == id })
}

// Schedule returns the business schedule with the id, the default one for the
// empty id, or nil.
func (w *Workspace) Schedule(id ScheduleID) *Schedule {
	return find(w.Schedules, func(s *Schedule) bool { return s.ID == id || id == "" && s.Default })
}

// DefaultLanguage is the first active language, English where none is given.
func (w *Workspace) DefaultLanguage() Language {
	if len(w.Settings.Languages) > 0 {
		return w.Settings.Languages[0]
	}
	return "en"
}

func find[T any](all []*T, is func(*T) bool) *T {
	for _, v := range all {
		if is(v) {
			return v
		}
	}
	return nil
}
