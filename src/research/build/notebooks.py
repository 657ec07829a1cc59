"""The committed notebooks: run on their defaults, with their outputs stored for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.files import write_bytes
from research.pipeline.execution import Request, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["refresh"]


def refresh(root: Path) -> Iterator[tuple[Path, bool]]:
    """Run every notebook on its defaults and store what it shows.

    Parameters
    ----------
    root : folder that holds ``notebooks``.

    Yields
    ------
    Each notebook, and whether its stored outputs changed.

    Raises
    ------
    ChapterError
        If a notebook fails; those before it are stored.
    """
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        before = path.read_bytes()
        outcome = run(Request(path.stem, before, {}, root=str(root)))
        write_bytes(path, outcome.notebook)
        yield path, outcome.notebook != before
