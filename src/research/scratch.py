"""Folders for a moment: gone when they were used, and swept up where a killed process left one."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["scratch_folder", "sweep"]

PREFIX = "research-"
# Locked as long as the process that made the folder lives, however it ends.
HELD = ".held"
# Seconds that a folder has between being made and being locked.
GRACE = 60.0


@contextlib.contextmanager
def scratch_folder(kind: str = "", place: str | None = None) -> Iterator[Path]:
    """Give a private folder in the system's temporary folder, and remove it at the end.

    Parameters
    ----------
    kind : word in its name.
    place : folder to make it in; the system's temporary folder if None.
    """
    from filelock import FileLock

    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}", dir=place)).resolve()
    lock = FileLock(folder / HELD)
    try:
        with lock:
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path | None = None) -> list[Path]:
    """Remove what killed processes of this user left; give the folders removed.

    Parameters
    ----------
    place : where to look; the system's temporary folder if None.
    """
    from filelock import FileLock, Timeout

    removed = []
    for held in Path(place or tempfile.gettempdir()).glob(f"{PREFIX}*/{HELD}"):
        folder = held.parent
        with contextlib.suppress(OSError, Timeout):
            status = folder.lstat()
            mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
            if folder.is_symlink() or not mine or time.time() - status.st_mtime < GRACE:
                continue
            with FileLock(held, timeout=0):
                pass
            shutil.rmtree(folder)
            removed.append(folder)
    return removed
