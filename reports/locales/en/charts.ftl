# Words on the charts.
chart-period = { $from } to { $to }
chart-how = How it is computed: { $how }
chart-as-of = Data as of { $at } · rules { $rules }
chart-empty = No data in this period.
chart-as-png = Picture (PNG)
chart-as-svg = Drawing (SVG)
note-stale = { $source } not read since { $at }
note-never-read = { $source } never read
note-low-coverage = { $n ->
    [one] { $count } week under { $gate } coverage, shown hollow
   *[other] { $count } weeks under { $gate } coverage, shown hollow
}
note-no-capacity = capacity unknown: coverage cannot be told

load-line-title = { $subject } · time spent on maintenance
load-line-unit-week = share of logged hours, in percent a week
load-line-unit-month = share of logged hours, in percent a month
load-line-unit-quarter = share of logged hours, in percent a quarter
load-line-how = { $n ->
    [one] maintenance hours ÷ logged hours. Under water: from the first week on or over a line to the last before one clear of it.
   *[other] maintenance hours ÷ logged hours. Under water: { $count } weeks in a row on or over a line, until { $count } weeks clear of it.
}
load-line-how-activity = person-days split over the tickets active that day. Such a share always sums to 100 % over all work and cannot show overload.
load-line-unit-activity-week = share of active time, in percent a week
load-line-unit-activity-month = share of active time, in percent a month
load-line-unit-activity-quarter = share of active time, in percent a quarter
load-line-description = Latest closed period { $latestPeriod }: { $latest }. Worst: { $peakPeriod }, { $peak }.
load-line-spells = { $n ->
    [0] Never under water.
    [one] Under water once.
   *[other] Under water { $count } times.
}
load-line-peak = worst { $share } · { $period }
line-warn = { $share } warning line
line-critical = { $share } critical line
spell-open = under water since { $since }
spell-closed = { $from } → { $to }

hours-title = { $subject } · where the hours went
hours-unit-week = hours logged a week, by kind of work
hours-unit-month = hours logged a month, by kind of work
hours-unit-quarter = hours logged a quarter, by kind of work
hours-how = logged hours by the category of their ticket; capacity is what the members had, less holidays and absences.

backlog-title = { $subject } · maintenance tickets in, out and left
backlog-unit-week = tickets; above: open at the end of the week, below: arrivals and departures a week
backlog-unit-month = tickets; above: open at the end of the month, below: arrivals and departures a month
backlog-unit-quarter = tickets; above: open at the end of the quarter, below: arrivals and departures a quarter
backlog-how = backlog = previous backlog + arrivals − departures, always.
backlog-description = { $arrivals } arrived, { $departures } left, { $backlog } are open.
backlog-open = open now

ages-title = { $subject } · age of open maintenance tickets
ages-unit-week = whole days since creation, at the end of each week
ages-unit-month = whole days since creation, at the end of each month
ages-unit-quarter = whole days since creation, at the end of each quarter
ages-how = exact percentiles (nearest rank) of the age of the tickets open at that time.
ages-description = Half of the open tickets are older than { $p50 } days, 15 in 100 older than { $p85 } days.
ages-p50 = median (p50)
ages-p85 = 85th percentile (p85)

fleet-chart-title = { $subject } · who is under water
fleet-chart-unit = share of time spent on maintenance against each squad's line, closed week { $week }
fleet-chart-how = a ship lies as deep as its share is high; its mark stands at the warning line.
timeline-title = { $subject } · under water, and since when
timeline-unit = one row a squad, one bar a spell under water, closed weeks
timeline-how = { $n ->
    [one] under water from the first week on or over the line to the last before one clear of it.
   *[other] under water: { $count } weeks in a row on or over the line, until { $count } weeks clear of it.
}
