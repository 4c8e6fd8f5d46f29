package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley/engine/conversation"
	"parley/engine/listing"
	"parley/engine/text"
	"parley/store/conversations"
)

// Period is a span of time that moves with the present.
type Period string

// The periods that conversations are looked for in.
const (
	AnyTime   Period = ""
	ThisWeek  Period = "this week" // since Monday
	ThisMonth Period = "this month"
)

// Since is when the period that a moment is in began, in the moment's time zone;
// zero for any time.
func (p Period) Since(now time.Time) time.Time {
	switch p {
	case ThisWeek:
		return time.Date(now.Year(), now.Month(), now.Day()-int(now.Weekday()+6)%7, 0, 0, 0, 0, now.Location())
	case ThisMonth:
		return time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location())
	}
	return time.Time{}
}

// Search is what somebody looks for among conversations, as it is kept under a name.
type Search struct {
	listing.Filter
	When Period `json:"when,omitempty"` // instead of From
}

// At is the filter that the search is at a moment, which tells the time zone too.
func (s Search) At(now time.Time) listing.Filter {
	f := s.Filter
	if since := s.When.Since(now); !since.IsZero() {
		f.From = since.UnixMilli()
	}
	return f
}

// Say tells what is looked for, in words; days are those of the zone.
func (s Search) Say(zone *time.Location) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	for _, p := range [...]struct{ name, value string }{{"", quotedText(s.Text)}, {"e-mail ", s.Email}, {"company ", s.Company}, {"persona ", s.Persona}} {
		if p.value != "" {
			add("%s%s", p.name, text.Clean(p.value))
		}
	}
	switch {
	case s.MinScore != nil && s.MaxScore != nil:
		add("score %d to %d", *s.MinScore, *s.MaxScore)
	case s.MinScore != nil:
		add("score %d and more", *s.MinScore)
	case s.MaxScore != nil:
		add("score %d and less", *s.MaxScore)
	}
	if len(s.Is) > 0 {
		add("%s", joined(s.Is))
	}
	if len(s.IsNot) > 0 {
		add("not %s", joined(s.IsNot))
	}
	if len(s.Statuses) > 0 {
		add("%s", joined(s.Statuses))
	}
	if s.Done != nil {
		add("%s", map[bool]string{true: "done", false: "open"}[*s.Done])
	}
	if s.FollowUp != "" {
		add("follow up by %s", text.Clean(s.FollowUp))
	}
	return strings.Join(append(parts, s.whereAndWhen(zone)...), ", ")
}

// whereAndWhen tells the rest of what is looked for.
func (s Search) whereAndWhen(zone *time.Location) []string {
	var parts []string
	day := func(ms int64) string {
		at := time.UnixMilli(ms).In(zone)
		if at.Equal(time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, zone)) {
			return at.Format(time.DateOnly)
		}
		return at.Format("2006-01-02 15:04")
	}
	switch {
	case s.When != AnyTime:
		parts = append(parts, string(s.When))
	case s.From != 0:
		parts = append(parts, "since "+day(s.From))
	}
	if s.To != 0 {
		parts = append(parts, "before "+day(s.To))
	}
	if s.Assistant != "" {
		parts = append(parts, text.Clean(string(s.Assistant)))
	}
	if len(s.Channels) > 0 {
		parts = append(parts, joined(s.Channels))
	}
	if len(s.Sources) > 0 && !slices.Equal(s.Sources, Kept()) {
		parts = append(parts, joined(s.Sources))
	}
	return parts
}

func quotedText(s string) string {
	if s == "" {
		return ""
	}
	return `"` + s + `"`
}

// joined are words of which any is wanted.
func joined[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = text.Clean(string(w))
	}
	return strings.Join(out, " or ")
}

// Named is a search that is kept under a name.
type Named struct {
	Name string `json:"name"`
	Search
}

// Kept are the sources that are listed unless others are named: previews and tests
// are no customers.
func Kept() []conversation.Source {
	return []conversation.Source{conversation.Live, conversation.Simulated}
}

// shipped are the searches that every workspace begins with.
func shipped() []Named {
	half := 50
	return []Named{{"score 50 and more, not yet handed off", Search{Filter: listing.Filter{MinScore: &half, IsNot: []conversation.Standing{conversation.HandedOff}, Sources: Kept()}}}}
}

// searchesSetting keeps the searches that a person has named, as JSON.
const searchesSetting = "conversation filters"

// Searches lists the searches that are kept: what ships first, then a person's own
// by name. One of the same name replaces what ships.
func (d *Desk) Searches() []Named {
	out := shipped()
	for _, n := range d.ownSearches() {
		if i := indexOf(out, n.Name); i >= 0 {
			out[i] = n
		} else {
			out = append(out, n)
		}
	}
	return out
}

func (d *Desk) ownSearches() []Named {
	var own []Named
	if err := json.Unmarshal([]byte(d.Setting(searchesSetting)), &own); err != nil {
		return nil
	}
	return own
}

func indexOf(all []Named, name string) int {
	return slices.IndexFunc(all, func(n Named) bool { return strings.EqualFold(n.Name, name) })
}

// SearchNamed is the search that is kept under a name, or an error that names the nearest.
func (d *Desk) SearchNamed(name string) (Named, error) {
	all := d.Searches()
	if i := indexOf(all, name); i >= 0 {
		return all[i], nil
	}
	var names []string
	for _, n := range all {
		names = append(names, n.Name)
	}
	return Named{}, errors.New("there is no filter " + `"` + name + `": ` + suggestion(name, names))
}

// KeepSearchWork keeps a search under a name, apart from the desk; one of that name
// is replaced.
func (d *Desk) KeepSearchWork(name string, s Search) func() error {
	n := Named{strings.Join(strings.Fields(text.Clean(name)), " "), s}
	own := d.ownSearches()
	if i := indexOf(own, n.Name); i >= 0 {
		own[i] = n
	} else {
		own = append(own, n)
	}
	return d.setSearches(own)
}

// ForgetSearchWork forgets a search of a person's own, apart from the desk. What
// ships cannot be forgotten, only replaced.
func (d *Desk) ForgetSearchWork(name string) (func() error, error) {
	own := d.ownSearches()
	i := indexOf(own, name)
	if i < 0 {
		if indexOf(shipped(), name) >= 0 {
			return nil, errors.New("the filter " + `"` + name + `" ships with parley and stays`)
		}
		_, err := d.SearchNamed(name)
		return nil, err
	}
	return d.setSearches(slices.Delete(own, i, i+1)), nil
}

func (d *Desk) setSearches(own []Named) func() error {
	slices.SortFunc(own, func(a, b Named) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	data, err := json.Marshal(own)
	return func() error {
		if err != nil {
			return err
		}
		return d.SetSetting(searchesSetting, string(data))
	}
}

// conversationError tells what was asked for in vain from a file that cannot be used.
func conversationError(err error) error {
	if errors.Is(err, conversations.ErrNone) {
		return err
	}
	return unusable(err)
}
