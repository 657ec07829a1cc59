"""The runs of an edition's chapters: which are due and why, and carrying them out."""

from __future__ import annotations

import contextlib
import functools
import os
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from research.edition.beside import files_beside
from research.errors import ChapterError, InputError, Problem
from research.pipeline import notebook as notebooks
from research.pipeline.bundle import Bundle, pack
from research.pipeline.cluster import Cluster, connected
from research.pipeline.events import Event, Failure, Part
from research.pipeline.keys import PACKAGE, Change, changes, chapter_inputs, files_under
from research.pipeline.plan import read_edition
from research.pipeline.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from research.pipeline.execution import Outcome, Request
    from research.pipeline.keys import Surroundings
    from research.pipeline.plan import Chapter, Edition
    from research.pipeline.store import Store

__all__ = ["Run", "Runner", "executor", "survey"]


@dataclass(frozen=True)
class Run:
    """A chapter, and whether its last outcome still holds.

    Parameters
    ----------
    chapter : the chapter.
    source : its notebook as written.
    code : digest of the notebook's code cells.
    changed : inputs that differ from the last run; none where the last outcome holds.
    """

    chapter: Chapter
    source: bytes
    code: str
    changed: tuple[Change, ...]

    @property
    def due(self) -> bool:
        """Whether the chapter must run."""
        return bool(self.changed)


def survey(edition: Edition, store: Store, shared: Surroundings) -> list[Run]:
    """Compare the inputs of every chapter with those of its last run.

    Raises
    ------
    InputError
        If a notebook is missing or is none.
    """
    return [_look(edition, chapter, store, shared) for chapter in edition.chapters]


def _look(edition: Edition, chapter: Chapter, store: Store, shared: Surroundings) -> Run:
    try:
        source = chapter.notebook.read_bytes()
        code = notebooks.code(notebooks.read(source))
    except OSError:
        problem = Problem(chapter.notebook, "no such notebook", hint="see report.sections")
        raise InputError([problem]) from None
    except (ValueError, KeyError, TypeError):
        hint = "open it in JupyterLab, or restore it"
        raise InputError([Problem(chapter.notebook, "no Jupyter notebook", hint=hint)]) from None
    entry = store.chapters.get(chapter.id)
    if entry is None:
        first = Change("outcome of an earlier run", "", "none yet")
        return Run(chapter, source, code, (first,))
    inputs = chapter_inputs(chapter, code, shared, entry["reads"], edition)
    changed = changes(entry["inputs"], inputs)
    if not changed and store.notebook(chapter.id) is None:
        changed = [Change("outcome of the last run", entry["notebook"], "")]
    return Run(chapter, source, code, tuple(changed))


@contextlib.contextmanager
def executor(jobs: int | None, scheduler: str = "") -> Iterator[Executor]:
    """Give threads around kernels here, or the workers of a dask scheduler.

    Parameters
    ----------
    jobs : chapters at once; the number of cores if None. A scheduler has its own number.
    scheduler : address, ``tcp://host:8786``; empty for this machine.
    """
    if scheduler:
        with connected(scheduler) as cluster:
            yield cluster
        return
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1, "chapter") as pool:
        yield pool


