"""Word: what pandoc leaves undone in a document, and always the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from research.report import word_fonts

if TYPE_CHECKING:
    import datetime

__all__ = ["finish"]

TINT = '<w:shd w:val="clear" w:color="auto" w:fill="E6EFF2"/>'
DIRECT = {
    "Better": '<w:b/><w:color w:val="0B5C73"/>',
    "Worse": '<w:b/><w:color w:val="A64617"/>',
    "Base": '<w:b w:val="0"/><w:color w:val="566270"/>',
}
NARROW = '<w:spacing w:before="0" w:after="20"/><w:ind w:left="170" w:hanging="170"/>'
HAIR = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="566270"/></w:tcBorders>'

# Word's own way to say that a picture says nothing.
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)

_DOCUMENT = "word/document.xml"
_MUTE = re.compile(r'(<wp:docPr descr=""[^>]*?)\s*/>')
_PATH = re.compile(r'(<pic:cNvPr )descr="figures/[^"]*"')
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc>(?:\s*<w:tcPr\s*/>|\s*<w:tcPr>(.*?)</w:tcPr>)?(.*?)</w:tc>", re.DOTALL)
_HEAD = re.compile(r"<w:tblHeader\b")
_MARK = re.compile(r'<w:r>\s*<w:rPr>\s*<w:rStyle w:val="TopThree"\s*/>\s*</w:rPr>\s*</w:r>')
_RUN = re.compile(r"<w:r>(?:\s*<w:rPr>(.*?)</w:rPr>)?", re.DOTALL)
_CHAPTER = re.compile(
    r'(<w:pStyle w:val="Heading2"\s*/>)(?=(?:(?!</w:p>).)*w:val="ChapterNumber")', re.DOTALL
)
_MARKED = re.compile(r'<w:rStyle w:val="(Better|Worse|Base)"\s*/>')
_LIST = re.compile(r"(<w:numPr>.*?</w:numPr>)", re.DOTALL)
_PARAGRAPH = re.compile(r'(<w:pStyle w:val="[^"]*"\s*/>)')
_COLUMNS_OF_A_WIDE_TABLE = 8
_ROWS_OF_A_SHORT_TABLE = 20


def finish(content: bytes, time: datetime.datetime) -> bytes:
    """Dress the tables, mark what only decorates, embed the fonts and fix the times.

    Parameters
    ----------
    content : the document as pandoc wrote it.
    time : the time that its parts bear.
    """
    stamp = max(time, time.replace(year=1980)).timetuple()[:6]
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    parts[_DOCUMENT] = _dressed(parts[_DOCUMENT].decode()).encode()
    word_fonts.embed(parts)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, stamp)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, data)
    return stream.getvalue()


def _dressed(document: str) -> str:
    document = _CHAPTER.sub(r"\1<w:pageBreakBefore/>", document)
    document = _MUTE.sub(rf"\1>{DECORATIVE}</wp:docPr>", document)
    document = _PATH.sub(r'\1descr=""', document)
    return _TABLE.sub(lambda match: _table(match[0]), document)


def _table(table: str) -> str:
    if table.count("<w:gridCol") > _COLUMNS_OF_A_WIDE_TABLE:
        table = _RUN.sub(_small, table)
    # LibreOffice lets the table's style win over a run's; what is said directly wins everywhere.
    table = _MARKED.sub(lambda match: match[0] + DIRECT[match[1]], table)
    table = _LIST.sub(rf"\1{NARROW}", table)
    rows = _ROW.findall(table)
    heads = sum(bool(_HEAD.search(row)) for row in rows)
    for number, row in enumerate(rows, 1):
        dressed = _row(row, last_head=number == heads)
        # The last row holds on to the notes.
        if len(rows) <= _ROWS_OF_A_SHORT_TABLE or number == len(rows):
            dressed = _PARAGRAPH.sub(r"\1<w:keepNext/>", dressed)
        table = table.replace(row, dressed, 1)
    return table


def _row(row: str, *, last_head: bool) -> str:
    """Keep a row on one page, tint its best ranks, draw the hair under the head."""

    def cell(match: re.Match[str]) -> str:
        properties, content = match[1] or "", match[2]
        # Word wants borders before shading.
        if last_head:
            properties += HAIR
        if _MARK.search(content):
            properties += TINT
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_MARK.sub('', content)}</w:tc>"

    row = _CELL.sub(cell, row)
    if "<w:trPr>" in row:
        return row.replace("<w:trPr>", "<w:trPr><w:cantSplit/>", 1)
    return row.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)


def _small(match: re.Match[str]) -> str:
    return f'<w:r><w:rPr>{match[1] or ""}<w:sz w:val="14"/><w:szCs w:val="14"/></w:rPr>'
