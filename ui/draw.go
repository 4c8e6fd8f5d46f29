package ui

import (
	"fmt"
	"strings"

	"parley/engine/check"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
)

// View implements tea.Model.
func (m *Model) View() string {
	if m.frame == "" && m.w > 0 {
		m.frame = m.draw()
	}
	return m.frame
}

func (m *Model) draw() string {
	lay := m.page().Lay(m.w, m.h)
	look := m.styles
	if lay.Small != "" {
		return canvas.Base(canvas.Fit(canvas.Center(canvas.Blank(m.w, m.h), canvas.WrapBlock(lay.Small, m.w), m.w, m.h), m.w, m.h), look.Base)
	}
	panes := make([]string, 0, 3)
	for _, p := range lay.Shown {
		panes = append(panes, m.page().View(p))
	}
	strip, shown := m.strip(), canvas.JoinHorizontal(panes...)
	frame := canvas.JoinVertical(
		canvas.FitLine(m.topBar(lay), m.w),
		canvas.Fit(shown, m.w, canvas.Height(shown)+1-len(strip)),
		canvas.FitLines(strip, m.w, len(strip)),
		canvas.FitLine(m.keyLine(), m.w))
	if m.dialogs.Open() {
		frame = m.dialogs.View(frame)
	}
	return canvas.Base(frame, look.Base)
}

// topBar names the assistant, and how its draft stands to what is live.
func (m *Model) topBar(lay layout.Layout) string {
	look, a := m.styles, m.screen.Assistant()
	left := " " + look.Accent.Render("parley") + look.Muted.Render(" "+look.Glyphs.Here+" ")
	if title := m.title(); title != "" {
		name := canvas.OneLine(m.desk.Workspace().Settings.Name)
		return canvas.Spread(left+look.Strong.Render(title)+"   "+look.Muted.Render(name), m.ways(), m.w)
	}
	if a == nil {
		return left
	}
	dot := look.Muted.Render(" " + look.Glyphs.Dot + " ")
	left += look.Strong.Render(canvas.OneLine(a.Name))
	if m.at == atVersions {
		left += look.Muted.Render(" "+look.Glyphs.Here+" ") + look.Strong.Render("Versions")
	}
	left += "   " + look.Muted.Render(string(a.Type)) + dot + look.Muted.Render(a.Channel.Title())
	if a.PublicName != "" && m.w >= 100 {
		left += dot + look.Muted.Render(canvas.OneLine(a.PublicName))
	}
	right := m.standing() + "   " + m.ways()
	if canvas.Width(left)+canvas.Width(right)+2 > m.w {
		right = m.standing() + " "
	}
	return canvas.Spread(left, right, m.w)
}

// ways are the two keys that lead everywhere.
func (m *Model) ways() string {
	look := m.styles
	return look.Key.Render("ctrl+k") + look.KeyLabel.Render(" commands") + "   " + look.Key.Render("?") + look.KeyLabel.Render(" keys ")
}

// standing tells how the draft differs from the live version.
func (m *Model) standing() string {
	look := m.styles
	st := m.desk.Status(m.screen.Assistant().ID)
	live := ""
	if st.Live > 0 {
		live = "   " + look.Success.Render(fmt.Sprintf("v%d live", st.Live))
	}
	switch st.State {
	case desk.DraftSame:
		return look.Muted.Render("draft, no changes") + live
	case desk.DraftChanged:
		if st.Dialogs == 0 {
			return look.Warning.Render("draft, changed") + live
		}
		return look.Warning.Render("draft, "+plural(st.Dialogs, "change")) + live
	}
	if st.Latest > 0 {
		return look.Warning.Render("draft, nothing is live")
	}
	return look.Muted.Render("draft, never published")
}

// stripMost is how many lines a long refusal may take of the window.
const stripMost = 5

// strip is what stands below the panes: what went wrong, over the panes' last lines
// where it is long, else one line.
func (m *Model) strip() []string {
	if m.toast.text == "" || !m.toast.bad {
		return []string{m.stripLine()}
	}
	look := m.styles
	lines := canvas.Wrap(m.toast.text, max(m.w-4, 1))
	lines = lines[:min(len(lines), stripMost, max(m.h/3, 1))]
	for i, l := range lines {
		mark := look.Glyphs.Warn
		if i > 0 {
			mark = " "
		}
		lines[i] = " " + look.Error.Render(mark+" "+l)
	}
	return lines
}

// stripLine is a toast, what is under way, or what check says.
func (m *Model) stripLine() string {
	look := m.styles
	if line := m.underWay(); line != "" {
		return line
	}
	if m.toast.text != "" {
		return " " + look.Success.Render(look.Glyphs.Check+" ") + look.Text.Render(m.toast.text)
	}
	if err := m.desk.Unsaved(); err != nil { // stays until it is
		return " " + look.Error.Render(look.Glyphs.Warn+" Not saved: "+canvas.OneLine(err.Error()))
	}
	return m.withHint(m.withMeter(m.tally()))
}

// tally is what check says of what is shown.
func (m *Model) tally() string {
	look := m.styles
	var all []check.Finding
	switch a, s := m.screen.Assistant(), m.titled(m.at); {
	case s != nil:
		all = s.Findings()
	case a == nil || m.title() != "":
		return ""
	default:
		all = m.desk.Findings(a.ID)
	}
	errors, warnings, hints := desk.Tally(all)
	words := []string{count(look.Error.Render, look.Muted.Render, errors, "error"),
		count(look.Warning.Render, look.Muted.Render, warnings, "warning"), look.Muted.Render(plural(hints, "hint"))}
	text := " " + look.Muted.Render("check: ") + strings.Join(words, look.Muted.Render(" "+look.Glyphs.Dot+" "))
	if len(all) > 0 && all[0].Severity == check.Error && m.w >= 100 {
		text += look.Muted.Render("   " + canvas.OneLine(all[0].Place+": "+all[0].Message))
	}
	return text
}

func count(loud, calm func(...string) string, n int, what string) string {
	if n > 0 {
		return loud(plural(n, what))
	}
	return calm(plural(n, what))
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// keysShown is how many of a pane's keys the bottom line names.
const keysShown = 5

// keyLine tells the mode and the keys that matter now.
func (m *Model) keyLine() string {
	if m.dialogs.Open() { // which names its own keys
		if m.dialogs.Typing() {
			return keys.Set{}.BottomLine(keys.Type, m.w, m.styles)
		}
		return keys.Set{}.BottomLine(keys.Move, m.w, m.styles)
	}
	mode := m.page().Mode()
	var set keys.Set
	for _, b := range m.page().Bindings() {
		if !b.Hidden && b.Reason() == "" && len(set) < keysShown {
			set = append(set, b)
		}
	}
	if help, ok := m.actions().Find("help"); ok {
		set = append(set, help)
	}
	if mode == keys.Type {
		set = keys.Set{{Keys: []string{"esc"}, Label: "done"}, {Keys: []string{"ctrl+z"}, Label: "undo"}, {Keys: []string{"ctrl+k"}, Label: "commands"}}
	}
	return set.BottomLine(mode, m.w, m.styles)
}
