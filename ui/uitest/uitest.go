// Package uitest drives the playground as a person would: it presses keys, types,
// pastes, clicks and resizes, and reads the screen. Everything happens in the
// caller's goroutine; time passes only in Advance. Every frame is checked: it has
// exactly the window's size and holds nothing but text and styles.
package uitest

import (
	"io/fs"
	"reflect"
	"strings"
	"testing/fstest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"parley/engine/model"
	"parley/themes"
	"parley/ui"
	"parley/ui/desk"
	"parley/ui/kit/styles"
)

// T is what a driver needs of a test; *testing.T, *testing.B and *rapid.T have it.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// Options say what is opened. The zero value is the first sample on a dark
// terminal of 120×40 on a Monday morning.
type Options struct {
	// Sample is the sample assistant to show; "" is the first one.
	Sample string
	// YAML is a workspace to open instead of the samples; several documents are
	// divided by lines of three dashes.
	YAML string
	// Files are further files beside YAML, such as articles, by their paths.
	Files map[string]string
	// File is a workspace file on disk instead; a new one is filled with the samples.
	File string
	// Width and Height of the window.
	Width, Height int
	// Look of the terminal; the zero value is a dark one in true colour.
	Look ui.Look
	// Now is the time at which the driver's clock starts.
	Now time.Time
	// Counts are the conversations that are counted; nil are those that are kept.
	Counts desk.Digests
	// Racing leaves saving to run beside the driver, as it does in the program.
	// Otherwise every edit is saved before the next frame is drawn, so that what
	// the frame tells of the saved draft is always the same.
	Racing bool
}

// Start is when the driver's clock starts: Monday, 2 March 2026, 10:00 UTC.
func Start() time.Time { return time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) }

// Driver is a program that runs without a terminal. Make it with New.
type Driver struct {
	t       T
	model   *ui.Model
	desk    *desk.Desk
	options Options
	now     time.Time
	waiting []timer
	held    []tea.Cmd // what is under way, while slow
	slow    bool
	w, h    int
	frame   string
	left    bool // the program has ended itself
	suspend int
}

// timer is a message that comes later.
type timer struct {
	at  time.Time
	msg tea.Msg
}

// Look is a terminal in true colour with the full set of glyphs.
func Look(dark bool) ui.Look {
	return ui.Look{Dark: dark, Glyphs: styles.Unicode(), Make: func(t themes.Theme, o styles.Options) *styles.Styles {
		return styles.New(t, styles.NewRenderer(termenv.TrueColor, t.Dark), o)
	}}
}

// PlainLook is a terminal without colours and with ASCII only.
func PlainLook() ui.Look {
	l := Look(true)
	l.NoColor, l.Glyphs = true, styles.ASCII()
	return l
}

// New opens the program and draws its first frame. It is closed with the test.
func New(t T, o Options) *Driver {
	t.Helper()
	if o.Width == 0 {
		o.Width, o.Height = 120, 40
	}
	if o.Look.Make == nil {
		o.Look = Look(true)
	}
	if o.Now.IsZero() {
		o.Now = Start()
	}
	d := &Driver{t: t, options: o, now: o.Now}
	var err error
	if d.desk, err = desk.Open(d.deskOptions()); err != nil {
		t.Fatalf("open a desk: %v", err)
	}
	t.Cleanup(d.Close)
	d.model = d.program()
	d.run(d.model.Init())
	d.Resize(o.Width, o.Height)
	return d
}

// program makes the program on the open desk.
func (d *Driver) program() *ui.Model {
	m := ui.New(d.desk, d.options.Look)
	m.SetClock(d.later)
	m.Show(model.AssistantID(d.options.Sample))
	return m
}

// Again makes the program once more on the same desk and returns its first
// frame, for measuring. The driver's own program stays.
func (d *Driver) Again() string {
	m := d.program()
	m.Update(tea.WindowSizeMsg{Width: d.w, Height: d.h})
	return m.View()
}

