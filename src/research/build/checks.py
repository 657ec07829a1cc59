"""Checks before a build: parameter file, texts, notebooks and data, with nothing executed.

As much is judged as can be: what is right of a parameter file with faults serves to judge the
texts and the data, and what its faults leave unknown is not held against them.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from research.build.needs import answerable, asked_of, known_parameters, lacks, needs
from research.build.rehearsal import rehearse
from research.edition.judgement import judge_edition
from research.edition.parts import STAND_IN
from research.edition.paths import is_name
from research.edition.project import find_params, notebook_path, shipped
from research.edition.yamlfile import open_yaml
from research.errors import InputError, Problem
from research.pipeline.plan import Edition as Planned
from research.problems.nearest import meant
from research.problems.values import listed
from research.report import engines, formats
from research.report.checks import faults, inspect
from research.report.claims import conditions, words
from research.report.passages import passages
from research.report.placeholders import judge
from research.sources.answers.reading import judge_answers, open_table
from research.sources.keys import judge_keys
from research.sources.remarks import heard
from research.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from research.edition.parameters import Edition
    from research.edition.parts import Parts
    from research.edition.yamlfile import YamlFile

__all__ = ["check", "examine", "named", "sections"]

# The parameter that every notebook has.
_OWN = "params"
# Every engine makes them.
_COMMON = {"html", "pdf", "docx"}


def check(params: Path | str) -> list[Problem]:
    """Check a parameter file, its texts, notebooks and data, executing nothing.

    Parameters
    ----------
    params : the parameter file.

    Returns
    -------
    Every problem, in the order of parameter file, texts, data. None when all is well.
    """
    return examine(params)[0]


def examine(params: Path | str) -> tuple[list[Problem], list[Problem]]:
    """Check as `check` does, and tell also what stops nothing.

    Parameters
    ----------
    params : the parameter file.

    Returns
    -------
    The problems; then what an owner of the data should know: rows that are hidden in a sheet, keys
    that meet none, encodings guessed.
    """
    with heard() as remarks:
        problems = _judged(params)
    return problems, remarks


def _judged(params: Path | str) -> list[Problem]:
    try:
        path = find_params(params)
        file = open_yaml(path)
    except InputError as error:
        return list(error.problems)
    problems, parts = judge_edition(file)
    if parts.value is None:
        return problems
    study = Study(parts.value, path)
    report = _Report(study, parts, file)
    problems += report.problems() if problems else [*report.problems(), *_doubled(path, file)]
    problems.sort(key=lambda problem: problem.row or 0)
    for read in (*report.texts(), *_readers(study, parts)):
        try:
            read()
        except InputError as error:
            problems.extend(error.problems)
    return list(dict.fromkeys(problems))


def _doubled(path: Path, file: YamlFile) -> Sequence[Problem]:
    """Find chapters that are there more than once."""
    found: Sequence[Problem] = ()
    try:
        Planned(path, file.content).chapters  # noqa: B018 - it raises
    except InputError as error:
        found = error.problems
    return [replace(problem, row=file.row(("report", "sections"))) for problem in found]


def sections(params: Path | str) -> dict[str, list[str]]:
    """Say of each chapter whether it can be made, before anything runs.

    Parameters
    ----------
    params : a parameter file.

    Returns
    -------
    What each chapter lacks, by its id in the order of the report: nothing where it can be made.
    Empty where the file cannot be planned.
    """
    try:
        path = find_params(params)
        file = open_yaml(path)
        _, parts = judge_edition(file)
        chapters = Planned(path, file.content).chapters
    except InputError:
        return {}
    held = parts.value
    if held is None:
        return {}
    return {
        chapter.id: [key for key in needs(chapter.notebook) if lacks(held, key)]
        for chapter in chapters
    }


def named(params: Path | str) -> tuple[list[Problem], list[str]]:
    """Look up in the last build the names of claims, and where references lead.

    No part of `check`, which every build begins with: a new chapter gives names and ids that the
    last build did not know.

    Parameters
    ----------
    params : a parameter file without problems.

    Returns
    -------
    (problems, waiting)
        A problem for each name that the ledger lacks, each reference that leads nowhere and each id
        given twice; then what is not known before a first build, with texts and rows.
    """
    path = find_params(params)
    file = open_yaml(path)
    _, parts = judge_edition(file)
    if parts.value is None:
        return [], []
    known = _last_ledger(path, file)
    texts = list(_Report(Study(parts.value, path), parts, file).text_files())
    problems, waiting = rehearse(Planned(path, file.content), parts.value, texts)
    for text in texts:
        said = text.read_text(encoding="utf-8")
        rows = [str(said.count("\n", 0, start) + 1) for start, _, _ in conditions(said)]
        if known is not None:
            problems += judge(said, text, known)
        elif rows:
            where = f"{os.path.relpath(text)}, rows {', '.join(rows)}"
            waiting.append(f"{where}: these claims are judged by the first build")
    return problems, waiting


def _last_ledger(path: Path, file: YamlFile) -> dict[str, Any] | None:
    """Give the ledger of the last build by name; None where there was none."""
    try:
        content = (Planned(path, file.content).folder / "results.json").read_bytes()
        return {record["name"]: record for record in json.loads(content)}
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _judge_text(path: Path, *, raw: bool) -> None:
    """Find what is wrong with an author's text whatever the chapters come to."""
    try:
        text = path.read_text(encoding="utf-8")
        problems = judge(text, path)
        # A text that opens hundreds of brackets is not given to pandoc.
        problems = problems or _judge_passages(text, path, raw=raw)
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
    return [Problem(path, fault) for fault in faults(contents)]


