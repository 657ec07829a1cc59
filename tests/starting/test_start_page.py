"""The start page of a project: what is there, what to do, and whose it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest

from research.starting.start_page import START, start_page

ROOT = Path(__file__).parents[2]
HOSTILE = "edition: b\ntitle: '<script>x</script> [a](javascript:y) | \u202eevil'\ndata: 3\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("params", "data/a", "notebooks", "reports/a"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data" / "a" / "some answers.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "params" / "a.yml").write_text(
        "edition: a\ntitle: Our customers\n"
        "data:\n  answers:\n    file: ../data/a/some answers.csv\n",
        encoding="utf-8",
    )
    (tmp_path / "params" / "b.yml").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "params" / "claims.yml").write_text("- text: no edition\n", encoding="utf-8")
    (tmp_path / "reports" / "a" / "report.html").write_text("made", encoding="utf-8")
    shutil.copy(ROOT / "notebooks" / "topline.ipynb", tmp_path / "notebooks")
    return tmp_path


def said(project: Path) -> str:
    held = nbformat.read(project / START, as_version=4)
    nbformat.validate(held)
    return "\n".join(cell.source for cell in held.cells)


def test_it_names_editions_steps_calls_and_notebooks(project: Path) -> None:
    assert start_page(project) == START
    text = said(project)
    assert "| Our customers | [a.yml](params/a.yml) |" in text
    assert "](data/a/some%20answers.csv)" in text
    assert "[report.html](reports/a/report.html)" in text
    assert "research check params/a.yml" in text
    assert "open_study('params/a.yml')" in text
    assert "[topline.ipynb](notebooks/topline.ipynb)" in text
    assert "`crosstab(" in text
    assert "claims" not in text


def test_what_files_say_stays_text(project: Path) -> None:
    start_page(project)
    text = said(project)
    assert "<script>" not in text
    assert "\\<script\\>" in text
    assert "[a](javascript" not in text
    assert "\u202e" not in text
    assert "evil" in text
    (row,) = [line for line in text.splitlines() if "evil" in line]
    assert "\\|" in row


def test_it_is_made_anew_until_somebody_changes_it(project: Path) -> None:
    start_page(project)
    first = (project / START).read_bytes()
    start_page(project)
    assert (project / START).read_bytes() == first
    held = json.loads(first)
    code = next(cell for cell in held["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "run"}]
    (project / START).write_text(json.dumps(held), encoding="utf-8")
    start_page(project)
    assert (project / START).read_bytes() == first
    code["source"] += "\nmine = 1"
    (project / START).write_text(json.dumps(held), encoding="utf-8")
    assert start_page(project) == START
    assert "mine = 1" in said(project)


def test_a_folder_without_parameter_files_has_none(tmp_path: Path) -> None:
    assert start_page(tmp_path) == ""
    assert not (tmp_path / START).exists()


def test_a_project_without_editions_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    start_page(tmp_path)
    assert "research new acme --from answers.xlsx" in said(tmp_path)
    assert "cp " in said(tmp_path)


def test_the_calls_that_it_names_are_there() -> None:
    import research
    from research.starting.start_page import _CALLS

    for name in ("open_study", "topline", "crosstab", "show"):
        assert any(call.startswith(f"{name}(") for call, _ in _CALLS)
        assert hasattr(research, name)
    assert isinstance(research.Study.questions, property)
    assert isinstance(research.Study.answers, property)
