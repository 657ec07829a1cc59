"""The audit as a web page: one file, without a script, that works offline and on a phone."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from research.files import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from research.audit.parts import Bar, Grid, Point, Portrait, Section

__all__ = ["page", "write"]

_STYLE = Path(__file__).with_name("page.css")
_NAMED = {"plain": "", "good": "In order: ", "look": "Look at: ", "fault": "Put right: "}
_BAR, _FULL = 14, 100


def write(path: Path, title: str, sections: Sequence[Section]) -> Path:
    """Write an audit as a page, whole or not at all.

    Parameters
    ----------
    path : of the page; its folder is made.
    title : of the edition.
    sections : in order.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_text(path, page(title, sections))


def page(title: str, sections: Sequence[Section]) -> str:
    """Give an audit as one page of HTML.

    Rows of the file are not on it, since where no id is named they are the names of respondents.

    Parameters
    ----------
    title : of the edition, as text.
    sections : in order.
    """
    name = html.escape(title)
    links = "".join(
        f'<li><a href="#{one.key}">{html.escape(one.title)}</a></li>' for one in sections
    )
    body = "\n".join(line for one in sections for line in _section(one))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Data audit: {name}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<a class="skip" href="#audit">To the audit</a>
<header><p>Data audit</p><h1><bdi>{name}</bdi></h1></header>
<nav aria-label="Sections"><ul>{links}</ul></nav>
<main id="audit">
{body}
</main>
</body>
</html>
"""


def _section(section: Section) -> Iterator[str]:
    yield f'<section id="{section.key}" aria-labelledby="{section.key}-head">'
    yield f'<h2 id="{section.key}-head">{html.escape(section.title)}</h2>'
    if section.lead:
        yield f'<p class="lead">{html.escape(section.lead)}</p>'
    if section.grid is not None:
        yield from _grid(section.grid, section.title)
    yield from _points(section.points)
    yield from (line for one in section.portraits() for line in _portrait(one))
    yield "</section>"


def _points(points: Iterable[Point]) -> Iterator[str]:
    told = [
        f'<li class="{one.kind}">{_word(one.kind)}<bdi>{html.escape(one.text)}</bdi></li>'
        for one in points
    ]
    if told:
        yield f'<ul class="points">{"".join(told)}</ul>'


def _word(kind: str) -> str:
    return f"<b>{_NAMED[kind]}</b>" if _NAMED[kind] else ""


def _grid(grid: Grid, title: str) -> Iterator[str]:
    label = html.escape(title, quote=True)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table>'
    heads = "".join(
        f'<th scope="col"{_number(at, grid)}>{html.escape(head)}</th>'
        for at, head in enumerate(grid.heads)
    )
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for at, row in enumerate(grid.rows):
        cells = "".join(
            f"<td{_number(place, grid)}><bdi>{html.escape(cell)}</bdi></td>"
            for place, cell in enumerate(row)
        )
        flag = ' class="look"' if at in grid.flagged else ""
        yield f"<tr{flag}>{cells}</tr>"
    yield "</tbody></table></div>"


def _number(at: int, grid: Grid) -> str:
    return ' class="number"' if at in grid.numbers else ""


def _portrait(portrait: Portrait) -> Iterator[str]:
    yield f"<article><h3><bdi>{html.escape(portrait.title)}</bdi></h3>"
    facts = " · ".join(f"<bdi>{html.escape(fact)}</bdi>" for fact in portrait.facts)
    yield f'<p class="facts">{facts}</p>'
    yield from _points(portrait.points)
    if portrait.bars:
        alt = html.escape(portrait.alt, quote=True)
        yield f'<figure role="img" aria-label="{alt}">'
        yield from map(_bar, portrait.bars)
        yield f"<figcaption>{html.escape(portrait.measure)}</figcaption></figure>"
    yield "</article>"


def _bar(bar: Bar) -> str:
    width = 0.0 if bar.share is None else min(max(bar.share, 0.0), 1.0) * _FULL
    drawn = (
        f'<svg viewBox="0 0 {_FULL} {_BAR}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="{_FULL}" height="{_BAR}"/>'
        f'<rect width="{width:.1f}" height="{_BAR}"/></svg>'
    )
    label, said = html.escape(bar.label), html.escape(bar.said)
    return f'<div class="bar"><span><bdi>{label}</bdi></span>{drawn}<span>{said}</span></div>'
