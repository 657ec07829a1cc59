"""Reliance: what a part of a parameter file rests on, as written.

A chapter that asks for a question depends on that question and on what its reading needs beside it:
the questions that lead to it, that it is derived from, or that say who counts. Nothing here needs
the models, so that a build which has nothing to do stays quick.

Parts are named by what was asked for:

``privacy``
    a key at the top of the file
``*``
    all keys but those of the document alone
``report.notebooks``
    which notebooks have a section
``data``
    all tables without their questions
``data.*``
    names of the tables in their order
``data.contacts``
    one table without its questions
``data.contacts.trust``
    a question of it, or the one that has a row of this key
``data.contacts.*``
    all its questions in their order
``data.contacts.trust:answers``, ``data.contacts.*:answers``
    the same without the words that tables print and no reading looks at
``data.answers.priorities:labels``
    the same with what its codes and rows are called, and without its title and wording
``data.answers.sector:kind``
    whether there is such a question, of which type, and whether it has codes
``data.answers.priorities:reasons``
    names of the open questions that ask for the reasons of one
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["DOCUMENT_KEYS", "Reliance"]

DOCUMENT_KEYS = {
    "authors",
    "citation",
    "description",
    "glossary",
    "motto",
    "partners",
    "publisher",
    "reading",
    "report",
    "review",
    "subtitle",
    "title",
}
"""Keys of the parameter file that only the assembled document uses."""

# Of words in several languages the report's are taken when the file is read.
_SPOKEN = ("banners", "data", "filters", "questions", "themes")
# What tables print of a question, and no reading looks at.
_PRINTED = ("many", "number", "one", "title", "wording")
_SHORT = ("phrase", "short")
_LABELLED = ("codes", "nets", "boxes", "rows")


class Reliance:
    """What parts of a parameter file rest on.

    Parameters
    ----------
    content : the file as read from YAML; also that of a file of another kind, of which each key is
        a part.
    """

    def __init__(self, content: Any) -> None:
        self.content: Mapping[str, Any] = content if isinstance(content, dict) else {}
        self._tables: dict[str, _Table] = {}

    def of(self, part: str) -> Any:
        """Give all that a part rests on: what is equal to what it was leaves results as they were.

        Parameters
        ----------
        part : as the module says.
        """
        head, _, rest = part.partition(".")
        if part == "*":
            kept = {key: one for key, one in self.content.items() if key not in DOCUMENT_KEYS}
            return [self._language, self._notebooks, kept]
        if part == "report.notebooks":
            return self._notebooks
        if head == "data" and "report" in self.content:
            return [self._language, self._data(rest)]
        found = self.content.get(part)
        return [self._language, found] if head in _SPOKEN else found

    @property
    def _language(self) -> Any:
        report = self.content.get("report")
        return report.get("language") if isinstance(report, dict) else None

    @property
    def _notebooks(self) -> list[str]:
        report = self.content.get("report")
        sections = report.get("sections") if isinstance(report, dict) else None
        named = [one.get("notebook") for one in sections or () if isinstance(one, dict)]
        return sorted({str(name) for name in named if name})

    def _data(self, rest: str) -> Any:
        data = self.content.get("data")
        tables = _with_loops(data) if isinstance(data, dict) else {}
        if not rest:
            return [[name, _without(table, ("questions",))] for name, table in tables.items()]
        if rest == "*":
            return [*tables]
        name, _, asked = rest.partition(".")
        if name not in tables:
            return None
        if name not in self._tables:
            short = self.content.get("questions") if name == "answers" else None
            self._tables[name] = _Table(tables[name], short)
        return self._tables[name].of(asked)


def _with_loops(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give tables by name, loops among them, each with what is said of the table around it."""
    found = dict(data)
    for table in data.values():
        levels = table.get("levels") if isinstance(table, dict) else None
        for name, level in levels.items() if isinstance(levels, dict) else ():
            around = _without(table, ("questions", "levels"))
            found.setdefault(name, {**level, "of": around} if isinstance(level, dict) else level)
    return found


