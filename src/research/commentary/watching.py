"""Watching an edition: a saved text is on the live page at once, and published when it is quiet."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from research.commentary.drafts import Drafts
from research.edition.project import shipped, template_folder
from research.errors import InputError, ResearchError, grouped
from research.pipeline.keys import PACKAGE, files_under
from research.pipeline.plan import read_edition
from research.pipeline.runs import named_files
from research.pipeline.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from research.commentary.livepage import LivePage

__all__ = ["Watch"]

# Seconds between two looks at the texts, and between two at all else.
_SOON, _LATER = 0.1, 1.0
# Seconds without a saved text after which the whole report is made.
_QUIET = 2.0
# What a build says of its progress.
_PROGRESS = re.compile(r": \d+\.\d s$|^waiting: ")


@dataclass
class Watch:
    """Follows an edition while its author writes.

    A saved text is rendered alone, within what the last whole page holds. Whatever else was
    changed, and every text once nothing was saved for a while, is left to a build of its own
    process: it runs the chapters that are due, and publishes.

    Parameters
    ----------
    params : the parameter file.
    page : shows the report.
    options : of ``research build``, as typed.
    say : prints a line.
    """

    params: Path
    page: LivePage
    options: Sequence[str] = ()
    say: Callable[[str], None] = print
    _drafts: Drafts | None = field(default=None, init=False)
    _build: _Build | None = field(default=None, init=False)
    # When the report is to be made, in seconds of the clock; None for not at all.
    _due: float | None = field(default=0.0, init=False)
    _looked: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._look()

    def _look(self) -> None:
        """Note what all is like that the report is made from."""
        self._folder = _folder_of(self.params)
        self._texts = Witness(self._text_files())
        self._others = Witness(_others_of(self.params))

    def _text_files(self) -> list[Path]:
        paths = map(Path, files_under(self._folder) if self._folder else ())
        # Editors put files of their own beside the one that is open.
        return [
            path for path in paths if not (path.name.startswith(".") or path.name.endswith("~"))
        ]

    def run(self, until: Callable[[], bool] = lambda: False) -> None:
        """Follow the edition until asked to stop.

        Parameters
        ----------
        until : asked in every round.
        """
        try:
            while not until():
                self.step()
                time.sleep(_SOON)
        finally:
            if self._build is not None:
                self._build.stop()

    def step(self) -> None:
        """Look once at what was saved, and do what follows from it."""
        now = time.monotonic()
        if saved := self._saved_texts():
            self._text_saved(saved, now)
        if now - self._looked >= _LATER:
            self._looked = now
            self._other_saved(now)
        if self._build is not None and (done := self._build.done()) is not None:
            self._built(done)
        if self._build is None and self._due is not None and now >= self._due:
            self._due = None
            self.page.note("the whole report is being made")
            self._build = _Build(self.params, self.options, self.say)

    def _saved_texts(self) -> list[Path]:
        paths = self._text_files()
        saved = self._texts.changed()
        saved += [path for path in paths if path not in self._texts]
        if saved:
            self._texts = Witness(paths)
        return saved

    def _text_saved(self, saved: Sequence[Path], now: float) -> None:
        """Show the texts as they are now, and make the whole report when it is quiet."""
        names = ", ".join(path.name for path in saved)
        self._due = now + _QUIET
        if self._build is not None:
            # It would publish what is old already.
            self._build.stop()
            self._build = None
        if self._drafts is None or not self._drafts.possible:
            self._due = now
            return
        try:
            page = self._drafts.page()
        except ResearchError as error:
            self._faulty(error)
            self._due = None
            return
        self.page.show(page)
        self.say(f"{names}: on the page after {time.monotonic() - now:.1f} s")

    def _other_saved(self, now: float) -> None:
        changed = self._others.changed()
        if not changed:
            return
        self._look()
        self.say(
            f"{', '.join(path.name for path in changed[:3])}: what depends on it is made again"
        )
        if self._build is not None:
            self._build.stop()
            self._build = None
        self._due = now

    def _faulty(self, error: ResearchError) -> None:
        self.say(str(error))
        lines = grouped(error.problems) if isinstance(error, InputError) else str(error).split("\n")
        self.page.show(problems=lines)

    def _built(self, done: tuple[int, list[str]]) -> None:
        """Show what a build made, or what it said of its problems."""
        code, said = done
        self._build = None
        if code:
            self.page.show(problems=said)
            return
        try:
            self._drafts = Drafts(self.params)
        except ResearchError as error:
            # Saved with a fault since: the next round takes it up.
            self._drafts = None
            self._faulty(error)
            return
        whole = self._drafts.planned.folder / "report.html"
        self.page.show(whole.read_text(encoding="utf-8"))
        self.say("the whole report is made and on the page")


class _Build:
    """A build in a process of its own: it may be stopped at any time, and what it did is kept."""

    def __init__(self, params: Path, options: Sequence[str], say: Callable[[str], None]) -> None:
        self._say = say
        self._said: list[str] = []
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        command = [sys.executable, "-m", "research.entry", "build", str(params), "--to", "html"]
        self._process = subprocess.Popen(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            # Ctrl-C is for who watches, who ends it.
            start_new_session=True,
        )

    def done(self) -> tuple[int, list[str]] | None:
        """Give exit code and what was said but of its progress; None while it goes on."""
        code = self._process.poll()
        self._log.seek(sum(len(line.encode()) + 1 for line in self._said))
        for line in self._log.read().splitlines():
            self._said.append(line)
            self._say(line)
        if code is None:
            return None
        self._log.close()
        return code, [one for one in self._said if one.strip() and not _PROGRESS.search(one)]

    def stop(self) -> None:
        """End it, and what it started."""
        self._process.terminate()
        self._process.wait()
        self._log.close()


def _folder_of(params: Path) -> Path | None:
    """Give the folder of an edition's texts; None while its parameter file cannot be read."""
    try:
        folder = (read_edition(params).content.get("texts") or {}).get("report")
    except InputError:
        return None
    return (params.parent / folder).resolve() if folder else None


def _others_of(params: Path) -> list[Path]:
    """Give all else that a report is made from: parameters, data, notebooks, template, code."""
    return list(dict.fromkeys(map(Path, _others(params))))


def _others(params: Path) -> Iterator[Path | str]:
    yield params
    try:
        planned = read_edition(params)
        named = named_files(planned)
    except InputError:
        return
    yield from (planned.root / name for name in named)
    yield from _files([planned.root / "notebooks", shipped("notebooks")])
    yield from _files([template_folder(planned.root), PACKAGE])


def _files(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        yield from files_under(folder)
