package editor

import (
	"strconv"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/want"
)

// place is where in which list something new goes.
type place struct {
	list  model.Path
	index int
	in    *model.Kind // the kind of interaction the list is inside of, or nil
}

// below is the place for a new interaction below the selected row.
func (e *Editor) below(r *row) place {
	top := e.dialogPath().Field("interactions")
	switch r.kind {
	case rowFrom, rowIntent:
		return place{list: top}
	case rowStep:
		return place{list: r.list, index: r.index + 1, in: e.kindAround(r.list)}
	case rowAdd:
		return place{list: r.list, index: r.index, in: e.kindAround(r.list)}
	case rowRun, rowLink:
		at := r.node
		if g, err := edit.At(e.state.Workspace, at); err == nil && g.Field != nil {
			if f := stepsIn(g.Field); f != nil {
				p := place{list: at.Field(f.Key), in: e.kindAround(at.Field(f.Key))}
				if r.kind == rowLink {
					p.index = f.Of(g.Value).Len()
				}
				return p
			}
		}
	case rowEnd:
		return place{list: top, index: len(e.state.Dialog.Interactions)}
	}
	if i := e.findNode(r.node); i >= 0 && e.page.rows[i].node == r.node {
		if n := &e.page.rows[i]; n.kind != r.kind {
			return e.below(n)
		}
	}
	return place{list: top, index: len(e.state.Dialog.Interactions)}
}

// kindAround is the kind of the interaction that a list of interactions is in, or nil.
func (e *Editor) kindAround(list model.Path) *model.Kind {
	if at, err := edit.At(e.state.Workspace, list); err == nil && at.Step != nil {
		return at.Step.Kind()
	}
	return nil
}

func (e *Editor) canAdd() string {
	if e.row() == nil {
		return "choose a place first"
	}
	return ""
}

func (e *Editor) canAddStep() string {
	if r := e.row(); r == nil || r.kind == rowField || r.kind == rowElement {
		return "choose a block first"
	}
	return ""
}

// add asks for the kind of a new interaction; on the end row for an end interaction.
func (e *Editor) add() []want.Want {
	r := e.row()
	if r.kind == rowEnd {
		return e.pickEnd(r.step)
	}
	p := e.below(r)
	var items []want.Item
	for _, k := range model.Kinds() {
		items = append(items, want.Item{ID: k.Key, Label: k.Name, Detail: k.Help, Reason: e.unfit(k, p.in)})
	}
	title := "Add an interaction"
	if p.in != nil {
		title += " in " + p.in.Name
	}
	return []want.Want{want.Pick{Title: title, Items: items, Done: func(it want.Item) []want.Want {
		id := edit.NextID(e.state.Assistant)
		e.next = func() { e.begun(p.list.At(id)) }
		return apply(edit.AddInteraction{List: p.list, Index: p.index, Kind: it.ID})
	}}}
}

// unfit is why a kind cannot be added here, "" where it can.
func (e *Editor) unfit(k, in *model.Kind) string {
	if _, why := k.Fits(e.state.Assistant.Channel, e.state.Assistant.Type); why != "" {
		return why
	}
	switch {
	case k.End:
		return "only as the end of a dialog"
	case in != nil && !in.TakesStep(k):
		return "not inside " + in.Name
	}
	return e.unplayed(k)
}

func (e *Editor) unplayed(k *model.Kind) string {
	if e.state.Plays != nil && !e.state.Plays(k) {
		return "not played yet"
	}
	return ""
}

// begun selects a new interaction and goes into its text, which typing replaces.
func (e *Editor) begun(at model.Path) {
	e.build()
	i := e.findNode(at)
	if i < 0 {
		return
	}
	e.choose(i)
	e.openNode(&e.page.rows[i])
	if r := e.row(); r != nil && r.kind == rowField && r.field.Role == model.RoleText && r.field.Required {
		e.write(r)
		e.typing.buf.SelectAll()
		e.change()
	}
}

// pickEnd asks for the kind of end interaction, or for another one instead.
func (e *Editor) pickEnd(now *model.Interaction) []want.Want {
	d, a := e.state.Dialog, e.state.Assistant
	var items []want.Item
	for _, k := range model.Kinds() {
		if !k.End {
			continue
		}
		_, why := edit.CanEnd(a, k)
		if why == "" {
			why = e.unplayed(k)
		}
		items = append(items, want.Item{ID: k.Key, Label: k.Name, Detail: k.Help, Reason: why, Here: now != nil && now.Kind() == k})
	}
	title := "End " + d.Name + " with"
	if now != nil {
		title = "End " + d.Name + " with another"
	}
	return []want.Want{want.Pick{Title: title, Items: items, Done: func(it want.Item) []want.Want {
		at := e.dialogPath().Field("end")
		e.next = func() { e.begun(at) }
		if now != nil {
			return apply(edit.ReplaceEnd{Assistant: a.ID, Dialog: d.ID, Kind: it.ID})
		}
		return apply(edit.SetEnd{Assistant: a.ID, Dialog: d.ID, Kind: it.ID})
	}}}
}

