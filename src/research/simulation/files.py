"""Dummy data for an edition before fieldwork, so that its report can be built and looked at."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.project import find_params
from research.errors import InputError, Problem
from research.files import write_bytes
from research.simulation.dummy import dummy_respondents
from research.simulation.study import simulate_assessments, simulate_edition

if TYPE_CHECKING:
    from research.edition.parameters import Edition

__all__ = ["simulate"]


def simulate(
    params: Path | str, *, respondents: int = 100, seed: int = 2016, force: bool = False
) -> list[Path]:
    """Write the data files that a parameter file names, filled with made-up answers.

    An edition with a supplier gets the whole simulated study with its planted effects; any other
    gets respondents who rank its themes at random, and assessments where it names them.

    Parameters
    ----------
    params : the parameter file.
    respondents : how many, for an edition without a supplier.
    seed : the same seed gives the same files.
    force : write over files that are there.

    Returns
    -------
    The files written.

    Raises
    ------
    InputError
        If the parameter file has problems, or a file is there already and ``force`` is not given;
        then nothing is written.
    """
    path = find_params(params)
    edition = load_edition(path)
    named = {name: (path.parent / table.file).resolve() for name, table in edition.data.items()}
    there = [path for path in named.values() if path.exists()]
    if there and not force:
        hint = "move it away, or write over it with --force"
        problems = [Problem(path, "there are data already", hint=hint) for path in there]
        raise InputError(problems)
    made = _contents(edition, respondents, seed)
    return [write_bytes(path, made[name]) for name, path in named.items() if name in made]


def _contents(edition: Edition, respondents: int, seed: int) -> dict[str, bytes]:
    if "accounts" in edition.data:
        with tempfile.TemporaryDirectory() as folder:
            written = simulate_edition(Path(folder), seed=seed)
            files = {path.stem: path.read_bytes() for path in written}
        files["suppliers"] = files.pop("benchmark")
        files["answers"] = files.pop("respondents")
        return files
    themes = [theme.key for theme in edition.items]
    groups = {item.column: [group.label for group in item.groups] for item in edition.breakdowns}
    frames = {
        "answers": dummy_respondents(themes, groups, count=respondents, seed=seed),
        "assessments": simulate_assessments(themes, seed=seed),
    }
    return {
        name: frame.to_csv(index=False, lineterminator="\n").encode()
        for name, frame in frames.items()
    }
