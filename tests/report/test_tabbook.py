from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import python_calamine

from research.report.tabbook import write_tab_book
from tests.report import books

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    total = replace(books.recommend().part(["total"]), banner="", id="recommend")
    tabs = [*books.records(), books.read(total)]
    return write_tab_book(tmp_path_factory.mktemp("book") / "tables.xlsx", tabs, "The study")


@pytest.fixture(scope="module")
def book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def grid(book: openpyxl.Workbook) -> Worksheet:
    return book["profile"]


def row_of(sheet: Worksheet, label: str, after: int = 1) -> tuple[Any, ...]:
    rows = sheet.iter_rows(min_row=after)
    return next(row for row in rows if row[0].value == label)


def test_contents_name_every_table_with_number_title_and_base_and_lead_to_it(
    book: openpyxl.Workbook,
) -> None:
    page = book["Contents"]
    assert book.sheetnames == ["Contents", "profile", "Total", "Method", "Legend"]
    lines = [[cell.value for cell in row] for row in page["A4:D7"]]
    assert lines == [
        ["Number", "Title", "Base", "Link"],
        ["Q1", "Sector of the firm", "All respondents, n = 412", "row 5"],
        ["Q7", "Service: Speed", "All customers, n = 412", "row 20"],
        ["Q5", "Likelihood to recommend", "All respondents, n = 412", "row 35"],
    ]
    for cell in page["D"]:
        if cell.hyperlink:
            sheet, _, place = cell.hyperlink.location.rpartition("!")
            number, title = (page.cell(cell.row, column).value for column in (1, 2))
            assert book[sheet.strip("'")][place].value == f"{number}  {title}"
    links = [cell.hyperlink.location for cell in page["A"] if cell.hyperlink]
    assert links == ["'Method'!A1", "'Legend'!A1"]


def test_heads_stand_over_the_columns_and_stay_in_sight(grid: Worksheet) -> None:
    assert grid.freeze_panes == "B5"
    assert grid["A1"].hyperlink.location == "'Contents'!A1"
    merged = {str(area) for area in grid.merged_cells.ranges}
    assert {"D2:G2", "H2:M2", "B3:C3", "D3:E3"} <= merged
    heads = [[grid[f"{column}{row}"].value for column in "BDFHJL"] for row in (2, 3, 4)]
    assert heads == [
        [None, "Sector", None, "Region", None, None],
        ["Total", "Banking", "Retail", "North", "South", "West"],
        [None, "A", "B", "C", "D", "E"],
    ]


def test_numbers_are_numbers_with_formats_and_letters_in_cells_of_their_own(
    grid: Worksheet,
) -> None:
    net = row_of(grid, "Finance (net)")
    assert net[1].value == 0.666666666667
    assert net[1].number_format.startswith("0%")
    banking = row_of(grid, "Banking")
    assert [cell.value for cell in banking[1:7]] == [0.4, None, 0.5, "B", "–", None]
    assert banking[0].alignment.indent == 1
    retail = row_of(grid, "Retail & trade")
    assert (retail[3].value, retail[3].data_type) == (0, "n")
    assert (retail[11].value, retail[12].value) == (0.36, "CD")
    assert retail[11].number_format == '0%" ▲"'
    mean = row_of(grid, "Mean")
    assert [cell.value for cell in mean[1:6:2]] == [3.25, 3.5, 2.125]
    assert mean[1].number_format.startswith("#,##0.00")
    score = row_of(grid, "Score")
    assert [cell.value for cell in score[1:6:2]] == [12.5, -3, 0]
    assert score[1].number_format.startswith("+0")


def test_bases_stand_above_each_table_marked_where_they_are_small(grid: Worksheet) -> None:
    base = row_of(grid, "Base, unweighted", after=19)
    assert [cell.value for cell in base[1:7]] == [412, None, 120, None, 28, "**"]
    assert base[1].number_format.startswith("#,##0")
    below = [grid.cell(base[0].row + place, 1).value for place in (1, 2)]
    assert below == ["Base, weighted", "Base, effective"]


