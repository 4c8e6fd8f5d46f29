//go:build unix

package terminal

// Copy puts a text on the terminal's clipboard, as far as the terminal has one:
// there is no answer. It may be called from any goroutine.
func (t *Terminal) Copy(text string) error {
	if len(text) > maxClipboard {
		return &TooLongError{len(text)}
	}
	return t.tty.write(clipboard(text))
}
