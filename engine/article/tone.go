package article

import (
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// Tone is how an answer is said; what it says stays the same.
type Tone uint8

// The tones.
const (
	Plainly          Tone = iota
	Empathetically        // to somebody who is annoyed
	Enthusiastically      // to somebody who is happy
)

// leads are the words before a quotation, by language and tone; %s is the
// article's title. A further quotation has words of its own, the last.
var leads = map[string][4]string{
	"en": {"This is what **%s** says:", "I'm sorry about the trouble. **%s** should help:", "Glad you asked! Here it is, from **%s**:", "And from **%s**:"},
	"es": {"Esto dice **%s**:", "Siento las molestias. **%s** puede ayudar:", "¡Qué bien que preguntes! Aquí está, en **%s**:", "Y en **%s**:"},
	"pt": {"Isto é o que diz **%s**:", "Lamento o incômodo. **%s** pode ajudar:", "Que bom que perguntou! Aqui está, em **%s**:", "E em **%s**:"},
	"fr": {"Voici ce que dit **%s** :", "Je suis désolé pour ce souci. **%s** devrait aider :", "Excellente question ! La réponse est dans **%s** :", "Et dans **%s** :"},
	"de": {"Das steht in **%s**:", "Der Ärger tut mir leid. **%s** sollte helfen:", "Schön, dass Sie fragen! Hier ist es, aus **%s**:", "Und aus **%s**:"},
}

// lead is the line before a quotation; where the language has no words here, the title alone.
func lead(l model.Language, t Tone, further bool, title string) string {
	words, ok := leads[strings.ToLower(text.Primary(l))]
	if !ok {
		return "**" + escape(title) + "**"
	}
	line := words[min(t, Enthusiastically)]
	if further {
		line = words[len(words)-1]
	}
	return strings.Replace(line, "%s", escape(title), 1)
}