def test_columns_are_the_same_point_from_the_first_table_to_the_last(grid: Worksheet) -> None:
    firsts = [row_of(grid, "Base, unweighted", after=start) for start in (5, 20, 35)]
    assert [row[3].value for row in firsts] == [120] * 3
    widths = {grid.column_dimensions[name].width for name in "BDF"}
    assert len(widths) == 1
    assert grid.column_dimensions["C"].width < widths.pop()


def test_tables_rows_and_heads_have_names_made_of_keys(
    book: openpyxl.Workbook, grid: Worksheet
) -> None:
    names = {name: item.attr_text for name, item in book.defined_names.items()}
    row = row_of(grid, "Top 2")[0].row
    assert names["row.service.speed.profile.box.top2"] == f"'profile'!$B${row}:$M${row}"
    first, last = row_of(grid, "Base, unweighted", after=20)[0].row, row + 4
    assert names["table.service.speed.profile"] == f"'profile'!$A${first}:$M${last}"
    assert names["heads.profile"] == "'profile'!$A$2:$M$4"
    assert "table.recommend" in names


def test_it_is_printed_across_with_heads_and_stub_on_each_page(grid: Worksheet) -> None:
    assert grid.page_setup.orientation == "landscape"
    assert (grid.page_setup.fitToWidth or 1, grid.page_setup.fitToHeight) == (1, 0)
    assert grid.sheet_properties.pageSetUpPr.fitToPage
    assert (grid.print_title_rows, grid.print_title_cols) == ("$1:$4", "$A:$A")


def test_method_and_legend_say_how_it_was_made_and_what_signs_mean(
    book: openpyxl.Workbook,
) -> None:
    told = {row[0]: row[1] for row in book["Method"].values if row[0]}
    assert told["Filter"] == "No filter: all respondents, as far as they were asked (Q7, Q5)"
    assert "fewer than 30 respondents, unweighted, are not tested" in told["Small bases"]
    signs = {row[0]: row[1] for row in book["Legend"].values if row[0]}
    assert signs["**"] == "Fewer than 30 respondents, unweighted: not tested."
    assert signs["Comparisons"] == "z test of shares"
    assert signs["D"] == "Region: South"


def test_another_reader_finds_the_same_figures(path: Path) -> None:
    rows = python_calamine.load_workbook(path).get_sheet_by_name("profile").to_python()
    found = {row[0]: row[1:] for row in rows}
    assert found["Banking"][:5] == [0.4, "", 0.5, "B", "–"]
    assert found["Don't know"][1::2] == [""] * 6


def test_the_same_tables_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    total = replace(books.recommend().part(["total"]), banner="", id="recommend")
    tabs = [*books.records(), books.read(total)]
    again = write_tab_book(tmp_path / "again.xlsx", tabs, "The study")
    assert again.read_bytes() == path.read_bytes()


def test_words_of_any_kind_stay_words(tmp_path: Path) -> None:
    odd = "=1+1 <b>&'\"\x07 [x]*?/\\:"
    tab = replace(
        books.read(books.recommend()), title=odd, wording=odd, number="=Q5", banner="é'[odd]/x"
    )
    path = write_tab_book(tmp_path / "odd.xlsx", [tab], odd)
    book = openpyxl.load_workbook(path)
    name = book.sheetnames[1]
    page = book["Contents"]
    assert page["B5"].value == odd.replace("\x07", "")
    assert page["B5"].data_type == "s"
    assert page["D5"].hyperlink.location == "'{}'!A5".format(name.replace("'", "''"))
    assert book[name]["A5"].value.startswith("=Q5  =1+1")
    assert zipfile.ZipFile(path).testzip() is None


def test_ids_that_name_the_same_table_twice_do_not_clash(tmp_path: Path) -> None:
    tab = books.read(books.recommend())
    tabs = [tab, replace(tab, filter="Customers"), replace(tab, id=tab.id.upper())]
    path = write_tab_book(tmp_path / "twice.xlsx", tabs, "Twice")
    names = [name for name in openpyxl.load_workbook(path).defined_names if "table" in name]
    assert len({name.casefold() for name in names}) == 3
