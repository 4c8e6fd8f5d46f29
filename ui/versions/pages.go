package versions

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/compare"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/list"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// pages is the middle pane: two versions compared, or one read through.
type pages struct {
	screen  *Screen
	a, b    int // what is compared, none where there is nothing to compare with
	all     []compare.Difference
	problem string
	waiting bool
	asked   int // generation of what is being read

	entered bool // the click that is handled brought the keys here
	reading bool
	of      int // the version that is read
	blocks  []block

	differences *list.Model
	text        *list.Model
	w, h        int
	drawn       [2]drawings // of the differences, and of what is read
	cached      string
}

// drawings keeps what was drawn of items for a width.
type drawings struct {
	width int
	lines map[int][]string
}

func (p *pages) init(s *Screen) {
	p.screen, p.a, p.b = s, none, none
	p.differences = list.New(s.styles, list.Options{NoMarker: true})
	p.text = list.New(s.styles, list.Options{NoMarker: true})
	p.differences.SetSource(differenceList{p})
	p.text.SetSource(blockList{p})
}

// clear forgets what was shown.
func (p *pages) clear() {
	p.a, p.b, p.all, p.problem, p.reading, p.blocks = none, none, nil, "", false, nil
	p.asked++
	p.sources()
}

// sources tells the lists that what they show is another now.
func (p *pages) sources() {
	p.drawn = [2]drawings{}
	p.differences.SetSource(differenceList{p})
	p.text.SetSource(blockList{p})
	p.fresh()
}

// fresh has the pane drawn again.
func (p *pages) fresh() { p.cached = "" }

func (p *pages) restyle(st *styles.Styles) {
	p.drawn = [2]drawings{}
	p.differences.SetStyles(st)
	p.text.SetStyles(st)
	p.fresh()
}

// headHeight is what stands above the differences: the names of both sides, a line.
const headHeight = 2

func (p *pages) size(w, h int) {
	if w == p.w && h == p.h {
		return
	}
	p.w, p.h = w, h
	p.differences.SetSize(max(w-2, 1), max(h-2-headHeight, 1))
	p.text.SetSize(max(w-2, 1), max(h-2, 1))
	p.fresh()
}

// current is the list that is shown.
func (p *pages) current() *list.Model {
	if p.reading {
		return p.text
	}
	return p.differences
}

func pressed(m tea.MouseMsg) bool {
	return m.Action == tea.MouseActionPress && m.Button == tea.MouseButtonLeft
}

// update takes a key or a mouse message counted from the pane's corner; true says
// that something was chosen.
func (p *pages) update(msg tea.Msg) bool {
	p.fresh()
	if m, ok := msg.(tea.MouseMsg); ok {
		m.X, m.Y = m.X-1, m.Y-1
		if !p.reading {
			m.Y -= headHeight
		}
		was, _ := p.current().Selected()
		at, on := p.current().At(m.Y)
		p.current().Update(m)
		return pressed(m) && on && at == was && !p.entered
	}
	return p.current().Update(msg).Chosen
}

// partner is what a version is compared with where nothing else was chosen: the
// live version; the live version itself with the one before it.
func (s *Screen) partner(number int) int {
	if s.chosen != none && s.chosen != number {
		if _, ok := s.version(s.chosen); ok || s.chosen == draft {
			return s.chosen
		}
	}
	live := s.live()
	if number == draft && live == none && len(s.history) > 0 {
		return s.history[0].Number
	}
	if number != live {
		if live == none && number != draft {
			return draft
		}
		return live
	}
	at := slices.IndexFunc(s.history, func(v desk.Version) bool { return v.Number == number })
	if at >= 0 && at+1 < len(s.history) {
		return s.history[at+1].Number
	}
	return draft
}

// compare asks for the differences of the selected version and its partner, the
// older one first.
func (s *Screen) compare() []want.Want {
	p := &s.pages
	p.asked++
	p.fresh()
	a, b := s.partner(s.Selected()), s.Selected()
	if a == draft || b != draft && b < a {
		a, b = b, a
	}
	if a == none || a == b {
		p.a, p.b, p.all, p.problem, p.waiting = none, s.Selected(), nil, "", false
		p.sources()
		return nil
	}
	if p.a != a || p.b != b {
		p.a, p.b, p.all, p.problem = a, b, nil, ""
		p.sources()
		p.differences.Select(0)
	}
	p.waiting = true
	asked, readA, readB := p.asked, s.side(a), s.side(b)
	return []want.Want{want.Work{Name: "Comparing " + s.name(a) + " and " + s.name(b), Do: func() func() []want.Want {
		x, err := readA()
		y, errB := readB()
		if err == nil {
			err = errB
		}
		var all []compare.Difference
		if err == nil {
			all = desk.Compare(x, y)
		}
		return func() []want.Want {
			if asked != p.asked {
				return nil
			}
			if p.waiting = false; err != nil {
				p.problem = err.Error()
			} else {
				s.sides[a], s.sides[b] = x, y
				p.problem, p.all = "", all
			}
			p.sources()
			return nil
		}
	}}}
}

