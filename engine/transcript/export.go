package transcript

import (
	"fmt"
	"strings"

	"parley/engine/session"
)

// Format is a way to write a transcript.
type Format string

// The formats of exports.
const (
	Markdown Format = "markdown"
	Plain    Format = "text"
	JSON     Format = "json"
)

// Formats lists them, the default one first.
func Formats() []Format { return []Format{Markdown, Plain, JSON} }

// Extension is what a file of the format ends with.
func (f Format) Extension() string {
	return map[Format]string{Markdown: ".md", Plain: ".txt", JSON: ".json"}[f]
}

// Write writes the transcript in a format, [Markdown] where the format is none.
func (t *Transcript) Write(f Format) string {
	switch f {
	case Plain:
		return t.text(marks{})
	case JSON:
		return t.json()
	}
	return t.text(marks{on: true})
}

// Title names the conversation in a line.
func (t *Transcript) Title() string {
	who := clean(t.Summary.Name)
	if who == "" {
		who = clean(t.Summary.Email)
	}
	if who == "" {
		who = "a visitor"
	}
	title := "Conversation with " + who + ", " + t.date(t.Summary.Start)
	if t.Summary.Source != "live" {
		title += " (" + clean(string(t.Summary.Source)) + ")"
	}
	return title
}

// text writes it for reading, with or without the marks of Markdown.
func (t *Transcript) text(m marks) string {
	var b strings.Builder
	m.heading(&b, 1, t.Title())
	for _, f := range t.facts() {
		m.fact(&b, f[0], f[1], "")
	}
	t.qualification(&b, m)
	m.heading(&b, 2, "Messages")
	for i, l := range t.Shown(false) {
		t.line(&b, m, i, &l)
	}
	if len(t.Saved) > 0 {
		m.heading(&b, 2, "Saved")
		for _, a := range t.Saved {
			m.fact(&b, clean(string(a.Path)), clean(a.Value.String()), "")
		}
	}
	if len(t.Verdicts) > 0 {
		m.heading(&b, 2, "Meters")
		for _, v := range t.Verdicts {
			m.fact(&b, v.System.Title(), t.Says(v), "")
		}
	}
	return strings.ReplaceAll(b.String(), "\n\n\n", "\n\n")
}

// facts are what comes before the messages, each with its name.
func (t *Transcript) facts() [][2]string {
	return [][2]string{
		{"Customer", t.Customer()},
		{"When", t.Span()},
		{"Assistant", t.Talked()},
		{"Status", t.Stands()},
		{"Score", fmt.Sprintf("%d of 100; %d hands off", t.Lead.Score, t.Lead.Threshold)},
		{"Id", t.Summary.ID},
	}
}

// qualification writes the framework's fields, and why the score is what it is.
func (t *Transcript) qualification(b *strings.Builder, m marks) {
	m.heading(b, 2, "Qualification, "+t.Lead.Framework)
	for _, f := range t.Lead.Fields {
		if f.Value == "" {
			m.fact(b, f.Name, "not known", "")
			continue
		}
		m.fact(b, f.Name, clean(f.Value), t.Clock(f.Evidence.At))
	}
	if len(t.Lead.Signals) == 0 {
		return
	}
	m.heading(b, 2, fmt.Sprintf("Score %d", t.Lead.Score))
	for _, s := range t.Lead.Signals {
		m.fact(b, fmt.Sprintf("+%d", s.Points), s.Name+": "+quoted(s.Evidence.Text), t.Clock(s.Evidence.At))
	}
}

func quoted(s string) string { return "“" + clean(s) + "”" }

// line writes one line of the conversation; i is its place.
func (t *Transcript) line(b *strings.Builder, m marks, i int, l *Line) {
	if l.Kind != Said {
		m.aside(b, t.Clock(l.At), l.Text)
		return
	}
	if i > 0 {
		b.WriteByte('\n')
	}
	m.speaker(b, t.Clock(l.At), l.Who, l.Place)
	m.said(b, l.Text, l.From == session.Bot)
	for _, list := range []struct {
		name  string
		words []string
	}{{"from", l.Used}, {"shared", l.Shared}, {"buttons", l.Buttons}} {
		if len(list.words) > 0 {
			m.aside(b, list.name, strings.Join(list.words, " · "))
		}
	}
}
