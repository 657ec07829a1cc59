import base64
import copy
import dataclasses

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from research.display.result import OUTLINED_MIME
from research.report.chapters import chart_files, markdown
from research.report.executed import ExecutedChapter, results

LAB = {"tags": ["lab"]}
TO_READERS = """# How to read this

The next call ranks. See @tbl-nowhere, {{ no.such.result }} and ![](figures/none).

::: {#tbl-overall}
"""


def test_code_stays_in_the_notebook(chapters):
    for chapter in chapters:
        assert "open_study" not in markdown(chapter)
        assert "show(" not in markdown(chapter)


def test_results_and_prose_keep_their_order(chapters):
    text = markdown(next(chapter for chapter in chapters if chapter.id == "theme-farming"))
    marks = ["## Relationship", "#tbl-farming-ranks", "#fig-farming-distribution", "### Why"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_tables_come_as_markdown_and_not_as_html(chapters):
    text = "".join(markdown(chapter) for chapter in chapters)
    assert "::: {#tbl-overall" in text
    assert "<table" not in text


def test_a_grid_table_is_not_shifted(chapters):
    text = markdown(next(chapter for chapter in chapters if chapter.id == "theme-farming"))
    lines = text.splitlines()
    rules = [line for line in lines if line.strip().startswith("+-")]
    assert rules
    assert all(line.startswith("+") for line in rules)


def test_what_a_cell_printed_is_no_result(samples):
    cell = new_code_cell("print(1)")
    cell.outputs = [
        new_output("stream", name="stderr", text="a warning"),
        new_output("execute_result", {"text/plain": "42", "text/html": "<b>42</b>"}),
    ]
    chapter = ExecutedChapter("x", samples.notebook(cell))
    assert markdown(chapter).strip() == ""


def test_the_notebook_is_left_as_it_was(samples):
    chapter = ExecutedChapter("x", samples.notebook(samples.bundle("text", "txt-x", "Words")))
    before = str(chapter.notebook)
    markdown(chapter)
    assert str(chapter.notebook) == before


def test_pictures_are_taken_out_in_both_forms(chapters, samples):
    chart = next(result for result in results(chapters) if result.id == "fig-model")
    files = chart_files(chart)
    assert files["fig-model.svg"].decode() == samples.SVG
    assert files["fig-model.png"] == base64.b64decode(samples.PNG)


def test_what_a_chart_shows_is_a_table_in_which_nothing_is_computed(chapters):
    chart = next(result for result in results(chapters) if result.id == "fig-sample-sector")
    told = chart_files(chart)["fig-sample-sector.csv"].decode("utf-8-sig")
    assert told == "Sector,Share\nBanking,0.19\n'=1+1,\n"


def test_a_chart_in_other_letters_is_outlined_for_print_and_text_for_the_page(chapters):
    chart = next(result for result in results(chapters) if result.id == "fig-model")
    twice = dataclasses.replace(
        chart, images={**chart.images, OUTLINED_MIME: "<svg>outlines</svg>"}
    )
    files = chart_files(twice)
    assert files["fig-model.svg"] == b"<svg>outlines</svg>"
    assert files["fig-model.page.svg"] == chart_files(chart)["fig-model.svg"]
    assert chart_files(chart).keys() == {"fig-model.svg", "fig-model.png"}


@pytest.mark.parametrize("tags", [["lab"], ["other", "lab"]])
def test_a_lab_cell_stays_in_the_notebook_wherever_it_stands(chapters, tags):
    chapter = next(chapter for chapter in chapters if chapter.id == "theme-farming")
    wanted = markdown(chapter)
    for place in range(len(chapter.notebook["cells"]) + 1):
        book = copy.deepcopy(chapter.notebook)
        book["cells"].insert(place, new_markdown_cell(TO_READERS, metadata={"tags": tags}))
        assert markdown(ExecutedChapter(chapter.id, book)) == wanted


def test_what_a_lab_cell_shows_is_no_result_of_the_report(samples):
    shown, tried = (samples.bundle("text", f"txt-{name}", name) for name in ("shown", "tried"))
    tried.metadata = LAB
    chapter = ExecutedChapter("x", samples.notebook(tried, shown))
    assert markdown(chapter).strip() == "shown"
    assert [result.id for result in results([chapter])] == ["txt-shown"]
