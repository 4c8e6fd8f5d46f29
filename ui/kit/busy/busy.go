// Package busy shows that something is under way: the bubbles spinner, turned by the program's own clock and only while there
// is work, so that an idle program does nothing at all.
package busy

import (
	"time"

	"github.com/charmbracelet/bubbles/spinner"

	"parley/ui/kit/styles"
)

// Model is a spinner. Make it with New.
type Model struct{ spin spinner.Model }

// New makes a spinner that stands still, in the look and with the glyphs of a theme. For another theme make another one.
func New(st *styles.Styles) Model {
	pictures := spinner.MiniDot
	if st.Glyphs.Name == "ascii" {
		pictures = spinner.Line
	}
	return Model{spin: spinner.New(spinner.WithSpinner(pictures), spinner.WithStyle(st.Accent.Style))}
}

// Every is how long a picture stays before Turn brings the next one.
func (m *Model) Every() time.Duration { return m.spin.Spinner.FPS }

// Turn goes on to the next picture. The command the spinner would tick by itself with is left alone.
func (m *Model) Turn() { m.spin, _ = m.spin.Update(spinner.TickMsg{}) }

// View is one cell.
func (m *Model) View() string { return m.spin.View() }
