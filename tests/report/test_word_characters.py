"""Runs of Word: parted where the font changes, and never within a character."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from research.report.word_characters import parted, set_characters

ARABIC = SimpleNamespace(family="Arabic", coverage=frozenset(map(ord, "ابتعلمء ،")))
EMOJI = SimpleNamespace(
    family="Emoji",
    coverage=frozenset({0x1F44D, 0x1F3FD, 0x20E3, 0x1F468, 0x1F467, *b"0123456789#"}),
)
MARKS = SimpleNamespace(family="Marks", coverage=frozenset({0x0951}))
FACES = {
    **{ord(sign): ARABIC for sign in "ابتعلمء،"},
    **dict.fromkeys([0x1F44D, 0x1F3FD, 0x20E3, 0x1F468, 0x1F467], EMOJI),
    0x0951: MARKS,
}
FAMILY = "\U0001f468\u200d\U0001f467"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", [("plain", "")]),
        ("", []),
        ("a \U0001f44d b", [("a ", ""), ("\U0001f44d", "Emoji"), (" b", "")]),
        # A keycap is a digit, a selector and the cap: one character, of one font.
        ("in 24\ufe0f\u20e3 h", [("in 2", ""), ("4\ufe0f\u20e3", "Emoji"), (" h", "")]),
        ("\U0001f44d\U0001f3fd!", [("\U0001f44d\U0001f3fd", "Emoji"), ("!", "")]),
        (f"{FAMILY}.", [(FAMILY, "Emoji"), (".", "")]),
        # Blanks of pictures are as wide as pictures.
        (
            "\U0001f44d \U0001f44d",
            [("\U0001f44d", "Emoji"), (" ", ""), ("\U0001f44d", "Emoji")],
        ),
        # Words from right to left stay one run, or they would stand the other way round.
        ("see علم بلا، علم now", [("see ", ""), ("علم بلا، علم", "Arabic"), (" now", "")]),
        ("علم 5", [("علم", "Arabic"), (" 5", "")]),
        # A mark of another font than its letter's goes alone.
        ("x\u0951y", [("x", ""), ("\u0951", "Marks"), ("y", "")]),
    ],
)
def test_a_text_is_parted_where_its_font_changes(text, parts):
    assert list(parted(text, FACES)) == parts


@given(st.text(st.sampled_from("ab 1#\u0951\u200d\ufe0f\u20e3\U0001f44d\U0001f3fdعلم،.")))
def test_nothing_is_lost_and_neighbours_differ(text):
    parts = list(parted(text, FACES))
    assert "".join(part for part, _ in parts) == text
    assert all(part for part, _ in parts)
    for part, family in parts:
        own = {FACES[ord(sign)].family for sign in part if ord(sign) in FACES}
        assert own <= {family}


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def test_runs_get_their_font_and_direction_and_keep_their_look():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>say علم now</w:t></w:r>"
    root = parse_xml(f"<w:body {nsdecls('w')}>{paragraph(bold)}</w:body>")
    set_characters(root, FACES)
    runs = list(root.iter(qn("w:r")))
    assert [run.find(qn("w:t")).text for run in runs] == ["say ", "علم", " now"]
    assert all(run.find(qn("w:rPr")).find(qn("w:b")) is not None for run in runs)
    fonts = [run.find(qn("w:rPr")).find(qn("w:rFonts")) for run in runs]
    assert [font is not None and font.get(qn("w:cs")) for font in fonts] == [False, "Arabic", False]
    assert [run.find(qn("w:rPr")).find(qn("w:rtl")) is not None for run in runs] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("properties", "side"),
    [
        ("<w:bidi/>", "right"),
        ('<w:bidi/><w:jc w:val="left"/>', "right"),
        ('<w:bidi/><w:jc w:val="right"/>', "left"),
        ('<w:bidi/><w:jc w:val="center"/>', "center"),
        ('<w:jc w:val="left"/>', "left"),
        ("<w:numPr/><w:bidi/>", None),
    ],
)
def test_what_is_written_leftward_in_a_cell_stands_where_its_column_does(properties, side):
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('', properties)}</w:tc></w:tr></w:tbl>"
    root = parse_xml(f"<w:body {nsdecls('w')}>{cell}{paragraph('', '<w:bidi/>')}</w:body>")
    set_characters(root, FACES)
    inside, outside = root.iter(qn("w:pPr"))
    found = inside.find(qn("w:jc"))
    assert (found.get(qn("w:val")) if found is not None else None) == side
    assert outside.find(qn("w:jc")) is None
