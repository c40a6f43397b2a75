# Les mots des graphiques.
chart-period = de { $from } à { $to }
chart-how = Calcul : { $how }
chart-as-of = Données du { $at } · règles { $rules }
chart-empty = Aucune donnée sur cette période.
chart-as-png = Image (PNG)
chart-as-svg = Dessin (SVG)
note-stale = { $source } non lue depuis { $at }
note-never-read = { $source } jamais lue
note-low-coverage = { $n ->
    [one] { $count } semaine sous { $gate } de couverture, en creux
   *[other] { $count } semaines sous { $gate } de couverture, en creux
}
note-no-capacity = capacité inconnue : pas de couverture

load-line-title = { $subject } · temps passé en maintenance
load-line-unit-week = part des heures saisies, en pourcentage par semaine
load-line-unit-month = part des heures saisies, en pourcentage par mois
load-line-unit-quarter = part des heures saisies, en pourcentage par trimestre
load-line-how = { $n ->
    [one] heures de maintenance ÷ heures saisies. Sous l’eau : de la première semaine sur une ligne à la dernière avant une semaine bien dessous.
   *[other] heures de maintenance ÷ heures saisies. Sous l’eau : { $count } semaines de suite sur une ligne ou au-dessus, jusqu’à { $count } semaines bien dessous.
}
load-line-how-activity = jours-personnes répartis entre les tickets actifs ce jour-là. Une telle part fait toujours 100 % sur l’ensemble du travail et ne peut pas montrer une surcharge.
load-line-unit-activity-week = part du temps actif, en pourcentage par semaine
load-line-unit-activity-month = part du temps actif, en pourcentage par mois
load-line-unit-activity-quarter = part du temps actif, en pourcentage par trimestre
load-line-description = Dernière période close, { $latestPeriod } : { $latest }. Pire période, { $peakPeriod } : { $peak }.
load-line-spells = { $n ->
    [0] Jamais sous l’eau.
    [one] Une fois sous l’eau.
   *[other] { $count } fois sous l’eau.
}
load-line-peak = pire : { $share } · { $period }
line-warn = { $share } alerte
line-critical = { $share } critique
spell-open = sous l’eau depuis { $since }
spell-closed = { $from } → { $to }

hours-title = { $subject } · où sont passées les heures
hours-unit-week = heures saisies par semaine, selon la nature du travail
hours-unit-month = heures saisies par mois, selon la nature du travail
hours-unit-quarter = heures saisies par trimestre, selon la nature du travail
hours-how = heures saisies selon la catégorie du ticket ; la capacité est le temps des membres, moins fériés et absences.

backlog-title = { $subject } · tickets de maintenance : entrées, sorties, stock
backlog-unit-week = tickets ; en haut : ouverts en fin de semaine, en bas : arrivées et départs par semaine
backlog-unit-month = tickets ; en haut : ouverts en fin de mois, en bas : arrivées et départs par mois
backlog-unit-quarter = tickets ; en haut : ouverts en fin de trimestre, en bas : arrivées et départs par trimestre
backlog-how = stock = stock précédent + arrivées − départs, toujours.
backlog-description = { $arrivals } arrivées, { $departures } départs, { $backlog } tickets ouverts.
backlog-open = ouverts

ages-title = { $subject } · âge des tickets de maintenance ouverts
ages-unit-week = jours entiers depuis la création, en fin de semaine
ages-unit-month = jours entiers depuis la création, en fin de mois
ages-unit-quarter = jours entiers depuis la création, en fin de trimestre
ages-how = centiles exacts (rang le plus proche) de l’âge des tickets alors ouverts.
ages-description = La moitié des tickets ouverts ont plus de { $p50 } jours, 15 sur 100 plus de { $p85 } jours.
ages-p50 = médiane (p50)
ages-p85 = 85e centile (p85)

fleet-chart-title = { $subject } · qui est sous l’eau
fleet-chart-unit = part du temps passée en maintenance face à la ligne de chaque squad, semaine close { $week }
fleet-chart-how = un navire s’enfonce d’autant plus que sa part est haute ; sa marque est à la ligne d’alerte.
timeline-title = { $subject } · sous l’eau, et depuis quand
timeline-unit = une ligne par squad, une barre par période sous l’eau, semaines closes
timeline-how = { $n ->
    [one] sous l’eau : de la première semaine sur la ligne à la dernière avant une semaine bien dessous.
   *[other] sous l’eau : { $count } semaines de suite sur la ligne ou au-dessus, jusqu’à { $count } semaines bien dessous.
}
