from __future__ import annotations

import time
from typing import Any

import pytest

from research.display.claims import conditions, settle, unknown
from research.display.placeholders import digits, judge, resolve

RECORDS: dict[str, dict[str, Any]] = {
    "overall.farming.rank": {"value": 1, "unit": "rank", "label": "Farming"},
    "overall.brand.rank": {"value": "3=", "unit": "rank", "label": "Brand"},
    "overall.farming.first": {"value": 15.2, "unit": "percent", "label": "Farming"},
    "overall.brand.first": {"value": 20.0, "unit": "percent", "label": "Brand"},
    "overall.kam.first": {"value": 4.8, "unit": "percent", "label": "KAM"},
    "overall.rank1.theme": {"value": "Farming {% claim 1 == 2 %}", "unit": "text", "label": ""},
    "overall.rank2.theme": {"value": "People", "unit": "text", "label": ""},
    "omnibus.sector.p_adjusted": {"value": 0.2, "unit": "p", "label": ""},
    "omnibus.size.p_adjusted": {"value": 0.05, "unit": "p", "label": ""},
    "omnibus.sector.kam.p_adjusted": {"value": 0.01, "unit": "p", "label": ""},
    "odd-name": {"value": 7, "unit": "count", "label": ""},
    "ranking": {"value": "![]()", "unit": "chart", "label": ""},
}


def kept(claim: str) -> bool:
    """Whether the words of a claim are kept."""
    text = f"{{% claim {claim} %}}yes{{% else %}}no{{% endclaim %}}"
    found, problems = settle(text, "a.md", RECORDS)
    assert problems == []
    return {"yes": True, "no": False}[found]


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        ("overall.farming.rank == 1", True),
        ("overall.farming.rank != 1", False),
        ("overall.brand.rank == 3", True),
        ("overall.brand.first - overall.farming.first > 4", True),
        ("overall.brand.first - overall.farming.first > 5", False),
        ("10 < overall.farming.first < 20", True),
        ("-overall.farming.first < -16", False),
        ('overall.rank2.theme == "People"', True),
        ("not (overall.farming.rank == 2 or overall.brand.rank == 2)", True),
        ('differs("sector")', False),
        ('differs("size")', True),
        ('differs("sector", "kam") and not differs("sector")', True),
        ('highest("overall.*.first", "brand")', True),
        ('highest("overall.*.first", "farming")', False),
        ('lowest("overall.*.first", "kam")', True),
        ('value("odd-name") == 7', True),
    ],
)
def test_a_claim_is_as_true_as_the_results(claim: str, true: bool) -> None:
    assert kept(claim) is true


def test_no_theme_leads_where_two_are_level() -> None:
    level = {**RECORDS, "overall.kam.first": {**RECORDS["overall.brand.first"]}}
    text = '{% claim highest("overall.*.first", "brand") %}x{% else %}y{% endclaim %}'
    assert settle(text, "a.md", level) == ("y", [])


def test_a_false_claim_stops_with_file_line_names_and_values() -> None:
    text = (
        "One.\n\n{% claim overall.brand.rank == 1 and\n overall.farming.rank == 2 %}x{% endclaim %}"
    )
    found, [problem] = settle(text, "summary.md", RECORDS)
    assert found == text
    assert str(problem) == (
        "summary.md, row 3, column 1: the claim 'overall.brand.rank == 1 and "
        "overall.farming.rank == 2' is false: overall.brand.rank is 3, overall.farming.rank is 1 "
        "(correct the words, or say after {% else %} what holds instead)"
    )


