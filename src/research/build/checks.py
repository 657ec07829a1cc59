"""Checks before a build: parameter file, texts, notebooks and data, with nothing executed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from research.edition.project import shipped
from research.errors import InputError, Problem
from research.report import formats
from research.study import open_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from research.study import Study

__all__ = ["check"]


def check(params: Path | str) -> list[Problem]:
    """Check a parameter file, its texts, notebooks and data, executing nothing.

    Parameters
    ----------
    params : the parameter file.

    Returns
    -------
    Every problem, in the order of parameter file, texts, data. None when all is well.
    """
    try:
        study = open_study(params)
    except InputError as error:
        return list(error.problems)
    problems = [*_no_formats(study), *_missing_sections(study)]
    for read in _readers(study):
        try:
            read()
        except InputError as error:
            problems.extend(error.problems)
    return problems


def _readers(study: Study) -> Iterator[Callable[[], object]]:
    """Everything that the edition reads: texts first, then data."""
    if study.config.texts.themes:
        for theme in study.themes:
            yield partial(study.theme_text, theme.key)
    yield lambda: study.published_claims
    if study.config.data.respondents:
        yield lambda: study.ranks
    if study.config.waves.previous:
        yield lambda: study.previous.ranks
    if study.config.data.assessments:
        yield lambda: study.assessments
    if study.config.data.accounts:
        yield lambda: study.accounts
    if study.config.data.contacts:
        yield lambda: study.contacts
    if study.config.data.suppliers:
        yield lambda: study.suppliers


def _no_formats(study: Study) -> Iterator[Problem]:
    """Find formats that no engine makes of a report."""
    for name in study.config.report.formats:
        problem = formats.no_deck(name) or formats.foreign(name)
        if problem:
            yield replace(problem, file=study.path, key="report.formats")


def _missing_sections(study: Study) -> list[Problem]:
    """Find sections that name a notebook, a text or a value which does not exist."""
    known = {
        "theme": [theme.key for theme in study.themes],
        "breakdown": [item.key for item in study.config.breakdowns],
    }
    folder = study.path.parent / (study.config.texts.report or ".")
    problems = []
    for index, section in enumerate(study.config.report.sections):
        key = f"report.sections.{index}"
        places = {
            "notebook": ([study.root / "notebooks", shipped("notebooks")], ".ipynb"),
            "text": ([folder.resolve()], ".md"),
        }
        for kind, (folders, ending) in places.items():
            name = getattr(section, kind)
            if name and not any((place / f"{name}{ending}").is_file() for place in folders):
                known_names = {item.stem for place in folders for item in place.glob(f"*{ending}")}
                fault = f"there is no {kind} '{name}' in {folders[0].relative_to(study.root)}"
                allowed = ", ".join(sorted(known_names))
                problems.append(Problem(study.path, fault, key=f"{key}.{kind}", allowed=allowed))
        for parameter, values in section.each.items():
            for value in values:
                if parameter in known and value not in known[parameter]:
                    fault = f"'{value}' is no {parameter} of this edition"
                    allowed = ", ".join(known[parameter])
                    problems.append(Problem(study.path, fault, key=f"{key}.each", allowed=allowed))
    return problems
