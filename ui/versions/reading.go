package versions

import (
	"strings"

	"parley/engine/compare"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
)

// block is one thing to read: the heading of a dialog, or an interaction of it.
type block struct {
	dialog  model.DialogID
	heading string // of a dialog; "" for an interaction
	step    string
	lines   []compare.Line
}

// blocksOf writes a version out for reading.
func blocksOf(x desk.Side) []block {
	var out []block
	for _, d := range x.Assistant.Dialogs {
		name := d.Name
		if name == "" {
			name = string(d.ID)
		}
		out = append(out, block{dialog: d.ID, heading: name})
		for _, l := range compare.Outline(x.Workspace, x.Assistant, d) {
			if l.Head && l.Depth == 0 || len(out[len(out)-1].lines) == 0 && out[len(out)-1].heading == "" {
				out = append(out, block{dialog: d.ID, step: l.Step})
			}
			last := &out[len(out)-1]
			last.lines = append(last.lines, l)
		}
	}
	return out
}

// blockList is the blocks, for the list.
type blockList struct{ p *pages }

func (x blockList) Len() int            { return len(x.p.blocks) }
func (x blockList) Text(i int) string   { return x.p.blocks[i].heading }
func (x blockList) Disabled(int) string { return "" }

// Lines draws a block.
func (x blockList) Lines(i int, st list.State) []string {
	p := x.p
	return p.barred(p.drawn[1].kept(i, st.Width, func(w int) []string { return p.block(&p.blocks[i], w) }), false, st.Selected)
}

func (p *pages) block(b *block, w int) []string {
	look := p.screen.styles
	var out []string
	if b.heading != "" {
		name := " " + canvas.OneLine(b.heading) + " "
		rule := strings.Repeat(look.Glyphs.Rule, max(w-canvas.Width(name)-2, 0))
		line := look.Border.Render(strings.Repeat(look.Glyphs.Rule, 2)) + look.Heading.Render(name) + look.Border.Render(rule)
		out = append(out, canvas.TruncateTail(line, w, look.Glyphs.Ellipsis))
	}
	for _, l := range b.lines {
		out = append(out, p.readLine(l, w)...)
	}
	return append(out, "")
}

// readLine draws one line of an outline, wrapped below where it begins.
func (p *pages) readLine(l compare.Line, w int) []string {
	look := p.screen.styles
	pad := min(2*l.Depth, w/2)
	lead := ""
	switch {
	case l.Head:
		number, name, numbered := strings.Cut(canvas.OneLine(l.Label), " ")
		lead = look.Strong.Render(canvas.OneLine(l.Label))
		if numbered && l.Step != "" && strings.Trim(number, "0123456789") == "" {
			lead = look.Muted.Render(number) + "  " + look.Strong.Render(name)
		} else if numbered && number == "End" {
			lead = look.Muted.Render("end") + "  " + look.Strong.Render(name)
		}
	case l.Label != "":
		lead = look.Muted.Render(canvas.OneLine(l.Label))
		if l.Text != "" {
			lead += "  "
		}
	}
	text := p.dynamic(l.Text)
	if l.Link {
		text = look.Linked.Render(look.Glyphs.To+" ") + text
	}
	var out []string
	hang := 0
	if lead != "" && l.Text != "" {
		hang = min(canvas.Width(lead), max(w-pad-20, 0))
	}
	for n, line := range canvas.Wrap(canvas.Concat(lead, text), max(w-pad, 1)) {
		if n > 0 && hang > 0 && hang <= 4 {
			line = canvas.Spaces(hang) + line
		}
		out = append(out, canvas.Spaces(pad)+line)
	}
	return out
}

// dynamic draws a text with what stands in {{…}} marked.
func (p *pages) dynamic(text string) string {
	look := p.screen.styles
	text = canvas.Drawable(text)
	var b strings.Builder
	for text != "" {
		start := strings.Index(text, "{{")
		if start < 0 {
			break
		}
		end := strings.Index(text[start:], "}}")
		if end < 0 {
			break
		}
		end += start + 2
		b.WriteString(look.Text.Render(text[:start]))
		b.WriteString(look.Code.Render(text[start:end]))
		text = text[end:]
	}
	b.WriteString(look.Text.Render(text))
	return b.String()
}
