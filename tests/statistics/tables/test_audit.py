from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from published_totals import Shown, computable, told

from research.statistics.answers.variables import MultipleResponse, Variable
from research.statistics.samples.suppression import Suppression
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.disclosure import Disclosure
from research.statistics.tables.parts import Part

FIVE = Suppression(hide=5)
USES = MultipleResponse(["mail", "web"], "Uses", nets={"Any": ["mail", "web"]})


def people(n: int = 120) -> pd.DataFrame:
    """Respondents of two regions, with uses and answers that vary among them."""
    at = np.arange(n)
    return pd.DataFrame(
        {
            "region": np.where(at % 3 == 0, "asia", "europe"),
            "size": np.where(at % 2 == 0, "small", "large"),
            "mail": (at % 4 < 2).astype(float),
            "web": (at % 5 < 3).astype(float),
            "rating": (at % 4 + 1).astype(float),
            "answer": (at % 3).astype(float),
        }
    )


def book(frame, banners, stub, parts, rule=FIVE, **more):
    plan = Disclosure(frame, banners, rule, stub=stub, parts=parts, **more)
    shown = [Shown(crosstab(frame, stub, b, suppression=plan), b, stub) for b in banners]
    for part in parts:
        own = frame[np.asarray(part.members)]
        shown += [
            Shown(crosstab(own, part.stub, b, suppression=plan), b, part.stub, part.members)
            for b in part.banners
        ]
    return shown


def hidden(shown, question):
    """Columns by rows that are hidden of a question."""
    cells = shown.table.cells
    own = cells[(cells["question"] == question) & ~cells["shown"]]
    return {column: sorted(rows["row"]) for column, rows in own.groupby("column", sort=False)}


def test_columns_by_each_other_the_other_way_round_tell_of_no_few_outside():
    # Tables of all count uses by region, those of the part regions by use: of all but the two with
    # mail who are outside the part the regions would be the difference.
    frame = people()
    mail = np.flatnonzero(frame["mail"] == 1)
    members = np.ones(120, dtype=bool)
    members[mail[:2]] = False
    members[np.flatnonzero(frame["mail"] == 0)[:30]] = False
    banner = Banner(["region", USES])
    shown = book(frame, [banner], [USES], [Part(members, [banner], ["region"])])
    assert not computable(told(frame, shown), 5)
    assert not hidden(shown[0], "Uses")
    gone = hidden(shown[1], "region")
    assert gone["mail"] == ["asia", "europe"]
    assert "Total" not in gone


def test_who_skipped_a_question_is_not_told_to_be_outside_by_its_total():
    frame = people()
    frame["region"] = frame["region"].astype(object)
    outside = np.arange(120) < 40
    frame.loc[:1, "region"] = None
    frame.loc[frame["region"] == "asia", "region"] = "europe"
    part = Part(~outside, [Banner(["size"])], ["region"])
    shown = book(frame, [Banner(["region"])], ["answer"], [part])
    assert not computable(told(frame, shown), 5)


def test_a_mean_goes_with_the_answers_that_it_would_tell_of():
    frame = people()
    frame["rating"] = np.r_[np.ones(3), np.tile([2.0, 3.0, 4.0], 39)]
    rating = Variable("rating", mean=True)
    members = np.arange(120) % 2 == 0
    part = Part(members, [Banner(["size"])], [rating])
    shown = book(frame, [Banner(["rating"])], ["answer"], [part])
    gone = hidden(shown[1], "rating")["Total"]
    assert "1" in gone
    assert "Mean" in gone


@pytest.mark.parametrize("outside", [3, 40])
def test_what_is_safe_stays_printed(outside):
    frame = people()
    members = np.arange(120) >= outside
    banner = Banner(["region", "size", USES])
    shown = book(frame, [banner], ["answer"], [Part(members, [banner], ["rating"])])
    assert not computable(told(frame, shown), 5)
    assert bool(hidden(shown[1], "rating")) == (outside < 5)
    assert "Total" not in hidden(shown[1], "rating")


def drawn(seed: int):
    """Parts that overlap, nests of three, nets, routed grids' rows and accounts."""
    rng = np.random.default_rng(seed)
    frame = people(int(rng.integers(20, 45)))
    n = len(frame)
    for name in ("region", "size", "mail", "web", "rating", "answer"):
        frame[name] = rng.permutation(frame[name].to_numpy())
    frame.loc[rng.random(n) < 0.2, "answer"] = np.nan
    frame["second"] = frame["answer"].where(frame["size"] == "small")
    frame["account"] = rng.integers(0, n // 2, n)
    rating = Variable("rating", top=[4], bottom=[1], nets={"Middle": [2, 3]}, mean=True)
    pool = ["region", ("size", "region"), ("region", "size", "rating"), USES, rating]
    banners = [
        Banner(
            [pool[at] for at in sorted(rng.choice(len(pool), rng.integers(1, 4), replace=False))]
        )
        for _ in range(2)
    ]
    asked = ["answer", "second", "region", "size", USES, rating]
    some = lambda: [q for q in asked if rng.random() < 0.5] or ["answer"]  # noqa: E731
    members = [
        (frame["size"] == "small").to_numpy(),
        (frame["region"] == "europe").to_numpy() | (rng.random(n) < 0.1),
        rng.random(n) < 0.9,
    ]
    parts = [
        Part(own, banners[: rng.integers(1, 3)], some(), f"part {at}")
        for at, own in enumerate(members)
        if own.any() and not frame[own].isna().all().any()
    ]
    return frame, banners, some(), parts


@pytest.mark.parametrize("seed", range(4))
def test_parts_that_overlap_tell_nothing_of_few_together(seed):
    frame, banners, stub, parts = drawn(seed)
    shown = book(frame, banners, stub, parts, Suppression(hide=4))
    assert not computable(told(frame, shown), 4)


@pytest.mark.parametrize("seed", range(2))
def test_parts_that_overlap_tell_nothing_of_few_accounts(seed):
    frame, banners, stub, parts = drawn(seed)
    rule = Suppression(hide=4, accounts=3)
    shown = book(frame, banners, stub, parts, rule, accounts="account")
    rows = told(frame, shown)
    assert not computable(rows, 4)
    assert not computable(rows, 3, frame["account"].to_numpy())
