"""Draw the simulated survey of maturity and the made-up company: python data/maturity/make.py.

The same bytes each time. Counts of firms are those to which the published shares come; which firms
they are follows from their maturity and from chance.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np

SEED, FIRMS = 2015, 148

STAGES = {
    (24, 49): 57, (50, 59): 33, (60, 69): 24, (70, 79): 16, (80, 89): 12, (90, 98): 6,
}  # fmt: skip
"""Firms with a total in each stage: 18 of 148 in the two highest, fewer than one in eight."""

ITEMS = {
    "leadership": ("metrics", "strategy", "values", "understood", "patience"),
    "brand": ("promises", "design", "checked", "inside", "lived"),
    "employees": ("asked", "judged", "training", "celebrated", "hr"),
    "customers": ("heard", "designed", "segments", "met", "built"),
}
LIFT = {"leadership": 0.18, "brand": -0.42, "employees": -0.02, "customers": 0.26}
"""How much higher or lower items of a competency are rated: brand values lowest."""
EASE = {"strategy": 0.5, "heard": 0.6, "celebrated": 0.3, "checked": -0.3, "designed": -0.5,
        "judged": -0.4, "patience": -0.4, "inside": -0.3}  # fmt: skip

AMBITION = {"now": (31, 64, 47, 6), "later": (2, 17, 45, 84)}
"""Firms behind most, like most, ahead of most and the best: 6 (4%) now, 84 (57%) in three years."""
COORDINATED = (88, 34, 19, 7)
"""Significant coordinated efforts (59%), some, isolated projects, none."""
TEAM = (44, 36, 19, 49)
"""No central team (30%), up to 5 people, 6 to 10, more than 10 (33%)."""
EXECUTIVE = 92
"""Firms with a senior executive in charge (62%)."""
TENURE = (15, 22, 28, 27)
"""Of these: under 6 months, 6 to 17 (37 under 18: 40%), 18 to 35, 36 or more."""
IMPACT = {"voice": 106, "metrics": 87, "processes": 80, "loop": 69, "training": 58, "journeys": 55,
          "design": 43, "culture": 41, "communities": 27}  # fmt: skip
"""Firms in which an effort had a strong positive effect: the voice of the customer in 72%."""
EFFECTIVE = {"surveys": 76, "measures": 68, "insight": 59, "priorities": 53, "liaison": 50,
             "informing": 46, "change": 39, "redesign": 34}  # fmt: skip
"""Of the 104 firms with a team: where it is effective; the last four in fewer than half."""
OBSTACLES = {"competing": 91, "funding": 70, "conflict": 63, "systems": 57, "ownership": 48,
             "skills": 41, "data": 37, "sponsor": 26}  # fmt: skip
"""Firms that meet an obstacle: competing priorities, funding and conflict inside lead."""
PRACTICES = {
    "accounts": 83, "executives": 61, "field": 55, "council": 49, "midproject": 64,
    "delivery": 38, "journeys": 71, "attention": 69, "champions": 58, "personas": 46,
    "stories": 52, "verbatims": 43, "partners": 29, "shared": 33, "codesign": 27, "helpdesk": 36,
    "planning": 66, "forums": 57, "inventing": 35, "early": 47,
}  # fmt: skip
"""Firms that have a practice in place."""

HEAD = [
    *("firm", "model", "revenue", "ambition_now", "ambition_later", "coordinated", "executive"),
    *("tenure", "team"),
    *(f"impact_{key}" for key in IMPACT),
    *(f"effective_{key}" for key in EFFECTIVE),
    *(f"obstacle_{key}" for key in OBSTACLES),
    *(item for items in ITEMS.values() for item in items),
    *(f"practice_{key}" for key in PRACTICES),
    *("experience", "more", "new", "recommend"),
]

UNITS = {"Pumps": 7, "Valves": 6, "Service": 8, "Headquarters": 5}
YEARS = {2024: (41.0, 16), 2025: (50.5, 22), 2026: (58.5, 26)}
"""Total that the company's raters come near to, and how many of them there are."""
UNIT_LIFT = {"Pumps": 0.1, "Valves": -0.35, "Service": 0.35, "Headquarters": -0.05}
SPLIT = ("patience", "promises", "hr", "met")
"""Items that headquarters sees two steps better, and the units worse."""
STATUS = {
    "in place": ("accounts", "journeys", "attention", "planning", "forums"),
    "under way": ("midproject", "champions", "field", "early"),
    "planned": ("executives", "council", "verbatims", "shared", "stories"),
}
ACTIONS = (
    ("Bring the figures on experience into the monthly review of the board", "leadership",
     "Chief Financial Officer", "2026-05-31", "done"),
    ("Answer every complaint of a key account within two days", "customers",
     "Head of Service", "2026-06-30", "done"),
    ("Write down five promises to customers and check them in three markets", "brand",
     "Head of Marketing", "2026-09-15", "under way"),
    ("Explain the promises to all employees, site by site", "brand",
     "Head of Communication", "2026-11-30", "open"),
    ("Put the commitment of teams into the appraisal of managers", "employees",
     "Head of Human Resources", "2026-09-01", "open"),
    ("Let each member of the board visit one customer a month", "customers",
     "Chief Executive", "2026-12-31", "under way"),
    ("Map the way from order to first start of a pump with all departments", "customers",
     "Head of Operations", "2027-01-31", "open"),
)  # fmt: skip


