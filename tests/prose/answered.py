"""Tabs of counted answers for the tests of what is said, with intervals and tests."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.statistics.samples.intervals import wilson
from research.tabulation.tab import ANSWERED, Line, Tab
from tests.tabulation.made import points, tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.tabulation.tab import Point

ROLES = {"dk": "dont_know", "none": "none", "other": "other", "refused": "refused"}


def question(kind: str, **more: Any) -> dict[str, Any]:
    """A question of a type, as an author may have written it."""
    given = {"rows", "column"} & more.keys()
    alone: dict[str, Any] = {"column": "Q1"}
    row: dict[str, Any] = {"rows": {"x": {"column": "x", "text": "x"}}}
    own = {} if given else row if kind == "multi" else alone
    return {"name": "asked", "number": "Q1", "title": "What was asked", "type": kind} | own | more


def tested(columns: Sequence[Point], values: pd.DataFrame, n: Mapping[str, float]) -> pd.DataFrame:
    """Every two columns of a group, by a z test of shares with Bonferroni's correction."""
    rows = []
    for line in values.index:
        for group in {point.group for point in columns if point.group >= 0}:
            own = [point.key for point in columns if point.group == group]
            pairs = list(combinations(own, 2))
            for first, second in pairs:
                a, b = (float(values.loc[line, key]) / 100 for key in (first, second))
                pooled = (a * n[first] + b * n[second]) / (n[first] + n[second])
                error = np.sqrt(pooled * (1 - pooled) * (1 / n[first] + 1 / n[second]))
                small = min(n[first], n[second]) < 30
                p = np.nan if small or not error > 0 else 2 * stats.norm.sf(abs(a - b) / error)
                p *= len(pairs)
                rows.append(
                    {
                        "line": line,
                        "first": first,
                        "second": second,
                        "difference": 100 * (a - b),
                        "p_adjusted": p,
                        "significant": bool(p <= 0.05),
                        "reason": "" if p == p else "base too small",
                    }
                )
    names = ["line", "first", "second", "difference", "p_adjusted", "significant", "reason"]
    return pd.DataFrame(rows, columns=names)


def counted(
    kind: str,
    answers: Mapping[str, Sequence[int] | int],
    bases: Sequence[int] | int,
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    nets: Mapping[str, Sequence[int] | int] | None = None,
    labels: Mapping[str, str] | None = None,
    **more: Any,
) -> Tab:
    """A tab of counts: those of the total alone, or of the total and each point."""
    columns = points(**(groups or {}))
    heads = [point.key for point in columns]
    given = {**answers, **{f"net.{key}": held for key, held in (nets or {}).items()}}
    counts = pd.DataFrame(
        [[held] if isinstance(held, int) else list(held) for held in given.values()],
        index=list(given),
        columns=heads,
        dtype=float,
    )
    n = dict(zip(heads, [bases] if isinstance(bases, int) else bases, strict=True))
    shares = counts.div(pd.Series(n, dtype=float)) * 100
    named = {key: key.removeprefix("net.").capitalize() for key in given} | dict(labels or {})
    lines = [
        Line(key, named[key], "net" if key.startswith("net.") else ROLES.get(key, "category"))
        for key in given
    ]
    asked = more.pop("question", question(kind))
    made = tab(
        lines,
        columns,
        shares.to_numpy(),
        question=asked,
        bases=list(n.values()),
        tests=tested(columns, shares, n),
        **more,
    )
    letters = made.letters.copy()
    marks = {point.key: point.letter for point in columns}
    for row in made.tests[made.tests["significant"]].itertuples():
        high, low = (row.first, row.second) if row.difference > 0 else (row.second, row.first)
        letters.loc[row.line, high] += marks[low]
    limits = {key: wilson(counts[key], n[key]) for key in heads}
    frames = [
        pd.DataFrame({key: 100 * limits[key][side] for key in heads}, index=counts.index)
        for side in (0, 1)
    ]
    return replace(made, counts=counts, low=frames[0], high=frames[1], letters=letters)


def hidden(made: Tab, line: str, point: str = "total", *, base: bool = False) -> Tab:
    """The tab with a cell left out for disclosure, or with a column's base as well."""
    frames = {}
    for name in ("values", "low", "high", "counts"):
        frames[name] = getattr(made, name).copy()
        frames[name].loc[line, point] = np.nan
    reasons = made.reasons.copy()
    reasons.loc[line, point] = "too few to be told about"
    bases = {kind: frame.copy() for kind, frame in made.bases.items()}
    if base:
        bases[ANSWERED][point] = np.nan
    return replace(made, reasons=reasons, bases=bases, **frames)
