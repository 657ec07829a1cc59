"""Tables on the supplier's relationships and accounts against its files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from clauses import spelt
from recomputation import Shown, percent, wilson
from recomputation_listening import WORDS
from recomputation_supplier import (
    CATEGORIES,
    DASH,
    HAPPY,
    QUADRANTS,
    Supplier,
    money,
    printed,
    signed,
    span,
)

if TYPE_CHECKING:
    import pandas as pd

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    "tbl-relationship-position", "tbl-relationship-portfolio", "tbl-relationship-duality",
    "tbl-relationship-segments",
    "tbl-relationship-meeting", "tbl-relationship-plays", "tbl-accounts-quadrants",
    "tbl-accounts-order", "tbl-accounts-hidden", "tbl-accounts-parents",
}  # fmt: skip
DRAWS = 40_000


@cache
def supplier() -> Supplier:
    return Supplier()


@pytest.fixture
def own(shown: Shown) -> Supplier:
    assert shown.items
    return supplier()


def standard_error(values: pd.Series, by: pd.Series) -> float:
    """Of a mean, whose deviations are summed within accounts (Liang and Zeger 1986)."""
    sums = (values - values.mean()).groupby(by).sum()
    return float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)) / len(values))


def overall(own: Supplier) -> dict[str, tuple[float, float]]:
    """Mean and standard error of each score over all answers."""
    answers = own.answers()
    return {
        name: (float(values.mean()), standard_error(values, answers["account"]))
        for name in ("quality", "solution", "experience", "step")
        for values in [answers[name].astype(float)]
    }


def standing(value: float, others: np.ndarray) -> float:
    """Percent of the others below; ties count half."""
    return float(50 * ((others < value).mean() + (others <= value).mean()))


def part(percentile: float, parts: int) -> int:
    return max(1, int(np.ceil((100 - percentile) * parts / 100 - 1e-9)))


def drawn(value: float, error: float, others: np.ndarray) -> np.ndarray:
    """Percentiles of a score drawn anew within a benchmark of suppliers drawn anew."""
    random = np.random.default_rng(11)
    scores = random.normal(value, error, DRAWS)
    again = random.choice(others, size=(DRAWS, len(others)))
    below, upto = again < scores[:, None], again <= scores[:, None]
    found: np.ndarray = 50 * (below.mean(axis=1) + upto.mean(axis=1))
    return found


def ends(cell: str) -> tuple[float, float]:
    """Limits in brackets, or the one value twice."""
    inside = cell.partition("(")[2].rstrip(")") or f"{cell} to {cell}"
    low, high = inside.split(" to ")
    return float(low), float(high)


def test_scores_and_their_position_among_suppliers(shown: Shown, own: Supplier) -> None:
    head, *rows = shown.rows("tbl-relationship-position")
    assert head == ["Measure", "Score", "Interval", "Percentile", "Quarter", "Tenth"]
    scores = overall(own)
    columns = {
        "Relationship quality": ("quality", "quality", 2),
        "Solution": ("solution", "solution", 2),
        "Experience": ("experience", "experience", 2),
        "Net promoter score": ("step", "nps", 0),
    }
    assert [row[0] for row in rows] == list(columns)
    for label, value, interval, *places in rows:
        name, column, digits = columns[label]
        middle, error = scores[name]
        assert value == printed(middle, digits)
        assert interval == span(middle - 1.959964 * error, middle + 1.959964 * error, digits)
        others = own.benchmark[column].to_numpy(dtype=float)
        below = standing(middle, others)
        expected = [printed(below), str(part(below, 4)), str(part(below, 10))]
        assert [place.split()[0] for place in places] == expected
        again = np.percentile(drawn(middle, error, others), [2.5, 97.5])
        # Of 40 suppliers each is 2.5 percent, and the limits lie on such steps.
        assert ends(places[0]) == pytest.approx(tuple(again), abs=2.6)
        for cell, parts in zip(places[1:], (4, 10), strict=True):
            limits = [part(again[1], parts), part(again[0], parts)]
            assert ends(cell) == pytest.approx(limits, abs=1 if parts == 10 else 0)


def test_the_position_of_each_segment(shown: Shown, own: Supplier) -> None:
    rows = shown.rows("tbl-relationship-segments")[1:]
    answers, files = own.answers(), own.files
    names = {"Region": "region", "Industry": "industry"}
    expected = [
        (f"{label}: {WORDS.get(value, value)}", answers["account"].map(files[column]) == value)
        for label, column in names.items()
        for value in sorted(files[column].unique())
    ]
    for row, (label, inside) in zip(rows, expected, strict=True):
        chosen = answers[inside]
        assert row[:2] == [label, str(len(chosen))]
        scores = (("quality", "quality", 2, row[2:5]), ("step", "nps", 0, row[5:8]))
        for name, column, digits, cells in scores:
            values = chosen[name].astype(float)
            others = own.benchmark[column].to_numpy(dtype=float)
            middle = float(values.mean())
            below = standing(middle, others)
            error = standard_error(values, chosen["account"])
            again = np.percentile(drawn(middle, error, others), [2.5, 97.5])
            assert cells[0] == printed(middle, digits)
            for cell, parts in zip(cells[1:], (4, 10), strict=True):
                assert cell.split()[0] == str(part(below, parts))
                limits = [part(again[1], parts), part(again[0], parts)]
                assert ends(cell) == pytest.approx(limits, abs=1)


def test_the_note_on_unique_standing(shown: Shown, own: Supplier) -> None:
    [note] = shown.items["tbl-relationship-position"]["notes"]
    scores = overall(own)
    name = min(("solution", "experience"), key=lambda part: scores[part][0])
    others = own.benchmark[["solution", "experience"]].min(axis=1).to_numpy(dtype=float)
    again = drawn(*scores[name], others)
    assert f"Base: {len(own.answers()):,} answers, {len(others)} other suppliers." in note
    assert part(standing(scores[name][0], others), 10) > 1
    said, _, rest = note.partition("does not hold it (probability ")
    assert said != note
    assert float(rest.rstrip("%).")) == pytest.approx(100 * (again >= 90).mean(), abs=1.5)


def portfolio(own: Supplier) -> dict[str, int]:
    counts = own.accounts["category"].value_counts()
    weak = "ambivalent, stalker or opponent"
    return {
        **{name: int(counts[name]) for name in CATEGORIES},
        weak: int(counts[CATEGORIES[2:]].sum()),
    }


def test_the_portfolio_against_a_typical_one(shown: Shown, own: Supplier) -> None:
    rows = shown.rows("tbl-relationship-portfolio")[1:]
    counts = portfolio(own)
    base = sum(counts[name] for name in CATEGORIES)
    typical = {"ambassador": (33.3, 33.3), "rational": (50, 50), [*counts][-1]: (10, 20)}
    said = {"ambassador": "33%", "rational": "50%", [*counts][-1]: "10 to 20%"}
    for (name, count), row in zip(counts.items(), rows, strict=True):
        low, high = (100 * end for end in wilson(count, base))
        bounds = typical.get(name)
        verdict = ""
        if bounds:
            inside = bounds[0] <= low and high <= bounds[1]
            verdict = "within" if inside else "cannot tell"
            verdict = "above" if low > bounds[1] else "below" if high < bounds[0] else verdict
        assert row == [
            name.capitalize(), f"{count:,}", f"{percent(count, base)}%", f"{span(low, high)}%",
            said.get(name, DASH), verdict,
        ]  # fmt: skip
    [note] = shown.items["tbl-relationship-portfolio"]["notes"]
    more = len(own.accounts) - base
    assert f"Base: {base} accounts; of {more} more too few people were heard" in note


def test_the_chart_of_the_portfolio(shown: Shown, own: Supplier) -> None:
    counts = portfolio(own)
    base = sum(counts[name] for name in CATEGORIES)
    dots = shown.items["fig-relationship-portfolio"]["specification"]["dots"]
    for name, dot in zip(CATEGORIES, dots, strict=True):
        assert dot["label"] == name.capitalize()
        assert dot["estimate"] == pytest.approx(100 * counts[name] / base)
        low, high = wilson(counts[name], base)
        assert (dot["low"], dot["high"]) == pytest.approx((100 * low, 100 * high))
        assert dot["printed"] == f"{percent(counts[name], base)}%  ({counts[name]} accounts)"


def test_payers_and_users_apart(shown: Shown, own: Supplier) -> None:
    answers = own.answers().astype({"quality": float})
    sides = answers.groupby(["account", "side"])["quality"].mean().unstack().dropna()
    sides["gap"] = sides["payer"] - sides["user"]
    expected = []
    for name in ("payer", "user", "gap"):
        middle, reach = sides[name].mean(), 1.959964 * sides[name].sem()
        limits = span(middle - reach, middle + reach, 2)
        expected.append([str(len(sides)), printed(middle, 2), limits])
    rows = shown.rows("tbl-relationship-duality")[1:]
    assert [row[1:] for row in rows] == expected
    assert [row[0] for row in rows] == ["Payers: quality", "Users: quality", "Payers less users"]
    [note] = shown.items["tbl-relationship-duality"]["notes"]
    apart = (sides["gap"].abs() > 1 - 1e-9).sum()
    assert f"the {len(sides)} accounts where both sides answered" in note
    assert f"At {apart} of them" in note


def test_whom_to_meet(shown: Shown, own: Supplier) -> None:
    assert shown.rows("tbl-relationship-meeting")[1:] == [
        [reason, f"{len(who):,}", f"{who['account'].nunique():,}"]
        for reason, who in own.meetings.items()
    ]


def test_the_next_plays_count_the_categories(shown: Shown, own: Supplier) -> None:
    counts = portfolio(own)
    rows = shown.rows("tbl-relationship-plays")[1:]
    assert [row[:2] for row in rows] == [
        [name.capitalize(), f"{counts[name]}"] for name in CATEGORIES
    ]
    assert len({row[2] for row in rows}) == len(CATEGORIES)


def test_quadrants_of_accounts(shown: Shown, own: Supplier) -> None:
    frame = own.accounts
    where = frame["quadrant"].fillna("unplaced")
    rows = shown.rows("tbl-accounts-quadrants")[1:]
    assert [row[:-1] for row in rows] == [
        [
            name.capitalize(), f"{len(inside):,}", money(inside["revenue_this_year"].sum()),
            money(inside["untapped"].sum()), f"{inside['due'].sum()}", f"{inside['thin'].sum()}",
        ]
        for name in [*QUADRANTS, "unplaced"]
        for inside in [frame[where == name]]
    ]  # fmt: skip


def test_the_first_accounts_of_each_quadrant(shown: Shown, own: Supplier) -> None:
    assert shown.rows("tbl-accounts-order")[1:] == [
        [
            f"{row['name']} ({key})", row["quadrant"].capitalize(), money(row["revenue_this_year"]),
            f"{printed(row['wallet'])}%", money(row["untapped"]), signed(row["nps"]),
            printed(row["months"]), row["because"],
        ]
        for key, row in own.first.iterrows()
    ]  # fmt: skip


def test_happy_accounts_with_an_unhappy_decider(shown: Shown, own: Supplier) -> None:
    unhappy = own.hidden[own.hidden["unhappy deciders"] > 0]
    counts = ["buyers", "unhappy", "unreached", "unhappy deciders", "unreached deciders"]
    assert shown.rows("tbl-accounts-hidden")[1:] == [
        [
            name.capitalize(), str(len(inside)), money(inside["revenue_this_year"].sum()),
            *(str(inside[column].sum()) for column in counts),
        ]
        for name in HAPPY
        for inside in [unhappy[unhappy["quadrant"] == name]]
    ]  # fmt: skip
    either = own.hidden[["unhappy deciders", "unreached deciders"]].sum(axis=1) > 0
    [note] = shown.items["tbl-accounts-hidden"]["notes"]
    assert note.startswith(
        f"{spelt(len(unhappy)).capitalize()} accounts of high sentiment have an unhappy decider; "
    )
    assert f"; {spelt(int(either.sum()))} have a decider who is unhappy or was not reached." in note


def test_the_largest_parents(shown: Shown, own: Supplier) -> None:
    assert shown.rows("tbl-accounts-parents")[1:] == [
        [
            f"{row['name']} ({key})", str(row["accounts"]), money(row["revenue"]),
            f"{printed(row['wallet'])}%", money(row["untapped"]), signed(row["nps"]),
            str(row["answers"]), ", ".join(row["quadrants"]),
        ]
        for key, row in own.parents.head(6).iterrows()
    ]  # fmt: skip
    [note] = shown.items["tbl-accounts-parents"]["notes"]
    held = own.parents["accounts"].sum()
    assert note.startswith(f"{len(own.parents)} parents hold {held} accounts.")
