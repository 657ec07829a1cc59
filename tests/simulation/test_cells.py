from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.edition.questions import Question
from research.simulation.cells import dummy_cells, members

COUNT = 40


def made(seed: int = 1, **words: Any) -> dict[str, list[str]]:
    question = Question.model_validate({"name": "asked", **words})
    return dummy_cells(question, COUNT, np.random.default_rng(seed))


def numbers(seed: int = 1, **words: Any) -> set[float]:
    return {float(cell) for cells in made(seed, **words).values() for cell in cells}


@given(count=st.integers(1, 30), groups=st.integers(1, 30), seed=st.integers(0, 1000))
@settings(max_examples=20)
def test_every_group_has_members_when_there_are_enough_people(
    count: int, groups: int, seed: int
) -> None:
    labels = [str(at) for at in range(groups)]
    drawn = members(labels, count, np.random.default_rng(seed))
    assert len(drawn) == count
    assert set(labels[:count]) <= set(drawn)


def test_a_single_answer_is_a_code_that_somebody_can_give() -> None:
    codes = {1: "Yes", 2: "No", 9: {"text": "Not asked", "role": "not_asked"}}
    assert set(made(type="single", column="x", codes=codes)["x"]) == {"1", "2"}


@given(items=st.integers(1, 8), top=st.integers(1, 8), seed=st.integers(0, 99))
@settings(max_examples=20)
def test_ranks_go_from_one_to_as_many_as_were_asked_for(items: int, top: int, seed: int) -> None:
    rows = {f"r{at}": {"column": f"r{at}"} for at in range(items)}
    cells = made(seed, type="ranking", rows=rows, top=top)
    for row in zip(*cells.values(), strict=True):
        ranks = sorted(int(cell) for cell in row if cell)
        assert ranks == list(range(1, min(items, top) + 1))


def test_slots_hold_each_item_once() -> None:
    cells = made(type="ranking", slots=["s1", "s2", "s3"], codes=["a", "b", "c", "d"], top=2)
    assert set(cells["s3"]) == {""}
    assert all(one != two for one, two in zip(cells["s1"], cells["s2"], strict=True))


@pytest.mark.parametrize("total", [1, 7, 100, 2.5])
def test_shares_add_up(total: float) -> None:
    cells = made(type="allocation", rows={"a": "A", "b": "B", "c": "C"}, sum=total)
    sums = [sum(map(float, row)) for row in zip(*cells.values(), strict=True)]
    assert sums == pytest.approx([total] * COUNT)


def test_who_chooses_none_chooses_nothing_else() -> None:
    rows = {"a": "A", "b": "B", "none": {"text": "None", "role": "none"}}
    cells = made(type="multi", rows=rows, counted=["1"])
    picks = list(zip(*cells.values(), strict=True))
    assert ("", "", "1") in picks
    assert all(any(pick) and (not pick[2] or pick == ("", "", "1")) for pick in picks)


def test_several_codes_stand_in_one_cell_or_side_by_side() -> None:
    whole = made(type="multi", column="x", split="|", codes=["a", "b", "c"])["x"]
    assert {token for cell in whole for token in cell.split("|")} == {"a", "b", "c"}
    apart = made(type="multi", columns=["x", "y"], codes=["a", "b", "c"])
    assert all(first and first != second for first, second in zip(*apart.values(), strict=True))


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ({"type": "nps", "column": "x"}, set(range(11))),
        ({"type": "nps", "column": "x", "values": {1: 0, 2: 1}}, {1, 2}),
        ({"type": "scale", "column": "x", "codes": {1: "Low", 4: "High"}}, {1, 2, 3, 4}),
        ({"type": "grid", "rows": {"a": "A", "b": "B"}, "range": [0, 3]}, {0, 1, 2, 3}),
        ({"type": "numeric", "column": "x", "range": [3, 3.5]}, set()),
    ],
)
def test_numbers_are_points_of_their_scale(words: dict[str, Any], allowed: set[int]) -> None:
    found = numbers(**words)
    assert found == allowed or (not allowed and min(found) >= 3 and max(found) <= 3.5)


def test_a_scale_in_words_is_answered_in_words() -> None:
    codes = ["Bad", "Good", {"text": "Don't know", "role": "dont_know"}]
    assert set(made(type="scale", column="x", codes=codes)["x"]) == {"Bad", "Good"}


def test_every_band_has_a_number_within_it() -> None:
    bands = {"few": 0, "some": 10, "many": 200}
    found = numbers(type="numeric", column="x", bands=bands)
    assert min(found) >= 0
    assert any(number < 10 for number in found)
    assert any(10 <= number < 200 for number in found)
    assert any(number >= 200 for number in found)


def test_words_say_that_they_are_dummies() -> None:
    assert all(cell.startswith("Dummy") for cell in made(type="open", column="x")["x"])
