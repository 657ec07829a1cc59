from __future__ import annotations

import numpy as np
import pytest

from research.chapters.tabs.figures import printed, results_of
from research.tabulation.tab import SCORED, Line
from tests.tabulation.made import points, tab

COLUMNS = points(sector=["Banking"])


def made(lines, values, **more):
    question = {"name": "staff", "type": "numeric", "column": "Q1"}
    return tab(lines, COLUMNS, values, question=question, bases=[40, 12], **more)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([4.256, 3.1], ["4.26", "3.10"]),
        ([42.25, 3.1], ["42.2", "3.1"]),
        ([12_345.6, 3.1], ["12,346", "3"]),
        ([np.nan, np.nan], ["–", "–"]),
    ],
)
def test_means_have_as_many_places_as_the_largest_leaves_sense_in(values, expected) -> None:
    lines = [Line("mean", "Mean", "mean", "mean", base=SCORED)]
    assert printed(made(lines, [values], scored=[40, 12]), lines) == [expected]


def test_percentages_are_whole_zero_stays_zero_and_scores_bear_their_sign() -> None:
    lines = [
        Line("yes", "Yes", "category"),
        Line("score", "Score", "score", "score"),
        Line("a.mean", "Rank", "rank", "rank"),
    ]
    table = made(lines, [[0, 12.5], [22.6, -8.2], [2.25, 3]])
    assert printed(table, lines) == [["0%", "12%"], ["+23", "−8"], ["2.2", "3.0"]]


def test_names_are_made_of_question_row_line_and_point() -> None:
    lines = [Line("box.top2", "Top 2", "box")]
    table = made(lines, [[50.25, 40]], row="speed", title="Staff: speed")
    names = {result.name: result for result in results_of(table, lines)}
    assert list(names) == ["staff.speed.box.top2", "staff.speed.box.top2.sector.banking"]
    assert names["staff.speed.box.top2"].value == 50.25
    last = names["staff.speed.box.top2.sector.banking"]
    assert (last.base, last.unit) == (12, "percent")
    assert last.label == "Staff: speed: Top 2 (Sector, Banking)"
