import gc
import time

import pytest

from research.display.placeholders import digits, rehearse, resolve

RECORDS = {
    "overall.farming.top3": {"value": 49.52, "unit": "percent", "base": 105, "label": "Farming"},
    "overall.farming.rank": {"value": 1, "unit": "rank", "base": 105, "label": "Farming"},
    "overall.rank1.theme": {"value": "Farming", "unit": "text", "base": 105, "label": "First"},
}


def resolved(text: str) -> str:
    found, problems = resolve(text, "summary.md", RECORDS)
    assert problems == []
    return found


def test_a_placeholder_gives_way_to_its_value():
    assert resolved("{{ overall.farming.top3 | percent }} do") == "50% do"


def test_without_a_filter_the_unit_decides():
    assert resolved("{{overall.farming.top3}}, {{overall.rank1.theme}}") == "50%, Farming"


def test_a_filter_takes_a_number_in_brackets():
    assert resolved("{{ overall.farming.top3 | number(2) }}") == "49.52"


def test_an_unknown_name_is_told_with_its_line_and_the_nearest_names():
    _, [problem] = resolve("one\ntwo {{ overall.farmin.top3 }}", "summary.md", RECORDS)
    assert problem.row == 2
    assert "overall.farmin.top3" in problem.what
    assert problem.hint.startswith("nearest names: overall.farming.top3")
    assert str(problem).startswith("summary.md, row 2")


def test_an_unknown_filter_is_told_with_the_filters_there_are():
    _, [problem] = resolve("{{ overall.farming.top3 | percnt }}", "summary.md", RECORDS)
    assert "percent" in problem.hint
    assert "ordinal" in problem.allowed


def test_a_filter_that_does_not_fit_the_value_is_told():
    _, [problem] = resolve("{{ overall.rank1.theme | percent }}", "summary.md", RECORDS)
    assert "does not fit" in problem.what


def test_what_cannot_be_read_is_told():
    _, [problem] = resolve("{{ Overall Farming! }}", "summary.md", RECORDS)
    assert "cannot be read" in problem.what


def test_every_problem_is_told_at_once():
    _, problems = resolve("{{ a.b }} and {{ c.d }}\n{{ e.f }}", "summary.md", RECORDS)
    assert [problem.row for problem in problems] == [1, 1, 2]


def test_text_of_the_data_is_literal():
    record = {"value": "5* [new]", "unit": "text", "label": "R&D *plan*"}
    text, _ = resolve("{{ são.paulo }}, {{ são.paulo | label }}", "a.md", {"são.paulo": record})
    assert text == r"5\* \[new\], R\&D \*plan\*"


def test_short_codes_of_quarto_stay():
    assert resolved("{{< pagebreak >}}") == "{{< pagebreak >}}"


def test_a_typed_figure_is_noticed():
    [problem] = digits("In the\ntop three: 50% of all.", "summary.md")
    assert (problem.row, "50%" in problem.what) == (2, True)


def test_figures_that_are_no_results_pass():
    text = (
        "In 2015, B2B firms, `x = 3`, [a](http://b.c/12), {{ a | number(3) }}, @fig-3\n\n"
        "1. first\n2. second\n\n::: {.w33}\n:::\n\nKeys 1\ufe0f\u20e3 and 24\u20e3.\n"
    )
    assert digits(text, "summary.md") == []


def test_allowed_figures_pass():
    assert digits("5000 employees, 95% certain", "summary.md", ["5000", "95%"]) == []


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("one\n{{ overall.farming.top3", 2, "opens here and never closes"),
        ("{{ a {{ overall.farming.top3 }}", 1, "opens here and never closes"),
        ("{{ overall.farming.top3 | number(99999999) }}", 1, "12 places after the point at most"),
        (f"{{{{ overall.farming.top3 | number({'9' * 9000}) }}}}", 1, "12 places"),
        ("{{ overall.farming.top3 | percent(1) }}", 1, "takes nothing in brackets"),
        ("{{ overall.rank1.theme | ordinal }}", 1, "needs a rank, and the value is 'Farming'"),
        ("x\n\n" + "- " * 21 + "x", 3, "too many lists or quotes"),
        ("> 1. * " * 9 + "x", 1, "too many lists or quotes"),
        ("x\n\ny [a](b)" + "[" * 9, 3, "too many brackets open here"),
        ("![" * 5 + "\n" + "[^" * 500, 2, "too many brackets open here"),
    ],
)
def test_what_cannot_be_printed_is_told_with_its_line(text, row, what):
    _, [problem] = resolve(text, "summary.md", RECORDS)
    assert problem.row == row
    assert what in problem.what


def test_brackets_that_close_or_are_none_are_left_alone():
    text = "[a](b) " * 90 + r"\[" * 90 + "`" + "[" * 90 + "`" + "\n\n[".join("[" * 8)
    assert resolve(text, "summary.md", RECORDS) == (text, [])


def test_rules_lists_and_short_codes_are_left_alone():
    text = f"{'- ' * 300}\n\n{'* ' * 20}x\n\n{{{{< pagebreak >}}}}\n"
    assert resolve(text, "summary.md", RECORDS) == (text, [])


@pytest.mark.parametrize(
    "sign", ["{{", "{{ a", "<!--", "<", "`", "](", "{", "- ", "> ", "1. ", "\n"]
)
def test_a_row_of_signs_costs_no_more_than_its_length(sign):
    short, long = (min(seconds(sign * count) for _ in range(3)) for count in (2_000, 20_000))
    # A search that is quadratic takes a hundred times as long for ten times the length.
    assert long < 60 * max(short, 0.001)


def seconds(text):
    """Time of the processor, which does not pass while others work, without that of garbage."""
    gc.collect(1)
    gc.disable()
    try:
        began = time.process_time()
        resolve(text, "summary.md", {})
        digits(text, "summary.md")
        return time.process_time() - began
    finally:
        gc.enable()


def test_a_text_is_rehearsed_as_if_its_claims_held_with_names_where_results_are_missing():
    text = (
        "{% claim overall.farming.top3 > 99 %}Most of {{ no.such.name | percent }}"
        "{% else %}Few{% endclaim %} and {{ overall.farming.top3 | percent }}."
    )
    said = rehearse(text, "summary.md", RECORDS, between=lambda settled: f"<{settled}>")
    known, _ = resolve("{{ overall.farming.top3 | percent }}", "summary.md", RECORDS)
    assert said == f"<Most of [no.such.name] and {known}.>"
