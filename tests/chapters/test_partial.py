"""Chapters on rankings that are not complete: top-k tasks, gaps, and who ranked nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from given import Given, printed, run

from research.chapters import ranks
from research.chapters.priorities import breakdown, changes, confidence, overall, robustness, theme

if TYPE_CHECKING:
    from research.study import Study

RULE = "has the mean of the ranks that he gave to none"


@pytest.fixture
def top(study: Study) -> Given:
    """The small edition, had it asked for two of four themes; one respondent ranked none."""
    given = study.ranks.where(study.ranks <= 2).astype(float)
    given.iloc[7] = np.nan
    return Given(study, ranks=given, ranked=2)


@pytest.fixture
def gaps(study: Study) -> Given:
    """The small edition with two ranks left out by two respondents."""
    given = study.ranks.astype(float)
    given.iloc[0, 0] = given.iloc[1, 3] = np.nan
    return Given(study, ranks=given)


def texts(cells: list[list], column: int) -> list[str]:
    return [row[column].text for row in cells]


def test_themes_left_out_have_the_mean_of_the_ranks_left_and_shares_are_of_all_who_ranked(
    study: Study, top: Given
) -> None:
    table = overall.ranking_table(top)
    expected = (
        study.ranks.iloc[:7].where(study.ranks.iloc[:7] <= 2).fillna(3.5).mean().sort_values()
    )
    assert table.frame["Mean rank"].tolist() == pytest.approx(expected.tolist())
    first = (study.ranks.iloc[:7] == 1).sum()
    values = {result.name: (result.value, result.base) for result in table.results}
    for key in study.ranks:
        assert values[f"overall.{key}.first_count"] == (first[key], 7)
    assert values["study.ranked"] == (7, 8)


def test_no_box_is_printed_that_respondents_were_not_asked_for(top: Given) -> None:
    table = overall.ranking_table(top)
    assert table.frame.columns.tolist() == ["Rank", "Ranked first", "Mean rank"]
    names = [result.name.rpartition(".")[2] for result in table.results]
    assert not {"top3", "bottom2", "bottom3", "last"} & set(names)
    chart = theme.distribution_chart(top, "staff")
    assert [column.label for column in chart.figure.columns] == ["1", "2"]
    assert len(chart.figure.blocks) == 1


def test_who_did_not_rank_a_theme_is_told_beside_its_distribution(top: Given) -> None:
    chart = theme.distribution_chart(top, "staff")
    values = {result.name: result.value for result in chart.results}
    left = values.pop("distribution.staff.unranked")
    assert sum(values.values()) + left == pytest.approx(100)
    assert left > 0
    assert chart.figure.subtitle.endswith("did not rank it")


def test_one_rank_left_out_is_known_by_the_others(study: Study, gaps: Given) -> None:
    assert overall.ranking_table(gaps).frame["Mean rank"].tolist() == pytest.approx(
        overall.ranking_table(study).frame["Mean rank"].tolist()
    )
    whole, own = (breakdown.ranks_table(one, "sector").frame for one in (study, gaps))
    pd.testing.assert_frame_equal(whole, own)


@pytest.mark.parametrize("one", ["top", "gaps"])
def test_every_table_says_how_themes_left_out_count(
    one: str, request: pytest.FixtureRequest
) -> None:
    given = request.getfixturevalue(one)
    tables = [
        overall.ranking_table(given),
        breakdown.ranks_table(given, "sector"),
        theme.ranks_table(given, "staff"),
        confidence.positions_table(given),
        robustness.random_table(given),
        robustness.shares_table(given),
    ]
    assert all(RULE in " ".join(table.notes) for table in tables)
    assert RULE in confidence.agreement(given).markdown


def test_who_ranked_nothing_is_counted_and_in_no_base(top: Given, gaps: Given) -> None:
    [note] = ranks.partial_note(top)
    assert "asked to rank two of the four themes" in note
    assert "One of the respondents ranked none and is left out." in note
    [note] = ranks.partial_note(gaps)
    assert "Of 8 respondents two ranked fewer than asked." in note
    assert "ranked none" not in note


def test_complete_rankings_need_no_note(study: Study) -> None:
    assert ranks.partial_note(study) == []


def test_a_group_of_which_nobody_ranked_has_no_column(study: Study) -> None:
    given = study.ranks.astype(float)
    given[study.respondents["region"] == "South"] = np.nan
    table = breakdown.ranks_table(Given(study, ranks=given), "region")
    assert table.frame.columns.tolist() == ["Overall", "North"]
    assert "Nobody from South answered." in table.notes


@pytest.mark.parametrize("one", ["top", "gaps"])
@pytest.mark.parametrize(
    ("notebook", "parameters"),
    [
        ("overall", {}),
        ("breakdown", {"breakdown": "region"}),
        ("theme", {"theme": "staff"}),
        ("introduction", {}),
        ("confidence", {}),
    ],
)
def test_every_cell_of_the_ranking_chapters_has_something_to_show(
    one: str, notebook: str, parameters: dict[str, str], request: pytest.FixtureRequest
) -> None:
    for cell in run(request.getfixturevalue(one), notebook, **parameters):
        assert cell.error is None, cell.source
        for item in cell.shown:
            assert "nan" not in printed(item).replace("finan", "").lower()


def test_editions_that_asked_for_different_depths_are_compared_by_the_shallower(
    study: Study,
) -> None:
    """Complete rankings before, two of four now: below the second, ranks count as not given."""
    shallow = study.ranks.where(study.ranks <= 2).astype(float)
    waves = study.config.waves.model_copy(update={"previous": "before.yml"})
    both = Given(study, {"waves": waves}, ranks=shallow, ranked=2, previous=study)
    found = changes.since(both)
    assert found.items["change"].tolist() == [0] * 4
    notes = " ".join(changes.changes_table(both).notes)
    assert "ranks below two count as not given in both" in notes
    assert RULE in notes
