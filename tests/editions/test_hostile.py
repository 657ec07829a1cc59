"""What respondents and authors write is data: harmless and whole in all formats of both engines."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
import yaml
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from IPython.core.formatters import DisplayFormatter
from pypdf import PdfReader

from research import crosstab, open_study
from tests.conftest import STAND_IN

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

# What would do something, by what it would be.
HOSTILE = {
    "script": "<script>window.hit=1</script> aa",
    "picture": "<img src=x onerror='hit()'> bb",
    "link": "[see](javascript:hit) cc",
    "formula": "=cmd|'calc'!A dd",
    "reference": "see @tbl-x ee",
    "placeholder": "{{ seven }} ff",
    "shortcode": "{{< include x >}} gg",
    "direction": "\u202egnorts\u202c hh",
    "invisible": "in\u200bvi\u2060sible ii",
    "emoji": "glad \U0001f600 jj",
    "raw": "`x`{=html} $y$ *z* kk",
}
LONG = "We thank them for all that they have done for us. " * 200
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\\s]")


def seen(text: str) -> str:
    """A text as it is read, whatever formats do with blanks, breaks and quotation marks."""
    return re.sub("[’‘]", "'", UNSEEN.sub("", text))


def make(root: Path) -> Path:
    """A made-up survey in which everything that somebody can write is hostile."""
    texts = list(HOSTILE.values())
    for name in ("params", "data"):
        (root / name).mkdir(parents=True)
    rows = []
    for at in range(120):
        place = at % len(texts)
        said = LONG if at == len(texts) else f"We say {texts[place]} to all" if at < 20 else "-"
        other = f"We use {texts[place]} now" if place % 2 else ""
        rows.append((at, 99 if other else place + 1, other, said, "yes"))
    with (root / "data" / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        heads = ("id", "way", "way_text", "comment", "agreed")
        csv.writer(file).writerows([heads, *rows])
    frame = {
        "version": 1,
        "codes": {
            "net": {
                "text": f"Net {HOSTILE['script']}",
                "codes": {
                    f"c{at}": {"text": f"Code {text}", "tone": "problem"}
                    for at, text in enumerate(texts)
                },
            },
            "rest": {"text": f"Rest {HOSTILE['link']}"},
        },
    }
    dumped = yaml.safe_dump(frame, allow_unicode=False)
    (root / "data" / "frame.yml").write_text(f"# Made up.\n{dumped}", encoding="utf-8")
    coded = [f"{at},c{at % len(texts)}" for at in range(120)]
    (root / "data" / "coded.csv").write_text("\n".join(["id,code_1", *coded]), encoding="utf-8")
    (root / "data" / "back.csv").write_text("id,code_1\n1,w0\n3,w2\n", encoding="utf-8")
    codes: dict[int, object] = {
        at + 1: {"key": f"w{at}", "text": f"Way {text}"} for at, text in enumerate(texts)
    }
    words = {"column": "way_text", "back": "back.csv", "consent": {"agreed": ["yes"]}}
    text = f"Other {HOSTILE['picture']}"
    codes[99] = {"key": "other", "text": text, "role": "other", "words": words}
    content = {
        "edition": "hostile",
        "title": "Hostile words",
        "fieldwork": "made up in 2026",
        "publisher": {"name": "Example Research Ltd"},
        "data": {"answers": {"file": "../data/answers.csv", "id": "id"}},
        "questions": [
            {
                "name": "way",
                "title": f"Ways {HOSTILE['shortcode']}",
                "type": "single",
                "column": "way",
                "codes": codes,
                "nets": {f"Both {HOSTILE['reference']}": ["w0", "w2"]},
            },
            {"name": "agreed", "type": "single", "column": "agreed", "codes": ["yes", "no"]},
            {
                "name": "comment",
                "type": "open",
                "column": "comment",
                "consent": {"agreed": ["yes"]},
            },
            {
                "name": "topics",
                "title": "Topics",
                "type": "multi",
                "coding": {"of": "comment", "frame": "frame.yml", "file": "coded.csv"},
            },
        ],
        "banners": {"all": [{"question": "agreed"}]},
        "report": {
            "formats": ["html", "pdf", "docx"],
            "sections": [
                {
                    "notebook": "crosstab",
                    "parameters": {"questions": ["way", "topics"], "banner": "all"},
                },
                {"notebook": "open", "each": {"question": ["comment", "way_other"]},
                 "parameters": {"most": 40}},
            ],
        },
    }  # fmt: skip
    path = root / "params" / "hostile.yml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def _build(root: Path, engine: str) -> None:
    params = make(root)
    command = [sys.executable, "-c", "from research.cli import main; main()", "build", str(params)]
    standing = {
        # The stand-in is run by the Python of the tests.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "QUARTO_PATH": str(STAND_IN),
        "STANDIN_FRAMES": str(STAND_IN.with_name("frames.lua")),
    }
    ran = subprocess.run(
        [*command, "--engine", engine],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | standing,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (root / "said.txt").write_text(ran.stdout + ran.stderr, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(once: Callable[..., Path]) -> Path:
    made = once("hostile", lambda root: _build(root, "pandoc"))
    return made / "reports" / "hostile"


@pytest.fixture(scope="module")
def page(folder: Path) -> BeautifulSoup:
    return BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def word(folder: Path) -> str:
    body = docx.Document(str(folder / "report.docx")).element.body
    return seen("".join(part.text or "" for part in body.iter(qn("w:t"))))


@pytest.fixture(scope="module")
def book(folder: Path) -> list[openpyxl.cell.Cell]:
    held = openpyxl.load_workbook(folder / "tables.xlsx")
    found = [cell for sheet in held for row in sheet.iter_rows() for cell in row]
    held.close()
    return found


# Words beside an option come from every second respondent.
BESIDE = [*HOSTILE][1::2]
WRITTEN = [(place, kind) for place in ("Way", "Code", "We say") for kind in HOSTILE]


@pytest.mark.parametrize(("place", "kind"), [*WRITTEN, *(("We use", kind) for kind in BESIDE)])
def test_what_was_written_is_whole_in_page_word_and_workbook(page, word, book, place, kind) -> None:
    wanted = seen(f"{place} {HOSTILE[kind]}")
    if place.startswith("We"):
        # Handles are taken out of what respondents write.
        wanted = wanted.replace("@tbl", "[name]")
    assert wanted in seen(page.find("main").text)
    assert wanted in word
    if place in ("Way", "Code"):
        assert wanted in seen(" ".join(str(cell.value) for cell in book))


def test_a_notebook_shows_it_as_text(folder) -> None:
    study = open_study(folder.parents[1] / "params" / "hostile.yml")
    data, _ = DisplayFormatter().format(crosstab(study, ["way", "topics"], by="all"))
    shown = BeautifulSoup(data["text/html"], "html.parser")
    for kind in HOSTILE:
        assert seen(f"Way {HOSTILE[kind]}") in seen(shown.text)
        assert seen(f"Code {HOSTILE[kind]}") in seen(shown.text)
    assert not shown.find_all(["script", "img"])
    assert not [tag for tag in shown.find_all("a") if "javascript" in tag.get("href", "")]


def test_a_page_does_nothing_that_somebody_wrote(page) -> None:
    main = page.find("main")
    assert not [tag for tag in page.find_all("script") if "hit" in tag.text]
    assert not main.find_all(onerror=True)
    links = [tag.get("href", "") for tag in page.find_all("a")]
    assert not [link for link in links if link.startswith("javascript")]
    assert not [tag for tag in main.find_all("img") if tag.get("src") == "x"]
    assert "\u202e" not in page.text


def test_a_long_comment_is_whole(page, word) -> None:
    assert seen(LONG) in seen(page.find("main").text)
    assert seen(LONG) in word


def test_the_print_says_it_and_leads_nowhere(folder) -> None:
    with (folder / "report.pdf").open("rb") as file:
        pages = PdfReader(file).pages
        text = seen("".join(one.extract_text() for one in pages))
        links = [
            str(note.get_object().get("/A", {}).get("/URI", ""))
            for one in pages
            for note in one.get("/Annots", ())
        ]
    for kind in ("script", "picture", "shortcode", "placeholder", "reference"):
        assert seen(f"Code {HOSTILE[kind]}") in text
    assert not [link for link in links if "javascript" in link]


def test_the_workbook_computes_nothing(folder, book) -> None:
    assert not [cell.coordinate for cell in book if cell.data_type == "f"]
    with zipfile.ZipFile(folder / "tables.xlsx") as file:
        links = [name for name in file.namelist() if "externalLink" in name]
        sheets = "".join(
            file.read(name).decode() for name in file.namelist() if "worksheets/" in name
        )
    assert not links
    assert "javascript" not in "".join(re.findall(r"<hyperlink[^>]*>", sheets))


def test_quarto_is_given_no_call_of_its_own(tmp_path) -> None:
    _build(tmp_path / "q", "quarto")
    said = (tmp_path / "q" / "said.txt").read_text(encoding="utf-8")
    assert "Unable to resolve" not in said
    report = tmp_path / "q" / "reports" / "hostile"
    told = (report / "report.qmd").read_text(encoding="utf-8")
    body = told.split("---\n", 2)[2]
    assert "{{<" not in body.replace("\\{\\{\\<", "")
    assert "<script" not in body.replace("\\<script", "")
    rendered = (report / "report.html").read_text(encoding="utf-8")
    assert "\\{\\{\\<" in rendered or "{{&lt;" in rendered
    assert "?@tbl-x" not in rendered
