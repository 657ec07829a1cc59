from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.typefaces.directions import bounded, runs_leftward

ARABIC = "عملاء جدد"
MARK = "\u200e"


@pytest.mark.parametrize(
    ("text", "leftward"),
    [
        (ARABIC, True),
        ("«العميل أولاً، وفق مدير في شركة Zolm» 12.5%", True),
        ("שלום לכולם (2015)", True),
        (f"{ARABIC} ranks first, against fifth overall", False),
        (f"{ARABIC} comes before {ARABIC}", False),
        (f"First comes {ARABIC}", False),
        ("plain", False),
        ("12.5% 👍", False),
        ("", False),
    ],
)
def test_a_line_runs_as_most_of_it_does(text: str, leftward: bool) -> None:
    assert runs_leftward(text) is leftward


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A third of 105", "A third of 105"),
        (ARABIC, ARABIC),
        (f"{ARABIC} leads, with 52", f"{MARK}{ARABIC}{MARK} leads, with 52"),
        (f"Ranks of {ARABIC}, {ARABIC} 6", f"{MARK}Ranks of {ARABIC}{MARK}, {ARABIC}{MARK} 6"),
        ("Of علاقات & عملاء/جدد on", f"{MARK}Of علاقات & عملاء/جدد{MARK} on"),
        # A mark belongs to its letter.
        ("by أولاً on", f"{MARK}by أولاً{MARK} on"),
        (f"One line\n{ARABIC}", f"One line\n{ARABIC}"),
    ],
)
def test_a_name_ends_where_it_ends(text: str, expected: str) -> None:
    assert bounded(text) == expected


@given(st.text("ab 1,.\nعلمאב"))
def test_only_marks_are_added(text: str) -> None:
    assert bounded(text).replace(MARK, "") == text
