# Shares from activity, where nobody logs hours.
figure-active-days = person-days with active tickets
figure-maintenance-days = person-days on maintenance
column-person-days = Person-days
person-days = { $days } person-days
activity-tickets = The tickets behind these person-days
