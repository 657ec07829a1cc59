from __future__ import annotations

import pytest

from research.wording.plurals import counted, numbered, plural


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("sector", "sectors"),
        ("industry", "industries"),
        ("size class", "size classes"),
        ("way", "ways"),
        ("level of seniority", "levels of seniority"),
        ("person", "people"),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    assert (plural(noun), plural(noun, 1)) == (many, noun)


def test_counts_agree_with_their_noun() -> None:
    assert counted(1, "place") == "one place"
    assert counted(1234, "respondent") == "1,234 respondents"
    assert [numbered(n, "point") for n in (-2, -1, 0, 1)] == [
        "−2 points",
        "−1 point",
        "0 points",
        "1 point",
    ]
