"""The report as plain Markdown: a sentence a line, and nothing but what is read."""

from __future__ import annotations

import pytest

from research.report.plain import drawn, prose


def said(text: str) -> list[str]:
    return [line for block in prose(text) for line in block.splitlines()]


def test_each_sentence_has_a_line_and_those_of_an_item_stand_below_its_first():
    text = "First one. Second\none.\n\n- An item. It goes on.\n- Another."
    assert said(text) == ["First one.", "Second one.", "- An item.", "  It goes on.", "- Another."]


def test_headings_and_rows_of_tables_stay_as_they_are():
    text = "## A heading {#sec-one .wide}\n\n| a | b. c |\n|---|---|\n| 1 | 2. 3 |"
    assert said(text) == ["## A heading", "| a | b. c |", "|---|---|", "| 1 | 2. 3 |"]


def test_fences_classes_and_comments_are_for_pages_and_are_left_out():
    assert said("::: {.lead}\n<!-- by hand -->\nIt is [so]{.strong}.\n:::") == ["It is so."]


@pytest.mark.parametrize(
    ("link", "plain"),
    [
        (r"[ann\@firm.example](<mailto:ann@firm.example>)", r"ann\@firm.example"),
        ("[www.firm.example](<https://www.firm.example>)", "www.firm.example"),
        ("[our pages](<https://www.firm.example>)", "[our pages](<https://www.firm.example>)"),
        (r"[ann\@firm.example](<mailto:bob@firm.example>)", None),
    ],
)
def test_a_link_that_says_its_target_is_said_once(link: str, plain: str | None) -> None:
    assert said(f"Write to {link}, please.") == [f"Write to {plain or link}, please."]


def test_values_behind_a_chart_have_few_digits_and_shares_are_percents():
    data = {"columns": ["who", "part", "mean"], "rows": [["a", 1 / 3, 2 / 3]], "shares": [1]}
    assert drawn(data) == [["who", "part", "mean"], ["a", "33.33%", "0.666667"]]
