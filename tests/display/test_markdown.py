from __future__ import annotations

import pypandoc
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from research.display.escape import clean, escape
from research.display.markdown import grid_table, pipe_table

slow = settings(max_examples=25, suppress_health_check=list(HealthCheck))
texts = st.text(max_size=30).filter(clean)
cells = st.integers(1, 3).flatmap(
    lambda count: st.lists(
        st.lists(st.lists(texts, min_size=1, max_size=3), min_size=count, max_size=count),
        min_size=1,
        max_size=3,
    )
)
NARROW = 14


def rows_of(markdown: str) -> list[list[BeautifulSoup]]:
    """Read the body of the one table that pandoc finds."""
    html = pypandoc.convert_text(
        markdown, "html", format="markdown-smart", extra_args=["--wrap=none"]
    )
    page = BeautifulSoup(html, "html.parser")
    [table] = page.find_all("table")
    assert page.get_text().split() == table.get_text().split()
    return [row.find_all(["td", "th"]) for row in table.find("tbody").find_all("tr")]


def words(text: str) -> str:
    # A reference to a space of another kind is a space too.
    return " ".join(text.split())


@given(cells)
@example([[["Résumé the offer"], ["- Lead"], ["Raise rela\u00adtion\u00adship value"]]])
@example([[["a | b", "\\"], ["`x`", "|"], ["[x]{.top3}", "<b>"]]])
@slow
def test_any_text_in_a_pipe_table_comes_out_as_it_went_in(rows: list[list[list[str]]]) -> None:
    lines = [[escape(cell[0]) for cell in row] for row in rows]
    heads = ["h"] * len(rows[0])
    written = pipe_table(heads, lines, "l" * len(heads), [NARROW] * len(heads))
    found = [[words(cell.get_text()) for cell in row] for row in rows_of(written)]
    assert found == [[words(clean(cell[0])) for cell in row] for row in rows]


@given(cells)
@example([[["Re\u0301sume\u0301 the offer"], ["Look ahead"], ["Lead"]]])
@example(
    [[["Raise rela\u00adtion\u00adship value"], ["हिन्दी में पाठ"], ["日本語のとても長い文章です。"]]]
)
@example(
    [
        [
            ["👍🏽 well done ❤️ 👩\u200d👩\u200d👧"],
            ["marketing_and_*sales*_plan"],
            ["a - b 1. c = d (x) e"],
        ]
    ]
)
@slow
def test_any_text_in_a_list_in_a_cell_comes_out_as_it_went_in(rows: list[list[list[str]]]) -> None:
    body = [[[f"- {escape(item)}" for item in cell] for cell in row] for row in rows]
    heads = ["h"] * len(rows[0])
    written = grid_table(heads, body, [NARROW] * len(heads))
    found = [
        [[words(item.get_text()) for item in cell.find_all("li")] for cell in row]
        for row in rows_of(written)
    ]
    assert found == [[[words(clean(item)) for item in cell] for cell in row] for row in rows]


def test_a_word_longer_than_its_column_widens_all_columns_alike() -> None:
    narrow = grid_table(["a", "b"], [[["- c"], ["- d"]]], [7, 17])
    wide = grid_table(["a", "b"], [[["- marketing\\_and\\_sales"], ["- d"]]], [7, 17])
    first, second = (line.split("+")[1:3] for line in (narrow, wide))
    assert "marketing\\_and\\_sales |" in wide
    assert len(second[0]) / len(second[1]) == pytest.approx(len(first[0]) / len(first[1]), rel=0.1)


@pytest.mark.parametrize("word", ["-", "+", "==", "---", "1.", "(a)", "iv)", ":"])
def test_a_line_that_begins_like_a_block_is_none(word: str) -> None:
    written = grid_table(["h"], [[[f"- {'x' * 12} {word} and more of it"]]], [14])
    [[cell]] = rows_of(written)
    assert [words(item.get_text()) for item in cell.find_all("li")] == [
        f"{'x' * 12} {word} and more of it"
    ]
    assert cell.find(["h1", "h2", "ol", "hr", "dl"]) is None


def test_decomposed_letters_do_not_take_the_widths_from_a_pipe_table() -> None:
    head = "Re\u0301sume\u0301" * 8
    written = pipe_table([head, "b"], [["x", "y"]], "ll", [10, 30])
    html = pypandoc.convert_text(written, "html", format="markdown")
    assert "width: 25%" in html


@pytest.mark.parametrize(
    "objective",
    [
        "Grow prices from flat 5 + 2 per cent a year",
        "Bring sales to 40. Move the rest",
        "See a) and b) # not a heading",
        "Let it be * y or > q or - z",
        "Mind [a](b) and $x$ and @tbl-x",
        "Open ::: and | and : too",
        "A line of === or --- or +++",
    ],
)
@pytest.mark.parametrize("width", [6, 9, 14, 23, 60])
def test_an_objective_is_one_bullet_of_a_list_wherever_its_lines_break(objective, width):
    cells = [[[f"- {escape(objective)}", "- Lead"], ["- Second"]]]
    [[first, _]] = rows_of(grid_table(["h", "h"], cells, [width, 12]))
    assert [words(item.get_text()) for item in first.find_all("li")] == [objective, "Lead"]
    assert not first.find(["h1", "ol", "blockquote", "a", "hr", "table"])
    assert len(first.find_all("ul")) == 1
