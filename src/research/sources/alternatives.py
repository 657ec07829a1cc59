"""Alternatives: other sets of answers that would show the same published figures."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import InputError, Problem
from research.memory import read_once
from research.sources.withholding import head_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = [
    "MEMBER",
    "Alternatives",
    "Membership",
    "read_alternative_scores",
    "read_alternatives",
]

MEMBER = "reconstruction"
RANK = "rank_"


@dataclass(frozen=True)
class Membership:
    """The group of each of n respondents in each of m sets.

    Parameters
    ----------
    codes : (m, n) place of the group's label among the labels.
    labels : of all groups.
    """

    codes: NDArray[np.int16]
    labels: tuple[str, ...]

    def among(self, labels: Sequence[str]) -> NDArray[np.int64]:
        """Place of each respondent's group among some labels, (m, n); -1 in any other group."""
        places: NDArray[np.int64] = pd.Index(labels).get_indexer(pd.Index(self.labels))
        return places[self.codes]

    def sizes(self) -> NDArray[np.int64]:
        """Respondents of each group in each set: (m, groups)."""
        size = len(self.labels)
        return np.array([np.bincount(codes, minlength=size) for codes in self.codes])


@dataclass(frozen=True)
class Alternatives:
    """Sets of answers of the same respondents, of which any might be the true one.

    Parameters
    ----------
    ranks : (m, n, k) in m sets the rank of k themes by n respondents, 1 best.
    groups : who belongs to which group, by column of groups.
    themes : keys of the k themes.
    """

    ranks: NDArray[np.int16]
    groups: Mapping[str, Membership]
    themes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ranks)

    def counts(self) -> NDArray[np.int64]:
        """How often each theme took each rank in each set: (m, k themes, k ranks)."""
        depth = len(self.themes)
        taken = self.ranks[..., None] == np.arange(1, depth + 1)
        counts: NDArray[np.int64] = taken.sum(axis=1)
        return counts


