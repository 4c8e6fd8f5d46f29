package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/dialog"
	"parley/ui/kit/keys"
	"parley/ui/kit/styles"
)

// help is the page of keys, as a dialog.
type help struct {
	styles *styles.Styles
	set    keys.Set
	top    int
	lines  int
	room   int
}

func newHelp(st *styles.Styles, set keys.Set) *help { return &help{styles: st, set: set} }

// Update scrolls; any other key closes.
func (h *help) Update(msg tea.Msg) (dialog.Answer, bool) {
	switch m := msg.(type) {
	case tea.MouseMsg:
		switch m.Button {
		case tea.MouseButtonWheelUp:
			h.top -= 3
		case tea.MouseButtonWheelDown:
			h.top += 3
		}
	case tea.KeyMsg:
		switch m.String() {
		case "up", "k":
			h.top--
		case "down", "j":
			h.top++
		case "pgup":
			h.top -= h.room
		case "pgdown", " ":
			h.top += h.room
		default:
			return dialog.Answer{Cancelled: true}, true
		}
	}
	h.top = max(min(h.top, h.lines-h.room), 0)
	return dialog.Answer{}, false
}

// Size is as high as the keys take.
func (h *help) Size(w, height int) (int, int) {
	width := min(76, w-4)
	return width, min(len(h.set.Help(width-4, h.styles))+2, height-2)
}

// Draw shows the keys by group.
func (h *help) Draw(w, height int) string {
	lines := h.set.Help(max(w-4, 1), h.styles)
	h.lines, h.room = len(lines), max(height-2, 1)
	h.top = max(min(h.top, h.lines-h.room), 0)
	frame := h.styles.Frame("Keys", "any key closes", true)
	frame.Scroll = canvas.Scroll{Top: h.top, Shown: h.room, Total: h.lines}
	shown := lines[h.top:min(h.top+h.room, len(lines))]
	return frame.Draw(" "+strings.Join(shown, "\n "), w, height)
}

// Typing is never the case.
func (h *help) Typing() bool { return false }

// SetStyles changes the look.
func (h *help) SetStyles(st *styles.Styles) { h.styles = st }
