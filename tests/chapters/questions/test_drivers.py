from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.questions import drivers
from research.display.text import Text
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]
DRAWS = 200


def quick(name: str) -> Study:
    """The edition with fewer bootstrap draws than it is published with."""
    study = open_study(ROOT / "params" / name)
    asked = study.supplier.drivers.model_copy(update={"draws": DRAWS})
    supplier = study.supplier.model_copy(update={"drivers": asked})
    return Study(study.config.model_copy(update={"supplier": supplier}), study.path)


@pytest.fixture(scope="module")
def supplier() -> Study:
    return quick("2016.yml")


def test_shares_go_to_the_ledger_with_their_intervals(supplier):
    results = {item.name: item.value for item in drivers.share_chart(supplier).results}
    assert results["drivers.rank1.driver"] == "Responsiveness"
    low, value, high = (
        results[f"drivers.responsiveness.{name}"] for name in ("low", "share", "high")
    )
    assert low < value < high


def test_ratings_go_to_the_ledger_where_drivers_share_a_scale(supplier):
    results = {item.name: item.value for item in drivers.share_chart(supplier).results}
    rated = [value for name, value in results.items() if name.count(".") == 2 and "rating" in name]
    assert len(rated) == 8
    assert results["drivers.responsiveness.rating"] == pytest.approx(min(rated), abs=1)
    assert min(rated) < results["drivers.rating"] < max(rated)


def test_missing_answers_are_said_under_the_chart(supplier):
    assert any(
        "rows lack the outcome or a driver" in one for one in drivers.share_chart(supplier).notes
    )
    printed = drivers.missing_table(supplier).markdown()
    assert "| Onboarding |" in printed


def test_a_region_has_identifiers_of_its_own(supplier):
    chart = drivers.map_chart(supplier, "region=Americas")
    assert chart.id == "fig-drivers-map-region-americas"


def test_all_methods_stand_side_by_side(supplier):
    table = drivers.methods_table(supplier)
    assert table.frame.columns.tolist()[:3] == ["LMG", "Relative weight", "Pratt"]
    assert len(table.cells) == 8


def test_customers_of_another_firm_need_no_code_and_their_blanks_are_told():
    telco = quick("telco.yml")
    chart = drivers.share_chart(telco)
    assert "11 of 7,043 rows lack the outcome or a driver and are left out." in chart.notes
    assert isinstance(drivers.map_chart(telco), Text)
