"""The report's own family: Source Sans, out of its wheel."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["CUTS", "FAMILY", "coverage", "font_files", "font_folder"]

FAMILY = "Source Sans Pro"
CUTS = ("Light", "Regular", "It", "Semibold")


def font_folder() -> Path:
    """Give the folder of the font files, in their wheel."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        msg = "the fonts are missing; install them with: pip install font-source-sans-pro"
        raise ModuleNotFoundError(msg)
    return Path(spec.origin).parent / "files"


def font_files() -> dict[str, Path]:
    """Give the font files that the report uses, by the name of the cut."""
    return {name: font_folder() / f"SourceSansPro-{name}.ttf" for name in CUTS}


@cache
def coverage() -> frozenset[int]:
    """Give the code points that the upright cuts have."""
    from fontTools.ttLib import TTFont

    with TTFont(font_files()["Regular"], lazy=True) as font:
        return frozenset(font.getBestCmap())
