# Les mots des pages.
skip-link = Aller au contenu
brand-label = Plimsoll, accueil
nav-label = Principale
nav-fleet = Flotte
nav-alerts = Alertes
nav-quality = Qualité des données
nav-explain = Comment c’est calculé
language-label = Langue
theme-label = Couleurs
theme-auto = comme l’appareil
theme-light = clair
theme-dark = sombre
sign-out = Se déconnecter
trail-label = Vous êtes ici
list-next = Lignes suivantes →
notices-label = À propos des données
notice-see-quality = Voir la qualité des données
notice-stale = { $source } a été lue pour la dernière fois le { $at }. Ses chiffres sont anciens.
notice-never-read = { $source } n’a jamais été lue.
notice-low-coverage = { $squad } n’a saisi que { $coverage } de sa capacité en { $week } (seuil { $gate }) : sa part est à lire avec prudence.
notice-activity = Il n’y a pas de saisie des temps : les parts viennent de l’activité. Leur somme fait toujours 100 % et elles ne peuvent pas montrer une surcharge.
notice-no-data = Il n’y a pas encore de données. Importez des fichiers avec « plimsoll import », ou regardez une entreprise imaginaire avec « plimsoll demo ».
footer-as-of = Données du { $at }
footer-no-data = Pas encore de données
footer-rules = Règles { $version }
footer-data = Données { $version }

fleet-headline = { $n ->
    [0] Aucune squad n’est sous l’eau.
    [one] { $count } squad sur { $total } est sous l’eau.
   *[other] { $count } squads sur { $total } sont sous l’eau.
}
fleet-longest = Depuis le plus longtemps :
fleet-longest-since = depuis { $week } ({ $weeks }).
fleet-basis = Semaine close { $week }. Un navire s’enfonce d’autant plus que sa part de maintenance est haute ; quand sa marque est noyée, la squad est au-dessus de sa ligne.
fleet-empty = Aucune squad n’a encore d’heures. Importez vos fichiers, et la flotte sera là.
fleet-alerts = Ce qui demande attention
fleet-table = Squad par squad
fleet-timeline = Deux ans en un coup d’œil
filter-tribe = Tribu
filter-all-tribes = toutes
squads-caption = Squads
squads-caption-week = Les squads, semaine close { $week }

column-squad = Squad
column-tribe = Tribu
column-share = Maintenance
column-line = Ligne
column-state = État
column-since = Depuis
column-direction = 4 sem.
column-backlog = Stock
column-drain = Résorbé en
column-coverage = Couverture
column-recent = 26 semaines
column-severity = Gravité
column-rule = Règle
column-value = Dernière
column-raise = Ligne
column-at = Constaté
column-change = Changement
column-week = Semaine
column-weeks = Semaines
column-ticket = Ticket
column-tickets = Tickets
column-type = Type
column-why = Pourquoi
column-stage = Étape
column-hours = Heures
column-maintenance-hours = Maintenance
column-part = Part
column-share-of-maintenance = De la maintenance
column-start = De
column-end = À
column-peak = Pic
column-mean = Moyenne
column-hours-above = Heures au-dessus de la ligne
column-what = Quoi
column-effect = Effet
column-source = Source
column-kind = Nature
column-freshness = Fraîcheur
column-last-success = Dernière lecture
column-rows = Lignes
column-rejects = Refusées
column-completeness = Complétude
column-check = Contrôle
column-found = Trouvés
column-of = Sur
column-what-to-do = Que faire
column-weeks-below = Semaines sous le seuil, sur 26
column-day = Jour
column-days = Jours
column-category = Catégorie
column-count = Nombre
column-order = Ordre
column-matches = Condition

