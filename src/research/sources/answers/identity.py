"""Identity: what tells records apart, and which of them belong together."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import Problem
from research.sources.answers.findings import Finding
from research.sources.answers.personal import texts
from research.sources.withholding import identity_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given

    Mask = NDArray[np.bool_]

__all__ = ["clusters_of", "first_of_each", "index_of", "judge_pointer", "key_column"]

_BLANKS = re.compile(r"[^\S\n]+")
_ANY_BLANK = re.compile(r"\s")


def index_of(
    ids: Sequence[Given], lines: NDArray[np.int64], personal: Iterable[str]
) -> pd.Index[str]:
    """Give the names of records: their first id as text, or their row in the file.

    Parameters
    ----------
    ids : columns that together tell records apart.
    lines : rows in the file.
    personal : names of personal columns: of an id that is one, marks stand in place of names.
    """
    index: pd.Index[str]
    if not ids:
        index = pd.Index(lines.astype(str).tolist(), dtype="str", name="row")
        return index
    given = ids[0]
    if given.name not in personal and given.apart is not None:
        index = pd.Index(pd.array(given.apart, dtype="str"), name=given.name)
        return index
    codes, values = given.coded
    known = [_mark(value) for value in values] if given.name in personal else values
    names = np.array([*known, ""], dtype=object)[codes]
    blank = codes < 0
    names[blank] = [f"row {line}" for line in lines[blank]]
    index = pd.Index(names, dtype="str", name=given.name)
    return index


def key_column(given: Given, personal: Iterable[str]) -> pd.Series[str]:
    """Give a key as text, or as marks where its column is personal; empty where blank."""
    if given.name not in personal:
        return texts(given)
    codes, values = given.coded
    marks = [_mark(value) for value in values]
    return pd.Series(np.array([*marks, ""], dtype=object)[codes], dtype="str")


def clusters_of(given: Given, index: pd.Index) -> pd.Series[str]:
    """Give marks of accounts that tell them apart, and nothing of their names.

    Parameters
    ----------
    given : column of the account that each record is nested in.
    index : names of records; who has no account is one of their own.
    """
    codes, values = given.coded
    marks = np.array([*map(_mark, values), ""], dtype=object)[codes]
    blank = codes < 0
    marks[blank] = [_mark(f"respondent {own}") for own in index[blank]]
    return pd.Series(marks, index=index, name="cluster", dtype="str")


def _mark(name: str) -> str:
    return blake2b(name.strip().casefold().encode(), digest_size=8).hexdigest()


def first_of_each(ids: Sequence[Given], findings: Findings) -> Mask | None:
    """Find records without an id, and those whose id stands above already.

    Parameters
    ----------
    ids : columns that together tell records apart, the one to name in errors first.
    findings : where they go.

    Returns
    -------
    Which records are the first of their id, or have none; None where all are.
    """
    if not ids or (len(ids) == 1 and ids[0].apart is not None):
        return None
    filled = ids[0].filled
    findings.rows(
        "no_id",
        "",
        ids[0],
        ~filled,
        lambda count: f"{count:,} {'row has' if count == 1 else 'rows have'} no id",
        one="the cell is empty",
        allowed=f"one {ids[0].name} in each row",
    )
    # Of the distinct texts some may stand in records alone that do not count.
    held = np.bincount(ids[0].coded.codes[filled], minlength=1) > 0
    if len(ids) == 1 and int(np.count_nonzero(held)) == int(np.count_nonzero(filled)):
        _tell_alike(ids, ids[0].coded.codes, filled, findings)  # each stands once
        return None
    keys = _combined([given.coded.codes.astype("int64") for given in ids])
    again = pd.Series(keys).duplicated().to_numpy() & filled
    if again.any():
        _tell_again(ids, keys, again, findings)
    _tell_alike(ids, keys, filled, findings)
    return ~again if again.any() else None


def judge_pointer(given: Given, of: str, findings: Findings) -> None:
    """Find records that point to no row of the table that they belong to.

    Parameters
    ----------
    given : column with the key of the row there.
    of : name of that table.
    findings : where they go.
    """
    findings.rows(
        "no_id",
        "",
        given,
        ~given.filled,
        lambda count: (
            f"{count:,} {'row belongs' if count == 1 else 'rows belong'} to no row of '{of}'"
        ),
        one="the cell is empty",
        allowed=f"the key of a row of '{of}'",
    )


def _combined(codes: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """One number for each combination of several codes."""
    keys = codes[0]
    for more in codes[1:]:
        keys = pd.factorize(keys * (int(more.max(initial=0)) + 2) + more + 1)[0]
    return keys


def _tell_again(
    ids: Sequence[Given], keys: NDArray[np.int64], again: Mask, findings: Findings
) -> None:
    name, count = ids[0].name, int(np.count_nonzero(again))
    together = name if len(ids) == 1 else f"{name} with {' and '.join(one.name for one in ids[1:])}"
    findings.found.append(
        Finding(
            "doubled_id",
            "",
            name,
            count,
            f"{count:,} {'row gives' if count == 1 else 'rows give'} an id that stands above, and "
            f"{'does' if count == 1 else 'do'} not count: the first of each does",
            ids[0].first(again),
            allowed=f"each {together} once",
            hint="delete the copies, or give them names of their own",
        )
    )
    if findings.strict:
        findings.errors += [
            _problem(ids, int(at), int(np.flatnonzero(keys == keys[at])[0]), findings)
            for at in np.flatnonzero(again)
        ]


def _problem(ids: Sequence[Given], at: int, first: int, findings: Findings) -> Problem:
    name, line = ids[0].name, int(ids[0].lines[at])
    cells = [identity_shown(_cell(given, at)) for given in ids]
    if len(ids) == 1:
        what = f"'{cells[0]}' is given twice, first in row {ids[0].lines[first]}"
        hint = "delete the copy, or give it a name of its own"
        allowed = f"each {name} once"
        return Problem(findings.path, what, row=line, column=name, allowed=allowed, hint=hint)
    rest = [f"{given.name} {cell}" for given, cell in zip(ids[1:], cells[1:], strict=True)]
    what = f"'{cells[0]}' is given twice with {' and '.join(rest)}"
    return Problem(findings.path, what, row=line, column=name, allowed="once")


def _cell(given: Given, at: int) -> str:
    codes, values = given.coded
    return values[codes[at]] if codes[at] >= 0 else ""


def folded(values: Sequence[str]) -> list[str]:
    """Give keys without blanks and capitals, all in one step.

    >>> folded(["R 1", "r1"])
    ['r1', 'r1']
    """
    whole = "\n".join(values)
    if whole.count("\n") != max(len(values) - 1, 0):
        return ["".join(value.split()).casefold() for value in values]
    return _BLANKS.sub("", whole).casefold().split("\n") if values else []


def _is_plain(values: Sequence[str]) -> bool:
    """Whether distinct keys stay so without blanks and capitals, as those of programs do."""
    whole = "".join(values)
    if _ANY_BLANK.search(whole):
        return False
    return whole.isascii() and (whole.islower() or whole.isupper() or whole.isdecimal())


def _tell_alike(
    ids: Sequence[Given], keys: NDArray[np.integer], filled: Mask, findings: Findings
) -> None:
    if all(_is_plain(given.coded.values) for given in ids):
        return
    plain = [folded(given.coded.values) for given in ids]
    if all(len(set(one)) == len(one) for one in plain):
        return
    codes = [
        np.append(pd.factorize(np.array(one, dtype=object))[0], -1)[given.coded.codes]
        for one, given in zip(plain, ids, strict=True)
    ]
    alike = _combined([one.astype("int64") for one in codes])
    same = pd.Series(alike).duplicated(keep=False) & ~pd.Series(keys).duplicated(keep=False)
    mask = same.to_numpy() & filled
    count = int(np.count_nonzero(mask))
    if count:
        last = int(np.flatnonzero(mask)[-1])
        shown = identity_shown(_cell(ids[0], last))
        findings.add(
            Finding(
                "alike",
                "",
                ids[0].name,
                count,
                f"{count:,} rows have keys that differ in capitals or blanks alone, and count "
                f"apart (such as '{shown}')",
                ids[0].first(mask),
                hint="write them alike where they are one",
            )
        )
