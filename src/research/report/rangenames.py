"""Range names: what cells of the tab book are called, by keys that last from wave to wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.files import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["range_names", "sheet_name"]

# What Excel takes: characters of a name, and of the name of a sheet.
_LONGEST, _LONGEST_SHEET = 255, 31
_MARK = 8


def range_names(kind: str, ids: Sequence[str]) -> list[str]:
    """Give a valid name for each id; the second that would have the same gets a mark.

    Parameters
    ----------
    kind : first word of the names, so that none looks like a cell.
    ids : dotted keys: letters, digits and underscores of any language.

    Examples
    --------
    >>> range_names("row", ["service.profile.box.top2", "größe.total.mean", "a-b"])
    ['row.service.profile.box.top2', 'row.größe.total.mean', 'row.a_2d_b']
    """
    taken: set[str] = set()
    return [_free(f"{kind}.{''.join(map(_sign, one))}", taken) for one in ids]


def _free(wanted: str, taken: set[str]) -> str:
    """Give a name that none has yet, where A is an a, and note that it is taken."""
    name, number = wanted, 1
    while len(name) > _LONGEST or name.casefold() in taken:
        number += 1
        mark = f"_{digest(f'{wanted} {number}')[:_MARK]}"
        name = wanted[: _LONGEST - len(mark)] + mark
    taken.add(name.casefold())
    return name


def _sign(sign: str) -> str:
    plain = sign in "._" or (sign.isascii() and sign.isalnum())
    if plain or (sign.isalpha() and sign <= "\uffff"):
        return sign
    return f"_{ord(sign):x}_"


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """Give a name that a sheet may have, and none of the others has.

    Parameters
    ----------
    wanted : any text.
    taken : names of other sheets.

    Examples
    --------
    >>> sheet_name("sector/region", []), sheet_name("Profile", ["profile"])
    ('sector region', 'Profile 2')
    """
    plain = "".join(
        " " if sign in "[]:*?/\\" or not sign.isprintable() else sign for sign in wanted
    )
    plain = plain.strip(" '") or "-"
    known = {name.casefold() for name in (*taken, "history")}
    number, name = 1, plain[:_LONGEST_SHEET]
    while name.casefold() in known:
        number += 1
        more = f" {number}"
        name = f"{plain[: _LONGEST_SHEET - len(more)]}{more}"
    return name
