from __future__ import annotations

import pytest

from research.chapters.questions.crosstab import opening, tables
from research.chapters.tabs.planned import study_tabs
from research.display.table import Table
from research.errors import InputError


def test_a_section_says_what_its_tables_are_split_by(customers):
    assert opening(customers, "profile").markdown.startswith(
        "## Tables by sector, size of firm and region"
    )
    assert "all respondents" in opening(customers).markdown


def test_every_question_has_its_tables_in_order_each_with_its_own_id(customers):
    made = [one for one in tables(customers, "all", "profile") if isinstance(one, Table)]
    ids = [one.id for one in made]
    assert len(set(ids)) == len(ids)
    tabs = study_tabs(customers, "all", "profile")
    assert len(made) == len(tabs)
    assert [tab.row for tab in tabs if tab.question.name == "service"] == [
        "", "speed", "expertise", "delivery", "advice", "prices",
    ]  # fmt: skip


def test_a_weight_can_be_chosen_or_left_aside(customers):
    weighted, plain = (study_tabs(customers, ["renew"], weight=name)[0] for name in (None, "none"))
    assert weighted.weight == "main"
    assert plain.weight == ""
    assert weighted.values["total"].loc["yes"] != plain.values["total"].loc["yes"]
    own, other = (tables(customers, ["renew"], weight=name)[1] for name in ("", "none"))
    assert own.results
    assert not other.results, "names in the ledger say no weight"


def test_what_letters_mean_is_said_once_before_all_tables(customers):
    legend, *made = tables(customers, "all", "profile")
    assert "A letter beside a figure" in legend.markdown
    assert "\\* Base under 100." in legend.markdown
    notes = [note for one in made if isinstance(one, Table) for note in one.notes]
    assert not [note for note in notes if "letter" in note or "Base under" in note]


def test_sentences_tell_what_the_columns_of_each_question_differ_by(customers):
    legend, table, said = tables(customers, ["care"], "loyalty")
    assert "ean is higher among “Promoters” (3.77) than among “Detractors” (3.19)" in (
        said.markdown
    )
    assert "of respondents" not in said.markdown, "of everybody together the question tells"
    mean = dict(zip(table.frame.index, table.cells, strict=True))["Mean"]
    assert [(cell.text, cell.letters) for cell in mean[1:]] == [
        ("3.77", "C"),
        ("3.51", ""),
        ("3.19", ""),
    ]
    assert [type(one) for one in tables(customers, ["care"])] == [type(legend), type(table)]


def test_rows_of_a_grid_are_told_of_by_their_summary(customers):
    made = tables(customers, ["service"], "profile")
    names = [one.id for one in made if not isinstance(one, Table)]
    assert names == ["txt-crosstab-legend-answers-profile", "txt-tab-service-profile-observations"]


def test_tables_can_be_narrowed_to_some_respondents(customers):
    [tab] = study_tabs(customers, ["renew"], filters={"sector": ["retail"]})
    assert tab.filter == "Sector: Retail"
    assert tab.base_of("yes") == 58


def test_names_that_are_none_are_told_together(customers):
    with pytest.raises(InputError) as told:
        study_tabs(customers, ["renwe", "channles"])
    assert "'renew'" in str(told.value)
    assert "'channels'" in str(told.value)
    with pytest.raises(InputError, match="profile"):
        study_tabs(customers, ["renew"], "profiel")
    with pytest.raises(InputError) as told:
        study_tabs(customers, ["renew"], filters={"sektor": ["1"], "region": ["nord"]})
    assert "sektor" in str(told.value)
    assert "nord" in str(told.value)
