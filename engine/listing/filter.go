package listing

import (
	"slices"

	"parley/engine/conversation"
	"parley/engine/model"
)

// Filter says which conversations are wanted; all its parts have to hold, and a
// part that is empty holds for all. It is kept as JSON where it has a name.
type Filter struct {
	Email     string                  `json:"email,omitempty"`    // a part of the address
	Company   string                  `json:"company,omitempty"`  // a part of the company's name or domain
	Persona   string                  `json:"persona,omitempty"`  // a part of the role
	MinScore  *int                    `json:"minScore,omitempty"` // 0 to 100, both included
	MaxScore  *int                    `json:"maxScore,omitempty"`
	Is        []conversation.Standing `json:"is,omitempty"`                // any of them; archived ones are hidden unless they are named here
	IsNot     []conversation.Standing `json:"isNot,omitempty"`             // none of them
	Statuses  []string                `json:"assistantStatuses,omitempty"` // any of them: running, transferred …
	Done      *bool                   `json:"done,omitempty"`              // false: open
	FollowUp  string                  `json:"followUp,omitempty"`          // the channel
	From      int64                   `json:"from,omitempty"`              // it started then or later, Unix milliseconds
	To        int64                   `json:"to,omitempty"`                // it started before
	Assistant model.AssistantID       `json:"assistant,omitempty"`
	Sources   []conversation.Source   `json:"sources,omitempty"`
	Channels  []string                `json:"channels,omitempty"`
	Text      string                  `json:"text,omitempty"` // words of which each is found in name, company, persona, e-mail or phone
}

// Narrows reports whether what the filter finds is part of what the other finds:
// it differs only in that more was typed.
func (f *Filter) Narrows(other *Filter) bool {
	a, b := wordsIn(f.Text), wordsIn(other.Text)
	if !a.narrows(&b) {
		return false
	}
	for _, typed := range [][2]string{{f.Email, other.Email}, {f.Company, other.Company}, {f.Persona, other.Persona}} {
		if !contains(typed[0], folded(typed[1])) || typed[1] != folded(typed[1]) {
			return false
		}
	}
	return same(f.MinScore, other.MinScore) && same(f.MaxScore, other.MaxScore) && same(f.Done, other.Done) &&
		slices.Equal(f.Is, other.Is) && slices.Equal(f.IsNot, other.IsNot) && slices.Equal(f.Statuses, other.Statuses) &&
		slices.Equal(f.Sources, other.Sources) && slices.Equal(f.Channels, other.Channels) &&
		f.FollowUp == other.FollowUp && f.Assistant == other.Assistant && f.From == other.From && f.To == other.To
}

func same[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }
