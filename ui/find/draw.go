package find

import (
	"strconv"
	"strings"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/kit/keys"
)

// headHeight is the lines above the matches: the two texts, the options, a rule.
const headHeight = 4

// Size takes most of the window.
func (f *Find) Size(w, h int) (int, int) { return min(max(w-4, 1), 112), max(h-2, 1) }

// Draw draws exactly w×h.
func (f *Find) Draw(w, h int) string {
	iw, ih := max(w-2, 1), max(h-2, 1)
	room := max(ih-headHeight-1, 1)
	found, scroll := f.list(iw, room)
	lines := append(f.head(iw), found...)
	for len(lines) < ih-1 {
		lines = append(lines, "")
	}
	lines = append(lines[:min(len(lines), max(ih-1, 0))], f.foot(iw))
	frame := f.styles.Frame("Find and replace", f.counted, true)
	frame.Fill = f.styles.Surface.Ink
	frame.Scroll = scroll
	return frame.Draw(canvas.FitLines(lines, iw, ih), w, h)
}

// count puts into words how much was found.
func (f *Find) count() string {
	if len(f.matches) == 0 {
		return ""
	}
	dialogs := map[model.DialogID]bool{}
	for _, m := range f.matches {
		if d, _, _ := f.place(m.Path); d != nil {
			dialogs[d.ID] = true
		}
	}
	return plural(len(f.matches), "match", "matches") + " in " + plural(len(dialogs), "dialog", "dialogs")
}

func (f *Find) head(w int) []string {
	look := f.styles
	line := func(label string, part focus, view string) string {
		mark := look.Muted.Render(look.Glyphs.Prompt)
		if f.focus == part {
			mark = look.Accent.Render(look.Glyphs.Prompt)
		}
		return " " + look.Muted.Render(canvas.FitLine(label, 9)) + mark + " " + view
	}
	f.query.SetSize(max(w-13, 1), 1)
	f.with.SetSize(max(w-13, 1), 1)
	var options []string
	for _, o := range f.options() {
		box, ink := look.Glyphs.Unticked, look.Muted
		if *o.on {
			box, ink = look.Glyphs.Ticked, look.Text
		}
		options = append(options, ink.Render(box+" "+o.label)+" "+look.Key.Render(f.optionKey(o.key)))
	}
	return []string{line("find", onQuery, f.query.View()), line("replace", onReplacement, f.with.View()),
		canvas.TruncateTail(" "+strings.Join(options, "  "), w, look.Glyphs.Ellipsis),
		look.Border.Render(strings.Repeat(look.Glyphs.Rule, w))}
}

// optionKey is a key that works now: letters only act where they are no text.
func (f *Find) optionKey(key string) string {
	if f.Typing() {
		return ""
	}
	return key
}

// list draws the matches that there is room for.
func (f *Find) list(w, h int) ([]string, canvas.Scroll) {
	f.rows = f.rows[:0]
	for range headHeight + 1 {
		f.rows = append(f.rows, -1)
	}
	if len(f.matches) == 0 {
		return []string{" " + f.styles.Muted.Render(f.nothing())}, canvas.Scroll{}
	}
	each := f.each()
	shown := max(h/each, 1)
	if f.at < f.top {
		f.top = f.at
	}
	if f.at >= f.top+shown {
		f.top = f.at - shown + 1
	}
	f.top = min(f.top, max(len(f.matches)-shown, 0))
	var out []string
	for i := f.top; i < len(f.matches) && len(out) < h; i++ {
		for _, l := range f.match(i, w) {
			out = append(out, l)
			f.rows = append(f.rows, i)
		}
	}
	return out[:min(len(out), h)], canvas.Scroll{Top: f.top, Shown: shown, Total: len(f.matches)}
}

// each is the lines that one match takes.
func (f *Find) each() int {
	if f.replacing {
		return 3
	}
	return 2
}

func (f *Find) nothing() string {
	switch {
	case f.query.Text() == "":
		return "Looks through everything that " + canvas.OneLine(f.assistant.Name) + " says: texts, buttons, rows."
	case f.problem != "":
		return ""
	}
	return "Nothing like this is said."
}

