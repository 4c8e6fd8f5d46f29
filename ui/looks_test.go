package ui_test

import (
	"slices"
	"strings"
	"testing"

	"parley/ui/uitest"
)

// talking is an assistant on a channel whose first message is a text.
func talking(channel, text, more string) string {
	return `kind: Assistant
id: looks
name: Looks
type: lite
channel: ` + channel + `
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - ` + map[bool]string{true: "playPrompt", false: "sendMessage"}[channel == "voice"] + `: {text: "` + text + `"}
` + more
}

func TestEachChannelLooksLikeItself(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: talking("chat", "I'm a **bold** bot", "settings: {consentFooter: We keep what you write}\n")})
	d.SeesIn(preview, "I'm a bold bot", "Bot", "We keep what you write")

	d = uitest.New(t, uitest.Options{YAML: talking("chat", "I'm a bot", "settings: {botLabel: false}\n")})
	d.SeesIn(preview, "I'm a bot")
	d.SeesNotIn(preview, "Bot ")

	d = uitest.New(t, uitest.Options{YAML: talking("whatsapp", "I'm a *bold* bot and 2*3*4", `    end:
      listSelector:
        text: Choose
        rows: [{label: One, dialog: welcome}, {label: Two, dialog: welcome}, {label: Three, dialog: welcome}, {label: Four, dialog: welcome}]
`)})
	d.SeesIn(preview, "I'm a bold bot and 2*3*4", "Four")
	for _, line := range strings.Split(d.Screen(), "\n") {
		if strings.Contains(line, " Three ") && strings.Contains(line, " Four ") && strings.Contains(line, " Two ") {
			t.Errorf("the rows of a list stand beside each other: %s", line)
		}
	}

	d = uitest.New(t, uitest.Options{YAML: talking("sms", "I'm a *bold* bot", "")})
	d.SeesIn(preview, "I'm a *bold* bot", "1 segment, 144 left")
	d = uitest.New(t, uitest.Options{YAML: talking("sms", "I'm a bot 👍", "")})
	d.SeesIn(preview, "1 segment, wide alphabet, 58 left")

	d = uitest.New(t, uitest.Options{YAML: talking("voice", "Hello there. I'm a bot.", "")})
	d.SeesIn(preview, "Hello there.", "I'm a bot.")
}

func TestFilesOfAMessageAreShown(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: strings.Replace(talking("whatsapp", "I'm a bot", ""), `bot"}`, `bot", attachments: [map.png, tour.mp4]}`, 1)})
	d.SeesIn(preview, "I'm a bot", "file: map.png", "file: tour.mp4")
}

func TestRowsOfAListShowTheirDescriptions(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: talking("whatsapp", "I'm a bot", `    end:
      listSelector:
        text: Choose
        rows: [{label: Boots, description: Worn outside is fine, dialog: welcome}, {label: Tents, dialog: complete}]
  - id: complete
    name: Complete Assistant
    interactions: [{sendMessage: {text: Tents it is}}]
`)})
	d.Press("shift+tab")
	lines := strings.Split(d.Pane(preview), "\n")
	row := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Boots") })
	if row < 0 || !strings.Contains(lines[row+1], "Worn outside is fine") || !strings.Contains(lines[row+2], "Tents") {
		d.Fail("each row with its description below it")
	}
	d.ClickIn(preview, "Tents")
	d.SeesIn(preview, "Tents it is")
}

func TestFeedbackLooksLikeItsDesign(t *testing.T) {
	for design, want := range map[string][]string{"thumbs": {"👍 Great", "👎"}, "faces": {"🙂 Great", "🙁"}, "text": {" Great ", " No "}} {
		d := uitest.New(t, uitest.Options{YAML: strings.Replace(talking("chat", "I'm a bot", `    end:
      requestFeedback:
        text: Did it help?
        design: `+design+`
        positive: {label: Great, dialog: welcome}
        negative: {dialog: complete}
  - id: complete
    name: Complete Assistant
    interactions: [{sendMessage: {text: What a pity}}]
`), "type: lite", "type: premium", 1)})
		d.SeesIn(preview, want...)
		if design == "text" {
			d.SeesNotIn(preview, "👍")
		}
		d.Press("shift+tab", "right", "enter")
		d.SeesIn(preview, "What a pity")
	}
}
