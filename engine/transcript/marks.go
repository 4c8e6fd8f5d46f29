package transcript

import "strings"

// marks write a transcript's parts in Markdown, or without any marks.
type marks struct{ on bool }

// escape makes a text mean nothing but itself in Markdown.
func (m marks) escape(s string) string {
	if !m.on {
		return s
	}
	return escaper.Replace(s)
}

// escaper takes the meaning from what Markdown obeys within a line.
var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`, "!", `\!`, "&", `\&`)

// harmless takes from a bot's own Markdown what would load or run something.
var harmless = strings.NewReplacer("<", `\<`, "![", `\!\[`)

func (m marks) heading(b *strings.Builder, level int, title string) {
	if level > 1 {
		b.WriteByte('\n')
	}
	if m.on {
		b.WriteString(strings.Repeat("#", level) + " ")
	}
	b.WriteString(m.escape(title) + "\n")
	if m.on || level == 1 {
		b.WriteByte('\n')
	}
}

// fact writes a name with what is known of it, and when it came up.
func (m marks) fact(b *strings.Builder, name, value, clock string) {
	if clock != "" {
		value += " (" + clock + ")"
	}
	if m.on {
		b.WriteString("- **" + m.escape(name) + "**: " + m.escape(value) + "\n")
		return
	}
	b.WriteString("  " + name + ": " + value + "\n")
}

// aside writes what happened between messages, or what came with one.
func (m marks) aside(b *strings.Builder, lead, s string) {
	if m.on {
		b.WriteString("- *" + m.escape(lead) + "* " + m.escape(s) + "\n")
		return
	}
	b.WriteString("  " + lead + "  " + s + "\n")
}

func (m marks) speaker(b *strings.Builder, clock, who, place string) {
	if !m.on {
		b.WriteString(clock + "  " + who)
		if place != "" {
			b.WriteString("  (" + place + ")")
		}
		b.WriteByte('\n')
		return
	}
	b.WriteString("**" + clock + " " + m.escape(who) + "**")
	if place != "" {
		b.WriteString(" · " + m.escape(place))
	}
	b.WriteString("\n\n")
}

// said writes a message; a bot's is Markdown already.
func (m marks) said(b *strings.Builder, s string, markdown bool) {
	for _, line := range strings.Split(s, "\n") {
		switch {
		case !m.on:
			b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
		case markdown:
			b.WriteString(strings.TrimRight("> "+harmless.Replace(line), " ") + "\n")
		default:
			b.WriteString(strings.TrimRight("> "+m.begin(m.escape(line)), " ") + "\n")
		}
	}
	if m.on {
		b.WriteByte('\n')
	}
}

// begin takes the meaning from what Markdown obeys at the beginning of a line: the
// marks of lists, the number of an ordered one, and rules below a heading.
func (m marks) begin(line string) string {
	body := strings.TrimLeft(line, " ")
	indent := line[:min(len(line)-len(body), 3)] // four blanks would be code
	digits := len(body) - len(strings.TrimLeft(body, "0123456789"))
	switch {
	case body == "":
		return ""
	case strings.ContainsRune("-+=", rune(body[0])):
		return indent + `\` + body
	case digits > 0 && digits < len(body) && (body[digits] == '.' || body[digits] == ')'):
		return indent + body[:digits] + `\` + body[digits:]
	}
	return indent + body
}
