"""A build as a terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["build_shown"]


def build_shown(params: Path, **options: Any) -> None:
    """Build an edition with its progress in sight; a build that fails ends with exit code 1.

    Parameters
    ----------
    params : the parameter file.
    options : of `research.build.verbs.build`.
    """
    from research.build.progress import Terminal
    from research.build.verbs import build

    with Terminal() as progress:
        summary = build(params, progress=progress, **options)
    progress.summarise(summary)
    if not summary.ok:
        raise typer.Exit(1)
