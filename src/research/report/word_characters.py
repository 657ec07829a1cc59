"""Characters in Word: runs in the fonts of their script, and in its direction."""

from __future__ import annotations

import copy
import unicodedata
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.text.font import Font

from research.typefaces.clusters import needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.typefaces.catalogue import Typeface

__all__ = ["parted", "set_characters"]

_RUN, _TEXT, _SPACE = qn("w:r"), qn("w:t"), "{http://www.w3.org/XML/1998/namespace}space"
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


def parted(text: str, faces: Mapping[int, Typeface]) -> Iterator[tuple[str, str]]:
    """Part a text where its font changes; blanks between two parts of one font stay with them.

    Parameters
    ----------
    text : of one run.
    faces : typeface by code point.

    Yields
    ------
    (part, family)
        The family is empty for the report's own.
    """
    part, family, held = "", "", ""
    for sign in text:
        own = faces[ord(sign)].family if ord(sign) in faces else ""
        if not own and family and (not needed(sign) or unicodedata.combining(sign)):
            own = family
        elif not own and family and sign.isspace():
            held += sign
            continue
        if own == family:
            part, held = part + held + sign, ""
            continue
        if part:
            yield part, family
        if held and own:
            yield held, ""
            held = ""
        part, family, held = held + sign, own, ""
    if part:
        yield part, family
    if held:
        yield held, ""


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
