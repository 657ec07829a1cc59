"""Tabs for tests of the tab book, made up: a question with a net, a scale and a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.tabulation.record import TabRecord, read_record, record_of
from research.tabulation.tab import SCORED, Line
from tests.tabulation.made import points, tab

if TYPE_CHECKING:
    from research.tabulation.tab import Tab

COLUMNS = points(sector=["Banking", "Retail"], region=["North", "South", "West"])
BASES = [412, 120, 28, 169, 95, 30]


def sector() -> Tab:
    """A net and its members, a nought, letters, and a column without figures."""
    lines = [
        Line("net.finance", "Finance (net)", "net", block="finance"),
        Line("banking", "Banking", "category", depth=1, block="finance"),
        Line("retail", "Retail & trade", "category"),
        Line("dk", "Don't know", "dont_know"),
    ]
    nan = np.nan
    made = tab(
        lines,
        COLUMNS,
        [
            [200 / 3, 70, nan, 60, 62, 64],
            [40, 50, nan, 30, 32, 34],
            [30, 0, nan, 35, 20, 36],
            [3, 2, nan, 5, 6, nan],
        ],
        question={"name": "sector", "number": "Q1", "type": "single", "column": "Q1"},
        bases=[412, 120, nan, 169, 95, 30],
        letters={("banking", "sector.banking"): "B", ("retail", "region.west"): "CD"},
        id="sector.profile",
        title="Sector of the firm",
        wording="In which sector does your firm do most of its business?",
        filter="Customers",
        weight="main",
    )
    made.rest.loc["retail", "region.west"] = "higher"
    return made


def service() -> Tab:
    """A scale: boxes, means on a base of their own."""
    lines = [
        Line("1", "1 Poor", "category", head="Answers", block="answers"),
        Line("5", "5 Excellent", "category", head="Answers", block="answers"),
        Line("box.top2", "Top 2", "box"),
        Line("mean", "Mean", "mean", "mean", base=SCORED, estimated=True),
    ]
    values = [[40, 41, 42, 43, 44, 45], [20, 21, 22, 23, 24, 25], [50, 51, 52, 53, 54, 55]]
    return tab(
        lines,
        COLUMNS,
        [*values, [3.25, 3.5, 2.125, 3, 2, 1]],
        question={"name": "service", "number": "Q7", "type": "grid", "rows": [
            {"key": "speed", "column": "a", "text": "Speed"}], "codes": ["1", "5"]},
        bases=BASES,
        scored=[400, 110, 20, 160, 90, 29],
        row="speed",
        id="service.speed.profile",
        title="Service: Speed",
        base="All customers",
        notes=["Some gave two answers."],
    )  # fmt: skip


def recommend() -> Tab:
    """A score with an interval."""
    lines = [
        Line("promoters", "Promoters", "category"),
        Line("score", "Score", "score", "score"),
        Line("error", "Standard error", "error", "score"),
    ]
    return tab(
        lines,
        COLUMNS,
        [[40, 41, 42, 43, 44, 45], [12.5, -3, 0, 8, 9, 10], [2.5, 3, 4, 5, 6, 7]],
        question={"name": "recommend", "number": "Q5", "type": "nps", "column": "Q5"},
        bases=BASES,
        id="recommend.profile",
        title="Likelihood to recommend",
    )


def read(made: Tab) -> TabRecord:
    """The record of a tab, as a notebook carries it."""
    return read_record(record_of(made))


def records() -> list[TabRecord]:
    """A book of three tables by one banner."""
    return [read(made) for made in (sector(), service(), recommend())]
