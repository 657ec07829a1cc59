"""The way in: a build with nothing to do is answered before the command line is loaded.

typer brings pydantic, which takes longer to import than an unchanged edition takes to be known.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

# Options of ``research build`` that leave an unchanged edition unchanged, with their values.
HARMLESS = {"--jobs": 1, "-j": 1, "--time-limit": 1, "--memory-limit": 1, "--cold": 0}


def main() -> None:
    """Run the command line."""
    if _unchanged(sys.argv[1:]):
        return
    from research.cli import main as run

    run()


def _unchanged(arguments: Sequence[str]) -> bool:
    """Answer ``research build`` where nothing has changed; False for all that needs a closer look.

    Whatever is unusual about the arguments is left to the command line.
    """
    wanted = _wanted(arguments)
    if wanted is None:
        return False
    params, formats, engine = wanted
    from pathlib import Path

    from research.build.verbs import unchanged

    summary = unchanged(Path(params).resolve(), formats, engine)
    if summary is None:
        return False
    from research.build.progress import Terminal

    Terminal().summarise(summary)
    return True


def _wanted(arguments: Sequence[str]) -> tuple[str, list[str] | None, str] | None:
    """Give parameter file, formats and engine; None for anything but a plain build."""
    if not arguments or arguments[0] != "build":
        return None
    params, engine = "", ""
    formats: list[str] = []
    left = iter(arguments[1:])
    for argument in left:
        if argument in ("--to", "--engine"):
            value = next(left, "")
            if argument == "--to":
                formats.append(value)
            else:
                engine = value
        elif argument in HARMLESS:
            for _ in range(HARMLESS[argument]):
                next(left, "")
        elif argument.startswith("-") or params:
            return None
        else:
            params = argument
    return (params, formats or None, engine) if params else None


if __name__ == "__main__":
    main()
