package model

import (
	"reflect"
	"slices"
	"sync"
)

// Kind describes one kind of interaction: everything that packages other than
// the session need to know of it.
type Kind struct {
	Key      string // as in files and events: sendMessage
	Name     string // as on screen: Send message
	Also     string // what else it is called; may be empty
	Help     string // one line: what it does for the customer
	End      bool   // redirects or ends: only a dialog's end interaction
	Final    bool   // ends the assistant
	Waits    bool   // waits for the customer before it goes on
	Channels []Channel
	Types    []Type
	Steps    []string // kinds allowed in its nested steps; nil: every kind that is no end

	fields func() []*Field
	leads  func() bool // it has links or nested steps
	make   func() InteractionSettings
}

var (
	allChannels = Channels()
	written     = []Channel{Chat, WhatsApp, SMS, TwilioWhatsApp, MessageBirdWhatsApp}
	chatOnly    = []Channel{Chat}
	voiceOnly   = []Channel{Voice}
	chatAndOwn  = []Channel{Chat, WhatsApp}
	ownWhatsApp = []Channel{WhatsApp}
	bothTypes   = []Type{Lite, Premium}
	liteOnly    = []Type{Lite}
	premiumOnly = []Type{Premium}
)

// The table of kinds: page order is the order of pickers and of `parley interactions`.
var (
	kindSendMessage = kind[SendMessage](Kind{Key: "sendMessage", Name: "Send message",
		Help: "says something and goes straight on", Channels: written, Types: bothTypes})
	kindTextQuestion = kind[TextQuestion](Kind{Key: "textQuestion", Name: "Text question", Also: "Customer text response",
		Help: "asks and waits for text", Waits: true, Channels: written, Types: bothTypes})
	kindButtonQuestion = kind[ButtonQuestion](Kind{Key: "buttonQuestion", Name: "Button question",
		Help: "asks with buttons of its own", Waits: true, Channels: chatOnly, Types: bothTypes})
	kindAttributeQuestion = kind[AttributeQuestion](Kind{Key: "attributeQuestion", Name: "Attribute question", Also: "Data attribute question",
		Help: "offers an attribute's values as buttons and saves the choice", Waits: true, Channels: chatOnly, Types: bothTypes})
	kindConditionalBranch = kind[ConditionalBranch](Kind{Key: "conditionalBranch", Name: "Conditional branch",
		Help: "takes the first branch whose conditions hold", Channels: written, Types: bothTypes})
	kindBusinessSchedule = kind[BusinessSchedule](Kind{Key: "businessSchedule", Name: "Business schedule",
		Help: "does one thing inside opening hours and another outside", Channels: allChannels, Types: bothTypes,
		Steps: []string{"sendMessage", "textQuestion", "buttonQuestion", "attributeQuestion", "runWorkflow", "updateAttribute", "playPrompt"}})
	kindPlayPrompt = kind[PlayPrompt](Kind{Key: "playPrompt", Name: "Play prompt",
		Help: "speaks and goes on", Channels: voiceOnly, Types: liteOnly})
	kindObjectSelector = kind[ObjectSelector](Kind{Key: "objectSelector", Name: "Object selector",
		Help: "shows an authenticated customer's newest matching objects as cards", Waits: true, Channels: chatAndOwn, Types: premiumOnly})
	kindRunWorkflow = kind[RunWorkflow](Kind{Key: "runWorkflow", Name: "Run workflow",
		Help: "calls a workflow and saves what it returns", Channels: written, Types: premiumOnly})
	kindUpdateAttribute = kind[UpdateAttribute](Kind{Key: "updateAttribute", Name: "Update attribute", Also: "Update data",
		Help: "sets an attribute of the conversation or the customer", Channels: written, Types: bothTypes})

	kindRequestFeedback = kind[RequestFeedback](Kind{Key: "requestFeedback", Name: "Request feedback", End: true,
		Help: "asks whether it went well, with two buttons", Waits: true, Channels: chatAndOwn, Types: premiumOnly})
	kindAIResponse = kind[AIResponse](Kind{Key: "aiResponse", Name: "AI response", End: true,
		Help: "answers a question from published public articles", Waits: true, Channels: chatAndOwn, Types: premiumOnly})
	kindNavigationButtons = kind[NavigationButtons](Kind{Key: "navigationButtons", Name: "Navigation buttons", End: true,
		Help: "buttons that each lead to a dialog", Waits: true, Channels: chatAndOwn, Types: bothTypes})
	kindArticleDeflection = kind[ArticleDeflection](Kind{Key: "articleDeflection", Name: "Article deflection", End: true,
		Help: "offers relevant articles before a person is asked", Waits: true, Channels: chatOnly, Types: premiumOnly})
	kindListSelector = kind[ListSelector](Kind{Key: "listSelector", Name: "List selector", End: true,
		Help: "a list whose rows each lead to a dialog", Waits: true, Channels: ownWhatsApp, Types: bothTypes})
	kindCollectInput = kind[CollectInput](Kind{Key: "collectInput", Name: "Collect customer input", End: true,
		Help: "keypad digits that each lead to a dialog", Waits: true, Channels: voiceOnly, Types: liteOnly})
	kindCollectLanguage = kind[CollectLanguage](Kind{Key: "collectLanguage", Name: "Collect language preference", End: true,
		Help: "keypad digits that choose a language", Waits: true, Channels: voiceOnly, Types: liteOnly})
	kindRedirect = kind[Redirect](Kind{Key: "redirect", Name: "Redirect to dialog", End: true,
		Help: "goes to a dialog", Channels: allChannels, Types: bothTypes})
	kindTransfer = kind[Transfer](Kind{Key: "transfer", Name: "Transfer to an agent", End: true, Final: true,
		Help: "hands over everything collected and ends the assistant", Channels: allChannels, Types: bothTypes})
	kindVoicemail = kind[Voicemail](Kind{Key: "voicemail", Name: "Send to voicemail", End: true, Final: true,
		Help: "takes a message and ends the assistant", Channels: voiceOnly, Types: liteOnly})
	kindEndConversation = kind[EndConversation](Kind{Key: "endConversation", Name: "End conversation", End: true, Final: true,
		Help: "ends it; the customer can only start a new one", Channels: written, Types: premiumOnly})

	kinds = []*Kind{
		kindSendMessage, kindTextQuestion, kindButtonQuestion, kindAttributeQuestion, kindConditionalBranch,
		kindBusinessSchedule, kindPlayPrompt, kindObjectSelector, kindRunWorkflow, kindUpdateAttribute,
		kindRequestFeedback, kindAIResponse, kindNavigationButtons, kindArticleDeflection, kindListSelector,
		kindCollectInput, kindCollectLanguage, kindRedirect, kindTransfer, kindVoicemail, kindEndConversation,
	}
)

