"""Checks before a build: parameter file, texts, notebooks and data, with nothing executed.

As much is judged as can be: what is right of a parameter file with faults serves to judge the
texts and the data, and what its faults leave unknown is not held against them.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from research.build.needs import lacks, needs
from research.build.rehearsal import rehearse
from research.build.report_asked import ReportAsked
from research.display.claims import conditions
from research.display.placeholders import judge
from research.edition.codeframe import open_parameters
from research.edition.judgement import judge_edition
from research.edition.parts import STAND_IN
from research.edition.project import find_params
from research.errors import InputError, Problem
from research.pipeline.plan import Edition as Planned
from research.sources.answers.reading import judged_answers, open_table
from research.sources.keys import judge_keys
from research.sources.remarks import heard
from research.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from research.edition.parameters import Edition
    from research.edition.parts import Parts
    from research.edition.yamlfile import YamlFile
    from research.sources.answers.answers import Answers

__all__ = ["Examined", "check", "examine", "examined", "named", "sections"]


@dataclass(frozen=True)
class Examined:
    """An edition as its check found it.

    Parameters
    ----------
    params : the parameter file, as given.
    problems : in the order of parameter file, texts, data.
    remarks : what stops nothing, but its owner should know.
    study : the edition; None where too little of its file is right.
    answers : tables of data by name, those that could be read.
    """

    params: Path | str
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    study: Study | None = None
    answers: dict[str, Answers] = field(default_factory=dict)


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
    found = examined(params)
    return found.problems, found.remarks


def examined(params: Path | str) -> Examined:
    """Check as `check` does, and keep what was read.

    Parameters
    ----------
    params : the parameter file.
    """
    answers: dict[str, Answers] = {}
    with heard() as remarks:
        problems, study = _judged(params, answers)
    return Examined(params, problems, remarks, study, answers)


def _judged(params: Path | str, answers: dict[str, Answers]) -> tuple[list[Problem], Study | None]:
    try:
        path = find_params(params)
        file = open_parameters(path)
    except InputError as error:
        return list(error.problems), None
    problems, parts = judge_edition(file)
    if parts.value is None:
        return problems, None
    study = Study(parts.value, path)
    report = ReportAsked(study, parts, file)
    problems += report.problems() if problems else [*report.problems(), *_doubled(path, file)]
    problems.sort(key=lambda problem: problem.row or 0)
    for read in (*report.texts(), *_readers(study, parts, answers)):
        try:
            read()
        except InputError as error:
            problems.extend(error.problems)
    return list(dict.fromkeys(problems)), study


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
        file = open_parameters(path)
        _, parts = judge_edition(file)
        chapters = Planned(path, file.content).chapters
    except InputError:
        return {}
    held = parts.value
    if held is None:
        return {}
    return {
        chapter.id: [key for key in needs(chapter.notebook, chapter.parameters) if lacks(held, key)]
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
    file = open_parameters(path)
    _, parts = judge_edition(file)
    if parts.value is None:
        return [], []
    known = _last_ledger(path, file)
    texts = list(ReportAsked(Study(parts.value, path), parts, file).text_files())
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


def _readers(
    study: Study, parts: Parts[Edition], answers: dict[str, Answers]
) -> Iterator[Callable[[], object]]:
    """Everything that the edition reads and that is known well enough: texts first, then data."""
    for theme in study.themes if study.config.texts.themes else ():
        if not theme.key.startswith(STAND_IN):
            yield partial(study.theme_text, theme.key)
    yield lambda: study.published_claims
    if parts.lacks("data", "questions"):
        # What cannot be read of a table would be held against its file.
        return
    yield from (partial(_judge_table, study, name, answers) for name in study.config.table_names)
    yield from (partial(_judge_links, study, name) for name in study.config.table_names)
    yield from (partial(study.weighting, name) for name in study.config.weights)
    if study.config.ranking is not None:
        yield lambda: study.alternatives
    if study.config.benchmark is not None:
        yield lambda: study.alternative_assessments
    yield from (partial(_judge_wave, study, key) for key in study.config.waves.earlier)
    if study.config.scorecard is not None:
        yield partial(_judge_scorecard, study)


def _judge_scorecard(study: Study) -> None:
    """Hold a scorecard against the assessments that it is made from."""
    from research.chapters.scorecard.company import company

    # What its own file names and does not have is told of already.
    if not any(study.config.contradictions()):
        company(study)


def _judge_table(study: Study, name: str, answers: dict[str, Answers]) -> None:
    figures = study.config.figures(name)
    answers[name] = judged_answers(
        study.source(name), study.table(name), name=name, figures=figures
    )


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
    if held is not None and table.by and held.ids and table.loop is None:
        pointing = open_table(study.source(name), table)
        pointed = open_table(study.source(str(table.of)), held)
        judge_keys(pointing, pointed, by=table.by, key=held.ids[0])
