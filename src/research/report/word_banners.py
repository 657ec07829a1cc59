"""Tables with a banner in Word: small type, heads over heads, rows that stay together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips
from docx.text.font import Font
from docx.text.parfmt import ParagraphFormat

from research.report.word_xml import add, take_mark

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
    from docx.oxml.text.run import CT_R
    from docx.shared import Length

__all__ = ["dress_banner", "take_held"]

# Styles of empty runs, by which the filter says what to do with the cell or the row around them.
_BANNER, _HELD, _OVER = "BannerTable", "HeldRow", "SpanHead"
_INSET = re.compile(r"Inset(\d)")

_TYPE = Pt(8)
# What the character styles say, said directly: LibreOffice lets a table's style win over a run's.
_SIZES: dict[str, Length] = {
    "Base": Pt(7.5),
    "ColumnLetter": Pt(7.5),
    "Letters": Pt(7.5),
    "TableHead": Pt(7.5),
}
_BOLD = frozenset({"BlockHead", "ColumnLetter", "Letters", "TableHead"})
_COLOURS = {
    "BlockHead": RGBColor(0x56, 0x62, 0x70),
    "ColumnLetter": RGBColor(0x0B, 0x5C, 0x73),
    "Letters": RGBColor(0x0B, 0x5C, 0x73),
}
_STEP, _ABOVE = 160, 80
_RUN, _PARAGRAPH = qn("w:r"), qn("w:p")
_HEAD = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_HAIR = {"val": "single", "sz": "4", "space": "0", "color": "C9D3DA"}
_AFTER_BORDERS = tuple(
    qn(f"w:{name}")
    for name in ("shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
)


def dress_banner(table: CT_Tbl) -> bool:
    """Dress a table with a banner.

    Parameters
    ----------
    table : changed in place where it is one.

    Returns
    -------
    bool
        Whether it is one.
    """
    if not take_mark(table, _BANNER):
        return False
    for row in table.tr_lst:
        _dress_row(row)
    for run in table.iter(_RUN):
        _dress_run(run)
    return True


def take_held(row: CT_Row) -> bool:
    """Take the mark of a row that stays with the next, and tell whether there was one.

    Parameters
    ----------
    row : of any table, changed in place.
    """
    return take_mark(row, _HELD)


def _dress_row(row: CT_Row) -> None:
    head = row.find(_HEAD) is not None
    held = take_held(row) or head
    for cell in row.tc_lst:
        _dress_cell(cell, head=head)
    for paragraph in row.iter(_PARAGRAPH):
        # What is not of a block may be parted from what follows.
        ParagraphFormat(paragraph).keep_with_next = True if held else None


def _dress_cell(cell: CT_Tc, *, head: bool) -> None:
    properties = cell.get_or_add_tcPr()
    if take_mark(cell, _OVER):
        borders = add(properties, qn("w:tcBorders"), before=_AFTER_BORDERS)
        add(borders, qn("w:bottom"), {qn(f"w:{name}"): value for name, value in _HAIR.items()})
    if head:
        add(properties, qn("w:vAlign"), {qn("w:val"): "bottom"}, before=(qn("w:hideMark"),))
    depth = _depth(cell)
    for paragraph in cell.iter(_PARAGRAPH):
        form = ParagraphFormat(paragraph)
        if depth:
            form.left_indent = Twips(_STEP * depth)
        opens = any(run.style == "BlockHead" for run in paragraph.iter(_RUN))
        form.space_before, form.space_after = Twips(_ABOVE if opens else 0), Pt(0)


def _depth(cell: CT_Tc) -> int:
    for run in list(cell.iter(_RUN)):
        found = _INSET.fullmatch(run.style or "")
        if found:
            run.getparent().remove(run)
            return int(found[1])
    return 0


def _dress_run(run: CT_R) -> None:
    font = Font(run)
    font.size = _SIZES.get(run.style or "", _TYPE)
    if run.style in _BOLD:
        font.bold = True
    if run.style in _COLOURS:
        font.color.rgb = _COLOURS[run.style]