def test_a_false_test_names_what_it_saw() -> None:
    text = '{% claim highest("overall.*.first", "farming") %}x{% endclaim %}'
    _, [problem] = settle(text, "a.md", RECORDS)
    assert "overall.farming.first is 15.2, overall.brand.first is 20.0" in problem.what


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("\n{% claim overall.farmin.rank == 1 %}{% endclaim %}", 2, "no result is called"),
        ("{% claim overall.farming.rank %}x{% endclaim %}", 1, "is no claim, but a value"),
        ('{% claim overall.farming.rank > "a" %}x{% endclaim %}', 1, "cannot be compared"),
        ("{% claim ranking == 1 %}x{% endclaim %}", 1, "is a chart"),
        ("{% claim differs() %}x{% endclaim %}", 1, "differs is asked as"),
        ('{% claim differs("sectr") %}x{% endclaim %}', 1, "nearest names"),
        ('{% claim highest("overall.first", "kam") %}x{% endclaim %}', 1, "needs one star"),
        ('{% claim highest("a.*.b", "kam") %}x{% endclaim %}', 1, "no result is called like"),
        ('{% claim highest("overall.*.first", "it") %}x{% endclaim %}', 1, "overall.it.first"),
        ("a\n{% claim 1 == 1 %}x", 2, "cannot be read"),
        ("{% claim 1 == %}x{% endclaim %}", 1, "cannot be read"),
        ("{% claim 1 | int == 1 %}x{% endclaim %}", 1, "a claim knows no filter"),
        ("{% claim 9 ** 9 ** 9 == 1 %}x{% endclaim %}", 1, "a claim knows no pow"),
        ('{% claim "a" * 9 == 1 %}x{% endclaim %}', 1, "a claim knows no mul"),
        ("{% claim [1][0] == 1 %}x{% endclaim %}", 1, "a claim knows no"),
        ("{% claim ''.join == 1 %}x{% endclaim %}", 1, "asks nothing of a value"),
        ("{% claim difers('sector') %}x{% endclaim %}", 1, "did you mean 'differs'?"),
        ("{% claim differs(overall) %}x{% endclaim %}", 1, "takes text in quotes"),
        ("{% claim judge(0) %}x{% endclaim %}", 1, "there is no test 'judge'"),
        ("\n{% for a in b %}{% endfor %}", 2, "texts have no tag 'for'"),
        ("{% include 'x' %}", 1, "texts have no tag 'include'"),
        ("{% claim 1" + " + 1" * 200 + " == 2 %}x{% endclaim %}", 1, "more than 100 parts"),
    ],
)
def test_what_is_no_claim_is_told(text: str, row: int, what: str) -> None:
    found, problems = settle(text, "a.md", RECORDS)
    assert found == text
    assert (problems[0].row, problems[0].file) == (row, "a.md")
    assert any(what in problem.what for problem in problems)


def test_each_problem_of_claims_points_to_its_line_and_column() -> None:
    text = (
        "One {% claim overall.brand.rank == %}a{% endclaim %}\nand {% claim 1 < %}b{% endclaim %}"
    )
    _, problems = settle(text, "a.md", RECORDS)
    assert [(one.row, one.place) for one in problems] == [(1, 5), (2, 5)]
    text = "Say {% claim 1 == 1 and overall.farmin.rank == 1 %}a{% endclaim %}"
    _, [problem] = settle(text, "a.md", RECORDS)
    assert text[(problem.place or 0) - 1 :].startswith("overall.farmin.rank")


def test_a_claim_within_another_is_told_as_itself() -> None:
    inner = "{% claim overall.brand.rank == 9 %}x{% endclaim %}"
    text = f"{{% claim overall.farming.rank == 1 %}}\nSo {inner}{{% endclaim %}}"
    _, [problem] = settle(text, "a.md", RECORDS)
    assert "the claim 'overall.brand.rank == 9' is false" in problem.what
    assert (problem.row, problem.place) == (2, 4)


def test_names_are_looked_up_in_words_that_nobody_will_read_too() -> None:
    text = (
        "{% claim overall.brand.rank == 1 %}{% claim no.such == 1 %}x{% endclaim %}"
        "{% else %}y{% endclaim %}"
    )
    _, [problem] = settle(text, "a.md", RECORDS)
    assert problem.what == "no result is called 'no.such'"


def test_a_claim_within_false_words_is_not_held_against_the_author() -> None:
    text = (
        "{% claim overall.brand.rank == 1 %}{% claim overall.farming.rank == 2 %}x{% endclaim %}"
        "{% else %}y{% endclaim %}"
    )
    assert settle(text, "a.md", RECORDS) == ("y", [])


