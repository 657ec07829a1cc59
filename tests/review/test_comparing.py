"""Editions, folders and revisions held against each other, from parameters to texts."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from research.cli import app
from research.errors import InputError
from research.review.comparing import compare
from research.review.markdown import markdown
from research.review.page import page
from research.review.states import FILES
from research.review.terminal import terminal_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from research.review.changes import Changes


def groups(changes: Changes) -> dict[str, list[str]]:
    return {title: list(lines) for title, lines in changes.groups}


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def report_of(params: Path) -> Path:
    (found,) = params.parent.parent.glob("reports/*/report.md")
    return found.parent


def moved(folder: Path) -> None:
    """Let a built folder say something else: a share, and a sentence."""
    records = json.loads((folder / "results.json").read_bytes())
    share = next(one for one in records if one["name"] == "overall.retain.top3")
    share["value"] = 12.5
    (folder / "results.json").write_text(json.dumps(records), encoding="utf-8")
    replaced(folder / "report.md", "Made up", "Invented")


@pytest.fixture
def later(edition: Path, git: Callable[..., str]) -> Path:
    """The edition with a second revision: other parameters, questions, cells, values and words."""
    root = edition.parent.parent
    git(root, "branch", "-f", "before")
    replaced(edition, "title: ", "title: Another ")
    rows = (root / "data" / "respondents.csv").read_text(encoding="utf-8").splitlines()
    (root / "data" / "respondents.csv").write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    moved(report_of(edition))
    kept = [str(report_of(edition) / name) for name in FILES]
    git(root, "add", "-f", "params", "data", *kept)
    git(root, "checkout", "-q", "-B", "after")
    git(root, "commit", "-q", "-m", "Another")
    yield edition
    git(root, "checkout", "-q", "-f", "main")


def test_two_revisions_are_compared_without_touching_the_files(
    later: Path, git: Callable[..., str]
):
    root = later.parent.parent
    before = git(root, "status", "--short")
    (changes,) = compare("before", "after", root)
    assert git(root, "status", "--short") == before
    told = groups(changes)
    assert any(line.startswith("title: ") and "→ Another" in line for line in told["Parameters"])
    (gone,) = told["Data"]
    assert gone.startswith("answers: rows gone: ")
    (value,) = [one for one in changes.values.moved if one.name == "overall.retain.top3"]
    assert value.new == "12%"
    reworded = [one for part in changes.sections for one in part.sentences.reworded]
    assert any("Invented" in one.new for one in reworded)
    assert (changes.old.name, changes.new.name) == ("before", "after")


def test_all_three_outputs_tell_of_it(later: Path):
    found = compare("before", "after", later.parent.parent, [later])
    for told in (
        "\n".join(terminal_lines(found[0])),
        markdown(found, title="Comparison"),
        page(found, title="Comparison"),
    ):
        assert "Parameters" in told
        assert "Another" in told
        assert "Invented" in told
        assert "rows gone" in told
    assert "Comparison: 1 of 1 edition changed" in markdown(found, title="Comparison")


def test_a_parameter_file_of_another_version_keeps_nothing_else_from_being_told(
    later: Path, git: Callable[..., str]
):
    later.write_text("edition: small\ntitle: Old\nrespondents: 8\n", encoding="utf-8")
    git(later.parent, "commit", "-q", "-a", "-m", "Of another version")
    (changes,) = compare("after", "before", later.parent.parent, [later])
    told = groups(changes)
    assert told["Questionnaire and data"] == [
        "the parameter file of after is not one that this version reads"
    ]
    assert any(line.startswith("title: Old → ") for line in told["Parameters"])
    assert any(one.name == "overall.retain.top3" for one in changes.values.moved)


def test_a_revision_is_compared_with_the_edition_as_it_is(later: Path):
    (changes,) = compare("before", str(later), later.parent.parent)
    assert "Parameters" in groups(changes)
    assert any(one.name == "overall.retain.top3" for one in changes.values.moved)


def test_questions_that_are_new_gone_or_reworded_are_told(edition: Path, tmp_path: Path):
    other = edition.with_name("other.yml")
    text = edition.read_text(encoding="utf-8")
    other.write_text(
        text.replace("text: ", "text: Now ", 1).replace("edition: small", "edition: other", 1),
        encoding="utf-8",
    )
    name = report_of(edition)
    shutil.copytree(name, name.parent / "other", ignore=shutil.ignore_patterns(".work"))
    (changes,) = compare(str(edition), str(other), edition.parent.parent)
    shutil.rmtree(name.parent / "other")
    other.unlink()
    assert any("Now" in line for line in groups(changes)["Questionnaire"])


def test_two_folders_are_compared_wherever_they_stand(edition: Path, tmp_path: Path):
    sent = tmp_path / "sent"
    shutil.copytree(report_of(edition), sent, ignore=shutil.ignore_patterns(".work"))
    moved(sent)
    (changes,) = compare(str(report_of(edition)), str(sent), edition.parent.parent)
    assert [one.new for one in changes.values.moved] == ["12%"]
    (told,) = groups(changes)["Parameters, questionnaire and data"]
    assert told == f"{sent} stands in no project"


def test_the_command_ends_with_nought_where_nothing_differs_and_else_with_one(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(edition.parent.parent)
    run = CliRunner().invoke
    same = run(app, ["compare", "params/small.yml", "params/small.yml"])
    assert (same.exit_code, "nothing changed" in same.stdout) == (0, True)
    sent = tmp_path / "sent"
    shutil.copytree(report_of(edition), sent)
    moved(sent)
    out = [str(tmp_path / "out" / name) for name in ("a.md", "a.html")]
    found = run(
        app, ["compare", str(sent), "params/small.yml", "--markdown", out[0], "--page", out[1]]
    )
    assert found.exit_code == 1, found.output
    assert (tmp_path / "out" / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "out" / "a.md").read_text(encoding="utf-8").startswith("## Comparison")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nowhere", "this is no file, no folder and no revision"),
        ("params/none.yml", "there is no such parameter file"),
        ("data", "there is no report that could be compared"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    edition: Path, monkeypatch: pytest.MonkeyPatch, given: str, said: str
):
    monkeypatch.chdir(edition.parent.parent)
    with pytest.raises(InputError) as raised:
        compare(given, "params/small.yml", edition.parent.parent)
    assert said in str(raised.value)
    assert raised.value.exit_code == 2
