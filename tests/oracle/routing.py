#!/usr/bin/env python3
"""How the demo's maintenance tickets found their squads, computed from its raw files and nothing else.

    routing.py DEMO_FOLDER OUT_FOLDER

Standard library only, exact numbers only (integers and fractions; the Wilson bound in 40 digits), and the plainest
reading of "Routing and triage" of the metric book: no code, format or order is shared with the product. A ticket's life
is replayed event by event; its owner is its squad field, else the first rule on its component, else the squad its
assignee is a member of that day. Writes into OUT_FOLDER:

    routing-week.csv     squad, week, finished, ..., detour_days_p85         (-month, -quarter, -year likewise)
    matrix.csv           from, to, tickets, misrouted, ping_pong, detour_days_p50, detour_days_p85
    suggestions.csv      dimension, value, squad, tickets, share, lower_bound, suggested, detours, detour_days, ..._p50

An empty squad is the whole organisation. Rows without tickets are left out.
"""

import csv
import sys
import tomllib
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

getcontext().prec = 40

NOBODY = "unattributed"
Z = Decimal("1.959963984540054235524594430520551")
LEAST_TICKETS = 20
SURE = Decimal("0.8")


def rows_of(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def instant(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


# --- whose, what, where ----------------------------------------------------------------------------------------------


class Organisation:
    def __init__(self, folder):
        config = tomllib.loads((folder / "plimsoll.toml").read_text(encoding="utf-8"))
        self.by_name = {}
        for squad in config["squads"]:
            for name in [squad["id"], squad["name"], *squad.get("aliases", [])]:
                self.by_name[name.casefold()] = squad["id"]
        self.component_rules = [(set(rule["when"]["component"]), rule["squad"]) for rule in config["squad_rules"]]
        self.stages = {
            status.casefold(): stage for stage, statuses in config["stages"].items() for status in statuses
        }
        self.kinds = config["classification"]
        self.places = defaultdict(list)
        for row in rows_of(folder, "memberships.csv"):
            last = date.fromisoformat(row["To"]) if row["To"] else date.max
            place = (date.fromisoformat(row["From"]), last, Fraction(row["Allocation"]), row["Squad"])
            self.places[row["Account"]].append(place)

    def squad_of_person(self, person, day):
        held = [(-part, squad) for first, last, part, squad in self.places[person] if first <= day <= last]
        return min(held)[1] if held else None

    def moves_of(self, person):
        """The days on which somebody's squad may change."""
        for first, last, _, _ in self.places[person]:
            yield first
            if last != date.max:
                yield last + timedelta(days=1)

    def owner(self, fields, day):
        named = self.by_name.get(fields["squad"].casefold())
        if named:
            return named
        for components, squad in self.component_rules:
            if components & set(fields["components"]):
                return squad
        return (fields["assignee"] and self.squad_of_person(fields["assignee"], day)) or NOBODY

    def category(self, fields, parent):
        for rule in self.kinds:
            if all(self.fits(key, wanted, fields) for key, wanted in rule["when"].items()):
                return rule["category"]
        return parent or "uncategorised"

    @staticmethod
    def fits(key, wanted, fields):
        wanted = [wanted] if isinstance(wanted, str) else wanted
        return any(value in wanted for value in ([fields[key]] if key != "label" else fields["labels"]))


# --- the life of a ticket --------------------------------------------------------------------------------------------


def listed(text):
    return [item.strip() for item in text.split(";") if item.strip()]


def fields_now(row):
    return {
        "squad": row["Squad"],
        "components": listed(row["Component"]),
        "labels": listed(row["Labels"]),
        "type": row["Type"],
        "priority": row["Priority"],
        "status": row["Status"],
        "assignee": row["Assignee"],
    }


def life(organisation, row, events, parent):
    """What it was from when on: (instant, stage, squad, whether it is maintenance), a line for each change."""
    created = instant(row["Created"])
    fields = fields_now(row)
    for field in ["squad", "type", "assignee"]:
        first = next((event for event in events if event["Field"] == field), None)
        if first:
            fields[field] = first["From"]
    fields["status"] = row["First status"]
    people = {row["Assignee"]} | {event[end] for event in events if event["Field"] == "assignee" for end in ("From", "To")}
    steps = defaultdict(list)
    for event in events:
        steps[max(instant(event["At"]), created)].append(event)
    for person in people:
        for day in organisation.moves_of(person):
            midnight = datetime(day.year, day.month, day.day)
            if midnight > created:
                steps[midnight]
    lines = []

    def note(at):
        stage = organisation.stages[fields["status"].casefold()]
        is_maintenance = organisation.category(fields, parent) == "maintenance"
        lines.append((at, stage, organisation.owner(fields, at.date()), is_maintenance))

    note(created)
    for at in sorted(steps):
        for event in steps[at]:
            if event["Field"] in fields:
                fields[event["Field"]] = event["To"]
        note(at)
    if fields["status"] != row["Status"]:
        raise ValueError(f"{row['Key']}: history ends in {fields['status']}, not in {row['Status']}")
    return lines


class Route:
    """A finished maintenance ticket's way; `None` from `of` for any other ticket."""

    @staticmethod
    def of(lines, row):
        finish = len(lines)
        while finish > 0 and lines[finish - 1][1] == "done":
            finish -= 1
        if finish == len(lines):
            return None
        at, _, squad, is_maintenance = lines[finish]
        if not is_maintenance or squad == NOBODY:
            return None
        route = Route()
        owners = []
        for when, _, owner, _ in lines[: finish + 1]:
            if owner != NOBODY and (not owners or owners[-1][0] != owner):
                owners.append((owner, when.date()))
        created = lines[0][0].date()
        triaged = next(when for when, stage, _, _ in lines if stage not in ("intake", "triage"))
        route.first, route.right = owners[0][0], owners[-1][0]
        route.finished = at.date()
        route.hops = len(owners) - 1
        route.ping_pong = len({owner for owner, _ in owners}) < len(owners)
        route.triage = (triaged.date() - created).days
        route.right_after = (owners[-1][1] - created).days
        route.detour = (owners[-1][1] - owners[0][1]).days
        route.values = {("project", row["Project"]), ("reporter_group", row["Reporter group"])}
        route.values |= {("component", value) for value in listed(row["Component"])}
        route.values |= {("label", value) for value in listed(row["Labels"])}
        route.values = {(dimension, value) for dimension, value in route.values if value}
        return route


def routes(folder):
    organisation = Organisation(folder)
    tickets = {row["Key"]: row for row in rows_of(folder, "tickets.csv")}
    events = defaultdict(list)
    for event in rows_of(folder, "transitions.csv"):
        events[event["Ticket"]].append(event)
    for of_ticket in events.values():
        of_ticket.sort(key=lambda event: instant(event["At"]))
    found = []
    for key, row in tickets.items():
        parent = tickets.get(row["Parent"])
        kind = parent and organisation.category(fields_now(parent), None)
        route = Route.of(life(organisation, row, events[key], kind), row)
        if route:
            found.append(route)
    return found


# --- figures ---------------------------------------------------------------------------------------------------------


def nearest_rank(values, percent):
    ordered = sorted(values)
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else ""


def written(value):
    if isinstance(value, Fraction):
        return format(Decimal(value.numerator) / Decimal(value.denominator), ".17g")
    return format(value, ".17g") if isinstance(value, Decimal) else value


def period(day, grain):
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}" if grain == "month" else f"{day.year}"


def figures(of):
    misrouted = [route for route in of if route.hops > 0]
    row = {
        "finished": len(of),
        "misrouted": len(misrouted),
        "misroute_rate": Fraction(len(misrouted), len(of)),
        "hops_mean": Fraction(sum(route.hops for route in of), len(of)),
        "ping_pong": sum(route.ping_pong for route in of),
    }
    for percent in (50, 85):
        row[f"time_to_triage_p{percent}"] = nearest_rank([route.triage for route in of], percent)
        row[f"time_to_right_squad_p{percent}"] = nearest_rank([route.right_after for route in of], percent)
        row[f"detour_days_p{percent}"] = nearest_rank([route.detour for route in misrouted], percent)
    return row


def by_period(all_routes, grain):
    groups = defaultdict(list)
    for route in all_routes:
        for squad in (route.first, ""):
            groups[squad, period(route.finished, grain)].append(route)
    return [{"squad": squad, grain: when, **figures(of)} for (squad, when), of in sorted(groups.items())]


def matrix(all_routes):
    cells = defaultdict(list)
    for route in all_routes:
        cells[route.first, route.right].append(route)
    for (first, right), of in sorted(cells.items()):
        known = figures(of)
        kept = ["misrouted", "ping_pong", "detour_days_p50", "detour_days_p85"]
        yield {"from": first, "to": right, "tickets": len(of), **{name: known[name] for name in kept}}


def wilson(hits, of):
    share, n = Decimal(hits) / of, Decimal(of)
    half = Z * (share * (1 - share) / n + Z * Z / (4 * n * n)).sqrt()
    return (share + Z * Z / (2 * n) - half) / (1 + Z * Z / n)


def suggestions(all_routes):
    by_value = defaultdict(list)
    for route in all_routes:
        for value in route.values:
            by_value[value].append(route)
    for (dimension, value), of in sorted(by_value.items()):
        if len(of) < LEAST_TICKETS:
            continue
        counts = Counter(route.right for route in of)
        squad = min(counts, key=lambda squad: (-counts[squad], squad))
        bound = wilson(counts[squad], len(of))
        detours = [route.detour for route in of if route.right == squad and route.first != squad]
        yield {
            "dimension": dimension,
            "value": value,
            "squad": squad,
            "tickets": len(of),
            "share": Fraction(counts[squad], len(of)),
            "lower_bound": bound,
            "suggested": "true" if bound >= SURE else "false",
            "detours": len(detours),
            "detour_days": sum(detours),
            "detour_days_p50": nearest_rank(detours, 50),
        }


def write(path, rows):
    rows = list(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows({name: written(value) for name, value in row.items()} for row in rows)


def main():
    demo, out = Path(sys.argv[1]), Path(sys.argv[2])
    all_routes = routes(demo)
    for grain in ["week", "month", "quarter", "year"]:
        write(out / f"routing-{grain}.csv", by_period(all_routes, grain))
    write(out / "matrix.csv", matrix(all_routes))
    write(out / "suggestions.csv", suggestions(all_routes))


if __name__ == "__main__":
    main()
