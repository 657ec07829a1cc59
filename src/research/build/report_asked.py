"""The report as an author asks for it: sections, formats and texts, judged before anything runs."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from research.build.needs import (
    answerable,
    asked_of,
    known_parameters,
    lacks,
    misnamed,
    needs,
)
from research.build.sectionnames import section_names
from research.display.claims import words
from research.display.placeholders import heavy, judge
from research.edition.paths import is_name
from research.edition.project import notebook_path, shipped
from research.errors import InputError, Problem
from research.problems.nearest import meant
from research.problems.spots import placed
from research.problems.values import listed
from research.report import engines, formats
from research.report.checks import faults, inspect
from research.report.passages import passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from research.edition.parameters import Edition
    from research.edition.parts import Parts
    from research.edition.yamlfile import YamlFile
    from research.study import Study

__all__ = ["ReportAsked"]

# The parameter that every notebook has.
_OWN = "params"
# What a fault of a document names.
_NAMED = re.compile(r"'([^'\n]+)'|figures/([\w-]+)")
# Every engine makes them.
_COMMON = {"html", "pdf", "docx"}


class ReportAsked:
    """The report as it stands in the file: the places there are the author's."""

    def __init__(self, study: Study, parts: Parts[Edition], file: YamlFile) -> None:
        self.study = study
        self.parts = parts
        self.file = file
        self.values: dict[str, list[str]] = {}
        known = not parts.lacks("data", "questions", "themes", "banners")
        if known and study.themes:
            self.values["theme"] = [theme.key for theme in study.themes]
        if known and study.config.breakdowns:
            self.values["breakdown"] = [item.key for item in study.config.breakdowns]
        asked = parts.knows("questions") and study.config.answers is not None
        self.asked = known and asked
        texts = study.path.parent / (study.config.texts.report or ".")
        own = study.root / "notebooks"
        self.folders = {"notebook": ([own, shipped("notebooks")], ".ipynb")}
        if parts.knows("texts.report"):
            self.folders["text"] = ([texts.resolve()], ".md")

    def problems(self) -> Iterator[Problem]:
        """Find formats that no engine makes, and sections that name what does not exist."""
        for place, name in enumerate(self._listed("formats")):
            problem = self._no_format(str(name))
            if problem:
                yield self._placed(("formats", place), problem)
        for place, section in enumerate(self._listed("sections")):
            if isinstance(section, dict):
                yield from self._names(place, section)
                names = section_names(self.study.config, section) if self.asked else {}
                for key in ("each", "parameters"):
                    yield from self._values((place, key), section.get(key), self.values | names)
                yield from self._needs(place, section)
                yield from self._parameters(place, section)

    def _needs(self, place: int, section: dict[str, Any]) -> Iterator[Problem]:
        """Find what a section needs, or names, that the parameter file does not give."""
        name = section.get("notebook")
        if not isinstance(name, str) or not is_name(name):
            return
        notebook = notebook_path(self.study.root, name)
        found: dict[Problem, None] = {}
        for given in _given(section):
            for key in needs(notebook, given):
                found |= dict.fromkeys(self._lacking(place, name, key))
            if self.parts.knows("questions", "data"):
                for parameter, problem in misnamed(notebook, self.study.config, given):
                    key = "each" if parameter in (section.get("each") or {}) else "parameters"
                    found[self._placed(("sections", place, key, parameter), problem)] = None
        yield from found

    def _lacking(self, place: int, name: str, key: str) -> Iterator[Problem]:
        held = asked_of(key)
        around = ("data", "questions") if held else (key,)
        if self.parts.knows(*around) and lacks(self.study.config, key):
            what = f"the notebook '{name}' needs {key}, which the file does not give"
            near = meant(held[1], answerable(self.study.config, key)) if held else ""
            hint = near or f"give {key}, or leave the section out"
            yield self._placed(("sections", place, "notebook"), Problem("", what, hint=hint))

    def _parameters(self, place: int, section: dict[str, Any]) -> Iterator[Problem]:
        """Find values for names that the notebook does not have, or that something else gives."""
        name = section.get("notebook")
        path = (
            notebook_path(self.study.root, name)
            if isinstance(name, str) and is_name(name)
            else None
        )
        if path is None or not path.is_file():
            return
        known = [word for word in known_parameters(path) if word != _OWN]
        repeated = section.get("each")
        for key in ("parameters", "each"):
            given = section.get(key)
            for word in given if isinstance(given, dict) else ():
                where = ("sections", place, key, word)
                if word == _OWN:
                    what = f"'{_OWN}' is the parameter file itself, which the build gives"
                    yield self._placed(where, Problem("", what, hint="leave it out"))
                elif word not in known:
                    what = f"the notebook '{name}' has no parameter '{word}'"
                    yield self._unknown(where, what, word, known)
                elif key == "parameters" and isinstance(repeated, dict) and word in repeated:
                    what = f"'{word}' has a value here and others under 'each'"
                    yield self._placed(where, Problem("", what, hint="keep one of them"))

    def _no_format(self, name: str) -> Problem | None:
        """Say why the report cannot have a format; an engine is asked of unusual ones alone."""
        if name in _COMMON:
            return None
        if problem := formats.no_deck(name) or formats.foreign(name):
            return problem
        try:
            return engines.choose(self.study.config.report.engine).problem(name)
        except InputError as error:
            return error.problems[0]

    def texts(self) -> Iterator[Callable[[], object]]:
        """Give what reads each author's text that is there."""
        for path in self.text_files():
            raw = path.stem in self.study.config.report.raw
            yield partial(_judge_text, path, raw=raw)

    def text_files(self) -> Iterator[Path]:
        """Give each author's text that is there, once."""
        folders, ending = self.folders.get("text", ([], ""))
        sections = [section for section in self._listed("sections") if isinstance(section, dict)]
        for name in dict.fromkeys(str(section.get("text") or "") for section in sections):
            for folder in folders:
                if is_name(name) and (folder / f"{name}{ending}").is_file():
                    yield folder / f"{name}{ending}"

    def _listed(self, key: str) -> list[Any]:
        report = self.file.content.get("report")
        found = report.get(key) if isinstance(report, dict) else None
        return found if isinstance(found, list) else []

    def _names(self, place: int, section: dict[str, Any]) -> Iterator[Problem]:
        for kind, (folders, ending) in self.folders.items():
            name = section.get(kind)
            if not isinstance(name, str) or not is_name(name):
                continue
            if not any((folder / f"{name}{ending}").is_file() for folder in folders):
                known = sorted(
                    {item.stem for folder in folders for item in folder.glob(f"*{ending}")}
                )
                where = os.path.relpath(folders[0], self.study.root)
                what = f"there is no {kind} '{name}' in {where}"
                yield self._unknown(("sections", place, kind), what, name, known)

    def _values(
        self, place: tuple[int, str], given: Any, names: Mapping[str, list[str]]
    ) -> Iterator[Problem]:
        """Find values of parameters that name what the edition does not have."""
        for parameter, values in given.items() if isinstance(given, dict) else ():
            known = names.get(parameter)
            if known is None:
                continue
            listed_ones = values if isinstance(values, list) else [values]
            for index, value in enumerate(listed_ones):
                if str(value) not in known and value != "":
                    what = f"'{value}' is no {parameter.removesuffix('s')} of this edition"
                    number = (index,) if isinstance(values, list) else ()
                    where = ("sections", *place, parameter, *number)
                    yield self._unknown(where, what, value, known)

    def _unknown(
        self, place: tuple[str | int, ...], what: str, word: object, known: list[str]
    ) -> Problem:
        allowed, hint = listed(known, most=40), meant(word, known)
        return self._placed(place, Problem("", what, allowed=allowed, hint=hint))

    def _placed(self, place: tuple[str | int, ...], problem: Problem) -> Problem:
        where = ("report", *place)
        key, row = ".".join(map(str, where)), self.file.row(where)
        return replace(problem, file=self.file.path, key=key, row=row)


