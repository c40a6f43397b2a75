#!/usr/bin/env python3
"""Every figure of the SiP data that the tests compare, computed from the raw files and nothing else.

    sip.py DATA_FOLDER OUT_FOLDER

Standard library only, exact numbers only (integers and fractions), and the plainest possible reading of the metric
book's sections 3 to 5: no code, format or order is shared with the product. Writes into OUT_FOLDER:

    totals.csv       name, value
    hours-week.csv   squad, week, logged_h, maintenance_h, maintenance_share      (-month.csv: month for week)
    flow-week.csv    squad, week, arrivals, ..., resolution_p85                   (-month.csv without the rates)
    mix-week.csv     squad, week, category, maintenance_type, logged_h
    spells.csv       squad, start, end, weeks, peak, mean, hours_above_line, severity
    limits-week.csv  squad, week, value, centre, lower, upper, baseline_from, baseline_to, baseline_weeks, side, signal

An empty squad is the whole organisation. Decimals are written with 17 digits: more than a double holds.
"""

import csv
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

from past import limits_rows

getcontext().prec = 40

ORGANISATION = ""
DONE = {"FINISHED", "COMPLETED", "RELEASED"}
DROPPED = {"CANCELLED", "TEMPLATE"}
OPEN = {"CHRONICLE", "ESTIMATED", "AUTHORISE"}
LINES = [("warn", Fraction(35, 100)), ("critical", Fraction(50, 100))]
CLEAR_BELOW = Fraction(5, 100)
WEEKS_IN_A_ROW = 2
SILENT_WEEKS = 4


# --- reading ---------------------------------------------------------------------------------------------------------


def rows_of(path):
    with open(path, encoding="latin-1", newline="") as file:
        yield from csv.DictReader(file)


def day_of(text):
    return datetime.strptime(text, "%d-%b-%y").date() if text else None


class Ticket:
    """What the rows of one TaskNumber say. The first row counts where rows differ (two titles do)."""

    def __init__(self, row, dates):
        estimated, started, completed = dates
        self.squad = row["ProjectCode"]
        self.category, self.kind = classify(row["Category"], row["SubCategory"])
        self.created = estimated
        status = row["StatusCode"]
        if status in DONE:
            # Where nothing tells when, the last that is known is the start, then the creation.
            self.closed, self.how = completed or started or estimated, "finished"
        elif status in DROPPED:
            self.closed, self.how = completed or started or estimated, "dropped"
        elif status in OPEN:
            self.closed, self.how = None, None
        else:
            raise ValueError(f"status {status}")
        if self.closed is not None:
            self.closed = max(self.closed, self.created)
        self.work_date = completed or started or estimated


def classify(category, sub):
    if category == "Operational":
        user = sub in ("In House Support", "Client Support")
        return "maintenance", "user_support" if user else "operations"
    if category == "Management":
        return "overhead", ""
    if category != "Development":
        raise ValueError(f"category {category}")
    maintenance = {
        "Bug": "corrective",
        "Support": "user_support",
        "Release": "operations",
        "Conversion": "adaptive",
    }
    if sub in maintenance:
        return "maintenance", maintenance[sub]
    improve = ("Enhancement", "Testing", "Business Specification", "Technical Specification", "Documentation")
    if sub in improve:
        return "improve", ""
    return {"Research": "new", "Training": "overhead", "Third Party": "uncategorised"}[sub], ""


def read(folder):
    """Tickets by number, and worklogs as (ticket, hours)."""
    dates = {}
    for row in rows_of(folder / "est-act-dates.csv"):
        three = tuple(day_of(row[name]) for name in ("EstimateOn", "StartedOn", "CompletedOn"))
        if dates.setdefault(row["TaskNumber"], three) != three:
            raise ValueError(f"task {row['TaskNumber']} has two sets of dates")
    tickets, worklogs = {}, []
    for row in rows_of(folder / "Sip-task-info.csv"):
        number = row["TaskNumber"]
        if number not in tickets:
            tickets[number] = Ticket(row, dates[number])
        worklogs.append((tickets[number], Fraction(row["DeveloperHoursActual"])))
    return tickets, worklogs


# --- periods ---------------------------------------------------------------------------------------------------------


class Week:
    """ISO weeks, known by their Monday."""

    name = "week"

    @staticmethod
    def of(day):
        return day - timedelta(days=day.weekday())

    @staticmethod
    def next(monday):
        return monday + timedelta(days=7)

    @staticmethod
    def last_day(monday):
        return monday + timedelta(days=6)

    @staticmethod
    def text(monday):
        year, week, _ = monday.isocalendar()
        return f"{year}-W{week:02}"


