from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from research.prose.choice import select
from research.prose.shares import observe_overall, observe_shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.prose.observation import Observation


def rules(found: list[Observation]) -> set[str]:
    return {one.rule for one in found}


def observe(frames: Any, theme: str) -> dict[str, Observation]:
    found = observe_shares(theme, frames.taken, frames.names)
    return {one.rule: one for one in found}


def test_leading_shares_are_told_one_by_one(study_2015: Any) -> None:
    told = [
        one
        for one in observe_shares("farming", study_2015.taken, study_2015.names)
        if one.rule == "leaders"
    ]
    assert [one.sentence for one in told] == [
        "Farming has the second-highest share of first choices (15%).",
        "Farming has the highest top-three share (50%).",
        "Farming has the highest top-six share (85%).",
    ]
    assert [one.figures for one in told] == [
        (f"overall.farming.{measure}",) for measure in ("first", "top3", "top6")
    ]


def test_the_lowest_share_is_told_apart_from_who_has_less_elsewhere(study_2015: Any) -> None:
    told = observe(study_2015, "category")
    assert told["laggards"].turned(2).sentence == (
        "No theme has a lower top-six share than Category (25%)."
    )
    assert told["few lower"].turned(1).sentence == (
        "Only Negotiating and WoW have a lower top-three share than Category (12%)."
    )


def test_the_largest_single_share_is_told_of_one_theme_alone(study_2015: Any) -> None:
    themes = study_2015.tables["overall"].index
    assert [key for key in themes if "largest cell" in observe(study_2015, key)] == ["technology"]


def test_a_shared_place_is_nobodys_lead(made_up: Callable[..., Any]) -> None:
    frames = made_up([[1, 2, 3, 4], [2, 1, 4, 3]], [1, 1])
    assert all("leaders" not in observe(frames, key) for key in ("t0", "t1"))


def test_every_theme_has_something_said_of_it(study_2015: Any) -> None:
    for theme in study_2015.tables["overall"].index:
        assert select(observe(study_2015, theme).values())


@pytest.mark.parametrize("rankings", [[[1, 2, 3]] * 4, [[1, 2, 3, 4]]])
def test_too_few_themes_or_people_are_not_spoken_of(
    rankings: list[list[int]], made_up: Callable[..., Any]
) -> None:
    frames = made_up(rankings, [1] * len(rankings))
    assert observe(frames, "t0") == {}


def test_all_themes_are_somebodys_first_choice(
    study_2015: Any, made_up: Callable[..., Any]
) -> None:
    (told,) = observe_overall(study_2015.taken, study_2015.names)
    assert told.sentence == (
        "Each of the twelve themes is somebody's first choice, Channels least often "
        "(1% of 105 respondents)."
    )
    frames = made_up([[1, 2, 3, 4], [1, 2, 3, 4]], [1, 1])
    assert observe_overall(frames.taken, frames.names) == []


def test_by_far_needs_intervals_that_do_not_meet(made_up: Any) -> None:
    first, second = [1, 2, 3, 4], [2, 1, 3, 4]
    close = made_up([*[first] * 6, *[second] * 4], [0] * 10)
    wide = made_up([*[first] * 60, *[second] * 40], [0] * 100)
    for study, far in ((close, False), (wide, True)):
        told = " ".join(one.sentence for one in observe(study, "t0").values())
        assert ("by far the highest share of first choices" in told) is far


def test_a_most_frequent_rank_leads_clearly(study_2015: Any) -> None:
    assert "most frequent rank" not in observe(study_2015, "hunting")
    assert "most frequent rank" in observe(study_2015, "technology")
