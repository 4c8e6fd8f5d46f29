package session

import (
	"net/mail"
	"strconv"
	"strings"
	"time"

	"parley/engine/model"
)

// Format is what a text question expects.
type Format string

// The formats; the empty one takes anything.
const (
	EmailFormat  Format = "email"
	PhoneFormat  Format = "phone"
	NumberFormat Format = "number"
	DateFormat   Format = "date"
	yesNoFormat  Format = "boolean"
)

func (f Format) name() string {
	switch f {
	case EmailFormat:
		return "e-mail address"
	case PhoneFormat:
		return "phone number"
	case yesNoFormat:
		return "yes or no"
	}
	return string(f)
}

// formatOf is the format that an attribute's type asks for: one whose values
// could not be saved as text.
func formatOf(t model.AttributeType) Format {
	switch t {
	case model.TypeNumber:
		return NumberFormat
	case model.TypeDate:
		return DateFormat
	case model.TypeBoolean:
		return yesNoFormat
	}
	return ""
}

// Read reads what a customer wrote; ok is false where it is not of the format.
// E-mail addresses come in lower case, phone numbers as + and digits where they
// begin with +, dates as YYYY-MM-DD.
func (f Format) Read(said string) (v model.Value, ok bool) {
	said = strings.TrimSpace(said)
	switch f {
	case EmailFormat:
		return readEmail(said)
	case PhoneFormat:
		return readPhone(said)
	case NumberFormat:
		return readNumber(said)
	case DateFormat:
		return readDate(said)
	case yesNoFormat:
		return readYesNo(said)
	}
	return model.TextOf(said), true
}

func readEmail(s string) (model.Value, bool) {
	if isPlainEmail(s) {
		return model.TextOf(strings.ToLower(s)), true
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 254 {
		return model.Value{}, false
	}
	_, host, _ := strings.Cut(s, "@")
	if !strings.Contains(host, ".") || strings.ContainsAny(s, " \"\n") {
		return model.Value{}, false
	}
	return model.TextOf(strings.ToLower(s)), true
}

// isPlainEmail tells the usual addresses quickly: words of letters, digits and
// ._%+- with single dots, an @, and a host of two labels or more.
func isPlainEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	if at < 1 || len(s) > 254 || strings.IndexByte(s[at:], '.') < 0 {
		return false
	}
	last := byte('.')
	for i := range len(s) {
		c := s[i]
		word := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		switch {
		case word, i == at && last != '.', i < at && strings.IndexByte("_%+-", c) >= 0 && last != '.':
		case c == '-' && i > at && last != '.' && last != '@':
		case c == '.' && last != '.' && last != '@' && last != '-':
		default:
			return false
		}
		last = c
	}
	return last != '.' && last != '-' && last != '@'
}

func readPhone(s string) (model.Value, bool) {
	digits := 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" -./()", r):
		default:
			return model.Value{}, false
		}
	}
	if digits < 7 || digits > 15 {
		return model.Value{}, false
	}
	if strings.HasPrefix(s, "+") {
		s = strings.Map(func(r rune) rune {
			if r == '+' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, s)
	}
	return model.TextOf(s), true
}

// readNumber takes 1200, 1,200.50, 1.200,50 and 1 200; a lone comma before one
// or two last digits is a decimal comma.
func readNumber(s string) (model.Value, bool) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "_", "x").Replace(s)
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	switch {
	case comma > point && (point >= 0 || len(s)-comma-1 != 3) && strings.Count(s, ",") == 1:
		s = strings.ReplaceAll(s, ".", "")
		s = strings.Replace(s, ",", ".", 1)
	case comma >= 0:
		s = strings.ReplaceAll(s, ",", "")
	}
	if strings.ContainsAny(s, "xXpPiInN") {
		return model.Value{}, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return model.Value{}, false
	}
	return model.NumberOf(f), true
}

var dateLayouts = []string{
	time.DateOnly, "2006/1/2", "2.1.2006", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "January 2 2006", time.RFC3339,
}

// readDate takes the unmistakable ways to write a day; 03/04/2026 could be two
// days and is taken only where one of them cannot be.
func readDate(s string) (model.Value, bool) {
	for _, layout := range dateLayouts {
		if at, err := time.Parse(layout, s); err == nil {
			return model.TextOf(at.Format(time.DateOnly)), true
		}
	}
	dayFirst, err1 := time.Parse("2/1/2006", s)
	monthFirst, err2 := time.Parse("1/2/2006", s)
	switch {
	case err1 == nil && err2 == nil && !dayFirst.Equal(monthFirst), err1 != nil && err2 != nil:
		return model.Value{}, false
	case err1 == nil:
		return model.TextOf(dayFirst.Format(time.DateOnly)), true
	}
	return model.TextOf(monthFirst.Format(time.DateOnly)), true
}

func readYesNo(s string) (model.Value, bool) {
	switch bare(s) {
	case "yes", "y", "yeah", "yep", "true", "si", "sim", "oui", "ja":
		return model.BoolOf(true), true
	case "no", "n", "nope", "false", "nao", "non", "nein":
		return model.BoolOf(false), true
	}
	return model.Value{}, false
}
