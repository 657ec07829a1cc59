from __future__ import annotations

import itertools
from typing import Any

import pytest

from research.prose.choice import Section, select
from research.prose.claims import Claim
from research.prose.observation import Observation


def told(rule: str, salience: float, *claims: Claim, about: str = "a") -> Observation:
    wordings = (f"A {rule}.", f"One {rule}.", f"In {rule}.")
    return Observation(rule, about, wordings, salience, claims or (Claim(rule),))


def test_the_most_unusual_come_first_and_three_at_most() -> None:
    found = [told(f"r{number}", number / 10) for number in range(8)]
    assert [one.rule for one in select(found)] == ["r7", "r6", "r5"]


def test_what_has_been_said_is_not_said_again() -> None:
    first = told("first", 0.9, Claim("count", ("a",), "top3", value=1, other=2))
    again = told("again", 0.8, Claim("count", ("a",), "top3", value=1, other=2), Claim("x"))
    other = told("other", 0.1, Claim("count", ("a",), "last", value=1, other=2))
    assert [one.rule for one in select([again, other, first])] == ["first", "other"]


def test_what_stands_nearby_is_not_said_again() -> None:
    one = told("rule", 0.9, Claim("count", ("a",), "top3", value=1, other=2))
    assert select([one], told=one.facts) == []


def test_a_rank_is_told_once_whatever_is_made_of_it() -> None:
    first = told("first", 0.9, Claim("rank", ("a",), groups=("s.x", "s.y"), value=1))
    again = told("again", 0.8, Claim("gains", ("a",), groups=("s.x",), value=1))
    span = told("range", 0.7, Claim("best", ("a",), groups=("s.y",), value=1))
    assert [one.rule for one in select([first, again, span])] == ["first"]


def test_the_ends_of_a_range_are_told_where_they_are_listed() -> None:
    many = tuple(f"s.{letter}" for letter in "wxyz")
    span = told("range", 1, Claim("best", ("a",), groups=many, value=1))
    only = told("leads in", 0.5, Claim("rank", ("a",), groups=("s.x",), value=1))
    assert [one.rule for one in select([span, only])] == ["range", "leads in"]


def test_a_rule_that_has_spoken_gives_way_to_another() -> None:
    found = [
        told("peak", 0.9, Claim("peak", ("a",), groups=("s.x",))),
        told("peak", 0.8, Claim("peak", ("a",), groups=("s.y",))),
        told("spread", 0.75, Claim("spread", ("a",))),
    ]
    assert [one.rule for one in select(found)] == ["peak", "spread", "peak"]


def test_a_section_uses_no_frame_more_than_twice() -> None:
    section = Section()
    peaks = [told("peak", 0.9, Claim("rank", (f"t{turn}",), groups=("s.x",))) for turn in range(9)]
    chapters = [section.choose([one], turn=turn) for turn, one in enumerate(peaks)]
    openings = [one.opening for chosen in chapters for one in chosen]
    assert sorted(openings) == [0, 0, 1, 1, 2, 2]
    assert chapters[6:] == [[], [], []]


def test_a_worn_out_frame_leaves_its_turn_to_the_next() -> None:
    section = Section()
    said = [
        section.choose([told("peak", 0.9, Claim("rank", (f"t{number}",), groups=("s.x",)))])
        for number in range(3)
    ]
    assert [one.opening for chosen in said for one in chosen] == [0, 0, 1]


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
