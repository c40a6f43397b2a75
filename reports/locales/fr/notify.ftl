# Mots des messages.
metric-maintenance-share = Part de maintenance
metric-maintenance-load = Charge de maintenance
metric-coverage = Couverture
metric-undrained-flow = Croissance du stock
metric-backlog = Stock
metric-open-age-p85 = Âge des tickets ouverts
metric-forward-load = Charge à venir
metric-misroute-rate = Part de mauvais aiguillages
metric-source-age = Âge des données

notify-title-raised = { $subject } : { $metric } à { $value } depuis { $since } (ligne { $raise })
notify-title-ended = { $subject } : { $metric } revenue à { $value } en { $week }
notify-title-confirmed = { $subject } : { $metric } à { $value } depuis { $since }, confirmée par des données tardives
notify-title-withdrawn = { $subject } : { $metric } retirée, des données tardives l’ont reprise
notify-title-reminder = { $subject } : { $metric } toujours à { $value } depuis { $since } (ligne { $raise })
notify-summary-raised = { $metric } de { $subject } : la ligne de { $raise } est atteinte depuis assez longtemps, { $value } en { $week }, dernière semaine close.
notify-summary-ended = { $metric } de { $subject } : du bon côté de { $clear } depuis assez longtemps, { $value } en { $week }.
notify-summary-confirmed = Des heures arrivées en retard ont changé les semaines annoncées. L’alerte tient : { $value } en { $week }.
notify-summary-withdrawn = Des heures arrivées en retard ont changé les semaines annoncées. L’alerte ne tient pas : { $value } en { $week }.
notify-summary-reminder = Personne n’en a accusé réception, et elle n’est pas finie : { $value } en { $week }, dernière semaine close.
notify-rule = Règle { $rule } : levée à { $raise }, finie au-delà de { $clear }. Seules les semaines closes comptent.
notify-owner = Responsable
notify-link = Ouvrir dans Plimsoll
notify-footer = Plimsoll de { $organisation } envoie ceci au canal « { $channel } ». Accusez réception d’une alerte dans Plimsoll, ou mettez-la en sourdine, pour ne plus en entendre parler.
notify-count = { $value }
notify-per-week = { $value } par semaine
notify-days = { $value } jours
notify-do-maintenance-load = Regardez ensemble ce que la squad a reçu : déplacez ce qui appartient à d’autres, et retirez quelque chose du plan.
notify-do-coverage = Demandez à la squad de compléter ses heures : d’ici là, ses autres chiffres ne prouvent rien.
notify-do-undrained-flow = Il en arrive plus qu’il n’en part. Regardez d’où viennent les tickets, et décidez ce qui ne sera pas fait.
notify-do-backlog = Parcourez ensemble les plus vieux tickets ouverts : finissez-les, transmettez-les ou abandonnez-les.
notify-do-open-age-p85 = Parcourez ensemble les plus vieux tickets ouverts : finissez-les, transmettez-les ou abandonnez-les.
notify-do-forward-load = Les quatre prochaines semaines demandent plus que la squad ne peut donner. Déplacez un engagement avant qu’il ne soit en retard.
notify-do-misroute-rate = Regardez où les tickets arrivent d’abord, et reprenez les suggestions d’aiguillage qui tiennent.
notify-do-source-age = Vérifiez que l’import tourne : les chiffres sont ceux de la dernière fois.

notify-test-subject = Plimsoll : un essai du canal { $channel }
notify-test-title = Les messages arrivent
notify-test-summary = Quelqu’un a essayé le canal « { $channel } » de Plimsoll chez { $organisation }. Les alertes viendront par le même chemin. Il n’y a rien à faire.

notify-digest-title = { $n ->
    [0] { $tribe } : tout est calme
    [one] { $tribe } : une alerte
   *[other] { $tribe } : { $n } alertes
}
notify-digest-summary = { $n ->
    [0] Le { $day }, rien de { $tribe } ni de ses squads n’est au-dessus d’une ligne.
   *[other] Ce qui est au-dessus d’une ligne dans { $tribe } et ses squads le { $day }, le pire d’abord.
}
notify-digest-since = depuis { $since }, ligne { $raise }

notifications-title = Messages
notifications-headline = { $n ->
    [0] Tous les messages sont arrivés, ou en chemin.
    [one] { $count } message a été abandonné.
   *[other] { $count } messages ont été abandonnés.
}
notifications-basis = Un message est réessayé pendant des heures tant que son destinataire est absent. Refusé, ou essayé trop souvent, il est abandonné jusqu’à ce que quelqu’un réessaie.
notifications-dead = Abandonnés
notifications-no-dead = Aucun message n’a été abandonné.
notifications-latest = Les derniers
notifications-none = Personne n’a encore été prévenu de quoi que ce soit.
notifications-planned = Prévu
notifications-channel = Canal
notifications-message = Message
notifications-attempts = Essais
notifications-sent = Reçu
notifications-again = Réessayer
notification-transition = Changement
notification-reminder = Rappel
notification-digest = Résumé
notification-test = Essai
delivery-pending = en attente
delivery-sending = en cours d’envoi
delivery-sent = envoyé
delivery-dead = abandonné
delivery-dropped = retenu
