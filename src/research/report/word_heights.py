"""How tall a table becomes in Word, as far as its letters and columns tell."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from research.report.word_xml import letters_of

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tbl

__all__ = ["FITS_A_PAGE", "FITS_BELOW_WORDS", "lines_of"]

# Lines of a table that a page takes with its caption and notes, and with a heading and words too.
FITS_A_PAGE, FITS_BELOW_WORDS = 56, 44
# Twips of a letter in a table, and of what a cell and its list keep free.
_LETTER, _MARGIN = 85, 200


def lines_of(table: CT_Tbl) -> int:
    """Estimate the lines of a table: of each row, those of its longest cell.

    Parameters
    ----------
    table : of the main part; the widths of its columns are in twips.

    Returns
    -------
    Lines; held against documents set by LibreOffice, a few too many rather than too few.
    """
    widths = [int(column.get(qn("w:w"), "0")) for column in table.tblGrid.gridCol_lst]
    return sum(_lines_of_row(row, widths) for row in table.tr_lst)


def _lines_of_row(row: CT_Row, widths: list[int]) -> int:
    lines, first = 1, 0
    for cell in row.tc_lst:
        last = first + cell.grid_span
        room = max(sum(widths[first:last]) - _MARGIN, _LETTER)
        paragraphs = cell.iter(qn("w:p"))
        lines = max(lines, sum(max(ceil(letters_of(p) * _LETTER / room), 1) for p in paragraphs))
        first = last
    return lines
