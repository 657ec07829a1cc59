from __future__ import annotations

import pandas as pd
import pytest

from research.chapters.supplier import rungs

LADDER = pd.DataFrame(
    {"estimate": [39.9, 31.4, 2.37], "low": [38.1, 28.2, 2.26], "high": [41.6, 34.7, 2.26]},
    index=["crude", "doubly robust", "E-value"],
)


def test_the_e_value_is_a_column_of_the_estimate_that_it_is_of() -> None:
    found = rungs.with_e_value(LADDER)
    assert list(found.index) == ["crude", "doubly robust"]
    assert found["E-value"].isna().tolist() == [True, False]
    assert found["E-value"].iloc[1] == pytest.approx(2.37)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("crude", ["+39.9", "38.1 to 41.6", "–"]),
        ("doubly robust", ["+31.4", "28.2 to 34.7", "2.37 (2.26)"]),
    ],
)
def test_other_rungs_have_none(key: str, expected: list[str]) -> None:
    assert [cell.text for cell in rungs.cells_of(LADDER, key, "2.37 (2.26)")] == expected
