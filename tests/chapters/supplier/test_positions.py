"""Positions by segment: every segment once, and none of too few answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.customers import customers
from research.chapters.supplier import positions
from research.frameworks.relationship_position import position, supplier_scores
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_segments_of_each_column_add_up_to_all_answers(supplier):
    frame = positions.segments_table(supplier).frame
    answers = customers(supplier).contacts(1)["recommend"].notna().sum()
    for column in ("region", "industry"):
        own = frame[frame.index.str.startswith(f"{column}: ")]
        assert own["answers"].sum() == answers


def test_a_segment_stands_where_its_own_answers_put_it(supplier):
    table = positions.segments_table(supplier)
    row = table.frame.loc["region: Americas"]
    score = supplier_scores(customers(supplier, "region=Americas").contacts(1))["nps"]
    others = supplier.suppliers
    inside = others.loc[others["industry"] == supplier.supplier.industry, "nps"]
    place = position(score, inside, seed=supplier.config.statistics.seed)
    assert row["nps"] == score.value
    assert (row["nps_quartile"], row["nps_decile"]) == (place["quartile"], place["decile"])


def test_a_part_is_split_by_the_other_columns_alone(supplier):
    frame = positions.segments_table(supplier, "region=Americas").frame
    assert {name.partition(":")[0] for name in frame.index} == {"industry"}


def test_segments_of_few_answers_have_no_scores(supplier):
    table = positions.segments_table(supplier, "region=Asia Pacific")
    few = table.frame["answers"] < supplier.config.privacy.hide_base
    assert few.any()
    assert not few.all()
    hidden = [all(cell.text == "–" for cell in row[1:]) for row in table.cells]
    assert hidden == few.tolist()
    assert len(table.results) == 6 * int((~few).sum())
