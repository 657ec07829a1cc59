"""The production of a report: checks first, then chapters, documents and their publication."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.build import provenance
from research.build.handles import require_handles
from research.build.needs import drawn_on
from research.edition.project import shipped, template_folder
from research.errors import InputError, ResearchError, grouped
from research.files import digest, digest_file
from research.pipeline import copies, execution, state, warm
from research.pipeline.events import Event, Failure, Part, Summary
from research.pipeline.keys import PACKAGE, Change, Surroundings, files_under, surroundings
from research.pipeline.runs import Runner, executor, named_files, survey
from research.pipeline.witness import Witness
from research.scratch import sweep
from research.sources.dummies import note_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from research.pipeline.plan import Edition
    from research.pipeline.store import Store
    from research.report.engines import Engine

__all__ = ["Options", "Production"]

# What every notebook imports of the package, beside its chapter.
_ALWAYS = ("research.study", "research.display.show")


@dataclass(frozen=True)
class Options:
    """How a build was asked for; see `build`."""

    formats: Sequence[str] | None
    engine: str
    jobs: int | None
    scheduler: str
    force: bool
    cold: bool
    time_limit: float
    memory_limit: int


@dataclass
class Production:
    """One build of an edition that no other build works on.

    Parameters
    ----------
    edition : the edition.
    store : what earlier builds left.
    options : how the build was asked for.
    tell : told of every start and end.
    started : when, in seconds since 1970.
    """

    edition: Edition
    store: Store
    options: Options
    tell: Callable[[Event], None]
    started: float
    witness: Witness = field(default_factory=lambda: Witness(()), init=False)

    def run(self) -> Summary:
        """Run what is due, make what follows from it, and publish it if nothing failed."""
        require_handles()
        sweep()
        self._look()
        # Until this build is whole, nothing may be taken for unchanged without a look.
        if self.store.content.pop("build", None):
            self.store.save()
        try:
            with executor(self.options.jobs, self.options.scheduler) as pool:
                try:
                    shared = self._checked()
                    # An engine that is not there, or makes no such format, is told of first.
                    engine = self._engine()
                    outcomes, chapters, failures = self._chapters(pool, shared)
                except ResearchError:
                    raise
                except BaseException:
                    # No kernel stays, and no thread waits for one.
                    warm.close()
                    raise
        finally:
            self.store.save()
        if failures:
            seconds = time.time() - self.started
            return Summary(self.edition.folder, seconds, tuple(chapters), failures=tuple(failures))
        return self._published(outcomes, chapters, engine)

    def _look(self) -> None:
        """Note what all inputs are like, before any of them is read for this build."""
        root = self.edition.root
        folders = (root / "notebooks", shipped("notebooks"), template_folder(root), PACKAGE)
        self.witness = Witness(
            [
                *(root / name for name in named_files(self.edition)),
                *map(Path, self._author_texts()),
                *(Path(path) for folder in folders for path in files_under(folder)),
            ]
        )
        if digest_file(self.edition.path) != self.edition.digest:
            # Saved since it was read.
            self.witness.mark(self.edition.path)

    def _checked(self) -> Surroundings:
        """Check all that has changed since it was found sound; give what chapters share."""
        shared = surroundings()
        checked = self._check_key(shared)
        unchecked = self.options.force or self.store.content.get("checked") != checked
        with contextlib.suppress(InputError):
            unchecked = unchecked or any(
                run.due for run in survey(self.edition, self.store, shared)
            )
        if unchecked:
            self._prepare(shared)
            self._check()
            if not self.witness.changed():
                self.store.content["checked"] = checked
        return shared

    def _engine(self) -> Engine:
        from research.report.engines import choose

        named: Any = self.options.engine or self.edition.content["report"].get("engine", "auto")
        return choose(named, self._formats())

    def _formats(self) -> list[str]:
        return list(dict.fromkeys(self.options.formats or self.edition.formats))

    def _chapters(
        self, pool: Executor, shared: Surroundings
    ) -> tuple[dict[str, bytes], list[Part], list[Failure]]:
        runs = survey(self.edition, self.store, shared)
        if self.options.force:
            forced = (Change("--force", "", "given"),)
            runs = [dataclasses.replace(run, changed=run.changed or forced) for run in runs]
        self.store.forget({run.chapter.id for run in runs})
        self.tell(Event("plan", total=sum(run.due for run in runs)))
        if any(run.due for run in runs):
            self._warm(shared)
        options = self.options
        runner = Runner(
            self.edition,
            self.store,
            shared,
            self.tell,
            options.time_limit,
            options.cold,
            options.memory_limit,
            self.witness,
        )
        found = runner.carry_out(runs, pool)
        self._say_of_kernels()
        return found

    def _prepare(self, shared: Surroundings) -> None:
        """Let the template import the libraries, and import meanwhile what this process needs."""
        self._warm(shared)
        execution.load_papermill()
        copies.load_nbconvert()

    def _warm(self, shared: Surroundings) -> None:
        """Have a template that has what chapters import, the package as it is now included."""
        if self.options.cold:
            return
        names: list[str] = []
        with contextlib.suppress(InputError):
            notebooks = dict.fromkeys(chapter.notebook for chapter in self.edition.chapters)
            names = [name for notebook in notebooks for name in drawn_on(notebook)]
        with contextlib.suppress(warm.NotWarmError):
            warm.template([*_ALWAYS, *names], shared.named()["package research"])

    def _check(self) -> None:
        """Check everything before any kernel starts.

        Raises
        ------
        InputError
            With every problem of parameter file, texts and data.
        """
        path = os.fspath(self.edition.path)
        try:
            if self.options.cold:
                raise warm.NotWarmError
            place = os.fspath(self.edition.root)
            problems, remarks = warm.call("research.build.checks:examine", path, cwd=place)
        except warm.NotWarmError:
            from research.build.checks import examine

            problems, remarks = examine(path)
        self.store.content["remarks"] = grouped(remarks)
        if problems:
            raise InputError(problems)

    def _check_key(self, shared: Surroundings) -> str:
        """Give a digest of all that a check reads."""
        root = self.edition.root
        names = [*named_files(self.edition), *self._author_texts()]
        for folder in (root / "notebooks", shipped("notebooks")):
            names.extend(files_under(folder))
        return digest(
            [
                *(f"{name}={value}" for name, value in shared.named().items()),
                *(f"{name}={digest_file(root / name)}" for name in names),
            ]
        )

    def _author_texts(self) -> list[str]:
        folder = (self.edition.content.get("texts") or {}).get("report")
        return list(files_under(self.edition.path.parent / folder)) if folder else []

    def _say_of_kernels(self) -> None:
        if "research.pipeline.provisioner" in sys.modules:
            from research.pipeline import provisioner

            for note in (*provisioner.notes, *warm.overruled(os.environ)):
                self.tell(Event("note", message=note))

    def _published(
        self, outcomes: dict[str, bytes], chapters: list[Part], engine: Engine
    ) -> Summary:
        from research.build.publication import Publication

        formats = self._formats()
        publication = Publication(
            self.edition,
            self.store,
            outcomes,
            formats,
            engine,
            self.tell,
            self.options.force,
            self.witness,
        )
        try:
            parts = publication.make()
        finally:
            self.store.save()
        published = publication.publish()
        seconds = time.time() - self.started
        summary = Summary(
            self.edition.folder,
            seconds,
            tuple(chapters),
            tuple(parts),
            warnings=(*self.store.content.get("remarks", ()), *publication.warnings),
            engine=engine.version(),
        )
        provenance.write(self.edition, self.store, summary, self.started)
        noted = self._state(summary, published, formats)
        # Asked after the digests were taken: what is unchanged now was so when they were.
        changed = self.witness.changed()
        if not changed:
            self.store.content["build"] = noted
        self.store.save()
        told = (
            f"{os.path.relpath(path, self.edition.root)} was changed while the report was built, "
            "which may hold the old of it: build again"
            for path in changed
        )
        return dataclasses.replace(summary, warnings=(*summary.warnings, *told))

    def _state(self, summary: Summary, published: list[str], formats: list[str]) -> dict[str, Any]:
        """Give what the next build needs to see that nothing has changed."""
        edition, root = self.edition, self.edition.root
        chapters = self.store.chapters.values()
        read = [name.partition("#")[0] for entry in chapters for name in entry["reads"]]
        # A note beside data says that they are dummies; that there is none is a state, too.
        notes = (os.path.relpath(note_of(path), root) for path in edition.data_files)
        sections = edition.content["report"]["sections"]
        noted = state.record(
            edition.path,
            edition.folder,
            files={
                *named_files(edition),
                *read,
                *notes,
                *(os.path.relpath(path, root) for path in self._author_texts()),
            },
            notebooks={part["notebook"] for part in sections if part.get("notebook")},
            published=published,
        )
        return noted | {
            "engine": self.options.engine,
            "formats": formats,
            "complete": set(edition.formats) <= set(formats),
            "chapters": [part.what for part in summary.chapters],
            "parts": [part.what for part in summary.parts],
            "warnings": list(summary.warnings),
            "rendered_by": summary.engine,
        }
