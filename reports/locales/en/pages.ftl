# Words of the pages.
skip-link = Skip to the content
brand-label = Plimsoll, home
nav-label = Main
nav-fleet = Fleet
nav-alerts = Alerts
nav-quality = Data quality
nav-explain = How it is computed
language-label = Language
theme-label = Colours
theme-auto = as the device
theme-light = light
theme-dark = dark
sign-out = Sign out
trail-label = You are here
list-next = Next rows →
notices-label = About the data
notice-see-quality = See data quality
notice-stale = { $source } was last read on { $at }. Its figures are old.
notice-never-read = { $source } has never been read.
notice-low-coverage = { $squad } logged only { $coverage } of its capacity in { $week } (gate { $gate }): read its share with care.
notice-activity = There are no time logs: shares come from activity. They always sum to 100 % and cannot show overload.
notice-no-data = There are no data yet. Import files with “plimsoll import”, or look at a made-up company with “plimsoll demo”.
footer-as-of = Data as of { $at }
footer-no-data = No data yet
footer-rules = Rules { $version }
footer-data = Data { $version }

fleet-headline = { $n ->
    [0] No squad is under water.
    [one] { $count } of { $total } squads is under water.
   *[other] { $count } of { $total } squads are under water.
}
fleet-longest = Longest:
fleet-longest-since = since { $week } ({ $weeks }).
fleet-basis = Closed week { $week }. A ship lies as deep as its share of maintenance is high; when its mark is under, the squad is over its line.
fleet-empty = No squad has any hours yet. Import your files, and the fleet will be here.
fleet-alerts = What needs attention
fleet-table = Squad by squad
fleet-timeline = Two years at a glance
filter-tribe = Tribe
filter-all-tribes = all
squads-caption = Squads
squads-caption-week = Squads in closed week { $week }

column-squad = Squad
column-tribe = Tribe
column-share = Maintenance
column-line = Line
column-state = State
column-since = Since
column-direction = 4 weeks
column-backlog = Backlog
column-drain = Drained in
column-coverage = Coverage
column-recent = Last 26 weeks
column-severity = Severity
column-rule = Rule
column-value = Latest
column-raise = Line
column-at = Found
column-change = Change
column-week = Week
column-weeks = Weeks
column-ticket = Ticket
column-tickets = Tickets
column-type = Type
column-why = Why
column-stage = Stage
column-hours = Hours
column-maintenance-hours = Maintenance
column-part = Part
column-share-of-maintenance = Of maintenance
column-start = From
column-end = To
column-peak = Peak
column-mean = Mean
column-hours-above = Hours over the line
column-what = What
column-effect = Effect
column-source = Source
column-kind = Kind
column-freshness = Freshness
column-last-success = Last read
column-rows = Rows
column-rejects = Refused
column-completeness = Completeness
column-check = Check
column-found = Found
column-of = Of
column-what-to-do = What to do
column-weeks-below = Weeks under the gate, of 26
column-day = Day
column-days = Days
column-category = Category
column-count = Count
column-order = Order
column-matches = Matches

squad-headline = { $share } of { $squad }’s time went to maintenance.
squad-headline-none = Nobody logged time for { $squad } in this period.
squad-worst = Worst: { $week }, { $share }.
squad-spells-count = { $n ->
    [0] Never under water.
    [one] Under water once.
   *[other] Under water { $count } times.
}
squad-basis = { $from } to { $to }: { $maintenance } of maintenance in { $logged } logged. Method: { $method }.
squad-load = Load over time
squad-week = The latest closed week, { $week }
squad-hours = Where the hours went
squad-flow = Tickets in, out and left
squad-tickets = The tickets behind it
squad-no-tickets = No maintenance hours in this period.
squad-drill = Every worklog behind the { $hours }
squad-spells = Spells under water
squad-no-spells = Never under water in this period.
squad-types = Kinds of maintenance
squad-interventions = What was decided, and what it changed
spell-still = still
window-label = Period
window-half-year = 26 weeks
window-year = 1 year
window-two-years = 2 years
window-all = everything
grain-label = By
hours-alt = { $maintenance } of maintenance in { $logged } logged, by kind of work.
flow-alt = Open maintenance tickets: { $backlog }. Drained in: { $drain }.
tile-line = line { $share }
tile-backlog = open maintenance tickets
tile-drain = at the pace of the last four weeks
tile-coverage = of capacity is logged
tile-capacity = that the members had this week

alert-title-ok = Afloat again
alert-title-pending = Over the line since { $week }, not yet for long enough
alert-title-firing = Under water since { $week }
alert-title-recovering = Under the clear line, but not yet for long enough; under water since { $week }
alert-title-confirmed = Under water since { $week }, confirmed by late data
alert-title-withdrawn = Withdrawn: late data took the spell of { $week } back
alert-rule = The alert is raised by { $weeks } closed weeks in a row at { $raise } or more, and ends before { $weeks } weeks in a row under { $clear }. A week with less than { $gate } coverage changes nothing.
alert-rule-name = Rule:
alert-trend = The last closed weeks
alert-heaviest = These tickets weigh most:
alert-what-to-do = What to do:
alert-do-up = It is still getting deeper. Look at the heaviest tickets together: move what belongs to another squad, and take something out of the plan.
alert-do-flat = It is steady, and will not pass by itself. Decide what to stop, what to fix for good, and write it down as an intervention to see whether it helps.
alert-do-down = It is getting lighter. Keep going, and check next week that it holds.
alert-do-unknown = There are too few weeks to see a direction. Check that the hours are complete before deciding.

