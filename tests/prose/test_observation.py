from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.prose.kinds import holds
from research.prose.observation import Observation, Thresholds
from research.wording.shares import whole_percent

if TYPE_CHECKING:
    from collections.abc import Callable


@st.composite
def answers(draw: st.DrawFn) -> tuple[list[list[int]], list[int]]:
    """Rankings of four to eight themes by up to a dozen people in up to three groups."""
    themes = draw(st.integers(4, 8))
    people = draw(st.integers(1, 12))
    ranking = st.permutations(range(1, themes + 1))
    rankings = draw(st.lists(ranking, min_size=people, max_size=people))
    groups = draw(st.lists(st.integers(1, 3), min_size=people, max_size=people))
    return rankings, groups


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(given_answers=answers())
def test_every_sentence_about_any_answers_is_true_and_well_formed(
    given_answers: tuple[list[list[int]], list[int]],
    made_up: Callable[..., Any],
    well_formed: Callable[[str], bool],
) -> None:
    frames = made_up(*given_answers)
    evidence = frames.evidence
    for one in frames.observations():
        assert all(holds(claim, evidence) for claim in one.claims), one
        assert all(well_formed(wording) for wording in one.wordings), one.wordings
        printed = {figure for wording in one.wordings for figure in re.findall(r"\d+%", wording)}
        assert printed <= percentages(one), one


def percentages(one: Observation) -> set[str]:
    """Percentages that the claims of an observation allow it to print."""
    counts = [claim for claim in one.claims if claim.kind in ("count", "together")]
    return {f"{whole_percent(claim.value, claim.other)}%" for claim in counts}


def test_the_top_box_is_never_more_than_half_of_the_order() -> None:
    assert [Thresholds().box(depth) for depth in (4, 6, 12)] == [2, 3, 3]
