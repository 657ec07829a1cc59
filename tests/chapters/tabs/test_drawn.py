from __future__ import annotations

from research.chapters.tabs.drawn import headed
from tests.tabulation.made import points


def test_the_first_column_of_each_group_that_is_drawn_has_its_head() -> None:
    columns = points(sector=["Banking", "Retail"], region=["North"])
    assert [head for _, head in headed(columns)] == ["", "Sector", "", "Region"]
    assert [head for _, head in headed([columns[2], columns[3]])] == ["Sector", "Region"]
    assert headed([]) == []
