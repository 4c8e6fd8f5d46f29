package check

import "github.com/warthog618/sms"

// segments counts the SMS that a text is sent as: 160 characters of the GSM
// alphabet in one or 153 in each of several, 70 and 67 where it needs the wider one.
func segments(s string) int {
	if isPlain(s) {
		return 1
	}
	parts, err := sms.Encode([]byte(s))
	if err != nil {
		return 0
	}
	return len(parts)
}

// isPlain tells the common case quickly: up to 160 letters, digits and marks
// that the GSM alphabet has.
func isPlain(s string) bool {
	if len(s) > 160 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= ' ' && c <= '?', c == '\n':
		default:
			return false
		}
	}
	return true
}