// remove deletes what is selected: an interaction, a branch, an element, a value.
func (e *Editor) remove() []want.Want {
	r := e.row()
	gone := func(a edit.Action, what string) []want.Want {
		return append(apply(a), want.Tell{Text: "deleted " + what + " " + e.look.st.Glyphs.Dot + " u undoes it"})
	}
	switch r.kind {
	case rowStep:
		e.closeIfIn(r.path)
		return gone(edit.DeleteInteraction{At: r.path}, kindName(r.step))
	case rowEnd:
		e.closeIfIn(r.path)
		return gone(edit.RemoveEnd{Assistant: e.state.Assistant.ID, Dialog: e.state.Dialog.ID}, kindName(r.step))
	case rowRun:
		e.closeIfIn(r.path)
		if r.list == "" {
			return gone(edit.ClearField{At: r.path}, "\""+lower(r.field.Label)+"\"")
		}
		return gone(edit.RemoveElement{At: r.path}, one(r.field)+" "+strconv.Itoa(r.index+1))
	case rowLevel:
		return gone(edit.RemoveElement{At: parent(r.path)}, "\""+r.value.String()+"\"")
	case rowIntent:
		return e.clear(r.path)
	case rowElement:
		if e.opened.part.Below(r.list) {
			e.opened.part = e.around(r.path)
			e.change()
		}
		if a, ok := e.removal(r); ok {
			return e.forced(a)
		}
		return gone(edit.RemoveElement{At: r.path}, one(r.field))
	case rowField:
		if c, ok := asChange(r.value); ok && c.Op != model.ChangeClear {
			return apply(edit.SetField{At: r.path, Value: model.Change{Op: model.ChangeClear}})
		}
	}
	return apply(edit.ClearField{At: r.path})
}

func kindName(i *model.Interaction) string {
	if k := i.Kind(); k != nil {
		return k.Name
	}
	return "interaction"
}

// closeIfIn closes what is open, if it is below a place that goes.
func (e *Editor) closeIfIn(p model.Path) {
	if e.opened.node.Below(p) {
		e.opened = opened{}
		e.change()
	}
}

// move moves an interaction or an element one place up or down. At the edge of a
// branch an interaction goes on into the next branch, or out of it.
func (e *Editor) move(by int) []want.Want {
	r := e.row()
	if r.kind != rowStep {
		return e.moveElement(r, by)
	}
	to := place{list: r.list, index: r.index + by}
	if n := e.count(r.list); to.index < 0 || to.index >= n {
		var ok bool
		if to, ok = e.beyond(r, by); !ok {
			if by < 0 {
				return tell("it is the first already")
			}
			return tell("it is the last already")
		}
		if why := e.refuses(to, r.step); why != "" {
			return tell(why)
		}
	}
	e.closeIfIn(r.path)
	id := r.step.ID
	e.next = func() { e.Select(id) }
	return apply(edit.MoveInteraction{At: r.path, List: to.list, To: to.index})
}

func (e *Editor) refuses(to place, i *model.Interaction) string {
	if ok, why := edit.CanAdd(e.state.Workspace, to.list, i.Kind()); !ok {
		return why
	}
	return ""
}

// count is the number of elements of a list.
func (e *Editor) count(list model.Path) int {
	if at, err := edit.At(e.state.Workspace, list); err == nil {
		return at.Value.Len()
	}
	return 0
}

// beyond is the place past the edge of a branch: in the next branch of the same
// interaction, else beside that interaction.
func (e *Editor) beyond(r *row, by int) (place, bool) {
	around, err := edit.At(e.state.Workspace, r.list)
	if err != nil || around.Step == nil {
		return place{}, false
	}
	for i := range e.page.rows {
		o := &e.page.rows[i]
		if o.kind != rowStep || o.step.ID != around.Step.ID {
			continue
		}
		runs := runsOf(o.step, o.path)
		for n := range runs {
			g := stepsIn(runs[n].field)
			if runs[n].path.Field(g.Key) != r.list {
				continue
			}
			if n += by; n >= 0 && n < len(runs) {
				p := place{list: runs[n].path.Field(g.Key)}
				if by < 0 {
					p.index = g.Of(runs[n].value).Len()
				}
				return p, true
			}
		}
		p := place{list: o.list, index: o.index}
		if by > 0 {
			p.index++
		}
		return p, true
	}
	return place{}, false
}

func (e *Editor) moveElement(r *row, by int) []want.Want {
	to := r.index + by
	if to < 0 || to >= e.count(r.list) {
		return tell("it is at the edge already")
	}
	at, kind := r.list.Index(to), r.kind
	was := r.path
	switch {
	case r.keyed || elementID(r.value) != "":
		at = r.path
	case r.kind == rowLevel:
		was = parent(r.path)
		e.next = func() { e.chooseSpot(spot{rowLevel, at.Field(r.field.Key)}) }
		return apply(edit.MoveElement{At: was, To: to})
	}
	e.next = func() {
		if e.opened.node == was {
			e.opened.node = at
		}
		e.opened.part = e.around(was)
		e.change()
		e.chooseSpot(spot{kind, at})
	}
	return apply(edit.MoveElement{At: r.path, To: to})
}

func (e *Editor) copy(cut bool) []want.Want {
	r := e.row()
	return []want.Want{want.Copy{Dialog: e.state.Dialog.ID, Steps: []string{r.step.ID}, Cut: cut}}
}

func (e *Editor) paste() []want.Want {
	p := e.below(e.row())
	return []want.Want{want.Paste{Into: p.list, At: p.index}}
}

func (e *Editor) duplicate() []want.Want {
	r := e.row()
	list, index := r.list, r.index+1
	e.closeIfIn(r.path)
	e.next = func() {
		e.build()
		for i := range e.page.rows {
			if o := &e.page.rows[i]; o.kind == rowStep && o.list == list && o.index == index {
				e.choose(i)
			}
		}
	}
	return apply(edit.DuplicateInteraction{At: r.path})
}
