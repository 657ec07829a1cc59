"""The publication: documents, workbook and copies made from executed chapters.

Put together in the work folder, each part made again only when what it depends on changed; then
published file by file, so that a reader finds a whole file at any moment.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.build.pictures import keep_pictures
from research.edition.project import template_folder
from research.errors import InputError, Problem
from research.files import digest, digest_file, link_within, write_bytes
from research.pipeline.copies import html, load_nbconvert
from research.pipeline.events import Event, Part
from research.pipeline.keys import DOCUMENTS, files_under, package_digests, versions
from research.pipeline.witness import Witness
from research.sources.dummies import MARK, are_dummies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from research.pipeline.plan import Edition
    from research.pipeline.store import Store
    from research.report.assembly import Document
    from research.report.engines import Engine
    from research.report.executed import ExecutedChapter

__all__ = ["Publication", "refuse_link"]

STYLED = ("report.qmd", "figures", "style")
# What the report has beside the documents that an engine renders.
_PLAIN = "report.md"
_OTHER_PARTS = {*STYLED, _PLAIN, "notebooks", "results.json", "tables.xlsx"}


def refuse_link(folder: Path, path: Path) -> None:
    """Refuse to write below a folder where a link on the way leads elsewhere.

    Parameters
    ----------
    folder : a folder of the project.
    path : below it.

    Raises
    ------
    InputError
        If there is a link.
    """
    link = link_within(folder, path)
    if link is not None:
        what = "this is a link, and a build writes and removes nothing through one"
        raise InputError([Problem(link, what, hint="put a folder in its place")])


def _stamp(path: Path) -> str:
    """Give a digest of a part: a file, or the files of a folder."""
    return digest(_digests(path)) if path.is_dir() else digest_file(path)


def _digests(folder: Path) -> list[str]:
    """Give name and digest of every file in a folder."""
    paths = [Path(path) for path in files_under(folder)]
    return [f"{path.relative_to(folder)}={digest_file(path)}" for path in paths]


@dataclass
class Publication:
    """Makes an edition's documents.

    Parameters
    ----------
    edition : the edition.
    store : where parts are put together, and what they were last made from.
    outcomes : executed notebooks by chapter, in the order of the report.
    formats : formats of the report.
    engine : what renders.
    progress : told of every start and end.
    force : make every part again.
    witness : of the files that parts are made from.
    """

    edition: Edition
    store: Store
    outcomes: Mapping[str, bytes]
    formats: Sequence[str]
    engine: Engine
    progress: Callable[[Event], None]
    force: bool = False
    witness: Witness = field(default_factory=lambda: Witness(()))
    warnings: list[str] = field(default_factory=list)

    def make(self) -> list[Part]:
        """Make all parts whose inputs changed, those that can side by side.

        Raises
        ------
        ResearchError
            If a text names what the ledger lacks, or a document cannot be rendered. What was made
            until then is kept for the next build; nothing is published.
        """
        from research.report.engines import cancel
        from research.report.leftovers import left_out

        load_nbconvert()
        document, assembled = self._assembled()
        parts = [assembled]
        tasks: list[Callable[[], Part]] = [
            *(lambda name=name: self._rendered(name, document) for name in self.formats),
            self._workbook,
            self._ledger,
            self._copies,
        ]
        with ThreadPoolExecutor(max_workers=len(tasks)) as pool:
            futures = [pool.submit(task) for task in tasks]
            try:
                wait(futures)
            except BaseException:
                cancel()
                raise
        parts.extend(future.result() for future in futures)
        keep_pictures(self._executed(), self.store.folder / "pictures")
        self.warnings.extend(left_out(self._executed()))
        self.warnings.extend(self.engine.warnings)
        return parts

    def publish(self) -> list[str]:
        """Put what was made where readers find it; a file that did not change is not touched.

        Only files that an earlier build published are removed, and only as it left them. What
        somebody changed since is said.

        Returns
        -------
        The files published, relative to the report's folder.

        Raises
        ------
        InputError
            If a link leads out of the report's folder; nothing was published.
        """
        source, target = self.store.report, self.edition.folder
        made = {name: digest_file(source / name) for name in self._made()}
        for name in made:
            refuse_link(target, (target / name).parent)
        before: dict[str, list[str]] = self.store.content.get("published", {})
        gone = [name for name in before if name not in made]
        removed = [name for name in gone if self._as_published(name, before[name])]
        self._say_changed(before, made)
        # Noted before, so that a killed build leaves no file that none knows as its own.
        self.store.content["published"] = before | {
            name: [*before.get(name, ()), content] for name, content in made.items()
        }
        self.store.save()
        for name in made:
            write_bytes(target / name, (source / name).read_bytes())
        for name in removed:
            (target / name).unlink()
        self.store.content["published"] = {name: [content] for name, content in made.items()}
        return list(made)

    def _made(self) -> Iterator[str]:
        """Give the files of the report: all but documents of formats that were not made of it."""
        from research.report.engines import file_name

        source = self.store.report
        now = {file_name(name) for name in self.formats}
        asked = {file_name(name) for name in self.edition.formats}
        rendered = {name for name in self.store.document if name not in _OTHER_PARTS}
        for path in files_under(source):
            name = Path(path).relative_to(source).as_posix()
            if name in now or name.partition("/")[0] in _OTHER_PARTS or self._current(name):
                yield name
            elif name in asked & rendered and (self.edition.folder / name).exists():
                self.warnings.append(f"{name} is of an earlier build: it was not asked for now")

    def _current(self, name: str) -> bool:
        """Whether a document that was made before is of the same report."""
        entry = self.store.document.get(name, {})
        wanted = (self._render_key(), _stamp(self.store.report / name))
        return (entry.get("key"), entry.get("made")) == wanted

    def _as_published(self, name: str, known: Sequence[str]) -> bool:
        path = self.edition.folder / name
        return not path.is_symlink() and digest_file(path) in known

    def _say_changed(self, before: Mapping[str, Sequence[str]], made: Mapping[str, str]) -> None:
        """Say which published files somebody changed since."""
        for name, known in before.items():
            path = self.edition.folder / name
            there = path.is_symlink() or path.exists()
            wanted = [*known, made[name]] if name in made else known
            if there and not self._as_published(name, wanted):
                fate = "was replaced" if name in made else "was left, though no longer made"
                self.warnings.append(f"{name} was changed by somebody since it was made: it {fate}")

    def _assembled(self) -> tuple[Callable[[], Document], Part]:
        """Assemble when an input changed; give the document, on demand, and the part."""
        content = self.edition.content
        texts = (content.get("texts") or {}).get("report")
        folder = (self.edition.path.parent / texts).resolve() if texts else None
        template = template_folder(self.edition.root)

        mark = self._mark()

        def key() -> str:
            return self._key(
                digest_file(self.edition.path),
                mark,
                *self._chapters_key(),
                *(_digests(folder) if folder else ()),
                *_digests(template),
                *self._fonts_key(),
            )

        memory: list[Document] = []
        lock = threading.Lock()

        def document() -> Document:
            from research.edition.judgement import load_edition
            from research.report.assembly import assemble

            with lock:
                if memory:
                    return memory[0]
                memory.append(
                    assemble(
                        self._executed(),
                        load_edition(self.edition.path),
                        template=template,
                        texts=folder,
                        output=self.store.report,
                        mark=mark,
                        params=self.edition.path,
                    )
                )
                self.warnings.extend(str(problem) for problem in memory[0].warnings)
                self.warnings.extend(self._untyped(memory[0]))
            return memory[0]

        def stamp(_: Path) -> str:
            return digest([self._style_key(), digest_file(self.store.report / _PLAIN)])

        part = self._part("report.qmd", key(), lambda _: document(), stamp)
        # Only now it is known whether the document needs fonts of the machine.
        self.store.document["report.qmd"]["key"] = key()
        return document, part

    def _fonts_key(self) -> list[str]:
        """Give the state of the fonts at hand, where the last document needed any of them."""
        if not self.store.document.get("fonts", {}).get("needed"):
            return []
        from research.typefaces.catalogue import state

        return [state()]

    def _untyped(self, document: Document) -> list[str]:
        """Note which fonts set the document, and say where characters stand that none has."""
        absent, used = document.absent, list(document.fonts)
        said: list[str] = []
        if absent:
            from research.build.characters import traced
            from research.edition.judgement import load_edition

            edition = load_edition(self.edition.path)
            said = [str(problem) for problem in traced(absent, edition, self.edition.path)]
        self.store.document["fonts"] = {"needed": bool(used or absent), "used": used}
        return said

    def _rendered(self, name: str, document: Callable[[], Document]) -> Part:
        from research.report.engines import file_name

        def make(path: Path) -> None:
            self.engine.render(document(), name, path)

        return self._part(file_name(name), self._render_key(), make)

    def _render_key(self) -> str:
        return self._key(self._style_key(), self.engine.name, self.engine.version())

    def _ledger(self) -> Part:
        from research.report.ledger import write_ledger

        return self._part(
            "results.json",
            self._key(*self._chapters_key()),
            lambda path: write_ledger(path, self._executed()),
        )

    def _workbook(self) -> Part:
        from research.report.workbook import write_workbook

        mark = self._mark()
        return self._part(
            "tables.xlsx",
            self._key(mark, *self._chapters_key()),
            lambda path: write_workbook(path, self._executed(), mark=mark),
        )

    def _mark(self) -> str:
        """What stands on every page: that some of the data were made up before fieldwork."""
        return MARK if are_dummies(self.edition.data_files) else ""

    def _copies(self) -> Part:
        """Keep a copy of every notebook with its code, for reviewers."""
        folder = self.store.report / "notebooks"
        keys = {name: self._key(content) for name, content in self.outcomes.items()}

        def make(_: Path) -> None:
            known = self.store.document.get("notebooks", {}).get("copies", {})
            for name, content in self.outcomes.items():
                path = folder / f"{name}.html"
                if self.force or known.get(name) != [keys[name], digest_file(path)]:
                    write_bytes(path, html(content, name))
            for path in folder.glob("*"):
                if path.stem not in self.outcomes:
                    path.unlink()

        part = self._part("notebooks", digest(sorted(keys.values())), make)
        self.store.document["notebooks"]["copies"] = {
            name: [key, digest_file(folder / f"{name}.html")] for name, key in keys.items()
        }
        return part

    def _part(
        self,
        name: str,
        key: str,
        make: Callable[[Path], Any],
        stamp: Callable[[Path], str] = _stamp,
    ) -> Part:
        """Make a part, or keep the one that was made from the same."""
        path = self.store.report / name
        entry = self.store.document.get(name, {})
        published = self.edition.folder / name
        if not self.force and entry.get("key") == key and entry["made"] == stamp(path):
            self.progress(Event("kept", name))
            return Part(name, kept=True, path=published)
        self.progress(Event("start", name))
        started = time.monotonic()
        make(path)
        seconds = time.monotonic() - started
        # Made from what was changed meanwhile, it is not what its key says.
        known = "" if self.witness.changed() else key
        self.store.document[name] = {"key": known, "made": stamp(path)}
        self.progress(Event("done", name, seconds=seconds))
        return Part(name, seconds, path=published)

    def _executed(self) -> list[ExecutedChapter]:
        from research.report.executed import executed

        return [executed(name, text) for name, text in self.outcomes.items()]

    def _chapters_key(self) -> list[str]:
        return [f"{name}={digest(content)}" for name, content in self.outcomes.items()]

    def _style_key(self) -> str:
        """Give a digest of what is rendered: the document with its figures and styles."""
        folder = self.store.report
        parts = [part for name in STYLED[1:] for part in _digests(folder / name)]
        return digest([digest_file(folder / STYLED[0]), *parts])

    def _key(self, *parts: str | bytes) -> str:
        beyond = [f"{name}={value}" for name, value in package_digests(beyond=True).items()]
        libraries = [f"{name}={value}" for name, value in versions(DOCUMENTS).items()]
        return digest([*beyond, *libraries, *parts])
