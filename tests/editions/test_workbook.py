"""The workbook of every edition: under a head that the report prints stands what it prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from test_every_edition import heads_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag
    from conftest import Built
    from openpyxl.worksheet.worksheet import Worksheet

pytestmark = pytest.mark.slow

HEAD = 4
SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}
NUMBER = re.compile(r"(?P<sign>[−-]?)(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>k\b|m\b|bn\b|%)?")


def test_every_number_of_a_table_stands_in_its_sheet_under_the_same_head(each: Built) -> None:
    book = openpyxl.load_workbook(each.folder / "tables.xlsx")
    compared, wrong = 0, []
    for anchor in each.floats("tbl"):
        label = each.find(anchor).find(class_="label").get_text().replace("\u00a0", " ")
        if label not in book.sheetnames:
            continue
        for where, text, cell in pairs(each.find(anchor), book[label]):
            compared += 1
            if not stands(text, cell):
                wrong.append((label, *where, text, cell.value, cell.number_format))
    assert wrong == []
    assert compared > 20


def pairs(table: Tag, sheet: Worksheet) -> Iterator[tuple[tuple[str, str], str, Any]]:
    """Give each printed cell that holds a number, and the cell of the sheet under its head."""
    heads = [words(head.replace(" | ", ", ")) for head in heads_of(table.find("table"))]
    own = [words(str(cell.value or "")) for cell in sheet[HEAD]]
    lines = [row.find_all(["th", "td"]) for row in table.select("tbody tr")]
    rows = [[seen(cell) for cell in line] for line in lines if len(line) == len(heads)]
    if sheet.cell(HEAD + 1, 1).value == "Base" and not (rows and rows[0][0] == "Base"):
        rows.insert(0, [""] * len(heads))
    names = [words(str(sheet.cell(HEAD + 1 + row, 1).value)) for row in range(len(rows))]
    alike = [words(row[0]) for row in rows] == names
    # Blocks of rows: those that both have, by what they are called.
    places = {name: row for row, name in enumerate(names, HEAD + 1) if names.count(name) == 1}
    for number, row in enumerate(rows):
        line = HEAD + 1 + number if alike else places.get(words(row[0]))
        for head, text in zip(heads[1:], row[1:], strict=True):
            if line and heads.count(head) == own.count(head) == 1 and re.search(r"\d", text):
                yield (head, row[0]), text, sheet.cell(line, own.index(head) + 1)


def stands(text: str, cell: Any) -> bool:
    """Tell whether a cell of the sheet shows what is printed, to the digits printed."""
    if isinstance(cell.value, str):
        return words(text) in words(cell.value) or words(cell.value) in words(text)
    if not isinstance(cell.value, int | float):
        return hasattr(cell.value, "year") and str(cell.value.day) in re.findall(r"\d+", text)
    numbers = [*NUMBER.finditer(re.sub(r"\(.*?\)|±.*", "", text))]
    if len(numbers) != 1:
        return False
    [found] = numbers
    shown = cell.value * 100 if "%" in cell.number_format else cell.value
    shown /= SCALES.get(found["unit"], 1)
    printed = float(found["digits"].replace(",", "")) * (-1 if found["sign"] else 1)
    bound = text[: found.start()].strip()[-1:]
    if bound in {"<", ">"}:
        return bool(shown <= printed if bound == "<" else shown >= printed)
    places = len(found["digits"].partition(".")[2])
    return bool(abs(shown - printed) <= 0.5 * 10.0**-places + 1e-6)


def seen(cell: Tag) -> str:
    """What a cell prints, without what stands small beside it or is there to be heard alone."""
    for part in cell.select(".spoken, .letters, sup"):
        part.extract()
    return re.sub(r"[▲▼†\s\u00ad\u2060]+", " ", cell.get_text(" ")).strip()


def words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.replace("\u00ad", "").casefold()))
