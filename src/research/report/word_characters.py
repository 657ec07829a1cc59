"""Characters in Word: runs in the fonts of their script, and in its direction."""

from __future__ import annotations

import copy
import unicodedata
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.text.font import Font
from wcwidth import iter_graphemes

from research.typefaces.clusters import needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.typefaces.catalogue import Typeface

__all__ = ["parted", "set_characters"]

_RUN, _TEXT, _SPACE = qn("w:r"), qn("w:t"), "{http://www.w3.org/XML/1998/namespace}space"
_CELL, _BIDI, _NUMBER, _JC = qn("w:tc"), qn("w:bidi"), qn("w:numPr"), qn("w:jc")
_VALUE = qn("w:val")
_SCRIPTS = tuple(qn(f"w:{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs"))


def set_characters(root: Any, faces: Mapping[int, Typeface]) -> None:
    """Give the characters that the report's own family lacks runs in their own font.

    Parameters
    ----------
    root : the main part; changed in place.
    faces : typeface by code point.
    """
    for run in list(root.iter(_RUN)):
        texts = run.findall(_TEXT)
        if len(texts) == 1 and any(ord(sign) in faces for sign in texts[0].text or ""):
            for part, family in parted(texts[0].text, faces):
                run.addprevious(_made(run, part, family))
            run.getparent().remove(run)
    for cell in root.iter(_CELL):
        for properties in cell.iter(qn("w:pPr")):
            _keep_in_column(properties)


def _keep_in_column(properties: Any) -> None:
    """Let a paragraph from right to left stand where its column does: Word turns sides round."""
    if properties.find(_BIDI) is None or properties.find(_NUMBER) is not None:
        return
    side = properties.find(_JC)
    where = "left" if side is None else side.get(_VALUE)
    properties.get_or_add_jc().set(
        _VALUE,
        {"left": "right", "start": "right", "right": "left", "end": "left"}.get(where, where),
    )


def parted(text: str, faces: Mapping[int, Typeface]) -> Iterator[tuple[str, str]]:
    """Part a text where its font changes; what a reader takes for one character stays whole.

    Parameters
    ----------
    text : of one run.
    faces : typeface by code point.

    Yields
    ------
    (part, family)
        The family is empty for the report's own. Blanks between two words of one font are of that
        font; beside emoji and other signs they are the report's own, which has them narrower.
    """
    part, family, held, before = "", "", "", ""
    for sign, own in _set(text, faces):
        if not own and family and sign.isspace():
            held += sign
            continue
        if own == family and not (held and (_is_picture(before) or _is_picture(sign))):
            part, held, before = part + held + sign, "", sign
            continue
        if part:
            yield part, family
        if held and own:
            yield held, ""
            held = ""
        part, family, held, before = held + sign, own, "", sign
    if part:
        yield part, family
    if held:
        yield held, ""


def _set(text: str, faces: Mapping[int, Typeface]) -> Iterator[tuple[str, str]]:
    """Give the characters of a text with their families, those whole that one family has."""
    for cluster in iter_graphemes(text):
        wanted = needed(cluster)
        asked = [faces[code] for code in map(ord, cluster) if code in faces]
        whole = next((face for face in asked if face.coverage >= wanted), None)
        if whole or not asked:
            yield cluster, whole.family if whole else ""
            continue
        family = ""
        for sign in cluster:
            if ord(sign) in faces:
                family = faces[ord(sign)].family
            elif needed(sign) and not unicodedata.combining(sign):
                family = ""
            yield sign, family


def _is_picture(cluster: str) -> bool:
    return any(unicodedata.category(sign) in ("So", "Sk", "Me") for sign in cluster)


def _made(run: Any, text: str, family: str) -> Any:
    made = copy.deepcopy(run)
    words = made.find(_TEXT)
    words.text = text
    words.set(_SPACE, "preserve")
    if family:
        fonts = made.get_or_add_rPr().get_or_add_rFonts()
        for script in _SCRIPTS:
            fonts.set(script, family)
        if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
            Font(made).rtl = True
    return made
