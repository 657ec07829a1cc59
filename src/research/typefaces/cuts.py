"""Cuts: the few glyphs that a document needs of a typeface, as a small font of their own."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from research.typefaces.catalogue import Typeface

__all__ = ["Weight", "as_web_font", "cut", "cut_file", "weights"]

Weight = Literal["Regular", "Bold"]

# Where the weight varies inside a font: as much as the report's own cuts have.
_WEIGHTS = {"Regular": 400, "Bold": 600}
# Joiners and selectors go with the signs that they join and select, and blanks stand between them.
_UNSEEN = {0x20, 0xA0, 0x200C, 0x200D, 0xFE0E, 0xFE0F, 0x25CC}
_ERROR = 0.5
_DROPPED = ("BASE", "DSIG", "FFTM", "MATH", "STAT", "VORG", "VVAR", "meta", "vhea", "vmtx")


def weights(face: Typeface) -> tuple[Weight, ...]:
    """Give the weights that a typeface has."""
    return ("Regular", "Bold") if face.bold is not None else ("Regular",)


@lru_cache(maxsize=64)
def cut(face: Typeface, codes: frozenset[int], weight: Weight = "Regular") -> bytes:
    """Cut the glyphs of some code points out of a typeface, always the same bytes.

    The font made has one weight and bears the family's name. Its outlines are those of TrueType,
    which every program that reads documents can take; pictures of emoji stay pictures.

    Parameters
    ----------
    face : the typeface.
    codes : code points.
    weight : one of `weights`.
    """
    path = face.bold if weight == "Bold" and face.bold else face.regular
    font = _subset(path, face.number, codes | _UNSEEN)
    place = _place(font, _WEIGHTS[weight])
    if "CFF " in font or "CFF2" in font:
        _trace(font, place)
    if place:
        from fontTools.varLib.instancer import instantiateVariableFont

        instantiateVariableFont(font, place, inplace=True)
    _name(font, face.family, weight)
    return _saved(font)


def cut_file(path: Path, codes: frozenset[int]) -> bytes:
    """Cut the glyphs of some code points out of a font file, its name as it is."""
    return _saved(_subset(path, -1, codes | _UNSEEN))


def as_web_font(content: bytes) -> bytes:
    """Give a font as WOFF2."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    font.flavor = "woff2"
    return _saved(font)


def _saved(font: Any) -> bytes:
    stream = io.BytesIO()
    font.save(stream)
    font.close()
    return stream.getvalue()


def _subset(path: Path, number: int, codes: frozenset[int]) -> Any:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(notdef_outline=True, hinting=False, desubroutinize=True)
    options.drop_tables += _DROPPED
    font = TTFont(path, fontNumber=number, lazy=True, recalcTimestamp=False)
    subset = Subsetter(options)
    subset.populate(unicodes=codes)
    subset.subset(font)
    return font


def _place(font: Any, weight: int) -> dict[str, float]:
    """Give the place of a weight among what varies in a font, the rest as it is by default."""
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    place = {tag: axis.defaultValue for tag, axis in axes.items()}
    if "wght" in axes:
        place["wght"] = min(max(weight, axes["wght"].minValue), axes["wght"].maxValue)
    return place


def _trace(font: Any, place: dict[str, float]) -> None:
    """Draw PostScript outlines as those of TrueType."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order, glyphs = font.getGlyphOrder(), font.getGlyphSet(location=place or None)
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, _ERROR * font["head"].unitsPerEm / 1000))
        drawn[name] = pen.glyph()
        font["hmtx"][name] = (round(glyphs[name].width), font["hmtx"][name][1])
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = order, drawn
    font["loca"] = newTable("loca")
    for tag in ("CFF ", "CFF2", "HVAR"):
        if tag in font:
            del font[tag]
    _count(font, order)


def _count(font: Any, order: list[str]) -> None:
    """Fit the tables that count glyphs and points to the new outlines."""
    from fontTools.ttLib import newTable

    font["glyf"].compile(font)
    most = font["maxp"] = newTable("maxp")
    most.tableVersion, most.numGlyphs = 0x00010000, len(order)
    for name in (
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
    ):
        setattr(most, name, 0)
    most.maxZones = 1
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"
    most.recalc(font)


def _name(font: Any, family: str, weight: Weight) -> None:
    """Let a font bear the family's name and one of the two weights that programs pair."""
    bold = weight == "Bold"
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 5, 13, 14)]
    style = "".join(family.split()) + f"-{weight}"
    for number, text in {1: family, 2: weight, 3: style, 4: f"{family} {weight}", 6: style}.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0
    # A reader's copy may be edited: nothing of these fonts' licences forbids it.
    font["OS/2"].fsType = 0
