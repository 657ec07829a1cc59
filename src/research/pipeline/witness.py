"""What the inputs of a build were when it began, and which of them were changed since.

A digest that is noted after a file was read is that of what was read only where the file stayed as
it was meanwhile. That is seen by its size, its times and its number in the file system; where it
was written just before, also by its bytes, for a clock may tick too slowly to tell two writes.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from research.files import digest_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Witness"]

# Seconds that a file must have rested for its times to tell every later write: the slowest clock
# of a common file system ticks every two.
_REST = 3.0

_Look = tuple[tuple[int, ...], str]


class Witness:
    """Keeps what files were like, to tell which of them were written since.

    Parameters
    ----------
    paths : the files; those that are not there count as well.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._seen = {path: _look(path) for path in paths}
        self._changed: dict[Path, None] = {}

    def __contains__(self, path: Path) -> bool:
        return path in self._seen

    def mark(self, path: Path) -> None:
        """Take a file for changed, whatever it looks like."""
        self._changed[path] = None

    def changed(self, paths: Iterable[Path] | None = None) -> list[Path]:
        """Give the files that were written, made or removed since.

        Parameters
        ----------
        paths : those that matter; all when left out. One that nobody looked at is passed over.
        """
        wanted = self._seen if paths is None else [path for path in paths if path in self._seen]
        for path in wanted:
            if path not in self._changed and not _same(path, self._seen[path]):
                self._changed[path] = None
        return [path for path in wanted if path in self._changed]


def _look(path: Path) -> _Look:
    marks = _marks(path)
    if not marks or marks[1] < (time.time() - _REST) * 1e9:
        return marks, ""
    return marks, digest_file(path)


def _same(path: Path, seen: _Look) -> bool:
    marks, content = seen
    return _marks(path) == marks and (not content or digest_file(path) == content)


def _marks(path: Path) -> tuple[int, ...]:
    try:
        status = os.stat(path)  # noqa: PTH116 - asked of some hundred files
    except OSError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
