package check

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/channel"
	"parley/engine/model"
	"parley/engine/text"
)

// text checks dynamic text.
func (x *walk) text(p model.Place) {
	s := p.Text()
	switch {
	case len(s) > model.MaxTextBytes:
		x.report(p.Path, Error, "tooLarge", fmt.Sprintf("the text has %d KB: at most %d are allowed", len(s)>>10, model.MaxTextBytes>>10), "shorten it, or put the rest into an article")
		return
	case strings.TrimSpace(s) == "" && p.Field.Required:
		x.report(p.Path, Error, "empty", "the "+strings.ToLower(p.Field.Label)+" is blank", "write what is to be said")
		return
	}
	dynamic := strings.Contains(s, "{{")
	if dynamic {
		parts, problems := text.Parse(model.Text(s))
		for _, wrong := range problems {
			x.report(p.Path, Error, "dynamicText", wrong.Message, wrong.Mend)
		}
		for _, part := range parts {
			if part.Path != "" {
				x.path(p.Path, model.Text(s), part.Path, asText)
			}
		}
	}
	if p.Field.Has("team") && !dynamic {
		x.teamName(p, s)
	}
	if x.assistant != nil && !isElement(p.Path) && !p.Field.Has("team") {
		x.length(p, s)
	}
}

// path checks one path of a dynamic text; as makes a text a value of its place.
func (x *walk) path(at model.Path, t model.Text, path model.AttributePath, as func(string) any) {
	if id, ok := strings.CutPrefix(string(path), "snippet."); ok && x.has("Snippet", id) {
		return
	}
	if a, ok := x.attrs.Find(path); ok {
		if x.channel != "" && !a.IsOn(x.channel) {
			x.report(at, Error, "attributeNotOnChannel", fmt.Sprintf("%s cannot be read on %s", path, x.channel.Title()), "take {{"+string(path)+"}} out of the text")
		}
		return
	}
	if x.loose {
		return
	}
	code, what := "unknownPath", "attribute"
	if strings.HasPrefix(string(path), "snippet.") {
		code, what = "unknownSnippet", "snippet"
	}
	f := x.report(at, Error, code, fmt.Sprintf("there is no %s %s", what, path), "choose another one: {{ lists them")
	if best := nearest(string(path), x.attributePaths()); best != "" {
		f.Mend = fmt.Sprintf("did you mean {{%s}}?", best)
		if renamed, ok := text.Rename(t, path, model.AttributePath(best)); ok {
			f.Fix = &Fix{Kind: FixSet, Label: "change it to {{" + best + "}}", Path: at, Value: as(string(renamed))}
		}
	}
}

func asText(s string) any { return s }

func asValue(s string) any { return model.TextOf(s) }

func asChange(s string) any { return model.Change{Op: model.ChangeSet, Value: model.TextOf(s)} }

// teamName checks a team that is written out.
func (x *walk) teamName(p model.Place, s string) {
	if s = strings.TrimSpace(s); s == "" || x.team(s) {
		return
	}
	f := x.report(p.Path, Warning, "unknownTeam", fmt.Sprintf("there is no team %q", s), "choose a team, or declare it")
	var names []string
	for _, t := range x.w.Teams {
		names = append(names, t.Name)
	}
	x.suggest(f, s, names)
}

// length checks a text against what its channel carries in one message.
// Dynamic parts count as their defaults.
func (x *walk) length(p model.Place, s string) {
	if p.Step != nil && p.Step.Kind().Final && !p.Field.Required {
		return // a note for the agent
	}
	limits := channel.LimitsOf(x.channel)
	choices, what := 0, "a message"
	if p.Step != nil && len(x.opts) > 0 {
		choices, what = len(x.opts), "a message with buttons"
	}
	most := limits.Message(choices)
	if over := channel.Over(s, most); over > 0 {
		if over = channel.Over(fixedText(s), most); over > 0 {
			x.report(p.Path, Warning, "tooLong", fmt.Sprintf("%d characters: %s on WhatsApp carries %d", most+over, what, most), "shorten it, or say it in two messages")
		}
	}
	if limits.Segments {
		if n := channel.Count(fixedText(s)).Count; n > 1 {
			x.report(p.Path, Hint, "smsSegments", fmt.Sprintf("sent as %d SMS segments", n), "shorten it to one, or take out the characters that need the wider alphabet")
		}
	}
}

// fixedText is a text as it is with nothing known.
func fixedText(s string) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	parts, _ := text.Parse(model.Text(s))
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Literal)
		b.WriteString(p.Default)
	}
	return b.String()
}

// label checks fixed text on a button, row or value.
func (x *walk) label(p model.Place) {
	s := p.Text()
	if strings.TrimSpace(s) == "" && p.Field.Required {
		x.report(p.Path, Error, "empty", "the label is blank", "write what stands on it, or take it away")
	}
	if strings.Contains(s, "{{") {
		x.report(p.Path, Error, "labelDynamic", fmt.Sprintf("%q: labels take no dynamic text", s), "write fixed words")
	}
	if most := channel.LimitsOf(x.channel).Description; p.Field.Key == "description" {
		if over := channel.Over(s, most); over > 0 {
			x.report(p.Path, Warning, "tooLong", fmt.Sprintf("%d characters: a row's description on WhatsApp has %d", most+over, most), "shorten it")
		}
	}
}

// option is something a customer can choose: a label, and where it is below its interaction or list.
type option struct {
	field string // of a list of labels or groups, or of one group; "" for the list itself
	n     int    // its number in the list; -1 for none
	key   string // of the label in its group; "" for none
	label string
}

func (o option) path(at model.Path) model.Path {
	if o.field != "" {
		at = at.Field(o.field)
	}
	if o.n >= 0 {
		at = at.Index(o.n)
	}
	if o.key != "" {
		at = at.Field(o.key)
	}
	return at
}

// twice tells labels that cannot be told apart.
func (x *walk) twice(all []option, at model.Path) {
	if len(all) < 2 {
		return
	}
	seen := make([]string, 0, len(all))
	for _, o := range all {
		folded := text.Fold(o.label)
		if folded != "" && slices.Contains(seen, folded) {
			f := x.report(o.path(at), Error, "duplicateLabel", fmt.Sprintf("there are two %q", o.label), "give one of them another label, or take it away")
			if o.n >= 0 {
				f.Fix = &Fix{Kind: FixRemove, Label: "take the second away", Path: elementOf(f.Path)}
			}
		}
		seen = append(seen, folded)
	}
}

// elementOf is the path of the list element that a path is in.
func elementOf(p model.Path) model.Path {
	if i := strings.LastIndexByte(string(p), ']'); i >= 0 {
		return p[:i+1]
	}
	return p
}

// hasEmoji reports whether a label has a pictograph in it.
func hasEmoji(s string) bool {
	for _, r := range s {
		if r >= 0x1f000 || r >= 0x2600 && r <= 0x27bf || r >= 0x2b00 && r <= 0x2bff || r == 0xfe0f || r == 0x20e3 {
			return true
		}
	}
	return false
}
