from __future__ import annotations

from typing import Any

import pytest

from research.prose.observation import Observation, Thresholds
from research.prose.shares import observe_shares


def observe(frames: Any, theme: str, limits: Thresholds | None = None) -> dict[str, Observation]:
    found = observe_shares(theme, frames.taken, frames.names, limits)
    return {one.rule: one for one in found}


@pytest.mark.parametrize(
    ("theme", "rule", "opening", "told"),
    [
        ("organisation", "polarised", 1,
         "33% of respondents put OD in the bottom three, although its share of first "
         "choices (13%) is the third highest, level with Hunting."),
        ("organisation", "little more", 2,
         "Beyond its first choices (13%), OD gains only 8 percentage points in the top "
         "three (21%)."),
        ("kam", "rarely first", 2,
         "Without many first choices (5%), KAM still reaches sixth place overall."),
        ("negotiating", "middling", 0,
         "Negotiating is in the bottom three more often (25%) than in the top three (10%)."),
        ("negotiating", "hardly first", 1, "Only 2% of respondents put Negotiating first."),
        ("brand", "even spread", 2,
         "Below first place, respondents spread Brand & CVP evenly: no more than 9% give it any "
         "one rank from second to twelfth."),
        ("channels", "weight below", 0,
         "Channels' weight lies in the lower half: 63% of respondents put it there."),
        ("category", "at the foot", 1,
         "36% of respondents put Category in one of the last two places."),
        ("markets", "other end", 2,
         "In 20% of the orders Target Markets is in the bottom three."),
    ],
)  # fmt: skip
def test_shapes_are_told_as_an_analyst_would(
    theme: str, rule: str, opening: int, told: str, study_2015: Any
) -> None:
    assert observe(study_2015, theme)[rule].turned(opening).sentence == told


@pytest.mark.parametrize(
    ("theme", "rule", "limits"),
    [
        ("organisation", "polarised", Thresholds(polarised_bottom=34)),
        ("kam", "rarely first", Thresholds(rarely=4)),
        ("negotiating", "middling", Thresholds(middling_gap=20)),
        ("brand", "even spread", Thresholds(even_factor=1.1)),
        ("channels", "weight below", Thresholds(heavy=64)),
        ("category", "at the foot", Thresholds(foot=40)),
    ],
)
def test_thresholds_decide_what_is_worth_saying(
    theme: str, rule: str, limits: Thresholds, study_2015: Any
) -> None:
    assert rule in observe(study_2015, theme)
    assert rule not in observe(study_2015, theme, limits)
