// Package themes holds the colours parley is drawn in, one embedded file per theme.
package themes

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed *.json
var files embed.FS

// Colour is a hexadecimal colour such as "#82AAFF"; empty means the terminal's own.
type Colour string

// Colours names every role a colour plays, so that a screen never mentions a colour itself.
type Colours struct {
	// Background is what the theme is designed on; it is painted only where Theme.Paint or the screen says so.
	Background Colour `json:"background"`
	// Surface lies under raised parts: dialogs and the bottom line.
	Surface Colour `json:"surface"`
	// Text is ordinary writing, Muted its quieter companion for hints and labels.
	Text  Colour `json:"text"`
	Muted Colour `json:"muted"`
	// Accent is the one colour that leads the eye; OnAccent is readable on it.
	Accent   Colour `json:"accent"`
	OnAccent Colour `json:"on_accent"`
	// Border frames a pane, BorderFocused the pane that has the keys.
	Border        Colour `json:"border"`
	BorderFocused Colour `json:"border_focused"`
	// Linked, Unlinked, Intent and Final colour the anchors of dialogs.
	Linked   Colour `json:"linked"`
	Unlinked Colour `json:"unlinked"`
	Intent   Colour `json:"intent"`
	Final    Colour `json:"final"`
	// Warning, Error and Success colour findings and outcomes.
	Warning Colour `json:"warning"`
	Error   Colour `json:"error"`
	Success Colour `json:"success"`
	// Bot and Customer are the two kinds of chat bubble.
	BotFg      Colour `json:"bot_fg"`
	BotBg      Colour `json:"bot_bg"`
	CustomerFg Colour `json:"customer_fg"`
	CustomerBg Colour `json:"customer_bg"`
	// Selection is the chosen row of a list and selected text.
	SelectionFg Colour `json:"selection_fg"`
	SelectionBg Colour `json:"selection_bg"`
	// Match marks what a filter found, Code marks variables and code.
	Match Colour `json:"match"`
	Code  Colour `json:"code"`
	// Chart colours series in order.
	Chart []Colour `json:"chart"`
}

// Theme is one look: a name to store, a title to show, and its colours.
type Theme struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	// Dark says whether the theme is meant for a dark terminal.
	Dark bool `json:"dark"`
	// Paint asks for the background to be painted even on a terminal of the same kind.
	Paint   bool    `json:"paint"`
	Colours Colours `json:"colours"`
}

// Names lists the themes in the order a picker shows them, without reading any of them.
func Names() []string {
	return []string{"dark", "light", "high-contrast-dark", "high-contrast-light", "colour-blind-dark", "colour-blind-light"}
}

// All returns every theme in the order of Names; a file that cannot be read is left out.
func All() []Theme {
	var all []Theme
	for _, n := range Names() {
		if t, err := Named(n); err == nil {
			all = append(all, t)
		}
	}
	return all
}

// Named reads one theme; the error lists the names there are.
func Named(name string) (Theme, error) {
	data, err := files.ReadFile(name + ".json")
	if err != nil {
		return Theme{}, fmt.Errorf("theme %q: there is no such theme; the themes are %s", name, strings.Join(Names(), ", "))
	}
	var t Theme
	if err := json.Unmarshal(data, &t); err != nil {
		return Theme{}, fmt.Errorf("theme %q: %w", name, err)
	}
	return t, nil
}

// Default is the theme for a terminal whose background is dark or light; it never fails.
func Default(dark bool) Theme {
	name := "light"
	if dark {
		name = "dark"
	}
	t, _ := Named(name)
	return t
}
