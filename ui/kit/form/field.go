package form

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Kind is what a field holds and how it is edited.
type Kind int

// The kinds. Every value is a string: a toggle's "true" or "false", a number's digits, a duration's as time.Duration
// writes it, a choice's option ID.
const (
	Line     Kind = iota // one line of text
	Text                 // text of several lines
	Choice               // one of the options
	Toggle               // yes or no
	Number               // a whole number
	Duration             // a length of time
	Note                 // not editable: a heading or an explanation
)

// Option is one value of a Choice. Disabled says why it does not fit here.
type Option struct {
	ID, Label, Detail, Disabled string
}

// Field is one setting. The parent owns the value: it sets it, hears of changes, and sets it again.
type Field struct {
	// Key names the field in Changed; Label stands beside the value, Hint below it while it has the focus.
	Key, Label, Hint string
	Kind             Kind
	Value            string
	// Error is what is wrong with the value, shown below it.
	Error string
	// Options are a Choice's; Picker titles its picker and AllowNew lets it make what is missing.
	Options  []Option
	AllowNew bool
	// Min and Max bound a Number where Max is greater; for a Duration they are seconds.
	Min, Max int
	// Limit is the most characters of a text; 0 is the editor's own limit.
	Limit int
	// Placeholder stands in an empty field.
	Placeholder string
	// Disabled says why the field cannot be changed here.
	Disabled string
}

// check turns what was typed into a value, or says what is wrong.
func (f Field) check(text string) (value, problem string) {
	switch f.Kind {
	case Number:
		t := strings.TrimSpace(text)
		n, err := strconv.Atoi(strings.ReplaceAll(t, ",", ""))
		if err != nil {
			return "", "a whole number is needed, such as " + strconv.Itoa(max(f.Min, 1))
		}
		if f.Max > f.Min && (n < f.Min || n > f.Max) {
			return "", fmt.Sprintf("from %d to %d", f.Min, f.Max)
		}
		return strconv.Itoa(n), ""
	case Duration:
		d, err := ParseDuration(text)
		if err != nil {
			return "", err.Error()
		}
		if s := int(d / time.Second); f.Max > f.Min && (s < f.Min || s > f.Max) {
			return "", "from " + FormatDuration(time.Duration(f.Min)*time.Second) + " to " + FormatDuration(time.Duration(f.Max)*time.Second)
		}
		return d.String(), ""
	}
	return text, ""
}

// typed is the value as it is shown and edited.
func (f Field) typed() string {
	if f.Kind == Duration {
		if d, err := time.ParseDuration(f.Value); err == nil {
			return FormatDuration(d)
		}
	}
	return f.Value
}

// ParseDuration reads lengths of time as people write them: "90", "90s", "5 min", "2h 30m", "1 day", "1d 2h". A number alone
// is seconds.
func ParseDuration(text string) (time.Duration, error) {
	s := strings.ToLower(strings.TrimSpace(text))
	bad := fmt.Errorf("a length of time is needed, such as 30s, 5m, 2h or 1d")
	var total time.Duration
	found := false
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, " ,") {
		n := 0
		for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
			n++
		}
		v, err := strconv.ParseFloat(s[:n], 64)
		if err != nil || v > 1e9 {
			return 0, bad
		}
		s = strings.TrimLeft(s[n:], " ")
		u := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if u < 0 {
			u = len(s)
		}
		unit, ok := unitOf(s[:u])
		if !ok || s[:u] == "" && found {
			return 0, bad
		}
		total += time.Duration(v * float64(unit))
		found = true
		s = s[u:]
	}
	if !found || total < 0 {
		return 0, bad
	}
	return total, nil
}

func unitOf(name string) (time.Duration, bool) {
	switch name {
	case "", "s", "sec", "secs", "second", "seconds":
		return time.Second, true
	case "ms":
		return time.Millisecond, true
	case "m", "min", "mins", "minute", "minutes":
		return time.Minute, true
	case "h", "hr", "hrs", "hour", "hours":
		return time.Hour, true
	case "d", "day", "days":
		return 24 * time.Hour, true
	case "w", "week", "weeks":
		return 7 * 24 * time.Hour, true
	}
	return 0, false
}

// FormatDuration writes a length of time shortly, so that ParseDuration reads it again: "1d 2h", "5m", "0s".
func FormatDuration(d time.Duration) string {
	var parts []string
	for _, u := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}, {time.Millisecond, "ms"}} {
		if n := d / u.of; n > 0 {
			parts = append(parts, strconv.FormatInt(int64(n), 10)+u.name)
			d -= n * u.of
		}
	}
	if len(parts) == 0 {
		return "0s"
	}
	return strings.Join(parts, " ")
}
