"""The direction of a line, and names from right to left in a line from left to right.

The same rules as those of the template's filter, for what is drawn in charts.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["bounded", "runs_leftward"]

_MARK = "\u200e"
# How much of a line from right to left may be names in letters from left to right.
_NAMES, _AT_ENDS = 1 / 5, 1 / 3


def runs_leftward(text: str) -> bool:
    """Tell whether a line is written from right to left.

    It is so from its first letter to its last, names of others apart; a sentence that only begins
    or ends with such a name is none.

    Examples
    --------
    >>> runs_leftward("عملاء جدد"), runs_leftward("عملاء جدد ranks first")
    (True, False)
    """
    sides = [_is_leftward(sign) for sign in text if unicodedata.bidirectional(sign) in _STRONG]
    if not any(sides):
        return False
    share = 1 - sum(sides) / len(sides)
    return share < _NAMES or (sides[0] and sides[-1] and share < _AT_ENDS)


def bounded(text: str) -> str:
    """Let what stands after a name from right to left stay behind it, and a line begin at its left.

    Parameters
    ----------
    text : one line, or several.

    Returns
    -------
    str
        With marks that are not seen; as it was where all runs in one direction.
    """
    return "\n".join(map(_bounded, text.split("\n")))


_STRONG = ("L", "R", "AL")
# Letters from right to left with their marks, and what stands between two words of one name.
_LETTERS = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
_NAME = re.compile(rf"{_LETTERS}(?:[ &/'\u00a0-]+{_LETTERS})*")


def _is_leftward(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in ("R", "AL")


def _bounded(line: str) -> str:
    if not any(map(_is_leftward, line)) or runs_leftward(line):
        return line
    return _MARK + _NAME.sub(rf"\g<0>{_MARK}", line)
