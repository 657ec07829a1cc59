"""Sides of a comparison: an edition, a folder that was built, or a revision of git."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.project import EDITION, project_around
from research.errors import InputError, Problem
from research.pipeline.plan import read_edition
from research.review.revisions import repository
from research.review.states import FILES, built, committed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.edition.parameters import Edition
    from research.review.changes import State

__all__ = ["Side", "sides_of"]

_YAML = {".yml", ".yaml"}
_ALLOWED = "a parameter file, a folder with a built report, or a revision of git"


@dataclass(frozen=True)
class Side:
    """One of the two that are compared.

    Parameters
    ----------
    name : what it is called.
    state : its report.
    params : its parameter file; None for a folder that was carried away from its project.
    """

    name: str
    state: State
    params: Path | None

    @cached_property
    def edition(self) -> Edition | None:
        """The edition; None without a parameter file, or where this version cannot read it."""
        try:
            return None if self.params is None else load_edition(self.params)
        except InputError:
            return None


def sides_of(
    given: str, project: Path, scratch: Path, other: str = "", params: Sequence[Path] = ()
) -> dict[str, Side]:
    """Find what an argument names.

    Parameters
    ----------
    given : a parameter file, a folder with a built report, or a revision of git.
    project : folder of the project.
    scratch : folder in which files of a revision are put.
    other : what it is compared with: a revision is read of the same edition.
    params : parameter files of the editions that are read of a revision, where `other` names none;
        all with a report in git if left out.

    Returns
    -------
    The sides by edition: more than one for a revision only.

    Raises
    ------
    InputError
        If there is no such thing, or it was never built.
    """
    path = Path(given)
    if path.suffix.lower() in _YAML and path.is_file():
        edition = read_edition(path)
        return {edition.name: Side(given, built(edition.folder, given), edition.path)}
    if path.is_dir():
        return {_edition_of(path): Side(given, built(path, given), _params_of(path))}
    if path.suffix.lower() in _YAML or path.exists():
        what = "there is no such parameter file" if not path.exists() else "this is none"
        raise InputError([Problem(given, what, allowed=_ALLOWED)])
    return _of_revision(given, project, scratch, _wanted(other, project, params))


def _wanted(other: str, project: Path, params: Sequence[Path]) -> list[Path]:
    """Parameter files of the editions that are looked for in a revision."""
    path = Path(other)
    if path.suffix.lower() in _YAML and path.is_file():
        return [path.resolve()]
    if path.is_dir() and (found := _params_of(path)):
        return [found]
    if params:
        return [one.resolve() for one in params]
    return sorted((project / "params").rglob("*.yml"))


def _of_revision(
    revision: str, project: Path, scratch: Path, wanted: Sequence[Path]
) -> dict[str, Side]:
    repo = repository(project)
    try:
        repo.check(revision)
    except InputError as error:
        hint = error.problems[0].hint
        what = "this is no file, no folder and no revision"
        raise InputError([Problem(revision, what, allowed=_ALLOWED, hint=hint)]) from None
    root = _extracted(repo.root, revision, project, scratch)
    found = {}
    for path in wanted:
        params = root / path.relative_to(project.resolve())
        name = _name(params)
        state = committed(repo, revision, project / "reports" / name) if name else None
        if name and state is not None:
            found[name] = Side(revision, state, params)
    if not found:
        names = ", ".join(path.name for path in wanted[:6]) or "no edition"
        what = f"has no report of {names}"
        hint = f"{' and '.join(FILES)} are kept by: research review PARAMS --accept, git commit"
        raise InputError([Problem(revision, what, hint=hint)])
    return found


def _extracted(root: Path, revision: str, project: Path, scratch: Path) -> Path:
    """Put parameters and data of a revision into a folder, and give the project's place in it."""
    below = project.resolve().relative_to(root)
    there = [name for name in ("params", "data") if _has(root, revision, below / name)]
    target = scratch / revision.replace("/", "-")
    target.mkdir(exist_ok=True)
    if there:
        names = [(below / name).as_posix() for name in there]
        command = ["git", "archive", "--format=tar", revision, "--", *names]
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            raise InputError([Problem(revision, f"git does not give its files: {said}")])
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(target, filter="data")
    return target / below


def _has(root: Path, revision: str, path: Path) -> bool:
    command = ["git", "cat-file", "-e", f"{revision}:{path.as_posix()}"]
    return subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 0


def _name(params: Path) -> str:
    """Name of the edition of a parameter file of any version; empty where it is none."""
    try:
        found = EDITION.search(params.read_bytes())
    except OSError:
        return ""
    return found[1].decode() if found else ""


def _provenance(folder: Path) -> Mapping[str, object]:
    try:
        found = json.loads((folder / "build.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _edition_of(folder: Path) -> str:
    return str(_provenance(folder).get("edition") or folder.resolve().name)


def _params_of(folder: Path) -> Path | None:
    """Give the parameter file that a folder was built from, where its project is around it."""
    named = _provenance(folder).get("parameters")
    path = project_around(folder.resolve()) / str(named)
    return path if named and path.is_file() else None
