"""Weights in a report: what they aim at, what sections take, and amounts in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pytest

from research.build.checks import check
from research.build.tables import tables
from research.build.weighted import weight_lines
from research.chapters.questions import crosstab, nps, question, topline, weighting
from research.chapters.questions.method import method_box
from research.chapters.tabs.planned import study_tab, study_tabs
from research.errors import InputError
from tests.chapters.weighed import weighed

if TYPE_CHECKING:
    from pathlib import Path

    from research.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return weighed(tmp_path)


def test_targets_stand_beside_what_the_sample_had_and_has(study):
    (table,) = weighting.targets(study)
    held = table.frame.dropna(how="all")
    assert held.index.to_list() == ["Banking", "Retail", "small", "large"]
    assert held["target"].to_list() == pytest.approx([0.5, 0.5, 0.8, 0.2])
    assert held["weighted"].to_list() == pytest.approx([0.5, 0.5, 0.8, 0.2])
    counts = study.answers["sector"].value_counts()
    assert held["respondents"].to_list()[:2] == [counts["Banking"], counts["Retail"]]
    assert held["unweighted"].iloc[0] == pytest.approx(counts["Banking"] / 400)
    assert held["interviews ordered"].to_list()[:2] == [250, 150]
    assert "Design effect" in " ".join(table.notes)


def test_numbers_that_tables_hide_are_hidden_here(tmp_path):
    study = weighed(tmp_path)
    study.answers  # noqa: B018 - read
    few = study.config.privacy.model_copy(update={"hide_base": 500})
    held = type(study)(study._plain.model_copy(update={"privacy": few}), study.path, study.root)
    (report,) = weighting.reports(held)
    sector = [aim for aim in report.aims if aim.question == "Sector"]
    assert [aim.count for aim in sector] == [None, None]
    assert [aim.before for aim in sector] == [None, None]


def test_a_tab_by_a_raked_weight_knows_its_margins(study):
    tab = study_tab(study, "sector")
    assert tab.values["total"].to_list() == pytest.approx([50, 50])
    assert (tab.high - tab.low)["total"].max() < 0.01
    renews = study_tab(study, "renews", "sector")
    assert "what the margins of raking explain" in renews.method
    plain = study_tab(study, "renews", weight="none")
    assert plain.weight == ""
    assert plain.values["total"].loc["yes"] != renews.values["total"].loc["yes"]


def test_another_weight_keeps_out_of_the_ledger_and_has_a_reference_of_its_own(study):
    own = question.table(study, "renews")
    other = question.table(study, "renews", weight="none")
    assert own.results
    assert (other.results, other.id) == ((), f"{own.id}-none")
    assert question.observations(study, "renews", weight="plain").id.endswith("-plain")
    assert nps.score_table(study, weight="none").id.endswith("-none")
    assert topline.totals(study, weight="none").id.endswith("-none")


def test_the_method_box_says_how_weights_were_come_by(study):
    lines = method_box(study).frame.iloc[:, 0]
    said = lines["Weights"]
    assert said.startswith("Raked to sector and staff in ")
    assert "leave out of the variance what the margins explain" in said
    assert "margins of raking explain" in lines["Tests"]


def test_who_checks_an_edition_reads_what_weights_come_to(study):
    assert check(study.path) == []
    lines = weight_lines(study.path)
    assert lines[0].startswith("weight main: Raked to")
    assert any(line.startswith("  Sector, Banking: target 50%, unweighted") for line in lines)
    assert len(lines) == 5


def test_the_tab_book_has_a_sheet_of_weights(study, tmp_path):
    made = tables(study.path, banners=["sector"], to=tmp_path / "some.xlsx")
    book = openpyxl.load_workbook(made.path)
    assert "Weights" in book.sheetnames
    rows = {row[0]: row for row in book["Weights"].iter_rows(values_only=True)}
    assert rows["Banking"][1:4] == pytest.approx((0.5, rows["Banking"][2], 0.5))
    assert rows["Banking"][5] == 250
    plain = tables(study.path, weight="none", to=tmp_path / "plain.xlsx")
    assert "Weights" not in openpyxl.load_workbook(plain.path).sheetnames


def test_a_volume_shares_out_money_and_says_so(study):
    tab = study_tab(study, "renews", "sector", volume="revenue")
    held = study.read().weight("revenue")
    firms = study.clusters
    split = held / firms.groupby(firms).transform("size")
    yes = (study.answers["renews"] == "Yes") & held.notna()
    known = study.answers["renews"].notna() & held.notna()
    assert tab.values["total"].loc["yes"] == pytest.approx(
        100 * split[yes].sum() / split[known].sum()
    )
    assert tab.bases["answered"]["total"].loc["weighted"] == pytest.approx(split[known].sum())
    assert tab.weight == "revenue, EUR (a volume)"
    assert "not of respondents" in " ".join(tab.notes)
    lost = int(held.isna().sum())
    assert f"{lost} respondents have no amount" in " ".join(tab.notes)
    assert np.isfinite(tab.low["total"]).all()


def test_sections_and_books_are_asked_for_by_a_volume(study, tmp_path):
    (_, first, *_) = crosstab.tables(study, ["renews"], "sector", volume="revenue")
    assert first.id.endswith("-revenue")
    assert first.results == ()
    assert question.observations(study, "renews", volume="revenue").markdown == ""
    made = tables(study.path, banners=["sector"], volume="revenue", to=tmp_path / "money.xlsx")
    told = [str(row[0]) for row in openpyxl.load_workbook(made.path)["sector"].values if row[0]]
    assert "Weight: revenue, EUR (a volume)" in told


def test_what_cannot_be_counted_by_is_told(study):
    with pytest.raises(InputError, match="there is no volume 'revenu'"):
        study_tabs(study, ["renews"], volume="revenu")
    with pytest.raises(InputError, match="not by both"):
        study_tabs(study, ["renews"], weight="plain", volume="revenue")
    with pytest.raises(InputError, match="no volume 'x'"):
        tables(study.path, volume="x")
