"""A figure as SVG whose text is text: it can be found, copied and read in the font of the page.

matplotlib writes a file that stands alone. What a page takes in must not touch the page: no style
that holds for all of it, no id that another chart has too. And where the font is missing, each text
keeps the width that it was measured with, so that nothing shifts.
"""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lxml import etree

from research.display.drawing.measure import text_width
from research.display.lettering import foreign
from research.display.style import families, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element
    from matplotlib.figure import Figure
    from matplotlib.text import Text

__all__ = ["DRAWN", "write_svg"]

DRAWN = "drawn"
"""Class of the SVG of a chart: what takes it into a page knows it by that."""

_NAMES = {None: "http://www.w3.org/2000/svg", "xlink": "http://www.w3.org/1999/xlink"}
_SVG = f"{{{_NAMES[None]}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PROPERTY = re.compile(r"([a-z-]+): *([^;]+)")
# The shorthand that matplotlib 3.10 writes: style, weight, size and families.
_FONT = re.compile(r"(?:(?P<style>italic|oblique) )?(?:(?P<weight>\d+) )?(?P<size>[\d.]+)px ")
_UNTURNED = re.compile(r"rotate\(-?0[ )]")
_MOVED = re.compile(r"translate\((\S+) (\S+)\)(?: rotate\(-?0\))?")
_REFERENCE = re.compile(r"^#(.+)$|url\(#([^)]+)\)")
# A thousandth of a point is less than any screen or printer shows.
_DIGITS = re.compile(r"-?\d+\.\d{4,}")
_HALO = "halo"
# What marks of one kind often share, and how many in a row are worth a group.
_SHARED = {
    "path": ("style", "clip-path"),
    "text": ("font-size", "font-weight", "text-anchor", "fill"),
}
_FEW = 3
# Letters so few that another font would shift nothing by more than a hair.
_SHORT = 3


def write_svg(
    figure: Figure,
    name: str,
    more: Sequence[str] = (),
    saved: Mapping[str, Any] | None = None,
) -> str:
    """Write a figure as SVG, the same bytes each time.

    Text in the report's fonts stays text. A figure with text in any other is outlined: no page
    would have its font.

    Parameters
    ----------
    figure : what is drawn.
    name : of the chart; the ids inside are its own.
    more : families that `research.display.lettering.letter` chose for what the report's own lacks.
    saved : settings of matplotlib beside the house's.
    """
    buffer = io.BytesIO()
    texts = _texts(figure)
    ours = all(_is_ours(text, more) and not text.get_parse_math() for text in texts)
    options: dict[str, Any] = {"svg.hashsalt": name, "svg.fonttype": "none" if ours else "path"}
    options |= saved or {}
    with settings(**options), _named_halos(texts if ours else []):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return _finished(etree.fromstring(buffer.getvalue()), more)


def _is_ours(text: Text, more: Sequence[str]) -> bool:
    own = text.get_fontfamily()
    return own == families() or (bool(more) and own[:1] == families())


def _texts(figure: Figure) -> list[Text]:
    from matplotlib.text import Text

    return [text for text in figure.findobj(Text) if text.get_text()]


@contextmanager
def _named_halos(texts: list[Text]) -> Iterator[None]:
    """Give text that has a halo a name instead, for a while; a halo would outline it."""
    effects = {text: text.get_path_effects() for text in texts if text.get_path_effects()}
    for text in effects:
        text.set_path_effects([])
        text.set_gid(_HALO)
    yield
    for text, effect in effects.items():
        text.set_path_effects(effect)
        text.set_gid(None)


