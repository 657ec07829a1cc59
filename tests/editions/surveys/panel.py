"""A panel of 5,000 by 2,500 in Parquet: weights, revenue, grids of what each has named before.

Nothing of it is stored: it is drawn again from its seed in a second or two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from surveys.truth import Counted, Measured, Truth

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from surveys.truth import Flags, Floats

    Codes = NDArray[np.int8]

__all__ = ["COLUMNS", "NAME", "ROWS", "truth", "write"]

NAME = "panel.parquet"
ROWS, COLUMNS = 5_000, 2_500

SECTOR = {"Banking": 0.2, "Insurance": 0.15, "Retail": 0.3, "Energy": 0.1, "Public": 0.25}
REGION = {"North": 0.3, "South": 0.3, "East": 0.15, "West": 0.25}
# How often the sample holds them: not as often as the market does.
SAMPLED = {
    "sector": (0.32, 0.12, 0.26, 0.06, 0.24),
    "region": (0.4, 0.25, 0.12, 0.23),
}
SEGMENTS = ("Growing", "Exporting", "Family-owned", "Listed", "Founded lately", "Under review")
BRANDS = 40
STATEMENTS = 20
RARE = (0, 18, 45)
REASONS = (
    *("Price", "Speed", "People", "Quality", "Range", "Location", "Habit", "Contract"),
    *("Warranty", "Advice", "Reputation", "Ownership"),
)
WORDS = (
    "They were the cheapest, and quick.",
    "Good people; we know them.",
    "NA",
    "Es passt einfach für uns.",
    "Head office decided.",
)
BLANK = -1
ACCOUNTS = 900
LARGEST_SHARE = 0.4


@dataclass(frozen=True)
class Drawn:
    """Columns by name, blank where -1, nan or None; revenue by account, nan where not known."""

    codes: dict[str, Codes]
    numbers: dict[str, Floats]
    days: NDArray[np.datetime64]
    texts: dict[str, NDArray[np.object_]]
    revenue: Floats


@cache
def draw(rows: int = ROWS, columns: int = COLUMNS) -> Drawn:
    """Draw the panel.

    Parameters
    ----------
    rows : respondents, 200 or more.
    columns : of the file; what no question of ours needs is filled with trackers.
    """
    rng = np.random.default_rng(16_601)
    codes: dict[str, Codes] = {}
    for name, shares in SAMPLED.items():
        codes[name] = rng.choice(len(shares), rows, p=shares).astype(np.int8)
    for at, share in enumerate((0.4, 0.3, 0.5, 0.15, 0.1, 0.02), 1):
        codes[f"seg_{at}"] = (rng.random(rows) < share).astype(np.int8)
    codes |= _brands(rng, rows)
    for many in RARE:
        column = np.full(rows, BLANK, dtype=np.int8)
        column[rng.permutation(rows)[:many]] = rng.integers(1, 6, many)
        codes[f"rare_{many}"] = column
    texts = _words(rng, rows)
    codes |= _reasons(rng, texts["reason"])
    account, revenue = _accounts(rng, rows)
    numbers = {"wgt": _rim(codes, rows), "revenue": revenue[account]}
    texts["account"] = np.array([f"{at:05d}" for at in account], dtype=object)
    days = np.datetime64("2016-01-04") + rng.integers(0, 180, rows).astype("timedelta64[D]")
    spare = columns - len(codes) - len(numbers) - len(texts) - 1
    for at in range(1, spare + 1):
        tracker = rng.integers(1, 6, rows).astype(np.int8)
        tracker[rng.random(rows) < 0.1] = BLANK
        codes[f"T{at:04d}"] = tracker
    return Drawn(codes, numbers, days, texts, revenue)


def _brands(rng: np.random.Generator, rows: int) -> dict[str, Codes]:
    """Which brands each knows; of these a recommendation and a grid of twenty statements."""
    made: dict[str, Codes] = {}
    for brand in range(1, BRANDS + 1):
        knows = rng.random(rows) < 0.7 / brand**0.6
        made[f"aware_{brand}"] = knows.astype(np.int8)
        likely = np.rint(rng.normal(7, 2.2, rows)).clip(0, 10).astype(np.int8)
        likely[rng.random(rows) < 0.02] = 98
        made[f"Q30_{brand}"] = np.where(knows, likely, BLANK).astype(np.int8)
        for row in range(1, STATEMENTS + 1):
            points = np.rint(rng.normal(3 + row / 20, 1.1, rows)).clip(1, 5)
            made[f"Q20_{brand}_{row}"] = np.where(knows, points, BLANK).astype(np.int8)
    # Two who rate what they do not know, three who leave open what they do, one off the scale.
    first, knows = made["Q20_1_1"], made["aware_1"] == 1
    first[np.flatnonzero(~knows)[:2]] = 4
    first[np.flatnonzero(knows)[:3]] = BLANK
    first[np.flatnonzero(knows)[3]] = 9
    return made


def _words(rng: np.random.Generator, rows: int) -> dict[str, NDArray[np.object_]]:
    said = np.array([*WORDS, None], dtype=object)
    drawn = rng.choice(len(said), rows, p=[0.14, 0.12, 0.02, 0.1, 0.12, 0.5])
    numbers = range(1, rows + 1)
    return {
        "id": np.array([f"P{at:06d}" for at in numbers], dtype=object),
        "name": np.array([f"Madeup{at:05d} Nobody" for at in numbers], dtype=object),
        "email": np.array([f"nobody{at:05d}@example.com" for at in numbers], dtype=object),
        "reason": said[drawn],
    }


def _reasons(rng: np.random.Generator, words: NDArray[np.object_]) -> dict[str, Codes]:
    """Up to three codes of what was said, as a reader gave them; the third seldom."""
    said = np.array([word is not None for word in words])
    order = np.argsort(rng.random((len(words), len(REASONS))), axis=1)[:, :3] + 1
    many = rng.choice([1, 2, 3], len(words), p=[0.6, 0.3, 0.1])
    return {
        f"reason_{at + 1}": np.where(said & (many > at), order[:, at], BLANK).astype(np.int8)
        for at in range(3)
    }


def _accounts(rng: np.random.Generator, rows: int) -> tuple[NDArray[np.int64], Floats]:
    """The account of each respondent; the revenue of each account, one of them huge."""
    account = rng.integers(0, ACCOUNTS, rows)
    account[:12] = 0
    revenue = np.round(rng.lognormal(12, 1.1, ACCOUNTS), 2)
    revenue[rng.permutation(np.arange(1, ACCOUNTS))[:60]] = np.nan
    present = np.zeros(ACCOUNTS, dtype=bool)
    present[account] = True
    rest = np.nansum(revenue[1:][present[1:]])
    revenue[0] = np.round(rest * LARGEST_SHARE / (1 - LARGEST_SHARE), 2)
    revenue[~present] = np.nan
    return account, revenue


def _rim(codes: dict[str, Codes], rows: int) -> Floats:
    """Weights that bring sector and region to the shares of the market (Deming & Stephan 1940)."""
    weights = np.ones(rows)
    for _ in range(100):
        for name, shares in (("sector", SECTOR), ("region", REGION)):
            held = np.bincount(codes[name], weights, minlength=len(shares))
            weights *= (np.array(list(shares.values())) * rows / held)[codes[name]]
    return weights


def write(folder: Path, rows: int = ROWS, columns: int = COLUMNS) -> Path:
    """Write the panel as panel.parquet.

    Parameters
    ----------
    folder : gets the file.
    rows, columns : of it.

    Returns
    -------
    pathlib.Path
        The file.
    """
    drawn, path = draw(rows, columns), folder / NAME
    labels = {"sector": SECTOR, "region": REGION}
    made: dict[str, Any] = {name: pa.array(column) for name, column in drawn.texts.items()}
    made["answered"] = pa.array(drawn.days)
    for name, column in drawn.codes.items():
        if name in labels:
            # Labels as categories, as a frame of pandas is written.
            made[name] = pa.DictionaryArray.from_arrays(column, list(labels[name]))
        else:
            made[name] = pa.array(column, mask=column == BLANK)
    for name, numbers in drawn.numbers.items():
        made[name] = pa.array(numbers, mask=np.isnan(numbers))
    pq.write_table(pa.table(made), path, compression="zstd")
    return path


def _count(column: Codes, codes: Sequence[int], asked: Flags | None = None) -> Counted:
    base = np.ones(len(column), dtype=bool) if asked is None else asked
    blank = column == BLANK
    counts = {str(code): int((base & (column == code)).sum()) for code in codes}
    strange = column[base & ~blank & ~np.isin(column, codes)]
    values, numbers = np.unique(strange, return_counts=True)
    return Counted(
        asked=int(base.sum()),
        answered=sum(counts.values()),
        counts=counts,
        blank=int((base & blank).sum()),
        unasked=int((~base & ~blank).sum()),
        unknown={str(value): int(n) for value, n in zip(values, numbers, strict=True)},
    )


def _multi(ticks: dict[str, Flags], seen: Flags) -> Counted:
    counts = {name: int(each.sum()) for name, each in ticks.items()}
    return Counted(len(seen), int(seen.sum()), counts, blank=int((~seen).sum()))


def _sum(values: Floats) -> Measured:
    good = ~np.isnan(values)
    return Measured(
        len(values), int(good.sum()), float(values[good].sum()), blank=int((~good).sum())
    )


@cache
def truth(rows: int = ROWS, columns: int = COLUMNS) -> Truth:
    """What is in the panel: everybody counts, weights left aside.

    Parameters
    ----------
    rows, columns : of the file.
    """
    drawn = draw(rows, columns)
    codes = drawn.codes
    everybody = np.ones(rows, dtype=bool)
    counted = {}
    for name, shares in (("sector", SECTOR), ("region", REGION)):
        held = np.bincount(codes[name], minlength=len(shares))
        labelled = dict(zip(shares, map(int, held), strict=True))
        counted[name] = Counted(rows, rows, labelled)
    segments = {f"seg_{at}": codes[f"seg_{at}"] == 1 for at in range(1, len(SEGMENTS) + 1)}
    counted["segments"] = _multi(segments, everybody)
    brands = {f"aware_{at}": codes[f"aware_{at}"] == 1 for at in range(1, BRANDS + 1)}
    counted["aware"] = _multi(brands, everybody)
    for brand in range(1, BRANDS + 1):
        knows = codes[f"aware_{brand}"] == 1
        counted[f"Q30_{brand}"] = _count(codes[f"Q30_{brand}"], [*range(11), 98], knows)
        for row in range(1, STATEMENTS + 1):
            name = f"Q20_{brand}_{row}"
            counted[name] = _count(codes[name], range(1, 6), knows)
    for many in RARE:
        counted[f"rare_{many}"] = _count(codes[f"rare_{many}"], range(1, 6))
    given = np.stack([codes[f"reason_{at}"] for at in (1, 2, 3)])
    themes = {str(code): (given == code).any(axis=0) for code in range(1, len(REASONS) + 1)}
    said = np.array([word is not None for word in drawn.texts["reason"]])
    counted["reasons"] = _multi(themes, said)
    known = drawn.revenue[~np.isnan(drawn.revenue)]
    weights = drawn.numbers["wgt"]
    return Truth(
        rows=rows,
        kept=rows,
        left_out={},
        counted=counted,
        measured={
            "weight": _sum(weights),
            "revenue of accounts": _sum(drawn.revenue),
            "revenue as it stands": _sum(drawn.numbers["revenue"]),
        },
        odd={
            "accounts": len(set(drawn.texts["account"])),
            "accounts without revenue": len(set(drawn.texts["account"])) - len(known),
            "largest account in thousandths": round(1000 * float(known.max() / known.sum())),
            "reasons that look missing": int((drawn.texts["reason"] == "NA").sum()),
        },
    )
