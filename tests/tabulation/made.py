"""Tabs made by hand, for tests of what is said, drawn and printed of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.edition.questions import Question
from research.tabulation.tab import ANSWERED, SCORED, Break, Line, Point, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOTAL_POINT = Point("total", label="Total", short="Total")


def points(**groups: Sequence[str]) -> tuple[Point, ...]:
    """The total, then a group of points for each name; letters run on as in a book."""
    made, letter = [TOTAL_POINT], iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for number, (name, labels) in enumerate(groups.items()):
        made += [
            Point(
                f"{name}.{label.lower()}", (name.capitalize(),), label, label, next(letter), number
            )
            for label in labels
        ]
    return tuple(made)


def waves(*labels: str) -> tuple[Point, ...]:
    """Points of waves from left to right in time, without a total: ``wave.2015``, ``wave.2016``."""
    return tuple(
        Point(f"wave.{label.lower().replace(' ', '_')}", ("Wave",), label, label, letter, 0)
        for label, letter in zip(labels, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False)
    )


def wave_tab(
    lines: Sequence[Line],
    columns: Sequence[Point],
    values: Sequence[Sequence[float]],
    *,
    same_period: Mapping[str, str] | None = None,
    breaks: Sequence[Break] = (),
    **more: Any,
) -> Tab:
    """A tab by wave: each compared with the one before, and with those in ``same_period``."""
    keys = [point.key for point in columns]
    before: dict[str, tuple[str, ...]] = {keys[0]: ()}
    for early, late in pairwise(keys):
        also = (same_period or {}).get(late)
        before[late] = (early,) if also in (None, early) else (early, also)
    made = tab(lines, columns, values, **({"banner": "waves"} | more))
    return replace(made, against=before, breaks=tuple(breaks))


def tab(
    lines: Sequence[Line],
    columns: Sequence[Point],
    values: Sequence[Sequence[float]],
    *,
    question: Mapping[str, Any],
    bases: Sequence[float],
    scored: Sequence[float] | None = None,
    letters: Mapping[tuple[str, str], str] | None = None,
    tests: pd.DataFrame | None = None,
    half: float = 5.0,
    **more: Any,
) -> Tab:
    """A tab with these values, intervals of ``half`` about them, and letters by line and point."""
    index, heads = [line.key for line in lines], [point.key for point in columns]
    shown = pd.DataFrame(np.asarray(values, dtype=float), index=index, columns=heads)
    marks = pd.DataFrame("", index=index, columns=heads, dtype=object)
    for (line, point), letter in (letters or {}).items():
        marks.loc[line, point] = letter
    kinds = {ANSWERED: list(bases)} | ({SCORED: list(scored)} if scored else {})
    counts = shown.mul(pd.Series(list(bases), index=heads), axis="columns").div(100).round()
    names = ["line", "first", "second", "difference", "p_adjusted", "significant", "reason"]
    asked = Question(**question)
    given = {
        "id": asked.name,
        "row": "",
        "banner": "" if len(columns) == 1 else "profile",
        "title": asked.heading,
        "wording": asked.wording,
        "base": "All respondents",
        "filter": "",
        "weight": "",
        "rest": pd.DataFrame("", index=index, columns=heads, dtype=object),
        "reasons": shown.isna().replace({True: "nobody answered", False: ""}),
        "method": "z test of shares",
    } | more
    return Tab(
        question=asked,
        points=tuple(columns),
        lines=tuple(lines),
        values=shown,
        low=shown - half,
        high=shown + half,
        counts=counts,
        letters=marks,
        bases={
            kind: pd.DataFrame(
                [each] * 3, index=["unweighted", "weighted", "effective"], columns=heads
            )
            for kind, each in kinds.items()
        },
        tests=pd.DataFrame(columns=names) if tests is None else tests,
        **given,
    )