def test_a_tag_alone_on_its_line_takes_the_line_with_it_and_others_take_nothing() -> None:
    text = (
        "A\n{% claim 1 == 1 %}\nB\n  {% else %}  \nC\n{% endclaim %}\n"
        "D {% claim 1 == 1 %}E{% endclaim %}\nF\n"
    )
    assert settle(text, "a.md", RECORDS) == ("A\nB\nD E\nF\n", [])


def test_a_text_without_claims_stays_as_it_is() -> None:
    text = "a {{< include x >}} {# b #} {{ c }} % } {\r\n"
    assert settle(text, "a.md", RECORDS) == (text, [])
    assert settle(f"{text}{{% claim 1 == 1 %}}d{{% endclaim %}}".replace("\r", ""), "", RECORDS)[
        0
    ] == f"{text}d".replace("\r", "")


def test_a_value_is_never_taken_for_a_claim() -> None:
    text = "{{ overall.rank1.theme }}{% claim overall.farming.rank == 1 %} leads{% endclaim %}."
    found, problems = resolve(text, "a.md", RECORDS, write=str)
    assert (found, problems) == ("Farming {% claim 1 == 2 %} leads.", [])


def test_placeholders_stand_in_the_words_of_a_claim() -> None:
    text = (
        "{% claim overall.brand.rank == 3 %}\n{{ overall.brand.first | percent }} do.\n"
        "{% else %}\n{{ overall.kam.first | percent }} do.\n{% endclaim %}\n"
    )
    assert resolve(text, "a.md", RECORDS) == ("20% do.\n", [])


def test_a_level_of_confidence_decides_what_differs() -> None:
    text = '{% claim differs("sector") %}x{% else %}y{% endclaim %}'
    assert settle(text, "a.md", RECORDS, confidence=0.8)[0] == "x"
    assert settle(text, "a.md", RECORDS, confidence=0.81)[0] == "y"


def test_before_a_build_form_is_judged_and_names_where_they_are_known() -> None:
    sound = "{% claim overall.brand.rank == 1 %}x{% endclaim %}"
    assert judge(sound, "a.md") == judge(sound, "a.md", RECORDS) == []
    strange = "\n{% claim overall.brnd.rank == 1 %}x{% endclaim %}"
    assert judge(strange, "a.md") == []
    (problem,) = judge(strange, "a.md", RECORDS)
    assert (problem.row, problem.what) == (2, "no result is called 'overall.brnd.rank'")
    assert unknown("{% claim 1 == %}{% endclaim %}", "a.md", RECORDS)[0].row == 1


def test_a_claim_vouches_for_the_figures_that_it_compares() -> None:
    text = "{% claim overall.farming.first > 15 %}More than 15% do, 5 of 16.{% endclaim %} 15 do."
    assert [problem.what for problem in digits(text, "a.md")] == [
        "the figure 5 is typed by hand",
        "the figure 16 is typed by hand",
        "the figure 15 is typed by hand",
    ]
    assert len(conditions(text)) == 1


def test_days_are_no_results() -> None:
    text = "Asked from 2 March to 10 April 2026, and again 1 to 27 June; 27 of 30 answered."
    assert [problem.what for problem in digits(text, "a.md")] == [
        "the figure 27 is typed by hand",
        "the figure 30 is typed by hand",
    ]


def test_a_text_of_claims_takes_no_longer_than_its_length_allows() -> None:
    started = time.monotonic()
    text = "{% claim overall.farming.rank == 1 %}x{% endclaim %}\n" * 2000
    assert settle(text, "a.md", RECORDS) == ("x\n" * 2000, [])
    _, [long] = settle("x" * 1_000_001 + "{% claim", "a.md", RECORDS)
    assert "too long" in long.what
    _, [deep] = settle("{% claim " + "(" * 20_000 + " %}", "a.md", RECORDS)
    assert "nest too deeply" in deep.what
    assert time.monotonic() - started < 20