class _Table:
    """One table: its own keys and its questions.

    Parameters
    ----------
    given : as written.
    short : further questions, where they stand at the top of the file.
    """

    def __init__(self, given: Any, short: Any) -> None:
        self.given: Mapping[str, Any] = given if isinstance(given, dict) else {}
        listed = [*_items(self.given.get("questions")), *_items(short)]
        self.questions: list[dict[str, Any]] = [one for one in listed if isinstance(one, dict)]

    def of(self, asked: str) -> Any:
        """Give what a question rests on; without one what all that is read of the table does."""
        name, _, aspect = asked.partition(":")
        if aspect == "reasons":
            return [_name(one) for one in self.questions if _of(one) == name and _is_open(one)]
        if not name:
            own = _without(self.given, ("questions",))
            return [own, self._answers(self._led(self._filter))]
        wanted = range(len(self.questions)) if name == "*" else self._matching(name)
        asked_of = [self.questions[place] for place in wanted]
        if aspect == "kind":
            return [[_name(one), one.get("type"), bool(one.get("codes"))] for one in asked_of]
        return [
            [_aspect(one, aspect) for one in asked_of],
            self._answers(self._led([*wanted, *self._filter])),
        ]

    def _answers(self, places: Iterable[int]) -> list[Any]:
        return [_unprinted(self.questions[place]) for place in sorted(places)]

    @cached_property
    def _filter(self) -> list[int]:
        """Questions that say who counts."""
        return [place for key in _keys(self.given.get("filter")) for place in self._matching(key)]

    def _led(self, places: Iterable[int]) -> set[int]:
        """Add to questions all that their reading looks at, and all that the reading of those."""
        found: set[int] = set()
        pending = list(places)
        while pending:
            place = pending.pop()
            if place not in found:
                found.add(place)
                pending += self._beside(self.questions[place])
        return found

    def _beside(self, question: dict[str, Any]) -> Iterator[int]:
        keys = [] if _is_open(question) else [_of(question)]
        for base in (question.get("base"), *(row.get("base") for row in _options(question))):
            if isinstance(base, dict):
                keys += [*_keys(base.get("filter")), str(base.get("rows") or "")]
        for held in (question, *_words(question)):
            consent = held.get("consent")
            keys += [consent] if isinstance(consent, str) else _keys(consent)
        for key in filter(None, keys):
            yield from self._matching(key)
        # Whether a cell is blank is said by the codes of all questions that share its column.
        for column in _columns(question):
            yield from self._by_column[column]

    def _matching(self, key: str) -> list[int]:
        """Places of the questions that a key can mean: those of the name, or with such a row."""
        named = self._by_name.get(key)
        if named:
            return named
        return [*self._by_row.get(key, ()), *self._worded(key), *self._unkeyed]

    def _worded(self, key: str) -> list[int]:
        """Questions beside whose options the words may be called so."""
        return [
            place
            for place, one in enumerate(self.questions)
            if key.startswith(f"{_name(one)}_") and any(_words(one))
        ]

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        return _places((_name(one), place) for place, one in enumerate(self.questions))

    @cached_property
    def _by_row(self) -> dict[str, list[int]]:
        return _places(
            (key, place)
            for place, one in enumerate(self.questions)
            for row in _row_keys(one)
            for key in (row, f"{_name(one)}.{row}")
        )

    @cached_property
    def _by_column(self) -> dict[str, list[int]]:
        return _places(
            (column, place) for place, one in enumerate(self.questions) for column in _columns(one)
        )

    @cached_property
    def _unkeyed(self) -> list[int]:
        """Questions whose columns are called by codes, whose keys may be made of their texts."""
        return [
            place
            for place, one in enumerate(self.questions)
            if one.get("type") in ("multi", "ranking") and not one.get("rows")
        ]


def _aspect(question: dict[str, Any], aspect: str) -> Any:
    """Give of a question what is used of it beside its reading; all where nothing less is said."""
    if aspect == "answers":
        return None
    if aspect == "labels":
        return [question.get(key) for key in _LABELLED]
    return question


def _unprinted(question: dict[str, Any]) -> dict[str, Any]:
    """Give a question without words that no reading looks at."""
    kept: dict[str, Any] = _without(question, _PRINTED)
    for key in _LABELLED:
        # An option of several is also known by its text where cells hold that.
        texts = key == "rows" and question.get("type") != "multi"
        if key in kept:
            kept[key] = _shortened(kept[key], ("text", *_SHORT) if texts else _SHORT, bare=texts)
    if isinstance(kept.get("base"), dict):
        kept["base"] = _without(kept["base"], ("text",))
    return kept


def _shortened(labels: Any, words: tuple[str, ...], *, bare: bool) -> Any:
    """Give labels without some of their words; bare ones are words throughout."""
    if isinstance(labels, dict):
        return [[key, _label(one, words, bare=bare)] for key, one in labels.items()]
    return [_label(one, words, bare=bare) for one in _items(labels)]


def _label(label: Any, words: tuple[str, ...], *, bare: bool) -> Any:
    if isinstance(label, dict):
        return _without(label, words)
    return None if bare else label


def _row_keys(question: dict[str, Any]) -> Iterator[str]:
    rows = question.get("rows")
    named = rows.items() if isinstance(rows, dict) else [("", row) for row in _items(rows)]
    for key, row in named:
        yield str(row.get("key", key) if isinstance(row, dict) else key)


def _columns(question: dict[str, Any]) -> list[str]:
    """Columns of the file that hold a question's answers."""
    rows = question.get("rows")
    named = rows.items() if isinstance(rows, dict) else [("", row) for row in _items(rows)]
    held = [row.get("column", key) if isinstance(row, dict) else key for key, row in named]
    own = [question.get("column"), *_items(question.get("columns")), *_items(question.get("slots"))]
    tasks, design = question.get("tasks"), question.get("design")
    own += [design.get("version")] if isinstance(design, dict) else []
    # Columns of tasks that are written in short are one question's alone.
    for task in _items(tasks):
        if isinstance(task, dict):
            own += [task.get("best"), task.get("worst"), *_items(task.get("shown"))]
    own += [words.get("column") for words in _words(question)]
    return [str(column) for column in (*own, *held) if column]


def _options(question: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Codes and rows that say more than their words."""
    for key in ("codes", "rows"):
        given = question.get(key)
        for one in given.values() if isinstance(given, dict) else _items(given):
            if isinstance(one, dict):
                yield one


def _words(question: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Columns of words beside options, with who may be quoted from them."""
    for option in _options(question):
        words = option.get("words")
        if words is not None:
            yield words if isinstance(words, dict) else {"column": words}


def _name(question: dict[str, Any]) -> str:
    return str(question.get("name", ""))


def _of(question: dict[str, Any]) -> str:
    return str(question.get("of") or "")


def _is_open(question: dict[str, Any]) -> bool:
    return question.get("type") == "open"


def _places(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, place in pairs:
        found.setdefault(key, []).append(place)
    return found


def _keys(mapping: Any) -> list[str]:
    return [str(key) for key in mapping] if isinstance(mapping, dict) else []


def _items(listed: Any) -> list[Any]:
    return listed if isinstance(listed, list) else []


def _without(mapping: Any, keys: Iterable[str]) -> Any:
    if not isinstance(mapping, dict):
        return mapping
    return {key: value for key, value in mapping.items() if key not in keys}
