"""Titles and authors stand in every file as given, whatever they mean in Markdown or Typst.

The chapters of the small edition are run once; each case only sets its documents anew.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pypdf
import pytest
import yaml
from bs4 import BeautifulSoup

from research.build.verbs import build

# Whole builds, in every format.
pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "names-and-titles"
CASES = {path.stem: yaml.safe_load(path.read_bytes()) for path in sorted(HERE.glob("*.yml"))}
# Of our own, each a sign that opens something somewhere.
OWN = {
    "heading": {"title": "# 1) *Half* _done_ \\ `x` $y$ [z](u) <!-- w -->", "authors": ["{{ x }}"]},
    "long": {"title": "Long " + "a" * 120, "authors": ["A" * 80, "B, C; D & E"]},
    "yaml": {"title": "yes: no", "subtitle": "--- # none", "authors": ["'quoted'", "- dash"]},
    "typst": {"title": "#set text(red) @ref <label> ~ /* x */", "authors": ['"A" \\u{1F600}']},
}
KEYS = ("title", "subtitle", "authors")


def plain(text: str) -> str:
    """A text without what breaks lines or lets them break."""
    return re.sub(r"[\s\u00ad\u200b\u2060]", "", text)


@pytest.mark.parametrize("case", [*CASES.values(), *OWN.values()], ids=[*CASES, *OWN])
def test_titles_and_authors_are_literal_in_every_format(built: Path, case) -> None:
    named = {"subtitle": "", **{key: case[key] for key in KEYS if key in case}}
    lines = built.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.partition(":")[0] not in KEYS]
    built.write_text("".join(kept) + yaml.safe_dump(named), encoding="utf-8")
    assert build(built, ["html", "pdf", "docx"], "pandoc").ok
    folder = built.parents[1] / "reports" / "small"
    page = BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")
    printed = pypdf.PdfReader(io.BytesIO((folder / "report.pdf").read_bytes()))
    word = docx.Document(str(folder / "report.docx"))
    title, authors = named["title"], named["authors"]
    assert page.title.text == title
    assert {tag["content"] for tag in page.find_all("meta", {"name": "author"})} == set(authors)
    assert printed.metadata.title == title
    assert word.core_properties.title == title
    assert all(author in printed.metadata.author for author in authors)
    assert all(author in word.core_properties.author for author in authors)
    shown = [
        page.find("main").text,
        printed.pages[0].extract_text(),
        "".join(paragraph.text for paragraph in word.paragraphs),
    ]
    for text in map(plain, shown):
        for words in (title, named["subtitle"], *authors):
            assert plain(words) in text
