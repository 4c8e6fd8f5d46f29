// Package sidebar is the pane of an assistant's dialogs, each with the anchor
// that tells whether it leads anywhere.
package sidebar

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// tallPane is the height from which lines about the selected dialog stand below the list.
const tallPane = 20

// State is what the sidebar shows.
type State struct {
	Workspace *model.Workspace
	Assistant *model.Assistant
	Current   model.DialogID         // the dialog in the editor
	Speaking  model.DialogID         // the dialog that speaks in the preview; "" for none
	Problems  map[model.DialogID]int // errors that check finds in each dialog
}

// Sidebar is the pane. Make it with New.
type Sidebar struct {
	styles  *styles.Styles
	state   State
	list    *list.Model
	flows   map[*model.Dialog]*model.Flow
	w, h    int
	focused bool
	cached  string
}

// New makes an empty sidebar.
func New(st *styles.Styles) *Sidebar {
	s := &Sidebar{styles: st, flows: map[*model.Dialog]*model.Flow{}}
	s.list = list.New(st, list.Options{Empty: "No dialog has that name", Filterable: true, Prompt: "filter"})
	return s
}

// SetStyles changes the look.
func (s *Sidebar) SetStyles(st *styles.Styles) {
	s.styles, s.cached = st, ""
	s.list.SetStyles(st)
}

// SetSize gives the pane its size in cells, frame included.
func (s *Sidebar) SetSize(w, h int) {
	if w == s.w && h == s.h {
		return
	}
	s.w, s.h, s.cached = w, h, ""
	s.list.SetSize(max(w-2, 1), max(h-2-s.footer(), 1))
}

// footer is the height of the lines about the selected dialog. It depends on the
// pane's height only, so that nothing jumps when another one is selected.
func (s *Sidebar) footer() int {
	switch {
	case s.h < tallPane:
		return 0
	case s.h < 32:
		return 3
	}
	return 5
}

// Focus gives the pane the keys.
func (s *Sidebar) Focus() {
	s.focused, s.cached = true, ""
	s.list.Focus()
}

// Blur takes the keys away.
func (s *Sidebar) Blur() {
	s.focused, s.cached = false, ""
	s.list.Blur()
}

// Mode is Type while a filter is typed.
func (s *Sidebar) Mode() keys.Mode {
	if s.list.Filtering() {
		return keys.Type
	}
	return keys.Move
}

// Show gives the pane what it shows.
func (s *Sidebar) Show(st State) {
	old, selected := s.state, s.selectedID()
	s.state = st
	if old.Assistant == st.Assistant && old.Current == st.Current && old.Speaking == st.Speaking && sameCounts(old.Problems, st.Problems) {
		return
	}
	s.cached = ""
	if st.Assistant == nil {
		s.list.SetSource(source{s})
		return
	}
	if old.Assistant != st.Assistant {
		s.forget()
		s.list.SetSource(source{s})
		s.selectID(selected) // it may have moved
	}
	if st.Current != "" && (old.Current != st.Current || old.Assistant == nil || old.Assistant.ID != st.Assistant.ID || s.selectedID() == "") {
		s.reveal(st.Current)
	}
	s.list.Refresh()
}

// reveal selects a dialog. A filter that hides it goes, unless it is being typed.
func (s *Sidebar) reveal(id model.DialogID) {
	s.selectID(id)
	if s.selectedID() != id && !s.list.Filtering() {
		s.list.SetFilter("")
		s.selectID(id)
	}
}

func sameCounts(a, b map[model.DialogID]int) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// forget drops the flows of dialogs that are no longer there.
func (s *Sidebar) forget() {
	kept := make(map[*model.Dialog]*model.Flow, len(s.state.Assistant.Dialogs))
	for _, d := range s.state.Assistant.Dialogs {
		if f := s.flows[d]; f != nil {
			kept[d] = f
		}
	}
	s.flows = kept
}

func (s *Sidebar) flow(d *model.Dialog) *model.Flow {
	f := s.flows[d]
	if f == nil {
		f = model.FlowOf(d)
		s.flows[d] = f
	}
	return f
}

// Selected is the dialog under the cursor, or nil.
func (s *Sidebar) Selected() *model.Dialog {
	i, ok := s.list.Selected()
	if !ok || s.state.Assistant == nil || i >= len(s.state.Assistant.Dialogs) {
		return nil
	}
	return s.state.Assistant.Dialogs[i]
}

func (s *Sidebar) selectedID() model.DialogID {
	if d := s.Selected(); d != nil {
		return d.ID
	}
	return ""
}

func (s *Sidebar) selectID(id model.DialogID) {
	for i, d := range s.state.Assistant.Dialogs {
		if d.ID == id {
			s.list.Select(i)
		}
	}
}

