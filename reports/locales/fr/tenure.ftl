# Les squads qui commencent, finissent et passent le relais.

squad-ended = terminée le { $day }
squad-began-on = Cette squad a commencé le { $day }.
squad-ended-on = Cette squad s’est terminée le { $day } : elle n’est ni à flot ni sous l’eau.
squad-predecessors = Elle a pris la suite de
squad-successors = Ce qui a suivi :
