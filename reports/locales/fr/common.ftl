# Les mots communs aux pages et aux graphiques.
unit-points = pts
days = { $n ->
    [one] { $count } jour
   *[other] { $count } jours
}
weeks = { $n ->
    [one] { $count } semaine
   *[other] { $count } semaines
}
weeks-short = { $count } sem.
total = Total

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juil.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.

state-none = sans données
state-calm = à flot
state-warn = sous l’eau
state-critical = loin sous l’eau
since-week = depuis { $week }
below-gate = trop peu d’heures saisies
severity-warn = avertissement
severity-critical = critique

category-maintenance = Maintenance
category-new = Nouveau
category-improve = Amélioration
category-productivity = Productivité
category-overhead = Fonctionnement
category-uncategorised = Non classé
type-none = sans type
type-corrective = corrective
type-emergency = urgente
type-preventive = préventive
type-adaptive = adaptative
type-user-support = support aux utilisateurs
type-operations = exploitation

stage-intake = arrivée
stage-triage = tri
stage-queue = en attente
stage-active = en cours
stage-blocked = bloqué
stage-review = en revue
stage-done = terminé
stage-dropped = abandonné

method-worklogs = heures saisies
method-activity = activité, sans saisie des temps

direction-up = s’enfonce
direction-flat = stable
direction-down = remonte
direction-unknown = pas assez de semaines
drain-never = jamais
drain-empty = rien d’ouvert

figure-logged = heures saisies
figure-maintenance = heures de maintenance
figure-capacity = Capacité
figure-arrivals = arrivées
figure-departures = départs
figure-backlog = tickets de maintenance ouverts

grain-week = semaine
grain-month = mois
grain-quarter = trimestre

alert-ok = tout va bien
alert-pending = en attente
alert-firing = déclenchée
alert-recovering = en rémission
alert-confirmed = confirmée
alert-withdrawn = retirée par des données tardives
