"""Sheet parts: what a workbook says of its cells beside their values, found in its parts of XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Asides", "asides"]

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CHUNK, _OVERLAP = 1 << 20, 64
# Whether a sheet has anything of what is looked for: most have nothing, and are not parsed.
_SAID = re.compile(rb"""\shidden=["'](?:1|true)|<(?:\w+:)?f[\s/>]|\st=["']e["']""")
_PLACE = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class Asides:
    """What values do not tell; rows and columns are counted from 1.

    Parameters
    ----------
    errors : row, column and text of cells that show an error of Excel's.
    uncomputed : row and column of formulas that no program has computed.
    hidden_rows : rows that are not shown.
    hidden_columns : first and last of columns that are not shown.
    """

    errors: list[tuple[int, int, str]] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def asides(path: Path, sheet: str) -> Asides:
    """Find what a sheet says beside its values.

    Parameters
    ----------
    path : a workbook of Office Open XML.
    sheet : name of the sheet.
    """
    found = Asides()
    with zipfile.ZipFile(path) as book:
        part = _part(book, sheet)
        with book.open(part) as file:
            said = _says(file)
        if said:
            with book.open(part) as file:
                _gather(file, found)
    return found


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    main = next(
        target for kind, _, target in _relations(book, "") if kind.endswith("/officeDocument")
    )
    targets = {key: target for _, key, target in _relations(book, main)}
    tree = _tree(book, main)
    keys = {
        one.get("name"): one.get(_RELATION) or one.get(_STRICT_RELATION)
        for one in tree.iter("{*}sheet")
    }
    return targets[keys[sheet]]


def _relations(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Give kind, key and target of what a part relates to."""
    folder, name = posixpath.split(part)
    for one in _tree(book, posixpath.join(folder, "_rels", f"{name}.rels")).iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target")))
        yield one.get("Type"), one.get("Id"), target.lstrip("/")


def _tree(book: zipfile.ZipFile, part: str) -> Any:
    from lxml import etree

    return etree.fromstring(book.read(part), etree.XMLParser(resolve_entities=False))


def _says(file: IO[bytes]) -> bool:
    before = b""
    while chunk := file.read(_CHUNK):
        if _SAID.search(before + chunk):
            return True
        before = chunk[-_OVERLAP:]
    return False


def _gather(file: IO[bytes], found: Asides) -> None:
    from lxml import etree

    tags = ("{*}row", "{*}col")
    row = 0
    for _, one in etree.iterparse(file, tag=tags, resolve_entities=False, huge_tree=True):
        hidden = one.get("hidden") in ("1", "true")
        if one.tag.endswith("}col"):
            if hidden:
                found.hidden_columns.append((int(one.get("min")), int(one.get("max"))))
            continue
        row = int(one.get("r") or row + 1)
        if hidden:
            found.hidden_rows.append(row)
        _cells(one, row, found)
        one.clear()
        while one.getprevious() is not None:
            del one.getparent()[0]


def _cells(row: Any, number: int, found: Asides) -> None:
    column = 0
    for cell in row.iterchildren("{*}c"):
        place = _PLACE.fullmatch(cell.get("r") or "")
        column = _column(place[1]) if place else column + 1
        value = cell.findtext("{*}v") or ""
        if cell.get("t") == "e":
            found.errors.append((number, column, value))
        # A formula may well give an empty text; then the cell says that it is a text.
        elif not value and cell.get("t") != "str" and cell.find("{*}f") is not None:
            found.uncomputed.append((number, column))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
