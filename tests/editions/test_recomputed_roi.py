"""Tables and the chart on what a programme returns, against plain loops over its years."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from recomputation_roi import LABELS, ORDER, Programme, ends
from recomputation_supplier import DASH, money, printed

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {"tbl-roi-inputs", "tbl-roi-result", "tbl-roi-years"}


@cache
def programme() -> Programme:
    return Programme()


def test_every_input_with_its_ends_and_its_origin(shown: Shown) -> None:
    own = programme()
    rows = shown.rows("tbl-roi-inputs")[1:]
    for name, row in zip(ORDER, rows, strict=True):
        value, low, high = own.inputs[name]
        effect = name in ("renewal", "growth")
        limits = [own.told(name, low), own.told(name, high)] if low < high else [DASH, DASH]
        drawn = "normal" if effect else "triangular" if low < high else "not drawn"
        origin = "loyalty economics" if effect else "made up"
        assert row[1:] == [own.told(name, value), *limits, drawn, origin], row[0]
        assert ("promoter" in row[0]) == (effect or name == "moved")


def test_what_the_programme_returns(shown: Shown) -> None:
    own = programme()
    found = own.measures(own.likely)
    expected = []
    for name in ("gain", "cost", "value", "return", "payback", "as_is", "moved"):
        low, high = ends(np.asarray(own.drawn[name], dtype=float))
        if name == "payback":
            after = own.payback([float(value) for value in own.held(own.likely)])
            told = [
                "not within five years" if np.isinf(value) else f"{printed(value, 1)} years"
                for value in (after, low, high)
            ]
        elif name == "return":
            told = [f"{printed(100 * float(value))}%" for value in (found[name], low, high)]
        else:
            told = [money(float(value)) for value in (found[name], low, high)]
        open_ = told[2].startswith("not")
        within = f"from {told[1]}; the longest {told[2]}" if open_ else f"{told[1]} to {told[2]}"
        expected.append([told[0], told[1] if told[1] == told[2] else within])
    rows = shown.rows("tbl-roi-result")[1:]
    assert [row[1:] for row in rows] == expected
    assert [row[0].split(",")[0] for row in rows][:3] == ["Gains", "Costs", "Net present value"]


def test_the_model_and_what_has_come_about_by_year(shown: Shown) -> None:
    own = programme()
    expected = []
    for year, (cost, gain, _, _) in enumerate(own.years_of(own.likely)):
        known = year < len(own.came)
        expected.append(
            [
                str(year), money(cost), money(gain), money(own.held(own.likely)[year]),
                " to ".join(map(money, own.ranges[year])),
                money(own.came[year]) if known else DASH, own.where(year) if known else DASH,
            ]
        )  # fmt: skip
    assert shown.rows("tbl-roi-years")[1:] == expected


def test_the_chart_of_what_moves_the_value(shown: Shown) -> None:
    own = programme()
    dots = shown.items["fig-roi-tornado"]["specification"]["dots"]
    assert [dot["label"] for dot in dots] == [LABELS[name] for name in own.swings.index]
    value = float(own.measures(own.likely)["value"])
    for dot, (name, row) in zip(dots, own.swings.iterrows(), strict=True):
        found = [dot["estimate"], dot["low"], dot["high"]]
        assert found == pytest.approx([value, *sorted((row["low"], row["high"]))], rel=1e-6, abs=1)
        _, low, high = own.inputs[str(name)]
        told = [own.told(str(name), end) for end in (low, high)]
        assert dot["printed"] == (
            f"{money(row['low'])} at {told[0]}, {money(row['high'])} at {told[1]}"
        )
