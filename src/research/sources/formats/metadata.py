"""The metadata of Triple-S: which variables a file of data has, and where each stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from lxml import etree

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Record", "Variable", "read_metadata"]

KINDS = ("single", "multiple", "quantity", "character", "logical", "date", "time")


@dataclass(frozen=True)
class Variable:
    """A variable.

    Parameters
    ----------
    name, kind, label : as the metadata have them; the kind is the type.
    start, end : first and last place in a record, from 1: characters, or fields of CSV.
    codes : labels by code.
    literal : whether codes are words and not numbers.
    slots, width : of a multiple that is spread, how many codes it can hold and the characters of
        each; 0 slots is a bitstring.
    """

    name: str
    kind: str
    label: str
    start: int
    end: int
    codes: Mapping[str, str]
    literal: bool = False
    slots: int = 0
    width: int = 0


@dataclass(frozen=True)
class Record:
    """What one file of data holds.

    Parameters
    ----------
    variables : in the order of the metadata.
    as_csv : whether places are fields of CSV.
    skip : lines above the first record.
    """

    variables: tuple[Variable, ...]
    as_csv: bool
    skip: int


def read_metadata(path: Path, shown: Path) -> Record:
    """Read the metadata of a survey (Triple-S XML 1.1 to 2.0, Triple-S Group 2011).

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.

    Raises
    ------
    InputError
        It is no XML of Triple-S, it is hierarchical, or a variable has no name or place.
    """
    safe = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(path.read_bytes(), safe)
    except etree.XMLSyntaxError as error:
        what, hint = f"this is no XML: {error.msg}", "export Triple-S as XML, version 1.1 to 2.0"
        raise InputError([Problem(shown, what, row=error.lineno, hint=hint)]) from None
    records = root.findall("survey/record") if root.tag == "sss" else []
    if root.find("hierarchy") is not None or len(records) > 1:
        hint = "export each level to a file of its own, with the key that links them"
        raise InputError([Problem(shown, "this Triple-S file is hierarchical", hint=hint)])
    if not records:
        raise InputError([Problem(shown, "no survey of Triple-S stands in it", allowed="<sss>")])
    (record,) = records
    try:
        variables = tuple(_variable(node) for node in record.iterfind("variable"))
    except _VariableError as error:
        raise InputError([Problem(shown, error.what, row=error.row)]) from None
    return Record(
        variables,
        as_csv=record.get("format", "fixed") == "csv",
        skip=_whole(record.get("skip", "0"), record),
    )


class _VariableError(Exception):
    """A variable that cannot be read."""

    def __init__(self, what: str, node: etree._Element) -> None:
        super().__init__(what)
        self.what = what
        self.row = int(node.sourceline or 1)


def _refuse(what: str, node: etree._Element) -> NoReturn:
    raise _VariableError(what, node)


def _variable(node: etree._Element) -> Variable:
    name = _words(node, "name")
    if not name:
        _refuse("a variable has no name", node)
    kind = node.get("type", "")
    if kind not in KINDS:
        _refuse(f"'{name}' has the type '{kind}', not {', '.join(KINDS)}", node)
    place = node.find("position")
    if place is None:
        _refuse(f"'{name}' has no position", node)
    start = _whole(place.get("start", ""), place)
    end = _whole(place.get("finish", str(start)), place)
    slots, width = _spread(node, end - start + 1)
    if start < 1 or end < start:
        _refuse(f"'{name}' stands from {start} to {end}", place)
    codes = dict(_codes(node)) if kind != "character" else {}
    literal = node.get("format", "numeric") == "literal"
    label = _words(node, "label")
    return Variable(name, kind, label, start, end, codes, literal, slots, width)


def _spread(node: etree._Element, room: int) -> tuple[int, int]:
    spread = node.find("spread")
    if spread is None:
        return 0, 0
    slots = _whole(spread.get("subfields", ""), spread)
    if slots < 1:
        _refuse("'subfields' of a spread is less than 1", spread)
    return slots, _whole(spread.get("width", str(room // slots)), spread)


def _codes(node: etree._Element) -> Iterator[tuple[str, str]]:
    for value in node.iterfind("values/value"):
        code = (value.get("code") or "").strip()
        if code:
            yield _plain(code), " ".join((value.text or "").split()) or code


def _plain(code: str) -> str:
    return str(int(code)) if code.isascii() and code.isdigit() else code


def _words(node: etree._Element, part: str) -> str:
    return " ".join((node.findtext(part) or "").split())


def _whole(written: str, node: etree._Element) -> int:
    plain = written.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        _refuse(f"'{plain}' is no whole number", node)
    return int(plain)