// Update takes a key, or a mouse message counted from the pane's corner.
func (s *Sidebar) Update(msg tea.Msg) []want.Want {
	before := s.selectedID()
	switch m := msg.(type) {
	case tea.KeyMsg:
		if s.Mode() == keys.Move {
			if b, ok := s.Bindings().Match(keys.Move, m); ok && !b.Hidden {
				s.cached = ""
				return s.act(b)
			}
		}
	case tea.MouseMsg:
		m.X, m.Y = m.X-1, m.Y-1
		msg = m
	}
	r := s.list.Update(msg)
	if r.Handled {
		s.cached = ""
	}
	var out []want.Want
	if d := s.Selected(); d != nil && d.ID != before {
		out = append(out, want.Open{Dialog: d.ID, Browse: true})
	}
	if r.Chosen {
		out = append(out, want.Run{Binding: "focus.editor"})
	}
	return out
}

// View draws exactly the pane's size.
func (s *Sidebar) View() string {
	if s.cached != "" {
		return s.cached
	}
	if s.state.Assistant == nil {
		return s.nothing()
	}
	title := fmt.Sprintf("Dialogs %d", len(s.state.Assistant.Dialogs))
	if f := s.list.Filter(); f != "" {
		title = fmt.Sprintf("Dialogs %d of %d", s.list.Len(), len(s.state.Assistant.Dialogs))
	}
	frame := s.styles.Frame(title, "", s.focused)
	frame.Scroll = s.list.Scroll()
	content := s.list.View()
	if s.footer() > 0 {
		content += "\n" + s.about()
	}
	s.cached = frame.Draw(content, s.w, s.h)
	return s.cached
}

// nothing draws the pane while there is no assistant.
func (s *Sidebar) nothing() string {
	look := s.styles
	words := "There is no assistant in this workspace.\n\nN makes the first one; parley import FILE brings in what is written already."
	s.cached = look.Frame("Dialogs", "", s.focused).Draw(" "+look.Muted.Render(strings.Join(canvas.Wrap(words, max(s.w-4, 1)), "\n ")), s.w, s.h)
	return s.cached
}

// about draws the lines below the list: everywhere the selected dialog leads.
func (s *Sidebar) about() string {
	w := max(s.w-2, 1)
	look := s.styles
	h := s.footer()
	lines := []string{look.Border.Render(strings.Repeat(look.Glyphs.Rule, w))}
	d := s.Selected()
	if d == nil {
		return canvas.FitLines(lines, w, h)
	}
	links := s.anchor(d)
	text := s.leads(d, links)
	if links.State == model.Linked {
		text = "leads to " + strings.Join(names(links.Targets), ", ")
	}
	if d.Intent != "" {
		text = "starts on " + s.styles.Glyphs.Intent + " " + s.intent(d.Intent) + "; " + text
	}
	for _, l := range canvas.Wrap(canvas.OneLine(text), max(w-1, 1)) {
		lines = append(lines, " "+look.Muted.Render(l))
	}
	if len(lines) > h {
		lines[h-1] = canvas.TruncateTail(lines[h-1], w-2, "") + look.Muted.Render(look.Glyphs.Ellipsis)
	}
	return canvas.FitLines(lines, w, h)
}

// act does what a binding says on the selected dialog.
func (s *Sidebar) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	a, d := s.state.Assistant, s.Selected()
	switch b.ID {
	case "dialog.open":
		return []want.Want{want.Open{Dialog: d.ID}, want.Run{Binding: "focus.editor"}}
	case "dialog.add":
		after := model.DialogID("")
		if d != nil {
			after = d.ID
		}
		return []want.Want{want.Prompt{Title: "New dialog", Hint: "Name", Check: s.nameProblem(""), Done: func(name string) []want.Want {
			return []want.Want{want.Apply{Action: edit.AddDialog{Assistant: a.ID, Name: name, After: after}}}
		}}}
	case "dialog.rename":
		return []want.Want{want.Prompt{Title: "Rename dialog", Value: d.Name, Check: s.nameProblem(d.ID), Done: func(name string) []want.Want {
			return []want.Want{want.Apply{Action: edit.RenameDialog{Assistant: a.ID, Dialog: d.ID, Name: name}}}
		}}}
	case "dialog.duplicate":
		return []want.Want{want.Apply{Action: edit.DuplicateDialog{Assistant: a.ID, Dialog: d.ID}}}
	case "dialog.delete":
		return []want.Want{want.Confirm{Title: "Delete dialog", Body: s.deletion(d), Yes: "delete", Done: func() []want.Want {
			return []want.Want{want.Apply{Action: edit.DeleteDialog{Assistant: a.ID, Dialog: d.ID}},
				want.Tell{Text: "Deleted " + d.Name + "; u undoes it"}}
		}}}
	case "dialog.copy", "dialog.cut":
		return []want.Want{want.Copy{Dialog: d.ID, Cut: b.ID == "dialog.cut"}}
	case "dialog.paste":
		return []want.Want{want.Paste{}}
	case "dialog.up", "dialog.down":
		return s.move(b.ID == "dialog.up")
	case "dialog.follow":
		return s.follow(d)
	case "dialog.back":
		return []want.Want{want.GoBack{}}
	}
	return nil
}

func (s *Sidebar) move(up bool) []want.Want {
	i, _ := s.list.Selected()
	to := i + 1
	if up {
		to = i - 1
	}
	if to < 1 || to >= len(s.state.Assistant.Dialogs) {
		return []want.Want{want.Tell{Text: "It cannot go further: Welcome stays first"}}
	}
	d := s.state.Assistant.Dialogs[i]
	return []want.Want{want.Apply{Action: edit.MoveDialog{Assistant: s.state.Assistant.ID, Dialog: d.ID, To: to}}}
}

