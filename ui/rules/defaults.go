package rules

import (
	"parley/engine/edit"
	"parley/engine/model"
	"parley/ui/kit/canvas"
	"parley/ui/want"
)

// grid is who starts where no rule wins: channels down, brands across.
type grid struct {
	focused  bool
	row, col int
	left     int // the first brand shown
	brands   []*model.Brand
	channels []model.Channel
}

func (g *grid) learn(w *model.Workspace) {
	g.channels, g.brands = model.Channels(), w.Brands
	if len(g.brands) == 0 {
		g.brands = []*model.Brand{{Name: "All brands"}}
	}
	g.row, g.col = min(g.row, len(g.channels)-1), min(g.col, len(g.brands)-1)
}

// height is how many lines the grid takes in its frame.
func (g *grid) height() int { return len(g.channels) + 4 }

// fallback is the first default of a cell, and where it is; found is false where none decides.
func (s *Screen) fallback(c model.Channel, brand int) (d model.Default, at model.Path, found bool) {
	w := s.desk.Workspace()
	for n, all := range w.Defaults {
		for i, x := range all.Defaults {
			id := x.Brand
			if id == "" && len(w.Brands) > 0 {
				id = w.Brands[0].ID
			}
			if x.Channel == c && id == s.grid.brands[brand].ID {
				return x, listOf(n, all).Index(i), true
			}
		}
	}
	return d, "", false
}

// gridLines draws the grid in a width.
func (s *Screen) gridLines(w int) []string {
	look, g := s.styles, &s.grid
	first := 4
	for _, c := range g.channels {
		first = max(first, canvas.Width(c.Title()))
	}
	first = min(first+2, max(w*2/5, 4))
	n := max(min(len(g.brands), (w-first-1)/12), 1)
	if g.col < g.left {
		g.left = g.col
	}
	g.left = max(min(g.left, len(g.brands)-n), g.col-n+1, 0)
	wide := max((w-first-1)/n, 1)
	head := canvas.Spaces(first + 1)
	for i := g.left; i < g.left+n && i < len(g.brands); i++ {
		name := g.brands[i].Name
		if name == "" {
			name = string(g.brands[i].ID)
		}
		head += look.Heading.Render(canvas.FitLine(canvas.TruncateTail(canvas.OneLine(name), max(wide-1, 1), look.Glyphs.Ellipsis), wide))
	}
	lines := []string{head}
	for y, c := range g.channels {
		line := " " + look.Muted.Render(canvas.FitLine(canvas.TruncateTail(c.Title(), first-1, look.Glyphs.Ellipsis), first))
		for x := g.left; x < g.left+n && x < len(g.brands); x++ {
			line += s.gridCell(c, x, wide, g.focused && y == g.row && x == g.col)
		}
		lines = append(lines, line)
	}
	return append(lines, " "+look.Muted.Render(canvas.TruncateTail("Only published assistants ever start.", max(w-2, 1), look.Glyphs.Ellipsis)))
}

func (s *Screen) gridCell(c model.Channel, brand, wide int, selected bool) string {
	look := s.styles
	d, _, found := s.fallback(c, brand)
	text, ink := look.Glyphs.Dot, look.Disabled
	switch a := s.desk.Workspace().Assistant(d.Assistant); {
	case !found:
	case d.Assistant == "" || d.Assistant == model.NoAssistant:
		text, ink = "None", look.Muted
	case a == nil:
		text, ink = look.Glyphs.Cross+" "+string(d.Assistant), look.Error
	case !s.facts.published[a.ID]:
		text, ink = look.Glyphs.Warn+" "+a.Name, look.Warning
	default:
		text, ink = a.Name, look.Text
	}
	if selected && s.window.focus == 0 {
		ink = look.Selection
	}
	return ink.Render(canvas.FitLine(canvas.TruncateTail(canvas.OneLine(text), max(wide-1, 1), look.Glyphs.Ellipsis), max(wide-1, 1))) + " "
}

// pickDefault asks who starts in the selected cell.
func (s *Screen) pickDefault() []want.Want {
	g := &s.grid
	c, brand := g.channels[g.row], g.col
	now, _, found := s.fallback(c, brand)
	items := []want.Item{{ID: string(model.NoAssistant), Label: "None", Detail: "a person's conversation", Here: found && (now.Assistant == "" || now.Assistant == model.NoAssistant)},
		{ID: "", Label: "Not set", Detail: "as if there were no default", Here: !found}}
	for _, a := range s.desk.Workspace().Assistants {
		it := want.Item{ID: string(a.ID), Label: a.Name, Here: found && now.Assistant == a.ID}
		if !s.facts.published[a.ID] {
			it.Detail = "not published: nobody starts until it is"
		}
		if !fits(a.Channel, c) {
			it.Reason = "made for " + a.Channel.Title()
		}
		items = append(items, it)
	}
	title := "Who starts on " + c.Title() + ", " + canvas.OneLine(g.brands[brand].Name) + "?"
	return []want.Want{want.Pick{Title: title, Items: items, Done: func(it want.Item) []want.Want {
		return []want.Want{want.Apply{Action: s.setDefault(c, brand, model.AssistantID(it.ID))}}
	}}}
}

// fits reports whether an assistant of a channel can answer on another one.
func fits(a, c model.Channel) bool { return a == c || a.IsWhatsApp() && c.IsWhatsApp() }

// setDefault is the action that gives a cell an assistant; "" takes its default away.
func (s *Screen) setDefault(c model.Channel, brand int, id model.AssistantID) edit.Action {
	w := s.desk.Workspace()
	_, at, found := s.fallback(c, brand)
	fresh := model.Default{Channel: c, Brand: s.grid.brands[brand].ID, Assistant: id}
	switch {
	case found && id == "":
		return edit.RemoveElement{At: at}
	case found:
		return edit.SetField{At: at.Field("assistant"), Value: id}
	case len(w.Defaults) == 0:
		return edit.AddDocument{Kind: "Defaults", ID: "defaults", Index: -1, Value: &model.Defaults{ID: "defaults", Defaults: []model.Default{fresh}}}
	}
	return edit.InsertElement{List: listOf(0, w.Defaults[0]), Index: len(w.Defaults[0].Defaults), Value: fresh}
}

// listOf is where a document of defaults keeps them.
func listOf(n int, d *model.Defaults) model.Path {
	at := model.Path("defaults").At(d.ID)
	if d.ID == "" {
		at = model.Path("defaults").Index(n)
	}
	return at.Field("defaults")
}
