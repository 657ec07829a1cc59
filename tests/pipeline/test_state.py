"""Whether an edition is as its last build left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.pipeline import state

if TYPE_CHECKING:
    from pathlib import Path


def test_a_built_edition_is_current(built: Path) -> None:
    found = state.current(built, None, "")
    assert found is not None
    assert found[0] == built.parent.parent / "reports" / "small"
    assert found[1]["chapters"] == ["opening", "theme-retain", "theme-win"]
    assert state.current(built, ["html"], "") is not None


@pytest.mark.parametrize(
    "name",
    [
        "params/small.yml",
        "params/themes/win.yml",
        "data/respondents.csv",
        "notebooks/theme.ipynb",
        "reports/texts/about.md",
        "reports/template/report.css",
        "reports/small/report.html",
    ],
)
def test_a_change_of_any_file_is_seen(built: Path, name: str) -> None:
    path = built.parent.parent / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert state.current(built, None, "") is None


def test_another_format_or_engine_is_not_what_was_built(built: Path) -> None:
    assert state.current(built, ["html", "pdf"], "") is None
    assert state.current(built, None, "pandoc") is None


def test_an_edition_that_was_never_built_is_not_current(plain: Path) -> None:
    assert state.current(plain, None, "") is None
    assert state.current(plain.with_name("none.yml"), None, "") is None
    plain.write_text("no: edition\n")
    assert state.current(plain, None, "") is None
