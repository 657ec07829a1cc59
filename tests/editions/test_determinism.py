"""The whole edition once more, cold, in another folder, with other jobs: the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from research.build.stored import stored

if TYPE_CHECKING:
    from conftest import Built

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow

# What tells of one build, and nothing else.
OF_ONE_BUILD = {"build.json", ".work/holder", ".work/lock.json"}
MADE = {"report.qmd", "report.html", "report.pdf", "report.docx", "tables.xlsx", "results.json"}


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: found[name] for name in sorted(found.keys() - OF_ONE_BUILD)}


def test_cold_and_warm_builds_give_the_same_bytes(built: Built, built_cold: Built) -> None:
    here, there = content(built.folder), content(built_cold.folder)
    executed = {f".work/chapters/{name}.ipynb" for name in built.notebooks}
    copies = {f"notebooks/{name}.html" for name in built.notebooks}
    figures = {f"figures/{name}.{kind}" for name in built.floats("fig") for kind in ("svg", "png")}
    assert MADE | executed | copies | figures <= here.keys()
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.parametrize(
    ("notebook", "chapter"),
    [
        ("breakdown", "breakdown-sector"),
        ("reconstruction", "reconstruction"),
        ("overall", "overall"),
        ("theme", "theme-farming"),
    ],
)
def test_a_chapter_shows_what_its_notebook_shows_alone(
    built: Built, notebook: str, chapter: str
) -> None:
    alone = outputs(ROOT / "notebooks" / f"{notebook}.ipynb")
    assert len(alone) > 2
    assert outputs(built.folder / ".work" / "chapters" / f"{chapter}.ipynb") == alone


def outputs(path: Path) -> list[dict[str, Any]]:
    """What cells show, with the digests of pictures in place of these, as notebooks are stored."""
    cells = json.loads(stored(path.read_bytes()))["cells"]
    return [output["data"] for cell in cells for output in cell.get("outputs", ())]