@dataclass
class Runner:
    """Carries out runs and keeps what came of them.

    Parameters
    ----------
    edition : the edition.
    store : where outcomes are kept.
    shared : what all chapters share.
    progress : told of every start and end.
    time_limit : seconds that a chapter may take; 0 for as long as it likes.
    cold : start a fresh Python for every kernel.
    memory_limit : MiB of memory that a chapter may take; 0 for as much as there is.
    witness : of the files that chapters are made from.
    """

    edition: Edition
    store: Store
    shared: Surroundings
    progress: Callable[[Event], None]
    time_limit: float = 0
    cold: bool = False
    memory_limit: int = 0
    witness: Witness = field(default_factory=lambda: Witness(()))

    def carry_out(
        self, runs: Sequence[Run], pool: Executor
    ) -> tuple[dict[str, bytes], list[Part], list[Failure]]:
        """Execute the runs that are due; take the last outcome of the others.

        Returns
        -------
        The executed notebooks by chapter, what was done, and what failed: all in report order,
        whichever was ready first.
        """
        outcomes: dict[str, bytes] = {}
        seconds: dict[str, float] = {}
        failures: dict[str, Failure] = {}
        pending: dict[Future[Outcome], Run] = {}
        try:
            for run in runs:
                if run.due:
                    pending[self._submit(pool, run)] = run
            for run in runs:
                if not run.due:
                    outcomes[run.chapter.id] = self._refreshed(run)
                    self._tell("kept", run)
            for future in as_completed(pending):
                run = pending[future]
                try:
                    outcome = future.result()
                except Exception as error:
                    failures[run.chapter.id] = self._failed(run, error)
                else:
                    self._keep(run, outcome)
                    outcomes[outcome.chapter] = outcome.notebook
                    seconds[outcome.chapter] = outcome.seconds
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        order = [run.chapter.id for run in runs]
        parts = [Part(name, seconds.get(name, 0.0), kept=name not in seconds) for name in order]
        return (
            {name: outcomes[name] for name in order if name in outcomes},
            [part for part in parts if part.what in outcomes],
            [failures[name] for name in order if name in failures],
        )

    def _submit(self, pool: Executor, run: Run) -> Future[Outcome]:
        from research.pipeline.execution import run as execute

        if not isinstance(pool, ThreadPoolExecutor):
            self._tell("start", run)
            # Another executor than a cluster keeps nothing: contents go there with each call.
            contents = self._bundle.contents
            placed = pool.put(contents) if isinstance(pool, Cluster) else contents
            return pool.submit(execute, self._request(run, here=False), placed)

        def begin(request: Request) -> Outcome:
            self._tell("start", run)
            return execute(request)

        return pool.submit(begin, self._request(run, here=True))

    def _request(self, run: Run, *, here: bool) -> Request:
        from research.pipeline.execution import Request

        return Request(
            chapter=run.chapter.id,
            # Outputs that are stored in a notebook are most of it, and no run looks at them.
            notebook=run.source if here else notebooks.bare(run.source),
            parameters=run.chapter.parameters,
            root=os.fspath(self.edition.root) if here else "",
            bundle={} if here else self._bundle.digests,
            time_limit=self.time_limit,
            cold=self.cold,
            memory=os.fspath(self.store.memory) if here else "",
            memory_limit=self.memory_limit,
        )

    @functools.cached_property
    def _bundle(self) -> Bundle:
        """The files that chapters may read, for workers that have none of them."""
        return pack(self.edition.root, named_files(self.edition))

    def _refreshed(self, run: Run) -> bytes:
        """Give the last outcome with the prose that the notebook has now."""
        kept = self.store.notebook(run.chapter.id)
        assert kept is not None  # noqa: S101 - the survey found it
        cells = [cell for cell in notebooks.read(kept)["cells"] if cell["cell_type"] == "code"]
        now = notebooks.write(notebooks.executed(notebooks.read(run.source), cells, {}))
        if now != kept:
            entry = self.store.chapters[run.chapter.id]
            self.store.keep(run.chapter.id, now, entry["inputs"], entry["reads"])
        return now

    def _keep(self, run: Run, outcome: Outcome) -> None:
        # Where a notebook shows no result, it may have read anything that the edition names.
        reads = named_files(self.edition) if outcome.reads is None else list(outcome.reads)
        own = self.edition.path.relative_to(self.edition.root).as_posix()
        if not any(name.partition("#")[0] == own for name in reads):
            # It asked no study, and may have read the parameter file in its own way.
            reads.append(own)
        inputs = chapter_inputs(run.chapter, run.code, self.shared, reads, self.edition)
        # Asked after the digests were taken: what is unchanged now was so when they were.
        for name in self._changed_since(reads, time.time() - outcome.seconds):
            inputs[f"file {name}"] = "changed while the chapter ran"
        self.store.keep(run.chapter.id, outcome.notebook, inputs, reads)
        self._tell("done", run, seconds=outcome.seconds)

    def _changed_since(self, reads: Sequence[str], began: float) -> Iterator[str]:
        """Give what a chapter may have read in another state than the one that is noted."""
        root = self.edition.root
        files = {root / name.partition("#")[0]: name for name in reads}
        code = [Path(path) for path in files_under(PACKAGE)]
        for path in self.witness.changed([*files, self.edition.path, *code]):
            yield files.get(path) or os.path.relpath(path, root)
        for path, name in files.items():
            with contextlib.suppress(OSError):
                if path not in self.witness and path.stat().st_mtime > began:
                    yield name

    def _failed(self, run: Run, error: Exception) -> Failure:
        if not isinstance(error, ChapterError):
            # No cell failed but what runs them: a worker that is gone, a disk that is full.
            what = f"could not be run: {type(error).__name__}: {error}"
            error = ChapterError(run.chapter.id, what)
        path = self.store.keep_failed(run.chapter.id, error.notebook) if error.notebook else None
        failure = Failure(run.chapter.id, error, path)
        self._tell("failed", run, message=str(failure))
        return failure

    def _tell(self, kind: Any, run: Run, *, seconds: float = 0.0, message: str = "") -> None:
        chapter = run.chapter
        self.progress(
            Event(kind, chapter.id, chapter.title, chapter=True, seconds=seconds, message=message)
        )


