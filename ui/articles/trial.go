package articles

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/article"
	"parley/engine/model"
	"parley/engine/text"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/line"
	"parley/ui/kit/markdown"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// trial is a question tried on the articles: with every key what is found and
// what is quoted, or why nothing is; with enter what the model says, where one is
// named.
type trial struct {
	styles   *styles.Styles
	input    *line.Model
	md       *markdown.Renderer
	language model.Language
	typing   bool
	focused  bool
	w, h     int

	index  *article.Index // that was asked
	asked  string
	filter article.Filter
	hits   []article.Hit
	answer article.Answer
	ok     bool
	chosen int // of the hits
	top    int // first line shown
	saying saying
}

// saying is what the model is asked, or has said.
type saying struct {
	number int // of questions: what an older one brings is dropped
	cancel context.CancelFunc
	done   bool
	answer article.Answer
	ok     bool
}

func (x *saying) busy() bool { return x.cancel != nil }

// most is how many articles a trial shows.
const most = 8

// try shows the line for a question instead of the article.
func (s *Screen) try() []want.Want {
	t := s.trial
	if t == nil {
		t = &trial{styles: s.styles, md: markdown.New(), language: s.mainLanguage(),
			input: line.New(s.styles, line.Options{Placeholder: "a question, in a customer's words"})}
		s.trial = t
	}
	s.editing = ""
	t.typing = true
	r := s.window.Rect(right)
	t.setSize(r.W, r.H)
	t.again(s)
	return focus(right)
}

// mainLanguage is the language most is written in of what is looked at.
func (s *Screen) mainLanguage() model.Language {
	if b := s.knowledgeBase(); b != nil && len(b.Languages) > 0 {
		return b.Languages[0]
	}
	return s.desk.Workspace().DefaultLanguage()
}

