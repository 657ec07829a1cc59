from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.prose.claims import Claim
from research.prose.kinds import holds
from research.prose.observation import Observation, Thresholds, select
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
    deadline=None,
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
    allowed = {f"{whole_percent(claim.value, claim.other)}%" for claim in counts}
    for claim in one.claims:
        if claim.kind == "even":
            allowed.add(f"{whole_percent(claim.other, counts[0].other)}%")
    return allowed


def told(rule: str, salience: float, *claims: Claim, about: str = "a") -> Observation:
    wordings = (f"A {rule}.", f"One {rule}.", f"In {rule}.")
    return Observation(rule, about, wordings, salience, claims or (Claim(rule),))


def test_the_most_unusual_come_first_and_five_at_most() -> None:
    found = [told(f"r{number}", number / 10) for number in range(8)]
    assert [one.rule for one in select(found)] == ["r7", "r6", "r5", "r4", "r3"]


def test_what_has_been_said_is_not_said_again() -> None:
    first = told("first", 0.9, Claim("count", ("a",), "top3", value=1, other=2))
    again = told("again", 0.8, Claim("count", ("a",), "top3", value=1, other=2), Claim("x"))
    other = told("other", 0.1, Claim("count", ("a",), "last", value=1, other=2))
    assert [one.rule for one in select([again, other, first])] == ["first", "other"]


def test_what_stands_nearby_is_not_said_again() -> None:
    one = told("rule", 0.9)
    assert select([one], said=[one]) == []


def test_a_group_already_spoken_of_brings_nothing_new() -> None:
    first = told("first", 0.9, Claim("rank", ("a",), groups=("s.x", "s.y"), value=1))
    again = told("again", 0.8, Claim("gains", ("a",), groups=("s.x",), value=1))
    assert [one.rule for one in select([first, again])] == ["first"]


def test_the_ends_of_a_range_may_be_spoken_of_again() -> None:
    span = told("range", 1, Claim("best", ("a",), groups=("s.x",), value=1))
    only = told("outside", 0.5, Claim("outside", ("a",), groups=("s.x",), value=3))
    assert [one.rule for one in select([span, only])] == ["range", "outside"]


def test_a_rule_that_has_spoken_gives_way_to_another() -> None:
    found = [
        told("peak", 0.9, Claim("peak", ("a",), groups=("s.x",))),
        told("peak", 0.8, Claim("peak", ("a",), groups=("s.y",))),
        told("spread", 0.75, Claim("spread", ("a",))),
    ]
    assert [one.rule for one in select(found)] == ["peak", "spread", "peak"]


@pytest.mark.parametrize("position", range(12))
def test_neighbouring_chapters_and_sentences_open_differently(position: int) -> None:
    found = [told(f"r{number}", number / 10) for number in range(8)]
    here = [one.opening for one in select(found, chapter_position=position)]
    following = [one.opening for one in select(found, chapter_position=position + 1)]
    assert here[0] != following[0]
    assert all(one != other for one, other in itertools.pairwise(here))


def test_chapters_of_the_edition_open_differently_in_words(study_2015: Any) -> None:
    from research.prose.benchmark import observe_benchmark
    from research.prose.ranks import observe_ranks
    from research.prose.shares import observe_shares

    names, tables = study_2015.names, study_2015.tables
    for observe in (
        lambda theme: observe_shares(theme, study_2015.taken, names),
        lambda theme: observe_ranks(theme, tables, names),
        lambda theme: observe_benchmark(theme, study_2015.benchmark, names),
    ):
        openings = []
        for position, theme in enumerate(tables["overall"].index):
            first = select(observe(theme), chapter_position=position)[0]
            openings.append(first.sentence.replace(names.theme(theme), "T").split()[:2])
        assert all(a != b for a, b in itertools.pairwise(openings)), openings


def test_the_top_box_is_never_more_than_half_of_the_order() -> None:
    assert [Thresholds().box(depth) for depth in (4, 6, 12)] == [2, 3, 3]
