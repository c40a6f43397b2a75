# What is not shown because too few people stand behind it.

drill-too-small = { $n ->
    [one] Squads too small to show: { $count } row
   *[other] Squads too small to show: { $count } rows
}

explain-privacy = What is not shown
explain-privacy-squads = A squad is shown in weeks in which at least { $count } people worked in it; people of the four weeks before and after count, so that holidays make no holes. Else only its tribe is shown. Sums are whole for every reader: rows are hidden, totals never shrink.
explain-privacy-hidden-set = So that nobody can subtract the squads shown from their tribe, the next smallest squads are hidden with it, until two squads and as many people are hidden together. A tribe that has not enough is hidden with another one. A month or a quarter is shown only where all of its weeks are.
explain-privacy-proof = Why it is safe: every sum that holds one squad of such a hidden set holds all of it. However sums are added and subtracted, the hidden squads stay together.
explain-privacy-cells = Work on one project reaches people. Those who may not see people get it for the whole organisation only, for weeks in which { $count } people worked on the project; the next smallest project is hidden with it.
explain-privacy-example = Example, with 3: a tribe has squads of 2, 4 and 9 people. The squads of 2 and 4 are hidden; the tribe less the squad of 9 gives the hours of 6 people in two squads, and no less.

note-too-small = { $n ->
    [one] weeks of { $count } squad not shown: too few people
   *[other] weeks of { $count } squads not shown: too few people
}

note-low-coverage-of-squads = { $n ->
    [one] { $count } week of a squad under { $gate } coverage
   *[other] { $count } weeks of squads under { $gate } coverage
}
