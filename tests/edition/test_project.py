from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from research.edition.project import (
    find_params,
    namesakes,
    notebook_path,
    project_root,
    template_folder,
)

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]


def test_a_parameter_file_is_found_from_the_working_directory_upwards(
    params: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(params.parents[1] / "notebooks")
    assert find_params("params/small.yml") == params
    assert project_root(params) == params.parents[1]


def test_the_nearest_parameter_file_is_taken(params: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = params.parents[1] / "notebooks" / "params" / "small.yml"
    inner.parent.mkdir()
    inner.write_text(params.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(inner.parents[1])
    assert find_params("params/small.yml") == inner


def test_the_project_is_the_nearest_folder_above_that_holds_params(tmp_path: Path) -> None:
    nested = tmp_path / "firm" / "params" / "scorecards" / "x.yml"
    nested.parent.mkdir(parents=True)
    assert project_root(nested) == tmp_path / "firm"
    assert project_root(tmp_path / "loose" / "x.yml") == tmp_path / "loose"


def test_a_notebook_that_the_project_lacks_comes_from_the_package(tmp_path: Path) -> None:
    assert notebook_path(tmp_path, "theme") == ROOT / "notebooks" / "theme.ipynb"
    own = tmp_path / "notebooks" / "theme.ipynb"
    own.parent.mkdir()
    own.write_bytes(b"{}")
    assert notebook_path(tmp_path, "theme") == own
    assert notebook_path(tmp_path, "nowhere") == own.with_name("nowhere.ipynb")


def test_a_template_that_the_project_lacks_comes_from_the_package(tmp_path: Path) -> None:
    assert template_folder(tmp_path) == ROOT / "reports" / "template"
    own = tmp_path / "reports" / "template"
    own.mkdir(parents=True)
    assert template_folder(tmp_path) == own


def test_parameter_files_of_one_edition_are_found_wherever_they_lie_in_the_project(
    tmp_path: Path,
) -> None:
    params = tmp_path / "params"
    (params / "old").mkdir(parents=True)
    for name, line in {
        "a.yml": "edition: '2015'",
        "b.yml": "title: x\nedition: 2015  # again",
        "c.yml": "edition: 2016",
        "old/d.yaml": 'edition: "2015"\r',
        "e.txt": "edition: 2015",
        "f.yml": "  edition: 2015",
    }.items():
        (params / name).write_text(f"{line}\n", newline="")
    assert [path.name for path in namesakes(params / "a.yml", "2015")] == ["b.yml", "d.yaml"]
    assert namesakes(params / "c.yml", "2016") == []
    (params / "c.yml").write_text("edition: A\n")
    assert [path.name for path in namesakes(params / "a.yml", "a")] == ["c.yml"]
