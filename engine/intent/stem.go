package intent

import "strings"

// stem is what the forms of an English word have in common: charge, charges,
// charged and charging are charg. It undoes inflection only, so that payment
// stays apart from pay.
func (l *lexicon) stem(w string) string {
	if s, ok := l.irregular[w]; ok {
		return s
	}
	return regularStem(w)
}

// regularStem takes the endings off that most words have.
func regularStem(w string) string {
	if len(w) < 4 || w[0] == '#' {
		return w
	}
	w = strings.TrimSuffix(withoutPlural(w), "'")
	for _, end := range [...]string{"ing", "ed"} {
		if root, ok := strings.CutSuffix(w, end); ok && len(root) > 1 && strings.ContainsAny(root, "aeiouy") && !strings.HasSuffix(root, "e") {
			w = root
			break
		}
	}
	if root, ok := strings.CutSuffix(w, "ly"); ok && len(root) > 3 {
		w = root
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeiou", rune(w[n-1])) {
		w = w[:n-1]
	}
	if n := len(w); n > 2 && w[n-1] == 'i' {
		w = w[:n-1] + "y"
	}
	if n := len(w); n > 3 {
		w = strings.TrimSuffix(w, "e")
	}
	return w
}

func withoutPlural(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"):
		return w[:n-2]
	case strings.HasSuffix(w, "ies"), strings.HasSuffix(w, "ied"):
		return w[:n-3] + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:n-1]
	}
	return w
}
