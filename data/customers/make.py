"""Draw the made-up customer survey, the same bytes each time: python data/customers/make.py."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from research.statistics import maxdiff_design

SEED = 2026
FIRMS, RESPONDENTS = 168, 412
SECTORS = {1: 0.3, 2: 0.16, 3: 0.2, 4: 0.22, 9: 0.12}
"""Share of each sector's code: manufacturing, energy, food, retail, other."""
LIKING = {1: 0.7, 2: 0.8, 3: -0.5, 4: -0.7, 9: 0.0}
REGIONS = ("N", "S", "W", "E")
NAMES = ("Ada", "Bela", "Cem", "Dora", "Edo", "Fina", "Gero", "Hila", "Ivo", "Jana", "Kim", "Lio")
PRAISE = (
    "Technicians who know our machines by heart",
    "They keep what they promise",
    "Spare parts arrive when the line stands still",
    "One person to call, and she answers",
    "The web shop saves us half a day a week",
    "Honest advice, even when it sells less",
    "They understood our audit before we did",
    "Long experience with plants like ours",
)
BLAME = (
    "Nobody calls back",
    "Weeks for an offer",
    "Prices went up without a word",
    "Four people in a year, and each asks the same",
    "The invoice never fits the order",
    "Delivery dates are a guess",
    "Hotline without end",
    "A competitor answers within the hour",
)
MIXED = ("Good machines, slow office", "Fine so far", "Solid, a little dear", "Could be faster")
PULLS = {
    1: 0.9,  # lower price
    2: 0.3,  # parts in stock
    3: 0.7,  # faster service
    4: -0.3,  # training
    5: -0.6,  # financing
    6: -0.8,  # a well-known name
    7: -0.7,  # lower emissions
    8: 0.5,  # longer service life
}
"""Planted utilities of reasons to change the supplier."""
PULLS_BY_SECTOR = {(4, 1): 0.9, (2, 7): 1.2}
"""What retail finds in a lower price, and energy in lower emissions, beyond all others."""
TASKS, SHOWN, VERSIONS = 6, 4, 4
RIVALS = {1: "Tolvane", 2: "Merrix", 3: "Oskarn & Sons", 4: "Pellwood"}
"""Other suppliers, all made up, by their codes."""
RATED = {
    "speed": {1: 4.1, 2: 2.7, 3: 3.4, 4: 3.4},
    "expertise": {1: 3.4, 2: 3.3, 3: 4.3, 4: 3.4},
    "prices": {1: 2.4, 2: 4.0, 3: 3.0, 4: 3.1},
}
"""Planted means of their ratings."""
PLACES = 3
# fmt: off
HEAD = [
    "id", "account", "name", "email", "weight", "day", "status", "sector", "region", "employees",
    "recommend", "reason", "quote", "speed", "expertise", "delivery", "advice", "prices", "care",
    "renew", "web", "phone", "visit", "fair", "nothing", "us", "rival", "others", "first",
    "second", "third", "spend", "version",
    *(f"{side}{task}" for task in range(1, TASKS + 1) for side in ("best", "worst")),
    *(
        f"rival{place}{part}"
        for place in range(1, PLACES + 1)
        for part in ("", "_speed", "_expertise", "_prices", "_recommend", "_bought")
    ),
]
# fmt: on


def designed() -> str:
    """Give the design of the tasks as text: in each version all reasons three times."""
    sets = maxdiff_design(list(PULLS), per_set=SHOWN, sets=TASKS, versions=VERSIONS, seed=SEED).sets
    return str(sets.to_csv(index=False, lineterminator="\n"))


DESIGN = {
    (int(row["version"]), int(row["set"])): [row[f"item{place}"] for place in range(1, SHOWN + 1)]
    for row in csv.DictReader(io.StringIO(designed()))
}


class Firm:
    """A made-up firm: what its respondents have in common."""

    def __init__(self, number: int, rng: np.random.Generator) -> None:
        self.number = number
        self.sector = int(rng.choice(list(SECTORS), p=list(SECTORS.values())))
        self.region = str(rng.choice(REGIONS, p=(0.34, 0.28, 0.22, 0.16)))
        self.employees = int(np.exp(rng.normal(5.4, 1.3)))
        self.liking = LIKING[self.sector] + rng.normal(0, 0.6)


def rated(rng: np.random.Generator, mean: float) -> int:
    """A rating of 1 to 5; some do not know, and for some it does not apply."""
    lot = rng.random()
    if lot < 0.05:
        return 98
    if lot < 0.09:
        return 99
    return int(np.clip(round(rng.normal(mean, 0.9)), 1, 5))


def reason(rng: np.random.Generator, score: int) -> str:
    """Why somebody would recommend or not; most write nothing."""
    if rng.random() > 0.42:
        return ""
    texts = PRAISE if score >= 9 else MIXED if score >= 7 else BLAME
    return str(rng.choice(texts))


def picks(number: int, sector: int) -> dict[str, object]:
    """The best and the worst reason of each task, by utilities and chance."""
    rng = np.random.default_rng((SEED, number))
    pulls = {item: pull + PULLS_BY_SECTOR.get((sector, item), 0) for item, pull in PULLS.items()}
    version = int(rng.integers(1, VERSIONS + 1))
    done = TASKS if rng.random() < 0.96 else int(rng.integers(1, TASKS))
    found: dict[str, object] = {"version": version}
    for task in range(1, done + 1):
        shown = [int(item) for item in DESIGN[version, task]]
        worth = {item: pulls[item] + rng.gumbel() for item in shown}
        best = max(worth, key=lambda item: worth[item])
        rest = [item for item in shown if item != best]
        loss = {item: -pulls[item] + rng.gumbel() for item in rest}
        found |= {f"best{task}": best, f"worst{task}": max(loss, key=lambda item: loss[item])}
    return found


