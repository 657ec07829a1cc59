"""An error as a notebook shows it: what it says first, the way through the code folded below."""

from __future__ import annotations

import html
import re
import sys
import traceback
from typing import TYPE_CHECKING, Any

from research.problems.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from traceback import FrameSummary

__all__ = ["told"]

# Where IPython keeps the code of a cell, and where libraries stand on a machine.
_CELL = re.compile(r"ipykernel_\d+|^<ipython-input|^<string>$")
_MACHINERY = re.compile(r"[/\\](?:IPython|ipykernel)[/\\]")
_WAITS = "_folded_below"
_PLACE = re.compile(r".*[/\\](?:site-packages|src|lib[/\\]python[\d.]+)[/\\]")


def told(error: BaseException) -> list[str]:
    """Give the lines that stand in place of a traceback, and fold that below them.

    Where a notebook is open the way through the code follows as an output of the cell that opens
    with a click; elsewhere only the line of the cell is told. `IPython` asks for this as an error's
    ``_render_traceback_``.

    Parameters
    ----------
    error : caught by IPython.
    """
    lines = [one_line(line) for line in str(error).splitlines()]
    way = _way(error)
    here = [frame for frame in way if _CELL.search(frame.filename)]
    if here:
        last = here[-1]
        lines += ["", f"In line {last.lineno} of this cell: {one_line(last.line or '')}"]
    _fold(error, way)
    return lines


def _way(error: BaseException) -> list[FrameSummary]:
    """The calls from the cell to where the error arose, without IPython's own."""
    calls = traceback.extract_tb(error.__traceback__)
    return [frame for frame in calls if not _MACHINERY.search(frame.filename)]


def _fold(error: BaseException, way: list[FrameSummary]) -> None:
    """Show the way below the error, when its cell ends; only a kernel has where to."""
    ipython = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython else None
    # IPython asks twice: for the cell, and for its history.
    if not hasattr(shell, "kernel") or not way or vars(error).get(_WAITS):
        return
    setattr(error, _WAITS, True)

    def show(*_: object) -> None:
        shell.events.unregister("post_run_cell", show)
        delattr(error, _WAITS)
        shell.display_pub.publish({"text/html": _as_html(error, way), "text/plain": _summary(way)})

    shell.events.register("post_run_cell", show)


def _summary(way: list[FrameSummary]) -> str:
    count = "1 call" if len(way) == 1 else f"{len(way)} calls"
    return f"The way there: {count}, the last in {_place(way[-1])}"


def _as_html(error: BaseException, way: list[FrameSummary]) -> str:
    lines = "\n".join(_lines(error, way))
    return (
        f"<details><summary>{html.escape(_summary(way))}</summary>"
        f'<pre style="white-space:pre-wrap">{html.escape(lines)}</pre></details>'
    )


def _lines(error: BaseException, way: list[FrameSummary]) -> Iterator[str]:
    for frame in way:
        yield _place(frame)
        if frame.line:
            yield f"    {one_line(frame.line)}"
    yield type(error).__name__
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        said = one_line(str(before).partition("\n")[0])
        yield f"after {type(before).__name__}: {said}"
        yield from (f"    {_place(frame)}" for frame in _way(before))


def _place(frame: FrameSummary) -> str:
    if _CELL.search(frame.filename):
        return f"this notebook, line {frame.lineno} of its cell, in {frame.name}"
    file = _PLACE.sub("", frame.filename)
    return f"{file}, line {frame.lineno}, in {frame.name}"
