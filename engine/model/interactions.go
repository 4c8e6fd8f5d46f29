package model

// Interaction is one step of a dialog: a stable id and the settings of its kind.
// Settings is a pointer to one of the structs in this file and is never changed
// in place; an interaction in an end position is one whose kind is an end kind.
type Interaction struct {
	ID       string
	Settings InteractionSettings
}

// InteractionSettings is implemented by the pointer to each interaction struct.
type InteractionSettings interface{ kind() *Kind }

// Kind returns the descriptor of the interaction's kind, or nil for the zero Interaction.
func (i Interaction) Kind() *Kind {
	if i.Settings == nil {
		return nil
	}
	return i.Settings.kind()
}

// Outcome is what follows one side of a decision: steps, then perhaps a redirect.
type Outcome struct {
	Do       []Interaction `json:"do,omitempty" label:"Do"`
	Redirect DialogID      `json:"redirect,omitempty" label:"Redirect to dialog"`
}

// SendMessage says something and goes straight on.
type SendMessage struct {
	Text        Text     `json:"text" is:"required" label:"Text"`
	Attachments []string `json:"attachments,omitempty" is:"file" on:"whatsapp,twilio-whatsapp,messagebird-whatsapp" label:"Attachments" help:"JPEG, PNG or MP4 files"`
}

// TextQuestion asks and waits for text.
type TextQuestion struct {
	Text              Text          `json:"text" is:"required" label:"Question"`
	Save              AttributePath `json:"save,omitempty" is:"write" label:"Save to"`
	Expect            string        `json:"expect,omitempty" in:"email,phone,number,date" label:"Expected format" help:"a wrong answer is asked again, three times at most"`
	UnderstandIntents bool          `json:"understandIntents,omitempty" is:"premium,understands" label:"Understand intents"`
}

// ButtonQuestion asks with buttons of its own.
type ButtonQuestion struct {
	Text    Text          `json:"text" is:"required" label:"Question"`
	Buttons []Label       `json:"buttons" is:"required" label:"Buttons"`
	Save    AttributePath `json:"save,omitempty" is:"write" label:"Save to"`
}

// AttributeQuestion asks for one of an attribute's values with buttons and saves it.
type AttributeQuestion struct {
	Text      Text          `json:"text" is:"required" label:"Question"`
	Attribute AttributePath `json:"attribute" is:"required,write" label:"Attribute"`
	Values    []Label       `json:"values,omitempty" label:"Values" help:"those offered; all of the attribute's where none is given"`
	SkipIfSet bool          `json:"skipIfSet,omitempty" is:"skips" label:"Skip if already set"`
}

// ConditionalBranch takes the first branch whose conditions hold.
type ConditionalBranch struct {
	Branches  []Branch `json:"branches" is:"required" label:"Branches"`
	Otherwise *Outcome `json:"otherwise,omitempty" why:"branch" label:"In all other cases"`
}

// Branch is one way of a conditional branch.
type Branch struct {
	Match    Match         `json:"match,omitempty" in:"all,any" default:"all" label:"Match"`
	When     []Condition   `json:"when" is:"required" label:"When"`
	Do       []Interaction `json:"do,omitempty" label:"Do"`
	Redirect DialogID      `json:"redirect,omitempty" why:"branch" label:"Redirect to dialog"`
}

// BusinessSchedule does one thing inside a schedule's hours and another outside.
type BusinessSchedule struct {
	Schedule ScheduleID `json:"schedule,omitempty" label:"Schedule" help:"the default one where none is given"`
	Inside   *Outcome   `json:"inside,omitempty" why:"schedule" label:"Inside its hours"`
	Outside  *Outcome   `json:"outside,omitempty" why:"schedule" label:"Outside its hours"`
}

// PlayPrompt speaks and goes on.
type PlayPrompt struct {
	Text Text `json:"text" is:"required" label:"Spoken text"`
}

