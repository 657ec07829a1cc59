"""What stands on one page in Word: an exhibit with what is said of it, and its heading."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.text.parfmt import ParagraphFormat

from research.report.word_heights import FITS_BELOW_WORDS, lines_of
from research.report.word_sections import TURNS
from research.report.word_xml import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["has_below", "hold", "hold_endings", "hold_exhibits"]

_PARAGRAPH, _TABLE, _SECTION = qn("w:p"), qn("w:tbl"), qn("w:sectPr")
_KEEP, _STYLE = qn("w:keepNext"), qn("w:pStyle")
_BEGINS = ("Figure", "CaptionedFigure", "TableCaption")
_CAPTION, _NOTES, _HEADING = "ImageCaption", "Notes", "Heading"
_WORDS = ("Lead", "Notes", "BodyText", "FirstParagraph", "Compact", "Normal")
# Letters and paragraphs beyond which words may be parted from their exhibit: as in print.
_LETTERS, _PARAGRAPHS = 900, 6
# Letters that the last page of a chapter has at least; up to which a paragraph there stays whole.
_ENDING, _WHOLE = 520, 900


def hold_exhibits(body: Any) -> None:
    """Keep headings with the first exhibit that they open, and exhibits with what is said of them.

    A table that fills a page with its notes alone is kept with these, and not with words above it.

    Parameters
    ----------
    body : of the main part, changed in place.
    """
    for block in body.iterchildren(_PARAGRAPH, _TABLE):
        if _style(block).startswith(_HEADING):
            words = list(takewhile(_opens, _after(block)))
            following = next(_after(words[-1] if words else block), None)
            if _style(following) not in _BEGINS:
                continue
            if _is_tall(next(_after(following), None)):
                _release(words[-1:])
            elif _is_short(words):
                _hold_all(words)
        elif block.tag == _TABLE or _style(block) == _CAPTION:
            below = list(takewhile(_is_below, _after(block)))
            if _is_short(below):
                _hold_all(below[:-1])
            # A table is held by its last row.
            if below and block.tag == _PARAGRAPH:
                hold(block)


def hold_endings(body: Any) -> None:
    """Keep the last words of each chapter together: what breaks of them has a page to itself.

    Parameters
    ----------
    body : of the main part, changed in place, after its chapters were given pages of their own.
    """
    blocks = list(body.iterchildren(_PARAGRAPH, _TABLE, _SECTION))
    for place, block in enumerate(blocks):
        if _begins_page(block):
            _hold_ending(reversed(blocks[:place]))


def _hold_ending(upwards: Iterable[Any]) -> None:
    ending: list[Any] = []
    for block in takewhile(_opens, upwards):
        ending.append(block)
        if sum(map(letters_of, ending)) >= _ENDING:
            break
    _hold_all(ending[1:])
    for paragraph in ending:
        if letters_of(paragraph) <= _WHOLE:
            ParagraphFormat(paragraph).keep_together = True


def has_below(table: Any) -> bool:
    """Whether something is said of a table right after it.

    Parameters
    ----------
    table : of the main part.
    """
    following = next(_after(table), None)
    return following is not None and _is_below(following)


def hold(paragraph: Any) -> None:
    """Keep a paragraph with the next; by hand, for a report has thousands of them in its cells.

    Parameters
    ----------
    paragraph : of the main part, changed in place.
    """
    properties = paragraph.get_or_add_pPr()
    if properties.find(_KEEP) is None:
        place = 0 if properties.find(_STYLE) is None else 1
        properties.insert(place, properties.makeelement(_KEEP))


def _hold_all(paragraphs: Iterable[Any]) -> None:
    for paragraph in paragraphs:
        hold(paragraph)


def _release(paragraphs: Iterable[Any]) -> None:
    """Let what follows begin a page, whatever the style of these paragraphs says."""
    for paragraph in paragraphs:
        hold(paragraph)
        paragraph.pPr.find(_KEEP).set(qn("w:val"), "0")


def _is_tall(block: Any) -> bool:
    """Whether a page has no room for a table, what is said of it and words that open it."""
    return block is not None and block.tag == _TABLE and lines_of(block) > FITS_BELOW_WORDS


def _after(block: Any) -> Iterator[Any]:
    """What follows on the pages; between stand bookmarks, which are nowhere."""
    yield from block.itersiblings(_PARAGRAPH, _TABLE, _SECTION)


def _style(block: Any) -> str:
    if block is None or block.tag != _PARAGRAPH:
        return ""
    return block.style or "Normal"


def _begins_page(block: Any) -> bool:
    """Whether a chapter, a part, a page on its side or the end of the document begins here."""
    if block.tag != _PARAGRAPH:
        return bool(block.tag == _SECTION)
    begins = _style(block) in ("Heading1", *TURNS)
    return begins or bool(ParagraphFormat(block).page_break_before)


def _is_item(block: Any) -> bool:
    return block.tag == _PARAGRAPH and block.pPr is not None and block.pPr.numPr is not None


def _is_below(block: Any) -> bool:
    return _style(block) == _NOTES or _is_item(block)


def _opens(block: Any) -> bool:
    return _style(block) in _WORDS or _is_item(block)


def _is_short(paragraphs: list[Any]) -> bool:
    return len(paragraphs) <= _PARAGRAPHS and sum(map(letters_of, paragraphs)) <= _LETTERS
