package ui

import (
	"slices"
	"strings"
	"time"

	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
)

// hintsSetting keeps which hints were shown, with commas between.
const hintsSetting = "hints"

// hintTime is how long a hint is shown.
const hintTime = 20 * time.Second

// hint is a quiet line shown once, where something is used for the first time.
type hint struct {
	text  string
	where string // the place it is about; it goes when the keys go elsewhere
	seen  []string
}

type hintOver struct{ where string }

// whereabouts names where the keys are.
func (m *Model) whereabouts() string {
	switch {
	case m.at == atAssistants:
		return "assistants"
	case m.at != atBuild || m.screen.Assistant() == nil:
		return ""
	case m.screen.Mode() == keys.Type && m.screen.Focused() == layout.Middle:
		return "text"
	case m.screen.Focused() == layout.Middle && m.screen.ShowsSettings():
		return "settings"
	case m.screen.Held() != nil && m.screen.Focused() == layout.Right:
		return "live"
	}
	return [...]string{"sidebar", "editor", "preview"}[m.screen.Focused()]
}

// firstUse is what is good to know where one is for the first time.
func firstUse(where string) string {
	switch where {
	case "sidebar":
		return "the anchor tells where a dialog leads; f follows it; ctrl+k finds everything"
	case "editor":
		return "i writes in the text; a adds below; t plays the preview to here"
	case "settings":
		return "what check finds stands beside its field; esc goes back to the dialog"
	case "text":
		return "every key is text now; ctrl+g puts in dynamic text; esc leaves"
	case "preview":
		return "i replies; [ takes an answer back; enter on a bubble goes to what said it"
	case "live":
		return "i replies as the customer; A acts as an agent; L ends the live conversation"
	case "assistants":
		return "enter opens one in Build; n makes one; C copies it as the other type"
	}
	return ""
}

// suggest shows the hint of a place that the keys are in for the first time, and
// takes away the one before.
func (m *Model) suggest() {
	where := m.whereabouts()
	if m.w == 0 || m.dialogs.Open() || where == m.hint.where {
		return
	}
	if m.hint.text != "" {
		m.hint.text, m.frame = "", ""
	}
	m.hint.where = where
	text := firstUse(where)
	if text == "" || slices.Contains(m.hint.seen, where) {
		return
	}
	m.hint.seen = append(m.hint.seen, where)
	m.hint.text, m.frame = text, ""
	m.remember(hintsSetting, strings.Join(m.hint.seen, ","))
	m.cmds = append(m.cmds, m.later(hintTime, hintOver{where}))
}

// withHint lays the hint at the right of the strip, or in its place where there
// is no room for both.
func (m *Model) withHint(strip string) string {
	if m.hint.text == "" {
		return strip
	}
	text := m.styles.Placeholder.Render(m.hint.text) + " "
	if canvas.Width(strip)+canvas.Width(text)+3 > m.w {
		return " " + canvas.TruncateTail(text, max(m.w-2, 1), m.styles.Glyphs.Ellipsis)
	}
	return canvas.Spread(strip, text, m.w)
}
