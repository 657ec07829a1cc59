"""Values as a problem shows them: in one line, whatever they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["listed", "one_line", "shown"]

_LISTED = 12

# What moves a terminal's cursor, ends a line or writes from right to left.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(value: object, longest: int = 60) -> str:
    r"""Give a value in quotes, or as it is where it is no text; shortened where it is long.

    Parameters
    ----------
    value : any value.
    longest : characters that are shown of it.

    Examples
    --------
    >>> shown("a\nb"), shown(2.5), shown(["a"] * 500)
    ("'a\\nb'", '2.5', 'a list of 500')
    """
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return f"keys with values ({len(value)})"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, int) and abs(value) >= 10**longest:
        # Python refuses to print whole numbers of some thousand digits.
        return "a number of very many digits"
    text = str(value)
    cut = one_line(text if len(text) <= longest else f"{text[: longest - 1]}…")
    return f"'{cut}'" if isinstance(value, str) else cut


def one_line(text: str) -> str:
    r"""Give a text with what is no visible character written out, so that it moves no terminal.

    Examples
    --------
    >>> one_line("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def listed(names: Iterable[object], most: int = _LISTED) -> str:
    """Give names as a list that can be taken in, with the number of those left out.

    Examples
    --------
    >>> listed(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    words = list(map(str, names))
    shown = ", ".join(words[:most])
    return shown if len(words) <= most else f"{shown} and {len(words) - most:,} more"
