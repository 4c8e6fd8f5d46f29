package conversations

import (
	"fmt"
	"strings"

	"parley/engine/session"
	"parley/engine/transcript"
	"parley/ui/kit/canvas"
	"parley/ui/kit/markdown"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// reader shows the conversation that is selected.
type reader struct {
	md      *markdown.Renderer
	reading string // the conversation that is being read; one at a time
	read    *transcript.Transcript
	problem string // why the selected one could not be read
	all     bool   // also what only who builds the assistant cares for
	top     int    // the first line shown
	drawn   page
}

// page is a transcript as it was drawn, and what from.
type page struct {
	of     *transcript.Transcript
	styles *styles.Styles
	w      int
	all    bool
	lines  []string
}

// reset forgets what was drawn.
func (r *reader) reset() { r.md, r.drawn = markdown.New(), page{} }

// id is the conversation that is shown.
func (r *reader) id() string {
	if r.read == nil {
		return ""
	}
	return r.read.Summary.ID
}

// read reads the selected conversation beside the screen, once it is done with the
// one before.
func (s *Screen) read() []want.Want {
	r := &s.reader
	if s.chosen == "" || r.reading != "" || r.id() == s.chosen && r.read.Summary == s.selected() || r.problem != "" && r.problem == s.chosen {
		return nil
	}
	id := s.chosen
	r.reading = id
	work := s.desk.TranscriptWork(id)
	return []want.Want{want.Work{Do: func() func() []want.Want {
		t, err := work()
		return func() []want.Want {
			r.reading = ""
			if s.chosen != id {
				return s.read()
			}
			if err != nil {
				r.read, r.problem = nil, id
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			if r.id() != id {
				r.top = 0
			}
			r.read, r.problem = t, ""
			return nil
		}
	}}}
}

// longRead is how many lines a transcript may have for its Markdown to be drawn: of
// a longer one it is shown as it was written.
const longRead = 300

// lines draws the transcript in a width.
func (r *reader) lines(look *styles.Styles, w int) []string {
	p := page{of: r.read, styles: look, w: w, all: r.all}
	if d := r.drawn; d.of == p.of && d.styles == p.styles && d.w == w && d.all == p.all {
		return d.lines
	}
	d := drawing{look: look, w: max(w, 1), t: r.read}
	if len(r.read.Lines) <= longRead {
		d.md = r.md
	}
	d.head()
	d.qualification()
	d.verdicts()
	d.heading("Messages")
	for _, l := range r.read.Shown(r.all) {
		d.line(&l)
	}
	if len(r.read.Saved) > 0 {
		d.heading("Saved")
		for _, a := range r.read.Saved {
			d.fact(string(a.Path), a.Value.String(), look.Text)
		}
	}
	p.lines = d.lines
	r.drawn = p
	return p.lines
}

// drawing is a transcript while it is drawn.
type drawing struct {
	look  *styles.Styles
	w     int
	t     *transcript.Transcript
	md    *markdown.Renderer // nil: as it was written
	lines []string
}

// say adds a text behind a lead, wrapped.
func (d *drawing) say(lead string, ink styles.Style, text string) {
	indent := canvas.Width(lead)
	for i, l := range canvas.Wrap(canvas.Drawable(text), max(d.w-indent-1, 8)) {
		if i > 0 {
			lead = canvas.Spaces(indent)
		}
		d.lines = append(d.lines, lead+ink.Render(l))
	}
}

func (d *drawing) heading(title string) {
	if len(d.lines) > 0 {
		d.lines = append(d.lines, "")
	}
	d.say(" ", d.look.Heading, title)
}

// factWidth is how many cells the name of a fact takes.
const factWidth = 13

func (d *drawing) fact(name, value string, ink styles.Style) {
	lead := " " + d.look.Muted.Render(canvas.FitLine(canvas.OneLine(name), factWidth)) + " "
	if canvas.Width(name) > factWidth {
		lead = " " + d.look.Muted.Render(canvas.OneLine(name)) + " "
	}
	d.say(lead, ink, canvas.OneLine(value))
}

func (d *drawing) head() {
	t, look := d.t, d.look
	if label := Label(t.Summary.Source); label != "" {
		d.say(" ", look.Warning, label+": it counts for no meter")
	}
	d.fact("customer", t.Customer(), look.Strong)
	d.fact("when", t.Span(), look.Text)
	d.fact("assistant", t.Talked(), look.Text)
	d.fact("status", t.Stands(), look.Text)
	ink := look.Text
	if t.Lead.Reached {
		ink = look.Success
	}
	d.fact("score", fmt.Sprintf("%d of 100; %d hands off", t.Lead.Score, t.Lead.Threshold), ink)
	for _, s := range t.Lead.Signals {
		d.say("   "+look.Accent.Render(fmt.Sprintf("+%-3d", s.Points))+" ", look.Muted, s.Name+" ("+t.Clock(s.Evidence.At)+"): "+canvas.OneLine(s.Evidence.Text))
	}
}

func (d *drawing) qualification() {
	d.heading("Qualification, " + d.t.Lead.Framework)
	for _, f := range d.t.Lead.Fields {
		if f.Value == "" {
			d.fact(f.Name, "not known", d.look.Placeholder)
			continue
		}
		d.fact(f.Name, f.Value+" ("+d.t.Clock(f.Evidence.At)+")", d.look.Text)
	}
}

func (d *drawing) verdicts() {
	if len(d.t.Verdicts) == 0 {
		return
	}
	d.heading("Meters")
	for _, v := range d.t.Verdicts {
		d.fact(v.System.Title(), d.t.Says(v), verdictInk(v.State, d.look))
	}
}

// line draws one entry: what was said with who and what is behind it, or what happened.
func (d *drawing) line(l *transcript.Line) {
	look := d.look
	clock := look.Muted.Render(d.t.Clock(l.At))
	if l.Kind != transcript.Said {
		ink := look.Muted
		if l.Kind == transcript.Told {
			ink = look.Warning
		}
		d.say(" "+clock+" ", ink, l.Text)
		return
	}
	d.lines = append(d.lines, "")
	ink := map[session.From]styles.Style{session.Customer: look.Strong, session.Bot: look.Accent, session.Agent: look.Success}[l.From]
	head := " " + clock + " " + ink.Render(canvas.OneLine(l.Who))
	if l.Place != "" {
		place := l.Place
		if look.Glyphs.Name == "ascii" {
			place = strings.ReplaceAll(place, "›", ">")
		}
		head += look.Muted.Render("  " + canvas.OneLine(place))
	}
	d.lines = append(d.lines, canvas.TruncateTail(head, max(d.w-1, 1), look.Glyphs.Ellipsis))
	d.said(l)
	for _, also := range []struct {
		name  string
		words []string
	}{{"from", l.Used}, {"shared", l.Shared}, {"buttons", l.Buttons}} {
		if len(also.words) > 0 {
			d.say("   "+look.Muted.Render(also.name)+" ", look.Muted, strings.Join(also.words, " "+look.Glyphs.Dot+" "))
		}
	}
}

// said draws a message; a bot's is Markdown.
func (d *drawing) said(l *transcript.Line) {
	if l.From != session.Bot || d.md == nil {
		d.say("   ", d.look.Text, l.Text)
		return
	}
	for _, line := range d.md.Lines(l.Text, max(d.w-4, 8), d.look, "") {
		d.lines = append(d.lines, "   "+line)
	}
}

// reading draws the pane with the selected conversation.
func (s *Screen) reading(w, h int, focused bool) string {
	r, look := &s.reader, s.styles
	if r.read == nil || r.id() != s.chosen && s.chosen == "" {
		return s.nothing(w, h, focused)
	}
	all := r.lines(look, max(w-2, 1))
	room := max(h-2, 0)
	r.top = max(min(r.top, len(all)-room), 0)
	right := ""
	if r.all {
		right = "all that happened"
	}
	frame := look.Frame(canvas.OneLine(who(&r.read.Summary)), right, focused)
	if len(all) > room {
		frame.Scroll = canvas.Scroll{Top: r.top, Shown: room, Total: len(all)}
	}
	return frame.Draw(canvas.FitLines(all[r.top:min(r.top+room, len(all))], max(w-2, 0), room), w, h)
}

func (s *Screen) nothing(w, h int, focused bool) string {
	var lines []string
	for _, l := range canvas.Wrap("What was said in the conversation that is selected is read here, with what was behind it, what it is worth and what the meters say.", max(w-4, 1)) {
		lines = append(lines, " "+s.styles.Muted.Render(l))
	}
	return s.styles.Frame("Conversation", "", focused).Draw(canvas.FitLines(lines, max(w-2, 0), max(h-2, 0)), w, h)
}
