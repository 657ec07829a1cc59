"""One chapter run by papermill: bytes in, bytes out.

A run touches no file of the edition but those that the notebook itself reads, so that it can
happen in a thread here or, with the contents of the files at hand, on another machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.errors import ChapterError, ResearchError
from research.pipeline import notebook as notebooks
from research.pipeline.bundle import unpack
from research.pipeline.imports import without_unused
from research.pipeline.kernel_uses import USED
from research.pipeline.outputs import shortened
from research.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

__all__ = ["Outcome", "Request", "load_papermill", "run"]

# Characters of an error that its sentence has.
_LONGEST = 500


@dataclass(frozen=True)
class Request:
    """All that a chapter's run depends on.

    Parameters
    ----------
    chapter : id of the chapter, for messages.
    notebook : the notebook as written.
    parameters : values for its parameters cell.
    root : the edition's root folder, in which the kernel works; empty where `bundle` is given.
    bundle : digests of files by path relative to the root, for a worker that does not share the
        disk.
    time_limit : seconds after which the chapter is stopped; 0 for no limit.
    cold : start a fresh Python rather than fork a warm one.
    memory : folder in which the kernels of a build share outcomes; see `research.memory`.
    memory_limit : MiB of memory that the kernel may take; 0 for as much as there is.
    """

    chapter: str
    notebook: bytes
    parameters: Mapping[str, Any]
    root: str = ""
    bundle: Mapping[str, str] = field(default_factory=dict)
    time_limit: float = 0
    cold: bool = False
    memory: str = ""
    memory_limit: int = 0


@dataclass(frozen=True)
class Outcome:
    """What came of a chapter's run.

    Parameters
    ----------
    chapter : id of the chapter.
    notebook : the executed notebook: the same bytes from every run on the same inputs.
    reads : files and parts of files that it was made from, relative to the root
        (`research.uses`); None where it does not say.
    seconds : how long the run took.
    """

    chapter: str
    notebook: bytes
    reads: tuple[str, ...] | None
    seconds: float


def run(request: Request, contents: Mapping[str, bytes] | None = None) -> Outcome:
    """Execute a chapter in a kernel of its own.

    Parameters
    ----------
    request : what runs.
    contents : contents of the files in its bundle, by digest.

    Raises
    ------
    ChapterError
        If a cell fails, the kernel dies or the time is up; with the partly executed notebook. If a
        content of the bundle is not there, or not what its digest says.
    """
    if not request.bundle:
        return _run(request, Path(request.root))
    with scratch_folder() as root:
        try:
            unpack(request.bundle, contents or {}, root)
        except ResearchError as error:
            raise ChapterError(request.chapter, str(error)) from None
        return _run(request, root)


def load_papermill() -> ModuleType:
    """Import papermill without what it never uses here."""
    with without_unused():
        import papermill
    # What it would print, the error that reaches the user says.
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    return papermill  # type: ignore[no-any-return]


@dataclass
class _Cells:
    """The cells of a run as far as it has come.

    Parameters
    ----------
    request : what runs.
    source : its notebook.
    hidden : absolute paths, and what stands for them in what is kept.
    """

    request: Request
    source: dict[str, Any]
    hidden: Mapping[str, str]
    started: float = field(default_factory=time.monotonic)
    seen: list[dict[str, Any]] = field(default_factory=list)
    used: tuple[str, ...] | None = None

    def note(self, cell: dict[str, Any], cell_index: int) -> None:
        """Take in that a cell has started; its outputs come into it later."""
        del cell_index
        self.seen.append(cell)

    def told(self, execute_reply: dict[str, Any], **_: object) -> None:
        """Take in what the kernel says of a cell that ended: all that was used until then."""
        used = execute_reply["content"].get(USED)
        self.used = self.used if used is None else tuple(used)

    def remaining(self, _: object) -> float:
        """Give the seconds that are left for a cell."""
        return max(self.started + self.request.time_limit - time.monotonic(), 0.001)

    @property
    def ran(self) -> list[dict[str, Any]]:
        return [cell for cell in self.seen if cell["cell_type"] == "code"]

    def written(self) -> bytes:
        """Give the notebook, executed as far as it is."""
        return notebooks.write(notebooks.executed(self.source, self.ran, self.hidden))

    def failed(self, what: str) -> ChapterError:
        """Give the error that says which cell failed, and how."""
        lines = notebooks.last_lines(self.ran)
        # Counted as in the notebook that is kept: with prose, and with the injected cell.
        return ChapterError(self.request.chapter, what, len(self.seen), lines, self.written())

    def reason(self, name: str, value: str) -> str:
        """Say why a cell failed: its error, or what IPython printed where it raises none."""
        if name == "CellExecutionError" and not value:
            printed = notebooks.last_lines(self.ran)
            return printed[-1] if printed else "the cell stopped and gave no reason"
        limit = self.request.memory_limit
        hint = f" (the memory limit is {limit} MiB)" if limit and "MemoryError" in name else ""
        said = (f"{name}: {value}" if value else name).splitlines()[0]
        return shortened(said, _LONGEST) + hint

    def check_end(self) -> None:
        """See that every cell ran.

        Raises
        ------
        ChapterError
            If the notebook left before its end: what it would have shown below is missing.
        """
        if way := notebooks.left_early(self.ran):
            hint = "let it run to its end; leave something out with if and else"
            raise self.failed(f"left by {way}, so that what stands below was not run ({hint})")  # noqa: EM102

    def outcome(self) -> Outcome:
        """Give what came of the run when all cells are through."""
        # A notebook that shows no result may have read anything in its own way.
        reads = self.used if notebooks.shows_results(self.ran) else None
        seconds = time.monotonic() - self.started
        return Outcome(self.request.chapter, self.written(), reads, seconds)


def _run(request: Request, root: Path) -> Outcome:
    papermill = load_papermill()
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    from research.pipeline.kernels import NotReadyError

    source, hidden = notebooks.read(request.notebook), notebooks.hidden_paths(root, sys.prefix)
    cells = _Cells(request, source, hidden)
    try:
        _execute(papermill, cells, root)
    except papermill.PapermillExecutionError as error:
        raise cells.failed(cells.reason(error.ename, error.evalue)) from None
    except CellTimeoutError:
        what = f"stopped: the time limit of {request.time_limit:g} s was over"
        raise cells.failed(what) from None
    except DeadKernelError:
        what = "the kernel died (out of memory, or a crash in compiled code)"
        raise cells.failed(what) from None
    except NotReadyError as error:
        limit = request.memory_limit
        hint = f" (the memory limit is {limit} MiB: raise it)" if limit else ""
        raise ChapterError(request.chapter, f"{error}{hint}") from None
    except NoSuchKernel as error:
        what = f"this machine has no kernel '{error.name}' (jupyter kernelspec list tells which)"
        raise ChapterError(request.chapter, what) from None
    cells.check_end()
    return cells.outcome()


def _execute(papermill: ModuleType, cells: _Cells, root: Path) -> None:
    from nbformat.notebooknode import from_dict

    request = cells.request
    limit = {"timeout_func": cells.remaining} if request.time_limit else {}
    with _event_loop(), _manager(request) as kernel_manager:
        papermill.execute_notebook(
            from_dict(notebooks.executed(cells.source, [], {})),  # type: ignore[no-untyped-call]
            None,
            dict(request.parameters),
            progress_bar=False,
            request_save_on_cell_execute=False,
            shutdown_kernel="immediate",
            record_timing=False,
            store_widget_state=False,
            iopub_timeout=60,
            kernel_manager_class=kernel_manager,
            on_cell_start=cells.note,
            on_cell_executed=cells.told,
            resources={"metadata": {"path": os.fspath(root)}},
            **limit,
        )


def _manager(request: Request) -> contextlib.AbstractContextManager[Any]:
    from research.pipeline.kernels import manager

    return manager(cold=request.cold, memory=request.memory, memory_limit=request.memory_limit)


@contextlib.contextmanager
def _event_loop() -> Iterator[None]:
    """Close the event loop that Jupyter opens for a thread, and leaves open."""
    from jupyter_core.utils import ensure_event_loop

    try:
        yield
    finally:
        loop = ensure_event_loop()
        if not loop.is_running():
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            if left:
                # Of nothing to wait for, `gather` would ask for a loop of this thread.
                loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.close()
            asyncio.set_event_loop(None)