def eased() -> np.ndarray:
    """How much easier than others each item is, for any firm."""
    listed = [LIFT[key] + EASE.get(item, 0) for key, held in ITEMS.items() for item in held]
    return np.array(listed)


def rated(
    total: int, rng: np.random.Generator, ease: np.ndarray, noise: float = 0.75
) -> dict[str, int]:
    """Ratings of 1 to 5 that add up to a total, after ease and chance."""
    items = [item for held in ITEMS.values() for item in held]
    pull = ease + rng.normal(0, noise, len(items))
    found = np.clip(np.rint(total / len(items) + pull), 1, 5).astype(int)
    while (short := total - int(found.sum())) != 0:
        step = 1 if short > 0 else -1
        room = found < 5 if step > 0 else found > 1
        # Who is furthest from where its ease would have it moves first.
        away = np.where(room, step * (total / len(items) + pull - found), -np.inf)
        found[int(np.argmax(away))] += step
    return dict(zip(items, map(int, found), strict=True))


def chosen(score: np.ndarray, count: int, rng: np.random.Generator, noise: float = 1.0) -> set[int]:
    """So many firms, the higher their score the likelier."""
    order = np.argsort(-(score + rng.normal(0, noise, len(score))), kind="stable")
    return {int(place) for place in order[:count]}


def spread(score: np.ndarray, counts: tuple[int, ...], rng: np.random.Generator) -> list[int]:
    """A code for each firm, as many of each as said, higher codes for higher scores."""
    order = np.argsort(score + rng.normal(0, 0.9, len(score)), kind="stable")
    codes = np.repeat(np.arange(1, len(counts) + 1), counts)
    found = [0] * len(score)
    for place, code in zip(order, codes, strict=True):
        found[int(place)] = int(code)
    return found


def survey() -> list[dict[str, Any]]:
    """The answers of all firms."""
    rng = np.random.default_rng(SEED)
    totals = [
        int(rng.integers(low, high + 1))
        for (low, high), many in STAGES.items()
        for _ in range(many)
    ]
    totals = [totals[int(place)] for place in rng.permutation(FIRMS)]
    score = (np.array(totals) - np.mean(totals)) / np.std(totals)
    rows: list[dict[str, Any]] = []
    for number, total in enumerate(totals, 1):
        rows.append(
            {
                "firm": f"F{number:03d}",
                "model": int(rng.choice([1, 2], p=(0.68, 0.32))),
                "revenue": int(rng.choice([1, 2, 3], p=(0.3, 0.42, 0.28))),
                **rated(total, rng, eased()),
            }
        )
    add(rows, "ambition_now", spread(score, AMBITION["now"], rng))
    later = spread(score * 0.3, AMBITION["later"], rng)
    # Nobody wants to fall back: who is the best today is among those who want to be.
    held = [place for place, row in enumerate(rows) if row["ambition_now"] > later[place]]
    for place in held:
        spare = next(
            other for other in range(FIRMS)
            if later[other] >= rows[place]["ambition_now"]
            and rows[other]["ambition_now"] <= later[place]
        )  # fmt: skip
        later[place], later[spare] = later[spare], later[place]
    add(rows, "ambition_later", later)
    add(rows, "coordinated", spread(-score, COORDINATED, rng))
    led = chosen(score, EXECUTIVE, rng)
    add(rows, "executive", [1 if place in led else 2 for place in range(FIRMS)])
    tenure = iter(spread(score[sorted(led)], TENURE, rng))
    add(rows, "tenure", [next(tenure) if place in led else "" for place in range(FIRMS)])
    team = spread(score, TEAM, rng)
    add(rows, "team", team)
    ticked(rows, "impact", IMPACT, score, rng)
    having = np.where(np.array(team) > 1, score, -99.0)
    ticked(rows, "effective", EFFECTIVE, having, rng)
    for row in rows:
        # Who has no team was not asked what it does well.
        row.update({f"effective_{key}": "" for key in EFFECTIVE if row["team"] == 1})
    ticked(rows, "obstacle", OBSTACLES, -score * 0.3, rng)
    ticked(rows, "practice", PRACTICES, score, rng)
    mood = 62 + 7.5 * score + rng.normal(0, 4, FIRMS)
    add(rows, "experience", whole(mood))
    add(rows, "more", whole(48 + 1.1 * (mood - 62) + rng.normal(0, 4.5, FIRMS)))
    add(rows, "new", whole(39 + 1.0 * (mood - 62) + rng.normal(0, 5, FIRMS)))
    add(rows, "recommend", whole(52 + 0.8 * (mood - 62) + rng.normal(0, 7, FIRMS)))
    return rows


