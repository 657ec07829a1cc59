"""The build: from a parameter file to a published report, doing only what changed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.files import digest_file
from research.pipeline import state
from research.pipeline.events import Event, Part, Summary
from research.pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from research.pipeline.plan import Edition


__all__ = ["TIME_LIMIT", "build", "explain", "results", "unchanged"]

# Long enough for any chapter of a report; one that takes longer hangs.
TIME_LIMIT = 900.0
ENGINES = ("auto", "pandoc", "quarto")


def build(
    params: Path | str,
    formats: Sequence[str] | None = None,
    engine: str = "",
    jobs: int | None = None,
    *,
    scheduler: str = "",
    force: bool = False,
    cold: bool = False,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = 0,
    wait: float = -1,
    memory: Path | None = None,
    progress: Callable[[Event], None] | None = None,
) -> Summary:
    """Run the chapters that changed, and make the report from all of them.

    Parameters
    ----------
    params : parameter file of the edition.
    formats : formats to render; those of the parameter file if None.
    engine : ``auto``, ``pandoc`` or ``quarto``; as the parameter file has it if empty.
    jobs : chapters at once; the number of cores if None.
    scheduler : address of a dask scheduler whose workers run the chapters.
    force : run every chapter and make every part again.
    cold : start a fresh Python for every chapter.
    time_limit : seconds that a chapter may take; 0 for as long as it likes.
    memory_limit : MiB of memory that a chapter may take; 0 for as much as there is.
    wait : seconds to wait for another build of the edition; as long as it takes if negative.
    memory : folder in which outcomes are shared with builds of other editions, as long as it is
        there; one of its own, for this build alone, if None.
    progress : called with every `Event`, from several threads.

    Returns
    -------
    What was made and how long it took, and the chapters that failed: then the last good report
    stands untouched.

    Raises
    ------
    InputError
        If the parameter file, the texts or the data have problems; nothing was changed.
    RenderError
        If a document cannot be made; what was published stays.
    BusyError
        If another build of the edition did not end in time.
    """
    if engine and engine not in ENGINES:
        from research.errors import InputError, Problem

        problem = Problem("--engine", f"there is no engine '{engine}'", allowed=", ".join(ENGINES))
        raise InputError([problem])
    tell = progress or (lambda _: None)
    path = Path(params).resolve()
    started = time.time()
    if not force and (found := unchanged(path, formats, engine)):
        return found
    from research.build.production import Options, Production
    from research.build.publication import refuse_link

    edition = _read(path)
    refuse_link(edition.root, state.work_folder(edition.folder))
    store = Store(state.work_folder(edition.folder), memory)
    with store.held(wait, lambda holder: tell(Event("wait", message=holder))):
        # Who waited may find that the other build did all that is wanted.
        if not force and (found := unchanged(path, formats, engine)):
            return found
        edition = _read_again(edition)
        options = Options(formats, engine, jobs, scheduler, force, cold, time_limit, memory_limit)
        return Production(edition, store, options, tell, started).run()


def _read(path: Path) -> Edition:
    """Read the parameter file; where it has problems, find those of texts and data too."""
    from research.errors import InputError
    from research.pipeline.plan import read_edition

    try:
        return read_edition(path)
    except InputError as error:
        from research.build.checks import check

        raise InputError(check(path) or error.problems) from None


def _read_again(edition: Edition) -> Edition:
    """Give the edition as its file is now, which somebody may have saved during a wait."""
    from research.errors import ResearchError

    if digest_file(edition.path) == edition.digest:
        return edition
    now = _read(edition.path)
    if now.name != edition.name:
        msg = f"{edition.path.name} names another edition than when the build began; build again"
        raise ResearchError(msg)
    return now


def explain(params: Path | str) -> list[str]:
    """Say which chapters a build would run, and which input changed; no kernel is started.

    Raises
    ------
    InputError
        If the parameter file or a notebook cannot be read.
    """
    from research.pipeline.keys import surroundings
    from research.pipeline.plan import read_edition
    from research.pipeline.runs import survey

    edition = read_edition(params)
    store = Store(state.work_folder(edition.folder))
    runs = survey(edition, store, surroundings())
    lines = []
    for run in runs:
        if run.due:
            lines.append(f"{run.chapter.id} would run:")
            lines.extend(f"  {change}" for change in run.changed)
    kept = sum(not run.due for run in runs)
    lines.append(f"{kept} of {len(runs)} chapters are up to date")
    if kept == len(runs):
        current = unchanged(edition.path) is not None
        lines.append("the report is up to date" if current else "the report would be made again")
    return lines


def results(params: Path | str) -> list[dict[str, Any]]:
    """Give the ledger of the last build: name, value, unit, base, place and label.

    Raises
    ------
    InputError
        If the edition was never built.
    """
    from research.errors import InputError, Problem
    from research.pipeline.plan import read_edition

    path = read_edition(params).folder / "results.json"
    try:
        found: list[dict[str, Any]] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        hint = f"run: research build {params}"
        raise InputError([Problem(path, "there are no results yet", hint=hint)]) from None
    return found


def unchanged(
    params: Path, formats: Sequence[str] | None = None, engine: str = ""
) -> Summary | None:
    """Give the summary of a build that has nothing to do; None where there is something.

    Parameters
    ----------
    params : absolute path of the parameter file.
    formats, engine : as for `build`.
    """
    started = time.time()
    found = state.current(params, formats, engine)
    if found is None:
        return None
    folder, last = found
    return Summary(
        folder,
        time.time() - started,
        tuple(Part(name, kept=True) for name in last["chapters"]),
        tuple(Part(name, kept=True, path=folder / name) for name in last["parts"]),
        warnings=tuple(last["warnings"]),
        engine=last["rendered_by"],
    )
