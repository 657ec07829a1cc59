"""Surveys of strangers built whole: every format, every table, and bases as they were drawn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from surveys import limesurvey, panel, qualtrics, spss, surveymonkey, triples
from surveys.project import make

from research.build.verbs import build
from research.chapters.tabs.planned import study_tab
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

TRUTHS = {
    "spss": spss.truth,
    "qualtrics": qualtrics.truth,
    "surveymonkey": surveymonkey.truth,
    "limesurvey": limesurvey.truth,
    "triples2016": triples.truth,
    "panel": panel.truth,
}


@pytest.fixture(scope="module", params=list(TRUTHS))
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    name = request.param
    params = make(name, tmp_path_factory.mktemp(name))
    summary = build(params)
    assert summary.ok, summary
    return name, params.parents[1] / "reports" / name


def test_a_report_comes_in_every_format_with_its_tab_book(built):
    _, folder = built
    for part in ("report.html", "report.pdf", "report.docx", "tables.xlsx", "results.json"):
        assert (folder / part).stat().st_size > 1_000, part


def test_no_section_is_too_thin(built):
    _, folder = built
    report = (folder / "report.qmd").read_text(encoding="utf-8")
    assert "txt-why" not in report
    assert "No table:" not in report


def test_published_bases_are_those_that_were_drawn(built):
    name, folder = built
    study = open_study(folder.parents[1] / "params" / f"{name}.yml")
    lost = int((~(study.weight() > 0)).sum()) if "main" in study.config.weights else 0
    found = bases(folder)
    told = {key: one.answered for key, one in TRUTHS[name]().counted.items() if key in found}
    assert len(told) > 2
    for question, answered in told.items():
        assert answered - lost <= found[question] <= answered, question


def test_unweighted_shares_are_the_counts_that_were_drawn(built):
    name, folder = built
    if name != "surveymonkey":
        pytest.skip("its shares are weighted, or its codes share texts")
    shares = ledger(folder)
    for question in ("region", "size", "shop", "used"):
        counted = TRUTHS[name]().counted[question]
        printed = sorted(
            round(one["value"] * one["base"] / 100)
            for key, one in shares.items()
            if key.startswith(f"{question}.") and key.count(".") == 1 and one["unit"] == "percent"
        )
        drawn = sorted(count for count in counted.counts.values() if count)
        assert [count for count in printed if count] == drawn, question


def test_waves_stand_side_by_side_with_the_bases_that_were_drawn(built):
    name, folder = built
    if name != "triples2016":
        pytest.skip("it has one wave")
    found = ledger(folder)
    drawn = {"first": triples.truth(2015), "second": triples.truth(2016)}
    answers = {"sector": "hospitals", "buys": "yes", "aware": "adera", "used": "beds"}
    for key, truth in drawn.items():
        for question, answer in answers.items():
            base = found[f"{question}.{answer}.wave.{key}"]["base"]
            assert base == truth.counted[question].answered, (key, question)
        assert found[f"spend.mean.wave.{key}"]["base"] == truth.measured["spend"].answered


def test_a_new_brand_a_reworded_scale_and_a_longer_one_are_told(built):
    name, folder = built
    if name != "triples2016":
        pytest.skip("it has one wave")
    found = ledger(folder)
    assert "aware.vitalux.wave.second" in found
    assert "aware.vitalux.wave.first" not in found
    assert {"satisfied.mean.wave.first", "satisfied.mean.wave.second"} <= set(found)
    assert "effort.mean.wave.second" in found
    assert "effort.mean.wave.first" not in found
    report = (folder / "report.qmd").read_text(encoding="utf-8")
    assert "–: not asked in 2015." in report
    assert "the scale was 1 to 5 and is 1 to 7" in report
    assert "the wording was “All in all, how good is our service?”" in report
    study = open_study(folder.parents[1] / "params" / f"{name}.yml")
    for question in ("satisfied", "effort"):
        tab = study_tab(study, question, "waves")
        assert tab.breaks
        assert (tab.letters == "").all(axis=None)


def test_half_the_accounts_are_the_same_and_make_changes_surer(built):
    name, folder = built
    if name != "triples2016":
        pytest.skip("it has one wave")
    study = open_study(folder.parents[1] / "params" / f"{name}.yml")
    accounts = [set(wave.clusters) for wave in (*study.waves.values(), study)]
    assert len(accounts[0] & accounts[1]) == triples.truth().odd["accounts asked before"]
    tab = study_tab(study, "recommend", "waves")
    assert "accounts asked in both waves" in tab.method
    assert set(tab.tests["first"]) == {"wave.second"}


def test_the_loop_is_tabulated_with_its_bases_in_both_units(built):
    name, folder = built
    if name != "qualtrics":
        pytest.skip("it has no loop")
    said, shares = qualtrics.truth(), ledger(folder)
    drawn = [said.counted[f"rated.{loop}_Q7_1"] for loop in (1, 2, 3)]
    assert shares["supplier.rated.punctuality.mean"]["base"] == sum(one.answered for one in drawn)
    report = (folder / "report.qmd").read_text(encoding="utf-8")
    ratings, people = sum(one.answered for one in drawn), drawn[0].answered
    assert "(ratings)" in report
    assert f"[{ratings}]{{.base}}" in report
    assert f"[{people}]{{.base}}" in report


def ledger(folder: Path) -> dict[str, dict[str, Any]]:
    records = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return {one["name"]: one for one in records}


def bases(folder: Path) -> dict[str, int]:
    """The base of each question over everybody: those who do not know are in it."""
    found: dict[str, int] = {}
    for key, one in ledger(folder).items():
        question, _, rest = key.partition(".")
        if one["unit"] == "percent" and rest and "." not in rest:
            found[question] = max(one["base"], found.get(question, 0))
    return found
