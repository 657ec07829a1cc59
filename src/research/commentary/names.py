"""Names that author texts may use, found as one types them."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from research.build.verbs import results
from research.commentary.places import Place, Places
from research.display.filters import fitting
from research.errors import InputError, Problem
from research.pipeline import state
from research.pipeline.plan import read_edition
from research.pipeline.store import Store
from research.problems.nearest import nearest
from research.problems.values import shown
from research.report.executed import executed
from research.report.executed import results as shown_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from research.report.executed import Result

__all__ = ["Name", "by_name", "find", "names"]

_PARTS = re.compile(r"[^\W_]+")
# How well a typed word meets a name: the lower the better.
_EXACT, _BEGINS, _PART, _LABEL, _WITHIN = range(5)


@dataclass(frozen=True)
class Name:
    """A name that an author's text may use.

    Parameters
    ----------
    record : name, value, unit, base, where and label, as the ledger has them.
    place : the chapter, table or figure that shows it.
    """

    record: Mapping[str, Any]
    place: Place

    def __str__(self) -> str:
        return str(self.record["name"])

    @property
    def words(self) -> dict[str, str]:
        """The words that each filter makes of the value, the one of its unit first.

        A chart has none: it is put where its name stands.
        """
        return {} if self.record["unit"] == "chart" else fitting(self.record)

    @property
    def value(self) -> str:
        """The value as a list shows it."""
        chart = self.record["unit"] == "chart"
        return "a chart" if chart else str(self.record["value"])

    def line(self) -> dict[str, Any]:
        """Give all that is known of the name, for a program."""
        place = {
            "where": self.place.anchor,
            "float": self.place.float_,
            "section": self.place.section,
            "chapter": self.place.chapter,
        }
        value = {"value": None} if self.record["unit"] == "chart" else {}
        return {**self.record, **value, **place, "words": self.words}


def names(params: Path | str) -> list[Name]:
    """Give every name that texts of an edition may use: the ledger's, and charts they may place.

    Parameters
    ----------
    params : the parameter file.

    Returns
    -------
    Sorted by name, with values, units and bases of the last build. Chapters are known where the
    build was made here; the ledger alone does not name them.

    Raises
    ------
    InputError
        If the edition was never built.
    """
    edition = read_edition(params)
    records = results(params)
    showing = list(_shown(Store(state.work_folder(edition.folder))))
    document = ""
    with contextlib.suppress(OSError):
        document = (edition.folder / "report.qmd").read_text(encoding="utf-8")
    places = Places(document, {one.id: one.chapter for one in showing})
    charts = [_chart(one) for one in showing if not one.placed]
    every = {record["name"]: record for record in [*charts, *records]}
    first = {line["name"]: one.id for one in reversed(showing) for line in _lines(one)}
    return [
        Name(record, places.of(record["where"] or first.get(name, "")))
        for name, record in sorted(every.items())
    ]


def by_name(params: Path | str) -> dict[str, Name]:
    """Give every name that texts may use, for a notebook, which completes them in brackets.

    Parameters
    ----------
    params : the parameter file.
    """
    return {str(one): one for one in names(params)}


def _lines(result: Result) -> Sequence[Mapping[str, Any]]:
    lines: Sequence[Mapping[str, Any]] = result.content.get("results", ())
    return lines


def _shown(store: Store) -> Iterator[Result]:
    """Give what the executed chapters of the last build show."""
    for chapter in store.chapters:
        if content := store.notebook(chapter):
            yield from shown_by([executed(chapter, content)])


def _chart(result: Result) -> dict[str, Any]:
    label = str(result.content.get("caption") or result.content.get("title") or "")
    common = {"value": result.markdown, "unit": "chart", "base": None}
    return {"name": result.id, **common, "where": result.id, "label": label}


def find(known: Sequence[Name], typed: Sequence[str]) -> list[Name]:
    """Find names by what was typed of them.

    Parameters
    ----------
    known : all names.
    typed : words; each must begin the name, a part of it or a word of its label, or stand within
        either. A star stands for anything: ``overall.*.first``.

    Returns
    -------
    The best first: what is called exactly so, then names that begin so, parts, words of labels.

    Raises
    ------
    InputError
        If nothing is called or described so, with the nearest names.
    """
    found = []
    for name in known:
        ranks = [_rank(name, word.casefold()) for word in typed]
        if None not in ranks:
            found.append((sum(rank for rank in ranks if rank is not None), str(name), name))
    if not found and typed:
        raise InputError([_unknown(known, typed)])
    return [name for _, _, name in sorted(found, key=lambda each: each[:2])]


def _rank(name: Name, word: str) -> int | None:
    """How well a word meets a name; None where it does not."""
    called, label = str(name).casefold(), str(name.record["label"]).casefold()
    if "*" in word:
        return _starred(called, word)
    asked = (
        (_EXACT, called == word),
        (_BEGINS, called.startswith(word)),
        (_PART, f".{word}" in called or _begins(word, _PARTS.findall(called))),
        (_LABEL, _begins(word, _PARTS.findall(label))),
        (_WITHIN, word in called or word in label),
    )
    return next((rank for rank, met in asked if met), None)


def _starred(called: str, word: str) -> int | None:
    if fnmatchcase(called, word):
        return _EXACT
    return _BEGINS if fnmatchcase(called, f"{word}*") else None


def _begins(word: str, parts: Iterable[str]) -> bool:
    return any(part.startswith(word) for part in parts)


def _unknown(known: Sequence[Name], typed: Sequence[str]) -> Problem:
    """Say that nothing is called so, and what is most like it."""
    said = " ".join(typed)
    lost = [word for word in typed if all(_rank(one, word.casefold()) is None for one in known)]
    near = nearest(said, map(str, known), count=3, likeness=0.5) if "." in said else []
    if not near:
        spoken = (_PARTS.findall(f"{one} {one.record['label']}".casefold()) for one in known)
        words = dict.fromkeys(part for parts in spoken for part in parts)
        near = [one for word in lost for one in nearest(word.casefold(), words, count=3)]
    what = f"no result is called or described {shown(said)}"
    if len(typed) > 1:
        what += f": none has {shown(lost[0])}" if lost else ": none has all of these words"
    hint = f"nearest: {', '.join(near)}" if near else "research results PARAMS lists all names"
    return Problem("results.json", what, hint=hint)
