# Shares from activity, where nobody logs hours.
figure-active-days = person-days with active tickets
figure-maintenance-days = person-days on maintenance
column-person-days = Person-days
person-days = { $days } person-days
activity-tickets = The tickets behind these person-days
explain-activity = Shares by activity
explain-activity-definition = Where nobody logs hours: every person-day is split evenly over the tickets its person had active that day. Such shares always sum to 100 % and cannot show overload, so they never start a spell.
explain-activity-formula = person-days on maintenance ÷ person-days with active tickets; free days do not count
explain-activity-unit = percent; person-days
explain-activity-example = three tickets on Tuesday, two of them bugs, one story on four other days: 0.67 ÷ 5 = 13 %
