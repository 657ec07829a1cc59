"""The 2015 edition, built once by its one command from a copy of what is committed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader

if TYPE_CHECKING:
    from bs4 import Tag
    from docx.document import Document

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests" / "data" / "published-2015.yml"
INPUTS = ["params", "data/2015", "notebooks", "reports/template", "reports/2015/texts"]
BREAKDOWNS = ["sector", "region", "size", "seniority"]


def pytest_configure(config: pytest.Config) -> None:
    # Known without xdist too, so that one worker, or none, builds for all modules here.
    config.addinivalue_line("markers", "xdist_group(name): tests that share a worker")


@dataclass(frozen=True)
class Built:
    """What the build left behind, read as a reader's programs read it.

    Parameters
    ----------
    root : copy of the project's inputs.
    said : what the command printed.
    """

    root: Path
    said: str

    @property
    def folder(self) -> Path:
        return self.root / "reports" / "2015"

    @cached_property
    def published(self) -> dict[str, Any]:
        return yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))

    @cached_property
    def parameters(self) -> dict[str, Any]:
        path = self.root / "params" / "2015.yml"
        return yaml.safe_load(path.read_text(encoding="utf-8"))

    @cached_property
    def themes(self) -> list[str]:
        return [theme["key"] for theme in self.published["themes"]]

    @cached_property
    def names(self) -> dict[str, str]:
        """Full name of each theme by its key, as published."""
        return {theme["key"]: theme["name"] for theme in self.published["themes"]}

    @cached_property
    def groups(self) -> dict[str, dict[str, str]]:
        """Key of each group by its label, by breakdown."""
        return {
            part["key"]: {group["label"]: group["key"] for group in part["groups"]}
            for part in self.parameters["breakdowns"]
        }

    @cached_property
    def tables(self) -> list[str]:
        """Ids of the tables in the order of the publication's numbers, from Table 1."""
        section = ["themes", "overall", *BREAKDOWNS]
        theme = [f"{key}-{kind}" for key in self.themes for kind in ("ranks", "objectives")]
        return [f"tbl-{name}" for name in [*section, *theme]]

    @cached_property
    def figures(self) -> list[str]:
        """Ids of the figures in the order of the publication's numbers, from Figure 1."""
        section = ["model", *(f"sample-{key}" for key in BREAKDOWNS)]
        theme = [f"{key}-{kind}" for key in self.themes for kind in ("distribution", "benchmark")]
        return [f"fig-{name}" for name in [*section, *theme]]

    @cached_property
    def html(self) -> BeautifulSoup:
        text = (self.folder / "report.html").read_text(encoding="utf-8")
        return BeautifulSoup(text, "html.parser")

    @cached_property
    def docx(self) -> Document:
        return docx.Document(str(self.folder / "report.docx"))

    @cached_property
    def pdf(self) -> PdfReader:
        return PdfReader(self.folder / "report.pdf")

    @cached_property
    def pdf_text(self) -> str:
        # Typst marks digits with word joiners, which readers do not show.
        return "\n".join(page.extract_text() for page in self.pdf.pages).replace("\u2060", "")

    @cached_property
    def ledger(self) -> dict[str, dict[str, Any]]:
        records = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        return {record["name"]: record for record in records}

    @cached_property
    def notebooks(self) -> list[str]:
        """Id of every chapter that is run: its notebook, and its value where there are several."""
        found = []
        for part in self.parameters["report"]["sections"]:
            values = [value for values in part.get("each", {}).values() for value in values]
            if name := part.get("notebook"):
                found += [f"{name}-{value}" for value in values] or [name]
        return found

    def floats(self, kind: str) -> list[str]:
        """Ids of all tables (``tbl``) or figures (``fig``) of the HTML report, in its order."""
        found = self.html.find_all("figure", class_="float")
        return [item["id"] for item in found if item["id"].startswith(f"{kind}-")]

    def find(self, anchor: str) -> Tag:
        """The element of the HTML report with this id."""
        element = self.html.find(id=anchor)
        assert element is not None, anchor
        return element

    def caption(self, anchor: str) -> str:
        """Caption of a float without its number."""
        caption = self.find(anchor).find("figcaption")
        return "".join(
            part.get_text() for part in caption.contents if "label" not in (_classes(part))
        ).strip()

    def alt(self, figure: str) -> str:
        """Description of a figure."""
        return self.find(figure).find("img")["alt"]

    def chapter(self, theme: str) -> str:
        """All that the chapter of a theme says, in its pictures' descriptions too."""
        section = self.find(f"sec-theme-{theme}")
        described = [image.get("alt", "") for image in section.find_all("img")]
        return "\n".join([section.get_text(" "), *described])

    def html_rows(self, table: str) -> list[list[str]]:
        """Rows of a table of the HTML report, the head first, without arrows."""
        rows = self.find(table).find_all("tr")
        return [[_printed(cell.get_text()) for cell in row.find_all(["th", "td"])] for row in rows]

    def docx_rows(self, table: str) -> list[list[str]]:
        """Rows of the same table of the Word report."""
        number = self.tables.index(table)
        rows = self.docx.tables[number].rows
        return [[_printed(cell.text) for cell in row.cells] for row in rows]

    def column(self, rows: list[list[str]], head: str) -> list[str]:
        """Printed values of the themes in one column, in the published order of the themes."""
        place = rows[0].index(head)
        by_name = {row[0]: row[place] for row in rows[1:]}
        return [by_name[self.names[theme]] for theme in self.themes]


def _classes(part: Any) -> list[str]:
    return part.get("class", []) if hasattr(part, "get") else []


def _printed(text: str) -> str:
    return re.sub(r"[▲▼\s]+", " ", text).strip()


def build(root: Path, *options: str) -> Built:
    """Build the edition whole from a copy of its inputs: HTML, PDF, Word, workbook and ledger."""
    for name in INPUTS:
        shutil.copytree(ROOT / name, root / name)
    command = "from research.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", command, "build", "params/2015.yml", "--engine", "pandoc", *options],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return Built(root, ran.stdout + ran.stderr)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The edition as its one command builds it."""
    return build(tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="session")
def built_cold(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The edition built in all the other ways that must not matter."""
    root = tmp_path_factory.mktemp("elsewhere") / "with a space"
    return build(root, "--cold", "--jobs", "3")
