"""A report read back from its plain Markdown: sections, with sentences, tables and charts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Block", "Reading", "Section", "read"]

_MARKER = re.compile(
    r"<!-- (part|text|matter|chapter|prose|passage|table|chart|picture)(?: ([^<>]*?))? -->"
)
_SECTIONS = ("part", "text", "matter", "chapter")
_FLOATS = ("table", "chart", "picture")
_LEADING = re.compile(r"^(?:[ \t]*(?:#{1,6}|[-*+>]|\d{1,9}[.)])[ \t]+)*")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE = re.compile(r"Picture `([0-9a-f]+)`")
_RULE = re.compile(r"\|(?:-+\|)+")
_BARS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    """A passage, table or chart of a report.

    Parameters
    ----------
    kind : ``prose``, ``passage``, ``table``, ``chart``, or ``picture``, a chart without a number.
    id : of what was shown; empty for prose of a notebook or an author.
    caption : of a table or chart.
    sentences : what it says, a sentence each; of a table or chart its notes.
    rows : cells as printed, the heads first; of a chart the values that it draws.
    alt : what a chart says to those who do not see it, a part each.
    picture : digest of a chart's picture.
    """

    kind: str
    id: str = ""
    caption: str = ""
    sentences: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    alt: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a report: a heading over others, an author's text, matter, or a chapter.

    Parameters
    ----------
    kind : ``part``, ``text``, ``matter`` or ``chapter``.
    id : name of the text or the matter, id of the chapter; the heading of a part.
    blocks : what stands in it, in order.
    """

    kind: str
    id: str
    blocks: tuple[Block, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """All that it says, but for notes of tables and charts."""
        running = (block for block in self.blocks if block.kind in ("prose", "passage"))
        return [sentence for block in running for sentence in block.sentences]

    @property
    def floats(self) -> list[Block]:
        """Its tables and charts."""
        return [block for block in self.blocks if block.kind in _FLOATS]


@dataclass(frozen=True)
class Reading:
    """A report as it was read.

    Parameters
    ----------
    title : of the report.
    sections : in the order of the report.
    """

    title: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def floats(self) -> dict[str, Block]:
        """Tables and charts by id."""
        return {block.id: block for section in self.sections for block in section.floats}

    @property
    def places(self) -> dict[str, str]:
        """Section of each passage, table and chart by its id."""
        return {block.id: one.id for one in self.sections for block in one.blocks if block.id}


def read(text: str) -> Reading:
    r"""Read what `research.report.plain` wrote.

    Parameters
    ----------
    text : content of ``report.md``.

    Examples
    --------
    >>> found = read("# Title\n\n<!-- text about -->\n\n# About\n\nIt *is* so.\nSo it is.\n")
    >>> found.title, found.sections[0].id, found.sections[0].sentences
    ('Title', 'about', ['About', 'It *is* so.', 'So it is.'])
    """
    title, sections, lines = "", [("", "", list[tuple[str, str, list[str]]]())], list[str]()
    sections[0][2].append(("prose", "", lines))
    for line in text.splitlines():
        found = _MARKER.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        kind, name = found[1], found[2] or ""
        lines = []
        if kind in _SECTIONS:
            sections.append((kind, name, [("prose", "", lines)]))
        else:
            sections[-1][2].append((kind, name, lines))
    opening = [line for line in sections[0][2][0][2] if line.startswith("# ")]
    title = _plain(opening[0]) if opening else ""
    return Reading(title, tuple(_section(*one) for one in sections[1:]))


def _section(kind: str, name: str, blocks: Sequence[tuple[str, str, list[str]]]) -> Section:
    found = [_block(*block) for block in blocks]
    kept = tuple(block for block in found if block.id or block.sentences or block.rows)
    if kind == "part" and kept:
        name = kept[0].sentences[0]
    return Section(kind, name, kept)


def _block(kind: str, name: str, lines: Sequence[str]) -> Block:
    if kind not in _FLOATS:
        return Block(kind, name, sentences=tuple(_said(lines)))
    caption, picture = "", ""
    rows: list[tuple[str, ...]] = []
    alt: list[str] = []
    notes: list[str] = []
    for line in lines:
        drawn = _PICTURE.fullmatch(line)
        if not caption and not rows and line.startswith("**") and line.endswith("**"):
            caption = _plain(line[2:-2])
        elif drawn:
            picture = drawn[1]
        elif line.startswith("|"):
            rows += [_row(line)] if not _RULE.fullmatch(line) else []
        elif line.startswith("> ") and kind != "table" and not rows:
            alt.append(_plain(line[2:]))
        else:
            notes += _said([line])
    return Block(kind, name, caption, tuple(notes), tuple(rows), tuple(alt), picture)


def _row(line: str) -> tuple[str, ...]:
    return tuple(_plain(cell.strip()) for cell in _BARS.split(line)[1:-1])


def _said(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        text = _plain(_LEADING.sub("", line))
        if text:
            yield text


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.removeprefix("# ")).strip()
