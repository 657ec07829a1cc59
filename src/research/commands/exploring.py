"""Commands that open a project to look around in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["lab"]


def lab(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder to open; the project around it if left.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Of the page; a free one if left.")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address and open no browser.")
    ] = False,
    allow_root: Annotated[
        bool, typer.Option("--allow-root", help="Run as root, in a container of your own.")
    ] = False,
) -> None:
    """Open JupyterLab on the project, with kernels that start at once.

    Parameter files, data, notebooks and reports are in sight on the left; a notebook of
    **notebooks/** runs top to bottom on any edition: set **params** in its first cell.
    Ctrl-C, twice, ends it and its kernels.
    """
    from research.edition.project import project_around
    from research.pipeline.lab import ROOT, run

    options = [
        *([f"--port={port}"] if port is not None else []),
        *(["--no-browser"] if no_browser else []),
        *([ROOT] if allow_root else []),
    ]
    raise typer.Exit(run(folder or project_around(Path.cwd()), options))
