package terminal

import (
	"reflect"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Dirty may be implemented by a model: whether its view has changed since View
// was called last. View is not called then where it has not.
type Dirty interface{ Dirty() bool }

// frameMsg says that a frame that had to wait is due.
type frameMsg struct{}

// host is the model that Bubble Tea runs: it passes messages to the real one
// and draws, on the event loop, when something has changed. Its own View is
// empty, as Bubble Tea draws nothing here.
type host struct {
	inner  tea.Model
	where  string // what is running, for the report of a panic
	viewed bool   // View has been called

	screen  screen
	pace    pace
	due     bool         // a frameMsg is on its way
	pointer tea.MouseMsg // where the mouse was last

	size  func() (width, height int)
	write func([]byte)
	guard func(tea.Cmd) tea.Cmd
	later func(time.Duration, tea.Msg)
	now   func() time.Time
}

// Init starts the model, tells it the size, and paints the first frame.
func (h *host) Init() tea.Cmd {
	h.where = "init"
	first := h.inner.Init()
	width, height := h.size()
	second := h.update(tea.WindowSizeMsg{Width: width, Height: height})
	h.show()
	return h.guard(tea.Batch(first, second))
}

// Update passes the message on and paints.
func (h *host) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := h.update(msg)
	h.paint()
	return h, h.guard(cmd)
}

// View is empty.
func (h *host) View() string { return "" }

func (h *host) update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		h.screen.resize(m.Width, m.Height)
	}
	h.where = "update"
	var cmd tea.Cmd
	h.inner, cmd = h.inner.Update(msg)
	return cmd
}

// paint shows the model's view, at once or, when frames come too fast, as soon
// as the next may come.
func (h *host) paint() {
	if h.due || !h.changed() {
		return
	}
	if wait := h.pace.take(h.now()); wait > 0 {
		h.due = true
		h.later(wait, frameMsg{})
		return
	}
	h.show()
}

func (h *host) changed() bool {
	d, ok := h.inner.(Dirty)
	return !ok || !h.viewed || h.screen.stale() || d.Dirty()
}

// show paints now.
func (h *host) show() {
	view := h.screen.view
	if d, ok := h.inner.(Dirty); !ok || !h.viewed || d.Dirty() {
		h.where = "view"
		view = h.inner.View()
		h.viewed = true
	}
	h.write(h.screen.frame(view))
}

// frame shows what had to wait.
func (h *host) frame() {
	h.due = false
	h.paint()
}

// pace lets a few frames through at once and then so many a second: what a
// person types is painted without a wait, and a flood is not painted whole.
type pace struct {
	each  time.Duration // the time that one frame is worth
	burst int
	level time.Duration // what has been used of the burst
	last  time.Time
}

// take says how long the next frame has to wait; 0 takes it.
func (p *pace) take(now time.Time) time.Duration {
	p.level = max(0, p.level-now.Sub(p.last))
	p.last = now
	if full := time.Duration(p.burst-1) * p.each; p.level > full {
		return p.level - full
	}
	p.level += p.each
	return 0
}

// guardMsg wraps the commands that a message of Bubble Tea carries.
func guardMsg(msg tea.Msg, guard func(tea.Cmd) tea.Cmd) tea.Msg {
	if batch, ok := msg.(tea.BatchMsg); ok {
		out := make(tea.BatchMsg, len(batch))
		for i, c := range batch {
			out[i] = guard(c)
		}
		return out
	}
	v := reflect.ValueOf(msg)
	if internal(msg) != "sequenceMsg" || v.Kind() != reflect.Slice {
		return msg
	}
	out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	for i := range v.Len() {
		c, _ := v.Index(i).Interface().(tea.Cmd)
		out.Index(i).Set(reflect.ValueOf(guard(c)))
	}
	return out.Interface()
}

// internal is the name of a message type that Bubble Tea keeps to itself, ""
// for all others.
func internal(msg tea.Msg) string {
	switch msg.(type) {
	case nil, tea.KeyMsg, tea.MouseMsg, tea.WindowSizeMsg:
		return ""
	}
	if t := reflect.TypeOf(msg); t.PkgPath() == reflect.TypeFor[tea.KeyMsg]().PkgPath() {
		return t.Name()
	}
	return ""
}
