"""Tabs by wave drawn by lot, for tests of what is said of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.tabulation.tab import Break, Line
from tests.prose.answered import question
from tests.tabulation.made import wave_tab, waves

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.tabulation.tab import Point, Tab

LABELS = ("Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026")
POINTS = waves(*LABELS)
NOW, BEFORE, YEAR = POINTS[-1].key, POINTS[-2].key, POINTS[0].key


def tested(
    values: pd.DataFrame, errors: pd.DataFrame, pairs: Sequence[tuple[str, str]], fewest: bool
) -> pd.DataFrame:
    """Compare pairs of waves line by line, each by a z test, corrected within the line."""
    rows = []
    for line in values.index:
        for now, before in pairs:
            error = float(np.hypot(errors.loc[line, now], errors.loc[line, before]))
            change = float(values.loc[line, now] - values.loc[line, before])
            p = np.nan if fewest or not error > 0 else 2 * stats.norm.sf(abs(change) / error)
            corrected = min(p * len(pairs), 1.0) if p == p else p
            rows.append(
                {
                    "line": line,
                    "first": now,
                    "second": before,
                    "difference": change,
                    "error": error if p == p else np.nan,
                    "df": np.inf,
                    "p": p,
                    "p_adjusted": corrected,
                    "significant": bool(corrected <= 0.05),
                    "reason": "" if p == p else "base too small",
                }
            )
    return pd.DataFrame(rows)


def waved(
    lines: Sequence[Line],
    values: Sequence[Sequence[float]],
    *,
    asked: Mapping[str, Any] | None = None,
    error: float = 2.0,
    breaks: Sequence[Break] = (),
    columns: Sequence[Point] = POINTS,
    year: bool = True,
    few: bool = False,
    **more: Any,
) -> Tab:
    """A tab by wave whose figures all have the same error, each wave against the one before.

    The last is also compared with the first, as the same quarter of the year before.
    """
    keys = [point.key for point in columns]
    again = {keys[-1]: keys[0]} if year and len(keys) > 2 else {}
    made = wave_tab(
        lines,
        columns,
        values,
        question=asked or question("single"),
        bases=[300] * len(columns),
        same_period=again,
        breaks=breaks,
        half=1.96 * error,
        **more,
    )
    errors = pd.DataFrame(error, index=made.values.index, columns=keys)
    pairs = [(now, each) for now, against in made.against.items() for each in against]
    return replace(made, tests=tested(made.values, errors, pairs, few))


def drawn(seed: int, kind: str = "multi", lines: int = 4) -> Tab:
    """A tab by wave drawn by lot: some lines move, some do not, some waves are broken."""
    rng = np.random.default_rng(seed)
    names = ["Adlon", "Corvex", "Ensa", "Movara", "Onyx"][:lines]
    held = [Line(name.lower(), name, "category") for name in names]
    error = float(rng.uniform(0.5, 4))
    start = rng.uniform(20, 70, (lines, 1))
    steps = rng.normal(0, error, (lines, len(POINTS)))
    steps[:, -1] += rng.choice([0, 0, 5, -5, 12], lines) * rng.choice([0, 1])
    steps[:, 1:-1] += rng.choice([0, 0, 8], (lines, 1))
    broken = []
    for point in (BEFORE, YEAR):
        if rng.random() < 0.15:
            kinds = tuple(rng.permutation(["wording", "scale", "base"])[: rng.integers(1, 3)])
            broken.append(Break(point, NOW, kinds, "The question was changed."))
    asked = question(kind, rows={one.key: {"column": one.key, "text": one.label} for one in held})
    values = np.clip(start + steps, 1, 99)
    return waved(held, values.tolist(), asked=asked, error=error, breaks=broken)


def scored(seed: int, **more: Any) -> Tab:
    """A score by wave drawn by lot."""
    rng = np.random.default_rng(seed)
    error = float(rng.uniform(1, 6))
    values = rng.uniform(-20, 40) + rng.normal(0, 2 * error, len(POINTS))
    held = [Line("score", "Score", "score", "score")]
    return waved(held, [values.tolist()], asked=question("nps"), error=error, **more)
