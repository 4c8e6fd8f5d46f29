package ui

import (
	"strconv"

	"parley/engine/edit"
	"parley/ui/kit/dialog"
	"parley/ui/kit/layout"
	"parley/ui/kit/list"
	"parley/ui/want"
)

// want does what a pane asks for, in order.
func (m *Model) want(all []want.Want) {
	for _, w := range all {
		m.one(w)
	}
}

func (m *Model) one(w want.Want) {
	switch w := w.(type) {
	case want.Apply:
		m.apply(w.Action)
	case want.Open:
		m.screen.Open(w)
	case want.GoBack:
		if !m.screen.Back() {
			m.tell("No link was followed to here", true)
		}
	case want.Act:
		m.want(m.screen.Act(w.Action))
	case want.Rewind:
		m.screen.Rewind(w.By)
	case want.PlayTo:
		m.playTo(w)
	case want.Pick:
		m.pick(w)
	case want.Prompt:
		m.prompt(w)
	case want.Confirm:
		m.ask(&dialog.Confirm{Title: w.Title, Text: w.Body, Names: w.Names, Note: w.Note, Choices: []dialog.Choice{{ID: "yes", Key: "y", Label: w.Yes}}, Danger: !w.Safe},
			func(dialog.Answer) []want.Want { return w.Done() })
	case want.Tell:
		m.tell(w.Text, w.Error)
	case want.Copy:
		m.copy(w)
	case want.Paste:
		m.paste(w)
	case want.Then:
		m.want(w.Do())
	case want.Work:
		m.start(w)
	case want.After:
		m.cmds = append(m.cmds, m.later(w.Wait, worked{w.Do}))
	case want.Visit:
		m.reveal(w)
	case want.Build:
		m.build(w.Assistant)
	case want.Change:
		m.tell(m.screen.Change(w))
	case want.Branch:
		m.screen.Branch(w.Index)
	case want.Persona:
		if problem := m.screen.Persona(w); problem != "" {
			m.tell(problem, true)
		}
	case want.Begin:
		if problem := m.screen.Begin(w); problem != "" {
			m.tell(problem, true)
		}
	case want.Clipboard:
		m.clipboard(w)
	case want.Run:
		m.run(w.Binding)
	}
}

// apply makes an edit and shows it in all panes.
func (m *Model) apply(a edit.Action) {
	change, err := m.desk.Apply(a)
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	m.screen.After(change)
	if s := m.surroundings(m.at); s != nil {
		s.After(change)
	} else {
		m.refreshOthers()
	}
	if n := len(change.Losses); n > 0 {
		m.tell(a.Label()+": "+strconv.Itoa(n)+" places were dropped or left unlinked", false)
	}
	m.edited()
}

func (m *Model) pick(w want.Pick) {
	items := make([]list.Item, len(w.Items))
	here := ""
	for i, it := range w.Items {
		items[i] = list.Item{ID: strconv.Itoa(i), Title: it.Label, Detail: it.Detail, Disabled: it.Reason}
		if it.Here {
			here = items[i].ID
		}
	}
	p := dialog.NewPicker("", w.Title, items, here)
	p.AllowNew = w.Free
	m.ask(p, func(a dialog.Answer) []want.Want {
		if a.New {
			return w.Done(want.Item{Label: a.Text})
		}
		if a.Index < 0 || a.Index >= len(w.Items) {
			return nil
		}
		return w.Done(w.Items[a.Index])
	})
}

func (m *Model) prompt(w want.Prompt) {
	p := &dialog.Prompt{Title: w.Title, Value: w.Value, Placeholder: w.Hint, Note: w.Note}
	if w.Check != nil {
		p.Check = func(s string) string {
			if err := w.Check(s); err != nil {
				return err.Error()
			}
			return ""
		}
	}
	m.ask(p, func(a dialog.Answer) []want.Want { return w.Done(a.Text) })
}

// run does an action of the program by its name.
func (m *Model) run(id string) {
	switch id {
	case "focus.editor":
		m.focus(layout.Middle)
	case "focus.sidebar":
		m.focus(layout.Left)
	case "focus.preview":
		m.focus(layout.Right)
	case "preview.restart":
		m.screen.Restart()
	case "preview.beside":
		m.want(m.screen.Beside())
	case "preview.live":
		m.want(m.screen.Live())
	case "preview.again":
		m.screen.Again()
	case "layout":
		m.lay()
	case "refresh":
		m.refresh()
	default:
		for _, b := range append(m.always(), m.actions()...) {
			if b.ID == id {
				m.do(b)
				return
			}
		}
	}
}
