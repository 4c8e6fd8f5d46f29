// Package list shows a long list of items of any height: selection, scrolling and a fuzzy filter.
package list

import (
	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/canvas"
	"parley/ui/kit/line"
	"parley/ui/kit/styles"
)

// Options are set once.
type Options struct {
	// Empty says what belongs into an empty list and which key makes the first one.
	Empty string
	// Filterable lets "/" open the filter line. AlwaysFilter shows it always and takes every printable key, for pickers.
	Filterable, AlwaysFilter bool
	// Prompt is the filter's hint.
	Prompt string
	// NoMarker leaves out the column of the selection mark.
	NoMarker bool
}

// Result says what a message did.
type Result struct {
	// Handled tells that the message was the list's; another one belongs to the parent.
	Handled bool
	// Moved tells that another item is selected now.
	Moved bool
	// Chosen tells that Index was chosen with enter or a second click. A disabled one is not; Reason says why.
	Chosen bool
	Index  int
	Reason string
}

// Model is the list. Make it with New.
type Model struct {
	st      *styles.Styles
	opt     Options
	src     Source
	w, h    int
	focused bool
	filter  filter
	query   *line.Model // the filter's text while it is typed
	sel     int         // position in the filtered order
	top     int         // first position shown
	skip    int         // lines of it scrolled away
	rows    []int
	view    string
	ok      bool
}

// New makes an empty list of 1×1.
func New(st *styles.Styles, o Options) *Model {
	m := &Model{st: st, opt: o, src: Items{Styles: st}, w: 1, h: 1}
	m.filter.open = o.AlwaysFilter
	m.query = line.New(st, line.Options{Placeholder: o.Prompt, Between: true})
	return m
}

// SetStyles changes the look, for another theme.
func (m *Model) SetStyles(st *styles.Styles) {
	m.st = st
	m.query.SetStyles(st)
	if it, ok := m.src.(Items); ok {
		it.Styles = st
		m.src = it
	}
	m.ok = false
}

// SetSource gives the list its items. Selection and filter stay: the selection on the same index where there is one.
func (m *Model) SetSource(src Source) {
	at, had := m.Selected()
	m.src = src
	m.filter.reset(src)
	m.sel = 0
	if had {
		m.sel = max(m.filter.position(min(at, src.Len()-1)), 0)
	}
	m.reveal()
}

// SetItems is SetSource for ready-made items; the selection stays with the same ID.
func (m *Model) SetItems(items []Item) {
	id := m.SelectedID()
	m.SetSource(Items{Items: items, Styles: m.st})
	m.SelectID(id)
}

// SetEmpty changes what an empty list says.
func (m *Model) SetEmpty(text string) { m.opt.Empty, m.ok = text, false }

// Refresh draws again after the source's content changed without its length.
func (m *Model) Refresh() { m.ok = false }

// SetSize gives the list its size in cells.
func (m *Model) SetSize(w, h int) {
	w, h = max(w, 1), max(h, 1)
	if w == m.w && h == m.h {
		return
	}
	m.w, m.h = w, h
	m.reveal()
}

// Focus marks the selection as the one keys act on; Blur lets it rest.
func (m *Model) Focus() {
	m.focused, m.ok = true, false
	m.query.Focus()
}

// Blur lets the selection rest.
func (m *Model) Blur() {
	m.focused, m.ok = false, false
	m.query.Blur()
}

// Filtering tells that a text is being typed: printable keys are the filter's.
func (m *Model) Filtering() bool { return m.filter.open }

// Filter is the filter's text.
func (m *Model) Filter() string { return m.filter.text }

// SetFilter filters by a text, empty for all.
func (m *Model) SetFilter(text string) {
	if text != m.query.Text() {
		m.query.SetText(text)
	}
	m.filter.set(m.src, text)
	m.sel, m.top, m.skip = 0, 0, 0
	m.reveal()
}

// Len is the number of items the filter leaves.
func (m *Model) Len() int { return m.filter.len(m.src) }

// Selected is the index of the selected item in the source.
func (m *Model) Selected() (int, bool) {
	if m.sel < 0 || m.sel >= m.Len() {
		return 0, false
	}
	return m.filter.index(m.sel), true
}

// SelectedID is the ID of the selected ready-made item.
func (m *Model) SelectedID() string {
	it, ok := m.src.(Items)
	i, sel := m.Selected()
	if !ok || !sel {
		return ""
	}
	return it.Items[i].ID
}

// Select selects an index of the source; one the filter hides stays unselected.
func (m *Model) Select(index int) {
	if p := m.filter.position(index); p >= 0 && p < m.Len() {
		m.sel = p
		m.reveal()
	}
}

// SelectID selects a ready-made item.
func (m *Model) SelectID(id string) {
	it, ok := m.src.(Items)
	if !ok || id == "" {
		return
	}
	for i := range it.Items {
		if it.Items[i].ID == id {
			m.Select(i)
			return
		}
	}
}

// Update takes keys, and mouse messages whose X and Y count from the list's own corner.
func (m *Model) Update(msg tea.Msg) Result {
	switch msg := msg.(type) {
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.KeyMsg:
		if m.filter.open {
			if r := m.typing(msg); r.Handled {
				return r
			}
		}
		return m.key(msg)
	}
	return Result{}
}

