# Les alertes : ce qui est mesuré, et pourquoi personne n’est prévenu.

column-whom = Qui
column-measure = Mesure
column-quiet = Silence

measure-maintenance-share = Part de maintenance
measure-maintenance-load = Charge de maintenance
measure-coverage = Saisi rapporté à la capacité
measure-undrained-flow = Flux net entrant, tickets par semaine
measure-backlog = Tickets de maintenance ouverts
measure-open-age = Âge des tickets ouverts, jours (85 sur 100)
measure-forward-load = Charge des quatre prochaines semaines
measure-misroute-rate = Tickets mal aiguillés
measure-source-age = Âge de la source, en intervalles

hush-silenced = mise en silence par
hush-inhibited = dite par l’alerte sur
hush-acknowledged = prise en charge par
hush-act = Prendre en charge ou faire taire
hush-note = Note
hush-take = Je la prends en charge
hush-reason = Raison
hush-hours = Heures
hush-silence = La faire taire
hush-end = Lever le silence
