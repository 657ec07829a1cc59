"""Tables and the chart on categories and on change, against the supplier's files."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest
from recomputation import percent
from recomputation_categories import KINDS, SCORES, TYPES, Categories, limits
from recomputation_supplier import CATEGORIES, Supplier, money, printed, signed, span

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    *(f"tbl-categories-{name}" for name in ("meaning", "kinds", "money", "premium", "referrals")),
    "tbl-personas",
    "tbl-movement-scores",
    "tbl-movement-moves",
}


@cache
def categories() -> Categories:
    return Categories(Supplier())


BANDS = ("promoter", "passive", "detractor")


def of_twenty(counts: list[int]) -> list[int]:
    """Seats of twenty, of all ways to give them the one nearest to the shares; of equals the first
    part has the seat."""
    exact = [Fraction(20 * count, sum(counts)) for count in counts]

    def apart(way: tuple[int, ...]) -> tuple[Fraction, ...]:
        gaps = [(seats - share) ** 2 for seats, share in zip(way, exact, strict=True)]
        return sum(gaps, Fraction()), *(Fraction(-seats) for seats in way)

    return list(min(((a, b, 20 - a - b) for a in range(21) for b in range(21 - a)), key=apart))


def test_what_each_category_is_and_how_its_contacts_divide(shown: Shown) -> None:
    own = categories()
    counts = own.own.accounts["category"].value_counts()
    rows = shown.rows("tbl-categories-meaning")[1:]
    assert [[row[0], *row[2:]] for row in rows] == [
        [
            name.capitalize(), str(counts[name]), str(bands.sum()),
            *(f"{percent(bands[band], bands.sum())}%"
              for band in ("promoter", "passive", "detractor")),
            ", ".join(map(str, of_twenty([int(bands[band]) for band in BANDS]))),
            "12, 6, 2" if name == "ambassador" else "–",
        ]
        for name in CATEGORIES
        for bands in [own.bands.loc[name]]
    ]  # fmt: skip
    assert len({row[1] for row in rows}) == len(CATEGORIES)


def test_kinds_of_weak_relationships(shown: Shown) -> None:
    frame = categories().kinds
    rows = shown.rows("tbl-categories-kinds")[1:]
    assert [[row[0], row[1], *row[3:5]] for row in rows] == [
        [
            name, category.capitalize(), str(len(inside)),
            money(inside["revenue_this_year"].sum()),
        ]
        for name, category in KINDS.items()
        for inside in [frame[frame["kind"] == name]]
    ]  # fmt: skip
    assert len({row[5] for row in rows}) == len(KINDS)


def test_money_by_the_category_of_the_survey_before(shown: Shown) -> None:
    own = categories()
    total = own.money["revenue_this_year"].sum()
    rows = shown.rows("tbl-categories-money")[1:]
    for name, row in zip([*CATEGORIES, "none"], rows, strict=True):
        inside = own.money[own.money["category"] == name]
        revenue = inside["revenue_this_year"].sum()
        told = []
        for measure, digits in (("growth", 1), ("renewal", 0), ("cost", 1)):
            value, low, high = own.estimate(name, measure)
            told.append(f"{printed(value, digits)} ({span(low, high, digits)})")
        assert row == [
            "No category" if name == "none" else name.capitalize(), str(len(inside)),
            money(revenue), f"{printed(100 * revenue / total)}%", *told,
            str(inside["renewal"].notna().sum()),
        ]  # fmt: skip


def test_how_much_dearer_the_supplier_might_be(shown: Shown) -> None:
    own = categories()
    rows = shown.rows("tbl-categories-premium")[1:]
    for name, row in zip(CATEGORIES, rows, strict=True):
        found = own.premium.loc[name]
        mean = f"{printed(found['mean'], 1)} ({span(found['low'], found['high'], 1)})"
        more, p = "–", "–"
        if name != CATEGORIES[0]:
            ends = " to ".join(signed(found[end], 1) for end in ("more low", "more high"))
            more = f"{signed(found['more'], 1)} ({ends})"
            p = "< 0.001" if found["p"] < 0.001 else printed(found["p"], 3)
        assert row == [
            name.capitalize(), str(int(found["base"])), str(int(found["accounts"])),
            printed(found["median"], 1), mean, more, p,
        ]  # fmt: skip


def test_types_of_contacts(shown: Shown) -> None:
    frame = categories().personas
    rows = shown.rows("tbl-personas")[1:]
    revenue = frame["part"].sum()
    for name, row in zip(TYPES, rows, strict=True):
        inside = frame[frame["type"] == name]
        score = inside["step"].astype(float)
        half = limits(((score - score.mean()) / len(score)).to_numpy(), list(inside["account"]))
        ends = [max(score.mean() - half, -100), min(score.mean() + half, 100)]
        assert row[0].lower().startswith(f"{name}: ")
        assert row[1:-1] == [
            str(len(inside)), f"{percent(len(inside), len(frame))}%",
            f"{signed(score.mean())} ({' to '.join(map(signed, ends))})",
            money(inside["part"].sum()), f"{printed(100 * inside['part'].sum() / revenue)}%",
        ]  # fmt: skip
    assert len({row[-1] for row in rows}) == len(TYPES)


def test_whom_to_ask_for_a_referral(shown: Shown) -> None:
    assert shown.rows("tbl-categories-referrals")[1:] == [
        [ask, str(len(who)), str(who["account"].nunique())]
        for ask, who in categories().asks.items()
    ]


def test_scores_of_both_surveys_and_their_change(shown: Shown) -> None:
    own = categories().changes
    rows = shown.rows("tbl-movement-scores")[1:]
    for name, row in zip(SCORES, rows, strict=True):
        found, digits = own.loc[name], 0 if name.startswith("Net") else 2
        sides = [
            f"{printed(found[side], digits)} "
            f"({span(found[f'{side} low'], found[f'{side} high'], digits)})"
            for side in ("then", "now")
        ]
        ends = " to ".join(signed(found[end], digits) for end in ("low", "high"))
        change = f"{signed(found['change'], digits)} ({ends})"
        assert row == [name, *sides, change, printed(found["p"], 3)]


def test_accounts_that_moved_between_categories(shown: Shown) -> None:
    moves = categories().moves
    frame = moves.assign(all=moves.sum(axis=1))
    frame.loc["all"] = frame.sum()
    names = [*(name.capitalize() for name in CATEGORIES), "No category", "All"]
    head, *rows = shown.rows("tbl-movement-moves")
    assert head[1:] == names
    assert rows == [
        [name, *map(str, counts)]
        for name, counts in zip(names, frame.to_numpy().tolist(), strict=True)
    ]


def test_the_streams_between_categories(shown: Shown) -> None:
    moves = categories().moves
    chart = shown.items["fig-movement-flow"]["specification"]
    drawn = {(one["before"], one["after"]): one for one in chart["flows"]}
    roles = {-1: "subject", 0: "other", 1: "contrast"}
    for place, before in enumerate(CATEGORIES):
        for other, after in enumerate(CATEGORIES):
            flow = drawn.pop((before.capitalize(), after.capitalize()), None)
            count = int(moves.loc[before, after])
            assert (flow["count"] if flow else 0) == count
            if flow:
                way = (other > place) - (other < place)
                assert flow.get("role", "other") == roles[way]
    assert drawn == {}
    better, worse, same = categories().ways
    assert [entry["text"] for entry in chart["key"]] == [
        f"better ({better})", f"worse ({worse})", f"as they were ({same})",
    ]  # fmt: skip
    assert chart["base"]["counts"] == [better + worse + same]
