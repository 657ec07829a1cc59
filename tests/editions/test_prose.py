"""The rules of the house in the reports of all editions, and that each of them can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from house import frame_of, many_sentences, numerals, passages, told_twice, worn_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built
    from house import Passage

RULES = (many_sentences, worn_frames, told_twice, numerals)
# Faults that are known and not yet mended, the most of a rule that an edition may have.
KNOWN: dict[str, dict[str, int]] = {
    "2015": {"many_sentences": 1, "numerals": 1},
    "2016": {"worn_frames": 2, "numerals": 16},
    "customers": {"worn_frames": 2},
    "plans-2016": {"numerals": 10},
}


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_report_keeps_the_rules_of_the_house(
    each: Built, rule: Callable[[list[Passage]], list[str]]
) -> None:
    parts = passages((each.folder / "report.md").read_text(encoding="utf-8"))
    assert parts
    found = rule(parts)
    known = KNOWN.get(each.edition, {}).get(rule.__name__, 0)
    assert len(found) <= known, found


def report(*lines: str, chapter: str = "theme-kam", name: str = "txt-kam-ranks") -> str:
    said = "\n".join(lines)
    heads = ("<!-- part -->", "# Themes", f"<!-- chapter {chapter} -->", f"<!-- passage {name} -->")
    return "\n\n".join([*heads, said, ""])


def found(rule: Callable[[list[Passage]], list[str]], *lines: str) -> list[str]:
    return rule(passages(report(*lines)))


def test_a_fourth_sentence_is_found() -> None:
    assert found(many_sentences, "- One.", "- Two.", "- Three.") == []
    assert found(many_sentences, "- One.", "- Two.", "- Three.", "- Four.") == ["txt-kam-ranks: 4"]


def test_a_frame_used_three_times_in_a_section_is_found_over_chapters() -> None:
    said = [
        report(
            f"- {theme} ranks tenth in Insurance, lower than any other sector places it.", name=name
        )
        for theme, name in (("KAM", "txt-a-ranks"), ("OD", "txt-b-ranks"), ("WoW", "txt-c-ranks"))
    ]
    assert worn_frames(passages("\n".join(said[:2]))) == []
    assert worn_frames(passages("\n".join(said))) == ["Themes: ranks: peak.subject: 3"]


def test_a_fact_told_twice_in_a_chapter_is_found() -> None:
    first, again = "- KAM has a mean of 50.", "- Of all themes, KAM has the highest mean (50)."
    assert len(found(told_twice, first, again)) == 1
    assert found(told_twice, first, "- KAM has a best score of 74.") == []


@pytest.mark.parametrize(
    "line",
    [
        "- Twelve of the 13 groups have Farming in the top three.",
        "- Two of the 6 have accounts in more than one quadrant.",
        "- 77 of them come up for renewal within 6 months.",
        "- Forty-seven per cent of respondents put Negotiating in the top six.",
        "- Anything above forty is called good.",
    ],
)
def test_a_number_written_another_way_is_found(line: str) -> None:
    assert found(numerals, line)


@pytest.mark.parametrize(
    "line",
    [
        "- 12 of the 13 groups have Farming in the top three, five of the six sectors too.",
        "- 47% put it there, on a scale from 1 to 5, with a mean of 3.5.",
        "- “6 to 10 people” is the least frequent answer (13%).",
        "- Of the 14 who put Hunting first, 6 have Farming in their top three.",
    ],
)
def test_a_number_written_by_the_rule_is_not_found(line: str) -> None:
    assert found(numerals, line) == []


def test_a_sentence_is_known_by_the_frame_that_says_most_of_it() -> None:
    assert frame_of("KAM ranks third in Insurance, higher than any other sector places it.") == (
        "ranks: peak.subject"
    )
    assert frame_of("Why?") == ""
