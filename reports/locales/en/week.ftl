# A squad's week.

week-headline = { $share } of { $squad }’s week went to maintenance.
week-headline-none = Nobody has logged time for { $squad } this week.
week-running = still running: these figures are provisional
week-more = { $change } against its eight weeks before ({ $usual }).
week-less = { $change } against its eight weeks before ({ $usual }).
week-as-usual = As in its eight weeks before ({ $usual }).
week-no-usual = There is nothing before it to compare with.
week-choose = Other weeks
week-earlier = the week before
week-later = the week after
week-glance = The week in numbers
week-hours = { $maintenance } of { $logged }
week-came = Came in
week-went = Went out
week-list = list
week-created = { $count } new
week-reopened = { $n ->
    [one] { $count } came back
   *[other] { $count } came back
}
week-routed-in = { $count } from other squads
week-reclassified-in = { $count } turned out to be maintenance
week-finished = { $count } finished
week-dropped = { $count } dropped
week-routed-out = { $count } to other squads
week-reclassified-out = { $count } turned out to be other work
week-routed = Given to the wrong squad first
week-routed-none = Every ticket came to the right squad at once.
week-ways-out = { $n ->
    [one] { $count } ticket belonged to another squad: { $squads } ({ $days } after its creation).
   *[other] { $count } tickets belonged to other squads: { $squads } ({ $days } after their creation, in the median).
}
week-ways-in = { $n ->
    [one] { $count } ticket of this squad had been given to another: { $squads } ({ $days } after its creation).
   *[other] { $count } tickets of this squad had been given to others: { $squads } ({ $days } after their creation, in the median).
}
week-all-out = all that went out
week-all-in = all that came in
week-way = Way
week-from = from
week-to = to
week-detour = After
week-came-back = Came back after it was closed
week-came-back-none = Nothing came back.
week-oldest = Has waited longest
week-oldest-none = No maintenance ticket is open.
week-created-on = Created
week-age = Age
week-tickets = The tickets that took the most maintenance hours
week-mix-none = Nobody logged time.
week-page = The squad’s week, ticket by ticket
