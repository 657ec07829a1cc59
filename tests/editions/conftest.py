"""The editions, each built once by its one command from a copy of what is committed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
import yaml
from bs4 import BeautifulSoup
from published import published
from pypdf import PdfReader
from recomputation import Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag
    from docx.document import Document

ROOT = Path(__file__).parents[2]
INPUTS = [
    "params",
    "data",
    "notebooks",
    "reports/template",
    *(path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("reports/*/texts"))),
]
BREAKDOWNS = ["sector", "region", "size", "seniority"]
# Beside the 2015 edition, which the tests of published values read.
OTHERS = sorted(
    path.stem
    for path in (ROOT / "params").glob("*.yml")
    if "edition" in yaml.safe_load(path.read_bytes()) and path.stem != "2015"
)


@dataclass(frozen=True)
class Built:
    """What the build left behind, read as a reader's programs read it.

    Parameters
    ----------
    root : copy of the project's inputs.
    edition : name of the edition.
    """

    root: Path
    edition: str = "2015"

    @property
    def folder(self) -> Path:
        return self.root / "reports" / self.edition.replace("/", "-")

    @property
    def said(self) -> str:
        """What the command printed."""
        return _said(self.root, self.edition).read_text(encoding="utf-8")

    @cached_property
    def published(self) -> dict[str, Any]:
        return published()

    @cached_property
    def parameters(self) -> dict[str, Any]:
        path = self.root / "params" / f"{self.edition}.yml"
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
        questions = {question["name"]: question for question in self.parameters["questions"]}
        return {
            key: {code["text"]: code["key"] for code in questions[part["question"]]["codes"]}
            for key, [part] in self.parameters["banners"].items()
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
        return self.find(figure).find("svg", role="img")["aria-label"]

    def chapter(self, theme: str) -> str:
        """All that the chapter of a theme says, in its pictures' descriptions too."""
        section = self.find(f"sec-theme-{theme}")
        described = [chart["aria-label"] for chart in section.find_all("svg", role="img")]
        return "\n".join([section.get_text(" "), *described])

    def html_rows(self, table: str) -> list[list[str]]:
        """Rows of a table of the HTML report, the head first, without arrows."""
        rows = self.find(table).find_all("tr")
        return [[_printed(_seen(cell)) for cell in row.find_all(["th", "td"])] for row in rows]

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


def _seen(cell: Tag) -> str:
    """What a cell shows, without what is there for those who hear it alone."""
    return "".join(
        text for text in cell.find_all(string=True) if text.find_parent(class_="spoken") is None
    )


def _printed(text: str) -> str:
    return re.sub(r"[▲▼\s]+", " ", text).strip()


def _said(root: Path, edition: str) -> Path:
    return root / f"said-{edition.replace('/', '-')}.txt"


def build(root: Path, *options: str, edition: str = "2015") -> None:
    """Build an edition whole from a copy of its inputs: all documents, workbook and ledger."""
    for name in INPUTS:
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    command = [sys.executable, "-c", "from research.cli import main; main()", "build"]
    ran = subprocess.run(
        [*command, f"params/{edition}.yml", "--engine", "pandoc", *options],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    _said(root, edition).write_text(ran.stdout + ran.stderr, encoding="utf-8")


@pytest.fixture(scope="session")
def built(once: Callable[..., Path]) -> Built:
    """The edition as its one command builds it."""
    return Built(once("edition-2015", build))


@pytest.fixture(scope="session")
def built_cold(once: Callable[..., Path]) -> Built:
    """The edition built in all the other ways that must not matter."""

    def fill(root: Path) -> None:
        build(root, "--cold", "--jobs", "3")

    return Built(once("an edition with spaces", fill))


@pytest.fixture(scope="session")
def named(once: Callable[..., Path]) -> Callable[[str], Built]:
    """An edition of the repository by its name."""
    return lambda name: Built(
        once(f"edition-{name.replace('/', '-')}", partial(build, edition=name)), name
    )


@pytest.fixture(scope="session", params=["2015", *OTHERS])
def each(request: pytest.FixtureRequest, named: Callable[[str], Built]) -> Built:
    """Every edition of the repository."""
    return named(request.param)


@pytest.fixture(scope="module")
def shown(request: pytest.FixtureRequest, named: Callable[[str], Built]) -> Shown:
    """What the edition shows that a module's tests are about: its ``EDITION``."""
    return Shown(named(request.module.EDITION).folder)
