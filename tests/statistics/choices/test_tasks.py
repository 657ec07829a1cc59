from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.choices.tasks import read_tasks

GOOD = pd.DataFrame({"i": ["a", "b"], "j": ["b", "c"], "best": ["a", "c"], "worst": ["b", "b"]})


def read(frame: pd.DataFrame) -> object:
    return read_tasks(frame, ["i", "j"], "best", "worst", None, None)


def test_items_are_coded_in_the_order_of_their_names():
    found = read(GOOD)
    assert found.items == ["a", "b", "c"]
    assert found.shown.tolist() == [[0, 1], [1, 2]]
    assert (found.best.tolist(), found.worst.tolist()) == ([0, 2], [1, 1])
    assert found.respondent.tolist() == [0, 1]


def test_a_smaller_set_has_gaps():
    frame = GOOD.assign(k=["c", None])
    found = read_tasks(frame, ["i", "j", "k"], "best", "worst", None, None)
    assert found.shown.tolist() == [[0, 1, 2], [1, 2, -1]]


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("best", ["a", "a"], "row 1 has no best item"),
        ("best", ["a", None], "row 1 has no best item"),
        ("worst", ["c", "b"], "row 0 has no worst item"),
        ("worst", ["a", "b"], "row 0 has the same item as best and as worst"),
        ("j", ["a", "c"], "row 0 shows an item twice"),
        ("j", ["b", None], "row 1 shows fewer than two"),
    ],
)
def test_a_task_that_cannot_be_is_named(column, values, said):
    with pytest.raises(StatisticsError, match=said):
        read(GOOD.assign(**{column: values}))


def test_weights_are_checked():
    with pytest.raises(StatisticsError, match="above 0"):
        read_tasks(GOOD.assign(w=[1, np.inf]), ["i", "j"], "best", "worst", None, "w")
