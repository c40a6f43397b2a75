#!/usr/bin/env python3
"""XmR limits, signals and effects of interventions, read from the metric book's section 5 once more.

    past.py MAINTENANCE.csv INTERVENTIONS.csv GATE OUT_FOLDER

MAINTENANCE.csv and INTERVENTIONS.csv are what `plimsoll show maintenance` and `plimsoll show interventions` print; of the
second only what was decided is read, not what it changed. Writes limits.csv and effects.csv. Standard library only; exact
fractions but for the ends of the bootstrap's interval, which come from another source of chance than the product's.
`sip.py` uses the same functions over what it computed itself.
"""

import csv
import random
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

BASELINE = range(12, 21)
RUN = 8
SIDE = 8
FEWEST = 4
DRAWS = 20_000


def limits_rows(weeks, beginnings=()):
    """Each of (week, share, whether it counts) with the limits in force and what it shows. Weeks are sortable texts.

    Limits begin anew with the first week that is not before each of `beginnings`, once that stretch has 12 weeks that count;
    until then the limits before stay.
    """
    cuts = sorted({next((at for at, (week, *_) in enumerate(weeks) if week >= first), len(weeks)) for first in beginnings})
    edges = [0, *(cut for cut in cuts if cut > 0), len(weeks)]
    in_force, sides = None, []
    for start, end in zip(edges, edges[1:]):
        base = [(week, share) for week, share, counts in weeks[start:end] if counts][: BASELINE[-1]]
        if len(base) >= BASELINE[0]:
            in_force, sides = (base, *xmr([share for _, share in base])), []
        for week, share, counts in weeks[start:end]:
            yield judged(week, share, counts, in_force, sides)


def judged(week, share, counts, in_force, sides):
    row = {"week": week, "value": share}
    row |= dict.fromkeys(("centre", "lower", "upper", "baseline_from", "baseline_to", "baseline_weeks"))
    row |= {"side": "", "signal": ""}
    if not in_force:
        return row
    base, centre, lower, upper = in_force
    row |= {"centre": centre, "lower": lower, "upper": upper, "baseline_weeks": len(base)}
    row |= {"baseline_from": base[0][0], "baseline_to": base[-1][0]}
    if counts:
        row["side"] = "above" if share > centre else "below" if share < centre else ""
        sides.append(row["side"])
        outside = share > upper or share < lower
        row["signal"] = " ".join(["outside"] * outside + ["run_of_8"] * completes_a_run(sides))
    return row


def xmr(shares):
    """Centre, lower and upper limit."""
    centre = sum(shares) / len(shares)
    ranges = [abs(b - a) for a, b in zip(shares, shares[1:])]
    width = Fraction(266, 100) * sum(ranges) / len(ranges)
    return centre, max(Fraction(0), centre - width), min(Fraction(1), centre + width)


def completes_a_run(sides):
    """Whether the last of some weeks is exactly the eighth in a row on a side."""
    long = 0
    for side in reversed(sides):
        if side != sides[-1] or not side:
            break
        long += 1
    return long == RUN


def effect(weeks, first, last):
    """What an intervention of whole days changed; `last` is none while it goes on. `weeks` is {monday: share that counts}."""
    begin, end = monday(first), monday(last or first)
    before = [weeks[week] for n in range(1, SIDE + 1) if (week := begin - timedelta(weeks=n)) in weeks]
    after = [weeks[week] for n in range(1, SIDE + 1) if (week := end + timedelta(weeks=n)) in weeks]
    row = {"weeks_before": len(before), "weeks_after": len(after)}
    row |= {"before_mean": mean(before), "after_mean": mean(after), "effect": None, "low": None, "high": None}
    if min(len(before), len(after)) >= FEWEST:
        row["effect"] = mean(after) - mean(before)
        row["low"], row["high"] = interval(before, after)
    return row


def mean(shares):
    return sum(shares) / len(shares) if shares else None


def interval(before, after):
    chance = random.Random(20260105)
    before, after = [float(share) for share in before], [float(share) for share in after]
    draws = sorted(
        sum(chance.choices(after, k=len(after))) / len(after) - sum(chance.choices(before, k=len(before))) / len(before)
        for _ in range(DRAWS)
    )
    return Fraction(draws[DRAWS // 40]), Fraction(draws[-DRAWS // 40])


def monday(day):
    return day - timedelta(days=day.weekday())


# --- over what plimsoll shows ----------------------------------------------------------------------------------------


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weeks_by_squad(path, gate):
    """(week, share, whether it counts) by squad, the closed ones in order. Hours of whole quarters are exact."""
    squads = {}
    for row in rows_of(path):
        if row["provisional"] == "true":
            continue
        logged, maintenance = Fraction(row["logged_h"]), Fraction(row["maintenance_h"])
        share = maintenance / logged if logged > 0 else None
        gated = row["coverage"] != "" and float(row["coverage"]) < gate
        squads.setdefault(row["squad"], []).append((row["week"], share, share is not None and not gated))
    return squads


def monday_of(week):
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def text_of(week_day):
    year, week, _ = week_day.isocalendar()
    return f"{year}-W{week:02}"


def main(maintenance, interventions, gate, out):
    squads = weeks_by_squad(maintenance, gate)
    decided = [row for row in rows_of(interventions) if row["level"] == "squad"]
    day = lambda text: date.fromisoformat(text) if text else None
    limits, effects = [], []
    for squad, weeks in squads.items():
        own = [row for row in decided if row["scope"] == squad]
        anew = [text_of(monday(day(row["from"]))) for row in own if row["rebase"] == "true"]
        limits += [{"squad": squad, **row} for row in limits_rows(weeks, anew)]
        shares = {monday_of(week): share for week, share, counts in weeks if counts}
        effects += [{"id": row["id"], **effect(shares, day(row["from"]), day(row["to"]))} for row in own]
    for name, rows in (("limits", limits), ("effects", effects)):
        with open(out / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            for row in rows:
                number = lambda value: repr(float(value)) if isinstance(value, Fraction) else value
                writer.writerow({key: number(value) for key, value in row.items()})


def self_check():
    """The worked examples."""
    assert xmr([Fraction(20, 100), Fraction(30, 100)] * 6) == (Fraction(1, 4), 0, Fraction(516, 1000))
    assert completes_a_run(["above"] * 8) and completes_a_run(["below", ""] + ["above"] * 8)
    assert not completes_a_run(["above"] * 9) and not completes_a_run([""] * 8) and not completes_a_run(["below"] * 7)


self_check()
if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
