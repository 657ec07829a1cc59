"""pandoc, from the wheel: one call in, bytes out."""

from __future__ import annotations

import functools
import os
import subprocess
from typing import TYPE_CHECKING

from research.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["pandoc", "version"]

LIMIT = 300.0


@functools.cache
def _command() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


@functools.cache
def version() -> str:
    """Give the version of the pandoc in the wheel."""
    return pandoc("--version").decode().split()[1]


def pandoc(
    *arguments: str,
    source: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run pandoc.

    Parameters
    ----------
    arguments : its options.
    source : what it reads.
    folder : where it runs.
    environment : variables set on top of ours.

    Returns
    -------
    bytes
        What it wrote.

    Raises
    ------
    RenderError
        With pandoc's own message.
    """
    try:
        done = subprocess.run(
            [_command(), *arguments],
            input=source,
            capture_output=True,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        msg = f"pandoc did not finish within {LIMIT:.0f} s"
        raise RenderError(msg) from None
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip()
        msg = f"pandoc stopped (exit code {done.returncode}): {message}"
        raise RenderError(msg)
    return done.stdout