class Month:
    """Calendar months, known by their first day."""

    name = "month"

    @staticmethod
    def of(day):
        return day.replace(day=1)

    @staticmethod
    def next(first):
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)

    @staticmethod
    def last_day(first):
        return Month.next(first) - timedelta(days=1)

    @staticmethod
    def text(first):
        return first.strftime("%Y-%m")


def periods_between(grain, first, last):
    period = first
    while period <= last:
        yield period
        period = grain.next(period)


# --- figures ---------------------------------------------------------------------------------------------------------


class Squad:
    """What one squad, or the organisation, logged and had open."""

    def __init__(self):
        self.worklogs = []  # (day, hours, category, maintenance type)
        self.stock = []  # maintenance tickets

    def days(self):
        for day, *_ in self.worklogs:
            yield day
        for ticket in self.stock:
            yield ticket.created
            if ticket.closed:
                yield ticket.closed


def squads_of(tickets, worklogs):
    squads = defaultdict(Squad)
    for ticket, hours in worklogs:
        for key in (ticket.squad, ORGANISATION):
            squads[key].worklogs.append((ticket.work_date, hours, ticket.category, ticket.kind))
    for ticket in tickets.values():
        if ticket.category == "maintenance":
            for key in (ticket.squad, ORGANISATION):
                squads[key].stock.append(ticket)
    return dict(sorted(squads.items()))


def hours_rows(squad, grain, last):
    """(period, logged, maintenance) for every period from the squad's first day to the organisation's last."""
    logged, maintenance = Counter(), Counter()
    for day, hours, category, _ in squad.worklogs:
        logged[grain.of(day)] += hours
        if category == "maintenance":
            maintenance[grain.of(day)] += hours
    first = grain.of(min(squad.days()))
    for period in periods_between(grain, first, grain.of(last)):
        yield period, Fraction(logged[period]), Fraction(maintenance[period])