def rivals(number: int) -> dict[str, object]:
    """Ratings of up to three other suppliers; some give all of them more than others do."""
    rng = np.random.default_rng((SEED, number, 12))
    lenient = rng.normal(0, 0.6)
    known = rng.choice(list(RIVALS), size=rng.choice(4, p=(0.15, 0.3, 0.3, 0.25)), replace=False)
    found: dict[str, object] = {}
    for place, rival in enumerate((int(one) for one in known), 1):
        marks = {part: rated(rng, means[rival] + lenient) for part, means in RATED.items()}
        liking = sum(means[rival] for means in RATED.values()) / len(RATED) - 3.4 + lenient
        score = int(np.clip(round(6.8 + 1.6 * liking + rng.normal(0, 1.6)), 0, 10))
        bought = rng.random() < 1 / (1 + np.exp(0.4 - liking))
        found |= {f"rival{place}": rival, f"rival{place}_bought": 1 if bought else 2}
        found |= {f"rival{place}_{part}": mark for part, mark in marks.items()}
        found[f"rival{place}_recommend"] = 98 if rng.random() < 0.04 else score
    return found


def respondent(number: int, firm: Firm, rng: np.random.Generator) -> dict[str, object]:
    """Answers of one respondent."""
    own = firm.liking + rng.normal(0, 0.5)
    large = firm.employees >= 250
    customer = rng.random() < 0.82
    status = 1 if customer else int(rng.choice([2, 3]))
    marks = {
        "speed": rated(rng, 2.9 + 0.55 * own),
        "expertise": rated(rng, 4.0 + 0.2 * own),
        "delivery": rated(rng, 3.6 + 0.25 * own),
        "advice": rated(rng, 3.7 + 0.3 * own),
        "prices": rated(rng, 3.0 + 0.1 * own - (0.4 if firm.sector == 4 else 0)),
    }
    quick = marks["speed"] if marks["speed"] < 6 else 3
    score = int(np.clip(round(7.1 + 0.9 * own + 0.55 * (quick - 3) + rng.normal(0, 1.2)), 0, 10))
    stays = rng.random() < 1 / (1 + np.exp(-(0.9 + 0.5 * own + 0.6 * (quick - 3))))
    renews = "" if not customer else 1 if stays else int(rng.choice([2, 3], p=(0.55, 0.45)))
    used = {
        "web": rng.random() < (0.72 if large else 0.38),
        "phone": rng.random() < (0.4 if large else 0.66),
        "visit": rng.random() < (0.55 if large else 0.3),
        "fair": rng.random() < 0.22,
    }
    us = int(np.clip(round(rng.normal(44 + 8 * own, 16) / 5) * 5, 0, 100))
    rival = int(round((100 - us) * rng.uniform(0.3, 0.8) / 5) * 5)
    pull = np.array([1.4, 1.1, 0.9 if firm.sector != 4 else 1.9, 0.7, 0.5, 0.3])
    chosen = rng.choice(6, size=3, replace=False, p=pull / pull.sum()) + 1
    name = f"{rng.choice(NAMES)} {rng.choice(NAMES)}son"
    recommend = 98 if rng.random() < 0.03 else score
    return {
        "id": f"R{number:03d}",
        "account": f"F{firm.number:03d}",
        "name": name,
        "email": f"{name.lower().replace(' ', '.')}@example.com",
        "weight": "0.7" if large else "1.4",
        "day": (date(2026, 3, 2) + timedelta(days=int(rng.integers(0, 40)))).isoformat(),
        "status": status,
        "sector": firm.sector,
        "region": firm.region,
        "employees": firm.employees,
        "recommend": recommend,
        "reason": reason(rng, score),
        "quote": int(rng.choice([1, 2], p=(0.55, 0.45))),
        **marks,
        "care": rated(rng, 3.5 + 0.4 * own) if customer else "",
        "renew": renews,
        **{key: 1 if value else "" for key, value in used.items()},
        "nothing": "" if any(used.values()) else 1,
        "us": us,
        "rival": rival,
        "others": 100 - us - rival,
        "first": chosen[0],
        "second": chosen[1],
        "third": chosen[2],
        "spend": round(
            rng.uniform(0.95, 1.05) * float(np.exp(rng.normal(3.2, 0.8))) * (2.4 if large else 1), 1
        ),
        **picks(number, firm.sector),
        **rivals(number),
    }


def draw() -> str:
    """Give the whole file as text."""
    rng = np.random.default_rng(SEED)
    firms = [Firm(number, rng) for number in range(1, FIRMS + 1)]
    listed = [*firms, *(firms[place] for place in rng.integers(0, FIRMS, RESPONDENTS - FIRMS))]
    text = io.StringIO()
    writer = csv.DictWriter(text, HEAD, lineterminator="\n")
    writer.writeheader()
    for number, firm in enumerate(listed, 1):
        writer.writerow(respondent(number, firm, rng))
    return text.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("answers.csv").write_text(draw(), encoding="utf-8")
    Path(__file__).with_name("design.csv").write_text(designed(), encoding="utf-8")
