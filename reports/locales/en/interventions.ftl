# Words of the own past, of decisions and of the timeline.
limits-label = What is usual
limits-shown = shown
limits-hidden = hidden
limits-band = usual for this squad, by its own past
limits-usual = usual { $low }–{ $high }
signal-outside = outside of the usual
signal-run-of-8 = eighth week in a row on one side

interventions-none = Nothing is written down yet.
interventions-how = Mean share of the 8 closed weeks after, less that of the 8 before, with its 95 % interval.
effect-too-early = too early to say
effect-weeks = weeks so far: { $before } before, { $after } after; 4 are needed
effect-means = after: { $after }, before: { $before }:
effect-change = { $change } [{ $low }, { $high }]
verdict-helped = helped
verdict-hurt = made it worse
verdict-no-clear-effect = no clear effect
intervention-debt-quarter = Debt quarter
intervention-rotation = Rotation
intervention-hiring = Hiring
intervention-rerouting = Rerouting
intervention-scope-cut = Scope cut
intervention-other = Other
intervention-for = for { $whom }
intervention-rebases = new limits from here
intervention-withdraw = Withdraw
intervention-record = Write down a decision
intervention-whom = For whom
intervention-from = From
intervention-to = To
intervention-to-help = Leave it empty while it goes on.
intervention-note = A few words
intervention-rebase = New limits from here
intervention-rebase-help = What is usual is then learnt again from this week on, once there are 12 weeks.
intervention-submit = Write it down

nav-timeline = Timeline
fleet-timeline-more = The whole timeline, with every spell
timeline-heading = Under water, squad by squad
timeline-headline = { $n ->
    [0] No squad was under water in this time.
    [one] { $count } of { $total } squads was under water in this time; { $still } still under.
   *[other] { $count } of { $total } squads were under water in this time; { $still } still under.
}
timeline-basis = A bar is a spell: plain over the warning line, hatched over the critical line. Squads stand by tribe, the worst first.
timeline-gated = too few hours logged
timeline-decided = decided
timeline-no-tribe = No tribe
timeline-since = since { $week } ({ $weeks } wk)
timeline-spells = Every spell
timeline-never = Never under water in this time:
timeline-weeks-under = { $n ->
    [one] { $count } week under water
   *[other] { $count } weeks under water
}
timeline-decisions = What was decided

explain-limits = Change against the own past
explain-limits-definition = XmR limits from the first 12 to 20 closed weeks with enough coverage, frozen with 20. A decision that says so lets them begin anew. Signals: a week outside of the limits, and the eighth week in a row on one side of the centre line.
explain-limits-formula = mean ± 2.66 × mean moving range, within 0 and 100 %
explain-limits-unit = %
explain-limits-example = 20 30 20 30 … over 12 weeks: centre 25 %, moving range 10, limits 0 to 51.6 %
explain-effect = Effect of a decision
explain-effect-definition = The share after a decision less the share before. With less than 4 weeks on a side it is too early to say. Weeks of the decision itself are on neither side. It helped where the whole 95 % interval (bootstrap, 10,000 draws) lies under zero.
explain-effect-formula = mean share of the 8 closed weeks after − mean share of the 8 before
explain-effect-unit = points
explain-effect-example = 48 % in 8 weeks before, 20 % in 8 weeks after: −28 points, helped
