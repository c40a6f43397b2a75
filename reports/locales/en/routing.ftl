# Words about how tickets find their squad: the page, its chart, and a squad's section.
nav-routing = Routing
window-quarter = 13 weeks
figure-finished = maintenance tickets finished
figure-misrouted = tickets that changed squads
figure-detours = tickets another squad had first

routing-headline = { $n ->
    [one] { $rate } of { $count } maintenance ticket changed squads before it was finished.
   *[other] { $rate } of { $count } maintenance tickets changed squads before they were finished.
}
routing-headline-none = { $n ->
    [0] No maintenance ticket was finished in this period.
    [one] The only maintenance ticket was finished by the squad that had it first.
   *[other] All { $count } maintenance tickets were finished by the squad that had them first.
}
routing-lead = The detour cost { $p50 } in the median; 15 in 100 took { $p85 } or more.
routing-basis = Maintenance tickets finished from { $from } to { $to }. A ticket counts for the squad that had it first.
routing-given-to = First given to
routing-figures = Figures of this period
routing-misroute-rate = Misroute rate
routing-detour = Detour
routing-time-to-right = Time to the right squad
routing-time-to-triage = Time to triage
routing-hops = Hops
routing-ping-pong = Ping-pong
routing-tile-of = of
routing-tile-p85 = median; 85 in 100 took { $days } or less
routing-tile-hops = changes of squad a ticket, in the mean
routing-tile-ping-pong = tickets came back to a squad that had them before
routing-tickets = { $n ->
    [one] { $count } ticket
   *[other] { $count } tickets
}

routing-flows = From whom to whom
routing-flows-title = { $subject } · who had maintenance tickets first, and whose they were
routing-flows-unit = finished maintenance tickets; coloured where the first squad was not the right one
routing-flows-how = left, the first squad that had a ticket; right, the squad that finished it; a ribbon is as wide as its tickets are many.
routing-flows-description = { $finished } maintenance tickets were finished; { $apart } of them another squad had first.
routing-first = first given to
routing-right = finished by
routing-went-on = { $count } were others’
routing-came-over = { $count } came from others
routing-other-squads = { $n ->
    [one] { $count } other squad
   *[other] { $count } other squads
}

routing-matrix = The same as a table
routing-matrix-lead = A row is a squad that had tickets first, a column one that finished them. Every number opens its list.
routing-matrix-corner = First given to ↓ finished by →
routing-no-tickets = No maintenance ticket was finished in this period.

routing-suggestions = Rules that would have known
routing-suggestions-lead = Of the tickets that had this when they were created, nearly all were finished by one squad. A rule in the tracker’s automation would have sent them there at once.
routing-no-suggestions = Nothing that a new ticket has would have sent these tickets to the right squad at once: too few tickets, or too many squads that finish them.
routing-suggestions-csv = All suggestions as CSV
routing-rules = The rules for plimsoll.toml, to copy
routing-column-when = When a ticket has
routing-column-then = give it to
routing-column-share = Finished by them
routing-column-bound = at least (95 %)
routing-column-detours = Had a detour
routing-column-saved = It would have saved
routing-column-median = Median detour
routing-kind-project = project
routing-kind-component = component
routing-kind-label = label
routing-kind-reporter-group = reported by

routing-how = How it is computed
routing-how-owner = A ticket’s owners are the squads that had it, in order; a stretch with nobody is no owner and no hop. A ticket changed squads where there was more than one; back and forth is ping-pong.
routing-how-right = The right squad is the one that finished the ticket. The detour is the time from the first owner to the day that squad got it for good, in whole days, of the tickets that changed squads.
routing-how-when = Tickets count in the period in which they were finished, if they were maintenance then. Triage ends when a ticket leaves intake and triage; created beyond them, it took no time.
routing-how-whose = A ticket counts for the squad that had it first, so squads add up to tribes and the organisation. A suggestion needs 20 finished tickets, and a share whose 95 % interval (Wilson) starts at 80 % or more.
routing-how-blind = Not seen: tickets that are not finished yet, those that nobody owned when they were finished, and changes that the tracker keeps no history of.

squad-routing = What came here by mistake, and what was ours but went elsewhere
squad-routing-given = { $n ->
    [0] All { $all } tickets first given to this squad were its own.
   *[other] { $count } of { $all } tickets first given to this squad were others’.
}
squad-routing-own = { $n ->
    [0] All { $all } tickets that this squad finished came here first.
   *[other] { $count } of { $all } tickets that this squad finished went elsewhere first.
}
squad-routing-column-given = Whose they were
squad-routing-column-own = Who had them first
squad-routing-more = Routing of this squad in full

explain-routing = Misrouted, hops, ping-pong
explain-routing-definition = Finished maintenance tickets whose squad changed after the first one that had them, the changes, and those that came back to a squad that had them before. A ticket counts for its first squad; a stretch with nobody is no hop.
explain-routing-formula = misroute rate = misrouted ÷ finished; hops = changes of squad ÷ finished
explain-routing-unit = tickets, percent
explain-routing-example = 4 finished: two stayed, one changed once, one went away and came back: misrouted 2 of 4 = 50 %, hops (1 + 2) ÷ 4 = 0.75, ping-pong 1
explain-detour = Detour, time to triage, time to the right squad
explain-detour-definition = How long it took until a ticket was looked at, and until the squad that finished it got it for good; the detour is the way from the first squad to that one, of misrouted tickets only.
explain-detour-formula = nearest-rank percentiles of whole days: created → out of intake and triage; created → right squad; first squad → right squad
explain-detour-unit = days
explain-detour-example = detours of 3, 5, 9 and 20 days: p50 = 5, p85 = 20
explain-routing-suggestions = Routing suggestion
explain-routing-suggestions-definition = A project, component, label or reporter group whose finished tickets nearly all were one squad’s.
explain-routing-suggestions-formula = n ≥ 20, and the lower end of the 95 % interval (Wilson) of the squad’s share ≥ 80 %
explain-routing-suggestions-unit = percent
explain-routing-suggestions-example = 57 of 60: 95 %, at least 86 %: suggested; 19 of 20: 95 %, at least 76 %: not
