"""Heads of rows in the tables of a PDF, told to who hears them.

Typst tags the cells below a head as data, those of the first column too: its function for the heads
of rows waits behind a switch that its Python package does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from research.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["name_rows", "stubs_of"]

_OFFSET = re.compile(rb"(\d{10}) \d{5} n")
_TYPE = re.compile(rb"<</Type/Struct(?:Elem/S/(\w+)|TreeRoot)")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_PARENT = re.compile(rb"/P (\d+) 0 R")
_HEADERS = re.compile(rb"/Headers\[([^\]]*)\]")
_NAMES = re.compile(rb"/IDTree<</Names\[([^\]]*)\]")
_NAME = re.compile(rb"\(([^)]*)\)(\d+) 0 R")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
# Blocks of Typst around the table of a float.
_DEEP = 3
# A table as pandoc writes it for Typst, and how its first column is aligned.
_TABLE = re.compile(rb"#table\(\n\s*columns:[^\n]*\n\s*align: \((\w+)")


def stubs_of(source: bytes) -> list[bool]:
    """Tell of each table, in order, whether its first column names the rows: figures stand centred.

    Parameters
    ----------
    source : the document as pandoc wrote it for Typst.
    """
    return [found[1] != b"center" for found in _TABLE.finditer(source)]


def name_rows(content: bytes, stubs: Sequence[bool]) -> bytes:
    """Make heads of the cells that name the rows, and captions part of their tables.

    Each gets an id, its scope, and its place among the headers of the cells beside it
    (ISO 32000-1, 14.8.5.7); what heads a group of rows, once above them or once beside them, is a
    header of all of these. An empty cell heads nothing.

    Parameters
    ----------
    content : the PDF as Typst wrote it, its objects one after another.
    stubs : of each table whether its first column names the rows; where their number is another,
        all tables' do.

    Returns
    -------
    bytes
        The PDF with the same objects, some of them changed.
    """
    file = _File.read(content)
    tables = list(file.below(file.root, b"Table"))
    named = stubs if len(stubs) == len(tables) else [True] * len(tables)
    for number, (table, has_stub) in enumerate(zip(tables, named, strict=True), 1):
        _take_caption(file, table)
        if has_stub:
            _name_table(file, table, number)
    file.list_ids()
    return file.written()


@dataclass
class _File:
    """The objects of a PDF by number, and what of them are tags."""

    objects: dict[int, bytes]
    order: list[int]
    head: bytes
    tail: bytes
    root: int = 0
    ids: list[tuple[bytes, int]] = field(default_factory=list)

    @classmethod
    def read(cls, content: bytes) -> _File:
        start = _START.search(content)
        if start is None:
            msg = "what Typst wrote does not end like a PDF"
            raise RenderError(msg)
        place = int(start[1])
        table = content[place:]
        ordered = sorted(int(offset) for offset in _OFFSET.findall(table))
        objects: dict[int, bytes] = {}
        order: list[int] = []
        for begin, end in zip(ordered, [*ordered[1:], place], strict=True):
            number = int(content[begin : content.index(b" ", begin)])
            objects[number] = content[begin:end]
            order.append(number)
        tail = table[table.index(b"trailer") :]
        file = cls(objects, order, content[: ordered[0]], tail)
        file.root = next(
            number for number in order if b"<</Type/StructTreeRoot" in objects[number][:60]
        )
        return file

    def kind(self, number: int) -> bytes:
        found = _TYPE.search(self.objects.get(number, b"")[:80])
        return (found[1] or b"Root") if found else b""

    def kids(self, number: int) -> list[int]:
        found = _KIDS.search(self.objects[number])
        every = [int(each) for each in _REFERENCE.findall(found[1])] if found else []
        return [each for each in every if self.kind(each)]

    def is_empty(self, number: int) -> bool:
        found = _KIDS.search(self.objects[number])
        return found is None or not found[1].strip()

    def below(self, number: int, kind: bytes) -> Iterator[int]:
        """Tags of a kind in reading order; none within another of the kind."""
        for kid in self.kids(number):
            if self.kind(kid) == kind:
                yield kid
            else:
                yield from self.below(kid, kind)

    def change(self, number: int, pattern: re.Pattern[bytes], text: bytes) -> None:
        self.objects[number] = pattern.sub(lambda _: text, self.objects[number], count=1)

    def list_ids(self) -> None:
        """Put the new ids into the tree of them, in its order."""
        found = _NAMES.search(self.objects[self.root])
        if not found or not self.ids:
            return
        every = [(name, int(number)) for name, number in _NAME.findall(found[1])] + self.ids
        names = b"".join(b"(%b)%d 0 R" % each for each in sorted(every))
        self.change(self.root, _NAMES, b"/IDTree<</Names[" + names + b"]")

    def written(self) -> bytes:
        parts, place, offsets = [self.head], len(self.head), {}
        for number in self.order:
            offsets[number] = place
            parts.append(self.objects[number])
            place += len(self.objects[number])
        lines = [b"%010d 00000 n\r\n" % offsets[number] for number in sorted(offsets)]
        table = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(lines) + 1) + b"".join(lines)
        tail = _START.sub(b"startxref\n%d\n%%%%EOF" % place, self.tail)
        return b"".join([*parts, table, tail])


def _take_caption(file: _File, table: int) -> None:
    """Move a caption that stands before a table into it, as its first part."""
    inner = table
    for _ in range(_DEEP):
        above = _PARENT.search(file.objects[inner])
        inner = int(above[1]) if above else 0
        if file.kind(inner) != b"Div":
            return
        caption = next((kid for kid in file.kids(inner) if file.kind(kid) == b"Caption"), None)
        if caption is not None:
            _move(file, caption, inner, table)
            return


def _move(file: _File, caption: int, parent: int, table: int) -> None:
    reference = b"%d 0 R" % caption
    for number, before in ((parent, b""), (table, reference + b" ")):
        found = _KIDS.search(file.objects[number])
        kids = found[1] if found else b""
        left = re.sub(rb"(?<!\d)" + reference + rb" ?", b"", kids).strip()
        file.change(number, _KIDS, b"/K[" + (before + left).strip() + b"]")
    file.change(caption, _PARENT, b"/P %d 0 R" % table)


def _name_table(file: _File, table: int, number: int) -> None:
    rows = [
        [cell for cell in file.kids(row) if file.kind(cell) in {b"TD", b"TH"}]
        for body in file.below(table, b"TBody")
        for row in file.below(body, b"TR")
    ]
    grouped = any(file.is_empty(row[0]) for row in rows if row)
    group: bytes = b""
    for place, row in enumerate(rows):
        heads = _heads_of(file, row, grouped=grouped)
        names = [b"R%dx%dy%d" % (number, row.index(cell), place) for cell in heads]
        for cell, name in zip(heads, names, strict=True):
            _make_head(file, cell, name)
        if heads and ((heads[0] == row[0] and grouped) or _spans(file, row[0])):
            group = names[0]
        for cell in row:
            told = [group] if cell in heads else [group, *names]
            own = names[heads.index(cell)] if cell in heads else b""
            _add_headers(
                file, cell, [name for name in dict.fromkeys(told) if name not in {b"", own}]
            )


def _heads_of(file: _File, row: list[int], *, grouped: bool) -> list[int]:
    """Cells that name a row: the first, or the first two where the first is named once a group."""
    first = row[: 2 if grouped and len(row) > 2 else 1]
    return [cell for cell in first if not file.is_empty(cell)]


def _spans(file: _File, cell: int) -> bool:
    return b"/ColSpan " in file.objects[cell]


def _make_head(file: _File, cell: int, name: bytes) -> None:
    content = file.objects[cell].replace(b"/S/TD/", b"/S/TH/", 1)
    content = content.replace(b"/A[<</O/Table", b"/ID(%b)/A[<</O/Table/Scope/Row" % name, 1)
    file.objects[cell] = content
    file.ids.append((name, cell))


def _add_headers(file: _File, cell: int, names: list[bytes]) -> None:
    found = _HEADERS.search(file.objects[cell])
    if found and names:
        more = b"".join(b"(%b)" % name for name in names)
        file.change(cell, _HEADERS, b"/Headers[" + found[1] + more + b"]")
