#!/usr/bin/env python3
"""The forward load of every squad of the demo, computed from its raw files and nothing else.

    forward.py DEMO_FOLDER TODAY

Standard library only, exact numbers only, and the plainest possible reading of section 5 of the metric book: no code,
format or order is shared with the product. Weekly maintenance hours are those that were made (truth.json). Writes

    squad, committed_h, expected_maintenance_h, capacity_h, forward_load, overdue_h, initiatives, without_estimate
"""

import csv
import json
import sys
import tomllib
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

getcontext().prec = 40

DAY = timedelta(days=1)
MAINTENANCE = {"Bug", "Incident", "Support request", "Ops task", "Tech debt"}


# --- the calendar ----------------------------------------------------------------------------------------------------


def easter(year):
    """The Sunday of Easter, by Gauss's rule as Butcher gave it."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)


def monday(year, month, last):
    """The first or last Monday of a month of 31 days."""
    mondays = [date(year, month, day) for day in range(1, 32) if date(year, month, day).weekday() == 0]
    return mondays[-1 if last else 0]


def free_days(country, year):
    sunday = easter(year)
    on = lambda month, day: date(year, month, day)
    good_friday, easter_monday = sunday - 2 * DAY, sunday + DAY
    ascension, whit_monday = sunday + 39 * DAY, sunday + 50 * DAY
    if country == "FR":
        fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
        return {on(*day) for day in fixed} | {easter_monday, ascension, whit_monday}
    if country == "DE":
        fixed = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)]
        return {on(*day) for day in fixed} | {good_friday, easter_monday, ascension, whit_monday}
    if country == "ES":
        fixed = [(1, 1), (1, 6), (5, 1), (8, 15), (10, 12), (11, 1), (12, 6), (12, 8), (12, 25)]
        # A free day on a Sunday moves to the Monday; Maundy Thursday is free in nearly all of Spain.
        moved = {day + DAY if day.weekday() == 6 else day for day in (on(*fixed_day) for fixed_day in fixed)}
        return moved | {good_friday, good_friday - DAY}
    bank = {monday(year, 5, False), monday(year, 5, True), monday(year, 8, True)}
    return {on(1, 1), on(12, 25), on(12, 26), good_friday, easter_monday} | bank


# --- reading ---------------------------------------------------------------------------------------------------------


def rows(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hours(text):
    return Fraction(text) if text else None


def day(text):
    return date.fromisoformat(text[:10]) if text else None


class Demo:
    def __init__(self, folder, today):
        self.today = today
        self.first = today - timedelta(days=today.weekday())
        self.last = self.first + 27 * DAY
        with open(folder / "plimsoll.toml", "rb") as file:
            self.config = tomllib.load(file)
        self.squads = {squad["name"]: squad["id"] for squad in self.config["squads"]}
        stages = self.config["stages"]
        self.closed = {status for stage in ("done", "dropped") for status in stages[stage]}
        self.tickets = {row["Key"]: row for row in rows(folder, "tickets.csv")}
        self.initiatives = rows(folder, "initiatives.csv")
        self.logged = defaultdict(Fraction)
        for row in rows(folder, "worklogs.csv"):
            self.logged[row["Ticket"]] += Fraction(row["Hours"])
        self.places = rows(folder, "memberships.csv")
        self.away = {(row["Account"], day(row["Day"])): hours(row["Hours"]) for row in rows(folder, "absences.csv")}
        self.special = {day(row["Day"]): hours(row["Hours"]) for row in rows(folder, "calendar.csv")}
        self.truth = json.loads((folder / "truth.json").read_text())

    # --- commitments ---

    def is_maintenance(self, ticket):
        if "legal-change" in ticket["Labels"].split(";") or ticket["Type"] in MAINTENANCE:
            return True
        above = self.tickets.get(ticket["Parent"])
        return ticket["Type"] == "Sub-task" and above is not None and self.is_maintenance(above)

    def squad_of(self, ticket):
        return self.squads[ticket["Squad"]]

    def left(self, initiative):
        """Squad, hours left (none where nobody said) of each open ticket, or of the whole."""
        own = {
            key: ticket
            for key, ticket in self.tickets.items()
            if ticket["Initiative"] == initiative["Key"] and not self.is_maintenance(ticket)
        }
        below = defaultdict(set)
        for key, ticket in own.items():
            above = ticket["Parent"]
            while above in own:
                below[above].add(key)
                above = own[above]["Parent"]
        is_told = lambda ticket: ticket["Remaining h"] != "" or (hours(ticket["Estimate h"]) or 0) > 0
        stands = {key for key, ticket in own.items() if is_told(ticket) and not any(is_told(own[part]) for part in below[key])}
        is_open = lambda ticket: ticket["Status"] not in self.closed
        found = []
        for key, ticket in own.items():
            if not is_open(ticket):
                continue
            squad = self.squad_of(ticket)
            if key in stands:
                if ticket["Remaining h"] != "":
                    rest = hours(ticket["Remaining h"])
                else:
                    rest = hours(ticket["Estimate h"]) - self.logged[key] - sum(self.logged[part] for part in below[key])
                found.append((squad, max(rest, Fraction(0))))
                continue
            covered = any(key in below[above] and is_open(own[above]) for above in stands)
            if not covered and not below[key]:
                found.append((squad, None))
        if not any(rest is not None for _, rest in found) and (initiative["Effort h"] or not own):
            effort = hours(initiative["Effort h"])
            spent = sum(self.logged[key] for key in own)
            found.append((initiative["Squad"], None if effort is None else max(effort - spent, Fraction(0))))
        return found

    def commitments(self):
        due, overdue = defaultdict(Fraction), defaultdict(Fraction)
        initiatives, unknown = defaultdict(set), defaultdict(int)
        for initiative in self.initiatives:
            on = day(initiative["Due"])
            if on is None or on > self.last or initiative["Delivered"] or initiative["Dropped"]:
                continue
            for squad, rest in self.left(initiative):
                if on < self.first:
                    overdue[squad] += rest or 0
                    continue
                due[squad] += rest or 0
                initiatives[squad].add(initiative["Key"])
                unknown[squad] += rest is None
        return due, overdue, initiatives, unknown

    # --- maintenance and capacity ---

    def expected(self, squad):
        weeks = []
        for week, logged, maintenance in self.truth["weeks"]["squads"][squad]:
            start = datetime.strptime(f"{week}-1", "%G-W%V-%u").date()
            weeks.append((start, Fraction(repr(logged)), Fraction(repr(maintenance))))
        begun = min((start for start, _, _ in weeks), default=None)
        trailing = [self.first - timedelta(weeks=back) for back in range(1, 9)]
        trailing = [start for start in trailing if begun is not None and begun <= start]
        if not trailing:
            return None
        return 4 * sum(maintenance for start, _, maintenance in weeks if start in trailing) / len(trailing)

    def working(self, squad, on):
        if on in self.special:
            return self.special[on]
        country = next(known for known in self.config["squads"] if known["id"] == squad).get("country", "FR")
        free = on.weekday() > 4 or on in free_days(country, on.year)
        return Fraction(0 if free else 7)

    def capacity(self, squad):
        total, anybody = Fraction(0), False
        for place in self.places:
            if place["Squad"] != squad:
                continue
            for offset in range(28):
                on = self.first + offset * DAY
                if not self.holds(place, on):
                    continue
                anybody = True
                working, own = self.working(squad, on), Fraction(place["Allocation"])
                absent = self.absent(place["Account"], on, working)
                everywhere = [other for other in self.places if other["Account"] == place["Account"] and self.holds(other, on)]
                whole = sum(Fraction(other["Allocation"]) for other in everywhere)
                total += max(working * own - (absent * own / whole if whole else 0), Fraction(0))
        return total if anybody else None

    def holds(self, place, on):
        return day(place["From"]) <= on and (not place["To"] or on <= day(place["To"]))

    def absent(self, person, on, working):
        if (person, on) not in self.away:
            return Fraction(0)
        away = self.away[person, on]
        return working if away is None else min(away, working)


def told(number):
    return "" if number is None else str(Decimal(number.numerator) / Decimal(number.denominator))


def main():
    demo = Demo(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
    due, overdue, initiatives, unknown = demo.commitments()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        ["squad", "committed_h", "expected_maintenance_h", "capacity_h", "forward_load", "overdue_h", "initiatives", "without_estimate"]
    )
    for squad in demo.squads.values():
        expected, capacity = demo.expected(squad), demo.capacity(squad)
        load = None if expected is None or not capacity else (due[squad] + expected) / capacity
        figures = [Fraction(due[squad]), expected, capacity, load, Fraction(overdue[squad])]
        out.writerow([squad, *map(told, figures), len(initiatives[squad]), unknown[squad]])


if __name__ == "__main__":
    main()
