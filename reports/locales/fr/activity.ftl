# Parts tirées de l’activité, là où personne ne saisit d’heures.
figure-active-days = jours-personnes avec des tickets actifs
figure-maintenance-days = jours-personnes de maintenance
column-person-days = Jours-personnes
person-days = { $days } jours-personnes
activity-tickets = Les tickets derrière ces jours-personnes
explain-activity = Parts tirées de l’activité
explain-activity-definition = Là où personne ne saisit d’heures : chaque jour-personne est réparti à parts égales entre les tickets que la personne avait en cours ce jour-là. De telles parts font toujours 100 % et ne peuvent pas montrer une surcharge : aucune période sous l’eau n’en vient.
explain-activity-formula = jours-personnes de maintenance ÷ jours-personnes avec des tickets actifs ; les jours chômés ne comptent pas
explain-activity-unit = pour cent ; jours-personnes
explain-activity-example = trois tickets le mardi, dont deux bugs, une story les quatre autres jours : 0,67 ÷ 5 = 13 %
