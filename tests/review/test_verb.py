"""Changes of every kind, each in an accepted edition: what a review tells, and why."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from research.cli import app
from research.errors import InputError
from research.review.markdown import markdown
from research.review.page import page
from research.review.telling import VALUES, causes_of
from research.review.verb import accept, review

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from research.review.changes import Changes, SectionChanges


def section(changes: Changes, name: str) -> SectionChanges:
    return next(one for one in changes.sections if one.section.id == name)


def changed_respondents(params: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    path = params.parent.parent / "data" / "respondents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fields = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def swap(rows: list[dict[str, str]]) -> None:
    first = rows[0]
    first["rank_retain"], first["rank_win"] = first["rank_win"], first["rank_retain"]


def test_two_ranks_of_one_respondent_swapped(edition: Path) -> None:
    changed_respondents(edition, swap)
    changes = review(edition).changes
    overall = section(changes, "overall")
    assert overall.causes == ("data/respondents.csv: respondent R1: rank_retain and rank_win",)
    moved = {one.name: (one.old, one.new, one.meaning) for one in overall.moved}
    assert moved["overall.win.rank"] == ("3=", "2=", "another rank")
    assert moved["overall.retain.first"] == ("38%", "25%", "")
    assert changes.values.moved[0].crossing == "rank"
    assert section(changes, "theme-retain").sentences.reworded
    table = next(one for one in overall.floats if one.new.id == "tbl-overall")
    assert ("Keeping Customers", "Ranked first", "38%", "25%") in [
        (one.row, one.column, one.old, one.new) for one in table.cells
    ]
    told = markdown([changes])
    assert "<del>38%</del> → <ins>25%</ins>" in told
    # Ids and columns are told, and nothing that the respondent is called or said elsewhere.
    assert "Quorblat" not in told
    assert "quorblat" not in page([changes])


def test_the_command_ends_with_what_accepts_and_then_with_nothing(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(edition.parent.parent)
    run = CliRunner().invoke
    replaced(edition.parent.parent / "reports/texts/about.md", "Made up", "Invented")
    found = run(app, ["review", "params", "--page", str(tmp_path / "a" / "review.html")])
    assert found.exit_code == 1
    assert "research review params/small.yml --accept" in found.stdout
    assert "reports/texts/about.md: line 3" in found.stdout
    assert "[-Made up-]{+Invented+} for the tests" in found.stdout
    assert "<del>Made up</del><ins>Invented</ins>" in (tmp_path / "a" / "review.html").read_text(
        encoding="utf-8"
    )
    assert run(app, ["review", "params", "--only", "overall"]).exit_code == 0
    assert run(app, ["review", "params/small.yml", "--accept"]).exit_code == 0
    again = run(app, ["review", "params/small.yml"])
    assert again.exit_code == 0
    assert "nothing changed in 3 sections" in again.stdout
    against = run(app, ["review", "params/small.yml", "--base", "main"])
    assert against.exit_code == 1
    assert "main → as built" in against.stdout


def test_errors_are_sentences_and_end_with_2(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=r"there is no revision 'mian' in this repository.*main"):
        review(edition, "mian")
    replaced(edition, "title: Priorities of a Small Town", "title: Priorities of a Small City")
    with pytest.raises(InputError, match=r"there is no section 'theme-retian'.*theme-retain"):
        review(edition, only=["theme-retian"])


@pytest.mark.slow
def test_a_claim_that_the_change_made_false_is_told_with_all_the_rest(edition: Path) -> None:
    about = edition.parent.parent / "reports" / "texts" / "about.md"
    claim = "{% claim overall.retain.rank == 2 %}Keeping is second.{% endclaim %}"
    about.write_text(f"{about.read_text(encoding='utf-8')}\n{claim}\n", encoding="utf-8")
    accepted = review(edition)
    assert accepted.exit_code == 1
    accept([accepted])
    changed_respondents(edition, swap)
    replaced(about, "overall.retain.rank == 2", "overall.retain.rank < overall.win.rank")
    found = review(edition)
    assert found.exit_code == 2
    ((title, (line,)),) = found.changes.groups
    assert title == "It cannot be published: 1 problem of its texts"
    assert "is false: overall.retain.rank is 2, overall.win.rank is 2" in line
    assert found.changes.values.moved[0].crossing == "rank"
    with pytest.raises(InputError, match="is false"):
        accept([found])


@pytest.mark.slow
def test_a_respondent_less_changes_the_bases(edition: Path) -> None:
    changed_respondents(edition, lambda rows: rows.pop())
    changes = review(edition).changes
    assert causes_of(changes) == ("data/respondents.csv: rows gone: R8", VALUES)
    assert any(one.bases == (8, 7) for one in changes.values.moved)


@pytest.mark.slow
def test_what_no_chapter_uses_changes_nothing(edition: Path) -> None:
    changed_respondents(edition, lambda rows: rows[0].update(job_title="Chief Director"))
    assert not review(edition).changes


@pytest.mark.slow
def test_words_of_a_theme(edition: Path) -> None:
    path = edition.parent / "themes" / "retain.yml"
    replaced(path, "A sentence on retain", "Another sentence on retain")
    changes = review(edition).changes
    (one,) = changes.sections
    assert one.causes == (
        "params/themes/retain.yml: sentence: A sentence on retain. → Another sentence on retain.",
    )
    assert not changes.values


@pytest.mark.slow
def test_a_parameter(edition: Path) -> None:
    replaced(edition, "flag_base: 4", "flag_base: 7")
    changes = review(edition).changes
    assert changes.sections
    assert all(
        "params/small.yml: privacy.flag_base: 4 → 7" in one.causes for one in changes.sections
    )


@pytest.mark.slow
def test_the_order_of_sections(edition: Path) -> None:
    replaced(edition, "    - text: about\n", "")
    text = edition.read_text(encoding="utf-8")
    edition.write_text(f"{text}    - text: about\n", encoding="utf-8")
    changes = review(edition).changes
    (one,) = changes.sections
    assert (one.section.id, one.fate) == ("about", "moved")
    assert one.causes == ("params/small.yml: report.sections: in another order",)


@pytest.mark.slow
def test_a_section_more_and_a_section_less(edition: Path) -> None:
    replaced(edition, "each: {theme: [retain]}", "each: {theme: [win]}")
    changes = review(edition).changes
    fates = {one.section.id: one.fate for one in changes.sections}
    assert fates == {"theme-win": "new", "theme-retain": "gone"}
    assert {one["name"] for one in changes.values.gone} >= {"distribution.retain.rank1"}


@pytest.mark.slow
def test_a_cell_of_a_notebook(edition: Path) -> None:
    path = edition.parent.parent / "notebooks" / "theme.ipynb"
    replaced(path, "    chapter.ranks_table(study, theme),\\n", "")
    changes = review(edition).changes
    (one,) = changes.sections
    assert one.section.id == "theme-retain"
    assert one.causes[0].startswith("theme.ipynb: code cell theme-")
    assert [block.id for block in one.gone] == ["tbl-retain-ranks"]


@pytest.mark.slow
def test_the_label_of_an_answer(edition: Path) -> None:
    told = '{key: banking, code: "Banking & Co", text: "Banks & Co"}'
    replaced(edition, '{key: banking, text: "Banking & Co"}', told)
    changes = review(edition).changes
    theme = section(changes, "theme-retain")
    assert any("Banking & Co" in line and "Banks & Co" in line for line in theme.causes)
    table = next(one for one in theme.floats if one.new.id == "tbl-retain-ranks")
    assert (table.added, table.gone) == (("Sector, Banks & Co",), ("Sector, Banking & Co",))


@pytest.mark.slow
def test_another_version_of_a_library_is_named_where_something_changed(edition: Path) -> None:
    lock = edition.parent.parent / "constraints.txt"
    import pandas as pd

    replaced(lock, f"pandas=={pd.__version__}", "pandas==3.0.0")
    from research.review.revisions import repository

    root = repository(edition.parent).root
    import subprocess

    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *who, "commit", "-q", "-m", "x"], cwd=root, check=True)
    changed_respondents(edition, swap)
    changes = review(edition).changes
    assert f"library pandas: 3.0.0 → {pd.__version__}" in section(changes, "overall").causes
    subprocess.run(["git", "reset", "-q", "--hard", "HEAD~1"], cwd=root, check=True)


@pytest.mark.slow
def test_a_tolerance_of_the_parameter_file(edition: Path) -> None:
    tolerant = 'review: {tolerances: {"overall.*": 100, "tbl-overall: *": 100}}\n'
    edition.write_text(f"{tolerant}{edition.read_text(encoding='utf-8')}", encoding="utf-8")
    changed_respondents(edition, swap)
    changes = review(edition, only=["overall"]).changes
    assert "overall.retain.first" in changes.values.within
    # Findings that cross a line are told all the same.
    assert {one.crossing for one in changes.values.moved} == {"rank", "verdict"}
    table = next(one for one in section(changes, "overall").floats if one.new.id == "tbl-overall")
    assert table.within
    assert {one.column for one in table.cells} == {"Rank"}
