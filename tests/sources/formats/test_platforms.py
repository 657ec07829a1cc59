from __future__ import annotations

import pytest

from research.sources.formats.platforms import PLATFORMS, numbered


def names(*heads):
    return [one.name for one in numbered(heads)]


def test_headings_that_stand_there_already_are_numbered():
    first = ["Id", "How good?", "How good?", "Which?", "", "How good?"]
    second = ["", "Answer", "Answer", "Web", "Other", "Answer"]
    assert names(first, second) == [
        "Id",
        "How good? - Answer",
        "How good? - Answer (2)",
        "Which? - Web",
        "Which? - Other",
        "How good? - Answer (3)",
    ]


def test_a_number_that_is_taken_is_not_given_again():
    told = names(["Q", "Q", "Q (2)", "Q"])
    assert told == ["Q", "Q (3)", "Q (2)", "Q (4)"]


@pytest.mark.parametrize(
    "name", ["Q5_NPS_GROUP", "Q6_DO", "Q6_DO_2", "Q9 - Topics", "Q9 - Parent Topics"]
)
def test_what_qualtrics_adds_is_known_for_its_own(name):
    assert PLATFORMS["qualtrics"].own_columns([name, "Q5", "Q6_DONE"]) == [name]


def test_files_say_who_counts_by_the_columns_that_they_have():
    assert set(PLATFORMS["qualtrics"].deciding(["Status", "Q1"])) == {"Status"}
    assert not PLATFORMS["surveymonkey"].deciding(["Status"])
    assert PLATFORMS["limesurvey"].deciding(["submitdate"]) == {"submitdate": frozenset()}
