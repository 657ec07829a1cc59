"""Pages of words of a tab book: how its figures were made, and what its signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research import __version__
from research.report.cells import height, plain
from research.tabulation.tab import RESPONDENTS, About
from research.wording.figures import DASH
from research.wording.frames import Frames
from research.wording.lists import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.report.bookgrid import Grid
    from research.report.looks import Looks
    from research.tabulation.record import TabRecord

__all__ = ["legend", "method", "units_of", "write_words"]

_SAY = Frames(__file__)

# Widths of the columns, in characters: what is told, and what of it.
HEAD, TEXT = 26, 100
# Height of the title, and of the gap between what is told, in points.
TITLE, GAP = 24.0, 5.0
# So many tables are named, where not all were made alike.
_NAMED = 12

Told = tuple[str, str]
"""What is told of, and what; without a text, a head over what follows."""


def units_of(tabs: Sequence[TabRecord]) -> About:
    """Say what is counted in some tables: "respondents or ratings" where it is not the same.

    Parameters
    ----------
    tabs : of a book.
    """
    found = dict.fromkeys(tab.about for tab in tabs) or {RESPONDENTS: None}
    names = ({getattr(about, name): None for about in found} for name in ("one", "many"))
    one, many = (either(list(each)) for each in names)
    return About(one=one, many=many)


def method(grids: Sequence[Grid]) -> list[Told]:
    """How the figures of a book were made.

    Parameters
    ----------
    grids : of the book.
    """
    tabs = [tab for grid in grids for tab in grid.tabs]
    return [
        *_said(units_of(tabs)),
        *_alike("weight", tabs),
        *_alike("filter", tabs),
        *_alike("method", tabs),
        *_small(tabs),
        (_SAY("method.hidden.head"), _SAY("method.hidden.text")),
        (_SAY("method.made.head"), _SAY("method.made.text", version=__version__)),
    ]


def legend(grids: Sequence[Grid]) -> list[Told]:
    """What the signs of a book mean, and what its columns are called.

    Parameters
    ----------
    grids : of the book.
    """
    tabs = [tab for grid in grids for tab in grid.tabs]
    signs = _SAY.named("signs")
    told: list[Told] = [
        ("A, B, C", signs["letters"]),
        ("▲ ▼", signs["rest"]),
        *_marks(tabs),
        (DASH, signs["dash"]),
        ("0", signs["nought"]),
        *_alike("method", tabs),
    ]
    for grid in grids:
        lettered = [point for point in grid.points if point.letter]
        if lettered:
            told.append((_SAY("columns", banner=grid.banner), ""))
        told += [
            (point.letter, ": ".join(filter(None, (*point.heads, point.label))))
            for point in lettered
        ]
    return told


def _said(units: About) -> Iterator[Told]:
    yield _SAY("method.figures.head"), _SAY("method.figures.text", one=units.one)
    yield _SAY("method.bases.head"), _SAY("method.bases.text", rows=units.many)


def _small(tabs: Sequence[TabRecord]) -> Iterator[Told]:
    for flag, thin in dict.fromkeys((tab.flag, tab.thin) for tab in tabs):
        said = _SAY("method.small.text", flag=flag, thin=thin, rows=units_of(tabs).many)
        yield _SAY("method.small.head"), said


def _marks(tabs: Sequence[TabRecord]) -> Iterator[Told]:
    for flag, thin in dict.fromkeys((tab.flag, tab.thin) for tab in tabs):
        rows = units_of(tabs).many
        yield "**", _SAY("marks.untested", flag=flag, rows=rows)
        yield "*", _SAY("marks.small", flag=flag, thin=thin, rows=rows)


def _alike(name: str, tabs: Sequence[TabRecord]) -> Iterator[Told]:
    """Tell what tables have in common; where they differ, also which have what."""
    found: dict[str, list[TabRecord]] = {}
    for tab in tabs:
        found.setdefault(getattr(tab, name), []).append(tab)
    for value, alike in found.items():
        named = [tab.number or tab.title for tab in alike]
        rows = {"rows": units_of(alike).many} if name == "filter" else {}
        text = value or _SAY(f"method.{name}.none", **rows)
        if len(found) > 1:
            alone = [*dict.fromkeys(named)]
            several = _SAY("tables", count=len(named))
            tables = several if len(alone) > _NAMED else ", ".join(alone)
            text = _SAY("of", text=text, tables=tables)
        yield _SAY(f"method.{name}.head"), text


def write_words(page: Any, title: str, told: Sequence[Told], looks: Looks) -> None:
    """Write a page of words.

    Parameters
    ----------
    page : the sheet, of XlsxWriter.
    title : what stands on top.
    told : in two columns.
    looks : formats of the workbook.
    """
    contents = _SAY("contents")
    page.hide_gridlines(2)
    page.set_column(0, 0, HEAD)
    page.set_column(1, 1, TEXT)
    page.write_string(0, 0, title, looks["title"])
    page.set_row(0, TITLE)
    page.write_url(1, 0, f"internal:'{contents}'!A1", looks["link"], contents)
    strong = looks.made(bold=True, text_wrap=True)
    row = 3
    for head, text in ((plain(head), plain(text)) for head, text in told):
        over = not text
        row += over
        page.write_string(row, 0, head, looks["caption"] if over else strong)
        page.write_string(row, 1, text, looks["text"])
        page.set_row(row, height([(head, TEXT if over else HEAD), (text, TEXT)]) + GAP)
        row += 1
    page.freeze_panes(2, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
