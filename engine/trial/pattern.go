package trial

import (
	"fmt"
	"regexp"
	"strings"
)

// pattern is what a message should look like.
type pattern struct{ expression *regexp.Regexp }

// compile reads a glob, or a /regular expression/.
func compile(s string) (pattern, error) {
	s = strings.TrimSpace(s)
	if len(s) > 2 && s[0] == '/' && s[len(s)-1] == '/' {
		e, err := regexp.Compile(s[1 : len(s)-1])
		if err != nil {
			return pattern{}, fmt.Errorf("%s is no regular expression: %w", s, err)
		}
		return pattern{e}, nil
	}
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	escaped := false
	for _, r := range s {
		switch {
		case escaped:
			b.WriteString(regexp.QuoteMeta(string(r)))
			escaped = false
		case r == '\\':
			escaped = true
		case r == '*':
			b.WriteString(`.*`)
		case r == '?':
			b.WriteString(`.`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	if escaped {
		b.WriteString(`\\`)
	}
	b.WriteString(`\z`)
	e, err := regexp.Compile(b.String())
	if err != nil {
		return pattern{}, fmt.Errorf("the pattern cannot be used: %w", err)
	}
	return pattern{e}, nil
}

// Exactly is the pattern that a message matches, and no other message does.
func Exactly(message string) string {
	out := strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`).Replace(strings.TrimSpace(message))
	if strings.HasPrefix(out, "/") {
		out = `\` + out
	}
	return out
}

func (p pattern) matches(message string) bool {
	return p.expression.MatchString(strings.TrimSpace(message))
}
