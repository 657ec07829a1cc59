"""A build as a terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from research.pipeline.events import Summary

__all__ = ["build_shown"]


def build_shown(params: Path, **options: Any) -> None:
    """Build an edition, or each of a folder, with its progress in sight.

    A build that fails ends with exit code 1; of a folder with that of the worst of its editions.

    Parameters
    ----------
    params : the parameter file, or a folder of them.
    options : of `research.build.verbs.build`.
    """
    if params.is_dir():
        code = _each_of(params, options)
    else:
        code = 0 if _shown(params, **options).ok else 1
    if code:
        raise typer.Exit(code)


def _shown(params: Path, **options: Any) -> Summary:
    from research.build.progress import Terminal
    from research.build.verbs import build

    with Terminal() as progress:
        summary = build(params, progress=progress, **options)
    progress.summarise(summary)
    return summary


def _each_of(folder: Path, options: dict[str, Any]) -> int:
    """Build the editions of a folder; give the exit code of the worst of them."""
    from research.build.folders import build_folder

    def named(path: Path, **given: Any) -> Summary:
        typer.echo(f"{path}:")
        return _shown(path, **given)

    ended = []
    for one in build_folder(folder, named, **options):
        if one.error is not None:
            typer.echo(str(one.error), err=True)
        ended.append(one)
    whole = sum(one.exit_code == 0 for one in ended)
    typer.echo(f"{whole} of {len(ended)} editions are built")
    return max(one.exit_code for one in ended)
