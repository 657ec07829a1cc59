"""The 2015 project in Greek, Polish, Japanese, Arabic, Hindi and emoji, in all formats.

Fonts are those at hand: what none of them has stands as its code point, with a warning that says
where. To look at the pages, build what ``other_scripts.py`` makes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import docx
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from other_scripts import SCRIPTS, Script, make
from pypdf import PdfReader

from research.typefaces.choice import choose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

# What formats do with words without changing what is read.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\\s]")


def seen(text: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'")


def printed(text: str) -> str:
    """A text as it is printed: code points for what no font at hand has."""
    codes = choose([text]).absent
    marked = "".join(f"U+{ord(sign):04X}" if ord(sign) in codes else sign for sign in text)
    return seen(re.sub(r"[*]", "", marked))


def _build(root: Path) -> None:
    params = make(root)
    command = [sys.executable, "-c", "from research.cli import main; main()", "build", str(params)]
    ran = subprocess.run(
        [*command, "--engine", "pandoc"], cwd=root, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (root / "said.txt").write_text(ran.stdout + ran.stderr, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(once: Callable[..., Path]) -> Path:
    return once("other-scripts", _build) / "reports" / "2015"


@pytest.fixture(scope="module")
def page(folder: Path) -> BeautifulSoup:
    return BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def word(folder: Path) -> docx.document.Document:
    return docx.Document(str(folder / "report.docx"))


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_every_word_stands_in_the_page_and_in_word(page, word, script: Script) -> None:
    texts = [script.heading, script.text, *script.items, *script.quotes, script.name, script.sector]
    in_page = seen(page.find("main").text)
    body = word.element.body
    in_word = seen("".join(part.text or "" for part in body.iter(qn("w:t"))))
    for text in map(printed, texts):
        assert text in in_page
        assert text in in_word


@pytest.mark.parametrize("name", ["greek", "polish", "japanese"])
def test_words_of_scripts_without_shaping_are_found_in_print(folder, name: str) -> None:
    text = seen("".join(each.extract_text() for each in PdfReader(folder / "report.pdf").pages))
    script = SCRIPTS[name]
    for words in (script.heading, *script.items, script.name):
        assert printed(words) in text


def test_names_stand_in_the_charts(page) -> None:
    chart = page.find(id="fig-sample-sector")
    labels = seen(chart.text)
    for script in SCRIPTS.values():
        codes = choose([script.sector], drawn=True).absent
        if not codes:
            assert printed(script.sector) in labels


def test_what_is_written_leftward_runs_so_and_english_about_it_does_not(page, word) -> None:
    script = SCRIPTS["arabic"]
    leftward = [seen(block.text) for block in page.find_all(dir="rtl")]
    assert printed(script.text) in leftward
    assert "".join(map(printed, script.items)) in leftward
    sentences = [seen(item.text) for item in page.find_all("li") if script.short in item.text]
    english = [text for text in sentences if re.search("[a-z]{4}", text)]
    assert english
    assert not [text for text in english if text in leftward]
    runs = [run for run in word.element.body.iter(qn("w:r")) if seen(script.short) in _text(run)]
    assert runs
    assert all(run.find(qn("w:rPr")).find(qn("w:rtl")) is not None for run in runs)


def _text(run) -> str:
    return seen("".join(part.text or "" for part in run.iter(qn("w:t"))))


def test_an_emoji_of_several_signs_is_one_run_of_one_font(word) -> None:
    runs = [_raw(run) for run in word.element.body.iter(qn("w:r"))]
    for emoji in ("1\ufe0f\u20e3", "👍🏽", "👨\u200d👩\u200d👧\u200d👦"):
        if not choose([emoji]).absent:
            assert any(emoji in text for text in runs)
    assert not any(text.startswith(("\u200d", "\u20e3", "\U0001f3fd")) for text in runs)


def _raw(run) -> str:
    return "".join(part.text or "" for part in run.iter(qn("w:t")))


def test_what_no_font_has_is_told_with_its_place(folder) -> None:
    said = (folder.parents[1] / "said.txt").read_text(encoding="utf-8")
    absent = choose([script.text for script in SCRIPTS.values()]).absent
    # Letters of a script are told in one, where they are many.
    alone = set(re.findall(r"no font at hand has U\+([0-9A-F]+)", said))
    together = set(re.findall(r"no font at hand has \d+ ([^(]+) \(U\+[0-9A-F]+", said))
    untold = {code for code in absent if f"{code:04X}" not in alone}
    assert {_kind(code) for code in untold} <= together
    if absent:
        assert re.search(r"texts/\w+\.md, row \d+", said)


def _kind(code: int) -> str:
    script = unicodedata.name(chr(code)).partition(" ")[0]
    return "Chinese characters" if script == "CJK" else f"letters of {script.capitalize()}"
