// Package find is the dialog that finds words in all dialogs of an assistant and
// puts others in their place, with a preview of each change.
package find

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/dialog"
	"parley/ui/kit/keys"
	"parley/ui/kit/styles"
	"parley/ui/kit/textbuf"
	"parley/ui/want"
)

// focus is the part of the dialog that has the keys.
type focus int

const (
	onQuery focus = iota
	onReplacement
	onList
)

// Find is the dialog. Make it with New.
type Find struct {
	styles    *styles.Styles
	workspace *model.Workspace
	assistant *model.Assistant
	query     *textbuf.Model
	with      *textbuf.Model
	focus     focus
	search    edit.Search
	replacing bool // a replacement was thought of: changes are shown
	problem   string

	matches []edit.Match
	counted string       // how many, in words
	left    map[int]bool // matches that are left as they are
	at, top int          // the match under the cursor, the first one shown
	rows    []int        // the match of every line as last drawn, -1 for none
	decided []want.Want
}

// New makes the dialog for an assistant.
func New(w *model.Workspace, a *model.Assistant) *Find {
	return &Find{workspace: w, assistant: a}
}

// Wants is what was decided, once the dialog is answered.
func (f *Find) Wants() []want.Want { return f.decided }

// Typing tells that a text is being written.
func (f *Find) Typing() bool { return f.focus != onList }

// SetStyles makes the lines at first and changes the look later.
func (f *Find) SetStyles(st *styles.Styles) {
	f.styles = st
	look := dialog.TextStyles(st)
	if f.query != nil {
		f.query.SetStyles(look)
		f.with.SetStyles(look)
		return
	}
	f.query = textbuf.New(textbuf.Options{Styles: look, Single: true, Limit: 1000, Placeholder: "what to look for"})
	f.with = textbuf.New(textbuf.Options{Styles: look, Single: true, Limit: 10000, Placeholder: "what to put in its place"})
	f.to(onQuery)
}

// to gives the keys to a part.
func (f *Find) to(part focus) {
	f.focus = part
	f.query.Blur()
	f.with.Blur()
	switch part {
	case onQuery:
		f.query.Focus()
	case onReplacement:
		f.replacing = true
		f.with.Focus()
	}
}

// look searches again.
func (f *Find) look() {
	f.search.Query = f.query.Text()
	f.matches, f.left, f.problem, f.counted, f.at, f.top = nil, map[int]bool{}, "", "", 0, 0
	if f.search.Query == "" {
		return
	}
	found, err := edit.Find(f.workspace, f.assistant.ID, f.search)
	if err != nil {
		f.problem = err.Error()
		return
	}
	f.matches = found
	f.counted = f.count()
}

// chosen are the matches that would be replaced.
func (f *Find) chosen() []edit.Match {
	out := make([]edit.Match, 0, len(f.matches))
	for i, m := range f.matches {
		if !f.left[i] {
			out = append(out, m)
		}
	}
	return out
}

// Bindings are the keys of the list and of the lines to write in.
func (f *Find) Bindings() keys.Set {
	tab := keys.Binding{ID: "part", Keys: []string{"tab"}, Label: "next part"}
	replace := keys.Binding{ID: "replace", Keys: []string{"ctrl+r"}, Label: fmt.Sprintf("replace %d", len(f.chosen()))}
	if f.Typing() {
		return keys.Set{{ID: "list", Keys: []string{"enter", "down"}, Label: "to what was found"}, tab, replace, {ID: "close", Keys: []string{"esc"}, Label: "close"}}
	}
	replace.Keys = []string{"r", "ctrl+r"}
	return keys.Set{
		{ID: "go", Keys: []string{"enter"}, Label: "go there"}, {ID: "leave", Keys: []string{"space"}, Label: "choose"},
		{ID: "all", Keys: []string{"a"}, Label: "all or none"}, replace, tab, {ID: "close", Keys: []string{"esc", "q"}, Label: "close"},
		{ID: "case", Keys: []string{"c"}}, {ID: "word", Keys: []string{"w"}}, {ID: "regexp", Keys: []string{"x"}}, {ID: "names", Keys: []string{"n"}},
		{ID: "up", Keys: []string{"up", "k"}}, {ID: "down", Keys: []string{"down", "j"}}, {ID: "pageup", Keys: []string{"pgup"}},
		{ID: "pagedown", Keys: []string{"pgdown"}}, {ID: "first", Keys: []string{"home", "g"}}, {ID: "last", Keys: []string{"end", "G"}},
		{ID: "back", Keys: []string{"shift+tab", "/"}},
	}
}

// Update takes a key, or a mouse message counted from the dialog's corner.
func (f *Find) Update(msg tea.Msg) (dialog.Answer, bool) {
	switch m := msg.(type) {
	case tea.MouseMsg:
		f.mouse(m)
	case tea.KeyMsg:
		if f.Typing() {
			return f.typed(m)
		}
		if b, ok := f.Bindings().Match(keys.Move, m); ok {
			return f.act(b.ID)
		}
	}
	return dialog.Answer{}, false
}

