"""What `check` passes, builds in every format; what it does not is a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from research.build.checks import check
from research.build.verbs import build

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {
    "references in headings": (
        "# About @sec-opening\n\n## See [@sec-opening], @sec-about\n\n@tbl-own is @sec-about.\n\n"
        "::: {#tbl-own}\n| a | b |\n|---|---|\n| 1 | 2 |\n\nOwn, see @sec-opening\n:::\n"
    ),
    "references in captions": (
        "# About\n\n![Our shop, see @sec-opening](photo.jpg){#fig-shop}\n\nAs @fig-shop shows.\n"
    ),
    "no heading": "Just words.\n\n{{ retain.length }}\n",
    "nothing": "",
    "levels": "###### Deep\n\nA\n===\n\n### B[^1]\n\n[^1]: A note.\n\n* * *\n",
    "formulas": "# $x^2$\n\n$$\\foo{x}$$ and $\\notacommand$\n\n> > quoted\n",
    "scripts": f"# שלום 👍\n\n{'x' * 2000} {'é' * 300} 👍🏽\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("said", SOUND)
def test_a_text_that_passes_builds(plain: Path, said: str) -> None:
    texts = plain.parent.parent / "reports" / "texts"
    Image.new("RGB", (40, 20), "teal").save(texts / "photo.jpg")
    (texts / "about.md").write_text(SOUND[said], encoding="utf-8")
    assert check(plain) == []
    assert build(plain, ["html", "pdf", "docx"]).ok


SECTIONS = "  sections:\n    - text: about\n    - notebook: opening\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SECTIONS, "  sections:\n    - notebook: opening\n    - text: about\n"),
        (SECTIONS, f"{SECTIONS}    - heading: A part with no chapter\n"),
        ("  formats: [html]", "  formats: [html, html]"),
    ],
)
def test_a_parameter_file_that_passes_builds(plain: Path, old: str, new: str) -> None:
    text = plain.read_text(encoding="utf-8")
    assert old in text
    plain.write_text(text.replace(old, new), encoding="utf-8")
    assert check(plain) == []
    assert build(plain).ok


def test_an_edition_without_data_builds_what_needs_none(plain: Path) -> None:
    text = plain.read_text(encoding="utf-8")
    head, report = text.partition("data:\n")[0], text.partition("\nreport:\n")[2]
    texts = "texts:\n  report: ../reports/texts\n"
    plain.write_text(f"{head}{texts}\nreport:\n{report}", encoding="utf-8")
    assert check(plain) == []
    assert build(plain).ok
