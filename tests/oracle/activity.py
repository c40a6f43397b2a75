#!/usr/bin/env python3
"""Person-days of every French and German squad and week of the demo, from its raw tickets and transitions.

    activity.py DEMO_FOLDER TODAY

Standard library only, exact numbers only, and the plainest possible reading of section 5 of the metric book ("No time
logs?"): day by day, who had which tickets in progress. Writes

    squad, week, active_days, maintenance_days
"""

import csv
import sys
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from forward import DAY, MAINTENANCE, Demo, day, free_days, rows, told

ACTIVE = {"In progress"}
COUNTRIES = {"FR", "DE"}


class Life:
    """A field of a ticket over time: (local time, value), the first from the creation on."""

    def __init__(self, created, now, changes):
        first = changes[0][1] if changes else now
        self.points = [(created, first)] + [(at, to) for at, _, to in changes]

    def at_end_of(self, on):
        limit = (on + DAY).isoformat()
        return [value for at, value in self.points if at < limit or at == self.points[0][0]][-1]

    def stretches(self):
        ends = [at for at, _ in self.points[1:]] + [None]
        return [(at, end, value) for (at, value), end in zip(self.points, ends)]


def lives(demo, folder):
    changes = defaultdict(lambda: defaultdict(list))
    for row in rows(folder, "transitions.csv"):
        changes[row["Ticket"]][row["Field"]].append((row["At"], row["From"], row["To"]))
    names = {"status": "Status", "squad": "Squad", "assignee": "Assignee", "type": "Type"}
    found = {}
    for key, ticket in demo.tickets.items():
        of = changes[key]
        found[key] = {
            field: Life(ticket["Created"], ticket[column], of[field]) for field, column in names.items()
        }
        if not of["status"]:
            found[key]["status"].points[0] = (ticket["Created"], ticket["First status"])
    return found


def active_days(life, today):
    """(person, day) of every moment with the ticket in progress in somebody's hands."""
    found = set()
    for begin, end, status in life["status"].stretches():
        if status not in ACTIVE:
            continue
        for since, until, person in life["assignee"].stretches():
            first, last = max(begin, since), min(filter(None, (end, until)), default=None)
            if not person or (last is not None and last <= first):
                continue
            on = day(first)
            stop = today if last is None else day(last)
            if last is not None and last.endswith(" 00:00"):
                stop -= DAY
            while on <= min(stop, today):
                found.add((person, on))
                on += DAY
    return found


def main():
    folder, today = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
    demo = Demo(folder, today)
    life_of = lives(demo, folder)
    country = {squad["id"]: squad.get("country", "FR") for squad in demo.config["squads"]}
    rules = {part: rule["squad"] for rule in demo.config["squad_rules"] for part in rule["when"]["component"]}
    places = defaultdict(list)
    for place in demo.places:
        places[place["Account"]].append(place)
    free = {known: set() for known in set(country.values())}
    for known in free:
        for year in range(today.year - 3, today.year + 1):
            free[known] |= free_days(known, year)
    closed = {on for on, hours in demo.special.items() if hours == 0}
    works = lambda squad, on: on in demo.special or (on.weekday() < 5 and on not in free[country[squad]] and on not in closed)

    def squads_on(person, on):
        return [place for place in places[person] if demo.holds(place, on)]

    def is_maintenance(ticket, kind):
        if "legal-change" in ticket["Labels"].split(";") or kind in MAINTENANCE:
            return True
        above = demo.tickets.get(ticket["Parent"])
        return kind == "Sub-task" and above is not None and is_maintenance(above, above["Type"])

    def owner(key, on):
        ticket, life = demo.tickets[key], life_of[key]
        named = life["squad"].at_end_of(on)
        if named:
            return demo.squads[named]
        if ticket["Component"] in rules:
            return rules[ticket["Component"]]
        person = life["assignee"].at_end_of(on)
        there = sorted(squads_on(person, on), key=lambda place: (-Fraction(place["Allocation"]), place["Squad"]))
        return there[0]["Squad"] if there else "unattributed"

    had = defaultdict(list)
    for key in demo.tickets:
        for person, on in active_days(life_of[key], today):
            had[person, on].append(key)
    sums = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for (person, on), keys in had.items():
        there = squads_on(person, on)
        owners = {key: owner(key, on) for key in keys}
        asked = [place["Squad"] for place in there] or [squad for squad in owners.values() if squad in country]
        if not any(works(squad, on) for squad in asked):
            continue
        for key in keys:
            part = Fraction(1, len(keys))
            kind = life_of[key]["type"].at_end_of(on)
            squads = [place["Squad"] for place in there]
            if owners[key] in squads or not squads:
                parts = {owners[key]: part}
            else:
                whole = sum(Fraction(place["Allocation"]) for place in there)
                parts = {place["Squad"]: part * Fraction(place["Allocation"]) / whole for place in there}
            for squad, share in parts.items():
                year, week, _ = on.isocalendar()
                found = sums[squad, f"{year}-W{week:02}"]
                found[0] += share
                found[1] += share if is_maintenance(demo.tickets[key], kind) else 0
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["squad", "week", "active_days", "maintenance_days"])
    for (squad, week), (active, maintenance) in sorted(sums.items()):
        if country.get(squad) in COUNTRIES:
            out.writerow([squad, week, told(active), told(maintenance)])


if __name__ == "__main__":
    main()