def nearest_rank(values, percent):
    ordered = sorted(values)
    if not ordered:
        return None
    rank = -(-percent * len(ordered) // 100)  # rounded up
    return ordered[max(rank, 1) - 1]


def flow_rows(squad, grain, last):
    first = grain.of(min(squad.days()))
    past = []  # (arrivals, departures) of the periods so far
    for period in periods_between(grain, first, grain.of(last)):
        end = grain.last_day(period)
        arrived = [t for t in squad.stock if period <= t.created <= end]
        finished = [t for t in squad.stock if t.how == "finished" and period <= t.closed <= end]
        dropped = [t for t in squad.stock if t.how == "dropped" and period <= t.closed <= end]
        still = [t for t in squad.stock if t.created <= end and (t.closed is None or t.closed > end)]
        past.append((len(arrived), len(finished) + len(dropped)))
        four = past[-4:] if len(past) >= 4 else None
        resolutions = [(t.closed - t.created).days for t in finished]
        ages = [(end - t.created).days for t in still]
        yield period, {
            "arrivals": len(arrived),
            "departures": len(finished) + len(dropped),
            "backlog": len(still),
            "created": len(arrived),
            "finished": len(finished),
            "dropped": len(dropped),
            "arrival_rate": Fraction(sum(a for a, _ in four), 4) if four else None,
            "departure_rate": Fraction(sum(d for _, d in four), 4) if four else None,
            "open_age_p50": nearest_rank(ages, 50),
            "open_age_p85": nearest_rank(ages, 85),
            "resolution_p50": nearest_rank(resolutions, 50),
            "resolution_p85": nearest_rank(resolutions, 85),
        }


def spells(weeks, line):
    """The definition, read aloud, over (week, logged, maintenance): weeks without hours count for nothing, but four of
    them in a row are silence, which ends a spell and lets a row of weeks begin anew.

    Yields (first position, last position or None while it lasts).
    """
    known = [(at, m / l) for at, (_, l, m) in enumerate(weeks) if l > 0]
    stretches = []  # of known weeks, with no silence inside
    for place, (at, _) in enumerate(known):
        if place == 0 or at - known[place - 1][0] > SILENT_WEEKS:
            stretches.append([])
        stretches[-1].append(known[place])
    for stretch in stretches:
        after = stretch[-1][0] + 1
        silenced = len(weeks) - after >= SILENT_WEEKS or stretch is not stretches[-1]
        for start, end in spells_of_stretch(stretch, line):
            if end is None and silenced:
                end = last_before_clear(stretch, line - CLEAR_BELOW)
            yield start, end


def last_before_clear(stretch, clear):
    """Where a spell ends that silence cut short: before the weeks that were already clear."""
    end = stretch[-1][0]
    for at, share in reversed(stretch):
        if share >= clear:
            break
        end = at - 1
    return end


def spells_of_stretch(known, line):
    clear = line - CLEAR_BELOW

    def in_a_row(start, holds):
        some = known[start : start + WEEKS_IN_A_ROW]
        return len(some) == WEEKS_IN_A_ROW and all(holds(share) for _, share in some)

    at = 0
    while at < len(known):
        if not in_a_row(at, lambda share: share >= line):
            at += 1
            continue
        end = next((e for e in range(at, len(known)) if in_a_row(e, lambda share: share < clear)), None)
        if end is None:
            yield known[at][0], None
            return
        yield known[at][0], known[end][0] - 1
        at = end


def shares_of(squad, last):
    """Weeks as `past` takes them: without memberships every week with hours counts."""
    return [(Week.text(week), m / l if l > 0 else None, l > 0) for week, l, m in hours_rows(squad, Week, last)]


def spell_rows(squad, last):
    weeks = list(hours_rows(squad, Week, last))
    for severity, line in LINES:
        for start, end in spells(weeks, line):
            inside = weeks[start:] if end is None else weeks[start : end + 1]
            shares = [m / l for _, l, m in inside if l > 0]
            above = sum((max(Fraction(0), m - line * l) for _, l, m in inside), Fraction(0))
            yield {
                "start": Week.text(inside[0][0]),
                "end": "" if end is None else Week.text(inside[-1][0]),
                "weeks": len(inside),
                "peak": max(shares),
                "mean": sum(shares) / len(shares),
                "hours_above_line": above,
                "severity": severity,
            }


# --- writing ---------------------------------------------------------------------------------------------------------


def text_of(value):
    if value is None:
        return ""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{exact.quantize(Decimal(1).scaleb(-17)):f}"
    return str(value)


def write(path, rows):
    rows = list(rows)
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow({name: text_of(value) for name, value in row.items()})


def write_grain(out, squads, grain, last):
    hours, flow, mix = [], [], []
    for key, squad in squads.items():
        for period, logged, maintenance in hours_rows(squad, grain, last):
            share = maintenance / logged if logged > 0 else None
            place = {"squad": key, grain.name: grain.text(period)}
            figures = {"logged_h": logged, "maintenance_h": maintenance, "maintenance_share": share}
            hours.append({**place, **figures})
        for period, figures in flow_rows(squad, grain, last):
            if grain is not Week:
                figures = {k: v for k, v in figures.items() if not k.endswith("_rate")}
            flow.append({"squad": key, grain.name: grain.text(period), **figures})
        parts = Counter()
        for day, worked, category, kind in squad.worklogs:
            parts[grain.of(day), category, kind] += worked
        for (period, category, kind), worked in sorted(parts.items()):
            what = {"category": category, "maintenance_type": kind, "logged_h": worked}
            mix.append({"squad": key, grain.name: grain.text(period), **what})
    write(out / f"hours-{grain.name}.csv", hours)
    write(out / f"flow-{grain.name}.csv", flow)
    write(out / f"mix-{grain.name}.csv", mix)


def main(folder, out):
    tickets, worklogs = read(folder)
    squads = squads_of(tickets, worklogs)
    last = max(squads[ORGANISATION].days())
    write_grain(out, squads, Week, last)
    write_grain(out, squads, Month, last)
    found = [{"squad": key, **row} for key, squad in squads.items() if key for row in spell_rows(squad, last)]
    write(out / "spells.csv", found)
    judged = [
        {"squad": key, **row}
        for key, squad in squads.items()
        for row in limits_rows(shares_of(squad, last))
    ]
    write(out / "limits-week.csv", judged)
    totals = {
        "tickets": len(tickets),
        "worklogs": len(worklogs),
        "logged_h": sum((hours for _, hours in worklogs), Fraction(0)),
        "maintenance_h": sum((hours for t, hours in worklogs if t.category == "maintenance"), Fraction(0)),
        "squads": len(squads) - 1,
        "uncategorised": sum(t.category == "uncategorised" for t in tickets.values()),
        "open_maintenance": sum(t.closed is None for t in squads[ORGANISATION].stock),
    }
    write(out / "totals.csv", [{"name": name, "value": value} for name, value in totals.items()])


def self_check():
    """The book's worked example of a spell."""
    shares = [30, 36, 34, 40, 52, 48, 33, 29, 28]
    weeks = [(None, Fraction(100), Fraction(share)) for share in shares]
    assert list(spells(weeks, Fraction(35, 100))) == [(3, 6)]
    assert nearest_rank([1, 2, 3, 4], 50) == 2 and nearest_rank([5], 85) == 5 and nearest_rank([], 50) is None


if __name__ == "__main__":
    self_check()
    main(Path(sys.argv[1]), Path(sys.argv[2]))
