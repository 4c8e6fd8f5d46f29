package terminal

import (
	"runtime"
	"strconv"
	"strings"

	"github.com/muesli/termenv"
)

// World is what the environment says about the terminal, without asking it.
type World struct {
	Profile termenv.Profile // for lipgloss.SetColorProfile
	// Dark is a guess from COLORFGBG. Known is false where there is nothing
	// to guess from; most terminals are dark then. A BackgroundMsg may tell.
	Dark, Known bool
	UTF8        bool // the locale's character set
}

// Environment reads the environment, such as os.Getenv does.
func Environment(getenv func(string) string) World {
	w := World{Profile: profile(getenv), UTF8: utf8Locale(getenv)}
	w.Dark, w.Known = dark(getenv("COLORFGBG"))
	return w
}

// profile is how many colours there are. NO_COLOR wins over everything, then
// CLICOLOR_FORCE and CLICOLOR=0, then what the terminal says of itself.
func profile(getenv func(string) string) termenv.Profile {
	has := capable(getenv)
	force := getenv("CLICOLOR_FORCE")
	switch {
	case getenv("NO_COLOR") != "":
		return termenv.Ascii
	case force != "" && force != "0":
		return min(has, termenv.ANSI) // the profiles count down from all colours
	case getenv("CLICOLOR") == "0":
		return termenv.Ascii
	}
	return has
}

func capable(getenv func(string) string) termenv.Profile {
	name := getenv("TERM")
	base, _, _ := strings.Cut(name, "-")
	direct := getenv("COLORTERM") == "truecolor" || getenv("COLORTERM") == "24bit"
	switch {
	case name == "dumb", name == "" && runtime.GOOS != "windows":
		return termenv.Ascii
	case base == "screen" && getenv("TERM_PROGRAM") != "tmux" && direct:
		return termenv.ANSI256 // screen passes the variable on, but not the colours
	case direct, getenv("WT_SESSION") != "", strings.HasSuffix(name, "-direct"), strings.HasSuffix(name, "truecolor"):
		return termenv.TrueColor
	}
	switch name {
	case "xterm-kitty", "xterm-ghostty", "alacritty", "alacritty-direct", "wezterm", "contour", "foot", "foot-extra", "rio":
		return termenv.TrueColor
	}
	switch getenv("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "ghostty", "vscode", "Hyper", "mintty":
		if base != "screen" && base != "tmux" {
			return termenv.TrueColor
		}
	}
	if strings.Contains(name, "256color") || base == "tmux" {
		return termenv.ANSI256
	}
	if strings.HasPrefix(name, "vt1") || strings.HasPrefix(name, "vt2") || strings.HasSuffix(name, "-mono") || strings.HasSuffix(name, "-m") {
		return termenv.Ascii
	}
	return termenv.ANSI
}

// dark reads COLORFGBG, which is foreground;background or
// foreground;other;background, numbers of the sixteen colours.
func dark(value string) (dark, known bool) {
	last := value[strings.LastIndexByte(value, ';')+1:]
	n, err := strconv.Atoi(last)
	if err != nil || n < 0 || n > 15 || last == value {
		return true, false
	}
	return n < 7 || n == 8, true
}

func utf8Locale(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(getenv(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return runtime.GOOS == "darwin" || runtime.GOOS == "windows"
}