def whole(values: np.ndarray) -> list[int]:
    """Shares of customers in whole percent."""
    return [int(value) for value in np.clip(np.rint(values), 0, 100)]


def add(rows: list[dict[str, Any]], name: str, values: list[Any]) -> None:
    """Give each firm its value."""
    for row, value in zip(rows, values, strict=True):
        row[name] = value


def ticked(
    rows: list[dict[str, Any]],
    name: str,
    counts: dict[str, int],
    score: np.ndarray,
    rng: np.random.Generator,
) -> None:
    """Tick options: 1, or 0."""
    for key, count in counts.items():
        some = chosen(score * 0.6, count, rng)
        add(rows, f"{name}_{key}", [1 if place in some else 0 for place in range(len(rows))])


def raters() -> list[dict[str, Any]]:
    """Ratings of the made-up company by its own people, in three years."""
    rng = np.random.default_rng(SEED + 1)
    people = [(unit, place) for unit, many in UNITS.items() for place in range(1, many + 1)]
    own = eased() + rng.normal(0, 0.85, len(eased()))
    rows = []
    for year, (mean, many) in YEARS.items():
        # Each year more of the same people are asked, unit by unit.
        asked = sorted(people, key=lambda one: (one[1], one[0]))[:many]
        for number, (unit, place) in enumerate(sorted(asked, key=people.index), 1):
            total = int(np.clip(round(mean + 20 * UNIT_LIFT[unit] + rng.normal(0, 3)), 22, 98))
            marks = rated(total, rng, own, 0.45)
            for item in SPLIT:
                step = 2 if unit == "Headquarters" else -1
                marks[item] = int(np.clip(marks[item] + step, 1, 5))
            rows.append({"rater": f"{unit[0]}{place}", "year": year, "unit": unit, **marks})
            # One of them leaves an item out.
            if number == many // 2:
                rows[-1]["judged"] = ""
    return rows


def practised() -> list[dict[str, Any]]:
    """What the made-up company has of each practice."""
    by_practice = {key: status for status, keys in STATUS.items() for key in keys}
    return [{"practice": key, "status": by_practice.get(key, "not yet")} for key in PRACTICES]


def planned() -> list[dict[str, Any]]:
    """Its action sheet."""
    return [
        {"number": number, "action": text, "competency": competency, "owner": owner,
         "due": due, "status": status}
        for number, (text, competency, owner, due, status) in enumerate(ACTIONS, 1)
    ]  # fmt: skip


def written(rows: list[dict[str, Any]], head: list[str] | None = None) -> str:
    """Rows as the text of a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, head or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def drawn() -> dict[str, str]:
    """Every file by its name, as text."""
    return {
        "firms.csv": written(survey(), HEAD),
        "nordwerk/raters.csv": written(raters()),
        "nordwerk/practices.csv": written(practised()),
        "nordwerk/actions.csv": written(planned()),
    }


if __name__ == "__main__":
    for name, content in drawn().items():
        (Path(__file__).parent / name).write_text(content, encoding="utf-8")
