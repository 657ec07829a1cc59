"""All themes by all groups, opinions of each, and the strips of ranks, against the data files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from recomputation import DAGGER, Recomputed, Shown, as_printed, percent, ranked, shown_of
from recomputation_orders import Positions
from recomputation_words import NUMBERS

if TYPE_CHECKING:
    import pandas as pd
    from conftest import Built

pytestmark = pytest.mark.slow

EDITIONS = ("2015", "2016")
DASH = "–"


@cache
def data(edition: str) -> Recomputed:
    return Recomputed(edition)


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    return shown_of(each, EDITIONS)


@pytest.fixture
def own(each: Built) -> Recomputed:
    return data(each.edition)


def groups(own: Recomputed) -> list[tuple[str, pd.DataFrame]]:
    """Label and ranks of everybody, and then of each group that has a column."""
    found = [("All respondents", own.ranks())]
    for key in own.breakdowns:
        found += [(label, own.inside(key, label)) for label in own.shown(key).values()]
    return found


def test_the_ranks_of_all_themes_in_all_groups(shown: Shown, own: Recomputed) -> None:
    chart = shown.items["fig-a-groups"]["specification"]
    assert chart["columns"] == [own.shorts[theme] for theme in own.overall.index]
    assert chart["depth"] == len(own.names)
    assert [row["label"] for row in chart["heats"]] == [label for label, _ in groups(own)]
    for row, (label, ranks) in zip(chart["heats"], groups(own), strict=True):
        few = "*" if len(ranks) < own.flag else ""
        assert row["beside"] == f"n = {len(ranks)}{few}", label
        assert row.get("muted", False) == bool(few)
        if len(ranks) < own.hide:
            assert row["printed"] == [DASH] * len(own.names)
            continue
        places = ranked(ranks.sum())[own.overall.index]
        assert row["places"] == list(places), label
        assert row["printed"] == list(as_printed(places)), label


def test_what_is_said_over_the_groups(shown: Shown, own: Recomputed) -> None:
    """The theme named is in the top three of so many groups, and no other of as many."""
    inside = [ranked(ranks.sum()) for _, ranks in groups(own)[1:] if len(ranks) >= own.hide]
    counts = {own.shorts[theme]: sum(one[theme] <= 3 for one in inside) for theme in own.names}
    most = max(counts.values())
    leads = [short for short, count in counts.items() if count == most]
    title = shown.title("fig-a-groups")
    assert len(leads) == 1
    every = f"{leads[0]} is in the top three of every group"
    some = f"{leads[0]} is in the top three of {most} of {len(inside)} groups"
    assert title == (every if most == len(inside) else some)


def test_how_often_each_theme_took_each_rank(shown: Shown, own: Recomputed) -> None:
    chart = shown.items["fig-a-spread"]["specification"]
    depth = len(own.names)
    assert len(chart["panels"]) == depth
    assert NUMBERS[chart["title"].split(" ")[0].lower()] == depth
    for panel, theme in zip(chart["panels"], own.overall.index, strict=True):
        assert panel["label"] == own.shorts[theme]
        counts = [own.count(theme, str(rank)) for rank in range(1, depth + 1)]
        assert panel["values"] == [percent(count, own.base) for count in counts], theme
        top, bottom = own.share(theme, "top3"), own.share(theme, "bottom3")
        assert panel["said"] == f"{top} top three, {bottom} bottom three"


def near(said: int | None, expected: int) -> bool:
    """Random draws may settle a borderline pair otherwise than even directions."""
    return said is not None and abs(said - expected) <= 1


def test_the_strip_of_each_theme(shown: Shown, own: Recomputed) -> None:
    seen = [(label, ranks) for label, ranks in groups(own) if len(ranks) >= own.hide]
    open_ = {label: Positions(ranks, 20_000) for label, ranks in seen}
    exact = total = 0
    for theme in own.names:
        chart = shown.items[f"strip-{theme}"]["specification"]
        assert chart["line"] == own.overall[theme]
        assert (DAGGER in chart["subtitle"]) == (len(own.sets) > 1)
        assert [row["label"] for row in chart["strips"]] == [label for label, _ in seen]
        for row, (label, ranks) in zip(chart["strips"], seen, strict=True):
            places = ranked(ranks.sum())
            assert row["place"] == places[theme], (theme, label)
            assert row["printed"] == as_printed(places)[theme]
            gain = own.overall[theme] - places[theme]
            role = "subject" if gain > 2 else "contrast" if gain < -2 else "other"
            assert row.get("role", "other") == role
            found = open_[label]
            low, high = found.alone(list(found.ordered).index(theme))
            assert near(row["low"], low), (theme, label)
            assert near(row["high"], high), (theme, label)
            exact, total = exact + ((row["low"], row["high"]) == (low, high)), total + 1
    assert exact > 0.95 * total
