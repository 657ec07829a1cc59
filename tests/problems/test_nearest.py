from __future__ import annotations

import time

from research.problems.nearest import known_or_meant, meant, nearest


def test_the_nearest_come_first_and_case_counts_little() -> None:
    known = ["sector", "Region", "regions"]
    assert nearest("region", known, count=2) == ["Region", "regions"]
    assert nearest("xyz", known) == []
    assert meant("sectro", known) == "did you mean 'sector'?"


def test_what_is_no_text_is_compared_as_it_is_written() -> None:
    assert nearest(2105, [2015, 2016]) == ["2015"]


def test_where_nothing_is_near_a_list_of_what_is_known_stands() -> None:
    names = [f"name{place}" for place in range(30)]
    told = known_or_meant("?", names)
    assert told.startswith("known: name0, name1, ")
    assert told.endswith(" and 18 more")
    assert known_or_meant("?", []) == "known: none"


def test_a_word_of_a_million_letters_is_compared_with_nothing() -> None:
    began = time.monotonic()
    assert nearest("a" * 1_000_000, ["a" * 50] * 1000) == []
    assert nearest("a", ["a" * 1_000_000]) == []
    assert time.monotonic() - began < 1
