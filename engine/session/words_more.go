package session

// The words of the languages that the Polyglot power answers in besides those of words.go.

func italian() *words {
	return &words{
		failure:  "Mi dispiace, qualcosa non ha funzionato da parte nostra. La passo a una persona che può aiutarla.",
		sorry:    "Mi dispiace, qualcosa non ha funzionato da parte nostra.",
		handOver: "Preferisco passarla a una persona del nostro team.",
		wrong: wrongFormats("Non sembra un indirizzo e-mail. Lo scriva così: nome@esempio.it.",
			"Non sembra un numero di telefono. Lo scriva con il prefisso, come +39 320 000 0000.",
			"Non sembra un numero. Lo scriva in cifre, come 12.",
			"Non riconosco questa data. La scriva così: 2026-03-31.", "Risponda sì o no, per favore."),
		rate: "Come siamo andati?", followUp: ways("E-mail", "Telefono", "Aspetto qui"),
		helpful: "Utile", notHelpful: "Non utile", answerHelped: "È stato utile?", articleHelped: "Questo articolo è stato utile?",
		notAnswered: "Non trovo una risposta a questa domanda.", theseMayHelp: "Uno di questi articoli può aiutarla. Quale vuole leggere?", noneOfThese: "Nessuno di questi",
		connecting: "Una persona del nostro team è libera: la metto in contatto adesso.",
		taskMade:   "Al momento nessuno è libero. Ho lasciato una nota al nostro team e qualcuno le risponderà presto.",
		away:       "Al momento non c'è nessuno del nostro team.", reach: "Può contattarci qui:", open: "Ci siamo:",
		days: [7]string{"lun", "mar", "mer", "gio", "ven", "sab", "dom"},
	}
}

func dutch() *words {
	return &words{
		failure:  "Sorry, er ging iets mis aan onze kant. Ik geef u door aan iemand die kan helpen.",
		sorry:    "Sorry, er ging iets mis aan onze kant.",
		handOver: "Ik geef u liever door aan iemand van ons team.",
		wrong: wrongFormats("Dat lijkt geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl.",
			"Dat lijkt geen telefoonnummer. Schrijf het met het landnummer, zoals +31 6 00000000.",
			"Dat lijkt geen getal. Schrijf het in cijfers, zoals 12.",
			"Die datum herken ik niet. Schrijf hem zo: 2026-03-31.", "Antwoord alstublieft met ja of nee."),
		rate: "Hoe deden we het?", followUp: ways("E-mail", "Telefoon", "Ik wacht"),
		helpful: "Nuttig", notHelpful: "Niet nuttig", answerHelped: "Had u hier iets aan?", articleHelped: "Had u iets aan dit artikel?",
		notAnswered: "Daar vind ik geen antwoord op.", theseMayHelp: "Een van deze artikelen kan helpen. Welk wilt u lezen?", noneOfThese: "Geen van deze",
		connecting: "Iemand van ons team is vrij: ik verbind u nu door.",
		taskMade:   "Er is nu niemand vrij. Ik heb het voor ons team genoteerd, en iemand neemt snel contact met u op.",
		away:       "Er is nu niemand van ons team.", reach: "Zo bereikt u ons:", open: "Wij zijn er:",
		days: [7]string{"ma", "di", "wo", "do", "vr", "za", "zo"},
	}
}

