package editor

import (
	"strings"

	"parley/engine/model"
)

// row is the selected row, nil where there is none.
func (e *Editor) row() *row {
	if i := e.current(); i >= 0 {
		return &e.page.rows[i]
	}
	return nil
}

// current is the index of the selected row, -1 where there is none.
func (e *Editor) current() int {
	e.build()
	return e.find(e.at)
}

func (e *Editor) find(s spot) int {
	rows := e.page.rows
	if h := e.page.hint; h < len(rows) && rows[h].stop() && rows[h].spot() == s {
		return h
	}
	for i := range rows {
		if r := &rows[i]; r.kind == s.kind && r.path == s.path && r.stop() {
			e.page.hint = i
			return i
		}
	}
	return -1
}

// choose selects the row at an index and brings it into view.
func (e *Editor) choose(i int) {
	if i < 0 || i >= len(e.page.rows) || !e.page.rows[i].stop() {
		return
	}
	e.at = e.page.rows[i].spot()
	e.look.drawn = false
	e.reveal()
}

// chooseSpot selects a row if it is there.
func (e *Editor) chooseSpot(s spot) bool {
	e.build()
	i := e.find(s)
	e.choose(i)
	return i >= 0
}

// step goes n stops up or down.
func (e *Editor) step(n int) {
	i := e.current()
	for at := i; n != 0; {
		if n > 0 {
			at++
		} else {
			at--
		}
		if at < 0 || at >= len(e.page.rows) {
			break
		}
		if e.page.rows[at].stop() {
			i = at
			if n > 0 {
				n--
			} else {
				n++
			}
		}
	}
	e.choose(i)
}

// edge goes to the first or the last row.
func (e *Editor) edge(last bool) {
	e.build()
	if last {
		for i := len(e.page.rows) - 1; i >= 0; i-- {
			if e.page.rows[i].stop() {
				e.choose(i)
				return
			}
		}
		return
	}
	e.page.top = 0
	for i := range e.page.rows {
		if e.page.rows[i].stop() {
			e.choose(i)
			return
		}
	}
}

// leaf goes a page up or down.
func (e *Editor) leaf(dir int) {
	if e.glide(dir * max(e.shown()-2, 1)) {
		return
	}
	i := e.current()
	if i < 0 {
		e.edge(dir > 0)
		return
	}
	target := e.page.tops[i] + dir*max(e.shown()-2, 1)
	at := min(max(e.rowAt(max(target, 0)), 0), len(e.page.rows)-1)
	for at >= 0 && at < len(e.page.rows) && !e.page.rows[at].stop() {
		at += dir
	}
	if at < 0 || at >= len(e.page.rows) || at == i {
		e.step(dir)
		return
	}
	e.choose(at)
}

// shown is the number of lines in view.
func (e *Editor) shown() int { return max(e.look.h-2, 1) }

// wheel scrolls without choosing another row.
func (e *Editor) wheel(n int) {
	e.build()
	top := min(max(e.page.top+n, 0), max(e.page.total()-e.shown(), 0))
	if top != e.page.top {
		e.page.top, e.look.drawn = top, false
	}
}

// reveal scrolls so that the selected row is in view. Of a row that is higher
// than the view some part stays in it.
func (e *Editor) reveal() {
	if e.look.h < 3 {
		return // nothing is to be seen between its borders: what is shown stays for later
	}
	i := e.current()
	p := &e.page
	p.follow = false
	top := min(p.top, max(p.total()-e.shown(), 0))
	if i >= 0 {
		from, to := p.tops[i]+p.rows[i].gap, p.tops[i+1]
		if i == e.firstStop() {
			from = 0
		}
		if to-from > e.shown() {
			top = min(max(top, from), to-e.shown())
		} else {
			top = min(max(top, to-e.shown()), from)
		}
	}
	if top != p.top {
		p.top, e.look.drawn = top, false
	}
}

