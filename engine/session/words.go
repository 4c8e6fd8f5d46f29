package session

import (
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// words are what every assistant can say by itself, in one language.
type words struct {
	failure  model.Text        // something went wrong, and a person takes over
	sorry    string            // something went wrong
	handOver string            // a person takes over
	wrong    map[Format]string // an answer has not the format asked for
	rate     string            // asks for a rating, where the survey has no words
	followUp map[string]string // the names of the ways to be reached

	helpful, notHelpful string // buttons below an answer or article
	answerHelped        string // asks about an answer
	articleHelped       string // asks about an article
	notAnswered         string // nothing was found, where the interaction has no words
	theseMayHelp        string // above articles to choose from
	noneOfThese         string // the button below them

	connecting string    // a person takes over at once
	taskMade   string    // a person will come back to it
	away       string    // nobody is there
	reach      string    // before the ways to be reached
	open       string    // before the opening hours
	days       [7]string // short, from Monday on
}

// spoken are the words of each language there are words of, by primary subtag.
// It is never changed.
var spoken = map[string]*words{"en": english(), "es": spanish(), "pt": portuguese(), "fr": french(), "de": german(),
	"it": italian(), "nl": dutch(), "pl": polish(), "sv": swedish(), "da": danish()}

// wordsFor returns the words of a language, English where there are none.
func wordsFor(l model.Language) *words { return or(wordsIn(l), spoken["en"]) }

// wordsIn returns the words of a language, nil where there are none.
func wordsIn(l model.Language) *words { return spoken[strings.ToLower(text.Primary(l))] }

// speech picks the words a session is spoken to in.
type speech struct {
	own      *words // of the assistant's language
	heard    reader // in which language the customer writes
	polyglot bool
}

// of are the words for what is said next: in the language of the articles that
// are shown, with the Polyglot power in the customer's, else in the assistant's.
func (v *speech) of(s *Session) *words {
	if s.found != nil {
		if w := wordsIn(s.found.Language); w != nil {
			return w
		}
	}
	if v.polyglot {
		if w := wordsIn(model.Language(v.heard.read(s).Text())); w != nil {
			return w
		}
	}
	return v.own
}

// ways names the ways to be reached: e-mail, telephone, SMS, WhatsApp, and waiting in the chat.
func ways(email, phone, wait string) map[string]string {
	return map[string]string{"email": email, "phone": phone, "sms": "SMS", "whatsapp": "WhatsApp", model.FollowUpWait: wait}
}

// wrongFormats are the words for an answer that has not the format asked for.
func wrongFormats(email, phone, number, date, yesNo string) map[Format]string {
	return map[Format]string{EmailFormat: email, PhoneFormat: phone, NumberFormat: number, DateFormat: date, yesNoFormat: yesNo}
}

func english() *words {
	return &words{
		failure:  model.DefaultErrorMessage,
		sorry:    "Sorry, something went wrong on our side.",
		handOver: "I'd rather pass you to a person on our team.",
		wrong: wrongFormats("That doesn't look like an e-mail address. Please write it like name@example.com.",
			"That doesn't look like a phone number. Please write it with its country code, like +1 555 010 0199.",
			"That doesn't look like a number. Please write it in digits, like 12.",
			"I don't recognise that date. Please write it like 2026-03-31.", "Please answer yes or no."),
		rate: "How did we do?", followUp: ways("Email", "Phone", "I'll wait"),
		helpful: "Helpful", notHelpful: "Not helpful", answerHelped: "Was this helpful?", articleHelped: "Did this article help?",
		notAnswered: "I couldn't find an answer to that.", theseMayHelp: "These articles may help. Which one would you like to read?", noneOfThese: "None of these",
		connecting: "One of our team is free: I'm connecting you now.",
		taskMade:   "Nobody is free right now. I've made a note of it for our team, and one of them will get back to you soon.",
		away:       "Nobody from our team is here right now.", reach: "You can reach us here:", open: "We are here:",
		days: [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	}
}

func spanish() *words {
	return &words{
		failure:  "Lo siento, algo ha fallado por nuestra parte. Te paso con una persona que puede ayudarte.",
		sorry:    "Lo siento, algo ha fallado por nuestra parte.",
		handOver: "Prefiero pasarte con una persona de nuestro equipo.",
		wrong: wrongFormats("Eso no parece un correo electrónico. Escríbelo como nombre@ejemplo.com.",
			"Eso no parece un número de teléfono. Escríbelo con el prefijo, como +34 600 000 000.",
			"Eso no parece un número. Escríbelo en cifras, como 12.",
			"No reconozco esa fecha. Escríbela como 2026-03-31.", "Responde sí o no, por favor."),
		rate: "¿Qué tal lo hemos hecho?", followUp: ways("Correo", "Teléfono", "Espero aquí"),
		helpful: "Útil", notHelpful: "No me sirve", answerHelped: "¿Te ha servido?", articleHelped: "¿Te ha servido este artículo?",
		notAnswered: "No encuentro una respuesta a eso.", theseMayHelp: "Puede que uno de estos artículos te ayude. ¿Cuál quieres leer?", noneOfThese: "Ninguno de estos",
		connecting: "Hay alguien libre en nuestro equipo: te paso ahora mismo.",
		taskMade:   "Ahora mismo no hay nadie libre. Lo he dejado anotado para nuestro equipo y alguien te escribirá pronto.",
		away:       "Ahora mismo no hay nadie de nuestro equipo.", reach: "Puedes encontrarnos aquí:", open: "Atendemos:",
		days: [7]string{"lun", "mar", "mié", "jue", "vie", "sáb", "dom"},
	}
}

func portuguese() *words {
	return &words{
		failure:  "Desculpe, algo falhou do nosso lado. Vou passar você para uma pessoa que pode ajudar.",
		sorry:    "Desculpe, algo falhou do nosso lado.",
		handOver: "Prefiro passar você para uma pessoa da nossa equipe.",
		wrong: wrongFormats("Isso não parece um e-mail. Escreva como nome@exemplo.com.",
			"Isso não parece um número de telefone. Escreva com o código do país, como +55 11 90000 0000.",
			"Isso não parece um número. Escreva em algarismos, como 12.",
			"Não reconheço essa data. Escreva como 2026-03-31.", "Responda sim ou não, por favor."),
		rate: "Como nos saímos?", followUp: ways("E-mail", "Telefone", "Eu espero"),
		helpful: "Útil", notHelpful: "Não ajudou", answerHelped: "Isso ajudou?", articleHelped: "Este artigo ajudou?",
		notAnswered: "Não encontrei uma resposta para isso.", theseMayHelp: "Talvez um destes artigos ajude. Qual quer ler?", noneOfThese: "Nenhum destes",
		connecting: "Há alguém livre na nossa equipe: vou conectar você agora.",
		taskMade:   "Ninguém está livre agora. Deixei um aviso para a nossa equipe, e alguém vai responder em breve.",
		away:       "Ninguém da nossa equipe está aqui agora.", reach: "Pode falar conosco aqui:", open: "Atendemos:",
		days: [7]string{"seg", "ter", "qua", "qui", "sex", "sáb", "dom"},
	}
}

func french() *words {
	return &words{
		failure:  "Désolé, quelque chose a échoué de notre côté. Je vous passe une personne qui peut vous aider.",
		sorry:    "Désolé, quelque chose a échoué de notre côté.",
		handOver: "Je préfère vous passer une personne de notre équipe.",
		wrong: wrongFormats("Cela ne ressemble pas à une adresse e-mail. Écrivez-la ainsi : nom@exemple.com.",
			"Cela ne ressemble pas à un numéro de téléphone. Écrivez-le avec l'indicatif, comme +33 6 00 00 00 00.",
			"Cela ne ressemble pas à un nombre. Écrivez-le en chiffres, comme 12.",
			"Je ne reconnais pas cette date. Écrivez-la ainsi : 2026-03-31.", "Répondez par oui ou non, s'il vous plaît."),
		rate: "Comment avons-nous fait ?", followUp: ways("E-mail", "Téléphone", "J'attends"),
		helpful: "Utile", notHelpful: "Pas utile", answerHelped: "Cela vous a-t-il aidé ?", articleHelped: "Cet article vous a-t-il aidé ?",
		notAnswered: "Je ne trouve pas de réponse à cela.", theseMayHelp: "Un de ces articles peut vous aider. Lequel voulez-vous lire ?", noneOfThese: "Aucun de ceux-ci",
		connecting: "Quelqu'un de notre équipe est libre : je vous mets en relation tout de suite.",
		taskMade:   "Personne n'est libre pour le moment. J'ai laissé une note à notre équipe, et quelqu'un reviendra vers vous bientôt.",
		away:       "Personne de notre équipe n'est là pour le moment.", reach: "Vous pouvez nous joindre ici :", open: "Nous sommes là :",
		days: [7]string{"lun", "mar", "mer", "jeu", "ven", "sam", "dim"},
	}
}

func german() *words {
	return &words{
		failure:  "Entschuldigung, bei uns ist etwas schiefgegangen. Ich verbinde Sie mit einem Menschen, der helfen kann.",
		sorry:    "Entschuldigung, bei uns ist etwas schiefgegangen.",
		handOver: "Ich gebe Sie lieber an einen Menschen aus unserem Team weiter.",
		wrong: wrongFormats("Das sieht nicht nach einer E-Mail-Adresse aus. Schreiben Sie sie so: name@beispiel.de.",
			"Das sieht nicht nach einer Telefonnummer aus. Schreiben Sie sie mit Vorwahl, etwa +49 170 0000000.",
			"Das sieht nicht nach einer Zahl aus. Schreiben Sie sie in Ziffern, etwa 12.",
			"Dieses Datum erkenne ich nicht. Schreiben Sie es so: 2026-03-31.", "Bitte antworten Sie mit Ja oder Nein."),
		rate: "Wie waren wir?", followUp: ways("E-Mail", "Telefon", "Ich warte"),
		helpful: "Hilfreich", notHelpful: "Nicht hilfreich", answerHelped: "War das hilfreich?", articleHelped: "Hat dieser Artikel geholfen?",
		notAnswered: "Darauf finde ich keine Antwort.", theseMayHelp: "Einer dieser Artikel kann helfen. Welchen möchten Sie lesen?", noneOfThese: "Keiner davon",
		connecting: "Jemand aus unserem Team ist frei: Ich verbinde Sie jetzt.",
		taskMade:   "Im Moment ist niemand frei. Ich habe es für unser Team notiert, und jemand meldet sich bald bei Ihnen.",
		away:       "Im Moment ist niemand aus unserem Team da.", reach: "So erreichen Sie uns:", open: "Wir sind da:",
		days: [7]string{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"},
	}
}
