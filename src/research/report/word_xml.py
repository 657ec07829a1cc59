"""The parts of a Word document as trees of elements, read and written without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.oxml.parser import element_class_lookup
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["add", "letters_of", "read", "take_mark", "written"]

# python-docx's own parser drops blanks between elements; what pandoc wrote stays as it is.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_PARSER.set_element_class_lookup(element_class_lookup)


def read(part: bytes) -> Any:
    """Give the root element of a part, with python-docx's classes for the elements that it knows.

    Parameters
    ----------
    part : the part's XML.
    """
    return etree.fromstring(part, _PARSER)


def written(root: Any) -> bytes:
    """Give a part as bytes: the same tree gives the same bytes."""
    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))


def letters_of(element: Any) -> int:
    """Count the letters of a text: python-docx's classes give each run's, and its parts' again.

    Parameters
    ----------
    element : a paragraph, or what holds some.
    """
    return sum(len(text.text or "") for text in element.iter(qn("w:t")))


def take_mark(element: Any, style: str) -> bool:
    """Take out the empty runs of a style, by which a filter marks what holds them.

    Parameters
    ----------
    element : a row or a cell of a table, or the table; changed in place.
    style : of the runs; a run of the style that says something stays.

    Returns
    -------
    Whether there were any.
    """
    marks = [run for run in element.iter(qn("w:r")) if run.style == style and len(run) == 1]
    for mark in marks:
        mark.getparent().remove(mark)
    return bool(marks)


def add(
    parent: Any, tag: str, attributes: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
) -> Any:
    """Add an element where the order that Word demands puts it.

    Parameters
    ----------
    parent : the element that gets it.
    tag : its name, ``{namespace}name``.
    attributes : its attributes, by name as `tag`.
    before : names of the elements that must stand after it; at the end where none is there.

    Returns
    -------
    The new element.
    """
    child = _PARSER.makeelement(tag, dict(attributes or {}))
    follower = next((other for other in parent if other.tag in before), None)
    if follower is None:
        parent.append(child)
    else:
        follower.addprevious(child)
    return child
