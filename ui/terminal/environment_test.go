package terminal

import (
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

func env(pairs string) func(string) string {
	m := map[string]string{}
	for p := range strings.FieldsSeq(pairs) {
		k, v, _ := strings.Cut(p, "=")
		m[k] = v
	}
	return func(k string) string { return m[k] }
}

func TestEnvironment(t *testing.T) {
	for _, c := range []struct {
		env     string
		profile termenv.Profile
		dark    bool
		known   bool
		utf8    bool
	}{
		{"TERM=xterm-256color LANG=en_US.UTF-8", termenv.ANSI256, true, false, true},
		{"TERM=xterm-256color COLORTERM=truecolor LANG=C", termenv.TrueColor, true, false, false},
		{"TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1", termenv.Ascii, true, false, false},
		{"TERM=xterm LC_ALL=de_DE.utf8 LANG=C", termenv.ANSI, true, false, true},
		{"TERM=xterm LC_ALL=C LANG=en_US.UTF-8", termenv.ANSI, true, false, false},
		{"TERM=dumb CLICOLOR_FORCE=1", termenv.ANSI, true, false, false},
		{"TERM=dumb", termenv.Ascii, true, false, false},
		{"TERM=xterm-256color CLICOLOR=0", termenv.Ascii, true, false, false},
		{"TERM=xterm-256color CLICOLOR=0 CLICOLOR_FORCE=1", termenv.ANSI256, true, false, false},
		{"TERM=screen-256color COLORTERM=truecolor", termenv.ANSI256, true, false, false},
		{"TERM=screen-256color COLORTERM=truecolor TERM_PROGRAM=tmux", termenv.TrueColor, true, false, false},
		{"TERM=tmux", termenv.ANSI256, true, false, false},
		{"TERM=xterm-kitty", termenv.TrueColor, true, false, false},
		{"TERM=linux", termenv.ANSI, true, false, false},
		{"TERM=vt220", termenv.Ascii, true, false, false},
		{"TERM=xterm COLORFGBG=0;15", termenv.ANSI, false, true, false},
		{"TERM=xterm COLORFGBG=15;default;0", termenv.ANSI, true, true, false},
		{"TERM=xterm COLORFGBG=0;7", termenv.ANSI, false, true, false},
		{"TERM=xterm COLORFGBG=15;8", termenv.ANSI, true, true, false},
		{"TERM=xterm COLORFGBG=default;default", termenv.ANSI, true, false, false},
		{"TERM=xterm COLORFGBG=7", termenv.ANSI, true, false, false},
	} {
		want := World{Profile: c.profile, Dark: c.dark, Known: c.known, UTF8: c.utf8}
		if got := Environment(env(c.env)); got != want {
			t.Errorf("%s: %+v, want %+v", c.env, got, want)
		}
	}
}
