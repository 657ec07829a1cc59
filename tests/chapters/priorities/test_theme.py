from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pypandoc
import pytest
from given import Given

from research.chapters.priorities import theme
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path


def elements(markdown: str) -> str:
    return json.dumps(json.loads(pypandoc.convert_text(markdown, "json", format="markdown")))


def changed(params: Path, old: str, new: str) -> Study:
    text = params.read_text(encoding="utf-8")
    assert old in text
    params.write_text(text.replace(old, new), encoding="utf-8")
    return open_study(params)


def test_the_opening_holds_heading_lead_cover_and_traits(study: Study) -> None:
    text = theme.opening(study, "offer").markdown
    assert text.startswith("## Offer\\* \\[new\\]\n\n::: {.lead}\n\nA sentence on offer.")
    assert text.count("\n- ") == 5


def test_the_opening_tells_the_state_that_respondents_ranked(params: Path) -> None:
    text = params.parent / "themes" / "offer.yml"
    said = text.read_text(encoding="utf-8") + "state: We promise little, and keep it.\n"
    text.write_text(said, encoding="utf-8")
    opening = theme.opening(open_study(params), "offer").markdown
    assert "**What respondents ranked, in meaning:** We promise little, and keep it." in opening


def test_the_ranks_start_with_all_respondents_and_go_through_every_group(study: Study) -> None:
    table = theme.ranks_table(study, "offer")
    _, rows = table.printed()
    assert [[cell.text for cell in row] for row in rows] == [
        ["All respondents", "", "8", "3="],
        ["Sector", "Banking & Co", "4", "3="],
        ["", "Retail", "3", "4"],
        ["", "Mining", "1", "–"],
        ["Region", "North", "5", "3"],
        ["", "South", "3", "4"],
    ]


def test_the_top_three_are_tinted_overall_too(study: Study) -> None:
    cells = [row[2] for row in theme.ranks_table(study, "offer").cells]
    assert [cell.mark for cell in cells] == ["top3", "top3", "", "muted", "top3", ""]


def test_hidden_groups_are_named_in_the_notes(study: Study) -> None:
    notes = theme.ranks_table(study, "offer").notes
    assert "Groups of fewer than 2 respondents are not shown." in notes


def test_the_distribution_gives_every_rank_its_share(study: Study) -> None:
    chart = theme.distribution_chart(study, "win")
    assert chart.id == "fig-win-distribution"
    assert list(chart.values["Count"]) == [0, 3, 2, 3]
    values = {result.name: result.value for result in chart.results}
    assert values == {
        "distribution.win.rank1": 0,
        "distribution.win.rank2": 37.5,
        "distribution.win.rank3": 25,
        "distribution.win.rank4": 37.5,
    }
    assert "rank 1 0%, rank 2 38%, rank 3 25%, rank 4 38%" in chart.alt


def test_verbatims_are_quotes_with_sector_and_place(study: Study) -> None:
    text = theme.verbatims(study, "retain").markdown
    quote = "> Whoever stays costs nothing to win.\n>\n> [Banking \\&"
    assert quote in text
    assert text.count("{.attribution}") == 2
    # One who did not waive it, and the one in mining: too few to be told by sector.
    assert "> A regular pays the rent.\n\n:::" in text


def test_how_much_is_told_is_said_below_the_quotes(study: Study, params: Path) -> None:
    notes = theme.verbatims(study, "retain").markdown.partition("::: {.notes}")[2]
    assert "than at least two respondents share" in notes
    assert "did not waive their anonymity are left out" in notes
    told = changed(params, "coarsen_below: 2", "coarsen_below: 0, unwaived: attributed")
    text = theme.verbatims(told, "retain").markdown
    assert "[Bank, Norway]{.attribution}" in text
    assert ".notes" not in text


def test_a_verbatim_with_markup_stays_text(study: Study) -> None:
    text = theme.verbatims(study, "retain").markdown
    tree = elements(text)
    assert "alert" in tree
    for kind in ("RawInline", "RawBlock", "Link", "Cite"):
        assert f'"{kind}"' not in tree


def test_a_country_that_would_tell_too_much_becomes_a_region(params: Path) -> None:
    data = params.parents[1] / "data" / "respondents.csv"
    rows = data.read_text(encoding="utf-8").replace("Italy,South", "Italy,North")
    data.write_text(rows, encoding="utf-8")
    text = theme.verbatims(open_study(params), "retain").markdown
    assert "Norway" not in text
    assert text.count(", North]{.attribution}") == 2


def test_who_did_not_waive_their_anonymity_is_not_quoted(params: Path) -> None:
    data = params.parents[1] / "data" / "respondents.csv"
    rows = data.read_text(encoding="utf-8").replace("Director,yes,Retail", "Director,no,Retail")
    data.write_text(rows, encoding="utf-8")
    opened = open_study(params)
    assert "A regular pays the rent." not in theme.verbatims(opened, "retain").markdown
    told = changed(params, "coarsen_below: 2", "coarsen_below: 2, unwaived: unattributed")
    text = theme.verbatims(told, "retain").markdown
    assert "> A regular pays the rent.\n\n" in text
    assert "the words stand alone" in text


