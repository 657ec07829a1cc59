"""Multiple response sets put into an SPSS file: no writer that we have writes any.

The layout of the records is described in the developers' guide of PSPP (Multiple Response Sets
Records; Dictionary Termination Record; ZLIB Compressed Data).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["category_set", "dichotomy_set", "extended_set", "insert_sets"]

HEADER = 176
VARIABLE, LABELS, LABELLED, DOCUMENTS, EXTENSION, TERMINATOR = 2, 3, 4, 6, 7, 999
PLAIN, EXTENDED = 7, 19


def _counted(text: str) -> str:
    return f"{len(text.encode())} {text}"


def category_set(name: str, label: str, variables: Sequence[str]) -> str:
    """A set whose variables each hold a code (C)."""
    return f"${name}=C {_counted(label)} {' '.join(variables)}\n"


def dichotomy_set(name: str, label: str, variables: Sequence[str], counted: str) -> str:
    """A set whose variables are each ticked or not (D)."""
    return f"${name}=D{_counted(counted)} {_counted(label)} {' '.join(variables)}\n"


def extended_set(name: str, label: str, variables: Sequence[str], counted: str) -> str:
    """A dichotomy set named after the labels of the counted values (E)."""
    return f"${name}=E 1 {_counted(counted)} {_counted(label)} {' '.join(variables)}\n"


def insert_sets(path: Path, plain: Sequence[str], extended: Sequence[str]) -> None:
    """Put sets into a .sav or .zsav file.

    Parameters
    ----------
    path : the file; it is replaced.
    plain : sets that every version of SPSS knows (C and D).
    extended : those of version 14 and later (E).
    """
    content = path.read_bytes()
    end = _end_of_dictionary(content)
    records = _record(PLAIN, plain) + _record(EXTENDED, extended)
    changed = bytearray(content[:end] + records + content[end:])
    if content[:4] == b"$FL3":
        _move_blocks(changed, end + len(records), len(records))
    path.write_bytes(changed)


def _record(subtype: int, sets: Sequence[str]) -> bytes:
    text = "".join(sets).encode()
    return struct.pack("<4i", EXTENSION, subtype, 1, len(text)) + text


def _end_of_dictionary(content: bytes) -> int:
    """Where the record stands that ends the dictionary."""
    at = HEADER
    while (kind := _whole(content, at)) != TERMINATOR:
        at = LENGTHS[kind](content, at)
    return at


def _whole(content: bytes, at: int) -> int:
    number: int = struct.unpack_from("<i", content, at)[0]
    return number


def _after_variable(content: bytes, at: int) -> int:
    labelled, missing = struct.unpack_from("<2i", content, at + 8)
    at += 32
    if labelled:
        at += 4 + (_whole(content, at) + 3) // 4 * 4
    return at + 8 * abs(missing)


def _after_labels(content: bytes, at: int) -> int:
    count, at = _whole(content, at + 4), at + 8
    for _ in range(count):
        at += 8 + (content[at + 8] + 8) // 8 * 8
    return at


LENGTHS = {
    VARIABLE: _after_variable,
    LABELS: _after_labels,
    LABELLED: lambda content, at: at + 8 + 4 * _whole(content, at + 4),
    DOCUMENTS: lambda content, at: at + 8 + 80 * _whole(content, at + 4),
    EXTENSION: lambda content, at: at + 16 + _whole(content, at + 8) * _whole(content, at + 12),
}


def _move_blocks(content: bytearray, end: int, by: int) -> None:
    """A .zsav says where its compressed blocks stand, counted from the start of the file."""
    head, trailer, length = struct.unpack_from("<3q", content, end + 8)
    struct.pack_into("<3q", content, end + 8, head + by, trailer + by, length)
    blocks = _whole(content, trailer + by + 20)
    for block in range(blocks):
        place = trailer + by + 24 + 24 * block
        plain, compressed = struct.unpack_from("<2q", content, place)
        struct.pack_into("<2q", content, place, plain + by, compressed + by)
