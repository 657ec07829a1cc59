"""The document that the build leaves, rendered by hand with the real command where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from research.errors import InputError
from research.report import quarto

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built

pytestmark = [pytest.mark.quarto, pytest.mark.slow]


@pytest.fixture(scope="module")
def page(built: Built, tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """What `quarto render` makes of a copy of the report's folder."""
    try:
        command = quarto.find().command
    except InputError as error:
        pytest.skip(str(error))
    folder: Path = tmp_path_factory.mktemp("copied")
    shutil.copy(built.folder / "report.qmd", folder)
    for name in ("figures", "style"):
        shutil.copytree(built.folder / name, folder / name)
    done = subprocess.run(
        [command, "render", "report.qmd", "--to", "html"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize(("kind", "most"), [("tbl", 30), ("fig", 29)])
def test_quarto_numbers_as_many_floats_of_the_main_text(
    page: BeautifulSoup, kind: str, most: int
) -> None:
    found = [str(tag["id"]) for tag in page.find_all(id=re.compile(rf"^{kind}-[a-z]"))]
    floats = dict.fromkeys(name.removesuffix("-caption") for name in found)
    main = [name for name in floats if not name.startswith(f"{kind}-a-") and "caption" not in name]
    assert len(main) == most


def test_quarto_resolves_every_reference(page: BeautifulSoup) -> None:
    assert "?@" not in page.get_text()
    targets = {str(tag["id"]) for tag in page.find_all(id=True)}
    links = {str(tag["href"])[1:] for tag in page.find_all("a", href=re.compile(r"^#."))}
    assert {link for link in links if re.match(r"(tbl|fig|sec)-", link)} <= targets
