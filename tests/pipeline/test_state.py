"""Whether an edition is as its last build left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.build.verbs import build
from research.edition import project
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


@pytest.mark.parametrize("own", ["notebooks/theme.ipynb", "reports/template/report.css"])
def test_what_comes_to_stand_before_the_package_s_own_is_seen(
    built: Path, monkeypatch: pytest.MonkeyPatch, own: str
) -> None:
    """A project without notebooks and template gets one of its own, which no record names."""
    root, package = built.parents[1], built.parents[1] / "package"
    for kind, place in (("notebooks", "notebooks"), ("template", "reports/template")):
        (package / "shipped" / kind).parent.mkdir(parents=True, exist_ok=True)
        (root / place).rename(package / "shipped" / kind)
    monkeypatch.setattr(project, "PACKAGE", package)
    assert build(built).ok
    assert state.current(built, None, "") is not None
    (root / own).parent.mkdir(parents=True)
    (root / own).write_bytes(b"{}")
    assert state.current(built, None, "") is None
