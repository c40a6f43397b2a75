# La semaine d’une équipe.

week-headline = { $share } de la semaine de { $squad } sont allés à la maintenance.
week-headline-none = Personne n’a saisi de temps pour { $squad } cette semaine.
week-running = semaine en cours : chiffres provisoires
week-more = { $change } par rapport à ses huit semaines d’avant ({ $usual }).
week-less = { $change } par rapport à ses huit semaines d’avant ({ $usual }).
week-as-usual = Comme ses huit semaines d’avant ({ $usual }).
week-no-usual = Il n’y a rien avant elle à quoi la comparer.
week-choose = Autres semaines
week-earlier = la semaine d’avant
week-later = la semaine d’après
week-glance = La semaine en chiffres
week-hours = { $maintenance } sur { $logged }
week-came = Entrés
week-went = Sortis
week-list = liste
week-created = { $n ->
    [one] { $count } nouveau
   *[other] { $count } nouveaux
}
week-reopened = { $n ->
    [one] { $count } revenu
   *[other] { $count } revenus
}
week-routed-in = { $count } d’autres équipes
week-reclassified-in = { $count } finalement de la maintenance
week-finished = { $n ->
    [one] { $count } terminé
   *[other] { $count } terminés
}
week-dropped = { $n ->
    [one] { $count } abandonné
   *[other] { $count } abandonnés
}
week-routed-out = { $count } vers d’autres équipes
week-reclassified-out = { $count } finalement autre chose
week-routed = D’abord donnés à la mauvaise équipe
week-routed-none = Chaque ticket est arrivé tout de suite à la bonne équipe.
week-ways-out = { $n ->
    [one] { $count } ticket relevait d’une autre équipe : { $squads } ({ $days } après sa création).
   *[other] { $count } tickets relevaient d’autres équipes : { $squads } ({ $days } après leur création, en médiane).
}
week-ways-in = { $n ->
    [one] { $count } ticket de cette équipe avait été donné à une autre : { $squads } ({ $days } après sa création).
   *[other] { $count } tickets de cette équipe avaient été donnés à d’autres : { $squads } ({ $days } après leur création, en médiane).
}
week-all-out = tous les sortis
week-all-in = tous les entrés
week-way = Chemin
week-from = de
week-to = vers
week-detour = Après
week-came-back = Revenus après leur clôture
week-came-back-none = Rien n’est revenu.
week-oldest = Attendent depuis le plus longtemps
week-oldest-none = Aucun ticket de maintenance n’est ouvert.
week-created-on = Créé le
week-age = Âge
week-tickets = Les tickets qui ont pris le plus d’heures de maintenance
week-mix-none = Personne n’a saisi de temps.
week-page = La semaine de l’équipe, ticket par ticket
