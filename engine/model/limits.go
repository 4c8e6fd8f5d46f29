package model

// Limits that check enforces; the source of each is Kustomer's articles on
// assistants, rules, intents and the list and object selectors.
const (
	MaxRules            = 200 // of a workspace, chat, WhatsApp and SMS together
	MaxCustomIntents    = 80
	MaxKeywords         = 15 // of an intent in one language
	MinKeywordRunes     = 2
	MaxKeywordRunes     = 35
	MinPhrases          = 5 // of an intent that has any
	AdvisedPhrases      = 12
	MaxListRows         = 10
	MaxSelectorObjects  = 3
	MaxOfferedArticles  = 3  // of an article deflection, to choose from: as many as of objects
	MaxMenuLevels       = 3  // beyond it check gives a hint
	MaxDialogSteps      = 12 // beyond it check gives a hint
	MaxStepsWithoutWait = 200
	MaxTextTries        = 3 // wrong answers to a question of an expected format
	MaxButtonTries      = 2 // times a button question is asked again
)

// Sizes of what comes from outside; larger input is refused with a clear line.
const (
	MaxTextBytes     = 256 << 10 // of one text of a definition
	MaxMessageBytes  = 64 << 10  // of one customer message
	MaxDocumentBytes = 16 << 20  // of one file
)
