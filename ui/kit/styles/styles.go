// Package styles turns a theme into ready styles by role, glyphs and a Markdown style.
package styles

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"parley/themes"
	"parley/ui/kit/canvas"
)

// Style is a lipgloss style together with its ink. Render is the ink's: line by line, without measuring or filling, and
// many times faster; the lipgloss methods serve to derive other styles with With.
type Style struct {
	lipgloss.Style
	canvas.Ink
}

// With makes a style from a lipgloss style.
func With(s lipgloss.Style) Style { return Style{Style: s, Ink: canvas.NewInk(s)} }

// Render styles text line by line; it never changes its size.
func (s Style) Render(parts ...string) string { return s.Ink.Render(parts...) }

// Options say how a theme is drawn here.
type Options struct {
	// NoColor leaves all colours out (NO_COLOR); bold, underline, reverse and marks still tell things apart.
	NoColor bool
	// Paint lays the theme's background under everything; needed where the terminal's own is of the other kind.
	Paint bool
	// Glyphs is the set of marks; the zero value means Unicode.
	Glyphs Glyphs
}

// Styles is every style a screen may use, named by its role. It is built once per theme and shared.
type Styles struct {
	// Theme is where the colours come from, Glyphs the marks to draw with.
	Theme  themes.Theme
	Glyphs Glyphs
	// NoColor tells that no colour is drawn; glamour needs to know.
	NoColor bool

	// Text, Muted, Accent and Strong are the writing of a screen; Title heads a pane, Heading a part of it.
	Text, Muted, Accent, Strong, Title, TitleFocused, Heading Style
	// Border frames a pane, BorderFocused the one with the keys.
	Border, BorderFocused Style
	// Linked, Unlinked, Intent and Final are dialog anchors; UnlinkedName strikes the name through.
	Linked, Unlinked, UnlinkedName, Intent, Final Style
	// Warning, Error, Success colour findings and outcomes.
	Warning, Error, Success Style
	// Bot and Customer are bubbles, with their background; the Edge styles frame them.
	Bot, Customer, BotEdge, CustomerEdge Style
	// Selection is the chosen row of the focused list, SelectionBlurred that of another one.
	Selection, SelectionBlurred Style
	// Match marks what a filter found, Code a variable or code, Link an address.
	Match, Code, Link Style
	// Key and KeyLabel write the bottom line; Disabled is for what cannot be chosen.
	Key, KeyLabel, Disabled Style
	// Cursor is the cell of a text cursor, Placeholder the hint in an empty field.
	Cursor, Placeholder Style
	// Badge is a short word on the accent colour: the mode, a channel.
	Badge Style
	// Dim repaints a frame that lies under a dialog; Surface lies under raised parts.
	Dim, Surface Style
	// Base is laid under the whole frame; it is empty where the terminal's own background stays.
	Base canvas.Ink
	// Chart colours series in order.
	Chart []Style

	profile termenv.Profile
}

// NewRenderer makes a renderer of a known colour profile that never asks the terminal anything.
func NewRenderer(profile termenv.Profile, dark bool) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(io.Discard, termenv.WithProfile(profile))
	r.SetColorProfile(profile)
	r.SetHasDarkBackground(dark)
	return r
}

// New builds the styles of a theme on a renderer. With NoColor the renderer must still be able to write attributes: any
// profile but Ascii; given Ascii, New makes its own.
func New(theme themes.Theme, r *lipgloss.Renderer, o Options) *Styles {
	if r == nil {
		r = NewRenderer(termenv.TrueColor, theme.Dark)
	}
	if r.ColorProfile() == termenv.Ascii {
		o.NoColor = true
		r = NewRenderer(termenv.ANSI, theme.Dark)
	}
	if o.Glyphs.Linked == "" {
		o.Glyphs = Unicode()
	}
	s := &Styles{Theme: theme, Glyphs: o.Glyphs, NoColor: o.NoColor, profile: r.ColorProfile()}
	if o.NoColor {
		s.plain(r)
		return s
	}
	m := maker{r: r}
	c := theme.Colours
	s.writing(m, c)
	s.marks(m, c)
	if o.Paint || theme.Paint {
		s.Base = With(m.on(c.Text, c.Background)).Ink
	}
	for _, col := range c.Chart {
		s.Chart = append(s.Chart, With(m.fg(col)))
	}
	return s
}

type maker struct{ r *lipgloss.Renderer }

func (m maker) fg(c themes.Colour) lipgloss.Style {
	s := m.r.NewStyle()
	if c == "" {
		return s
	}
	return s.Foreground(lipgloss.Color(string(c)))
}

func (m maker) on(fg, bg themes.Colour) lipgloss.Style {
	s := m.fg(fg)
	if bg == "" {
		return s
	}
	return s.Background(lipgloss.Color(string(bg)))
}

