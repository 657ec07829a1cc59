"""Surveys of strangers built whole: every format, every table, and bases as they were drawn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from surveys import limesurvey, qualtrics, spss, surveymonkey
from surveys.project import make

from research.build.verbs import build
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

TRUTHS = {
    "spss": spss.truth,
    "qualtrics": qualtrics.truth,
    "surveymonkey": surveymonkey.truth,
    "limesurvey": limesurvey.truth,
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
