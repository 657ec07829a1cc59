from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.errors import InputError
from research.sources.cells import Cells
from research.sources.contracts import assessments_contract, enforce, respondents_contract

GOOD = {
    "respondent": ["R1", "R2", "R3"],
    "sector": ["Banking", "Retail", "Banking"],
    "reason": ["so", "", "no"],
    "anonymity_waived": ["yes", "no", "yes"],
    "rank_brand": ["1", "2", "3"],
    "rank_kam": ["2", "1", "1"],
    "rank_ways": ["3", "3", "2"],
}


def respondents(*, complete=True, **changed):
    """Problems of a file in which some columns differ from a good one; None leaves one out."""
    table = {name: cells for name, cells in (GOOD | changed).items() if cells is not None}
    contract = respondents_contract(
        themes=["brand", "kam", "ways"],
        groups={"sector": ["Banking", "Retail"]},
        required=["reason"],
        optional=["anonymity_waived", "email"],
        complete=complete,
    )
    return problems_of(contract, table)


def assessments(sectors=("Banking", "Retail"), **changed):
    table = {"firm": ["A1", "A2"], "sector": ["Banking", "Retail"], "brand": ["0", "100"]}
    contract = assessments_contract(themes=["brand"], sectors=sectors)
    return problems_of(contract, table | changed)


def problems_of(contract, table):
    frame = pd.DataFrame(table, dtype="str")
    frame.index = pd.RangeIndex(2, 2 + len(frame))
    try:
        enforce(contract, Cells(Path("data.csv"), frame))
    except InputError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_what_keeps_the_contract_passes():
    assert respondents() == []
    assert respondents(anonymity_waived=None, email=["a@example.com"] * 3) == []
    assert assessments() == []
    assert assessments(sectors=None, sector=["any", "thing"], brand=["", "41.5"]) == []


def test_a_missing_column_is_told_with_the_one_it_may_be():
    missing, unknown = sorted(respondents(sector=None, sectro=["Banking"] * 3))
    assert missing == "data.csv, row 1, column sector: this column is missing (is it 'sectro'?)"
    assert "column sectro: this column is unknown" in unknown
    assert "(did you mean 'sector'?)" in unknown


def test_a_rank_column_of_no_theme_is_unknown():
    (problem,) = respondents(rank_price=["4", "4", "4"])
    assert problem.startswith("data.csv, row 1, column rank_price: this column is unknown; allowed")


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("4", "there is no rank 4"),
        ("0", "there is no rank 0"),
        ("-1", "there is no rank -1"),
        ("1.5", "'1.5' is no whole number"),
        ("first", "'first' is no whole number"),
        ("", "the cell is empty"),
    ],
)
def test_a_cell_that_is_no_rank_is_told_with_the_ranks_there_are(cell, fault):
    assert respondents(rank_kam=["2", cell, "1"]) == [
        f"data.csv, row 3, column rank_kam: {fault}; "
        "allowed: whole numbers from 1 to 3, each once in a row"
    ]


def test_a_rank_given_twice_is_told_with_both_columns():
    assert respondents(rank_ways=["3", "2", "2"]) == [
        "data.csv, row 3, column rank_ways: rank 2 is given twice, to rank_brand, rank_ways; "
        "allowed: each rank once in a row"
    ]


def test_incomplete_rankings_may_be_allowed_but_no_rank_twice():
    assert respondents(complete=False, rank_ways=["", "", ""]) == []
    (problem,) = respondents(complete=False, rank_brand=["", "1", ""])
    assert "row 3" in problem
    assert "rank 1 is given twice" in problem


def test_an_unknown_label_is_told_with_the_nearest_and_all_allowed():
    assert respondents(sector=["Banking", "Retial", "Banking"]) == [
        "data.csv, row 3, column sector: 'Retial' is unknown; allowed: Banking, Retail "
        "(did you mean 'Retail'?)"
    ]


def test_a_respondent_given_twice_is_told_once_with_the_first_row():
    assert respondents(respondent=["R1", "R2", "R1"]) == [
        "data.csv, row 4, column respondent: 'R1' is given twice, first in row 2; "
        "allowed: each respondent once (delete the copy, or give it a name of its own)"
    ]


def test_respondents_without_a_name_are_told_row_by_row():
    first, second = respondents(respondent=["", "R2", ""])
    assert first.startswith("data.csv, row 2, column respondent: the cell is empty")
    assert second.startswith("data.csv, row 4, column respondent: the cell is empty")


def test_a_waiver_is_yes_or_no():
    (problem,) = respondents(anonymity_waived=["yes", "perhaps", "no"])
    assert "row 3, column anonymity_waived: 'perhaps' is unknown; allowed: yes, no" in problem


def test_all_problems_come_at_once_by_row_and_column():
    found = respondents(
        sector=["Bank", "Retail", "Shop"],
        rank_brand=["1", "13", "3"],
        respondent=["R1", "R1", "R3"],
    )
    places = [problem.split(":")[0] for problem in found]
    assert places == [
        "data.csv, row 2, column sector",
        "data.csv, row 3, column respondent",
        "data.csv, row 3, column rank_brand",
        "data.csv, row 4, column sector",
    ]


@pytest.mark.parametrize("score", ["101", "-1", "good", "nan"])
def test_a_cell_that_is_no_score_is_told_with_the_range(score):
    assert assessments(brand=["7", score]) == [
        f"data.csv, row 3, column brand: '{score}' is no score; allowed: numbers from 0 to 100"
    ]


def test_firms_need_a_known_sector_and_a_name_of_their_own():
    sector, firm = assessments(firm=["A1", "A1"], sector=["Bank", "Retail"])
    assert sector.startswith("data.csv, row 2, column sector: 'Bank' is unknown; allowed: Banking")
    assert firm.startswith("data.csv, row 3, column firm: 'A1' is given twice, first in row 2")


def test_a_firm_without_a_sector_is_told_where_any_sector_will_do():
    assert assessments(sectors=None, sector=["Banking", ""]) == [
        "data.csv, row 3, column sector: the cell is empty; allowed: any text"
    ]