def _readers(study: Study, parts: Parts[Edition]) -> Iterator[Callable[[], object]]:
    """Everything that the edition reads and that is known well enough: texts first, then data."""
    for theme in study.themes if study.config.texts.themes else ():
        if not theme.key.startswith(STAND_IN):
            yield partial(study.theme_text, theme.key)
    yield lambda: study.published_claims
    if {"data", "questions"} & {lost[0] for lost in parts.lost}:
        # What cannot be read of a table would be held against its file.
        return
    yield from (partial(_judge_table, study, name) for name in study.config.data)
    yield from (partial(_judge_links, study, name) for name in study.config.data)
    yield from (partial(study.weighting, name) for name in study.config.weights)
    if study.config.ranking is not None:
        yield lambda: study.alternatives
    if study.config.benchmark is not None:
        yield lambda: study.alternative_assessments
    yield from (partial(_judge_wave, study, key) for key in study.config.waves.earlier)


def _judge_table(study: Study, name: str) -> None:
    figures = study.config.figures(name)
    judge_answers(study.source(name), study.table(name), name=name, figures=figures)


def _judge_wave(study: Study, key: str) -> None:
    """Read an earlier edition as comparisons with it will."""
    wave = study.waves[key]
    if study.config.themes and key == study.config.waves.previous:
        _ = wave.ranks
    else:
        wave.read()


def _judge_links(study: Study, name: str) -> None:
    """Hold the keys of a table against those of the one that its rows belong to."""
    table = study.table(name)
    held = study.config.table(table.of) if table.of else None
    if held is not None and table.by and held.ids:
        pointing = open_table(study.source(name), table)
        pointed = open_table(study.source(str(table.of)), held)
        judge_keys(pointing, pointed, by=table.by, key=held.ids[0])


class _Report:
    """The report as it stands in the file: the places there are the author's."""

    def __init__(self, study: Study, parts: Parts[Edition], file: YamlFile) -> None:
        self.study = study
        self.parts = parts
        self.file = file
        self.values: dict[str, list[str]] = {}
        known = not any(
            lost[0] in ("data", "questions", "themes", "banners") for lost in parts.lost
        )
        if known and study.themes:
            self.values["theme"] = [theme.key for theme in study.themes]
        if known and study.config.breakdowns:
            self.values["breakdown"] = [item.key for item in study.config.breakdowns]
        answers = study.config.answers
        if known and parts.knows("questions") and answers is not None:
            names = answers.names
            self.values |= {"question": names, "questions": ["all", *names]}
            self.values["banner"] = list(study.config.banners)
            self.values["weight"] = ["none", *study.config.weights]
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
                yield from self._values((place, "each"), section.get("each"))
                yield from self._values((place, "parameters"), section.get("parameters"))
                yield from self._needs(place, section.get("notebook"))
                yield from self._parameters(place, section)

    def _needs(self, place: int, name: object) -> Iterator[Problem]:
        """Find what a section's notebook needs and the parameter file does not give."""
        if not isinstance(name, str) or not is_name(name):
            return
        for key in needs(notebook_path(self.study.root, name)):
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

    def _values(self, place: tuple[int, str], given: Any) -> Iterator[Problem]:
        """Find values of parameters that name what the edition does not have."""
        for parameter, values in given.items() if isinstance(given, dict) else ():
            known = self.values.get(parameter)
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
