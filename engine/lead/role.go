package lead

import (
	"slices"
	"strings"
)

// deciding are the roles that decide by themselves, as they are written.
var deciding = map[string]string{
	"ceo": "CEO", "cto": "CTO", "cfo": "CFO", "coo": "COO", "cmo": "CMO", "cio": "CIO", "cpo": "CPO", "cxo": "CXO", "ciso": "CISO",
	"founder": "Founder", "cofounder": "Co-founder", "owner": "Owner", "president": "President", "partner": "Partner",
}

// leading are roles of which a department follows; working are those it stands before.
var (
	leading = map[string]string{"vp": "VP", "svp": "SVP", "evp": "EVP", "head": "Head", "director": "Director", "chief": "Chief"}
	working = map[string]bool{"manager": true, "director": true, "engineer": true, "developer": true, "analyst": true, "lead": true, "specialist": true,
		"consultant": true, "coordinator": true, "administrator": true, "agent": true, "assistant": true, "intern": true, "student": true}
)

// departments are words that a role is of.
var departments = map[string]bool{
	"sales": true, "marketing": true, "support": true, "customer": true, "success": true, "service": true, "experience": true, "operations": true, "product": true,
	"engineering": true, "finance": true, "growth": true, "technology": true, "it": true, "hr": true, "people": true, "data": true, "design": true, "commerce": true,
	"ecommerce": true, "digital": true, "revenue": true, "business": true, "development": true, "project": true, "office": true, "account": true, "general": true,
	"regional": true, "software": true, "technical": true, "executive": true, "managing": true, "commercial": true, "store": true, "logistics": true, "care": true, "and": true,
}

// spelled are departments that are not written with one capital.
var spelled = map[string]string{"it": "IT", "hr": "HR", "and": "and", "ecommerce": "E-commerce"}

// introductions come before a role that a person says of themselves.
var introductions = []string{"im", "i am", "as", "my role is", "my title is", "my position is", "i work as", "i was", "role", "title"}

// fillers stand between an introduction and the role.
var fillers = map[string]bool{"a": true, "an": true, "the": true, "our": true, "their": true, "your": true, "new": true, "senior": true, "junior": true, "deputy": true, "also": true, "actually": true, "currently": true}

// roleIn finds the role that a person says they have, and whether it decides:
// "I'm the VP of Sales", "CTO at Acme". A role that is only talked about is none.
func roleIn(words []string) (role string, decides bool) {
	for i := range words {
		if role, decides = roleAt(words[i:]); role != "" && introduced(words, i) {
			return role, decides
		}
	}
	return "", false
}

// introduced reports whether a role at a place is the speaker's own: it begins
// what they say, or stands behind an introduction.
func introduced(words []string, at int) bool {
	before := words[:at]
	for len(before) > 0 && fillers[before[len(before)-1]] {
		before = before[:len(before)-1]
	}
	if len(before) == 0 {
		return true
	}
	said := strings.Join(before, " ")
	return slices.ContainsFunc(introductions, func(intro string) bool { return said == intro || strings.HasSuffix(said, " "+intro) })
}

// roleAt is the role that words begin with.
func roleAt(words []string) (string, bool) {
	if len(words) > 1 && words[0] == "co" && words[1] == "founder" {
		return "Co-founder", true
	}
	if name, ok := deciding[words[0]]; ok {
		return name, true
	}
	if name, ok := leading[words[0]]; ok {
		rest := words[1:]
		of := len(rest) > 0 && rest[0] == "of"
		if of {
			rest = rest[1:]
		}
		of = of || name != "Director" && name != "Head"
		department := department(rest)
		switch {
		case department == "" && (name == "Head" || name == "Chief"):
			return "", false // of what?
		case department == "":
			return name, true
		case name == "Chief", !of:
			return name + " " + department, true
		}
		return name + " of " + department, true
	}
	for n := 0; n < min(3, len(words)); n++ {
		if working[words[n]] {
			return titled(words[:n+1]), words[n] == "director"
		}
		if !departments[words[n]] {
			break
		}
	}
	return "", false
}

// department is the words of a department at the beginning, titled.
func department(words []string) string {
	n := 0
	for n < min(3, len(words)) && departments[words[n]] {
		n++
	}
	for n > 0 && words[n-1] == "and" {
		n--
	}
	return titled(words[:n])
}

func titled(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		name, ok := spelled[w]
		if !ok {
			name = strings.ToUpper(w[:1]) + w[1:]
		}
		out[i] = name
	}
	return strings.Join(out, " ")
}
