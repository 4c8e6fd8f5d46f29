package model

// The named string types of the definition. A field's type tells what it means
// to every package that walks definitions: see [Role].
type (
	// Text is said or shown to a customer and takes dynamic text ({{customer.name | "there"}}).
	Text string
	// Label is fixed text on a button, row or key; it takes no dynamic text.
	Label string
	// AttributePath names an attribute, such as customer.email.
	AttributePath string
	// Language is a BCP 47 tag.
	Language string
	// ZoneName is an IANA time zone.
	ZoneName string

	// AssistantID, DialogID and the ids below name one thing of their kind.
	AssistantID     string
	DialogID        string
	BrandID         string
	TeamID          string
	ProfileID       string
	KlassID         string
	ObjectID        string
	CustomerID      string
	ScheduleID      string
	SnippetID       string
	IntentID        string
	WorkflowID      string
	KnowledgeBaseID string
	PlanID          string
)

// Type is what an assistant is licensed for.
type Type string

// The two types. Voice assistants are lite only.
const (
	Lite    Type = "lite"
	Premium Type = "premium"
)

// Title is the type's name on screen.
func (t Type) Title() string {
	switch t {
	case Lite:
		return "Lite"
	case Premium:
		return "Premium"
	}
	return string(t)
}

// Channel is where an assistant talks.
type Channel string

// The six channels of assistants; WhatsApp is Kustomer's own, the other two go by Twilio and MessageBird.
const (
	Chat                Channel = "chat"
	WhatsApp            Channel = "whatsapp"
	TwilioWhatsApp      Channel = "twilio-whatsapp"
	MessageBirdWhatsApp Channel = "messagebird-whatsapp"
	SMS                 Channel = "sms"
	Voice               Channel = "voice"
)

// Channels lists every channel an assistant can have, in the order shown.
func Channels() []Channel {
	return []Channel{Chat, WhatsApp, TwilioWhatsApp, MessageBirdWhatsApp, SMS, Voice}
}

// Title is the channel's name on screen.
func (c Channel) Title() string {
	switch c {
	case Chat:
		return "chat"
	case WhatsApp:
		return "WhatsApp"
	case TwilioWhatsApp:
		return "Twilio WhatsApp"
	case MessageBirdWhatsApp:
		return "MessageBird WhatsApp"
	case SMS:
		return "SMS"
	case Voice:
		return "voice"
	}
	return string(c)
}

// IsWhatsApp reports whether the channel is one of the three WhatsApp ones.
func (c Channel) IsWhatsApp() bool {
	return c == WhatsApp || c == TwilioWhatsApp || c == MessageBirdWhatsApp
}

// Allows reports whether the type may be used on the channel, and if not, why.
func (t Type) Allows(c Channel) (bool, string) {
	if c == Voice && t == Premium {
		return false, "voice assistants are Lite only"
	}
	return true, ""
}

// ValidID reports whether an id can name a thing: a letter or digit, then at
// most 63 letters, digits, dashes or underscores.
func ValidID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for i, r := range id {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && (i == 0 || r != '-' && r != '_') {
			return false
		}
	}
	return true
}

// Slug makes a valid id from a name: lower case, dashes between words.
func Slug(name string) string {
	out := make([]byte, 0, len(name))
	dash := false
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		default:
			dash = len(out) > 0
			continue
		}
		if dash {
			out = append(out, '-')
			dash = false
		}
		if out = append(out, byte(r)); len(out) >= 48 {
			break
		}
	}
	return string(out)
}

// UniqueSlug is Slug made different from every taken id by a number at its end.
func UniqueSlug(name string, taken func(string) bool) string {
	base := Slug(name)
	if base == "" {
		base = "new"
	}
	id := base
	for n := 2; taken(id); n++ {
		id = base + "-" + itoa(n)
	}
	return id
}
