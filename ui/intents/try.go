package intents

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/intent"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/dialog"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
	"parley/ui/kit/textbuf"
	"parley/ui/want"
)

// trial is a sentence that is tried on all intents, and what came of it.
type trial struct {
	input  *textbuf.Model
	typing bool
	all    bool // also on the predefined intents that are not taken up

	with   *intent.Understanding // what it was tried with last: trained
	stale  bool                  // the intents were changed since, and are not trained yet
	match  intent.Match          // the likeliest intent
	sure   bool                  // and it is that one
	ranked []intent.Match
	row    int // the selected one of them
	top    int // the first of them shown
	rows   int // where on the pane they begin
	shown  int // how many are shown
}

// leastRanked is how many intents are ranked at least, and leastScore what the
// others must score: less is shown as nothing.
const (
	leastRanked = 3
	leastScore  = 0.005
)

// longest is how many characters a sentence may have.
const longest = 2000

func newTrial(st *styles.Styles) *trial {
	return &trial{input: textbuf.New(textbuf.Options{Single: true, Placeholder: "write what a customer would", Limit: longest, Styles: dialog.TextStyles(st)})}
}

func (t *trial) setStyles(st *styles.Styles) { t.input.SetStyles(dialog.TextStyles(st)) }

// Needs is what has to be trained for sentences to be tried on the intents as they
// are now.
func (s *Screen) Needs() *intent.Understanding {
	if s.trial.all || s.own == 0 {
		return s.desk.Everything()
	}
	return s.desk.Understanding()
}

// Waits reports whether a sentence is to be tried, and what it is tried on is not
// trained. While an intent is written in, the pause after that is waited for.
func (s *Screen) Waits() bool {
	return s.trial.stale && s.sentence() != "" && s.form.Mode() != keys.Type
}

// try reads the sentence, with what is trained.
func (s *Screen) try() {
	t := s.trial
	u := s.Needs()
	t.stale = !u.Ready()
	if u.Ready() {
		t.with = u
	}
	t.ranked, t.sure = nil, false
	said := strings.TrimSpace(t.input.Text())
	if t.with == nil || said == "" {
		t.row, t.top = 0, 0
		return
	}
	languages := s.desk.Workspace().Settings.Languages
	t.match, t.sure = t.with.Recognizer().Recognize(said, nil, languages...)
	t.ranked = t.with.Recognizer().Rank(said, languages...)
	worth := min(leastRanked, len(t.ranked))
	for worth < len(t.ranked) && t.ranked[worth].Score >= leastScore {
		worth++
	}
	t.ranked = t.ranked[:worth]
	t.row = max(min(t.row, len(t.ranked)-1), 0)
}

// selected is the ranked intent that is selected, nil where there is none.
func (t *trial) selected() *intent.Match {
	if t.row >= len(t.ranked) {
		return nil
	}
	return &t.ranked[t.row]
}

// write puts the keys into the line.
func (s *Screen) write() {
	s.trial.typing = true
	s.trial.input.Focus()
}

// tried takes a message in the pane.
func (s *Screen) tried(msg tea.Msg) []want.Want {
	t := s.trial
	switch m := msg.(type) {
	case tea.MouseMsg:
		return s.point(m)
	case tea.KeyMsg:
		switch m.String() {
		case "up":
			t.choose(-1)
			return nil
		case "down":
			t.choose(1)
			return nil
		}
		if !t.typing {
			return nil
		}
		switch m.String() {
		case "esc", "enter":
			t.typing = false
			t.input.Blur()
			return nil
		}
		if r := t.input.Update(m); r.Err != nil {
			return []want.Want{want.Tell{Text: r.Err.Error(), Error: true}}
		} else if r.Changed {
			t.row, t.top = 0, 0
			s.try()
		}
	}
	return nil
}

func (t *trial) choose(by int) { t.row = max(min(t.row+by, len(t.ranked)-1), 0) }

// point chooses by a click and scrolls by the wheel.
func (s *Screen) point(m tea.MouseMsg) []want.Want {
	t := s.trial
	switch {
	case m.Button == tea.MouseButtonWheelUp:
		t.choose(-1)
	case m.Button == tea.MouseButtonWheelDown:
		t.choose(1)
	case m.Action != tea.MouseActionPress || m.Button != tea.MouseButtonLeft:
	case m.Y == 0:
		s.write()
	case m.Y >= t.rows && m.Y < t.rows+t.shown:
		if at := t.top + m.Y - t.rows; at == t.row {
			return s.follow()
		} else if at < len(t.ranked) {
			t.row = at
		}
	}
	return nil
}

