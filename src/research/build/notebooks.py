"""The committed notebooks: run on their defaults, with their outputs stored for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.build.stored import stored
from research.errors import InputError, Problem
from research.files import write_bytes
from research.pipeline.execution import Request, run
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["refresh"]


def refresh(root: Path, only: Sequence[str] = ()) -> Iterator[tuple[Path, bool]]:
    """Run notebooks on their defaults and store what they show, charts as values and a digest.

    Parameters
    ----------
    root : folder that holds ``notebooks``.
    only : names of those that are run; all where left out.

    Yields
    ------
    Each notebook, and whether its stored outputs changed.

    Raises
    ------
    InputError
        If there is no notebook of a name.
    ChapterError
        If a notebook fails; those before it are stored.
    """
    paths = {path.stem: path for path in sorted((root / "notebooks").glob("*.ipynb"))}
    unknown = [name for name in only if name not in paths]
    if unknown:
        what, hint = f"no notebook '{unknown[0]}'", known_or_meant(unknown[0], list(paths))
        raise InputError([Problem(root / "notebooks", what, hint=hint)])
    for path in (paths[name] for name in only or paths):
        before = path.read_bytes()
        outcome = run(Request(path.stem, before, {}, root=str(root)))
        now = stored(outcome.notebook)
        write_bytes(path, now)
        yield path, now != before
