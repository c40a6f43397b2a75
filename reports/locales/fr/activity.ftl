# Parts tirées de l’activité, là où personne ne saisit d’heures.
figure-active-days = jours-personne avec des tickets actifs
figure-maintenance-days = jours-personne de maintenance
column-person-days = Jours-personne
person-days = { $days } jours-personne
activity-tickets = Les tickets derrière ces jours-personne