alerts-headline = { $n ->
    [0] No alert is firing.
    [one] { $count } alert is firing.
   *[other] { $count } alerts are firing.
}
alerts-basis = An alert speaks of closed weeks only. Weeks with too few logged hours keep the state as it was.
alerts-current = Now
alerts-none = Nothing needs attention.
alerts-history = What changed
alerts-no-history = Nothing has changed yet.

tribe-totals = The tribe together, this week
tribe-hours = { $maintenance } of { $logged }

quality-all-well = Every source is fresh, and every check is clean.
quality-stale = { $n ->
    [0] Every source is fresh.
    [one] { $count } source is stale.
   *[other] { $count } sources are stale.
}
quality-found = { $n ->
    [0] Every check is clean.
    [one] { $count } check found something.
   *[other] { $count } checks found something.
}
quality-basis = Nothing is dropped silently: what fits nowhere is counted here, and listed.
quality-sources = Sources
quality-no-sources = No source is configured yet.
quality-checks = Checks
quality-coverage = Coverage
quality-coverage-gate = Logged hours against capacity. Weeks under { $gate } neither raise nor end an alert.
source-stale = stale
source-fresh = fresh
source-never = never
check-tickets-without-squad = Tickets without a squad
check-tickets-without-category = Tickets that no rule matches
check-tickets-without-estimate = Tickets without an estimate
check-tickets-without-due-date = Tickets without a due date
check-tickets-with-unknown-status = Tickets whose status is in no stage
check-worklogs-without-ticket = Worklogs on an unknown ticket
check-worklogs-without-squad = Worklogs without a squad
check-worklogs-in-future = Worklogs dated in the future
check-worklogs-over-day = More than 24 hours in one day
check-worklogs-negative = Corrections (negative worklogs)
check-people-without-membership = People without a squad
check-open-months = Months still open
check-do-tickets-without-squad = Add a squad mapping for their project, component or label.
check-do-tickets-without-category = Add a classification rule; until then they count as uncategorised.
check-do-tickets-without-estimate = Estimate them, or leave them out of estimate figures.
check-do-tickets-without-due-date = Nothing, unless they were promised for a date.
check-do-tickets-with-unknown-status = Name the status under [stages]; until then they count as intake.
check-do-worklogs-without-ticket = Import the tickets too, or correct their keys.
check-do-worklogs-without-squad = Add memberships for their authors.
check-do-worklogs-in-future = Correct their dates in the tracker.
check-do-worklogs-over-day = Correct them in the tracker: minutes may have been read as hours.
check-do-worklogs-negative = Nothing: corrections are counted. Look at them if there are many.
check-do-people-without-membership = Add their memberships, so that capacity and coverage are known.
check-do-open-months = Close them when their hours are complete.

drill-headline = { $n ->
    [one] { $rows } row adds up to { $total }.
   *[other] { $rows } rows add up to { $total }.
}
drill-agrees = Exactly the figure shown: { $figure }.
drill-differs = The figure shown was { $figure }. The data have changed since, or this is a defect: reload the page you came from.
drill-empty = There are no rows behind this figure.
drill-caption = The rows behind the figure
drill-page-total = On this page
drill-csv = All rows as CSV

why-rule = { $what }, because rule “{ $rule }” matched { $matched }.
why-none = { $what }: no rule matched this ticket.
why-inherited = Taken from its parent
ticket-fields = Fields
ticket-open-source = Open in { $source }
ticket-hours = Hours
ticket-no-hours = No hours were logged on this ticket.
ticket-spans = Where it has been
ticket-no-spans = The source keeps no history of this ticket.
span-open = now
field-type = Type
field-status = Status
field-project = Project
field-component = Component
field-priority = Priority
field-labels = Labels
field-created = Created
field-started = Started
field-finished = Finished
field-due = Due
field-estimate = Estimate
field-parent = Parent

login-headline = Sign in
login-name = Name
login-password = Password
login-submit = Sign in
login-wrong = That name and password do not fit. Try again.
login-too-many = { $n ->
    [one] Too many tries. Wait { $count } minute, then try again.
   *[other] Too many tries. Wait { $count } minutes, then try again.
}
login-expired = The form was too old. Please try again.
login-help = Forgotten your password? An administrator can set a new one with “plimsoll user”.

problem-where = Where
problem-what-to-do = What to do
problem-reference = Reference
problem-home = To the fleet
problem-bad-request = This address cannot be read.
problem-sign-in = Please sign in first.
problem-forbidden = You may not see this.
problem-not-found = There is nothing here.
problem-too-many = That was too much at once.
problem-internal = Something broke on our side.
problem-unavailable = The data cannot be read just now.
problem-do-bad-request = Check the filters in the address, or start again from the fleet.
problem-do-sign-in = Sign in; you will come back here.
problem-do-forbidden = Ask an administrator for a role that covers this squad or tribe.
problem-do-not-found = Check the address; the squad or ticket may have another name now.
problem-do-too-many = Wait a minute and try again.
problem-do-internal = Try again; if it stays, give an administrator the reference.
problem-do-unavailable = Try again in a minute; if it stays, run “plimsoll doctor”.
