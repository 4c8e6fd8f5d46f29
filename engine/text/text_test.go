package text_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parley/engine/model"
	"parley/engine/text"
)

// parts writes a template for comparing: fixed text in brackets, paths bare.
func parts(t text.Template) string {
	var out []string
	for _, p := range t {
		switch {
		case p.Path == "":
			out = append(out, "["+p.Literal+"]")
		case p.Has:
			out = append(out, string(p.Path)+"|"+p.Default)
		default:
			out = append(out, string(p.Path))
		}
	}
	return strings.Join(out, " ")
}

func TestParse(t *testing.T) {
	cases := []struct {
		in, want string
		problem  string
		offset   int
	}{
		{"", "", "", 0},
		{"Hello", "[Hello]", "", 0},
		{"{{customer.name}}", "customer.name", "", 0},
		{"Hi {{ customer.name }}!", "[Hi ] customer.name [!]", "", 0},
		{`{{customer.name | "there"}}`, "customer.name|there", "", 0},
		{`{{customer.name|"there"}}`, "customer.name|there", "", 0},
		{`{{customer.name | ""}}`, "customer.name|", "", 0},
		{`{{customer.name | "a }} b"}}c`, "customer.name|a }} b [c]", "", 0},
		{`{{customer.name | "say \"hi\""}}`, `customer.name|say "hi"`, "", 0},
		{`{{customer.name | "a | b"}}`, "customer.name|a | b", "", 0},
		{"{{workflow.returnStatus.status}}", "workflow.returnStatus.status", "", 0},
		{"a }} b", "[a }} b]", "", 0},
		{"{ {customer.name} }", "[{ {customer.name} }]", "", 0},
		{"x {{customer.name", "[x ] [{{customer.name]", "never closed", 2},
		{"x {{\ncustomer.name}}", "[x ] [{{\ncustomer.name}}]", "never closed", 2},
		{"{{}}", "[{{}}]", "no path", 0},
		{"{{name}}", "[{{name}}]", "no path", 0},
		{"{{a..b}}", "[{{a..b}}]", "no path", 0},
		{"{{a b.c}}", "[{{a b.c}}]", "no path", 0},
		{"é{{a.b | there}}", "[é] [{{a.b | there}}]", "not in quotes", 2},
		{"{{a.b | }} {{c.d}}", "[{{a.b | }}] [ ] c.d", "not in quotes", 0},
	}
	for _, c := range cases {
		got, problems := text.Parse(model.Text(c.in))
		if parts(got) != c.want {
			t.Errorf("%q: %s, want %s", c.in, parts(got), c.want)
		}
		switch {
		case c.problem == "" && problems != nil:
			t.Errorf("%q: %+v", c.in, problems)
		case c.problem != "" && (len(problems) != 1 || !strings.Contains(problems[0].Message, c.problem) || problems[0].Offset != c.offset || problems[0].Mend == ""):
			t.Errorf("%q: %+v, want %q at %d", c.in, problems, c.problem, c.offset)
		}
	}
}

