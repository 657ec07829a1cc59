"""What chapters on maturity rest on: an assessment of any size, its firms, raters and years."""

from __future__ import annotations

import pytest
from assessed import COMPANY, FIRMS, stranger

from research.chapters.maturity import company, progress, raters, stages
from research.chapters.maturity.given import (
    assessment,
    company_of,
    firm_totals,
    maturity_of,
    raters_of,
    stage_words,
)
from research.display.table import Table
from research.display.text import Text
from research.errors import InputError, ThinDataError
from research.study import open_study


def test_the_published_assessment_has_twenty_items_and_a_total_of_a_hundred():
    asked = assessment(open_study(FIRMS))
    assert len(asked.items) == 20
    assert (asked.lowest, asked.highest, asked.most, asked.most_of_one) == (1, 5, 100, 25)
    assert asked.stages.names[0] == "Ignore"


def test_an_assessment_of_another_size_has_ends_of_its_own(tmp_path):
    study = stranger(tmp_path)
    asked = assessment(study)
    assert (asked.lowest, asked.highest, asked.most, asked.most_of_one) == (0, 10, 40, 20)
    assert len(firm_totals(study)) == 12
    assert firm_totals(study)["overall"].tolist()[:2] == [4, 7]


def test_a_stranger_s_stages_have_the_words_that_the_file_gives_and_no_others(tmp_path):
    means, steps = stage_words(stranger(tmp_path))
    assert means == {"Early": "Just begun.", "Late": ""}
    assert steps == {"Early": ["Go on"], "Late": []}
    table = stages.stages_table(stranger(tmp_path / "again"))
    assert [row[0].text for row in table.cells] == ["0–19", "20–40"]
    assert [row[1].text for row in table.cells] == ["6", "6"]


def test_firms_that_left_an_item_out_have_no_total_and_are_told(tmp_path):
    study = stranger(tmp_path, blanks=2)
    assert firm_totals(study)["overall"].isna().sum() == 2
    notes = " ".join(stages.stages_table(study).notes)
    assert "Base: 10 respondents." in notes
    assert "2 firms left an item out and have no overall total." in notes


def test_too_few_firms_are_hidden_with_the_reason(tmp_path):
    study = stranger(tmp_path, blanks=3)
    with pytest.raises(ThinDataError, match="9 firms have an overall total, and fewer than 10"):
        firm_totals(study)
    said = stages.stages_table(study)
    assert isinstance(said, Text)
    assert "9 firms have an overall total, and fewer than 10 are hidden" in said.markdown


def test_without_the_block_it_says_which_key_is_missing(tmp_path):
    other = open_study("params/customers.yml")
    for asked in (maturity_of, company_of):
        with pytest.raises(InputError, match="maturity: this key is missing"):
            asked(other)
    with pytest.raises(InputError, match=r"maturity\.company: this key is missing"):
        company_of(stranger(tmp_path))


def test_raters_are_those_of_the_last_year_and_years_are_all_that_enough_rated():
    rated = raters_of(open_study(COMPANY))
    assert (rated.year, len(rated.ratings), list(rated.years.index)) == (
        "2026", 26, ["2024", "2025", "2026"],
    )  # fmt: skip
    assert rated.years["raters"].tolist() == [16, 22, 26]
    assert rated.units.value_counts().to_dict() == {
        "Service": 8, "Pumps": 7, "Valves": 6, "Headquarters": 5,
    }  # fmt: skip


@pytest.mark.parametrize(("least", "years"), [(16, 3), (17, 2), (23, 1)])
def test_a_year_that_fewer_rated_than_the_edition_shows_is_left_out(tmp_path, least, years):
    study = stranger(tmp_path, company=True, least=least)
    assert len(raters_of(study).years) == years
    chart = progress.years_chart(study)
    assert isinstance(chart, Text) == (years == 1)
    table = progress.years_table(study)
    assert isinstance(table, Table)
    assert (table.frame.index[-1] == "Change") == (years > 1)


def test_a_company_that_fewer_rated_than_the_edition_shows_is_told_of_nowhere(tmp_path):
    study = stranger(tmp_path, company=True, least=27)
    for made in (
        company.totals_table(study),
        company.items_table(study),
        raters.agreement_table(study),
        raters.disagreement_table(study),
        raters.units_table(study),
        progress.path_table(study),
    ):
        assert isinstance(made, Text)
        assert "26 raters rated the company last, and fewer than 27 are hidden" in made.markdown


def test_a_company_without_firms_to_compare_with_keeps_all_but_the_comparison(tmp_path):
    study = stranger(tmp_path, company=True, firms=False)
    assert isinstance(company.totals_table(study), Table)
    items = company.items_table(study)
    assert isinstance(items, Table)
    assert {row[2].text for row in items.cells} == {"–"}
    said = company.benchmark_table(study)
    assert isinstance(said, Text)
    assert "names no table of firms to compare with" in said.markdown
