"""Every cell of the tables of 2015 and 2016 against a recomputation from the data files."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml
from recomputation import (
    DAGGER,
    REGIONS,
    ROOT,
    Recomputed,
    Shown,
    as_printed,
    decimals,
    percent,
    shown_of,
    wilson,
)
from test_recomputed_categories import TABLES as CATEGORIES
from test_recomputed_checklist import TABLES as CHECKLIST
from test_recomputed_comments import TABLES as COMMENTS
from test_recomputed_crosstabs import TABLES as CROSSTABS
from test_recomputed_drivers import TABLES as DRIVERS
from test_recomputed_integrity import TABLES as INTEGRITY
from test_recomputed_listening import TABLES as LISTENING
from test_recomputed_loyalty import TABLES as LOYALTY
from test_recomputed_maturity import TABLES as MATURITY
from test_recomputed_orders import TABLES as ORDERS
from test_recomputed_planning import TABLES as PLANNING
from test_recomputed_portfolios import TABLES as PORTFOLIOS
from test_recomputed_register import TABLES as REGISTER
from test_recomputed_roi import TABLES as ROI
from test_recomputed_stages import TABLES as STAGES
from test_recomputed_standing import TABLES as STANDING
from test_recomputed_standing import WORDS
from test_recomputed_supplier import TABLES as SUPPLIER
from test_recomputed_verdicts import TABLES as VERDICTS

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

EDITIONS = ("2015", "2016")
# Recomputed beside this file, by edition.
BESIDE = {
    "2015": VERDICTS | STANDING | WORDS,
    "2016": STANDING
    | STAGES
    | ORDERS
    | SUPPLIER
    | CATEGORIES
    | PORTFOLIOS
    | LOYALTY
    | ROI
    | REGISTER
    | PLANNING
    | CHECKLIST
    | DRIVERS
    | COMMENTS
    | CROSSTABS
    | INTEGRITY
    | MATURITY
    | LISTENING,
}


@cache
def data(edition: str) -> Recomputed:
    return Recomputed(edition)


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    return shown_of(each, EDITIONS)


@pytest.fixture
def own(each: Built) -> Recomputed:
    return data(each.edition)


def test_every_table_is_recomputed(shown: Shown, own: Recomputed) -> None:
    here = {"tbl-themes", "tbl-overall", "tbl-a-shares", *(f"tbl-{key}" for key in own.breakdowns)}
    here |= {f"tbl-{key}-{kind}" for key in own.names for kind in ("ranks", "objectives")}
    if own.edition == "2016":
        here |= {"tbl-a-random", "tbl-relationship-coverage"}
    assert not here & BESIDE[own.edition]
    assert set(shown.ids("table")) == here | BESIDE[own.edition]


def test_the_themes_stand_by_level_with_what_they_cover(shown: Shown, own: Recomputed) -> None:
    expected = []
    for level in own.params["themes"]["levels"].values():
        for place, theme in enumerate(key for key in own.names if key in level["items"]):
            said = ["" if place else level["text"], own.names[theme], text(theme)["topic"]]
            expected.append(said)
    assert shown.rows("tbl-themes")[1:] == expected


def text(theme: str) -> dict[str, Any]:
    path = ROOT / "params" / "themes" / f"{theme}.yml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_the_overall_order_and_its_shares(shown: Shown, own: Recomputed) -> None:
    head, *rows = shown.rows("tbl-overall")
    loose = any((own.ranks(answers).sum() != own.ranks().sum()).any() for answers in own.sets[1:])
    mean = "Mean rank" + (DAGGER if loose else "")
    state, rank = head[1:3]
    assert state.startswith("What respondents ranked")
    assert head == ["Theme", state, rank, "Ranked first", "Top 3", "Top 6", "Bottom 3", mean]
    sums, printed = own.ranks().sum(), as_printed(own.overall)
    assert rows == [
        [
            own.names[theme],
            text(theme)["state"],
            printed[theme],
            *(own.share(theme, box) for box in ("first", "top3", "top6", "bottom3")),
            decimals(Fraction(int(sums[theme]), own.base)),
        ]
        for theme in own.overall.index
    ]


@pytest.mark.parametrize("breakdown", ["sector", "region", "size", "seniority"])
def test_the_order_within_groups(shown: Shown, own: Recomputed, breakdown: str) -> None:
    groups = own.shown(breakdown)
    head, bases, *rows = shown.rows(f"tbl-{breakdown}")
    assert head == ["Theme", "Overall", *groups.values()]
    sizes = [len(own.inside(breakdown, label)) for label in groups.values()]
    said = "Base" + (DAGGER if own.sizes_loose(breakdown) else "")
    assert bases == [said, *(f"n = {size}" for size in (own.base, *sizes))]
    columns = [own.column(breakdown, label) for label in groups.values()]
    printed = as_printed(own.overall)
    assert rows == [
        [own.names[theme], printed[theme], *(column[theme] for column in columns)]
        for theme in own.overall.index
    ]


def test_the_ranks_of_each_theme_in_every_group(shown: Shown, own: Recomputed) -> None:
    loose = any(own.sizes_loose(key) for key in own.breakdowns)
    for theme in own.names:
        head, *rows = shown.rows(f"tbl-{theme}-ranks")
        assert head == ["", "Group", "Base" + (DAGGER if loose else ""), "Rank"]
        expected = [["All respondents", "", str(own.base), as_printed(own.overall)[theme]]]
        for key, part in own.breakdowns.items():
            for place, label in enumerate(own.shown(key).values()):
                size = len(own.inside(key, label))
                rank = own.column(key, label)[theme]
                expected.append(["" if place else part["label"], label, str(size), rank])
        assert rows == expected, theme


def test_the_objectives_are_those_of_the_texts(shown: Shown, own: Recomputed) -> None:
    for theme in own.names:
        found = text(theme)
        rows = shown.items[f"tbl-{theme}-objectives"]["data"]["rows"]
        assert rows == [
            [level.title(), *(in_words(row[key]) for key in ("first", "second", "best"))]
            for level, row in found["objectives"].items()
        ], theme


def in_words(cell: list[str] | str) -> str:
    remarks = {
        "not applicable": "Not applicable",
        "as performer": "As for performers",
        "as moderate": "As for moderate firms",
    }
    return remarks[cell] if isinstance(cell, str) else "; ".join(cell)


def test_shares_with_their_intervals(shown: Shown, own: Recomputed) -> None:
    head, *rows = shown.rows("tbl-a-shares")
    assert head == ["Theme", "Ranked first", "Top three", "Bottom three"]
    assert rows == [
        [own.names[theme], *(interval(own, theme, box) for box in ("first", "top3", "bottom3"))]
        for theme in own.overall.index
    ]


def interval(own: Recomputed, theme: str, box: str) -> str:
    def printed(count: int) -> str:
        low, high = (round(100 * end) for end in wilson(count, own.base))
        return f"{percent(count, own.base)}% ({low}–{high})"

    every = {printed(own.count(theme, box, answers)) for answers in own.sets}
    return printed(own.count(theme, box)) + (DAGGER if len(every) > 1 else "")


def test_what_random_answers_would_hide(shown: Shown, own: Recomputed) -> None:
    if own.edition == "2015":
        pytest.skip("one set of answers alone would tell")
    head, *rows = shown.rows("tbl-a-random")
    assert head == ["Theme", "As answered", "5%", "10%", "20%", "30%"]
    middle, sums = Fraction(len(own.names) + 1, 2), own.ranks().sum()
    printed = as_printed(own.overall)
    for theme, row in zip(own.overall.index, rows, strict=True):
        mean = Fraction(int(sums[theme]), own.base)
        expected = [
            decimals((mean - share * middle) / (1 - share))
            for share in (Fraction(percent, 100) for percent in (0, 5, 10, 20, 30))
        ]
        assert row == [own.names[theme], *(f"{value} ({printed[theme]})" for value in expected)]


def test_who_was_heard_of_the_accounts(shown: Shown, own: Recomputed) -> None:
    if own.edition != "2016":
        pytest.skip("an edition without accounts")
    contacts = pd.read_csv(own.file("contacts"))
    asked = contacts[contacts["survey"] == contacts["survey"].max()].groupby("account")
    accounts = pd.read_csv(own.file("accounts"), index_col="account")
    accounts["region"] = accounts["region"].replace(REGIONS)
    accounts["asked"] = asked.size().reindex(accounts.index, fill_value=0)
    accounts["answered"] = asked["answered_on"].count().reindex(accounts.index, fill_value=0)
    whole = (accounts["asked"] == 1) & (accounts["answered"] == 1)
    accounts["placed"] = (accounts["answered"] >= 2) | whole
    accounts["thin"] = ~accounts["placed"] | (accounts["answered"] < 0.4 * accounts["asked"])
    parts = [("All accounts", accounts), *accounts.groupby("region")]
    assert shown.rows("tbl-relationship-coverage")[1:] == [
        [
            label,
            f"{len(part):,}",
            f"{(part['answered'] > 0).sum():,}",
            f"{part['thin'].sum():,}",
            f"{part['placed'].sum():,}",
            f"{part['asked'].sum():,}",
            f"{part['answered'].sum():,}",
            f"{percent(part['answered'].sum(), part['asked'].sum())}%",
        ]
        for label, part in parts
    ]
