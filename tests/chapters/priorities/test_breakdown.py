from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.priorities import breakdown
from research.chapters.priorities.separability import chance_of
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path


def printed(study: Study, key: str) -> dict[str, list[str]]:
    table = breakdown.ranks_table(study, key)
    heads, rows = table.printed()
    return {head: [row[place].text for row in rows] for place, head in enumerate(heads)}


def test_groups_have_columns_in_the_order_shown_with_their_bases(study: Study) -> None:
    columns = printed(study, "sector")
    assert list(columns) == ["Theme", "Overall", "Banking & Co", "Retail", "Mining"]
    assert [cells[0] for cells in columns.values()] == [
        "Base",
        "n = 8",
        "n = 4",
        "n = 3",
        "n = 1",
    ]


def test_ties_print_the_better_rank_with_an_equals_sign(study: Study) -> None:
    columns = printed(study, "sector")
    assert columns["Banking & Co"][1:] == ["1=", "1=", "3=", "3="]
    assert columns["Retail"][1:] == ["1", "2=", "4", "2="]


def test_a_group_below_the_threshold_is_hidden_in_print_in_the_frame_and_in_the_ledger(
    study: Study,
) -> None:
    table = breakdown.ranks_table(study, "sector")
    assert printed(study, "sector")["Mining"][1:] == ["–"] * 4
    assert table.frame["Mining"].isna().all()
    assert not [result for result in table.results if "mining" in result.name]
    assert "Groups of fewer than 2 respondents are not shown." in table.notes


def test_small_bases_are_flagged(study: Study) -> None:
    notes = " ".join(breakdown.ranks_table(study, "sector").notes)
    assert "Some bases are under 4: read these ranks as indications." in notes


def test_results_carry_base_and_tie(study: Study) -> None:
    results = {item.name: item for item in breakdown.ranks_table(study, "sector").results}
    tied, alone = results["sector.retail.win.rank"], results["sector.retail.staff.rank"]
    assert (tied.value, tied.base, tied.tied) == (2, 3, True)
    assert (alone.value, alone.tied) == (1, False)


def test_a_rank_far_from_the_overall_one_has_an_arrow(params: Path) -> None:
    path = params.parents[1] / "data" / "respondents.csv"
    text = path.read_text(encoding="utf-8").replace("Retail", "Farms")
    path.write_text(text.replace("Mining,", "Retail,"), encoding="utf-8")
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("hide_base: 2", "hide_base: 1").replace(", mining]", "]"))
    table = breakdown.ranks_table(open_study(params), "sector")
    retail = {name: row[2] for name, row in zip(table.frame.index, table.cells, strict=True)}
    assert (retail["Offer* [new]"].text, retail["Offer* [new]"].mark) == ("1", "top3")
    assert (retail["Winning Customers"].text, retail["Winning Customers"].arrow) == ("2", "")
    assert (retail["Staff & Skills"].text, retail["Staff & Skills"].arrow) == ("3", "")
    assert "The base of every group" not in " ".join(table.notes)


@pytest.mark.parametrize(
    ("rank", "overall", "marks"),
    [
        (1, 4, "top3 better"),
        (2, 4, "top3"),
        (4, 1, "worse"),
        (3, 1, "top3"),
        (7, 12, "better"),
        (9, 7, ""),
    ],
)
def test_more_than_two_places_from_overall_stand_out(rank: int, overall: int, marks: str) -> None:
    assert breakdown.rank_cell(rank, False, overall).mark == marks


def test_the_sample_shows_every_group_that_has_answers_the_largest_first(study: Study) -> None:
    chart = breakdown.sample_chart(study, "sector")
    assert list(chart.data.index) == ["Banking & Co", "Retail", "Mining"]
    assert "Banking & Co 4 (50%); Retail 3 (38%); Mining 1 (12%)" in chart.alt
    found = {result.name: result.value for result in chart.results}
    assert found["sample.sector.retail.share"] == 37.5
    assert "sample.sector.farms.count" not in found


@pytest.mark.parametrize("shown", ["", ", points: [banking, retail, farms]"])
def test_a_group_without_any_respondent_has_no_column_and_is_named(
    params: Path, shown: str
) -> None:
    text = params.read_text(encoding="utf-8")
    spoilt = text.replace(", points: [banking, retail, mining]", shown)
    assert spoilt != text
    params.write_text(spoilt, encoding="utf-8")
    study = open_study(params)
    table = breakdown.ranks_table(study, "sector")
    assert "Farms" not in table.frame.columns
    assert "Nobody from Farms answered." in table.notes
    assert breakdown.observations(study, "sector").markdown
    assert not [note for note in breakdown.ranks_table(study, "region").notes if "Nobody" in note]


def test_the_opening_names_the_breakdown(study: Study) -> None:
    assert breakdown.opening(study, "region").markdown.startswith("## Priorities by region\n")


def test_the_opening_says_what_divides_the_groups_and_whether_that_can_be_chance(
    study: Study,
) -> None:
    lead = breakdown.opening(study, "sector").markdown
    assert "divide the sectors shown most, by one place each" in lead
    assert ("within the reach of chance" in lead) is chance_of(study, "sector").explains
