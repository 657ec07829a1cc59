"""States of an edition's report: as a build left it, or as a revision has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from research.build.pictures import keep_pictures, kept_pictures
from research.edition.judgement import load_edition
from research.errors import InputError, Problem
from research.pipeline.keys import surroundings
from research.pipeline.runs import survey
from research.pipeline.state import work_folder
from research.pipeline.store import Store
from research.report.assembly import draft
from research.report.executed import executed
from research.review.changes import State
from research.review.reading import Reading, read
from research.review.revisions import INDEX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from research.pipeline.plan import Edition
    from research.review.revisions import Repository

__all__ = ["FILES", "built", "committed", "drafted", "nothing"]

FILES = ("report.md", "results.json")
"""What is kept in git of a report, and what two states of it are compared by."""


def built(folder: Path, name: str = "as built") -> State:
    """Give the report that stands in a folder.

    Parameters
    ----------
    folder : of a built report.
    name : what the state is called.

    Raises
    ------
    InputError
        If no report, or half of one, is there.
    """
    try:
        text, ledger = ((folder / file).read_bytes() for file in FILES)
        return _state(name, text, ledger, kept_pictures(folder / ".work" / "pictures"))
    except OSError as error:
        what = f"there is no report that could be compared: {error.strerror or error}"
        hint = "run: research build with its parameter file"
        raise InputError([Problem(folder, what, hint=hint)]) from None
    except (ValueError, KeyError, TypeError):
        what = "its report.md or results.json is not as a build writes it"
        hint = "run: research build --force with its parameter file"
        raise InputError([Problem(folder, what, hint=hint)]) from None


def drafted(edition: Edition) -> tuple[State, tuple[Problem, ...]] | None:
    """Give the report that a build could not publish, where all of its chapters ran.

    Parameters
    ----------
    edition : the edition, as `research.pipeline.plan` reads it.

    Returns
    -------
    The state, and why the texts do not fit its results; None where chapters are to be run yet.
    """
    store = Store(work_folder(edition.folder))
    if any(run.due for run in survey(edition, store, surroundings())):
        return None
    kept = {one.id: store.notebook(one.id) for one in edition.chapters}
    chapters = [executed(name, content) for name, content in kept.items() if content is not None]
    texts = (edition.content.get("texts") or {}).get("report")
    folder = (edition.path.parent / str(texts)).resolve() if texts else None
    found = draft(chapters, load_edition(edition.path), folder)
    pictures = store.folder / "pictures"
    keep_pictures(chapters, pictures)
    state = State("as far as built", read(found.text), found.records, kept_pictures(pictures))
    return state, found.problems


def committed(repository: Repository, revision: str, folder: Path) -> State | None:
    """Give the report that a revision has; None where it has none.

    Parameters
    ----------
    repository : where it is kept.
    revision : as git takes it, or `INDEX` for what is committed or staged.
    folder : of the report, in the work tree.

    Raises
    ------
    InputError
        If what is there is no report.
    """
    text, ledger = (repository.content(revision, folder / file) for file in FILES)
    if text is None:
        return None
    name = revision or "as committed"
    try:
        pictures = kept_pictures(folder / ".work" / "pictures")
        return _state(name, text, ledger if ledger is not None else b"[]", pictures)
    except (ValueError, KeyError, TypeError):
        where = f"{name}: {repository.name(folder)}"
        what = "its report.md or results.json is not as a build writes it"
        hint = "accept the report again: research review --accept with its parameter file"
        raise InputError([Problem(where, what, hint=hint)]) from None


def nothing(name: str = INDEX) -> State:
    """Give the state of a report that was never accepted."""
    return State(name or "nothing committed", Reading(), [])


def _state(
    name: str, text: bytes, ledger: bytes, pictures: Mapping[str, tuple[str, bytes]]
) -> State:
    records: Any = json.loads(ledger)
    lacking = [one for one in records if not {"name", "value", "unit", "where"} <= {*one}]
    if lacking:
        raise ValueError(lacking[0])
    return State(name, read(text.decode("utf-8")), records, pictures)
