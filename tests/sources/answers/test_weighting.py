"""Weights raked over answers: targets met, blanks kept or left out, and what cannot be met."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from research.edition.weights import Weight
from research.errors import InputError
from research.sources.answers.weighting import BLANK, weighting

SECTOR = {
    "name": "sector",
    "type": "single",
    "column": "sector",
    "codes": {"1": "Banking", "2": "Insurance", "9": {"text": "No idea", "role": "dont_know"}},
}
STAFF = {"name": "staff", "type": "numeric", "column": "staff", "bands": {"few": 0, "many": 100}}
HEAD = "id,sector,staff,begin"
# Four in banking, two in insurance, one who does not know, one blank.
ROWS = ["1,1,10,1", "2,1,10,1", "3,1,200,1", "4,1,200,1", "5,2,10,3", "6,2,200,3", "7,9,10,1",
        "8,,200,0"]  # fmt: skip
PATH = Path("acme.yml")


@pytest.fixture
def answers(read):
    return read([HEAD, *ROWS], SECTOR, STAFF, id="id", figures=["begin"])


def weighted(answers, **given):
    return weighting([answers], "margins", Weight.model_validate(given), PATH)


def share(found, answers, text):
    known = found.known
    return known[answers.frame["sector"].loc[known.index] == text].sum() / known.sum()


def test_those_without_an_answer_keep_their_share_and_targets_split_the_rest(answers):
    found = weighted(answers, rake={"sector": {"1": 0.5, "2": 0.5}})
    assert found.weights.mean() == pytest.approx(1)
    assert found.weights[["7", "8"]].tolist() == pytest.approx([1, 1])
    assert share(found, answers, "Banking") == pytest.approx(0.375)
    assert (found.margins["sector"] == BLANK).sum() == 2


def test_those_without_an_answer_may_be_left_out(answers):
    found = weighted(answers, rake={"sector": {"1": 0.5, "2": 0.5}}, blanks="left_out")
    assert np.isnan(found.weights[["7", "8"]]).all()
    assert share(found, answers, "Banking") == pytest.approx(0.5)
    assert len(found.known) == 6
    assert found.calibration.index.to_list() == list("123456")


def test_bands_and_several_questions_are_raked_together(answers):
    found = weighted(
        answers, rake={"sector": {"Banking": 60, "Insurance": 40}, "staff": {"few": 1, "many": 3}}
    )
    large = found.weights[["3", "4", "6", "8"]].sum() / found.weights.sum()
    assert large == pytest.approx(0.75)
    assert found.raking.converged


def test_a_column_begins_and_who_counts_for_nothing_there_counts_for_nothing(answers):
    found = weighted(answers, rake={"staff": {"few": 0.5, "many": 0.5}}, start="begin")
    assert np.isnan(found.weights["8"])
    assert found.weights["5"] == pytest.approx(3 * found.weights["1"])
    assert found.start.to_list() == [1, 1, 1, 1, 3, 3, 1]


def test_a_column_of_weights_is_taken_as_it_is(answers):
    found = weighted(answers, column="begin")
    assert found.weights.to_list() == [1, 1, 1, 1, 3, 3, 1, 0]
    assert found.calibration is None
    assert len(found.known) == 7


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"rake": {"sector": {"1": 1.0}}},
            "'Insurance' of 'sector' has 2 respondents and no target",
        ),
        (
            {"rake": {"staff": {"few": 0.5, "many": 0.5}}, "cap": 1.05},
            None,
        ),
        (
            {"rake": {"sector": {"1": 0.02, "2": 0.98}}, "cap": 1.2},
            "does not come to its targets in",
        ),
    ],
)
def test_targets_that_cannot_be_met_are_told(answers, given, told):
    if told is None:
        assert weighted(answers, **given).known.max() <= 1.05
        return
    with pytest.raises(InputError) as caught:
        weighted(answers, **given)
    (problem,) = caught.value.problems
    assert told in problem.what
    assert problem.key.startswith("weights.margins.rake")
    assert problem.hint


def test_a_target_that_nobody_stands_for_is_told(read):
    answers = read([HEAD, *ROWS[:4]], SECTOR, STAFF, id="id")
    with pytest.raises(InputError, match="'Insurance' of 'sector' has a target and no respondent"):
        weighted(answers, rake={"sector": {"1": 0.5, "2": 0.5}})


def test_a_distance_that_an_author_allows_is_no_error(answers):
    found = weighted(
        answers, rake={"sector": {"1": 0.3, "2": 0.7}}, cap=1.9, tolerance=0.1, blanks="left_out"
    )
    assert not found.raking.converged
    assert 1e-3 < found.raking.worst < 0.1


# Eight invited: in banking two of four answered, in insurance all of four.
INVITED = ["1,1,10,2016-05-01", "2,1,10,2016-05-02", "3,1,10,", "4,1,10,", "5,2,10,2016-05-01",
           "6,2,10,2016-05-01", "7,2,10,2016-05-01", "8,2,10,2016-05-01"]  # fmt: skip
DAY = {"name": "came", "type": "day", "column": "came"}


@pytest.fixture
def invited(read):
    return read(["id,sector,staff,came", *INVITED], SECTOR, STAFF, DAY, id="id")


def test_who_answered_counts_for_those_alike_who_did_not(invited):
    found = weighted(invited, response=["sector"], answered="came", fewest=1)
    assert found.weights.tolist()[:2] == pytest.approx([1.5, 1.5])
    assert np.isnan(found.weights.tolist()[2:4]).all()
    assert found.weights.tolist()[4:] == pytest.approx([0.75] * 4)
    assert found.raking is None
    assert found.calibration is None
    [made] = found.response
    assert made.cells["rate"].to_dict() == {"Banking": 0.5, "Insurance": 1.0}


def test_cells_of_too_few_answers_are_joined(invited):
    found = weighted(invited, response=["sector"], answered="came", fewest=3)
    assert found.known.tolist() == pytest.approx([1.0] * 6)


def test_too_few_answers_to_weight_by_response_are_told(invited):
    with pytest.raises(InputError, match="too few to weight by response: 6 answered; allowed: 10"):
        weighted(invited, response=["sector"], answered="came")


def test_each_survey_is_weighted_to_those_whom_it_invited(read):
    rows = [f"{row},{year}" for year in (2015, 2016) for row in INVITED]
    rows = [row.replace(",2016-05-02", ",") if row.endswith("2015") else row for row in rows]
    held = read(
        ["id,sector,staff,came,year", *rows], SECTOR, STAFF, DAY, id=["id", "year"], wave="year"
    )
    found = weighted(held, response=["sector"], answered="came", fewest=1)
    assert len(found.response) == 2
    assert found.weights.iloc[:8].mean() == pytest.approx(1)
    assert found.weights.iloc[0] == pytest.approx(4 / 8 * 5)
    assert found.weights.iloc[8] == pytest.approx(1.5)
