// Package ui is the playground: the only tea.Model. It routes messages to the
// dialog on top, the screen and its own actions, and draws the frame around them.
package ui

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/themes"
	"parley/ui/articles"
	"parley/ui/assistants"
	"parley/ui/build"
	"parley/ui/conversations"
	"parley/ui/desk"
	"parley/ui/intents"
	"parley/ui/kit/busy"
	"parley/ui/kit/canvas"
	"parley/ui/kit/dialog"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
	"parley/ui/report"
	"parley/ui/rules"
	"parley/ui/terminal"
	"parley/ui/usage"
	"parley/ui/versions"
	"parley/ui/want"
	"parley/ui/workspace"
)

// Look is how the terminal can be drawn on.
type Look struct {
	Dark    bool // the terminal's background, as far as it is known
	NoColor bool
	Glyphs  styles.Glyphs
	Make    func(themes.Theme, styles.Options) *styles.Styles
}

// Model is the program's state. Make it with New.
type Model struct {
	desk       *desk.Desk
	look       Look
	theme      themes.Theme
	marks      string // name of the chosen glyphs; "" for those of the terminal
	styles     *styles.Styles
	screen     *build.Screen
	at         place // the screen that is shown
	assistants *assistants.Screen
	versions   *versions.Screen
	rules      *rules.Screen
	usage      *usage.Screen
	counting   counting
	report     *report.Screen
	intents    *intents.Screen
	recorded   *conversations.Screen
	articles   *articles.Screen
	workspace  *workspace.Screen
	copyOut    func(string) error // to the terminal's clipboard; nil where there is none
	dialogs    *dialog.Stack
	answers    []func(dialog.Answer) []want.Want // for the open dialogs, the top one last
	toast      toast
	clip       edit.Clip
	held       held     // the live conversation
	asked      asked    // the last question to the outside
	unask      func()   // gives that question up; nil where nothing is asked
	work       work     // what is under way beside the screen
	recent     []string // what was chosen in the palette, the last first
	hint       hint
	w, h       int
	frame      string // as last drawn; "" where it has to be drawn again
	leaving    bool
	cmds       []tea.Cmd // collected while a message is handled
	edits      int       // generation of what waits for a pause in editing
	later      Later
}

// Later is the clock of what happens by itself: a command that brings a message
// after a while.
type Later func(d time.Duration, msg tea.Msg) tea.Cmd

// realTime is the Later of a program that runs.
func realTime(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// toast is a line shown for a short while.
type toast struct {
	text  string
	bad   bool
	stamp int
}

// Times of what happens by itself.
const (
	toastTime  = 4 * time.Second
	settleTime = 300 * time.Millisecond // after an edit, until the draft counts as saved
)

type (
	toastOver   struct{ stamp int }
	editSettled struct{ edits int }
	worked      struct{ then func() []want.Want } // a want.Work without a name is done, or a want.After is due
	// SaveFailed tells the program that the draft could not be saved.
	SaveFailed struct{ Err error }
)

// New makes the program on an open workspace.
func New(d *desk.Desk, look Look) *Model {
	m := &Model{desk: d, look: look, later: realTime}
	name := d.Setting(themeSetting)
	if theme, err := themes.Named(name); err == nil && name != "" {
		m.theme = theme
	} else {
		m.theme = themes.Default(look.Dark)
	}
	m.marks = d.Setting(marksSetting)
	m.recent = strings.FieldsFunc(d.Setting(recentSetting), func(r rune) bool { return r == '\n' })
	m.hint.seen = strings.Split(d.Setting(hintsSetting), ",")
	m.styles = m.makeStyles()
	m.work.spin = busy.New(m.styles)
	m.dialogs = dialog.NewStack(m.styles)
	id := model.AssistantID(d.Setting(assistantSetting))
	if all := d.Workspace().Assistants; d.Workspace().Assistant(id) == nil && len(all) > 0 {
		id = all[0].ID
	}
	m.screen = build.New(d, m.styles, id)
	m.assistants = assistants.New(d, m.styles)
	m.rules = rules.New(d, m.styles)
	m.usage = usage.New(d, m.styles)
	m.report = report.New(d, m.styles)
	m.intents = intents.New(d, m.styles)
	m.recorded = conversations.New(d, m.styles)
	m.articles = articles.New(d, m.styles)
	m.workspace = workspace.New(d, m.styles)
	m.versions = versions.New(d, m.styles)
	return m
}

// SetClock replaces real time, for a driver that has its own.
func (m *Model) SetClock(later Later) { m.later = later }

// Show opens an assistant of the draft; one that is not there changes nothing.
func (m *Model) Show(id model.AssistantID) {
	if m.desk.Workspace().Assistant(id) != nil {
		m.screen.Use(id)
		m.frame = ""
	}
}

// Screen is the Build screen.
func (m *Model) Screen() *build.Screen { return m.screen }

// Names of the settings the program keeps in the workspace.
const (
	themeSetting     = "theme"
	marksSetting     = "marks"
	assistantSetting = "assistant"
)

func (m *Model) makeStyles() *styles.Styles {
	return m.look.Make(m.theme, styles.Options{NoColor: m.look.NoColor, Glyphs: m.glyphs(), Paint: m.theme.Dark != m.look.Dark})
}

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd { return nil }

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.cmds = nil
	m.handle(msg)
	m.askOutside()
	m.learn()
	m.lookAfter()
	m.suggest()
	if m.leaving {
		return m, tea.Quit
	}
	return m, tea.Batch(m.cmds...)
}

