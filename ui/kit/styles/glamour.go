package styles

import (
	"github.com/charmbracelet/glamour/ansi"
	"github.com/muesli/termenv"

	"parley/themes"
)

// Profile is the colour profile Markdown has to be drawn with.
func (s *Styles) Profile() termenv.Profile {
	if s.NoColor {
		return termenv.Ascii
	}
	return s.profile
}

// Markdown is the theme's style for glamour: no outer margins, the theme's colours, the set's marks. On is the text colour to
// start from, such as a bubble's; empty takes the theme's.
func (s *Styles) Markdown(on themes.Colour) ansi.StyleConfig {
	c := s.Theme.Colours
	if on == "" {
		on = c.Text
	}
	col := func(x themes.Colour) *string {
		if s.NoColor || x == "" {
			return nil
		}
		v := string(x)
		return &v
	}
	yes, no, one, two := true, false, uint(1), uint(2)
	bar := "│ "
	if s.Glyphs.Name == "ascii" {
		bar = "| "
	}
	str := func(v string) *string { return &v }
	head := ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: col(c.Accent), Bold: &yes}}
	code := ansi.StylePrimitive{Color: col(c.Code)}
	if s.NoColor {
		code.Italic = &yes
	}
	cfg := ansi.StyleConfig{
		Document:       ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: col(on)}},
		BlockQuote:     ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: col(c.Muted), Italic: &yes}, Indent: &one, IndentToken: &bar},
		List:           ansi.StyleList{LevelIndent: 2},
		Heading:        ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{BlockSuffix: "\n", Color: col(c.Accent), Bold: &yes}},
		H1:             ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: col(c.Accent), Bold: &yes, Underline: &yes}},
		H2:             head,
		H3:             head,
		H4:             head,
		H5:             head,
		H6:             ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: col(c.Muted), Bold: &no}},
		Strikethrough:  ansi.StylePrimitive{CrossedOut: &yes},
		Emph:           ansi.StylePrimitive{Italic: &yes},
		Strong:         ansi.StylePrimitive{Bold: &yes},
		HorizontalRule: ansi.StylePrimitive{Color: col(c.Border), Format: "\n" + s.Glyphs.Rule + s.Glyphs.Rule + s.Glyphs.Rule + "\n"},
		Item:           ansi.StylePrimitive{BlockPrefix: s.Glyphs.Bullet + " "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". "},
		Task:           ansi.StyleTask{Ticked: s.Glyphs.Ticked + " ", Unticked: s.Glyphs.Unticked + " "},
		Link:           ansi.StylePrimitive{Color: col(c.Accent), Underline: &yes},
		LinkText:       ansi.StylePrimitive{Color: col(c.Accent), Bold: &yes},
		Image:          ansi.StylePrimitive{Color: col(c.Muted), Underline: &yes},
		ImageText:      ansi.StylePrimitive{Color: col(c.Muted), Format: "Image: {{.text}}"},
		Code:           ansi.StyleBlock{StylePrimitive: code},
		CodeBlock:      ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{StylePrimitive: code, Indent: &two}},
		Table:          ansi.StyleTable{CenterSeparator: str("┼"), ColumnSeparator: str("│"), RowSeparator: str("─")},
	}
	if s.Glyphs.Name == "ascii" {
		cfg.Table = ansi.StyleTable{CenterSeparator: str("+"), ColumnSeparator: str("|"), RowSeparator: str("-")}
	}
	cfg.DefinitionTerm = ansi.StylePrimitive{Bold: &yes}
	cfg.DefinitionDescription = ansi.StylePrimitive{BlockPrefix: "\n" + s.Glyphs.To + " "}
	return cfg
}
