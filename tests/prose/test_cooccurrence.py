from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from research.prose.cooccurrence import observe_together, read_together


@pytest.mark.parametrize(
    ("opening", "sentence"),
    [
        (0, "Farming is in the top three for 6 of the 14 respondents who rank Hunting first "
            "(43%), against 50% of all respondents."),
        (1, "6 of the 14 respondents who rank Hunting first have Farming in the top three (43%), "
            "against 50% of all respondents."),
        (2, "Among the 14 respondents who rank Hunting first, 6 have Farming in the top three "
            "(43%), against 50% of all respondents."),
    ],
)  # fmt: skip
def test_who_ranks_one_first_is_compared_with_all(
    opening: int, sentence: str, study_2015: Any
) -> None:
    summary, names = study_2015.tables["overall"], study_2015.names
    (found,) = observe_together("hunting", "farming", study_2015.together, summary, names)
    assert found.turned(opening).sentence == sentence
    assert found.figures == ("cooccurrence.hunting.farming.count", "overall.farming.top3")


def test_a_single_person_makes_no_share(study_2015: Any) -> None:
    summary, names = study_2015.tables["overall"], study_2015.names
    assert observe_together("channels", "farming", study_2015.together, summary, names) == []


def test_all_and_none_are_said_in_words(study_2015: Any) -> None:
    summary, names = study_2015.tables["overall"], study_2015.names
    frame = pd.DataFrame(
        [
            {"given": "kam", "item": "ways", "count": 2, "base": 2},
            {"given": "kam", "item": "brand", "count": 0, "base": 2},
        ]
    )
    (both,) = observe_together("kam", "ways", frame, summary, names)
    (none,) = observe_together("kam", "brand", frame, summary, names)
    assert both.turned(1).sentence.startswith("Both respondents who rank KAM first have WoW")
    assert none.turned(1).sentence.startswith("None of the two respondents who rank KAM first")


def test_counts_are_read_by_pair() -> None:
    frame = pd.DataFrame([{"given": "a", "item": "b", "count": 6, "base": 14}])
    assert read_together(frame, top=2) == {("a", "b", "top2"): (6, 14)}
