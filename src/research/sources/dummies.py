"""Dummies: data made up before fieldwork, known until others take their place.

Beside a file of made-up answers stands a note with the digest of its bytes. A file that has them is
a dummy; once real answers stand there, the note is of something else and says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.files import digest_file, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["MARK", "are_dummies", "is_dummy", "note_dummy", "note_of"]

MARK = "DUMMY DATA"
"""What stands on every page of a report of such data."""

_NOTE = """\
{name} holds answers that 'research simulate' made up: no person gave them. While its bytes
have the digest below, every page of a report of it says DUMMY DATA.
digest {digest}
"""


def note_of(path: Path) -> Path:
    """Give the place of the note beside a file."""
    return path.with_name(f"{path.name}.dummy")


def note_dummy(path: Path) -> Path:
    """Write the note beside a file that was made up.

    Parameters
    ----------
    path : the file.
    """
    return write_text(note_of(path), _NOTE.format(name=path.name, digest=digest_file(path)))


def is_dummy(path: Path) -> bool:
    """Whether a file is as it was made up.

    Parameters
    ----------
    path : the file.
    """
    note = note_of(path)
    if not (note.is_file() and path.is_file()):
        return False
    return digest_file(path) in note.read_text(encoding="utf-8", errors="replace")


def are_dummies(paths: Iterable[Path]) -> bool:
    """Whether some of the files are."""
    return any(is_dummy(path) for path in paths)