func polish() *words {
	return &words{
		failure:  "Przepraszam, coś poszło nie tak po naszej stronie. Przekażę rozmowę osobie, która może pomóc.",
		sorry:    "Przepraszam, coś poszło nie tak po naszej stronie.",
		handOver: "Wolę przekazać rozmowę osobie z naszego zespołu.",
		wrong: wrongFormats("To nie wygląda na adres e-mail. Proszę napisać tak: imie@przyklad.pl.",
			"To nie wygląda na numer telefonu. Proszę podać go z numerem kierunkowym kraju, na przykład +48 600 000 000.",
			"To nie wygląda na liczbę. Proszę napisać cyframi, na przykład 12.",
			"Nie rozpoznaję tej daty. Proszę napisać tak: 2026-03-31.", "Proszę odpowiedzieć tak lub nie."),
		rate: "Jak nam poszło?", followUp: ways("E-mail", "Telefon", "Poczekam"),
		helpful: "Pomocne", notHelpful: "Niepomocne", answerHelped: "Czy to pomogło?", articleHelped: "Czy ten artykuł pomógł?",
		notAnswered: "Nie znajduję na to odpowiedzi.", theseMayHelp: "Jeden z tych artykułów może pomóc. Który otworzyć?", noneOfThese: "Żaden z nich",
		connecting: "Ktoś z naszego zespołu jest wolny: łączę teraz.",
		taskMade:   "W tej chwili nikt nie jest wolny. Zapisałem to dla naszego zespołu i ktoś wkrótce się odezwie.",
		away:       "W tej chwili nie ma nikogo z naszego zespołu.", reach: "Można się z nami skontaktować tutaj:", open: "Jesteśmy:",
		days: [7]string{"pon", "wt", "śr", "czw", "pt", "sob", "niedz"},
	}
}

func swedish() *words {
	return &words{
		failure:  "Tyvärr gick något fel hos oss. Jag kopplar dig till en person som kan hjälpa.",
		sorry:    "Tyvärr gick något fel hos oss.",
		handOver: "Jag kopplar dig hellre till en person i vårt team.",
		wrong: wrongFormats("Det ser inte ut som en e-postadress. Skriv den så här: namn@exempel.se.",
			"Det ser inte ut som ett telefonnummer. Skriv det med landskod, som +46 70 000 00 00.",
			"Det ser inte ut som ett tal. Skriv det med siffror, som 12.",
			"Jag känner inte igen det datumet. Skriv det så här: 2026-03-31.", "Svara ja eller nej, tack."),
		rate: "Hur gick det?", followUp: ways("E-post", "Telefon", "Jag väntar"),
		helpful: "Till hjälp", notHelpful: "Ingen hjälp", answerHelped: "Var det till hjälp?", articleHelped: "Var artikeln till hjälp?",
		notAnswered: "Jag hittar inget svar på det.", theseMayHelp: "En av de här artiklarna kan hjälpa. Vilken vill du läsa?", noneOfThese: "Ingen av dem",
		connecting: "Någon i vårt team är ledig: jag kopplar dig nu.",
		taskMade:   "Ingen är ledig just nu. Jag har lämnat en anteckning till vårt team, och någon hör av sig snart.",
		away:       "Ingen i vårt team är här just nu.", reach: "Så når du oss:", open: "Vi är här:",
		days: [7]string{"mån", "tis", "ons", "tors", "fre", "lör", "sön"},
	}
}

func danish() *words {
	return &words{
		failure:  "Beklager, noget gik galt hos os. Jeg stiller dig om til en person, der kan hjælpe.",
		sorry:    "Beklager, noget gik galt hos os.",
		handOver: "Jeg stiller dig hellere om til en person fra vores team.",
		wrong: wrongFormats("Det ligner ikke en e-mailadresse. Skriv den sådan her: navn@eksempel.dk.",
			"Det ligner ikke et telefonnummer. Skriv det med landekode, som +45 20 00 00 00.",
			"Det ligner ikke et tal. Skriv det med cifre, som 12.",
			"Den dato genkender jeg ikke. Skriv den sådan her: 2026-03-31.", "Svar venligst ja eller nej."),
		rate: "Hvordan klarede vi os?", followUp: ways("E-mail", "Telefon", "Jeg venter"),
		helpful: "Nyttigt", notHelpful: "Ikke nyttigt", answerHelped: "Var det til hjælp?", articleHelped: "Hjalp artiklen?",
		notAnswered: "Det finder jeg ikke noget svar på.", theseMayHelp: "En af disse artikler kan hjælpe. Hvilken vil du læse?", noneOfThese: "Ingen af dem",
		connecting: "En fra vores team er ledig: jeg stiller dig om nu.",
		taskMade:   "Der er ingen ledig lige nu. Jeg har lavet en note til vores team, og en af dem vender snart tilbage.",
		away:       "Der er ingen fra vores team lige nu.", reach: "Her kan du få fat i os:", open: "Vi er her:",
		days: [7]string{"man", "tir", "ons", "tor", "fre", "lør", "søn"},
	}
}
