from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.priorities import overall
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from research.study import Study


def column(table: overall.Table, place: int) -> list[str]:
    return [row[place].text for row in table.cells]


def values(results: list[overall.Result]) -> dict[str, object]:
    return {result.name: result.value for result in results}


def test_themes_stand_in_order_of_priority_under_their_full_names(study: Study) -> None:
    table = overall.ranking_table(study)
    assert list(table.frame.index) == [
        "Staff & Skills",
        "Keeping Customers",
        "Offer* [new]",
        "Winning Customers",
    ]


def test_ties_share_a_rank_with_an_equals_sign(study: Study) -> None:
    assert column(overall.ranking_table(study), 0) == ["1", "2", "3=", "3="]


def test_the_top_three_are_marked(study: Study) -> None:
    ranks = [row[0] for row in overall.ranking_table(study).cells]
    assert [cell.mark for cell in ranks] == ["top3"] * 4


def test_boxes_deeper_than_the_list_of_themes_have_no_column(study: Study) -> None:
    table = overall.ranking_table(study)
    assert list(table.frame.columns) == ["Rank", "Ranked first", "Top 3", "Bottom 3", "Mean rank"]
    assert not [name for name in values(table.results) if name.endswith(("top6", "bottom6"))]


def test_shares_are_printed_whole_and_kept_unrounded(study: Study) -> None:
    table = overall.ranking_table(study)
    assert column(table, 1) == ["50%", "38%", "12%", "0%"]
    found = values(table.results)
    assert found["overall.retain.first"] == 37.5
    assert found["overall.retain.first_count"] == 3


def test_results_say_who_leads_how_many_answered_and_what_is_tied(study: Study) -> None:
    results = overall.ranking_table(study).results
    found = values(results)
    assert (found["study.respondents"], found["study.sectors"], found["study.themes"]) == (8, 3, 4)
    assert [found[f"overall.rank{place}.theme"] for place in (1, 2)] == ["Staff", "Keeping"]
    assert {result.name for result in results if result.tied} == {
        "overall.offer.rank",
        "overall.win.rank",
    }


def test_result_names_are_dotted_lower_case_words(study: Study) -> None:
    results = [*overall.ranking_table(study).results, *overall.together(study).results]
    assert len({result.name for result in results}) == len(results)
    for result in results:
        assert all(word.replace("_", "").isalnum() for word in result.name.split("."))
        assert result.name == result.name.lower()


def test_who_put_one_theme_first_and_another_in_the_top_three_is_counted(study: Study) -> None:
    found = values(overall.together(study).results)
    assert found["cooccurrence.staff.offer.count"] == 3
    assert found["cooccurrence.staff.offer.share"] == 75


def test_a_share_of_nobody_is_left_out(study: Study) -> None:
    found = values(overall.together(study).results)
    assert found["cooccurrence.win.retain.count"] == 0
    assert "cooccurrence.win.retain.share" not in found


def test_the_chart_for_the_summary_is_described_but_not_numbered(study: Study) -> None:
    chart = overall.ranking_chart(study)
    assert not chart.placed
    assert "3= Offer* [new], 3= Winning Customers" in chart.alt
    assert "#ranking" not in chart.markdown()


def test_the_opening_is_one_heading_and_one_lead_with_names_escaped(study: Study) -> None:
    text = overall.opening(study).markdown
    assert text.startswith("## Overall priorities\n\n::: {.lead}\n\n")
    assert "Staff leads" in text


def test_nothing_unusual_over_all_themes_makes_no_list(study: Study) -> None:
    assert overall.observations(study).markdown == ""


def test_what_too_few_put_beside_their_first_theme_is_in_no_ledger(study: Study) -> None:
    found = values(overall.together(study).results)
    assert study.config.privacy.hide_base == 2
    # One respondent puts the offer first. Of those who do not have retention first themselves,
    # all and all but that one would tell of it, so these four are hidden as well.
    assert not [name for name in found if name.startswith("cooccurrence.offer.")]
    assert "cooccurrence.staff.retain.count" not in found
    assert found["cooccurrence.staff.win.count"] == 2


def test_bars_of_the_opening_chart_begin_at_nought(study: Study) -> None:
    chart = overall.ranking_chart(study)
    values = [bar.value for bar in chart.figure.bars]
    assert values == list(chart.data["mean_rank"])
    assert "shorter bar" in chart.figure.subtitle


def test_a_box_of_all_ranks_has_no_column(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = overall.ranking_table(study).frame.columns
    assert "Top 3" in heads
    summary = overall.overall_ranks(study).head(3)
    monkeypatch.setattr(overall, "overall_ranks", lambda _: summary)
    three = overall.ranking_table(study).frame.columns
    assert not {"Top 3", "Bottom 3"} & set(three)
    assert "Ranked first" in three


def test_the_table_has_the_states_that_respondents_ranked_where_texts_tell_them(
    params: Path,
) -> None:
    text = params.parent / "themes" / "staff.yml"
    said = text.read_text(encoding="utf-8") + "state: Our people are why customers come.\n"
    text.write_text(said, encoding="utf-8")
    table = overall.ranking_table(open_study(params))
    assert table.frame.columns[0].startswith("What respondents ranked")
    assert column(table, 0) == ["Our people are why customers come.", "", "", ""]
    assert column(table, 1) == ["1", "2", "3=", "3="]
