"""What a cell puts out is bounded where it is sent: no loop fills a report, a queue or a disk.

A kernel of a build loads this module as an extension of IPython. Prints are cut, since they enter
no report; an output that is too large is an error of its cell, since a report without it would be
another; and a long error is shortened.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CUT", "LARGEST", "MOST_OUTPUTS", "MOST_PRINTED", "Bounds", "OutputError", "Printed"]

MOST_PRINTED = 200_000
"""Characters of a stream that are kept of a cell."""
LARGEST = 50_000_000
"""Characters that a cell's outputs may have together."""
MOST_OUTPUTS = 10_000
"""Outputs that a cell may have."""
MOST_SAID = 10_000
"""Characters that are kept of each part of an error."""
MOST_FRAMES = 100
"""Parts that are kept of the way to an error."""

CUT = f"\n[The rest is left out: a cell keeps {MOST_PRINTED:,} characters of what it prints.]\n"
_OUTPUTS = {"display_data", "execute_result", "update_display_data", "clear_output"}
_WIDGETS = {"comm_open", "comm_msg", "comm_close"}
_ERRORS = {"error", "execute_reply"}


class OutputError(ValueError):
    """A cell puts out more than a report can hold."""


class Printed:
    """What was printed so far, by cell and stream."""

    def __init__(self) -> None:
        self._lengths: Counter[tuple[str, str]] = Counter()

    def kept(self, cell: str, stream: str, text: str) -> str:
        """Give of a further piece what there is room for; at the limit, with a word about it.

        Parameters
        ----------
        cell : id of the message that the cell was run by.
        stream : ``stdout`` or ``stderr``.
        text : what is printed.
        """
        before = self._lengths[cell, stream]
        self._lengths[cell, stream] += len(text)
        if before > MOST_PRINTED:
            return ""
        if before + len(text) <= MOST_PRINTED:
            return text
        return text[: MOST_PRINTED - before] + CUT


class Bounds:
    """In place of a session's ``send``, which all messages of a kernel go through.

    Parameters
    ----------
    send : the session's own.
    """

    def __init__(self, send: Callable[..., Any]) -> None:
        self._send = send
        self._printed = Printed()
        self._lengths: Counter[str] = Counter()
        self._outputs: Counter[str] = Counter()

    def __call__(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        *rest: Any,
        **more: Any,
    ) -> Any:
        """Send a message, whole or in part, or none.

        Raises
        ------
        OutputError
            When the cell's outputs are too large, or too many.
        """
        whole = isinstance(msg_or_type, dict)
        kind = msg_or_type["header"]["msg_type"] if whole else msg_or_type
        given = msg_or_type["content"] if whole else content
        above = msg_or_type["parent_header"] if whole else parent
        cell = _cell(above or {})
        if not isinstance(given, dict) or self._fits(kind, cell, given, more.get("buffers")):
            return self._send(stream, msg_or_type, content, parent, *rest, **more)
        return None

    def _fits(self, kind: str, cell: str, content: dict[str, Any], buffers: Any) -> bool:
        """Tell whether there is something to send; shorten the content where it may be."""
        if kind == "stream":
            content["text"] = self._printed.kept(cell, content["name"], content["text"])
            return bool(content["text"])
        if kind in _OUTPUTS:
            self._count(cell, content)
        elif kind in _WIDGETS:
            # Nothing of them enters a report.
            self._lengths[cell] += _length(content) + sum(map(len, buffers or ()))
            return self._lengths[cell] <= LARGEST
        elif kind in _ERRORS:
            _shorten(content)
        return True

    def _count(self, cell: str, content: dict[str, Any]) -> None:
        self._outputs[cell] += 1
        self._lengths[cell] += _length(content)
        if self._lengths[cell] > LARGEST or self._outputs[cell] > MOST_OUTPUTS:
            found = f"{self._outputs[cell]:,} outputs of {self._lengths[cell]:,} characters"
            msg = (
                f"this cell has {found} (allowed are {MOST_OUTPUTS:,} of {LARGEST:,}); show less "
                "in it: fewer points, rows or pictures, or split it"
            )
            raise OutputError(msg)


def load_ipython_extension(shell: Any) -> None:
    """Bound what this kernel sends.

    Parameters
    ----------
    shell : the kernel's `ipykernel.zmqshell.ZMQInteractiveShell`.
    """
    session, thread = shell.kernel.session, shell.kernel.iopub_thread
    session.send = Bounds(session.send)

    def widen(*_: object) -> None:
        # Beyond its mark ZeroMQ drops messages, the one that a cell ended among them; what waits
        # is bounded already. It heeds the mark for clients that are there when it is set.
        thread.schedule(lambda: setattr(thread.socket, "sndhwm", 0))

    shell.events.register("pre_run_cell", widen)


def _cell(parent: dict[str, Any]) -> str:
    return str(parent.get("header", parent).get("msg_id", ""))


def _length(content: Any) -> int:
    """Characters of all that a message holds."""
    length, pending = 0, [content]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            pending += part.values()
        elif isinstance(part, list | tuple):
            pending += part
        else:
            length += len(part) if isinstance(part, str | bytes) else 1
    return length


def _shorten(content: dict[str, Any]) -> None:
    if "evalue" in content:
        content["evalue"] = shortened(str(content["evalue"]))
        content["traceback"] = [
            shortened(part) for part in content.get("traceback", ())[-MOST_FRAMES:]
        ]
    if _length(content.get("payload")) > LARGEST:
        content["payload"] = []


def shortened(text: str, most: int = MOST_SAID) -> str:
    """Give the beginning and the end of a text that is too long.

    Parameters
    ----------
    text : any text.
    most : characters that are kept of it.

    Examples
    --------
    >>> shortened("a long story told", 8)
    'a lo […] told'
    """
    half = most // 2
    return text if len(text) <= most else f"{text[:half]} […] {text[-half:]}"
