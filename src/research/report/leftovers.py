"""What notebooks displayed and the report leaves out, and what their authors should mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from research.problems.values import listed, shown
from research.report.executed import INJECTED, LAB, RESULT, joined, results

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.report.executed import Chapter

__all__ = ["left_out"]

# How Python prints a thing that has nothing to say: <Axes: >, [<Line2D object>], Text(0.5, 0, "x").
_SILENT = re.compile(r"(?:array\()?[\[({\s]*<|Text\(")
# Cells of one chapter that are named; the others are counted.
_NAMED = 5
# Characters of a cell's last line, by which its author knows it.
_SOURCE = 40


def left_out(chapters: Sequence[Chapter]) -> list[str]:
    """Name the cells whose output is not in the report, a sentence a chapter, and other remarks.

    What a cell displays otherwise than by ``show`` is for the researcher alone. Cells tagged
    ``lab``, warnings and what prints no more than its type are not named.

    Parameters
    ----------
    chapters : the executed chapters.
    """
    said = [_sentence(chapter.id, list(_speaking(chapter))) for chapter in chapters]
    remarks = [
        f"chapter {result.chapter}: {remark}"
        for result in results(chapters)
        for remark in result.content.get("remarks", ())
    ]
    return [*filter(None, said), *remarks]


def _sentence(chapter: str, found: Sequence[tuple[int, str]]) -> str:
    if not found:
        return ""
    named = listed((f"{number} ({source})" for number, source in found), _NAMED)
    cells = "cell" if len(found) == 1 else "cells"
    return (
        f"chapter {chapter}: output of {cells} {named} is not in the report: "
        "show() puts it there, and the tag lab says that it is for you alone"
    )


def _speaking(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Give number and first line of the cells that displayed what is no result.

    Counted as in the author's notebook: with prose, without the cell of a run's values.
    """
    number = 0
    for cell in chapter.notebook["cells"]:
        tags = cell.get("metadata", {}).get("tags", ())
        number += INJECTED not in tags
        if LAB not in tags and any(map(_speaks, cell.get("outputs", ()))):
            lines = joined(cell["source"]).strip().splitlines() or [""]
            yield number, shown(lines[-1], _SOURCE)


def _speaks(output: Mapping[str, Any]) -> bool:
    """Whether an output has something for a reader."""
    if output["output_type"] == "stream":
        return output["name"] == "stdout" and bool(joined(output["text"]).strip())
    data = output.get("data", {})
    if not data or RESULT in data:
        return False
    return set(data) != {"text/plain"} or not _SILENT.match(joined(data["text/plain"]))
