"""Fences of author texts: what stands between them is shown, and neither executed nor dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["between_rules", "displayed"]

_FENCE = re.compile(r"^([ \t]*(`{3,}|~{3,})[ \t]*)(.*)$")
_EXECUTABLE = re.compile(r"\{\s*(=?)([A-Za-z][\w-]*)([^{}]*)\}\s*$")


def displayed(text: str, *, raw: bool) -> str:
    r"""Give blocks of code that would be executed, or are raw, as code that is shown.

    Parameters
    ----------
    text : Markdown.
    raw : whether raw ones stay what they are.

    Examples
    --------
    >>> displayed("```{python}\n1\n```", raw=False)
    '```{.python}\n1\n```'
    """
    lines = text.split("\n")
    for place, line in _opening(lines):
        found = _EXECUTABLE.fullmatch(line[3])
        if found and not (found[1] and raw):
            lines[place] = f"{line[1]}{{.{found[2]}}}"
    return "\n".join(lines)


def between_rules(text: str) -> str:
    r"""Give what stands between two lines of --- as text between rules, not as front matter.

    Examples
    --------
    >>> between_rules("---\nwords: here\n---")
    '* * *\n\nwords: here\n\n* * *\n'
    """
    lines = text.split("\n")
    opened = False
    for place in _outside(lines):
        before = lines[place - 1].strip() if place else ""
        after = lines[place + 1].strip() if place + 1 < len(lines) else ""
        rule = lines[place].rstrip()
        opened = opened and bool(rule)
        if opened and rule in ("---", "..."):
            lines[place], opened = "\n* * *\n", False
        elif rule == "---" and not before and after:
            lines[place], opened = "* * *\n", True
    return "\n".join(lines)


def _opening(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Give the lines that open a block of code."""
    fence = ""
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[2]
            yield place, match
        elif match and match[2].startswith(fence) and not match[3].strip():
            fence = ""


def _outside(lines: list[str]) -> Iterator[int]:
    """Give the places of lines that stand in no block of code."""
    fence = ""
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and (not fence or match[2].startswith(fence)):
            fence = "" if fence else match[2]
        elif not fence:
            yield place
