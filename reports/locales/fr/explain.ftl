# Comment chaque chiffre est calculé.
explain-headline = Comment chaque chiffre est calculé
explain-lead = Une seule définition par chiffre, la même sur chaque page, graphique, alerte et export.
explain-contents = Chiffres
explain-principles = Ce qui vaut pour tous les chiffres
explain-figures = Les chiffres
explain-formula = Formule
explain-unit = Unité
explain-example = Exemple
explain-time-zone = Les semaines commencent le lundi dans le fuseau horaire { $zone }.
explain-thresholds = Les lignes en vigueur
threshold-warn = Ligne d’alerte
threshold-critical = Ligne critique
threshold-clear = Ligne de retour, par rapport à la ligne concernée
threshold-weeks = Semaines nécessaires dans chaque sens
threshold-gate = Seuil de couverture
explain-ownership = À qui revient quoi
explain-ownership-ticket = À tout instant un ticket appartient à une seule squad : celle que nomme son historique ; sinon la première correspondance ci-dessous qui convient à ses champs d’alors ; sinon la squad de la personne assignée ; sinon « unattributed ».
explain-ownership-worklog = Les heures reviennent à la squad dont leur auteur était membre le jour du travail. S’il y en avait plusieurs, à celle du ticket si elle en fait partie, sinon elles sont réparties selon l’allocation. Sans appartenance, elles suivent le ticket.
explain-mapping = Des champs d’un ticket à sa squad ; la première correspondance l’emporte
explain-rules = Ce qui compte comme maintenance
explain-rules-lead = La première règle qui convient décide. Une sous-tâche sans règle prend celle de son parent. Changer les règles recalcule l’histoire sous une nouvelle version ; une amélioration n’est jamais de la maintenance ici.
explain-stages = Étapes
explain-stages-lead = Chaque statut d’un outil de suivi est l’une de huit étapes, aujourd’hui comme hier. Un ticket est ouvert tant qu’il n’est ni terminé ni abandonné.

principle-closed = Les chiffres parlent de semaines closes. La semaine en cours est marquée provisoire et ne lève jamais d’alerte.
principle-open = Chaque chiffre s’ouvre : les lignes derrière lui sont listées, et leur somme est exactement ce chiffre.
principle-null = L’absence n’est pas zéro. Sans dénominateur, un tiret s’affiche ; zéro heure reste zéro.
principle-seconds = Les heures sont gardées en secondes entières et arrondies seulement à l’affichage : les sommes ne dérivent pas.
principle-nothing-dropped = Rien n’est écarté en silence : ce qui n’a pas de squad est « unattributed », ce qui n’a pas de règle est « non classé ».
principle-one-owner = À tout instant un ticket a une seule squad, et une heure une seule squad ou des fractions exactes de somme un.
principle-no-ranking = Aucun chiffre ne classe ni ne compare des personnes.

