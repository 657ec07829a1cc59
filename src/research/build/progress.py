"""Progress of a build on a terminal, and what it says at the end."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from research.pipeline.events import Event, Part, Summary

__all__ = ["Terminal", "as_opened"]


@dataclass
class Terminal:
    """Shows a bar and what is going on to a person, and plain lines to a log.

    Parameters
    ----------
    live : whether a person looks on; asked of standard error when left out.
    """

    live: bool = field(default_factory=lambda: sys.stderr.isatty())
    _bar: Progress | None = field(default=None, init=False)
    _task: TaskID | None = field(default=None, init=False)
    _running: dict[str, str] = field(default_factory=dict, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def __call__(self, event: Event) -> None:
        """Take in what happened; may come from several threads."""
        if event.kind == "plan":
            self._start(event.total)
        elif event.kind == "wait":
            self._say(f"waiting: {event.message}")
        elif event.kind == "note":
            self._say(event.message)
        elif event.kind == "start":
            self._running[event.what] = event.title or event.what
        elif event.kind in ("done", "failed"):
            self._running.pop(event.what, None)
            self._ended(event)
        self._refresh()

    def _ended(self, event: Event) -> None:
        if event.kind == "failed":
            self._say(f"failed: {event.title or event.what}")
        elif self._bar is None:
            self._say(f"{event.title or event.what}: {event.seconds:.1f} s")
        if event.chapter and self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    def _start(self, total: int) -> None:
        if not (self.live and total) or self._bar is not None:
            return
        # rich takes a tenth of a second to import, too much for a build with nothing to do.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed

        console = Console(stderr=True)
        columns = (TextColumn("chapters"), BarColumn(), MofNCompleteColumn(), Elapsed())
        self._bar = Progress(
            *columns, TextColumn("{task.description}"), console=console, transient=True
        )
        self._task = self._bar.add_task("", total=total)
        self._bar.start()

    def _refresh(self) -> None:
        if self._bar is not None and self._task is not None:
            names = list(self._running.values())
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            self._bar.update(self._task, description=", ".join(names[:3]) + more)

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            sys.stderr.write(f"{line}\n")

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def summarise(self, summary: Summary) -> None:
        """Print what was made, where, and how long each part took."""
        self._stop()
        for warning in summary.warnings:
            sys.stderr.write(f"look at: {warning}\n")
        for failure in summary.failures:
            sys.stderr.write(f"\n{failure}\n")
        sys.stdout.write("\n".join(summary_lines(summary)) + "\n")


def summary_lines(summary: Summary) -> list[str]:
    """Give the lines at the end of a build.

    Parameters
    ----------
    summary : what the build did.
    """
    if summary.unchanged:
        lines = [f"Nothing has changed ({summary.seconds:.1f} s)."]
    else:
        ran = [part for part in summary.chapters if not part.kept]
        spent = sum(part.seconds for part in ran)
        failed = len(summary.failures)
        lines = [
            f"{len(ran) + failed} of {len(summary.chapters) + failed} chapters run "
            f"({spent:.1f} s of work), {summary.seconds:.1f} s in all."
        ]
    files = [part for part in summary.parts if part.path is not None]
    if summary.failures:
        count = len(summary.failures)
        which = "A chapter" if count == 1 else f"{count} chapters"
        lines.append(f"{which} failed: the last good report stays as it was.")
        return lines
    if summary.engine:
        lines.append(f"Rendered by {summary.engine}.")
    names = [as_opened(part.path or Path()) for part in files]
    width = max(map(len, names), default=0)
    lines += [f"  {name:<{width}}  {_took(part)}" for name, part in zip(names, files, strict=True)]
    return lines


def as_opened(path: Path) -> str:
    """Give a path as a person would open it.

    Parameters
    ----------
    path : of a file.
    """
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)


def _took(part: Part) -> str:
    return "unchanged" if part.kept else f"{part.seconds:.1f} s"
