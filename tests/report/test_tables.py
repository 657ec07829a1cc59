"""Heads of tables with many columns: they stand upright where they would run into each other."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pypandoc
import pytest

from research.display.markdown import pipe_table

TEMPLATE = Path(__file__).parents[2] / "reports" / "template"
LONG = "Telecommunications & Technology"


def written(heads: list[str], to: str, *more: str) -> str:
    body = pipe_table(heads, [["1"] * len(heads)], "l" + "c" * (len(heads) - 1), [10] * len(heads))
    text = f"::: {{#tbl-x .ranktable}}\n\n{body}\n\nCaption\n\n:::\n"
    filters = [f"--lua-filter={TEMPLATE / name}" for name in ("look.lua", "floats.lua")]
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--to={to}", "--wrap=none"]
    return subprocess.run(
        [*command, *filters, *more], input=text.encode(), capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize(
    ("heads", "steep"),
    [
        (["Theme", *[LONG] * 15], "true"),
        (["Theme", *["Manufacturing"] * 9], "true"),
        (["Theme", *["Retail"] * 10], "false"),
        (["Theme", *[LONG] * 5], "false"),
        ([LONG, *map(str, range(12))], "false"),
    ],
)
def test_long_words_over_many_narrow_columns_stand_upright(heads, steep):
    assert f"steep: {steep})" in written(heads, "typst")


def in_word(heads: list[str], path: Path) -> str:
    written(heads, "docx", f"--output={path}")
    return zipfile.ZipFile(path).read("word/document.xml").decode()


def test_word_marks_such_heads_and_leaves_their_words_whole(tmp_path):
    page = in_word(["Theme", *[LONG] * 15], tmp_path / "wide.docx")
    assert page.count('w:val="SteepHead"') == 15
    assert "Telecommunications" in page
    assert "SteepHead" not in in_word(["Theme", *[LONG] * 5], tmp_path / "narrow.docx")