def _given(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the parameters of each chapter that a section makes."""
    given, each = section.get("parameters"), section.get("each")
    fixed = given if isinstance(given, dict) else {}
    repeated = each if isinstance(each, dict) else {}
    if not repeated:
        yield fixed
    for parameter, values in repeated.items():
        for value in values if isinstance(values, list) else [values]:
            yield {**fixed, parameter: value}


def _judge_text(path: Path, *, raw: bool) -> None:
    """Find what is wrong with an author's text whatever the chapters come to."""
    try:
        text = path.read_text(encoding="utf-8")
        problems = judge(text, path)
        # A text that opens hundreds of brackets is not given to pandoc.
        if not heavy(text):
            problems += _judge_passages(text, path, raw=raw)
    except UnicodeDecodeError:
        problems = [Problem(path, "this text is not UTF-8", hint="save it as UTF-8")]
    if problems:
        raise InputError(problems)


def _judge_passages(text: str, path: Path, *, raw: bool) -> list[Problem]:
    """Find what a text may not hold, and what is wrong with its ids, figures and tables."""
    said = passages(words(text), path, raw=raw, source=text)
    if said.problems:
        return said.problems
    # Where references lead is known of the whole report alone.
    contents = replace(inspect(said.text), references=[])
    return [_placed_fault(Problem(path, fault), text) for fault in faults(contents)]


def _placed_fault(problem: Problem, text: str) -> Problem:
    """Give a fault the place of what it names: an id, or a picture by the name of its file."""
    named = _NAMED.search(problem.what)
    name = next(filter(None, named.groups())) if named else ""
    where = placed(text, f"#{name}") or placed(text, name)
    return replace(problem, **where) if where else problem
