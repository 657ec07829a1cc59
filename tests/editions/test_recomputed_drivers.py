"""Tables and charts on what drives the recommendation, against regressions fitted anew."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from recomputation_drivers import DRIVERS, DriversOf
from recomputation_supplier import DASH, Supplier, printed
from scipy.stats import spearmanr

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {"tbl-drivers-methods", "tbl-drivers-missing"}
# Percentage points by which limits of two bootstraps may differ by chance; their error is 0.15.
POINTS = 0.8


@cache
def drivers() -> DriversOf:
    return DriversOf(Supplier())


def test_drivers_by_every_method(shown: Shown) -> None:
    columns = ["lmg", "johnson", "pratt", "beta", "first", "last"]
    rows = shown.rows("tbl-drivers-methods")[1:]
    assert rows == [
        [
            name.capitalize(), *(printed(row[column], 3) for column in columns),
            printed(row["inflation"], 1), DASH,
        ]
        for name, row in drivers().methods.iterrows()
    ]  # fmt: skip


def test_no_driver_has_anything_to_beware_of() -> None:
    methods = drivers().methods
    assert (methods["inflation"] < 5).all()
    assert (methods["beta"] * methods["r"] > 0).all()
    assert (methods["beta"].abs() <= methods["r"].abs()).all()


def test_the_methods_agree_on_the_order_as_noted(shown: Shown) -> None:
    [note] = shown.items["tbl-drivers-methods"]["notes"]
    methods = drivers().methods
    heads = {
        "relative weights": "johnson", "Pratt": "pratt", "coefficients": "beta", "alone": "first",
        "last in": "last",
    }  # fmt: skip
    for head, column in heads.items():
        value = spearmanr(methods["lmg"].abs(), methods[column].abs()).statistic
        assert re.search(rf"{head} {printed(value, 2)}[,.]", note), head


def test_who_did_not_answer_what(shown: Shown) -> None:
    asked = drivers().asked
    expected = [["Outcome: the recommendation", f"{len(asked):,}", "0", DASH]]
    for name in DRIVERS:
        missing = int(asked[name].isna().sum())
        share = f"{printed(100 * missing / len(asked), 1)}%"
        expected.append([name.capitalize(), f"{len(asked) - missing:,}", str(missing), share])
    assert shown.rows("tbl-drivers-missing")[1:] == expected
    [note] = shown.items["tbl-drivers-missing"]["notes"]
    out = len(asked) - len(drivers().rows)
    assert note.startswith(f"{out} of {len(asked):,} rows lack the outcome or a driver")


def test_the_chart_of_shares(shown: Shown) -> None:
    found = drivers()
    dots = shown.items["fig-drivers"]["specification"]["dots"]
    assert [dot["label"] for dot in dots] == [name.capitalize() for name in found.methods.index]
    for dot, (name, row) in zip(dots, found.methods.iterrows(), strict=True):
        ends = found.limits.loc[name]
        assert dot["estimate"] == pytest.approx(row["share"])
        assert dot["low"] == pytest.approx(ends["share_low"], abs=POINTS)
        assert dot["high"] == pytest.approx(ends["share_high"], abs=POINTS)
        ranks = f"{ends['best']:g}–{ends['worst']:g}"
        assert dot["printed"] == f"{printed(row['share'])}%  (rank {ranks})"


def test_the_note_of_the_chart_of_shares(shown: Shown) -> None:
    found, [note, *_] = drivers(), shown.items["fig-drivers"]["notes"]
    assert f"Base: {len(found.rows):,} complete answers from {found.accounts} accounts." in note
    said = re.search(r"explain (\d+)% of the variance \((\d+) to (\d+)%\)", note)
    assert said
    ends = 100 * np.percentile(found.drawn[1], [2.5, 97.5])
    assert said[1] == printed(100 * found.explained)
    assert (int(said[2]), int(said[3])) == pytest.approx(tuple(ends), abs=1)


def test_the_map_of_importance_and_performance(shown: Shown) -> None:
    item, found = shown.items["fig-drivers-map"], drivers()
    scatter = item["specification"]
    assert scatter["y_cut"] == pytest.approx(100 / len(DRIVERS))
    assert scatter["x_cut"] == pytest.approx(found.methods["mean"].mean())
    listed = item["alt"].partition("four quarters: ")[2].rstrip(".")
    quarters = {name.capitalize(): found.quarter(name) for name in DRIVERS}
    assert listed == "; ".join(f"{name}: {place}" for name, (place, _) in quarters.items())
    for point in scatter["points"]:
        row = found.methods.loc[point["label"].lower()]
        assert [point["x"], point["y"]] == pytest.approx([row["mean"], row["share"]])
        sure = quarters[point["label"]][1]
        assert point.get("role", "subject") == ("subject" if sure else "other"), point["label"]
