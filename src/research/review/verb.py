"""The review: every edition as the build made it, against what is committed or a revision."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from research.build.verbs import build
from research.errors import InputError, Problem
from research.pipeline.plan import read_edition
from research.pipeline.state import work_folder
from research.pipeline.store import Store
from research.problems.nearest import known_or_meant
from research.review.causes import Causes
from research.review.changes import Changes, State, compare_states
from research.review.revisions import INDEX, repository
from research.review.states import FILES, built, committed, drafted, nothing
from research.review.telling import VALUES
from research.review.tolerances import Tolerances
from research.wording.plurals import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from research.pipeline.events import Event, Summary
    from research.pipeline.plan import Edition

__all__ = ["Reviewed", "accept", "review"]

_UNKNOWN = (
    "nothing that it reads differs from {revision}: its stored report was not accepted with an "
    "earlier change, or something outside of git is another"
)


@dataclass(frozen=True)
class Reviewed:
    """What a review found.

    Parameters
    ----------
    params : the parameter file.
    changes : between what was and what is.
    paths : the files that accepting stages.
    problems : why the report cannot be published, nor accepted: none for most.
    """

    params: Path
    changes: Changes
    paths: list[Path] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()

    @property
    def exit_code(self) -> int:
        """What a command ends with, were it for this edition alone."""
        if self.problems:
            return InputError.exit_code
        return 1 if self.changes or self.changes.groups else 0


def review(
    params: Path,
    base: str = INDEX,
    only: Sequence[str] = (),
    progress: Callable[[Event], None] | None = None,
) -> Reviewed:
    """Hold an edition, as the build makes it, against what is committed.

    What the last build left serves where nothing has changed since; else what changed is run, as a
    build runs it.

    Parameters
    ----------
    params : the parameter file.
    base : a revision of git, read without touching the work tree; what is committed or staged if
        left out.
    only : ids of sections, or patterns such as ``theme-*``; all if left out.
    progress : called with every `Event` of the build.

    Raises
    ------
    InputError
        If the edition has problems, a chapter fails, or there is no such revision or section.
    """
    edition = read_edition(params)
    repo = repository(edition.root)
    if base != INDEX:
        repo.check(base)
    new, problems = _now(params, edition, progress)
    old = committed(repo, base, edition.folder)
    paths = [edition.folder / name for name in FILES]
    if old is None:
        hint = f"every section is new: research review {params} --accept, then commit"
        first = (("No report of it is committed yet", (hint,)),)
        return Reviewed(params, Changes(new.reading.title, nothing(base), new, groups=first), paths)
    content = edition.content
    changes = compare_states(
        old,
        new,
        confidence=(content.get("statistics") or {}).get("confidence", 0.95),
        tolerances=Tolerances((content.get("review") or {}).get("tolerances") or {}),
    )
    if changes:
        # What differs is looked for only where something came of it.
        noted = Store(work_folder(edition.folder)).chapters
        changes = _explained(changes, Causes(edition, noted, repo, base or "HEAD"))
    changes = _narrowed(changes, only, edition.path)
    if problems:
        title = f"It cannot be published: {numbered(len(problems), 'problem')} of its texts"
        changes = dataclasses.replace(changes, groups=((title, tuple(map(str, problems))),))
    return Reviewed(params, changes, paths, problems)


def _now(
    params: Path, edition: Edition, progress: Callable[[Event], None] | None
) -> tuple[State, tuple[Problem, ...]]:
    """The report as a build makes it, and why it cannot be published where it cannot."""
    try:
        _require(build(params, progress=progress), edition)
    except InputError:
        found = drafted(edition)
        if found is None or not found[1]:
            raise
        return found
    return built(edition.folder), ()


def accept(reviewed: Sequence[Reviewed]) -> list[Path]:
    """Stage the reports as they are now, for the next commit.

    Parameters
    ----------
    reviewed : what reviews found.

    Returns
    -------
    The files that were staged.

    Raises
    ------
    InputError
        If a report cannot be published; then nothing is staged.
    """
    problems = [problem for one in reviewed for problem in one.problems]
    if problems:
        raise InputError(problems)
    paths = [path for one in reviewed for path in one.paths]
    for one in reviewed:
        repository(one.params.resolve().parent).stage(one.paths)
    return paths


def _require(summary: Summary, edition: Edition) -> None:
    """See that the build came to its end."""
    if not summary.ok:
        problems = [
            Problem(edition.path, f"the chapter '{one.chapter}' failed, so nothing can be compared",
                    hint=f"run: research build {edition.path.name}")
            for one in summary.failures
        ]  # fmt: skip
        raise InputError(problems)


def _explained(changes: Changes, causes: Causes) -> Changes:
    """Put its causes to each section that changed."""
    order = causes.order()
    sections = []
    for one in changes.sections:
        found = causes.of(one.section.kind, one.section.id)
        if one.fate in ("moved", "new", "gone") or one.section.kind == "part":
            found = [*found, *order]
        if not found and one.section.kind in ("text", "matter"):
            found = [VALUES]
        unknown = _UNKNOWN.format(revision=causes.revision)
        told = tuple(dict.fromkeys(found or [unknown]))
        sections.append(dataclasses.replace(one, causes=told))
    return dataclasses.replace(changes, sections=tuple(sections), counts=causes.counts())


def _narrowed(changes: Changes, only: Sequence[str], params: Path) -> Changes:
    """Keep the sections that were asked for, with the values that stand in them."""
    if not only:
        return changes
    reading = changes.new.reading
    ids = [one.id for one in (*reading.sections, *changes.old.reading.sections)]
    for pattern in only:
        if not any(fnmatchcase(one, pattern) for one in ids):
            known = known_or_meant(pattern, list(dict.fromkeys(ids)))
            raise InputError([Problem(params, f"there is no section '{pattern}'", hint=known)])

    def wanted(name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in only)

    places = changes.old.reading.places | reading.places
    where: dict[str, Any] = {
        one["name"]: one["where"] for one in (*changes.old.ledger, *changes.new.ledger)
    }

    def held(found: Any) -> bool:
        name = found if isinstance(found, str) else _name(found)
        return wanted(places.get(where.get(name, ""), ""))

    values = changes.values
    kept = {
        part.name: tuple(one for one in getattr(values, part.name) if held(one))
        for part in dataclasses.fields(values)
    }
    return dataclasses.replace(
        changes,
        sections=tuple(one for one in changes.sections if wanted(one.section.id)),
        values=dataclasses.replace(values, **kept),
    )


def _name(found: Any) -> str:
    return str(found["name"] if isinstance(found, dict) else found.name)
