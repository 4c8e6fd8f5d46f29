// Package keys names what keys do: bindings from which help, the bottom line and the palette are made.
package keys

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// Mode says what a printable key means.
type Mode int

// In Move letters act; in Type, with a cursor in a text, every printable key is text.
const (
	Move Mode = iota
	Type
)

// String is the mode's name as the bottom line shows it.
func (m Mode) String() string {
	if m == Type {
		return "Type"
	}
	return "Move"
}

// Binding is one thing keys can do. The same value serves to match keys and to explain them.
type Binding struct {
	// ID names the action for the one who carries it out, such as "dialog.new".
	ID string
	// Keys are key names as Bubble Tea writes them ("ctrl+k", "enter", "a", " "), the first one to be shown.
	Keys []string
	// Label is the short name for the bottom line, Help a sentence for the help page and the palette.
	Label, Help string
	// Group heads it on the help page.
	Group string
	// Hidden keeps it out of the palette, for plain movements.
	Hidden bool
	// Disabled says why it cannot act now; nil or "" means it can.
	Disabled func() string
	// Firm keeps its key where it cannot act: the reason is told, and nothing else that has the key is done.
	Firm bool
}

// Reason is why the binding cannot act now, empty where it can.
func (b Binding) Reason() string {
	if b.Disabled == nil {
		return ""
	}
	return b.Disabled()
}

// With returns the binding with a reason function, so that a shared binding can be disabled where it is used.
func (b Binding) With(disabled func() string) Binding {
	b.Disabled = disabled
	return b
}

// Match tells whether a key in Move belongs to the binding. Pasted text never does.
func (b Binding) Match(msg tea.KeyMsg) bool { return b.MatchIn(Move, msg) }

// MatchIn is Match in a mode: in Type a printable key is text and belongs to no binding.
func (b Binding) MatchIn(mode Mode, msg tea.KeyMsg) bool {
	if msg.Paste || mode == Type && Printable(msg) {
		return false
	}
	name := msg.String()
	for _, k := range b.Keys {
		if k == name || k == "space" && name == " " {
			return true
		}
	}
	return false
}

// Shown is the keys as a person reads them, all of them with " or " between.
func (b Binding) Shown() string {
	names := make([]string, 0, len(b.Keys))
	for _, k := range b.Keys {
		names = append(names, Display(k))
	}
	return strings.Join(names, " or ")
}

// First is the first key as a person reads it in a mode: in Type the first that is not a printable one. It is empty where
// no key works.
func (b Binding) First(mode Mode) string {
	for _, k := range b.Keys {
		if mode == Move || !printableName(k) {
			return Display(k)
		}
	}
	return ""
}

// Printable tells whether a key message is text: letters, a blank, or a paste.
func Printable(msg tea.KeyMsg) bool {
	return (msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace) && !msg.Alt
}

func printableName(k string) bool {
	return k == "space" || utf8.RuneCountInString(k) == 1
}

// Display is how a key is written for people: arrows as arrows, the rest in plain words.
func Display(key string) string {
	switch key {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case " ":
		return "space"
	case "pgdown":
		return "pgdn"
	}
	if rest, ok := strings.CutPrefix(key, "shift+"); ok {
		return "shift+" + Display(rest)
	}
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok && len(rest) > 1 {
		return "ctrl+" + Display(rest)
	}
	return key
}

// Set is an ordered group of bindings; what stands first wins and is shown first.
type Set []Binding

// Join puts sets in one row; of bindings with the same ID the first stays.
func Join(sets ...Set) Set {
	var out Set
	seen := map[string]bool{}
	for _, s := range sets {
		for _, b := range s {
			if b.ID != "" && seen[b.ID] {
				continue
			}
			seen[b.ID] = true
			out = append(out, b)
		}
	}
	return out
}

// Match finds the binding of a key. Of several with the same key the first that can act wins; where none can, the first,
// so that its reason can be told.
func (s Set) Match(mode Mode, msg tea.KeyMsg) (Binding, bool) {
	var blocked *Binding
	for i := range s {
		if !s[i].MatchIn(mode, msg) {
			continue
		}
		if s[i].Reason() == "" {
			return s[i], true
		}
		if blocked == nil {
			blocked = &s[i]
		}
	}
	if blocked != nil {
		return *blocked, true
	}
	return Binding{}, false
}

// Find returns the binding of an ID.
func (s Set) Find(id string) (Binding, bool) {
	for _, b := range s {
		if b.ID == id {
			return b, true
		}
	}
	return Binding{}, false
}

// Pick returns the bindings of some IDs in that order, for the bottom line.
func (s Set) Pick(ids ...string) Set {
	var out Set
	for _, id := range ids {
		if b, ok := s.Find(id); ok {
			out = append(out, b)
		}
	}
	return out
}

// Conflicts lists keys that more than one binding claims, as "key: id, id"; a test of a screen keeps it empty.
func (s Set) Conflicts() []string {
	owner := map[string][]string{}
	var order []string
	for _, b := range s {
		for _, k := range b.Keys {
			if len(owner[k]) == 0 {
				order = append(order, k)
			}
			owner[k] = append(owner[k], b.ID)
		}
	}
	var out []string
	for _, k := range order {
		if len(owner[k]) > 1 {
			out = append(out, Display(k)+": "+strings.Join(owner[k], ", "))
		}
	}
	return out
}
