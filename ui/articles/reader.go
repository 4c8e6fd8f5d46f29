package articles

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/article"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/markdown"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// atOnce is how long an article may be, in bytes, to be drawn while the screen
// waits; a longer one is drawn beside it, and read without looks meanwhile.
const atOnce = 12 << 10

// reader shows an article as a customer sees it.
type reader struct {
	md     *markdown.Renderer
	top    int
	page   page
	asking page // what is being drawn beside the screen
}

// page is an article as it was drawn, and what from.
type page struct {
	article *model.Article
	styles  *styles.Styles
	w       int
	lines   []string
}

func (p page) same(q page) bool { return p.article == q.article && p.styles == q.styles && p.w == q.w }

func (r *reader) reset() { *r = reader{md: markdown.New(), top: r.top} }

// shown is what a customer reads.
func shown(a *model.Article) string { return "# " + canvas.OneLine(a.Title) + "\n\n" + a.Body }

// lines draws an article in a width.
func (r *reader) lines(st *styles.Styles, a *model.Article, w int) []string {
	want := page{article: a, styles: st, w: max(w, 1)}
	if want.same(r.page) {
		return r.page.lines
	}
	if len(a.Body) > atOnce {
		return canvas.Wrap(canvas.Drawable(strings.ToValidUTF8(a.Body[:atOnce], "")), want.w)
	}
	want.lines = r.md.Lines(shown(a), want.w, st, "")
	r.page = want
	return want.lines
}

// work draws a long article beside the screen.
func (r *reader) work(s *Screen, a *model.Article) []want.Want {
	next := page{article: a, styles: s.styles, w: s.readingWidth()}
	if len(a.Body) <= atOnce || next.w < 1 || next.same(r.page) || next.same(r.asking) {
		return nil
	}
	r.asking = next
	return []want.Want{want.Work{Do: func() func() []want.Want {
		next.lines = markdown.New().Lines(shown(next.article), next.w, next.styles, "")
		return func() []want.Want {
			if next.same(r.asking) {
				r.page, r.asking = next, page{}
			}
			return nil
		}
	}}}
}

// update scrolls.
func (r *reader) update(msg tea.Msg) {
	switch m := msg.(type) {
	case tea.KeyMsg:
		switch m.String() {
		case "down", "j":
			r.top++
		case "up", "k":
			r.top--
		case "pgdown", " ", "ctrl+d":
			r.top += scrollPage
		case "pgup", "ctrl+u":
			r.top -= scrollPage
		case "home", "g":
			r.top = 0
		case "end", "G":
			r.top = 1 << 30
		}
	case tea.MouseMsg:
		switch m.Button {
		case tea.MouseButtonWheelDown:
			r.top += 3
		case tea.MouseButtonWheelUp:
			r.top -= 3
		}
	}
}

// scrollPage is how many lines a page's key goes.
const scrollPage = 15

// readingWidth is how wide the text of an article is.
func (s *Screen) readingWidth() int { return s.window.Rect(right).W - 4 }

// reading draws the pane with the selected article.
func (s *Screen) reading(w, h int, focused bool) string {
	look := s.styles
	a := s.article()
	if a == nil {
		return s.nothing(w, h, focused)
	}
	r := &s.reader
	head := s.standing(a)
	room := max(h-2-len(head), 1)
	all := r.lines(look, a, w-4)
	r.top = max(min(r.top, len(all)-room), 0)
	lines := head
	for _, l := range all[r.top:min(r.top+room, len(all))] {
		lines = append(lines, " "+l)
	}
	frame := look.Frame("As customers see it", canvas.OneLine(a.ID), focused)
	if len(all) > room {
		frame.Scroll = canvas.Scroll{Top: r.top, Shown: room, Total: len(all)}
	}
	return frame.Draw(canvas.FitLines(lines, max(w-2, 0), max(h-2, 0)), w, h)
}

// standing tells before an article who can read it.
func (s *Screen) standing(a *model.Article) []string {
	look := s.styles
	line := " " + s.about(a, true)
	switch {
	case article.Shown(a):
		line += look.Muted.Render(" "+look.Glyphs.Dot+" ") + look.Success.Render("customers can read it")
	case internal.has(a):
		line += look.Muted.Render(", for staff only")
	default:
		line += look.Muted.Render(", not published yet")
	}
	return []string{line, ""}
}

// nothing draws the pane where no article is selected.
func (s *Screen) nothing(w, h int, focused bool) string {
	words := "What customers can read is shown here. t tries a question on it."
	if s.facts.in == 0 {
		words = "An article that is selected is shown here as a customer sees it."
	}
	var lines []string
	for _, l := range canvas.Wrap(words, max(w-4, 1)) {
		lines = append(lines, " "+s.styles.Muted.Render(l))
	}
	return s.styles.Frame("Article", "", focused).Draw(canvas.FitLines(lines, max(w-2, 0), max(h-2, 0)), w, h)
}
