from __future__ import annotations

import re

import pandas as pd
import pytest

from research.prose.names import BreakdownName, Names, ThemeName
from research.prose.reconstructions import (
    describe_groups,
    describe_open_positions,
    describe_single,
)

NAMES = Names(
    tuple(ThemeName(key, key.upper(), key.upper()) for key in "abc"),
    (BreakdownName("region", ()), BreakdownName("size", ())),
)
LABELS = {"region": "region", "size": "size of firm"}


def test_pairs_are_counted_by_whether_all_sets_some_or_none_separate_them() -> None:
    separated = {("a", "b"): (True, True), ("a", "c"): (True, False), ("b", "c"): (False, False)}
    pairs = pd.DataFrame(
        [
            {"set": place, "item": item, "other": other, "separated": value}
            for (item, other), values in separated.items()
            for place, value in enumerate(values)
        ]
    )
    positions = pd.DataFrame(
        {"set": [0, 0, 0, 1, 1, 1], "item": list("abc") * 2}
        | {"low": [1, 1, 3, 1, 2, 2], "high": [2, 3, 3, 1, 3, 3]}
    )
    assert describe_open_positions(positions, pairs, list("abc"), NAMES) == [
        "Of the 3 pairs of themes, one can be told apart in all 2 reconstructions, one in no "
        "reconstruction and one in some.",
        "The first position is open to A in all 2 and B in 1.",
        "The last position is open to B and C in all 2.",
    ]


def tidy(p: dict[str, list[float]], adjusted: dict[str, list[float]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"set": place, "breakdown": key, "p": value, "p_adjusted": adjusted[key][place]}
            for key, values in p.items()
            for place, value in enumerate(values)
        ]
    )


def test_breakdowns_are_told_with_the_sets_in_which_they_beat_chance() -> None:
    found = tidy(
        {"region": [0.01, 0.05, 0.2], "size": [0.3, 0.4, 0.04]},
        {"region": [0.02, 0.1, 0.4], "size": [0.3, 0.4, 0.08]},
    )
    [both] = describe_groups(found, LABELS, "holm", 0.95)
    assert both == (
        "Of the 3 reconstructions, groups differ beyond chance over all themes together by region "
        "in 2 (1) and by size of firm in 1 (0); in brackets, corrected for all breakdowns."
    )
    [alone] = describe_groups(found, LABELS, "none", 0.95)
    assert alone.endswith("together by region in 2 and by size of firm in 1.")
    assert describe_groups(found.assign(p=None), LABELS, "holm", 0.95) == []


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (
            [0.01, 0.01],
            "one is beyond chance in some reconstruction and one in all, or one and one when "
            "all 2 are allowed for at once; in so many: A",
        ),
        ([0.01, 0.30], "one is beyond chance in some reconstruction and none in all"),
        ([0.20, 0.30], "No single theme differs by any breakdown, in 2 comparisons on each of 2"),
    ],
)
def test_single_themes_are_told_with_their_sets(p: list[float], said: str) -> None:
    rows = [
        {"set": place, "breakdown": "region", "item": item, "p_adjusted": value, "p_all": 2 * value}
        for item, values in {"a": p, "b": [0.9, 0.9]}.items()
        for place, value in enumerate(values)
    ]
    assert said in " ".join(describe_single(pd.DataFrame(rows), LABELS, NAMES, 0.95))


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ([9, 8, 7, 3, 2, 2, 2], ["A", "B", "C", "D"]),
        ([9, 8, 7, 6, 5, 4, 3], ["A", "B", "C", "D", "E", "F"]),
        ([2] * 7, list("ABCDEFG")),
    ],
)
def test_no_comparison_is_named_where_one_with_as_many_is_not(counts, named) -> None:
    items = "abcdefg"
    names = Names(tuple(ThemeName(key, key.upper(), key.upper()) for key in items))
    rows = [
        {"set": place, "breakdown": "region", "item": item, "p_adjusted": p, "p_all": 0.9}
        for item, count in zip(items, counts, strict=True)
        for place in range(10)
        for p in [0.01 if place < count else 0.9]
    ]
    [said] = describe_single(pd.DataFrame(rows), LABELS, names, 0.95)
    assert re.findall(r"(\w) by region", said) == named