// side reads a version, or has it from before.
func (s *Screen) side(number int) func() (desk.Side, error) {
	if known, ok := s.sides[number]; ok {
		return func() (desk.Side, error) { return known, nil }
	}
	return s.desk.SideWork(s.id, number)
}

// read shows the selected version for reading.
func (s *Screen) read() []want.Want {
	p, number := &s.pages, s.Selected()
	p.asked++
	asked, side := p.asked, s.side(number)
	return []want.Want{want.Work{Name: "Opening " + s.name(number), Do: func() func() []want.Want {
		x, err := side()
		var blocks []block
		if err == nil {
			blocks = blocksOf(x)
		}
		return func() []want.Want {
			if asked != p.asked {
				return nil
			}
			if err != nil {
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			s.sides[number] = x
			p.reading, p.of, p.blocks, p.waiting = true, number, blocks, false
			p.sources()
			p.text.Select(0)
			return []want.Want{want.Run{Binding: "focus.editor"}}
		}
	}}}
}

// view draws the pane.
func (p *pages) view(focused bool) string {
	if p.cached != "" {
		return p.cached
	}
	s := p.screen
	title, right := "", ""
	switch {
	case p.reading:
		title, right = "Reading "+s.name(p.of), "nothing can be changed here"
	case p.a == none:
		title = upper(s.name(p.b))
	default:
		title, right = upper(s.name(p.a))+" "+s.styles.Glyphs.Right+" "+s.name(p.b), p.count()
	}
	frame := s.styles.Frame(title, right, focused)
	w, h := max(p.w-2, 1), max(p.h-2, 1)
	content := ""
	if words := p.words(); words != "" {
		content = p.plain(words, w)
	} else {
		frame.Scroll = p.current().Scroll()
		content = p.current().View()
		if !p.reading {
			content = canvas.FitLines(p.head(w), w, headHeight) + "\n" + content
		}
	}
	p.cached = frame.Draw(content, max(p.w, 1), max(h+2, 1))
	return p.cached
}

func (p *pages) count() string {
	if p.waiting || p.problem != "" {
		return ""
	}
	return plural(len(p.all), "difference")
}

// words are what is said where there is nothing to list.
func (p *pages) words() string {
	s := p.screen
	switch {
	case s.id == "":
		return ""
	case p.reading:
		if len(p.blocks) == 0 {
			return "There is no dialog in it."
		}
		return ""
	case p.a == none && len(s.history) == 0:
		return "Never published: P publishes the draft.\n\nA published version is closed: customers talk to it, whatever happens to the draft meanwhile. " +
			"Here two versions stand side by side, with everything that differs. enter reads the draft."
	case p.a == none:
		return "There is nothing to compare it with. enter reads it."
	case p.problem != "":
		return p.problem
	case len(p.all) == 0 && p.waiting:
		return "comparing" + s.styles.Glyphs.Ellipsis
	case len(p.all) == 0:
		return upper(s.name(p.a)) + " and " + s.name(p.b) + " are the same.\n\nc compares with another version, enter reads this one."
	}
	return ""
}

func (p *pages) plain(words string, w int) string {
	look := p.screen.styles
	ink := look.Muted
	if p.problem != "" {
		ink = look.Error
	}
	var out []string
	for _, l := range canvas.Wrap(canvas.Drawable(words), max(min(w-3, 64), 1)) {
		out = append(out, "  "+ink.Render(l))
	}
	return "\n" + strings.Join(out, "\n")
}

// upper puts the first letter of a name in upper case: Draft, but v4.
func upper(name string) string {
	if len(name) > 1 && name[0] == 'v' && name[1] >= '0' && name[1] <= '9' {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// open goes to what is selected in the middle pane: to its place in Build where
// the draft has it, else to the version that is read.
func (s *Screen) open() []want.Want {
	p := &s.pages
	i, ok := p.current().Selected()
	if !ok {
		return nil
	}
	if p.reading {
		if p.of != draft {
			return []want.Want{want.Tell{Text: s.name(p.of) + " is closed: e makes it the draft, to be edited"}}
		}
		return s.build(p.blocks[i].dialog, p.blocks[i].step)
	}
	if i >= len(p.all) {
		return nil
	}
	d := p.all[i]
	if p.b == draft && d.Dialog != "" && d.Act != compare.Removed {
		return s.build(d.Dialog, d.Step)
	}
	return s.read()
}

// build goes to a place of the draft.
func (s *Screen) build(d model.DialogID, step string) []want.Want {
	return append(s.leave(), want.Open{Dialog: d, Step: step}, want.Run{Binding: "focus.editor"})
}
