# Ce qui n’est pas montré parce que trop peu de personnes sont derrière.

drill-too-small = { $n ->
    [one] Squads trop petites pour être montrées : { $count } ligne
   *[other] Squads trop petites pour être montrées : { $count } lignes
}

explain-privacy = Ce qui n’est pas montré
explain-privacy-squads = Une squad est montrée les semaines où au moins { $count } personnes y ont travaillé ; celles des quatre semaines avant et après comptent, pour que les congés ne fassent pas de trous. Sinon, seule sa tribu est montrée. Les sommes sont entières pour chaque lecteur : des lignes sont cachées, les totaux ne rétrécissent jamais.
explain-privacy-hidden-set = Pour que personne ne puisse soustraire de la tribu les squads montrées, les squads suivantes par la taille sont cachées avec elle, jusqu’à ce que deux squads et autant de personnes soient cachées ensemble. Une tribu qui n’en a pas assez est cachée avec une autre. Un mois ou un trimestre n’est montré que si toutes ses semaines le sont.
explain-privacy-proof = Pourquoi c’est sûr : toute somme qui contient une squad d’un tel ensemble caché le contient en entier. De quelque façon qu’on additionne et soustraie, les squads cachées restent ensemble.
explain-privacy-cells = Le travail sur un projet touche les personnes. Qui ne peut pas voir les personnes ne l’obtient que pour toute l’organisation, les semaines où { $count } personnes ont travaillé sur le projet ; le projet suivant par la taille est caché avec lui.
explain-privacy-example = Exemple, avec 3 : une tribu a des squads de 2, 4 et 9 personnes. Celles de 2 et 4 sont cachées ; la tribu moins celle de 9 donne les heures de 6 personnes dans deux squads, et rien de plus fin.

note-too-small = { $n ->
    [one] semaines de { $count } squad non montrées : trop peu de personnes
   *[other] semaines de { $count } squads non montrées : trop peu de personnes
}

note-low-coverage-of-squads = { $n ->
    [one] { $count } semaine d’une squad sous { $gate } de couverture
   *[other] { $count } semaines de squads sous { $gate } de couverture
}
