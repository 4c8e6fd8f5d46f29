package language

// wordsDE are the lists of German.
var wordsDE = lists{
	empty: `der die das den dem des ein eine einen einem einer eines ich mich mir mein meine meinen meinem meiner meines du dich dir dein deine deinen er ihn ihm sein
seine sie ihr ihre ihren ihrem ihrer es wir uns unser unsere unseren euch euer eure eurem euren man sich wer wen wem was welche welcher welches welchen wann wo
wohin woher wie wieviel warum wieso weshalb wenn ob dass weil als und oder aber denn doch auch noch nur schon sehr mehr weniger nicht kein keine keinen keiner
nie in im ins an am auf aus bei beim bis durch für gegen mit nach ohne seit um unter über von vom vor zu zum zur zwischen ist bin bist sind
seid war waren wird werden wurde wurden worden sein gewesen hat habe haben hast hatte hatten kann kannst können könnt könnte könnten muss müssen
musst darf dürfen soll sollen sollte will wollen mag machen mache macht tun tut dies diese dieser dieses diesen jene so da dann hier dort
lang lange bitte danke hallo hi guten tag morgen abend ja nein ok gibt es`,
	faint: `dauert akzeptiert erlaubt lässt wartet bleibt bringt wählt enthält prüft zeigt beginnt endet lebt trägt möchte möchten würde würden gern gerne brauche brauchen braucht wissen weiß sagen sagt fragen frage fragen sehen sehe schauen suchen suche finden
finde glauben glaube denken denke scheint hoffe hilfe helfen hilft möglich möglichkeit art weise ding dinge sache sachen etwas nichts jemand niemand alles
alle allen leute herr frau freund freundin sohn tochter mann mutter vater bruder schwester heute gestern jetzt immer
später bald vorher nachher woche wochen monat monate monaten jahr jahre jahren tag tage tagen stunde stunden minute minuten mal zeit wirklich
vielleicht ziemlich wenig viel viele vielen problem probleme fall information informationen detail details erklären verstehen gut schlecht besser
sicher eins zwei erste ersten passiert dringend geben gibt nehmen lassen benutzen vergessen entschuldigung leider andere anderen anderes jede jeder
jedes gleich eigentlich bekommen bekomme`,
	verbs: `dauern akzeptieren annehmen erlauben lassen warten bleiben bringen bewegen aufhören weitermachen wählen klicken enthalten prüfen verlangen
setzen legen zeigen scheinen fühlen entscheiden bevorzugen behandeln beginnen anfangen beenden leben vermuten empfehlen informieren erwähnen fallen tragen
drei vier fünf sechs sieben acht neun zehn zwanzig dreißig hundert tausend dutzend hälfte
draußen drinnen zusammen einfach schwierig langsam aktuell ganz mehrere normal allgemein klar üblich weit nah`,
	forms: `£: pfund
€: euro euros
$: dollar
%: prozent
zurücksenden: rücksendung rücksendungen zurückgesendet zurückgesandt zurückgeschickt zurückschicken rückgabe retoure retouren
liefern: lieferung lieferungen geliefert liefert liefere
zahlen: zahlung zahlungen bezahlen bezahlt bezahle bezahlung gezahlt zahle
kaufen: gekauft kauf kaufe kaufte
bestellen: bestellung bestellungen bestellt bestelle bestellte
umtauschen: umtausch umgetauscht tauschen tausche
erstatten: erstattung erstattungen erstattet rückerstattung rückerstattungen
stornieren: stornierung storniert storniere
verlieren: verloren verlor
vergessen: vergaß
senden: gesendet sendung sendungen versand versenden versendet verschicken verschickt schicken geschickt
kosten: kostet koste
öffnen: geöffnet offen öffnung öffnungszeiten öffnet
schließen: geschlossen
ankommen: angekommen ankommt kommt ankunft
registrieren: registrierung registriert
löschen: gelöscht löschung lösche
ändern: änderung geändert ändere
abholen: abholung abgeholt
garantie: garantien`,
	meanings: `zurücksenden | zurück schicken | zurück senden | zurück geben | zurückgeben | retournieren
erstatten | geld zurück | mein geld
liefern | senden | versandkosten
paket | päckchen
verfolgen | sendungsverfolgung | wo ist meine | wo ist mein | wo bleibt
stornieren | abbrechen | widerrufen
umtauschen | ersetzen | ersatz
beschädigt | kaputt | defekt | fehlerhaft | funktioniert nicht | mangelhaft
rabatt | gutscheincode | rabattcode | gutschein | aktionscode
geschenkkarte | geschenkgutschein | gutscheinkarte
zurücksetzen | vergessen
passwort | kennwort
anmelden | einloggen | login
registrieren | konto erstellen | konto anlegen | konto eröffnen
konto | kundenkonto | profil
kosten | preis | gebühr | teuer
rechnung | quittung | beleg
kontaktieren | erreichen | sprechen | anrufen | kontakt
telefon | telefonnummer | anrufen
mitarbeiter | mensch | person | berater
öffnen | öffnungszeit
laden | geschäft | filiale
größe | zu klein | zu groß | passt nicht | passform
verloren | nicht angekommen | nicht erhalten | nie angekommen
ausland | international | anderes land
artikel | produkt | ware
löschen | schließen | entfernen
punkte | prämien | treue
verfügbar | ausverkauft | lager | lieferbar
express | schnell | eilig
datenschutz | persönliche daten
zoll | steuern
reparieren | reparatur
raten | ratenzahlung
waschen | reinigen
ändern | bearbeiten | aktualisieren
lieferzeit | wie lange | wann`,
}
