"""JupyterLab as a person meets it, in a browser: the start page, and a cell that is run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from in_lab import browser, lab, run_first_cell, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.report.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lab") / "project"
    (folder / "params").mkdir(parents=True)
    shutil.copy(ROOT / "params" / "customers.yml", folder / "params")
    shutil.copytree(ROOT / "data" / "customers", folder / "data" / "customers")
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "topline.ipynb", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def page(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp
    with browser(folder("profile")) as page, lab(project, folder("home")) as address:
        page.visit(f"{address}/?token=a")
        yield page


def test_the_start_page_opens_and_nobody_is_asked_about_news(page: Browser) -> None:
    until(page, "document.querySelector('.jp-RenderedMarkdown table')")
    assert "/lab/tree/start.ipynb" in page.script("return location.href")
    links = page.script(
        "return [...document.querySelectorAll('.jp-RenderedMarkdown td a')].map(x => x.textContent)"
    )
    assert links[:2] == ["customers.yml", "answers.csv"]
    names = page.script(
        "return [...document.querySelectorAll('.jp-DirListing-itemName')].map(x => x.textContent)"
    )
    assert {"params", "data", "notebooks"} <= {*names}
    run_first_cell(page)
    until(page, "document.querySelector('.jp-OutputArea-output table')")
    shown = page.script("return document.querySelector('.jp-OutputArea-output').innerText")
    assert "Likelihood to recommend" in shown
    assert not page.script("return document.querySelector('.Toastify__toast')")
