package terminal

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// counter is a model that counts how often its view is asked for.
type counter struct {
	n, views int
	dirty    bool
}

func (c *counter) Init() tea.Cmd { return nil }
func (c *counter) Dirty() bool   { return c.dirty }
func (c *counter) View() string {
	c.views++
	c.dirty = false
	return fmt.Sprint("n ", c.n)
}

func (c *counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case string:
		c.n++
		c.dirty = true
	case tea.WindowSizeMsg:
		c.dirty = true
	}
	return c, nil
}

// bench is a host without a terminal, with a clock that stands still.
type bench struct {
	host
	time    time.Time
	written []string
	waits   []time.Duration
}

func newBench(m tea.Model) *bench {
	b := &bench{time: time.Unix(1000, 0)}
	b.host = host{
		inner: m,
		size:  func() (int, int) { return 20, 2 },
		write: func(p []byte) {
			if len(p) > 0 {
				b.written = append(b.written, string(p))
			}
		},
		guard: func(c tea.Cmd) tea.Cmd { return c },
		later: func(d time.Duration, _ tea.Msg) { b.waits = append(b.waits, d) },
		now:   func() time.Time { return b.time },
		pace:  pace{each: 10 * time.Millisecond, burst: 3},
	}
	return b
}

func TestFirstFrameIsWhole(t *testing.T) {
	b := newBench(&counter{})
	b.Init()
	if len(b.written) != 1 || !strings.Contains(b.written[0], "\x1b[2Jn 0") {
		t.Fatalf("%q", b.written)
	}
}

func TestOnlyWhatChangedIsViewed(t *testing.T) {
	m := &counter{}
	b := newBench(m)
	b.Init()
	b.Update(1)
	b.Update(2)
	if m.views != 1 || len(b.written) != 1 {
		t.Errorf("%d views, wrote %q", m.views, b.written)
	}
	b.Update("change")
	if m.views != 2 || len(b.written) != 2 || b.written[1] != "\x1b[1;3H1" {
		t.Errorf("%d views, wrote %q", m.views, b.written)
	}
	b.screen.forget()
	b.Update(3)
	if m.views != 2 || len(b.written) != 3 || !strings.Contains(b.written[2], "\x1b[2Jn 1") {
		t.Errorf("%d views, wrote %q: repainted without a new view", m.views, b.written)
	}
	if v := b.View(); v != "" {
		t.Errorf("%q", v)
	}
}

func TestFloodIsCoalesced(t *testing.T) {
	m := &counter{}
	b := newBench(m)
	b.Init()
	for range 100 {
		b.Update("change")
	}
	if len(b.written) != 4 || len(b.waits) != 1 || b.waits[0] != 10*time.Millisecond {
		t.Fatalf("wrote %q, waits %v", b.written, b.waits)
	}
	b.time = b.time.Add(b.waits[0])
	b.frame()
	if len(b.written) != 5 || b.written[4] != "\x1b[1;3H100" {
		t.Fatalf("the last change is lost: %q", b.written)
	}
	b.frame()
	if len(b.written) != 5 || len(b.waits) != 1 {
		t.Fatalf("something for nothing: %q, %v", b.written, b.waits)
	}
}

func TestPaceKeepsTheRate(t *testing.T) {
	p := pace{each: frameEachForTest, burst: 4}
	now := time.Unix(1000, 0)
	frames := 0
	for end := now.Add(time.Second); now.Before(end); now = now.Add(100 * time.Microsecond) {
		if p.take(now) == 0 {
			frames++
		}
	}
	if frames > 120 || frames < 110 {
		t.Errorf("%d frames in a second", frames)
	}
	now = now.Add(time.Second)
	for range 4 {
		if p.take(now) != 0 {
			t.Error("a frame waits after a rest")
		}
	}
}

const frameEachForTest = time.Second / 116

func TestCommandsAreGuarded(t *testing.T) {
	guarded := 0
	var guard func(tea.Cmd) tea.Cmd
	guard = func(c tea.Cmd) tea.Cmd {
		if c == nil {
			return nil
		}
		return func() tea.Msg { guarded++; return guardMsg(c(), guard) }
	}
	one := func() tea.Msg { return "one" }
	msg := guard(tea.Batch(one, tea.Sequence(one, nil, one)))()
	batch, ok := msg.(tea.BatchMsg)
	if !ok || len(batch) != 2 {
		t.Fatalf("%T", msg)
	}
	if batch[0]() != "one" {
		t.Error("the command is another")
	}
	sequence := batch[1]()
	if internal(sequence) != "sequenceMsg" {
		t.Fatalf("%T", sequence)
	}
	if guarded != 3 {
		t.Errorf("%d commands guarded", guarded)
	}
}
