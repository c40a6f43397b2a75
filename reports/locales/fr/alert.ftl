# Une alerte expliquée.

alert-page-firing = { $subject } : { $metric } { $value } en { $week }, au-delà de la ligne de { $raise } depuis { $since }
alert-page-pending = { $subject } : { $metric } { $value } en { $week }, au-delà de la ligne de { $raise } depuis { $since }, pas encore assez longtemps
alert-page-recovering = { $subject } : { $metric } { $value } en { $week }, du bon côté de { $clear }, pas encore assez longtemps
alert-page-ok = { $subject } : { $metric } { $value } en { $week }, rien d’inquiétant (ligne { $raise })
alert-page-confirmed = { $subject } : { $metric } { $value } en { $week }, confirmée par des données tardives
alert-page-withdrawn = { $subject } : { $metric } { $value } en { $week }, retirée par des données tardives
alert-page-quiet = Qui est prévenu
alert-page-no-weeks = Cette mesure est celle de l’instant : il n’y a pas de semaines à montrer.
alert-page-tickets = Les tickets qui pèsent le plus depuis le début

alert-held-low-coverage = Trop peu d’heures ont été saisies la dernière semaine : elle ne prouve rien, et l’état est gardé.
alert-held-stale-source = Une source n’a pas été lue depuis trop longtemps : la dernière semaine ne prouve rien, et l’état est gardé.
alert-held-no-value = Il n’y avait rien à mesurer la dernière semaine : l’état est gardé.

column-made-of = Nombre de lignes
