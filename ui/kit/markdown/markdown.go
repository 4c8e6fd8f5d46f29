// Package markdown draws Markdown in the theme's colours and remembers what it drew.
package markdown

import (
	"strings"
	"sync"

	"github.com/charmbracelet/glamour"

	"parley/themes"
	"parley/ui/kit/canvas"
	"parley/ui/kit/styles"
)

// The cache keeps so many drawn texts and renderers; the oldest go first.
const (
	keepTexts     = 2048
	keepRenderers = 16
	// longest is how many bytes of one text are drawn; more would hold up a frame.
	longest = 256 << 10
)

// Renderer draws Markdown. It may be used from several goroutines, so that long articles can be drawn in the background.
type Renderer struct {
	mu    sync.Mutex
	cache [2]map[entry][]string // the newer and the older half
	terms map[looks]*glamour.TermRenderer
}

type looks struct {
	styles *styles.Styles
	on     themes.Colour
	width  int
}

type entry struct {
	looks
	text string
}

// New makes a renderer without anything remembered; glamour itself is started when the first real Markdown comes.
func New() *Renderer {
	return &Renderer{cache: [2]map[entry][]string{{}, {}}, terms: map[looks]*glamour.TermRenderer{}}
}

// Lines draws a text in lines of at most w cells, without outer margins. On is the colour plain text starts from, such as a
// bubble's; empty takes the theme's. The text is made harmless first; a text that is too long ends with an ellipsis. The
// lines are shared: they must not be changed.
func (r *Renderer) Lines(text string, w int, st *styles.Styles, on themes.Colour) []string {
	w = max(w, 1)
	key := entry{looks{st, on, w}, text}
	r.mu.Lock()
	defer r.mu.Unlock()
	if lines, ok := r.cached(key); ok {
		return lines
	}
	lines := r.draw(key)
	r.keep(key, lines)
	return lines
}

// Block is Lines fitted to exactly w cells and as many lines as the text takes.
func (r *Renderer) Block(text string, w int, st *styles.Styles, on themes.Colour) string {
	lines := r.Lines(text, w, st, on)
	return canvas.FitLines(lines, max(w, 1), len(lines))
}

// Forget drops everything, as after another theme.
func (r *Renderer) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cache = [2]map[entry][]string{{}, {}}
	clear(r.terms)
}

func (r *Renderer) cached(key entry) ([]string, bool) {
	if lines, ok := r.cache[0][key]; ok {
		return lines, true
	}
	lines, ok := r.cache[1][key]
	if ok {
		r.keep(key, lines)
	}
	return lines, ok
}

// keep remembers in the newer half; when that is full it becomes the older one, whose texts go.
func (r *Renderer) keep(key entry, lines []string) {
	if len(r.cache[0]) >= keepTexts/2 {
		r.cache[1] = r.cache[0]
		r.cache[0] = map[entry][]string{}
	}
	r.cache[0][key] = lines
}

func (r *Renderer) draw(key entry) []string {
	text := canvas.Drawable(key.text)
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + key.styles.Glyphs.Ellipsis
	}
	return r.blocks(text, key, 0)
}

// deepest is how many quotations may stand within each other; what is deeper is drawn as it is written.
const deepest = 8

// blocks draws a text, its quotations apart: glamour makes too little room for what it draws before them, so that their
// lines break twice.
func (r *Renderer) blocks(text string, key entry, depth int) []string {
	parts := parted(text)
	if len(parts) == 1 && !parts[0].quoted || depth == deepest {
		return r.block(text, key)
	}
	st := key.styles
	bar := st.Muted.Render("│") + " "
	if st.Glyphs.Name == "ascii" {
		bar = st.Muted.Render("|") + " "
	}
	if key.width <= canvas.Width(bar) {
		return r.block(text, key)
	}
	var out []string
	for _, p := range parts {
		words := strings.Join(p.lines, "")
		if strings.TrimSpace(words) == "" {
			continue
		}
		if len(out) > 0 {
			out = append(out, "")
		}
		if !p.quoted {
			out = append(out, r.block(words, key)...)
			continue
		}
		inner := key
		inner.width, inner.on = max(key.width-canvas.Width(bar), 1), st.Theme.Colours.Muted
		for _, l := range r.blocks(words, inner, depth+1) {
			out = append(out, bar+l)
		}
	}
	return out
}