explain-logged-h = Heures saisies
explain-logged-h-definition = Tout le temps saisi par les membres de la squad dans la semaine, corrections comprises.
explain-logged-h-formula = Σ secondes saisies ÷ 3 600
explain-logged-h-unit = heures
explain-logged-h-example = 18 000 s + 9 000 s − 1 800 s (une correction) = 25 200 s = 7 h
explain-maintenance-h = Heures de maintenance
explain-maintenance-h-definition = La part de ces heures passée sur des tickets qui comptent comme maintenance.
explain-maintenance-h-formula = Σ secondes saisies de catégorie « maintenance » ÷ 3 600
explain-maintenance-h-unit = heures
explain-maintenance-h-example = sur 7 h, 2,5 h sur un bogue et 4,5 h sur une nouveauté : 2,5 h
explain-maintenance-share = Part de maintenance
explain-maintenance-share-definition = La part du temps saisi qui est allée à la maintenance. C’est la courbe des graphiques.
explain-maintenance-share-formula = heures de maintenance ÷ heures saisies ; un tiret si rien n’est saisi
explain-maintenance-share-unit = pourcentage
explain-maintenance-share-example = 2,5 h ÷ 7 h = 36 %
explain-capacity-h = Capacité
explain-capacity-h-definition = Les heures dont les membres disposaient, jours fériés et absences déduits. La raison d’une absence n’est jamais gardée.
explain-capacity-h-formula = Σ membres : allocation × heures ouvrées − heures d’absence
explain-capacity-h-unit = heures
explain-capacity-h-example = 4 personnes à 100 % et une à 50 %, 35 h par semaine, une absence de 7 h : 157,5 h − 7 h = 150,5 h
explain-maintenance-load = Charge de maintenance
explain-maintenance-load-definition = La maintenance face à ce dont la squad disposait, que tout soit saisi ou non.
explain-maintenance-load-formula = heures de maintenance ÷ capacité
explain-maintenance-load-unit = pourcentage
explain-maintenance-load-example = 60 h ÷ 150,5 h = 40 %
explain-coverage = Couverture
explain-coverage-definition = La part de la capacité qui est saisie. Sous le seuil, une part est dessinée en creux et ne lève ni n’arrête aucune alerte.
explain-coverage-formula = heures saisies ÷ capacité ; un tiret sans appartenances
explain-coverage-unit = pourcentage ; les heures supplémentaires peuvent dépasser 100 %
explain-coverage-example = 120 h ÷ 150,5 h = 80 %
explain-arrivals = Arrivées et départs
explain-arrivals-definition = Les tickets de maintenance entrés dans le stock ouvert de la squad ou sortis : créés, rouverts, reçus ou reclassés ; terminés, abandonnés, transmis ou reclassés.
explain-arrivals-formula = nombre d’événements dans la semaine
explain-arrivals-unit = tickets
explain-arrivals-example = 5 créés, 1 rouvert, 1 transmis par une autre squad : 7 arrivées
explain-backlog = Stock
explain-backlog-definition = Les tickets de maintenance ouverts en fin de semaine.
explain-backlog-formula = stock précédent + arrivées − départs, toujours
explain-backlog-unit = tickets
explain-backlog-example = 40 + 7 − 5 = 42
explain-rates = Rythmes et flux net
explain-rates-definition = Combien de tickets arrivent et partent par semaine ces derniers temps, et la différence.
explain-rates-formula = λ et μ = moyennes des 4 dernières semaines closes ; flux net = λ − μ
explain-rates-unit = tickets par semaine
explain-rates-example = arrivées 7, 5, 6, 6 : λ = 6 ; départs 8, 8, 7, 9 : μ = 8 ; flux net = −2
explain-drain-weeks = Résorbé en
explain-drain-weeks-definition = Quand le stock serait vide à ce rythme.
explain-drain-weeks-formula = stock ÷ (μ − λ) si μ > λ, sinon jamais
explain-drain-weeks-unit = semaines
explain-drain-weeks-example = 42 ÷ (8 − 6) = 21 semaines
explain-ages = Âges
explain-ages-definition = L’âge des tickets de maintenance ouverts : la moitié n’ont pas plus de p50, 85 sur 100 pas plus de p85.
explain-ages-formula = centiles (rang le plus proche) des jours entiers depuis la création
explain-ages-unit = jours
explain-ages-example = âges 1, 2, 3, 8, 40 : p50 = 3, p85 = 40
explain-spell = Période sous l’eau
explain-spell-definition = Une suite de semaines au-dessus de la ligne. Elle commence avec la première de n semaines de suite sur la ligne ou au-dessus et finit avec la dernière semaine avant n semaines de suite sous la ligne de retour. Une semaine sous le seuil de couverture ne change rien.
explain-spell-formula = début : n semaines ≥ ligne ; fin : n semaines < ligne de retour
explain-spell-unit = semaines
explain-spell-example = 30 36 34 40 52 48 33 29 28 avec ligne 35, retour 30 et n = 2 : une période, semaines 4 à 7, pic 52 %
explain-hours-above-line = Heures au-dessus de la ligne
explain-hours-above-line-definition = Ce qu’une période a coûté au-delà de ce que la ligne permet.
explain-hours-above-line-formula = Σ max(0, heures de maintenance − ligne × heures saisies) sur la période
explain-hours-above-line-unit = heures
explain-hours-above-line-example = 52 h sur 100 h avec une ligne de 35 % : 17 h
