"""Changes on a terminal: before in red, now in green, and signs for those who see no colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from research.review.telling import groups, name_of, summary, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.review.changes import Changes
    from research.review.telling import Group, Line

__all__ = ["terminal_lines"]

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "finding": "!", "moved": ">", "said": " "}
_COLOURS = {"old": "red", "new": "green"}
# Lines of a group that a terminal shows.
_SHOWN = 12


def terminal_lines(changes: Changes) -> Iterator[str]:
    """Give what changed as lines of a terminal.

    Parameters
    ----------
    changes : of an edition.
    """
    yield typer.style(f"{changes.title}: {changes.old.name} → {changes.new.name}", bold=True)
    yield summary(changes)
    for group in told(changes):
        yield from _group(group, "")
    for section in changes.sections:
        fate = "" if section.fate == "changed" else f" ({section.fate})"
        yield ""
        yield typer.style(f"{name_of(section)}{fate}", bold=True)
        for group in groups(section, changes):
            yield from _group(group, "  ")


def _group(group: Group, indent: str) -> Iterator[str]:
    yield f"{indent}{group.title}"
    for line in group.lines[:_SHOWN]:
        yield f"{indent}  {_line(line)}"
    if (more := len(group.lines) - _SHOWN) > 0:
        yield f"{indent}    and {more} more"


def _line(line: Line) -> str:
    """A line, with brackets where words of both stand side by side and no colour would tell."""
    mixed = line.sign == "changed" and not any(" → " in one.text for one in line.pieces)
    words = []
    for piece in line.pieces:
        marks = {"old": "[-{}-]", "new": "{{+{}+}}"}.get(piece.of, "{}") if mixed else "{}"
        colour = _COLOURS.get(piece.of)
        said = marks.format(piece.text)
        words.append(typer.style(said, fg=colour) if colour else said)
    return f"{_SIGNS[line.sign]} {''.join(words)}"
