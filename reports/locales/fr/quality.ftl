# La confiance dans les données, au-delà des contrôles.

quality-not-known = inconnue
quality-completeness = L’exhaustivité compare les saisies lues aux totaux du traceur lui-même ; les fichiers n’apportent pas de totaux, elle est donc inconnue pour eux.
quality-open-months = Les mois ne peuvent pas encore être clos : chaque mois est ouvert, et des heures tardives le changent.