func (d *Driver) deskOptions() desk.Options {
	o := desk.Options{Now: func() time.Time { return d.now }, Counts: d.options.Counts}
	switch {
	case d.options.File != "":
		o.File, o.Fill = d.options.File, desk.WithSamples
	case d.options.YAML != "":
		files := fstest.MapFS{"workspace.yaml": &fstest.MapFile{Data: []byte(d.options.YAML)}}
		for name, text := range d.options.Files {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
		o.From = fs.FS(files)
	default:
		o.Sample = desk.SampleNames()[0]
	}
	return o
}

// Close leaves the program and closes its desk. Closing again does nothing.
func (d *Driver) Close() {
	d.t.Helper()
	if d.desk == nil {
		return
	}
	if err := d.desk.Close(); err != nil {
		d.t.Errorf("close the desk: %v", err)
	}
	d.desk = nil
}

// Desk is the workspace the program works on.
func (d *Driver) Desk() *desk.Desk { return d.desk }

// Model is the program itself, for measuring it.
func (d *Driver) Model() *ui.Model { return d.model }

// Left tells that the program has ended itself.
func (d *Driver) Left() bool { return d.left }

// Suspended is how often the program asked to go back to the shell.
func (d *Driver) Suspended() int { return d.suspend }

// later is the program's clock: what comes later waits for Advance.
func (d *Driver) later(after time.Duration, msg tea.Msg) tea.Cmd {
	d.waiting = append(d.waiting, timer{d.now.Add(after), msg})
	return nil
}

// Slow lets what the program does beside the screen take until Finish. Before it
// is done at once.
func (d *Driver) Slow() { d.slow = true }

// Finish ends what is under way, and with it Slow.
func (d *Driver) Finish() {
	d.t.Helper()
	held := d.held
	d.slow, d.held = false, nil
	for _, cmd := range held {
		d.run(cmd)
	}
	d.draw()
}

// Waiting is how many things the program has put off to later. One that is idle
// waits for nothing.
func (d *Driver) Waiting() int { return len(d.waiting) }

// Send gives the program a message, runs what it asks for, and draws.
func (d *Driver) Send(msg tea.Msg) {
	d.t.Helper()
	d.handle(msg)
	d.draw()
}

func (d *Driver) handle(msg tea.Msg) {
	if d.left || msg == nil {
		return
	}
	_, cmd := d.model.Update(msg)
	d.run(cmd)
}

// run runs a command to its end, and the commands it leads to.
func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if d.slow {
		d.held = append(d.held, cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.QuitMsg:
		d.left = true
	case tea.SuspendMsg:
		d.suspend++
		d.handle(tea.ResumeMsg{})
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	default:
		if cmds, ok := sequence(msg); ok {
			for _, c := range cmds {
				d.run(c)
			}
			return
		}
		d.handle(msg)
	}
}

// sequence are the commands of a tea.Sequence, whose type has no name outside of it.
func sequence(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	out := make([]tea.Cmd, v.Len())
	for i := range out {
		out[i] = v.Index(i).Interface().(tea.Cmd)
	}
	return out, true
}

// Advance lets time pass; what was to come by then comes, in order.
func (d *Driver) Advance(by time.Duration) {
	d.t.Helper()
	end := d.now.Add(by)
	for {
		next := -1
		for i, w := range d.waiting {
			if !w.at.After(end) && (next < 0 || w.at.Before(d.waiting[next].at)) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		w := d.waiting[next]
		d.waiting = append(d.waiting[:next], d.waiting[next+1:]...)
		d.now = w.at
		d.Send(w.msg)
	}
	d.now = end
	d.draw()
}

// Pause is a pause in typing: what comes after it is undone apart from what came before.
func (d *Driver) Pause() {
	d.t.Helper()
	d.Advance(time.Second)
}

// Resize gives the window another size.
func (d *Driver) Resize(w, h int) {
	d.t.Helper()
	d.w, d.h = w, h
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// draw takes the program's frame and checks it.
func (d *Driver) draw() {
	d.t.Helper()
	if d.left || d.desk == nil {
		return
	}
	if !d.options.Racing {
		if err := d.desk.Flush(); err != nil {
			d.t.Fatalf("save: %v", err)
		}
	}
	d.frame = d.model.View()
	if problem := FrameProblem(d.frame, d.w, d.h); problem != "" {
		d.t.Fatalf("%d×%d: %s\n%s", d.w, d.h, problem, d.framed())
	}
}

// Frame is the last frame with its styles.
func (d *Driver) Frame() string { return d.frame }

// framed is the screen with a line around it, for a failing test.
func (d *Driver) framed() string {
	rule := "+" + strings.Repeat("-", d.w) + "+\n"
	var b strings.Builder
	b.WriteString(rule)
	for _, l := range d.Lines() {
		b.WriteString("|" + l + "|\n")
	}
	return b.String() + rule
}
