"""Pages that lie on their side in Word: sections of their own, with the same head and foot."""

from __future__ import annotations

import copy
import re
from typing import Any

from docx.oxml.ns import qn

from research.report.word_xml import add, read, written

__all__ = ["TURNS", "head_pages", "mark_pages", "turn_pages"]

_TITLE_OF_ALL = "{http://purl.org/dc/elements/1.1/}title"
_PROPERTIES = "docProps/core.xml"
_MAIN, _HEADER = "word/document.xml", re.compile(r"word/header\d*\.xml")

TURNS = ("TurnsAcross", "TurnsBack")
"""Styles of empty paragraphs, by which the filter says where such pages begin and end."""

_BACK = TURNS[1]

_SECTION, _TITLE, _SIZE = qn("w:sectPr"), qn("w:titlePg"), qn("w:pgSz")
_WIDTH, _HEIGHT, _ORIENT = qn("w:w"), qn("w:h"), qn("w:orient")


def turn_pages(root: Any) -> None:
    """Make sections of what stands between the marks.

    Parameters
    ----------
    root : the main part, changed in place.
    """
    body = root.find(qn("w:body"))
    last = None if body is None else body.find(_SECTION)
    if last is None:
        return
    opens = True
    for paragraph in list(body.iterchildren(qn("w:p"))):
        style = paragraph.style
        if style not in TURNS:
            continue
        section = copy.deepcopy(last)
        if not opens:
            _drop_title(section)
        if style == _BACK:
            _turn(section)
        opens = False
        paragraph.get_or_add_pPr().append(section)
    if not opens:
        _drop_title(last)


def head_pages(parts: dict[str, bytes]) -> None:
    """Let an office that knows no field of a style's text show the title above every page.

    Parameters
    ----------
    parts : of the document by their names, changed in place.
    """
    found = read(parts[_PROPERTIES]).find(_TITLE_OF_ALL) if _PROPERTIES in parts else None
    for name in filter(_HEADER.fullmatch, parts):
        head = read(parts[name])
        for text in head.iter(qn("w:t")):
            text.text = text.text or (found.text if found is not None else None)
        parts[name] = written(head)


def mark_pages(parts: dict[str, bytes], mark: str) -> None:
    """Put words above every page, the first among them.

    Parameters
    ----------
    parts : of the document by their names, changed in place.
    mark : the words.
    """
    root = read(parts[_MAIN])
    for section in root.iter(_SECTION):
        _drop_title(section)
    parts[_MAIN] = written(root)
    for name in parts:
        if not _HEADER.fullmatch(name):
            continue
        head = read(parts[name])
        paragraph = add(head, qn("w:p"))
        add(add(paragraph, qn("w:pPr")), qn("w:jc"), {qn("w:val"): "center"})
        run = add(paragraph, qn("w:r"))
        properties = add(run, qn("w:rPr"))
        add(properties, qn("w:b"))
        add(properties, qn("w:color"), {qn("w:val"): "A64617"})
        add(run, qn("w:t")).text = mark
        head.remove(paragraph)
        head.insert(0, paragraph)
        parts[name] = written(head)


def _drop_title(section: Any) -> None:
    """Only the first section has a first page without head and foot."""
    for mark in section.findall(_TITLE):
        section.remove(mark)


def _turn(section: Any) -> None:
    size = section.find(_SIZE)
    size.attrib.update({_WIDTH: size.get(_HEIGHT), _HEIGHT: size.get(_WIDTH), _ORIENT: "landscape"})
