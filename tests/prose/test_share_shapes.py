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
         "A third of the 105 respondents put OD in the bottom three, although its share of first "
         "choices (13%) is the third highest, level with Hunting."),
        ("organisation", "little more", 2,
         "Beyond its first choices (13%), OD gains only 8 percentage points in the top "
         "three (21%)."),
        ("kam", "rarely first", 2,
         "Without many first choices (5% of 105 respondents), KAM still comes sixth overall: 31% "
         "have it in the top three and 55% in the top six."),
        ("negotiating", "middling", 0,
         "Negotiating is hardly ever first (2%), and fewer have it in the top three (10%) than in "
         "the bottom three (25%); even so, 47% of the 105 respondents put it in the top six."),
        ("brand", "even spread", 2,
         "Below first place the ranks of Brand & CVP are spread evenly: no rank from second to "
         "twelfth draws more than 9% of respondents, and 35% of 105 respondents put it in the top "
         "three, against 18% in the bottom three."),
        ("channels", "weight below", 0,
         "Channels' weight lies in the lower half: over three fifths of the 105 respondents "
         "put it there (63%)."),
        ("category", "at the foot", 1,
         "Over a third of the 105 respondents put Category in one of the last two places (36%)."),
        ("markets", "other end", 2,
         "At the other end, a fifth of the 105 respondents put Target Markets in the bottom "
         "three (20%)."),
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
