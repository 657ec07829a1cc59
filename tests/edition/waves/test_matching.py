from __future__ import annotations

from typing import Any

from research.edition.questions import Question
from research.edition.waves.matching import matching
from research.edition.waves.named import Waves


def asked(**wordings: str) -> list[Question]:
    return [
        Question(name=name, type="nps", column=name, wording=words)
        for name, words in wordings.items()
    ]


def waves(**given: Any) -> Waves:
    return Waves.model_validate(given)


def test_questions_match_by_name_and_by_the_name_of_old() -> None:
    later = asked(advocacy="Would you?", value="Worth it?", fresh="New?")
    earlier = asked(recommend="Would you?", value="Was it worth it?", dropped="Old?")
    found = matching(later, earlier, waves(renamed={"advocacy": ["nps", "recommend"]}))
    assert list(found.pairs) == ["advocacy", "value"]
    assert (found.new, found.gone) == (("fresh",), ("dropped",))
    assert found.renamed == {"advocacy": "recommend"}
    assert found.having("wording") == ["value"]
    assert [one.kind for one in found.pairs["value"].breaks] == ["wording"]


def test_a_name_of_old_that_is_another_question_now_is_that() -> None:
    later, earlier = asked(a="A?", b="B?"), asked(b="B?", c="C?")
    found = matching(later, earlier, waves(renamed={"a": ["b", "c"]}))
    assert {name: pair.earlier.name for name, pair in found.pairs.items()} == {"a": "c", "b": "b"}


def test_what_the_author_calls_comparable_breaks_nothing_and_is_told() -> None:
    later, earlier = asked(value="Worth it?"), asked(value="Was it worth it?")
    pair = matching(later, earlier, waves(comparable=["value"])).pairs["value"]
    assert (pair.breaks, len(pair.differences)) == ([], 1)