func kind[T any, P interface {
	*T
	InteractionSettings
}](k Kind) *Kind {
	t := reflect.TypeFor[T]()
	k.fields = sync.OnceValue(func() []*Field { return FieldsOf(t) })
	k.leads = sync.OnceValue(func() bool { return leads(FieldsOf(t)) })
	k.make = func() InteractionSettings { return P(new(T)) }
	return &k
}

// Kinds returns every kind in the order of pickers. It must not be changed.
func Kinds() []*Kind { return kinds }

// KindOf returns the kind with the key, or nil.
func KindOf(key string) *Kind {
	for _, k := range kinds {
		if k.Key == key {
			return k
		}
	}
	return nil
}

// Fields returns the settings of the kind in their order on screen and in files.
func (k *Kind) Fields() []*Field { return k.fields() }

// New makes empty settings of the kind.
func (k *Kind) New() InteractionSettings { return k.make() }

// Fits reports whether the kind may be used on the channel by the type of
// assistant. The reason is for a picker: the channel's first, the type's second.
func (k *Kind) Fits(c Channel, t Type) (bool, string) {
	if !slices.Contains(k.Channels, c) {
		return false, "not on " + c.Title()
	}
	if !slices.Contains(k.Types, t) {
		return false, k.Types[0].Title() + " only"
	}
	return true, ""
}

// TakesStep reports whether the kind's nested steps may be of the other kind.
func (k *Kind) TakesStep(step *Kind) bool {
	if k.Steps == nil {
		return !step.End
	}
	return slices.Contains(k.Steps, step.Key)
}
