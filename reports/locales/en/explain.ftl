# How every figure is computed.
explain-headline = How every figure is computed
explain-lead = One definition for each figure, the same on every page, chart, alert and export.
explain-contents = Figures
explain-principles = What holds for every figure
explain-figures = The figures
explain-formula = Formula
explain-unit = Unit
explain-example = Example
explain-time-zone = Weeks begin on Monday in the time zone { $zone }.
explain-thresholds = The lines in force
threshold-warn = Warning line
threshold-critical = Critical line
threshold-clear = Clear line, against the line it clears
threshold-weeks = Weeks it takes each way
threshold-gate = Coverage gate
explain-ownership = Who owns what
explain-ownership-ticket = A ticket belongs to one squad at any time: the one its own history names; else the first mapping below that fits its fields as they were then; else the squad of its assignee; else “unattributed”.
explain-ownership-worklog = Hours belong to the squad their author was a member of on the day of the work. If there were several, the ticket’s squad if it is one of them, else they are split by allocation. Without a membership, they follow the ticket.
explain-mapping = From a ticket’s fields to its squad; the first that fits wins
explain-rules = What counts as maintenance
explain-rules-lead = The first rule that matches decides. A subtask that matches none takes its parent’s. Changing the rules restates history under a new version; enhancements are never maintenance here.
explain-stages = Stages
explain-stages-lead = Every status of a tracker is one of eight stages, now and in the past alike. A ticket is open until it is done or dropped.

principle-closed = Figures speak of closed weeks. The running week is marked as provisional and never raises an alert.
principle-open = Every figure can be opened: the rows behind it are listed, and add up to it exactly.
principle-null = Null is not zero. Where there is nothing to divide by, a dash is shown; zero hours are zero.
principle-seconds = Hours are kept as whole seconds and rounded only when shown, so sums never drift.
principle-nothing-dropped = Nothing is dropped silently: what fits no squad is “unattributed”, what fits no rule is “uncategorised”.
principle-one-owner = At any time a ticket has one squad, and an hour one squad or exact fractions that sum to one.
principle-no-ranking = No figure ranks or compares people.

explain-logged-h = Hours logged
explain-logged-h-definition = All the time the squad’s members logged in the week, corrections included.
explain-logged-h-formula = Σ worklog seconds ÷ 3,600
explain-logged-h-unit = hours
explain-logged-h-example = 18,000 s + 9,000 s − 1,800 s (a correction) = 25,200 s = 7 h
explain-maintenance-h = Maintenance hours
explain-maintenance-h-definition = The part of those hours spent on tickets that count as maintenance.
explain-maintenance-h-formula = Σ worklog seconds of category “maintenance” ÷ 3,600
explain-maintenance-h-unit = hours
explain-maintenance-h-example = of 7 h, 2.5 h on a bug and 4.5 h on a new feature: 2.5 h
explain-maintenance-share = Maintenance share
explain-maintenance-share-definition = How much of the logged time went to maintenance. This is the line on the charts.
explain-maintenance-share-formula = maintenance hours ÷ hours logged; a dash when nothing was logged
explain-maintenance-share-unit = percent
explain-maintenance-share-example = 2.5 h ÷ 7 h = 36 %
explain-capacity-h = Capacity
explain-capacity-h-definition = The hours the members had that week, public holidays and absences taken off. Why somebody was absent is never kept.
explain-capacity-h-formula = Σ members: allocation × working hours − absence hours
explain-capacity-h-unit = hours
explain-capacity-h-example = 4 people at 100 % and one at 50 %, 35 h a week, one absent for 7 h: 157.5 h − 7 h = 150.5 h
explain-maintenance-load = Maintenance load
explain-maintenance-load-definition = Maintenance against what the squad had, whether or not everything was logged.
explain-maintenance-load-formula = maintenance hours ÷ capacity
explain-maintenance-load-unit = percent
explain-maintenance-load-example = 60 h ÷ 150.5 h = 40 %
explain-coverage = Coverage
explain-coverage-definition = How much of the capacity was logged. Below the gate, a share is shown hollow and neither raises nor ends an alert.
explain-coverage-formula = hours logged ÷ capacity; a dash without memberships
explain-coverage-unit = percent; overtime can pass 100 %
explain-coverage-example = 120 h ÷ 150.5 h = 80 %
explain-arrivals = Arrivals and departures
explain-arrivals-definition = Maintenance tickets that entered or left the squad’s open stock: created, reopened, routed or reclassified in; finished, dropped, routed or reclassified out.
explain-arrivals-formula = counts of events in the week
explain-arrivals-unit = tickets
explain-arrivals-example = 5 created, 1 reopened, 1 sent here by another squad: 7 arrivals
explain-backlog = Backlog
explain-backlog-definition = Maintenance tickets open at the end of the week.
explain-backlog-formula = previous backlog + arrivals − departures, always
explain-backlog-unit = tickets
explain-backlog-example = 40 + 7 − 5 = 42
explain-rates = Rates and net flow
explain-rates-definition = How many tickets arrive and leave a week of late, and the difference.
explain-rates-formula = λ and μ = means over the last 4 closed weeks; net flow = λ − μ
explain-rates-unit = tickets a week
explain-rates-example = arrivals 7, 5, 6, 6: λ = 6; departures 8, 8, 7, 9: μ = 8; net flow = −2
explain-drain-weeks = Drained in
explain-drain-weeks-definition = When the backlog would be empty at that pace.
explain-drain-weeks-formula = backlog ÷ (μ − λ) when μ > λ, else never
explain-drain-weeks-unit = weeks
explain-drain-weeks-example = 42 ÷ (8 − 6) = 21 weeks
explain-ages = Ages
explain-ages-definition = How old open maintenance tickets are: half are no older than p50, 85 in 100 no older than p85.
explain-ages-formula = nearest-rank percentiles of whole days since creation
explain-ages-unit = days
explain-ages-example = ages 1, 2, 3, 8, 40: p50 = 3, p85 = 40
explain-spell = Spell under water
explain-spell-definition = A stretch of weeks over the line. It starts with the first of n weeks in a row on or over the line and ends with the last week before n weeks in a row under the clear line. A week under the coverage gate changes nothing.
explain-spell-formula = start: n weeks ≥ line; end: n weeks < clear line
explain-spell-unit = weeks
explain-spell-example = 30 36 34 40 52 48 33 29 28 with line 35, clear line 30 and n = 2: one spell, weeks 4 to 7, peak 52 %
explain-hours-above-line = Hours over the line
explain-hours-above-line-definition = What a spell cost beyond what the line allows.
explain-hours-above-line-formula = Σ max(0, maintenance hours − line × hours logged) over the spell
explain-hours-above-line-unit = hours
explain-hours-above-line-example = 52 h of 100 h with a line of 35 %: 17 h
