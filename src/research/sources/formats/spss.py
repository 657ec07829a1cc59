"""SPSS: columns with labels, labels of their values, codes that mean no answer, and sets."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from research.errors import InputError
from research.sources.content import attempt, need, text
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile
from research.sources.formats.distinct import distinct_numbers
from research.sources.formats.fields import Field, MultipleSet
from research.sources.formats.heads import head_problems
from research.sources.formats.whole import head_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from research.sources.formats.datafile import Reading
    from research.sources.formats.fields import Kind

__all__ = ["open_spss"]

# Numbers in SPSS count seconds from here, and formats say which of them are days.
_ORIGIN = datetime.datetime(1582, 10, 14)
_KINDS: Mapping[str, Kind] = {
    "DATE": "day",
    "ADATE": "day",
    "EDATE": "day",
    "JDATE": "day",
    "SDATE": "day",
    "DATETIME": "moment",
    "YMDHMS": "moment",
    "TIME": "any",
    "DTIME": "any",
    "MTIME": "any",
}


def open_spss(path: Path, shown: Path, reading: Reading) -> DataFile:
    """Open a file of SPSS, compressed or not: codes are values as stored, labels are beside them.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.
    reading : the encoding, where it is declared, and the marks of numbers in columns of text.

    Raises
    ------
    InputError
        It cannot be read, or has no rows.
    """
    need("pyreadstat", shown)
    import pyreadstat

    def read(**options: Any) -> tuple[Any, Any]:
        return attempt(
            shown,
            lambda: pyreadstat.read_sav(
                path,
                user_missing=True,
                disable_datetime_conversion=True,
                output_format="dict",
                encoding=reading.encoding,
                **options,
            ),
        )

    # Codes that mean no answer are told only to those who read rows.
    _, about = read(row_limit=1)
    _, sizes = read(metadataonly=True)
    fields = list(_fields(about))
    count = sizes.number_rows
    if count is None or count < 0:
        held, _ = read(usecols=about.column_names[:1])
        count = len(next(iter(held.values()), []))
    problems = list(head_problems(shown, fields, 1))
    if not count:
        problems.append(head_alone(shown, 1))
    if problems:
        raise InputError(problems)
    lines = np.arange(2, count + 2, dtype="int64")
    kinds = {field.name: field.kind for field in fields}
    forms = about.original_variable_types

    def load(names: Sequence[str]) -> dict[str, Column]:
        held, _ = read(usecols=list(names))
        return {
            name: _column(name, held[name], kinds[name], forms[name], lines, reading)
            for name in names
        }

    return DataFile(shown, fields, lines, load, sets=list(_sets(about)))


def _fields(about: Any) -> Iterator[Field]:
    for place, name in enumerate(about.column_names, 1):
        labels = about.variable_value_labels.get(name, {})
        measure = about.variable_measure.get(name) or ""
        yield Field(
            name,
            (about.column_names_to_labels.get(name) or "").strip(),
            {text(value): label.strip() for value, label in labels.items()},
            tuple(_missing(about.missing_ranges.get(name, ()))),
            _kind(about, name),
            "" if measure == "unknown" else measure,
            place,
        )


def _missing(ranges: Sequence[Mapping[str, Any]]) -> Iterator[str | tuple[float, float]]:
    for one in ranges:
        if one["lo"] == one["hi"]:
            yield text(one["lo"])
        else:
            yield float(one["lo"]), float(one["hi"])


def _kind(about: Any, name: str) -> Kind:
    if about.readstat_variable_types.get(name) == "string":
        return "text"
    form = (about.original_variable_types.get(name) or "").rstrip("0123456789.")
    return _KINDS.get(form, "number")


def _sets(about: Any) -> Iterator[MultipleSet]:
    for name, held in about.mr_sets.items():
        kind: Literal["D", "C"] = "D" if held.get("is_dichotomy") else "C"
        counted = held.get("counted_value")
        yield MultipleSet(
            name.removeprefix("$"),
            (held.get("label") or "").strip(),
            tuple(held["variable_list"]),
            kind,
            "" if counted is None else text(counted),
        )


def _column(
    name: str,
    cells: Sequence[Any],
    kind: Kind,
    form: str,
    lines: NDArray[np.int64],
    reading: Reading,
) -> Column:
    if kind == "text":
        return Column.of(name, cells, lines, marks=reading.marks)
    numbers = np.array(cells, dtype="float64")
    if kind == "number":
        return Column(name, lines, lambda: distinct_numbers(numbers), numbers=numbers)

    def distinct() -> tuple[NDArray[np.int32], Sequence[object]]:
        codes, found = distinct_numbers(numbers)
        return codes, [_moment(float(str(seconds)), kind, form) for seconds in found]

    return Column(name, lines, distinct, marks=reading.marks)


def _moment(seconds: float, kind: Kind, form: str) -> object:
    """Give a day, a moment or a time of day; the number itself where no calendar has it."""
    try:
        if kind != "any":
            moment = _ORIGIN + datetime.timedelta(seconds=seconds)
            return moment.date() if kind == "day" else moment
        if form.startswith("TIME") and 0 <= seconds < 24 * 60 * 60:
            return (datetime.datetime.min + datetime.timedelta(seconds=seconds)).time()
        return datetime.timedelta(seconds=seconds)
    except OverflowError:
        return seconds