def _finished(drawn: _Element, more: Sequence[str]) -> str:
    """Take what is drawn into a root of our own, without what only a file of its own needs."""
    attributes = {
        "class": DRAWN,
        **{name: drawn.attrib[name] for name in ("width", "height", "viewBox")},
        "font-family": ", ".join([*(f"'{name}'" for name in (*families(), *more)), "sans-serif"]),
        # What matplotlib says in a style for all elements, which would be all of the page.
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    root = etree.Element(f"{_SVG}svg", attributes, nsmap=_NAMES)
    root.extend(part for part in drawn if part.tag != f"{_SVG}metadata")
    for sheet in root.findall(f".//{_SVG}style"):
        sheet.getparent().remove(sheet)
    for text in root.iter(f"{_SVG}text"):
        _set(text)
    _lighten(root)
    for parent in list(root.iter(f"{_SVG}svg", f"{_SVG}g")):
        for tag, names in _SHARED.items():
            _gather(parent, f"{_SVG}{tag}", names)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


def _set(text: _Element) -> None:
    """Give text its look by attributes, which a page may overrule, and the width it must keep."""
    look = dict(_PROPERTY.findall(text.attrib.pop("style", "")))
    look.pop("font-family", None)
    short = _FONT.match(look.pop("font", ""))
    if short:
        look |= {f"font-{name}": value for name, value in short.groupdict().items() if value}
    size, weight = float(look["font-size"].removesuffix("px")), int(look.get("font-weight", 400))
    text.attrib.update({**look, "font-size": f"{size:g}"})
    turn = text.attrib.get("transform", "")
    moved = _MOVED.fullmatch(turn)
    if moved:
        text.attrib.update({"x": moved[1], "y": moved[2]})
    if moved or _UNTURNED.match(turn):
        del text.attrib["transform"]
    words = text.text or ""
    if "  " in words or words != words.strip():
        text.attrib[_SPACE] = "preserve"
    # Another font's letters join, so that only who sets them knows their width.
    if len(words) > _SHORT and "font-style" not in look and not foreign(words):
        width = text_width(words, size, weight)
        text.attrib.update({"textLength": f"{width:.2f}", "lengthAdjust": "spacingAndGlyphs"})
    if text.getparent().attrib.get("id") == _HALO:
        halo = {"stroke": "#ffffff", "stroke-width": "2.5", "paint-order": "stroke"}
        text.attrib.update(halo)


def _lighten(root: _Element) -> None:
    """Leave out names that nothing refers to, groups of no use, and digits that nothing shows."""
    used = {
        found[1] or found[2]
        for element in root.iter()
        for value in element.attrib.values()
        for found in _REFERENCE.finditer(value)
    }
    for element in list(root.iter()):
        if element.attrib.get("id") not in used:
            element.attrib.pop("id", None)
        for name in ("d", "x", "y", "transform"):
            if name in element.attrib:
                written = " ".join(element.attrib[name].split())
                element.attrib[name] = _DIGITS.sub(lambda found: _short(found[0]), written)
        if element.tag == f"{_SVG}g":
            _share_style(element)
    for group in list(root.iter(f"{_SVG}g", f"{_SVG}defs")):
        if group is not root and (not len(group) or (group.tag == f"{_SVG}g" and not group.attrib)):
            _unwrap(group)
    for element in root.iter():
        element.tail = None
        if element.tag != f"{_SVG}text":
            element.text = None


def _short(number: str) -> str:
    return f"{float(number):.3f}".rstrip("0").rstrip(".")


def _share_style(group: _Element) -> None:
    """Say once what all marks of a group say: a chart may have thousands."""
    marks = [mark for mark in group if mark.tag == f"{_SVG}use"]
    styles = {mark.attrib.get("style") for mark in marks}
    if len(marks) > 1 and len(styles) == 1 and None not in styles and "style" not in group.attrib:
        group.attrib["style"] = marks[0].attrib["style"]
        for mark in marks:
            del mark.attrib["style"]


def _gather(parent: _Element, tag: str, names: Sequence[str]) -> None:
    """Say once what shapes or texts that follow each other all say."""

    def look(mark: _Element) -> tuple[str | None, ...] | None:
        return tuple(mark.attrib.get(name) for name in names) if mark.tag == tag else None

    for said, run in [(said, list(run)) for said, run in groupby(parent, look)]:
        shared = {
            name: value for name, value in zip(names, said or (), strict=False) if value is not None
        }
        if not shared or len(run) < _FEW:
            continue
        group = etree.Element(f"{_SVG}g", shared)
        parent.insert(parent.index(run[0]), group)
        for mark in run:
            for name in shared:
                del mark.attrib[name]
            group.append(mark)


def _unwrap(group: _Element) -> None:
    parent = group.getparent()
    place = parent.index(group)
    parent[place : place + 1] = list(group)
