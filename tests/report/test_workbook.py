import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from research.report.cells import lines_of
from research.report.executed import ExecutedChapter
from research.report.workbook import write_workbook
from research.tabulation.record import record_of
from tests.report import books


@pytest.fixture(scope="module")
def book(chapters, tmp_path_factory):
    path = write_workbook(tmp_path_factory.mktemp("book") / "tables.xlsx", chapters, "The study")
    return openpyxl.load_workbook(path)


def test_contents_come_first_and_link_to_every_sheet(book):
    contents = book["Contents"]
    links = {cell.value: cell.hyperlink.location for (cell,) in contents["A3:A20"] if cell.value}
    assert list(links) == book.sheetnames[1:]
    assert links["Table 2"] == "'Table 2'!A1"


def test_tables_are_numbered_as_in_the_report(book):
    assert book["Table 2"]["A1"].value.startswith("Table 2  The twelve themes in order")


def test_values_are_numbers(book):
    sheet = book["Table 2"]
    assert sheet["B5"].value == 50.5
    assert sheet["B5"].number_format == "#,##0.0"


def test_the_head_stays_in_sight(book):
    assert book["Table 2"].freeze_panes == "B5"
    assert [cell.value for cell in book["Table 2"][4]] == ["Theme", "Top 3"]


def test_notes_and_bases_stand_below(book):
    column = [cell.value for cell in book["Table 2"]["A"]]
    assert "Base: 14, 105" in column


def test_text_from_data_makes_no_formula(samples, tmp_path):
    data = {"columns": ["Company"], "rows": [["=1+1"], ["http://example.com"], [None], ["12"]]}
    table = samples.table("tbl-x", "Caption", "| A |\n|---|\n| 1 |", data=data)
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(table))])
    sheet = openpyxl.load_workbook(path)["Table 1"]
    assert [sheet[f"A{row}"].data_type for row in (5, 6, 8)] == ["s", "s", "s"]
    assert sheet["A5"].value == "=1+1"
    assert sheet["A6"].hyperlink is None


def test_shares_between_nought_and_one_are_percentages(samples, tmp_path):
    data = {"columns": ["Rank", "Share"], "rows": [["1", 0.152], ["2", 1.0]], "shares": [1]}
    chart = samples.chart("fig-x", "Caption", "Alt", data=data)
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(chart))])
    sheet = openpyxl.load_workbook(path)["Figure 1"]
    assert sheet["B5"].number_format == "0.0%"


def test_percentages_are_shown_as_percentages_and_hold_shares_of_one(page):
    data = {"columns": ["", "Lost"], "rows": [["a", 2.065], ["b", None]], "percents": [1]}
    sheet = page(data, notes=["x"])
    assert (sheet["B5"].value, sheet["B5"].number_format) == (0.02065, "0.0%")
    assert sheet["B6"].value is None


def test_a_column_of_several_kinds_shows_each_cell_as_its_own(page):
    data = {
        "columns": ["", "Here"],
        "rows": [["a", 0.25], ["b", 41.5], ["c", 2365503], ["d", 4.25], ["e", None]],
        "mixed": [{"column": 1, "cells": ["share", "percent", "plain", "plain", ""]}],
    }
    cells = [page(data).cell(row, 2) for row in range(5, 9)]
    assert [cell.value for cell in cells] == [0.25, 0.415, 2365503, 4.25]
    assert [cell.number_format for cell in cells] == ["0.0%", "0.0%", "#,##0", "#,##0.00"]


def test_days_are_dates(page):
    data = {"columns": ["", "Due"], "rows": [["a", "2016-06-07"], ["b", None]], "dates": [1]}
    sheet = page(data)
    assert sheet["B5"].value.date().isoformat() == "2016-06-07"
    assert sheet["B5"].number_format == "d mmm yyyy"


def test_what_a_note_says_of_tints_arrows_and_signs_is_seen_in_the_cells(page):
    marks = [
        {"row": 0, "column": 1, "signs": " ▲", "tinted": True},
        {"row": 1, "column": 1, "signs": "*", "tinted": False},
        {"row": 0, "column": 2, "signs": "", "tinted": True},
    ]
    data = {
        "columns": ["", "Rank", "Word"],
        "rows": [["a", 1, "x"], ["b", 4, "y"]],
        "bases": [9, None],
        "marks": marks,
    }
    sheet = page(data)
    assert [sheet[f"B{row}"].number_format for row in (6, 7)] == ['#,##0" ▲"', '#,##0"*"']
    tinted = [[sheet.cell(row, column).fill.fgColor.rgb for column in (2, 3)] for row in (5, 6, 7)]
    assert tinted == [["00000000"] * 2, ["FFE6EFF2"] * 2, ["00000000"] * 2]


