package tongue_test

import (
	"strings"
	"testing"

	"parley/engine/model"
	"parley/engine/tongue"
)

// short are messages as customers write them, one or two for every language.
var short = map[model.Language][]string{
	"en": {"hello", "Where is my order?", "I want a refund", "it arrived broken", "how do I change my password", "thanks!", "do you ship to Canada", "can i send it back", "What's the status of A-1001", "my parcel never came"},
	"es": {"hola", "¿Dónde está mi pedido?", "donde esta mi pedido", "quiero devolverlo", "no ha llegado todavía", "gracias", "cuánto tarda el envío", "la camisa llegó rota"},
	"pt": {"olá", "Onde está a minha encomenda?", "cadê meu pedido", "quero trocar o tamanho", "obrigado", "não chegou ainda", "como posso pagar", "voces abrem hoje"},
	"fr": {"bonjour", "Où est ma commande ?", "ou est mon colis", "je veux être remboursé", "merci beaucoup", "ça ne marche pas", "quels sont vos horaires", "l'article est cassé"},
	"de": {"Hallo, guten Tag", "Wo ist meine Bestellung?", "wo bleibt mein paket", "ich möchte das zurückschicken", "danke", "die Schuhe sind zu groß", "wann habt ihr geöffnet", "koennen sie mir helfen"},
	"it": {"ciao", "Dov'è il mio ordine?", "dove e il mio pacco", "vorrei un rimborso", "grazie mille", "non è arrivato niente", "quanto costa la spedizione"},
	"nl": {"goedemorgen", "Waar is mijn bestelling?", "ik wil mijn geld terug", "bedankt", "het pakje is kapot", "hoe lang duurt de levering"},
	"pl": {"dzień dobry", "Gdzie jest moje zamówienie?", "gdzie moja paczka", "chcę zwrócić buty", "dziękuję", "kiedy będzie dostawa"},
	"sv": {"hej, jag behöver hjälp", "Var är min beställning?", "jag vill ha pengarna tillbaka", "tack så mycket", "paketet har inte kommit"},
	"da": {"jeg har ikke modtaget min pakke endnu", "Hvornår kommer min ordre?", "jeg vil gerne have pengene tilbage", "tak for hjælpen, hvad gør jeg nu"},
	"nb": {"jeg har ikke fått pakken ennå", "Når kommer bestillingen min?", "takk for hjelpen", "jeg vil gjerne bytte noe"},
	"fi": {"hei, tarvitsen apua", "Missä tilaukseni on?", "haluan rahat takaisin", "kiitos"},
	"cs": {"dobrý den", "Kde je moje objednávka?", "chci vrátit peníze", "děkuji za pomoc"},
	"ro": {"bună ziua", "Unde este comanda mea?", "vreau banii înapoi", "mulțumesc"},
	"hu": {"jó napot", "Hol van a rendelésem?", "szeretném visszaküldeni", "köszönöm"},
	"tr": {"merhaba", "Siparişim nerede?", "paramı geri istiyorum", "teşekkür ederim"},
	"id": {"selamat pagi", "di mana pesanan saya?", "saya mau uang kembali", "terima kasih"},
	"vi": {"xin chào", "đơn hàng của tôi ở đâu?", "tôi muốn trả hàng", "cảm ơn"},
	"ru": {"где мой заказ?", "спасибо"}, "uk": {"де моє замовлення і коли воно буде?"}, "el": {"πού είναι η παραγγελία μου;"},
	"ar": {"أين طلبي؟"}, "fa": {"سفارش من کجاست؟"}, "he": {"איפה ההזמנה שלי?"}, "hi": {"मेरा ऑर्डर कहाँ है?"}, "th": {"ของฉันอยู่ที่ไหน"},
	"ko": {"주문이 어디 있나요?"}, "ja": {"注文はどこですか", "返品したい"}, "zh": {"我的订单在哪里？"},
}

func TestShortMessagesAreTold(t *testing.T) {
	wrong, all := 0, 0
	for l, messages := range short {
		for _, m := range messages {
			all++
			if got, sure := tongue.Of(m); !sure || got != l {
				wrong++
				t.Errorf("%s %q: %q", l, m, got)
			}
		}
	}
	t.Logf("%d of %d told", all-wrong, all)
	for _, l := range tongue.Languages() {
		if len(short[l]) == 0 {
			t.Errorf("no message in %s", l)
		}
	}
	if n := len(tongue.Languages()); n < 10 {
		t.Errorf("only %d languages", n)
	}
}

// TestWhatCouldBeAnythingIsNotTold: names, numbers, and what several languages
// say alike. A language that is told wrongly answers somebody in a foreign one.
func TestWhatCouldBeAnythingIsNotTold(t *testing.T) {
	for _, m := range []string{"", "  ", "A-1001", "Ada Byron", "ok", "12", "no", "😀👍", "ada@example.com", "Madrid", "Sales", "VIP", "https://shop.example/cart",
		"Nike 42", "hvor er min pakke", "problem", "Maria Silva", "Ђорђе", "+34 600 11 22 33", "!!!", "ABC-77/2"} {
		if l, sure := tongue.Of(m); sure {
			t.Errorf("%q is told as %s", m, l)
		}
	}
}

func TestAnythingCanBeRead(t *testing.T) {
	for _, m := range []string{strings.Repeat("é", 5000), "\xff\xfe", strings.Repeat("where is my order ", 1000), "a\u0301", "''''", "l'", "’"} {
		tongue.Of(m)
	}
	if l, sure := tongue.Of(strings.Repeat("where is my order ", 1000)); !sure || l != "en" {
		t.Errorf("a long message is %q", l)
	}
}

func BenchmarkOf(b *testing.B) {
	tongue.Of("")
	b.ReportAllocs()
	for b.Loop() {
		tongue.Of("¿Dónde está mi pedido A-1001?")
	}
}