// part is a run of lines that are quoted, without what marks them, or are not.
type part struct {
	lines  []string
	quoted bool
}

// parted divides a text into what is quoted and what is not. Code that is fenced is never quoted.
func parted(text string) []part {
	out := []part{{}}
	fenced := false
	for line := range strings.Lines(text) {
		rest, quoted := strings.CutPrefix(line, ">")
		quoted = quoted && !fenced
		if !quoted {
			rest = line
			if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
				fenced = !fenced
			}
		} else {
			rest = strings.TrimPrefix(rest, " ")
		}
		last := &out[len(out)-1]
		if last.quoted != quoted {
			if len(last.lines) > 0 {
				out = append(out, part{})
			}
			last = &out[len(out)-1]
			last.quoted = quoted
		}
		last.lines = append(last.lines, rest)
	}
	return out
}

// block draws a text without quotations.
func (r *Renderer) block(text string, key entry) []string {
	if Plain(text) {
		return plainLines(text, key)
	}
	term, err := r.term(key.looks)
	if err != nil {
		return plainLines(text, key)
	}
	out, err := term.Render(text)
	if err != nil {
		return plainLines(text, key)
	}
	return trim(canvas.Wrap(out, key.width))
}

// term makes or finds the renderer of a look.
func (r *Renderer) term(k looks) (*glamour.TermRenderer, error) {
	if t, ok := r.terms[k]; ok {
		return t, nil
	}
	t, err := glamour.NewTermRenderer(
		glamour.WithStyles(k.styles.Markdown(k.on)),
		glamour.WithColorProfile(k.styles.Profile()),
		glamour.WithWordWrap(k.width),
		glamour.WithPreservedNewLines(),
	)
	if err != nil {
		return nil, err
	}
	if len(r.terms) >= keepRenderers {
		clear(r.terms)
	}
	r.terms[k] = t
	return t, nil
}

// plainLines is what glamour would draw of plain text: wrapped and in the one colour.
func plainLines(text string, key entry) []string {
	ink := key.styles.Ink(key.on)
	lines := canvas.Wrap(strings.Trim(text, "\n"), key.width)
	for i, l := range lines {
		lines[i] = ink.Render(strings.TrimLeft(l, " "))
	}
	return lines
}

// Plain tells that a text is one paragraph without any Markdown, so that it can be drawn without glamour.
func Plain(text string) bool {
	lineStart := true
	for i := range len(text) {
		c := text[i]
		switch c {
		case '*', '_', '`', '[', ']', '<', '>', '#', '~', '|', '\\', '&', '\t':
			return false
		case '\n':
			if lineStart && i > 0 {
				return false
			}
			lineStart = true
			continue
		case '-', '+', '=', ':':
			if lineStart {
				return false
			}
		case '.', ')':
			if i > 0 && text[i-1] >= '0' && text[i-1] <= '9' && numbered(text, i) {
				return false
			}
		case '/', '@':
			if c == '@' || i > 0 && text[i-1] == ':' || i > 0 && text[i-1] == '/' {
				return false
			}
		case 'w':
			if strings.HasPrefix(text[i:], "www.") {
				return false
			}
		case ' ':
			if lineStart {
				return false
			}
			if i > 0 && text[i-1] == ' ' {
				return false
			}
		}
		lineStart = false
	}
	return true
}

// numbered tells that only digits stand between the start of the line and byte i: a numbered list.
func numbered(text string, i int) bool {
	for j := i - 1; j >= 0; j-- {
		if text[j] == '\n' {
			return true
		}
		if text[j] < '0' || text[j] > '9' {
			return false
		}
	}
	return true
}

// trim takes blank lines off both ends and the filling off the ends of lines.
func trim(lines []string) []string {
	for i, l := range lines {
		lines[i] = trimRight(l)
	}
	for len(lines) > 1 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// trimRight takes blanks off the end of a line, styled ones too; a line of blanks alone becomes empty.
func trimRight(line string) string {
	plain := canvas.Strip(line)
	w := canvas.Width(strings.TrimRight(plain, " "))
	if w == 0 {
		return ""
	}
	if w == canvas.Width(plain) {
		return line
	}
	return canvas.Clip(line, w, 1)
}
