package lead

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"parley/engine/text"
)

// sign is a list of phrases and what a message that has one of them tells.
type sign struct {
	signal  string // "" where it scores nothing
	fields  []string
	phrases []string
}

// A phrase is words side by side. A word that ends in * is a beginning, # is a
// number, and $ a currency.
var signs = []sign{
	{Pain, []string{challenge, need}, []string{
		"struggl*", "pain point*", "painful", "frustrat*", "bottleneck*", "overwhelm*", "too slow", "too long", "takes forever", "takes ages",
		"too expensive", "too many tickets", "too much time", "waste* time", "wasting", "losing customers", "lose customers", "losing money",
		"cant keep up", "cannot keep up", "can not keep up", "drowning", "by hand", "manually", "headache*", "backlog*", "our problem", "the problem is",
		"biggest problem", "biggest issue", "biggest challenge", "main challenge", "challenge is", "challenges are", "doesnt scale", "does not scale",
		"falling behind", "unhappy customers", "complain*", "burn* out", "churn*", "broken process", "error prone", "miss* deadlines"}},
	{Demo, nil, []string{
		"demo", "demos", "demonstration", "pricing", "price", "prices", "price list", "quote", "quotation", "how much", "cost", "costs", "trial",
		"free trial", "talk to sales", "speak to sales", "contact sales", "sales team", "sales rep", "sales person", "salesperson", "your plans", "subscription",
		"discount*", "walk me through", "show me how it works", "proposal"}},
	{Size, nil, []string{
		"# employees", "# people", "# agents", "# seats", "# users", "# staff", "# stores", "# locations", "# offices", "# developers", "# engineers",
		"# reps", "# tickets", "# customers", "# conversations", "team of #", "company of #", "staff of #", "# person team", "# person company", "# of us"}},
	{Timeline, []string{timing}, []string{
		"asap", "right away", "as soon as possible", "immediately", "this week", "this month", "this quarter", "this year", "next week", "next month",
		"next quarter", "next year", "by the end of", "end of the month", "end of the quarter", "end of the year", "end of month", "end of quarter", "end of year", "before the end of",
		"in # weeks", "in # months", "in # days", "within # weeks", "within # months", "within # days", "by january", "by february", "by march", "by april", "by may",
		"by june", "by july", "by august", "by september", "by october", "by november", "by december", "by q#", "in q#", "go live", "go-live", "deadline*", "launch* in", "before christmas", "before summer"}},
	{"", []string{budget}, []string{
		"budget*", "$ #", "# $", "# dollars", "# euros", "# pounds", "# k a", "# per month", "# a month", "# per year", "# a year", "afford*", "spend*", "funding"}},
	{"", []string{need}, []string{
		"we need", "i need", "we want", "were looking for", "we are looking for", "im looking for", "i am looking for", "looking to", "we would like to", "wed like to", "we require", "trying to"}},
	{"", []string{metrics}, []string{
		"# %", "# percent", "# hours a", "# hours per", "# tickets a", "# tickets per", "# minutes per", "response time*", "resolution time*", "conversion rate*", "satisfaction score*", "csat", "nps", "roi", "cut costs", "save* # "}},
	{"", []string{criteria}, []string{
		"must have", "must be able", "has to", "have to support", "requirement*", "important to us", "important for us", "deal breaker*", "dealbreaker*", "non negotiable", "integrat* with", "needs to support", "gdpr", "soc 2", "soc2", "hipaa", "single sign on", "sso"}},
	{"", []string{process}, []string{
		"evaluat*", "shortlist*", "approv*", "sign off", "sign-off", "the board", "committee*", "decision maker*", "decide*", "decision*", "proof of concept", "pilot", "stakeholder*", "steering group"}},
	{"", []string{paper}, []string{
		"procurement", "legal team", "legal review", "security review", "contract*", "nda", "dpa", "msa", "purchase order*", "vendor form*", "redline*", "paperwork", "terms and conditions"}},
	{"", []string{buyer}, []string{
		"hold* the budget", "own* the budget", "sign* the cheque", "sign* the check", "has the final say", "final decision", "i decide", "i can approve", "approves the", "my boss decides"}},
	{"", []string{champion}, []string{
		"i would recommend", "id recommend", "ill recommend", "i will recommend", "ill push", "i will push", "im leading", "i am leading", "im driving", "i am driving", "my team loves", "our team loves", "convince my", "champion*", "ill present", "i will present"}},
	{"", []string{competition}, []string{
		"currently use", "currently using", "we use", "were using", "we are using", "switch* from", "mov* from", "migrat* from", "competitor*", "alternative to", "compare* to", "compare* with", "comparing", "better than", "versus", "instead of our", "existing vendor", "current vendor", "current provider", "existing provider"}},
	{"", []string{priority}, []string{
		"top priority", "high priority", "a priority", "our priority", "priorities", "urgent*", "critical for us", "on the roadmap", "top of our list", "top of the list", "most important"}},
}

// pattern is a phrase made ready.
type pattern struct {
	sign  *sign
	words []string
}

// keyLetters is how many letters of its first word a phrase is looked up by.
const keyLetters = 4

// patterns are the phrases by the beginning of their first word.
var patterns = sync.OnceValue(func() map[string][]pattern {
	out := map[string][]pattern{}
	for i := range signs {
		for _, p := range signs[i].phrases {
			words := strings.Fields(strings.ReplaceAll(p, "-", " "))
			key := keyOf(strings.TrimSuffix(words[0], "*"))
			out[key] = append(out[key], pattern{&signs[i], words})
		}
	}
	return out
})

// keyOf is what a word is looked up by; all numbers are looked up alike.
func keyOf(word string) string {
	if isNumber(word) {
		return "#"
	}
	return word[:min(len(word), keyLetters)]
}

// signsIn lists the signs a message shows, each once.
func signsIn(words []string) []*sign {
	var out []*sign
	all := patterns()
	for i, w := range words {
		for n := min(len(w), keyLetters); n > 0; n-- { // a beginning may be shorter than the key
			key := w[:n]
			if isNumber(w) {
				key, n = "#", 1
			}
			for _, p := range all[key] {
				if p.matches(words[i:]) && !slices.Contains(out, p.sign) {
					out = append(out, p.sign)
				}
			}
		}
	}
	return out
}

func (p *pattern) matches(words []string) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, want := range p.words {
		begin, open := strings.CutSuffix(want, "*")
		stem, number := strings.CutSuffix(begin, "#")
		switch {
		case number && (!strings.HasPrefix(words[i], stem) || !isNumber(words[i][len(stem):])):
			return false
		case number:
		case open && !strings.HasPrefix(words[i], begin), !open && words[i] != want:
			return false
		}
	}
	return true
}

func isNumber(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' || w == "#" }

// tokens are the words of a text, folded: letters and digits, with currencies
// and % as words of their own, and without apostrophes.
func tokens(s string) []string {
	var b strings.Builder
	last := rune(' ')
	for _, r := range text.Fold(s) {
		switch {
		case r == '\'' || r == '’' || (r == ',' || r == '.') && unicode.IsDigit(last):
			continue
		case strings.ContainsRune("$€£", r):
			b.WriteString(" $ ")
		case r == '%':
			b.WriteString(" % ")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
		last = r
	}
	return strings.Fields(b.String())
}