func (m *Model) mouse(msg tea.MouseMsg) Result {
	if msg.Action != tea.MouseActionPress {
		return Result{}
	}
	switch msg.Button {
	case tea.MouseButtonWheelUp:
		m.Wheel(-3)
		return Result{Handled: true}
	case tea.MouseButtonWheelDown:
		m.Wheel(3)
		return Result{Handled: true}
	case tea.MouseButtonLeft:
		at, ok := m.positionAt(msg.Y)
		if !ok {
			return Result{Handled: true}
		}
		if at == m.sel && m.focused {
			return m.choose()
		}
		return m.moveTo(at)
	}
	return Result{}
}

// typing is the filter line's share of the keys.
func (m *Model) typing(msg tea.KeyMsg) Result {
	switch name := msg.String(); {
	case name == "esc":
		if m.filter.text == "" && m.opt.AlwaysFilter {
			return Result{}
		}
		m.filter.open = m.opt.AlwaysFilter
		return m.filtered("")
	case name == "enter" && !m.opt.AlwaysFilter:
		m.filter.open = false
		m.reveal()
		return Result{Handled: true}
	}
	r := m.query.Update(msg)
	m.ok = false
	if !r.Changed {
		return Result{Handled: r.Handled}
	}
	return m.filtered(m.query.Text())
}

// filtered filters by another text; the selection stays where the filter goes.
func (m *Model) filtered(text string) Result {
	before, had := m.Selected()
	m.SetFilter(text)
	if text == "" && had {
		m.Select(before)
	}
	after, has := m.Selected()
	return Result{Handled: true, Moved: before != after || had != has, Index: after}
}

func (m *Model) key(msg tea.KeyMsg) Result {
	typing := m.filter.open
	name := msg.String()
	if typing && len(name) == 1 || msg.Paste {
		return Result{}
	}
	switch name {
	case "up", "k":
		return m.moveTo(m.sel - 1)
	case "down", "j":
		return m.moveTo(m.sel + 1)
	case "pgup", "ctrl+b":
		return m.page(-1)
	case "pgdown", "ctrl+f":
		return m.page(1)
	case "home", "g":
		return m.moveTo(0)
	case "end", "G":
		return m.moveTo(m.Len() - 1)
	case "enter":
		return m.choose()
	case "/":
		if m.opt.Filterable {
			m.filter.open = true
			m.reveal()
			return Result{Handled: true}
		}
	case "esc":
		if m.filter.text != "" {
			at, ok := m.Selected()
			m.SetFilter("")
			if ok {
				m.Select(at)
			}
			return Result{Handled: true}
		}
	}
	return Result{}
}

func (m *Model) choose() Result {
	m.reveal()
	i, ok := m.Selected()
	if !ok {
		return Result{Handled: true}
	}
	if why := m.src.Disabled(i); why != "" {
		return Result{Handled: true, Index: i, Reason: why}
	}
	return Result{Handled: true, Chosen: true, Index: i}
}

func (m *Model) moveTo(at int) Result {
	n := m.Len()
	at = min(max(at, 0), max(n-1, 0))
	moved := at != m.sel
	m.sel = at
	m.reveal()
	if n == 0 {
		return Result{Handled: true}
	}
	return Result{Handled: true, Moved: moved, Index: m.filter.index(at)}
}

// page moves by as many items as fill the view.
func (m *Model) page(dir int) Result {
	at, room := m.sel, m.bodyHeight()
	for room > 0 && at+dir >= 0 && at+dir < m.Len() {
		room -= m.height(at)
		if room <= 0 && at != m.sel {
			break
		}
		at += dir
	}
	return m.moveTo(at)
}

// Wheel scrolls by lines without moving the selection; the next key brings it back into view.
func (m *Model) Wheel(lines int) {
	for ; lines > 0; lines-- {
		if !m.moreBelow() {
			break
		}
		if m.skip+1 < m.height(m.top) {
			m.skip++
		} else if m.top < m.Len()-1 {
			m.top, m.skip = m.top+1, 0
		}
	}
	for ; lines < 0; lines++ {
		if m.skip > 0 {
			m.skip--
		} else if m.top > 0 {
			m.top--
			m.skip = m.height(m.top) - 1
		}
	}
	m.ok = false
}

// At finds the source index drawn in a line of the view, for hovering or dropping.
func (m *Model) At(y int) (index int, ok bool) {
	p, ok := m.positionAt(y)
	if !ok {
		return 0, false
	}
	return m.filter.index(p), true
}

func (m *Model) positionAt(y int) (int, bool) {
	m.View()
	if y < 0 || y >= len(m.rows) || m.rows[y] < 0 {
		return 0, false
	}
	return m.rows[y], true
}

// Scroll tells which items are shown, for a scrollbar.
func (m *Model) Scroll() canvas.Scroll {
	m.View()
	first, last := -1, -1
	for _, p := range m.rows {
		if p >= 0 {
			if first < 0 {
				first = p
			}
			last = p
		}
	}
	if first < 0 {
		return canvas.Scroll{}
	}
	return canvas.Scroll{Top: first, Shown: last - first + 1, Total: m.Len()}
}
