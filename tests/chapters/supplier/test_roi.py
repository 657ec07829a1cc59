from __future__ import annotations

import re
from pathlib import Path

import pytest

from research.chapters.supplier import loyalty, roi
from research.display.chart import Chart
from research.display.table import Table
from research.edition.roi import Roi
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def other(study: Study, **asked: object) -> Study:
    """The edition with other inputs."""
    supplier = study.supplier
    assert supplier.roi is not None
    changed = Roi(**(supplier.roi.model_dump() | asked))
    block = supplier.model_copy(update={"roi": changed})
    return Study(study.config.model_copy(update={"supplier": block}), study.path)


def test_the_effects_are_those_that_the_edition_quotes(supplier):
    table = roi.inputs_table(supplier)
    assert isinstance(table, Table)
    quoted = {one.name: one.value for one in loyalty.ladder_table(supplier).results}
    rows = dict(zip(table.labels, table.frame.to_numpy().tolist(), strict=True))
    for outcome in ("renewal", "growth"):
        [row] = [values for label, values in rows.items() if f"on {outcome}" in label]
        ends = [quoted[f"loyalty.{outcome}{end}"] for end in ("", ".low", ".high")]
        assert [100 * value for value in row] == pytest.approx(ends)
    origins = [row[-1].text for row in table.cells]
    assert origins.count("loyalty economics") == 2
    assert origins.count("made up") == 8


def test_the_measures_agree_with_each_other(supplier):
    table = roi.result_table(supplier)
    assert isinstance(table, Table)
    found = {one.name: one.value for one in table.results}
    assert found["roi.value"] == pytest.approx(found["roi.gain"] - found["roi.cost"])
    assert found["roi.return"] == pytest.approx(100 * found["roi.value"] / found["roi.cost"])
    assert found["roi.value.low"] < found["roi.value"] < found["roi.value.high"]
    assert 0 < found["roi.chance"] < 100


def test_the_longest_line_of_the_tornado_is_the_one_of_its_title(supplier):
    chart = roi.tornado_chart(supplier)
    assert isinstance(chart, Chart)
    dots = chart.figure.dots
    lengths = [dot.high - dot.low for dot in dots]
    assert lengths == sorted(lengths, reverse=True)
    assert dots[0].label.lower() in chart.figure.title
    assert dots[0].role == "subject"
    # What has one value has no line.
    assert "The number of accounts reached" not in [dot.label for dot in dots]


def test_actual_years_stand_beside_the_model_and_later_ones_are_open(supplier):
    table = roi.years_table(supplier)
    assert isinstance(table, Table)
    assert [row[-1].text for row in table.cells] == ["within", "within", "–", "–", "–", "–"]
    assert [row[-2].text for row in table.cells][:3] == ["−195k", "−187k", "–"]


def test_a_programme_that_loses_says_so(supplier):
    study = other(supplier, outlay={"likely": 9_000_000}, actual=[], years=3)
    assert re.search(
        r"would return \d+% less than it costs over three years", roi.opening(study).markdown
    )
    said = roi.observations(study).markdown
    assert "not paid back within three years" in said
    assert "on the same side of nought" in said
    assert "By the end of year" not in said
    table = roi.result_table(study)
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells[4]] == ["not within three years"] * 2
    often = roi.result_table(supplier)
    assert isinstance(often, Table)
    assert often.cells[4][1].text == "from 1.3 years; the longest not within five years"
    assert "roi.payback" not in {one.name for one in table.results}


def test_what_came_about_is_placed_above_and_below(supplier):
    for gain, where in ((900_000, "above"), (-900_000, "below")):
        study = other(supplier, actual=[{"year": 0, "cost": 180_000, "gain": gain}])
        assert f"{where} the range of the model" in roi.observations(study).markdown


def test_no_more_accounts_are_reached_than_there_are(supplier):
    assert roi.opening(other(supplier, accounts={"likely": 211})).markdown
    study = other(supplier, accounts={"likely": 211, "high": 212})
    with pytest.raises(InputError, match="212 accounts are to be reached, and there are 211"):
        roi.opening(study)
