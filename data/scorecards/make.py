"""Make up item-level assessments, the same bytes each time: python data/scorecards/make.py.

The 64 firms are those of data/2016/assessments.csv: their evidence is drawn so that it rolls up to
the scores there, to the point. Three of them were assessed in earlier years too.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SEED = 2118
HERE = Path(__file__).parent
SCORES = HERE.parent / "2016" / "assessments.csv"
YEAR = 2016
WEIGHTS = {"trust": 2, "interdependence": 1, "equitability": 1}
"""What each driver counts in params/2016.yml."""
AHEAD = {"knowledge": 9, "strategy": 5, "planning": 0, "implementation": -4, "results": -10}
"""Planted: firms know more than they do, and do more than they can show."""
SCATTER = 9.0
EARLIER = {"A001": (3, 6), "A022": (-2, -1), "A039": (6, 5)}
"""Mean points that a firm gained in each year up to 2016, the latest year first."""
T, I, E = "trust", "interdependence", "equitability"  # noqa: E741 - the three drivers
# fmt: off
ITEMS = {
    "farming": [
        ("knowledge", (T,), "Why customers stay and leave is known"),
        ("strategy", (T, I), "Keeping customers has a goal and a budget"),
        ("planning", (I,), "Account reviews set next steps"),
        ("implementation", (T, I, E), "Contacts run deep and broad"),
        ("implementation", (E,), "Intensive care for accounts in trouble"),
        ("results", (E,), "Retention and lifetime value are measured"),
    ],
    "people": [
        ("knowledge", (T,), "Needed competencies are written down"),
        ("strategy", (T,), "Leaders set the example with customers"),
        ("planning", (I,), "Development plans follow customer goals"),
        ("implementation", (T, E), "Coaching on the job"),
        ("implementation", (I,), "Hiring for attitude"),
        ("results", (T, E), "Pay and careers follow customer results"),
    ],
    "technology": [
        ("knowledge", (E,), "Data that customers see are right"),
        ("strategy", (I,), "An information plan for customers"),
        ("planning", (I, E), "Systems are chosen with their users"),
        ("implementation", (T, I), "One view of a customer in all channels"),
        ("implementation", (E,), "Knowledge is in systems, not in heads"),
        ("results", (T,), "Data quality is measured"),
    ],
    "brand": [
        ("knowledge", (T,), "What the name stands for is tested"),
        ("strategy", (T, E), "Propositions by need and value"),
        ("planning", (E,), "Promises are priced before they are made"),
        ("implementation", (T,), "Staff can say and keep the promise"),
        ("implementation", (I,), "Propositions are made with customers"),
        ("results", (T, E), "Reasons to stay are traced to the offer"),
    ],
    "channels": [
        ("knowledge", (I,), "Which channel customers prefer is known"),
        ("strategy", (I, E), "A role for each channel"),
        ("planning", (E,), "Plans are shared with intermediaries"),
        ("implementation", (T, I), "The same answer in every channel"),
        ("implementation", (T,), "New media are used with care"),
        ("results", (E,), "Cost and value of a channel are known"),
    ],
    "kam": [
        ("knowledge", (T, I), "The customer's own plans are known"),
        ("strategy", (I,), "Clear criteria for a key account"),
        ("planning", (T, I, E), "Plans are made jointly"),
        ("implementation", (T, I), "A dedicated team works across functions"),
        ("implementation", (E,), "Influence and blockers are mapped"),
        ("results", (I, E), "Both sides review what the plan brought"),
    ],
    "hunting": [
        ("knowledge", (I,), "Why bids are won and lost is known"),
        ("strategy", (E,), "Prospects are chosen, not met by chance"),
        ("planning", (E,), "The pipeline is planned by quality"),
        ("implementation", (T,), "Prospects meet experts early"),
        ("implementation", (T, I), "Handover to those who keep the account"),
        ("results", (E,), "Cost of winning a customer is measured"),
    ],
    "markets": [
        ("knowledge", (I,), "Market structure and growth are mapped"),
        ("strategy", (I, E), "Which markets to enter, grow and leave"),
        ("planning", (E,), "Resources follow the chosen sectors"),
        ("implementation", (T,), "A name as experts in the sector"),
        ("implementation", (I,), "Off-target work is turned down"),
        ("results", (E,), "Share and profit by sector are reported"),
    ],
    "negotiating": [
        ("knowledge", (T, E), "What the other side needs is known"),
        ("strategy", (E,), "A point at which to walk away"),
        ("planning", (I,), "Every bid has a plan and a lead"),
        ("implementation", (T, E), "Hard on the matter, fair in manner"),
        ("implementation", (I,), "The customer's language is used"),
        ("results", (E,), "Terms won are compared with those planned"),
    ],
    "organisation": [
        ("knowledge", (T,), "Barriers between functions are known"),
        ("strategy", (I,), "Structure follows the customer's journey"),
        ("planning", (I,), "Every customer issue has an owner"),
        ("implementation", (T, I), "Decisions are taken close to customers"),
        ("implementation", (E,), "Budgets move with priorities"),
        ("results", (T, E), "Trust inside the firm is measured"),
    ],
    "ways": [
        ("knowledge", (T,), "Causes of complaints are found"),
        ("strategy", (E,), "A goal of easier business"),
        ("planning", (I,), "Processes are drawn from outside in"),
        ("implementation", (T,), "Work is done one way, and well"),
        ("implementation", (I, E), "Teams across functions mend gaps"),
        ("results", (E,), "Effort of customers is measured"),
    ],
    "category": [
        ("knowledge", (I,), "Who buys the category, and why, is known"),
        ("strategy", (I, E), "A role for each category"),
        ("planning", (E,), "Category plans are made with key accounts"),
        ("implementation", (I,), "Insight is shared at the point of choice"),
        ("implementation", (T,), "No cherry-picking of lines"),
        ("results", (E,), "Growth of the whole category is shared"),
    ],
}
# fmt: on
HEAD = ["assessment", "company", "sector", "year", "theme", "stage", "drivers", "item", "evidence"]


@dataclass(frozen=True)
class Firm:
    """A firm of the benchmark with its scores by theme."""

    key: str
    sector: str
    scores: dict[str, int]


def firms() -> list[Firm]:
    """Read the firms that were assessed, with their scores."""
    with SCORES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Firm(row["firm"], row["sector"], {theme: int(row[theme]) for theme in ITEMS})
        for row in rows
    ]


def evidence(theme: str, score: int, generator: np.random.Generator) -> list[int]:
    """Draw whole evidence of a theme's items whose weighted mean is its score to the point."""
    weights = [sum(WEIGHTS[driver] for driver in drivers) for _, drivers, _ in ITEMS[theme]]
    ahead = np.array([AHEAD[stage] for stage, _, _ in ITEMS[theme]], dtype=float)
    ahead -= np.average(ahead, weights=weights)
    drawn = score + ahead + generator.normal(scale=SCATTER, size=len(weights))
    values = np.clip(np.rint(drawn), 0, 100).astype(int)
    total = score * sum(weights)
    while (short := total - int(values @ weights)) != 0:
        step = 1 if short > 0 else -1
        free = [
            place
            for place, weight in enumerate(weights)
            if weight <= abs(short) and 0 <= values[place] + step <= 100
        ]
        values[generator.choice(free)] += step
    return [int(value) for value in values]


