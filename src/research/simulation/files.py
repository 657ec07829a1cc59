"""Dummy data for an edition before fieldwork, so that its report can be built and looked at."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.project import find_params
from research.edition.tables import DataTable
from research.errors import InputError, Problem
from research.files import write_bytes
from research.simulation.codings import codings_apart
from research.simulation.dummy import dummy_tables
from research.simulation.formats import contents
from research.simulation.maxdiff import design_frame, dummy_design
from research.simulation.study import SURVEYS, simulate_edition
from research.sources.answers.maxdiff_sets import read_design
from research.sources.answers.reading import judged_answers
from research.sources.dummies import is_dummy, note_dummy
from research.sources.remarks import heard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.edition.parameters import Edition
    from research.edition.questions import Question
    from research.sources.answers.maxdiff_sets import DesignSets

__all__ = ["simulate"]

# Tables of the simulated study that parameter files call otherwise.
_CALLED = {"respondents": "answers", "benchmark": "suppliers"}


def simulate(
    params: Path | str, *, respondents: int = 100, seed: int = 2016, force: bool = False
) -> list[Path]:
    """Write the data files that a parameter file names, filled with made-up answers.

    An edition with the made-up supplier's tables gets those of the simulated study with its planted
    effects; any other, and tables that the study does not have, get dummy answers to their
    questions (`research.simulation.dummy.dummy_tables`).

    Parameters
    ----------
    params : the parameter file.
    respondents : how many, for an edition without the made-up supplier.
    seed : the same seed gives the same files.
    force : write over dummies that are there; other data are never written over.

    Returns
    -------
    The files written.

    Raises
    ------
    InputError
        If the parameter file has problems, or a file is there already that is no dummy, or one
        that is and ``force`` is not given; then nothing is written.
    """
    path = find_params(params)
    edition = load_edition(path)
    named = {name: (path.parent / table.file).resolve() for name, table in edition.data.items()}
    beside = [
        (path.parent / one).resolve()
        for name in edition.data
        if (table := edition.table(name))
        for one in table.coding_files
    ]
    there = [path for path in (*named.values(), *beside) if path.exists()]
    if there and not force:
        raise InputError([_in_the_way(path, dummy=is_dummy(path)) for path in there])
    made = _study(edition, named, seed)
    if set(named.values()) - made.keys():
        made = _dummies(edition, named, respondents, seed) | made
    real = [path for path in there if path.read_bytes() != made[path] and not is_dummy(path)]
    if real:
        raise InputError([_in_the_way(path, dummy=False) for path in real])
    written = [write_bytes(path, content) for path, content in made.items()]
    for path in written:
        note_dummy(path)
    return written


def _in_the_way(path: Path, *, dummy: bool) -> Problem:
    """Say of a file that it stays: made up before it may give way, real data never do."""
    if dummy:
        return Problem(path, "there are dummies already", hint="write over them with --force")
    hint = "move them away: real data are never written over"
    return Problem(path, "there are data already, which were not made up here", hint=hint)


def _study(edition: Edition, named: Mapping[str, Path], seed: int) -> dict[Path, bytes]:
    """Simulate the supplier's study; nothing where tables of it are not as they are there."""
    if not {"accounts", "contacts"} <= set(named):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        surveys = (edition.supplier.surveys if edition.supplier else None) or SURVEYS
        study = simulate_edition(Path(folder), seed=seed, surveys=surveys)
        written = {path.stem: path for path in study}
        made = {_CALLED.get(stem, stem): path for stem, path in written.items()}
        known = {name: path for name, path in named.items() if name in made}
        if not all(_fits(edition, name, made[name]) for name in known):
            return {}
        files = dict(known)
        for name, path in known.items():
            table = edition.table(name)
            beside = [path.parent / one.name for one in (table.coding_files if table else ())]
            files |= {one.stem: one for one in beside if one.stem in made}
        return {path: made[name].read_bytes() for name, path in files.items()}


def _fits(edition: Edition, name: str, path: Path) -> bool:
    table = edition.table(name)
    with heard():
        try:
            audit = None if table is None else judged_answers(path, table.uncoded, name=name).audit
        except InputError:
            return False
    return audit is not None


def _dummies(
    edition: Edition, named: Mapping[str, Path], respondents: int, seed: int
) -> dict[Path, bytes]:
    made: dict[Path, bytes] = {}
    designs: dict[str, dict[str, DesignSets]] = {}
    for name, place in named.items():
        table = edition.table(name)
        for question in table.questions if table else ():
            if question.design is not None:
                path = place.parent / question.design.file
                sets = _designed(question, place, path)
                made |= {} if path.exists() else _written(question, sets, path)
                designs.setdefault(name, {})[question.name] = sets
    tables = dummy_tables(edition, count=respondents, seed=seed, designs=designs)
    for name, frame in tables.items():
        table = edition.table(name)
        if table is not None:
            own, codings = codings_apart(frame, table, named[name])
            made |= contents(own, table, named[name])
            for path, coding in codings.items():
                made |= contents(coding, DataTable(file=path), path)
    return made


def _designed(question: Question, answers: Path, path: Path) -> DesignSets:
    """The design of a MaxDiff that is there already; made up where none is."""
    if not path.exists():
        return dummy_design(question)
    sets, problems = read_design(question, answers)
    if sets is None:
        raise InputError(problems)
    return sets


def _written(question: Question, sets: DesignSets, path: Path) -> dict[Path, bytes]:
    return contents(design_frame(question, sets), DataTable(file=path), path)
