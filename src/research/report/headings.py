"""Headings: chapters get their number and their id, references to sections their titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from research.display.escape import escape
from research.identifiers import slug, unused
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Headings", "headed", "lines", "raised"]

_SAY = Frames(__file__)

# A brace after a backslash opens no attributes.
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*(?:(?<!\\)\{([^{}]*)\})?(?:[ \t]+#+)?[ \t]*$")
_ATTRIBUTES = re.compile(r"(?<!\\)\{[^{}]*\}")
_PART = re.compile(r"((?:Section|Part|Appendix)\s+(\w+))(?:\s*[,:.–—-]\s*|\s+)(.+)")
_REFERENCE = re.compile(r"(?<![\\\w@])(\[)?@(sec(?:-[^\W_]+)+)(?(1)\])")
_FENCE = re.compile(r"^(`{3,}|~{3,})")


@dataclass
class Headings:
    """Numbers and ids, given out in the order of the report.

    Attributes
    ----------
    titles : title of each section by its id, for references.
    """

    titles: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _part: str = ""
    _count: int = 0
    _in_appendix: bool = False

    def part(self, heading: str, *, appendix: bool = False) -> str:
        """Open a part of the report.

        Parameters
        ----------
        heading : "Section 1 Overall results", or a title without a number; literal text.
        appendix : the part is an appendix.
        """
        self._in_appendix = appendix
        match = _PART.fullmatch(heading)
        label, number, title = match.groups() if match else ("", "", heading)
        self._part, self._count = escape(number), 0
        anchor = self._given(f"sec-{slug(label or title)}")
        self.titles[anchor] = escape(heading)
        eyebrow = f"[{escape(label)}]{{.eyebrow}} " if label else ""
        classes = ".part .appendix" if appendix else ".part"
        return f"# {eyebrow}{escape(title)} {{#{anchor} {classes}}}\n"

    def appendix(self) -> list[str]:
        """Open an appendix of no name for a chapter of one; nothing where one is open."""
        return [] if self._in_appendix else [self.part(_SAY("appendix"), appendix=True)]

    def chapter(self, anchor: str, text: str) -> str:
        """Give a chapter's headings their ids, and its first one its number.

        Parameters
        ----------
        anchor : id of the chapter; the first heading becomes ``sec-<anchor>``.
        text : the chapter in Markdown.
        """
        said, first = [], True
        for line, match in lines(text):
            said.append(self._headed(anchor, match, first=first) if match else line)
            first = first and match is None
        return "\n".join(said) + "\n"

    def _headed(self, anchor: str, match: re.Match[str], *, first: bool) -> str:
        marks, title, attributes = match[1], match[2], match[3] or ""
        if first:
            attributes, title = self._opened(anchor, len(marks), title, _without_id(attributes))
        elif "#" not in attributes:
            attributes = f"#{self._given(_place(anchor, title))} {attributes}".strip()
        else:
            given = re.search(r"#(sec-[\w-]+)", attributes)
            if given:
                self.titles[given[1]] = title
        return f"{marks} {title} {{{attributes}}}"

    def _opened(self, anchor: str, level: int, title: str, attributes: str) -> tuple[str, str]:
        """Give the attributes and the numbered title of the heading that opens a chapter."""
        # A text and a notebook of one name are one chapter; the second to come only adds to it.
        adds = f"sec-{anchor}" in self.titles
        place = self._given(_place(f"sec-{anchor}", title) if adds else f"sec-{anchor}")
        self.titles[place] = title
        if adds or (level > 1 and not self._part):
            return f"#{place} {attributes}".strip(), title
        return f"#{place} .chapter {attributes}".strip(), self._numbered(level, title)

    def _numbered(self, level: int, title: str) -> str:
        if level == 1:
            self._part, self._in_appendix = "", False
        if not self._part:
            return title
        self._count += 1
        return f"[{self._part}.{self._count}]{{.chapter-number}} {title}"

    def _given(self, anchor: str) -> str:
        """Give an id once: two headings of one wording in a chapter are two places."""
        found = unused(anchor, self._taken)
        self._taken.add(found)
        return found

    def linked(self, text: str) -> str:
        """Turn references to sections (``@sec-overall``) into links that bear the title."""

        def link(match: re.Match[str]) -> str:
            title = self.titles.get(match[2])
            # A link within a link is none: a title that refers to another one only names it.
            return f"[{_REFERENCE.sub(name, title)}](#{match[2]})" if title else match[0]

        def name(match: re.Match[str]) -> str:
            return _REFERENCE.sub("", self.titles.get(match[2], "")).strip()

        return _REFERENCE.sub(link, text)


def headed(chapter: str, text: str) -> str:
    r"""Head a chapter that has no heading by its name, or it would run on in the one before.

    Parameters
    ----------
    chapter : its id.
    text : the chapter in Markdown.

    Examples
    --------
    >>> headed("my-look", "Words.")
    '## My look\n\nWords.'
    """
    if any(match for _, match in lines(text)):
        return text
    return f"## {escape(chapter.replace('-', ' ').capitalize())}\n\n{text}"


def raised(text: str) -> str:
    r"""Raise headings, so that the first is of the highest level and none skips a level.

    A report may begin with a chapter that no part holds, and an author may type more signs than
    are meant; a document for screen readers may do neither.

    Parameters
    ----------
    text : the report in Markdown, its headings with their ids.

    Examples
    --------
    >>> print(raised("## About\n#### Whom\n# Part\n## Results\n"), end="")
    # About
    ## Whom
    # Part
    ## Results
    """
    above: list[int] = []
    said = []
    for line, match in lines(text):
        if match:
            level = len(match[1])
            above = [*(each for each in above if each < level), level]
            line = line[level - len(above) :]
        said.append(line)
    return "\n".join(said) + "\n"


def lines(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Give the lines of a text, and what of them is a heading: its signs, title and attributes.

    Parameters
    ----------
    text : Markdown; what stands in a block of code is no heading.
    """
    fence = ""
    for line in text.splitlines():
        opened = _FENCE.match(line)
        if opened and (not fence or line.startswith(fence)):
            fence = "" if fence else opened[1]
        yield line, None if fence else _HEADING.match(line)


def _place(anchor: str, title: str) -> str:
    return f"{anchor}-{slug(_ATTRIBUTES.sub('', title))}"


def _without_id(attributes: str) -> str:
    return " ".join(part for part in attributes.split() if not part.startswith("#"))
