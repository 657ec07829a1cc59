from __future__ import annotations

import numpy as np

from research.statistics.tables.lettering import letters

FIRST, SECOND = np.array([0, 0, 1]), np.array([1, 2, 2])


def test_letters_stand_on_the_higher_side_in_column_order():
    marks = letters(
        "ABC", FIRST, SECOND, np.array([[-0.1, -0.3, -0.2]]), np.array([[0.5, 0.01, 0.02]])
    )
    assert marks.tolist() == [["", "", "AB"]]


def test_a_second_level_is_marked_small():
    marks = letters(
        "ABC",
        FIRST,
        SECOND,
        np.array([[0.1, 0.3, 0.2]]),
        np.array([[0.04, 0.009, 0.2]]),
        levels=(0.05, 0.01),
    )
    assert marks.tolist() == [["bC", "", ""]]


def test_what_was_not_tested_bears_no_letter():
    marks = letters("ABC", FIRST, SECOND, np.zeros((1, 3)), np.full((1, 3), np.nan))
    assert marks.tolist() == [["", "", ""]]
