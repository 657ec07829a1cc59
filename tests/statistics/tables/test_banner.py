from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.answers.variables import MultipleResponse, Variable
from research.statistics.tables.banner import Banner, Layout, column_letter

PEOPLE = pd.DataFrame(
    {
        "sector": ["bank", "bank", "telco", None],
        "size": ["small", "large", "small", "small"],
        "mail": [1, 0, 1, None],
        "web": [1, 1, 0, None],
    }
)


def bases(layout: Layout) -> dict[str, int]:
    return {
        column.label: int(column.cells[part.codes].sum())
        for part in layout.parts
        for column in part.columns
    }


def test_stacked_parts_and_the_total_stand_side_by_side():
    layout = Layout.of(PEOPLE, Banner(["sector", "size"]))
    assert bases(layout) == {"Total": 4, "bank": 2, "telco": 1, "large": 1, "small": 3}
    assert [column.letter for column in layout.columns] == ["", "A", "B", "C", "D"]


def test_a_nest_compares_within_its_innermost_question():
    layout = Layout.of(PEOPLE, Banner([("sector", "size")]))
    assert [c.label for c in layout.columns[1:]] == [
        "bank / large",
        "bank / small",
        "telco / large",
        "telco / small",
    ]
    assert [c.family for c in layout.columns] == [-1, 0, 0, 1, 1]


def test_columns_of_a_multiple_response_share_respondents():
    used = MultipleResponse(["mail", "web"], "Used", nets={"Any": ["mail", "web"]})
    layout = Layout.of(PEOPLE, Banner([used]))
    assert bases(layout) == {"Total": 4, "mail": 2, "web": 2, "Any": 3}
    assert layout.parts[0].overlapping


def test_groups_outside_the_categories_stay_in_the_total():
    layout = Layout.of(PEOPLE, Banner([Variable("sector", categories=["telco"])]))
    assert bases(layout) == {"Total": 4, "telco": 1}


def test_a_column_twice_is_refused():
    with pytest.raises(StatisticsError, match="twice"):
        Layout.of(PEOPLE, Banner(["sector", "sector"]))


def test_many_questions_split_into_parts_without_losing_anyone():
    rng = np.random.default_rng(4)
    wide = pd.DataFrame({f"q{i}": rng.integers(0, 20, 500) for i in range(6)})
    layout = Layout.of(wide, Banner([*wide.columns, ("q0", "q1")]))
    assert len(layout.parts) > 1
    for column in wide.columns:
        own = [c for c in layout.columns if c.block == column]
        part = next(p for p in layout.parts if own[0] in p.columns)
        assert sum(int(c.cells[part.codes].sum()) for c in own) == 500


def test_a_nest_with_too_many_columns_is_refused():
    wide = pd.DataFrame({f"q{i}": np.arange(100) for i in range(3)})
    with pytest.raises(StatisticsError, match="nest fewer"):
        Layout.of(wide, Banner([("q0", "q1", "q2")]))


def test_letters_go_on_after_z():
    assert [column_letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
