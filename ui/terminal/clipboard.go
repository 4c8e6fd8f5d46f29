package terminal

import "encoding/base64"

// maxClipboard is the longest text that is put on the clipboard, in bytes; many
// terminals drop longer ones without a word.
const maxClipboard = 74_994

// clipboard is the sequence that puts a text on the terminal's clipboard (OSC 52).
func clipboard(text string) []byte {
	return []byte("\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07")
}

// TooLongError is why a text was not put on the clipboard.
type TooLongError struct{ Bytes int }

// Error says so.
func (e *TooLongError) Error() string { return "the text is too long for the terminal's clipboard" }
