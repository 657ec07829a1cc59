from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.ranks import HIDDEN, base_note, rank_cell

if TYPE_CHECKING:
    from research.study import Study


def test_a_hidden_rank_is_a_dash() -> None:
    assert rank_cell(None, False, 3) == HIDDEN


def test_a_shared_rank_has_an_equals_sign() -> None:
    assert rank_cell(3, True, 3).text == "3="


def test_bases_are_flagged_at_one_threshold_and_hidden_at_the_other(study: Study) -> None:
    assert base_note(study, {"a": 4, "b": 3}) == [
        "Some bases are under 4: read these ranks as indications."
    ]
    assert base_note(study, {"a": 2, "b": 3})[0].startswith(
        "The base of every group here is under 4"
    )
    assert base_note(study, {"a": 4, "b": 1}) == [
        "Groups of fewer than 2 respondents are not shown."
    ]
    assert base_note(study, {"a": 4, "b": 5}) == []
