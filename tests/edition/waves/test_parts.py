from __future__ import annotations

from research.edition.questions import Question
from research.edition.waves.named import Waves
from research.edition.waves.parts import match_parts

LATER = Question.model_validate(
    {
        "name": "sector",
        "type": "single",
        "column": "Q1",
        "codes": {
            1: {"key": "finance", "text": "Banks"},
            2: {"key": "shops", "text": "Retail"},
            3: {"key": "energy", "text": "Energy"},
        },
    }
)
EARLIER = Question.model_validate(
    {
        "name": "sector",
        "type": "single",
        "column": "Q1",
        "codes": {
            1: {"key": "banks", "text": "Banking"},
            4: {"key": "retail", "text": "retail"},
            5: {"key": "public", "text": "Public"},
        },
    }
)


def test_keys_match_by_name_of_old_and_by_words() -> None:
    waves = Waves.model_validate({"renamed": {"sector.finance": "banks"}})
    found = match_parts(LATER, EARLIER, waves)
    assert found.same == {"finance": "banks", "shops": "retail"}
    assert (found.new, found.gone) == (("energy",), ("public",))
    assert found.renamed == {"finance": "banks", "shops": "retail"}


def test_without_a_word_nothing_is_taken_for_another() -> None:
    found = match_parts(LATER, EARLIER, Waves())
    assert found.same == {"shops": "retail"}
    assert found.gone == ("banks", "public")
    again = match_parts(LATER, LATER, Waves())
    assert (again.renamed, again.new, again.gone) == ({}, (), ())


def test_rows_that_are_called_alike_are_the_same_by_their_keys_alone() -> None:
    later, earlier = (
        Question.model_validate(
            {"name": "o", "type": "ranking", "rows": {key: "Winning", "x": "X"}}
        )
        for key in ("win", "thrive")
    )
    found = match_parts(later, earlier, Waves())
    assert (found.same, found.new, found.gone) == ({"x": "x"}, ("win",), ("thrive",))
    waves = Waves.model_validate({"renamed": {"o.win": "thrive"}})
    assert match_parts(later, earlier, waves).same == {"win": "thrive", "x": "x"}
