from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from research.commentary.livepage import LivePage
from research.commentary.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Each runs builds of its own.
pytestmark = pytest.mark.slow

PATIENCE = 300.0


@pytest.fixture
def page() -> Iterator[LivePage]:
    with LivePage() as live:
        yield live


def about(params: Path) -> Path:
    return params.parents[1] / "reports" / "texts" / "about.md"


def followed(watch: Watch, until: Callable[[], bool]) -> None:
    """Follow an edition until something is so."""
    end = time.monotonic() + PATIENCE
    watch.run(lambda: until() or time.monotonic() > end)
    assert until()


def test_a_saved_text_is_shown_and_then_published(built: Path, page: LivePage):
    said: list[str] = []
    watch = Watch(built, page, say=said.append)
    followed(watch, lambda: page.shown.version == 1)
    about(built).write_text("# About\n\nA {{ win.length }} new sentence.\n", encoding="utf-8")
    followed(watch, lambda: page.shown.version == 2)
    assert "new sentence" in page.shown.page
    assert any(line.startswith("about.md: on the page after ") for line in said)
    (published,) = built.parents[1].glob("reports/*/report.html")
    followed(watch, lambda: "new sentence" in published.read_text(encoding="utf-8"))
    assert not any("Theme" in line for line in said), "no chapter was run"


def test_a_fault_leaves_the_last_good_page_and_its_mending_shows_the_next(
    built: Path, page: LivePage
):
    said: list[str] = []
    watch = Watch(built, page, say=said.append)
    followed(watch, lambda: page.shown.version == 1)
    good = page.shown.page
    about(built).write_text("# About\n\nA {{ wni.length }} sentence.\n", encoding="utf-8")
    followed(watch, lambda: bool(page.shown.problems))
    (problem,) = page.shown.problems
    assert "about.md, row 3, column 3: no result is called 'wni.length'" in problem
    assert page.shown.page == good
    assert any("nearest names: win.length" in line for line in said)
    about(built).write_text("# About\n\nA {{ win.length }} sentence.\n", encoding="utf-8")
    followed(watch, lambda: page.shown.version == 2)
    assert page.shown.problems == ()


def test_changed_parameters_make_again_what_depends_on_them(built: Path, page: LivePage):
    said: list[str] = []
    watch = Watch(built, page, say=said.append)
    followed(watch, lambda: page.shown.version == 1)
    theme = built.parent / "themes" / "win.yml"
    theme.write_text(
        theme.read_text(encoding="utf-8").replace("covers: ", "covers: More, ", 1), encoding="utf-8"
    )
    followed(watch, lambda: page.shown.version == 2)
    assert any(line.startswith("win.yml: what depends on it is made again") for line in said)


def test_a_parameter_file_with_faults_is_told_on_the_page(built: Path, page: LivePage):
    watch = Watch(built, page, say=lambda _: None)
    followed(watch, lambda: page.shown.version == 1)
    text = built.read_text(encoding="utf-8")
    built.write_text(text.replace("engine: pandoc", "engin: pandoc"), encoding="utf-8")
    followed(watch, lambda: bool(page.shown.problems))
    assert any("engin" in line for line in page.shown.problems)
    built.write_text(text, encoding="utf-8")
    followed(watch, lambda: not page.shown.problems and not page.shown.note)