@read_once
def read_alternatives(
    path: Path | str, *, themes: Sequence[str], groups: Mapping[str, Mapping[str, str]], base: int
) -> Alternatives:
    """Read the sets of answers of a reconstruction's alternatives.

    Parameters
    ----------
    path : a ``.csv`` file, or a ``.csv.gz``, with a column ``reconstruction`` that numbers the
        sets, the columns of groups and one ``rank_<key>`` for each theme; every set has the
        respondents of the edition.
    themes : keys of the k themes, in the study's order.
    groups : of each column of groups, what a cell may hold and the label that it stands for.
    base : respondents of the edition.

    Raises
    ------
    InputError
        With every kind of problem: file, row, column and what may stand there.
    """
    path = Path(path)
    frame = _cells(path)
    ranks = [f"{RANK}{theme}" for theme in themes]
    problems = _missing_columns(path, frame, [MEMBER, *groups, *ranks])
    if not problems:
        problems = [
            *_wrong_cells(path, frame, groups),
            *_wrong_ranks(path, frame, ranks),
            *_wrong_sizes(path, frame, base),
        ]
    if problems:
        raise InputError(problems)
    ordered = frame.sort_values(MEMBER, key=lambda cells: cells.astype(int), kind="stable")
    shape = (len(frame) // base, base)
    return Alternatives(
        ordered[ranks].to_numpy().astype(np.int16).reshape(*shape, len(ranks)),
        {
            name: Membership(
                pd.Index(list(labels))
                .get_indexer(pd.Index(ordered[name]))
                .astype(np.int16)
                .reshape(shape),
                tuple(labels.values()),
            )
            for name, labels in groups.items()
        },
        tuple(themes),
    )


@read_once
def read_alternative_scores(
    path: Path | str, *, themes: Sequence[str], sectors: Sequence[str], words: Mapping[str, str]
) -> pd.DataFrame:
    """Read the sets of assessments of a reconstruction's alternatives.

    Parameters
    ----------
    path : a ``.csv`` file, or a ``.csv.gz``, with a column ``reconstruction`` that numbers the
        sets, ``sector`` and one column for each theme's score; a set may have any number of firms.
    themes : keys of the themes.
    sectors : those of the edition's own assessments; every set has firms of each.
    words : sectors by the cells that mean them, where cells do not hold the sectors themselves.

    Returns
    -------
    pandas.DataFrame
        One row a firm: ``reconstruction``, ``sector``, then the scores of 0 to 100.

    Raises
    ------
    InputError
        With every kind of problem: file, row, column and what may stand there.
    """
    path = Path(path)
    frame = _cells(path)
    known = {cell: sector for cell, sector in words.items() if sector in sectors}
    known |= {sector: sector for sector in sectors if sector not in words.values()}
    problems = _missing_columns(path, frame, [MEMBER, "sector", *themes])
    if not problems:
        problems = [
            *_wrong_cells(path, frame, {"sector": known}),
            *_wrong_scores(path, frame, themes),
            *_wrong_numbers(path, frame),
            *_missing_sectors(path, frame, known),
        ]
    if problems:
        raise InputError(problems)
    numbers = {MEMBER: frame[MEMBER].astype(int), "sector": frame["sector"].map(known)}
    scores = {theme: frame[theme].astype(float) for theme in themes}
    return pd.DataFrame({**numbers, **scores}).reset_index(drop=True)


def _missing_columns(path: Path, frame: pd.DataFrame, wanted: Sequence[str]) -> list[Problem]:
    return [
        Problem(path, "this column is missing", row=1, column=name, allowed=", ".join(wanted))
        for name in wanted
        if name not in frame
    ]


def _cells(path: Path) -> pd.DataFrame:
    """The file as text, every row by its line."""
    if not path.is_file():
        raise InputError([Problem(path, "no such file", hint="make it, or leave the key out")])
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        frame = pd.DataFrame(_even(head, rows), columns=head, dtype="str")
    except (OSError, EOFError, ValueError, zlib.error, csv.Error) as error:
        hint = "make it again, as CSV in UTF-8"
        raise InputError([Problem(path, f"cannot be read: {error}", hint=hint)]) from None
    doubled = [name for name, count in Counter(head).items() if count > 1]
    if doubled or frame.empty:
        what = "a column is given twice" if doubled else "only the head stands in the file"
        raise InputError([Problem(path, what, row=1)])
    return frame.set_axis(range(2, len(frame) + 2))


def _even(head: Sequence[str], rows: list[list[str]]) -> list[list[str]]:
    """The rows, when each has as many cells as the head."""
    for line, row in enumerate(rows, start=2):
        if len(row) != len(head):
            msg = f"row {line} has {len(row)} cells, the head {len(head)}"
            raise ValueError(msg)
    return rows


def _wrong_cells(
    path: Path, frame: pd.DataFrame, groups: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    for name, labels in groups.items():
        wrong = frame.index[~frame[name].isin(list(labels))]
        if len(wrong):
            row = int(wrong[0])
            column = head_shown(name, list(frame).index(name) + 1)
            yield Problem(
                path, "no group is written so", row=row, column=column, allowed=", ".join(labels)
            )


def _wrong_ranks(path: Path, frame: pd.DataFrame, ranks: Sequence[str]) -> Iterator[Problem]:
    allowed = [str(rank) for rank in range(1, len(ranks) + 1)]
    places = pd.Index(allowed).get_indexer(pd.Index(frame[list(ranks)].to_numpy().ravel()))
    given = np.sort(places.reshape(len(frame), len(ranks)), axis=1)
    wrong = frame.index[(given != np.arange(len(ranks))).any(axis=1)]
    if len(wrong):
        what = "the ranks of a respondent are not complete, or one stands twice"
        yield Problem(
            path, what, row=int(wrong[0]), allowed=f"each of {allowed[0]} to {allowed[-1]} once"
        )


def _wrong_numbers(path: Path, frame: pd.DataFrame) -> Iterator[Problem]:
    wrong = frame.index[~frame[MEMBER].str.fullmatch("[0-9]{1,9}")]
    if len(wrong):
        yield Problem(path, "no whole number", row=int(wrong[0]), column=MEMBER)


def _wrong_sizes(path: Path, frame: pd.DataFrame, base: int) -> Iterator[Problem]:
    wrong = [*_wrong_numbers(path, frame)]
    if wrong:
        yield from wrong
        return
    for number, count in frame[MEMBER].astype(int).value_counts(sort=False).items():
        if count != base:
            what = f"reconstruction {number} has {count} respondents"
            yield Problem(path, what, column=MEMBER, allowed=f"{base}, as the edition has")
            return


def _wrong_scores(path: Path, frame: pd.DataFrame, themes: Sequence[str]) -> Iterator[Problem]:
    for theme in themes:
        scores = pd.to_numeric(frame[theme], errors="coerce")
        wrong = frame.index[~scores.between(0, 100)]
        if len(wrong):
            row, column = int(wrong[0]), head_shown(theme, list(frame).index(theme) + 1)
            yield Problem(path, "no score", row=row, column=column, allowed="0 to 100")


def _missing_sectors(
    path: Path, frame: pd.DataFrame, sectors: Mapping[str, str]
) -> Iterator[Problem]:
    for number, part in frame.groupby(MEMBER, sort=False)["sector"]:
        missing = [sector for cell, sector in sectors.items() if cell not in set(part)]
        if missing:
            what = f"reconstruction {number} has no firm of the sector '{missing[0]}'"
            hint = "every set has the sectors of the edition's assessments"
            yield Problem(path, what, column="sector", hint=hint)
            return
