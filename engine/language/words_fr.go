package language

// wordsFR are the lists of French.
var wordsFR = lists{
	empty: `le la les l un une des du de d au aux à en dans par pour sur sous avec sans chez vers entre depuis pendant jusque je j me m moi mon ma mes tu t te
toi ton ta tes il elle ils elles on se s soi son sa ses nous notre nos vous votre vos leur leurs lui que qu quoi qui quel quelle quels quelles
quand où comment combien pourquoi parce car si ne n pas plus moins ni et ou mais donc or aussi très trop ce c cet cette ces cela ça ceci
celui celle ceux être est suis es sommes êtes sont était étaient sera serait soit été avoir ai as a avons avez ont avait aura aurait eu y
puis-je puis peux peut peuvent pouvez pourrais pourrait dois doit doivent devez fais fait font faites faire vais va vont aller
bonjour bonsoir salut merci svp plaît oui non ok`,
	faint: `veux voudrais voudrait veut voulez aimerais souhaite souhaiterais besoin savoir sais sait dire dis dit dites demander demande question questions voir vois
regarder chercher cherche trouver trouve penser pense crois semble espère aide aider aidez possible façon manière moyen chose choses
quelque rien quelqu quelqu'un personne tout tous toute toutes gens monsieur madame ami amie fils fille mari femme mère père frère sœur aujourd hui hier
demain maintenant encore déjà toujours jamais après avant bientôt semaine semaines mois an ans année années jour jours heure heures minute minutes fois
temps vraiment peut-être assez peu beaucoup genre problème problèmes souci cas information informations détail détails expliquer comprendre bien mal bon
bonne mauvais mieux sûr certain deux premier première arrive passe urgent donner mettre prendre utiliser laisser oublié oubliée pardon désolé
désolée autre autres chaque même mêmes`,
	verbs: `durer prendre accepter admettre permettre laisser attendre rester porter apporter bouger arrêter continuer choisir cliquer inclure contenir vérifier exiger
mettre montrer sembler sentir décider préférer gérer commencer finir vivre supposer recommander informer mentionner croire tomber sortir
trois quatre cinq six sept huit neuf dix vingt trente cent mille douzaine moitié
dehors dedans ensemble facile difficile lent actuel réel complet entier plusieurs normal général clair commun loin près`,
	forms: `£: livre livres
€: euro euros
$: dollar dollars
%: pourcent pourcentage
retourner: retour retours retourné retournés retournée
envoyer: envoi envois envoyé envoie envoient
payer: paiement paiements payé paye paie
livrer: livraison livraisons livré livrée livrez
acheter: achat achats acheté achète
échanger: échange échanges échangé
rembourser: remboursement remboursements remboursé
annuler: annulation annulations annulé
perdre: perdu perdue perdus
casser: cassé cassée cassés
oublier: oublié oubliée
recevoir: reçu reçue reçois reçoit réception
garantir: garantie garanties
coûter: coûte coûtent coût coûts
commander: commande commandes commandé
ouvrir: ouvert ouverture ouvre ouvrez ouverts
fermer: fermé fermeture
suivre: suivi suis
arriver: arrivé arrivée arrivera
réduire: réduction réductions réduit
supprimer: suppression
inscrire: inscription inscrit`,
	meanings: `retourner | renvoyer | rendre
rembourser | récupérer mon argent | mon argent
livrer | expédier | expédition | envoyer
colis | paquet
suivre | suivi | localiser | où est ma | où est mon | où en est
annuler | résilier
échanger | remplacer | remplacement
endommagé | cassé | abîmé | défectueux | défaut | ne marche pas | ne fonctionne pas
réduction | code promo | bon de réduction | coupon | remise | promotion
carte cadeau | chèque cadeau | bon cadeau
réinitialiser | récupérer | oublié
mot de passe | code d'accès
connecter | connexion | identifier
inscrire | créer un compte | ouvrir un compte
coûter | prix | tarif | frais
facture | reçu | ticket
contacter | joindre | parler à | appeler
téléphone | numéro | appeler
conseiller | humain | agent
horaires | ouverture | ouvrir
magasin | boutique
taille | trop petit | trop grand | pointure
perdu | pas arrivé | pas reçu | jamais reçu | jamais arrivé
étranger | international | autre pays | autres pays
article | produit
supprimer | effacer | fermer
points | récompenses | fidélité
disponible | rupture | stock
express | rapide | urgent
données personnelles | confidentialité | rgpd
douane | taxes
réparer | réparation
plusieurs fois | mensualités | tempérament
laver | nettoyer
modifier | changer | mettre à jour
délai | combien de temps | quand`,
}
