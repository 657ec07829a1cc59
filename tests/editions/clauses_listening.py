"""Frames of titles, notes and sentences on what is heard beside the survey of 2016."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recomputation_listening import levels, panels

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Frame = tuple[str, Callable[[str, re.Match[str]], bool]]

OURS = r"(?:tbl|fig|txt)-(?:touchpoints)\b.*"
"""Names of tables, charts and passages that are held against this."""


def _rated(_: str, m: re.Match[str]) -> bool:
    found = panels().values()
    limited = sum(panel.limited for panel in found)
    said = [sum(len(panel.every) for panel in found), sum(len(p.beyond) for p in found), limited]
    told = [int(m[name].replace(",", "")) for name in ("count", "beyond", "limited")]
    return told == said and m["expected"] == f"{0.0027 * limited:.1f}" and len(found) == 5


def _left(of: str, m: re.Match[str]) -> bool:
    own = levels() if of.endswith("-level") else panels()
    return m[1].split(" and ") == [name for name, panel in own.items() if panel.beyond]


def _inside(of: str, _: re.Match[str]) -> bool:
    own = levels() if of.endswith("-level") else panels()
    return not any(panel.beyond for panel in own.values())


def _hidden(of: str, m: re.Match[str]) -> bool:
    own = levels() if of.endswith("-level") else panels()
    return int(m[1]) == sum(18 - panel.shown for panel in own.values()) > 1


FRAMES: list[Frame] = [
    (
        r"Five touchpoints were rated (?P<count>\S+) times from January 2015 to June 2016\. "
        r"(?P<beyond>\d+) of (?P<limited>\d+) points lie outside of their control limits, where "
        r"chance alone would put (?P<expected>\S+)\.",
        _rated,
    ),
    (r"(.+) left their limits", _left),
    (r"All points are within their limits", _inside),
    (r"(\d+) points rest on fewer than 10 ratings and are not shown\.", _hidden),
    (
        r"A point of fewer than 10 ratings is not shown; where too few are left, nothing is said "
        r"to lie outside\.",
        lambda *_: True,
    ),
    (
        r"Control limits are those of an X-bar chart: three standard errors round the mean, by the "
        r"spread within each month\.",
        lambda *_: True,
    ),
]  # fmt: skip
