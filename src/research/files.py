"""Files that are written whole: a reader finds the old content or the new, never half of one."""

from __future__ import annotations

import os
import re
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "digest",
    "digest_file",
    "link_within",
    "remove_unfinished",
    "write_bytes",
    "write_text",
]

# Ends the hidden name of a file that is being written.
UNFINISHED = ".part"
# As `tempfile` makes it: a name before, eight letters or digits after.
_STAGED = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(UNFINISHED)}")


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a file whole, or leave the one that was there.

    A file that has these bytes already is not touched, so that its time tells when it changed. A
    link gives way to the file; what it leads to stays.

    Parameters
    ----------
    path : the file; missing folders are made.
    content : all of it.
    """
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return path
    # A build with nothing to do writes nothing, and starts in less time than this import takes.
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=UNFINISHED)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        staged.chmod(0o644)
        staged.replace(path)
    except BaseException as error:
        staged.unlink(missing_ok=True)
        # A full disk names no file.
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)
        raise
    return path


def write_text(path: Path, content: str) -> Path:
    """Write a text file whole, in UTF-8 and with line feeds; see `write_bytes`."""
    return write_bytes(path, content.encode("utf-8"))


def remove_unfinished(folder: Path) -> None:
    """Remove what a killed process was writing below a folder in which nobody writes now."""
    for path in folder.rglob(f".*{UNFINISHED}"):
        if _STAGED.fullmatch(path.name):
            path.unlink(missing_ok=True)


def link_within(folder: Path, path: Path) -> Path | None:
    """Give the first link on the way from a folder to a path below it; None where there is none.

    Parameters
    ----------
    folder : where the way begins; whether it is a link itself does not matter.
    path : below the folder.
    """
    way = folder
    for part in path.relative_to(folder).parts:
        way = way / part
        if way.is_symlink():
            return way
    return None


def digest(parts: bytes | str | Iterable[bytes | str]) -> str:
    """Give 32 hexadecimal digits that change when any of the parts, or their borders, change.

    Examples
    --------
    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    total = blake2b(digest_size=16)
    for part in (parts,) if isinstance(parts, bytes | str) else parts:
        content = part.encode("utf-8") if isinstance(part, str) else part
        total.update(len(content).to_bytes(8, "big"))
        total.update(content)
    return total.hexdigest()


def digest_file(path: Path | str) -> str:
    """Give the digest of a file's content; an empty string where there is no such file."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a build asks it of hundreds
            return digest(file.read())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""
