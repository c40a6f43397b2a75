# The alerts: what is measured, and why nobody is told.

column-whom = Whom
column-measure = Measured
column-quiet = Quiet

measure-maintenance-share = Maintenance share
measure-maintenance-load = Maintenance load
measure-coverage = Logged against capacity
measure-undrained-flow = Net inflow, tickets a week
measure-backlog = Open maintenance tickets
measure-open-age = Age of open tickets, days (85 in 100)
measure-forward-load = Load of the next four weeks
measure-misroute-rate = Misrouted tickets
measure-source-age = Age of the source, in its intervals

hush-silenced = silenced by
hush-inhibited = told by the alert about
hush-acknowledged = taken by
hush-act = Take or silence
hush-note = Note
hush-take = I take it
hush-reason = Reason
hush-hours = Hours
hush-silence = Silence it
hush-end = End the silence