// glide scrolls within the selected row where it is higher than the view, and
// tells whether it did.
func (e *Editor) glide(n int) bool {
	i := e.current()
	if i < 0 {
		return false
	}
	from, to := e.page.tops[i], e.page.tops[i+1]
	if to-from <= e.shown() || n > 0 && to <= e.page.top+e.shown() || n < 0 && from >= e.page.top {
		return false
	}
	e.page.top = min(max(e.page.top+n, from), to-e.shown())
	e.look.drawn = false
	return true
}

func (e *Editor) firstStop() int {
	for i := range e.page.rows {
		if e.page.rows[i].stop() {
			return i
		}
	}
	return -1
}

// trace is what is known of the selected row before a change.
type trace struct {
	at    spot
	list  model.Path
	index int
	step  string
	pos   int // among all rows
	y     int // the line of the view it began on
}

func (e *Editor) trace() trace {
	t := trace{at: e.at}
	i := e.find(e.at) // among what was drawn last, even where it is out of date
	if i < 0 || i+1 >= len(e.page.tops) {
		return t
	}
	r := &e.page.rows[i]
	t.list, t.index, t.pos, t.y = r.list, r.index, i, e.page.tops[i]+r.gap-e.page.top
	if r.step != nil {
		t.step = r.step.ID
	}
	return t
}

// holdLine scrolls so that the selected row begins on the same line of the view again.
func (e *Editor) holdLine(y int) {
	if i := e.current(); i >= 0 {
		e.page.top = max(e.page.tops[i]+e.page.rows[i].gap-y, 0)
	}
	e.reveal()
}

// settle finds the selected row again after a change: the same place, else the
// same place of an interaction that was moved, else what stands in its place now.
func (e *Editor) settle(was trace) {
	e.build()
	if n := e.opened.node; n != "" && e.findNode(n) < 0 {
		if n = e.rebase(n); n != "" && e.opened.part != "" {
			e.opened.part = n + e.opened.part[len(e.opened.node):]
		}
		if e.opened.node = n; n == "" {
			e.opened.part = ""
		}
		e.change()
		e.build()
	}
	if e.find(was.at) >= 0 {
		return
	}
	if p := e.rebase(was.at.path); p != "" && e.find(spot{was.at.kind, p}) >= 0 {
		e.at.path = p
		return
	}
	if i := e.successor(was); i >= 0 {
		e.at = e.page.rows[i].spot()
		e.look.drawn = false
	}
}

// rebase is the path of a place in an interaction that stands elsewhere now, ""
// where there is no such interaction.
func (e *Editor) rebase(p model.Path) model.Path {
	best, out := 0, model.Path("")
	for i := range e.page.rows {
		r := &e.page.rows[i]
		if r.kind != rowStep || r.step.ID == "" {
			continue
		}
		id := "[" + r.step.ID + "]"
		if at := strings.LastIndex(string(p), id); at > best {
			best, out = at, r.path+p[at+len(id):]
		}
	}
	return out
}

// successor is the row to select where the selected one is gone.
func (e *Editor) successor(was trace) int {
	rows := e.page.rows
	for back := 0; was.list != "" && back <= 1; back++ {
		for i := range rows {
			if r := &rows[i]; r.list == was.list && r.kind == was.at.kind && r.index == was.index-back {
				return i
			}
		}
	}
	best, length := -1, -1
	for i := range rows {
		r := &rows[i]
		if r.stop() && !r.above() && len(r.path) > length && was.at.path.Below(r.path) {
			best, length = i, len(r.path)
		}
	}
	for i := min(was.pos, len(rows)-1); best < 0 && i >= 0; i-- {
		if rows[i].stop() {
			return i
		}
	}
	return best
}

// findNode is the row of an interaction or branch.
func (e *Editor) findNode(p model.Path) int {
	e.build()
	for i := range e.page.rows {
		r := &e.page.rows[i]
		if r.path == p && (r.kind == rowStep || r.kind == rowRun || r.kind == rowEnd) {
			return i
		}
	}
	return -1
}
