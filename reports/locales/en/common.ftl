# Words that pages and charts share.
unit-points = pts
days = { $n ->
    [one] { $count } day
   *[other] { $count } days
}
weeks = { $n ->
    [one] { $count } week
   *[other] { $count } weeks
}
weeks-short = { $count } wk
total = Total

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

state-none = no data
state-calm = afloat
state-warn = under water
state-critical = deep under water
since-week = since { $week }
below-gate = too few hours logged
severity-warn = warning
severity-critical = critical

category-maintenance = Maintenance
category-new = New
category-improve = Improve
category-productivity = Productivity
category-overhead = Overhead
category-uncategorised = Uncategorised
type-none = no type
type-corrective = corrective
type-emergency = emergency
type-preventive = preventive
type-adaptive = adaptive
type-user-support = user support
type-operations = operations

stage-intake = intake
stage-triage = triage
stage-queue = waiting
stage-active = active
stage-blocked = blocked
stage-review = review
stage-done = done
stage-dropped = dropped

method-worklogs = logged hours
method-activity = activity, no time logs

direction-up = getting deeper
direction-flat = steady
direction-down = getting lighter
direction-unknown = not enough weeks
drain-never = never
drain-empty = nothing open

figure-logged = hours logged
figure-maintenance = maintenance hours
figure-capacity = Capacity
figure-arrivals = arrivals
figure-departures = departures
figure-backlog = open maintenance tickets

grain-week = week
grain-month = month
grain-quarter = quarter

alert-ok = fine
alert-pending = pending
alert-firing = firing
alert-recovering = recovering
alert-confirmed = confirmed
alert-withdrawn = withdrawn by late data
