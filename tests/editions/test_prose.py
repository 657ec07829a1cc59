"""The rules of the house in the reports of all editions, and that each of them can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from house import frame_of, many_sentences, numerals, passages, told_twice, worn_frames
from house_names import alike_names, full_names, groups_of, other_names, themes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built
    from house import Passage

RULES = (many_sentences, worn_frames, told_twice, numerals)


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_report_keeps_the_rules_of_the_house(
    each: Built, rule: Callable[[list[Passage]], list[str]]
) -> None:
    parts = passages((each.folder / "report.md").read_text(encoding="utf-8"))
    assert parts
    assert rule(parts) == []


@pytest.mark.slow
def test_a_report_has_one_name_for_a_group_and_one_rule_for_names_of_themes(each: Built) -> None:
    parts = passages((each.folder / "report.md").read_text(encoding="utf-8"))
    assert alike_names(each.parameters) == []
    assert other_names(parts, groups_of(each.parameters)) == []
    assert full_names(parts, themes_of(each.parameters)) == []


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
    assert frame_of("Among “250 or more”, the mean is higher than among “Fewer than 250”.") == (
        "answers_groups: higher.frame"
    )
    assert frame_of("Why?") == ""


SECTORS = {
    "themes": {"question": "order"},
    "questions": [
        {"name": "order", "rows": {"kam": {"text": "Key Account Management", "short": "KAM"}}},
        {
            "name": "sector",
            "type": "single",
            "codes": [
                {"code": "Telco & Tech", "text": "Telecommunications & Technology"},
                {"text": "Banking & Financial Services"},
                {"text": "UK and Europe", "phrase": "in the UK and Europe"},
                "Insurance",
            ],
        },
    ],
}


@pytest.mark.parametrize(
    "said",
    [
        "Telco & Tech", "Telecommunications and Technology", "Telecommunication/Technology",
        "Banking & FS", "Banking and Financial Services", "Banking & Services", "UK/Europe",
        "UK & Europe",
    ],
)  # fmt: skip
def test_another_name_of_a_group_is_found_wherever_it_stands(said: str) -> None:
    for line in (f"- KAM ranks third in {said}, and fifth overall.", f"| {said} | 16 |"):
        found = other_names(passages(report(line)), groups_of(SECTORS))
        assert [fault.partition(" for ")[0] for fault in found] == [f"txt-kam-ranks: {said}"]


@pytest.mark.parametrize(
    "line",
    [
        "- In the UK and Europe and in Insurance KAM ranks third, in Banking & Financial Services "
        "last.",
        "| Telecommunications & Technology | UK and Europe | Banking & Financial Services |",
        "> Telco & Tech, UK",
        "Firms of the UK sell telecommunications to banking and to insurance.",
    ],
)
def test_the_declared_name_and_what_is_none_are_not_found(line: str) -> None:
    assert other_names(passages(report(line)), groups_of(SECTORS)) == []


def test_declared_names_that_look_like_one_want_the_glossary() -> None:
    again = {"name": "assessed", "type": "single", "codes": [{"text": "Financial Services"}]}
    both = SECTORS | {"data": {"assessments": {"questions": [again]}}}
    assert alike_names(SECTORS) == []
    assert alike_names(both) == ["Financial Services / Banking & Financial Services"] or (
        alike_names(both) == ["Banking & Financial Services / Financial Services"]
    )
    assert alike_names(both | {"glossary": [{"term": "Financial Services"}]}) == []


def test_a_full_name_in_a_sentence_is_found_and_its_definition_is_not() -> None:
    told = "- Key Account Management comes sixth."
    defined = "- Key Account Management (KAM) comes sixth."
    themes = themes_of(SECTORS)
    assert full_names(passages(report(told)), themes) == ["txt-kam-ranks: Key Account Management"]
    for line in (defined, "### Key Account Management", "| Key Account Management | 6 |"):
        assert full_names(passages(report(line)), themes) == []
