# One alert, explained.

alert-page-firing = { $subject }: { $metric } { $value } in { $week }, beyond the line of { $raise } since { $since }
alert-page-pending = { $subject }: { $metric } { $value } in { $week }, beyond the line of { $raise } since { $since }, not yet for long enough
alert-page-recovering = { $subject }: { $metric } { $value } in { $week }, on the good side of { $clear }, not yet for long enough
alert-page-ok = { $subject }: { $metric } { $value } in { $week }, nothing to worry about (line { $raise })
alert-page-confirmed = { $subject }: { $metric } { $value } in { $week }, confirmed by late data
alert-page-withdrawn = { $subject }: { $metric } { $value } in { $week }, withdrawn by late data
alert-page-quiet = Who is told
alert-page-no-weeks = This is measured as of now: there are no weeks to show.
alert-page-tickets = The tickets that weigh most since it began

alert-held-low-coverage = Too few hours were logged in the last week: it proves nothing, and the state is kept.
alert-held-stale-source = A source was not read for too long: the last week proves nothing, and the state is kept.
alert-held-no-value = There was nothing to measure in the last week: the state is kept.

column-made-of = Made of, rows