func (f *Find) typed(m tea.KeyMsg) (dialog.Answer, bool) {
	switch m.String() {
	case "esc":
		return dialog.Answer{Cancelled: true}, true
	case "ctrl+r":
		return f.act("replace")
	case "tab":
		f.to((f.focus + 1) % 3)
		return dialog.Answer{}, false
	case "shift+tab", "up":
		f.to((f.focus + 2) % 3)
		return dialog.Answer{}, false
	case "enter", "down":
		f.to(onList)
		return dialog.Answer{}, false
	}
	line := f.query
	if f.focus == onReplacement {
		line = f.with
	}
	if r := line.Update(m); r.Err != nil {
		f.problem = r.Err.Error()
	} else if r.Changed && f.focus == onQuery {
		f.look()
	}
	return dialog.Answer{}, false
}

// act does what a binding of the list says.
func (f *Find) act(id string) (dialog.Answer, bool) {
	last := max(len(f.matches)-1, 0)
	switch id {
	case "close":
		return dialog.Answer{Cancelled: true}, true
	case "go":
		return f.goThere()
	case "replace":
		return f.replace()
	case "leave":
		if len(f.matches) > 0 {
			f.left[f.at] = !f.left[f.at]
			f.at = min(f.at+1, last)
		}
	case "all":
		all := len(f.chosen()) == len(f.matches)
		for i := range f.matches {
			f.left[i] = all
		}
	case "part":
		f.to(onQuery)
	case "back":
		f.to(onReplacement)
	case "up":
		if f.at == 0 {
			f.to(onReplacement)
		}
		f.at = max(f.at-1, 0)
	case "down":
		f.at = min(f.at+1, last)
	case "pageup":
		f.at = max(f.at-5, 0)
	case "pagedown":
		f.at = min(f.at+5, last)
	case "first":
		f.at = 0
	case "last":
		f.at = last
	default:
		f.turn(id)
	}
	return dialog.Answer{}, false
}

// turn switches an option and searches again.
func (f *Find) turn(id string) {
	for _, o := range f.options() {
		if o.id == id {
			*o.on = !*o.on
		}
	}
	f.look()
}

// option is one way to search.
type option struct {
	id, key, label string
	on             *bool
}

func (f *Find) options() []option {
	s := &f.search
	return []option{{"case", "c", "case matters", &s.Case}, {"word", "w", "whole words", &s.Word},
		{"regexp", "x", "regexp", &s.Regexp}, {"names", "n", "dialog names", &s.Names}}
}

// goThere leaves the dialog for the place of the match.
func (f *Find) goThere() (dialog.Answer, bool) {
	if f.at >= len(f.matches) {
		return dialog.Answer{}, false
	}
	d, step, _ := f.place(f.matches[f.at].Path)
	if d == nil {
		f.problem = "this is in the assistant's settings"
		return dialog.Answer{}, false
	}
	open := want.Open{Dialog: d.ID}
	f.decided = []want.Want{want.Run{Binding: "screen.build"}}
	if step != nil {
		open.Step = step.ID
		f.decided = append(f.decided, open, want.Run{Binding: "focus.editor"})
	} else {
		f.decided = append(f.decided, open)
	}
	return dialog.Answer{}, true
}

// replace leaves the dialog with the change of all that is chosen.
func (f *Find) replace() (dialog.Answer, bool) {
	chosen := f.chosen()
	switch {
	case len(chosen) == 0:
		f.problem = "nothing is chosen to be replaced"
		return dialog.Answer{}, false
	case !f.replacing:
		f.to(onReplacement)
		f.problem = "write what to put in its place, then ctrl+r"
		return dialog.Answer{}, false
	}
	texts := map[model.Path]bool{}
	for _, m := range chosen {
		texts[m.Path] = true
	}
	f.decided = []want.Want{want.Apply{Action: edit.Replace{Search: f.search, With: f.with.Text(), Matches: chosen}},
		want.Tell{Text: fmt.Sprintf("Replaced %s in %s; u undoes it", plural(len(chosen), "match", "matches"), plural(len(texts), "text", "texts"))}}
	return dialog.Answer{}, true
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// mouse chooses a match, leaves it out with a second click, and scrolls.
func (f *Find) mouse(m tea.MouseMsg) {
	switch {
	case m.Button == tea.MouseButtonWheelUp:
		f.at = max(f.at-1, 0)
	case m.Button == tea.MouseButtonWheelDown:
		f.at = min(f.at+1, max(len(f.matches)-1, 0))
	case m.Button != tea.MouseButtonLeft || m.Action != tea.MouseActionPress:
	case m.Y == 1:
		f.to(onQuery)
	case m.Y == 2:
		f.to(onReplacement)
	case m.Y >= 0 && m.Y < len(f.rows) && f.rows[m.Y] >= 0:
		if i := f.rows[m.Y]; i == f.at && f.focus == onList {
			f.left[i] = !f.left[i]
		} else {
			f.at = i
		}
		f.to(onList)
	}
}
