from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.errors import InputError
from research.sources.cells import read_cells
from research.sources.content import text
from research.sources.formats.datafile import Reading
from research.sources.formats.numerals import Marks
from research.sources.formats.sheet import open_sheet
from research.sources.remarks import heard

pytest.importorskip("python_calamine")


@pytest.fixture
def sheet(tmp_path):
    """Write rows as a sheet, changed by what is done to it, and give its path."""

    def written(rows, change=lambda _: None):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        change(book)
        book.save(tmp_path / "data.xlsx")
        return tmp_path / "data.xlsx"

    return written


def test_values_are_as_a_csv_file_has_them(sheet):
    cells = [
        (datetime.date(2016, 2, 29), "2016-02-29"),
        (datetime.datetime(2016, 2, 29, 13, 5), "2016-02-29 13:05:00"),
        (7.0, "7"),
        (0.25, "0.25"),
        (True, "TRUE"),
        (" NA ", "NA"),
        ("nan", "nan"),
        ("None", "None"),
        (None, ""),
        ("007", "007"),
    ]
    frame = read_cells(
        sheet([["id", "x"], *([f"R{at}", cell] for at, (cell, _) in enumerate(cells))])
    )
    assert frame.frame["x"].to_list() == [said for _, said in cells]


def test_rows_are_numbered_as_in_the_sheet_and_blank_ones_are_none(sheet):
    path = sheet([[None], ["id", "x"], [None, None], ["R1", 1], [None], ["R2", 2]])
    assert read_cells(path).frame.index.to_list() == [4, 6]


def test_a_cell_beyond_the_head_is_told(sheet):
    with pytest.raises(InputError, match="column 2 has no name"):
        read_cells(sheet([["id"], ["R1", "stray"]]))


def test_errors_of_a_formula_are_told_with_their_cells(sheet):
    with pytest.raises(InputError) as caught:
        read_cells(sheet([["id", "x"], ["R1", "#DIV/0!"], ["R2", "#N/A"]]))
    rows = [(problem.row, problem.column) for problem in caught.value.problems]
    assert rows == [(2, "x"), (3, "x")]


def test_a_formula_that_was_never_computed_is_told(sheet):
    with pytest.raises(InputError) as caught:
        read_cells(sheet([["id", "x"], ["R1", "=1+1"], ["R2", None]]))
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (2, "x")
    assert "save it" in problem.hint


def test_what_is_hidden_and_what_is_not_read_is_remarked(sheet):
    def change(book):
        book.active.title = "Answers"
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["B"].hidden = True
        book.create_sheet("Codes")

    with heard() as remarks:
        read_cells(sheet([["id", "x"], ["R1", 1], ["R2", 2]], change))
    assert [remark.what for remark in remarks] == [
        "1 of 2 rows is hidden in the sheet, and is read like the others",
        "hidden in the sheet, and read like the others: x",
        "only the first sheet, 'Answers', is read; not Codes",
    ]


def test_an_empty_sheet_is_told(sheet):
    with pytest.raises(InputError, match="the first sheet is empty"):
        read_cells(sheet([]))


def opened(path, **declared):
    return open_sheet(path, Path("data.xlsx"), Reading(**declared))


def test_a_sheet_is_read_by_its_name_and_then_nothing_is_remarked(sheet):
    def change(book):
        book.create_sheet("Codes").append(["code"])
        book["Codes"].append(["x1"])

    path = sheet([["id"], ["R1"]], change)
    with heard() as remarks:
        file = opened(path, sheet="Codes")
    assert file.read(["code"])["code"].coded().values == ["x1"]
    assert remarks == []


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(sheet):
    path = sheet([["id"], ["R1"]], lambda book: book.create_sheet("Codes"))
    with pytest.raises(InputError, match=r"no sheet 'codes'.*allowed: Sheet, Codes"):
        opened(path, sheet="codes")


def test_head_rows_that_are_merged_name_the_columns_together(sheet):
    def change(book):
        book.active.merge_cells("B1:C1")

    path = sheet([["id", "Which?", None], [None, "Web", "Phone"], ["R1", 1, 2]], change)
    file = opened(path, header_rows=2)
    assert list(file.fields) == ["id", "Which? - Web", "Which? - Phone"]
    assert file.lines.tolist() == [3]


def test_what_is_wrong_with_a_column_that_nobody_names_stops_nothing(sheet):
    file = opened(sheet([["id", "x", "y"], ["R1", "#DIV/0!", "=1+1"]]))
    assert file.read(["id"])["id"].coded().values == ["R1"]
    for name, said in (("x", "Excel's error #DIV/0!"), ("y", "a formula without a value")):
        with pytest.raises(InputError, match=said):
            file.read([name])


def test_numbers_and_texts_of_one_column_keep_what_they_are(sheet):
    file = opened(sheet([["x"], [1.5], ["1,5"], ["1.5"]]), marks=Marks(","))
    values, wrong = file.read("x")["x"].numbers()
    assert values[:2].tolist() == [1.5, 1.5]
    assert wrong.tolist() == [False, False, True]


def test_days_are_days(sheet):
    file = opened(sheet([["x"], [datetime.date(2016, 2, 29)], ["2016-03-01"]]))
    assert [str(day) for day in file.read("x")["x"].days().values] == ["2016-02-29", "2016-03-01"]


CELLS = st.one_of(
    st.text(st.characters(min_codepoint=32, blacklist_categories=["Cs", "Cn"]), max_size=5),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 1, 1)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(CELLS, min_size=1, max_size=8))
def test_what_was_written_comes_back_as_text(tmp_path, cells):
    book = xlsxwriter.Workbook(tmp_path / "data.xlsx")
    page = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, ["id", "x"])
    for row, cell in enumerate(cells, 1):
        page.write(row, 0, f"R{row}")
        if isinstance(cell, datetime.date):
            page.write_datetime(row, 1, cell, day)
        elif isinstance(cell, str):
            page.write_string(row, 1, cell)
        else:
            page.write(row, 1, cell)
    book.close()
    column = opened(tmp_path / "data.xlsx").read("x")["x"]
    assert column.texts().to_list() == [text(cell) for cell in cells]