// anyText draws texts that come near to dynamic text.
func anyText(t *rapid.T) string {
	pieces := rapid.SampledFrom([]string{"{{", "}}", "customer.name", "a.b", "|", `"`, `\`, " ", "\n", "é", "Hello", "{", "}", `{{customer.name | "x"}}`, "{{a.b}}", "\x00", "\xff"})
	return strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "")
}

func TestParseAndStringAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyText(t)
		first, problems := text.Parse(model.Text(in))
		if problems == nil && !strings.Contains(in, "{{") && first.String() != in {
			t.Fatalf("%q became %q", in, first.String())
		}
		again, _ := text.Parse(model.Text(first.String()))
		if parts(first) != parts(again) {
			t.Fatalf("%q: %s, then %s", in, parts(first), parts(again))
		}
		if s := again.String(); s != first.String() {
			t.Fatalf("%q is written %q, then %q", in, first.String(), s)
		}
		at := 0
		for _, p := range first {
			if p.Offset < at || p.Offset > len(in) {
				t.Fatalf("%q: a part at %d after %d", in, p.Offset, at)
			}
			if p.Path == "" && !strings.HasPrefix(in[p.Offset:], p.Literal) || p.Path != "" && !strings.HasPrefix(in[p.Offset:], "{{") {
				t.Fatalf("%q: %+v does not stand there", in, p)
			}
			at = p.Offset
		}
	})
}

func TestDefaultsSurviveWriting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := text.Template{{Path: "a.b", Has: true, Default: rapid.String().Draw(t, "default")}}
		got, problems := text.Parse(model.Text(want.String()))
		if problems != nil || len(got) != 1 || got[0].Default != want[0].Default {
			t.Fatalf("%q: %+v %+v", want.String(), got, problems)
		}
	})
}

func TestRename(t *testing.T) {
	cases := []struct {
		in       string
		from, to model.AttributePath
		want     string
		found    bool
	}{
		{"Hi {{customer.name}}", "customer.name", "customer.firstName", "Hi {{customer.firstName}}", true},
		{`{{ customer.name  |  "x" }} {{a.b}}`, "customer.name", "c.d", `{{ c.d  |  "x" }} {{a.b}}`, true},
		{"{{a.b}}{{a.b}} a.b", "a.b", "c.d", "{{c.d}}{{c.d}} a.b", true},
		{"a.b", "a.b", "c.d", "a.b", false},
		{"{{a.bc}}", "a.b", "c.d", "{{a.bc}}", false},
		{"{{order.total}} {{orders.x}} order.y", "order.", "parcel.", "{{parcel.total}} {{orders.x}} order.y", true},
		{`{{a.b | "{{a.b}}"}}`, "a.b", "c.d", `{{c.d | "{{a.b}}"}}`, true},
		{"{{a.b", "a.b", "c.d", "{{a.b", false},
		{"{{a.b}}", "", "c.d", "{{a.b}}", false},
	}
	for _, c := range cases {
		if got, found := text.Rename(model.Text(c.in), c.from, c.to); string(got) != c.want || found != c.found {
			t.Errorf("%q, %s to %s: %q %v, want %q %v", c.in, c.from, c.to, got, found, c.want, c.found)
		}
	}
}

func TestRenameChangesNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := model.Text(anyText(t))
		there, found := text.Rename(in, "customer.name", "x.y")
		before, _ := text.Parse(in)
		after, _ := text.Parse(there)
		for i := range before {
			if before[i].Path == "customer.name" {
				before[i].Path = "x.y"
			}
			before[i].Offset = 0
		}
		for i := range after {
			after[i].Offset = 0
		}
		if !reflect.DeepEqual(before, after) {
			t.Fatalf("%q became %q", in, there)
		}
		if back, _ := text.Rename(there, "x.y", "customer.name"); found && back != in {
			t.Fatalf("%q came back as %q", in, back)
		}
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "abc": "abc", "  A  B\t\nC ": "a b c", "Crème Brûlée": "creme brulee", "ÑANDÚ": "nandu", "ÄÖÜß": "aouß",
		"İstanbul": "istanbul", "你好": "你好", "Yes 👍": "yes 👍", "a\u00a0b": "a b", "e\u0301": "e",
	} {
		if got := text.Fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFoldIsSteady(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("aA éÉ \tñn\u0301Å")))).Draw(t, "s")
		once := text.Fold(s)
		if twice := text.Fold(once); twice != once {
			t.Fatalf("%q: %q, then %q", s, once, twice)
		}
		if strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Fatalf("%q: blanks are left in %q", s, once)
		}
		if other := text.Fold(" " + strings.ReplaceAll(s, " ", "   ") + "\n"); other != once {
			t.Fatalf("%q: blanks make a difference: %q, %q", s, once, other)
		}
	})
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		"plain\ntext":                "plain\ntext",
		"a\tb":                       "a    b",
		"a\r\nb\rc":                  "a\nb\nc",
		"\x1b[31mred\x1b[0m":         "red",
		"\x1b]0;title\x07after":      "after",
		"\x1b]8;;http://x\x1b\\link": "link",
		"\x1bPq#0\x1b\\sixel":        "sixel",
		"\x1b(Bascii":                "ascii",
		"\x1bMup":                    "up",
		"\x1bé":                      "é",
		"\x1b\nnext":                 "\nnext",
		"\u009b31mred":               "red",
		"\u009d0;title\u009cafter":   "after",
		"\x1b]never\nends":           "\nends",
		"\x1b":                       "",
		"\x1b[":                      "",
		"a\x00b\x07c\x7fd":           "abcd",
		"bad\xffutf\xc3":             "badutf",
		"abc\u202edef\u2066ghi":      "abcdefghi",
		"👩\u200d👩\u200d👧":            "👩\u200d👩\u200d👧",
		"\x1b[12;\n3m":               "\n3m",
		"\x1b\x1b[31mx":              "x",
	} {
		if got := text.Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// FuzzClean checks that nothing a terminal could act on comes through, whatever comes in.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "\x1b[31m", "\x1b]0;\x07", "\u009b1m", "a\x1b", "\xc2", "\x1b\x1b[0m", "\x1bP\x1b", "é\x1b\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) { harmless(t, in) })
}

func TestCleanLetsNothingThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SampledFrom([]string{"\x1b", "[", "]", "P", "\\", "\x07", "31m", "\n", "\r", "\t", "a", "é", "👍", "\u009b", "\u009c", "\u009d", "\u0090", "\xc2", "\x9b", "\x00", "\u202e", "(", "B", "\x7f", ";"})
		harmless(t, strings.Join(rapid.SliceOfN(pieces, 0, 16).Draw(t, "pieces"), ""))
	})
}

func harmless(t interface{ Fatalf(string, ...any) }, in string) {
	out := text.Clean(in)
	if !utf8.ValidString(out) {
		t.Fatalf("%q: %q is no UTF-8", in, out)
	}
	for _, r := range out {
		if r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Fatalf("%q lets %U through: %q", in, r, out)
		}
	}
	if again := text.Clean(out); again != out {
		t.Fatalf("%q: cleaned %q, again %q", in, out, again)
	}
	if !strings.ContainsAny(in, "\x1b\t\r\u009b\u009d\u0090") && utf8.ValidString(in) {
		plain := strings.Map(func(r rune) rune {
			if r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				return -1
			}
			return r
		}, in)
		if plain != out {
			t.Fatalf("%q: lost something: %q", in, out)
		}
	}
}

func TestPick(t *testing.T) {
	texts := model.Map[model.Text]{{Key: "en", Value: "Hi"}, {Key: "pt-BR", Value: "Oi"}, {Key: "pt", Value: "Olá"}, {Key: "es", Value: "Hola"}}
	cases := []struct {
		want string
		of   []model.Language
	}{
		{"Hi", []model.Language{"en"}}, {"Hi", []model.Language{"en-GB"}}, {"Oi", []model.Language{"pt-BR"}}, {"Oi", []model.Language{"PT-br"}},
		{"Olá", []model.Language{"pt"}}, {"Olá", []model.Language{"pt-PT"}}, {"Hola", []model.Language{"es-419"}}, {"Hola", []model.Language{"fr", "es-MX", "en"}}, {"Hola", []model.Language{"", "es"}},
		{"", []model.Language{"fr"}}, {"", nil},
	}
	for _, c := range cases {
		got, ok := text.Pick(texts, c.of...)
		if string(got) != c.want || ok != (c.want != "") {
			t.Errorf("%v: %q %v, want %q", c.of, got, ok, c.want)
		}
	}
}

func TestValidPath(t *testing.T) {
	for p, want := range map[model.AttributePath]bool{"a.b": true, "customer.name": true, "workflow.x.y": true, "a": false, "": false, "a.": false, ".a": false, "a..b": false, "a.b c": false, "a.é": false, "a.-b": false, "a.b_c-1": true} {
		if text.ValidPath(p) != want {
			t.Errorf("%q: %v", p, !want)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		text.Fold("Quiero cambiar mi dirección de envío, por favor")
	}
}
