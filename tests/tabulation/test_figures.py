from __future__ import annotations

from decimal import Decimal

import pytest

from research.tabulation.figures import places_of, printed, printed_value
from research.tabulation.tab import Line
from tests.tabulation.made import points, tab

SHARE = Line("yes", "Yes", "category")
MEAN = Line("mean", "Mean", "mean", "mean")
SCORE = Line("score", "Score", "score", "score")
RANK = Line("a.mean", "A", "mean", "rank")
ERROR = Line("error", "Standard error", "error", "mean")


@pytest.mark.parametrize(
    ("mean", "places"), [(3.84, 2), (-9.5, 2), (42.5, 1), (12_000.0, 0), (float("nan"), 2)]
)
def test_larger_means_have_fewer_places(mean: float, places: int) -> None:
    made = tab(
        [SHARE, MEAN, ERROR],
        points(),
        [[50], [mean], [5000]],
        question={"name": "q", "type": "numeric", "column": "q"},
        bases=[100],
    )
    assert places_of(made) == places


@pytest.mark.parametrize(
    ("value", "line", "text"),
    [
        (44.5, SHARE, "44%"),
        (3.845, MEAN, "3.84"),
        (1234.0, MEAN, "1,234.00"),
        (34.4, SCORE, "+34"),
        (-3.6, SCORE, "−4"),
        (2.25, RANK, "2.2"),
        (float("nan"), MEAN, "–"),
    ],
)
def test_a_figure_is_printed_as_its_unit_asks(value: float, line: Line, text: str) -> None:
    assert printed(value, line, 2) == text


def test_the_printed_number_is_the_one_in_the_text() -> None:
    assert printed_value(44.5, SHARE, 2) == Decimal(44)
    assert printed_value(3.845, MEAN, 2) == Decimal("3.84")
