from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from research.prose.ranks import observe_ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from research.prose.names import Names


def told(tables: dict[str, pd.DataFrame], names: Names, theme: str, rule: str) -> list[str]:
    return [one.sentence for one in observe_ranks(theme, tables, names) if one.rule == rule]


@pytest.mark.parametrize(
    ("theme", "rule", "sentence"),
    [
        ("farming", "outside",
             "Farming falls outside the top three only in Insurance (fourth)."),
        ("farming", "firsts",
         "Farming is first in two of the five sectors shown (Banking & Financial Services and "
         "Advertising & Marketing)."),
        ("farming", "top in breakdown",
         "Farming is in the top three in four of the five sectors shown."),
        ("people", "exception",
         "People ranks from first to fourth in all groups but one: in the Americas it comes "
         "sixth."),
        ("channels", "inside",
         "Channels rises above the lower half only among MDs and CEOs (sixth)."),
        ("category", "inside",
         "Category rises above the bottom three only in the Americas (ninth)."),
        ("ways", "steady",
         "WoW is the most consistent theme: none of the 13 groups puts it more than two "
         "places from "
         "its tenth rank overall."),
        ("negotiating", "often high",
         "Negotiating, seventh overall, is in the top four in 3 of the 13 groups: in "
         "Telecommunications & Technology, in Insurance and in the Americas."),
        ("technology", "gains",
         "IT ranks higher than overall (eleventh) in Telecommunications & Technology (seventh) and "
         "among MDs and CEOs (eighth)."),
        ("kam", "peak",
         "KAM ranks tenth in Insurance, lower than any other sector shown places it."),
    ],
)  # fmt: skip
def test_ranks_are_told_as_an_analyst_would(
    theme: str, rule: str, sentence: str, printed_tables: dict[str, pd.DataFrame], names: Names
) -> None:
    assert sentence in told(printed_tables, names, theme, rule)


def test_the_widest_spread_is_told_of_one_theme_a_breakdown(
    printed_tables: dict[str, pd.DataFrame], names: Names
) -> None:
    spreads = [
        (theme, claim.breakdown)
        for theme in printed_tables["overall"].index
        for one in observe_ranks(theme, printed_tables, names)
        if one.rule == "spread"
        for claim in one.claims
        if claim.kind == "spread"
    ]
    assert sorted(breakdown for _, breakdown in spreads) == ["region", "sector", "seniority"]
    assert ("kam", "seniority") in spreads


@pytest.mark.parametrize(
    ("opening", "sentence"),
    [
        (0, "KAM ranks from third (in four groups) to eleventh (among MDs and CEOs) over the 13 "
            "groups."),
        (1, "From third (in four groups) to eleventh (among MDs and CEOs): that is the range of "
            "KAM over the 13 groups."),
        (2, "The 13 groups place KAM anywhere between third (in four groups) and eleventh (among "
            "MDs and CEOs)."),
    ],
)  # fmt: skip
def test_the_range_names_the_groups_at_its_ends(
    opening: int, sentence: str, printed_tables: dict[str, pd.DataFrame], names: Names
) -> None:
    found = observe_ranks("kam", printed_tables, names)
    assert [one.wordings[opening] for one in found if one.rule == "range"] == [sentence]


def test_a_theme_with_one_rank_has_no_range(made_up: Callable[..., Any]) -> None:
    frames = made_up([[1, 2, 3, 4]] * 4, [1, 1, 2, 2])
    said = told(frames.tables, frames.names, "t2", "same rank")
    assert said == ["T2 ranks third in both groups."]
    assert told(frames.tables, frames.names, "t2", "range") == []


def test_a_single_group_is_not_compared(made_up: Callable[..., Any]) -> None:
    frames = made_up([[1, 2, 3, 4]] * 4, [1, 1, 1, 1])
    assert observe_ranks("t2", frames.tables, frames.names) == []


def test_all_groups_are_called_all(made_up: Any) -> None:
    study = made_up([[1, 2, 3, 4], [1, 2, 4, 3], [2, 1, 3, 4], [1, 3, 2, 4]], [0, 1, 2, 3])
    found = observe_ranks("t0", study.tables, study.names)
    told = [words for one in found if one.rule == "top in breakdown" for words in one.wordings]
    assert told
    assert not any("four of the four" in words.lower() for words in told)
    assert any(words.startswith("All four kinds rank T0") for words in told)
