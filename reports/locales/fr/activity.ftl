# Parts tirées de l’activité, là où personne ne saisit d’heures.
figure-active-days = jours-personne avec des tickets actifs
figure-maintenance-days = jours-personne de maintenance
column-person-days = Jours-personne
person-days = { $days } jours-personne
activity-tickets = Les tickets derrière ces jours-personne
explain-activity = Parts tirées de l’activité
explain-activity-definition = Là où personne ne saisit d’heures : chaque jour-personne est réparti à parts égales entre les tickets que la personne avait en cours ce jour-là. De telles parts font toujours 100 % et ne peuvent pas montrer une surcharge : aucune période sous l’eau n’en vient.
explain-activity-formula = jours-personne de maintenance ÷ jours-personne avec des tickets actifs ; les jours chômés ne comptent pas
explain-activity-unit = pour cent ; jours-personne
explain-activity-example = trois tickets le mardi, dont deux bugs, une story les quatre autres jours : 0,67 ÷ 5 = 13 %
