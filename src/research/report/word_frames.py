"""Word documents as Quarto leaves them: floats out of their frames, paragraphs in one alignment."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from research.report.word_sections import TURNS
from research.report.word_xml import add, read, written

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["unframed"]

_TABLE, _PARAGRAPH, _PROPERTIES = qn("w:tbl"), qn("w:p"), qn("w:pPr")
_STYLE, _ALIGNMENT, _RUN, _TEXT = qn("w:pStyle"), qn("w:jc"), qn("w:r"), qn("w:t")
_MARK, _CELL_PROPERTIES, _VALUE = qn("w:bookmarkStart"), qn("w:tcPr"), qn("w:val")
_DRAWING = f".//{qn('w:drawing')}"
_FLOAT = re.compile(r"(tbl|fig)-.+")
_LABEL = re.compile(r"(\w+\u00a0A?\d+) (.*)", re.DOTALL)
_CAPTIONS = {"tbl": "TableCaption", "fig": "ImageCaption"}


def unframed(document: bytes, alts: Mapping[str, str]) -> bytes:
    """Give the main part of a document of Quarto's as the embedded engine would have written it.

    Quarto puts each float into a table of one cell, its caption in a paragraph with two sets of
    properties, aligns all that the cell holds a second time, and drops alt texts. In Word the
    second alignment wins, so that names are centred, and a table in a cell repeats no head.

    Parameters
    ----------
    document : ``word/document.xml`` as Quarto wrote it.
    alts : alt text of every picture, by its path without suffix; empty where it only decorates.
    """
    root = read(document)
    for table in list(root.iter(_TABLE)):
        kind = _frames(table)
        if kind:
            _unframe(table, kind)
    for properties in root.iter(_PROPERTIES):
        _align_once(properties)
    for picture in root.iter(qn("wp:inline")):
        _describe(picture, alts)
    return written(root)


def _frames(table: Any) -> str:
    """Give ``tbl`` or ``fig`` where a table is but the frame of a float."""
    cells = [cell for row in table.tr_lst for cell in row.tc_lst]
    marks = cells[0].findall(_MARK) if len(cells) == 1 else []
    found = [_FLOAT.fullmatch(mark.get(qn("w:name"), "")) for mark in marks]
    return next((match[1] for match in found if match), "")


def _unframe(frame: Any, kind: str) -> None:
    cell = frame.tr_lst[0].tc_lst[0]
    if any(_is_aligned(paragraph) for paragraph in cell.findall(_PARAGRAPH)):
        _unalign(cell)
    for part in list(cell):
        if part.tag == _CELL_PROPERTIES or _is_empty(part):
            continue
        frame.addprevious(part)
        if part.tag == _PARAGRAPH:
            _restyle(part, kind)
    spacer = frame.getnext()
    # Between two tables Word needs a paragraph; between a caption and what follows it none.
    if spacer is not None and _is_blank(spacer) and _is_table(spacer.getnext()):
        spacer.getparent().remove(spacer)
    frame.getparent().remove(frame)


def _is_aligned(paragraph: Any) -> bool:
    """Whether the frame aligns a paragraph, in its first properties; the others are Quarto's."""
    properties = paragraph.find(_PROPERTIES)
    return properties is not None and properties.find(_ALIGNMENT) is not None


def _unalign(cell: Any) -> None:
    """Take the frame's alignment from all that stands in its table: the last that each has."""
    for table in cell.findall(_TABLE):
        for properties in table.iter(_PROPERTIES):
            for last in properties.findall(_ALIGNMENT)[-1:]:
                properties.remove(last)


def _is_empty(part: Any) -> bool:
    return part.tag == _PARAGRAPH and not len(part)


def _is_blank(part: Any) -> bool:
    if part.tag == _PARAGRAPH and part.style in TURNS:
        return False
    said = "".join(text.text or "" for text in part.iter(_TEXT)).strip()
    return part.tag == _PARAGRAPH and not said and part.find(_DRAWING) is None


def _is_table(part: Any) -> bool:
    return part is not None and part.tag == _TABLE


def _restyle(paragraph: Any, kind: str) -> None:
    """Give a picture or a caption its style, and a caption's label its own."""
    if paragraph.find(_DRAWING) is not None:
        _set_style(paragraph, "Figure")
    elif any(style.get(_VALUE) == "ImageCaption" for style in paragraph.iter(_STYLE)):
        _set_style(paragraph, _CAPTIONS[kind])
        _part_label(paragraph)


def _set_style(paragraph: Any, name: str) -> None:
    for properties in paragraph.findall(_PROPERTIES):
        paragraph.remove(properties)
    properties = paragraph.makeelement(_PROPERTIES)
    paragraph.insert(0, properties)
    add(properties, _STYLE, {_VALUE: name})


def _part_label(paragraph: Any) -> None:
    run = paragraph.find(_RUN)
    text = run.find(_TEXT) if run is not None else None
    match = _LABEL.fullmatch(text.text or "") if text is not None else None
    if text is None or match is None:
        return
    label = run.makeelement(_RUN)
    add(add(label, qn("w:rPr")), qn("w:rStyle"), {_VALUE: "Label"})
    add(label, _TEXT).text = match[1]
    run.addprevious(label)
    text.text = f"\u2002{match[2]}"


def _align_once(properties: Any) -> None:
    """Keep the alignment that stands first: what is nearest to the paragraph asked for it."""
    for other in properties.findall(_ALIGNMENT)[1:]:
        properties.remove(other)


def _describe(inline: Any, alts: Mapping[str, str]) -> None:
    """Give a picture that Quarto left mute its alt text."""
    said, file = inline.find(qn("wp:docPr")), inline.find(f".//{qn('pic:cNvPr')}")
    if said is None or file is None or said.get("descr"):
        return
    path = PurePosixPath(file.get("descr", ""))
    alt = alts.get(path.with_suffix("").as_posix(), "") if path.name else ""
    if alt:
        said.set("descr", alt)
