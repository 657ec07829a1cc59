"""Pages made of the code: every key with an example, every notebook with what it needs."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "reference_pages", ROOT / "docs" / "reference_pages.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_key_has_an_example(pages: Any) -> None:
    known = pages.contents()
    bare = [".".join(place) for place, _ in pages.described() if not pages.example(place, known)]
    assert bare == []


def test_the_page_of_keys_goes_down_to_the_codes_of_a_question(pages: Any) -> None:
    page = pages.parameter_page()
    assert "| `questions.….codes.….role` |" in page
    assert "| `report.sections.….notebook` |" in page


def test_every_notebook_says_what_it_needs(pages: Any) -> None:
    page = pages.notebook_page()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"| `{path.stem}` |" in page
    assert "| `theme` |" in page
    assert "`themes`" in page


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_fetches_nothing(tmp_path) -> None:
    pytest.importorskip("sphinx", reason="the extra docs is not installed")
    import re
    import subprocess

    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-W", "--keep-going"]
    done = subprocess.run(
        [*command, str(ROOT / "docs"), str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//', text), page
    assert (tmp_path / "tutorial.html").is_file()