// follow goes where the dialog leads; where there are several ways it asks which.
func (s *Sidebar) follow(d *model.Dialog) []want.Want {
	var items []want.Item
	seen := map[model.DialogID]bool{}
	for _, l := range s.flow(d).Links {
		if to := s.state.Assistant.Dialog(l.To); to != nil && !seen[l.To] {
			seen[l.To] = true
			items = append(items, want.Item{ID: string(l.To), Label: to.Name, Detail: l.Label})
		}
	}
	switch len(items) {
	case 0:
		return []want.Want{want.Tell{Text: d.Name + " leads nowhere"}}
	case 1:
		return []want.Want{want.Open{Dialog: model.DialogID(items[0].ID)}}
	}
	return []want.Want{want.Pick{Title: "Follow a link of " + d.Name, Items: items, Done: func(it want.Item) []want.Want {
		return []want.Want{want.Open{Dialog: model.DialogID(it.ID)}}
	}}}
}

// nameProblem says what is wrong with a dialog's name, nil where nothing is.
func (s *Sidebar) nameProblem(own model.DialogID) func(string) error {
	return func(name string) error {
		if strings.TrimSpace(name) == "" {
			return fmt.Errorf("a dialog needs a name")
		}
		for _, d := range s.state.Assistant.Dialogs {
			if d.ID != own && strings.EqualFold(d.Name, strings.TrimSpace(name)) {
				return fmt.Errorf("there is a dialog %s already", d.Name)
			}
		}
		return nil
	}
}

// deletion names what would go and what would lead nowhere then.
func (s *Sidebar) deletion(d *model.Dialog) string {
	var from []string
	for _, other := range s.state.Assistant.Dialogs {
		if other.ID == d.ID {
			continue
		}
		for _, l := range s.flow(other).Links {
			if l.To == d.ID {
				from = append(from, other.Name)
				break
			}
		}
	}
	what := fmt.Sprintf("%s and its interactions go.", d.Name)
	if len(from) > 0 {
		what += " Links from " + strings.Join(from, ", ") + " will lead nowhere."
	}
	return what
}

// Bindings are the keys of the pane.
func (s *Sidebar) Bindings() keys.Set {
	empty := func() string {
		if s.state.Assistant == nil {
			return "there is no assistant yet"
		}
		return ""
	}
	none := func() string {
		if s.Selected() == nil {
			return "no dialog is selected"
		}
		return ""
	}
	free := func() string {
		d := s.Selected()
		switch {
		case d == nil:
			return "no dialog is selected"
		case d.ID == model.WelcomeID || d.ID == model.CompleteID:
			return d.Name + " stays as it is: every assistant has it"
		}
		return ""
	}
	return keys.Set{
		{ID: "dialog.open", Keys: []string{"enter", "l", "right"}, Label: "edit", Help: "Edit the dialog", Group: "Dialogs", Disabled: none},
		{ID: "dialog.add", Keys: []string{"a"}, Label: "add", Help: "Add a dialog below", Group: "Dialogs", Disabled: empty},
		{ID: "dialog.rename", Keys: []string{"r"}, Label: "rename", Help: "Rename the dialog", Group: "Dialogs", Disabled: free},
		{ID: "dialog.follow", Keys: []string{"f"}, Label: "follow", Help: "Go where the dialog leads", Group: "Dialogs", Disabled: none},
		{ID: "dialog.back", Keys: []string{"b", "backspace"}, Label: "back", Help: "Go back along the links followed", Group: "Dialogs"},
		{ID: "dialog.duplicate", Keys: []string{"D"}, Label: "duplicate", Help: "Duplicate the dialog", Group: "Dialogs", Disabled: none},
		{ID: "dialog.copy", Keys: []string{"y"}, Label: "copy", Help: "Copy the dialog, to paste it here or in another assistant", Group: "Dialogs", Disabled: none},
		{ID: "dialog.cut", Keys: []string{"d"}, Label: "cut", Help: "Cut the dialog out, to paste it elsewhere", Group: "Dialogs", Disabled: free},
		{ID: "dialog.paste", Keys: []string{"p"}, Label: "paste", Help: "Paste the copied dialog below", Group: "Dialogs", Disabled: empty},
		{ID: "dialog.delete", Keys: []string{"x", "delete"}, Label: "delete", Help: "Delete the dialog", Group: "Dialogs", Disabled: free},
		{ID: "dialog.up", Keys: []string{"K", "shift+up"}, Label: "up", Help: "Move the dialog up", Group: "Dialogs", Disabled: free},
		{ID: "dialog.down", Keys: []string{"J", "shift+down"}, Label: "down", Help: "Move the dialog down", Group: "Dialogs", Disabled: free},
		{ID: "list.filter", Keys: []string{"/"}, Label: "filter", Help: "Filter the dialogs by name", Group: "Dialogs", Hidden: true},
	}
}