def before(scores: dict[str, int], gained: int, generator: np.random.Generator) -> dict[str, int]:
    """Make up what the scores were a year earlier."""
    moved = generator.normal(loc=gained, scale=3, size=len(scores))
    return {
        theme: int(np.clip(round(score - move), 0, 100))
        for (theme, score), move in zip(scores.items(), moved, strict=True)
    }


def assessed(firm: Firm, year: int, generator: np.random.Generator) -> list[list[object]]:
    """Give the rows of one assessment."""
    rows: list[list[object]] = []
    for theme, items in ITEMS.items():
        found = evidence(theme, firm.scores[theme], generator)
        for (stage, drivers, item), value in zip(items, found, strict=True):
            start = [f"{firm.key}-{year}", firm.key, firm.sector, year, theme, stage]
            rows.append([*start, ";".join(drivers), item, value])
    return rows


def relation(firm: Firm, year: int, generator: np.random.Generator) -> list[object]:
    """Give what customers of a firm said: quality 1 to 7, NPS, and how many they were."""
    able = np.mean(list(firm.scores.values()))
    quality = float(np.clip(4.75 + 0.02 * (able - 43) + generator.normal(scale=0.28), 1, 7))
    nps = round(float(np.clip(60 * (quality - 4.6) + generator.normal(scale=8), -100, 100)))
    return [firm.key, year, f"{quality:.2f}", nps, int(generator.integers(40, 240))]


def main() -> None:
    """Write both files."""
    generator = np.random.default_rng(SEED)
    rows, relations = [], []
    for firm in firms():
        history = [(YEAR, firm)]
        for back, gained in enumerate(EARLIER.get(firm.key, ()), start=1):
            earlier = before(history[-1][1].scores, gained, generator)
            history.append((YEAR - back, Firm(firm.key, firm.sector, earlier)))
        for year, one in reversed(history):
            rows += assessed(one, year, generator)
            relations.append(relation(one, year, generator))
    _write("items.csv", [HEAD, *rows])
    _write("relations.csv", [["company", "year", "quality", "nps", "answers"], *relations])


def _write(name: str, rows: list[list[object]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    (HERE / name).write_text(text.getvalue(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
