package editor

import (
	"reflect"
	"strings"

	"parley/engine/model"
	"parley/ui/kit/canvas"
)

// sketch collects the lines of a block: lead is what stands before each of them
// (the guides of the tree), pad the blanks below the number.
type sketch struct {
	e     *Editor
	lead  string
	pad   string
	room  int
	lines []string
}

// newSketch starts a block below its heading.
func (e *Editor) newSketch(lead string, indent int) *sketch {
	w := e.page.w - canvas.Width(lead) - indent
	for indent > 1 && w < 24 && (indent > 2 || w < 12) {
		indent, w = indent-1, w+1
	}
	return &sketch{e: e, lead: lead, pad: canvas.Spaces(indent), room: max(w, 1)}
}

// add puts in one line that is already drawn and fits.
func (s *sketch) add(line string) { s.lines = append(s.lines, s.lead+s.pad+line) }

// flow puts in a drawn text after a head, wrapped beside it; where there is too
// little room beside the head, below it.
func (s *sketch) flow(head, text string) {
	w := canvas.Width(head)
	several := strings.Contains(text, "\n")
	if !several && canvas.Width(text) <= s.room-w {
		s.add(head + text)
		return
	}
	if n := canvas.Width(text); !several && w > 6 && n <= s.room-2 {
		s.add(s.e.cut(head, s.room))
		s.add("  " + text)
		return
	}
	if s.room-w < 14 || longest(text) > s.room-w {
		head, text, w = "", head+text, min(2, s.room-1)
		for i, l := range canvas.Wrap(text, max(s.room-w, 1)) {
			s.add(canvas.Spaces(w*min(i, 1)) + l)
		}
		return
	}
	for i, l := range canvas.Wrap(text, s.room-w) {
		if i == 0 {
			s.add(head + l)
		} else {
			s.add(canvas.Spaces(w) + l)
		}
	}
}

// longest is the width of the longest word of a drawn text.
func longest(text string) int {
	n := 0
	for _, w := range strings.Fields(canvas.Strip(text)) {
		n = max(n, canvas.Width(w))
	}
	return n
}

// para puts in a text in full, with what stands in {{…}} marked.
func (s *sketch) para(text string, base, code canvas.Ink) {
	open := false
	lines := canvas.Wrap(canvas.Drawable(text), s.room)
	for i, l := range lines {
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		l, open = colourLine(l, next, open, base, code)
		s.add(l)
	}
}

// pair puts in a label and what is set.
func (s *sketch) pair(label, value string) {
	s.flow(s.e.look.st.Muted.Render(label)+"  ", value)
}

// chips puts in buttons, as many a line as fit.
func (s *sketch) chips(all []string) {
	line, used := "", 0
	for _, c := range all {
		w := canvas.Width(c)
		if used > 0 && used+1+w > s.room {
			s.add(line)
			line, used = "", 0
		}
		if w > s.room {
			s.flow("", c)
			continue
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+c, used+w
	}
	if used > 0 {
		s.add(line)
	}
}

// body puts in all that a closed block says of its settings.
func (s *sketch) body(i *model.Interaction) {
	k := i.Kind()
	v := reflect.ValueOf(i.Settings).Elem()
	main, st := mainText(k), s.e.look.st
	if main != nil {
		if text := main.Of(v).String(); text != "" {
			s.para(text, st.Text.Ink, st.Code.Ink)
		} else {
			s.add(st.Placeholder.Render("no text yet"))
		}
	}
	skip := onlyLink(k)
	for n, f := range k.Fields() {
		if f == main || f == skip || runsIn(f) || isChangeOf(k.Fields(), n) {
			continue
		}
		if n+1 < len(k.Fields()) && isChangeOf(k.Fields(), n+1) {
			c, _ := k.Fields()[n+1].Of(v).Interface().(model.Change)
			s.flow("", s.e.changed(f.Of(v).String(), c))
			continue
		}
		s.setting(f, f.Of(v))
	}
}

// isChangeOf tells a field that says how the attribute before it changes.
func isChangeOf(fields []*model.Field, n int) bool {
	return n > 0 && fields[n].Type == reflect.TypeFor[model.Change]() && fields[n-1].Role == model.RoleAttribute
}

// setting puts in one field, if it is set or has to be.
func (s *sketch) setting(f *model.Field, v reflect.Value) {
	v = deref(v)
	if !isSet(v) {
		if f.Required {
			s.missing(f)
		}
		return
	}
	switch {
	case f.Role == model.RoleBool:
		s.add(s.e.look.st.Muted.Render(s.e.cut(phrase(f), s.room)))
	case f.Role == model.RoleList && f.Elem.Role == model.RoleLabel:
		all := make([]string, v.Len())
		for i := range all {
			all[i] = s.e.chip(v.Index(i).String())
		}
		s.chips(all)
	case f.Role == model.RoleMap || f.Role == model.RoleList && f.Elem.Role == model.RoleGroup:
		for i := range v.Len() {
			s.flow("", s.e.entry(f, v, i))
		}
	default:
		s.pair(phrase(f), s.e.say(f, v))
	}
}

// missing puts in a required field that is empty.
func (s *sketch) missing(f *model.Field) {
	st := s.e.look.st
	switch f.Role {
	case model.RoleDialog:
		s.pair(phrase(f), s.e.link(""))
	case model.RoleBool, model.RoleNumber:
	default:
		s.pair(lower(f.Label), st.Placeholder.Render("not chosen yet"))
	}
}

// colour draws one line with what stands in {{…}} in another ink.
func colour(line string, base, code canvas.Ink) string {
	out, _ := colourLine(line, "", false, base, code)
	return out
}

// colourLine is colour for one line of a wrapped text: open says that a {{ from
// the line before goes on, next is the line after.
func colourLine(line, next string, open bool, base, code canvas.Ink) (string, bool) {
	if !open && !strings.Contains(line, "{{") {
		return base.Render(line), false
	}
	var b strings.Builder
	for line != "" {
		if open {
			end := strings.Index(line, "}}")
			if end < 0 {
				b.WriteString(code.Render(line))
				return b.String(), true
			}
			b.WriteString(code.Render(line[:end+2]))
			line, open = line[end+2:], false
			continue
		}
		start := strings.Index(line, "{{")
		if start < 0 || !strings.Contains(line[start:], "}}") && !closes(next) {
			b.WriteString(base.Render(line))
			break
		}
		b.WriteString(base.Render(line[:start]))
		line, open = line[start:], true
	}
	return b.String(), open
}

// cut shortens one line to some cells.
func (e *Editor) cut(line string, w int) string {
	return canvas.TruncateTail(line, max(w, 1), e.look.st.Glyphs.Ellipsis)
}

// closes tells whether a line ends what a line before it opened.
func closes(next string) bool {
	end, start := strings.Index(next, "}}"), strings.Index(next, "{{")
	return end >= 0 && (start < 0 || end < start)
}
