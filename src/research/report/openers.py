"""Openers of parts: the chapters that a part has, each with the sentence that it begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from textwrap import indent
from typing import TYPE_CHECKING

from research.report.headings import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["opened"]

_ID = re.compile(r"#(sec-[\w-]+)")
_LEAD = re.compile(r"^::: \{\.lead\}\n+(.+?)\n+:::$", re.MULTILINE | re.DOTALL)
# What two places of a document may not both have, and what would be numbered twice.
_ONCE = re.compile(r"\{[^{}\n]*#|\[\^|^#|^:::", re.MULTILINE)


@dataclass
class _Piece:
    """A heading of a part or a chapter with what stands up to the next one."""

    level: int = 0
    title: str = ""
    marks: str = ""
    text: list[str] = field(default_factory=list)

    def is_a(self, kind: str) -> bool:
        return f".{kind}" in self.marks.split()

    def listed(self) -> str:
        """Give the line of a list that names this chapter, with its lead where it has one."""
        found = _ID.search(self.marks)
        said = _LEAD.search("\n".join(self.text))
        lead = said[1] if said and not _ONCE.search(said[1]) else ""
        line = f"- [{self.title}]({found[0] if found else '#'})"
        return f"{line}\n\n{indent(lead, '  ')}" if lead else line


def opened(body: str) -> str:
    """List the chapters of each part at the end of its introduction, each under it with its lead.

    A lead is what the chapter says first of its results, as it stands there: nothing is computed.
    A part of one chapter lists none.

    Parameters
    ----------
    body : the report in Markdown, its headings with their ids and classes.
    """
    pieces = list(_pieces(body))
    said: list[str] = []
    for place, piece in enumerate(pieces):
        said.extend(piece.text)
        if piece.is_a("part"):
            chapters = list(_chapters_of(pieces[place + 1 :]))
            if len(chapters) > 1:
                entries = "\n\n".join(chapter.listed() for chapter in chapters)
                said.append(f"\n::: {{.chapters}}\n\n{entries}\n\n:::\n")
    return "\n".join(said) + "\n"


def _pieces(body: str) -> Iterator[_Piece]:
    piece = _Piece()
    for line, heading in lines(body):
        marks = (heading[3] or "") if heading else ""
        if heading and (len(heading[1]) == 1 or ".chapter" in marks.split()):
            yield piece
            piece = _Piece(len(heading[1]), heading[2], marks)
        piece.text.append(line)
    yield piece


def _chapters_of(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Give the chapters right after a part, up to the next heading of its level."""
    for piece in pieces:
        if piece.level == 1:
            return
        yield piece
