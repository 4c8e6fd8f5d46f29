package session

import (
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// words are what every assistant can say by itself, in its own language.
type words struct {
	failure  model.Text
	handOver string
	wrong    map[Format]string
	rate     string            // asks for a rating, where the survey has no words
	followUp map[string]string // the buttons of follow-up channels
}

// wordsFor returns the words of a language, English where there are none.
func wordsFor(l model.Language) words {
	switch strings.ToLower(text.Primary(l)) {
	case "es":
		return words{"Lo siento, algo ha fallado por nuestra parte. Te paso con una persona que puede ayudarte.",
			"Prefiero pasarte con una persona de nuestro equipo.",
			map[Format]string{EmailFormat: "Eso no parece un correo electrónico. Escríbelo como nombre@ejemplo.com.",
				PhoneFormat:  "Eso no parece un número de teléfono. Escríbelo con el prefijo, como +34 600 000 000.",
				NumberFormat: "Eso no parece un número. Escríbelo en cifras, como 12.",
				DateFormat:   "No reconozco esa fecha. Escríbela como 2026-03-31.", yesNoFormat: "Responde sí o no, por favor."},
			"¿Qué tal lo hemos hecho?", map[string]string{"email": "Correo", "phone": "Teléfono", "sms": "SMS", "whatsapp": "WhatsApp", model.FollowUpWait: "Espero aquí"}}
	case "pt":
		return words{"Desculpe, algo falhou do nosso lado. Vou passar você para uma pessoa que pode ajudar.",
			"Prefiro passar você para uma pessoa da nossa equipe.",
			map[Format]string{EmailFormat: "Isso não parece um e-mail. Escreva como nome@exemplo.com.",
				PhoneFormat:  "Isso não parece um número de telefone. Escreva com o código do país, como +55 11 90000 0000.",
				NumberFormat: "Isso não parece um número. Escreva em algarismos, como 12.",
				DateFormat:   "Não reconheço essa data. Escreva como 2026-03-31.", yesNoFormat: "Responda sim ou não, por favor."},
			"Como nos saímos?", map[string]string{"email": "E-mail", "phone": "Telefone", "sms": "SMS", "whatsapp": "WhatsApp", model.FollowUpWait: "Eu espero"}}
	case "fr":
		return words{"Désolé, quelque chose a échoué de notre côté. Je vous passe une personne qui peut vous aider.",
			"Je préfère vous passer une personne de notre équipe.",
			map[Format]string{EmailFormat: "Cela ne ressemble pas à une adresse e-mail. Écrivez-la ainsi : nom@exemple.com.",
				PhoneFormat:  "Cela ne ressemble pas à un numéro de téléphone. Écrivez-le avec l'indicatif, comme +33 6 00 00 00 00.",
				NumberFormat: "Cela ne ressemble pas à un nombre. Écrivez-le en chiffres, comme 12.",
				DateFormat:   "Je ne reconnais pas cette date. Écrivez-la ainsi : 2026-03-31.", yesNoFormat: "Répondez par oui ou non, s'il vous plaît."},
			"Comment avons-nous fait ?", map[string]string{"email": "E-mail", "phone": "Téléphone", "sms": "SMS", "whatsapp": "WhatsApp", model.FollowUpWait: "J'attends"}}
	case "de":
		return words{"Entschuldigung, bei uns ist etwas schiefgegangen. Ich verbinde Sie mit einem Menschen, der helfen kann.",
			"Ich gebe Sie lieber an einen Menschen aus unserem Team weiter.",
			map[Format]string{EmailFormat: "Das sieht nicht nach einer E-Mail-Adresse aus. Schreiben Sie sie so: name@beispiel.de.",
				PhoneFormat:  "Das sieht nicht nach einer Telefonnummer aus. Schreiben Sie sie mit Vorwahl, etwa +49 170 0000000.",
				NumberFormat: "Das sieht nicht nach einer Zahl aus. Schreiben Sie sie in Ziffern, etwa 12.",
				DateFormat:   "Dieses Datum erkenne ich nicht. Schreiben Sie es so: 2026-03-31.", yesNoFormat: "Bitte antworten Sie mit Ja oder Nein."},
			"Wie waren wir?", map[string]string{"email": "E-Mail", "phone": "Telefon", "sms": "SMS", "whatsapp": "WhatsApp", model.FollowUpWait: "Ich warte"}}
	}
	return words{model.DefaultErrorMessage, "I'd rather pass you to a person on our team.",
		map[Format]string{EmailFormat: "That doesn't look like an e-mail address. Please write it like name@example.com.",
			PhoneFormat:  "That doesn't look like a phone number. Please write it with its country code, like +1 555 010 0199.",
			NumberFormat: "That doesn't look like a number. Please write it in digits, like 12.",
			DateFormat:   "I don't recognise that date. Please write it like 2026-03-31.", yesNoFormat: "Please answer yes or no."},
		"How did we do?", map[string]string{"email": "Email", "phone": "Phone", "sms": "SMS", "whatsapp": "WhatsApp", model.FollowUpWait: "I'll wait"}}
}