func (m *Model) handle(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if m.w == 0 {
			m.cmds = append(m.cmds, m.later(settleTime, idle{}))
		}
		m.w, m.h, m.frame = msg.Width, msg.Height, ""
		m.lay()
	case idle:
		m.prepare()
		m.count()
	case counted:
		m.counted(msg)
	case learned:
		m.learned(msg)
	case toastOver:
		if msg.stamp == m.toast.stamp {
			m.toast.text, m.frame = "", ""
		}
	case editSettled:
		if msg.edits == m.edits {
			m.desk.Refresh()
			m.refreshOthers()
			m.prepare()
			m.recount()
			m.frame = ""
		}
	case answered:
		m.hear(msg)
	case turned:
		m.turn()
	case finished:
		m.end(msg.task)
		m.want(msg.then())
	case worked:
		m.frame = ""
		m.want(msg.then())
	case hintOver:
		if msg.where == m.hint.where {
			m.hint.text, m.frame = "", ""
		}
	case passes:
		m.screen.Pass(msg.talk)
		m.frame = ""
	case told:
		m.tell(msg.text, msg.bad)
	case SaveFailed:
		m.tell("Not saved: "+msg.Err.Error(), true)
	case terminal.BackgroundMsg:
		m.background(msg.Dark)
	case terminal.PasteTooLargeMsg:
		m.tell(fmt.Sprintf("A paste of %d KB is too long: paste it in parts", msg.Size>>10), true)
	case tea.KeyMsg:
		m.frame = ""
		m.key(msg)
	case tea.MouseMsg:
		m.mouse(msg)
	}
}

// background is the terminal's own answer: it decides the first theme, and
// whether the theme has to be painted under everything.
func (m *Model) background(dark bool) {
	if dark == m.look.Dark {
		return
	}
	m.look.Dark = dark
	if m.desk.Setting(themeSetting) == "" {
		m.theme = themes.Default(dark)
	}
	m.restyle()
}

// restyle draws everything in the theme anew.
func (m *Model) restyle() {
	m.styles = m.makeStyles()
	m.work.spin = busy.New(m.styles)
	m.dialogs.SetStyles(m.styles)
	m.screen.SetStyles(m.styles)
	m.assistants.SetStyles(m.styles)
	m.versions.SetStyles(m.styles)
	m.rules.SetStyles(m.styles)
	m.usage.SetStyles(m.styles)
	m.report.SetStyles(m.styles)
	m.intents.SetStyles(m.styles)
	m.recorded.SetStyles(m.styles)
	m.articles.SetStyles(m.styles)
	m.workspace.SetStyles(m.styles)
	m.frame = ""
}

// Dirty reports whether the frame has changed since it was drawn.
func (m *Model) Dirty() bool { return m.frame == "" }

// lay gives everything its size.
func (m *Model) lay() {
	m.dialogs.SetSize(m.w, m.h)
	m.page().Lay(m.w, m.h)
	m.frame = ""
}

// key routes a key: leave, the top dialog, the focused pane, the program.
func (m *Model) key(msg tea.KeyMsg) {
	if msg.String() == "ctrl+c" {
		m.leave()
		return
	}
	if m.dialogs.Open() {
		m.answer(msg)
		return
	}
	mode, own := m.page().Mode(), m.page().Bindings()
	if b, ok := m.always().Match(mode, msg); ok {
		m.do(b)
		return
	}
	if b, taken := own.Match(mode, msg); (!taken || b.Reason() != "" && !b.Firm) && mode == keys.Move {
		if b, ok := m.actions().Match(mode, msg); ok {
			m.do(b)
			return
		}
	}
	m.want(m.page().Update(msg))
}

func (m *Model) mouse(msg tea.MouseMsg) {
	m.frame = ""
	if m.dialogs.Open() {
		m.answer(msg)
		return
	}
	focus := m.page().Focused()
	m.want(m.page().Update(msg))
	if m.page().Focused() != focus {
		m.lay()
	}
}

// answer gives a message to the top dialog, and what it decided to who asked.
func (m *Model) answer(msg tea.Msg) {
	a, done := m.dialogs.Update(msg)
	if !done {
		return
	}
	last := len(m.answers) - 1
	then := m.answers[last]
	m.answers = m.answers[:last]
	if !a.Cancelled {
		m.want(then(a))
	}
}

func (m *Model) ask(d dialog.Dialog, then func(dialog.Answer) []want.Want) {
	m.dialogs.Push(d)
	m.answers = append(m.answers, then)
}

// tell shows a line for a short while.
func (m *Model) tell(text string, bad bool) {
	m.toast = toast{text: canvas.OneLine(text), bad: bad, stamp: m.toast.stamp + 1}
	stamp := m.toast.stamp
	m.frame = ""
	m.cmds = append(m.cmds, m.later(toastTime, toastOver{stamp}))
}

// Tell shows a line in the strip until something else is told.
func (m *Model) Tell(text string) { m.toast = toast{text: canvas.OneLine(text), bad: true} }

// edited is called after every change of the draft.
func (m *Model) edited() {
	m.edits++
	edits := m.edits
	m.cmds = append(m.cmds, m.later(settleTime, editSettled{edits}))
}

// leave ends the program; what is under way beside the screen and can be stopped
// keeps nobody waiting.
func (m *Model) leave() {
	m.leaving = true
	m.screen.Keep()
	m.recorded.Leave()
	for _, t := range m.work.tasks {
		if t.stop != nil {
			t.stop()
		}
	}
}

// focus moves the keys to a pane and lays the window out for it.
func (m *Model) focus(p layout.Pane) {
	m.page().Focus(p)
	m.lay()
}
