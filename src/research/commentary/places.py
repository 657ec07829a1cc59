"""Places of results: the chapter, and the table or figure with its number, that show a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from research.report.checks import Float, number
from research.report.headings import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Place", "Places"]

# Where a float of the assembled report begins; what is before its id is one line in either case.
_FLOAT = re.compile(r"^(?::{3,}\s*\{#(tbl-[\w-]+)|!\[.*\]\([^)]*\)\{#(fig-[\w-]+))")
_SPAN = re.compile(r"\[([^\]]*)\]\{[^}]*\}")
_WORDS = {"tbl": "Table", "fig": "Figure"}


@dataclass(frozen=True)
class Place:
    """Where a result stands.

    Parameters
    ----------
    anchor : id of what shows it: ``tbl-overall``, ``txt-overall-opening``.
    chapter : id of the chapter; empty where no build left it.
    section : title of the section, with its number.
    float_ : "Table 3"; empty for a result that a sentence shows.
    """

    anchor: str
    chapter: str = ""
    section: str = ""
    float_: str = ""

    def __str__(self) -> str:
        told = ", ".join(part for part in (self.float_, self.section) if part)
        return told or self.chapter or self.anchor


@dataclass
class Places:
    """All places of a report.

    Parameters
    ----------
    document : the assembled report in Markdown; empty where there is none.
    chapters : ids of chapters by the id of what they show.
    """

    document: str
    chapters: Mapping[str, str]
    _floats: dict[str, tuple[str, str]] = field(default_factory=dict, init=False)
    _titles: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        title = ""
        floats: dict[str, list[Float]] = {"tbl": [], "fig": []}
        for line, heading in lines(self.document):
            if heading:
                title = _SPAN.sub(r"\1", heading[2]).replace("\\", "").strip()
                for anchor in re.findall(r"#([\w-]+)", heading[3] or ""):
                    self._titles[anchor] = title
            elif found := _FLOAT.match(line):
                anchor = found[1] or found[2]
                kind = floats[anchor[:3]]
                kind.append(Float(anchor, number(anchor, kind), ""))
                self._floats[anchor] = (f"{_WORDS[anchor[:3]]} {kind[-1].number}", title)

    def of(self, anchor: str) -> Place:
        """Give the place of what has an id.

        Parameters
        ----------
        anchor : as the ledger has it under ``where``.
        """
        chapter = self.chapters.get(anchor, "")
        float_, section = self._floats.get(anchor, ("", ""))
        return Place(anchor, chapter, section or self._titles.get(f"sec-{chapter}", ""), float_)
