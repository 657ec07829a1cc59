"""Files of made-up tables, in the format that their names ask for."""

from __future__ import annotations

import csv
import datetime
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from lxml import etree

from research.sources.answers.given import number_of
from research.sources.answers.reading import shape_of
from research.sources.content import need
from research.sources.formats.opening import as_typed

if TYPE_CHECKING:
    from research.edition.tables import DataTable

__all__ = ["contents"]

# The same tables give the same bytes, whenever they are written.
_MOMENT = datetime.datetime(2000, 1, 1)
# Where the header of an SPSS file tells when it was written, and how it says so.
_SAV_DATE, _SAV_WRITTEN = 92, b"01 Jan 0000:00:00"
_NUMBERS = ("scale", "grid", "nps", "numeric", "allocation")


def contents(frame: pd.DataFrame, table: DataTable, path: Path) -> dict[Path, bytes]:
    """Give the files that hold a table.

    Parameters
    ----------
    frame : all cells as text, empty where there is no answer, numbers with a point.
    table : how its file is read: platform, sheet, rows of the head, marks, encoding.
    path : of the file; what its ending is for.

    Returns
    -------
    Bytes by path: one file, or two of Triple-S.

    Raises
    ------
    InputError
        What the format needs is not installed.
    """
    match path.suffix.lower():
        case ".xlsx":
            return {path: _sheet(frame, table)}
        case ".sav" | ".zsav":
            return {path: _spss(frame, path)}
        case ".parquet":
            file = io.BytesIO()
            _typed(frame).to_parquet(file, index=False)
            return {path: file.getvalue()}
        case ".sss" | ".xml":
            return _triples(frame, path)
        case _:
            return {path: _delimited(frame, table, path)}


def _heads(frame: pd.DataFrame, table: DataTable) -> list[list[str]]:
    """Rows of the head: the names, then what is asked, as often as a platform writes rows."""
    shape = shape_of(table)
    declared = "header_rows" in table.model_fields_set
    rows = table.header_rows if declared else shape.header_rows
    asked = {
        column: question.wording or question.heading
        for question in table.questions
        for column in question.file_columns
    }
    names = [str(column) for column in frame.columns]
    labels = [asked.get(name, name) for name in names]
    return [names, *[labels] * (rows - 1)]


def _delimited(frame: pd.DataFrame, table: DataTable, path: Path) -> bytes:
    text = io.StringIO()
    mark = table.delimiter or ("\t" if path.suffix.lower() == ".tsv" else ",")
    writer = csv.writer(text, delimiter=mark, lineterminator="\n")
    writer.writerows([*_heads(frame, table), *_marked(frame, table).to_numpy().tolist()])
    return text.getvalue().encode(table.encoding or "utf-8", errors="replace")


def _marked(frame: pd.DataFrame, table: DataTable) -> pd.DataFrame:
    """Write decimals with the mark that the table declares."""
    numbers = {
        column
        for question in table.questions
        if (question.type in _NUMBERS or question.bands) and not question.values
        for column in question.file_columns
    }
    changed = {
        column: [
            cell.replace(".", table.decimal) if number_of(cell) is not None else cell
            for cell in frame[column]
        ]
        for column in frame.columns
        if column in numbers and table.decimal != "."
    }
    return frame.assign(**changed)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give columns of whole numbers as numbers, missing where blank; the others stay text."""
    return pd.DataFrame({column: _whole(frame[column].to_list()) for column in frame.columns})


def _whole(cells: list[str]) -> pd.Series[float] | pd.Series[str]:
    filled = [cell for cell in cells if cell]
    if filled and all(cell.isdecimal() and str(int(cell)) == cell for cell in filled):
        return pd.Series([float(cell) if cell else None for cell in cells], dtype="float64")
    return pd.Series(cells, dtype="str")


def _sheet(frame: pd.DataFrame, table: DataTable) -> bytes:
    from xlsxwriter import Workbook

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _MOMENT})
    page = book.add_worksheet(table.sheet or "Answers")
    heads = _heads(frame, table)
    for line, head in enumerate(heads):
        for place, name in enumerate(head):
            page.write_string(line, place, name)
    typed = _typed(frame)
    for place, column in enumerate(typed.columns):
        for line, cell in enumerate(typed[column].to_list(), start=len(heads)):
            if isinstance(cell, str):
                page.write_string(line, place, cell)
            elif cell == cell:  # a number
                page.write_number(line, place, cell)
    book.close()
    return file.getvalue()


def _spss(frame: pd.DataFrame, path: Path) -> bytes:
    need("pyreadstat", as_typed(path))
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / path.name
        pyreadstat.write_sav(_typed(frame), file, compress=path.suffix.lower() == ".zsav")
        made = file.read_bytes()
    return made[:_SAV_DATE] + _SAV_WRITTEN + made[_SAV_DATE + len(_SAV_WRITTEN) :]


def _triples(frame: pd.DataFrame, path: Path) -> dict[Path, bytes]:
    """Metadata and records of Triple-S 2.0 (Triple-S Group 2011), all variables of characters."""
    root = etree.Element("sss", version="2.0")
    survey = etree.SubElement(root, "survey")
    etree.SubElement(survey, "title").text = "Dummy answers"
    record = etree.SubElement(survey, "record", {"ident": "A", "format": "csv", "skip": "1"})
    for place, column in enumerate(map(str, frame.columns), start=1):
        node = etree.SubElement(record, "variable", ident=str(place), type="character")
        etree.SubElement(node, "name").text = column
        etree.SubElement(node, "label").text = column
        etree.SubElement(node, "position", start=str(place))
        longest = max((len(cell) for cell in frame[column]), default=1)
        etree.SubElement(node, "size").text = str(max(longest, 1))
    told = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    records = frame.to_csv(index=False, lineterminator="\n").encode()
    return {path: told, path.with_suffix(".csv"): records}
