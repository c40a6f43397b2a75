# Words of messages to people.
metric-maintenance-share = Maintenance share
metric-maintenance-load = Maintenance load
metric-coverage = Coverage
metric-undrained-flow = Backlog growth
metric-backlog = Backlog
metric-open-age-p85 = Age of open tickets
metric-forward-load = Forward load
metric-misroute-rate = Misroute rate
metric-source-age = Age of the data

notify-title-raised = { $subject }: { $metric } at { $value } since { $since } (line { $raise })
notify-title-ended = { $subject }: { $metric } is back at { $value } in { $week }
notify-title-confirmed = { $subject }: late data confirm { $metric } at { $value } since { $since }
notify-title-withdrawn = { $subject }: withdrawn, late data took { $metric } back
notify-title-reminder = { $subject }: { $metric } still at { $value } since { $since } (line { $raise })
notify-summary-raised = { $metric } of { $subject } has reached the line of { $raise } for long enough: { $value } in { $week }, the last closed week.
notify-summary-ended = { $metric } of { $subject } has been on the good side of { $clear } for long enough: { $value } in { $week }.
notify-summary-confirmed = Hours came in late and changed the weeks you were told of. The alert holds: { $value } in { $week }.
notify-summary-withdrawn = Hours came in late and changed the weeks you were told of. The alert does not hold: { $value } in { $week }.
notify-summary-reminder = Nobody has acknowledged it, and it has not ended: { $value } in { $week }, the last closed week.
notify-rule = Rule { $rule }: it is raised at { $raise }, and ends on the other side of { $clear }. Only closed weeks count.
notify-owner = Owner
notify-link = Open in Plimsoll
notify-footer = Plimsoll of { $organisation } sends this to channel “{ $channel }”. Acknowledge or silence an alert in Plimsoll to hear no more of it.
notify-count = { $value }
notify-per-week = { $value } a week
notify-days = { $value } days
notify-do-maintenance-load = Look at what the squad was given together: move what belongs elsewhere, and take something out of the plan.
notify-do-coverage = Ask the squad to complete its hours: until then its other figures prove nothing.
notify-do-undrained-flow = More arrives than leaves. Look at where the tickets come from, and decide what will not be done.
notify-do-backlog = Go through the oldest open tickets together: finish, hand over or drop them.
notify-do-open-age-p85 = Go through the oldest open tickets together: finish, hand over or drop them.
notify-do-forward-load = The next four weeks hold more than the squad can give. Move a commitment before it is late.
notify-do-misroute-rate = Look at where tickets first go, and take over the routing suggestions that hold.
notify-do-source-age = Check that the import runs: figures are of the last time it did.

notify-test-subject = Plimsoll: a test of channel { $channel }
notify-test-title = Messages arrive
notify-test-summary = Somebody tried the channel “{ $channel }” of Plimsoll at { $organisation }. Alerts will come the same way. There is nothing to do.

notify-digest-title = { $n ->
    [0] { $tribe }: all calm
    [one] { $tribe }: one alert
   *[other] { $tribe }: { $n } alerts
}
notify-digest-summary = { $n ->
    [0] On { $day } nothing of { $tribe } and its squads is over a line.
   *[other] What is over a line in { $tribe } and its squads on { $day }, worst first.
}
notify-digest-since = since { $since }, line { $raise }

notifications-title = Messages
notifications-headline = { $n ->
    [0] Every message arrived, or is on its way.
    [one] { $count } message was given up.
   *[other] { $count } messages were given up.
}
notifications-basis = A message is tried again for hours while its receiver is away. One that is refused, or tried too often, is given up until somebody tries again.
notifications-dead = Given up
notifications-no-dead = No message was given up.
notifications-latest = The latest
notifications-none = Nobody was told of anything yet.
notifications-planned = Planned
notifications-channel = Channel
notifications-message = Message
notifications-attempts = Tries
notifications-sent = Taken
notifications-again = Try again
notification-transition = Change
notification-reminder = Reminder
notification-digest = Digest
notification-test = Test
delivery-pending = waits
delivery-sending = is being sent
delivery-sent = sent
delivery-dead = given up
delivery-dropped = held back
