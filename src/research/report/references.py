"""References and ids of author texts: where each stands, for what is found of the whole report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from research.errors import Problem
from research.problems.spots import spot
from research.report.checks import near

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from research.problems.spots import Spot
    from research.report.checks import Contents

__all__ = ["NAMES", "lost", "twice"]

NAMES = re.compile(r"@\{?(?:tbl|fig|sec)-|\]\(#|\{[^{}\n]*#")
"""What a text holds that refers to something, or can be referred to."""


def lost(
    texts: Mapping[Path, str], contents: Contents, known: Collection[str] = ()
) -> list[Problem]:
    """Find references of author texts that lead nowhere.

    Parameters
    ----------
    texts : as their authors wrote them, by file.
    contents : of the whole report.
    known : ids beside those of the report.

    Returns
    -------
    A problem for each place, with file, line and the nearest ids. What stands in no text, as in the
    prose of a notebook, is left to `research.report.checks.faults`.
    """
    ids = {*contents.ids, *known}
    return [
        Problem(
            path,
            f"the reference {sign}{anchor} leads nowhere",
            **where,
            hint=f"nearest ids: {near(anchor, ids)}",
        )
        for anchor in dict.fromkeys(contents.references)
        if anchor not in ids
        for path, text in texts.items()
        for sign, where in _references(text, anchor)
    ]


def twice(texts: Mapping[Path, str], contents: Contents) -> list[Problem]:
    """Find ids that author texts give and that stand in the report more than once.

    Parameters
    ----------
    texts : as their authors wrote them, by file.
    contents : of the whole report.
    """
    given = [anchor for anchor in dict.fromkeys(contents.ids) if contents.ids.count(anchor) > 1]
    hint = "every table, figure and section needs its own"
    return [
        Problem(path, f"the id '{anchor}' is given more than once", **where, hint=hint)
        for anchor in given
        for path, text in texts.items()
        for where in _found(text, rf"(?<={{)[^{{}}\n]*#{re.escape(anchor)}(?![\w-])")
    ]


def _references(text: str, anchor: str) -> Iterator[tuple[str, Spot]]:
    """Signs and spots of the references to an id."""
    name = re.escape(anchor)
    for sign, pattern in (("@", rf"(?<!\\)@\{{?{name}(?![\w-])"), ("#", rf"(?<=\]\()#{name}[\s)]")):
        for where in _found(text, pattern):
            yield sign, where


def _found(text: str, pattern: str) -> Iterator[Spot]:
    for match in re.finditer(pattern, text):
        yield spot(text, match.start())