def test_words_behind_numbers_stand_off_from_them(page):
    data = {"columns": ["", "Count", "Who", "Why"], "rows": [["a", 1, "x", "y"]]}
    sheet = page(data)
    indents = [[sheet.cell(row, column).alignment.indent for column in (3, 4)] for row in (4, 5)]
    assert indents == [[1, 0], [1, 0]]


@pytest.fixture
def page(samples, tmp_path):
    def written(data, **more):
        table = samples.table("tbl-x", "Caption", "| A |\n|---|\n| 1 |", data=data, **more)
        path = tmp_path / "x.xlsx"
        write_workbook(path, [ExecutedChapter("x", samples.notebook(table))])
        return openpyxl.load_workbook(path)["Table 1"]

    return written


def test_numbers_show_the_decimals_that_they_need(page):
    data = {
        "columns": ["", "Count", "p", "Mean", "Score"],
        "rows": [["a", 1, 0.0312, 4.23, 51.5], ["b", 1200, 1, None, 8.25]],
    }
    sheet = page(data)
    looks = [sheet.cell(5, column).number_format for column in range(2, 6)]
    assert looks == ["#,##0", "0.000", "#,##0.00", "#,##0.0"]
    assert sheet["C6"].number_format == "0.000"


def test_bases_stand_between_heads_and_rows(page):
    data = {"columns": ["Theme", "Total"], "rows": [["a", 1]], "bases": [1105]}
    values = [[cell.value for cell in row] for row in page(data)["A4:B6"]]
    assert values == [["Theme", "Total"], ["Base", 1105], ["a", 1]]


def test_rows_are_as_high_as_their_texts(page):
    long = "Five words make one line " * 12
    sheet = page({"columns": ["A", "B"], "rows": [["a", "b"], ["a", long]]}, notes=[long])
    low, high, note = (sheet.row_dimensions[row].height or 15 for row in (5, 6, 8))
    assert high >= 5 * low
    assert note >= 3 * low
    assert "A8" in {str(area).split(":")[0] for area in sheet.merged_cells.ranges}


@example("aa漢 a", 4)  # The first word fills its last line: the second needs one more.
@given(st.text(st.sampled_from("ab \n漢"), max_size=200), st.integers(3, 60))
def test_lines_are_enough_for_the_letters(text, width):
    room = max(width - 2, 1)
    wide = sum(2 if sign == "漢" else 1 for sign in text if sign not in " \n")
    assert lines_of(text, width) * room >= wide


def test_the_same_results_give_the_same_bytes(chapters, tmp_path):
    first = write_workbook(tmp_path / "a.xlsx", chapters).read_bytes()
    assert write_workbook(tmp_path / "b.xlsx", chapters).read_bytes() == first


MARKED = ["Offer* [new]", "5* hotels", "2*3*4", "Firms [EU]{x}", "`code` _x_", r"a\b", "=1+1", "@x"]


def test_text_from_data_keeps_its_characters(samples, tmp_path):
    data = {"columns": [MARKED[0]], "rows": [[text] for text in MARKED]}
    table = samples.table("tbl-x", "5* [new]", "| A |\n|---|\n| 1 |", data=data)
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(table))])
    book = openpyxl.load_workbook(path)
    cells = [cell.value for (cell,) in book["Table 1"]["A4:A12"]]
    assert cells == [MARKED[0], *MARKED]
    assert book["Table 1"]["A1"].value == "Table 1  5* [new]"
    assert book["Contents"]["B3"].value == "5* [new]"


def test_what_xml_cannot_hold_breaks_no_workbook(samples, tmp_path):
    data = {"columns": ["x"], "rows": [["a\x07b\x00"], ["\ud83d half"], ["\uffff"], ["x" * 40_000]]}
    table = samples.table("tbl-x", "Caption", "| A |\n|---|\n| 1 |", data=data)
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(table))])
    cells = [cell.value for (cell,) in openpyxl.load_workbook(path)["Table 1"]["A5:A8"]]
    assert cells[:3] == ["ab", "\ufffd half", "\ufffd"]
    assert (len(cells[3]), cells[3][-1]) == (32_767, "…")


