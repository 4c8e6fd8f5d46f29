package sidebar

import (
	"strings"

	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
)

// anchorKind is the state of a dialog's anchor.
type anchorKind int

const (
	linked anchorKind = iota
	unlinked
	final
)

// anchor is where a dialog leads, in short.
type anchor struct {
	kind  anchorKind
	words string // the line below the preview: where it leads, or why it does not
}

// anchor works out a dialog's link state. One whose interactions redirect on
// every path needs no end interaction.
func (s *Sidebar) anchor(d *model.Dialog) anchor {
	f := s.flow(d)
	if d.End == nil && !f.Ends {
		return anchor{unlinked, "not linked"}
	}
	for _, l := range f.Links {
		if l.Dead || s.state.Assistant.Dialog(l.To) != nil {
			continue
		}
		if l.To == "" {
			return anchor{unlinked, "not linked: " + l.Label}
		}
		return anchor{unlinked, "not linked: no dialog " + string(l.To)}
	}
	if d.End != nil && d.End.Kind() != nil && d.End.Kind().Final {
		words := d.End.Kind().Name
		if t, ok := d.End.Settings.(*model.Transfer); ok && t.Team != "" {
			words = "Transfer to " + string(t.Team)
		}
		return anchor{final, words}
	}
	targets := s.targets(d)
	if len(targets) == 0 {
		return anchor{unlinked, "not linked"}
	}
	words := targets[0]
	if len(targets) > 1 {
		words = strings.Join(targets, ", ")
	}
	return anchor{linked, s.styles.Glyphs.To + " " + words}
}

// source draws the dialogs for the list.
type source struct{ s *Sidebar }

func (x source) Len() int              { return len(x.s.state.Assistant.Dialogs) }
func (x source) Text(i int) string     { return x.s.state.Assistant.Dialogs[i].Name }
func (x source) Disabled(i int) string { return "" }

// Lines draws a dialog: anchor and name, how it begins, where it leads.
func (x source) Lines(i int, st list.State) []string {
	s := x.s
	d, look := s.state.Assistant.Dialogs[i], s.styles
	a := s.anchor(d)
	mark, name, below := look.Linked.Render(look.Glyphs.Linked), look.Text, look.Muted
	switch a.kind {
	case unlinked:
		mark, name, below = look.Unlinked.Render(look.Glyphs.Unlinked), look.UnlinkedName, look.Unlinked
	case final:
		mark = look.Final.Render(look.Glyphs.Final)
	}
	if st.Selected && a.kind != unlinked {
		name = look.Strong
	}
	title := list.Highlight(d.Name, st.Match, name.Ink, look.Match.Ink)
	if d.Intent != "" {
		title += " " + look.Intent.Render(look.Glyphs.Intent+" "+canvas.OneLine(string(d.Intent)))
	}
	right := ""
	if n := s.state.Problems[d.ID]; n > 0 {
		right = look.Error.Render(look.Glyphs.Cross)
	}
	if s.state.Speaking == d.ID {
		right = look.Accent.Render(look.Glyphs.Back)
	}
	room := max(st.Width-canvas.Width(mark)-1, 1)
	if w := canvas.Width(right); w > 0 {
		title = canvas.TruncateTail(title, max(room-w-1, 1), look.Glyphs.Ellipsis)
	}
	indent := canvas.Spaces(canvas.Width(mark) + 1)
	short := func(t string) string { return canvas.TruncateTail(canvas.OneLine(t), room, look.Glyphs.Ellipsis) }
	return []string{
		mark + " " + canvas.Spread(canvas.TruncateTail(title, room, look.Glyphs.Ellipsis), right, room),
		indent + look.Muted.Render(short(opening(d))),
		indent + below.Render(short(a.words)),
	}
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
	return words
}
