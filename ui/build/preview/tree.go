package preview

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// tree is the view of everything that was tried, in place of the chat.
type tree struct {
	open     bool
	branches []desk.Branch
	at       int
	top      int
}

func (p *Preview) openTree() {
	p.tree = tree{open: true, branches: p.state.Talk.Tree()}
	for i, b := range p.tree.branches {
		if b.Here || b.Shown {
			p.tree.at = i
		}
	}
}

func (p *Preview) actInTree(id string) []want.Want {
	t, page := &p.tree, max(p.h-4, 1)
	switch id {
	case "tree.show":
		return p.showBranch(t.at)
	case "tree.close":
		t.open = false
	case "tree.up":
		t.at--
	case "tree.down":
		t.at++
	case "tree.first":
		t.at = 0
	case "tree.last":
		t.at = len(t.branches) - 1
	case "tree.pageup":
		t.at -= page
	case "tree.pagedown":
		t.at += page
	}
	t.at = min(max(t.at, 0), max(len(t.branches)-1, 0))
	return nil
}

func (p *Preview) showBranch(i int) []want.Want {
	if i < 0 || i >= len(p.tree.branches) {
		return nil
	}
	p.tree.open = false
	return p.rewound(want.Branch{Index: i})
}

func (p *Preview) mouseInTree(m tea.MouseMsg) []want.Want {
	switch m.Button {
	case tea.MouseButtonWheelUp:
		return p.actInTree("tree.up")
	case tea.MouseButtonWheelDown:
		return p.actInTree("tree.down")
	case tea.MouseButtonLeft:
		i := p.tree.top + m.Y - 1
		if m.Action != tea.MouseActionPress || m.Y < 1 || i >= len(p.tree.branches) {
			return nil
		}
		if i == p.tree.at {
			return p.showBranch(i)
		}
		p.tree.at = i
	}
	return nil
}

// drawTree draws the tree in w×h cells.
func (p *Preview) drawTree(w, h int) ([]string, canvas.Scroll) {
	t := &p.tree
	n := len(t.branches)
	if t.at < t.top {
		t.top = t.at
	}
	if t.at >= t.top+h {
		t.top = t.at - h + 1
	}
	t.top = min(max(t.top, 0), max(n-h, 0))
	var out []string
	for i := t.top; i < min(t.top+h, n); i++ {
		out = append(out, p.branchLine(t.branches[i], i == t.at, w))
	}
	return out, canvas.Scroll{Top: t.top, Shown: h, Total: n}
}

// branchLine draws one turn: where it forks off, what was answered, and whether it is shown.
func (p *Preview) branchLine(b desk.Branch, selected bool, w int) string {
	look := p.styles
	indent := canvas.Spaces(3 * b.Level)
	if b.Fork {
		indent = canvas.Spaces(3*(b.Level-1)) + look.Border.Render(look.Glyphs.Border.BottomLeft+look.Glyphs.Rule) + " "
	}
	ink, right := look.Muted, ""
	if b.Shown {
		ink = look.Text
	}
	if b.Here {
		right = look.Accent.Render(look.Glyphs.Back) + " "
	}
	mark := " "
	if selected {
		mark = look.Accent.Render(look.Glyphs.Here)
	}
	line := mark + canvas.Spread(indent+ink.Render(inWords(b.Action)), right, max(w-1, 1))
	if selected && p.focused {
		return look.Selection.FillLine(line, w)
	}
	return line
}

// inWords is an action as the tree and the notes tell it.
func inWords(a model.Action) string {
	switch a.Verb {
	case model.VerbSay:
		return canvas.OneLine(a.Text)
	case model.VerbPress:
		return "[" + canvas.OneLine(a.Text) + "]"
	}
	return strings.TrimSpace(canvas.OneLine(a.String()))
}
