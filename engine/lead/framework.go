package lead

// The frameworks, in the words of the workspace's settings.
const (
	BANT     = "BANT"
	MEDDPICC = "MEDDPICC"
	CHAMP    = "CHAMP"
)

// What is looked for in a conversation; frameworks call some of it by other names.
const (
	budget      = "budget"
	authority   = "authority"
	need        = "need"
	timing      = "timing"
	metrics     = "metrics"
	buyer       = "economic buyer"
	criteria    = "decision criteria"
	process     = "decision process"
	paper       = "paper process"
	challenge   = "pain"
	champion    = "champion"
	competition = "competition"
	priority    = "priority"
)

// frameworks name the fields of each and what fills them.
var frameworks = map[string][]struct{ key, name, from string }{
	BANT: {{"budget", "Budget", budget}, {"authority", "Authority", authority}, {"need", "Need", need}, {"timeline", "Timeline", timing}},
	MEDDPICC: {{"metrics", "Metrics", metrics}, {"economicBuyer", "Economic buyer", buyer}, {"decisionCriteria", "Decision criteria", criteria},
		{"decisionProcess", "Decision process", process}, {"paperProcess", "Paper process", paper}, {"implicatedPain", "Implicated pain", challenge},
		{"champion", "Champion", champion}, {"competition", "Competition", competition}},
	CHAMP: {{"challenges", "Challenges", challenge}, {"authority", "Authority", authority}, {"money", "Money", budget}, {"prioritization", "Prioritization", priority}},
}

// Frameworks lists the frameworks, the default one first.
func Frameworks() []string { return []string{BANT, MEDDPICC, CHAMP} }

// framework is the fields of a framework as far as they are known; the default
// one for a name that is none.
func (r *Reader) framework(name string) (string, []Field) {
	all, ok := frameworks[name]
	if !ok {
		name, all = BANT, frameworks[BANT]
	}
	out := make([]Field, len(all))
	for i, f := range all {
		out[i] = r.fields[f.from]
		out[i].Key, out[i].Name = f.key, f.name
	}
	return name, out
}
