# The next four weeks: what squads are asked for, over what they will have.
nav-forward = Next weeks
figure-committed = hours left of commitments due in the next four weeks
figure-overdue = hours left of overdue commitments
forward-title = { $subject } · what the next four weeks ask for
forward-unit = committed and expected hours, in percent of each squad’s capacity
forward-how = (hours left of commitments due in these weeks + 4 × mean weekly maintenance of the last 8 closed weeks) ÷ capacity.
forward-headline = { $n ->
    [0] Next four weeks: no squad of { $total } is asked for more than it can give.
    [one] Next four weeks: { $count } of { $total } squads is asked for more than it can give.
   *[other] Next four weeks: { $count } of { $total } squads are asked for more than they can give.
}
forward-full = { $n ->
    [one] { $count } more has hardly any room left.
   *[other] { $count } more have hardly any room left.
}
forward-weeks = Next four weeks
forward-load = What is asked for, against capacity
forward-table = Squad by squad
forward-load-column = Forward load
forward-committed = Committed
forward-expected = Expected maintenance
forward-overdue = Overdue
forward-initiatives = Initiatives
forward-without-estimate = Without estimate
forward-label = { $load } · { $asked } of { $capacity }
forward-no-capacity = capacity unknown
forward-no-hours = no hours yet
forward-fit-unknown = not known
forward-fit-fits = fits
forward-fit-full = hardly any room
forward-fit-over = more than there is
forward-squad-committed = { $hours } committed
forward-squad-expected = { $hours } of expected maintenance
forward-squad-capacity = { $hours } of capacity
forward-squad-overdue = Besides, { $hours } are left of commitments that were due before.
forward-squad-without-estimate = { $n ->
    [one] { $count } ticket has no estimate and counts as nothing.
   *[other] { $count } tickets have no estimate and count as nothing.
}
forward-all = All squads
explain-forward-load = Forward load
explain-forward-load-definition = What the four weeks that start with the running one ask of a squad, against what it will have. Overdue commitments are shown beside it.
explain-forward-load-formula = (hours left of commitments due in these weeks + 4 × mean weekly maintenance of the last 8 closed weeks) ÷ capacity of these weeks
explain-forward-load-unit = percent
explain-forward-load-example = (200 h + 4 × 30 h) ÷ 400 h = 80 %
forward-line = { $share } alert line
