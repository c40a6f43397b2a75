# Les mots du passé de chaque squad, des décisions et de la frise.
limits-label = L’habituel
limits-shown = affiché
limits-hidden = masqué
limits-band = habituel pour cette squad, d’après son propre passé
limits-usual = habituel { $low }–{ $high }
signal-outside = hors de l’habituel
signal-run-of-8 = huitième semaine de suite d’un côté

interventions-none = Rien n’est encore noté.
interventions-how = Part moyenne des 8 semaines closes après, moins celle des 8 d’avant, avec son intervalle à 95 %.
effect-too-early = trop tôt pour le dire
effect-weeks = semaines connues : { $before } avant, { $after } après ; il en faut 4
effect-means = après : { $after }, avant : { $before } :
effect-change = { $change } [{ $low }, { $high }]
verdict-helped = a aidé
verdict-hurt = a empiré
verdict-no-clear-effect = pas d’effet net
intervention-debt-quarter = Trimestre de dette
intervention-rotation = Rotation
intervention-hiring = Recrutement
intervention-rerouting = Réaiguillage
intervention-scope-cut = Réduction du périmètre
intervention-other = Autre
intervention-for = pour { $whom }
intervention-rebases = nouvelles limites à partir d’ici
intervention-withdraw = Retirer
intervention-record = Noter une décision
intervention-whom = Pour qui
intervention-from = Du
intervention-to = Au
intervention-to-help = Laissez vide tant que cela dure.
intervention-note = En quelques mots
intervention-rebase = Nouvelles limites à partir d’ici
intervention-rebase-help = L’habituel est alors appris de nouveau à partir de cette semaine, dès qu’il y en a 12.
intervention-submit = Noter

nav-timeline = Frise
fleet-timeline-more = Toute la frise, avec chaque période
timeline-heading = Sous l’eau, squad par squad
timeline-headline = { $n ->
    [0] Aucune squad n’a été sous l’eau sur cette période.
    [one] { $count } squad sur { $total } a été sous l’eau sur cette période ; { $still } l’est encore.
   *[other] { $count } squads sur { $total } ont été sous l’eau sur cette période ; { $still } le sont encore.
}
timeline-basis = Une barre est une période sous l’eau : pleine au-dessus de la ligne d’alerte, hachurée au-dessus de la ligne critique. Les squads sont rangées par tribu, la pire d’abord.
timeline-gated = trop peu d’heures saisies
timeline-decided = décision
timeline-no-tribe = Sans tribu
timeline-since = depuis { $week } ({ $weeks } sem.)
timeline-spells = Toutes les périodes
timeline-never = Jamais sous l’eau sur cette période :
timeline-weeks-under = { $n ->
    [one] { $count } semaine sous l’eau
   *[other] { $count } semaines sous l’eau
}
timeline-decisions = Ce qui a été décidé

explain-limits = Écart à son propre passé
explain-limits-definition = Limites XmR des 12 à 20 premières semaines closes assez couvertes, figées à 20. Une décision qui le demande les fait repartir. Signaux : une semaine hors des limites, et la huitième semaine de suite d’un côté de la ligne centrale.
explain-limits-formula = moyenne ± 2,66 × étendue mobile moyenne, entre 0 et 100 %
explain-limits-unit = %
explain-limits-example = 20 30 20 30 … sur 12 semaines : centre 25 %, étendue mobile 10, limites de 0 à 51,6 %
explain-effect = Effet d’une décision
explain-effect-definition = La part après une décision moins la part avant. Avec moins de 4 semaines d’un côté, il est trop tôt pour le dire. Les semaines de la décision elle-même ne comptent d’aucun côté. Elle a aidé si tout l’intervalle à 95 % (bootstrap, 10 000 tirages) est sous zéro.
explain-effect-formula = part moyenne des 8 semaines closes après − part moyenne des 8 d’avant
explain-effect-unit = points
explain-effect-example = 48 % sur 8 semaines avant, 20 % sur 8 semaines après : −28 points, a aidé