// ObjectSelector shows an authenticated customer's newest matching objects as cards.
type ObjectSelector struct {
	Klass    KlassID       `json:"klass" is:"required" label:"Klass"`
	Text     Text          `json:"text" is:"required" label:"Text"`
	Card     Card          `json:"card" is:"required" label:"Card"`
	Match    string        `json:"match,omitempty" is:"klassAttribute" label:"Match" help:"attribute compared with what the customer said"`
	Save     AttributePath `json:"save,omitempty" is:"write" label:"Save to"`
	NotFound DialogID      `json:"notFound" is:"required" why:"notFound" label:"Not found or not authenticated"`
}

// Card maps the attributes of an object to what a customer sees.
type Card struct {
	Title       string `json:"title" is:"required,klassAttribute" label:"Title"`
	Description string `json:"description" is:"required,klassAttribute" label:"Description"`
	Image       string `json:"image,omitempty" is:"klassAttribute" label:"Image"`
}

// RunWorkflow calls a workflow and saves what it returns.
type RunWorkflow struct {
	Workflow WorkflowID         `json:"workflow" is:"required" label:"Workflow"`
	Input    Map[Text]          `json:"input,omitempty" label:"Inputs"`
	Save     Map[AttributePath] `json:"save,omitempty" is:"write" label:"Save outputs to"`
}

// UpdateAttribute sets an attribute.
type UpdateAttribute struct {
	Attribute AttributePath `json:"attribute" is:"required,write" label:"Attribute"`
	Value     Change        `json:"value" is:"required" label:"Value" help:"null clears; {add: […]} and {remove: […]} change lists"`
}

// RequestFeedback asks whether it went well, with two buttons.
type RequestFeedback struct {
	Text     Text       `json:"text" is:"required" label:"Text"`
	Design   string     `json:"design,omitempty" in:"thumbs,faces,text" default:"thumbs" label:"Buttons"`
	Positive LinkButton `json:"positive" is:"required" why:"feedback" label:"Positive"`
	Negative LinkButton `json:"negative" is:"required" why:"feedback" label:"Negative"`
}

// LinkButton is a button that leads to a dialog.
type LinkButton struct {
	Label  Label    `json:"label,omitempty" label:"Label"`
	Dialog DialogID `json:"dialog" is:"required" label:"Dialog"`
}

// AIResponse answers a question from published public articles.
type AIResponse struct {
	Text              Text            `json:"text" is:"required" label:"Question"`
	KnowledgeBase     KnowledgeBaseID `json:"knowledgeBase" is:"required" label:"Knowledge base"`
	Profile           ProfileID       `json:"profile,omitempty" label:"AI profile"`
	NotAnsweredText   Text            `json:"notAnsweredText,omitempty" label:"Not answered text"`
	UnderstandIntents bool            `json:"understandIntents,omitempty" is:"premium,understands" label:"Understand intents"`
	Answered          DialogID        `json:"answered" is:"required" why:"ai" label:"Answered"`
	NotHelpful        DialogID        `json:"notHelpful" is:"required" why:"ai" label:"Not helpful"`
	NotAnswered       DialogID        `json:"notAnswered" is:"required" why:"ai" label:"Not answered"`
}

// NavigationButtons leads to the dialog of the button that is pressed.
type NavigationButtons struct {
	Text    Text          `json:"text" is:"required" label:"Text"`
	Buttons []NavButton   `json:"buttons" is:"required" why:"button" label:"Buttons"`
	Save    AttributePath `json:"save,omitempty" is:"write" label:"Save to"`
}

// NavButton is a labelled way to a dialog.
type NavButton struct {
	Label  Label    `json:"label" is:"required" label:"Label"`
	Dialog DialogID `json:"dialog" is:"required" why:"button" label:"Dialog"`
}

