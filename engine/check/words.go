package check

import "strings"

// The words that rules about wording look for, folded, in English, Spanish,
// Portuguese, French and German. A word counts where it begins a word of the
// text; one that ends in a blank counts only whole. These are rough ear tests:
// they give warnings and hints only.
var (
	// botWords tell a customer that no person is talking.
	botWords = []string{"bot ", "bots ", "chatbot", "robot", "robo ", "assistant", "assistent", "asistente", "virtual", "virtuel", "virtuell",
		"automat", "automated", "ai ", "ia ", "ki ", "ai-powered", "artificial", "kunstlich", "digital", "maschine", "machine", "not a person", "not a human"}
	// elseWords stand for what no other choice covers.
	elseWords = []string{"other", "else", "another", "anything", "none", "agent", "person", "human", "someone", "somebody", "talk", "speak", "help", "question",
		"support", "otr", "mas ", "algo ", "hablar", "ayuda", "pregunta", "outr", "pessoa", "atendente", "falar", "ajuda", "mais ", "autre", "personne", "conseiller", "parler",
		"aide", "ander", "sonstig", "mitarbeiter", "mensch", "frage", "hilfe", "weiter"}
	// consentWords speak of how a customer's words are kept.
	consentWords = []string{"privacy", "consent", "terms", "data ", "recorded", "stored", "privacidad", "consent", "datos", "terminos", "privacidade", "dados", "termos",
		"confidentialite", "donnees", "conditions", "datenschutz", "einwillig", "daten", "agb "}
)

// hasWord reports whether a folded text has one of the words.
func hasWord(folded string, words []string) bool {
	spaced := " " + strings.Join(strings.FieldsFunc(folded, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9' && r < 'a' || r > 'z' && r < 0x80)
	}), " ") + " "
	for _, w := range words {
		if strings.Contains(spaced, " "+w) {
			return true
		}
	}
	return false
}

// personWords name a person on a choice that leads to one.
var personWords = []string{"agent", "person", "human", "someone", "somebody", "talk", "speak", "support", "team", "call ", "hablar", "atendente", "pessoa", "falar",
	"conseiller", "personne", "parler", "mitarbeiter", "mensch", "sprechen", "equipo", "equipe"}
