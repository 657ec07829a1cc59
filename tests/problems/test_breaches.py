"""What the tests of the contracts leave open; they hold each breach against its sentence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.errors import InputError
from research.sources.cells import Cells
from research.sources.contracts import enforce, respondents_contract


def problems_of(frame: pd.DataFrame):
    contract = respondents_contract(
        themes=["brand", "kam", "ways"],
        groups={"sector": ["Banking", "Retail"]},
        required=["reason"],
        optional=["email"],
        complete=True,
    )
    frame = frame.astype("str")
    frame.index = pd.RangeIndex(2, 2 + len(frame))
    with pytest.raises(InputError) as caught:
        enforce(contract, Cells(Path("data.csv"), frame))
    return list(caught.value.problems)


def test_a_file_without_a_head_shows_no_answer_of_anybody() -> None:
    # The reader takes the first respondent for the head.
    answers = ["R1", "Banking", "Jane Doe was here", "1", "2", "3"]
    found = problems_of(pd.DataFrame([["R2", "Retail", "so", "2", "1", "3"]], columns=answers))
    (problem,) = found
    assert problem.what == "the first line names next to none of the columns that are expected"
    assert problem.allowed == "reason, respondent, sector, rank_brand, rank_kam, rank_ways"
    assert "Jane Doe" not in str(problem)


def test_a_cell_with_line_breaks_and_control_characters_stays_one_line() -> None:
    frame = pd.DataFrame(
        {
            "respondent": ["R1"],
            "sector": ["Bank\x1b[2J\ning"],
            "reason": [""],
            "rank_brand": ["1"],
            "rank_kam": ["2"],
            "rank_ways": ["\u202e3"],
        }
    )
    told = [str(problem) for problem in problems_of(frame)]
    assert told[0].startswith(r"data.csv, row 2, column sector: 'Bank\x1b[2J\ning' is unknown")
    assert all("\x1b" not in line and "\n" not in line and "\u202e" not in line for line in told)