// ArticleDeflection offers relevant articles before a person is asked.
type ArticleDeflection struct {
	Text              Text            `json:"text" is:"required" label:"Question"`
	KnowledgeBase     KnowledgeBaseID `json:"knowledgeBase" is:"required" label:"Knowledge base"`
	Brand             BrandID         `json:"brand,omitempty" label:"Brand"`
	UnderstandIntents bool            `json:"understandIntents,omitempty" is:"premium,understands" label:"Understand intents"`
	Helped            DialogID        `json:"helped" is:"required" why:"article" label:"Helped"`
	NotHelped         DialogID        `json:"notHelped" is:"required" why:"article" label:"Did not help"`
	NoArticles        DialogID        `json:"noArticles" is:"required" why:"article" label:"No articles"`
}

// ListSelector is a WhatsApp list whose rows lead to dialogs.
type ListSelector struct {
	Text              Text          `json:"text" is:"required" label:"Text"`
	Rows              []Row         `json:"rows" is:"required" label:"Rows"`
	Save              AttributePath `json:"save,omitempty" is:"write" label:"Save to"`
	UnderstandIntents bool          `json:"understandIntents,omitempty" is:"premium,understands" label:"Understand intents"`
}

// Row is one line of a list selector.
type Row struct {
	Label       Label    `json:"label" is:"required" label:"Label"`
	Description Label    `json:"description,omitempty" label:"Description"`
	Dialog      DialogID `json:"dialog" is:"required" why:"button" label:"Dialog"`
}

// CollectInput reads keypad digits.
type CollectInput struct {
	Text Text          `json:"text" is:"required" label:"Spoken text"`
	Keys Map[DialogID] `json:"keys" is:"required" why:"keys" label:"Keys"`
}

// CollectLanguage lets a caller choose a language by key.
type CollectLanguage struct {
	Text   Text          `json:"text" is:"required" label:"Spoken text"`
	Keys   Map[Language] `json:"keys" is:"required" label:"Keys"`
	Dialog DialogID      `json:"dialog" is:"required" why:"keys" label:"Then go to"`
}

// Redirect goes to a dialog.
type Redirect struct {
	Dialog DialogID `json:"dialog" is:"required" why:"end" label:"Dialog"`
}

// Transfer hands over to an agent and ends the assistant.
type Transfer struct {
	Team Text `json:"team,omitempty" is:"team" label:"Team"`
	Note Text `json:"note,omitempty" label:"Note for the agent"`
}

// Voicemail takes a message and ends the assistant.
type Voicemail struct {
	Text Text `json:"text" is:"required" label:"Spoken text"`
}

// EndConversation ends it; the customer can only start a new one.
type EndConversation struct{}

func (*SendMessage) kind() *Kind       { return kindSendMessage }
func (*TextQuestion) kind() *Kind      { return kindTextQuestion }
func (*ButtonQuestion) kind() *Kind    { return kindButtonQuestion }
func (*AttributeQuestion) kind() *Kind { return kindAttributeQuestion }
func (*ConditionalBranch) kind() *Kind { return kindConditionalBranch }
func (*BusinessSchedule) kind() *Kind  { return kindBusinessSchedule }
func (*PlayPrompt) kind() *Kind        { return kindPlayPrompt }
func (*ObjectSelector) kind() *Kind    { return kindObjectSelector }
func (*RunWorkflow) kind() *Kind       { return kindRunWorkflow }
func (*UpdateAttribute) kind() *Kind   { return kindUpdateAttribute }
func (*RequestFeedback) kind() *Kind   { return kindRequestFeedback }
func (*AIResponse) kind() *Kind        { return kindAIResponse }
func (*NavigationButtons) kind() *Kind { return kindNavigationButtons }
func (*ArticleDeflection) kind() *Kind { return kindArticleDeflection }
func (*ListSelector) kind() *Kind      { return kindListSelector }
func (*CollectInput) kind() *Kind      { return kindCollectInput }
func (*CollectLanguage) kind() *Kind   { return kindCollectLanguage }
func (*Redirect) kind() *Kind          { return kindRedirect }
func (*Transfer) kind() *Kind          { return kindTransfer }
func (*Voicemail) kind() *Kind         { return kindVoicemail }
func (*EndConversation) kind() *Kind   { return kindEndConversation }