@pytest.mark.parametrize(("steps", "absent"), [("[sector]", "Norway"), ("[]", "Bank, ")])
def test_the_edition_decides_how_much_is_told(params: Path, steps: str, absent: str) -> None:
    whole = "[sector, [sector, region], [sector, country], [industry, country]]"
    told = changed(params, f"attribution: {whole}", f"attribution: {steps}")
    text = theme.verbatims(told, "retain").markdown
    assert "Whoever stays costs nothing to win." in text
    assert absent not in text


def test_a_theme_that_nobody_put_first_has_no_heading_for_reasons(study: Study) -> None:
    assert theme.verbatims(study, "win").markdown == ""


def test_the_benchmark_gives_low_mean_and_high_of_all_firms_and_of_the_sectors_shown(
    study: Study,
) -> None:
    chart = theme.benchmark_chart(study, "retain")
    scores = chart.values[["low", "mean", "high"]]
    assert scores.loc["All firms assessed"].tolist() == [20, 50, 80]
    assert scores.loc["Banking"].tolist() == [20, 35, 50]
    values = {result.name: (result.value, result.base) for result in chart.results}
    assert values["benchmark.retain.overall.mean"] == (50, 3)
    assert values["benchmark.retain.banking.high"] == (50, 2)


def test_the_scores_that_the_text_aims_for_are_drawn_and_told(study: Study) -> None:
    chart = theme.benchmark_chart(study, "retain")
    aims = [(one.label, one.value, one.text) for one in chart.figure.aims]
    assert aims == [("benchmark from", 47.5, "47.5"), ("upper quartile", 65, "65.0")]
    assert chart.alt.endswith("to aim for, benchmark from 47.5, upper quartile 65.0.")
    texts = study.config.texts.model_copy(update={"themes": None})
    assert theme.benchmark_chart(Given(study, {"texts": texts}), "retain").figure.aims == ()


def test_a_mean_has_its_interval_where_firms_enough_were_assessed(study: Study) -> None:
    firms = pd.DataFrame(
        {"sector": ["Banking"] * 4 + ["Retail"] * 2, "retain": [40, 44, 48, 52, 46, 46]}
    )
    firms = firms.reindex(columns=study.assessments.columns, fill_value=50.0)
    chart = theme.benchmark_chart(Given(study, assessments=firms), "retain")
    whole, banking = chart.figure.ranges[:2]
    # Six scores with a mean of 46 and a standard deviation of 4: t of 2.571 with 5 degrees.
    assert whole.surely_high == pytest.approx(46 + 2.571 * 4 / 6**0.5, abs=0.01)
    assert whole.surely_low == pytest.approx(46 - 2.571 * 4 / 6**0.5, abs=0.01)
    assert banking.surely_low is None
    assert "95% interval" in chart.figure.subtitle
    assert "mean 46 (42 to 50)" in chart.alt


def test_a_mean_of_three_firms_has_no_interval(study: Study) -> None:
    chart = theme.benchmark_chart(study, "retain")
    assert all(one.surely_low is None for one in chart.figure.ranges)
    assert "interval" not in chart.figure.subtitle


def test_without_a_benchmark_there_is_neither_heading_nor_chart(study: Study) -> None:
    themes = study.config.themes.model_copy(update={"benchmark": None})
    bare = Given(study, {"themes": themes})
    assert theme.benchmark_heading(study, "retain").markdown == "### How good firms are at it"
    for make in (
        theme.benchmark_heading,
        theme.benchmark_chart,
        theme.benchmark_observations,
    ):
        assert make(bare, "retain").markdown == ""


def test_aims_are_those_that_the_text_gives(study: Study) -> None:
    lines = theme.aim(study, "staff").markdown.splitlines()
    assert [line for line in lines if line.startswith("- ")] == [
        "- Firms that rank it in their top three: **upper quartile** (from 40.0).",
        "- Firms that rank it lower: **benchmark** (from 27.5).",
    ]


def test_objectives_are_three_capabilities_by_three_appetites(study: Study) -> None:
    table = theme.objectives_table(study, "offer")
    heads, rows = table.printed()
    assert heads == ["Capability today", "Benchmark", "Upper Quartile", "Best (Top Decile)"]
    assert [row[0].text.partition(":")[0] for row in rows] == ["Performer", "Moderate", "Beginner"]
    assert rows[0][1].items == ("Stay where you are",)
    assert rows[2][3].items == ("Begin", "Measure")


def test_objectives_become_a_table_of_lists(study: Study) -> None:
    tree = elements(theme.objectives_table(study, "offer").markdown())
    assert tree.count('"BulletList"') == 9


@pytest.mark.parametrize("key", ["retain", "staff", "offer", "win"])
def test_observations_are_at_most_five_sentences(study: Study, key: str) -> None:
    for text in (theme.ranks_observations(study, key), theme.distribution_observations(study, key)):
        bullets = [line for line in text.markdown.splitlines() if line.startswith("- ")]
        assert len(bullets) <= 5
        assert all(bullet.endswith(".") for bullet in bullets)
