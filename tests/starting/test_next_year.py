"""Next year's edition of an old one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from research.edition.judgement import load_edition
from research.edition.project import find_params
from research.starting.next_year import from_edition
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path) -> Path:
    for name in ("params", "reports/2016/texts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("2015", "2016"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
    return tmp_path


def test_the_edition_before_is_the_earlier_wave_and_days_move_on(project, monkeypatch):
    monkeypatch.chdir(project)
    params, *_ = from_edition("2017", project / "params" / "2016.yml")
    shutil.copytree(project / "data" / "2016", project / "data" / "2017")
    edition = load_edition(find_params(params))
    assert [str(wave.file) for wave in edition.waves.earlier.values()] == ["2015.yml", "2016.yml"]
    assert edition.supplier.today.isoformat() == "2017-07-01"
    assert edition.supplier.surveys == (2016, 2017)
    assert str(edition.answers.file) == "../data/2017/respondents.csv"
    before = load_edition(project / "params" / "2016.yml")
    assert edition.questions == before.questions
    assert edition.report.sections == before.report.sections


def test_nothing_of_the_old_cover_is_carried_over_unasked(project):
    params, *_ = from_edition("2017", project / "params" / "2016.yml")
    edition = load_edition(params)
    assert (edition.title, edition.date, edition.disclaimer) == ("2017", "", "")
    assert "# date: October 2016" in params.read_text(encoding="utf-8")
    kept, *_ = from_edition("2018", project / "params" / "2016.yml", keep_cover=True)
    assert load_edition(kept).publisher.name == "Customer Attuned Ltd"


def test_texts_come_with_each_claim_marked_for_reading(project):
    _, *texts = from_edition("2017", project / "params" / "2016.yml")
    assert {path.parent for path in texts} == {project / "reports" / "2017" / "texts"}
    summary = next(path for path in texts if path.stem == "executive-summary")
    blocks = summary.read_text(encoding="utf-8").split("\n\n")
    claiming = [at for at, block in enumerate(blocks) if "{%" in block or "{{" in block]
    assert claiming
    assert all("Read again" in blocks[at - 1] for at in claiming)


def test_comments_of_the_author_stay(project):
    params, *_ = from_edition("2017", project / "params" / "2016.yml")
    text = params.read_text(encoding="utf-8")
    assert "# What respondents were asked; the themes in the order of the report" in text
