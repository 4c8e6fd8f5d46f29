package language

import (
	"strings"
	"testing"

	"parley/engine/model"
)

func words(s string) (out []string) {
	for w := range Words(s) {
		out = append(out, w.Folded)
	}
	return out
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"Where's my E-Mail?":              "where s my email",
		"l'été, d’abord":                  "l ete d abord",
		"T-shirts: 14-day returns":        "tshirts 14 day returns",
		"Größe straße ŒUVRE":              "grosse strasse oeuvre",
		"返品したい":                           "返品 品し した たい",
		"店 open":                          "店 open",
		"a--b - c-":                       "a b c",
		"5% of £60, 3€":                   "5 % of £ 60 3 €",
		"naïve café\u0301":                "naive cafe",
		"\xff\xfe bad \xf0bytes":          "bad bytes",
		"Доставка за 2 дня":               "доставка за 2 дня",
		"mail me at ada@shop.example now": "mail me at ada shop example now",
	} {
		if got := strings.Join(words(in), " "); got != want {
			t.Errorf("words of %q: %q, want %q", in, got, want)
		}
	}
}

func TestWordsTellWhereTheyStand(t *testing.T) {
	s := "Größe: e-mail 返品した!"
	for w := range Words(s) {
		if Fold(s[w.Start:w.End]) != w.Folded {
			t.Errorf("%q is at %q", w.Folded, s[w.Start:w.End])
		}
	}
}

func TestFormsOfAWordHaveOneStem(t *testing.T) {
	for tag, lines := range map[model.Language][]string{
		"en":    {"return returns returned returning returnable", "deliver delivery deliveries delivered", "pay paid payment payments", "refund refunds refunded", "color colour Colours", "cancel cancelled cancellation canceled", "£ pounds pound", "% percent"},
		"es":    {"devolver devolución devolucion devoluciones devuelvo", "envío envio envíos enviar", "talla tallas", "reembolso reembolsos", "dirección direccion direcciones"},
		"pt-BR": {"devolver devolução devolucao devoluções", "pagamento pagamentos pagar", "cartão cartao cartões", "endereço enderecos"},
		"fr":    {"livrer livraison livraisons livrée", "échange echanger échanges", "remboursement remboursé rembourser"},
		"de":    {"Größe Grösse Groesse größen", "Lieferung liefern geliefert", "zurückschicken Rücksendung Rueckgabe Retoure", "Rückerstattung erstattet"},
		"nl":    {"Café cafe CAFE"},
	} {
		l := Of(tag)
		for _, line := range lines {
			first := ""
			for _, w := range strings.Fields(line) {
				s := l.Stem(Fold(w))
				if first == "" {
					first = s
				}
				if s != first {
					t.Errorf("%s: %s has the stem %q, not %q", tag, w, s, first)
				}
			}
		}
	}
}

func TestDifferentWordsKeepDifferentStems(t *testing.T) {
	l := Of("en")
	for _, pair := range [][2]string{{"refund", "return"}, {"size", "sign"}, {"order", "border"}, {"card", "care"}} {
		if l.Stem(pair[0]) == l.Stem(pair[1]) {
			t.Errorf("%v have one stem", pair)
		}
	}
}

func TestMeanings(t *testing.T) {
	for _, c := range []struct{ tag, said, other string }{
		{"en", "can I send it back", "return"},
		{"en", "my shirt doesn't fit", "size"},
		{"en", "do you have a promo code", "voucher"},
		{"es", "¿me devuelven el dinero?", "reembolso"},
		{"pt", "não chegou ainda", "extraviado"},
		{"fr", "je n'ai pas de code promo", "réduction"},
		{"de", "mein Paket ist nicht angekommen", "verloren"},
	} {
		l := Of(model.Language(c.tag))
		var stems []string
		var empty []bool
		for _, w := range words(c.said) {
			stems, empty = append(stems, l.Stem(w)), append(empty, l.Empty(w))
		}
		found := false
		for _, m := range l.Meanings(stems, empty) {
			for _, o := range m.Others {
				found = found || len(o.Stems) == 1 && o.Stems[0] == l.Stem(Fold(c.other))
			}
		}
		if !found {
			t.Errorf("%q is not understood as %q", c.said, c.other)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "Where's my e-mail?", "返品したい", "\xff-a", "e\u0301-x", "ก่า"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for w := range Words(s) {
			if w.Start < last && w.Start >= w.End || w.End > len(s) || w.Start >= w.End {
				t.Fatalf("word %q at %d to %d of %q", w.Folded, w.Start, w.End, s)
			}
			last = w.End
			for _, tag := range Known() {
				l := Of(model.Language(tag))
				l.Stem(w.Folded)
			}
		}
	})
}
