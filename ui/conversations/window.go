package conversations

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/meter"
	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// Lay gives the panes their places in a window and returns the layout.
func (s *Screen) Lay(w, h int) layout.Layout {
	out := s.window.Lay(w, h)
	menu, cards := s.window.Rect(layout.Left).Inner(), s.window.Rect(layout.Middle).Inner()
	s.menu.SetSize(max(menu.W, 1), max(menu.H, 1))
	s.list.SetSize(max(cards.W, 1), max(cards.H-len(s.bar(cards.W)), 1))
	return out
}

// Focus gives a pane the keys.
func (s *Screen) Focus(p layout.Pane) {
	s.window.Focus(p)
	s.menu.Blur()
	s.list.Blur()
	if p != layout.Middle {
		s.endTyping()
	}
	switch p {
	case layout.Left:
		s.menu.Focus()
	case layout.Middle:
		s.list.Focus()
	}
}

// Focused is the pane that has the keys.
func (s *Screen) Focused() layout.Pane { return s.window.Focused() }

// bar is what stands over the cards: the text that is looked for, and in words what
// else is.
func (s *Screen) bar(w int) []string {
	look := s.styles
	var lines []string
	if s.typing || s.search.Text != "" {
		prompt := look.Muted.Render("/") + " "
		if s.typing {
			prompt = look.Accent.Render("/") + " "
		}
		lines = append(lines, prompt+s.query.View(max(w-2, 1)))
	}
	rest := s.search
	rest.Text = ""
	if words := rest.Say(s.zone()); words != "" {
		lines = append(lines, look.Warning.Render(canvas.TruncateTail(canvas.OneLine(words), max(w, 1), look.Glyphs.Ellipsis)))
	}
	return lines
}

// View draws one pane.
func (s *Screen) View(p layout.Pane) string {
	r, focused := s.window.Rect(p), s.window.Focused() == p
	switch p {
	case layout.Left:
		frame := s.styles.Frame("Look for", "", focused)
		frame.Scroll = s.menu.Scroll()
		return frame.Draw(s.menu.View(), r.W, r.H)
	case layout.Middle:
		return s.cardsPane(r, focused)
	}
	return s.reading(r.W, r.H, focused)
}

func (s *Screen) cardsPane(r layout.Rect, focused bool) string {
	title := "Conversations"
	if s.view != nil {
		title += " " + meter.Thousands(s.found())
		if all := s.table.Len(); all != s.found() {
			title += " of " + meter.Thousands(all)
		}
	}
	frame := s.styles.Frame(title, "", focused)
	frame.Scroll, frame.Bottom = s.list.Scroll(), s.progress()
	content := s.list.View()
	if bar := s.bar(r.Inner().W); len(bar) > 0 {
		content = strings.Join(bar, "\n") + "\n" + content
	}
	return frame.Draw(canvas.Fit(content, max(r.W-2, 0), max(r.H-2, 0)), r.W, r.H)
}

func (s *Screen) mouse(m tea.MouseMsg) []want.Want {
	hit := s.window.Mouse(m)
	if hit.Moved {
		return []want.Want{want.Run{Binding: "layout"}}
	}
	if !hit.Inside {
		return nil
	}
	if hit.Pressed && hit.Pane != s.window.Focused() {
		s.Focus(hit.Pane)
	}
	hit.Message.X, hit.Message.Y = hit.Message.X-1, hit.Message.Y-1
	switch hit.Pane {
	case layout.Left:
		if s.menu.Update(hit.Message).Chosen {
			return s.open()
		}
	case layout.Middle:
		return s.clicked(hit.Message, hit.Pressed)
	default:
		if by := map[tea.MouseButton]int{tea.MouseButtonWheelUp: -3, tea.MouseButtonWheelDown: 3}[m.Button]; by != 0 {
			s.reader.top = max(s.reader.top+by, 0)
		}
	}
	return nil
}

// clicked takes a message of the mouse over the cards, or over the line above them.
func (s *Screen) clicked(m tea.MouseMsg, pressed bool) []want.Want {
	bar := len(s.bar(s.window.Rect(layout.Middle).Inner().W))
	if m.Y -= bar; m.Y < 0 {
		if pressed && m.Y == -bar && s.search.Text != "" {
			s.typing = true
			s.query.Focus()
		}
		return nil
	}
	if s.list.Update(m).Chosen {
		return focus(layout.Right)
	}
	return nil
}
