package panes

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"parley/ui/kit/layout"
)

func press(x, y int) tea.MouseMsg {
	return tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}
}

func TestMouseFindsThePane(t *testing.T) {
	x := New(layout.Weights{1, 1, 1})
	x.Lay(120, 40)
	for p := layout.Left; p <= layout.Right; p++ {
		r := x.Rect(p)
		h := x.Mouse(press(r.X+3, r.Y+2))
		if !h.Inside || h.Pane != p || !h.Pressed || h.Message.X != 3 || h.Message.Y != 2 {
			t.Errorf("pane %d: %+v", p, h)
		}
	}
	if h := x.Mouse(press(0, 0)); h.Inside {
		t.Errorf("above all panes: %+v", h)
	}
}

func TestAnEdgeIsDragged(t *testing.T) {
	x := New(layout.Weights{1, 1, 1})
	x.Lay(120, 40)
	before := x.Rect(layout.Left)
	if h := x.Mouse(press(before.W-1, 5)); h.Inside {
		t.Fatalf("the edge is nobody's: %+v", h)
	}
	if h := x.Mouse(tea.MouseMsg{X: before.W + 9, Y: 5, Action: tea.MouseActionMotion, Button: tea.MouseButtonLeft}); !h.Moved {
		t.Fatalf("dragging: %+v", h)
	}
	x.Mouse(tea.MouseMsg{X: before.W + 9, Y: 5, Action: tea.MouseActionRelease})
	x.Lay(120, 40)
	if got := x.Rect(layout.Left).W; got != before.W+10 {
		t.Errorf("the pane is %d wide, was %d", got, before.W)
	}
	if h := x.Mouse(press(2, 5)); !h.Inside {
		t.Error("it goes on dragging")
	}
}

func TestTheLastAsideStaysBesideTheMiddle(t *testing.T) {
	x := New(layout.Weights{1, 1, 1})
	x.Focus(layout.Right)
	x.Focus(layout.Middle)
	x.Lay(90, 30)
	if x.Rect(layout.Right).Empty() || !x.Rect(layout.Left).Empty() || x.Focused() != layout.Middle {
		t.Error("the pane at the right should be beside the middle")
	}
}
