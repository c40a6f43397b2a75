# Les quatre prochaines semaines : ce qui est demandé aux squads, par rapport à ce qu’elles auront.
nav-forward = Semaines à venir
figure-committed = heures restantes des engagements dus dans les quatre prochaines semaines
figure-overdue = heures restantes des engagements en retard
forward-title = { $subject } · ce que demandent les quatre prochaines semaines
forward-unit = heures engagées et attendues, en pour cent de la capacité de chaque squad
forward-how = (heures restantes des engagements dus dans ces semaines + 4 × maintenance hebdomadaire moyenne des 8 dernières semaines closes) ÷ capacité.
forward-headline = { $n ->
    [0] Quatre prochaines semaines : aucune squad sur { $total } ne se voit demander plus qu’elle ne peut donner.
    [one] Quatre prochaines semaines : { $count } squad sur { $total } se voit demander plus qu’elle ne peut donner.
   *[other] Quatre prochaines semaines : { $count } squads sur { $total } se voient demander plus qu’elles ne peuvent donner.
}
forward-full = { $n ->
    [one] { $count } autre n’a presque plus de marge.
   *[other] { $count } autres n’ont presque plus de marge.
}
forward-weeks = Quatre prochaines semaines
forward-load = Ce qui est demandé, par rapport à la capacité
forward-table = Squad par squad
forward-load-column = Charge à venir
forward-committed = Engagé
forward-expected = Maintenance attendue
forward-overdue = En retard
forward-initiatives = Initiatives
forward-without-estimate = Sans estimation
forward-label = { $load } · { $asked } sur { $capacity }
forward-no-capacity = capacité inconnue
forward-no-hours = pas encore d’heures
forward-fit-unknown = inconnu
forward-fit-fits = ça tient
forward-fit-full = presque plus de marge
forward-fit-over = plus qu’il n’y a
forward-squad-committed = { $hours } engagées
forward-squad-expected = { $hours } de maintenance attendue
forward-squad-capacity = { $hours } de capacité
forward-squad-overdue = En outre, il reste { $hours } d’engagements dus auparavant.
forward-squad-without-estimate = { $n ->
    [one] { $count } ticket n’a pas d’estimation et ne compte pour rien.
   *[other] { $count } tickets n’ont pas d’estimation et ne comptent pour rien.
}
forward-all = Toutes les squads
explain-forward-load = Charge à venir
explain-forward-load-definition = Ce que demandent à une squad les quatre semaines qui commencent avec la semaine en cours, par rapport à ce qu’elle aura. Les engagements en retard sont montrés à côté.
explain-forward-load-formula = (heures restantes des engagements dus dans ces semaines + 4 × maintenance hebdomadaire moyenne des 8 dernières semaines closes) ÷ capacité de ces semaines
explain-forward-load-unit = pour cent
explain-forward-load-example = (200 h + 4 × 30 h) ÷ 400 h = 80 %
forward-line = ligne d’alerte à { $share }