// match draws one: where it is, its text, and what becomes of it.
func (f *Find) match(i, w int) []string {
	look, m := f.styles, f.matches[i]
	box, ink := look.Glyphs.Ticked, look.Text
	if f.left[i] {
		box, ink = look.Glyphs.Unticked, look.Muted
	}
	mark := " "
	if i == f.at && f.focus == onList {
		mark = look.Accent.Render(look.Glyphs.Here)
	}
	_, _, words := f.place(m.Path)
	if f.replacing {
		words = box + " " + words
	}
	head := mark + " " + ink.Render(canvas.TruncateTail(words, max(w-3, 1), look.Glyphs.Ellipsis))
	if i == f.at && f.focus == onList {
		head = look.Selection.FillLine(head, w)
	}
	out := []string{head, "      " + f.context(m.Before[:m.Start], m.Before[m.Start:m.End], m.Before[m.End:], look.Match.Ink, w-7)}
	if !f.replacing {
		return out
	}
	after := look.Muted.Render("      stays as it is")
	if !f.left[i] {
		with := f.become(m)
		after = "    " + look.Success.Render(look.Glyphs.To) + canvas.Spaces(2-canvas.Width(look.Glyphs.To)) +
			f.context(m.Before[:m.Start], with, m.Before[m.End:], look.Success.Ink, w-7)
	}
	return append(out, after)
}

// become is what a match turns into.
func (f *Find) become(m edit.Match) string {
	previews, err := f.search.Previews([]edit.Match{m}, f.with.Text())
	if err != nil || len(previews) == 0 {
		return f.with.Text()
	}
	after := previews[0].After
	return after[m.Start : len(after)-(len(m.Before)-m.End)]
}

// context draws a match with what stands around it, in one line of at most w cells.
func (f *Find) context(before, match, after string, ink canvas.Ink, w int) string {
	look := f.styles
	flat := func(s string) string { return strings.ReplaceAll(canvas.Drawable(s), "\n", " ") }
	before, match, after = flat(before), flat(match), flat(after)
	before = tail(before, max((w-canvas.Width(match))/2, w/4), look.Glyphs.Ellipsis)
	line := look.Muted.Render(before) + ink.Render(match) + look.Muted.Render(after)
	return canvas.TruncateTail(line, max(w, 1), look.Glyphs.Ellipsis)
}

// tail is the end of a text that fits into w cells, with an ellipsis where
// something is left out before it.
func tail(s string, w int, ellipsis string) string {
	if most := 16 * (w + 4); len(s) > most {
		s = strings.ToValidUTF8(s[len(s)-most:], "")
	}
	width := canvas.Width(s)
	if width <= w {
		return s
	}
	for width > w-1 && s != "" {
		end, cw := canvas.Cluster(s, 0)
		s, width = s[end:], width-cw
	}
	return ellipsis + s
}

// place finds where a path is: its dialog, its interaction, and both in words.
func (f *Find) place(at model.Path) (*model.Dialog, *model.Interaction, string) {
	label := ""
	if p, err := edit.At(f.workspace, at); err == nil && p.Field != nil {
		label = strings.ToLower(p.Field.Label)
	}
	for _, d := range f.assistant.Dialogs {
		root := d.PathOf(f.assistant)
		if !at.Below(root) {
			continue
		}
		var step *model.Interaction
		words := []string{canvas.OneLine(d.Name)}
		d.Steps(root, func(index string, p model.Path, i *model.Interaction) {
			if at.Below(p) {
				step = i
				words = []string{words[0], strings.TrimSpace(number(index) + " " + name(i))}
			}
		})
		return d, step, strings.Join(append(words, label), " "+f.styles.Glyphs.Dot+" ")
	}
	return nil, nil, "Settings " + f.styles.Glyphs.Dot + " " + label
}

// number is the number by which the editor shows an interaction, or the one it is
// nested in, from its index.
func number(index string) string {
	first, _, _ := strings.Cut(index, ".")
	if n, err := strconv.Atoi(first); err == nil {
		return strconv.Itoa(n + 1)
	}
	return first
}

func name(i *model.Interaction) string {
	if k := i.Kind(); k != nil {
		return k.Name
	}
	return ""
}

// foot is the line of keys, or what is wrong.
func (f *Find) foot(w int) string {
	if f.problem != "" {
		return " " + f.styles.Error.Render(canvas.TruncateTail(canvas.OneLine(f.problem), max(w-2, 1), f.styles.Glyphs.Ellipsis))
	}
	mode := keys.Move
	if f.Typing() {
		mode = keys.Type
	}
	line := ""
	for _, b := range f.Bindings() {
		if b.Label == "" || b.First(mode) == "" {
			continue
		}
		part := " " + f.styles.Key.Render(b.First(mode)) + " " + f.styles.KeyLabel.Render(b.Label) + " "
		if canvas.Width(line)+canvas.Width(part) > w {
			break
		}
		line += part
	}
	return line
}
