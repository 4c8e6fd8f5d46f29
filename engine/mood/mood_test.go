package mood_test

import (
	"strings"
	"testing"

	"parley/engine/mood"
)

func TestMoods(t *testing.T) {
	for want, messages := range map[mood.Mood][]string{
		mood.Frustrated: {"This is ridiculous!", "I'm really not happy with this", "third time I ask, where is my refund", "thanks for nothing", "WHERE IS IT, I AM STILL WAITING",
			"still waiting!!", "I've been waiting for weeks", "great, it is broken again, I am fed up", "😡", "esto es una vergüenza", "estoy harto de esperar", "isso é um absurdo",
			"c'est inadmissible", "J’en ai marre", "das ist eine Frechheit", "ich bin enttäuscht", "è una vergogna", "dit is belachelijk", "perfect, now nobody answers", "worst shop ever",
			"das kann nicht sein", "ugh, seriously"},
		mood.Happy: {"I love it!", "amazing, thank you so much", "you're the best", "great!!", "perfect", "no, perfect!", "🎉", "me encanta", "muchísimas gracias", "adorei", "c'est parfait",
			"ihr seid die Besten", "ich bin begeistert", "siete i migliori", "geweldig"},
		mood.Neutral: {"", "Where is my order?", "it arrived broken", "I want a refund", "thanks", "thank you", "can I return shoes?", "No problem", "I'm not angry, just asking",
			"quiero devolver la camisa", "onde está meu pedido", "ma commande est arrivée", "wo ist mein Paket", "dov'è il pacco", "ORDER A-1001", "I am waiting", "FAQ",
			"what is your best price", "nice shirt", "no, great", "gracias", "danke", "👍"},
	} {
		for _, m := range messages {
			if got := mood.Of(m); got != want {
				t.Errorf("%q: %q, want %q", m, got, want)
			}
		}
	}
}

func TestAnythingHasAMood(t *testing.T) {
	for _, m := range []string{strings.Repeat("é!", 10000), "\xff", "''", "a\u0301", strings.Repeat("ridiculous ", 5000)} {
		mood.Of(m)
	}
	if mood.Of(strings.Repeat("ridiculous ", 5000)) != mood.Frustrated {
		t.Error("a long outburst is not told")
	}
}

func BenchmarkOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		mood.Of("Hello, can you tell me where my order A-1001 is? Thank you!")
	}
}
