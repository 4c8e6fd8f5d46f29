package textbuf

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

func long(lines int) string {
	return strings.Repeat("Hello {{customer.name}}, thank you for writing to us about your order.\n", lines)
}

func benchKey(b *testing.B, lines int) {
	m := New(Options{Limit: 1 << 30})
	m.SetText(long(lines))
	m.SetSize(60, 30)
	m.Focus()
	m.SetCursor(m.Len() / 2)
	x, back := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, tea.KeyMsg{Type: tea.KeyBackspace}
	b.ReportAllocs()
	for b.Loop() {
		m.Update(x)
		_ = m.View()
		m.Update(back)
		_ = m.View()
	}
}

// The figure is for two keys and two views.
func BenchmarkTwoKeysAndViews2000Lines(b *testing.B)  { benchKey(b, 2000) }
func BenchmarkTwoKeysAndViews20000Lines(b *testing.B) { benchKey(b, 20000) }

func BenchmarkEditOnly2000Lines(b *testing.B) {
	m := New(Options{Limit: 1 << 30})
	m.SetText(long(2000))
	m.SetSize(60, 30)
	m.SetCursor(m.Len() / 2)
	x, back := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, tea.KeyMsg{Type: tea.KeyBackspace}
	for b.Loop() {
		m.Update(x)
		m.Update(back)
	}
}

func BenchmarkNewLine2000Lines(b *testing.B) {
	m := New(Options{Limit: 1 << 30})
	m.SetText(long(2000))
	m.SetSize(60, 30)
	m.SetCursor(m.Len() / 2)
	x, back := tea.KeyMsg{Type: tea.KeyCtrlJ}, tea.KeyMsg{Type: tea.KeyBackspace}
	for b.Loop() {
		m.Update(x)
		m.Update(back)
	}
}

func benchPaste(b *testing.B, size int) {
	paste := []rune(long(size / 71))
	b.SetBytes(int64(size))
	for b.Loop() {
		m := New(Options{Limit: 1 << 30})
		m.SetSize(60, 30)
		m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: paste, Paste: true})
		_ = m.View()
	}
}

func BenchmarkPaste100KB(b *testing.B) { benchPaste(b, 100_000) }
func BenchmarkPaste1MB(b *testing.B)   { benchPaste(b, 1_000_000) }
