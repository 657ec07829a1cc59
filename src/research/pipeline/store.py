"""An edition's work folder: executed chapters, the lock file of their keys, and who builds."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import warnings
from typing import TYPE_CHECKING, Any

from research.errors import ResearchError
from research.files import digest, remove_unfinished, write_bytes, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

__all__ = ["BusyError", "Store"]

# Raised when what is kept changes its meaning: a store of another number starts empty.
LAYOUT = 3


def _filelock() -> ModuleType:
    """Import the library of locks; not sooner, for a build with nothing to do takes none."""
    with warnings.catch_warnings():
        # Where the system has no locks of its own, a file with the holder's process stands in.
        warnings.filterwarnings("ignore", "only soft file lock is available")
        import filelock
    return filelock


class BusyError(ResearchError):
    """Another build of the same edition did not end in the time given."""


class Store:
    """What builds of an edition leave for the next one.

    Parameters
    ----------
    folder : hidden folder inside the edition's report folder.
    memory : folder in which kernels share outcomes, where other editions share them too; whoever
        made it ends it. One of its own, which ends with each build, where left out.
    """

    def __init__(self, folder: Path, memory: Path | None = None) -> None:
        self.folder = folder
        self.shared = memory
        self.content: dict[str, Any] = self._load()

    @property
    def chapters(self) -> dict[str, dict[str, Any]]:
        """By chapter id: inputs of the last run that succeeded, files read, notebook's digest."""
        found: dict[str, dict[str, Any]] = self.content["chapters"]
        return found

    @property
    def document(self) -> dict[str, Any]:
        """What the documents were last made from, and what was made."""
        found: dict[str, Any] = self.content["document"]
        return found

    @property
    def report(self) -> Path:
        """Folder in which the report is put together before it is published."""
        return self.folder / "report"

    @property
    def memory(self) -> Path:
        """Folder in which the kernels of a build share outcomes."""
        return self.folder / "memory" if self.shared is None else self.shared

    def notebook(self, chapter: str) -> bytes | None:
        """Give a chapter's executed notebook, when it is whole and the one that was noted."""
        entry = self.chapters.get(chapter)
        if entry is None:
            return None
        try:
            content = self._path(chapter).read_bytes()
        except OSError:
            return None
        return content if digest(content) == entry["notebook"] else None

    def keep(
        self, chapter: str, notebook: bytes, inputs: Mapping[str, str], reads: list[str]
    ) -> None:
        """Keep an executed chapter: first the notebook, then the note that it is there."""
        write_bytes(self._path(chapter), notebook)
        entry = {"inputs": dict(inputs), "notebook": digest(notebook), "reads": reads}
        if self.chapters.get(chapter) != entry:
            self.chapters[chapter] = entry
            self.save()
        self.failed_path(chapter).unlink(missing_ok=True)

    def keep_failed(self, chapter: str, notebook: bytes) -> Path:
        """Keep a partly executed notebook for its author to look at."""
        return write_bytes(self.failed_path(chapter), notebook)

    def failed_path(self, chapter: str) -> Path:
        """Where a partly executed notebook is kept."""
        return self.folder / "failed" / f"{chapter}.ipynb"

    def forget(self, known: set[str]) -> None:
        """Drop chapters that the edition no longer has."""
        for chapter in set(self.chapters) - known:
            del self.chapters[chapter]
            self._path(chapter).unlink(missing_ok=True)

    def save(self) -> None:
        """Write the lock file, whole."""
        noted = {"content": self.content, "digest": digest(_canonical(self.content))}
        text = json.dumps(noted, sort_keys=True, indent=1, ensure_ascii=False)
        write_text(self.folder / "lock.json", f"{text}\n")

    @contextlib.contextmanager
    def held(self, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """Hold the edition: no other build of it runs meanwhile, and no half of a file is left.

        The system releases it when this process ends, however that happens.

        Parameters
        ----------
        wait : seconds to wait for another build; negative for as long as it takes.
        tell : called once with who holds it, when there is a wait.

        Raises
        ------
        BusyError
            If the other build did not end in time.
        """
        import platform

        with self._locked(wait, tell):
            write_text(self._holder, f"process {os.getpid()} on {platform.node()}")
            remove_unfinished(self.folder.parent)
            self._forget_all()
            self.content = self._load()
            try:
                yield
            finally:
                self._forget_all()

    def _forget_all(self) -> None:
        if self.shared is None:
            shutil.rmtree(self.memory, ignore_errors=True)

    @property
    def _holder(self) -> Path:
        return self.folder / "holder"

    @contextlib.contextmanager
    def _locked(self, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """Hold the lock; waits for it, and says for whom."""
        filelock = _filelock()
        path = self.folder / "holder.lock"
        lock = filelock.FileLock(path)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire(timeout=0)
            except filelock.Timeout:
                tell(self._holder_named())
                lock.acquire(timeout=wait, poll_interval=0.1)
        except filelock.Timeout:
            holder = self._holder_named()
            msg = f"{self.folder.parent} is being built by {holder}; try again when it ended"
            raise BusyError(msg) from None
        except OSError as error:
            reason, hint = error.strerror or str(error), "see that you may write there"
            blocked = next((one for one in path.parents if one.exists()), path)
            if not blocked.is_dir():
                reason, hint = f"{blocked} is a file, no folder", "move it away"
            msg = f"{path}: no lock can be taken there: {reason} ({hint})"
            raise ResearchError(msg) from None
        try:
            yield
        finally:
            lock.release()

    def _holder_named(self) -> str:
        try:
            return self._holder.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return "another process"

    def _path(self, chapter: str) -> Path:
        return self.folder / "chapters" / f"{chapter}.ipynb"

    def _load(self) -> dict[str, Any]:
        """Read the lock file; one that is not as a build wrote it counts for nothing."""
        try:
            noted = json.loads((self.folder / "lock.json").read_bytes())
            found: dict[str, Any] = noted["content"]
            whole = noted["digest"] == digest(_canonical(found)) and found["layout"] == LAYOUT
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            whole = False
        return found if whole else {"layout": LAYOUT, "chapters": {}, "document": {}}


def _canonical(content: Any) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
