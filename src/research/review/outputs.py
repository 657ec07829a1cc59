"""Outputs of a notebook's cell, as stored and as they are now: what a person reads of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.build.stored import stored_output
from research.errors import ResearchError
from research.report.executed import ExecutedChapter
from research.report.ledger import ledger
from research.report.plain import plain_chapter
from research.review.changes import State, compare_states
from research.review.reading import read
from research.review.terminal import terminal_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["outputs_told"]


def outputs_told(
    notebook: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Say what differs between the outputs of a cell, a line each.

    Parameters
    ----------
    notebook : its name.
    old, new : outputs, as stored and as they are now.

    Returns
    -------
    Lines for a terminal; none where the results that the cell shows are the same.
    """
    try:
        states = [
            _state(name, notebook, outputs) for name, outputs in (("stored", old), ("now", new))
        ]
    except (ResearchError, KeyError, TypeError, ValueError):
        return []
    changes = compare_states(*states)
    return list(terminal_lines(changes)) if changes else []


def _state(name: str, notebook: str, outputs: Sequence[Mapping[str, Any]]) -> State:
    shown = [stored_output(one) for one in outputs]
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": shown}
    chapter = ExecutedChapter(notebook, {"cells": [cell]})
    text = f"# {notebook}\n\n<!-- chapter {notebook} -->\n\n{plain_chapter(chapter)}"
    return State(name, read(text), ledger([chapter]))
