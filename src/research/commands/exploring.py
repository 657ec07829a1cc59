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

    A start page opens first, **start.ipynb**: the editions with their parameter files, data and
    reports as links, the next steps, and what a notebook can call. It is made anew each time until
    you change it; then it is yours. Parameter files, data, notebooks and reports are in sight on
    the left.

    A notebook of **notebooks/** runs top to bottom on any edition: set **params** in its first
    cell. A wrong name ends in a sentence with the nearest one; a click below it opens the way
    through the code. Ctrl-C, twice, ends Lab and its kernels.

    **research lab** opens the project that you stand in, **research lab notebooks** a folder of it,
    **research lab --no-browser --port 8890** prints the address to open elsewhere.
    """
    from research.edition.project import project_around
    from research.pipeline.lab import ROOT, opening, run
    from research.starting.start_page import start_page

    shown = folder or project_around(Path.cwd())
    options = [
        *opening(start_page(shown)),
        *([f"--port={port}"] if port is not None else []),
        *(["--no-browser"] if no_browser else []),
        *([ROOT] if allow_root else []),
    ]
    raise typer.Exit(run(shown, options))
