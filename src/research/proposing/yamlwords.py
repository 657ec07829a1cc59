"""YAML as a person writes it: short things on one line, long ones below each other."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["comment", "flow", "lines", "scalar"]

WIDTH = 110
"""Characters of a line; an item that is longer is written over several."""

_PLAIN = re.compile(r"[^\W_][\w .()/+%'’&?!–…-]*|-?\d+(?:\.\d+)?|[^\W\d]\w*")
_FLOW_SIGNS = re.compile(r"[\[\]{},#:*&!|>'\"%@`]")


def scalar(value: object, *, inside: bool = True) -> str:
    """Write a text or number so that it is read as it stands.

    Parameters
    ----------
    value : a text, a number or a truth.
    inside : whether it stands between braces, where commas separate.

    Examples
    --------
    >>> scalar("Very poor"), scalar("NA"), scalar("a: b"), scalar("-oth-"), scalar(None)
    ('Very poor', 'NA', '"a: b"', '"-oth-"', 'null')
    >>> scalar("Which one, and why?", inside=False), scalar("null"), scalar("")
    ('Which one, and why?', '"null"', '""')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return f"{value:g}" if isinstance(value, float) else str(value)
    held = value.replace(",", "").replace("?", "") if not inside else value
    safe = (
        _PLAIN.fullmatch(held or " ")
        and not value.endswith((" ", ":"))
        and ": " not in value
        and " #" not in value
        and value.casefold() not in ("null", "~", "true", "false")
        and not (inside and "," in value)
    )
    return value if safe else json.dumps(value, ensure_ascii=False)


def flow(value: Any) -> str:
    """Write a value on one line.

    Examples
    --------
    >>> flow({"name": "recommend", "type": "nps", "values": {"1": 0}, "codes": ["a, b", "c"]})
    '{name: recommend, type: nps, values: {1: 0}, codes: ["a, b", c]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def lines(content: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """Write a mapping over several lines, each value on its own where it is short.

    Parameters
    ----------
    content : keys and values.
    indent : blanks before each line.
    """
    blank = " " * indent
    for key, value in content.items():
        head = f"{blank}{scalar(key)}:"
        if not isinstance(value, dict | list):
            yield f"{head} {scalar(value, inside=False)}"
        elif len(head) + len(flow(value)) < WIDTH and (len(value) < 12 or isinstance(value, list)):
            yield f"{head} {flow(value)}"
        elif isinstance(value, dict):
            yield head
            yield from lines(value, indent + 2)
        else:
            yield head
            yield from (f"{blank}  - {flow(item)}" for item in value)


def comment(text: str, indent: int = 0) -> Iterator[str]:
    """Write a remark as comment lines no wider than a line may be."""
    blank, words, row = " " * indent, text.split(), ""
    for word in words:
        if row and len(blank) + len(row) + len(word) + 3 > WIDTH:
            yield f"{blank}# {row}"
            row = word
        else:
            row = f"{row} {word}".strip()
    if row:
        yield f"{blank}# {row}"
