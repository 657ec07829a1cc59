from __future__ import annotations

import datetime

import openpyxl
import pytest

from research.errors import InputError
from research.sources.cells import read_cells
from research.sources.remarks import heard


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
