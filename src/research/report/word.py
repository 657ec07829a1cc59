"""Word: what pandoc leaves undone in a document, and always the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips
from docx.text.font import Font
from docx.text.parfmt import ParagraphFormat

from research.report import word_fonts
from research.report.word_banners import dress_banner, take_held
from research.report.word_characters import set_characters
from research.report.word_heights import FITS_A_PAGE, lines_of
from research.report.word_holding import has_below, hold, hold_endings, hold_exhibits
from research.report.word_sections import head_pages, mark_pages, turn_pages
from research.report.word_xml import add, letters_of, read, take_mark, written

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.text.run import CT_R

    from research.report.characters import Characters
    from research.typefaces.catalogue import Typeface

__all__ = ["finish"]

# What the character styles of marked cells say, said directly.
DIRECT = {
    "Better": (True, RGBColor(0x0B, 0x5C, 0x73)),
    "Worse": (True, RGBColor(0xA6, 0x46, 0x17)),
    "Base": (False, RGBColor(0x56, 0x62, 0x70)),
}
TINT = {"val": "clear", "color": "auto", "fill": "E6EFF2"}
HAIR = {"val": "single", "sz": "4", "space": "0", "color": "566270"}
TOP_THREE = "TopThree"
# What opens a group of rows, and words that begin where figures of another column end.
_OPENS, _RULES, _APART = "OpensRow", "C9D3DA", "ApartCell"
# Heads that stand upright, since a word is longer than its column is wide; they stand on one line,
# of so many twips for a letter.
UPRIGHT, LETTER, TALLEST = "SteepHead", 68, 3600
INDENT = Twips(170)
GAP = Twips(20)
SMALL = Pt(7.5)
BELOW = Pt(8)

_DOCUMENT = "word/document.xml"
_COLUMNS_OF_A_WIDE_TABLE = 8
_CLOSE = ("Compact", "BodyText", "FirstParagraph")
_ROWS_OF_A_SHORT_TABLE = 20

# Word's own way to say that a picture says nothing.
_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_PREFIX = {"adec": _DECORATIVE}
_SIDES = ("distT", "distB", "distL", "distR")
_PARAGRAPH, _RUN = qn("w:p"), qn("w:r")
# A line of the list of a part's chapters, and so many that the first chapter stands below them.
_LISTED, _FEW = "ChapterEntry", 5
# What follows borders, and shading, among the properties of a cell.
_AFTER_SHADING = tuple(
    qn(f"w:{name}")
    for name in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
)
_AFTER_BORDERS = (qn("w:shd"), *_AFTER_SHADING)
_AFTER_MARGINS, _AFTER_TURNS = _AFTER_SHADING[2:], _AFTER_SHADING[3:]


def finish(
    content: bytes,
    time: datetime.datetime,
    needed: Characters | None = None,
    mend: Callable[[bytes], bytes] | None = None,
    mark: str = "",
) -> bytes:
    """Dress the tables, mark what only decorates, embed the fonts and fix the times.

    Parameters
    ----------
    content : the document as pandoc wrote it.
    time : the time that its parts bear.
    needed : what sets the characters that the report's own family lacks.
    mend : puts the main part right before anything else; for what another engine wrote.
    mark : what stands above every page, the first among them.
    """
    stamp = max(time, time.replace(year=1980)).timetuple()[:6]
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    main = parts[_DOCUMENT]
    parts[_DOCUMENT] = dressed(mend(main) if mend else main, needed.by_code if needed else {})
    head_pages(parts)
    if mark:
        mark_pages(parts, mark)
    word_fonts.embed(parts, needed.choice.faces if needed else {})
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, stamp)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, data)
    return stream.getvalue()


def dressed(document: bytes, faces: Mapping[int, Typeface] | None = None) -> bytes:
    """Give the main part with its chapters, pictures and tables as the report has them.

    Parameters
    ----------
    document : ``word/document.xml`` as pandoc wrote it.
    faces : typeface by code point, for what the report's own family lacks.
    """
    root = read(document)
    for paragraph in root.iter(_PARAGRAPH):
        if _opens_chapter(paragraph):
            _open_page(paragraph)
    _set_pictures(root)
    for table in root.iter(qn("w:tbl")):
        _dress(table)
        _part(table)
    for body in root.iter(qn("w:body")):
        hold_exhibits(body)
        hold_endings(body)
    turn_pages(root)
    if faces:
        set_characters(root, faces)
    return written(root)


def _opens_chapter(paragraph: CT_P) -> bool:
    runs = paragraph.iter(_RUN)
    return paragraph.style == "Heading2" and any(run.style == "ChapterNumber" for run in runs)


def _open_page(paragraph: CT_P) -> None:
    """Begin a page with a chapter, unless its part has said little but its name on that page."""
    before, listed = paragraph.getprevious(), 0
    while before is not None and (before.tag != _PARAGRAPH or before.style == _LISTED):
        listed += before.tag == _PARAGRAPH
        before = before.getprevious()
    if before is None or before.style != "Heading1" or listed > _FEW:
        form = ParagraphFormat(paragraph)
        form.page_break_before, form.space_before = True, Pt(0)


def _set_pictures(root: Any) -> None:
    for picture in root.iter(qn("wp:docPr")):
        if picture.get("descr") == "":
            _decorates(picture)
    for picture in root.iter(qn("wp:inline")):
        # Where nothing is said, LibreOffice keeps 3 mm free on both sides, over the margin.
        for side in _SIDES:
            picture.set(side, picture.get(side, "0"))
    for picture in root.iter(qn("pic:cNvPr")):
        # The name of a file describes nothing.
        if picture.get("descr", "").startswith("figures/"):
            picture.set("descr", "")


def _decorates(picture: Any) -> None:
    extension = add(add(picture, qn("a:extLst")), qn("a:ext"), {"uri": _EXTENSION})
    said = extension.makeelement(f"{{{_DECORATIVE}}}decorative", val="1", nsmap=_PREFIX)
    extension.append(said)


def _dress(table: CT_Tbl) -> None:
    banner = dress_banner(table)
    wide = len(table.tblGrid.gridCol_lst) > _COLUMNS_OF_A_WIDE_TABLE
    for run in table.iter(_RUN):
        _dress_run(run, small=wide and not banner)
    for paragraph in table.iter(_PARAGRAPH):
        if paragraph.style in _CLOSE:
            paragraph.style = "TableText"
        if paragraph.pPr is not None and paragraph.pPr.numPr is not None:
            _narrow(paragraph)
    rows = table.tr_lst
    heads = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
    short = len(rows) <= _ROWS_OF_A_SHORT_TABLE and lines_of(table) <= FITS_A_PAGE
    for number, row in enumerate(rows, 1):
        # The last row holds on to what is said of the table, not to a further part of it.
        marked = take_held(row)
        held = has_below(table) if number == len(rows) else short or marked
        _dress_row(row, last_head=number == heads, held=held)


def _part(table: CT_Tbl) -> None:
    """Leave room below a table where text or a list follows: they keep none to what is no text."""
    following = table.getnext()
    if following is not None and following.tag == _PARAGRAPH and following.style in _CLOSE:
        ParagraphFormat(following).space_before = BELOW


def _dress_run(run: CT_R, *, small: bool) -> None:
    font = Font(run)
    if small:
        size = run.get_or_add_rPr().get_or_add_sz()
        size.val = SMALL
        size.addnext(run.makeelement(qn("w:szCs"), dict(size.attrib)))
    # LibreOffice lets the table's style win over a run's; what is said directly wins everywhere.
    if run.style in DIRECT:
        font.bold, font.color.rgb = DIRECT[run.style]


def _narrow(paragraph: CT_P) -> None:
    """Set the items of a list in a cell close together."""
    form = ParagraphFormat(paragraph)
    form.space_before, form.space_after = Pt(0), GAP
    form.left_indent, form.first_line_indent = INDENT, Twips(-INDENT.twips)


def _dress_row(row: CT_Row, *, last_head: bool, held: bool) -> None:
    """Keep a row on one page, tint its best ranks, draw the hair under the head."""
    row.get_or_add_trPr().insert(0, row.makeelement(qn("w:cantSplit")))
    opens = take_mark(row, _OPENS)
    for cell in row.tc_lst:
        _dress_cell(cell, last_head=last_head, opens=opens)
    if held:
        for paragraph in row.iter(_PARAGRAPH):
            hold(paragraph)
    upright = [cell for cell in row.tc_lst if cell.find(f".//{qn('w:textDirection')}") is not None]
    if upright:
        letters = max(map(letters_of, upright))
        height = {"val": str(min(LETTER * (letters + 3), TALLEST)), "hRule": "atLeast"}
        add(row.get_or_add_trPr(), qn("w:trHeight"), _attributes(height))


def _dress_cell(cell: CT_Tc, *, last_head: bool, opens: bool) -> None:
    properties = cell.get_or_add_tcPr()
    if last_head or opens:
        borders = add(properties, qn("w:tcBorders"), before=_AFTER_BORDERS)
        # A hair over a group of rows is as fine as the one that ends the table.
        hair = {**HAIR, "color": _RULES} if opens else HAIR
        add(borders, qn("w:top" if opens else "w:bottom"), _attributes(hair))
    if take_mark(cell, _APART):
        left = add(properties, qn("w:tcMar"), before=_AFTER_MARGINS)
        add(left, qn("w:left"), _attributes({"w": "170", "type": "dxa"}))
    if take_mark(cell, TOP_THREE):
        add(properties, qn("w:shd"), _attributes(TINT), before=_AFTER_SHADING)
    if take_mark(cell, UPRIGHT):
        add(properties, qn("w:textDirection"), _attributes({"val": "btLr"}), before=_AFTER_TURNS)
        for paragraph in cell.iter(_PARAGRAPH):
            ParagraphFormat(paragraph).alignment = WD_ALIGN_PARAGRAPH.LEFT


def _attributes(values: dict[str, str]) -> dict[str, str]:
    return {qn(f"w:{name}"): value for name, value in values.items()}
