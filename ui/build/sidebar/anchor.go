package sidebar

import (
	"strings"

	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
)

// leads puts into words where a dialog leads, for the line below its preview.
func (s *Sidebar) leads(d *model.Dialog, a model.Anchor) string {
	switch a.State {
	case model.Unlinked:
		return a.Why
	case model.Finished:
		return d.Ending()
	}
	return s.styles.Glyphs.To + " " + strings.Join(names(a.Targets), ", ")
}

func names(all []*model.Dialog) []string {
	out := make([]string, len(all))
	for i, d := range all {
		out[i] = d.Name
	}
	return out
}

// anchor works out a dialog's link state.
func (s *Sidebar) anchor(d *model.Dialog) model.Anchor {
	return model.AnchorOf(s.state.Assistant, d, s.flow(d))
}

// source draws the dialogs for the list.
type source struct{ s *Sidebar }

func (x source) Len() int {
	if x.s.state.Assistant == nil {
		return 0
	}
	return len(x.s.state.Assistant.Dialogs)
}

func (x source) Text(i int) string     { return x.s.state.Assistant.Dialogs[i].Name }
func (x source) Disabled(i int) string { return "" }

// Lines draws a dialog: anchor and name, how it begins, where it leads.
func (x source) Lines(i int, st list.State) []string {
	s := x.s
	d, look := s.state.Assistant.Dialogs[i], s.styles
	a := s.anchor(d)
	mark, name, below := look.Linked.Render(look.Glyphs.Linked), look.Text, look.Muted
	switch a.State {
	case model.Unlinked:
		mark, name, below = look.Unlinked.Render(look.Glyphs.Unlinked), look.UnlinkedName, look.Unlinked
	case model.Finished:
		mark = look.Final.Render(look.Glyphs.Final)
	}
	if st.Selected && a.State != model.Unlinked {
		name = look.Strong
	}
	title := list.Highlight(d.Name, st.Match, name.Ink, look.Match.Ink)
	right := ""
	if n := s.state.Problems[d.ID]; n > 0 {
		right = look.Error.Render(look.Glyphs.Cross)
	}
	if s.state.Speaking == d.ID {
		right = look.Accent.Render(look.Glyphs.Back)
	}
	room := max(st.Width-canvas.Width(mark)-1, 1)
	free := room
	if w := canvas.Width(right); w > 0 {
		free = max(room-w-1, 1)
	}
	title = s.titled(title, d.Intent, free)
	indent := canvas.Spaces(canvas.Width(mark) + 1)
	short := func(t string) string { return canvas.TruncateTail(canvas.OneLine(t), room, look.Glyphs.Ellipsis) }
	return []string{
		mark + " " + canvas.Spread(title, right, room),
		indent + look.Muted.Render(short(opening(d))),
		indent + below.Render(short(s.leads(d, a))),
	}
}

// leastName is how many cells an intent's name needs to be worth showing.
const leastName = 6

// titled puts a dialog's name, and the glyph and name of its intent, into w cells:
// the glyph is never cut off.
func (s *Sidebar) titled(title string, id model.IntentID, w int) string {
	look := s.styles
	if id == "" {
		return canvas.TruncateTail(title, w, look.Glyphs.Ellipsis)
	}
	mark := look.Glyphs.Intent
	title = canvas.TruncateTail(title, max(w-canvas.Width(mark)-1, 1), look.Glyphs.Ellipsis)
	if left := w - canvas.Width(title) - canvas.Width(mark) - 2; left >= leastName {
		mark += " " + canvas.TruncateTail(canvas.OneLine(s.intent(id)), left, look.Glyphs.Ellipsis)
	}
	return canvas.TruncateTail(title+" "+look.Intent.Render(mark), w, look.Glyphs.Ellipsis)
}

// intent is what an intent is called.
func (s *Sidebar) intent(id model.IntentID) string {
	if n := s.state.Workspace.Intent(id); n != nil && n.Name != "" {
		return n.Name
	}
	return string(id)
}

// opening is how a dialog begins: the first text of its first interaction.
func opening(d *model.Dialog) string {
	first := d.End
	if len(d.Interactions) > 0 {
		first = &d.Interactions[0]
	}
	if first == nil || first.Kind() == nil {
		return "empty"
	}
	words := first.Kind().Name
	model.Visit(*first, "", func(p model.Place) bool {
		if p.Field != nil && p.Field.Role == model.RoleText && p.Field.Key == "text" && p.Text() != "" {
			words = p.Text()
			return false
		}
		return words == first.Kind().Name
	})
	if len(words) > longestOpening {
		words = strings.ToValidUTF8(words[:longestOpening], "")
	}
	return words
}

// longestOpening is more bytes of a text than a line of the sidebar shows.
const longestOpening = 1000