// languages are those that articles are written in, of what is looked at.
func (s *Screen) languages() []model.Language {
	var out []model.Language
	for _, a := range s.desk.Workspace().Articles {
		if l := article.LanguageOf(s.desk.Workspace(), a); (s.base == "" || a.KnowledgeBase == s.base) && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

func (t *trial) setStyles(st *styles.Styles) {
	t.styles, t.md = st, markdown.New()
	t.input.SetStyles(st)
}

func (t *trial) setSize(w, h int) { t.w, t.h = w, h }

func (t *trial) focus() {
	t.focused = true
	if t.typing {
		t.input.Focus()
	}
}

func (t *trial) blur() {
	t.focused, t.typing = false, false
	t.input.Blur()
}

func (t *trial) mode() keys.Mode {
	if t.typing {
		return keys.Type
	}
	return keys.Move
}

// again asks the articles as they are now, unless nothing has changed.
func (t *trial) again(s *Screen) {
	index, _ := s.desk.Shelved()
	f := s.filter(t.language)
	if now := t.input.Text(); index == t.index && now == t.asked && f == t.filter {
		return
	}
	if t.input.Text() != t.asked || f != t.filter {
		t.chosen, t.top = 0, 0
		t.stop()
		t.saying.done = false
	}
	t.asked, t.filter = t.input.Text(), f
	t.hits, t.answer, t.ok = nil, article.Answer{}, false
	if strings.TrimSpace(t.asked) == "" {
		return
	}
	t.hits = index.Search(article.Query{Text: t.asked, Filter: f, Limit: most, Typing: t.typing})
	t.answer, t.ok = article.Ask(context.Background(), index, article.Quoting{}, article.Question{Text: t.asked, Language: t.language}, f)
	t.chosen = min(t.chosen, max(len(t.hits)-1, 0))
}

// stop gives up what the model is asked.
func (t *trial) stop() {
	if t.saying.busy() {
		t.saying.cancel()
		t.saying.cancel = nil
	}
}

// bindings are the keys of the pane.
func (t *trial) bindings(s *Screen) keys.Set {
	if t.typing {
		enter := bind("trial.done", []string{"enter"}, "results", "Go to what was found", nil)
		if desk.Model() != "" {
			enter.Label, enter.Help = "ask the model", "Have the model word the answer"
		}
		return keys.Set{enter, bind("trial.leave", []string{"esc"}, "done", "Leave the line", nil)}
	}
	none := func() string {
		if len(t.hits) == 0 {
			return "nothing was found"
		}
		return ""
	}
	out := keys.Set{
		bind("trial.type", []string{"i", "t"}, "type", "Type another question", nil),
		bind("trial.open", []string{"enter"}, "read", "Read the article that is selected", none),
		bind("trial.move", []string{"down", "up"}, "choose", "Choose among what was found", none),
		bind("trial.language", []string{"l"}, "language", "Ask in another language", nil),
	}
	if desk.Model() != "" {
		out = append(out, bind("trial.model", []string{"m"}, "ask the model", "Have the model word the answer", nil))
	}
	return append(out, bind("trial.out", []string{"esc", "h"}, "back", "Go back to reading", nil))
}

// update takes a key, or a mouse message counted from the pane's corner.
func (t *trial) update(s *Screen, msg tea.Msg) []want.Want {
	switch m := msg.(type) {
	case tea.MouseMsg:
		return t.mouse(s, m)
	case tea.KeyMsg:
		if t.typing {
			return t.key(s, m)
		}
		if b, ok := t.bindings(s).Match(keys.Move, m); ok {
			return t.act(s, b, m)
		}
		switch m.String() {
		case "j":
			t.choose(1)
		case "k":
			t.choose(-1)
		case "pgdown":
			t.top += t.room() - 1
		case "pgup":
			t.top -= t.room() - 1
		}
	}
	return nil
}

// key gives a key to the line.
func (t *trial) key(s *Screen, m tea.KeyMsg) []want.Want {
	switch m.String() {
	case "enter":
		t.leave()
		t.again(s)
		if desk.Model() != "" {
			return t.askModel(s)
		}
		return nil
	case "esc":
		t.leave()
		return nil
	case "down", "up":
		t.leave()
		return nil
	}
	t.input.Update(m)
	t.again(s)
	return nil
}

// leave ends typing.
func (t *trial) leave() {
	t.typing = false
	t.input.Blur()
}

func (t *trial) act(s *Screen, b keys.Binding, m tea.KeyMsg) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	switch b.ID {
	case "articles.trial.type":
		t.typing = true
		t.input.Focus()
	case "articles.trial.open":
		return t.read(s)
	case "articles.trial.move":
		t.choose(map[string]int{"down": 1, "up": -1}[m.String()])
	case "articles.trial.language":
		return t.pickLanguage(s)
	case "articles.trial.model":
		return t.askModel(s)
	case "articles.trial.out":
		if t.saying.busy() {
			t.stop()
			return nil
		}
		s.trial = nil
		s.Focus(right)
	}
	return nil
}

// choose moves the selection among what was found.
func (t *trial) choose(by int) {
	t.chosen = max(min(t.chosen+by, len(t.hits)-1), 0)
	t.reveal()
}

// read shows the article that is selected.
func (t *trial) read(s *Screen) []want.Want {
	a := t.hits[t.chosen].Article
	t.stop()
	s.trial = nil
	s.reader.top = 0
	s.reach(a)
	s.Refresh()
	return focus(right)
}

func (t *trial) pickLanguage(s *Screen) []want.Want {
	var items []want.Item
	for _, l := range s.languages() {
		items = append(items, want.Item{ID: string(l), Label: string(l), Here: strings.EqualFold(string(l), string(t.language))})
	}
	return []want.Want{want.Pick{Title: "The customer's language", Items: items, Free: true, Done: func(it want.Item) []want.Want {
		l := it.ID
		if l == "" {
			l = strings.TrimSpace(text.Clean(it.Label))
		}
		t.language = model.Language(l)
		t.again(s)
		return nil
	}}}
}

// askModel has the model word the answer, beside the screen.
func (t *trial) askModel(s *Screen) []want.Want {
	if strings.TrimSpace(t.asked) == "" {
		return nil
	}
	t.stop()
	ctx, cancel := context.WithCancel(context.Background())
	t.saying = saying{number: t.saying.number + 1, cancel: cancel}
	number := t.saying.number
	ask := s.desk.AskWork(ctx, article.Question{Text: t.asked, Language: t.language}, t.filter)
	return []want.Want{want.Work{Name: "Asking " + desk.Model(), Do: func() func() []want.Want {
		answer, ok := ask()
		return func() []want.Want {
			if number == t.saying.number && t.saying.busy() {
				cancel()
				t.saying = saying{number: number, done: true, answer: answer, ok: ok}
			}
			return nil
		}
	}}}
}

// mouse scrolls, chooses what is clicked, and types where the line is clicked.
func (t *trial) mouse(s *Screen, m tea.MouseMsg) []want.Want {
	switch {
	case m.Button == tea.MouseButtonWheelUp:
		t.top -= 3
	case m.Button == tea.MouseButtonWheelDown:
		t.top += 3
	case m.Action != tea.MouseActionPress || m.Button != tea.MouseButtonLeft:
	case m.Y == 1:
		t.typing = true
		t.input.Focus()
	default:
		for i, at := range t.spots() {
			if y := m.Y - headLines - 1 + t.top; y >= at.from && y < at.to {
				if i == t.chosen && !t.typing {
					return t.read(s)
				}
				t.leave()
				t.chosen = i
			}
		}
	}
	return nil
}
