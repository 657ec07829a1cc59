"""The benchmark in scores: targets are figures, and best is best of all sectors."""

from __future__ import annotations

import numpy as np
import pytest

from research.chapters.priorities import standing
from research.display.table import Table
from research.study import Study, open_study


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study("params/2015.yml")


@pytest.fixture(scope="module")
def scores(study: Study) -> Table:
    table = standing.scores_table(study)
    assert isinstance(table, Table)
    return table


@pytest.fixture(scope="module")
def sectors(study: Study) -> Table:
    table = standing.sectors_table(study)
    assert isinstance(table, Table)
    return table


def test_every_theme_has_its_scores_from_the_lowest_to_the_highest(scores, study) -> None:
    assert list(scores.frame.index) == [theme.short for theme in study.themes]
    limits = scores.frame.drop(columns="Mean").to_numpy(dtype=float)
    assert (np.diff(limits, axis=1) >= 0).all()


def test_a_standing_is_counted_from_the_best_firm(scores, study) -> None:
    own = study.assessments["farming"].to_numpy(dtype=float)
    row = scores.frame.loc["Farming"]
    for head, share in (
        ("Top decile from", 0.10),
        ("Upper quartile from", 0.25),
        ("Second quartile from", 0.50),
        ("Third quartile from", 0.75),
    ):
        assert row[head] == pytest.approx(np.quantile(own, 1 - share))
        assert (own >= row[head]).mean() >= share - 1 / len(own)
    assert row["Third quartile from"] < row["Second quartile from"] < row["Upper quartile from"]


def test_published_scores_are_unmarked_and_all_others_say_how_far_they_go(scores) -> None:
    printed = dict(
        zip(scores.frame.index, ([c.text for c in row] for row in scores.cells), strict=True)
    )
    assert printed["KAM"][0] == "12"
    assert printed["KAM"][-1] == "71"
    assert printed["Farming"][3] == "44"
    assert printed["Farming"][0].endswith("†")
    for row in printed.values():
        for place in (1, 2, 4, 5):
            own, around = row[place].split("† (")
            low, high = (float(end) for end in around.rstrip(")").split("–"))
            assert low <= round(float(own)) <= high or low - 1 <= float(own) <= high + 1
    assert any("Reconstructed" in note for note in scores.notes)
    assert any("from the least to the most" in note for note in scores.notes)


def test_the_ledger_tells_which_scores_are_published(scores) -> None:
    found = {result.name: result for result in scores.results}
    assert found["standing.farming.high"].value == 60
    assert not found["standing.farming.high"].reconstructed
    assert found["standing.farming.upper"].reconstructed
    ranges = {name: one.value for name, one in found.items() if name.endswith(".range")}
    assert min(ranges, key=ranges.__getitem__) == "standing.farming.range"


def test_the_best_of_all_sectors_may_have_no_column(sectors, study) -> None:
    best = {key: row[-1].text for key, row in zip(sectors.frame.index, sectors.cells, strict=True)}
    assert best["Category"].startswith("FMCG")
    assert best["KAM"].startswith("FMCG")
    assert best["OD"] == "Manufacturing 49"
    means = study.assessments.groupby("sector")["category"].mean()
    assert sectors.frame.loc["Category", "Best of all sectors"] == pytest.approx(means.max())
    assert (sectors.frame.max(axis=1) == sectors.frame["Best of all sectors"]).all()


def test_scores_of_an_edition_that_are_its_own_bear_no_mark() -> None:
    study = open_study("params/2016.yml")
    table = standing.scores_table(study)
    assert isinstance(table, Table)
    assert not any("†" in cell.text or "(" in cell.text for row in table.cells for cell in row)
    assert not any("least to the most" in note for note in table.notes)
    sectors = standing.sectors_table(study)
    assert isinstance(sectors, Table)
    assert not any("†" in cell.text for row in sectors.cells for cell in row)


def test_the_chapter_says_which_way_round_quartiles_are_counted(study) -> None:
    said = standing.opening(study).markdown
    assert "from the best downwards" in said
    assert said.index("upper quartile") < said.index("second quartile") < said.index("third")
