"""Triple-S: metadata in XML, and records beside them in fixed places or as CSV."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import numpy as np

from research.errors import InputError, Problem
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile
from research.sources.formats.decoding import decoded
from research.sources.formats.fields import Field, MultipleSet
from research.sources.formats.heads import head_problems
from research.sources.formats.metadata import read_metadata
from research.sources.formats.whole import head_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from research.sources.formats.datafile import Reading
    from research.sources.formats.fields import Kind
    from research.sources.formats.metadata import Record, Variable

__all__ = ["data_beside", "open_triples"]

_ENDINGS = (".asc", ".csv", ".dat", ".txt")
_KINDS: dict[str, Kind] = {"quantity": "number", "date": "day", "logical": "number"}
# A variable with several answers may have more places than a survey has respondents.
_MOST = 10_000
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{0,15})?", re.ASCII)


def data_beside(path: Path) -> Path | None:
    """Find the records that belong to metadata: the file beside them that is called alike.

    Parameters
    ----------
    path : the metadata.
    """
    alike = [path.with_suffix(end) for ending in _ENDINGS for end in (ending, ending.upper())]
    return next((one for one in alike if one.is_file()), None)


def open_triples(path: Path, shown: Path, reading: Reading) -> DataFile:
    """Open a survey of Triple-S.

    A variable with several answers is several columns. A bitstring has one a code, ``name_code``:
    1 where chosen, 0 where not, blank where the whole is blank. A spread has one a place,
    ``name_1`` and so on: a code, 0 where the place is not used, blank where the whole is blank.

    Parameters
    ----------
    path : the metadata.
    shown : its path as a user would type it.
    reading : the encoding of the records, where it is declared, and the marks of their numbers.

    Raises
    ------
    InputError
        The metadata cannot be read, no records stand beside them, or they are shorter than the
        metadata say.
    """
    record = read_metadata(path, shown)
    beside = data_beside(path)
    if beside is None:
        wanted = path.with_suffix(".csv" if record.as_csv else ".asc").name
        hint = f"put them beside it as {wanted}"
        raise InputError([Problem(shown, "no records stand beside these metadata", hint=hint)])
    fields = [
        Field(name, label, codes, kind=kind, place=at)
        for at, (name, label, codes, kind) in enumerate(_described(record), 1)
    ]
    told = shown.with_name(beside.name)
    content = decoded(beside.read_bytes(), told, reading.encoding)
    rows, lines = _rows(record, content, told)
    problems = list(head_problems(shown, fields, 1))
    if not rows:
        problems.append(head_alone(told, 1))
    if problems:
        raise InputError(problems)
    holders = {name: one for one in record.variables for name in _names(one)}

    def load(names: Sequence[str]) -> dict[str, Column]:
        cells = {name: list(_cells(holders[name], name, rows, record)) for name in names}
        return {
            name: Column.of(name, held, lines, marks=reading.marks) for name, held in cells.items()
        }

    return DataFile(shown, fields, lines, load, sets=list(_sets(record)))


def _names(variable: Variable) -> list[str]:
    if variable.kind != "multiple":
        return [variable.name]
    places = range(1, variable.slots + 1) if variable.slots else variable.codes
    return [f"{variable.name}_{place}" for place in list(places)[:_MOST]]


def _described(record: Record) -> Iterator[tuple[str, str, dict[str, str], Kind]]:
    for one in record.variables:
        for name in _names(one):
            codes, label = dict(one.codes), one.label
            if one.kind == "multiple" and not one.slots:
                label = f"{label} - {codes[name.removeprefix(f'{one.name}_')]}"
                codes = {}
            yield name, label, codes, _KINDS.get(one.kind, "text")


def _sets(record: Record) -> Iterator[MultipleSet]:
    for one in record.variables:
        if one.kind == "multiple":
            kind, counted = ("C", "") if one.slots else ("D", "1")
            yield MultipleSet(one.name, one.label, tuple(_names(one)), kind, counted)  # type: ignore[arg-type]


def _rows(
    record: Record, content: str, told: Path
) -> tuple[list[list[str]] | list[str], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Give records as they stand, and their lines in the file."""
    held: list[list[str]] | list[str]
    if not record.as_csv:
        every = content.splitlines()
        numbered = [(at, line) for at, line in enumerate(every, 1) if line.strip()][record.skip :]
        held, lines = [line for _, line in numbered], [at for at, _ in numbered]
        return held, np.array(lines, dtype="int64")
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    found, lines = [], []
    try:
        for row in reader:
            found.append(row)
            lines.append(reader.line_num)
    except csv.Error as error:
        hint = "look for a quotation mark that is never closed, here or further up"
        what = f"the text cannot be split: {error}"
        raise InputError([Problem(told, what, row=reader.line_num, hint=hint)]) from None
    kept = [at for at in range(record.skip, len(found)) if any(found[at])]
    held = [found[at] for at in kept]
    wanted = max((one.end for one in record.variables), default=0)
    short = [at for at in kept if len(found[at]) < wanted]
    if short:
        what = f"the record has {len(found[short[0]])} fields"
        allowed = f"{wanted}, as the metadata say"
        raise InputError([Problem(told, what, row=lines[short[0]], allowed=allowed)])
    return held, np.array([lines[at] for at in kept], dtype="int64")


def _cells(
    variable: Variable, name: str, rows: Sequence[Sequence[str]], record: Record
) -> Iterator[object]:
    start, end = variable.start - 1, variable.end
    for row in rows:
        # In CSV a place is a field, and otherwise the characters from one place to another.
        field = row[start] if record.as_csv else "".join(row[start:end])
        yield _value(variable, name, field.rstrip("\r\n"))


def _value(variable: Variable, name: str, field: str) -> object:
    said = field.strip()
    if variable.kind == "multiple":
        return _part(variable, name, field)
    if variable.kind == "single" and not variable.literal:
        return _plain(said)
    if variable.kind == "quantity":
        return _number(said)
    if variable.kind == "date" and len(said) == 8 and said.isdigit():
        return f"{said[:4]}-{said[4:6]}-{said[6:]}"
    return said


def _part(variable: Variable, name: str, field: str) -> str:
    """One place of a variable with several answers."""
    if not field.strip():
        return ""
    place = int(name.removeprefix(f"{variable.name}_"))
    if not variable.slots:
        return field[place - 1 : place].strip() or "0"
    start = (place - 1) * variable.width
    return _plain(field[start : start + variable.width].strip()) or "0"


def _number(said: str) -> object:
    """Numbers are written with a point, whatever is declared of other files."""
    return float(said) if _NUMBER.fullmatch(said) else said


def _plain(digits: str) -> str:
    return str(int(digits)) if digits.isascii() and digits.isdigit() else digits
