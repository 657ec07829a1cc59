from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import relationship
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_coverage_and_completion_stand_beside_the_scores(supplier):
    results = {item.name: item.value for item in relationship.coverage_table(supplier).results}
    assert results["relationship.contacts"] == 2_500
    assert results["relationship.completion"] == pytest.approx(60, abs=3)


def test_the_rules_of_the_categories_are_printed(supplier):
    table = relationship.portfolio_table(supplier)
    assert "The first rule that fits decides" in table.notes[0]
    results = {item.name: item.value for item in table.results}
    shares = [value for name, value in results.items() if name.count(".") == 2]
    assert sum(shares[:5]) == pytest.approx(100)
    weak = "relationship.category.weak"
    assert results[f"{weak}.low"] < results[weak] < results[f"{weak}.high"]
    assert results[f"{weak}.typical.low"] <= results[f"{weak}.typical.high"]


def test_position_has_its_uncertainty(supplier):
    printed = relationship.position_table(supplier).markdown()
    assert "Unique standing is the top tenth" in printed
    assert " to " in relationship.position_table(supplier).cells[0][-1].text


@pytest.mark.parametrize(
    "show",
    ["opening", "duality_table", "observations", "portfolio_chart"],
)
def test_every_part_can_be_shown_for_one_industry(supplier, show):
    shown = getattr(relationship, show)(supplier, "industry=Banking")
    assert shown.id.endswith("industry-banking") or "industry-banking" in shown.id
