"""What rests on fewer customers than the edition shows stands nowhere."""

from __future__ import annotations

import re
from pathlib import Path

from research.chapters.customers import customers
from research.chapters.supplier import loyalty, loyalty_value, relationship
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


def hiding(edition: str, least: int) -> Study:
    """An edition that hides what rests on fewer."""
    study = open_study(ROOT / "params" / f"{edition}.yml")
    privacy = study.config.privacy.model_copy(update={"hide_base": least})
    return Study(study.config.model_copy(update={"privacy": privacy}), study.path)


def test_a_small_group_keeps_its_base_and_loses_its_values():
    table = loyalty.groups_table(hiding("2016", 100))
    passive = table.cells[table.labels.index("Passive")]
    assert [cell.text for cell in passive[:3]] == ["98", "–", "–"]
    assert passive[4].text != "–"
    assert table.frame.loc["passive"].isna().sum() == 3
    assert "loyalty.renewal.passive" not in {result.name for result in table.results}
    assert all(result.base >= 100 for result in table.results)


def test_a_curve_ends_where_too_few_are_left():
    whole, cut = (loyalty_value.retention_chart(hiding("telco", least)) for least in (0, 100))
    assert whole.data["at_risk"].min() == 7
    assert cut.data["at_risk"].min() >= 100
    assert "a curve ends where fewer than 100" in cut.notes[-1].lower()
    assert len(whole.notes) == 1
    steps = {curve.label: curve.steps for curve in cut.figure.curves}
    assert len(steps["month-to-month"]) == int((cut.data.index == "month-to-month").sum())


def test_a_small_segment_has_no_curve():
    chart = loyalty_value.retention_chart(hiding("telco", 1_500))
    assert sorted(set(chart.data.index)) == ["month-to-month", "two-year"]
    said = loyalty_value.retention_chart(hiding("telco", 9_000)).markdown
    assert "fewer than 9,000 are hidden" in said


def test_two_groups_of_which_one_is_small_are_not_compared():
    said = loyalty.ladder_table(hiding("2016", 400)).markdown
    assert re.search(r"promoter against detractor rests on \d+ customers", said)


def test_a_part_of_few_accounts_says_so_and_no_more():
    study = hiding("2016", 100)
    africa = "Africa and the Middle East"
    assert customers(study, f"region={africa}").value == africa
    said = loyalty.groups_table(study, "region=Asia Pacific").markdown
    assert "the part 'region=Asia Pacific' rests on 47 customers, and fewer than 100" in said


def test_few_contacts_have_no_completion_and_few_accounts_no_gap():
    study = hiding("2016", 300)
    coverage = relationship.coverage_table(study)
    said = [row[-1].text for row in coverage.cells]
    rows = dict(zip(coverage.frame.index, said, strict=True))
    assert rows["Asia Pacific"] == "–"
    assert rows["UK and Europe"] != "–"
    table = relationship.duality_table(study)
    assert [row[1].text for row in table.cells] == ["–"] * 3
    assert not table.results
    assert table.frame[["mean", "low", "high"]].isna().all(axis=None)