func (s *Styles) writing(m maker, c themes.Colours) {
	s.Text, s.Muted, s.Accent = With(m.fg(c.Text)), With(m.fg(c.Muted)), With(m.fg(c.Accent))
	s.Strong = With(m.fg(c.Text).Bold(true))
	s.Title, s.TitleFocused = With(m.fg(c.Muted)), With(m.fg(c.Accent).Bold(true))
	s.Heading = With(m.fg(c.Accent).Bold(true))
	s.Border, s.BorderFocused = With(m.fg(c.Border)), With(m.fg(c.BorderFocused))
	s.Selection = With(m.on(c.SelectionFg, c.SelectionBg))
	s.SelectionBlurred = With(m.fg(c.Text).Bold(true))
	s.Match = With(m.fg(c.Match).Bold(true).Underline(true))
	s.Code, s.Link = With(m.fg(c.Code)), With(m.fg(c.Accent).Underline(true))
	s.Key, s.KeyLabel = With(m.fg(c.Accent)), With(m.fg(c.Muted))
	s.Disabled = With(m.fg(c.Muted).Faint(true))
	s.Cursor, s.Placeholder = With(m.fg(c.Text).Reverse(true)), With(m.fg(c.Muted).Italic(true))
	s.Badge = With(m.on(c.OnAccent, c.Accent).Bold(true))
	s.Dim = With(m.fg(c.Border))
	s.Surface = With(m.on(c.Text, c.Surface))
}

func (s *Styles) marks(m maker, c themes.Colours) {
	s.Linked, s.Unlinked = With(m.fg(c.Linked)), With(m.fg(c.Unlinked))
	s.UnlinkedName = With(m.fg(c.Unlinked).Strikethrough(true))
	s.Intent, s.Final = With(m.fg(c.Intent)), With(m.fg(c.Final))
	s.Warning, s.Error, s.Success = With(m.fg(c.Warning)), With(m.fg(c.Error)), With(m.fg(c.Success))
	s.Bot, s.Customer = With(m.on(c.BotFg, c.BotBg)), With(m.on(c.CustomerFg, c.CustomerBg))
	s.BotEdge, s.CustomerEdge = With(m.fg(c.Border)), With(m.fg(c.Accent))
}

// plain gives every role attributes only.
func (s *Styles) plain(r *lipgloss.Renderer) {
	n := r.NewStyle
	none, bold, faint, under := With(n()), With(n().Bold(true)), With(n().Faint(true)), With(n().Underline(true))
	reverse := With(n().Reverse(true))
	s.Text, s.Muted, s.Accent, s.Strong = none, faint, bold, bold
	s.Title, s.TitleFocused, s.Heading = none, With(n().Bold(true).Reverse(true)), With(n().Bold(true).Underline(true))
	s.Border, s.BorderFocused = faint, bold
	s.Linked, s.Unlinked, s.Intent, s.Final = none, bold, With(n().Italic(true)), bold
	s.UnlinkedName = With(n().Strikethrough(true))
	s.Warning, s.Error, s.Success = under, With(n().Bold(true).Underline(true)), bold
	s.Bot, s.Customer, s.BotEdge, s.CustomerEdge = none, bold, none, bold
	s.Selection, s.SelectionBlurred = reverse, bold
	s.Match, s.Code, s.Link = under, With(n().Italic(true)), under
	s.Key, s.KeyLabel, s.Disabled = bold, faint, faint
	s.Cursor, s.Placeholder, s.Badge = reverse, faint, reverse
	s.Dim, s.Surface = faint, none
	s.Chart = []Style{none, bold, faint, under, With(n().Italic(true)), reverse}
}

// Frame is a pane's frame: title left, right title, border by focus. Set its Scroll for a scrollbar, then Draw.
func (s *Styles) Frame(title, right string, focused bool) canvas.Frame {
	f := canvas.Frame{Border: s.Glyphs.Border, Title: title, Right: right, Ink: s.Border.Ink, TitleInk: s.Title.Ink}
	if focused {
		f.Ink, f.TitleInk = s.BorderFocused.Ink, s.TitleFocused.Ink
		if s.NoColor {
			f.Border = s.Glyphs.BorderFocused
		}
	}
	return f
}

// Series is the colour of a chart's nth series.
func (s *Styles) Series(n int) Style {
	if len(s.Chart) == 0 || n < 0 {
		return s.Text
	}
	return s.Chart[n%len(s.Chart)]
}

// Ink is the ink of a colour that is not a role, such as a bubble's text; empty gives ordinary text.
func (s *Styles) Ink(c themes.Colour) canvas.Ink {
	switch {
	case c == "":
		return s.Text.Ink
	case s.NoColor:
		return canvas.Ink{}
	}
	return With(maker{r: NewRenderer(s.profile, s.Theme.Dark)}.fg(c)).Ink
}
