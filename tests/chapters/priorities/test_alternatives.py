from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import benchmark_scores
from research.chapters.naming import names_of
from research.chapters.priorities import alternatives, breakdown, overall, theme
from research.prose.shares import observe_shares

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.study import Study


def test_an_edition_without_alternatives_marks_nothing(study: Study) -> None:
    assert not alternatives.reconstructed(study)
    assert alternatives.mean_fixed(study)
    assert alternatives.base_fixed(study, "region")
    assert alternatives.open_ranks(study, "staff") == []
    assert len(alternatives.distributions(study)) == 1
    assert "†" not in overall.ranking_table(study).markdown()


def test_a_share_is_fixed_where_every_alternative_prints_it_alike(rebuilt: Study) -> None:
    own, same, other = alternatives.distributions(rebuilt)
    assert own.counts == same.counts
    assert (own.counts["staff"], other.counts["staff"]) == ((4, 2, 2, 0), (3, 4, 1, 0))
    assert not alternatives.share_fixed(rebuilt, "staff", "first")
    assert alternatives.share_fixed(rebuilt, "staff", "top3")
    assert alternatives.open_ranks(rebuilt, "staff") == [1, 2, 3]
    assert alternatives.open_ranks(rebuilt, "retain") == []


def test_what_is_not_fixed_is_marked_in_the_table_with_one_note(rebuilt: Study) -> None:
    table = overall.ranking_table(rebuilt)
    rows = {
        label: [cell.text for cell in row]
        for label, row in zip(table.frame.index, table.cells, strict=True)
    }
    shown = rows[rebuilt.config.theme("staff").name]
    assert shown[1] == "50%†"
    assert sum("†" in note for note in table.notes) == 1


def test_bases_are_marked_where_groups_differ_in_size(rebuilt: Study) -> None:
    assert alternatives.base_fixed(rebuilt, "sector")
    assert not alternatives.base_fixed(rebuilt, "region")
    _, rows = breakdown.ranks_table(rebuilt, "region").printed()
    assert rows[0][0].text == "Base†"
    _, rows = breakdown.ranks_table(rebuilt, "sector").printed()
    assert rows[0][0].text == "Base"
    chart = breakdown.sample_chart(rebuilt, "region").figure
    assert chart.subtitle == "Respondents by region, number and share (sizes reconstructed)"
    assert "63%" not in chart.title


def test_charts_say_which_ranks_are_reconstructed(rebuilt: Study) -> None:
    chart = theme.distribution_chart(rebuilt, "staff")
    assert chart.figure.subtitle.endswith("(† and ranks 1–3: reconstructed)")
    assert chart.alt.endswith("(† and ranks 1–3: reconstructed)")
    assert "reconstructed" not in theme.distribution_chart(rebuilt, "retain").figure.subtitle


def test_a_sentence_stands_where_every_alternative_gives_it(rebuilt: Study) -> None:
    every = alternatives.distributions(rebuilt)
    own = {one.rule for one in observe_shares("staff", every[0], names_of(rebuilt))}
    found = alternatives.agreed(
        every, lambda data: observe_shares("staff", data, names_of(rebuilt))
    )
    assert {one.rule for one in found} < own
    said = " ".join(" ".join(one.wordings) for one in found)
    assert "first" not in said


def test_a_message_is_one_that_all_share_or_a_plain_one() -> None:
    assert alternatives.message([["a", "b", "c"], ["c", "b"]], "plain") == "b"
    assert alternatives.message([["a"], ["b"]], "plain") == "plain"


def test_verdicts_are_told_in_one_chapter_or_not_at_all(rebuilt: Study) -> None:
    told = "cannot be told"
    assert told not in " ".join(breakdown.ranks_table(rebuilt, "sector").notes)
    assert told not in " ".join(overall.ranking_table(rebuilt).notes)
    assert "chance" not in breakdown.opening(rebuilt, "sector").markdown
    assert alternatives.verdict_note(rebuilt) == []


def test_a_score_is_open_where_alternatives_print_it_differently(rescored: Study) -> None:
    assert alternatives.open_measures(rescored, "staff", "overall") == ("mean", "high")
    assert alternatives.open_measures(rescored, "retain", "overall") == ()
    assert alternatives.benchmark_base_fixed(rescored)


def test_open_scores_are_marked_in_the_chart_and_in_its_description(rescored: Study) -> None:
    chart = theme.benchmark_chart(rescored, "staff")
    whole = chart.figure.ranges[0]
    assert chart.figure.printed(whole, "high").endswith("†")
    assert not chart.figure.printed(whole, "low").endswith("†")
    assert chart.figure.subtitle.endswith("(† reconstructed)")
    assert chart.alt.endswith("(† reconstructed)")
    assert [one.text for one in chart.figure.aims] == ["27.5†", "40.0†"]
    assert chart.alt.count("†") == len(_open(chart)) + len(chart.figure.aims) + 1
    assert "†" not in theme.benchmark_chart(rescored, "retain").alt


def test_open_scores_are_marked_in_the_ledger(rescored: Study) -> None:
    found = theme.benchmark_chart(rescored, "staff").results
    marked = {one.name for one in found if one.reconstructed}
    assert {"benchmark.staff.overall.mean", "benchmark.staff.overall.high"} <= marked
    assert "benchmark.staff.overall.low" not in marked
    record = next(one.record("fig") for one in found if one.reconstructed)
    assert record["reconstructed"] is True


def test_open_scores_are_in_no_sentence(rescored: Study) -> None:
    high = benchmark_scores(rescored).query("theme == 'staff'")["high"].iloc[0]
    said = theme.benchmark_observations(rescored, "staff").markdown
    assert f"{high:.0f}" not in said
    assert "worst score" in said


def _open(chart: Chart) -> list[str]:
    return [measure for row in chart.figure.ranges for measure in row.marked]