// tryPane draws the line and what came of it.
func (s *Screen) tryPane(r layout.Rect) string {
	t, look := s.trial, s.styles
	w, h := max(r.W-2, 1), max(r.H-2, 1)
	prompt := look.Muted.Render(" " + look.Glyphs.Prompt + " ")
	if t.typing {
		prompt = look.Accent.Render(" " + look.Glyphs.Prompt + " ")
	}
	t.input.SetSize(max(w-canvas.Width(prompt)-1, 1), 1)
	lines := []string{prompt + t.input.View(), look.Border.Render(strings.Repeat(look.Glyphs.Rule, w))}
	switch {
	case len(t.ranked) == 0:
		lines = append(lines, s.nothingTried(w)...)
	default:
		lines = append(lines, s.verdict(w)...)
		lines = append(lines, "")
		t.rows = len(lines)
		below := s.explained(w)
		t.shown = max(min(len(t.ranked), h-t.rows-len(below)-1), 1)
		t.top = max(min(t.top, t.row, len(t.ranked)-t.shown), t.row-t.shown+1, 0)
		for i := t.top; i < min(t.top+t.shown, len(t.ranked)); i++ {
			lines = append(lines, s.ranking(i, w))
		}
		lines = append(append(lines, ""), below...)
	}
	title := "Try a sentence"
	if t.all && s.own > 0 {
		title = "Try on predefined ones too"
	}
	frame := look.Frame(title, s.trying(), s.window.focus == layout.Right)
	return frame.Draw(canvas.FitLines(lines, w, h), r.W, r.H)
}

// trying is how far what the sentence is tried with is trained, for the frame.
func (s *Screen) trying() string {
	switch {
	case !s.trial.stale:
		return ""
	case s.trial.with == nil:
		return "training" + s.styles.Glyphs.Ellipsis
	}
	return "as trained before"
}

// nothingTried says what belongs here.
func (s *Screen) nothingTried(w int) []string {
	words := "What it is understood as is told here, and why, as you write."
	switch {
	case s.trial.with == nil && strings.TrimSpace(s.trial.input.Text()) != "":
		words = "The intents are being trained."
	case s.own == 0:
		words = "What it is understood as is told here, and why, as you write: by the predefined intents, for this workspace has none yet."
	}
	var out []string
	for _, l := range canvas.Wrap(words, max(w-2, 1)) {
		out = append(out, " "+s.styles.Muted.Render(l))
	}
	return out
}

// verdict says what the sentence is understood as.
func (s *Screen) verdict(w int) []string {
	t, look := s.trial, s.styles
	mark, ink, words := look.Success.Render(look.Glyphs.Check), look.Text, "understood as "+s.name(t.match.Intent)
	switch {
	case !t.sure:
		mark, words = look.Warning.Render(look.Glyphs.Warn), "not understood: no intent is sure enough"
	case t.match.How == intent.ByKeyword:
		words += fmt.Sprintf(", by the keyword %q", canvas.OneLine(t.match.Keyword))
	default:
		words += ", by its phrases"
	}
	var out []string
	for i, l := range canvas.Wrap(words, max(w-4, 1)) {
		if i > 0 {
			mark = " "
		}
		out = append(out, " "+mark+" "+ink.Render(l))
	}
	return out
}

// gauge is how many cells show a score.
const gauge = 10

// ranking draws one intent with its score.
func (s *Screen) ranking(i, w int) string {
	t, look := s.trial, s.styles
	m := t.ranked[i]
	mark, ink := "  ", look.Text
	if i == t.row {
		mark = look.Accent.Render(canvas.FitLine(look.Glyphs.Here, 2))
		ink = look.Strong
	}
	full := min(max(int(m.Score*gauge+0.5), 0), gauge)
	bar := look.Accent.Render(strings.Repeat(look.Glyphs.Full, full)) + look.Muted.Render(strings.Repeat(look.Glyphs.Empty, gauge-full))
	head := mark + look.Muted.Render(fmt.Sprintf("%.2f ", m.Score)) + bar + " "
	name := ink.Render(canvas.OneLine(s.name(m.Intent)))
	if s.desk.Workspace().Intent(m.Intent) == nil {
		name = look.Muted.Render(canvas.OneLine(s.name(m.Intent)))
	}
	return " " + head + canvas.TruncateTail(name, max(w-canvas.Width(head)-2, 1), look.Glyphs.Ellipsis)
}

// explained tells why the selected intent ranks where it does.
func (s *Screen) explained(w int) []string {
	m, look := s.trial.selected(), s.styles
	if m == nil {
		return nil
	}
	short := func(text string) string {
		return canvas.TruncateTail(canvas.OneLine(text), max(w-8, 1), look.Glyphs.Ellipsis)
	}
	out := []string{" " + look.Muted.Render(canvas.TruncateTail("nearest phrases of "+canvas.OneLine(s.name(m.Intent)), max(w-2, 1), look.Glyphs.Ellipsis))}
	if m.How == intent.ByKeyword {
		out = []string{" " + look.Muted.Render("keyword ") + look.Text.Render(short(m.Keyword)), out[0]}
	}
	for _, n := range m.Nearest {
		out = append(out, " "+look.Muted.Render(fmt.Sprintf("%.2f", n.Similarity))+"  "+look.Text.Render(short(n.Phrase)))
	}
	if len(m.Nearest) == 0 {
		out = append(out, " "+look.Placeholder.Render("none has anything in common with it"))
	}
	return out
}

// name is what an intent is called.
func (s *Screen) name(id model.IntentID) string {
	for i := range s.rows {
		if s.rows[i].ID == id {
			return s.rows[i].Name
		}
	}
	return string(id)
}
