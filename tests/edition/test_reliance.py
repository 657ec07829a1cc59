"""What a part of a parameter file rests on: what changes it, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from research.edition.reliance import Reliance
from research.edition.yamlfile import parse_yaml

WRITTEN = """
edition: made
title: A title
privacy: {hide_base: 10}
questions:
  - {name: late, type: single, column: Q9, codes: [a, b]}
data:
  answers:
    file: answers.csv
    filter: {status: [Complete]}
    questions:
      - {name: status, title: Status, type: single, column: S, codes: [Complete, Partial]}
      - name: sector
        title: Sector
        type: single
        column: Q1
        codes: {1: Banking, 2: {text: Retail, short: Shops}}
        base: {text: Everybody, filter: {web: [yes]}}
      - {name: used, type: multi, rows: {web: {column: Q2_1, text: Web}}, counted: [yes]}
      - {name: again, type: single, column: Q1, codes: {9: None}}
      - {name: priced, type: numeric, of: late, values: {a: 1, b: 2}}
      - {name: why, type: open, column: Q4, of: sector, consent: {may: [yes]}}
      - {name: may, type: single, column: M, codes: [yes, no]}
      - {name: alone, title: Alone, number: Q5, type: grid, rows: {x: {column: G1, text: Ex}}}
      - {name: coded, type: multi, column: C, split: ";", codes: {1: One, 2: Two}}
  firms: {file: firms.csv, id: firm, questions: [{name: size, type: numeric, column: size}]}
report:
  language: en-GB
  sections: [{notebook: overall}, {text: about}, {notebook: theme}]
"""


def changed(old: str, new: str) -> set[str]:
    """Parts that a change of the file changes."""
    assert WRITTEN.count(old) == 1
    now = Reliance(parse_yaml(WRITTEN.replace(old, new)))
    before = Reliance(parse_yaml(WRITTEN))
    names = [*("sector", "used", "web", "priced", "why", "alone", "x", "status", "late"), "*", "no"]
    parts = [f"data.answers.{name}{aspect}" for name in names for aspect in ("", ":answers")]
    parts += [
        "data.answers.alone:labels",
        "data.answers.sector:kind",
        "data.answers.sector:reasons",
    ]
    parts += ["*", "data", "data.*", "data.answers", "data.firms", "privacy", "report.notebooks"]
    return {part.replace("data.answers.", "") for part in parts if before.of(part) != now.of(part)}


def whole(*names: str) -> set[str]:
    return {f"{name}{aspect}" for name in (*names, "*") for aspect in ("", ":answers")} | {"*"}


EVERY = whole("sector", "used", "web", "priced", "why", "alone", "x", "status", "late") | {
    "alone:labels"
}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Words alone are no matter to who asks for answers.
        ("title: Alone", "title: Lonely", {"alone", "x", "*"}),
        ("number: Q5", "number: Q6", {"alone", "x", "*"}),
        ("text: Ex}", "text: Why}", {"alone", "x", "*", "alone:labels"}),
        ("short: Shops", "short: Stores", {"sector", "*"}),
        ("text: Everybody", "text: All", {"sector", "*"}),
        ("column: G1", "column: G2", {*whole("alone", "x"), "alone:labels"}),
        # A base is asked of a row of another question, which its text may name.
        ("text: Web", "text: World", whole("used", "web", "sector")),
        # Of one that two questions share a column with, the codes say what is blank.
        ("codes: {9: None}", "codes: {8: None}", whole("sector")),
        # What is derived needs its source, here one that is written at the top of the file.
        ("codes: [a, b]", "codes: [b, a]", whole("priced", "late")),
        # Consent is asked of a question; that a reason is of one needs nothing of it.
        ("[yes, no]", "[yes, nein]", whole("why")),
        ("1: Banking", "1: Banks", whole("sector")),
        # Who counts is asked of one question, and decides all.
        ("Complete, Partial", "Complete, Part", {*EVERY, "data.answers", "no", "no:answers"}),
        ("title: Status", "title: State", {"status", "*"}),
        ("file: answers.csv", "file: others.csv", {"data", "data.answers", "*"}),
        ("  firms: {file", "  firm: {file", {"data", "data.*", "data.firms", "*"}),
        ("id: firm", "id: code", {"data", "data.firms", "*"}),
        ("hide_base: 10", "hide_base: 11", {"privacy", "*"}),
        ("title: A title", "title: Another", set()),
        ("notebook: theme", "notebook: other", {"*", "report.notebooks"}),
        ("type: grid", "type: allocation", {*whole("alone", "x"), "alone:labels"}),
        ("of: sector", "of: status", {*whole("why"), "sector:reasons"}),
        # Columns of options that are called by codes: what names no question may mean one of them.
        ("1: One", "1: Won", whole("web", "x", "no", "sector")),
        # What had been a row is the name of a question now.
        ("name: alone", "name: web", {*whole("alone", "x", "web", "sector"), "alone:labels"}),
    ],
)
def test_a_part_changes_with_what_it_rests_on(old: str, new: str, expected: set[str]) -> None:
    parts = {"*"} if expected else set()
    assert changed(old, new) == expected | parts


def test_the_language_chooses_the_words_of_questions() -> None:
    before = Reliance(parse_yaml(WRITTEN))
    now = Reliance(parse_yaml(WRITTEN.replace("en-GB", "de")))
    assert before.of("data.answers.alone") != now.of("data.answers.alone")
    assert before.of("privacy") == now.of("privacy")


@pytest.mark.parametrize("content", [None, [], {}, {"report": 1, "data": 2}, {"report": {}}])
def test_a_file_with_faults_rests_on_what_there_is(content: Any) -> None:
    found = Reliance(content)
    assert not found.of("topic")
    for part in ("*", "data", "data.answers", "data.answers.*", "report.notebooks"):
        found.of(part)


def test_a_key_of_another_file_is_that_part_of_it() -> None:
    assert Reliance({"topic": "What it is about"}).of("topic") == "What it is about"
    assert Reliance({"data": "no tables"}).of("data") == [None, "no tables"]


PIPED = """
data:
  answers:
    file: answers.csv
    questions:
      - {name: used, type: multi, rows: {web: {column: a}}, counted: [yes]}
      - {name: rated, type: grid, rows: {web: {column: c}}, base: {text: U, rows: used}}
      - {name: other, type: numeric, rows: {x: {column: d, base: {text: U, filter: {may: [yes]}}}}}
      - {name: may, type: single, column: M, codes: [yes, no]}
      - name: sector
        type: single
        column: Q1
        codes: {1: {key: else, text: Else, words: {column: W, consent: {may: [yes]}}}}
report: {sections: [{notebook: overall}]}
"""


@pytest.mark.parametrize(
    ("old", "new", "part", "changes"),
    [
        ("counted: [yes]", "counted: [no]", "rated", True),
        ("counted: [yes]", "counted: [no]", "other", False),
        ("codes: [yes, no]", "codes: [yes, No]", "other", True),
        ("codes: [yes, no]", "codes: [yes, No]", "rated", False),
        ("column: W", "column: V", "sector_else", True),
        ("codes: [yes, no]", "codes: [yes, No]", "sector_else", True),
        ("column: W", "column: V", "may", False),
    ],
)
def test_rows_rest_on_what_leads_to_them_and_words_on_their_option(
    old: str, new: str, part: str, changes: bool
) -> None:
    assert PIPED.count(old) == 1
    before, now = (Reliance(parse_yaml(text)) for text in (PIPED, PIPED.replace(old, new)))
    name = f"data.answers.{part}:answers"
    assert (before.of(name) != now.of(name)) is changes
