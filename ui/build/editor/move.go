package editor

import "parley/engine/model"

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
	for i := range e.page.rows {
		if r := &e.page.rows[i]; r.stop() && r.kind == s.kind && r.path == s.path {
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

// reveal scrolls so that the selected row is in view: all of it, else its
// beginning; while a text is edited, the line with the cursor.
func (e *Editor) reveal() {
	i := e.current()
	p := &e.page
	limit := max(p.total()-e.shown(), 0)
	top := min(p.top, limit)
	if i >= 0 {
		from := p.tops[i] + p.rows[i].gap
		to := p.tops[i+1]
		if i == e.firstStop() {
			from = 0
		}
		top = min(max(top, to-e.shown()), from)
	}
	if top != p.top {
		p.top, e.look.drawn = top, false
	}
}

func (e *Editor) firstStop() int {
	for i := range e.page.rows {
		if e.page.rows[i].stop() {
			return i
		}
	}
	return -1
}

// screenLine is the line of the view on which the selected row begins.
func (e *Editor) screenLine() int {
	if !e.page.built {
		return 0
	}
	if i := e.find(e.at); i >= 0 {
		return e.page.tops[i] + e.page.rows[i].gap - e.page.top
	}
	return 0
}

// holdLine scrolls so that the selected row begins on that line again.
func (e *Editor) holdLine(y int) {
	if i := e.current(); i >= 0 {
		e.page.top = max(e.page.tops[i]+e.page.rows[i].gap-y, 0)
	}
	e.reveal()
}

// settle finds another row where the selected one is gone: what stands in its
// place now, else what it was part of.
func (e *Editor) settle() {
	was := e.at
	if e.opened.node != "" && e.findNode(e.opened.node) < 0 {
		e.opened = opened{}
		e.change()
	}
	e.build()
	if e.find(was) >= 0 {
		return
	}
	best, length := -1, -1
	for i := range e.page.rows {
		r := &e.page.rows[i]
		if r.stop() && r.kind != rowFrom && len(r.path) > length && was.path.Below(r.path) {
			best, length = i, len(r.path)
		}
	}
	if best < 0 {
		best = e.firstStop()
	}
	if best >= 0 {
		e.at = e.page.rows[best].spot()
		e.look.drawn = false
	}
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
