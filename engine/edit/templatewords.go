package edit

import (
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// words are the texts of the templates in one language; %s is a public name or a label.
type words struct {
	hello, helloName           string
	askName, askTeam           string
	support, sales             string
	supportWords, salesWords   []string
	handOver, again, answer    string
	menu, menuSMS              string
	hours, order, person       string
	hoursWords, orderWords     []string
	personWords                []string
	hoursText, orderText       string
	helped, more               string
	yes, no                    string
	yesWords, noWords          []string
	bye                        string
	chooseOrder, found         string
	notFound                   string
	ivr, ivrHours, voicemail   string
	hoursName, orderName       string
	menuName, helpedName       string
	moreName, byeName          string
	nameName, teamName         string
	notFoundName, voicemailTag string
	ask, askAgain              string
	noAnswer, tryAgain         string
	askAIName, againName       string
	secondName                 string
}

var (
	english = words{
		hello: "Hello! I'm a bot, and I can help you right away.", helloName: "Hello! I'm %s, a bot, and I can help you right away.",
		askName: "What is your name?", askTeam: "Who would you like to talk to?", support: "Support", sales: "Sales",
		supportWords: []string{"support", "help"}, salesWords: []string{"sales", "buy"},
		handOver: "Thank you. I'm passing you to a person.", again: "Sorry, I didn't get that.", answer: "Answer with a number or a word.",
		menu: "What can I do for you?", menuSMS: "How can I help? Reply with a number.",
		hours: "Opening hours", order: "My order", person: "Talk to a person",
		hoursWords: []string{"hours", "open"}, orderWords: []string{"order", "parcel"}, personWords: []string{"person", "human", "agent"},
		hoursText: "We are open on weekdays from 9 to 5.", orderText: "We write to you as soon as your order is on its way.",
		helped: "Did that help?", more: "Is there anything else?", yes: "Yes", no: "No",
		yesWords: []string{"yes", "yeah"}, noWords: []string{"no", "nope"}, bye: "Thank you for writing. Goodbye!",
		chooseOrder: "Which one is it about?", found: "This is what I know about it:",
		notFound: "I can't see anything under your name, but a person can look.",
		ivr:      "Press 1 for our opening hours, 2 to talk to a person, 3 to leave a message.", ivrHours: "We are open on weekdays from nine to five.",
		voicemail: "Please leave your message after the tone.",
		hoursName: "Opening hours", orderName: "Order", menuName: "Menu", helpedName: "Feedback", moreName: "Another question", byeName: "Goodbye",
		nameName: "Ask the name", teamName: "Ask for the team", notFoundName: "Nothing found", voicemailTag: "Voicemail",
		ask: "What would you like to know?", askAgain: "Please put it in other words.",
		noAnswer: "I can't find that in our help centre.", tryAgain: "Shall I try once more?",
		askAIName: "Question", againName: "Try again", secondName: "Second attempt",
	}
	spanish = words{
		hello: "¡Hola! Soy un bot y puedo ayudarte enseguida.", helloName: "¡Hola! Soy %s, un bot, y puedo ayudarte enseguida.",
		askName: "¿Cómo te llamas?", askTeam: "¿Con quién quieres hablar?", support: "Soporte", sales: "Ventas",
		supportWords: []string{"soporte", "ayuda"}, salesWords: []string{"ventas", "comprar"},
		handOver: "Gracias. Te paso con una persona.", again: "Perdona, no te he entendido.", answer: "Responde con un número o una palabra.",
		menu: "¿Qué puedo hacer por ti?", menuSMS: "¿En qué te ayudo? Responde con un número.",
		hours: "Horario", order: "Mi pedido", person: "Hablar con alguien",
		hoursWords: []string{"horario", "abierto"}, orderWords: []string{"pedido", "paquete"}, personWords: []string{"persona", "agente", "alguien"},
		hoursText: "Abrimos de lunes a viernes de 9 a 17.", orderText: "Te escribimos en cuanto tu pedido esté en camino.",
		helped: "¿Te ha servido?", more: "¿Algo más?", yes: "Sí", no: "No",
		yesWords: []string{"sí", "claro"}, noWords: []string{"no", "nada"}, bye: "Gracias por escribirnos. ¡Hasta pronto!",
		chooseOrder: "¿De cuál se trata?", found: "Esto es lo que sé:",
		notFound: "No veo nada a tu nombre, pero una persona puede buscarlo.",
		ivr:      "Pulsa 1 para el horario, 2 para hablar con una persona, 3 para dejar un mensaje.", ivrHours: "Abrimos de lunes a viernes de nueve a cinco.",
		voicemail: "Deja tu mensaje después de la señal.",
		hoursName: "Horario", orderName: "Pedido", menuName: "Menú", helpedName: "Opinión", moreName: "Otra pregunta", byeName: "Despedida",
		nameName: "Preguntar el nombre", teamName: "Preguntar el equipo", notFoundName: "Nada encontrado", voicemailTag: "Buzón de voz",
		ask: "¿Qué quieres saber?", askAgain: "Dímelo con otras palabras, por favor.",
		noAnswer: "No lo encuentro en nuestro centro de ayuda.", tryAgain: "¿Lo intento otra vez?",
		askAIName: "Pregunta", againName: "Otro intento", secondName: "Segundo intento",
	}
	portuguese = words{
		hello: "Olá! Sou um bot e posso ajudar já.", helloName: "Olá! Sou %s, um bot, e posso ajudar já.",
		askName: "Qual é o seu nome?", askTeam: "Com quem quer falar?", support: "Suporte", sales: "Vendas",
		supportWords: []string{"suporte", "ajuda"}, salesWords: []string{"vendas", "comprar"},
		handOver: "Obrigado. Vou passar a conversa a uma pessoa.", again: "Desculpe, não percebi.", answer: "Responda com um número ou uma palavra.",
		menu: "Em que posso ajudar?", menuSMS: "Em que posso ajudar? Responda com um número.",
		hours: "Horário", order: "O meu pedido", person: "Falar com alguém",
		hoursWords: []string{"horário", "aberto"}, orderWords: []string{"pedido", "encomenda"}, personWords: []string{"pessoa", "agente", "alguém"},
		hoursText: "Abrimos de segunda a sexta, das 9 às 17.", orderText: "Escrevemos assim que o seu pedido estiver a caminho.",
		helped: "Ajudou?", more: "Mais alguma coisa?", yes: "Sim", no: "Não",
		yesWords: []string{"sim", "claro"}, noWords: []string{"não", "nada"}, bye: "Obrigado pela mensagem. Até breve!",
		chooseOrder: "De qual se trata?", found: "Isto é o que sei:",
		notFound: "Não vejo nada em seu nome, mas uma pessoa pode procurar.",
		ivr:      "Prima 1 para o horário, 2 para falar com uma pessoa, 3 para deixar uma mensagem.", ivrHours: "Abrimos de segunda a sexta, das nove às cinco.",
		voicemail: "Deixe a sua mensagem depois do sinal.",
		hoursName: "Horário", orderName: "Pedido", menuName: "Menu", helpedName: "Opinião", moreName: "Outra pergunta", byeName: "Despedida",
		nameName: "Perguntar o nome", teamName: "Perguntar a equipa", notFoundName: "Nada encontrado", voicemailTag: "Correio de voz",
		ask: "O que quer saber?", askAgain: "Diga-o por outras palavras, por favor.",
		noAnswer: "Não encontro isso no nosso centro de ajuda.", tryAgain: "Quer que tente outra vez?",
		askAIName: "Pergunta", againName: "Tentar de novo", secondName: "Segunda tentativa",
	}
)

// Tongue is a language that templates have words in.
type Tongue struct {
	Tag  model.Language
	Name string
}

// TemplateLanguages are the languages that templates have words in.
func TemplateLanguages() []Tongue {
	return []Tongue{{"en", "English"}, {"pt", "Portuguese"}, {"es", "Spanish"}}
}

// wordsIn are the texts of a language; English where there are none in it.
func wordsIn(l model.Language) *words {
	switch text.Primary(l) {
	case "es":
		return &spanish
	case "pt":
		return &portuguese
	}
	return &english
}

// greet is a first message that says that it comes from a bot.
func (w *words) greet(publicName string) model.Text {
	if publicName == "" || strings.Contains(publicName, "{{") {
		return model.Text(w.hello)
	}
	return model.Text(strings.Replace(w.helloName, "%s", publicName, 1))
}
