# How far the data can be trusted, beyond the checks.

quality-not-known = not known
quality-completeness = Completeness compares the worklogs read with the tracker’s own totals; files bring no totals, so it is not known for them.
quality-open-months = Months cannot be closed yet: every month is open, and late hours change it.