def test_notes_are_read_as_markdown_that_they_are(samples, tmp_path):
    notes = [r"By *p*, not by 2\*3; Brand \& CVP.", "Plain."]
    data = {"columns": ["x"], "rows": [["a"]]}
    table = samples.table("tbl-x", "Caption", "| A |\n|---|\n| 1 |", notes=notes, data=data)
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(table))])
    column = [cell.value for cell in openpyxl.load_workbook(path)["Table 1"]["A"]]
    assert column[-2:] == ["By p, not by 2*3; Brand & CVP.", "Plain."]


def test_a_reference_in_a_note_is_the_title_or_the_label_of_what_it_means(samples, tmp_path):
    note = "Told in one place: @sec-x. See @fig-x, not a@sec-x."
    data = {"columns": ["A"], "rows": [["1"]]}
    table = samples.table("tbl-x", "Caption", "| A |\n|---|\n| 1 |", notes=note, data=data)
    chart = samples.chart("fig-x", "Caption", "Alt", data=data)
    opening = samples.bundle("text", "txt-x", "## How it *was* told\n\nMore.\n")
    path = write_workbook(
        tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(opening, table, chart))]
    )
    book = openpyxl.load_workbook(path)
    said = [cell.value for cell in book["Table 1"]["A"] if isinstance(cell.value, str)]
    assert "Told in one place: How it was told. See Figure 1, not a@sec-x." in said


def test_what_a_chart_says_of_reconstructed_numbers_stands_under_them(samples, tmp_path):
    record = samples.record("a.b", 3, "score", "fig-x", "A") | {"reconstructed": True}
    chart = samples.chart(
        "fig-x",
        "Caption",
        "Alt",
        results=[record],
        specification={"subtitle": "Scores († reconstructed)"},
        data={"columns": ["A"], "rows": [["1"]]},
    )
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(chart))])
    sheet = openpyxl.load_workbook(path)["Figure 1"]
    assert "Scores († reconstructed)" in [cell.value for cell in sheet["A"]]


def test_what_is_so_or_not_is_told_in_words(samples, tmp_path):
    data = {"columns": ["Driver", "Certain"], "rows": [["a", True], ["b", False]]}
    chart = samples.chart("fig-x", "Caption", "Alt", data=data)
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(chart))])
    sheet = openpyxl.load_workbook(path)["Figure 1"]
    assert [sheet["B5"].value, sheet["B6"].value] == ["yes", "no"]


def test_tables_by_banners_stand_in_the_grid_and_all_others_on_a_sheet_each(samples, tmp_path):
    data = {"columns": ["A"], "rows": [["1"]]}
    body = "| A |\n|---|\n| 1 |"
    tabs = [record_of(books.sector()), record_of(books.service())]
    shown = [
        samples.table("tbl-q1", "Sector", body, data=data, tab=tabs[0]),
        samples.table("tbl-x", "Plain", body, data=data),
        samples.table("tbl-q7", "Speed", body, tab=tabs[1]),
        samples.table("tbl-again", "Sector again", body, data=data, tab=tabs[0]),
    ]
    path = write_workbook(
        tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(*shown))], "The study"
    )
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Contents", "profile", "Table 2", "Method", "Legend"]
    page = book["Contents"]
    links = {cell.value: cell.hyperlink.location for (cell,) in page["D5:D7"]}
    assert links == {
        "Table 1": "'profile'!A5",
        "Table 3": "'profile'!A20",
        "Table 4": "'profile'!A5",
    }
    assert [page["B5"].value, page["C5"].value] == [
        "Sector of the firm",
        "All respondents, n = 412",
    ]
    links = {cell.value: cell.hyperlink.location for (cell,) in page["A8:A14"] if cell.hyperlink}
    assert links == {"Table 2": "'Table 2'!A1", "Method": "'Method'!A1", "Legend": "'Legend'!A1"}
    assert book["Table 2"]["A1"].value == "Table 2  Plain"


def test_a_banner_called_like_a_sheet_of_the_report_gets_another_name(samples, tmp_path):
    data = {"columns": ["A"], "rows": [["1"]]}
    tab = record_of(books.sector()) | {"banner": "Table 1"}
    shown = [
        samples.table("tbl-x", "Plain", "| A |\n|---|\n| 1 |", data=data),
        samples.table("tbl-q1", "Sector", "| A |\n|---|\n| 1 |", data=data, tab=tab),
    ]
    path = write_workbook(tmp_path / "x.xlsx", [ExecutedChapter("x", samples.notebook(*shown))])
    names = openpyxl.load_workbook(path).sheetnames
    assert names == ["Contents", "Table 1 2", "Table 1", "Method", "Legend"]
