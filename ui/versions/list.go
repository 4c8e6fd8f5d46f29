package versions

import (
	"strconv"
	"strings"
	"time"

	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
)

// versionList is the draft and the versions, newest first, for the list.
type versionList struct{ s *Screen }

func (x versionList) Len() int {
	if x.s.id == "" {
		return 0
	}
	return 1 + len(x.s.history)
}

func (x versionList) Disabled(int) string { return "" }

// Text is what a version is called.
func (x versionList) Text(i int) string {
	if i == 0 {
		return "draft"
	}
	return "v" + strconv.Itoa(x.s.history[i-1].Number)
}

// Lines draws a version: its name and time, who wrote it and why, what it uses
// that is older.
func (x versionList) Lines(i int, st list.State) []string {
	s, look := x.s, x.s.styles
	if i == 0 {
		words, ink := s.draftWords()
		lines := []string{canvas.Spread(look.Strong.Render(x.Text(0)), ink(words), st.Width)}
		if len(s.history) == 0 {
			for _, l := range canvas.Wrap("P publishes it: customers talk to what is published.", max(st.Width-2, 1)) {
				lines = append(lines, "  "+look.Muted.Render(l))
			}
		}
		return lines
	}
	v := s.history[i-1]
	name := look.Strong.Render(x.Text(i))
	if v.Live {
		name += " " + look.Success.Render(look.Glyphs.On+" live")
	}
	at := look.Muted.Render(when(v.At, s.desk.Now()))
	lines := []string{canvas.Spread(name, at, st.Width)}
	short := func(text string) string {
		return canvas.TruncateTail(canvas.OneLine(text), max(st.Width-2, 1), look.Glyphs.Ellipsis)
	}
	if words := strings.TrimSpace(v.Note); words != "" {
		lines = append(lines, "  "+look.Muted.Render(short(words)))
	}
	if v.Author != "" {
		lines = append(lines, "  "+look.Muted.Render(short("by "+v.Author)))
	}
	for _, o := range v.Older {
		words := "uses an older " + strings.ToLower(o.Kind) + " " + o.ID
		if o.Gone {
			words = "uses " + strings.ToLower(o.Kind) + " " + o.ID + ", which is gone"
		}
		lines = append(lines, "  "+look.Warning.Render(short(look.Glyphs.Warn+" "+words)))
	}
	return lines
}

// draftWords say how the draft stands to what is live.
func (s *Screen) draftWords() (string, func(...string) string) {
	look := s.styles
	switch s.status.State {
	case desk.DraftSame:
		return "no changes", look.Muted.Render
	case desk.DraftChanged:
		if s.status.Dialogs == 0 {
			return "changed", look.Warning.Render
		}
		return plural(s.status.Dialogs, "change"), look.Warning.Render
	}
	if len(s.history) > 0 {
		return "nothing is live", look.Muted.Render
	}
	return "never published", look.Muted.Render
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// when is a moment as short as it can be told today.
func when(at, now time.Time) string {
	at = at.In(now.Location())
	switch {
	case at.Year() != now.Year():
		return at.Format("2 Jan 2006")
	case at.YearDay() != now.YearDay():
		return at.Format("2 Jan 15:04")
	}
	return at.Format("today 15:04")
}

// name is what a version is called, with what makes it the one it is.
func (s *Screen) name(number int) string {
	if number == draft {
		return "draft"
	}
	name := "v" + strconv.Itoa(number)
	if v, ok := s.version(number); ok && v.Live {
		name += " live"
	}
	return name
}

func (s *Screen) drawList(w, h int) string {
	frame := s.styles.Frame("Versions "+strconv.Itoa(len(s.history)), "", s.focus == 0)
	frame.Scroll = s.list.Scroll()
	return frame.Draw(s.list.View(), w, h)
}