squad-headline = { $share } du temps de { $squad } est parti en maintenance.
squad-headline-none = Personne n’a saisi de temps pour { $squad } sur cette période.
squad-worst = Pire semaine : { $week }, { $share }.
squad-spells-count = { $n ->
    [0] Jamais sous l’eau.
    [one] Une fois sous l’eau.
   *[other] { $count } fois sous l’eau.
}
squad-basis = De { $from } à { $to } : { $maintenance } de maintenance pour { $logged } saisies. Méthode : { $method }.
squad-load = La charge dans le temps
squad-week = La dernière semaine close, { $week }
squad-hours = Où sont passées les heures
squad-flow = Tickets : entrées, sorties, stock
squad-tickets = Les tickets derrière le chiffre
squad-no-tickets = Aucune heure de maintenance sur cette période.
squad-drill = Toutes les saisies derrière ces { $hours }
squad-spells = Périodes sous l’eau
squad-no-spells = Jamais sous l’eau sur cette période.
squad-types = Natures de maintenance
squad-interventions = Ce qui a été décidé, et ce que cela a changé
spell-still = en cours
window-label = Période
window-half-year = 26 semaines
window-year = 1 an
window-two-years = 2 ans
window-all = tout
grain-label = Par
hours-alt = { $maintenance } de maintenance pour { $logged } saisies, selon la nature du travail.
flow-alt = Tickets de maintenance ouverts : { $backlog }. Stock résorbé en : { $drain }.
tile-line = ligne { $share }
tile-backlog = tickets de maintenance ouverts
tile-drain = au rythme des quatre dernières semaines
tile-coverage = de la capacité est saisie
tile-capacity = dont les membres disposaient cette semaine

alert-title-ok = De nouveau à flot
alert-title-pending = Au-dessus de la ligne depuis { $week }, pas encore assez longtemps
alert-title-firing = Sous l’eau depuis { $week }
alert-title-recovering = Sous la ligne de retour, mais pas encore assez longtemps ; sous l’eau depuis { $week }
alert-title-confirmed = Sous l’eau depuis { $week }, confirmé par des données tardives
alert-title-withdrawn = Retirée : des données tardives ont effacé la période de { $week }
alert-rule = L’alerte est levée par { $weeks } semaines closes de suite à { $raise } ou plus, et prend fin avant { $weeks } semaines de suite sous { $clear }. Une semaine à moins de { $gate } de couverture ne change rien.
alert-rule-name = Règle :
alert-trend = Les dernières semaines closes
alert-heaviest = Ces tickets pèsent le plus :
alert-what-to-do = Que faire :
alert-do-up = La squad s’enfonce encore. Regardez ensemble les tickets les plus lourds : rendez à une autre squad ce qui lui revient, et retirez quelque chose du plan.
alert-do-flat = C’est stable, et ne passera pas tout seul. Décidez ce qui s’arrête, ce qui se répare pour de bon, et notez-le comme intervention pour voir si cela aide.
alert-do-down = La squad remonte. Continuez, et vérifiez la semaine prochaine que cela tient.
alert-do-unknown = Il y a trop peu de semaines pour voir une tendance. Vérifiez que les heures sont complètes avant de décider.

alerts-headline = { $n ->
    [0] Aucune alerte n’est déclenchée.
    [one] { $count } alerte est déclenchée.
   *[other] { $count } alertes sont déclenchées.
}
alerts-basis = Une alerte ne parle que de semaines closes. Les semaines avec trop peu d’heures saisies laissent l’état inchangé.
alerts-current = Maintenant
alerts-none = Rien ne demande attention.
alerts-history = Ce qui a changé
alerts-no-history = Rien n’a encore changé.

tribe-totals = La tribu dans son ensemble, cette semaine
tribe-hours = { $maintenance } sur { $logged }

quality-all-well = Toutes les sources sont fraîches et tous les contrôles sont bons.
quality-stale = { $n ->
    [0] Toutes les sources sont fraîches.
    [one] { $count } source est périmée.
   *[other] { $count } sources sont périmées.
}
quality-found = { $n ->
    [0] Tous les contrôles sont bons.
    [one] { $count } contrôle a trouvé quelque chose.
   *[other] { $count } contrôles ont trouvé quelque chose.
}
quality-basis = Rien n’est écarté en silence : ce qui n’entre nulle part est compté ici, et listé.
quality-sources = Sources
quality-no-sources = Aucune source n’est encore configurée.
quality-checks = Contrôles
quality-coverage = Couverture
quality-coverage-gate = Heures saisies face à la capacité. Les semaines sous { $gate } ne lèvent ni n’arrêtent aucune alerte.
source-stale = périmée
source-fresh = fraîche
source-never = jamais
check-tickets-without-squad = Tickets sans squad
check-tickets-without-category = Tickets qu’aucune règle ne reconnaît
check-tickets-without-estimate = Tickets sans estimation
check-tickets-without-due-date = Tickets sans échéance
check-tickets-with-unknown-status = Tickets dont le statut n’est dans aucune étape
check-worklogs-without-ticket = Saisies sur un ticket inconnu
check-worklogs-without-squad = Saisies sans squad
check-worklogs-in-future = Saisies datées dans le futur
check-worklogs-over-day = Plus de 24 heures en un jour
check-worklogs-negative = Corrections (saisies négatives)
check-people-without-membership = Personnes sans squad
check-open-months = Mois encore ouverts
check-do-tickets-without-squad = Ajoutez une correspondance de squad pour leur projet, composant ou étiquette.
check-do-tickets-without-category = Ajoutez une règle de classement ; d’ici là ils comptent comme non classés.
check-do-tickets-without-estimate = Estimez-les, ou laissez-les hors des chiffres d’estimation.
check-do-tickets-without-due-date = Rien, sauf s’ils étaient promis pour une date.
check-do-tickets-with-unknown-status = Nommez ce statut sous [stages] ; d’ici là ils comptent comme reçus (intake).
check-do-worklogs-without-ticket = Importez aussi les tickets, ou corrigez leurs clés.
check-do-worklogs-without-squad = Ajoutez l’appartenance de leurs auteurs.
check-do-worklogs-in-future = Corrigez leurs dates dans l’outil de suivi.
check-do-worklogs-over-day = Corrigez-les dans l’outil de suivi : des minutes ont pu être lues comme des heures.
check-do-worklogs-negative = Rien : les corrections sont comptées. Regardez-les si elles sont nombreuses.
check-do-people-without-membership = Ajoutez leur appartenance, pour que capacité et couverture soient connues.
check-do-open-months = Clôturez-les quand leurs heures sont complètes.

