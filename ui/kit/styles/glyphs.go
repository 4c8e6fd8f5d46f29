package styles

import (
	"strings"

	"parley/ui/kit/canvas"
)

// Glyphs is a set of marks. Anchors (Linked, Unlinked, Final) take three cells in every set; the others one, if not said
// otherwise.
type Glyphs struct {
	// Name is what the setting stores: unicode, ascii or emoji. Title names the set for people.
	Name, Title string
	// Linked, Unlinked and Final are the anchors of dialogs: reached, not reached, ending the conversation.
	Linked, Unlinked, Final string
	// Intent marks a dialog an intent starts: one cell, two in the ASCII and emoji sets.
	Intent string
	// Here points at the current row, Back at what speaks now, To leads to another dialog (two cells in ASCII).
	Here, Back, To string
	// Prompt stands before a line to type in.
	Prompt string
	// Check, Cross, Warn and Bullet mark findings and list rows.
	Check, Cross, Warn, Bullet string
	// On and Off are a choice, Ticked and Unticked a toggle (three cells).
	On, Off, Ticked, Unticked string
	// Up, Down, Left, Right are arrows in texts; Ellipsis ends what is shortened; Dot stands between parts.
	Up, Down, Left, Right, Ellipsis, Dot string
	// Rule draws a horizontal line; Full and Empty a gauge; Levels a column from low to high.
	Rule, Full, Empty string
	Levels            []string
	// Border frames panes; BorderFocused tells the focused one apart where there is no colour.
	Border, BorderFocused canvas.Border
}

// Unicode is the usual set; none of its marks has an emoji form.
func Unicode() Glyphs {
	heavy := canvas.Border{TopLeft: "┏", Top: "━", TopRight: "┓", Right: "┃", BottomRight: "┛", Bottom: "━", BottomLeft: "┗", Left: "┃", Thumb: "█", Track: "┃"}
	return Glyphs{Name: "unicode", Title: "Unicode", Linked: "╰┴╯", Unlinked: "╰╳╯", Final: "╰■╯", Intent: "◇", Here: "▸", Back: "◂", To: "↳", Prompt: "❯",
		Check: "✓", Cross: "✗", Warn: "!", Bullet: "•", On: "●", Off: "○", Ticked: "[✓]", Unticked: "[ ]",
		Up: "↑", Down: "↓", Left: "←", Right: "→", Ellipsis: "…", Dot: "·", Rule: "─", Full: "▓", Empty: "░",
		Levels: []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}, Border: canvas.Rounded(), BorderFocused: heavy}
}

// ASCII is for terminals whose locale is not UTF-8 and for the Linux console.
func ASCII() Glyphs {
	focused := canvas.Border{TopLeft: "#", Top: "=", TopRight: "#", Right: "#", BottomRight: "#", Bottom: "=", BottomLeft: "#", Left: "#", Thumb: "@", Track: "#"}
	return Glyphs{Name: "ascii", Title: "ASCII", Linked: "(+)", Unlinked: "(x)", Final: "[=]", Intent: "<>", Here: ">", Back: "<", To: "->", Prompt: ">",
		Check: "+", Cross: "x", Warn: "!", Bullet: "*", On: "*", Off: "o", Ticked: "[x]", Unticked: "[ ]",
		Up: "^", Down: "v", Left: "<", Right: ">", Ellipsis: "~", Dot: "-", Rule: "-", Full: "#", Empty: ".",
		Levels: []string{".", ":", "-", "=", "+", "*", "%", "#"}, Border: canvas.Plain(), BorderFocused: focused}
}

// Emoji is an optional set with pictures for the anchors; their colours are the terminal's.
func Emoji() Glyphs {
	g := Unicode()
	g.Name, g.Title = "emoji", "Emoji"
	g.Linked, g.Unlinked, g.Final, g.Intent = "⚓ ", "❌ ", "🏁 ", "💡"
	return g
}

// GlyphSets returns every set, the usual one first.
func GlyphSets() []Glyphs { return []Glyphs{Unicode(), Emoji(), ASCII()} }

// GlyphsNamed returns the set of a stored name; anything unknown is Unicode.
func GlyphsNamed(name string) Glyphs {
	switch name {
	case "ascii":
		return ASCII()
	case "emoji":
		return Emoji()
	}
	return Unicode()
}

// GlyphsFor chooses between Unicode and ASCII from the environment: the locale's character set and the kind of terminal.
func GlyphsFor(getenv func(string) string) Glyphs {
	if t := getenv("TERM"); t == "linux" || t == "vt100" || t == "vt220" {
		return ASCII()
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(getenv(name)); v != "" {
			if strings.Contains(v, "utf-8") || strings.Contains(v, "utf8") {
				return Unicode()
			}
			return ASCII()
		}
	}
	return ASCII()
}
