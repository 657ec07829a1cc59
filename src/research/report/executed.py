"""What the report reads of an executed notebook: its id, its cells and the results in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from research.report.parting import part_made_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "INJECTED",
    "LAB",
    "RESULT",
    "Chapter",
    "ExecutedChapter",
    "Result",
    "cells",
    "executed",
    "joined",
    "result_of",
    "results",
]

RESULT = "application/vnd.research.result+json"

# Tag of the cells that speak to who works with a notebook: nothing of them is in the report.
LAB = "lab"

# Tag of the cell with the values of a run, which the author's notebook does not have.
INJECTED = "injected-parameters"


class Chapter(Protocol):
    """Any executed chapter: the notebook with its outputs, and the id of its run."""

    @property
    def id(self) -> str:
        """``overall``, or notebook and value: ``theme-farming``."""

    @property
    def notebook(self) -> Mapping[str, Any]:
        """The executed notebook, nbformat 4."""


@dataclass(frozen=True)
class ExecutedChapter:
    """A notebook run with its parameters.

    Parameters
    ----------
    id : ``overall``, or notebook and value: ``theme-farming``.
    notebook : the executed notebook, nbformat 4.
    """

    id: str
    notebook: Mapping[str, Any]


def executed(chapter: str, content: str | bytes) -> ExecutedChapter:
    """Read an executed notebook; ids that nobody gave become those of its chapter.

    Parameters
    ----------
    chapter : its id.
    content : the notebook as JSON.
    """
    notebook = json.loads(content)
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    shown = [output["data"] for output in outputs if RESULT in output.get("data", {})]
    part_made_ids(chapter, shown)
    return ExecutedChapter(chapter, notebook)


@dataclass(frozen=True)
class Result:
    """A table, chart or text that a cell showed.

    Parameters
    ----------
    chapter : id of the chapter that showed it.
    content : the result record: kind, id, caption, markdown, results, data and so on.
    images : picture by MIME type; empty but for charts.
    """

    chapter: str
    content: Mapping[str, Any]
    images: Mapping[str, str]

    @property
    def id(self) -> str:
        """Id of the float, or of the text."""
        return str(self.content.get("id", ""))

    @property
    def kind(self) -> str:
        """One of ``table``, ``chart`` and ``text``."""
        return str(self.content["kind"])

    @property
    def placed(self) -> bool:
        """Whether it stands where it was shown; if not, a text places it, or the cover."""
        return bool(self.content.get("placed", True)) or not self.content.get("alt")

    @property
    def markdown(self) -> str:
        """What stands in the report."""
        return str(self.content["markdown"])


def result_of(chapter: str, output: Mapping[str, Any]) -> Result | None:
    """Give the result in an output, or nothing when the output is no result."""
    data = output.get("data", {})
    if RESULT not in data:
        return None
    images = {mime: joined(data[mime]) for mime in data if mime.startswith("image/")}
    return Result(chapter, data[RESULT], images)


def joined(text: str | Sequence[str]) -> str:
    """Give a multi-line value of a notebook as one string."""
    return text if isinstance(text, str) else "".join(text)


def cells(chapter: Chapter) -> Iterator[Mapping[str, Any]]:
    """Give the cells that the report is made from: all but those tagged ``lab``."""
    for cell in chapter.notebook["cells"]:
        if LAB not in cell.get("metadata", {}).get("tags", ()):
            yield cell


def results(chapters: Sequence[Chapter]) -> Iterator[Result]:
    """Give every result of the chapters, in the order shown."""
    for chapter in chapters:
        for cell in cells(chapter):
            for output in cell.get("outputs", ()):
                found = result_of(chapter.id, output)
                if found is not None:
                    yield found
