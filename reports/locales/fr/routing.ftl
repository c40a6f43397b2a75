# Words about how tickets find their squad: the page, its chart, and a squad's section.
nav-routing = Aiguillage
window-quarter = 13 semaines
figure-finished = tickets de maintenance terminés
figure-misrouted = tickets qui ont changé de squad
figure-detours = tickets confiés d’abord à une autre squad

routing-headline = { $n ->
    [one] { $rate } de { $count } ticket de maintenance a changé de squad avant d’être terminé.
   *[other] { $rate } de { $count } tickets de maintenance ont changé de squad avant d’être terminés.
}
routing-headline-none = { $n ->
    [0] Aucun ticket de maintenance n’a été terminé sur cette période.
    [one] Le seul ticket de maintenance a été terminé par la squad qui l’a eu en premier.
   *[other] Les { $count } tickets de maintenance ont tous été terminés par la squad qui les a eus en premier.
}
routing-lead = Le détour a coûté { $p50 } en médiane ; 15 sur 100 ont pris { $p85 } ou plus.
routing-basis = Tickets de maintenance terminés de { $from } à { $to }. Un ticket compte pour la squad qui l’a eu en premier.
routing-given-to = Confiés d’abord à
routing-figures = Chiffres de cette période
routing-misroute-rate = Taux de mauvais aiguillage
routing-detour = Détour
routing-time-to-right = Délai jusqu’à la bonne squad
routing-time-to-triage = Délai de tri
routing-hops = Sauts
routing-ping-pong = Ping-pong
routing-tile-of = sur
routing-tile-p85 = médiane ; 85 sur 100 ont pris { $days } ou moins
routing-tile-hops = changements de squad par ticket, en moyenne
routing-tile-ping-pong = tickets revenus à une squad qui les avait déjà eus
routing-tickets = { $n ->
    [one] { $count } ticket
   *[other] { $count } tickets
}

routing-flows = De qui à qui
routing-flows-title = { $subject } · qui a eu les tickets de maintenance en premier, et à qui ils étaient
routing-flows-unit = tickets de maintenance terminés ; en couleur quand la première squad n’était pas la bonne
routing-flows-how = à gauche, la première squad qui a eu un ticket ; à droite, celle qui l’a terminé ; un ruban est aussi large que ses tickets sont nombreux.
routing-flows-description = { $finished } tickets de maintenance ont été terminés ; une autre squad en a eu { $apart } en premier.
routing-first = confiés d’abord à
routing-right = terminés par
routing-went-on = { $count } étaient à d’autres
routing-came-over = { $count } venus d’autres
routing-other-squads = { $n ->
    [one] { $count } autre squad
   *[other] { $count } autres squads
}

routing-matrix = La même chose en tableau
routing-matrix-lead = Une ligne est une squad qui a eu des tickets en premier, une colonne celle qui les a terminés. Chaque nombre ouvre sa liste.
routing-matrix-corner = Confiés d’abord à ↓ terminés par →
routing-no-tickets = Aucun ticket de maintenance n’a été terminé sur cette période.

routing-suggestions = Des règles qui auraient su
routing-suggestions-lead = Parmi les tickets qui avaient ceci à leur création, presque tous ont été terminés par une seule squad. Une règle dans l’automatisation de l’outil les y aurait envoyés tout de suite.
routing-no-suggestions = Rien de ce que porte un nouveau ticket n’aurait envoyé ceux-ci tout de suite à la bonne squad : trop peu de tickets, ou trop de squads qui les terminent.
routing-suggestions-csv = Toutes les suggestions en CSV
routing-rules = Les règles pour plimsoll.toml, à copier
routing-column-when = Quand un ticket a
routing-column-then = le confier à
routing-column-share = Terminés par elle
routing-column-bound = au moins (95 %)
routing-column-detours = Avec détour
routing-column-saved = Aurait épargné
routing-column-median = Détour médian
routing-kind-project = projet
routing-kind-component = composant
routing-kind-label = étiquette
routing-kind-reporter-group = signalé par

