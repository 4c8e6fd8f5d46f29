package dialog

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Picker chooses one of many by typing a part of its name.
type Picker struct {
	// ID comes back in the answer; Title heads the box; Hint stands in the empty filter line; Footer says what keys do.
	ID, Title, Hint, Footer string
	// Empty is shown when there is nothing to pick.
	Empty string
	// AllowNew lets alt+enter, or enter where nothing matches, answer with the text as a new name; NewLabel names that.
	AllowNew bool
	NewLabel string

	list   *list.Model
	items  []list.Item
	source list.Source
	st     *styles.Styles
	marked string
	reason string
}

// NewPicker makes a picker over ready-made items; the one with the ID selected is marked at first.
func NewPicker(id, title string, items []list.Item, selected string) *Picker {
	return &Picker{ID: id, Title: title, items: items, marked: selected}
}

// NewSourcePicker makes a picker over a source of any size; the answer has the Index, no Choice.
func NewSourcePicker(id, title string, src list.Source) *Picker {
	return &Picker{ID: id, Title: title, source: src}
}

// SetStyles makes the list at first and changes its look later.
func (p *Picker) SetStyles(st *styles.Styles) {
	p.st = st
	if p.list != nil {
		p.list.SetStyles(st)
		return
	}
	hint := p.Hint
	if hint == "" {
		hint = "type to find"
	}
	p.list = list.New(st, list.Options{AlwaysFilter: true, Prompt: hint, Empty: p.Empty})
	if p.source != nil {
		p.list.SetSource(p.source)
	} else {
		p.list.SetItems(p.items)
		p.list.SelectID(p.marked)
	}
	p.list.Focus()
}

// Typing is always the case.
func (p *Picker) Typing() bool { return true }

// Update moves and filters; enter picks, unless the item is disabled: then the reason is shown. Esc clears the filter, and
// closes when there is none.
func (p *Picker) Update(msg tea.Msg) (Answer, bool) {
	if m, ok := msg.(tea.MouseMsg); ok {
		m.X, m.Y = m.X-1, m.Y-1
		msg = m
	}
	if key, ok := msg.(tea.KeyMsg); ok {
		p.reason = ""
		switch name := key.String(); {
		case name == "esc" && p.list.Filter() == "":
			return Answer{ID: p.ID, Cancelled: true}, true
		case p.AllowNew && p.list.Filter() != "" && (name == "alt+enter" || name == "enter" && p.list.Len() == 0):
			return Answer{ID: p.ID, Text: p.list.Filter(), New: true}, true
		case name == "tab" || name == "ctrl+n":
			msg = tea.KeyMsg{Type: tea.KeyDown}
		case name == "shift+tab" || name == "ctrl+p":
			msg = tea.KeyMsg{Type: tea.KeyUp}
		}
	}
	r := p.list.Update(msg)
	if r.Reason != "" {
		p.reason = r.Reason
	}
	if !r.Chosen {
		return Answer{}, false
	}
	a := Answer{ID: p.ID, Index: r.Index, Text: p.list.Filter()}
	if p.source == nil {
		a.Choice = p.items[r.Index].ID
	}
	return a, true
}

// Selected is the index of the marked item, for a preview beside the picker.
func (p *Picker) Selected() (int, bool) {
	if p.list == nil {
		return 0, false
	}
	return p.list.Selected()
}

// Size is wide enough for names and reasons, and as high as two thirds of the window.
func (p *Picker) Size(w, h int) (int, int) {
	lines := 0
	if p.source == nil {
		for _, it := range p.items {
			lines++
			if it.Detail != "" {
				lines += canvas.Height(it.Detail)
			}
		}
	} else {
		lines = p.source.Len()
	}
	return min(76, max(w-4, 1)), min(max(lines+4, 8), max(h*2/3, 12), h)
}

// Draw shows the filter line, the items and the footer or the reason.
func (p *Picker) Draw(w, h int) string {
	iw, ih := max(w-2, 1), max(h-2, 1)
	foot := ""
	switch {
	case p.reason != "":
		foot = p.st.Warning.Render(canvas.OneLine(p.reason))
	case p.AllowNew && p.list.Filter() != "":
		label := p.NewLabel
		if label == "" {
			label = "new"
		}
		key := "alt+enter "
		if p.list.Len() == 0 {
			key = "enter "
		}
		foot = p.st.Key.Render(key) + p.st.KeyLabel.Render(label+": "+canvas.OneLine(p.list.Filter()))
	case p.Footer != "":
		foot = p.st.KeyLabel.Render(canvas.OneLine(p.Footer))
	}
	body := ih
	if foot != "" && ih > 3 {
		body--
	}
	p.list.SetSize(iw, body)
	content := p.list.View()
	if body < ih {
		content += "\n" + canvas.FitLine(" "+canvas.TruncateTail(foot, iw-1, p.st.Glyphs.Ellipsis), iw)
	}
	count := ""
	if n := p.list.Len(); n > 0 {
		count = itoa(n)
	}
	return frame(p.st, p.Title, count, "", content, p.list.Scroll(), w, h)
}
