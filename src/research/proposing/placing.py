"""Placing: columns that are called alike but for a number, wherever in the name it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from research.edition.levels import PLACE

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["placed"]

# 1_Q7_1, Q5_1_name, supplier2_rating, Q1_1[SQ001]: a number of one or two digits between marks.
_ITEM = re.compile(r"(?:(?<![^_. -])|(?<=[^\W\d_]{3}))\d{1,2}(?![^_. \-\[])")
# A head that a file repeats is numbered by its reader.
_AGAIN = re.compile(r"(?P<plain>.+?)(?P<item> \(\d{1,2}\))")


def placed(names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Give columns by number, by what they are called with ``{i}`` for it.

    A name with several numbers is given for each of them.

    Parameters
    ----------
    names : of columns, in the order of the file.

    Examples
    --------
    >>> placed(["Q5_1_name", "Q5_2_name", "wgt"])
    {'Q5_{i}_name': {'1': 'Q5_1_name', '2': 'Q5_2_name'}}
    >>> placed(["Rating", "Rating (2)"])
    {'Rating{i}': {'': 'Rating', ' (2)': 'Rating (2)'}}
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        for at in _ITEM.finditer(name):
            found[f"{name[: at.start()]}{PLACE}{name[at.end() :]}"][at[0]] = name
    known = set(names)
    for name in names:
        again = _AGAIN.fullmatch(name)
        if again and again["plain"] in known:
            numbered = found[f"{again['plain']}{PLACE}"]
            numbered.setdefault("", again["plain"])
            numbered[again["item"]] = name
    return dict(found)