def named_files(edition: Edition) -> list[str]:
    """Give the files that a parameter file names or that stand beside it, relative to the root.

    Those of earlier editions are among them, where the parameter file names some, and those of the
    one that holds what a scorecard is made from.
    """
    found = _named(edition)
    others = _earlier(edition.content.get("waves"))
    for other in [*others, *_scored(edition.content.get("scorecard"))]:
        found |= _named(read_edition(edition.path.parent / other))
    root = edition.root
    return sorted(os.path.relpath(path, root) for path in found if os.path.isfile(path))  # noqa: PTH113


def _beside(content: Mapping[str, Any]) -> Iterator[str]:
    """Give the files that stand beside the file of their table, as written: designs, codings."""
    for name, table in (content.get("data") or {}).items():
        given = table if isinstance(table, dict) else {}
        short = content.get("questions") if name == "answers" else None
        for question in [*(given.get("questions") or ()), *(short or ())]:
            for _, file in files_beside(question):
                yield str(PurePosixPath(str(given.get("file"))).parent / file)


def _earlier(waves: Any) -> list[str]:
    """Give the parameter files of earlier editions, as written."""
    given = waves if isinstance(waves, dict) else {}
    listed = given.get("earlier")
    waves = [given.get("previous"), *(listed.values() if isinstance(listed, dict) else ())]
    files = [one.get("file") if isinstance(one, dict) else one for one in waves]
    return [str(file) for file in files if file]


def _scored(scorecard: Any) -> list[str]:
    """Give the parameter file of the assessments that a scorecard is made from, as written."""
    of = scorecard.get("of") if isinstance(scorecard, dict) else None
    return [str(of)] if of else []


def _named(edition: Edition) -> set[str]:
    content = edition.content
    tables = [table for table in (content.get("data") or {}).values() if isinstance(table, dict)]
    others = content.get("reconstructed") or {}
    named = [
        *(table.get("file") for table in tables),
        *_beside(content),
        *(others.get(key) for key in ("answers", "assessments")),
        *(value for key, value in (content.get("texts") or {}).items() if key != "report"),
    ]
    found = {os.fspath(edition.path)}
    for name in filter(None, named):
        path = (edition.path.parent / str(name)).resolve()
        found.update(files_under(path) if path.is_dir() else _together(path))
    return found


def _together(path: Path) -> list[str]:
    """A file; beside metadata of Triple-S, those that are called alike: its records."""
    whole = path.suffix.lower() in (".sss", ".xml") and path.is_file()
    alike = [one for one in path.parent.iterdir() if one.stem == path.stem] if whole else [path]
    return [os.fspath(one) for one in alike]
