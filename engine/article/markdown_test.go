package article

import (
	"strings"
	"testing"
	"time"
)

// layout shows how a body was parted: headings in brackets, passages parted by
// blank lines, a unit a line.
func layout(body string) string {
	var b strings.Builder
	for _, s := range split(body) {
		if len(s.headings) > 0 {
			b.WriteString("[" + strings.Join(s.headings, " › ") + "]\n")
		}
		for _, p := range s.passages {
			for _, u := range p {
				if u.mark != "" {
					b.WriteString(u.mark + " ")
				}
				b.WriteString(u.plain(body) + "\n")
			}
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(b.String())
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"nothing", "", ""},
		{"sentences", "One is here. Two is\nthere! Is three?\n\nFour", "One is here.\nTwo is there!\nIs three?\n\nFour"},
		{"no sentence ends in a number or a short word", "It costs 3.90, e.g. by card. Ask Mr. Doe. See www.acme.example today.", "It costs 3.90, e.g. by card.\nAsk Mr. Doe.\nSee www.acme.example today."},
		{"headings", "# A\na\n## B #\nb\n# C\nc\n\nD\n---\nd\n\nE\n===\ne", "[A]\na\n\n[A › B]\nb\n\n[C]\nc\n\n[C › D]\nd\n\n[E]\ne"},
		{"what leads over stays with its list", "Do this:\n\n1. First\n   and more\n2) Second\n\nThen wait.", "Do this:\n1. First and more\n2) Second\n\nThen wait."},
		{"bullets", "- a\n* b\n+ c\nlazy", "- a\n* b\n+ c lazy"},
		{"a table", "| Country | Days |\n|:--|--:|\n| Spain | 5 |\n| a \\| b | 6 |", "Country, Days\nSpain, 5\na | b, 6"},
		{"code", "See\n```sh\n# not a heading\nls\n```\nend", "See\n# not a heading\nls\nend"},
		{"comments and quotations", "<!-- secret\nmore -->\n> Said she.\n>\n> Twice.\n<b>bold</b> end", "Said she.\n\nTwice.\nbold end"},
		{"a rule", "a\n\n***\nb", "a\n\nb"},
		{"other scripts", "これは一つ。これは二つ！", "これは一つ。\nこれは二つ！"},
		{"line ends of Windows", "One.\r\n\r\n- a\r\n- b\r\n", "One.\n\n- a\n- b"},
	} {
		if got := layout(c.body); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"":                                      "",
		"a **b** _c_ ~~d~~ `e` snake_case 2*3":  "a b c d e snake_case 2*3",
		"[a **b**](https://x.example/(y)) z":    "a b) z",
		"[ref][1] ![alt](p.png) [alone]":        "ref alt [alone]",
		"<p class=\"x\">a<br/>b</p> 1 < 2":      "a b 1 < 2",
		"<https://acme.example> &amp; &eacute;": "https://acme.example & é",
		`\*not bold\* and \_`:                   "*not bold* and _",
		"bad &#27;[31m escape":                  "bad escape",
		"a bell \a rung":                        "a bell rung",
	} {
		if got := Plain(in); got != want {
			t.Errorf("plain of %q: %q, want %q", in, got, want)
		}
	}
}

// TestHostileTextsTakeNoTime has texts that make careless readers go over the rest again and again.
func TestHostileTextsTakeNoTime(t *testing.T) {
	for _, s := range []string{"[", "[a](", "<a", "![", "|", "\\", "> ", "- ", "1. ", "a. ", "`", "*", "&#", "a:\n\n", "| a "} {
		body := strings.Repeat(s, 256<<10/len(s))
		start := time.Now()
		layout(body)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q, over and over: %s", s, took)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"", "a. b", "# h\n- x\n  y\n\n| a |\n", "```\nx", "<!-- x", "a\n---\nb", "> > 1. x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		last := 0
		for _, s := range split(body) {
			for _, p := range s.passages {
				if len(p) == 0 {
					t.Fatal("an empty passage")
				}
				for _, u := range p {
					if u.from < last || u.to < u.from || u.to > len(body) {
						t.Fatalf("unit %d to %d after %d of %d bytes", u.from, u.to, last, len(body))
					}
					last = u.to
					if plain := u.plain(body); strings.ContainsAny(plain, "\x1b\x07") {
						t.Fatalf("control characters in %q", plain)
					}
				}
			}
		}
	})
}
