"""Content keys: what changes them, and what does not."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from typing import TYPE_CHECKING

import pytest

from research.edition.yamlfile import parse_yaml
from research.pipeline import keys
from research.pipeline.plan import plan, read_edition

if TYPE_CHECKING:
    from pathlib import Path


def test_changes_name_what_is_new_gone_or_different() -> None:
    found = keys.changes({"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "4", "d": "5"})
    assert [str(change) for change in found] == ["c: 3 -> 4", "d: new (5)", "a: gone (was 1)"]


def test_versions_are_those_that_the_installer_noted() -> None:
    found = keys.versions(["numpy", "pyyaml", "matplotlib_inline", "no-such-library"])
    assert found == {
        name: importlib.metadata.version(name) for name in ("matplotlib_inline", "numpy", "pyyaml")
    }


def inputs_of(plain: Path, *reads: str) -> dict[str, str]:
    """What a chapter that read this depends on, by what is the parameter file's or a file's."""
    edition = read_edition(plain)
    found = keys.chapter_inputs(plan(plain)[1], "", keys.surroundings(), reads, edition)
    return {name: one for name, one in found.items() if name.startswith(("file ", "setting "))}


def test_parts_of_the_own_parameter_file_are_settings(plain: Path) -> None:
    before = inputs_of(plain, "params/small.yml#privacy", "params/small.yml#data.answers.region")
    assert list(before) == ["setting data.answers.region", "setting privacy"]
    text = plain.read_text(encoding="utf-8")
    plain.write_text(text.replace("in the north", "up north", 1), encoding="utf-8")
    after = inputs_of(plain, "params/small.yml#privacy", "params/small.yml#data.answers.region")
    assert [one.name for one in keys.changes(before, after)] == ["setting data.answers.region"]


def test_whoever_may_have_read_anything_depends_on_all_but_the_document(plain: Path) -> None:
    before = inputs_of(plain, "params/small.yml")
    assert list(before) == ["setting *"]
    text = plain.read_text(encoding="utf-8")
    plain.write_text(text.replace("title: Priorities", "title: Cares", 1), encoding="utf-8")
    assert inputs_of(plain, "params/small.yml") == before
    plain.write_text(text.replace("spring 2020", "autumn 2020", 1), encoding="utf-8")
    assert inputs_of(plain, "params/small.yml") != before


def test_the_order_of_answers_and_numbers_as_written_count(plain: Path) -> None:
    one, two, three = ({"codes": {"1": "A", "2": "B"}}, {"codes": {"2": "B", "1": "A"}}, 1)
    assert keys._canonical(one) != keys._canonical(two)
    assert keys._canonical(parse_yaml("a: 1.10")) != keys._canonical(parse_yaml("a: 1.1"))
    assert keys._canonical(three) == "1"


@pytest.mark.parametrize(
    ("changed", "expected"), [("statistics/rankings.py", True), ("report/page.py", False)]
)
def test_only_what_notebooks_reach_of_the_package_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, expected: bool
) -> None:
    for name in ("study.py", "statistics/rankings.py", "report/page.py", "build/verbs.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(keys, "PACKAGE", tmp_path)
    before, beyond = keys.package_digests(), keys.package_digests(beyond=True)
    (tmp_path / changed).write_text("two")
    assert (keys.package_digests() != before) is expected
    assert (keys.package_digests(beyond=True) != beyond) is not expected
    assert {name.partition(os.sep)[0] for name in before} == {"study.py", "statistics"}


def test_inputs_hold_code_parameters_surroundings_and_files(plain: Path) -> None:
    edition = read_edition(plain)
    chapter = plan(plain)[1]
    shared = keys.surroundings()
    reads = ["params/themes/retain.yml", "none.csv"]
    found = keys.chapter_inputs(chapter, "digest", shared, reads, edition)
    assert found["code of theme.ipynb"] == "digest"
    assert found["parameter theme"] == "retain"
    assert found["Python"] == ".".join(map(str, sys.version_info[:3]))
    assert found["file none.csv"] == ""
    assert len(found["file params/themes/retain.yml"]) == 32


def test_a_part_of_a_file_is_all_that_counts_where_no_more_is_read(plain: Path) -> None:
    edition = read_edition(plain)
    shared = keys.surroundings()
    path = edition.root / "params" / "themes" / "win.yml"

    def inputs() -> dict[str, str]:
        name = "params/themes/win.yml"
        reads = [f"{name}#topic", f"{name}#none", "gone.yml#topic"]
        return keys.chapter_inputs(plan(plain)[1], "", shared, reads, edition)

    before = inputs()
    assert before["file gone.yml#topic"] == ""
    path.write_text(path.read_text() + "# a remark\n")
    assert inputs() == before
    path.write_text(path.read_text().replace("topic: ", "topic: Not "))
    changed = [change.name for change in keys.changes(before, inputs())]
    assert changed == ["file params/themes/win.yml#topic"]


def test_files_under_a_folder_leave_out_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b/two", "a", ".hidden", "__pycache__/x.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    found = [os.path.relpath(path, tmp_path) for path in keys.files_under(tmp_path)]
    assert found == ["a", f"b{os.sep}two"]
    assert list(keys.files_under(tmp_path / "none")) == []
