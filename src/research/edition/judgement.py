"""The judgement of a parameter file: all its problems, and what of it can be used meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import Field, ValidationError, model_validator

from research.edition.beside import files_beside
from research.edition.codeframe import open_parameters
from research.edition.model import validated
from research.edition.parameters import Edition
from research.edition.parts import STAND_IN, Parts, usable
from research.edition.paths import leading_outside
from research.edition.project import namesakes
from research.edition.report import Report
from research.errors import InputError, Problem
from research.memory import read_once
from research.problems.models import translate
from research.problems.values import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.edition.yamlfile import Place, YamlFile

__all__ = ["judge_edition", "load_edition"]


class _Usable(Edition):
    """A parameter file of which some keys are missing."""

    edition: str = ""
    title: str = ""
    report: Report = Field(default_factory=lambda: Report.model_construct(sections=[]))

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        return self


@read_once
def load_edition(path: Path | str) -> Edition:
    """Read and check a parameter file; once a build, which watches the code frames that it names.

    Parameters
    ----------
    path : the YAML file.

    Raises
    ------
    InputError
        With every problem of the file: line, key, fault and what was allowed.
    """
    file = open_parameters(Path(path))
    problems, _ = judge_edition(file)
    if problems:
        raise InputError(problems)
    return validated(Edition, file)


def judge_edition(file: YamlFile) -> tuple[list[Problem], Parts[_Usable]]:
    """Find every problem of a parameter file, and what of it can be used all the same.

    Parameters
    ----------
    file : what was read.

    Returns
    -------
    The problems in the order of lines, and what the file says without what is wrong.
    """
    if not isinstance(file.content, dict):
        hint = "compare it with params/2015.yml"
        what = "no parameter file: it is not a mapping of keys to values"
        return [*file.problems, Problem(file.path, what, row=1, hint=hint)], Parts()
    problems = list(file.problems)
    try:
        Edition.model_validate(file.content)
    except ValidationError as errors:
        # What the file says as a whole is found below, with its place.
        problems += [problem for place, problem in translate(errors, Edition, file) if place]
    parts = usable(_Usable, file)
    if parts.value is not None:
        problems += _contradictions(parts.value, parts, file)
        outside = dict(_outside(parts.value, file))
        problems += outside.values()
        # Nothing there is read, not even to be judged.
        spoilt = file.spoilt | outside.keys()
        parts = usable(_Usable, replace(file, spoilt=spoilt)) if outside else parts
    if parts.value is not None:
        problems += _namesakes(parts.value, file)
    return sorted(problems, key=lambda problem: problem.row or 0), parts


def _contradictions(edition: Edition, parts: Parts[_Usable], file: YamlFile) -> Iterator[Problem]:
    """Tell where the parts of a file contradict each other, but for what follows from a fault."""
    for place, what in edition.contradictions():
        if _all_known(parts, str(place[0])) and STAND_IN not in what:
            key, row = ".".join(map(str, place)), file.row(place)
            yield Problem(file.path, what, key=key, row=row)


def _all_known(parts: Parts[_Usable], *keys: str) -> bool:
    """Whether nothing is lost of the data, of the questions and of some parts of the file."""
    return not parts.lacks("data", "questions", *keys)


def _namesakes(edition: Edition, file: YamlFile) -> Iterator[Problem]:
    """Tell of other parameter files that would write into the same folder."""
    path = Path(file.path).resolve()
    others = namesakes(path, edition.edition) if edition.edition else []
    if others:
        what = (
            f"the edition '{edition.edition}' is that of {listed(each.name for each in others)} too"
        )
        hint = f"give one of them another name: both would write reports/{edition.edition}"
        row = file.row(("edition",))
        yield Problem(file.path, what, key="edition", row=row, hint=hint)


def _outside(edition: Edition, file: YamlFile) -> Iterator[tuple[Place, Problem]]:
    """Tell which files lie outside the project: nothing there is read or written."""
    holders = (
        ("texts", edition.texts),
        ("reconstructed", edition.reconstructed),
    )
    named: dict[Place, Path] = {
        (part, name): path
        for part, holder in holders
        for name, path in holder
        if isinstance(path, Path)
    }
    named |= {("data", name, "file"): table.file for name, table in edition.data.items()}
    named |= {
        (*place, *keys): edition.data[name].file.parent / path
        for name in edition.data
        for place, question in edition.asked(name).items()
        for keys, path in files_beside(question)
    }
    earlier = edition.waves.earlier.items()
    named |= {("waves", "earlier", key, "file"): one.file for key, one in earlier if one.file}
    if edition.scorecard is not None and edition.scorecard.of is not None:
        named["scorecard", "of"] = edition.scorecard.of
    for place, path in leading_outside(Path(file.path).resolve(), named):
        what = f"{shown(str(path))} leads out of the project"
        hint = "copy what is there into the project, and name it there"
        key, row = ".".join(map(str, place)), file.row(place)
        yield place, Problem(file.path, what, key=key, row=row, hint=hint)
