package terminal

import "testing"

func TestTheClipboardIsOneSequence(t *testing.T) {
	if got := string(clipboard("route-to-team")); got != "\x1b]52;c;cm91dGUtdG8tdGVhbQ==\x07" {
		t.Errorf("%q", got)
	}
	if err := New(Options{}).Copy(string(make([]byte, maxClipboard+1))); err == nil {
		t.Error("a text that is too long is refused")
	}
}
