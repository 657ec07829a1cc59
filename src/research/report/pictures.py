"""Pictures of author texts: files of the edition's own folder of texts, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from research.errors import InputError, Problem
from research.files import digest, link_within
from research.identifiers import slug
from research.problems.values import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["KINDS", "picture"]

KINDS = {".gif": "GIF", ".jpeg": "JPEG", ".jpg": "JPEG", ".png": "PNG"}
"""What every format of a report can show, by the ending of the file."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


def picture(target: str, folder: Path) -> tuple[str, Path]:
    """Find the picture that a text names.

    Parameters
    ----------
    target : as the text has it, percent signs and all.
    folder : of the text.

    Returns
    -------
    (name, path)
        Its name among the figures of the report, and where it stands.

    Raises
    ------
    InputError
        If it is no sound picture below the folder.
    """
    named = unquote(target)
    fault = next(_faults(named, folder), None)
    if fault is not None:
        raise InputError([fault])
    stem, _, ending = named.rpartition(".")
    name = slug(stem)
    # Two names that differ in signs alone are two pictures.
    more = "" if name == stem else f"-{digest(stem)[:8]}"
    return f"picture-{name}{more}.{ending.lower()}", folder / named


def _faults(named: str, folder: Path) -> Iterator[Problem]:
    """Find what keeps a picture out of the report; a later fault presumes that none came before."""
    beside = "a picture beside the text: ![What it shows](photo.jpg)"
    if _ADDRESS.match(named):
        yield Problem("", f"the picture {shown(named)} lies elsewhere", allowed=beside)
    parts = named.replace("\\", "/").split("/")
    if not parts[0] or ".." in parts:
        yield Problem(
            "", f"the picture {shown(named)} leads out of the folder of texts", allowed=beside
        )
    path = folder / named
    suffixes = ", ".join(KINDS)
    if path.suffix.lower() not in KINDS:
        yield Problem("", f"{shown(named)} is no picture that reports show", allowed=suffixes)
    if link_within(folder, path) is not None:
        what = f"the picture {shown(named)} is a link, and none is followed"
        yield Problem("", what, hint="put the file in its place")
    if not path.is_file():
        there = sorted(
            each.relative_to(folder).as_posix()
            for each in folder.rglob("*")
            if each.suffix.lower() in KINDS
        )
        what = f"there is no picture {shown(named)} in the folder of texts"
        yield Problem("", what, allowed=listed(there, most=20))
    elif not _sound(path):
        kind = KINDS[path.suffix.lower()]
        yield Problem("", f"the file {shown(named)} cannot be read as {kind}", hint="save it anew")


def _sound(path: Path) -> bool:
    """Whether a file holds the picture that its ending says."""
    # Not every report has pictures of its author's.
    from PIL import Image

    try:
        with Image.open(path, formats=[KINDS[path.suffix.lower()]]) as image:
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True
