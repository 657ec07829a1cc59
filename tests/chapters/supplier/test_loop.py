from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import loop
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_the_most_pressing_reason_to_meet_comes_first(supplier):
    table = loop.meeting_table(supplier)
    assert table.labels[0] == "Unhappy, and decides"
    assert len(table.cells) == 4


def test_every_category_has_its_play_in_one_industry_too(supplier):
    table = loop.plays_table(supplier, "industry=Banking")
    assert len(table.cells) == 5
    assert "industry-banking" in table.id
