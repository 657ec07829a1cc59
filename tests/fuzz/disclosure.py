"""Thousands of small surveys tabulated together, and an attack on what their tables leave hidden.

    python tests/fuzz/disclosure.py [cases] [seed]

Run by hand; the tests hold a few dozen such cases. Half of the surveys have tables of a part beside
those of all. It ends with the first set of respondents, too few to be told about, of whom a count
can be computed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from research.statistics.answers.variables import MultipleResponse
from research.statistics.samples.suppression import Suppression
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.disclosure import Disclosure
from research.statistics.tables.parts import Part

sys.path.insert(0, str(Path(__file__).parents[1] / "attacks"))

from published_totals import Shown, computable, told

USES = MultipleResponse(["mail", "web"], "Uses", nets={"Any": ["mail", "web"]})
HEADINGS = ["region", "size", "sector", ("region", "size"), ("sector", "region"), USES]
QUESTIONS = ["answer", "second", "region", "size", USES]


def main(cases: int = 1_000, seed: int = 0) -> int:
    """Attack drawn surveys until one gives way; give 1 if one did."""
    rng = np.random.default_rng(seed)
    hidden = cells = 0
    for number in range(cases):
        frame, banners, stub = drawn(rng)
        parts = drawn_parts(rng, frame, banners, stub) if rng.random() < 0.5 else []
        plan = Disclosure(frame, banners, Suppression(hide=4), stub=stub, parts=parts)
        book = [
            Shown(crosstab(frame, stub, banner, suppression=plan), banner, stub)
            for banner in banners
        ]
        book += [
            Shown(
                crosstab(frame[part.members], part.stub, banner, suppression=plan),
                banner,
                part.stub,
                part.members,
            )
            for part in parts
            for banner in part.banners
        ]
        leaks = computable(told(frame, book), 4)
        if leaks:
            sys.stdout.write(f"case {number}: {leaks[0]}\n{banners}\n{stub}\n{parts}\n")
            sys.stdout.write(f"{frame.to_csv()}\n")
            return 1
        hidden += sum(int((~shown.table.cells["shown"]).sum()) for shown in book)
        cells += sum(len(shown.table.cells) for shown in book)
    sys.stdout.write(f"{cases:,} surveys, {cells:,} cells, {hidden:,} hidden, none given away\n")
    return 0


def drawn(rng: np.random.Generator) -> tuple[pd.DataFrame, list[Banner], list]:
    """Draw a survey with the tables to make of it."""
    n = int(rng.integers(8, 45))
    few = rng.choice([0.05, 0.15, 0.3])
    frame = pd.DataFrame(
        {
            "region": rng.choice(["asia", "europe", "america"], n, p=[few, 0.9 - few, 0.1]),
            "size": rng.choice(["small", "large"], n, p=[few, 1 - few]),
            "sector": rng.choice(["bank", "shop", "farm"], n, p=[0.9 - few, few, 0.1]),
            "mail": rng.integers(0, 2, n).astype(float),
            "web": rng.integers(0, 2, n).astype(float),
            "answer": rng.integers(1, 3, n).astype(float),
            "second": rng.integers(1, 3, n).astype(float),
        }
    ).astype({"region": object, "sector": object})
    for column in ("region", "sector", "answer"):
        frame.loc[rng.random(n) < rng.choice([0, 0, 0.1]), column] = None
    # The second question is asked of some by their first answer, or of everybody.
    if rng.random() < 0.5:
        frame["second"] = frame["second"].where(frame["answer"] == 1)
    frame.loc[rng.random(n) < rng.choice([0, 0.2]), ["mail", "web"]] = np.nan
    if frame.isna().all().any():
        return drawn(rng)
    banners = [
        Banner([HEADINGS[at] for at in sorted(rng.choice(6, rng.integers(1, 4), replace=False))])
        for _ in range(int(rng.integers(1, 3)))
    ]
    chosen = sorted(rng.choice(5, rng.integers(1, 4), replace=False))
    return frame, banners, [QUESTIONS[at] for at in chosen]


def drawn_parts(
    rng: np.random.Generator, frame: pd.DataFrame, banners: list[Banner], stub: list
) -> list[Part]:
    """Draw parts of a survey, their banners and their questions."""
    parts = []
    for number in range(int(rng.integers(1, 3))):
        by_chance = rng.random(len(frame)) < rng.choice([0.3, 0.8, 0.95])
        small = (frame["size"] == "small").to_numpy()
        elsewhere = (frame["region"] != "asia").to_numpy()
        members = (by_chance, small, elsewhere)[int(rng.integers(3))]
        if not members.any() or frame[members].isna().all().any():
            continue
        own = [banner for banner in banners if rng.random() < 0.8] or banners[:1]
        asked = [question for question in stub if rng.random() < 0.6] or stub[:1]
        parts.append(Part(members, own, asked, f"part {number}"))
    return parts


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
