from __future__ import annotations

from typing import Any

from research.edition.questions import Question
from research.edition.waves.matching import matching
from research.edition.waves.named import Waves
from research.edition.waves.proposals import proposals


def proposed(later: list[dict[str, Any]], earlier: list[dict[str, Any]]) -> dict[str, str]:
    asked = [[Question.model_validate(one) for one in wave] for wave in (later, earlier)]
    return proposals(matching(*asked, Waves()), *asked)


def nps(name: str, wording: str, column: str = "") -> dict[str, Any]:
    return {"name": name, "type": "nps", "column": column or name, "wording": wording}


def single(**codes: str) -> dict[str, Any]:
    given = {place: {"key": key, "text": text} for place, (key, text) in enumerate(codes.items())}
    return {"name": "sector", "type": "single", "column": "Q1", "codes": given}


def test_a_question_of_nearly_the_same_words_is_proposed() -> None:
    later = [nps("advocacy", "How likely are you to recommend us to a colleague?", "Q5")]
    earlier = [
        nps("value", "How good is the value for your money?", "Q4"),
        nps("recommend", "How likely are you to recommend us to a friend or colleague?", "Q5"),
    ]
    assert proposed(later, earlier) == {"advocacy": "recommend"}


def test_questions_that_share_nothing_but_their_type_are_not() -> None:
    later = [nps("advocacy", "How likely are you to recommend us?", "Q5")]
    assert proposed(later, [nps("effort", "Was it easy to reach somebody?", "Q9")]) == {}


def test_another_type_is_another_question() -> None:
    words = "How likely are you to recommend us?"
    numeric = {"name": "likely", "type": "numeric", "column": "Q5", "wording": words}
    assert proposed([nps("advocacy", words, "Q5")], [numeric]) == {}


def test_an_answer_with_another_key_is_proposed_by_its_words() -> None:
    later = single(finance="Banking and insurance", shops="Shops", energy="Energy")
    earlier = single(banks="Banking & insurance", public="Public sector", retail="Retail")
    assert proposed([later], [earlier]) == {"sector.finance": "banks"}


def test_each_name_of_old_is_proposed_once() -> None:
    words = "How likely are you to recommend us to a colleague?"
    later = [nps("first", words, "Q5"), nps("second", words, "Q6")]
    assert list(proposed(later, [nps("old", words, "Q6")]).items()) == [("second", "old")]
