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
    shutil.copytree(project / "data" / "2016", project / "data" / "2017", dirs_exist_ok=True)
    edition = load_edition(find_params(params))
    assert [str(wave.file) for wave in edition.waves.earlier.values()] == ["2015.yml", "2016.yml"]
    assert edition.supplier.today.isoformat() == "2017-07-01"
    assert edition.supplier.surveys == (2016, 2017)
    assert edition.supplier.pilot.start.isoformat() == "2017-04-01"
    assert edition.integrity.outcome.wave == "2016"
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
    _, *written = from_edition("2017", project / "params" / "2016.yml")
    texts = [path for path in written if path.suffix == ".md"]
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


def test_waves_keep_what_they_are_called_and_the_last_one_stands_behind_them(project):
    shutil.copytree(ROOT / "data" / "quarterly", project / "data" / "quarterly")
    params, *_ = from_edition("q3-2026", project / "params" / "quarterly.yml")
    edition = load_edition(params)
    before = load_edition(project / "params" / "quarterly.yml")
    *earlier, last = edition.waves.earlier.items()
    assert dict(earlier) == before.waves.earlier
    key, wave = last
    assert (key, str(wave.file), wave.label, wave.period) == (
        "q2_2026",
        "quarterly.yml",
        "Q2 2026",
        "Q2",
    )
    assert (edition.waves.key, edition.waves.label) == ("", "")
    assert "# label: of this edition" in params.read_text(encoding="utf-8")


def test_what_was_said_of_changes_waits_to_be_read_again(project):
    params, *_ = from_edition("2017", project / "params" / "2016.yml")
    assert load_edition(params).waves.note == ""
    text = params.read_text(encoding="utf-8")
    assert '# note: "The rankings of 2015 are reconstructed' in text
    assert "# 2016.yml began: The 2016 edition" in text


def test_data_are_looked_for_in_a_folder_of_their_own_wherever_they_stood(project):
    plain = (project / "params" / "2016.yml").read_text(encoding="utf-8")
    (project / "params" / "plain.yml").write_text(
        plain.replace('edition: "2016"', "edition: plain").replace(
            "../data/2016/respondents.csv", "../respondents.csv"
        ),
        encoding="utf-8",
    )
    shutil.copy(project / "data" / "2016" / "respondents.csv", project)
    params, *_ = from_edition("2017", project / "params" / "plain.yml")
    files = {str(table.file) for table in load_edition(params).data.values()}
    assert {file.rpartition("/")[0] for file in files} == {"../data/2017"}


def test_what_only_a_published_edition_has_is_left_out_with_its_section(project):
    params, *_ = from_edition("2017", project / "params" / "2015.yml")
    edition = load_edition(params)
    assert edition.reconstructed.answers is None
    notebooks = {getattr(section, "notebook", "") for section in edition.report.sections}
    assert "theme" in notebooks
    assert "reconstruction" not in notebooks
    assert "# - notebook: reconstruction" in params.read_text(encoding="utf-8")


def test_who_made_the_edition_before_is_not_carried_over_unasked(project):
    shutil.copytree(ROOT / "reports" / "2015" / "texts", project / "reports" / "2015" / "texts")
    _, *texts = from_edition("2017", project / "params" / "2015.yml")
    author = next(path for path in texts if path.stem == "author").read_text(encoding="utf-8")
    assert author.startswith("## About the author")
    assert "Lavers" not in author
    assert "Who made 2015 stood here" in author
    _, *kept = from_edition("2018", project / "params" / "2015.yml", keep_cover=True)
    assert any("Lavers" in path.read_text(encoding="utf-8") for path in kept)
    assert all(
        path.read_text(encoding="utf-8").count("Read again") for path in texts if path != author
        and path.stem not in ("author", "publisher")
    )  # fmt: skip


def test_the_code_frame_goes_on_so_that_comments_can_be_compared(project):
    params, *written = from_edition("2017", project / "params" / "2016.yml")
    (frame,) = [path for path in written if path.suffix == ".yml"]
    assert frame == project / "data" / "2017" / "comments.yml"
    assert frame.read_bytes() == (project / "data" / "2016" / "comments.yml").read_bytes()
    assert load_edition(params).table("contacts").question("topics").codes