drill-headline = { $n ->
    [one] { $rows } ligne fait { $total }.
   *[other] { $rows } lignes font { $total }.
}
drill-agrees = Exactement le chiffre affiché : { $figure }.
drill-differs = Le chiffre affiché était { $figure }. Les données ont changé depuis, ou c’est un défaut : rechargez la page d’où vous venez.
drill-empty = Il n’y a aucune ligne derrière ce chiffre.
drill-caption = Les lignes derrière le chiffre
drill-page-total = Sur cette page
drill-csv = Toutes les lignes en CSV

why-rule = { $what }, parce que la règle « { $rule } » a reconnu { $matched }.
why-none = { $what } : aucune règle n’a reconnu ce ticket.
why-inherited = Repris de son parent
ticket-fields = Champs
ticket-open-source = Ouvrir dans { $source }
ticket-hours = Heures
ticket-no-hours = Aucune heure n’a été saisie sur ce ticket.
ticket-spans = Par où il est passé
ticket-no-spans = La source ne garde pas d’historique de ce ticket.
span-open = maintenant
field-type = Type
field-status = Statut
field-project = Projet
field-component = Composant
field-priority = Priorité
field-labels = Étiquettes
field-created = Créé
field-started = Commencé
field-finished = Terminé
field-due = Échéance
field-estimate = Estimation
field-parent = Parent

login-headline = Se connecter
login-name = Nom
login-password = Mot de passe
login-submit = Se connecter
login-wrong = Ce nom et ce mot de passe ne vont pas ensemble. Réessayez.
login-too-many = { $n ->
    [one] Trop d’essais. Attendez { $count } minute, puis réessayez.
   *[other] Trop d’essais. Attendez { $count } minutes, puis réessayez.
}
login-expired = Le formulaire était trop ancien. Réessayez.
login-help = Mot de passe oublié ? Un administrateur peut en définir un nouveau avec « plimsoll user ».

problem-where = Où
problem-what-to-do = Que faire
problem-reference = Référence
problem-home = Vers la flotte
problem-bad-request = Cette adresse ne peut pas être lue.
problem-sign-in = Connectez-vous d’abord.
problem-forbidden = Vous n’avez pas accès à cette page.
problem-not-found = Il n’y a rien ici.
problem-too-many = C’était trop à la fois.
problem-internal = Quelque chose a cassé de notre côté.
problem-unavailable = Les données sont illisibles pour l’instant.
problem-do-bad-request = Vérifiez les filtres de l’adresse, ou repartez de la flotte.
problem-do-sign-in = Connectez-vous ; vous reviendrez ici.
problem-do-forbidden = Demandez à un administrateur un rôle qui couvre cette squad ou cette tribu.
problem-do-not-found = Vérifiez l’adresse ; la squad ou le ticket a peut-être changé de nom.
problem-do-too-many = Attendez une minute et réessayez.
problem-do-internal = Réessayez ; si cela persiste, donnez la référence à un administrateur.
problem-do-unavailable = Réessayez dans une minute ; si cela persiste, lancez « plimsoll doctor ».