routing-how = Comment c’est calculé
routing-how-owner = Les propriétaires d’un ticket sont les squads qui l’ont eu, dans l’ordre ; un moment sans personne n’est ni un propriétaire ni un saut. Un ticket a changé de squad s’il y en a eu plus d’une ; l’aller-retour est du ping-pong.
routing-how-right = La bonne squad est celle qui a terminé le ticket. Le détour est le temps du premier propriétaire au jour où elle l’a eu pour de bon, en jours entiers, pour les tickets qui ont changé de squad.
routing-how-when = Les tickets comptent dans la période où ils ont été terminés, s’ils étaient alors de la maintenance. Le tri finit quand un ticket quitte l’arrivée et le tri ; créé au-delà, il n’a pris aucun temps.
routing-how-whose = Un ticket compte pour la squad qui l’a eu en premier : les squads s’additionnent en tribus et en organisation. Une suggestion demande 20 tickets terminés et une part dont l’intervalle à 95 % (Wilson) commence à 80 % ou plus.
routing-how-blind = Ce qu’on ne voit pas : les tickets pas encore terminés, ceux qui n’étaient à personne quand ils l’ont été, et les changements dont l’outil ne garde pas l’historique.

squad-routing = Ce qui est arrivé ici par erreur, et ce qui était à nous mais est allé ailleurs
squad-routing-given = { $n ->
    [0] Les { $all } tickets confiés d’abord à cette squad étaient tous les siens.
   *[other] { $count } des { $all } tickets confiés d’abord à cette squad étaient à d’autres.
}
squad-routing-own = { $n ->
    [0] Les { $all } tickets que cette squad a terminés sont tous venus ici en premier.
   *[other] { $count } des { $all } tickets que cette squad a terminés sont d’abord allés ailleurs.
}
squad-routing-column-given = À qui ils étaient
squad-routing-column-own = Qui les a eus en premier
squad-routing-more = L’aiguillage de cette squad en entier

explain-routing = Mal aiguillés, sauts, ping-pong
explain-routing-definition = Les tickets de maintenance terminés dont la squad a changé après la première qui les a eus, ces changements, et ceux revenus à une squad qui les avait déjà eus. Un ticket compte pour sa première squad ; un moment sans personne n’est pas un saut.
explain-routing-formula = taux de mauvais aiguillage = mal aiguillés ÷ terminés ; sauts = changements de squad ÷ terminés
explain-routing-unit = tickets, pour cent
explain-routing-example = 4 terminés : deux sont restés, un a changé une fois, un est parti et revenu : mal aiguillés 2 sur 4 = 50 %, sauts (1 + 2) ÷ 4 = 0,75, ping-pong 1
explain-detour = Détour, délai de tri, délai jusqu’à la bonne squad
explain-detour-definition = Combien de temps il a fallu pour qu’un ticket soit regardé, et pour que la squad qui l’a terminé l’ait pour de bon ; le détour est le chemin de la première squad à celle-là, pour les tickets mal aiguillés seulement.
explain-detour-formula = centiles de jours entiers (rang le plus proche) : créé → sorti de l’arrivée et du tri ; créé → bonne squad ; première squad → bonne squad
explain-detour-unit = jours
explain-detour-example = détours de 3, 5, 9 et 20 jours : p50 = 5, p85 = 20
explain-routing-suggestions = Suggestion d’aiguillage
explain-routing-suggestions-definition = Un projet, un composant, une étiquette ou un groupe de déclarants dont presque tous les tickets terminés étaient à une seule squad.
explain-routing-suggestions-formula = n ≥ 20, et le bas de l’intervalle à 95 % (Wilson) de la part de la squad ≥ 80 %
explain-routing-suggestions-unit = pour cent
explain-routing-suggestions-example = 57 sur 60 : 95 %, au moins 86 % : suggérée ; 19 sur 20 : 95 %, au moins 76 % : non
