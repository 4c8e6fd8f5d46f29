package intents

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/intent"
	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
)

// reader shows a predefined intent that is not taken up.
type reader struct {
	of    intent.Definition
	top   int // the first line shown
	lines int // as last drawn
	room  int
}

func (r *reader) show(d *intent.Definition) {
	if d == nil {
		*r = reader{}
		return
	}
	if r.of.ID != d.ID {
		r.top = 0
	}
	r.of = *d
}

// update scrolls.
func (r *reader) update(msg tea.Msg) {
	by := 0
	switch m := msg.(type) {
	case tea.KeyMsg:
		by = map[string]int{"up": -1, "k": -1, "down": 1, "j": 1, "pgup": -r.room, "pgdown": r.room, "home": -r.lines, "g": -r.lines, "end": r.lines, "G": r.lines}[m.String()]
	case tea.MouseMsg:
		by = map[tea.MouseButton]int{tea.MouseButtonWheelUp: -3, tea.MouseButtonWheelDown: 3}[m.Button]
	}
	r.top = max(min(r.top+by, r.lines-r.room), 0)
}

// predefined draws a predefined intent that is not taken up.
func (s *Screen) predefined(p layout.Rect) string {
	look, r := s.styles, &s.reader
	w := max(p.W-4, 1)
	var lines []string
	say := func(ink canvas.Ink, text string) {
		for _, l := range canvas.Wrap(text, w) {
			lines = append(lines, " "+ink.Render(l))
		}
	}
	say(look.Text.Ink, r.of.Description)
	lines = append(lines, "")
	say(look.Muted.Ink, "Predefined, and not taken up yet: enter makes it one of this workspace's, with these "+plural(len(r.of.Phrases), "phrase")+". Keywords and phrases of your own can be added then.")
	lines = append(lines, "")
	for _, phrase := range r.of.Phrases {
		say(look.Text.Ink, look.Glyphs.Dot+" "+phrase)
	}
	r.lines, r.room = len(lines), max(p.H-2, 1)
	r.top = max(min(r.top, r.lines-r.room), 0)
	frame := look.Frame(r.of.Name, "predefined", s.window.focus == layout.Middle)
	frame.Scroll = canvas.Scroll{Top: r.top, Shown: r.room, Total: r.lines}
	return frame.Draw(canvas.FitLines(lines[r.top:min(r.top+r.room, r.lines)], max(p.W-2, 0), r.room), p.W, p.H)
}
